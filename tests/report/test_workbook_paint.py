"""Writing cells so that text stays text and equal content gives equal bytes."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

from rbdesk.report import workbook_paint
from rbdesk.report.workbook_paint import Book, cell_text
from tests.injections import TEXTS


def written(path: Path) -> Path:
    with Book(path, title="Contoh") as book:
        page = book.sheet("Lembar")
        for row, text in enumerate(TEXTS):
            page.text(row, 0, text)
        page.formula(0, 1, "=1/3", Fraction(1, 3))
        page.link(1, 1, "external:Bukti/a.pdf", "=1+1")
    return path


def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    with closing(load_workbook(written(tmp_path / "a.xlsx"))) as book:
        sheet = book["Lembar"]
        cells = [sheet.cell(row, 1) for row in range(1, len(TEXTS) + 1)]

        assert {cell.data_type for cell in cells} == {"s"}
        assert [cell.hyperlink for cell in cells] == [None] * len(TEXTS)
        assert [cell.value for cell in cells] == [cell_text(text) for text in TEXTS]
        assert sheet["B2"].data_type == "s"
        assert sheet["B2"].hyperlink.target == "Bukti\\a.pdf"  # as Excel writes it


def test_a_formula_carries_the_value_that_it_has_now(tmp_path: Path) -> None:
    with closing(load_workbook(written(tmp_path / "a.xlsx"), data_only=True)) as book:
        assert book["Lembar"]["B1"].value == 1 / 3


def test_equal_content_gives_equal_bytes(tmp_path: Path) -> None:
    assert written(tmp_path / "a.xlsx").read_bytes() == written(tmp_path / "b.xlsx").read_bytes()


def test_a_cell_holds_no_more_than_a_cell_can() -> None:
    long = cell_text("🌾" * 40_000)

    assert len(long.encode("utf-16-le")) // 2 <= workbook_paint.MOST_OF_A_CELL
    assert long.endswith("🌾…")


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert cell_text("a\x00b\x0bc\ud800d\uffffe\tf\r\ng") == "abcde\tf\ng"


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Book(path, title="Contoh") as book:
        page = book.sheet("Lembar")
        page.text(0, 0, "kata " * 40)
        page.fit_row(0, {0: "kata " * 40}, (20,))
        page.fit_row(1, {0: "kata"}, (20,))
    with closing(load_workbook(path)) as found:
        heights = found["Lembar"].row_dimensions
        assert heights[1].height > 8 * heights[2].height
