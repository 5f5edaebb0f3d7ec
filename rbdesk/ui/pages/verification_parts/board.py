"""The questions of Verifikasi at the left: the office's answer and what was ruled, area by area."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rbdesk.domain.instrument import Instrument
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import ROW_ROLE, RowDelegate
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.lines import Head, Line
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import ElidedLabel, WrapLabel
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow.verification import Verification

WIDTH, NARROW = 326, 280  # pixels at 100 % text
_ROW, _HEAD = 48, 32
_SIDE = 14
_TONES = {
    lines.OPEN: "open",
    lines.SAME: "soft_done",
    lines.CHANGED: "urgent",
    lines.REJECTED: "urgent",
    lines.ASKED: "open",
    lines.DISPUTED: "urgent",
}
Index = QModelIndex | QPersistentModelIndex


class QuestionBoard(Dressed, QFrame):
    """Tabs, the list and what can be done with many questions at once.

    Signals: `picked(code)` another question has the focus · `agreeing()` with all that are free of remarks ·
    `sampling()` draw a sample, or another one.
    """

    picked = Signal(str)
    agreeing = Signal()
    sampling = Signal()

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument = instrument
        self._lines: tuple[Line, ...] = ()
        self.tabs = FilterTabs(
            [(lines.OPEN, "Belum"), (lines.DIFFERENT, "Berbeda"), (lines.ALL, "Semua")],
            name="Saring pertanyaan",
        )
        self.tabs.set_value(lines.ALL)
        self.tabs.chosen.connect(lambda _: self._fill())
        self.sampled = Button("", "filter", "tab")
        self.sampled.setCheckable(True)
        self.sampled.clicked.connect(lambda _: self._fill())
        self.seed = ElidedLabel("", "caption", "text2")
        self.model = _Lines([Column("Pertanyaan", _title, describe=_spoken, tip=_spoken)], key=_key)
        self.view = QuestionView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(LineDelegate(self.view))
        self.view.setAccessibleName("Pertanyaan")
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.nothing = WrapLabel("", "body", "text2")
        self.agree = Button("Setujui banyak", "checks", "soft")
        self.agree.clicked.connect(self.agreeing)
        self.sample = Button("Sampel", "list-details", "link", name="Ambil sampel")
        self.sample.setToolTip("Ambil sampel pertanyaan yang perlu dilihat")
        self.sample.clicked.connect(self.sampling)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_S + 2, 0, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        above = QVBoxLayout()
        above.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_S, 0)
        above.setSpacing(theme.SPACE_S)
        above.addWidget(self.tabs)
        self._sample_row = QWidget()
        sample_row = QHBoxLayout(self._sample_row)
        sample_row.setContentsMargins(0, 0, 0, 0)
        sample_row.addWidget(self.sampled)
        sample_row.addWidget(self.seed, 1)
        self._sample_row.hide()
        above.addWidget(self._sample_row)
        above.addWidget(self.nothing)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_S, 0)
        below.addWidget(self.agree)
        below.addStretch(1)
        below.addWidget(self.sample)
        column.addLayout(below)
        self._wide = WIDTH
        self.follow_theme()

    def preferred_stop(self) -> QWidget | None:
        """Where the focus goes first: to the list."""
        return self.view

    def dress(self) -> None:
        self.setFixedWidth(theme.px(self._wide))
        super().dress()

    def set_narrow(self, narrow: bool) -> None:
        """Take less of the width."""
        self._wide = NARROW if narrow else WIDTH
        self.dress()

    def lines(self) -> tuple[Line, ...]:
        """All questions in the order of the list."""
        return self._lines

    def shown(self) -> tuple[str, ...]:
        """Codes of the questions that are listed."""
        return tuple(row.code for row in self.model.rows() if isinstance(row, Line))

    def current(self) -> str:
        """Code of the question that has the focus, "" without one."""
        row = self.model.row_at(self.view.currentIndex())
        return row.code if isinstance(row, Line) else ""

    def set_verification(self, found: Verification) -> None:
        """Show how an office's questions stand; the one with the focus keeps it."""
        self._lines = lines.all_lines(found, self._instrument)
        tabs = (lines.OPEN, lines.DIFFERENT, lines.ALL)
        self.tabs.set_counts({tab: sum(lines.is_in(line, tab) for line in self._lines) for tab in tabs})
        free = lines.agreeable(self._lines)
        self.agree.setText(f"Setujui {len(free)} jawaban" if free else "Setujui banyak")
        self.agree.setEnabled(bool(free))
        self.agree.setToolTip(
            "Menyetujui sekaligus yang belum diputuskan, tidak bertanda, dan di luar sampel"
            if free
            else "Yang belum diputuskan bertanda atau masuk sampel. Lihat satu per satu."
        )
        self._sample_row.setVisible(found.sample is not None)
        if found.sample is not None:
            self.sampled.setText(f"Sampel {len(found.sample.rows)}")
            self.seed.setText(f"benih “{found.sample.seed}”")
        else:
            self.sampled.setChecked(False)
        self._fill()

    def select(self, code: str) -> None:
        """Give a question the focus; where the tab hides it, all are listed."""
        if code and code not in self.shown() and code in {line.code for line in self._lines}:
            self.tabs.set_value(lines.ALL)
            self.sampled.setChecked(False)
            self._fill()
        at = self.model.place_of(f"Line {code}")
        if at is None:
            return
        index = self.model.index(at, 0)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.view.scrollTo(index)

    def _fill(self) -> None:
        held, place = self.current(), self.view.currentIndex().row()
        chosen = [
            line
            for line in self._lines
            if lines.is_in(line, self.tabs.value()) and (line.is_sampled or not self.sampled.isChecked())
        ]
        self.model.set_rows(lines.with_heads(chosen, self._instrument))
        self.nothing.setVisible(not chosen and bool(self._lines))
        self.nothing.setText(
            "Semua pertanyaan sudah diputuskan."
            if self.tabs.value() == lines.OPEN
            else "Belum ada yang berbeda dari jawaban kecamatan."
        )
        if self.current() == held and held:
            return
        codes = [line.code for line in chosen]
        if held in codes:
            self.select(held)
        elif codes:
            before = [row.code for row in self.model.rows()[: max(place, 0) + 1] if isinstance(row, Line)]
            self.select(before[-1] if before else codes[0])

    def _on_current(self, now: QModelIndex, _: QModelIndex) -> None:
        row = self.model.row_at(now)
        if isinstance(row, Line):
            self.picked.emit(row.code)


class QuestionView(QListView):
    """A list whose letters belong to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_letter = bool(event.text()) and event.text().isprintable()
        if is_letter or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class _Lines(RowsModel):
    """Heads cannot be entered."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(index.data(ROW_ROLE), Head):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class LineDelegate(RowDelegate):
    """A question on two lines, the office's answer, an arrow, and what was ruled."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        if isinstance(row, Head):
            painter.fillRect(area, theme.color("sunken"))
            words = area.adjusted(_SIDE, 0, -_SIDE, 0)
            paint.text(painter, words, row.title, theme.font("caption_strong"), theme.color("text2"))
            return
        super().paint(painter, option, index)

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(ROW_ROLE)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        area = area.adjusted(4, 0, 0, 0)
        right = self._paint_answers(painter, area, line)
        title, small = theme.font("strong" if is_current else "body"), theme.font("caption", tabular=True)
        first, second = paint.height_of(title), paint.height_of(small)
        top = area.center().y() - (first + second) / 2
        width = right - area.left() - 8
        paint.text(painter, QRectF(area.left(), top, width, first), line.title, title, theme.color("text"))
        self._paint_remarks(painter, QRectF(area.left(), top + first, width, second), line)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        high = _HEAD if isinstance(index.data(ROW_ROLE), Head) else _ROW
        return QSize(theme.px(160), theme.px(high))

    def _paint_answers(self, painter: QPainter, area: QRectF, line: Line) -> float:
        """Paint both answers at the right; where they begin."""
        high = theme.px(24)
        top = area.center().y() - high / 2
        chip = theme.font("chip")
        wide = max(theme.px(30), paint.width_of(line.verified, chip) + 12)
        spot = QRectF(area.right() - wide, top, wide, high)
        look = paint.look(_TONES[line.state])
        paint.box(painter, spot, look)
        paint.text(painter, spot, line.verified, chip, look.ink, paint.CENTRE)
        side = theme.px(12)
        arrow = QRectF(spot.left() - side - 4, area.center().y() - side / 2, side, side)
        theme.draw_icon(painter, "arrow-right", arrow, theme.color("text2"))
        wide = max(theme.px(30), paint.width_of(line.office, chip) + 12)
        spot = QRectF(arrow.left() - 4 - wide, top, wide, high)
        look = paint.look("neutral")
        paint.box(painter, spot, look)
        paint.text(painter, spot, line.office, chip, look.ink, paint.CENTRE)
        return spot.left()

    def _paint_remarks(self, painter: QPainter, area: QRectF, line: Line) -> None:
        small, strong = theme.font("caption", tabular=True), theme.font("caption_strong")
        left = area.left()
        paint.text(painter, area, line.shown, small, theme.color("text3"))
        left += paint.width_of(line.shown, small) + 8
        side = theme.px(13)
        if line.is_sampled:
            spot = QRectF(left, area.center().y() - side / 2, side, side)
            theme.draw_icon(painter, "list-details", spot, theme.color("primary"))
            left += side + 5
        for remark in line.remarks[:1]:
            ink = theme.color(remark.role)
            spot = QRectF(left, area.center().y() - side / 2, side, side)
            theme.draw_icon(painter, remark.icon, spot, ink)
            font = strong if remark.role == "warn" else small
            left += side + 4
            paint.text(
                painter, QRectF(left, area.top(), area.right() - left, area.height()), remark.words, font, ink
            )


def _key(row: Any) -> str:
    return f"{type(row).__name__} {row.code}"


def _title(row: Any) -> str:
    return str(row.title)


def _spoken(row: Any) -> str:
    return row.spoken if isinstance(row, Line) else str(row.title)
