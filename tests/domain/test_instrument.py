from __future__ import annotations

from fractions import Fraction

import pytest

from tests.build import tiny


def test_a_question_is_found_by_its_code_with_its_area_and_its_line_of_parents():
    sheet = tiny()
    place = sheet.place_of["X.R.1.i.a"]

    assert sheet.question("X.R.1.i.a").scale.answer_type == "ratio"
    assert [sheet.nodes[above].code for above in sheet.ancestors(place)] == [
        "X.R.1.i",
        "X.R.1",
        "X.R",
        "lembar-kecil",
    ]
    assert sheet.area_of("X.R.1.i.a").short == "Perubahan"


def test_an_area_that_stands_in_two_parts_is_one_area_with_both_weights():
    areas = {area.short: area for area in tiny().areas}

    assert list(areas) == ["Perubahan", "Layanan", "Hasil"]
    assert areas["Perubahan"].weight == 7
    assert [tiny().nodes[place].code for place in areas["Perubahan"].places] == ["X.P.1", "X.R.1"]


@pytest.mark.parametrize("code", ["X.P", "lembar-kecil", "U.P.1.i.a"])
def test_what_lies_in_no_area_says_so(code):
    with pytest.raises(KeyError):
        tiny().area_of(code)


def test_only_a_question_answers_to_question():
    with pytest.raises(KeyError):
        tiny().question("X.P.1.i")


def test_people_read_codes_without_the_letter_that_all_of_them_share():
    assert tiny().display("X.P.1.i.a") == "P.1.i.a"


def test_the_share_of_a_question_is_its_subcomponent_by_the_number_of_its_questions():
    sheet = tiny()

    assert sheet.question_share_weight(sheet.place_of["X.P.1.i.a"]) == Fraction(24, 10) / 3


def test_questions_under_a_node_are_those_below_it_in_order():
    sheet = tiny()

    codes = [sheet.nodes[place].code for place in sheet.questions_under(sheet.place_of["X.R.1"])]

    assert codes == ["X.R.1.i.a", "X.R.1.i.b", "X.R.1.ii.a"]


def test_the_evidence_rule_has_words_for_each_kind_of_answer():
    rule = tiny().evidence_rule

    assert rule is not None
    assert rule.label("abc") == "wajib untuk A/B"
    assert rule.label("ratio") == "wajib bila di atas nol"
