from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbdesk.analysis.figures import Bar, Bars, Heat, HeatCell, HeatColumn, HeatRow
from rbdesk.report.outline import Block, Column, Facts, Note, Paragraph, Picture, Signatures, Slide, Table
from rbdesk.report.slide_plan import BODY_BOTTOM, LEFT, RIGHT, Box, Drawn, Page, Sheet, Text, pages
from rbdesk.report.slide_text import height
from tests.report.slides import HOSTILE

BARS = Bars((Bar("1", "Pengawasan", Decimal(49), Decimal(1)),))
PICTURE = Picture("Capaian", BARS, "LKE 2020", "satu batang")
SENTENCE = "Rekomendasi ditindaklanjuti oleh Sekretaris Camat bersama seluruh kepala seksi. "


def a_table(rows: int, words: str = SENTENCE) -> Table:
    columns = (Column("No", width=0.5), Column("Rekomendasi", width=4), Column("Status"))
    return Table("Yang belum selesai", columns, tuple((str(at), words, "Proses") for at in range(rows)))


def a_slide(*blocks: Block, key: str = "x", title: str = "Judul", notes: str = "catatan") -> Slide:
    return Slide(key, title, blocks, notes, ("LKE 2020",))


def words_of(page: Page) -> list[str]:
    found = [one.text for piece in page.pieces if isinstance(piece, Text) for one in piece.words]
    found += [
        cell.text
        for piece in page.pieces
        if isinstance(piece, Sheet)
        for row in piece.grid.rows
        for cell in row
    ]
    return found


def check(page: Page) -> None:
    """Everything is inside the body, nothing is larger than its box, nothing lies on anything else."""
    boxes = [piece.box for piece in page.pieces]
    for piece, box in zip(page.pieces, boxes, strict=True):
        assert box.x >= LEFT - 0.1
        assert box.x + box.width <= RIGHT + 0.1
        assert box.y + box.height <= BODY_BOTTOM + 0.1
        if isinstance(piece, Text):
            assert height(piece.words, box.width - 2 * piece.pad) <= box.height - 2 * piece.pad + 0.1
            assert all(one.size >= 12 for one in piece.words)
        if isinstance(piece, Sheet):
            assert piece.size >= 9
        if isinstance(piece, Drawn):
            assert box.height >= 150
    for one, other in combinations(boxes, 2):
        assert not _meet(one, other), page


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x + 0.1 < other.x + other.width
        and other.x + 0.1 < one.x + one.width
        and one.y + 0.1 < other.y + other.height
        and other.y + 0.1 < one.y + one.height
    )


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.integers(1, 14).map(lambda count: Paragraph(SENTENCE * count)),
    st.integers(1, 3).map(lambda count: Paragraph(SENTENCE * count, "small")),
    st.integers(1, 2).map(lambda count: Paragraph(SENTENCE * count, "lead")),
    st.integers(1, 12).map(lambda count: Note(SENTENCE * count, "warning")),
    st.integers(1, 9).map(lambda count: Facts(tuple((f"Nama {at}", str(at)) for at in range(count)))),
    st.integers(1, 9).map(lambda count: Facts(tuple((f"Nama {at}", SENTENCE) for at in range(count)))),
    st.builds(lambda rows, words: a_table(rows, SENTENCE * words), st.integers(1, 30), st.integers(1, 4)),
    st.just(a_table(2, SENTENCE * 60)),
    st.just(PICTURE),
)


@given(st.lists(BLOCKS, max_size=5))
@settings(max_examples=25, deadline=None)
def test_whatever_stands_on_a_slide_fits_and_nothing_is_lost(blocks: list[Block]) -> None:
    made = pages(a_slide(*blocks))
    for page in made:
        check(page)
    assert sum(isinstance(piece, Drawn) for page in made for piece in page.pieces) == sum(
        isinstance(block, Picture) for block in blocks
    )
    said = "".join("".join("".join(words_of(page)).split()) for page in made)
    for block in blocks:
        if isinstance(block, Paragraph):
            assert (
                said.count("Rekomendasiditindaklanjuti")
                >= block.text.count("Rekomendasi ditindaklanjuti") - 2
            )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_too_hostile_to_be_placed(text: str) -> None:
    slide = a_slide(
        Paragraph(text, "lead"),
        Paragraph(text),
        Note(text),
        Facts(((text, text), ("a", "b"))),
        a_table(2, text),
        Signatures(((text, text),)),
        title=text,
    )
    for page in pages(slide):
        check(page)
    for page in pages(a_slide(Paragraph(text), Paragraph(text, "small"), key="title", title=text)):
        assert page.is_cover
        for piece in page.pieces:
            assert isinstance(piece, Text)
            assert height(piece.words, piece.box.width) <= piece.box.height


def test_a_continued_slide_says_which_of_how_many() -> None:
    made = pages(a_slide(a_table(40), title="Tindak lanjut"))
    assert len(made) > 1
    assert len({piece.size for page in made for piece in page.pieces if isinstance(piece, Sheet)}) == 1
    assert [page.title.text for page in made] == [
        f"Tindak lanjut ({number}/{len(made)})" for number in range(1, len(made) + 1)
    ]


def test_a_title_that_is_cut_is_whole_in_the_notes_and_still_says_which() -> None:
    long = "Perkembangan pelaksanaan reformasi birokrasi " * 8
    (one,) = pages(a_slide(Paragraph("isi"), title=long))
    assert one.title.text.endswith("…")
    assert one.notes.startswith(long)
    many = pages(a_slide(a_table(40), title=long))
    assert many[0].title.text.endswith(f"… (1/{len(many)})")
    assert pages(a_slide(Paragraph("isi")))[0].notes == "catatan"


def test_a_chart_stands_left_of_what_is_said_about_it() -> None:
    (page,) = pages(a_slide(Paragraph("Kesimpulan", "lead"), PICTURE, Paragraph("Naik."), Note("Sementara")))
    lead, head, chart, said, note = page.pieces
    assert isinstance(chart, Drawn)
    assert lead.box.y < head.box.y < chart.box.y
    assert said.box.x > chart.box.x + chart.box.width
    assert note.box.y > said.box.y


def test_two_charts_stand_side_by_side_and_words_under_them() -> None:
    (page,) = pages(a_slide(PICTURE, PICTURE, Note("Rata-rata 19 dari 23 kecamatan")))
    charts = [piece for piece in page.pieces if isinstance(piece, Drawn)]
    assert charts[0].box.y == charts[1].box.y
    assert charts[0].box.x < charts[1].box.x
    note = page.pieces[-1]
    assert isinstance(note, Text)
    assert note.role == "note"
    assert note.box.y >= charts[0].box.y + charts[0].box.height


def test_short_facts_are_cards_and_long_ones_a_list() -> None:
    (cards,) = pages(a_slide(Facts((("Selesai", "12"), ("Proses", "20")))))
    assert [piece.role for piece in cards.pieces if isinstance(piece, Text)] == ["card", "card"]
    (listed,) = pages(a_slide(Facts((("Selesai", SENTENCE), ("Proses", "20")))))
    assert [type(piece) for piece in listed.pieces] == [Sheet]


def test_the_table_of_23_offices_stands_on_one_slide() -> None:
    areas = tuple(
        HeatColumn(str(at), name) for at, name in enumerate(("SDM Aparatur", "Pelayanan Publik") * 4)
    )
    cell = HeatCell(Decimal("58.4"), "CC")
    rows = tuple(HeatRow(str(at), "Cikarang Selatan", (cell,) * 8, cell) for at in range(23))
    heat = Heat(areas, rows, HeatRow("", "Rata-rata", (cell,) * 8, cell), 23)
    (page,) = pages(a_slide(Paragraph("Rata-rata 19 dari 23 kecamatan.", "lead"), Picture("", heat)))
    check(page)
    assert [type(piece) for piece in page.pieces] == [Text, Sheet]


def test_sources_of_the_slide_and_its_tables_are_told_once() -> None:
    slide = a_slide(PICTURE, a_table(1))
    (page,) = pages(slide)
    assert page.source is not None
    assert page.source.words[0].text == "LKE 2020"
    bare = Slide("x", "Judul", (Paragraph("isi"),))
    assert pages(bare)[0].source is None
