from fractions import Fraction
from statistics import median

import pytest

from rbdesk.analysis import calibration
from rbdesk.analysis.cases import Case
from tests.analysis.sheets import AREAS, SHEET, a_sheet

HALF = Fraction(1, 2)


def cases(verifier: str, lowered: int, same: int, area: str = "1", raised: int = 0) -> list[Case]:
    worths = [(Fraction(1), HALF)] * lowered + [(HALF, HALF)] * same + [(HALF, Fraction(1))] * raised
    return [Case("01", f"U.P.{area}.{at}", area, verifier, *pair) for at, pair in enumerate(worths)]


def severity(verifier: str, *given: list[Case]) -> calibration.Severity:
    found = calibration.severities([case for of_one in given for case in of_one])
    return next(one for one in found if one.verifier == verifier)


def test_each_area_says_how_every_office_moved():
    own = {"01": a_sheet("best"), "02": a_sheet("second"), "03": a_sheet("second")}
    verified = {"01": a_sheet("second"), "02": a_sheet("second"), "03": a_sheet("best")}
    found = calibration.movements(SHEET, own, verified, {})
    assert [one.code for one in found] == ["1", "2", "3", "4", "5", "6", "7", "8", ""]
    whole = found[-1]
    changes = [verified[code].percent() - own[code].percent() for code in own]
    assert [move.change for move in whole.moves] == sorted(changes)
    assert whole.middle == median(changes) == 0
    assert (whole.lowered, whole.raised, whole.is_few) == (1, 1, True)
    seventh = found[6]
    for move in seventh.moves:
        assert move.own == own[move.office].area_percent(SHEET.areas[6].places)
        assert move.verified == verified[move.office].area_percent(SHEET.areas[6].places)


def test_an_office_with_an_open_question_counts_only_in_the_other_areas():
    sheets = {"01": a_sheet("best")}
    found = calibration.movements(SHEET, sheets, sheets, {"01": {AREAS["7"][0]}})
    assert [len(one.moves) for one in found] == [1, 1, 1, 1, 1, 1, 0, 1, 0]
    assert found[6].middle is None


def test_an_office_without_a_value_of_its_own_does_not_count():
    assert calibration.movements(SHEET, {}, {"01": a_sheet()}, {})[-1].moves == ()


def test_a_verifier_is_counted_and_the_middle_is_that_of_the_changes():
    found = severity("A", cases("A", lowered=3, same=10, raised=1), cases("B", 1, 30))
    assert (found.cases, found.lowered, found.raised, found.middle) == (14, 3, 1, -HALF)
    assert severity("C", cases("C", 0, 5)).middle is None


@pytest.mark.parametrize(
    ("lowered", "same", "verdict"), [(20, 20, "stricter"), (4, 36, "alike"), (0, 60, "milder")]
)
def test_severity_is_told_where_the_others_lie_outside_the_interval(lowered, same, verdict):
    found = severity("A", cases("A", lowered, same), cases("B", 12, 88))
    assert found.verdict == verdict
    assert found.usual == pytest.approx(0.12)


@pytest.mark.parametrize(("own", "others"), [(19, 100), (100, 19)])
def test_few_cases_on_either_side_are_said_and_not_judged(own, others):
    assert severity("A", cases("A", own, 0), cases("B", 0, others)).verdict == "few"


def test_alone_a_verifier_cannot_be_compared():
    found = severity("A", cases("A", 30, 30))
    assert (found.verdict, found.compared) == ("few", 0)


def test_who_judges_the_hard_area_is_not_stricter_for_it():
    """In area 7 everybody lowers half; A judged mostly there."""
    hard, easy = cases("A", 20, 20, "7"), cases("A", 1, 19, "1")
    others = [cases("B", 25, 25, "7"), cases("B", 5, 95, "1")]
    assert severity("A", hard, easy, *others).verdict == "alike"
    alone = severity("A", cases("A", 40, 0, "3"), easy, *others)
    assert alone.compared == 20, "nobody else judged area 3"


def test_the_interval_is_wilson_s():
    low, high = calibration.wilson(0.1, 50)
    assert (round(low, 3), round(high, 3)) == (0.043, 0.214)
    assert calibration.wilson(0, 50)[0] == 0
