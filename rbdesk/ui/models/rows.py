"""A table of plain values: one list of rows, one list of columns that say how each is shown.

`RowRole` gives the row itself (to delegates and pages), `SortRole` the value that is sorted by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

RowRole = Qt.ItemDataRole.UserRole
SortRole = Qt.ItemDataRole.UserRole + 1

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

Index = QModelIndex | QPersistentModelIndex


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its value of a row (sorted by), how that is shown, and what else is known of the cell."""

    title: str
    value: Callable[[Any], Any]
    show: Callable[[Any], str] = _plain
    align: Qt.AlignmentFlag = LEFT
    describe: Callable[[Any], str] | None = None  # of the row, in full words, for screen readers
    tip: Callable[[Any], str] | None = None  # of the row


class RowsModel(QAbstractTableModel):
    """Rows that are replaced as a whole.

    While their keys stay the same in the same order, only the contents are told to have changed, so that
    selection and scroll position stay.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Any] = (),
        *,
        key: Callable[[Any], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`key` names a row over changes of its contents."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows = tuple(rows)
        self._key = key

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        rows = tuple(rows)
        if self._key is not None and rows and self._keys(rows) == self._keys(self._rows):
            self._rows = rows
            end = self.index(len(rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), end)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def set_titles(self, titles: Mapping[int, str]) -> None:
        """Head columns, by their place, with other words."""
        for at, title in titles.items():
            self._columns = (
                *self._columns[:at],
                replace(self._columns[at], title=title),
                *self._columns[at + 1 :],
            )
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, at, at)

    def rows(self) -> tuple[Any, ...]:
        """All rows."""
        return self._rows

    def row_at(self, index: Index) -> Any:
        """The row of an index of this model or of a proxy on it, None for no index."""
        return index.data(RowRole) if index.isValid() else None

    def place_of(self, key: object) -> int | None:
        """The place of the row with this key, None if it is not there."""
        if self._key is None:
            return None
        return next((at for at, row in enumerate(self._rows) if self._key(row) == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.show(column.value(row))
        if role == RowRole:
            return row
        if role == SortRole:
            return column.value(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.describe(row) if column.describe else self._spoken(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._columns[section].align
        return None

    def _spoken(self, row: Any, column: Column) -> str:
        shown = column.show(column.value(row))
        return f"{column.title}: {shown}" if column.title and shown else shown

    def _keys(self, rows: Sequence[Any]) -> list[object]:
        return [] if self._key is None else [self._key(row) for row in rows]


class RowsProxy(QSortFilterProxyModel):
    """Sorts by the values themselves and filters by a question about the row.

    What has no value (None) stands below in either direction; equal rows keep their order.
    """

    def __init__(self, source: RowsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._accepts: Callable[[Any], bool] | None = None
        self.setSortRole(SortRole)
        self.setDynamicSortFilter(True)
        self.setSourceModel(source)

    def set_filter(self, accepts: Callable[[Any], bool] | None) -> None:
        """Show only the rows of which this is true; None shows all."""
        self._accepts = accepts
        self.invalidateRowsFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if self._accepts is None:
            return True
        return self._accepts(self.sourceModel().index(source_row, 0, source_parent).data(RowRole))

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        left, right = source_left.data(SortRole), source_right.data(SortRole)
        if left is None or right is None:
            nothing = left if self.sortOrder() == Qt.SortOrder.DescendingOrder else right
            return nothing is None and not (left is None and right is None)
        return bool(_sortable(left) < _sortable(right))


def _sortable(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
