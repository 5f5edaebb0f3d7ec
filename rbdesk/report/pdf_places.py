"""Offices on paper: the table of offices by areas, the tile map, the map of the regency. Letters stand on every fill."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, PERCENT, Amount, Heat, HeatCell, HeatRow, Map, Shape, Tiles
from rbdesk.report import palette, pdf_text
from rbdesk.report import pdf_words as words
from rbdesk.report.pdf_ink import band_colours, box, hatch, ink, path_of, say
from rbdesk.report.pdf_text import Style

_HEAT_ROW, _HEAT_HEAD, _HEAT_NAMES = 19.0, 34.0, 108.0
_TILE = 62.0
_MAP_MOST, _LEGEND = 430.0, 38.0
_CREDIT, _MOST_CREDIT = Style(6.2, 8, colour=palette.TEXT3), 3
_MISSING_DASH = (2, 2)


def height_of(figure: Heat | Tiles | Map, width: float) -> float:
    """How high the figure is at a width, in points."""
    if isinstance(figure, Heat):
        rows = len(figure.rows) + (figure.average is not None)
        return _HEAT_HEAD + rows * _HEAT_ROW + 4
    if isinstance(figure, Tiles):
        return figure.rows * _tile_size(figure, width) * 0.74 + 4
    return _map_height(figure, width) + _LEGEND


def draw(canvas: Any, figure: Heat | Tiles | Map, x: float, top: float, width: float) -> None:
    """Draw the figure below `top`."""
    if isinstance(figure, Heat):
        _draw_heat(canvas, figure, x, top, width)
    elif isinstance(figure, Tiles):
        _draw_tiles(canvas, figure, x, top, width)
    else:
        _draw_map(canvas, figure, x, top, width)


def _draw_heat(canvas: Any, figure: Heat, x: float, top: float, width: float) -> None:
    columns = len(figure.columns) + 1
    wide = (width - _HEAT_NAMES) / columns
    say(canvas, x, top - _HEAT_HEAD + 6, words.OFFICE, 7.5, is_bold=True)
    for place, column in enumerate(figure.columns):
        middle = x + _HEAT_NAMES + (place + 0.5) * wide
        say(canvas, middle, top - 10, column.code, 8, is_bold=True, anchor="middle")
        for line, part in enumerate(_two_lines(column.short or column.name)):
            say(canvas, middle, top - 19 - line * 7.5, part, 6.2, anchor="middle", room=wide - 2)
    say(canvas, x + width - wide / 2, top - 10, words.TOTAL, 8, is_bold=True, anchor="middle")
    y = top - _HEAT_HEAD
    for row in figure.rows:
        _draw_heat_row(canvas, row, x, y, wide, width, figure.measure)
        y -= _HEAT_ROW
    if figure.average is not None:
        ink(canvas, stroke=palette.INK, width=0.9)
        canvas.line(x, y, x + width, y)
        _draw_heat_row(canvas, figure.average, x, y, wide, width, figure.measure, is_bold=True)


def _draw_heat_row(
    canvas: Any,
    row: HeatRow,
    x: float,
    y: float,
    wide: float,
    width: float,
    measure: str,
    *,
    is_bold: bool = False,
) -> None:
    base = y - _HEAT_ROW / 2 - 3
    say(canvas, x, base, row.name, 8, is_bold=is_bold, room=_HEAT_NAMES - 6)
    if row.missing:
        shape = box(x + _HEAT_NAMES, y - _HEAT_ROW + 1, width - _HEAT_NAMES, _HEAT_ROW - 2)
        ink(canvas, fill=palette.WHITE, stroke=palette.CONTROL, width=0.5, dash=_MISSING_DASH)
        canvas.drawPath(path_of(canvas, shape), stroke=1, fill=1)
        ink(canvas)
        say(canvas, x + _HEAT_NAMES + 8, base, row.missing, 8, colour=palette.TEXT2)
        return
    cells = [*row.cells, row.total] if row.total is not None else list(row.cells)
    for place, cell in enumerate(cells):
        is_total = row.total is not None and place == len(cells) - 1
        _draw_heat_cell(
            canvas, cell, x + _HEAT_NAMES + place * wide, y, wide, measure, is_bold=is_bold or is_total
        )


def _draw_heat_cell(
    canvas: Any, cell: HeatCell | None, x: float, y: float, wide: float, measure: str, *, is_bold: bool
) -> None:
    if cell is None:
        return
    colours = band_colours(cell.band)
    shape = box(x + 0.6, y - _HEAT_ROW + 0.8, wide - 1.2, _HEAT_ROW - 1.6)
    ink(canvas, fill=colours.fill, stroke=palette.WHITE, width=0.4)
    canvas.drawPath(path_of(canvas, shape), stroke=0, fill=1)
    if cell.is_open:
        hatch(canvas, shape, colour=colours.on_fill, step=5)
    value = _percent(cell.value) if measure == PERCENT else text.signed(cell.value, 1)
    base = y - _HEAT_ROW / 2
    middle = x + wide / 2
    if cell.band:
        say(canvas, middle, base - 0.5, value, 7.4, is_bold=is_bold, anchor="middle", colour=colours.on_fill)
        say(canvas, middle, base - 7.2, cell.band, 5.8, is_bold=True, anchor="middle", colour=colours.on_fill)
    else:
        say(canvas, middle, base - 3, value, 7.4, is_bold=is_bold, anchor="middle", colour=colours.on_fill)


def _percent(value: Amount) -> str:
    """A percent with one decimal; with two where one would put it on a limit of categories: "59,98", not "60,0"."""
    shown = text.number(value, 1)
    return text.number(value, 2) if shown.endswith("0,0") and Fraction(value) % 10 else shown


def _two_lines(words_of: str) -> list[str]:
    """A name in two lines of about the same length."""
    parts = words_of.split()
    if len(parts) < 2:
        return parts
    cut = min(range(1, len(parts)), key=lambda at: abs(len(" ".join(parts[:at])) - len(" ".join(parts[at:]))))
    return [" ".join(parts[:cut]), " ".join(parts[cut:])]


def _tile_size(figure: Tiles, width: float) -> float:
    return min(_TILE * 1.3, width / max(1, figure.columns))


def _draw_tiles(canvas: Any, figure: Tiles, x: float, top: float, width: float) -> None:
    size = _tile_size(figure, width)
    high = size * 0.74
    left = x + (width - figure.columns * size) / 2
    for tile in figure.tiles:
        tx, ty = left + tile.column * size, top - (tile.row + 1) * high
        shape = box(tx + 1, ty + 1, size - 2, high - 2)
        colours = band_colours(tile.band)
        is_missing = tile.value is None
        ink(
            canvas,
            fill=palette.WHITE if is_missing else colours.fill,
            stroke=palette.CONTROL if is_missing else colours.fill,
            width=0.6,
            dash=_MISSING_DASH if is_missing else (),
        )
        canvas.drawPath(path_of(canvas, shape), stroke=1, fill=1)
        ink(canvas)
        colour = palette.INK if is_missing else colours.on_fill
        if tile.is_open and not is_missing:
            hatch(canvas, shape, colour=colour, step=6)
        middle = tx + size / 2
        say(canvas, middle, ty + high - 12, tile.name, 6.6, anchor="middle", colour=colour, room=size - 5)
        if tile.value is not None:
            say(
                canvas,
                middle,
                ty + high / 2 - 7,
                _percent(tile.value),
                10,
                is_bold=True,
                anchor="middle",
                colour=colour,
            )
            say(canvas, middle, ty + 5, tile.band, 7, is_bold=True, anchor="middle", colour=colour)
            continue
        if tile.reach is not None:
            low, high_end = (text.number(one, 1) for one in tile.reach)
            say(
                canvas,
                middle,
                ty + high / 2 - 6,
                f"{low}–{high_end}",
                7,
                anchor="middle",
                colour=colour,
                room=size - 4,
            )
        say(canvas, middle, ty + 6, tile.status, 6, anchor="middle", colour=palette.TEXT2, room=size - 5)


def _map_scale(figure: Map, width: float) -> float:
    """Points for a degree of latitude."""
    west, south, east, north = figure.outlines.bounds
    across = (east - west) * figure.outlines.narrowing
    return min(width / across, _MAP_MOST / (north - south)) if across > 0 and north > south else 1.0


def _map_height(figure: Map, width: float) -> float:
    _, south, _, north = figure.outlines.bounds
    return (north - south) * _map_scale(figure, width)


def _draw_map(canvas: Any, figure: Map, x: float, top: float, width: float) -> None:
    west, _south, east, north = figure.outlines.bounds
    scale = _map_scale(figure, width)
    narrow = figure.outlines.narrowing
    left = x + (width - (east - west) * narrow * scale) / 2

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return left + (point[0] - west) * narrow * scale, top - (north - point[1]) * scale

    for shape in figure.shapes:
        rings = [[at(point) for point in ring] for ring in shape.outline.rings]
        colours = band_colours(shape.band)
        fill = palette.WHITE if shape.value is None else colours.fill
        ink(canvas, fill=fill, stroke=palette.INK, width=0.5)
        canvas.drawPath(path_of(canvas, rings), stroke=1, fill=1)
        if shape.is_open and shape.value is not None:
            hatch(canvas, rings, colour=colours.on_fill, step=6)
    for shape in figure.shapes:
        _draw_label(canvas, shape, *at(shape.outline.label), figure.measure)
    y = top - _map_height(figure, width) - 14
    for line in pdf_text.lines_of(figure.outlines.attribution, _CREDIT, width)[:_MOST_CREDIT]:
        say(canvas, x, y, line, _CREDIT.size, colour=_CREDIT.colour)
        y -= _CREDIT.leading


def _draw_label(canvas: Any, shape: Shape, x: float, y: float, measure: str) -> None:
    colour = palette.INK if shape.value is None else band_colours(shape.band).on_fill
    say(canvas, x, y + 4, shape.outline.short, 5.6, anchor="middle", colour=colour)
    if shape.value is None:
        say(canvas, x, y - 4, shape.missing, 5.4, anchor="middle", colour=palette.TEXT2)
        return
    value = text.signed(shape.value, 1) if measure == DIFFERENCE else _percent(shape.value)
    words_of = f"{value} {shape.band}".strip()
    say(canvas, x, y - 4, words_of, 7, is_bold=True, anchor="middle", colour=colour)
