from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from rbdesk.domain.survey import Batch, Counts
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import citizens, survey_trend, surveys
from rbdesk.workflow.survey_trend import PeriodResult
from tests import year
from tests.build import NOW, REPLICA_A, a_cell, a_snapshot
from tests.year import BABELAN, CIBITUNG

AT = {"who": "Operator", "now": NOW}
SKM = "skm-14-2017"


def counts(good: int, very_good: int) -> Counts:
    return ((0, 0, good, very_good),) * 9


def keep(db: Store, office: str, period: str, good: int, very_good: int) -> None:
    surveys.keep_counts(db, office, 2020, "KTP", period, counts(good, very_good), good + very_good, **AT)


def hold(db: Store, of_year: int, batch: Batch) -> None:
    """A batch among the rows of a year, as a desk that was used then has it."""
    with db.atomic():
        row = surveys.row_of(batch)
        snapshot = a_snapshot({REPLICA_A: 1}, {row: (a_cell(REPLICA_A, 1, batch),)})
        assessments.keep_snapshot(db, BABELAN, of_year, snapshot)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "1") as made:
        yield made


def told(found: tuple[PeriodResult, ...]) -> list[tuple[str, Decimal, int, int]]:
    return [
        (
            one.period,
            round(Decimal(str(float(one.result.index or 0))), 2),
            one.result.respondents,
            one.offices,
        )
        for one in found
    ]


def test_periods_come_in_order_of_time_with_their_edition(db: Store) -> None:
    for period, very_good in (("2019-S2", 0), ("2020-S1", 10), ("2020-T1", 5), ("2019-Y", 0)):
        keep(db, BABELAN, period, 10, very_good)

    found = survey_trend.load_periods(db, BABELAN, 2020)

    assert [one.period for one in found] == ["2019-S2", "2019-Y", "2020-T1", "2020-S1"]
    assert {one.edition for one in found} == {SKM}
    assert told(found)[-1] == ("2020-S1", Decimal("87.50"), 20, 1)
    assert survey_trend.load_periods(db, BABELAN, 2020, "KK") == ()


def test_what_an_earlier_year_holds_itself_counts_and_nothing_twice(db: Store) -> None:
    keep(db, BABELAN, "2019-S1", 10, 0)
    assert told(survey_trend.load_periods(db, BABELAN, 2020)) == [("2019-S1", Decimal("75.00"), 10, 1)]

    hold(db, 2019, Batch(SKM, "KTP", "2019-S1", REPLICA_A, counts=counts(0, 30), respondents=30))
    assert told(survey_trend.load_periods(db, BABELAN, 2020)) == [("2019-S1", Decimal("100.00"), 30, 1)]


def test_an_earlier_period_is_no_part_of_the_year(db: Store) -> None:
    keep(db, BABELAN, "2019-S1", 10, 0)

    of_year = surveys.load_survey(db, BABELAN, 2020)

    assert of_year.result().respondents == 0
    assert of_year.result(period="2019-S1").respondents == 10
    assert (of_year.services(), of_year.periods()) == ((), ())
    assert surveys.load_missing(db, BABELAN, 2020)


def test_the_regency_stands_on_all_respondents_of_each_year(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", CIBITUNG) as other,
        year.a_secretariat(tmp_path / "s", one, other) as desk,
    ):
        keep(one, BABELAN, "2019-S2", 10, 0)
        keep(one, BABELAN, "2020-S1", 0, 10)
        keep(other, CIBITUNG, "2020-S1", 30, 0)
        year.take_in(desk, year.send(one, tmp_path / "k1"), year.send(other, tmp_path / "k2"))

        assert told(survey_trend.load_years(desk, 2020)) == [
            ("2019", Decimal("75.00"), 10, 1),
            ("2020", Decimal("81.25"), 40, 2),
        ]
        found = citizens.load_satisfaction(desk, 2020)
        before = {row.office: row.before.result.respondents for row in found.offices if row.before}
        assert before == {BABELAN: 10}
        assert found.before is not None
        assert (found.before.period, found.before.offices) == ("2019", 1)
        assert found.total.respondents == 40


def test_the_year_before_is_the_same_part_of_it_or_else_the_whole_of_it(db: Store) -> None:
    asked = (BABELAN, 2020, "KTP", "2020-S1")
    assert survey_trend.load_before(db, *asked) is None
    keep(db, BABELAN, "2018-S1", 10, 0)
    surveys.keep_counts(db, BABELAN, 2020, "KK", "2019-S1", counts(5, 0), 5, **AT)
    assert survey_trend.load_before(db, *asked) is None, "another year, another service"

    keep(db, BABELAN, "2019-S2", 0, 4)
    keep(db, BABELAN, "2019-Y", 4, 0)
    whole = survey_trend.load_before(db, *asked)
    assert whole is not None
    assert (whole.period, whole.result.respondents, whole.result.index) == ("2019", 8, Decimal("87.5"))

    keep(db, BABELAN, "2019-S1", 4, 0)
    same = survey_trend.load_before(db, *asked)
    assert same is not None
    assert (same.period, same.result.index) == ("2019-S1", 75)
