"""Rulings on offices' rows, as events that are only added: an import joins sets of them and never changes one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rbdesk.domain.lineage import Dot, Edit, RowKey
from rbdesk.domain.review import Ruling, Verdict
from rbdesk.store.database import Store
from rbdesk.store.values import json_text, parse_time, parse_value, time_text, value_text

_COLUMNS = 'replica, n, at, by, office, "row", seen, "over", verdict, value, reason'


def add_rulings(db: Store, year: int, rulings: Iterable[Ruling]) -> None:
    """Remember rulings of a year; one that is known already stays as it is."""
    db.execute_many(
        f"INSERT INTO rulings (year, {_COLUMNS}) VALUES ({', '.join('?' * 12)}) ON CONFLICT DO NOTHING",
        [_write(year, ruling) for ruling in rulings],
    )


def list_rulings(db: Store, year: int, office: str = "") -> tuple[Ruling, ...]:
    """The rulings of a year on one office or on all, sorted by dot, the replaced ones too."""
    where, values = ("year = ? AND office = ?", (year, office)) if office else ("year = ?", (year,))
    found = db.query(f"SELECT {_COLUMNS} FROM rulings WHERE {where} ORDER BY replica, n", values)
    return tuple(_read(line) for line in found)


def list_rulings_on(db: Store, year: int, row: RowKey) -> tuple[Ruling, ...]:
    """The rulings of a year on one row of any office, sorted by dot, the replaced ones too."""
    found = db.query(
        f'SELECT {_COLUMNS} FROM rulings WHERE year = ? AND "row" = ? ORDER BY replica, n',
        (year, json_text(row)),
    )
    return tuple(_read(line) for line in found)


def _write(year: int, ruling: Ruling) -> Sequence[Any]:
    edit = ruling.edit
    made = (edit.replica, edit.n, time_text(edit.at), edit.by)
    about = (ruling.office, json_text(ruling.row), json_text(ruling.seen), json_text(ruling.over))
    return (year, *made, *about, ruling.verdict.value, value_text(ruling.value), ruling.reason)


def _read(line: Sequence[Any]) -> Ruling:
    replica, n, at, by, office, row, seen, over, verdict, value, reason = line
    return Ruling(
        office=office,
        row=tuple(json.loads(row)),
        seen=_dots(seen),
        over=_dots(over),
        verdict=Verdict(verdict),
        value=parse_value(value),
        reason=reason,
        edit=Edit(replica, n, parse_time(at), by),
    )


def _dots(text: str) -> tuple[Dot, ...]:
    return tuple((str(replica), int(n)) for replica, n in json.loads(text))
