"""Words, tables and tile maps on a slide, as native shapes that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from rbdesk import text
from rbdesk.analysis.figures import Tile, Tiles
from rbdesk.report import figure_words, palette, slide_text
from rbdesk.report.slide_master import LANGUAGE, place
from rbdesk.report.slide_plan import Box, Sheet, Text
from rbdesk.report.slide_tables import GridCell, cell_words
from rbdesk.report.slide_text import BULLET_INDENT, Words

_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # built in: no style, no grid
_TILE_GAP = 5.0
_LEGEND_HIGH = 32.0
_TILE_PAD = 2.0
_TILE_NAMES, _TILE_VALUE = (12.0, 11.0, 10.0, 9.5, 9.0), 11.0


def write_words(frame: Any, words: Sequence[Words], pad: float = 0.0, anchor: str = "top") -> None:
    """Fill a text frame with paragraphs in their own sizes; nothing grows or shrinks by itself."""
    body = frame._txBody
    fill_body(body, words)
    properties = body.find(qn("a:bodyPr"))
    for child in list(properties):
        properties.remove(child)
    etree.SubElement(properties, qn("a:noAutofit"))
    properties.set("wrap", "square")
    properties.set("anchor", {"top": "t", "middle": "ctr", "bottom": "b"}[anchor])
    for side in ("lIns", "tIns", "rIns", "bIns"):
        properties.set(side, str(int(Pt(pad))))


def fill_body(body: Any, words: Sequence[Words]) -> None:
    """Replace the paragraphs of a text body."""
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for at, one in enumerate(words):
        body.append(_paragraph(one, one.gap * one.size if at else 0.0))
    if not words:
        etree.SubElement(body, qn("a:p"))


def _paragraph(words: Words, before: float) -> Any:
    paragraph = etree.Element(qn("a:p"))
    properties = etree.SubElement(paragraph, qn("a:pPr"))
    indent = int(Pt(BULLET_INDENT * words.size)) if words.is_point else 0
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    properties.set("algn", {"left": "l", "right": "r", "center": "ctr"}[words.alignment])
    etree.SubElement(etree.SubElement(properties, qn("a:spcBef")), qn("a:spcPts")).set(
        "val", str(round(before * 100))
    )
    if words.is_point:
        etree.SubElement(properties, qn("a:buFont")).set("typeface", "Arial")
        etree.SubElement(properties, qn("a:buChar")).set("char", "•")
    else:
        etree.SubElement(properties, qn("a:buNone"))
    for at, line in enumerate(slide_text.clean(words.text).split("\n")):
        if at:
            etree.SubElement(paragraph, qn("a:br")).append(_letters(words, "a:rPr"))
        if not line:
            continue
        run = etree.SubElement(paragraph, qn("a:r"))
        run.append(_letters(words, "a:rPr"))
        etree.SubElement(run, qn("a:t")).text = line
    paragraph.append(_letters(words, "a:endParaRPr"))  # an empty line is as high as its letters would be
    return paragraph


def _letters(words: Words, tag: str) -> Any:
    letters = etree.Element(qn(tag))
    letters.set("lang", LANGUAGE)
    letters.set("sz", str(round(words.size * 100)))
    letters.set("b", "1" if words.is_bold else "0")
    if words.is_underlined:
        letters.set("u", "sng")
    if words.colour:
        fill = etree.SubElement(letters, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr")).set("val", words.colour)
    return letters


def add_text(slide: Any, piece: Text) -> Any:
    """A box with words, filled if it has a colour."""
    box = piece.box
    at = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    if piece.fill:
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *at)
        _paint(shape, piece.fill)
    else:
        shape = slide.shapes.add_textbox(*at)
    write_words(shape.text_frame, piece.words, piece.pad, piece.anchor)
    return shape


def describe(shape: Any, name: str, alt: str = "") -> None:
    """What a shape is called and what a screen reader says of it."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", slide_text.clean(name).replace("\n", " ")[:120])
    if alt:
        properties.set("descr", slide_text.clean(alt).replace("\n", " "))


def add_sheet(slide: Any, piece: Sheet) -> Any:
    """A native table; its head is marked as one."""
    grid, box = piece.grid, piece.box
    rows = ([grid.head] if grid.head else []) + list(grid.rows)
    frame = slide.shapes.add_table(
        len(rows), len(grid.widths), Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
    )
    table = frame.table
    table.first_row, table.horz_banding = bool(grid.head), False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    for column, wide in zip(table.columns, grid.columns(box.width), strict=True):
        column.width = Pt(wide)
    pads = tuple(int(Pt(pad)) for pad in grid.pads)
    for at, (row, high) in enumerate(zip(rows, piece.heights, strict=True)):
        table.rows[at].height = Pt(high)
        for column, cell in enumerate(row):
            native = table.cell(at, column)
            _write_cell(native._tc, cell, piece.size, (pads[0], pads[1]), grid.is_dense)
        for column, cell in enumerate(row):
            if cell.span > 1:
                table.cell(at, column).merge(table.cell(at, column + cell.span - 1))
    return frame


def _write_cell(element: Any, cell: GridCell, size: float, pads: tuple[int, int], is_dense: bool) -> None:
    fill_body(element.get_or_add_txBody(), [cell_words(cell, size)])
    properties = element.get_or_add_tcPr()
    for side, pad in (("marL", pads[0]), ("marR", pads[0]), ("marT", pads[1]), ("marB", pads[1])):
        properties.set(side, str(pad))
    properties.set("anchor", "ctr" if is_dense else "t")
    for side in ("a:lnL", "a:lnR", "a:lnT", "a:lnB"):
        line = etree.SubElement(properties, qn(side))
        if side == "a:lnB" or (cell.fill and is_dense):
            line.set("w", str(int(Pt(0.75))))
            fill = etree.SubElement(line, qn("a:solidFill"))
            colour = palette.BORDER if side == "a:lnB" else palette.WHITE
            etree.SubElement(fill, qn("a:srgbClr")).set("val", colour)
        else:
            etree.SubElement(line, qn("a:noFill"))
    if cell.fill:
        fill = etree.SubElement(properties, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr")).set("val", cell.fill)
    else:
        etree.SubElement(properties, qn("a:noFill"))


def add_tiles(slide: Any, box: Box, figure: Tiles) -> Any:
    """The tile map as a group of rectangles: name, per cent and category; without data dashed and empty."""
    group = slide.shapes.add_group_shape()
    wide = (box.width + _TILE_GAP) / figure.columns - _TILE_GAP
    high = (box.height - _LEGEND_HIGH + _TILE_GAP) / figure.rows - _TILE_GAP
    room = Box(0, 0, wide - 2 * _TILE_PAD, high - 2 * _TILE_PAD - _TILE_VALUE * slide_text.LINE)
    size = next((one for one in _TILE_NAMES if _all_fit(figure, room, one)), _TILE_NAMES[-1])
    for tile in figure.tiles:
        x = box.x + tile.column * (wide + _TILE_GAP)
        y = box.y + tile.row * (high + _TILE_GAP)
        _add_tile(group, Box(x, y, wide, high), tile, size, room)
    _add_legend(group, Box(box.x, box.y + box.height - 18, box.width, 18), figure)
    return group


def _all_fit(figure: Tiles, room: Box, size: float) -> bool:
    """Whether every name fits above its value, without a broken word."""
    names = [slide_text.clean(tile.name) for tile in figure.tiles]
    return all(
        slide_text.height([Words(name, size)], room.width) <= room.height
        and all(slide_text.width(word, size) <= room.width * slide_text.SLACK for word in name.split())
        for name in names
    )


def _add_tile(group: Any, box: Box, tile: Tile, size: float, room: Box) -> None:
    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    colours = palette.BANDS.get(tile.band) if tile.value is not None else None
    ink = colours.on_fill if colours else palette.TEXT2
    _paint(shape, colours.fill if colours else palette.WHITE)
    if colours is None:
        _outline(shape, palette.CONTROL, is_dashed=True)
    value = "–" if tile.value is None else f"{text.number(tile.value)} {tile.band}".strip()
    most = max(1, int(room.height / (size * slide_text.LINE)))
    name = slide_text.shorten(slide_text.clean(tile.name), room.width, most, size)
    words = (
        Words(name, size, colour=ink, alignment="center"),
        Words(value, _TILE_VALUE, True, ink, alignment="center", gap=0.0),
    )
    write_words(shape.text_frame, words, _TILE_PAD, "middle")
    describe(shape, tile.name)


def _add_legend(group: Any, box: Box, figure: Tiles) -> None:
    """The categories that occur, by their letters, and the sign of an office without data."""
    found = [letters for letters in palette.BANDS if any(tile.band == letters for tile in figure.tiles)]
    x = box.x
    for letters in found:
        shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(x), Pt(box.y), Pt(34), Pt(box.height))
        _paint(shape, palette.BANDS[letters].fill)
        ink = palette.BANDS[letters].on_fill
        write_words(shape.text_frame, [Words(letters, 11, True, ink, alignment="center")], 0.0, "middle")
        x += 38
    count = sum(tile.value is None for tile in figure.tiles)
    if not count:
        return
    label = Words(f"{figure_words.NO_DATA} ({count})", 11.0, colour=palette.TEXT2, alignment="center")
    wide = slide_text.width(label.text, label.size) + 20
    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(x), Pt(box.y), Pt(wide), Pt(box.height))
    _paint(shape, palette.WHITE)
    _outline(shape, palette.CONTROL, is_dashed=True)
    write_words(shape.text_frame, [label], 0.0, "middle")


def _paint(shape: Any, colour: str) -> None:
    """A flat fill: no outline, no shadow of the theme."""
    properties = shape._element.find(qn("p:spPr"))
    for tag in ("a:solidFill", "a:ln"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", colour)
    etree.SubElement(etree.SubElement(properties, qn("a:ln")), qn("a:noFill"))
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _outline(shape: Any, colour: str, *, is_dashed: bool) -> None:
    made: Any = RGBColor  # the library tells no types here
    shape.line.color.rgb = made.from_string(colour)
    shape.line.width = Pt(1)
    if is_dashed:
        shape.line.dash_style = MSO_LINE.DASH


def add_number(slide: Any, number: int) -> None:
    """The slide's number in its place; the program keeps it right when slides are moved."""
    holder = next(
        one
        for one in slide.slide_layout.placeholders
        if "sldNum" in str(one._element.find(f".//{qn('p:ph')}").get("type"))
    )
    shape = slide.shapes.add_textbox(0, 0, 0, 0)
    element = shape._element
    properties = element.find(f"{qn('p:nvSpPr')}/{qn('p:nvPr')}")
    mark = etree.SubElement(properties, qn("p:ph"))
    source = holder._element.find(f".//{qn('p:ph')}")
    for name, value in source.attrib.items():
        mark.set(name, value)
    locks = element.find(f"{qn('p:nvSpPr')}/{qn('p:cNvSpPr')}")
    locks.attrib.pop("txBox", None)
    place(shape, Box(856, 498, 60, 22))
    describe(shape, figure_words.NUMBER)
    words = Words(str(number), 10.0, colour=palette.TEXT2, alignment="right")
    write_words(shape.text_frame, [words], 0.0, "middle")
    paragraph = shape.text_frame._txBody.find(qn("a:p"))
    run = paragraph.find(qn("a:r"))
    field = etree.Element(qn("a:fld"))
    field.set("id", "{C1FF6DA9-008F-8B48-92A6-B652298478BF}")
    field.set("type", "slidenum")
    for child in list(run):
        field.append(child)
    paragraph.replace(run, field)
