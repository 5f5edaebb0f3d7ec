"""Values that bundles carried and that stand no longer: kept for the way back and for the question what stood before.

A desk's own edits are not here but in its journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rbdesk.domain.lineage import Cell, Dot, Edit, RowKey
from rbdesk.store.cells import parse_value_of, value_text_of
from rbdesk.store.database import Store
from rbdesk.store.values import json_text, parse_time, time_text

_COLUMNS = 'replica, n, "row", value, at, by'
_MOST_AT_ONCE = 400  # values in one statement; SQLite takes 32,766, older builds 999


def add_cells(db: Store, office: str, year: int, cells: Iterable[tuple[RowKey, Cell]]) -> None:
    """Remember cells that do not stand; one that is remembered already stays as it is."""
    db.execute_many(
        f"INSERT INTO replaced (office, year, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [
            (
                *(office, year, cell.edit.replica, cell.edit.n, json_text(row)),
                *(value_text_of(row, cell.value), time_text(cell.edit.at), cell.edit.by),
            )
            for row, cell in cells
        ],
    )


def drop_dots(db: Store, office: str, year: int, dots: Iterable[Dot]) -> None:
    """Forget cells: they stand again, or no bundle that counts carried them."""
    db.execute_many(
        "DELETE FROM replaced WHERE office = ? AND year = ? AND replica = ? AND n = ?",
        [(office, year, *dot) for dot in dots],
    )


def drop_all(db: Store, office: str, year: int) -> None:
    """Forget all cells of an office in a year."""
    db.execute("DELETE FROM replaced WHERE office = ? AND year = ?", (office, year))


def load_cells(db: Store, office: str, year: int) -> dict[Dot, tuple[RowKey, Cell]]:
    """Every cell of an office in a year by dot."""
    found = db.query(f"SELECT {_COLUMNS} FROM replaced WHERE office = ? AND year = ?", (office, year))
    return _by_dot(found)


def find_cells(db: Store, office: str, year: int, dots: Iterable[Dot]) -> dict[Dot, tuple[RowKey, Cell]]:
    """Those of the dots that are remembered."""
    numbers: dict[str, list[int]] = {}
    for replica, n in dots:
        numbers.setdefault(replica, []).append(n)
    found: dict[Dot, tuple[RowKey, Cell]] = {}
    for replica, wanted in numbers.items():
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            some = wanted[start : start + _MOST_AT_ONCE]
            statement = (
                f"SELECT {_COLUMNS} FROM replaced WHERE office = ? AND year = ? AND replica = ?"
                f" AND n IN ({', '.join('?' * len(some))})"
            )
            found |= _by_dot(db.query(statement, (office, year, replica, *some)))
    return found


def list_of_row(db: Store, office: str, year: int, row: RowKey) -> tuple[Cell, ...]:
    """The cells of one row, sorted by dot."""
    found = db.query(
        f'SELECT {_COLUMNS} FROM replaced WHERE office = ? AND year = ? AND "row" = ? ORDER BY replica, n',
        (office, year, json_text(row)),
    )
    return tuple(cell for _, cell in map(_read, found))


def _by_dot(lines: Sequence[Sequence[Any]]) -> dict[Dot, tuple[RowKey, Cell]]:
    return {cell.edit.dot: (row, cell) for row, cell in map(_read, lines)}


def _read(line: Sequence[Any]) -> tuple[RowKey, Cell]:
    replica, n, row_json, value, at, by = line
    row: RowKey = tuple(json.loads(row_json))
    return row, Cell(Edit(replica, n, parse_time(at), by), parse_value_of(row, value))
