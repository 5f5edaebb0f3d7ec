"""How a page of a document will look: a slide where its pieces stand, a page of a report or workbook from its blocks.

Drawn with the document's own colours, in light whatever the window wears: paper is white.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from rbdesk.report import palette, slide_plan
from rbdesk.report.outline import (
    Block,
    Facts,
    Note,
    Paragraph,
    Picture,
    Signatures,
    Table,
    cell_text,
    is_right,
)
from rbdesk.report.slide_text import Words
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.sketch import paint_sketch

A4_HIGH, A4_WIDE = 842.0, 595.0  # points
_EDGE, _GAP = 48.0, 12.0
_TITLE, _BODY, _SMALL = 20.0, 11.0, 9.0
_PICTURE_HIGH = 220.0
_MOST_ROWS = 60
_COVER_TITLE = QRectF(72, 140, 680, 168)  # over the lines of the first slide


@dataclass(frozen=True, slots=True)
class PageSketch:
    """A page to be drawn: its size in points, and what draws it there."""

    title: str
    width: float
    height: float
    draw: Callable[[QPainter], None]

    @property
    def ratio(self) -> float:
        """Height over width."""
        return self.height / self.width


def slide_sketch(title: str, page: slide_plan.Page) -> PageSketch:
    """A slide as the presentation will have it."""

    def draw(painter: QPainter) -> None:
        _slide(painter, page)

    return PageSketch(title, slide_plan.WIDTH, slide_plan.HEIGHT, draw)


def paper_sketch(title: str, blocks: Sequence[Block], *, is_wide: bool = False) -> PageSketch:
    """The first page of a chapter, or of a sheet where `is_wide`."""
    size = (A4_HIGH, A4_WIDE) if is_wide else (A4_WIDE, A4_HIGH)

    def draw(painter: QPainter) -> None:
        _paper(painter, title, blocks, *size)

    return PageSketch(title, *size, draw)


def paint_page(painter: QPainter, area: QRectF, page: PageSketch) -> None:
    """Draw a page into an area of its ratio."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setClipRect(area)
    painter.fillRect(area, QColor("white"))
    painter.translate(area.topLeft())
    painter.scale(area.width() / page.width, area.width() / page.width)
    page.draw(painter)
    painter.restore()


def _slide(painter: QPainter, page: slide_plan.Page) -> None:
    if page.is_cover:
        painter.fillRect(QRectF(0, 0, slide_plan.WIDTH, slide_plan.HEIGHT), _ink(palette.NAVY))
        _words(painter, _COVER_TITLE, (page.title,), "bottom", palette.WHITE)
    else:
        high = slide_plan.TITLE_HIGH
        title = QRectF(slide_plan.LEFT, slide_plan.TITLE_TOP, slide_plan.RIGHT - slide_plan.LEFT, high)
        _words(painter, title, (page.title,), "middle", palette.INK)
    for piece in page.pieces:
        box = QRectF(piece.box.x, piece.box.y, piece.box.width, piece.box.height)
        if isinstance(piece, slide_plan.Text):
            _text(painter, box, piece, page.is_cover)
        elif isinstance(piece, slide_plan.Drawn):
            paint_sketch(painter, box.adjusted(8, 8, -8, -8), piece.picture.figure)
        else:
            _grid(painter, box, piece)
    if page.source is not None:
        source = page.source.box
        _text(painter, QRectF(source.x, source.y, source.width, source.height), page.source, page.is_cover)


def _text(painter: QPainter, box: QRectF, piece: slide_plan.Text, is_cover: bool) -> None:
    if piece.fill:
        painter.fillRect(box, _ink(piece.fill))
    inner = box.adjusted(piece.pad, piece.pad, -piece.pad, -piece.pad)
    _words(
        painter,
        inner,
        piece.words,
        piece.anchor,
        palette.WHITE if is_cover and not piece.fill else palette.INK,
    )


def _words(painter: QPainter, box: QRectF, words: Sequence[Words], anchor: str, usual: str) -> None:
    """Paragraphs one under another; the whole of them at the top, the middle or the bottom of the box."""
    flags = Qt.TextFlag.TextWordWrap
    placed: list[tuple[Words, QFont, float]] = []
    high = 0.0
    for one in words:
        font = _font(one.size, one.is_bold)
        needed = QFontMetricsF(font).boundingRect(QRectF(0, 0, box.width(), 1e5), flags, one.text).height()
        placed.append((one, font, needed))
        high += needed + (one.gap * one.size if len(placed) > 1 else 0)
    top = box.top()
    if anchor != "top":
        top += max(0.0, box.height() - high) / (2 if anchor == "middle" else 1)
    for number, (one, font, needed) in enumerate(placed):
        top += one.gap * one.size if number else 0
        inset = one.size if one.is_point else 0.0
        painter.setFont(font)
        painter.setPen(_ink(one.colour or usual))
        if one.is_point:
            painter.drawText(QPointF(box.left(), top + QFontMetricsF(font).ascent()), "•")
        lane = QRectF(box.left() + inset, top, box.width() - inset, needed)
        painter.drawText(lane, _ALIGNMENTS[one.alignment] | flags, one.text)
        top += needed


def _grid(painter: QPainter, box: QRectF, piece: slide_plan.Sheet) -> None:
    rows = [*([piece.grid.head] if piece.grid.head else []), *piece.grid.rows]
    columns = piece.grid.columns(box.width())
    pad_x, _ = piece.grid.pads
    top = box.top()
    for row, high in zip(rows, piece.heights, strict=False):
        left, place = box.left(), 0
        for cell in row:
            wide = sum(columns[place : place + cell.span])
            lane = QRectF(left, top, wide, high)
            if cell.fill:
                painter.fillRect(lane, _ink(cell.fill))
            painter.setFont(_font(piece.size, cell.is_bold))
            painter.setPen(_ink(cell.ink))
            inner = lane.adjusted(pad_x, 0, -pad_x, 0)
            flags = _ALIGNMENTS[cell.alignment] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inner, flags, cell.text)
            left, place = left + wide, place + cell.span
        painter.setPen(QPen(_ink(palette.GRID), 0.75))
        painter.drawLine(QPointF(box.left(), top + high), QPointF(box.right(), top + high))
        top += high


def _paper(painter: QPainter, title: str, blocks: Sequence[Block], wide: float, high: float) -> None:
    room = wide - 2 * _EDGE
    top = _line(painter, title, _EDGE, room, _TITLE, is_bold=True) + _GAP
    for block in blocks:
        if top > high - _EDGE:
            return
        top = _block(painter, block, top, room, high) + _GAP


def _block(painter: QPainter, block: Block, top: float, room: float, high: float) -> float:
    """Draw a block from `top` on; where it ends."""
    if isinstance(block, Paragraph):
        size = {"lead": 13.0, "small": _SMALL}.get(block.style, _BODY)
        return _line(painter, block.text, top, room, size)
    if isinstance(block, Note):
        return _line(painter, block.text, top, room, _BODY, fill=palette.SUNKEN)
    if isinstance(block, Facts):
        for name, value in block.pairs:
            _line(painter, name, top, room * 0.35, _BODY, colour=palette.TEXT2)
            top = _line(painter, value, top, room * 0.63, _BODY, left=_EDGE + room * 0.37) + 3
        return top
    if isinstance(block, Picture):
        top = _line(painter, block.title, top, room, 12.0, is_bold=True) + 4
        area = QRectF(_EDGE, top, room, min(_PICTURE_HIGH, max(60.0, high - _EDGE - top)))
        paint_sketch(painter, area, block.figure)
        return area.bottom()
    if isinstance(block, Table):
        return _table(painter, block, top, room, high)
    return _signatures(painter, block, top, room)


def _table(painter: QPainter, table: Table, top: float, room: float, high: float) -> float:
    if table.title:
        top = _line(painter, table.title, top, room, 12.0, is_bold=True) + 4
    whole = sum(column.width for column in table.columns) or 1
    widths = [room * column.width / whole for column in table.columns]
    step = _SMALL * 1.9
    painter.fillRect(QRectF(_EDGE, top, room, step), _ink(palette.SUNKEN))
    head = [column.title for column in table.columns]
    rows: list[Sequence[str]] = [
        head,
        *(
            [cell_text(cell, column.kind) for cell, column in zip(row, table.columns, strict=False)]
            for row in table.rows[:_MOST_ROWS]
        ),
    ]
    for number, row in enumerate(rows):
        if top + step > high - _EDGE:
            return top
        left = _EDGE
        painter.setFont(_font(_SMALL, number == 0))
        painter.setPen(_ink(palette.INK))
        for words, column, width in zip(row, table.columns, widths, strict=False):
            lane = QRectF(left + 3, top, width - 6, step)
            side = Qt.AlignmentFlag.AlignRight if is_right(column.kind) else Qt.AlignmentFlag.AlignLeft
            shown = QFontMetricsF(painter.font()).elidedText(
                words.replace("\n", " "), Qt.TextElideMode.ElideRight, lane.width()
            )
            painter.drawText(lane, side | Qt.AlignmentFlag.AlignVCenter, shown)
            left += width
        painter.setPen(QPen(_ink(palette.GRID), 0.5))
        painter.drawLine(QPointF(_EDGE, top + step), QPointF(_EDGE + room, top + step))
        top += step
    return top


def _signatures(painter: QPainter, block: Signatures, top: float, room: float) -> float:
    wide = room / max(1, len(block.places))
    for number, (post, name) in enumerate(block.places):
        left = _EDGE + number * wide
        _line(painter, post, top, wide * 0.9, _BODY, left=left)
        painter.setPen(QPen(_ink(palette.TEXT2), 0.75))
        painter.drawLine(QPointF(left, top + 70), QPointF(left + wide * 0.8, top + 70))
        _line(painter, name, top + 74, wide * 0.9, _BODY, left=left)
    return top + 90


def _line(
    painter: QPainter,
    words: str,
    top: float,
    room: float,
    size: float,
    *,
    left: float = _EDGE,
    is_bold: bool = False,
    colour: str = palette.INK,
    fill: str = "",
) -> float:
    """Wrapped words from `top` on; where they end."""
    font = _font(size, is_bold)
    pad = 6.0 if fill else 0.0
    lines = paint.wrapped(words, font, room - 2 * pad)
    step = QFontMetricsF(font).lineSpacing()
    if fill:
        painter.fillRect(QRectF(left, top, room, step * len(lines) + 2 * pad), _ink(fill))
    painter.setFont(font)
    painter.setPen(_ink(colour))
    for number, line in enumerate(lines):
        base = top + pad + number * step + QFontMetricsF(font).ascent()
        painter.drawText(QPointF(left + pad, base), line)
    return top + step * len(lines) + 2 * pad


def _font(size: float, is_bold: bool) -> QFont:
    font = QFont(theme.font("body"))
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
    return font


def _ink(colour: str) -> QColor:
    return QColor(f"#{colour}")


_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}
