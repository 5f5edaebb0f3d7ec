"""The roster as events."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rbdesk.domain.roster import ENROLLED, REVOKED, Enrolment
from rbdesk.store import journal, keys
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from tests.build import NOW, OFFICE

FIRST = Enrolment("K7Q29XNA4D", b"k" * 32, OFFICE, "Laptop 1", ENROLLED, NOW, "Verifikator")


def _add(db: Store, entry: Enrolment, reason: str = "") -> None:
    with db.atomic():
        place = journal.add(db, "enrol", Subject(entry.office), (), entry.device, who=entry.by, now=NOW).place
        keys.add_enrolment(db, entry, place=place, reason=reason)


def test_nobody_is_enrolled_at_first(db: Store) -> None:
    assert keys.list_enrolments(db) == ()


def test_the_last_event_of_a_device_stands(db: Store) -> None:
    revoked = replace(FIRST, status=REVOKED, since=NOW + timedelta(days=3), by="Verifikator 2")
    again = replace(FIRST, since=NOW + timedelta(days=1))  # a clock that went back changes nothing
    for entry in (FIRST, revoked):
        _add(db, entry, "hilang")
    assert keys.list_enrolments(db) == (revoked,)
    _add(db, again)
    assert keys.list_enrolments(db) == (again,)


def test_one_key_may_stand_at_two_offices_and_each_stands_for_itself(db: Store) -> None:
    elsewhere = replace(FIRST, office="32.16.01")
    second = replace(FIRST, device="AAAAAAAAAA", key=b"2" * 32)
    for entry in (FIRST, elsewhere, second, replace(FIRST, status=REVOKED)):
        _add(db, entry)
    assert keys.list_enrolments(db) == (elsewhere, second, replace(FIRST, status=REVOKED))
