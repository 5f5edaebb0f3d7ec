"""A grid of numbers that behaves as a spreadsheet does: type over, Enter down, Tab on, blocks copied and pasted.

A block is pasted whole or not at all; the first cell that does not fit is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
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
                    name = f"{' '.join(self._names[row])}, {self._heads[column + self._labels]}"
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
            return f"{' '.join(self._names[index.row()])}, {self._heads[index.column()]}: {self._text(index)}"
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
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

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
        self.viewport().update()

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
