"""What an office's workbook is made of."""

from __future__ import annotations

from fractions import Fraction

from rbdesk.domain import scoring
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.report.workbook_material import Worth, base_digest, base_rows, value_text
from rbdesk.workflow import catalog
from tests.build import an_evidence
from tests.report.filled import a_book


def test_values_are_one_text_whatever_order_they_were_typed_in() -> None:
    assert value_text(inputs(n_due=4, n_done=3)) == '{"n_done":"3","n_due":"4"}'
    assert value_text("B") == '"B"'
    assert value_text(None) == "null"


def test_another_answer_or_note_is_another_digest() -> None:
    digests = {
        base_digest(base_rows(a_book(answers)))
        for answers in ({}, {"X.P.1.i.a": Answer("A")}, {"X.P.1.i.a": Answer("A", "catatan")})
    }

    assert len(digests) == 3


def test_evidence_comes_in_the_order_of_the_questions_without_what_was_taken_away() -> None:
    later, first = an_evidence("X.R.1.i.a", "1" * 64), an_evidence("X.P.1.i.a", "2" * 64)
    gone = an_evidence("X.P.1.i.b", "3" * 64, on=False)

    assert a_book(evidence=(later, gone, first)).evidence_rows() == (first, later)


def test_an_item_of_which_none_was_due_is_worth_nothing_known_in_a_checklist() -> None:
    checklist = catalog.instrument("strategi-4-1")
    answers = {"S.pengawasan.2": Answer(inputs(n_all=0, n_done=0))}
    worth = Worth(scoring.score(checklist, answers), answers)

    assert worth.share(checklist.place_of["S.pengawasan.2"]) is None
    assert worth.share(checklist.place_of["S.pengawasan.1"]) == Fraction(0)
