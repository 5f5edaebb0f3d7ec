import math
from fractions import Fraction

from rbdesk.analysis import frames
from rbdesk.analysis.cases import Case
from tests.analysis.sheets import SHEET, a_sheet, without
from tests.build import answers_everywhere

FIRST = "U.P.1.i.a"


def test_scores_stand_by_office_and_area_with_the_total():
    sheets = {"32.16.01": a_sheet("best"), "32.16.02": a_sheet("second")}
    frame = frames.scores_frame(sheets)
    assert frame.shape == (2, 9)
    assert list(frame.columns) == ["1", "2", "3", "4", "5", "6", "7", "8", "total"]
    assert list(frame.loc["32.16.01"]) == [100.0] * 9
    for group in SHEET.areas:
        assert frame.at["32.16.02", group.code] == float(sheets["32.16.02"].area_percent(group.places))
    assert frame.at["32.16.02", "total"] == float(sheets["32.16.02"].percent())


def test_an_unanswered_question_is_no_number_and_not_zero():
    answers = answers_everywhere(SHEET, "worst")
    frame = frames.answers_frame({"32.16.01": without(answers, FIRST)})
    assert frame.shape == (1, 110)
    assert math.isnan(frame.at["32.16.01", FIRST])
    assert frame.drop(columns=FIRST).notna().all(axis=None)


def test_frames_of_nothing_are_empty():
    assert frames.scores_frame({}).empty
    assert frames.answers_frame({}).empty
    assert list(frames.cases_frame([]).columns) == ["verifier", "area", "office", "code", "change"]


def test_a_case_is_a_row():
    frame = frames.cases_frame([Case("01", FIRST, "1", "V", Fraction(1), Fraction(1, 2))])
    assert frame.iloc[0].to_dict() == {
        "verifier": "V",
        "area": "1",
        "office": "01",
        "code": FIRST,
        "change": -0.5,
    }
