"""What the workbooks say."""

from __future__ import annotations

from rbdesk.report import workbook_contents as words
from rbdesk.workflow import catalog
from tests.build import tiny


def test_options_are_told_line_by_line() -> None:
    assert words.criteria(tiny().question("X.P.1.i.a")) == "A. Sudah\nB. Sebagian\nC. Belum"


def test_a_ratio_tells_what_is_divided_by_what_and_its_rule_for_zero() -> None:
    assert (
        words.criteria(tiny().question("X.R.1.i.a"))
        == "Selesai ÷ Harus ditindaklanjuti\nBila nol, nilainya 1."
    )


def test_whatever_a_spreadsheet_says_of_a_wrong_answer_fits_its_box() -> None:
    for instrument in catalog.list_instruments():
        for place in instrument.question_places:
            question = instrument.nodes[place].question
            assert question is not None
            if question.scale.options:
                assert 0 < len(words.option_fault(question)) <= 255
            for item in question.scale.inputs:
                assert 0 < len(words.number_fault(item)) <= 255


def test_an_ampersand_in_a_title_is_no_code_of_the_foot() -> None:
    assert words.footer("Tata & Laksana").startswith("&L&8Tata && Laksana&C")
