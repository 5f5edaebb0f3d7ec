"""What documents are made from is what the pages show: nothing is counted another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rbdesk.domain.scoring import score
from rbdesk.errors import NotAllowed
from rbdesk.progress import Cancelled, Progress
from rbdesk.store.database import Store
from rbdesk.workflow import (
    citizens,
    comparing,
    followup_items,
    linting,
    planning,
    reporting,
    secretariat,
    setup,
)
from tests import documents, year
from tests.build import NOW


@pytest.fixture(scope="module")
def db() -> Iterator[Store]:
    """The desk that `documents.a_regency_year` was gathered from."""
    documents.a_regency_year()  # before this one holds the desk
    store = setup.open_desk(documents.the_regency_desk(), now=NOW)
    yield store
    store.close()


def test_the_offices_are_those_of_the_comparison(db: Store) -> None:
    found, sides = documents.a_regency_year(), comparing.load_sides(db, year.YEAR)

    assert [one.code for one in found.offices] == [one.office.code for one in sides.offices]
    assert {code: sheet.points for code, sheet in found.sheets.items()} == {
        code: sheet.points for code, sheet in sides.own.items()
    }
    assert {code: sheet.points for code, sheet in found.verified_sheets.items()} == {
        code: sheet.points for code, sheet in sides.verified.items()
    }
    assert found.unsettled == sides.unsettled
    assert (found.counted, found.average) == (sides.comparison.counted, sides.comparison.average)
    assert [one.missing for one in found.offices] == [one.row.missing for one in sides.offices]


def test_the_answers_of_an_office_are_worth_its_score(db: Store) -> None:
    for one in documents.a_regency_year().offices:
        if one.sheet is not None:
            assert score(one.instrument, one.answers).points == one.sheet.points
        if one.verified is not None:
            assert score(one.instrument, one.verified_answers).points == one.verified.points


def test_what_stands_beside_the_sheet_is_what_its_pages_show(db: Store) -> None:
    found = documents.a_regency_year()
    first = found.offices[0]
    key = year.key_of(first.code)

    assert found.survey is not None
    assert found.survey.result == citizens.load_satisfaction(db, year.YEAR).total
    profiles = citizens.load_profiles(db, year.YEAR)
    assert [one.strategy.points for one in found.offices if one.strategy] == [
        one.points for one in profiles.offices
    ]
    assert (found.strategy_means, found.strategy_counted) == (profiles.means, profiles.counted)
    zone = citizens.load_gates(db, year.YEAR)
    assert [one.zone.levels[0][1] if one.zone and one.zone.levels else () for one in found.offices] == [
        one.gates for one in zone.offices
    ]
    assert first.findings == linting.load_findings(db, key)
    assert first.path == planning.load_path(db, key)
    items = followup_items.list_followups(db, first.code, year.YEAR, documents.TODAY)
    assert [(row.recommendation, row.status, row.days_late) for row in first.followups] == [
        (item.recommendation, item.status, item.days_late) for item in items
    ]
    assert found.digest == secretariat.load_inbox(db, year.YEAR).digest


def test_one_office_at_the_secretariat_is_the_same_alone_and_among_all(db: Store) -> None:
    alone = reporting.gather_office(db, year.key_of("32.16.07"), documents.TODAY)

    assert replace(alone, sheet=None, verified=None, last=None, zone=None) == replace(
        documents.a_regency_year().of("32.16.07"), sheet=None, verified=None, last=None, zone=None
    )


def test_an_office_is_told_by_the_same_digest_at_its_own_desk() -> None:
    own, sent = documents.an_office_year(), documents.a_regency_year().offices[0]

    assert own.digest == sent.digest
    assert own.sheet is not None
    assert sent.sheet is not None
    assert own.sheet.points == sent.sheet.points
    assert own.verified is None, "no balasan has come"
    assert own.last is not None, "its own desk knows last year"


def test_an_office_with_two_versions_has_a_range_and_no_score() -> None:
    found = documents.a_regency_year().of("32.16.12")

    assert (found.sheet, found.missing) == (None, "conflict")
    assert found.reach is not None
    assert found.conflicts


def test_only_the_secretariat_gathers_others(tmp_path: Path) -> None:
    with year.an_office(tmp_path) as own:
        with pytest.raises(NotAllowed, match="role"):
            reporting.gather_regency(own, year.YEAR, documents.TODAY)
        with pytest.raises(NotAllowed, match="role"):
            reporting.gather_office(own, year.key_of("32.16.07"), documents.TODAY)
        with pytest.raises(NotAllowed, match="unknown_office"):
            reporting.gather_office(own, year.key_of("32.16.99"), documents.TODAY)
        empty = reporting.gather_office(own, year.key_of(year.BABELAN), documents.TODAY)
        assert empty.answers == {}
        assert empty.sheet is not None


def test_gathering_stops_when_asked(db: Store) -> None:
    with pytest.raises(Cancelled):
        reporting.gather_regency(db, year.YEAR, documents.TODAY, Progress(is_cancelled=lambda: True))
