"""The quick card: pages of short blocks in two columns of A4, to lie beside the laptop. Equal content, equal bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from rbdesk.progress import SILENT, Progress
from rbdesk.report import fonts
from rbdesk.report.whole import replacing

_WIDTH, _HEIGHT = A4  # points of 1/72 inch
_EDGE, _GAP = 40.0, 20.0
_COLUMN = (_WIDTH - 2 * _EDGE - _GAP) / 2
_TOP, _FOOT = _HEIGHT - 78, 44.0
_LARGEST, _SMALLEST = 10.5, 6.5  # letters; a page that does not fit is set smaller as a whole


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A title, whose it is, and the blocks of each page."""

    title: str
    owner: str
    pages: tuple[tuple[Block, ...], ...]


def write_card(card: Card, path: Path, progress: Progress = SILENT) -> Path:
    """Write the card and return where it is. A job. Raises StoreTrouble: nothing is there then."""
    del progress  # two pages
    fonts.register()
    with replacing(path) as part:
        canvas = Canvas(str(part), pagesize=A4, invariant=1, lang="id")
        canvas.setTitle(card.title)
        canvas.setAuthor(fonts.printable(card.owner))
        for number, blocks in enumerate(card.pages, 1):
            _draw_page(canvas, card, blocks, f"{number}/{len(card.pages)}")
            canvas.showPage()
        canvas.save()
    return path


def columns(blocks: tuple[Block, ...], size: float) -> list[list[Block]]:
    """The blocks from top to bottom, column after column, at a letter size in points; no block is cut."""
    fonts.register()  # widths are looked up in them
    found: list[list[Block]] = [[]]
    left = _TOP - _FOOT
    for block in blocks:
        height = _height(block, size)
        if found[-1] and height > left:
            found.append([])
            left = _TOP - _FOOT
        found[-1].append(block)
        left -= height
    return found


def _draw_page(canvas: Canvas, card: Card, blocks: tuple[Block, ...], number: str) -> None:
    canvas.setFont(fonts.BOLD, 16)
    canvas.drawString(_EDGE, _HEIGHT - 48, fonts.printable(card.title))
    canvas.setFont(fonts.REGULAR, 9)
    canvas.drawRightString(_WIDTH - _EDGE, _HEIGHT - 48, fonts.printable(f"{card.owner} · {number}"))
    canvas.line(_EDGE, _HEIGHT - 56, _WIDTH - _EDGE, _HEIGHT - 56)
    size = _LARGEST
    while size > _SMALLEST and len(columns(blocks, size)) > 2:
        size -= 0.25
    for at, column in enumerate(columns(blocks, size)):
        y = _TOP
        for block in column:
            y = _draw_block(canvas, block, _EDGE + at * (_COLUMN + _GAP), y, size)


def _draw_block(canvas: Canvas, block: Block, x: float, top: float, size: float) -> float:
    y = top - size * 1.5
    canvas.setFont(fonts.BOLD, size * 1.1)
    canvas.drawString(x, y, fonts.printable(block.title))
    canvas.setFont(fonts.REGULAR, size)
    for line in block.lines:
        for at, piece in enumerate(_pieces(line, size)):
            y -= size * 1.4
            if at == 0:
                canvas.drawString(x, y, "·")
            canvas.drawString(x + size, y, piece)
    return top - _height(block, size)


def _height(block: Block, size: float) -> float:
    lines = sum(len(_pieces(line, size)) for line in block.lines)
    return size * (1.5 + 1.4 * lines + 1.0)


def _pieces(line: str, size: float) -> list[str]:
    return list(simpleSplit(fonts.printable(line), fonts.REGULAR, size, _COLUMN - size))
