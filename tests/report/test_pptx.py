from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from rbdesk.analysis.figures import Bar, Bars, Tile, Tiles
from rbdesk.progress import Cancelled, Progress
from rbdesk.report import logo, pptx
from rbdesk.report.outline import Block, Column, Deck, Facts, Note, Paragraph, Picture, Slide, Table
from tests.report import slides
from tests.report.slides import HOSTILE

BARS = Bars((Bar("7", "Pengawasan", Decimal("48.97"), Decimal(1)), Bar("8", "Pelayanan", Decimal(70))))
CHART = Picture("Capaian", BARS, "LKE 2020", "Pengawasan 49,0, di bawah 60")
MAP = Picture(
    "", Tiles(1, 2, (Tile("1", "Setu", 0, 0, "", Decimal(61), "B"), Tile("2", "Babelan", 0, 1))), "", "peta"
)


def a_deck(*found: Slide) -> Deck:
    cover = Slide("title", "Paparan RB 2020", (Paragraph("Kabupaten Bekasi"),), "salam")
    return Deck(
        "regency", "Paparan RB 2020", "Kabupaten Bekasi", (cover, *found), "ab12", datetime(2020, 9, 7)
    )


def a_slide(*blocks: Block, title: str = "Judul", notes: str = "catatan") -> Slide:
    return Slide("x", title, blocks, notes, ("LKE 2020",))


FULL = a_deck(
    a_slide(Paragraph("Kesimpulan", "lead"), CHART, Paragraph("Naik."), Note("19 dari 23", "warning")),
    a_slide(MAP, Facts((("Rata-rata", "57,3"), ("Di atas 60", "7")))),
    a_slide(Table("Rekomendasi", (Column("No"), Column("Isi", width=4)), tuple((str(at), "kata " * 30) for at in range(20)))),
    a_slide(),
)  # fmt: skip


def test_the_same_deck_is_the_same_file() -> None:
    assert pptx.deck_bytes(FULL) == pptx.deck_bytes(FULL)
    later = replace(FULL, made_at=datetime(2020, 9, 8))
    assert pptx.deck_bytes(later) != pptx.deck_bytes(FULL)


def test_the_file_is_sound_and_nothing_on_it_is_too_large() -> None:
    content = pptx.deck_bytes(FULL)
    assert slides.faults(content) == []
    made = slides.opened(content)
    assert len(made.slides) > len(FULL.slides)  # the long table is continued
    for slide in made.slides:
        assert slides.overflows(slide) == []


def test_titles_and_points_stand_where_the_outline_view_finds_them() -> None:
    made = slides.opened(pptx.deck_bytes(FULL))
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[:3] == ["Paparan RB 2020", "Judul", "Judul"]
    assert all(titles)
    assert made.slides[1].placeholders[1].text_frame.text == "Kesimpulan"
    assert slides.notes(made.slides[0]) == "salam"
    assert slides.notes(made.slides[1]) == "catatan"


def test_no_placeholder_is_left_empty() -> None:
    for slide in slides.opened(pptx.deck_bytes(FULL)).slides:
        for holder in slide.placeholders:
            assert holder.text_frame.text or holder.placeholder_format.idx == 1
    bare = slides.opened(pptx.deck_bytes(a_deck(a_slide()))).slides[1]
    assert [holder.placeholder_format.idx for holder in bare.placeholders] == [0, 12]


def test_charts_maps_and_tables_say_in_words_what_they_show() -> None:
    made = slides.opened(pptx.deck_bytes(FULL))
    told = {
        shape._element.find(".//{*}cNvPr").get("descr")
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or shape.shape_type == 6
    }
    assert told == {"Pengawasan 49,0, di bawah 60", "peta", "Rekomendasi"}


def test_the_slide_carries_its_number_and_the_cover_none() -> None:
    made = slides.opened(pptx.deck_bytes(FULL))
    assert "slidenum" not in slides.etree.tostring(made.slides[0].element).decode()
    assert "slidenum" in slides.etree.tostring(made.slides[1].element).decode()


def test_hostile_texts_stay_texts_everywhere() -> None:
    found = []
    for at, text in enumerate(HOSTILE):
        chart = Picture(text, Bars((Bar("1", text or "x", Decimal(50)),)), text, text)
        charts = (chart,) if at % 8 == 0 else ()  # one takes as long as ten texts
        blocks = (Paragraph(text, "lead"), *charts, Facts(((text, text), (text, "b"))), Note(text))
        found.append(Slide(f"x{at}", text, blocks, text, (text,)))
        found.append(Slide("title", text, (Paragraph(text), Paragraph(text, "small")), text))
    rows = tuple((text,) for text in HOSTILE)
    found.append(Slide("t", "Tabel", (Table("", (Column("Isi"),), rows),)))
    content = pptx.deck_bytes(
        Deck("regency", "=1+1\x00", "\ud800", tuple(found), "\x1b", datetime(2020, 9, 7))
    )
    assert slides.faults(content) == []
    for one in slides.opened(content).slides:
        assert slides.overflows(one) == []
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        assert not [name for name in bag.namelist() if "vba" in name.lower() or "macro" in name.lower()]
        for name in bag.namelist():
            if name.startswith("ppt/embeddings/"):
                with zipfile.ZipFile(io.BytesIO(bag.read(name))) as book:
                    sheet = book.read("xl/worksheets/sheet1.xml").decode()
                    assert "<f>" not in sheet
                    assert "hyperlink" not in sheet


def test_a_stopped_job_leaves_no_file(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    progress = Progress(lambda *step: told.append(step), lambda: len(told) == 2)
    with pytest.raises(Cancelled):
        pptx.write_pptx(FULL, tmp_path / "Paparan.pptx", progress)
    assert list(tmp_path.iterdir()) == []


def test_every_slide_is_told_while_it_is_made(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    pptx.write_pptx(FULL, tmp_path / "Paparan.pptx", Progress(lambda *step: told.append(step)))
    assert [step[0] for step in told] == [0, 1, 2, 3, 4, 5]
    assert told[0] == (0, 5, "Paparan RB 2020")
    assert (tmp_path / "Paparan.pptx").read_bytes() == pptx.deck_bytes(FULL)


@pytest.mark.parametrize("size", [(300, 100), (100, 300), (64, 64)])
def test_a_logo_keeps_its_proportions_and_lies_on_nothing(size: tuple[int, int]) -> None:
    made = io.BytesIO()
    Image.new("RGB", size, "navy").save(made, "PNG")
    cover = slides.opened(pptx.deck_bytes(a_deck(), logo=logo.judged(made.getvalue()))).slides[0]
    (picture,) = [shape for shape in cover.shapes if shape.shape_type == 13]
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert picture.image.blob == made.getvalue()
    assert slides.overflows(cover) == []
