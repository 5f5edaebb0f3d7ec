from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.store import submissions
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, quarantine, rebuilding, secretariat, setup, undoing
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, FIRST, SECOND, YEAR

WHO = {"who": "Sekretariat", "now": NOW}


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "satu") as db:
        yield db


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "dua", label="Laptop Pelayanan Baru") as db:
        yield db


@pytest.fixture
def desk(tmp_path: Path, one: Store, two: Store) -> Iterator[Store]:
    """The secretariat knows the first laptop; two packages of the second wait."""
    with year.a_secretariat(tmp_path / "sekretariat", one) as db:
        year.say(two, {FIRST: "A"})
        year.take_in(db, year.send(two, tmp_path))
        year.say(two, {SECOND: "B"}, minutes=2)
        year.take_in(db, year.send(two, tmp_path))
        yield db


def key_of(db: Store) -> bytes:
    return setup.load_identity(db).device.key


def test_an_unknown_laptop_waits_with_its_digits_its_packages_and_those_that_are_known(
    desk: Store, one: Store, two: Store
) -> None:
    [item] = quarantine.load_quarantine(desk).waiting

    assert (item.office, item.label, item.key) == (BABELAN, "Laptop Pelayanan Baru", key_of(two))
    assert item.fingerprint == signing.fingerprint(key_of(two))
    assert [file.name.split("_")[4] for file in item.files] == ["r0001", "r0002"]
    assert all(file.size > 0 and file.at == NOW for file in item.files)
    assert [known.key for known in item.known] == [key_of(one)]
    assert year.status_of(desk, BABELAN).reason == "quarantined"


def test_after_recognition_what_waited_is_read_again(desk: Store, two: Store) -> None:
    assert quarantine.list_released(desk) == ()

    year.enrol(desk, two)
    assert quarantine.load_quarantine(desk) == quarantine.Quarantine((), ())
    released = quarantine.list_released(desk)
    assert len(released) == 2
    year.take_in(desk, *released)

    names = [package.record.name for package in secretariat.list_packages(desk, YEAR, BABELAN)]
    assert [name.split("_")[4] for name in names] == ["r0002", "r0001"], "as their sender called them"
    assert quarantine.list_released(desk) == ()
    assert year.status_of(desk, BABELAN).answered == 2
    assert secretariat.load_inbox(desk, YEAR).refusals == ()


def test_a_device_that_is_turned_away_needs_nothing_more_and_can_be_called_back(
    desk: Store, two: Store, tmp_path: Path
) -> None:
    quarantine.reject(desk, BABELAN, key_of(two), "dua angka berbeda", **WHO)

    found = quarantine.load_quarantine(desk)
    assert found.waiting == ()
    [item] = found.rejected
    assert (item.reason, item.by, item.at, len(item.files)) == ("dua angka berbeda", "Sekretariat", NOW, 2)
    assert year.status_of(desk, BABELAN).status == "belum_kirim"
    later = year.send(two, tmp_path / "lagi")
    assert [file.code for file in year.plan(desk, later).files] == ["RB-S08"]
    assert quarantine.reject(desk, BABELAN, key_of(two), "lagi", **WHO) == Changes()

    year.enrol(desk, two)
    year.take_in(desk, *quarantine.list_released(desk))
    assert year.status_of(desk, BABELAN).answered == 2


def test_a_rejection_is_taken_back_in_one_act_and_the_digits_are_still_to_be_compared(
    desk: Store, two: Store, tmp_path: Path
) -> None:
    before = quarantine.load_quarantine(desk)
    quarantine.reject(desk, BABELAN, key_of(two), "salah tekan", **WHO)
    [turned] = quarantine.load_quarantine(desk).rejected
    assert turned.may_wait_again

    quarantine.take_rejection_back(desk, BABELAN, key_of(two), **WHO)

    assert quarantine.load_quarantine(desk) == before
    later = year.send(two, tmp_path / "lagi")
    assert [file.code for file in year.plan(desk, later).files] == ["RB-S07"]
    assert [entry.key for entry in secretariat.list_roster(desk)] != [key_of(two)]
    rebuilding.rebuild(desk, **WHO)
    assert quarantine.load_quarantine(desk) == before
    quarantine.reject(desk, BABELAN, key_of(two), "angka keenam", **WHO)
    assert len(quarantine.load_quarantine(desk).rejected) == 1


def test_a_device_that_was_recognised_once_comes_back_by_its_digits_only(desk: Store, two: Store) -> None:
    year.enrol(desk, two)
    secretariat.revoke(desk, setup.load_identity(two).device.id, "hilang", **WHO)
    [turned] = quarantine.load_quarantine(desk).rejected
    assert not turned.may_wait_again
    with pytest.raises(NotAllowed, match="unknown_device"):
        quarantine.take_rejection_back(desk, BABELAN, key_of(two), **WHO)


def test_turning_away_needs_a_reason_and_someone_who_waits(desk: Store, one: Store, two: Store) -> None:
    for key, reason, why in (
        (key_of(two), "  ", "too_short"),
        (key_of(two), "x" * 501, "too_long"),
        (key_of(one), "angka", "unknown_device"),
    ):
        with pytest.raises(NotAllowed, match=why):
            quarantine.reject(desk, BABELAN, key, reason, **WHO)
    with pytest.raises(NotAllowed, match="role"):
        quarantine.load_quarantine(one)


def test_a_large_package_waits_though_its_stick_was_pulled_out(
    desk: Store, two: Store, tmp_path: Path
) -> None:
    scan = a_pdf("besar") + bytes(range(256)) * 5000
    staged = evidence.stage_bytes(two.folder, scan, "besar.pdf")
    evidence.attach_evidence(two, year.key_of(BABELAN), FIRST, staged, **WHO)
    path = year.send(two, tmp_path / "stik")
    sent = path.read_bytes()
    planned = year.plan(desk, path)
    path.unlink()

    secretariat.accept(desk, planned, **WHO)

    [item] = quarantine.load_quarantine(desk).waiting
    assert len(item.files) == 3
    year.enrol(desk, two)
    released = quarantine.list_released(desk)
    assert sent in [one.read_bytes() for one in released]
    year.take_in(desk, *released)
    assert desk.folder.evidence_file(staged.sha256).read_bytes() == scan


def test_a_package_taken_back_later_does_not_wait_again(desk: Store, two: Store) -> None:
    year.enrol(desk, two)
    year.take_in(desk, *quarantine.list_released(desk))
    for record in submissions.list_received(desk, YEAR):
        undoing.exclude(desk, record.bundle_id, **WHO)

    assert secretariat.load_inbox(desk, YEAR).refusals == ()
    assert year.status_of(desk, BABELAN).status == "belum_kirim"
