"""Chapters of the consolidated report, by themselves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rbdesk.report import regency_chapters as chapters
from rbdesk.report.outline import Paragraph, Table
from tests import documents
from tests.report.test_year import regency_year


def test_the_strips_hold_every_office_that_has_a_score_once_in_each_area() -> None:
    year = documents.a_regency_year()
    figure = next(
        block.figure
        for block in chapters.findings(year)[0].blocks
        if not isinstance(block, Paragraph | Table)
    )

    assert len(figure.strips) == len(year.instrument.areas) + 1  # type: ignore[union-attr]
    for strip in figure.strips:  # type: ignore[union-attr]
        assert {dot.code for dot in strip.dots} == set(year.sheets)
        assert [dot.value for dot in strip.dots] == sorted(dot.value for dot in strip.dots)


def test_the_dots_are_the_offices_by_themselves_and_verified() -> None:
    year = documents.a_regency_year()
    own, verified = chapters.dots(year).lanes

    assert (own.counted, verified.counted) == (year.counted, year.verified_counted)
    assert [dot.code for dot in own.dots if dot.reach is not None] == ["32.16.12"]


def test_the_map_tells_every_office_or_why_not() -> None:
    year = documents.a_regency_year()
    figure = chapters.outline_map(year)

    assert len(figure.shapes) == 23
    assert {shape.code for shape in figure.shapes if shape.value is None} == {
        one.code for one in year.offices if one.sheet is None
    }
    assert all(shape.missing for shape in figure.shapes if shape.value is None)


def test_a_path_that_is_not_possible_or_not_needed_is_said() -> None:
    year = documents.a_regency_year()
    assert year.path is not None
    [done] = chapters.path(replace(year, path=replace(year.path, steps=(), passes=True)))
    [never] = chapters.path(replace(year, path=replace(year.path, steps=(), passes=False, is_possible=False)))
    [unknown] = chapters.path(replace(year, path=None))

    assert "sudah di atas 60 persen" in str(done)
    assert "tidak tercapai" in str(never)
    assert "Belum ada nilai" in str(unknown)


def test_without_offices_every_chapter_says_so() -> None:
    empty = regency_year()

    assert chapters.findings(empty) == []
    assert "Belum ada rekomendasi" in str(chapters.followups(empty)[0])
    assert chapters.matrix(empty) == []
    assert chapters.strategy_and_zone(empty) == []
    assert "0 putusan" in str(chapters.verification(empty).blocks[0])


def test_a_profile_says_the_score_and_how_far_it_is_checked() -> None:
    year = documents.a_regency_year()
    facts = dict(chapters.profile_facts(year.of("32.16.01")))
    sheet = year.of("32.16.01").sheet
    assert sheet is not None

    assert facts["Nilai mandiri"].startswith("60,58 persen, setara B (Baik)")
    assert facts["Hasil verifikasi"].endswith("persen")
    assert chapters.profile_facts(year.of("32.16.04")) == ()
    assert sheet.percent() > Fraction(60)
