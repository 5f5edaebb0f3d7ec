from __future__ import annotations

from decimal import Decimal

import pytest

from rbdesk.domain.assessment import EMPTY, Answer, inputs, value_fault
from tests.build import a_key, an_assessment, an_evidence, answers_everywhere, tiny

SHEET = tiny()


def fault(code: str, value: object) -> str | None:
    return value_fault(SHEET.question(code).scale, value)


def test_a_question_without_an_entry_is_unanswered_which_is_not_zero():
    assert an_assessment().answer("X.P.1.i.a") == EMPTY
    assert EMPTY.value is None
    assert Answer("C").value is not None


def test_an_answer_says_nothing_only_without_value_and_note():
    assert EMPTY.is_empty
    assert not Answer(None, "menunggu SK").is_empty
    assert not Answer("A").is_empty


def test_replacing_one_answer_leaves_the_former_assessment_as_it_was():
    before = an_assessment({"X.P.1.i.a": "A", "X.P.1.i.b": "B"})

    after = before.with_answer("X.P.1.i.a", Answer("C"))

    assert before.answer("X.P.1.i.a") == Answer("A")
    assert after.answer("X.P.1.i.a") == Answer("C")
    assert after.answer("X.P.1.i.b") == Answer("B")
    assert after.key == a_key()


def test_evidence_that_was_taken_away_does_not_stand():
    kept, gone = an_evidence("X.P.1.i.a"), an_evidence("X.P.1.i.a", "f" * 64, on=False)
    assessment = an_assessment(evidence=(kept, gone, an_evidence("X.P.1.i.b")))

    assert assessment.evidence_of("X.P.1.i.a") == (kept,)


def test_numbers_are_one_value_in_whatever_order_they_are_named():
    assert inputs(n_due=4, n_done=3) == inputs(n_done=Decimal(3), n_due=Decimal(4))


@pytest.mark.parametrize("want", ["best", "worst", "second"])
def test_every_kind_of_answer_is_allowed_to_its_own_question(want):
    assert [
        code for code, answer in answers_everywhere(SHEET, want).items() if fault(code, answer.value)
    ] == []


def test_nothing_is_always_allowed():
    assert all(fault(SHEET.nodes[place].code, None) is None for place in SHEET.question_places)


@pytest.mark.parametrize(
    ("code", "value", "why"),
    [
        ("X.P.1.i.a", "D", "option"),
        ("X.P.1.i.a", "", "option"),
        ("X.P.1.i.a", "a", "option"),
        ("X.P.1.i.c", "A", "option"),
        ("X.P.1.i.a", inputs(score=1), "option"),
        ("X.R.1.i.a", "A", "inputs"),
        ("X.R.1.i.a", inputs(n_due=5, n_done=1), "inputs"),
        ("X.R.1.i.a", inputs(n_due=5, n_done=1, n_open=1, n_late=1), "inputs"),
        ("X.R.1.i.b", (("n_done", Decimal(1)), ("n_done", Decimal(1)), ("n_staff", Decimal(2))), "inputs"),
        ("X.R.1.i.b", inputs(n_done=-1, n_staff=2), "range"),
        ("X.R.1.i.b", inputs(n_done=Decimal("NaN"), n_staff=2), "range"),
        ("X.R.1.i.b", inputs(n_done=Decimal("Infinity"), n_staff=2), "range"),
        ("X.R.1.i.b", inputs(n_done=10**15 + 1, n_staff=2), "range"),
        ("X.R.1.i.b", inputs(n_done=10**15, n_staff=2), None),
        ("X.R.1.i.b", inputs(n_done=Decimal("1.5"), n_staff=2), "whole"),
        ("X.R.1.i.a", inputs(n_due=5, n_done=6, n_open=0), "numerator"),
        ("X.R.1.i.a", inputs(n_due=0, n_done=1, n_open=0), "numerator"),
        ("X.R.1.i.a", inputs(n_due=5, n_done=3, n_open=3), "consistency"),
        ("X.R.1.i.a", inputs(n_due=5, n_done=3, n_open=2), None),
        ("X.R.1.i.a", inputs(n_due=0, n_done=0, n_open=0), None),
        ("X.R.1.i.b", inputs(n_done=9, n_staff=2), None),
        ("X.R.1.ii.a", inputs(n_before=2, n_now=5), None),
        ("X.R.3.i.a", inputs(score=Decimal("3.62")), None),
        ("X.R.3.i.a", inputs(score=Decimal("4.01")), "range"),
    ],
)
def test_a_value_that_cannot_answer_says_why(code, value, why):
    assert fault(code, value) == why
