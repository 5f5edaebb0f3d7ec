"""Bundles that the secretariat took in, and files that it did not; the originals lie in `archive/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rbdesk.domain.lineage import Vector
from rbdesk.domain.submission import Device, Made, Revision, Submission
from rbdesk.store.database import Store
from rbdesk.store.values import json_text, parse_time, time_text


@dataclass(frozen=True, slots=True)
class Received:
    """One bundle that was taken in: whose, which revision, made and received when and by whom.

    `place` is the journal's row of it, so that arrival has an order without a clock; `code` is what it was told
    (RB-OK1 …); `size` in bytes. One that `is_excluded` was set aside and counts for nothing.
    """

    bundle_id: str
    place: int
    office: str
    year: int
    edition: str
    state_id: str
    revision: Revision
    device: Device
    replica: str
    vector: Vector
    made: Made
    name: str
    size: int
    warnings: tuple[str, ...]
    code: str
    at: datetime
    by: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class RefusalRecord:
    """A file that was not taken in; `kept` is its name in `quarantine/`, empty where it was not kept."""

    id: int
    year: int
    name: str
    code: str
    facts: tuple[tuple[str, str], ...]
    office: str
    bundle_id: str
    size: int
    sha256: str
    kept: str
    at: datetime


def received_from(
    submission: Submission, year: int, *, place: int, code: str, at: datetime, by: str
) -> Received:
    """The record of a submission that is being taken in."""
    package = submission.package
    return Received(
        bundle_id=submission.bundle_id,
        place=place,
        office=package.office,
        year=year,
        edition=package.edition_id,
        state_id=submission.state_id,
        revision=package.revision,
        device=package.device,
        replica=package.replica,
        vector=package.snapshot.vector,
        made=package.made,
        name=submission.name,
        size=submission.size,
        warnings=submission.warnings,
        code=code,
        at=at,
        by=by,
    )


def add_received(db: Store, record: Received) -> None:
    """Remember a bundle that was not taken in before."""
    db.insert(
        "submissions",
        {
            "bundle_id": record.bundle_id,
            "place": record.place,
            "office": record.office,
            "year": record.year,
            "edition": record.edition,
            "state_id": record.state_id,
            "revision": record.revision.number,
            "final": int(record.revision.final),
            "parents": json_text(record.revision.parents),
            "device": record.device.id,
            "device_key": record.device.key.hex(),
            "device_label": record.device.label,
            "replica": record.replica,
            "vector": json_text([[replica, n] for replica, n in sorted(record.vector.items())]),
            "made_at": time_text(record.made.at),
            "made_by": record.made.by,
            "app": record.made.app,
            "clock_ok": int(record.made.clock_ok),
            "name": record.name,
            "size": record.size,
            "warnings": json_text(record.warnings),
            "code": record.code,
            "received_at": time_text(record.at),
            "received_by": record.by,
        },
    )


_RECEIVED = (
    "bundle_id, place, office, year, edition, state_id, revision, final, parents, device, device_key,"
    " device_label, replica, vector, made_at, made_by, app, clock_ok, name, size, warnings, code,"
    " received_at, received_by, excluded"
)


def list_received(db: Store, year: int, office: str = "") -> tuple[Received, ...]:
    """Bundles of a year that count, of one office or of all, in the order of arrival."""
    return _list(db, "year = ? AND excluded IS NULL", year, office)


def list_taken_in(db: Store, year: int, office: str = "") -> tuple[Received, ...]:
    """Every bundle that was ever taken in of a year, those set aside too, in the order of arrival."""
    return _list(db, "year = ?", year, office)


def _list(db: Store, where: str, year: int, office: str) -> tuple[Received, ...]:
    of_office, values = (" AND office = ?", (year, office)) if office else ("", (year,))
    found = db.query(f"SELECT {_RECEIVED} FROM submissions WHERE {where}{of_office} ORDER BY place", values)
    return tuple(_received(row) for row in found)


def load_received(db: Store, bundle_id: str) -> Received | None:
    """One bundle that was taken in, None where it was not."""
    found = db.query(f"SELECT {_RECEIVED} FROM submissions WHERE bundle_id = ?", (bundle_id,))
    return _received(found[0]) if found else None


def drop_all_received(db: Store) -> None:
    """Forget what was taken in, to be told again from the archive and the journal."""
    db.execute("DELETE FROM submissions")


def add_refusal(db: Store, record: RefusalRecord) -> int:
    """Remember a file that was not taken in; its number. The record's own `id` is not used."""
    row = {
        "year": record.year,
        "name": record.name,
        "code": record.code,
        "facts": json_text([list(pair) for pair in record.facts]),
        "office": record.office,
        "bundle_id": record.bundle_id,
        "size": record.size,
        "sha256": record.sha256,
        "kept": record.kept,
        "at": time_text(record.at),
    }
    db.insert("refusals", row)
    return int(db.query("SELECT last_insert_rowid()")[0][0])


def list_refusals(db: Store, year: int) -> tuple[RefusalRecord, ...]:
    """Refused files of a year, and those whose year is not known, that nobody has put away; oldest first."""
    found = db.query(
        "SELECT id, year, name, code, facts, office, bundle_id, size, sha256, kept, at FROM refusals"
        " WHERE year IN (0, ?) AND dismissed_at IS NULL ORDER BY id",
        (year,),
    )
    return tuple(
        RefusalRecord(
            id=number,
            year=of_year,
            name=name,
            code=code,
            facts=tuple((str(fact), str(value)) for fact, value in json.loads(facts)),
            office=office,
            bundle_id=bundle_id,
            size=size,
            sha256=sha256,
            kept=kept,
            at=parse_time(at),
        )
        for number, of_year, name, code, facts, office, bundle_id, size, sha256, kept, at in found
    )


def is_refused(db: Store, year: int, *, code: str, size: int, sha256: str, name: str) -> bool:
    """Whether `list_refusals` has such a file: by its digest, or by its name where nobody could take one."""
    column, value = ("sha256", sha256) if sha256 else ("name", name)
    found = db.query(
        "SELECT 1 FROM refusals WHERE year IN (0, ?) AND dismissed_at IS NULL"
        f" AND code = ? AND size = ? AND {column} = ? LIMIT 1",
        (year, code, size, value),
    )
    return bool(found)


def dismiss_refusal(db: Store, number: int, *, at: datetime) -> None:
    """Put a refused file away."""
    db.execute("UPDATE refusals SET dismissed_at = ? WHERE id = ?", (time_text(at), number))


def recall_refusal(db: Store, number: int) -> None:
    """Let a refused file that was put away wait again."""
    db.execute("UPDATE refusals SET dismissed_at = NULL WHERE id = ?", (number,))


def _received(row: Sequence[Any]) -> Received:
    (
        bundle_id, place, office, year, edition, state_id, revision, final, parents, device, device_key,
        device_label, replica, vector, made_at, made_by, app, clock_ok, name, size, warnings, code,
        at, by, excluded,
    ) = row  # fmt: skip
    return Received(
        bundle_id=bundle_id,
        place=place,
        office=office,
        year=year,
        edition=edition,
        state_id=state_id,
        revision=Revision(revision, tuple(json.loads(parents)), bool(final)),
        device=Device(device, bytes.fromhex(device_key), device_label),
        replica=replica,
        vector={str(name): int(n) for name, n in json.loads(vector)},
        made=Made(parse_time(made_at), made_by, app, bool(clock_ok)),
        name=name,
        size=size,
        warnings=tuple(json.loads(warnings)),
        code=code,
        at=parse_time(at),
        by=by,
        is_excluded=excluded is not None,
    )
