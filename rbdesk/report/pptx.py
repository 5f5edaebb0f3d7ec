"""Paparan: a deck as a presentation that can be edited; the same deck gives the same bytes.

Titles stand in the title's own place and points in the body's, so that the outline view shows them. Charts and tables
are native. Every text was measured beforehand: nothing is larger than its box.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from pptx.util import Pt

from rbdesk.analysis.figures import Tiles
from rbdesk.progress import SILENT, Progress
from rbdesk.report import figure_words, slide_master
from rbdesk.report.logo import Logo
from rbdesk.report.outline import Deck
from rbdesk.report.slide_charts import add_chart
from rbdesk.report.slide_plan import Box, Drawn, Page, Sheet, Text, pages
from rbdesk.report.slide_shapes import add_number, add_sheet, add_text, add_tiles, describe, write_words
from rbdesk.report.whole import replacing

SUFFIX = ".pptx"
_LOGO = Box(776, 56, 128, 128)
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_pptx(deck: Deck, path: Path, progress: Progress = SILENT, logo: Logo | None = None) -> None:
    """Write the deck; an older file of that name is replaced as a whole.

    Raises StoreTrouble: "locked" (another program holds it open), "readonly", "full", "io"; Cancelled.
    """
    content = deck_bytes(deck, progress, logo)
    with replacing(path) as part:
        part.write_bytes(content)


def deck_bytes(deck: Deck, progress: Progress = SILENT, logo: Logo | None = None) -> bytes:
    """The file's content. Raises Cancelled."""
    made = slide_master.empty_presentation()
    slide_master.tell_properties(
        made,
        title=deck.title,
        subject=deck.subtitle,
        digest=deck.digest,
        made_at=deck.made_at,
    )
    number = 0
    for done, slide in enumerate(deck.slides):
        progress.step(done, len(deck.slides), slide.title)
        for page in pages(slide):
            number += 1
            _add_page(made, page, number, deck, logo)
    written = io.BytesIO()
    made.save(written)
    progress.step(len(deck.slides), len(deck.slides))
    return _timeless(written.getvalue())


def _add_page(made: Any, page: Page, number: int, deck: Deck, logo: Logo | None) -> None:
    body = next((piece for piece in page.pieces if isinstance(piece, Text) and piece.role == "body"), None)
    kind = slide_master.COVER if page.is_cover else slide_master.BODY if body else slide_master.TITLE_ONLY
    slide = made.slides.add_slide(made.slide_layouts[kind])
    title = slide.shapes.title
    describe(title, figure_words.TITLE)
    write_words(title.text_frame, [page.title], 0.0, "bottom" if page.is_cover else "middle")
    for piece in page.pieces:
        if piece is body:
            holder = slide.placeholders[1]
            describe(holder, figure_words.BODY)
            slide_master.place(holder, piece.box)
            write_words(holder.text_frame, piece.words)
        else:
            _add_piece(slide, piece, deck, page.title.text)
    if page.source is not None:
        describe(add_text(slide, page.source), figure_words.SOURCE)
    if page.is_cover:
        _add_logo(slide, logo)
    else:
        add_number(slide, number)
    if page.notes:
        slide.notes_slide.notes_text_frame.text = page.notes


def _add_piece(slide: Any, piece: Text | Drawn | Sheet, deck: Deck, title: str) -> None:
    match piece:
        case Text():
            describe(add_text(slide, piece), piece.words[0].text if piece.words else "")
        case Sheet():
            describe(add_sheet(slide, piece), figure_words.TABLE, piece.grid.alt or title)
        case Drawn(box, picture):
            if isinstance(picture.figure, Tiles):
                shape = add_tiles(slide, box, picture.figure)
            else:
                shape = add_chart(slide, box, picture.figure, deck.made_at)
            describe(shape, picture.title or title, picture.alt or title)


def _add_logo(slide: Any, logo: Logo | None) -> None:
    """The picture in the upper right corner of the cover, in its own proportions."""
    if logo is None:
        return
    scale = min(_LOGO.width / logo.width, _LOGO.height / logo.height)
    wide, high = logo.width * scale, logo.height * scale
    left, top = _LOGO.x + _LOGO.width - wide, _LOGO.y + (_LOGO.height - high) / 2
    shape = slide.shapes.add_picture(io.BytesIO(logo.content), Pt(left), Pt(top), Pt(wide), Pt(high))
    describe(shape, figure_words.LOGO, figure_words.LOGO)


def _timeless(content: bytes) -> bytes:
    """The same parts with one date for all, so that equal decks are equal files."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            told = zipfile.ZipInfo(entry.filename, _EARLIEST)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            told.create_system = 3
            after.writestr(told, before.read(entry))
    return made.getvalue()
