"""Recommendations that the secretariat gave, with the edit of each: at its own desk and at the office that got them.

They have one writer, the coordinating desk, so that a row has one value: the newest that came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rbdesk.domain.correspondence import Advice
from rbdesk.domain.followup import Recommendation
from rbdesk.domain.lineage import Edit, RowKey
from rbdesk.domain.reference import RECOMMENDATIONS
from rbdesk.store.cells import parse_value_of, value_text_of
from rbdesk.store.database import Store
from rbdesk.store.values import parse_time, time_text

_COLUMNS = "recommendation, replica, n, at, by, value"


def keep_advice(db: Store, office: str, year: int, advice: Iterable[Advice]) -> None:
    """Let recommendations to an office stand in place of what was known under their ids."""
    db.execute_many(
        f"INSERT OR REPLACE INTO advice (office, year, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(office, year, *_write(item)) for item in advice],
    )


def list_advice(db: Store, office: str, year: int) -> tuple[Advice, ...]:
    """What the secretariat gave an office in a year, in the order in which it was given; withdrawn ones too."""
    found = db.query(f"SELECT {_COLUMNS} FROM advice WHERE office = ? AND year = ?", (office, year))
    return tuple(sorted((_read(line) for line in found), key=_age))


def _write(item: Advice) -> Sequence[Any]:
    edit, recommendation = item.edit, item.recommendation
    made = (edit.replica, edit.n, time_text(edit.at), edit.by)
    return (recommendation.id, *made, value_text_of(_row(recommendation.id), recommendation))


def _read(line: Sequence[Any]) -> Advice:
    name, replica, n, at, by, value = line
    recommendation = parse_value_of(_row(name), value)
    assert isinstance(recommendation, Recommendation)
    return Advice(recommendation, Edit(replica, n, parse_time(at), by))


def _row(name: str) -> RowKey:
    return (RECOMMENDATIONS, name)


def _age(item: Advice) -> tuple[str, int]:
    replica, _, n = item.recommendation.id.rpartition("-")
    return (replica, int(n))
