"""The heatmap as a Qt model: offices in rows, areas in columns, sorted with what is missing always below."""

from __future__ import annotations

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
from rbdesk.analysis.figures import Heat, HeatCell, HeatRow

RowRole = Qt.ItemDataRole.UserRole
CellRole = Qt.ItemDataRole.UserRole + 1

NAME, TOTAL, CHANGE, PLACE = "name", "total", "change", "place"

Index = QModelIndex | QPersistentModelIndex


class HeatModel(QAbstractTableModel):
    """Columns: name, one per area, total, change. `RowRole` the `HeatRow`, `CellRole` the `HeatCell` or None."""

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
        """What each column is sorted by: "name", the areas' codes, "total", "change"."""
        return [NAME, *[column.code for column in self._figure.columns], TOTAL, CHANGE]

    def cell(self, row: HeatRow, column: int) -> HeatCell | None:
        """The cell of an area or the total; None in other columns and where the office is missing."""
        count = len(self._figure.columns)
        if 1 <= column <= count:
            return row.cells[column - 1] if row.cells else None
        return row.total if column == count + 1 else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._figure.columns) + 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == RowRole:
            return row
        if role == CellRole:
            return self.cell(row, column)
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
            heads = ["Kecamatan", *[area.short or area.name for area in areas], "Nilai"]
            return [*heads, f"vs {last_year}" if last_year else "vs lalu"][section]
        if role == Qt.ItemDataRole.ToolTipRole and 1 <= section <= len(areas):
            return areas[section - 1].name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return areas[section - 1].name if 1 <= section <= len(areas) else None
        return None

    def _words(self, row: HeatRow, column: int) -> str:
        if column == 0:
            return row.name
        if column == self.columnCount() - 1:
            return "" if row.change is None else text.signed(row.change, 1)
        cell = self.cell(row, column)
        if cell is None:
            return ""
        return text.number(cell.value, 2 if column == self.columnCount() - 2 else 1)

    def _said(self, row: HeatRow, column: int) -> str:
        cell = self.cell(row, column)
        if column == 0 or (cell is None and row.missing):
            return row.name
        areas = self._figure.columns
        if column == len(areas) + 2:
            return f"{row.name}: {self._words(row, column) or 'tidak ada'} poin dari tahun lalu"
        what = "Nilai" if column == len(areas) + 1 else areas[column - 1].name
        if cell is None:
            return f"{row.name}, {what}: tidak ada"
        still_open = ", belum diverifikasi" if cell.is_open else ""
        return (
            f"{row.name}, {what} {text.number(cell.value, 1)} persen, setara {cell.band or '–'}{still_open}"
        )


class HeatProxy(QSortFilterProxyModel):
    """Sorts by one key, stable, and keeps offices without data below in the order of their places."""

    def __init__(self, source: HeatModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = TOTAL
        self._is_descending = True
        self._source = source
        self.setSourceModel(source)
        self.sort(0)

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by "name", "total", "change", "place" or the code of an area."""
        self._key, self._is_descending = key, descending
        self.invalidate()

    def sorted_by(self) -> tuple[str, bool]:
        """The key and whether the highest stands above."""
        return self._key, self._is_descending

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        # The view always sorts upward here; the direction is ours, so that the missing stay below.
        left, right = source_left.data(RowRole), source_right.data(RowRole)
        one, other = self._value(left), self._value(right)
        if one is None or other is None:
            if one is None and other is None:
                return bool(left.place < right.place)
            return other is None
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
