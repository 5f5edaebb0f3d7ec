"""Chapters of the consolidated report about scores, by themselves."""

from __future__ import annotations

from rbdesk.report import regency_findings as findings
from rbdesk.report.outline import Paragraph, Table
from tests import documents
from tests.report.test_year import regency_year


def test_the_strips_hold_every_office_that_has_a_score_once_in_each_area() -> None:
    year = documents.a_regency_year()
    figure = next(
        block.figure
        for block in findings.findings(year)[0].blocks
        if not isinstance(block, Paragraph | Table)
    )

    assert len(figure.strips) == len(year.instrument.areas) + 1  # type: ignore[union-attr]
    for strip in figure.strips:  # type: ignore[union-attr]
        assert {dot.code for dot in strip.dots} == set(year.sheets)
        assert [dot.value for dot in strip.dots] == sorted(dot.value for dot in strip.dots)


def test_the_dots_are_the_offices_by_themselves_and_verified() -> None:
    year = documents.a_regency_year()
    own, verified = findings.dots(year).lanes

    assert (own.counted, verified.counted) == (year.counted, year.verified_counted)
    assert [dot.code for dot in own.dots if dot.reach is not None] == ["32.16.12"]


def test_the_map_tells_every_office_or_why_not() -> None:
    year = documents.a_regency_year()
    figure = findings.outline_map(year)

    assert len(figure.shapes) == 23
    assert {shape.code for shape in figure.shapes if shape.value is None} == {
        one.code for one in year.offices if one.sheet is None
    }
    assert all(shape.missing for shape in figure.shapes if shape.value is None)


def test_without_offices_nothing_stands_out() -> None:
    empty = regency_year()

    assert findings.findings(empty) == []
    assert "0 putusan" in str(findings.verification(empty).blocks[0])
