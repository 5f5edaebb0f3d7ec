"""Pages and the pen on them."""

from __future__ import annotations

import io

from rbdesk.report.pdf_pages import A4, F4, LEFT, MILLIMETRE, Pages
from rbdesk.report.pdf_text import Style

STYLE = Style(10, 14)


def pages(paper: str = A4) -> Pages:
    return Pages(io.BytesIO(), paper, title="Judul", author="Pembuat", subject="")


def test_paper_is_a4_or_folio() -> None:
    assert (round(pages(A4).width / MILLIMETRE), round(pages(A4).height / MILLIMETRE)) == (210, 297)
    assert (round(pages(F4).width / MILLIMETRE), round(pages(F4).height / MILLIMETRE)) == (215, 330)


def test_text_goes_on_on_the_next_page() -> None:
    made = pages()
    made.write("P", "baris\n" * 100, STYLE)

    assert made.number == 2
    assert made.left < made.whole


def test_a_page_is_turned_only_where_the_next_has_more_room() -> None:
    made = pages()
    assert made.is_fresh
    assert not made.need(10_000), "an empty page has no more room than this one"
    made.write("P", "satu", STYLE)
    assert not made.need(100)
    assert made.need(made.whole)
    assert (made.number, made.is_fresh) == (2, True)


def test_the_room_lies_between_the_edges() -> None:
    made = pages()

    assert LEFT + made.room < made.width
