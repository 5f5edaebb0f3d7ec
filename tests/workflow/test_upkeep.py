"""Copies by hand, bringing back, the drill: what was acknowledged is there again, and told where it is not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import Cancelled, Progress
from rbdesk.store import backup, database, journal, recovery, settings
from rbdesk.store.database import Store
from rbdesk.workflow import office, setup, upkeep
from tests import desks
from tests.build import NOW


def _note(db: Store, key: Key, note: str) -> None:
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, note), who="Operator", now=NOW)


def _note_of(folder: Path, key: Key) -> str:
    db = setup.open_desk(folder, now=NOW)
    try:
        recovery.check(db)
        return office.load_year(db, key).assessment.answer("U.P.1.i.a").note
    finally:
        db.close()


def _restore(folder: Path, number: int = 0, *, with_later: bool = True) -> upkeep.Restored:
    listed = upkeep.list_backups(folder)
    point = next(one.point for one in listed if number in (0, one.point.number))
    return upkeep.restore(folder, point, with_later=with_later, who="Operator", now=NOW)


def _spoil(folder: Path) -> bytes:
    """Lose the database; its last bytes."""
    path = DeskFolder(folder).database
    path.write_bytes(b"\0" * path.stat().st_size)
    return path.read_bytes()


def test_a_store_that_is_lost_comes_back_from_the_last_point_and_the_journal(
    db: Store, key: Key, office_desk: Path
) -> None:
    _note(db, key, "sebelum")
    upkeep.backup_now(db, now=NOW)
    _note(db, key, "sesudah")
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    former, digest = db.replica, recovery.load_digest(db)
    db.close()
    spoilt = _spoil(office_desk)
    with pytest.raises(StoreTrouble, match="damaged"):
        setup.open_desk(office_desk, now=NOW)

    restored = _restore(office_desk)

    assert (restored.told.acts, restored.told.missing, restored.lost) == (2, 0, ())
    assert restored.aside is not None
    assert (restored.aside / "desk.db").read_bytes() == spoilt
    assert _note_of(office_desk, key) == "sesudah"
    again = setup.open_desk(office_desk, now=NOW)
    assert again.replica != former
    assert [row for row in again.query("SELECT DISTINCT replica FROM answers")] == [(former,)]
    assert office.load_year(again, key).assessment.evidence[0].sha256 == sha256
    assert journal.list_of_act(again, "restore")[0].edit.n == 1
    assert recovery.load_digest(again) != digest  # its life and the restore's own row
    again.close()


def test_a_desk_without_any_file_but_its_copies_comes_back(db: Store, key: Key, office_desk: Path) -> None:
    desks.attach(db, key, "U.P.1.i.a")
    upkeep.backup_now(db, now=NOW)
    _note(db, key, "sesudah")
    db.close()
    DeskFolder(office_desk).database.unlink()
    for path in DeskFolder(office_desk).evidence.rglob("*"):
        if path.is_file():
            path.unlink()
    assert _restore(office_desk).lost == ()
    assert _note_of(office_desk, key) == "sesudah"


def test_an_older_point_by_wish_can_be_taken_back(db: Store, key: Key, office_desk: Path) -> None:
    _note(db, key, "dahulu")
    upkeep.backup_now(db, now=NOW)
    _note(db, key, "sekarang")
    db.close()
    _restore(office_desk, 1, with_later=False)
    assert _note_of(office_desk, key) == "dahulu"
    newest = upkeep.list_backups(office_desk)[0].point
    assert newest.reason == "restore"
    _restore(office_desk, newest.number, with_later=False)
    assert _note_of(office_desk, key) == "sekarang"


def test_what_is_written_after_a_restore_comes_back_too(db: Store, key: Key, office_desk: Path) -> None:
    _note(db, key, "dahulu")
    upkeep.backup_now(db, now=NOW)
    _note(db, key, "ditinggalkan")
    db.close()
    _restore(office_desk, 1, with_later=False)
    again = setup.open_desk(office_desk, now=NOW)
    assert again.lacks_redo  # so that a point is made at once
    upkeep.backup_now(again, now=NOW)
    _note(again, key, "baru")
    again.close()
    _spoil(office_desk)
    restored = _restore(office_desk)
    assert restored.told.missing == 0
    assert _note_of(office_desk, key) == "baru"


def test_a_restore_that_is_stopped_or_refused_changes_nothing(db: Store, key: Key, office_desk: Path) -> None:
    _note(db, key, "satu")
    point = upkeep.backup_now(db, now=NOW)
    db.close()
    before = DeskFolder(office_desk).database.read_bytes()
    with pytest.raises(Cancelled):
        upkeep.restore(
            office_desk,
            point,
            with_later=True,
            who="",
            now=NOW,
            progress=Progress(None, lambda: True),
        )
    point.path.write_bytes(point.path.read_bytes()[:-1])
    with pytest.raises(StoreTrouble):
        upkeep.restore(office_desk, point, with_later=True, who="", now=NOW)
    assert DeskFolder(office_desk).database.read_bytes() == before
    assert [one.is_whole for one in upkeep.list_backups(office_desk)] == [False]
    assert _note_of(office_desk, key) == "satu"


def test_a_restore_can_be_looked_at_first(db: Store, key: Key, office_desk: Path) -> None:
    point = upkeep.backup_now(db, now=NOW)
    _note(db, key, "satu")
    told = upkeep.preview(office_desk, point, with_later=True, now=NOW)
    assert (told.before.counts["notes"], told.after.counts["notes"], told.acts) == (0, 1, 1)
    told = upkeep.preview(office_desk, point, with_later=False, now=NOW)
    assert told.after == told.before
    assert not (office_desk / "backup" / "drill").exists()


def test_a_stick_brings_the_desk_to_another_computer(db: Store, key: Key, tmp_path: Path) -> None:
    _note(db, key, "satu")
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    fingerprint = setup.load_identity(db).fingerprint
    upkeep.backup_now(db, to=tmp_path / "stick", now=NOW)
    care = upkeep.load_care(db)
    assert (care.carried_at, care.carried_to, care.count) == (NOW, str(tmp_path / "stick"), 1)
    (listed,) = upkeep.list_backups(tmp_path / "stick")
    upkeep.restore(tmp_path / "laptop", listed.point, with_later=True, who="", now=NOW)
    assert _note_of(tmp_path / "laptop", key) == "satu"
    again = setup.open_desk(tmp_path / "laptop", now=NOW)
    assert setup.load_identity(again).fingerprint == fingerprint
    assert again.replica != db.replica
    assert again.folder.evidence_file(sha256).exists()
    again.close()


def test_a_copy_of_another_office_is_not_put_in_place(db: Store, office_desk: Path, tmp_path: Path) -> None:
    upkeep.backup_now(db, now=NOW)
    db.close()
    other = desks.a_desk(tmp_path / "other", office="32.16.14")
    point = upkeep.backup_now(other, now=NOW)
    other.close()
    for act in (
        lambda: upkeep.restore(office_desk, point, with_later=True, who="", now=NOW),
        lambda: upkeep.preview(office_desk, point, with_later=True, now=NOW),
    ):
        with pytest.raises(NotAllowed, match="other_office_point"):
            act()


def test_a_copy_of_an_older_schema_is_brought_up_to_date_as_it_comes_back(tmp_path: Path) -> None:
    desk = DeskFolder(tmp_path / "desk")
    desk.make()
    kept = Path(__file__).parents[1] / "store" / "kept" / "v001.db"
    shutil.copyfile(kept, desk.backup / "desk-1-20200101-000000.db")
    (listed,) = upkeep.list_backups(desk.root)
    assert (listed.is_whole, listed.point.schema, listed.point.reason) == (True, 1, "migrate")
    upkeep.restore(desk.root, listed.point, with_later=True, who="", now=NOW)
    db = database.open_store(desk.root, now=NOW)
    assert db.query("SELECT count(*) FROM answers") == [(3,)]
    recovery.check(db)
    db.close()


def test_a_drill_brings_the_newest_point_to_what_the_desk_is(db: Store, key: Key) -> None:
    assert upkeep.drill(db, now=NOW).fault == "no_point"
    desks.attach(db, key, "U.P.1.i.a")
    upkeep.backup_now(db, now=NOW)
    _note(db, key, "sesudah")
    result = upkeep.drill(db, now=NOW)
    assert (result.fault, result.counts["evidence"], result.counts["notes"]) == ("", 1, 1)
    assert upkeep.load_drill(db) == result
    assert upkeep.load_aim_if_due(db, NOW + timedelta(days=6)) is None
    assert upkeep.load_aim_if_due(db, NOW + timedelta(days=7)) is not None


def test_a_drill_beside_a_desk_that_goes_on_compares_what_was_when_it_began(db: Store, key: Key) -> None:
    upkeep.backup_now(db, now=NOW)
    aim = upkeep.load_aim(db, NOW)
    _note(db, key, "sesudah")
    with db.atomic():
        settings.keep_facts(db, {"anything": "else"})
    assert upkeep.run_drill(aim).fault == ""


@pytest.mark.parametrize("what", ["copy", "lines", "row", "evidence"])
def test_a_drill_finds_what_is_wrong(db: Store, key: Key, what: str) -> None:
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    point = upkeep.backup_now(db, now=NOW)
    _note(db, key, "sesudah")
    expected = "differs"
    if what == "copy":
        expected = "damaged"
        point.path.write_bytes(point.path.read_bytes()[:-1])
    elif what == "lines":
        max(db.folder.redo.glob("*")).write_bytes(b"")
    elif what == "row":  # behind the program's back
        db.sql.conn.execute("UPDATE answers SET note = 'lain'")
    else:
        expected = "evidence"
        path = db.folder.evidence_file(sha256)  # the second name of it is the same bytes
        path.write_bytes(path.read_bytes()[::-1])
    assert upkeep.drill(db, now=NOW).fault == expected
    assert not (db.folder.backup / "drill").exists()


def test_the_care_of_a_new_desk_is_nothing_yet(db: Store) -> None:
    care = upkeep.load_care(db)
    assert (care.count, care.newest, care.drill, care.carried_at) == (0, None, None, None)


def test_a_folder_without_copies_has_none(tmp_path: Path) -> None:
    assert upkeep.list_backups(tmp_path) == ()
    assert upkeep.list_backups(tmp_path / "nowhere") == ()


def test_points_are_listed_newest_first_with_what_is_in_them(db: Store, key: Key, office_desk: Path) -> None:
    for note in ("satu", "dua"):
        _note(db, key, note)
        backup.take(db, backup.AUTO, NOW)
    listed = upkeep.list_backups(office_desk)
    assert [(one.point.number, one.is_whole) for one in listed] == [(2, True), (1, True)]
    assert listed[0].point.contents.counts["notes"] == 1


# --- a machine that fails: every step of it by `python tools/soak/upkeep.py` ---------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the faults need fork and signals")
@pytest.mark.parametrize(
    ("what", "count"), [("kill", "19"), ("refuse", "13"), ("starve", "40"), ("damage", "24"), ("starts", "2")]
)
def test_on_a_machine_that_fails_every_promise_about_copies_is_kept(
    what: str, count: str, tmp_path: Path
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.workflow.upkeep_faults", what, str(tmp_path), count],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=Path(__file__).parents[2],
    )
    assert run.returncode == 0, run.stderr[-3000:]
    told = json.loads(run.stdout)
    if what in ("kill", "refuse", "starve"):  # the faults did strike
        assert all(count > 1 for count in next(iter(told.values())).values()), told
    elif what == "damage":
        assert told["refused"] > 5
        assert told["equal"] == 24
