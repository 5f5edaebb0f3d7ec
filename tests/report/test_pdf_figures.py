"""Figures on paper: every number is written, in words that a printer without colour keeps apart."""

from __future__ import annotations

import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk import text
from rbdesk.analysis import profile
from rbdesk.analysis.figures import Bars, Radar, Trend, TrendLine, TrendPoint
from rbdesk.domain import scoring
from rbdesk.report import pdf_figures
from rbdesk.report.pdf_pages import A4, Pages
from rbdesk.workflow import catalog
from tests.build import answers_everywhere
from tests.report.test_pdf import needs_poppler, read

SHEET = catalog.instrument(catalog.UNIT_SHEET)
BEST, SECOND = (scoring.score(SHEET, answers_everywhere(SHEET, want)) for want in ("best", "second"))
TREND = Trend(
    (
        TrendLine("Indeks", tuple(TrendPoint(year, Decimal(value), "14/2014") for year, value in ((2017, "51.28"), (2018, "56.33")))),
        TrendLine("Kecamatan", (TrendPoint(2019, Fraction(166, 3), "unit"), TrendPoint(2020, Fraction(181, 3), "unit", True)), is_main=True),
    ),
    2017,
    2020,
)  # fmt: skip


def drawn(figure: object, tmp_path: Path) -> str:
    target = io.BytesIO()
    pages = Pages(target, A4, title="Judul", author="", subject="")
    with pages.figure("gambar") as canvas:
        pdf_figures.draw(canvas, figure, 60, 700, pages.room)  # type: ignore[arg-type]
    pages.save({})
    return read(target.getvalue(), tmp_path, "-layout")


@needs_poppler
def test_a_radar_and_bars_write_every_area_with_its_number(tmp_path: Path) -> None:
    for figure in (
        profile.radar(SECOND, BEST, 2020, target=Decimal(60)),
        profile.gap_bars(SECOND, target=Decimal(60)),
    ):
        said = drawn(figure, tmp_path)
        for group in SHEET.areas:
            assert group.short in said
            assert text.number(SECOND.area_percent(group.places), 1) in said


@needs_poppler
def test_a_trend_writes_every_point_and_marks_what_is_provisional(tmp_path: Path) -> None:
    said = drawn(TREND, tmp_path)

    assert all(
        words in said for words in ("51,28", "56,33", "55,33", "60,33*", "2017", "2020", "Indeks", "Batas 60")
    )
    assert "lembar lain" in said


@pytest.mark.parametrize("figure", [Radar((), 2020), Bars(()), Trend((), 0, 0)])
def test_a_figure_of_nothing_is_drawn_too(figure: object, tmp_path: Path) -> None:
    drawn(figure, tmp_path)


def test_what_is_no_figure_is_a_bug() -> None:
    with pytest.raises(TypeError):
        pdf_figures.height_of(None, 400)  # type: ignore[arg-type]
