"""The path from what is on the disk, at an office and over all offices, and the efforts that a desk sets itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal
from fractions import Fraction
from pathlib import Path as File

import pytest

from rbdesk.domain.assessment import Answer, Key, inputs
from rbdesk.domain.pathway import Limits, Target
from rbdesk.domain.scoring import score
from rbdesk.errors import NotAllowed
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, office, planning, secretariat, setup
from tests import build, desks, year
from tests.domain.test_steps import some_answers

UNIT = catalog.instrument(catalog.UNIT_SHEET)
CODE = "U.P.1.i.a"


def answer_some(db: Store, key: Key, seed: int = 1) -> dict[str, Answer]:
    answers = some_answers(catalog.instrument(key.instrument), seed)
    office.record_answers(db, key, answers, who="Operator 1", now=build.NOW)
    return answers


def set_effort(db: Store, key: Key, code: str, effort: int | None) -> frozenset[str]:
    return planning.set_effort(db, key, code, effort, who="Operator 1", now=build.NOW).topics


def test_an_offices_path_starts_at_its_score_and_passes_the_years_target(db: Store, key: Key) -> None:
    answers = answer_some(db, key)
    path = planning.load_path(db, key)
    assert path.start == score(UNIT, answers).percent()
    assert path.target == Target("B", Fraction(60))
    assert path.passes
    assert path.reached > 60
    assert {step.office for step in path.steps} == {key.office}


def test_the_target_is_the_years_or_the_one_that_is_named(db: Store, key: Key) -> None:
    answer_some(db, key)
    setup.keep_settings(db, target=Decimal("62.5"), who="Operator 1", now=build.NOW)
    assert planning.load_path(db, key).target == Target("", Fraction("62.5"))
    assert planning.load_path(db, key, "BB").target == Target("BB", Fraction(70))


def test_a_sheet_with_gates_aims_at_its_first_level(db: Store, key: Key) -> None:
    zi = key._replace(instrument="lke-zi-10-2019")
    office.record_answer(
        db, zi, "ZI19.B.I.1.a", Answer(inputs(score=Decimal("3.7"))), who="Operator 1", now=build.NOW
    )
    office.record_answer(
        db, zi, "ZI19.B.II.1.a", Answer(inputs(score=Decimal("3.5"))), who="Operator 1", now=build.NOW
    )
    path = planning.load_path(db, zi)
    assert path.target.level == "WBK"
    assert path.passes


def test_planning_writes_nothing(db: Store, key: Key) -> None:
    answers = answer_some(db, key)
    before = journal.load_last_hash(db)
    planning.load_path(db, key)
    assert journal.load_last_hash(db) == before
    assert office.load_year(db, key).assessment.answers == answers


@pytest.mark.parametrize(
    ("target", "limits", "what"),
    [
        ("WBK", Limits(), "unknown_target"),
        ("120", Limits(), "unknown_target"),
        ("B", Limits(without=frozenset({"U.P.9.i.a"})), "unknown_question"),
        ("B", Limits(areas=frozenset({"9"})), "unknown_node"),
        ("B", Limits(floors=(("0", Fraction(50)),)), "unknown_node"),
    ],
)
def test_what_the_sheet_does_not_know_is_refused(
    db: Store, key: Key, target: str, limits: Limits, what: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        planning.load_path(db, key, target, limits)
    assert refused.value.what == what


def test_an_effort_is_kept_for_its_question_and_taken_back(db: Store, key: Key) -> None:
    assert planning.load_efforts(db, key) == {}
    assert set_effort(db, key, CODE, 3) == {"efforts"}
    assert set_effort(db, key, CODE, 3) == frozenset()
    assert planning.load_efforts(db, key) == {CODE: 3}
    assert planning.load_efforts(db, key._replace(instrument="lke-zi-10-2019")) == {}
    assert set_effort(db, key, CODE, None) == {"efforts"}
    assert planning.load_efforts(db, key) == {}
    (first, last) = journal.list_of_act(db, "effort")
    assert (first.old, first.new, last.old, last.new) == ([None], 3, [3], None)
    assert first.subject.question == CODE


def test_an_effort_set_here_moves_the_path(db: Store, key: Key) -> None:
    answer_some(db, key)
    free = planning.load_path(db, key)
    step = free.steps[0]
    set_effort(db, key, step.code, 3)
    found = planning.load_path(db, key)
    efforts = {one.effort for one in found.candidates if one.code == step.code}
    assert min(efforts) == 3
    assert found.effort >= free.effort


def test_an_effort_survives_the_desk_being_closed(tmp_path: File, key: Key) -> None:
    store = desks.a_desk(tmp_path / "meja")
    set_effort(store, key, CODE, 1)
    store.close()
    again = setup.open_desk(tmp_path / "meja", now=build.NOW)
    assert planning.load_efforts(again, key) == {CODE: 1}
    again.close()


@pytest.mark.parametrize(
    ("code", "effort", "what"),
    [("U.P.9.i.a", 1, "unknown_question"), (CODE, 0, "option"), (CODE, 4, "option")],
)
def test_an_effort_that_cannot_be_is_refused(db: Store, key: Key, code: str, effort: int, what: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        set_effort(db, key, code, effort)
    assert refused.value.what == what


def test_another_offices_effort_is_refused(db: Store, key: Key) -> None:
    with pytest.raises(NotAllowed) as refused:
        set_effort(db, key._replace(office="32.16.02"), CODE, 1)
    assert refused.value.what == "role"


@pytest.fixture(scope="module")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A secretariat that has three offices' answers, by packages; the other twenty have sent nothing."""
    folder = tmp_path_factory.mktemp("kabupaten")
    with ExitStack() as stack:
        codes = ("32.16.02", "32.16.07", "32.16.09")
        offices = [stack.enter_context(year.an_office(folder / code, code)) for code in codes]
        for seed, store in enumerate(offices):
            year.say(store, some_answers(UNIT, seed))
        with year.a_secretariat(folder / "meja", *offices) as db:
            year.take_in(db, *[year.send(store, folder / "paket") for store in offices])
            yield db


def test_all_offices_with_a_score_are_in_the_mean_and_the_others_are_named(regency: Store) -> None:
    comparison = secretariat.load_comparison(regency, 2020)
    path = planning.load_regency_path(regency, 2020)
    assert path.start == comparison.average_total
    assert len(path.offices) == comparison.counted == 3
    assert {*path.missing, *(one.office for one in path.offices)} == {
        row.office.code for row in comparison.rows
    }
    assert len(path.missing) == 20
    assert not {step.office for step in path.steps} & set(path.missing)


def test_a_hundredth_above_the_mean_takes_little_and_every_office_takes_more(regency: Store) -> None:
    start = planning.load_regency_path(regency, 2020, "0").start
    near = str(round(float(start) + 0.17, 2))
    path = planning.load_regency_path(regency, 2020, near)
    assert path.passes
    assert 0 < path.effort < 20
    every = planning.load_regency_path(regency, 2020, near, each=True)
    assert all(one.passes for one in every.offices)
    assert every.effort > path.effort


def test_the_secretariats_own_efforts_count_over_all_offices(regency: Store, tmp_path: File) -> None:
    with year.a_copy(regency, tmp_path / "salinan") as db:
        key = Key(catalog.register().code, 2020, catalog.UNIT_SHEET)
        assert set_effort(db, key, CODE, 3) == {"efforts"}
        path = planning.load_regency_path(db, 2020)
        assert {one.effort % 3 for one in path.candidates if one.code == CODE} == {0}


def test_only_the_secretariat_plans_for_all(db: Store) -> None:
    with pytest.raises(NotAllowed) as refused:
        planning.load_regency_path(db, 2020)
    assert refused.value.what == "role"


def test_before_any_office_has_sent_there_is_no_path(tmp_path: File) -> None:
    with year.a_secretariat(tmp_path / "meja") as db, pytest.raises(NotAllowed) as refused:
        planning.load_regency_path(db, 2020)
    assert refused.value.what == "not_sent"
