"""Points: checked copies of the database, their evidence once, and a description that makes them count."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import StoreTrouble
from rbdesk.progress import SILENT
from rbdesk.store import backup, redo
from rbdesk.store.database import Store
from rbdesk.workflow import office
from tests import desks
from tests.build import NOW


def _note(db: Store, key: Key, note: str) -> None:
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, note), who="Operator", now=NOW)


def test_a_point_says_what_it_holds_and_is_whole(db: Store, key: Key) -> None:
    desks.attach(db, key, "U.P.1.i.a")
    _note(db, key, "satu")
    point = backup.take(db, backup.BY_HAND, NOW)
    assert backup.list_points(db.folder.backup) == (point,)
    assert backup.is_whole(point)
    assert point.contents.counts["evidence"] == 1
    assert point.contents.counts["notes"] == 1
    assert point.journal == db.journal_place
    assert point.replica == db.replica
    assert point.lost == 0
    assert not list(db.folder.backup.rglob("*.part"))


def test_evidence_is_there_once_for_all_points(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    for note in ("satu", "dua", "tiga"):
        _note(db, key, note)
        backup.take(db, backup.AUTO, NOW)
    (kept,) = [path for path in (db.folder.backup / "evidence").rglob("*") if path.is_file()]
    assert kept == backup.pooled(db.folder.backup)(sha256)
    assert os.path.samefile(kept, db.folder.evidence_file(sha256))


def test_where_somebody_waits_only_so_much_new_evidence_is_read(db: Store, key: Key) -> None:
    for at in range(3):
        desks.attach(db, key, "U.P.1.i.a", f"isi {at}", f"{at}.pdf")
    size = len(desks.a_pdf("isi 0"))
    point = backup.take(db, backup.CLOSE, NOW, most_bytes=2 * size)
    kept = [path for path in (db.folder.backup / "evidence").rglob("*") if path.is_file()]
    assert (len(kept), len(point.files), point.lost) == (2, 3, 0)
    backup.take(db, backup.AUTO, NOW)
    assert sum(path.is_file() for path in (db.folder.backup / "evidence").rglob("*")) == 3


def test_evidence_that_is_spoilt_is_counted_and_not_taken_in(db: Store, key: Key) -> None:
    good, bad = desks.attach(db, key, "U.P.1.i.a"), desks.attach(db, key, "U.P.1.i.a", "lain", "b.pdf")
    path = db.folder.evidence_file(bad)
    path.write_bytes(path.read_bytes().replace(b"lain", b"LAIN"))
    point = backup.take(db, backup.AUTO, NOW)
    assert point.lost == 1
    places = (db.folder.evidence_file, backup.pooled(db.folder.backup))
    assert backup.lost_files(point, places, SILENT) == [bad]
    assert backup.pooled(db.folder.backup)(good).exists()


@pytest.mark.parametrize("what", ["flip", "cut", "gone"])
def test_a_spoilt_copy_is_seen(db: Store, what: str) -> None:
    point = backup.take(db, backup.AUTO, NOW)
    content = bytearray(point.path.read_bytes())
    if what == "flip":
        content[5000] ^= 1
    if what == "gone":
        point.path.unlink()
    else:
        point.path.write_bytes(content[:-1] if what == "cut" else content)
    assert not backup.is_whole(point)


def test_a_spoilt_description_does_not_count(db: Store) -> None:
    point = backup.take(db, backup.AUTO, NOW)
    manifest = point.path.with_suffix(".json")
    manifest.write_bytes(manifest.read_bytes().replace(b'"reason": "auto"', b'"reason": "hand"'))
    assert backup.list_points(db.folder.backup) == ()
    backup.adopt(db.folder.backup)
    (again,) = backup.list_points(db.folder.backup)
    assert again.contents == point.contents


def test_copies_before_a_migration_are_taken_among_the_points(db: Store) -> None:
    point = backup.take(db, backup.AUTO, NOW)
    stranger = db.folder.backup / "desk-2-20200101-000000.db"
    stranger.write_bytes(point.path.read_bytes())
    (db.folder.backup / "desk-3-20200101-000000.db").write_bytes(b"not whole")
    backup.adopt(db.folder.backup)
    newest, former = backup.list_points(db.folder.backup)
    assert former == point
    assert newest.reason == backup.MIGRATE
    assert newest.number == point.number + 1
    assert not stranger.exists()


def test_a_copy_that_cannot_be_finished_leaves_the_former_ones(db: Store, key: Key) -> None:
    point = backup.take(db, backup.AUTO, NOW)
    _note(db, key, "satu")
    draft = backup.load_draft(db, backup.AUTO, NOW)
    draft.part.write_bytes(draft.part.read_bytes()[:5000])
    with pytest.raises(StoreTrouble):
        backup.finish(draft)
    assert backup.list_points(db.folder.backup) == (point,)
    assert not draft.part.exists()
    assert backup.take(db, backup.AUTO, NOW).number == draft.number + 1


def test_two_copies_may_be_checked_at_once_and_what_a_kill_left_goes(db: Store, key: Key) -> None:
    db.folder.backup.mkdir(exist_ok=True)
    left = db.folder.backup / "0000001.db.part"
    left.write_bytes(b"of a killed program")
    first = backup.load_draft(db, backup.AUTO, NOW)
    _note(db, key, "satu")
    second = backup.load_draft(db, backup.IMPORT, NOW)
    assert not left.exists()
    numbers = [backup.finish(second).number, backup.finish(first).number]
    assert numbers == [3, 2]
    assert [backup.is_whole(point) for point in backup.list_points(db.folder.backup)] == [True, True]


def test_old_points_go_with_their_lines_and_evidence_that_none_names(db: Store, key: Key) -> None:
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    for day in range(7):
        _note(db, key, f"hari {day}")
        for hour in range(2):
            backup.take(db, backup.AUTO, NOW + timedelta(days=day, hours=hour))
    points = backup.list_points(db.folder.backup)
    assert [point.number for point in points] == [14, 13, 12, 11, 10, 8, 6, 4, 2]
    assert sorted(db.folder.backup.glob("*.db")) == sorted(point.path for point in points)
    assert backup.pooled(db.folder.backup)(sha256).exists()
    assert min(redo._head(path).point for path in db.folder.redo.glob("*")) == 10  # type: ignore[union-attr]


def test_a_stopped_copy_leaves_nothing(db: Store, key: Key) -> None:
    from rbdesk.progress import Cancelled, Progress

    desks.attach(db, key, "U.P.1.i.a")
    draft = backup.load_draft(db, backup.AUTO, NOW)
    with pytest.raises(Cancelled):
        backup.finish(draft, Progress(None, lambda: True))
    assert backup.list_points(db.folder.backup) == ()
    assert list(db.folder.backup.glob("*.part")) == []


def test_a_desk_and_its_copy_tell_the_same_contents(db: Store, key: Key, tmp_path: Path) -> None:
    _note(db, key, "satu")
    assert backup.take(db, backup.AUTO, NOW).contents == backup.load_contents(db)
