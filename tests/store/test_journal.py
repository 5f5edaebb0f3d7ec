"""The journal: numbers, chain, and who is found again."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rbdesk.paths import DeskFolder
from rbdesk.store import journal
from rbdesk.store.database import Store, open_store
from rbdesk.store.journal import Subject
from tests.build import NOW

SUBJECT = Subject("32.16.09", 2020, "lke-26-2020-unit", "U.P.1.i.a")


def _add(db: Store, new: str, *, who: str = "Operator", now: datetime = NOW) -> journal.Entry:
    with db.atomic():
        return journal.add(db, "answer", SUBJECT, ("lama",), new, who=who, now=now)


def _add_and_fail(db: Store) -> None:
    with db.atomic():
        journal.add(db, "answer", SUBJECT, (), "b", who="", now=NOW)
        raise KeyError


def test_numbers_rise_by_one_under_the_stores_replica(db: Store) -> None:
    first, second = _add(db, "a"), _add(db, "b")
    assert (first.edit.replica, second.edit.n) == (db.replica, first.edit.n + 1)


def test_an_act_that_was_rolled_back_gives_its_number_to_the_next(db: Store) -> None:
    before = _add(db, "a").edit.n
    with pytest.raises(KeyError):
        _add_and_fail(db)
    assert _add(db, "c").edit.n == before + 1


def test_a_new_replica_begins_at_one_and_the_chain_goes_on(db: Store) -> None:
    _add(db, "a")
    db.use_replica("f" * 16)
    assert _add(db, "b").edit.dot == ("f" * 16, 1)
    assert journal.first_broken_place(db) is None


def test_what_was_written_is_read_back_newest_first(db: Store) -> None:
    for new in ("a", "b"):
        _add(db, new, now=NOW + timedelta(hours=len(new)))
    newest, oldest = journal.list_of_question(db, SUBJECT, ("answer",))
    assert (newest.new, oldest.new, oldest.old) == ("b", "a", ["lama"])
    assert newest.subject == SUBJECT
    assert newest.device == "Laptop 1"
    assert newest.edit.at == NOW + timedelta(hours=1)


def test_other_acts_and_questions_are_left_out(db: Store) -> None:
    _add(db, "a")
    with db.atomic():
        journal.add(db, "flag", SUBJECT, (), True, who="", now=NOW)
        other = replace(SUBJECT, question="U.P.1.i.b")
        journal.add(db, "answer", other, (), "x", who="", now=NOW)
    assert [entry.new for entry in journal.list_of_question(db, SUBJECT, ("answer",))] == ["a"]


def test_a_name_is_cleaned_and_cut_to_what_a_bundle_carries(db: Store) -> None:
    assert _add(db, "a", who="Ibu\u202e\n" + "x" * 80).edit.by == "Ibu " + "x" * 56


@pytest.mark.parametrize(
    ("clock", "kept"),
    [
        (datetime(1980, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)),
        (datetime(2150, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (NOW.replace(microsecond=999_999), NOW),
    ],
)
def test_a_wrong_clock_still_gives_a_time_that_can_travel(db: Store, clock: datetime, kept: datetime) -> None:
    assert _add(db, "a", now=clock).edit.at == kept
    assert journal.list_of_act(db, "answer")[-1].edit.at == kept


def test_the_newest_time_is_the_highest_and_not_the_last(db: Store) -> None:
    _add(db, "a", now=NOW + timedelta(days=400))
    _add(db, "b", now=NOW)
    assert journal.load_newest_time(db) == NOW + timedelta(days=400)


@pytest.mark.parametrize("column", ["new", "old", "by", "at", "act", "question", "device", "n"])
def test_a_row_changed_from_outside_breaks_the_chain_at_its_place(db: Store, column: str) -> None:
    for new in ("a", "b", "c"):
        _add(db, new)
    changes = {"at": "2021-01-01T00:00:00Z", "old": "[]", "n": 9000}
    place = _tamper(db, f"UPDATE journal SET {column} = ? WHERE place = 3", changes.get(column, '"z"'))
    assert place == 3


def test_a_row_cut_from_outside_breaks_the_chain(db: Store) -> None:
    for new in ("a", "b", "c"):
        _add(db, new)
    assert _tamper(db, "DELETE FROM journal WHERE place = ?", 3) == 3


def _tamper(db: Store, statement: str, value: object) -> int | None:
    """What the check finds after a foreign program, which took our triggers away, ran a statement."""
    db.close()
    connection = sqlite3.connect(DeskFolder(db.folder.root).database, isolation_level=None)
    connection.execute("DROP TRIGGER journal_is_never_changed")
    connection.execute("DROP TRIGGER journal_is_never_cut")
    connection.execute(statement, (value,))
    connection.close()
    again = open_store(db.folder.root, now=NOW)
    found = journal.first_broken_place(again)
    again.close()
    return found
