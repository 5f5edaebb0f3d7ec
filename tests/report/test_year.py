"""What documents are made from, as plain values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rbdesk.domain.scoring import score
from rbdesk.report.year import OfficeYear, RegencyYear
from rbdesk.workflow import catalog, comparing

SHEET = catalog.instrument(catalog.UNIT_SHEET)
TODAY = date(2020, 9, 4)


def office_year(place: int = 0, **but: object) -> OfficeYear:
    office = catalog.register().offices[place]
    plain = OfficeYear(office, "Kabupaten", 2020, "RB-2020", SHEET, Decimal(60), "B", TODAY, "")
    return plain if not but else _replaced(plain, but)


def _replaced(plain: OfficeYear, but: dict[str, object]) -> OfficeYear:
    from dataclasses import replace

    return replace(plain, **but)  # type: ignore[arg-type]


def regency_year(*offices: OfficeYear) -> RegencyYear:
    return RegencyYear(
        catalog.register(), 2020, "RB-2020", SHEET, Decimal(60), "B", TODAY, "", offices, 0, 0, None, None,
        comparing.outlines(),
    )  # fmt: skip


def test_an_office_is_verified_only_when_every_question_is_settled() -> None:
    nothing = score(SHEET, {})

    assert not office_year().is_verified
    assert not office_year(verified=nothing, open=frozenset({"U.P.1.i.a"})).is_verified
    assert office_year(verified=nothing).is_verified


def test_offices_without_a_score_are_in_the_year_but_not_among_its_sheets() -> None:
    sheet = score(SHEET, {})
    year = regency_year(office_year(0, sheet=sheet, verified=sheet), office_year(1, missing="not_sent"))

    assert list(year.sheets) == list(year.verified_sheets) == [year.offices[0].code]
    assert year.of(year.offices[1].code).missing == "not_sent"
    with pytest.raises(KeyError):
        year.of("99.99.99")
