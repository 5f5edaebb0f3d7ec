"""Scales on paper: dots on categories, offices in each area."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from rbdesk.analysis.figures import Category, Dot, DotLane, Dots, Strip, StripDot, Strips
from rbdesk.report import pdf_figures
from tests.report.test_pdf import needs_poppler
from tests.report.test_pdf_figures import drawn

CATEGORIES = tuple(
    Category(letters, letters, Decimal(above))
    for letters, above in (("D", 0), ("C", 30), ("CC", 50), ("B", 60))
)


@needs_poppler
def test_the_extremes_are_named_and_the_missing_too(tmp_path: Path) -> None:
    dots = tuple(Dot(str(at), f"Kecamatan {at}", Decimal(50 + at)) for at in range(12))
    ranged = Dot("x", "Dua versi", reach=(Decimal(52), Decimal(58)))
    figure = Dots((DotLane("self", "Mandiri", (*dots, ranged)),), CATEGORIES, (("Setu", "belum mengirim"),))
    said = drawn(figure, tmp_path)

    assert all(
        words in said for words in ("Kecamatan 0 50,0", "CC", "Mandiri", "12", "Setu (belum mengirim)")
    )


@needs_poppler
def test_each_area_has_its_strip_and_median(tmp_path: Path) -> None:
    dots = tuple(StripDot(str(at), "Satu", Decimal(40 + 5 * at), is_open=at == 1) for at in range(5))
    figure = Strips((Strip("1", "Manajemen Perubahan", dots, Decimal(50)), Strip("2", "Kosong", (), None)))
    said = drawn(figure, tmp_path)

    assert all(words in said for words in ("Manajemen Perubahan", "50,0", "Kosong", "nilai tengah"))
    assert pdf_figures.height_of(figure, 400) > 50
