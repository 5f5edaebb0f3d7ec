from __future__ import annotations

from rbdesk.report import deck_appendix, deck_contents
from rbdesk.report.outline import Table
from rbdesk.report.slide_plan import Sheet, pages
from tests import documents
from tests.documents import MADE


def test_every_office_stands_in_one_line_on_one_of_the_pages() -> None:
    year = documents.a_regency_year()
    slide = deck_appendix.appendix(year)
    (table,) = [block for block in slide.blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == [one.name for one in year.offices]
    for one, row in zip(year.offices, table.rows, strict=True):
        assert row[1] == (one.sheet.percent() if one.sheet is not None else None)
        assert row[6] == (one.survey.result.index if one.survey is not None else None)
        assert row[5] == len({item.sha256 for item in one.evidence})
        assert row[8]
    shown = [
        row[0].text for page in pages(slide) for piece in page.pieces if isinstance(piece, Sheet) for row in piece.grid.rows
    ]  # fmt: skip
    assert shown == [one.name for one in year.offices]


def test_the_annex_comes_only_when_it_is_named() -> None:
    deck = deck_contents.regency_deck(documents.a_regency_year(), MADE)
    assert "appendix" in dict(deck_contents.slide_names(deck))
    assert "appendix" not in deck_contents.default_keys(deck)
    assert deck_contents.chosen(deck, ("appendix",)).slides[-1].key == "appendix"
