from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pptx.oxml.ns import qn

from rbdesk.analysis.figures import Tile, Tiles
from rbdesk.report import palette, slide_master, slide_shapes
from rbdesk.report.outline import Column, Table
from rbdesk.report.slide_plan import Box, Sheet, Text
from rbdesk.report.slide_tables import grid_of, row_heights
from rbdesk.report.slide_text import Words
from rbdesk.workflow import catalog
from tests.report import slides
from tests.report.slides import HOSTILE


def a_slide() -> Any:
    made = slide_master.empty_presentation()
    return made.slides.add_slide(made.slide_layouts[slide_master.TITLE_ONLY])


def test_a_paragraph_keeps_size_weight_colour_and_lines() -> None:
    words = (Words("Satu\ndua", 18, True, palette.BELOW, is_point=True), Words("tiga", 12, alignment="right"))
    shape = slide_shapes.add_text(a_slide(), Text(Box(10, 10, 300, 90), words, fill=palette.WARN_SOFT, pad=9))
    first, second = shape.text_frame.paragraphs
    assert first.text == "Satu\vdua"
    assert (first.runs[0].font.size.pt, first.runs[0].font.bold) == (18, True)
    assert str(first.runs[0].font.color.rgb) == palette.BELOW
    assert first._p.find(qn("a:pPr")).find(qn("a:buChar")).get("char") == "•"
    assert second.text == "tiga"
    assert [one._p.find(qn("a:endParaRPr")).get("sz") for one in (first, second)] == ["1800", "1200"]
    assert second._p.find(qn("a:pPr")).find(qn("a:buNone")) is not None
    assert str(shape.fill.fore_color.rgb) == palette.WARN_SOFT
    assert {run.get("lang") for run in shape._element.iter(qn("a:rPr"))} == {"id-ID"}


def test_an_empty_cell_is_no_higher_than_its_letters() -> None:
    grid = grid_of(Table("", (Column("a"), Column("b")), (("", "isi"),)))
    heights = row_heights(grid, 300, 12)
    frame = slide_shapes.add_sheet(a_slide(), Sheet(Box(10, 10, 300, sum(heights)), grid, 12, heights))
    paragraph = frame.table.cell(1, 0).text_frame.paragraphs[0]._p
    assert paragraph.find(qn("a:r")) is None  # LibreOffice would give an empty run a size of its own
    assert paragraph.find(qn("a:endParaRPr")).get("sz") == "1200"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_but_text(text: str) -> None:
    slide = a_slide()
    before = {element.tag for element in slide.element.iter()}
    slide_shapes.add_text(slide, Text(Box(10, 10, 300, 90), (Words(text, 12),)))
    told = {element.tag.rpartition("}")[2] for element in slide.element.iter()} - {
        str(tag).rpartition("}")[2] for tag in before
    }
    assert told <= {"sp", "txBody", "bodyPr", "noAutofit", "p", "pPr", "spcBef", "spcPts", "buNone", "r", "rPr",
                    "t", "br", "endParaRPr", "nvSpPr", "cNvPr", "cNvSpPr", "nvPr", "spPr", "xfrm", "off", "ext", "prstGeom",
                    "avLst", "lstStyle", "noFill"}  # fmt: skip


def test_a_table_is_native_its_head_is_marked_and_wide_cells_are_merged() -> None:
    table = Table("Area", (Column("Area", width=2), Column("Nilai", "number")), (("SDM", Decimal("1.005")),))
    grid = grid_of(table)
    heights = row_heights(grid, 300, 12)
    frame = slide_shapes.add_sheet(a_slide(), Sheet(Box(10, 10, 300, sum(heights)), grid, 12, heights))
    native = frame.table
    assert native.first_row
    assert [[cell.text for cell in row.cells] for row in native.rows] == [["Area", "Nilai"], ["SDM", "1,01"]]
    assert [column.width.pt for column in native.columns] == [200, 100]


def test_every_office_has_its_tile_and_one_without_data_is_dashed() -> None:
    register = catalog.register()
    tiles = tuple(
        Tile(
            one.code,
            one.name,
            one.row,
            one.column,
            "",
            None if at == 3 else Decimal("58.44"),
            "" if at == 3 else "CC",
        )
        for at, one in enumerate(register.offices)
    )
    slide = a_slide()
    group = slide_shapes.add_tiles(
        slide, Box(44, 88, 500, 390), Tiles(register.rows, register.columns, tiles)
    )
    by_name = {shape.name: shape for shape in group.shapes}
    for at, office in enumerate(register.offices):
        words = by_name[office.name].text_frame.text.split("\n")
        assert words == [office.name, "–" if at == 3 else "58,44 CC"]
    empty = by_name[register.offices[3].name]
    assert empty.line.dash_style is not None
    assert str(empty.fill.fore_color.rgb) == palette.WHITE
    assert group.shapes[-1].text_frame.text == "Belum ada data (1)"
    assert slides.overflows(slide) == []


def test_the_number_of_a_slide_is_a_field_that_the_program_keeps_right() -> None:
    slide = a_slide()
    slide_shapes.add_number(slide, 7)
    field = slide.element.find(f".//{qn('a:fld')}")
    assert field.get("type") == "slidenum"
    assert field.find(qn("a:t")).text == "7"
    assert slide.element.find(f".//{qn('p:ph')}[@type='sldNum']") is not None
