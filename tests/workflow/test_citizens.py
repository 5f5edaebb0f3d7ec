from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction

import pytest

from rbdesk.domain import gates, strategy, survey
from rbdesk.domain.assessment import Key
from rbdesk.domain.gates import GateState
from rbdesk.domain.scoring import score
from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, citizens, demo, office, setup, surveys
from rbdesk.workflow.invented_citizens import CHECKLIST, STRATEGY_OFFICES, ZI_OFFICES, ZI_SHEET
from tests import year
from tests.build import NOW
from tests.year import YEAR


@pytest.fixture(scope="module")
def db() -> Iterator[Store]:
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as opened:
        yield opened


def test_each_office_has_its_own_result_and_the_regency_that_of_all_respondents(db):
    found = citizens.load_satisfaction(db, YEAR)

    known = {one.office: one.result for one in found.offices if one.result is not None}
    for code, result in known.items():
        assert result == surveys.load_survey(db, code, YEAR).result()
    assert (len(found.offices), found.counted, len(known)) == (23, 20, 20)
    for at, element in enumerate(found.total.elements):
        parts = [one.elements[at] for one in known.values()]
        whole = sum((part.nrr * part.filled for part in parts), Fraction(0))
        assert element.nrr == whole / sum(part.filled for part in parts)
    mean_of_means = sum((one.index for one in known.values()), Fraction(0)) / len(known)
    assert found.total.index != mean_of_means


def test_another_period_has_only_what_was_collected_in_it(db):
    assert citizens.load_satisfaction(db, YEAR).periods == ("2020-S1",)
    assert citizens.load_satisfaction(db, YEAR, "2020-S1").total.respondents > 0
    empty = citizens.load_satisfaction(db, YEAR, "2020-S2")
    assert (empty.counted, empty.total.index) == (0, None)


def test_an_element_is_counted_where_it_is_among_the_lowest(db):
    found = citizens.load_satisfaction(db, YEAR)
    lowest = found.total.lowest(1)[0]

    by_hand = 0
    for one in found.offices:
        if one.result is not None:
            three = sorted(one.result.elements, key=lambda element: element.nrr)[:3]
            by_hand += lowest.element in [element.element for element in three]
    assert found.times_lowest(lowest) == by_hand > 5


def test_profiles_are_those_of_the_offices_own_pages_and_the_mean_names_its_base(db):
    found = citizens.load_profiles(db, YEAR)

    sent = [code for code in STRATEGY_OFFICES if code not in (*demo.LATE, demo.DAMAGED)]
    assert [one.office for one in found.offices if one.points] == sent
    for one in found.offices:
        answers = office.load_year(db, Key(one.office, YEAR, CHECKLIST)).assessment.answers
        assert one.points == (strategy.profile(found.checklist, answers) if one.points else ())
    firsts = [one.points[0].percent for one in found.offices if one.points]
    assert found.means[0] == sum(firsts, Fraction(0)) / found.counted


@pytest.mark.parametrize("level", ["WBK", "WBBM"])
def test_gates_are_those_of_the_engine(db, level):
    found = citizens.load_gates(db, YEAR, level)

    assert [one.office for one in found.offices if one.gates] == list(ZI_OFFICES)
    for one in found.offices:
        if one.gates:
            answers = office.load_year(db, Key(one.office, YEAR, ZI_SHEET)).assessment.answers
            sheet = score(found.sheet, answers)
            assert one.gates == gates.judge_gates(found.sheet, sheet, level)
            assert sum(map(one.count, GateState)) == len(found.level.gates)


def test_a_level_that_no_sheet_has_is_refused(db):
    with pytest.raises(NotAllowed, match="unknown_instrument"):
        citizens.load_gates(db, YEAR, "WBX")


def test_the_published_index_has_two_decimals(db):
    total = citizens.load_satisfaction(db, YEAR).total

    assert abs(Fraction(survey.rounded(total.index)) - total.index) <= Fraction(1, 200)
    assert catalog.survey_of_year(YEAR).quality(total.index) == total.quality
