from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pptx import Presentation

from rbdesk.report import pptx
from rbdesk.report.outline import Column, Deck, Facts, Paragraph, Slide, Table
from tools import judge_deck
from tools.judge_deck import Place


def test_a_word_that_leaves_its_box_is_found() -> None:
    box = Place("Isi", 10, 10, 100, 40)
    inside, beside = Place("dalam", 12, 12, 60, 30), Place("luar", 80, 12, 120, 30)
    assert judge_deck.strays([inside], [box]) == []
    assert judge_deck.strays([inside, beside], [box]) == ["“luar” at 80, 12 lies in no shape"]
    assert judge_deck.strays([Place("tepi", 98, 12, 102, 30)], [box]) == []


def test_every_shape_and_every_cell_is_a_place_for_words(tmp_path: Path) -> None:
    table = Table("", (Column("Kode"), Column("Isi")), (("P.1", "kata"),))
    slide = Slide(
        "x", "Judul", (Paragraph("Satu", "lead"), Facts((("a", "1"), ("b", "2"))), table), "", ("LKE",)
    )
    deck = Deck("office", "Judul", "", (slide,), "ab", datetime(2020, 9, 7))
    path = tmp_path / "Paparan.pptx"
    pptx.write_pptx(deck, path)
    (one,) = Presentation(str(path)).slides
    places = list(judge_deck.shapes_of(one.shapes))
    assert {"Kode", "Isi", "P.1", "kata"} <= {place.name for place in places}
    assert all(
        0 <= place.left < place.right <= 960 and 0 <= place.top < place.bottom <= 540 for place in places
    )


def test_the_words_of_a_page_are_read_with_their_places() -> None:
    reader = judge_deck._Words()
    reader.feed(
        '<page width="960" height="540"><word xMin="1.5" yMin="2" xMax="30" yMax="12">Nilai</word></page><page></page>'
    )
    assert reader.pages == [[Place("Nilai", 1.5, 2, 30, 12)], []]
