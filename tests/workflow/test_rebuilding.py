from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, keys, replaced, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import conflicts, evidence, rebuilding, secretariat, setup, undoing
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, FIRST, SECOND, THIRD, YEAR

KEY = year.key_of(BABELAN)
WHO = {"who": "Sekretariat", "now": NOW}
TABLES = ("answers", "evidence", "profiles", "vectors", "replaced")


def everything(db: Store) -> tuple[object, ...]:
    return (
        secretariat.load_digest(db),
        assessments.load_snapshots(db, YEAR),
        replaced.load_cells(db, BABELAN, YEAR),
        submissions.list_taken_in(db, YEAR),
        keys.list_enrolments(db),
    )


def lose_the_rows(db: Store) -> None:
    with db.atomic():
        for table in TABLES:
            db.execute(f"DELETE FROM {table}")
        db.execute("UPDATE submissions SET dots = '', name = '', excluded = NULL")


def test_the_secretariat_s_rows_come_back_from_archive_and_journal(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", label="Laptop 2") as two,
        year.a_secretariat(tmp_path / "s", one, two) as desk,
    ):
        for minute, (mine, other) in enumerate(["CB", "BA", "AC"]):
            year.say(one, {FIRST: mine, SECOND: "B"}, minutes=minute)
            year.say(two, {FIRST: other, THIRD: "B"}, minutes=minute)
            year.take_in(desk, year.send(one, tmp_path), year.send(two, tmp_path))
        year.join(one, two, tmp_path / "pindah")
        for row in conflicts.load_conflicts(one, KEY).open:
            conflicts.resolve(one, KEY, row.row, row.versions[0].dot, **WHO)
        year.say(two, {THIRD: "A"}, minutes=9)
        year.join(one, two, tmp_path / "pindah")
        year.take_in(desk, year.send(one, tmp_path))
        assert any("RB-W07" in record.warnings for record in submissions.list_received(desk, YEAR))
        ids = [record.bundle_id for record in submissions.list_received(desk, YEAR)]
        for bundle_id in ids[1:4]:
            undoing.exclude(desk, bundle_id, **WHO)
        undoing.put_back(desk, ids[2], **WHO)
        secretariat.revoke(desk, setup.load_identity(two).device.id, "hilang", **WHO)
        before = everything(desk)

        lose_the_rows(desk)
        assert everything(desk) != before
        found = rebuilding.rebuild(desk, **WHO)

        assert everything(desk) == before
        assert (found.bundles, found.after) == (7, before[0])
        again = rebuilding.rebuild(desk, **WHO)
        assert (again.before, again.after) == (before[0], before[0])


def test_an_office_s_own_edits_and_joined_laptops_come_back_in_their_order(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.an_office(tmp_path / "2", label="Laptop 2") as two:
        year.say(one, {FIRST: "C", THIRD: "A"})
        year.say(two, {FIRST: Answer("A", "ada SK"), SECOND: "B"}, who="Sekcam")
        for db in (one, two):
            staged = evidence.stage_bytes(db.folder, a_pdf("sama"), "SK.pdf")
            evidence.attach_evidence(db, KEY, FIRST, staged, db.replica[:3], who="Operator", now=NOW)
        year.join(one, two, tmp_path)
        for row in conflicts.load_conflicts(one, KEY).open:
            conflicts.resolve(one, KEY, row.row, row.versions[1].dot, **WHO)
        year.say(two, {THIRD: "C"}, minutes=9)
        year.join(one, two, tmp_path)
        year.say(one, {THIRD: "B"}, minutes=10)
        evidence.detach_evidence(one, KEY, FIRST, staged.sha256, **WHO)
        before = everything(one)

        lose_the_rows(one)
        rebuilding.rebuild(one, **WHO)

        assert everything(one) == before


def test_without_an_original_nothing_is_changed_and_it_is_named(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.a_secretariat(tmp_path / "s", one) as desk:
        year.say(one, {FIRST: "C"})
        year.take_in(desk, year.send(one, tmp_path))
        [record] = submissions.list_received(desk, YEAR)
        desk.folder.archived(record.bundle_id).unlink()
        before = everything(desk)

        with pytest.raises(NotAllowed, match="originals_missing") as refused:
            rebuilding.rebuild(desk, **WHO)

        assert refused.value.facts["bundle_ids"] == (record.bundle_id,)
        assert everything(desk) == before


def test_the_invented_year_is_rebuilt_to_the_same_digest(tmp_path: Path) -> None:
    made = year.the_demo()
    with year.a_secretariat_of_demo(tmp_path / "s") as desk:
        year.take_in(desk, *made.bundles)
        before = secretariat.load_digest(desk)
        lose_the_rows(desk)

        assert rebuilding.rebuild(desk, **WHO).after == before == made.digest
