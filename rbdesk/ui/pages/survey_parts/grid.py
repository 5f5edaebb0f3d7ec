"""A grid of numbers that behaves as a spreadsheet does: type over, Enter down, Tab on, blocks copied and pasted.

A block is pasted whole or not at all; the first cell that does not fit is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import RowDelegate
from rbdesk.ui.parts.dressed import Dressed

_VALUE_WIDTH, _LEAST_TRACK = 46, 40
Index = QModelIndex | QPersistentModelIndex
Number = int | Decimal | None
Parse = Callable[[str], Number]


class NotANumber(ValueError):
    """A cell's text that cannot stand there; its words say why."""


class NumberModel(QAbstractTableModel):
    """Rows of numbers between label columns at the left and columns of words at the right.

    Signals: `edited()` after a person changed one or several cells, in one step · `refused(str)` why a text does not
    fit, with the cell's name.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(
        self, heads: Sequence[str], labels: int, numbers: int, parse: Parse, parent: QObject | None = None
    ) -> None:
        """`heads` of all columns; `labels` of them stand before the `numbers`."""
        super().__init__(parent)
        self._heads = tuple(heads)
        self._labels, self._numbers, self._parse = labels, numbers, parse
        self._rows: list[list[Number]] = []
        self._names: list[Sequence[str]] = []
        self._words: list[Sequence[str]] = []
        self.is_locked = False

    def set_rows(
        self,
        names: Sequence[Sequence[str]],
        rows: Sequence[Sequence[Number]],
        words: Sequence[Sequence[str]] = (),
    ) -> None:
        """Show other rows: labels, numbers and the words at the right of each."""
        before, now = self._names, [*names]
        common = min(len(before), len(now))
        is_longer = now[:common] == before[:common] and before != now  # so that the person's cell stays
        if is_longer and len(now) > common:
            self.beginInsertRows(QModelIndex(), common, len(now) - 1)
        elif is_longer:
            self.beginRemoveRows(QModelIndex(), common, len(before) - 1)
        elif before != now:
            self.beginResetModel()
        self._names, self._rows = now, [list(row) for row in rows]
        self._words = [*words] if words else [()] * len(rows)
        if is_longer and len(now) > common:
            self.endInsertRows()
        elif is_longer:
            self.endRemoveRows()
        elif before != now:
            self.endResetModel()
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def numbers(self) -> list[tuple[Number, ...]]:
        """The numbers as they stand."""
        return [tuple(row) for row in self._rows]

    def is_number(self, index: Index) -> bool:
        """Whether a cell can be typed into."""
        return self._labels <= index.column() < self._labels + self._numbers

    def put(self, top: int, left: int, block: Sequence[Sequence[str]]) -> bool:
        """Put a block of texts with its first cell at a number cell, in one step; False and `refused`: nothing changed."""
        wanted: dict[tuple[int, int], Number] = {}
        for down, line in enumerate(block):
            for right, words in enumerate(line):
                row, column = top + down, left - self._labels + right
                if row >= len(self._rows) or not 0 <= column < self._numbers:
                    self.refused.emit(
                        "Isi yang ditempel lebih besar daripada tabelnya. Tidak ada yang berubah."
                    )
                    return False
                try:
                    wanted[row, column] = self._parse(words)
                except NotANumber as fault:
                    name = f"{' '.join(self._names[row])}, {self._head(column + self._labels)}"
                    self.refused.emit(f"{name}: {fault}. Tidak ada yang berubah.")
                    return False
        changed = {at: number for at, number in wanted.items() if self._rows[at[0]][at[1]] != number}
        for (row, column), number in changed.items():
            self._rows[row][column] = number
            cell = self.index(row, column + self._labels)
            self.dataChanged.emit(cell, cell)
        if changed:
            self.edited.emit()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignLeft if index.column() < self._labels else Qt.AlignmentFlag.AlignRight
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{' '.join(self._names[index.row()])}, {self._head(index.column())}: {self._text(index)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.is_number(index) or self.is_locked:
            return False
        return self.put(index.row(), index.column(), [[str(value)]])

    def flags(self, index: Index) -> Qt.ItemFlag:
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return can | Qt.ItemFlag.ItemIsEditable if self.is_number(index) and not self.is_locked else can

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section < self._labels:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _head(self, column: int) -> str:
        """A heading on one line."""
        return " ".join(self._heads[column].split())

    def _text(self, index: Index) -> str:
        row, column = index.row(), index.column()
        if column < self._labels:
            return self._names[row][column]
        if column < self._labels + self._numbers:
            number = self._rows[row][column - self._labels]
            return "" if number is None else shown(number)
        at = column - self._labels - self._numbers
        return self._words[row][at] if at < len(self._words[row]) else ""


class NumberGrid(Dressed, QTableView):
    """The view on a `NumberModel`. `jumps`: a digit is taken at once and the next cell gets the focus."""

    def __init__(self, name: str, *, jumps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jumps = jumps
        self._widths: dict[int, int] = {}
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setItemDelegate(_NumberDelegate(self, height=38 if not jumps else 32))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.follow_theme()

    def dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(32 if self._jumps else 38))
        self.horizontalHeader().setFont(theme.font("caption_strong"))
        self._fit()
        self.viewport().update()

    def fit(self, widths: Mapping[int, int], stretched: int) -> None:
        """Give columns these widths at 100 % text, the `stretched` one the rest, and as much height as the rows need."""
        self._widths = dict(widths)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in widths:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                changed.connect(lambda *_: self._fit())

    def _fit(self) -> None:
        if not self._widths or self.model() is None:
            return
        for column, width in self._widths.items():
            self.setColumnWidth(column, theme.px(width))
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2)

    def numbers_model(self) -> NumberModel:
        """The model, of the one kind this view is for."""
        model = self.model()
        assert isinstance(model, NumberModel)
        return model

    def paste(self) -> None:
        """Put the clipboard's block at the current cell."""
        at = self.currentIndex()
        lines = QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()
        if lines and at.isValid() and not self.numbers_model().is_locked:
            self.numbers_model().put(at.row(), at.column(), [line.split("\t") for line in lines])

    def copy(self) -> None:
        """The selected cells as tab-separated text."""
        chosen = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in chosen:
            rows.setdefault(row, []).append(str(self.model().index(row, column).data() or ""))
        QGuiApplication.clipboard().setText(text.table(rows.values()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = event.key(), self.currentIndex()
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not is_editing:
            self._clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_editing:
            self._go(at.row() + 1, at.column())
        elif self._jumps and event.text() in tuple("01234") and self.numbers_model().is_number(at):
            if not self.numbers_model().is_locked:
                self.numbers_model().put(
                    at.row(), at.column(), [["" if event.text() == "0" else event.text()]]
                )
                self._go_on()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        at = self.currentIndex()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:  # Enter goes down, as in a spreadsheet
            self._go(at.row() + 1, at.column())

    def _clear(self) -> None:
        chosen = [index for index in self.selectedIndexes() if self.numbers_model().is_number(index)]
        if not chosen or self.numbers_model().is_locked:
            return
        top, left = min(index.row() for index in chosen), min(index.column() for index in chosen)
        height = max(index.row() for index in chosen) - top + 1
        width = max(index.column() for index in chosen) - left + 1
        self.numbers_model().put(top, left, [[""] * width for _ in range(height)])

    def _go_on(self) -> None:
        """The next number cell, in the next row after the last."""
        at, model = self.currentIndex(), self.numbers_model()
        following = model.index(at.row(), at.column() + 1)
        if following.isValid() and model.is_number(following):
            self.setCurrentIndex(following)
        else:
            first = next(c for c in range(model.columnCount()) if model.is_number(model.index(0, c)))
            self._go(at.row() + 1, first)

    def _go(self, row: int, column: int) -> None:
        index = self.model().index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)


class _NumberDelegate(RowDelegate):
    """A number stands in a frame, words stand free."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: Any, index: Index) -> None:
        model = index.model()
        if isinstance(model, NumberModel) and model.is_number(index):
            edge = theme.color("border" if model.is_locked else "control")
            frame = area.adjusted(-6, 4, 6, -4)
            paint.box(painter, frame, paint.Look(theme.color("surface"), edge, edge))
            paint.text(painter, area, str(index.data()), theme.font("body"), theme.color("text"), paint.RIGHT)
        else:
            super().paint_cell(painter, area, option, index)


class LabelDelegate(RowDelegate):
    """Words on two lines where one is not enough."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: Any, index: Index) -> None:
        font = self._font(index)
        lines = paint.wrapped(str(index.data() or ""), font, area.width(), 2)
        high = paint.height_of(font) * (0.94 if len(lines) > 1 else 1)
        top = area.center().y() - high * len(lines) / 2
        for place, line in enumerate(lines):
            spot = QRectF(area.left(), top + place * high, area.width(), high)
            paint.text(painter, spot, line, font, self.ink(option, index), paint.LEFT)


class ValueDelegate(RowDelegate):
    """A value on 25..100: a bar with a tick at a limit, amber below it, where there is room; then the number."""

    def __init__(self, limit: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit

    def paint_cell(self, painter: QPainter, area: QRectF, option: Any, index: Index) -> None:
        words = str(index.data() or "")
        value = text.parse_number(words)
        is_low = value is not None and float(value) < self._limit
        ink = theme.color("below" if is_low else "text") if value is not None else self.ink(option, index)
        number = QRectF(
            area.right() - theme.px(_VALUE_WIDTH), area.top(), theme.px(_VALUE_WIDTH), area.height()
        )
        paint.text(painter, number, words, theme.font("strong", tabular=True), ink, paint.RIGHT)
        track = QRectF(area.left(), area.center().y() - 3, number.left() - area.left() - theme.px(6), 6)
        if track.width() >= theme.px(_LEAST_TRACK) and value is not None:
            self._paint_bar(painter, track, float(value), "below" if is_low else "series1")

    def _paint_bar(self, painter: QPainter, track: QRectF, value: float, role: str) -> None:
        at, tick = (track.left() + track.width() * (one - 25) / 75 for one in (value, self._limit))
        sunken, colour = theme.color("sunken"), theme.color(role)
        paint.box(painter, track, paint.Look(sunken, sunken), 3)
        paint.box(
            painter, QRectF(track.left(), track.top(), at - track.left(), 6), paint.Look(colour, colour), 3
        )
        painter.fillRect(QRectF(tick - 0.75, track.top() - 5, 1.5, 16), theme.color("text2"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(at, track.center().y()), 5, 5)


def shown(number: int | Decimal) -> str:
    """A number as it is typed: "1.250", "3,5"."""
    if isinstance(number, int):
        return text.number(number, 0)
    plain = format(number.normalize(), "f")
    return plain.replace(".", ",")


def parse_count(words: str) -> int | None:
    """A whole number from 0; nothing for an empty cell. Raises NotANumber."""
    if not words.strip():
        return None
    number = text.parse_number(words)
    if number is None or number != number.to_integral_value() or not 0 <= number <= 10**6:
        raise NotANumber(f"“{words.strip()[:20]}” bukan bilangan bulat")
    return int(number)


def parse_answer(words: str) -> int | None:
    """An answer 1 to 4; nothing for an empty cell. Raises NotANumber."""
    number = parse_count(words)
    if number in (None, 0):
        return None
    if number not in (1, 2, 3, 4):
        raise NotANumber(f"“{words.strip()[:20]}” bukan jawaban 1 sampai 4")
    return number


def parse_mean(words: str) -> Decimal | None:
    """An average from 1 to 4; nothing for an empty cell. Raises NotANumber."""
    if not words.strip():
        return None
    try:
        number = Decimal(words.strip().replace(",", "."))
    except ArithmeticError:
        number = Decimal(0)
    if not 1 <= number <= 4:
        raise NotANumber(f"“{words.strip()[:20]}” bukan rata-rata 1 sampai 4")
    return round(number, 6)
