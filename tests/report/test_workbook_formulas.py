"""The arithmetic of the engine in a spreadsheet's words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.instrument import Band, Scale
from rbdesk.report import workbook_formulas as formulas
from rbdesk.report.workbook_contents import EMPTY, WRONG
from tests.build import tiny

SHEET = tiny()


def scale(code: str) -> Scale:
    return SHEET.question(code).scale


def test_an_option_is_worth_what_the_instrument_says_whatever_blanks_stand_around_it() -> None:
    formula = formulas.share(scale("X.P.1.i.b"), "E7", {}, "I7")

    assert formula == '=IF(I7<>"",0,' + (
        'IF(TRIM(E7)="A",1,IF(TRIM(E7)="B",0.67,IF(TRIM(E7)="C",0.33,IF(TRIM(E7)="D",0,0)))))'
    )


def test_an_answer_counts_only_if_it_is_an_option() -> None:
    formula = formulas.state(scale("X.P.1.i.c"), "E7", {})

    assert formula == (
        f'=IFERROR(IF(TRIM(E7)="","{EMPTY}",IF(OR(TRIM(E7)="Ya",TRIM(E7)="Tidak"),"","{WRONG}")),"{WRONG}")'
    )


def test_a_ratio_asks_for_its_denominator_before_it_divides() -> None:
    cells = {"n_due": "E8", "n_open": "E9", "n_done": "E10"}

    assert (
        formulas.share(scale("X.R.1.i.a"), "E7", cells, "I7")
        == '=IF(I7<>"",0,IF(E8=0,1,MAX(0,MIN(1,E10/E8))))'
    )


def test_numbers_count_only_within_every_rule_that_the_engine_knows() -> None:
    cells = {"n_due": "E8", "n_open": "E9", "n_done": "E10"}

    formula = formulas.state(scale("X.R.1.i.a"), "E7", cells)

    assert "COUNT(E8:E10)<3" in formula
    assert "E8=INT(E8)" in formula
    assert "E10<=E8" in formula  # the numerator within the denominator
    assert "(E10+E9)<=E8" in formula  # parts and their whole


def test_what_is_not_due_is_left_out_of_a_checklists_mean() -> None:
    cells = {"n_due": "E8", "n_open": "E9", "n_done": "E10"}

    formula = formulas.share(scale("X.R.1.i.a"), "E7", cells, "I7", none_due=True)

    assert 'IF(E8=0,"tidak dihitung"' in formula


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(), EMPTY),
        (Answer(inputs(n_due=4, n_open=1, n_done=3)), ""),
        (Answer(inputs(n_due=1, n_open=1, n_done=3)), WRONG),
    ],
)
def test_the_state_of_a_kept_answer_is_what_its_formula_would_say(answer: Answer, state: str) -> None:
    assert formulas.state_value(scale("X.R.1.i.a"), answer) == state


def test_a_limit_belongs_to_the_band_below_it() -> None:
    bands = [
        Band("B", "Baik", Decimal(60)),
        Band("CC", "Cukup", Decimal(50)),
        Band("D", "Kurang", Decimal(0)),
    ]

    formula = formulas.band("G5", bands, ["A1", "A2", "A3"], ["C1", "C2", "C3"])

    assert formula == "=IF(ROUND(G5*100,9)>C1,A1,IF(ROUND(G5*100,9)>C2,A2,A3))"


def test_a_text_in_a_formula_cannot_end_it() -> None:
    assert formulas.literal('A"&B') == '"A""&B"'


def test_a_fraction_is_written_with_all_the_digits_of_a_cell() -> None:
    assert float(formulas.number(Fraction(1, 3))) == 1 / 3
    assert formulas.number(Decimal("0.670")) == "0.670"


def test_points_of_nothing_are_no_share() -> None:
    assert formulas.ratio("G5", "D5") == "=IF(ISNUMBER(G5),IF(D5=0,0,G5/D5),G5)"
