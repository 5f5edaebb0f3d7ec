"""The path of an office and of many: what it reaches, what it may not touch, and that nothing cheaper does."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from scipy import optimize, sparse

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.gates import GateState, judge_gates
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.pathway import (
    Candidate,
    Limits,
    Path,
    RegencyPath,
    Target,
    candidates,
    shortest,
    shortest_together,
    target_of,
    with_steps,
)
from rbdesk.domain.scoring import score
from rbdesk.workflow import catalog
from tests import build
from tests.domain.test_steps import some_answers

UNIT = catalog.instrument("lke-26-2020-unit")
ZI19 = catalog.instrument("lke-zi-10-2019")
ZI21 = catalog.instrument("lke-zi-90-2021")
TINY = build.tiny()
BAND_B = Target("B", Fraction(60))
SURVEYS = ("ZI19.B.I.1.a", "ZI19.B.II.1.a")


def answered(instrument: Instrument, seed: int, surveys: str = "3.7") -> dict[str, Answer]:
    """Middling answers everywhere, results from outside included."""
    answers = {**build.answers_everywhere(instrument, "second"), **some_answers(instrument, seed)}
    for node in instrument.nodes:
        if node.question is not None and node.question.scale.answer_type == "score_0_4":
            answers[node.code] = Answer(inputs(score=Decimal(surveys)))
    return answers


def after(instrument: Instrument, answers: Mapping[str, Answer], path: Path) -> Fraction:
    return score(instrument, with_steps(answers, path.steps)).percent()


# one office


def test_it_exceeds_the_band_and_says_exactly_what_a_new_score_says() -> None:
    for seed in range(6):
        answers = some_answers(UNIT, seed)
        path = shortest(UNIT, answers, BAND_B)
        assert path.start == score(UNIT, answers).percent()
        assert path.passes
        assert path.reached == after(UNIT, answers, path) > 60
        assert path.effort == sum(step.effort for step in path.steps)
        assert path.points == sum(step.points for step in path.steps)
        assert len({step.code for step in path.steps}) == len(path.steps)


def test_at_the_target_it_still_needs_a_step_and_a_hair_above_none() -> None:
    half = {node.code: Answer("C") for node in TINY.nodes if node.code == "X.P.1.ii.a"}
    at = score(TINY, half).percent()
    assert shortest(TINY, half, Target("", at)).effort > 0
    hair_below = shortest(TINY, half, Target("", at - Fraction(1, 10**9)))
    assert (hair_below.passes, hair_below.steps, hair_below.reached) == (True, (), at)


def test_a_target_that_is_reached_exactly_is_not_passed() -> None:
    # everything answered best is 100, and nothing is above that
    path = shortest(TINY, {"X.R.3.i.a": Answer(inputs(score=0))}, Target("", Fraction(100)))
    assert (path.passes, path.steps, path.effort) == (False, (), 0)
    assert path.most == 100
    assert path.reached == path.start


def by_trying_all(
    answers: Mapping[str, Answer], target: Target, limits: Limits
) -> tuple[int, Fraction] | None:
    """Least effort and most points of all plans on the tiny sheet, each scored afresh."""
    groups: dict[str, list[Candidate | None]] = {}
    for step in candidates(TINY, answers):
        if limits.allow(step):
            groups.setdefault(step.code, [None]).append(step)
    best: tuple[int, Fraction] | None = None
    start = score(TINY, answers)
    floors = [
        (next(group for group in TINY.areas if group.code == code), percent)
        for code, percent in limits.floors
    ]
    for plan in itertools.product(*groups.values()):
        steps = [step for step in plan if step is not None]
        effort = sum(step.effort for step in steps)
        if best is not None and effort > best[0]:
            continue
        points = sum((step.points for step in steps), Fraction(0))
        if (start.total + points) / 10 * 100 <= target.above:
            continue
        if limits.most_heavy is not None and sum(step.is_heavy for step in steps) > limits.most_heavy:
            continue
        if floors:
            sheet = score(TINY, with_steps(answers, steps))
            if any(sheet.area_percent(group.places) < percent for group, percent in floors):
                continue
        if best is None or (effort, -points) < (best[0], -best[1]):
            best = effort, points
    return best


@pytest.mark.parametrize("seed", range(12))
def test_on_a_small_sheet_it_is_the_best_of_all_plans_scored_afresh(seed: int) -> None:
    chance = random.Random(seed)
    answers = some_answers(TINY, seed)
    target = Target("", Fraction(chance.choice([30, 50, 60, 70, 80])))
    limits = Limits(
        without=frozenset(chance.sample([node.code for node in TINY.nodes if node.question], 3)),
        most_heavy=chance.choice([None, 0, 1, 2]),
        floors=(("1", Fraction(chance.choice([20, 50]))),) if seed % 2 else (),
    )
    path = shortest(TINY, answers, target, limits)
    best = by_trying_all(answers, target, limits)
    assert ((path.effort, path.points) if path.passes else None) == best


def test_questions_set_aside_and_other_areas_stay_as_they_are() -> None:
    answers = some_answers(UNIT, 3)
    free = shortest(UNIT, answers, Target("", Fraction(55)))
    without = frozenset(step.code for step in free.steps[:3])
    path = shortest(UNIT, answers, Target("", Fraction(55)), Limits(without=without))
    assert path.passes
    assert not without & {step.code for step in path.steps}
    assert (path.effort, -path.points) >= (free.effort, -free.points)
    only = shortest(UNIT, answers, Target("", free.start + 3), Limits(areas=frozenset({"7", "8"})))
    assert only.passes
    assert {step.area_code for step in only.steps} <= {"7", "8"}


def test_no_more_heavy_steps_than_allowed() -> None:
    answers = some_answers(UNIT, 4)
    free = shortest(UNIT, answers, BAND_B)
    heavy = sum(step.is_heavy for step in free.steps)
    assert heavy > 1
    path = shortest(UNIT, answers, BAND_B, Limits(most_heavy=1))
    assert sum(step.is_heavy for step in path.steps) <= 1
    assert path.passes
    assert path.effort >= free.effort


def test_each_area_reaches_its_floor_at_the_limit() -> None:
    answers = some_answers(UNIT, 5)
    floors = tuple((group.code, Fraction(50)) for group in UNIT.areas)
    path = shortest(UNIT, answers, Target("", Fraction(10)), Limits(floors=floors))
    sheet = score(UNIT, with_steps(answers, path.steps))
    assert path.passes
    assert all(sheet.area_percent(group.places) >= 50 for group in UNIT.areas)


def test_out_of_reach_it_says_how_far_one_can_get_and_what_blocks() -> None:
    limits = Limits(areas=frozenset({"7"}), floors=(("8", Fraction(50)),))
    path = shortest(UNIT, {}, BAND_B, limits)
    assert not path.passes
    assert (path.steps, path.effort, path.reached) == ((), 0, path.start)
    assert path.most == Fraction("4.15") / Fraction("36.3") * 100
    assert path.blocked == ("8",)


def test_an_effort_of_the_office_changes_the_path() -> None:
    answers = some_answers(UNIT, 6)
    free = shortest(UNIT, answers, BAND_B)
    harder = {step.code: 3 for step in free.steps}
    path = shortest(UNIT, answers, BAND_B, efforts=harder)
    assert {step.code for step in path.steps} != {step.code for step in free.steps}
    assert path.effort > free.effort


def test_the_order_of_answers_and_floors_changes_nothing() -> None:
    answers = some_answers(UNIT, 7)
    floors = (("3", Fraction(40)), ("7", Fraction(55)))
    one = shortest(UNIT, answers, BAND_B, Limits(floors=floors))
    other = shortest(UNIT, dict(reversed(answers.items())), BAND_B, Limits(floors=floors[::-1]))
    assert one.steps == other.steps


def test_steps_stand_area_by_area_in_the_order_of_the_sheet() -> None:
    path = shortest(UNIT, some_answers(UNIT, 8), BAND_B)
    places = [(step.area_code, step.place) for step in path.steps]
    assert places == sorted(places)
    assert len({code for code, _ in places}) > 2


# gates


def test_all_gates_are_met_and_none_by_more_than_is_cheapest() -> None:
    for instrument, level in ((ZI19, "WBK"), (ZI19, "WBBM"), (ZI21, "WBK"), (ZI21, "WBBM")):
        answers = answered(instrument, 1)
        path = shortest(instrument, answers, target_of(instrument, level))
        assert path.passes, (instrument.id, level, path.blocked)
        judged = judge_gates(instrument, score(instrument, with_steps(answers, path.steps)), level)
        assert path.gates == judged
        assert all(result.state is GateState.MET for result in judged)
        for step in path.steps:
            left = [other for other in path.steps if other is not step]
            results = judge_gates(instrument, score(instrument, with_steps(answers, left)), level)
            assert any(result.state is not GateState.MET for result in results), step


def test_a_high_total_still_needs_steps_in_the_weak_area() -> None:
    answers = build.answers_everywhere(ZI21, "best")
    weak = {node.code for node in ZI21.nodes if node.question and ZI21.area_of(node.code).code == "2"}
    answers = {code: answer for code, answer in answers.items() if code not in weak}
    path = shortest(ZI21, answers, target_of(ZI21, "WBBM"))
    assert path.start > 85
    assert path.passes
    assert {step.area_code for step in path.steps} == {"2"}


def test_missing_surveys_leave_the_path_open_but_lift_all_else() -> None:
    answers = answered(ZI19, 2)
    for code in SURVEYS:
        del answers[code]
    path = shortest(ZI19, answers, target_of(ZI19, "WBK"))
    assert not path.passes
    assert path.steps
    states = {result.gate.id: result.state for result in path.gates}
    assert GateState.MISSED not in states.values()
    assert {gate for gate, state in states.items() if state is GateState.UNKNOWN} <= {
        "total",
        "ZI19.B.I",
        "ZI19.B.I.1",
        "ZI19.B.II",
    }
    assert not {step.code for step in path.steps} & set(SURVEYS)


def test_a_survey_below_its_limit_is_lifted_to_the_tenth_that_passes() -> None:
    answers = answered(ZI19, 3, surveys="3.3")
    path = shortest(ZI19, answers, target_of(ZI19, "WBK"))
    assert path.passes
    lifted = {step.code: step.after for step in path.steps}
    assert lifted[SURVEYS[0]] == inputs(score=Decimal("3.6"))


def test_a_gate_that_nothing_can_lift_is_named() -> None:
    limits = Limits(without=frozenset({"ZI19.B.I.2.a"}))
    answers = {**answered(ZI19, 4), "ZI19.B.I.2.a": Answer(inputs(n_done=1, n_all=2))}
    path = shortest(ZI19, answers, target_of(ZI19, "WBK"), limits)
    assert not path.passes
    assert set(path.blocked) == {"ZI19.B.I", "ZI19.B.I.2"}


# the target


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("B", Target("B", Fraction(60))),
        ("bb", Target("BB", Fraction(70))),
        ("61,5", Target("", Fraction("61.5"))),
        ("61.5", Target("", Fraction("61.5"))),
        ("100", Target("", Fraction(100))),
    ],
)
def test_a_target_is_a_band_or_a_number(wanted: str, target: Target) -> None:
    assert target_of(UNIT, wanted) == target


def test_a_target_is_a_level_where_the_sheet_has_gates() -> None:
    assert target_of(ZI19, "wbbm") == Target("WBBM", Fraction(85), "WBBM")
    for sheet, wanted in ((UNIT, "WBK"), (UNIT, "E"), (UNIT, "101"), (UNIT, "-1"), (UNIT, "")):
        with pytest.raises(KeyError):
            target_of(sheet, wanted)


# many offices


def three_offices() -> dict[str, dict[str, Answer]]:
    return {f"32.16.0{number}": some_answers(UNIT, number) for number in (3, 1, 2)}


def test_the_mean_of_the_offices_exceeds_the_target_with_the_least_effort() -> None:
    offices = three_offices()
    path = shortest_together(UNIT, offices, BAND_B)
    means = [
        sum(score(UNIT, answers).percent() for answers in group) / 3
        for group in (
            list(offices.values()),
            [
                with_steps(answers, [step for step in path.steps if step.office == office])
                for office, answers in offices.items()
            ],
        )
    ]
    assert (path.start, path.reached) == (means[0], means[1])
    assert path.passes
    assert path.reached > 60
    assert [one.office for one in path.offices] == ["32.16.01", "32.16.02", "32.16.03"]
    each = shortest_together(UNIT, offices, BAND_B, each=True)
    assert each.effort >= path.effort


def test_help_goes_where_it_moves_most() -> None:
    # the same question, one office far behind in a heavy sheet and one with an easy step left
    near = build.answers_everywhere(UNIT, "best")
    step = next(one for one in candidates(UNIT, {}) if one.effort == 1 and one.points > Fraction("0.2"))
    del near[step.code]
    far = build.answers_everywhere(UNIT, "best")
    hard = next(one for one in candidates(UNIT, {}) if one.effort == 3 and one.points < Fraction("0.1"))
    del far[hard.code]
    path = shortest_together(UNIT, {"32.16.01": far, "32.16.02": near}, Target("", Fraction("99.7")))
    assert [(one.office, one.code) for one in path.steps] == [("32.16.02", step.code)]


def test_every_office_by_itself_takes_its_own_path() -> None:
    offices = three_offices()
    path = shortest_together(UNIT, offices, BAND_B, Limits(most_heavy=6), each=True)
    own = [
        shortest(UNIT, answers, BAND_B, Limits(most_heavy=6), office=office)
        for office, answers in sorted(offices.items())
    ]
    assert path.steps == tuple(step for one in own for step in one.steps)
    assert path.effort == sum(one.effort for one in own)
    assert all(one.passes for one in path.offices)


def test_an_office_left_out_has_no_steps_and_stays_in_the_mean() -> None:
    offices = three_offices()
    out = frozenset({"32.16.02"})
    path = shortest_together(UNIT, offices, Target("", Fraction(55)), Limits(without_offices=out))
    assert path.passes
    assert out & {step.office for step in path.steps} == set()
    left = next(one for one in path.offices if one.office == "32.16.02")
    assert left.reached == left.start == score(UNIT, offices["32.16.02"]).percent()
    each = shortest_together(UNIT, offices, BAND_B, Limits(without_offices=out), each=True)
    assert each.passes
    assert [one.passes for one in each.offices] == [True, False, True]


def test_the_limit_of_heavy_steps_is_of_all_offices_together() -> None:
    path = shortest_together(UNIT, three_offices(), BAND_B, Limits(most_heavy=2))
    assert path.passes
    assert sum(step.is_heavy for step in path.steps) <= 2


def test_floors_hold_at_every_office() -> None:
    offices = three_offices()
    limits = Limits(floors=(("7", Fraction(60)), ("8", Fraction(40))))
    path = shortest_together(UNIT, offices, Target("", Fraction(20)), limits)
    for office, answers in offices.items():
        sheet = score(UNIT, with_steps(answers, [one for one in path.steps if one.office == office]))
        shares = {group.code: sheet.area_percent(group.places) for group in UNIT.areas}
        assert shares["7"] >= 60
        assert shares["8"] >= 40


def test_gates_are_asked_of_every_office() -> None:
    offices = {f"32.16.0{number}": answered(ZI19, number) for number in (1, 2)}
    path = shortest_together(ZI19, offices, target_of(ZI19, "WBK"))
    assert path.each
    for office, answers in offices.items():
        own = [step for step in path.steps if step.office == office]
        results = judge_gates(ZI19, score(ZI19, with_steps(answers, own)), "WBK")
        assert all(result.state is GateState.MET for result in results)


def test_lines_gather_the_offices_of_a_question_and_the_largest_gain_comes_first() -> None:
    path: RegencyPath = shortest_together(UNIT, three_offices(), BAND_B)
    sums = [sum(step.points for step in steps) for _, steps in path.lines]
    assert sums == sorted(sums, reverse=True)
    assert sorted(step for _, steps in path.lines for step in [(s.office, s.code) for s in steps]) == sorted(
        (step.office, step.code) for step in path.steps
    )


def test_without_offices_there_is_no_mean() -> None:
    with pytest.raises(ValueError, match="no offices"):
        shortest_together(UNIT, {}, BAND_B)


# an independent solver, told only the steps and the rules


def by_highs(
    instrument: Instrument,
    offices: Mapping[str, Mapping[str, Answer]],
    steps: Sequence[Candidate],
    target: Target,
    limits: Limits,
) -> tuple[int, float] | None:
    """Least effort and most points that HiGHS finds over the steps; None if it finds no plan.

    Rows are written from the sheet itself: one step a question, gates or target, floors, heavy steps.
    """
    columns = range(len(steps))
    points = np.array([float(step.points) for step in steps])
    efforts = np.array([float(step.effort) for step in steps])
    rows: list[np.ndarray] = []
    least: list[float] = []
    most: list[float] = []

    def demand(row: np.ndarray, low: float, high: float = np.inf) -> None:
        rows.append(row)
        least.append(low)
        most.append(high)

    def within(office: str, places: Sequence[int]) -> np.ndarray:
        leaves = {leaf for place in places for leaf in instrument.questions_under(place)}
        return np.array([step.office == office and step.place in leaves for step in steps], dtype=float)

    for office, code in {(step.office, step.code) for step in steps}:
        demand(np.array([(step.office, step.code) == (office, code) for step in steps], dtype=float), 0, 1)
    for office, answers in offices.items():
        sheet = score(instrument, answers)
        for code, percent in limits.floors:
            group = next(group for group in instrument.areas if group.code == code)
            lacking = percent / 100 * Fraction(group.weight) - sheet.area(group.places)
            demand(within(office, group.places) * points, float(lacking) - 1e-9)
        level = instrument.gate_level(target.level)
        for gate in level.gates if level else ():
            lacking = gate.limit - sum(sheet.points[place] for place in gate.places)
            demand(within(office, gate.places) * points, float(lacking) - 1e-9)
    if not target.level:
        held = sum(score(instrument, answers).percent() for answers in offices.values()) / len(offices)
        lacking = (target.above - held) / 100 * len(offices) * Fraction(instrument.weight)
        demand(points, float(lacking) + 1e-9)
    if limits.most_heavy is not None:
        demand(np.array([float(step.is_heavy) for step in steps]), 0, limits.most_heavy)

    def solve(costs: np.ndarray, most_effort: float) -> np.ndarray | None:
        matrix = sparse.csr_array(np.array([*rows, efforts]))
        constraint = optimize.LinearConstraint(matrix, [*least, 0], [*most, most_effort])
        found = optimize.milp(
            costs,
            integrality=np.ones(len(columns)),
            bounds=optimize.Bounds(0, 1),
            constraints=constraint,
            options={"mip_rel_gap": 0},
        )
        return None if found.x is None else np.rint(found.x)

    first = solve(efforts, np.inf)
    if first is None:
        return None
    effort = round(float(efforts @ first))
    second = solve(-points, effort)
    assert second is not None
    return effort, float(points @ second)


def agrees(path: Path | RegencyPath, judged: tuple[int, float] | None) -> bool:
    if not path.is_possible or judged is None:
        return not path.is_possible and judged is None
    return path.effort == judged[0] and abs(float(path.points) - judged[1]) < 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_agrees_on_the_way_through_all_gates(seed: int) -> None:
    instrument = (ZI19, ZI21)[seed % 2]
    answers = answered(instrument, seed, surveys="3.3")
    target = target_of(instrument, ("WBK", "WBBM")[seed // 2 % 2])
    limits = Limits(most_heavy=(None, 9, 14)[seed % 3])
    path = shortest(instrument, answers, target, limits)
    assert agrees(path, by_highs(instrument, {"": answers}, path.candidates, target, limits))


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_agrees_on_a_band_with_floors_and_limits(seed: int) -> None:
    answers = some_answers(UNIT, seed)
    limits = Limits(
        most_heavy=(None, 4)[seed % 2], floors=(("3", Fraction(50)), ("8", Fraction(65)))[: seed % 3]
    )
    path = shortest(UNIT, answers, BAND_B, limits)
    assert agrees(path, by_highs(UNIT, {"": answers}, path.candidates, BAND_B, limits))


def test_an_independent_solver_agrees_on_three_offices_together() -> None:
    offices = three_offices()
    limits = Limits(most_heavy=5, floors=(("7", Fraction(50)),))
    path = shortest_together(UNIT, offices, BAND_B, limits)
    assert agrees(path, by_highs(UNIT, offices, path.candidates, BAND_B, limits))
