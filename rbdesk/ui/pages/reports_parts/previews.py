"""What the pages of a document will show, and how far its numbers may still move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rbdesk import messages, text
from rbdesk.progress import SILENT, Progress
from rbdesk.report import slide_plan
from rbdesk.report.outline import NUMBER, PERCENT, Block, Column, Facts, Outline, Section, Table
from rbdesk.report.year import OfficeYear, RegencyYear
from rbdesk.ui.pages.reports_parts.page_paint import PageSketch, paper_sketch, slide_sketch
from rbdesk.workflow import documents
from rbdesk.workflow.documents import Material, Wish

_MOST_LINES = 18


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages, and what can be chosen: (key, name) of every chapter or slide, those in `off` not among the usual."""

    pages: tuple[PageSketch, ...]
    parts: tuple[tuple[str, str], ...] = ()
    off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reach:
    """What a document's numbers stand on, as a strip says it; no title: all is settled."""

    title: str = ""
    details: str = ""


def preview_of(material: Material, wish: Wish, made_at: datetime, progress: Progress = SILENT) -> Preview:
    """The pages of what is wished; a job."""
    progress.step(0, 1)
    if wish.kind == documents.DECK:
        deck = documents.deck_of(material, made_at, wish)
        pages = [slide_sketch(slide.title, page) for slide in deck.slides for page in slide_plan.pages(slide)]
        slides = documents.slides_of(material, made_at)
        off = frozenset(key for key, _, is_usual in slides if not is_usual)
        return Preview(tuple(pages), tuple((key, name) for key, name, _ in slides), off)
    if wish.kind == documents.REPORT:
        whole_report = documents.outline_of(material, made_at)
        outline = documents.outline_of(material, made_at, wish)
        chapters = tuple((one.key, one.title) for one in whole_report.sections if one.level == 1)
        return Preview((_cover(outline), *_chapters(outline)), chapters)
    return Preview(_sheets(material))


def reach_of(material: Material) -> Reach:
    """How far the numbers may still move."""
    found = material.year
    if isinstance(found, RegencyYear):
        of = len(found.offices)
        if found.whole_counted == of:
            return Reach()
        if not found.received:
            return Reach(
                "Belum ada kecamatan yang mengirim",
                "Dokumen hanya memuat hasil tahun-tahun lalu dan kerangkanya.",
            )
        details = f"Setiap angka gabungan diberi catatan “{found.counted} dari {of}” dan tanda SEMENTARA."
        return Reach(f"Baru {found.whole_counted} dari {of} kecamatan selesai diverifikasi", details)
    if found.is_final:
        return Reach()
    return Reach(
        "Penilaian belum dikirim resmi", "Dokumen diberi tanda belum final; angkanya masih dapat berubah."
    )


def _cover(outline: Outline) -> PageSketch:
    blocks: list[Block] = [Facts((("", outline.subtitle), *outline.facts))]
    return paper_sketch(outline.title, blocks)


def _chapters(outline: Outline) -> list[PageSketch]:
    """A page for each chapter with what stands inside it."""
    found: list[tuple[Section, list[Block]]] = []
    for section in outline.sections:
        if section.level == 1 or not found:
            found.append((section, list(section.blocks)))
        else:
            found[-1][1].extend(section.blocks)
    return [paper_sketch(section.title, blocks) for section, blocks in found]


def _sheets(material: Material) -> tuple[PageSketch, ...]:
    found = material.year
    return _office_sheets(found) if isinstance(found, OfficeYear) else _regency_sheets(found)


def _office_sheets(found: OfficeYear) -> tuple[PageSketch, ...]:
    instrument, sheet = found.instrument, found.sheet
    columns = (
        Column("Kode", width=1.2),
        Column("Pertanyaan", width=6),
        Column("Jawaban", width=1.4),
        Column("Nilai", NUMBER, 1.2),
    )
    areas = tuple(
        (group.name, group.weight, sheet.area(group.places) if sheet else None) for group in instrument.areas
    )
    heads = (Column("Area", width=5), Column("Bobot", NUMBER), Column("Nilai", NUMBER))
    pages = [paper_sketch("Rekap", [Table("", heads, areas)], is_wide=True)]
    for group in instrument.areas:
        rows = []
        for place in group.places:
            for leaf in instrument.questions_under(place):
                code = instrument.nodes[leaf].code
                answer = found.answers.get(code)
                said = messages.value_text(answer.value if answer else None, instrument.question(code).scale)
                worth = sheet.points[leaf] if sheet else None
                rows.append((instrument.display(code), instrument.nodes[leaf].name, said, worth))
        pages.append(paper_sketch(group.name, [Table("", columns, tuple(rows[:_MOST_LINES]))], is_wide=True))
    return tuple(pages)


def _regency_sheets(found: RegencyYear) -> tuple[PageSketch, ...]:
    heads = (
        Column("Kecamatan", width=2.4),
        *(Column(group.short, PERCENT) for group in found.instrument.areas),
        Column("Total", PERCENT),
    )
    rows = tuple(
        (
            one.name,
            *(
                one.sheet.area_percent(group.places) if one.sheet else None
                for group in found.instrument.areas
            ),
            one.sheet.percent() if one.sheet else None,
        )
        for one in found.offices
    )
    status = tuple((one.name, one.status.replace("_", " "), one.received) for one in found.offices)
    sent = (Column("Kecamatan", width=2), Column("Status"), Column("Diterima"))
    shown = tuple((name, words, text.date_short(at) if at else None) for name, words, at in status)
    return (
        paper_sketch("Perbandingan", [Table("", heads, rows)], is_wide=True),
        paper_sketch("Status kiriman", [Table("", sent, shown)], is_wide=True),
    )
