from __future__ import annotations

from dataclasses import replace

import pytest

from rbdesk.domain.submission import Part
from rbdesk.store import journal, parcels
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.parcels import Parcel
from tests.build import NOW, OFFICE

GROUP = "0d5c1b4e-77aa-4c0e-9d53-6c1f7a0e2b11"


def _add(db: Store, letter: str, part: Part | None, kind: str = "bukti") -> Parcel:
    with db.atomic():
        place = journal.add(db, "evidence_in", Subject(OFFICE, 2020), (), letter, who="", now=NOW).place
        record = Parcel(
            *(letter * 64, place, kind, OFFICE, 2020, "5" * 64, 3, "Laptop 1"),
            *(part, "paket.rbd.zip", 4096, NOW, "Verifikator"),
        )
        parcels.add_parcel(db, record)
    return record


def test_parcels_come_back_in_the_order_of_arrival(db: Store) -> None:
    records = (
        _add(db, "c", Part(GROUP, 2, 3)),
        _add(db, "a", Part(GROUP, 1, 3), "isian"),
        _add(db, "b", None),
    )

    assert parcels.list_parcels(db, OFFICE, 2020) == records
    assert parcels.list_parcels(db, OFFICE, 2021) == parcels.list_parcels(db, "32.16.01", 2020) == ()
    assert parcels.has_parcel(db, "a" * 64)
    assert not parcels.has_parcel(db, "d" * 64)


def test_a_parcel_without_its_journal_row_is_refused_by_the_database(db: Store) -> None:
    record = replace(_add(db, "c", None), bundle_id="d" * 64, place=999)
    with pytest.raises(Exception, match="FOREIGN KEY"), db.atomic():
        parcels.add_parcel(db, record)
