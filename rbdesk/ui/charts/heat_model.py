"""The heatmap as a Qt model: offices in rows, areas in columns, sorted with what is missing always below."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, PERCENT, Heat, HeatCell, HeatRow

RowRole = Qt.ItemDataRole.UserRole
CellRole = Qt.ItemDataRole.UserRole + 1
KindRole = Qt.ItemDataRole.UserRole + 2

NAME, TOTAL, CHANGE, PLACE = "name", "total", "change", "place"
INCOMPARABLE = "≠"
AREA, BESIDE = "area", "beside"  # kinds of columns, besides name, total and change

Index = QModelIndex | QPersistentModelIndex


class HeatModel(QAbstractTableModel):
    """Columns: name, one per area, total, what stands beside it, change.

    `RowRole` gives the `HeatRow`, `CellRole` the `HeatCell` or None, `KindRole` the kind of column.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figure = Heat((), ())
        self._rows: tuple[HeatRow, ...] = ()

    def set_figure(self, figure: Heat, rows: tuple[HeatRow, ...]) -> None:
        """Show these rows of the figure."""
        self.beginResetModel()
        self._figure, self._rows = figure, rows
        self.endResetModel()

    def figure(self) -> Heat:
        """The figure that is shown."""
        return self._figure

    def keys(self) -> list[str]:
        """What each column is sorted by: "name", the areas' codes, "total", "beside:0" …, "change"."""
        beside = [f"{BESIDE}:{at}" for at in range(len(self._figure.beside))]
        return [NAME, *[column.code for column in self._figure.columns], TOTAL, *beside, CHANGE]

    def kind(self, column: int) -> str:
        """What a column holds: "name", "area", "total", "beside" or "change"."""
        count = len(self._figure.columns)
        if column == 0:
            return NAME
        if column <= count:
            return AREA
        if column == count + 1:
            return TOTAL
        return BESIDE if column <= count + 1 + len(self._figure.beside) else CHANGE

    def measure(self, column: int) -> str:
        """Whether a column's numbers are per cent or differences."""
        return self._figure.measure if self.kind(column) in (AREA, TOTAL) else PERCENT

    def cell(self, row: HeatRow, column: int) -> HeatCell | None:
        """The cell of an area, the total or what stands beside it; None in other columns and where it is missing."""
        kind, count = self.kind(column), len(self._figure.columns)
        if kind == AREA:
            return row.cells[column - 1] if row.cells else None
        if kind == BESIDE:
            return row.beside[column - count - 2] if row.beside else None
        return row.total if kind == TOTAL else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._figure.columns) + 3 + len(self._figure.beside)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == RowRole:
            return row
        if role == CellRole:
            return self.cell(row, column)
        if role == KindRole:
            return self.kind(column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column > 0:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        areas = self._figure.columns
        if role == Qt.ItemDataRole.DisplayRole:
            last_year = self._figure.last_year
            total = "Selisih" if self._figure.measure == DIFFERENCE else "Nilai"
            heads = ["Kecamatan", *[area.short or area.name for area in areas], total, *self._figure.beside]
            return [*heads, f"vs {last_year}" if last_year else "vs lalu"][section]
        if role == Qt.ItemDataRole.ToolTipRole and 1 <= section <= len(areas):
            return areas[section - 1].name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return areas[section - 1].name if 1 <= section <= len(areas) else None
        return None

    def words_of(self, cell: HeatCell, column: int) -> str:
        """A cell's number as it is written: areas with one decimal, totals with two, differences with their sign."""
        write = text.signed if self.measure(column) == DIFFERENCE else text.number
        return write(cell.value, 1 if self.kind(column) == AREA else 2)

    def _words(self, row: HeatRow, column: int) -> str:
        kind = self.kind(column)
        if kind == NAME:
            return row.name
        if kind == CHANGE:
            if row.change is None:
                return "" if row.incomparable is None else INCOMPARABLE
            return text.signed(row.change, 1)
        cell = self.cell(row, column)
        return "" if cell is None else self.words_of(cell, column)

    def _said(self, row: HeatRow, column: int) -> str:
        cell, kind = self.cell(row, column), self.kind(column)
        if kind == NAME or (cell is None and row.missing):
            return row.name
        if kind == CHANGE and row.change is None and row.incomparable is not None:
            value, frame = row.incomparable
            last = self._figure.last_year or "tahun lalu"
            return f"{row.name}, {last}: {text.number(value)} menurut {frame}, tidak sebanding"
        if kind == CHANGE:
            return f"{row.name}: {self._words(row, column) or 'tidak ada'} poin dari tahun lalu"
        what = self._what(column)
        if cell is None:
            return f"{row.name}, {what}: tidak ada"
        if self.measure(column) == DIFFERENCE:
            said = f"{row.name}, {what} {self.words_of(cell, column)} poin persen"
        else:
            said = f"{row.name}, {what} {text.number(cell.value, 1)} persen, setara {cell.band or '–'}"
        return said + _sides(cell) + (", belum diverifikasi" if cell.is_open else "")

    def _what(self, column: int) -> str:
        kind, count = self.kind(column), len(self._figure.columns)
        if kind == AREA:
            return self._figure.columns[column - 1].name
        return "Nilai" if kind == TOTAL else self._figure.beside[column - count - 2].replace("-\n", "")


def _sides(cell: HeatCell) -> str:
    """Both sides of a number in words, where both are known."""
    own, verified = cell.sides
    if own is None or verified is None:
        return ""
    return f" (mandiri {text.number(own, 1)}, terverifikasi {text.number(verified, 1)})"


class HeatProxy(QSortFilterProxyModel):
    """Sorts by one key, stable, and keeps offices without data below in the order of their places."""

    def __init__(self, source: HeatModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = TOTAL
        self._is_descending = True
        self._accepts: Callable[[HeatRow], bool] | None = None
        self._source = source
        self.setSourceModel(source)
        self.sort(0)

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by "name", "total", "change", "place", the code of an area or what stands beside the total."""
        self._key, self._is_descending = key, descending
        self.invalidate()

    def sorted_by(self) -> tuple[str, bool]:
        """The key and whether the highest stands above."""
        return self._key, self._is_descending

    def set_filter(self, accepts: Callable[[HeatRow], bool] | None) -> None:
        """Show only the offices of which this is true; None shows all."""
        self._accepts = accepts
        self.invalidateRowsFilter()

    def accepts(self) -> Callable[[HeatRow], bool] | None:
        """The question that rows are filtered by, None if all are shown."""
        return self._accepts

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._accepts is None or self._accepts(self._source.index(source_row, 0).data(RowRole))

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        # The view always sorts upward here; the direction is ours, so that the missing stay below.
        left, right = source_left.data(RowRole), source_right.data(RowRole)
        one, other = self._value(left), self._value(right)
        if one is None or other is None:
            ranks = [(value is None, bool(row.missing)) for value, row in ((one, left), (other, right))]
            return ranks[0] < ranks[1] or (ranks[0] == ranks[1] and left.place < right.place)
        return bool(other < one if self._is_descending else one < other)

    def _value(self, row: HeatRow) -> Any:
        if self._key == NAME:
            return None if row.missing else row.name.casefold()
        if self._key == PLACE:
            return None if row.missing else row.place
        if self._key == CHANGE:
            return None if row.change is None else Fraction(row.change)
        keys = self._source.keys()
        cell = self._source.cell(row, keys.index(self._key)) if self._key in keys else None
        return None if cell is None else Fraction(cell.value)
