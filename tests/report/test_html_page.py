"""The page for a browser says what the outline says, and nothing on it runs."""

from __future__ import annotations

import html.parser
from dataclasses import replace
from fractions import Fraction

import pytest

from rbdesk.report import office_contents
from rbdesk.report.html_page import write_page
from rbdesk.report.outline import (
    NUMBER,
    Column,
    Facts,
    Note,
    Outline,
    Paragraph,
    Section,
    Signatures,
    Table,
    cell_text,
)
from tests.documents import MADE, an_office_year
from tests.injections import TEXTS


class Reader(html.parser.HTMLParser):
    """Tags, their attributes and all text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def an_outline(words: str) -> Outline:
    blocks = (
        Paragraph(words),
        Note(words),
        Facts(((words, words),)),
        Table(words, (Column(words), Column("n", NUMBER)), ((words, Fraction(1, 3)),), words),
        Signatures(((words, words),), words),
    )
    return Outline("office", words, words, ((words, words),), (Section("a", words, blocks),), "ab", MADE)


def test_every_number_of_the_tables_stands_on_the_page(tmp_path):
    outline = office_contents.office_outline(an_office_year(), MADE)
    write_page(outline, tmp_path / "x.html")
    text = Reader((tmp_path / "x.html").read_text("utf-8")).text
    for section in outline.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell, column in zip(row, block.columns, strict=True):
                        if not isinstance(cell, str):
                            assert cell_text(cell, column.kind) in text


@pytest.mark.parametrize("words", TEXTS)
def test_what_is_typed_is_text_wherever_it_stands(tmp_path, words):
    write_page(an_outline("x"), tmp_path / "plain.html")
    write_page(an_outline(words), tmp_path / "typed.html")
    plain, typed = (Reader((tmp_path / name).read_text("utf-8")) for name in ("plain.html", "typed.html"))
    assert typed.tags == plain.tags
    assert typed.attributes == plain.attributes
    assert {"src", "href", "onclick"}.isdisjoint(typed.attributes)


def test_equal_outlines_give_equal_bytes_and_a_draft_differs(tmp_path):
    outline = an_outline("sama")
    write_page(outline, tmp_path / "a.html")
    write_page(outline, tmp_path / "b.html")
    write_page(replace(outline, title="lain"), tmp_path / "c.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "a.html").read_bytes() != (tmp_path / "c.html").read_bytes()
