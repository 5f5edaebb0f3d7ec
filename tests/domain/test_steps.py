"""The steps by which answers get better: what each kind of question offers, what it gains and what it takes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.domain.assessment import Answer, Value, inputs, value_fault
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import score
from rbdesk.domain.steps import Candidate, candidates, nearest, with_steps
from rbdesk.workflow import catalog
from tests import build

UNIT = catalog.instrument("lke-26-2020-unit")
TINY = build.tiny()
COUNTS, OTHER_COUNTS, FALL, SURVEY = "X.R.1.i.a", "X.R.1.i.b", "X.R.1.ii.a", "X.R.3.i.a"


def steps_of(
    code: str, value: Value | None, instrument: Instrument = TINY, **efforts: int
) -> list[Candidate]:
    answers = {code: Answer(value)} if value is not None else {}
    return [step for step in candidates(instrument, answers, efforts) if step.code == code]


def some_answers(instrument: Instrument, seed: int) -> dict[str, Answer]:
    """Answers by chance to most questions, counts of every size among them."""
    chance = random.Random(seed)
    answers: dict[str, Answer] = {}
    for place in instrument.question_places:
        node = instrument.nodes[place]
        assert node.question is not None
        scale = node.question.scale
        if chance.random() < 0.15:
            continue
        if scale.options:
            answers[node.code] = Answer(chance.choice(scale.options).label)
            continue
        formula = scale.formula
        assert formula is not None
        numbers = {item.id: Decimal(0) for item in scale.inputs}
        if formula.kind == "score":
            numbers[formula.numerator] = formula.scale_maximum * chance.randint(0, 100) / 100
        else:
            whole = chance.choice([0, 1, 2, 3, 5, 7, 86, 10**9])
            numbers[formula.denominator[0]] = Decimal(whole)
            numbers[formula.numerator] = Decimal(chance.randint(0, whole))
            if formula.at_most:
                names, limit = formula.at_most
                left = numbers[limit] - numbers[formula.numerator]
                for name in names:
                    if name != formula.numerator:
                        numbers[name] = Decimal(chance.randint(0, int(left)))
        answers[node.code] = Answer(tuple(sorted(numbers.items())))
    return answers


def test_a_choice_offers_each_better_option_and_each_option_climbed_takes_its_effort() -> None:
    found = steps_of("X.P.1.ii.a", "D")
    assert [(step.after, step.share_after, step.effort) for step in found] == [
        ("C", Fraction("0.5"), 2),
        ("B", Fraction("0.75"), 4),
        ("A", 1, 6),
    ]
    assert {(step.before, step.share_before, step.area, step.area_code) for step in found} == {
        ("D", Fraction("0.25"), "Perubahan", "1")
    }


def test_an_unanswered_choice_starts_below_its_first_worthy_option() -> None:
    assert [(step.before, step.after, step.effort) for step in steps_of("X.P.1.i.a", None)] == [
        (None, "B", 2),
        (None, "A", 4),
    ]


def test_the_best_answer_offers_nothing() -> None:
    assert candidates(TINY, build.answers_everywhere(TINY, "best")) == ()


def test_counts_rise_to_the_next_quarters_and_what_is_under_way_makes_room() -> None:
    found = steps_of(COUNTS, inputs(n_due=10, n_open=5, n_done=3))
    assert [(step.after, step.effort) for step in found] == [
        (inputs(n_due=10, n_open=5, n_done=5), 2),
        (inputs(n_due=10, n_open=2, n_done=8), 4),
        (inputs(n_due=10, n_open=0, n_done=10), 6),
    ]


def test_quarters_that_fall_together_are_one_step() -> None:
    assert [step.after for step in steps_of(OTHER_COUNTS, inputs(n_done=0, n_staff=1))] == [
        inputs(n_done=1, n_staff=1)
    ]


def test_a_whole_of_none_that_is_worth_full_marks_offers_nothing() -> None:
    assert steps_of(COUNTS, inputs(n_due=0, n_open=0, n_done=0)) == []


def test_a_whole_of_none_that_is_worth_nothing_and_no_counts_at_all_start_from_four() -> None:
    quarters = [inputs(n_done=done, n_staff=4) for done in (1, 2, 3, 4)]
    assert [step.after for step in steps_of(OTHER_COUNTS, inputs(n_done=0, n_staff=0))] == quarters
    assert [step.after for step in steps_of(OTHER_COUNTS, None)] == quarters


def test_counts_that_another_question_gives_are_taken_over() -> None:
    answers = {"U.R.1.i.a": Answer(inputs(n_agent=12, n_change=8))}
    found = [step for step in candidates(UNIT, answers) if step.code == "U.R.1.i.b"]
    assert [dict(step.after)["n_change"] for step in found if not isinstance(step.after, str)] == [8] * 4


def test_a_fall_falls_further_by_quarters() -> None:
    found = steps_of(FALL, inputs(n_before=10, n_now=8))
    assert [step.after for step in found] == [
        inputs(n_before=10, n_now=7),
        inputs(n_before=10, n_now=5),
        inputs(n_before=10, n_now=2),
        inputs(n_before=10, n_now=0),
    ]


def test_from_none_last_year_only_none_again_is_better() -> None:
    found = steps_of(FALL, inputs(n_before=0, n_now=2))
    assert [(step.after, step.share_after) for step in found] == [(inputs(n_before=0, n_now=0), 1)]
    assert steps_of(FALL, inputs(n_before=0, n_now=0)) == []


def test_a_measured_score_rises_by_tenths_of_its_scale() -> None:
    found = steps_of(SURVEY, inputs(score=Decimal("3.1")))
    assert [
        (dict(step.after)["score"], step.effort) for step in found if not isinstance(step.after, str)
    ] == [
        (Decimal("3.2"), 2),
        (Decimal("3.6"), 4),
        (Decimal(4), 6),
    ]


def test_a_score_that_nobody_has_measured_yet_is_no_step() -> None:
    assert steps_of(SURVEY, None) == []


def test_the_offices_effort_stands_in_place_of_the_instruments() -> None:
    code = "X.P.1.i.c"
    assert [step.effort for step in steps_of(code, "Tidak")] == [2]
    assert [step.effort for step in candidates(TINY, {}, {code: 3}) if step.code == code] == [3]


def test_a_step_is_heavy_from_an_effort_of_three() -> None:
    assert [step.is_heavy for step in steps_of("X.P.1.ii.a", "C")] == [False, True]


def test_the_nearest_step_of_each_question_is_its_smallest() -> None:
    steps = candidates(TINY, {})
    found = nearest(reversed(steps))
    assert {step.code for step in found} == {step.code for step in steps}
    assert all(
        step.points == min(other.points for other in steps if other.code == step.code) for step in found
    )


@pytest.mark.parametrize("iid", ["lke-26-2020-unit", "lke-26-2020-pemda", "lke-zi-10-2019", "lke-zi-90-2021"])
def test_every_step_is_an_answer_that_gains_exactly_what_it_says(iid: str) -> None:
    instrument = catalog.instrument(iid)
    for seed in range(3):
        answers = some_answers(instrument, seed)
        before = score(instrument, answers).total
        found = candidates(instrument, answers, office="32.16.09")
        assert len(found) > 60
        for step in found[:: 1 if seed == 0 else 7]:
            scale = instrument.question(step.code).scale
            assert value_fault(scale, step.after) is None, step
            after = score(instrument, with_steps(answers, [step])).total
            assert after - before == step.points > 0, step
            assert step.gain > 0
            assert step.effort >= 1


def test_steps_of_a_question_rise_in_effort_and_points() -> None:
    by_code: dict[str, list[Candidate]] = {}
    for step in candidates(UNIT, some_answers(UNIT, 9)):
        by_code.setdefault(step.code, []).append(step)
    for steps in by_code.values():
        for one, other in itertools.pairwise(steps):
            assert (one.effort, one.points) < (other.effort, other.points)
            assert one.points < other.points


def test_steps_change_no_answer_and_keep_its_note() -> None:
    answers: Mapping[str, Answer] = {"X.P.1.i.a": Answer("C", "Rapat 3 Mei")}
    (step, *_) = candidates(TINY, answers)
    after = with_steps(answers, [step])
    assert after["X.P.1.i.a"] == Answer("B", "Rapat 3 Mei")
    assert answers["X.P.1.i.a"].value == "C"
