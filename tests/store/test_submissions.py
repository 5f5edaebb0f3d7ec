"""What the secretariat took in and refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from rbdesk.store import journal, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.submissions import Received, RefusalRecord
from tests.build import NOW, OFFICE, a_package, a_submission


def _take_in(db: Store, bundle_id: str, office: str = OFFICE) -> Received:
    submission = a_submission(a_package(office=office), bundle_id=bundle_id, warnings=("RB-W04",))
    with db.atomic():
        entry = journal.add(db, "merge", Subject(office, 2020), (), bundle_id, who="Verifikator", now=NOW)
        record = submissions.received_from(
            submission, 2020, place=entry.place, code="RB-OK1", at=NOW, by="Verifikator"
        )
        submissions.add_received(db, record)
    return record


def test_a_bundle_that_was_taken_in_is_read_back_whole(db: Store) -> None:
    record = _take_in(db, "a" * 64)
    assert submissions.load_received(db, "a" * 64) == record
    assert submissions.load_received(db, "b" * 64) is None


def test_bundles_come_in_the_order_of_arrival(db: Store) -> None:
    records = [_take_in(db, letter * 64) for letter in "cab"]
    other = _take_in(db, "d" * 64, office="32.16.01")
    assert submissions.list_received(db, 2020) == (*records, other)
    assert submissions.list_received(db, 2020, OFFICE) == tuple(records)
    assert submissions.list_received(db, 2021) == ()


def test_the_same_bundle_cannot_be_added_twice(db: Store) -> None:
    _take_in(db, "a" * 64)
    with pytest.raises(sqlite3.IntegrityError):
        _take_in(db, "a" * 64)
    assert len(submissions.list_received(db, 2020)) == 1
    assert journal.first_broken_place(db) is None


def test_a_bundle_without_its_journal_row_is_refused_by_the_database(db: Store) -> None:
    record = submissions.received_from(a_submission(), 2020, place=999, code="RB-OK1", at=NOW, by="")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), db.atomic():
        submissions.add_received(db, record)


def test_a_refusal_is_listed_until_it_is_put_away(db: Store) -> None:
    record = RefusalRecord(
        0, 2020, "Paket.zip", "RB-S03", (("office", "é"),), OFFICE, "", 4096, "5" * 64, "", NOW
    )
    with db.atomic():
        first = submissions.add_refusal(db, record)
        second = submissions.add_refusal(db, replace(record, year=0, code="RB-F05", office=""))
        other = submissions.add_refusal(db, replace(record, year=2021))
    assert len({first, second, other}) == 3
    assert submissions.list_refusals(db, 2020) == (
        replace(record, id=first),
        replace(record, id=second, year=0, code="RB-F05", office=""),
    )
    with db.atomic():
        submissions.dismiss_refusal(db, first, at=NOW + timedelta(days=1))
    assert [refusal.id for refusal in submissions.list_refusals(db, 2020)] == [second]
    with db.atomic():
        submissions.recall_refusal(db, first)
    assert [refusal.id for refusal in submissions.list_refusals(db, 2020)] == [first, second]
