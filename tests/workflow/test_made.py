from __future__ import annotations

from datetime import timedelta

from rbdesk.store.database import Store
from rbdesk.workflow import made, setup
from tests.build import NOW


def test_what_is_made_says_when_by_whom_with_what_and_whether_the_clock_is_right(db: Store) -> None:
    now = made.made_now(db, who="  Operator\u0007 1 ", now=NOW + timedelta(hours=1, microseconds=7))
    assert (now.at, now.by, now.clock_ok) == (NOW + timedelta(hours=1), "Operator 1", True)
    assert now.app.startswith("RBDesk ")
    assert not made.made_now(db, who="x" * 99, now=NOW - timedelta(days=2)).clock_ok
    assert len(made.made_now(db, who="x" * 99, now=NOW).by) == 60


def test_the_computer_is_the_one_of_the_desk(db: Store) -> None:
    assert made.own_device(db) == setup.load_identity(db).device
