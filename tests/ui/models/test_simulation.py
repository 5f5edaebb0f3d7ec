from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

from rbdesk.domain import pathway, scoring
from rbdesk.domain.assessment import Answer
from rbdesk.domain.scoring import percent_of, score
from rbdesk.ui.models.simulation import Choice, Simulation, aim
from tests.ui.pages.offices import CODES, SHEET, complete, half

ANSWERS = complete()


def a_simulation(answers=None, efforts=None) -> Simulation:
    made = Simulation(SHEET)
    given = ANSWERS if answers is None else answers
    made.set_answers(given, score(SHEET, given), efforts or {})
    return made


def test_rows_are_the_nearest_steps_those_first_that_bring_most():
    simulation = a_simulation()
    nearest = pathway.nearest(pathway.candidates(SHEET, ANSWERS))
    rows = simulation.rows()
    assert {row.candidate for row in rows} == set(nearest)
    assert [row.points for row in rows] == sorted((row.points for row in rows), reverse=True)
    for row in rows:
        assert row.points == percent_of(row.candidate.points, Fraction(SHEET.weight))


def test_the_plan_is_worth_what_the_engine_says():
    simulation = a_simulation()
    first, second = simulation.rows()[0], simulation.rows()[5]
    for row in (first, second):
        simulation.choose(row.code, True)
    planned = {
        **ANSWERS,
        first.code: Answer(first.candidate.after),
        second.code: Answer(second.candidate.after),
    }
    assert simulation.percent() == score(SHEET, planned).percent()
    assert simulation.percent() == score(SHEET, ANSWERS).percent() + first.points + second.points


def test_nothing_ticked_is_the_score_of_now():
    simulation = a_simulation()
    assert simulation.percent() == score(SHEET, ANSWERS).percent()
    assert not any(row.is_chosen for row in simulation.rows())


def test_the_answers_stay_as_they_are():
    answers = MappingProxyType(dict(ANSWERS))
    simulation = a_simulation(answers)
    for row in simulation.rows():
        simulation.choose(row.code, True)
    assert simulation.percent() > 95
    assert dict(answers) == ANSWERS


def test_words_of_options_ratios_and_unanswered_questions():
    by_code = {row.code: row for row in a_simulation(half()).rows()}
    option, ratio, unanswered = by_code["U.P.1.i.a"], by_code["U.R.1.i.a"], by_code[CODES[-1]]
    assert (option.before, option.after) == ("B", "A")
    assert option.where == "P.1.i.a · Manajemen Perubahan"
    assert (ratio.before, ratio.after) == ("50%", "75%")
    assert ratio.where.endswith(" · Reform")
    assert unanswered.before == "belum"
    assert option.words == SHEET.question("U.P.1.i.a").action


def test_an_own_effort_stands_in_place_of_the_sheets():
    row = a_simulation().rows()[0]
    harder = {one.code: one for one in a_simulation(efforts={row.code: 3}).rows()}[row.code]
    assert harder.effort == 3


def test_a_wider_step_of_a_question_takes_the_place_of_the_nearest():
    simulation = a_simulation({code: Answer("D") for code in ("U.P.1.i.b",)})
    near, *_, far = simulation.steps_of("U.P.1.i.b")
    simulation.choose_step(far.candidate)
    shown = next(row for row in simulation.rows() if row.code == "U.P.1.i.b")
    assert (near.after, shown.after, shown.is_chosen) == ("C", "A", True)
    simulation.choose("U.P.1.i.b", False)
    assert next(row for row in simulation.rows() if row.code == "U.P.1.i.b").after == "C"


def test_a_step_goes_when_its_question_gets_there():
    simulation = a_simulation()
    row = next(row for row in simulation.rows() if row.code == "U.P.1.i.a")
    simulation.choose(row.code, True)
    now = {**ANSWERS, row.code: Answer(row.candidate.after)}
    simulation.set_answers(now, score(SHEET, now), {})
    assert simulation.choice == Choice()


def test_what_is_ticked_stays_in_sight_when_one_area_is_looked_at():
    simulation = a_simulation()
    other = next(row for row in simulation.rows() if row.candidate.area_code != "7")
    simulation.choose(other.code, True)
    simulation.look_at(["7"])
    seen = [row for row in simulation.rows() if simulation.is_shown(row)]
    assert other.code in [row.code for row in seen]
    assert {row.candidate.area_code for row in seen if not row.is_chosen} == {"7"}
    assert simulation.limits() == pathway.Limits(areas=frozenset("7"))


def test_what_is_left_out_loses_its_tick_and_is_not_proposed():
    simulation = a_simulation()
    code = simulation.rows()[0].code
    simulation.choose(code, True)
    simulation.leave_out(code, True)
    assert simulation.choice.steps == {}
    assert simulation.rows()[0].is_left_out
    found = pathway.shortest(SHEET, ANSWERS, pathway.target_of(SHEET, "B"), simulation.limits())
    assert code not in [step.code for step in found.steps]
    simulation.leave_out(code, False)
    assert not simulation.choice.is_limited


def test_every_decision_can_be_taken_back_and_taken_again():
    simulation = a_simulation()
    codes = [row.code for row in simulation.rows()[:2]]
    simulation.choose(codes[0], True)
    simulation.choose(codes[1], True)
    simulation.allow_heavy(1)
    assert simulation.undo()
    assert simulation.undo()
    assert list(simulation.choice.steps) == codes[:1]
    assert simulation.redo()
    assert list(simulation.choice.steps) == codes
    simulation.choose(codes[1], True)  # nothing new
    assert simulation.redo()
    assert simulation.choice.most_heavy == 1
    assert not simulation.redo()


def test_the_choice_survives_a_restart_in_plain_values():
    simulation = a_simulation()
    row = simulation.rows()[3]
    simulation.choose(row.code, True)
    simulation.look_at(["7", "8"])
    simulation.allow_heavy(0)
    simulation.ask_of_areas(50)
    again = a_simulation()
    again.restore(simulation.state())
    assert again.choice == simulation.choice
    again.restore(
        {
            "steps": {row.code: 99, "U.X": 0},
            "without": ["U.X"],
            "areas": ["99"],
            "most_heavy": "x",
            "least": 101,
        }
    )
    assert again.choice == Choice()


@pytest.mark.parametrize(
    ("target", "word", "band"), [("60", "B", "B"), ("65", "di atas 65", "B"), ("62.5", "di atas 62,50", "B")]
)
def test_the_aim_is_a_band_only_where_the_target_is_its_limit(target, word, band):
    words, found = aim(SHEET, Decimal(target))
    assert words == word
    assert found == next(one for one in SHEET.bands if one.code == band)
    assert scoring.band(SHEET, Decimal(target) + Decimal("0.01")) == found
