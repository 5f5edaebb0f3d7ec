"""When copies are made: when it is time, at the end, before what takes much in; never twice for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import StoreTrouble
from rbdesk.store import backup
from rbdesk.store.database import Store
from rbdesk.workflow import office, points
from tests.build import NOW


def _note(db: Store, key: Key, note: str) -> None:
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, note), who="Operator", now=NOW)


@points.point_before(backup.IMPORT)
def _take_in(db: Store, *, now: datetime) -> int:
    return len(backup.list_points(db.folder.backup))


def test_a_large_act_finds_a_copy_of_what_was_before(db: Store, key: Key) -> None:
    assert _take_in(db, now=NOW) == 0  # nobody asked for points here
    db.keeps_points = True
    assert _take_in(db, now=NOW) == 1
    assert _take_in(db, now=NOW) == 1  # nothing changed since
    _note(db, key, "satu")
    assert _take_in(db, now=NOW + points.ONE_ACT / 2) == 1  # one after the other is one import
    assert _take_in(db, now=NOW + points.ONE_ACT) == 2
    assert backup.list_points(db.folder.backup)[0].reason == "import"


def test_without_a_copy_nothing_is_taken_in(db: Store) -> None:
    db.keeps_points = True
    db.folder.backup.rmdir()
    db.folder.backup.write_text("a file where the folder should be")
    with pytest.raises(StoreTrouble):
        _take_in(db, now=NOW)


def test_a_copy_is_due_half_an_hour_after_the_last_if_anything_changed(db: Store, key: Key) -> None:
    later = NOW + points.EVERY
    assert not points.is_due(db, NOW)
    assert points.is_due(db, later)
    draft = points.load_draft_if_due(db, backup.AUTO, later)
    assert draft is not None
    points.finish(draft)
    assert points.load_draft_if_due(db, backup.AUTO, later + points.EVERY) is None
    _note(db, key, "satu")
    assert not points.is_due(db, later + timedelta(minutes=29))
    assert points.is_due(db, later + points.EVERY)
    assert points.is_due(db, later - timedelta(days=3650))  # a clock that was set back


def test_at_the_end_what_changed_is_copied_once(db: Store, key: Key) -> None:
    assert points.load_point_if_changed(db, backup.CLOSE, NOW) is not None
    assert points.load_point_if_changed(db, backup.CLOSE, NOW) is None
    _note(db, key, "satu")
    point = points.load_point_if_changed(db, backup.CLOSE, NOW)
    assert point is not None
    assert point.reason == "close"


def test_a_copy_is_due_at_once_where_nothing_else_would_bring_writes_back(db: Store, key: Key) -> None:
    points.finish(points.load_draft(db, backup.AUTO, NOW))
    assert not db.lacks_redo
    _note(db, key, "satu")
    assert not points.is_due(db, NOW)
    for path in db.folder.redo.glob("*"):
        path.unlink()
    folder = db.folder.root
    db.close()
    from rbdesk.workflow import setup

    again = setup.open_desk(folder, now=NOW)
    assert again.lacks_redo
    assert points.is_due(again, NOW)
    points.finish(points.load_draft(again, backup.AUTO, NOW))
    assert not again.lacks_redo
    again.close()
