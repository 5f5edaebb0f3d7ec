from fractions import Fraction
from statistics import median

from rbdesk.analysis import compare
from tests.analysis.sheets import SHEET, a_sheet, without
from tests.build import answers_everywhere

TARGET = Fraction(60)


def alike(count: int = 10) -> dict:
    return {f"32.16.{at:02}": a_sheet("second") for at in range(1, count + 1)}


def test_spreads_are_exact_and_name_the_whole_sheet_last():
    sheets = {"01": a_sheet("best"), "02": a_sheet("second"), "03": a_sheet("second", area_7="worst")}
    found = compare.spreads(SHEET, sheets, TARGET)
    assert [one.code for one in found] == ["1", "2", "3", "4", "5", "6", "7", "8", ""]
    for one, group in zip(found, SHEET.areas, strict=False):
        values = [sheet.area_percent(group.places) for sheet in sheets.values()]
        assert one.middle == median(values)
        assert one.reach == (min(values), max(values))
    totals = [sheet.percent() for sheet in sheets.values()]
    assert (found[-1].middle, found[-1].counted) == (median(totals), 3)
    assert found[-1].above == sum(total > 60 for total in totals)


def test_the_middle_of_an_even_number_of_offices_lies_between_two():
    found = compare.spreads(SHEET, {"01": a_sheet("best"), "02": a_sheet("worst")}, TARGET)
    assert found[-1].middle == (100 + a_sheet("worst").percent()) / 2


def test_nothing_is_said_about_no_office():
    assert compare.spreads(SHEET, {}, TARGET) == ()
    assert compare.most_missed(SHEET, {}) == ()
    assert compare.outliers(SHEET, {}) is None


def test_strongest_and_weakest_areas_are_those_of_the_middle_office():
    sheets = {f"{at:02}": a_sheet("second", area_3="best", area_7="worst") for at in range(3)}
    strongest, weakest = compare.strongest_and_weakest(compare.spreads(SHEET, sheets, TARGET))
    assert strongest[0].code == "3"
    assert weakest[0].code == "7"


def test_a_question_is_missed_below_a_half_or_without_an_answer():
    answers = answers_everywhere(SHEET, "best")
    sheets = {
        "01": without(answers, "U.P.1.i.a"),
        "02": a_sheet("best", area_8="worst"),
        "03": without(answers, "U.P.1.i.a", "U.P.2.i.a"),
    }
    found = compare.most_missed(SHEET, sheets)
    assert (found[0].code, found[0].shown, found[0].missing, found[0].unanswered) == (
        *("U.P.1.i.a", "P.1.i.a"),
        *(2, 2),
    )
    assert found[0].counted == 3
    assert found[0].points == SHEET.question_share_weight(SHEET.place_of["U.P.1.i.a"])
    assert {one.missing for one in found[1:]} == {1}
    weights = [one.points for one in found[1:]]
    assert weights == sorted(weights, reverse=True)


def test_an_office_whose_area_stands_apart_is_found_with_its_reason():
    sheets = alike() | {"32.16.20": a_sheet("second", area_7="worst")}
    [found] = [one for one in compare.outliers(SHEET, sheets) if one.area]
    assert (found.office, found.area, found.peers) == ("32.16.20", "7", compare.PEERS)
    group = SHEET.areas[6]
    assert found.value == sheets["32.16.20"].area_percent(group.places)
    assert found.middle == float(a_sheet("second").area_percent(group.places))
    assert found.is_low
    assert found.usual[0] == found.middle - compare.UNUSUAL * 2


def test_one_extreme_office_does_not_hide_another():
    """A mean and a standard deviation would: both stretch with the extremes."""
    sheets = alike() | {f"32.16.2{at}": a_sheet("second", area_7="best") for at in range(2)}
    found = [one for one in compare.outliers(SHEET, sheets) if one.area == "7"]
    assert {one.office for one in found} == {"32.16.20", "32.16.21"}
    assert not any(one.is_low for one in found)


def test_offices_that_are_alike_have_no_outlier():
    assert compare.outliers(SHEET, alike()) == ()


def test_too_few_offices_have_no_peers():
    assert compare.outliers(SHEET, alike(compare.FEWEST_PEERS)) is None
    assert compare.outliers(SHEET, alike(compare.FEWEST_PEERS + 1)) == ()


def test_the_order_of_the_offices_changes_nothing():
    sheets = alike() | {"32.16.20": a_sheet("second", area_7="worst"), "32.16.21": a_sheet("best")}
    backward = dict(reversed(sheets.items()))
    assert compare.outliers(SHEET, backward) == compare.outliers(SHEET, sheets)
    assert compare.most_missed(SHEET, backward) == compare.most_missed(SHEET, sheets)
