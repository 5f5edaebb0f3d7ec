from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import conflicts, evidence, history, office
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, FIRST, SECOND, THIRD, YEAR

KEY = year.key_of(BABELAN)
ROW = ("answers", year.SHEET.id, FIRST)
WHO = {"who": "Kasi", "now": NOW + timedelta(hours=5)}


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "satu") as db:
        yield db


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "dua", label="Laptop 2") as db:
        yield db


@pytest.fixture
def differing(one: Store, two: Store, tmp_path: Path) -> Store:
    """Laptop 1 after it took in laptop 2: both started from C, then said A and B."""
    year.say(one, {FIRST: "C", THIRD: "A"})
    year.join(two, one, tmp_path)
    year.say(one, {FIRST: Answer("A", "ada SK")}, minutes=10)
    year.say(two, {FIRST: Answer("B", "baru konsep"), SECOND: "B"}, minutes=20, who="Sekcam")
    attach(one, "satu")
    attach(two, "dua")
    year.join(one, two, tmp_path)
    return one


def attach(db: Store, text: str) -> None:
    staged = evidence.stage_bytes(db.folder, a_pdf(text), f"{text}.pdf")
    evidence.attach_evidence(db, KEY, FIRST, staged, who="Operator", now=NOW)


def standing(db: Store) -> list[object]:
    return [cell.value for cell in assessments.load_cells(db, BABELAN, YEAR, ROW)]


def test_each_version_says_who_when_where_and_what_stood_before(differing: Store) -> None:
    [row] = conflicts.load_conflicts(differing, KEY).open
    mine, other = row.versions

    assert (row.row, row.question) == (ROW, FIRST)
    assert (mine.value, mine.by, mine.device_label, mine.is_own) == (
        Answer("A", "ada SK"),
        "Operator",
        "Laptop 1",
        True,
    )
    assert mine.at == NOW + timedelta(minutes=10)
    assert (mine.before, mine.before_at) == (Answer("C"), NOW + timedelta(minutes=1))
    assert (other.value, other.by, other.device_label, other.is_own) == (
        Answer("B", "baru konsep"),
        "Sekcam",
        "Laptop 2",
        False,
    )
    assert (other.before, other.before_at) == (Answer("C"), NOW + timedelta(minutes=1))
    assert (other.is_final, other.sent, other.is_clock_believed) == (False, NOW, True)
    [record] = submissions.list_received(differing, YEAR)
    assert (other.bundle_id, other.package_code) == (
        record.bundle_id,
        f"{record.bundle_id[:4]}-{record.bundle_id[4:8]}".upper(),
    )


def test_each_version_has_the_evidence_of_its_laptop(differing: Store) -> None:
    [row] = conflicts.load_conflicts(differing, KEY).open

    assert [[item.name for item in version.evidence] for version in row.versions] == [
        ["satu.pdf"],
        ["dua.pdf"],
    ]


def test_evidence_that_both_laptops_had_stands_beside_both_versions(
    one: Store, two: Store, tmp_path: Path
) -> None:
    attach(one, "bersama")
    year.join(two, one, tmp_path)
    for db, letter in ((one, "A"), (two, "B")):
        year.say(db, {FIRST: letter}, minutes=10)
    attach(two, "dua")
    year.join(one, two, tmp_path)

    [row] = conflicts.load_conflicts(one, KEY).open
    assert [[item.name for item in version.evidence] for version in row.versions] == [
        ["bersama.pdf"],
        ["bersama.pdf", "dua.pdf"],
    ]


def test_the_value_is_a_range_until_all_is_chosen(differing: Store) -> None:
    found = conflicts.load_conflicts(differing, KEY)

    low, high = found.range
    assert high - low == (1 - Fraction("0.5")) * Fraction("0.4") / 3 / Fraction("36.3") * 100
    assert found.agreed == 2

    conflicts.resolve(differing, KEY, ROW, Answer("C"), **WHO)
    after = conflicts.load_conflicts(differing, KEY)
    assert after.range[0] == after.range[1]
    assert (after.open, after.agreed) == ((), 3)


@pytest.mark.parametrize("place", [0, 1])
def test_a_choice_is_a_new_edit_that_overwrites_both_everywhere(
    differing: Store, two: Store, tmp_path: Path, place: int
) -> None:
    [row] = conflicts.load_conflicts(differing, KEY).open
    chosen = row.versions[place]

    changes = conflicts.resolve(differing, KEY, ROW, chosen.dot, **WHO)
    year.join(two, differing, tmp_path)

    assert changes == Changes(frozenset({KEY}), frozenset({FIRST}), frozenset({"answers"}))
    for db in (differing, two):
        assert standing(db) == [chosen.value]
        assert conflicts.load_conflicts(db, KEY).open == ()


def test_a_third_answer_can_be_written(differing: Store) -> None:
    conflicts.resolve(differing, KEY, ROW, Answer("C", "dihitung ulang"), **WHO)

    assert standing(differing) == [Answer("C", "dihitung ulang")]
    [settled] = conflicts.load_conflicts(differing, KEY).settled
    assert (settled.row, settled.chosen, settled.by) == (ROW, None, "Kasi")


def test_what_was_chosen_is_listed_until_the_next_joining(
    differing: Store, two: Store, tmp_path: Path
) -> None:
    [row] = conflicts.load_conflicts(differing, KEY).open
    conflicts.resolve(differing, KEY, ROW, row.versions[1].dot, **WHO)

    [settled] = conflicts.load_conflicts(differing, KEY).settled
    assert settled.values[settled.chosen or 0] == settled.value == Answer("B", "baru konsep")
    assert set(settled.values) == {Answer("A", "ada SK"), Answer("B", "baru konsep")}

    conflicts.resolve(differing, KEY, ROW, Answer("A", "ada SK"), **WHO)
    assert [entry.value for entry in conflicts.load_conflicts(differing, KEY).settled] != []
    year.say(two, {THIRD: "B"}, minutes=60)
    year.join(differing, two, tmp_path)
    assert conflicts.load_conflicts(differing, KEY).settled == ()


def test_a_choice_can_be_changed(differing: Store) -> None:
    conflicts.resolve(differing, KEY, ROW, Answer("A"), **WHO)
    conflicts.resolve(differing, KEY, ROW, Answer("C"), **WHO)

    assert standing(differing) == [Answer("C")]
    assert conflicts.resolve(differing, KEY, ROW, Answer("C"), **WHO) == Changes()


def test_what_is_no_version_or_no_answer_is_refused(differing: Store) -> None:
    for choice, why in (
        (("f" * 16, 1), "unknown_version"),
        (Answer("Z"), "option"),
        (Answer("A", "x" * 2001), "too_long"),
    ):
        with pytest.raises(NotAllowed, match=why):
            conflicts.resolve(differing, KEY, ROW, choice, **WHO)
    with pytest.raises(NotAllowed, match="unknown_version"):
        conflicts.resolve(differing, KEY, assessments.PROFILE_ROW, Answer("A"), **WHO)
    year.lock(differing)
    with pytest.raises(NotAllowed, match="locked"):
        conflicts.resolve(differing, KEY, ROW, Answer("A"), **WHO)

    assert len(standing(differing)) == 2


def test_both_versions_stay_in_the_history(differing: Store) -> None:
    conflicts.resolve(differing, KEY, ROW, Answer("C"), **WHO)

    choice, theirs, mine, first = [
        entry for entry in history.list_history(differing, KEY, FIRST) if entry.act == "answer"
    ]

    assert (choice.after, choice.by, choice.before) == (Answer("C"), "Kasi", None)
    assert set(choice.instead_of) == {Answer("A", "ada SK"), Answer("B", "baru konsep")}
    assert (theirs.after, theirs.by, theirs.device) == (Answer("B", "baru konsep"), "Sekcam", "Laptop 2")
    assert (mine.after, mine.before, mine.device) == (Answer("A", "ada SK"), Answer("C"), "Laptop 1")
    assert (first.after, first.before) == (Answer("C"), None)
    assert office.list_history(differing, KEY, FIRST) == history.list_history(differing, KEY, FIRST)


def test_the_secretariat_sees_the_same_and_chooses_nothing(one: Store, two: Store, tmp_path: Path) -> None:
    year.say(one, {FIRST: "A"})
    year.say(two, {FIRST: "C"})
    with year.a_secretariat(tmp_path / "s", one, two) as desk:
        year.take_in(desk, year.send(one, tmp_path), year.send(two, tmp_path))

        [row] = [row for row in conflicts.load_conflicts(desk, KEY).open if row.row == ROW]
        assert {version.device_label: version.value for version in row.versions} == {
            "Laptop 1": Answer("A"),
            "Laptop 2": Answer("C"),
        }
        assert not any(version.is_own for version in row.versions)
        with pytest.raises(NotAllowed, match="role"):
            conflicts.resolve(desk, KEY, ROW, row.versions[0].dot, **WHO)


def test_nothing_is_ordered_by_a_clock(one: Store, two: Store, tmp_path: Path) -> None:
    """Laptop 2's clock runs a year ahead; it neither stands first nor wins."""
    year.say(one, {FIRST: "A"}, minutes=1)
    year.say(two, {FIRST: "C"}, minutes=60 * 24 * 365)

    year.join(one, two, tmp_path)

    [row] = conflicts.load_conflicts(one, KEY).open
    assert [version.is_own for version in row.versions] == [True, False]
    assert len(standing(one)) == 2


def test_evidence_that_two_laptops_noted_differently_is_a_row_of_its_own(
    one: Store, two: Store, tmp_path: Path
) -> None:
    for db, page in ((one, "hal. 1"), (two, "hal. 9")):
        staged = evidence.stage_bytes(db.folder, a_pdf("sama"), "SK.pdf")
        evidence.attach_evidence(db, KEY, FIRST, staged, page, who="Operator", now=NOW)
    year.join(one, two, tmp_path)

    [row] = conflicts.load_conflicts(one, KEY).open
    other = row.versions[1]
    conflicts.resolve(one, KEY, row.row, other.dot, **WHO)

    assert row.question == FIRST
    [item] = office.load_year(one, KEY).assessment.evidence_of(FIRST)
    assert item.note == "hal. 9"
    assert history.list_history(one, KEY, FIRST)[0].after == item
