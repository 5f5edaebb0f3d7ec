"""Packages that this desk made itself, and which of them people said they sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rbdesk.domain.submission import Made, Revision
from rbdesk.store.database import Store
from rbdesk.store.values import json_text, parse_time, time_text


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """One package: what it held, where it was written, what it was worth then (exact decimals as text).

    `evidence` counts the files it carries, `size` is in bytes, `device` the device's label at the time. `repeats`
    is false once an unlocking has ended its time: an equal state gets a new revision then.
    """

    bundle_id: str
    office: str
    year: int
    revision: Revision
    state_id: str
    made: Made
    device: str
    path: Path
    size: int
    points: str
    percent: str
    answered: int
    questions: int
    evidence: int
    repeats: bool = True
    sent_at: datetime | None = None


_COLUMNS = (
    "bundle_id, office, year, revision, final, parents, state_id, made_at, made_by, app, clock_ok, device, path,"
    " size, points, percent, answered, questions, evidence, repeats, sent_at"
)


def add_package(db: Store, record: PackageRecord) -> None:
    """Remember a package that was not made before."""
    db.insert(
        "packages",
        {
            "bundle_id": record.bundle_id,
            "office": record.office,
            "year": record.year,
            "revision": record.revision.number,
            "final": int(record.revision.final),
            "parents": json_text(record.revision.parents),
            "state_id": record.state_id,
            "made_at": time_text(record.made.at),
            "made_by": record.made.by,
            "app": record.made.app,
            "clock_ok": int(record.made.clock_ok),
            "device": record.device,
            "path": str(record.path),
            "size": record.size,
            "points": record.points,
            "percent": record.percent,
            "answered": record.answered,
            "questions": record.questions,
            "evidence": record.evidence,
            "repeats": int(record.repeats),
            "sent_at": time_text(record.sent_at) if record.sent_at else None,
        },
    )


def list_packages(db: Store, office: str, year: int) -> tuple[PackageRecord, ...]:
    """The packages of an office's year, newest revision first."""
    found = db.query(
        f"SELECT {_COLUMNS} FROM packages WHERE office = ? AND year = ? ORDER BY revision DESC, made_at DESC",
        (office, year),
    )
    return tuple(_record(row) for row in found)


def load_package(db: Store, bundle_id: str) -> PackageRecord | None:
    """One package, None where this desk did not make it."""
    found = db.query(f"SELECT {_COLUMNS} FROM packages WHERE bundle_id = ?", (bundle_id,))
    return _record(found[0]) if found else None


def list_paths(db: Store) -> tuple[Path, ...]:
    """Where the packages of all years were written."""
    return tuple(Path(str(row[0])) for row in db.query("SELECT DISTINCT path FROM packages ORDER BY path"))


def load_last_package(db: Store, office: str, year: int) -> PackageRecord | None:
    """The newest revision of an office's year, None before the first."""
    return next(iter(list_packages(db, office, year)), None)


def load_last_revision(db: Store, office: str, year: int) -> int:
    """The number of the newest revision, 0 before the first."""
    found = db.query("SELECT max(revision) FROM packages WHERE office = ? AND year = ?", (office, year))
    return int(found[0][0] or 0)


def keep_path(db: Store, bundle_id: str, path: Path) -> None:
    """Set where the package's file lies now."""
    db.execute("UPDATE packages SET path = ? WHERE bundle_id = ?", (str(path), bundle_id))


def keep_sent(db: Store, bundle_id: str, at: datetime | None) -> None:
    """Set when people said that they sent it, None for not yet."""
    value = time_text(at) if at else None
    db.execute("UPDATE packages SET sent_at = ? WHERE bundle_id = ?", (value, bundle_id))


def end_repeats(db: Store, office: str, year: int) -> None:
    """Have the next package be a new revision, even of an unchanged state."""
    db.execute("UPDATE packages SET repeats = 0 WHERE office = ? AND year = ?", (office, year))


def _record(row: Sequence[Any]) -> PackageRecord:
    (
        bundle_id, office, year, revision, final, parents, state_id, made_at, made_by, app, clock_ok, device,
        path, size, points, percent, answered, questions, evidence, repeats, sent_at,
    ) = row  # fmt: skip
    return PackageRecord(
        bundle_id=bundle_id,
        office=office,
        year=year,
        revision=Revision(revision, tuple(json.loads(parents)), bool(final)),
        state_id=state_id,
        made=Made(parse_time(made_at), made_by, app, bool(clock_ok)),
        device=device,
        path=Path(path),
        size=size,
        points=points,
        percent=percent,
        answered=answered,
        questions=questions,
        evidence=evidence,
        repeats=bool(repeats),
        sent_at=parse_time(sent_at) if sent_at else None,
    )
