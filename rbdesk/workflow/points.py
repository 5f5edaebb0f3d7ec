"""When copies are made: now and then, at the end, and before anything that takes much in or takes it back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from rbdesk.progress import SILENT, Progress
from rbdesk.store import backup, journal
from rbdesk.store.backup import Draft, Point
from rbdesk.store.database import Store

AUTO, CLOSE, BY_HAND = backup.AUTO, backup.CLOSE, backup.BY_HAND
EVERY = timedelta(minutes=30)
ONE_ACT = timedelta(minutes=2)  # packages that are taken in one after the other are one import

_WHILE_WAITING = 32 << 20  # bytes of new evidence that are read while a person waits

Given = ParamSpec("Given")
Value = TypeVar("Value")


def point_before(reason: str) -> Callable[[Callable[Given, Value]], Callable[Given, Value]]:
    """Have a workflow function make a copy first, where its store keeps points and has changed since the last.

    The function takes the store first and `now` by name. Raises StoreTrouble: there is no copy, so nothing is done.
    """

    def wrap(function: Callable[Given, Value]) -> Callable[Given, Value]:
        @functools.wraps(function)
        def guarded(*args: Given.args, **kw: Given.kwargs) -> Value:
            db: Any = args[0]
            now: Any = kw["now"]
            if db.keeps_points and not db.is_read_only and _begins(db, reason, now):
                backup.take(db, reason, now, most_bytes=_WHILE_WAITING)
            return function(*args, **kw)

        return guarded

    return wrap


def _begins(db: Store, reason: str, now: datetime) -> bool:
    """True unless the newest point is of the state as it is, or was just made for an act of the same kind."""
    newest = backup.load_newest(db.folder.backup)
    if newest is None:
        return True
    is_same_act = newest.reason == reason and abs(now - newest.at) < ONE_ACT
    return newest.journal != db.journal_place and not is_same_act


def load_draft(db: Store, reason: str, now: datetime) -> Draft:
    """Copy the database as it is now, to be checked and named by `finish` beside the store. Raises StoreTrouble."""
    return backup.load_draft(db, reason, now)


def load_draft_if_due(db: Store, reason: str, now: datetime) -> Draft | None:
    """As `load_draft` where it is time for a copy; None where not, or where the desk takes no writing."""
    return backup.load_draft(db, reason, now) if is_due(db, now) else None


def load_point_if_changed(db: Store, reason: str, now: datetime) -> Point | None:
    """Make a whole copy at once if anything changed since the last; None where nothing did."""
    if db.is_read_only or not has_changed(db):
        return None
    return backup.take(db, reason, now, most_bytes=_WHILE_WAITING)


def finish(draft: Draft, progress: Progress = SILENT) -> Point:
    """Check and name a copy, take its evidence in. A job: it never sees the store. Raises StoreTrouble, Cancelled."""
    return backup.finish(draft, progress)


def is_due(db: Store, now: datetime) -> bool:
    """True if anything changed and the last copy is half an hour old, by a clock that may have jumped; or none is."""
    if db.is_read_only or not has_changed(db):
        return False
    newest = backup.load_newest(db.folder.backup)
    if newest is None:
        return now - journal.load_oldest_time(db) >= EVERY
    return db.lacks_redo or abs(now - newest.at) >= EVERY


def has_changed(db: Store) -> bool:
    """True if the journal went on since the newest copy that is whole."""
    newest = backup.load_newest(db.folder.backup)
    return newest is None or newest.journal != db.journal_place
