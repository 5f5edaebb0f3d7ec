"""Bundles that came as parts of a larger sending: which of each group are here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.submission import Part
from rbdesk.store.database import Store
from rbdesk.store.values import parse_time, time_text


@dataclass(frozen=True, slots=True)
class Parcel:
    """One bundle that carries evidence of a state, or the state itself as one part of several.

    `part` is None for evidence that was sent by itself; `revision` is that of the state; `size` in bytes.
    """

    bundle_id: str
    place: int
    kind: str
    office: str
    year: int
    state_id: str
    revision: int
    device_label: str
    part: Part | None
    name: str
    size: int
    at: datetime
    by: str


_COLUMNS = (
    "bundle_id, place, kind, office, year, state_id, revision, device_label, part_group, number, count, name,"
    " size, at, by"
)


def add_parcel(db: Store, record: Parcel) -> None:
    """Remember a parcel that did not come before."""
    part = record.part or Part("", 1, 1)
    db.insert(
        "parcels",
        {
            "bundle_id": record.bundle_id,
            "place": record.place,
            "kind": record.kind,
            "office": record.office,
            "year": record.year,
            "state_id": record.state_id,
            "revision": record.revision,
            "device_label": record.device_label,
            "part_group": part.group,
            "number": part.number,
            "count": part.count,
            "name": record.name,
            "size": record.size,
            "at": time_text(record.at),
            "by": record.by,
        },
    )


def has_parcel(db: Store, bundle_id: str) -> bool:
    """True if the parcel came before."""
    return bool(db.query("SELECT 1 FROM parcels WHERE bundle_id = ?", (bundle_id,)))


def list_ids(db: Store, year: int) -> frozenset[str]:
    """The bundle ids of all parcels of a year."""
    return frozenset(str(row[0]) for row in db.query("SELECT bundle_id FROM parcels WHERE year = ?", (year,)))


def list_parcels(db: Store, office: str, year: int) -> tuple[Parcel, ...]:
    """The parcels of an office in a year, in the order of arrival."""
    found = db.query(
        f"SELECT {_COLUMNS} FROM parcels WHERE office = ? AND year = ? ORDER BY place", (office, year)
    )
    return tuple(
        Parcel(
            bundle_id=bundle_id,
            place=place,
            kind=kind,
            office=code,
            year=of_year,
            state_id=state_id,
            revision=revision,
            device_label=label,
            part=Part(group, number, count) if group else None,
            name=name,
            size=size,
            at=parse_time(at),
            by=by,
        )
        for bundle_id, place, kind, code, of_year, state_id, revision, label, group, number, count, name,
        size, at, by in found
    )  # fmt: skip
