"""The index of evidence: what is typed stays text, and every link leads to its file."""

from __future__ import annotations

import html.parser
from urllib.parse import unquote

import openpyxl
import pytest

from rbdesk.report import evidence_index
from rbdesk.report.evidence_index import Indexed

HOSTILE = (
    "=1+1",
    "<script>alert(1)</script>",
    '"><img src=x>',
    "@SUM(A1)",
    "\u202egnp.exe",
    "a\x00b",
    "+62 & co",
)


def a_line(name: str = "SK.pdf", place: str = "P.1.i.a/SK.pdf", note: str = "") -> Indexed:
    return Indexed("P.1.i.a", "Apakah ada tim?", "Manajemen Perubahan", place, name, note, 2048, "ab" * 32)


class Reader(html.parser.HTMLParser):
    """Tags and texts of the page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.cells: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_each_file_has_a_line_with_its_mark_and_a_link_to_it():
    line = a_line("Foto & bukti #1 100%.jpg", "P.1.i.a/Foto & bukti #1 100%.jpg", "halaman 3")
    read = Reader(evidence_index.index_files("", [line])["Daftar bukti.html"])
    assert [unquote(link) for link in read.links] == [line.place]
    assert {line.code, line.name, line.note, line.sha256} <= {cell.strip() for cell in read.cells}


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_typed_is_never_a_tag_and_never_a_formula(words, tmp_path):
    evidence_index.write_index(tmp_path, words, [a_line(words, "P.1.i.a/x.pdf", words)])
    read = Reader((tmp_path / "Daftar bukti.html").read_bytes())
    assert set(read.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "p", "table", "thead", "tbody", "tr", "th"),
        *("td", "a"),
    }
    sheet = openpyxl.load_workbook(tmp_path / "Daftar bukti.xlsx").active
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_the_workbook_links_each_name_to_its_file(tmp_path):
    evidence_index.write_index(tmp_path, "", [a_line(place="P.1.i.a/SK (2).pdf")])
    sheet = openpyxl.load_workbook(tmp_path / "Daftar bukti.xlsx").active
    [link] = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert unquote(link.target).replace("\\", "/") == "P.1.i.a/SK (2).pdf"  # Excel writes it with backslashes


def test_equal_lines_give_equal_bytes():
    assert evidence_index.index_files("", [a_line()]) == evidence_index.index_files("", [a_line()])
