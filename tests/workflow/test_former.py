"""On the invented year's desk of the secretariat, where results of last year were entered."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.domain.history import Published
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, comparing, histories, secretariat, setup
from rbdesk.workflow.former import Former, load_former
from rbdesk.workflow.secretariat import ComparisonRow
from tests import year
from tests.build import NOW

SHEET = catalog.instrument(catalog.UNIT_SHEET)
OWN, OLDER = "32.16.09", "32.16.07"  # the older one was measured by the former regulation


@pytest.fixture
def regency(tmp_path) -> Iterator[Store]:
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    with closing(setup.open_desk(tmp_path / "meja", now=NOW)) as db:
        yield db


def enter(db: Store, owner: str, frame: str, index: str) -> None:
    result = Published(owner, year.YEAR - 1, frame, Decimal(index), "x")
    histories.keep_result(db, result, who="S", now=NOW)


def row_of(db: Store, office: str) -> ComparisonRow:
    rows = secretariat.load_comparison(db, year.YEAR).rows
    return next(one for one in rows if one.office.code == office)


def test_an_entered_result_of_the_same_regulation_is_compared_with(regency):
    enter(regency, OWN, "26/2020", "50.25")
    row = row_of(regency, OWN)
    assert row.former == Former(Fraction("50.25"), True, "26/2020")
    assert row.change == row.sheet.percent() - Fraction("50.25")
    assert comparing.load_sides(regency, year.YEAR).of(OWN).row.change == row.change


def test_one_of_another_regulation_is_known_and_subtracted_from_nothing(regency):
    row = row_of(regency, OLDER)
    assert (row.former.is_comparable, row.former.frame, row.change) == (False, "14/2014", None)
    enter(regency, OLDER, "26/2020", "51")
    assert load_former(regency, year.YEAR - 1, SHEET)[OLDER].percent == 51  # the comparable one, in any order


def test_whole_answers_come_before_an_entered_result(regency):
    snapshot = assessments.load_snapshot(regency, OWN, year.YEAR)
    with regency.atomic():
        assessments.keep_snapshot(regency, OWN, year.YEAR - 1, snapshot)
    former = load_former(regency, year.YEAR - 1, SHEET)[OWN]
    assert (former.is_comparable, former.is_entered) == (True, False)
    assert row_of(regency, OWN).change == 0


def test_in_the_invented_year_all_offices_have_a_result_of_last_year(regency):
    known = load_former(regency, year.YEAR - 1, SHEET)
    assert len(known) == len(catalog.register().offices)
    assert sum(not one.is_comparable for one in known.values()) == 2
