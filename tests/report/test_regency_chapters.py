"""Chapters of the consolidated report, by themselves."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from rbdesk.report import regency_chapters as chapters
from tests import documents
from tests.report.test_year import regency_year


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

    assert "Belum ada rekomendasi" in str(chapters.followups(empty)[0])
    assert chapters.matrix(empty) == []
    assert chapters.strategy_and_zone(empty) == []


def test_a_profile_says_the_score_and_how_far_it_is_checked() -> None:
    year = documents.a_regency_year()
    facts = dict(chapters.profile_facts(year.of("32.16.01")))
    sheet = year.of("32.16.01").sheet
    assert sheet is not None

    assert facts["Nilai mandiri"].startswith("60,58 persen, setara B (Baik)")
    assert facts["Hasil verifikasi"].endswith("persen")
    assert chapters.profile_facts(year.of("32.16.04")) == ()
    assert sheet.percent() > Fraction(60)
