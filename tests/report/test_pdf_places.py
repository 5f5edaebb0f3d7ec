"""Offices on paper: values with their letters, and the missing ones named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from rbdesk.analysis.figures import Heat, HeatCell, HeatColumn, HeatRow, Map, Shape, Tile, Tiles
from rbdesk.report import pdf_figures
from rbdesk.workflow import comparing
from tests.report.test_pdf import needs_poppler
from tests.report.test_pdf_figures import drawn


@needs_poppler
def test_the_table_of_offices_writes_value_letters_and_reason(tmp_path: Path) -> None:
    cell = HeatCell(Decimal("58.44"), "CC", is_open=True)
    rows = (HeatRow("1", "Babelan", (cell,), cell), HeatRow("2", "Setu", missing="belum mengirim"))
    heat = Heat((HeatColumn("1", "Manajemen Perubahan", "Manajemen Perubahan"),), rows, rows[0], 1)
    said = drawn(heat, tmp_path)

    assert all(words in said for words in ("Babelan", "58,4", "CC", "Setu", "belum mengirim", "Manajemen"))
    assert pdf_figures.height_of(heat, 400) < 140


@needs_poppler
def test_differences_keep_their_sign(tmp_path: Path) -> None:
    cell = HeatCell(Decimal("1.25"), "")
    heat = Heat((HeatColumn("1", "Satu"),), (HeatRow("1", "Babelan", (cell,), cell),), measure="difference")

    assert "+1,3" in drawn(heat, tmp_path)


@needs_poppler
def test_a_tile_tells_value_range_or_why_not(tmp_path: Path) -> None:
    tiles = Tiles(
        2,
        2,
        (
            Tile("1", "Babelan", 0, 0, value=Decimal("61.5"), band="B", is_open=True),
            Tile("2", "Setu", 0, 1, status="belum mengirim"),
            Tile("3", "Muara", 1, 0, reach=(Decimal(50), Decimal(55)), status="dua versi"),
        ),
    )
    said = drawn(tiles, tmp_path)

    assert all(words in said for words in ("61,5", "B", "belum mengirim", "50,0–55,0", "dua versi"))


@needs_poppler
def test_a_value_just_at_a_limit_is_not_rounded_onto_it(tmp_path: Path) -> None:
    values = ("59.98", "60", "60.04", "55.96")
    tiles = tuple(
        Tile(value, value, 0, at, value=Decimal(value), band="B") for at, value in enumerate(values)
    )
    said = drawn(Tiles(1, 4, tiles), tmp_path)

    assert all(words in said for words in ("59,98", "60,0", "60,04", "56,0"))


@needs_poppler
def test_the_map_writes_every_office_and_its_source(tmp_path: Path) -> None:
    outlines = comparing.outlines()
    shapes = tuple(
        Shape(
            one,
            one.short,
            Decimal(55) if at else None,
            "CC" if at else "",
            at == 1,
            "" if at else "belum mengirim",
        )
        for at, one in enumerate(outlines.outlines)
    )
    said = drawn(Map("Nilai", shapes, outlines), tmp_path)

    assert said.count("55,0 CC") == len(shapes) - 1
    assert all(one.short in said for one in outlines.outlines)
    assert outlines.attribution[:20] in said
