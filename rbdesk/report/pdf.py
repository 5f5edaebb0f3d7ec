"""Laporan as PDF: an outline on pages with text that is text, bookmarks, structure and the house's fonts.

The same outline gives the same bytes. Knows no store and no rule of the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from rbdesk.progress import SILENT, Progress
from rbdesk.report import palette, pdf_figures, pdf_text
from rbdesk.report import pdf_words as words
from rbdesk.report.outline import (
    LEAD,
    WARNING,
    Block,
    Facts,
    Note,
    Outline,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Table,
)
from rbdesk.report.outline import SMALL as SMALL_TEXT
from rbdesk.report.pdf_pages import A4, F4, LEFT, RIGHT, SMALL, Pages
from rbdesk.report.pdf_structure import CAPTION, HEADINGS, PARAGRAPH, SECTION
from rbdesk.report.pdf_tables import TITLE, draw_facts, draw_table, height_of, start_height
from rbdesk.report.pdf_text import Style
from rbdesk.report.whole import replacing

PAPERS = (A4, F4)

_BODY = Style(9.5, 14)
_PARAGRAPHS = {LEAD: Style(11.5, 17), SMALL_TEXT: SMALL}
_CHAPTER, _PART = Style(17, 23, is_bold=True), Style(12, 17, is_bold=True)
_COVER_TITLE = Style(25, 32, is_bold=True, colour=palette.WHITE)
_COVER_SUBTITLE = Style(13, 18, colour=palette.NAVY_TEXT)
_COVER_MARK = Style(11, 15, is_bold=True)
_COVER_BAND = 250.0
_NOTE, _NOTE_PAD = Style(9.5, 13.5), 8.0
_ENTRY, _ENTRY_HEIGHT = Style(10.5, 14), 20.0
_CHAPTER_NEEDS = 0.35  # of a page; with less a chapter begins on the next
_PART_NEEDS = 110.0
_HALF = 0.5  # of a page: with less left a small part begins where all of it fits
_TITLE_AND_CAPTION = 56.0
_SIGN_HEIGHT, _SIGN_LINE = 124.0, 150.0
_PLACE, _PAGES = "bagian-{place}", "pages"


def write_pdf(outline: Outline, path: Path, progress: Progress = SILENT, *, paper: str = A4) -> None:
    """Write a document. A job; a file of that name is replaced as a whole, and after a failure nothing is left.

    `paper` is "A4" or "F4" (215 x 330 mm). Raises StoreTrouble ("locked": another program holds the file open), Cancelled.
    """
    with replacing(path) as part, part.open("wb") as target:
        paint_pdf(outline, target, progress, paper=paper)


def paint_pdf(outline: Outline, target: BinaryIO, progress: Progress = SILENT, *, paper: str = A4) -> int:
    """Paint a document into an open file; how many pages it has. Raises Cancelled."""
    pages = Pages(
        target, paper, title=outline.title, author=outline.subtitle, subject=words.subject(outline.digest)
    )
    pages.head = f"{outline.title} · {outline.subtitle}"
    pages.mark = words.DRAFT if outline.is_draft else ""
    pages.foot = words.foot(outline.digest, outline.made_at)
    pages.of = words.PAGE_OF
    _draw_cover(pages, outline)
    pages.turn()
    _draw_contents(pages, outline.sections)
    if outline.sections:
        pages.turn()
    told: dict[str, tuple[str, Style, bool]] = {}
    for place, section in enumerate(outline.sections):
        progress.step(place, len(outline.sections), section.title)
        began = _draw_section(pages, section, place)
        if section.level == 1:
            told[_PLACE.format(place=place)] = (str(began), _ENTRY, True)
    told[_PAGES] = (str(pages.number), SMALL, False)
    pages.save(told)
    progress.step(len(outline.sections), len(outline.sections))
    return pages.number


def _draw_cover(pages: Pages, outline: Outline) -> None:
    canvas, top = pages.canvas, pages.height
    pages.bookmark("sampul", outline.title, 0)
    with pages.ornament():
        canvas.setFillColor(pdf_text.colour_of(palette.NAVY))
        canvas.rect(0, top - _COVER_BAND, pages.width, _COVER_BAND, stroke=0, fill=1)
        canvas.setFillColor(pdf_text.colour_of(palette.ACCENT))
        canvas.rect(LEFT, top - _COVER_BAND, 72, 5, stroke=0, fill=1)
    title = pdf_text.lines_of(outline.title, _COVER_TITLE, pages.room)[:3]
    subtitle = pdf_text.lines_of(outline.subtitle, _COVER_SUBTITLE, pages.room)[:2]
    at = top - _COVER_BAND + 34 + len(title) * _COVER_TITLE.leading + len(subtitle) * _COVER_SUBTITLE.leading
    with pages.structure.inside(HEADINGS[0]), pages.marked():
        pages.lines(title, _COVER_TITLE, LEFT, at)
    at -= len(title) * _COVER_TITLE.leading + 6
    with pages.structure.inside(PARAGRAPH), pages.marked():
        pages.lines(subtitle, _COVER_SUBTITLE, LEFT, at)
    pages.y = top - _COVER_BAND - 44
    if outline.is_draft:
        wide = pdf_text.width_of(words.DRAFT, _COVER_MARK) + 20
        with pages.ornament():
            canvas.setStrokeColor(pdf_text.colour_of(palette.INK))
            canvas.setLineWidth(1.2)
            canvas.rect(LEFT, pages.y - 21, wide, 24, stroke=1, fill=0)
        with pages.structure.inside(PARAGRAPH), pages.marked():
            pages.lines((words.DRAFT,), _COVER_MARK, LEFT + 10, pages.y - 1)
        pages.y -= 46
    draw_facts(pages, outline.facts, Style(10.5, 16))


def _draw_contents(pages: Pages, sections: Sequence[Section]) -> None:
    """The list of chapters; their pages are told when all are drawn."""
    pages.bookmark("isi", words.CONTENTS, 0)
    pages.write(HEADINGS[0], words.CONTENTS, _CHAPTER)
    pages.y -= 12
    right, canvas = pages.width - RIGHT, pages.canvas
    for place, section in enumerate(sections):
        if section.level != 1:
            continue
        pages.need(_ENTRY_HEIGHT)
        name = _PLACE.format(place=place)
        title = pdf_text.fitted(section.title, _ENTRY, pages.room - 60)
        with pages.structure.inside(PARAGRAPH), pages.marked():
            pages.lines((title,), _ENTRY, LEFT, pages.y)
            pages.later(name, right, pages.y - _ENTRY.leading + 3.9)
        with pages.ornament():
            canvas.setStrokeColor(pdf_text.colour_of(palette.CONTROL))
            canvas.setLineWidth(0.6)
            canvas.setDash(0.6, 3)
            base = pages.y - _ENTRY.leading + 4
            canvas.line(LEFT + pdf_text.width_of(title, _ENTRY) + 6, base, right - 28, base)
            canvas.setDash()
        canvas.linkRect("", name, (LEFT, pages.y - _ENTRY.leading, right, pages.y), relative=0, thickness=0)
        pages.y -= _ENTRY_HEIGHT


def _draw_section(pages: Pages, section: Section, place: int) -> int:
    """Draw a section; the page it begins on."""
    is_chapter = section.level == 1
    style = _CHAPTER if is_chapter else _PART
    if not pages.is_fresh and not pages.need(_needs(pages, section)):
        pages.y -= 18 if is_chapter else 8
    began = pages.number
    pages.bookmark(_PLACE.format(place=place), section.title, 0 if is_chapter else 1)
    with pages.structure.inside(SECTION):
        pages.write(HEADINGS[min(section.level, len(HEADINGS)) - 1], section.title, style)
        if is_chapter:
            with pages.ornament():
                pages.canvas.setFillColor(pdf_text.colour_of(palette.PRIMARY))
                pages.canvas.rect(LEFT, pages.y - 3, 40, 2.4, stroke=0, fill=1)
            pages.y -= 8
        pages.y -= 6
        for block in section.blocks:
            _draw_block(pages, block)
    return began


def _needs(pages: Pages, section: Section) -> float:
    """How much room a section wants to begin: all of it where it is small, else its title with what follows at once."""
    first = section.blocks[0] if section.blocks else None
    if section.level > 1:
        title = _PART.leading + 14
        whole = sum((_height_of(block, pages) for block in section.blocks), title)
        least = title + start_height(first, pages.room) if isinstance(first, Table) else _PART_NEEDS
        return whole if whole <= pages.whole and pages.left < pages.whole * _HALF else max(least, _PART_NEEDS)
    picture = _height_of(first, pages) + 50 if isinstance(first, Picture) else 0
    return max(pages.whole * _CHAPTER_NEEDS, min(picture, pages.whole))


def _height_of(block: Block, pages: Pages) -> float:
    """About how high a block is; what has no fixed height counts as a few lines."""
    match block:
        case Paragraph():
            style = _PARAGRAPHS.get(block.style, _BODY)
            return len(pdf_text.lines_of(block.text, style, pages.room)) * style.leading + 7
        case Facts():
            return len(block.pairs) * (_BODY.leading + 3) + 8
        case Table():
            return height_of(block, pages.room)
        case Picture():
            return pdf_figures.height_of(block.figure, pages.room) + _TITLE_AND_CAPTION
        case _:
            return 4 * _BODY.leading


def _draw_block(pages: Pages, block: Block) -> None:
    match block:
        case Paragraph():
            pages.write(PARAGRAPH, block.text, _PARAGRAPHS.get(block.style, _BODY))
            pages.y -= 7
        case Facts():
            draw_facts(pages, block.pairs, _BODY)
        case Table():
            draw_table(pages, block)
        case Picture():
            _draw_picture(pages, block)
        case Note():
            _draw_note(pages, block)
        case Signatures():
            _draw_signatures(pages, block)


def _draw_picture(pages: Pages, picture: Picture) -> None:
    height = pdf_figures.height_of(picture.figure, pages.room)
    lead = TITLE.leading + 4 if picture.title else 0
    pages.need(lead + height + SMALL.leading * 2)
    if picture.title:
        pages.write(PARAGRAPH, picture.title, TITLE)
        pages.y -= 4
    with pages.figure(picture.alt or picture.title) as canvas:
        pdf_figures.draw(canvas, picture.figure, LEFT, pages.y, pages.room)
    pages.y -= height + 2
    if picture.source:
        pages.write(CAPTION, picture.source, SMALL)
    pages.y -= 12


def _draw_note(pages: Pages, note: Note) -> None:
    is_warning = note.kind == WARNING
    lines = pdf_text.lines_of(note.text, _NOTE, pages.room - 3 * _NOTE_PAD)
    height = len(lines) * _NOTE.leading + 2 * _NOTE_PAD
    if height > pages.whole:  # nobody writes one so long; it is told all the same
        pages.write(PARAGRAPH, note.text, _NOTE)
        return
    pages.need(height)
    canvas = pages.canvas
    with pages.ornament():
        canvas.setFillColor(pdf_text.colour_of(palette.WARN_SOFT if is_warning else palette.PRIMARY_SOFT))
        canvas.rect(LEFT, pages.y - height, pages.room, height, stroke=0, fill=1)
        canvas.setFillColor(pdf_text.colour_of(palette.WARN if is_warning else palette.PRIMARY))
        canvas.rect(LEFT, pages.y - height, 4 if is_warning else 2, height, stroke=0, fill=1)
    with pages.structure.inside(PARAGRAPH), pages.marked():
        pages.lines(lines, _NOTE, LEFT + 2 * _NOTE_PAD, pages.y - _NOTE_PAD)
    pages.y -= height + 12


def _draw_signatures(pages: Pages, block: Signatures) -> None:
    """Two beside each other: the post, room for a signature, the name or a line for it."""
    column = pages.room / 2
    if block.day:
        pages.need(_SIGN_HEIGHT + 30)
        pages.write(PARAGRAPH, block.day, _BODY)
        pages.y -= 10
    for at in range(0, len(block.places), 2):
        pages.need(_SIGN_HEIGHT)
        for side, (post, name) in enumerate(block.places[at : at + 2]):
            x = LEFT + side * column
            lines = pdf_text.lines_of(post, _BODY, column - 20)[:3]
            with pages.structure.inside(PARAGRAPH), pages.marked():
                pages.lines(lines, _BODY, x, pages.y)
                top = pages.y - _SIGN_HEIGHT + 3 * _BODY.leading
                for at_line, part in enumerate(
                    name.split("\n")[:2]
                ):  # the name on the line, its number below
                    shown = pdf_text.fitted(part, _BODY, column - 20)
                    pages.lines((shown,), _BODY, x, top - at_line * (_BODY.leading + 2))
            with pages.ornament():
                pages.canvas.setStrokeColor(pdf_text.colour_of(palette.INK))
                pages.canvas.setLineWidth(0.6)
                base = pages.y - _SIGN_HEIGHT + 2 * _BODY.leading
                pages.canvas.line(x, base, x + _SIGN_LINE, base)
        pages.y -= _SIGN_HEIGHT + 6
