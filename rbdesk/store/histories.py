"""Published results of earlier years that a person typed in or imported; those that ship with the program are no rows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from rbdesk.domain.history import Published
from rbdesk.store.database import Store
from rbdesk.store.values import number_text, time_text


def list_results(db: Store) -> tuple[Published, ...]:
    """All results that were entered, by owner, year and frame."""
    found = db.query("SELECT owner, year, frame, result, source FROM histories ORDER BY owner, year, frame")
    return tuple(
        Published(str(owner), int(year), str(frame), Decimal(result), str(source))
        for owner, year, frame, result, source in found
    )


def keep_result(db: Store, result: Published, *, at: datetime, by: str) -> None:
    """Keep a result in the place of the one of the same owner, year and frame."""
    db.execute(
        "INSERT INTO histories (owner, year, frame, result, source, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET result = excluded.result, source = excluded.source, at = excluded.at,"
        " by = excluded.by",
        (*result.place, number_text(result.index), result.source, time_text(at), by),
    )


def drop_result(db: Store, result: Published) -> None:
    """Forget the result of an owner, year and frame."""
    db.execute("DELETE FROM histories WHERE owner = ? AND year = ? AND frame = ?", result.place)
