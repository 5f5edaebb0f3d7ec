"""Packages that this desk made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rbdesk.domain.submission import Made, Revision
from rbdesk.store import packages
from rbdesk.store.database import Store
from rbdesk.store.packages import PackageRecord
from tests.build import NOW, OFFICE

FIRST = PackageRecord(
    bundle_id="a" * 64,
    office=OFFICE,
    year=2020,
    revision=Revision(1, ("5" * 64,), final=False),
    state_id="6" * 64,
    made=Made(NOW, "Operator", "RBDesk 0.1.0", clock_ok=False),
    device="Laptop 1",
    path=Path("Dokumen") / "paket.rbd.zip",
    size=4096,
    points="21.21",
    percent="58.43",
    answered=109,
    questions=110,
    evidence=41,
)


def _add(db: Store, *records: PackageRecord) -> None:
    with db.atomic():
        for record in records:
            packages.add_package(db, record)


def test_a_package_is_read_back_whole(db: Store) -> None:
    sent = replace(FIRST, bundle_id="b" * 64, sent_at=NOW, repeats=False)
    _add(db, FIRST, sent)
    assert packages.load_package(db, "a" * 64) == FIRST
    assert packages.load_package(db, "b" * 64) == sent
    assert packages.load_package(db, "c" * 64) is None


def test_the_newest_revision_comes_first(db: Store) -> None:
    second = replace(FIRST, bundle_id="b" * 64, revision=Revision(2, (), final=True))
    _add(
        db,
        second,
        FIRST,
        replace(FIRST, bundle_id="c" * 64, office="32.16.01", revision=Revision(7, (), True)),
    )
    assert packages.list_packages(db, OFFICE, 2020) == (second, FIRST)
    assert packages.load_last_package(db, OFFICE, 2020) == second
    assert packages.load_last_revision(db, OFFICE, 2020) == 2
    assert packages.load_last_package(db, OFFICE, 2021) is None
    assert packages.load_last_revision(db, OFFICE, 2021) == 0


def test_place_sending_and_repeating_can_change(db: Store) -> None:
    _add(db, FIRST)
    with db.atomic():
        packages.keep_path(db, FIRST.bundle_id, Path("stik.rbd.zip"))
        packages.keep_sent(db, FIRST.bundle_id, NOW)
        packages.end_repeats(db, OFFICE, 2020)
    assert packages.load_package(db, FIRST.bundle_id) == replace(
        FIRST, path=Path("stik.rbd.zip"), sent_at=NOW, repeats=False
    )
