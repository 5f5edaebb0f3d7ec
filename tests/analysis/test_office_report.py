from fractions import Fraction

from rbdesk.analysis.office_report import MOST_WEAK, office_report
from rbdesk.domain.scoring import score
from rbdesk.workflow import catalog
from tests.build import answers_everywhere

SHEET = catalog.instrument(catalog.UNIT_SHEET)


def test_the_whole_office_is_told_by_its_areas():
    sheet = score(SHEET, answers_everywhere(SHEET, "second"))

    report = office_report(sheet)

    assert (report.area, report.percent, report.band) == (None, sheet.percent(), "B")
    assert (report.points, report.weight) == (sheet.total, Fraction("36.3"))
    assert (report.answered, report.questions) == (110, 110)
    assert [part.name for part in report.parts] == [group.short for group in SHEET.areas]
    assert sum(part.questions for part in report.parts) == 110


def test_an_area_is_told_by_its_subcomponents():
    sheet = score(SHEET, answers_everywhere(SHEET, "second"))
    group = SHEET.areas[6]

    report = office_report(sheet, group.code)

    assert report.area == group
    assert (report.points, report.weight) == (sheet.area(group.places), Fraction(group.weight))
    assert report.percent == sheet.area_percent(group.places)
    assert (report.answered, report.questions) == sheet.area_answered(group.places)
    assert {part.code[:3] for part in report.parts} == {"P.7", "R.7"}
    assert sum(part.questions for part in report.parts) == report.questions
    assert all(question.code[2:].startswith("7") for question in report.weak)


def test_the_weakest_questions_are_those_that_lack_most_points():
    sheet = score(SHEET, {})

    report = office_report(sheet)

    andil = sorted((SHEET.question_share_weight(place) for place in SHEET.question_places), reverse=True)
    assert [question.points for question in report.weak] == andil[:MOST_WEAK]
    assert not any(question.is_answered for question in report.weak)


def test_nothing_is_weak_where_everything_is_full():
    sheet = score(SHEET, answers_everywhere(SHEET, "best"))

    report = office_report(sheet)

    assert report.weak == ()
    assert report.percent == Fraction(100)
