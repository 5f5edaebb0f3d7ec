"""What an office keeps beside its answers, on this computer only: stage and flags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.assessment import Key, Stage
from rbdesk.store.database import Store
from rbdesk.store.values import parse_time, time_text


@dataclass(frozen=True, slots=True)
class StageMark:
    """The stage of an office's year, since when and by whom; `at` is None where it was never changed."""

    stage: Stage
    at: datetime | None
    by: str


def load_stage(db: Store, office: str, year: int) -> StageMark:
    """The stage of an office's year."""
    found = db.query("SELECT stage, at, by FROM stages WHERE office = ? AND year = ?", (office, year))
    if not found:
        return StageMark(Stage.OPEN, None, "")
    stage, at, by = found[0]
    return StageMark(Stage(stage), parse_time(at), by)


def keep_stage(db: Store, office: str, year: int, stage: Stage, *, at: datetime, by: str) -> None:
    """Set the stage of an office's year."""
    db.execute(
        "INSERT INTO stages (office, year, stage, at, by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET stage = excluded.stage, at = excluded.at, by = excluded.by",
        (office, year, stage.value, time_text(at), by),
    )


def load_flags(db: Store, key: Key) -> frozenset[str]:
    """Codes of the questions flagged for later."""
    found = db.query("SELECT question FROM flags WHERE office = ? AND year = ? AND instrument = ?", key)
    return frozenset(str(row[0]) for row in found)


def keep_flag(db: Store, key: Key, question: str) -> None:
    """Flag a question that has no flag."""
    db.execute("INSERT INTO flags (office, year, instrument, question) VALUES (?, ?, ?, ?)", (*key, question))


def drop_flag(db: Store, key: Key, question: str) -> None:
    """Take a question's flag away."""
    db.execute(
        "DELETE FROM flags WHERE office = ? AND year = ? AND instrument = ? AND question = ?",
        (*key, question),
    )
