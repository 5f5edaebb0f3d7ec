"""The list of the simulator: a tick, what could be done, from which answer to which, how hard, how many points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from rbdesk import text, wording
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import SIDE, RowDelegate
from rbdesk.ui.models.rows import RIGHT, Column, Index, RowRole, RowsModel, RowsProxy
from rbdesk.ui.models.simulation import HEAVIEST, Step
from rbdesk.ui.parts.row_table import RowTable

STEP, ANSWER, EFFORT, POINTS = range(4)
_HEIGHT = 47
_BOX = 18
_BEFORE_WORDS = 12  # pixels between the box and the words
_MOST_LINES = 3
_WIDTHS = {ANSWER: 120, EFFORT: 98, POINTS: 72}  # pixels at 100 %
_NARROW = {ANSWER: 126, EFFORT: 62, POINTS: 68}


def columns() -> list[Column]:
    """What the columns of a step are."""
    return [
        Column("Perbaikan", lambda step: step.words, describe=spoken, tip=_tip),
        Column(
            "Jawaban",
            lambda step: (step.before, step.after),
            show=lambda change: " → ".join(change),
            describe=lambda step: f"dari {step.before} menjadi {step.after}",
        ),
        Column(
            "Upaya",
            lambda step: step.effort,
            show=lambda effort: wording.EFFORTS[effort],
            describe=lambda step: f"upaya {wording.EFFORTS[step.effort].lower()}",
            tip=lambda step: f"{wording.EFFORTS[step.effort]}. Klik untuk menilai upayanya sendiri (U).",
        ),
        Column(
            "Poin",
            lambda step: step.points,
            show=text.signed,
            align=RIGHT,
            describe=lambda step: f"menambah {text.number(step.points)} poin",
        ),
    ]


class StepsModel(RowsModel):
    """Steps that can be ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(columns(), key=lambda step: step.code, parent=parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == STEP:
            step = super().data(index, RowRole)
            is_on = step is not None and step.is_chosen
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == STEP else flags


class StepTable(RowTable):
    """Signals: `ticked(code, on)` at Space or a click on the first column · `effort_asked(code)` at a click on the
    effort · those of `RowTable`.
    """

    ticked = Signal(str, bool)
    effort_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="Perbaikan yang mungkin", row_height=_HEIGHT, parent=parent)
        self.steps = StepsModel(self)
        self.proxy = RowsProxy(self.steps, self)
        self.setModel(self.proxy)
        self.setSortingEnabled(True)
        self.setItemDelegateForColumn(STEP, TickDelegate(self))
        self.setItemDelegateForColumn(ANSWER, ChangeOfAnswer(self, height=_HEIGHT))
        self.setItemDelegateForColumn(EFFORT, EffortDelegate(self, height=_HEIGHT))
        self.setItemDelegateForColumn(
            POINTS, RowDelegate(self, ink=_ink_of_points, strong=True, height=_HEIGHT)
        )
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(STEP, QHeaderView.ResizeMode.Stretch)
        head.setSortIndicator(POINTS, Qt.SortOrder.DescendingOrder)
        self.is_narrow = False
        self.clicked.connect(self._on_clicked)
        self.spaced.connect(self._tick)
        self._fit_columns()

    def set_steps(self, steps: tuple[Step, ...], shows: Callable[[Step], bool] | None = None) -> None:
        """Show these steps, or those that `shows` lets through."""
        self.steps.set_rows(steps)
        self.proxy.set_filter(shows)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give a second line to words that need it: nobody can choose what cannot be read."""
        room = self.columnWidth(STEP) - 2 * SIDE - theme.px(_BOX) - _BEFORE_WORDS
        line, low = paint.height_of(theme.font("body")), self.verticalHeader().defaultSectionSize()
        for row, step in enumerate(self.shown_steps()):
            lines = len(paint.wrapped(step.words, theme.font("body"), room, _MOST_LINES))
            high = low + line * (lines - 1)
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the effort without its word, where there is little room."""
        self.is_narrow = is_narrow
        self._fit_columns()

    def current_step(self) -> Step | None:
        """The step that is looked at."""
        found = self.steps.row_at(self.current_row())
        return found if isinstance(found, Step) else None

    def set_current(self, code: str) -> None:
        """Look at the row of a question."""
        at = self.steps.place_of(code)
        if at is not None:
            index = self.proxy.mapFromSource(self.steps.index(at, STEP))
            if index.isValid():
                self.setCurrentIndex(index)

    def shown_steps(self) -> list[Step]:
        """The steps in the order in which they stand."""
        return [self.proxy.index(row, STEP).data(RowRole) for row in range(self.proxy.rowCount())]

    def lines(self) -> list[list[str]]:
        """All that stands in the list, as a table with headings."""
        lines = [["Dipilih", "Kode dan area", "Perbaikan", "Jawaban", "Menjadi", "Upaya", "Poin"]]
        for step in self.shown_steps():
            lines.append(
                [
                    "ya" if step.is_chosen else "",
                    step.where,
                    step.words,
                    step.before,
                    step.after,
                    wording.EFFORTS[step.effort],
                    text.signed(step.points),
                ]
            )
        return lines

    def text_of_rows(self) -> str:
        return text.table(self.lines())

    def copy_rows(self) -> None:
        """Put the whole list on the clipboard, as Ctrl+C does."""
        QGuiApplication.clipboard().setText(self.text_of_rows())

    def dress(self) -> None:
        super().dress()
        if hasattr(self, "is_narrow"):
            self._fit_columns()

    def sizeHint(self) -> QSize:
        return QSize(560, theme.px(_HEIGHT) * 3)  # it grows into what room there is

    def minimumSizeHint(self) -> QSize:
        return QSize(320, theme.px(_HEIGHT) * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_rows()

    def _fit_columns(self) -> None:
        for column, width in (_NARROW if self.is_narrow else _WIDTHS).items():
            self.setColumnWidth(column, theme.px(width))
        self.fit_rows()

    def _on_clicked(self, index: QModelIndex) -> None:
        step = self.steps.row_at(index)
        if step is None:
            return
        if index.column() == STEP:
            self._tick(index)
        elif index.column() == EFFORT:
            self.effort_asked.emit(step.code)

    def _tick(self, index: QModelIndex) -> None:
        step = self.steps.row_at(index)
        if step is not None and not step.is_left_out:
            self.ticked.emit(step.code, not step.is_chosen)


class TickDelegate(RowDelegate):
    """A box to tick, then what to do, on more lines if need be, over where it belongs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ink=_ink_of_words, height=_HEIGHT)

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(RowRole)
        side = theme.px(_BOX)
        box = QRectF(area.left(), round(area.center().y() - side / 2), side, side)
        if step.is_left_out:
            theme.draw_icon(painter, "minus", box.adjusted(2, 2, -2, -2), theme.color("text3"))
        else:
            paint_tick(painter, box, is_on=step.is_chosen)
        area.adjust(side + _BEFORE_WORDS, 0, 0, 0)
        font, small = self._font(index), theme.font("caption", tabular=True)
        lines = paint.wrapped(step.words, font, area.width(), _MOST_LINES)
        high = paint.height_of(font)
        top = area.center().y() - (len(lines) * high + paint.height_of(small)) / 2
        for line in lines:
            paint.text(
                painter, QRectF(area.left(), top, area.width(), high), line, font, self.ink(option, index)
            )
            top += high
        spot = QRectF(area.left(), top, area.width(), paint.height_of(small))
        paint.text(painter, spot, _details(step), small, theme.color("text3"))


class ChangeOfAnswer(RowDelegate):
    """The answer now, an arrow, the better one."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(RowRole)
        body, strong = theme.font("body", tabular=True), theme.font("strong", tabular=True)
        paint.text(painter, area, step.before, body, theme.color("text2"))
        left = area.left() + paint.width_of(step.before, body) + 7
        side = theme.px(14)
        spot = QRectF(left, area.center().y() - side / 2, side, side)
        theme.draw_icon(painter, "arrow-right", spot, theme.color("text3"))
        area.setLeft(left + side + 7)
        paint.text(painter, area, step.after, strong, theme.color("text"))


class EffortDelegate(RowDelegate):
    """One to three small bars, and the word."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        step: Step = index.data(RowRole)
        wide, high, left = theme.px(6), theme.px(10), area.left()
        for at in range(HEAVIEST):
            is_on = at < step.effort
            spot = QRectF(left, round(area.center().y() - high / 2), wide, high)
            edge = theme.color("text2") if theme.is_high_contrast() else None
            off = "surface" if theme.is_high_contrast() else "border"
            fill = theme.color("text2" if is_on else off)
            paint.box(painter, spot, paint.Look(fill, fill, edge), 2)
            left += wide + 2
        view = option.widget  # type: ignore[attr-defined]
        if not (isinstance(view, StepTable) and view.is_narrow):
            area.setLeft(left + 8)
            paint.text(painter, area, wording.EFFORTS[step.effort], theme.font("body"), theme.color("text2"))


def paint_tick(painter: QPainter, box: QRectF, *, is_on: bool) -> None:
    """A box to tick, as the check boxes of the program look."""
    if not is_on:
        edge = theme.color("control")
        paint.box(painter, box, paint.Look(theme.color("surface"), edge, edge, edge_width=1.5), 4)
        return
    fill = theme.color("primary")
    paint.box(painter, box, paint.Look(fill, fill), 4)
    inset = box.width() * 0.1
    theme.draw_icon(painter, "check", box.adjusted(inset, inset, -inset, -inset), theme.color("on_primary"))


def spoken(step: Step) -> str:
    """A step in words for a screen reader."""
    state = "dipilih" if step.is_chosen else "tidak diusulkan" if step.is_left_out else "tidak dipilih"
    return f"{step.words}, {step.where}, {state}"


def _details(step: Step) -> str:
    return f"{step.where} · tidak diusulkan" if step.is_left_out else step.where


def _tip(step: Step) -> str:
    return f"{step.words}\n{_details(step)}"


def _ink_of_words(step: Step) -> str:
    return "text3" if step.is_left_out else "text"


def _ink_of_points(step: Step) -> str:
    if step.is_left_out:
        return "text3"
    return "ok" if step.is_chosen else "text"
