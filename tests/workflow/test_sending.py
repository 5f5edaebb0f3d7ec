"""Packages: what a revision is, what repeats, what locks, and what the exchange makes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.assessment import Answer, Key, Stage
from rbdesk.domain.lineage import join
from rbdesk.domain.office import Role
from rbdesk.domain.roster import ENROLLED, Enrolment
from rbdesk.domain.submission import Submission
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle
from rbdesk.store import assessments, journal
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, evidence, office, sending, setup
from rbdesk.workflow.sending import Built
from tests import desks
from tests.build import NOW, REPLICA_A, a_cell, a_snapshot

CODE = "U.P.1.i.a"


def _export(
    db: Store, key: Key, *, final: bool = False, who: str = "Operator 1", now: datetime = NOW
) -> Built:
    return sending.export(db, key, db.folder.root / "out", final=final, who=who, now=now)


def _answer(db: Store, key: Key, note: str) -> None:
    office.record_answer(db, key, CODE, Answer("A", note), who="Operator 1", now=NOW)


def _read(db: Store, built: Built) -> Submission:
    device = setup.load_identity(db).device
    known = Enrolment(device.id, device.key, built.package.office, device.label, ENROLLED, NOW, "")
    return bundle.read(
        built.path,
        editions={edition.id: edition for edition in catalog.editions()},
        offices=catalog.register(),
        roster=(known,),
        staging=None,
    )


def test_what_is_exported_is_read_back_as_the_same_state(db: Store, key: Key) -> None:
    _answer(db, key, "catatan\n“dua baris”")
    desks.attach(db, key, CODE)
    setup.keep_settings(db, device_label="Laptop Camat", who="Operator 1", now=NOW)
    built = _export(db, key)
    found = _read(db, built)
    assert (found.bundle_id, found.missing, found.size) == (built.bundle_id, (), built.size)
    assert found.package.snapshot == assessments.load_snapshot(db, key.office, key.year)
    assert (found.package.replica, found.package.device) == (db.replica, setup.load_identity(db).device)
    assert (found.package.revision, found.package.made) == (built.package.revision, built.package.made)


def test_an_unchanged_state_repeats_the_bytes_whoever_asks_and_when(db: Store, key: Key) -> None:
    _answer(db, key, "a")
    first = _export(db, key)
    content = first.path.read_bytes()
    first.path.unlink()
    again = _export(db, key, who="Operator 2", now=NOW + timedelta(days=3))
    assert again.bundle_id == first.bundle_id
    assert again.path.read_bytes() == content
    assert len(sending.list_packages(db, key)) == 1


def test_a_flag_or_an_undone_edit_is_no_new_state_of_what_travels(db: Store, key: Key) -> None:
    _answer(db, key, "a")
    first = _export(db, key)
    office.set_flag(db, key, CODE, True, who="", now=NOW)
    evidence.stage_bytes(db.folder, desks.a_pdf(), "tidak dipakai.pdf")
    assert _export(db, key).bundle_id == first.bundle_id


def test_a_changed_state_is_the_next_revision_and_grows_from_the_last(db: Store, key: Key) -> None:
    numbers = []
    last = ""
    for note in ("a", "b", "c"):
        _answer(db, key, note)
        built = _export(db, key)
        numbers.append(built.package.revision.number)
        assert built.package.revision.parents == ((last,) if last else ())
        last = _read(db, built).state_id
    assert numbers == [1, 2, 3]
    assert office.load_year(db, key).revision == 3


def test_evidence_that_is_lost_or_found_again_is_another_revision_of_the_same_state(
    db: Store, key: Key
) -> None:
    sha256 = desks.attach(db, key, CODE)
    whole = _export(db, key)
    content = db.folder.evidence_file(sha256).read_bytes()
    db.folder.evidence_file(sha256).unlink()
    lacking = _export(db, key)
    assert (lacking.package.revision.number, lacking.package.blobs) == (2, ())
    assert _read(db, lacking).missing == (sha256,)
    assert _read(db, lacking).state_id == _read(db, whole).state_id
    db.folder.evidence_file(sha256).write_bytes(content)
    assert _export(db, key).package.revision.number == 3


def test_a_new_name_of_the_device_is_another_revision(db: Store, key: Key) -> None:
    _answer(db, key, "a")
    first = _export(db, key)
    setup.keep_settings(db, device_label="Laptop Camat", who="", now=NOW)
    second = _export(db, key)
    assert (first.package.revision.number, second.package.revision.number) == (1, 2)


def test_an_official_package_needs_everything_required(db: Store, key: Key) -> None:
    desks.fill(db, key)
    office.record_answer(db, key, CODE, Answer(), who="", now=NOW)
    with pytest.raises(NotAllowed) as refused:
        _export(db, key, final=True)
    assert (refused.value.what, refused.value.facts["count"]) == ("incomplete", 1)
    assert sending.list_packages(db, key) == ()
    assert not (db.folder.root / "out").exists()
    assert _export(db, key).package.revision.final is False


def test_an_official_package_locks_the_year_and_says_since_when_and_by_whom(db: Store, key: Key) -> None:
    desks.fill(db, key)
    package = sending.gather_package(db, key, final=True, who="Operator 1", now=NOW)
    built = sending.build_package(package, db.folder.device_key, db.folder.root / "out")
    assert office.load_year(db, key).assessment.stage is Stage.OPEN
    changes = sending.record_package(db, built, who="Operator 2", now=NOW + timedelta(minutes=1))
    assert changes.topics == {"packages", "stage"}
    year = office.load_year(db, key)
    assert (year.assessment.stage, year.stage_by) == (Stage.LOCKED, "Operator 2")
    assert year.stage_since == NOW + timedelta(minutes=1)
    assert _read(db, built).package.revision.final


def test_a_provisional_state_made_official_is_a_new_revision_of_the_same_state(db: Store, key: Key) -> None:
    desks.fill(db, key)
    provisional = _export(db, key)
    official = _export(db, key, final=True)
    assert (official.package.revision.number, official.package.revision.final) == (2, True)
    assert _read(db, official).state_id == _read(db, provisional).state_id
    assert official.package.revision.parents == provisional.package.revision.parents


def test_a_locked_year_gives_its_official_package_again_whatever_is_asked(db: Store, key: Key) -> None:
    desks.fill(db, key)
    official = _export(db, key, final=True)
    for final in (True, False):
        assert _export(db, key, final=final, who="lain").bundle_id == official.bundle_id
    assert len(sending.list_packages(db, key)) == 1


def test_unlocking_opens_the_year_and_the_next_package_is_a_new_revision(db: Store, key: Key) -> None:
    desks.fill(db, key)
    official = _export(db, key, final=True)
    later = NOW + timedelta(days=1)
    changes = sending.unlock(db, key, "salah isi kolom", who="Camat", now=later)
    assert (changes.assessments, changes.topics) == ({key}, {"stage"})
    year = office.load_year(db, key)
    assert (year.assessment.stage, year.stage_since, year.stage_by) == (Stage.OPEN, later, "Camat")
    assert not sending.unlock(db, key, "sekali lagi", who="Camat", now=later)
    entry = journal.list_of_act(db, "stage")[-1]
    assert entry.new == {"stage": "terbuka", "reason": "salah isi kolom"}
    again = _export(db, key, final=True, now=later)
    assert again.package.revision.number == official.package.revision.number + 1
    assert again.bundle_id != official.bundle_id


@pytest.mark.parametrize(
    ("reason", "what"), [("", "too_short"), (" \n", "too_short"), ("x" * 501, "too_long")]
)
def test_unlocking_needs_a_reason(db: Store, key: Key, reason: str, what: str) -> None:
    desks.fill(db, key)
    _export(db, key, final=True)
    with pytest.raises(NotAllowed) as refused:
        sending.unlock(db, key, reason, who="", now=NOW)
    assert refused.value.what == what
    assert office.load_year(db, key).assessment.stage is Stage.LOCKED


def test_a_year_edited_while_its_official_package_was_built_is_not_locked(db: Store, key: Key) -> None:
    desks.fill(db, key)
    package = sending.gather_package(db, key, final=True, who="", now=NOW)
    built = sending.build_package(package, db.folder.device_key, db.folder.root / "out")
    _answer(db, key, "diubah sementara itu")
    with pytest.raises(NotAllowed) as refused:
        sending.record_package(db, built, who="", now=NOW)
    assert refused.value.what == "changed"
    assert not built.path.exists()
    assert office.load_year(db, key).assessment.stage is Stage.OPEN
    assert sending.list_packages(db, key) == ()


def test_a_conflict_keeps_every_package_back(db: Store, key: Key) -> None:
    _answer(db, key, "a")
    row = assessments.answer_row(key.instrument, CODE)
    with db.atomic():
        held = assessments.load_snapshot(db, key.office, key.year)
        other = a_snapshot({REPLICA_A: 1}, {row: (a_cell(REPLICA_A, 1, Answer("C")),)})
        assessments.keep_snapshot(db, key.office, key.year, join(held, other))
    with pytest.raises(NotAllowed) as refused:
        _export(db, key)
    assert (refused.value.what, refused.value.facts["count"]) == ("conflict", 1)


def test_the_secretariat_exports_no_offices_state(tmp_path: Path, key: Key) -> None:
    db = desks.a_desk(tmp_path / "desk", role=Role.SECRETARIAT, office="")
    with pytest.raises(NotAllowed) as refused:
        sending.export(db, key, tmp_path / "out", final=False, who="", now=NOW)
    assert refused.value.what == "role"
    db.close()


@pytest.mark.parametrize(("days", "is_believed"), [(0, True), (-1, True), (-2, False), (400, True)])
def test_a_clock_that_went_back_is_said_in_the_package(
    db: Store, key: Key, days: int, is_believed: bool
) -> None:
    _answer(db, key, "a")
    built = _export(db, key, now=NOW + timedelta(days=days))
    assert built.package.made.clock_ok is is_believed
    assert _read(db, built).package.made.clock_ok is is_believed


def test_the_list_tells_what_each_package_was_worth_and_which_still_counts(db: Store, key: Key) -> None:
    desks.fill(db, key)
    first = _export(db, key)
    office.record_answer(db, key, CODE, Answer(None), who="", now=NOW)
    second = _export(db, key)
    sending.mark_sent(db, key, first.bundle_id, True, who="", now=NOW)
    newest, oldest = sending.list_packages(db, key)
    assert (newest.revision, newest.state, oldest.revision, oldest.state) == (
        *(2, sending.NOT_MARKED),
        *(1, sending.REPLACED),
    )
    assert (Decimal(oldest.points), Decimal(oldest.percent)) == (Decimal("36.3"), Decimal(100))
    assert (oldest.answered, newest.answered, newest.questions, newest.evidence) == (110, 109, 110, 1)
    assert (newest.code, newest.path, newest.size) == (second.code, second.path, second.path.stat().st_size)


def test_sending_is_marked_and_unmarked(db: Store, key: Key) -> None:
    _answer(db, key, "a")
    built = _export(db, key)
    args: Any = (db, key, built.bundle_id)
    assert sending.mark_sent(*args, True, who="", now=NOW).topics == {"packages"}
    assert not sending.mark_sent(*args, True, who="", now=NOW)
    assert [package.state for package in sending.list_packages(db, key)] == [sending.SENT]
    assert sending.mark_sent(*args, False, who="", now=NOW)
    assert [package.state for package in sending.list_packages(db, key)] == [sending.NOT_MARKED]
    with pytest.raises(NotAllowed):
        sending.mark_sent(db, key, "0" * 64, True, who="", now=NOW)


def test_a_package_written_elsewhere_is_listed_where_it_lies_now(db: Store, key: Key, tmp_path: Path) -> None:
    _answer(db, key, "a")
    first = _export(db, key)
    named = sending.export(db, key, tmp_path / "untuk sekretariat.zip", final=False, who="", now=NOW)
    assert named.path == tmp_path / "untuk sekretariat.zip"
    assert named.bundle_id == first.bundle_id
    assert [package.path for package in sending.list_packages(db, key)] == [named.path]
    assert _read(db, named).bundle_id == first.bundle_id


def test_a_damaged_key_is_told_as_damage(db: Store, key: Key) -> None:
    _answer(db, key, "a")
    db.folder.device_key.write_bytes(b"not a key")
    with pytest.raises(StoreTrouble) as told:
        _export(db, key)
    assert told.value.kind == "damaged"
    assert sending.list_packages(db, key) == ()
