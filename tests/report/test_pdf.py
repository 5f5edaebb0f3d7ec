"""Reports on pages: all that the outline says, as text, the same bytes for the same data, and nothing a stranger wrote acts."""

from __future__ import annotations

import io
import os
import re
import subprocess
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.analysis.figures import Bar, Bars, Radar, RadarAxis
from rbdesk.errors import StoreTrouble
from rbdesk.progress import Cancelled, Progress
from rbdesk.report import fonts, pdf
from rbdesk.report.office_contents import office_outline
from rbdesk.report.outline import (
    NUMBER,
    WARNING,
    Block,
    Column,
    Facts,
    Note,
    Outline,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Table,
    cell_text,
)
from rbdesk.report.regency_contents import regency_outline
from tests import documents
from tests.report import slides

MADE = datetime(2020, 9, 5, 9, 30)
LONG = (
    "w" * 10_000,
    "e\u0301" + "\u0301" * 400,
    "\n\n\nbaris\n" * 300,
    "%PDF-1.4 endstream endobj (\\) ) ( <<>> BDC EMC",
)


def outline(*blocks: Block, title: str = "Contoh", is_draft: bool = False) -> Outline:
    sections = (Section("satu", "Bagian satu", blocks), Section("dua", "Bagian dua", (), 1))
    return Outline(
        "office", title, "Kecamatan Contoh", (("Fakta", "isi"),), sections, "ab" * 32, MADE, is_draft
    )


def painted(made: Outline, *, paper: str = pdf.A4) -> bytes:
    target = io.BytesIO()
    pdf.paint_pdf(made, target, paper=paper)
    return target.getvalue()


def read(content: bytes, tmp_path: Path, *options: str) -> str:
    file = tmp_path / "baca.pdf"
    file.write_bytes(content)
    command = ["pdftotext", *options, str(file), "-"]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}
    ).stdout


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", fonts.printable(words))


needs_poppler = pytest.mark.skipif(
    not any((Path(folder) / "pdftotext").exists() for folder in os.environ["PATH"].split(os.pathsep)),
    reason="pdftotext is not installed",
)


def test_equal_outlines_give_equal_bytes_and_another_paper_gives_others() -> None:
    made = office_outline(documents.an_office_year(), documents.MADE)

    assert painted(made) == painted(made)
    assert painted(made) != painted(made, paper=pdf.F4)


@needs_poppler
def test_every_cell_and_fact_of_the_report_is_text_in_the_file(tmp_path: Path) -> None:
    made = office_outline(documents.an_office_year(), documents.MADE)
    text = squeezed(read(painted(made), tmp_path, "-raw"))

    for block in (block for section in made.sections for block in section.blocks):
        if isinstance(block, Table):
            for row in block.rows:
                for cell, column in zip(row, block.columns, strict=True):
                    words = cell_text(cell, column.kind)
                    assert all(squeezed(word) in text for word in words.split()[:3]), words
        elif isinstance(block, Paragraph | Note):
            assert squeezed(block.text[:24]) in text
        elif isinstance(block, Facts):
            assert all(squeezed(words)[:12] in text for _, words in block.pairs)


@needs_poppler
def test_every_number_of_the_consolidated_report_is_in_the_file(tmp_path: Path) -> None:
    made = regency_outline(documents.a_regency_year(), documents.MADE)
    said = set(read(painted(made), tmp_path, "-raw").split())
    cells = [
        cell_text(cell, column.kind)
        for section in made.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell, column in zip(row, block.columns, strict=True)
        if not isinstance(cell, str)
    ]

    assert len(cells) > 1_500
    assert {fonts.printable(words) for words in cells} - said == set()


@needs_poppler
def test_each_page_says_how_far_it_is_and_whether_it_is_final(tmp_path: Path) -> None:
    made = outline(*(Paragraph("Kalimat. " * 90) for _ in range(20)), is_draft=True)
    pages = read(painted(made), tmp_path, "-layout").split("\f")[:-1]

    assert len(pages) > 3
    for place, page in enumerate(pages[1:], start=2):
        assert re.search(rf"Halaman {place} dari\s+{len(pages)}\b", page)
        assert "BELUM FINAL" in page
    assert "BELUM FINAL" in pages[0]
    assert re.search(r"Bagian dua\s+\d+", pages[1])


@needs_poppler
def test_a_note_longer_than_a_page_goes_on_and_a_head_is_repeated(tmp_path: Path) -> None:
    long = " ".join(f"kata{place}" for place in range(2_000))
    columns = (Column("Pertanyaan yang panjang"), Column("Catatan"), Column("Nilai", NUMBER))
    table = Table("Jawaban", columns, (("satu", long, Fraction(1, 3)), ("dua", "pendek", None)))
    text = read(painted(outline(table)), tmp_path, "-raw")

    assert all(f"kata{place}" in text for place in range(0, 2_000, 37))
    assert text.count("Pertanyaan yang panjang") > 2
    assert "0,33" in text


@needs_poppler
@pytest.mark.parametrize("words", LONG)
def test_what_is_far_too_long_takes_pages_and_stays_whole(words: str, tmp_path: Path) -> None:
    made = hostile(words)
    content = painted(replace(made, title=words, subtitle=words))

    assert squeezed(words)[:40] in squeezed(read(content, tmp_path, "-raw"))


@needs_poppler
def test_what_strangers_wrote_is_only_text(tmp_path: Path) -> None:
    sections = tuple(hostile(words).sections[0] for words in (*slides.HOSTILE, *LONG))
    assert len(sections) > 50
    content = painted(replace(outline(), sections=sections, title=slides.HOSTILE[8], subtitle="\ud800\x00"))
    said = squeezed(read(content, tmp_path, "-raw"))

    for act in (
        b"/JavaScript",
        b"/URI",
        b"/Launch",
        b"/GoToR",
        b"/SubmitForm",
        b"/EmbeddedFile",
        b"/AcroForm",
    ):
        assert act not in content
    for words in slides.HOSTILE:
        plain = squeezed(words)
        assert plain[:30] in said, words


def hostile(words: str) -> Outline:
    """A document that says the same in every place there is."""
    table = Table(words, (Column(words), Column("Nilai", NUMBER)), ((words, Fraction(1, 2)),) * 2, words)
    radar = Radar(tuple(RadarAxis(str(at), words, 50) for at in range(4)), 2020)
    bars = Bars((Bar("1", words, 40, 2), Bar("2", words, 70)))
    blocks: tuple[Block, ...] = (
        Paragraph(words),
        Note(words, WARNING),
        Facts(((words, words),)),
        table,
        Picture(words, radar, words, words),
        Picture(words, bars, words, words),
        Signatures(((words, words),), words),
    )
    return replace(outline(), sections=(Section(words, words, blocks),))


def test_the_file_is_titled_tagged_and_in_indonesian() -> None:
    content = painted(outline(Paragraph("Isi")))

    assert b"/Lang (id-ID)" in content
    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"/DisplayDocTitle true" in content
    assert content.count(b"/Title (") >= 4, "the file's own, and a bookmark for each part"


def test_a_report_without_parts_has_a_cover_and_an_empty_list() -> None:
    target = io.BytesIO()

    assert pdf.paint_pdf(replace(outline(), sections=()), target) == 2


def test_a_cancelled_report_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "laporan.pdf"
    path.write_bytes(b"lama")
    asked = iter([False, True])

    with pytest.raises(Cancelled):
        pdf.write_pdf(outline(Paragraph("Isi")), path, Progress(is_cancelled=lambda: next(asked)))

    assert path.read_bytes() == b"lama"
    assert [one.name for one in tmp_path.iterdir()] == ["laporan.pdf"]


def test_progress_tells_each_part(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = tmp_path / "laporan.pdf"
    pdf.write_pdf(outline(Paragraph("Isi")), path, Progress(lambda done, of, _: told.append((done, of))))

    assert told == [(0, 2), (1, 2), (2, 2)]
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_bytes(b"")

    with pytest.raises(StoreTrouble):
        pdf.write_pdf(outline(), tmp_path / "berkas" / "laporan.pdf")
