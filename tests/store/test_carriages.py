from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.carriage import Carriage
from rbdesk.store import carriages, journal, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from tests.build import NOW, OFFICE, REPLICA_A, REPLICA_B, a_package, a_snapshot, a_submission

NUMBERS = st.dictionaries(
    st.sampled_from([REPLICA_A, REPLICA_B, "0123456789abcdef"]),
    st.sets(st.integers(1, 60) | st.integers(1, 2**40), min_size=1),
)


def _take_in(db: Store, letter: str, n: int) -> str:
    package = a_package(a_snapshot({REPLICA_A: n}))
    submission = a_submission(package, bundle_id=letter * 64)
    with db.atomic():
        entry = journal.add(db, "import", Subject(OFFICE, 2020), (), letter, who="", now=NOW)
        record = submissions.received_from(submission, 2020, place=entry.place, code="RB-OK1", at=NOW, by="")
        submissions.add_received(db, record)
    return submission.bundle_id


@given(NUMBERS)
def test_dots_come_back_as_they_went_in(numbers: dict[str, set[int]]) -> None:
    assert carriages.parse_numbers(carriages.numbers_text(numbers)) == numbers


def test_dots_in_a_row_take_little_room() -> None:
    assert carriages.numbers_text({REPLICA_A: {3, *range(5, 251)}}) == f'[["{REPLICA_A}","3,5-250"]]'


def test_what_a_bundle_carried_is_known_in_the_order_of_arrival(db: Store) -> None:
    first, second = _take_in(db, "c", 2), _take_in(db, "a", 1)
    assert carriages.list_unread(db, OFFICE, 2020) == (first, second)
    with db.atomic():
        carriages.keep_numbers(db, first, {REPLICA_A: {1, 2}})
        carriages.keep_numbers(db, second, {})

    assert carriages.list_unread(db, OFFICE, 2020) == ()
    assert list(carriages.load_carriages(db, OFFICE, 2020).items()) == [
        (first, Carriage({REPLICA_A: 2}, {REPLICA_A: {1, 2}})),
        (second, Carriage({REPLICA_A: 1}, {})),
    ]


def test_a_bundle_that_is_set_aside_is_known_but_does_not_count(db: Store) -> None:
    first, second = _take_in(db, "c", 2), _take_in(db, "a", 1)
    with db.atomic():
        row = journal.add(db, "exclude", Subject(OFFICE, 2020), (), first, who="", now=NOW)
        carriages.exclude(db, first, place=row.place)

    assert carriages.load_excluded(db) == {first}
    assert list(carriages.load_carriages(db, OFFICE, 2020)) == [second]
    assert [record.bundle_id for record in submissions.list_received(db, 2020)] == [second]
    listed = {record.bundle_id: record.is_excluded for record in submissions.list_taken_in(db, 2020, OFFICE)}
    assert listed == {first: True, second: False}

    with db.atomic():
        carriages.include(db, first)
    assert [record.bundle_id for record in submissions.list_received(db, 2020)] == [first, second]
