from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.scoring import score
from rbdesk.domain.trace import area_trace, explain, sheet_trace, trace
from tests.build import answers_everywhere, tiny
from tests.domain.test_scoring import PICKS, TINY, UNIT, _unit_answers, answers_to


@given(answers_to(TINY))
def test_the_steps_of_every_node_sum_exactly_to_its_points(answers):
    sheet = score(TINY, answers)

    for place, node in enumerate(TINY.nodes):
        found = trace(TINY, answers, node.code)
        assert sum(step.points for step in found.steps) == found.points == sheet.points[place]
        assert sum(step.weight for step in found.steps) == found.weight
        assert sum(step.answered for step in found.steps) == sheet.answered[place]


@settings(max_examples=12)
@given(PICKS)
def test_every_node_of_the_real_sheet_is_explained_down_to_its_answers(picks):
    answers = _unit_answers(picks)
    sheet = score(UNIT, answers)

    def explained(code: str) -> Fraction:
        found = trace(UNIT, answers, code)
        if found.node.level in ("subcomponent", "question"):
            return sum((step.points for step in found.steps), Fraction(0))
        return sum((explained(step.code) for step in found.steps), Fraction(0))

    assert explained("") == sheet.total


@given(PICKS)
def test_the_areas_of_the_real_sheet_are_explained_across_parts(picks):
    answers = _unit_answers(picks)
    sheet = score(UNIT, answers)

    found = [area_trace(UNIT, answers, area.short) for area in UNIT.areas]

    for area, one in zip(UNIT.areas, found, strict=True):
        assert sum(step.points for step in one.steps) == one.points == sheet.area(area.places)
        assert one.percent == sheet.area_percent(area.places)
    assert sum(one.points for one in found) == sheet.total


def test_a_question_explains_itself_with_its_answer_and_share():
    value = inputs(n_due=86, n_done=72, n_open=0)

    (step,) = trace(TINY, {"X.R.1.i.a": Answer(value)}, "X.R.1.i.a").steps

    assert step.value == value
    assert step.share is not None
    assert step.share.value == Fraction(72, 86)
    assert step.points == Fraction(72, 86)
    assert step.weight == 1


def test_an_unanswered_question_stands_in_the_trace_as_unanswered():
    steps = trace(TINY, {"X.P.1.i.a": Answer("C")}, "X.P.1.i").steps

    assert [(step.value, step.share is not None and step.share.answered) for step in steps] == [
        ("C", True),
        (None, False),
        (None, False),
    ]


def test_the_largest_loss_is_where_most_points_are_missing():
    answers = {**answers_everywhere(TINY, "best"), "X.P.1.ii.a": Answer("D"), "X.P.1.i.c": Answer("Tidak")}

    found = trace(TINY, answers, "X.P.1")

    assert found.largest_loss is not None
    assert found.largest_loss.code == "X.P.1.ii"
    assert trace(TINY, answers, "X.R").largest_loss is None


def test_a_number_that_does_not_exist_cannot_be_explained():
    with pytest.raises(KeyError):
        trace(tiny(), {}, "X.P.9")
    with pytest.raises(KeyError):
        area_trace(tiny(), {}, "Keuangan")


@settings(max_examples=12)
@given(PICKS)
def test_the_areas_of_the_whole_sum_exactly_to_it(picks):
    answers = _unit_answers(picks)
    sheet = score(UNIT, answers)

    found = sheet_trace(UNIT, answers)

    assert sum(step.points for step in found.steps) == found.points == sheet.total
    assert sum(step.weight for step in found.steps) == found.weight == UNIT.weight
    assert [step.points for step in found.steps] == [sheet.area(area.places) for area in UNIT.areas]
    assert sum(step.answered for step in found.steps) == sheet.answered[0]


def test_a_number_is_named_by_code_as_shown_or_as_kept_or_by_its_area():
    answers = answers_everywhere(UNIT, "second")

    assert explain(UNIT, answers, "total") == explain(UNIT, answers, "") == sheet_trace(UNIT, answers)
    assert explain(UNIT, answers, "7") == explain(UNIT, answers, "Pengawasan")
    assert explain(UNIT, answers, "P.7.ii") == trace(UNIT, answers, "U.P.7.ii")
    with pytest.raises(KeyError):
        explain(UNIT, answers, "P.42")
