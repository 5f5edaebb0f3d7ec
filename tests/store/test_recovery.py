"""A desk told again from a point and from what was written later: equal to the desk, or told where not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import StoreTrouble
from rbdesk.store import backup, database, recovery, redo
from rbdesk.store.backup import Point
from rbdesk.store.database import Store
from rbdesk.store.recovery import Told
from rbdesk.workflow import office
from tests import desks
from tests.build import NOW


def _note(db: Store, key: Key, note: str) -> None:
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, note), who="Operator", now=NOW)


def _told(db: Store, point: Point, work: Path, *, with_later: bool = True) -> tuple[Told, str]:
    with recovery.told_again(db.folder, point, work, with_later=with_later, now=NOW) as (again, told):
        return told, recovery.load_digest(again)


def test_every_row_of_every_table_comes_back(db: Store, key: Key, tmp_path: Path) -> None:
    _note(db, key, "satu")
    point = backup.take(db, backup.AUTO, NOW)
    _note(db, key, "dua")
    desks.attach(db, key, "U.P.1.i.a")
    office.set_flag(db, key, "U.P.1.i.a", True, who="Operator", now=NOW)
    told, digest = _told(db, point, tmp_path / "work")
    assert digest == recovery.load_digest(db)
    assert (told.acts, told.missing) == (3, 0)
    assert told.after.counts["evidence"] == told.before.counts["evidence"] + 1


def test_a_point_by_itself_is_what_was_then(db: Store, key: Key, tmp_path: Path) -> None:
    _note(db, key, "satu")
    before = recovery.load_digest(db)
    point = backup.take(db, backup.AUTO, NOW)
    _note(db, key, "dua")
    told, digest = _told(db, point, tmp_path / "work", with_later=False)
    assert digest == before
    assert told.acts == 0


def test_older_points_come_to_the_same_end(db: Store, key: Key, tmp_path: Path) -> None:
    points = []
    for note in ("satu", "dua", "tiga", "empat"):
        points.append(backup.take(db, backup.AUTO, NOW))
        _note(db, key, note)
    assert {_told(db, point, tmp_path / "work")[1] for point in points} == {recovery.load_digest(db)}


def test_lines_that_are_lost_are_counted(db: Store, key: Key, tmp_path: Path) -> None:
    point = backup.take(db, backup.AUTO, NOW)
    for note in ("satu", "dua", "tiga"):
        _note(db, key, note)
    newest = max(db.folder.redo.glob("*"))
    lines = newest.read_bytes().splitlines(keepends=True)
    newest.write_bytes(b"".join(lines[:2]) + b'{"torn')
    told, _ = _told(db, point, tmp_path / "work")
    assert (told.acts, told.missing) == (1, 2)


def test_a_line_that_does_not_fit_ends_the_telling_whole(db: Store, key: Key, tmp_path: Path) -> None:
    """Somebody who can write the chain anew still cannot make a half commit."""
    point = backup.take(db, backup.AUTO, NOW)
    _note(db, key, "satu")
    _note(db, key, "dua")
    newest = max(db.folder.redo.glob("*"))
    lines = newest.read_bytes().splitlines(keepends=True)
    content = json.loads(lines[2])
    del content["hash"]
    content["writes"].append(["INSERT INTO nowhere VALUES (1)", [], False])
    newest.write_bytes(b"".join([*lines[:2], redo.line_of(content)[0]]))
    told, _ = _told(db, point, tmp_path / "work")
    assert (told.acts, told.missing) == (1, 1)


def test_a_spoilt_copy_is_refused(db: Store, tmp_path: Path) -> None:
    point = backup.take(db, backup.AUTO, NOW)
    content = bytearray(point.path.read_bytes())
    content[-1] ^= 1
    point.path.write_bytes(content)
    with pytest.raises(StoreTrouble, match="damaged"):
        _told(db, point, tmp_path / "work")


def test_a_journal_that_was_changed_by_hand_is_seen(db: Store, key: Key) -> None:
    _note(db, key, "satu")
    recovery.check(db)
    with db.atomic():
        db.execute("DROP TRIGGER journal_is_never_changed")
        db.execute("UPDATE journal SET by = 'orang lain' WHERE place = 2")
    with pytest.raises(StoreTrouble, match="row 2"):
        recovery.check(db)


def test_equal_content_has_an_equal_digest(db: Store, key: Key) -> None:
    before = recovery.load_digest(db)
    _note(db, key, "satu")
    after = recovery.load_digest(db)
    folder = db.folder.root
    db.close()
    again = database.open_store(folder, now=NOW)
    assert before != after == recovery.load_digest(again)
    again.close()


def test_evidence_is_brought_back_from_beside_the_points(db: Store, key: Key) -> None:
    lost, spoilt = desks.attach(db, key, "U.P.1.i.a"), desks.attach(db, key, "U.P.1.i.a", "lain", "b.pdf")
    point = backup.take(db, backup.AUTO, NOW)
    gone = desks.attach(db, key, "U.P.1.i.a", "baru", "c.pdf")
    for sha256 in (lost, gone):
        db.folder.evidence_file(sha256).unlink()
    path = db.folder.evidence_file(spoilt)
    path.unlink()
    path.write_bytes(b"spoilt")
    missing = recovery.bring_back_files(db.folder, point, recovery.load_files(db))
    assert missing == [gone]
    for sha256 in (lost, spoilt):
        assert backup.digest_of(db.folder.evidence_file(sha256))[0] == sha256
