"""Figures on paper as lines and text, readable without colour: which one is drawn how, and how high it is.

Radar, bars and lines over years here; maps and tables of offices in `pdf_places`, scales in `pdf_scales`.
"""

from __future__ import annotations

import itertools
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rbdesk import text
from rbdesk.analysis.figures import Bars, Dots, Heat, Map, Radar, Strips, Tiles, Trend, TrendLine, TrendPoint
from rbdesk.report import palette, pdf_places, pdf_scales
from rbdesk.report import pdf_words as words_of
from rbdesk.report.pdf_ink import Anchor, box, hatch, ink, path_of, say

if TYPE_CHECKING:
    from rbdesk.report.outline import Figure

_RADAR_HEIGHT, _TREND_HEIGHT = 250.0, 190.0
_BAR_HEIGHT, _BARS_EDGE, _BAR_NAMES = 20.0, 34.0, 150.0
_RINGS = (20, 40, 60, 80, 100)


def height_of(figure: Figure, width: float) -> float:
    """How high a figure is at a width, in points."""
    match figure:
        case Radar():
            return _RADAR_HEIGHT
        case Trend():
            return _TREND_HEIGHT
        case Bars():
            return len(figure.bars) * _BAR_HEIGHT + _BARS_EDGE
        case Heat() | Tiles() | Map():
            return pdf_places.height_of(figure, width)
        case Dots() | Strips():
            return pdf_scales.height_of(figure)
        case _:
            raise TypeError(figure)


def draw(canvas: Any, figure: Figure, x: float, top: float, width: float) -> None:
    """Draw a figure below `top`."""
    match figure:
        case Radar():
            _draw_radar(canvas, figure, x, top, width)
        case Trend():
            _draw_trend(canvas, figure, x, top, width)
        case Bars():
            _draw_bars(canvas, figure, x, top, width)
        case Heat() | Tiles() | Map():
            pdf_places.draw(canvas, figure, x, top, width)
        case Dots() | Strips():
            pdf_scales.draw(canvas, figure, x, top, width)


def _draw_radar(canvas: Any, figure: Radar, x: float, top: float, width: float) -> None:
    count = len(figure.axes)
    if count < 3:
        return
    middle, centre, radius = x + width / 2, top - _RADAR_HEIGHT / 2 + 6, _RADAR_HEIGHT / 2 - 38

    def at(place: int, value: float) -> tuple[float, float]:
        angle = math.pi / 2 - 2 * math.pi * place / count
        return middle + radius * value / 100 * math.cos(angle), centre + radius * value / 100 * math.sin(
            angle
        )

    for ring in _RINGS:
        ink(canvas, stroke=palette.CONTROL if ring == 100 else palette.BORDER, width=0.5)
        canvas.drawPath(path_of(canvas, [[at(place, ring) for place in range(count)]]), stroke=1, fill=0)
    for place in range(count):
        canvas.line(middle, centre, *at(place, 100))
    if figure.target is not None:
        ink(canvas, stroke=palette.INK, width=0.9, dash=(3, 2))
        ring_of = [at(place, float(figure.target)) for place in range(count)]
        canvas.drawPath(path_of(canvas, [ring_of]), stroke=1, fill=0)
    lasts = [axis.last for axis in figure.axes]
    if all(last is not None for last in lasts):
        points = [at(place, float(last or 0)) for place, last in enumerate(lasts)]
        ink(canvas, stroke=palette.SERIES2, width=1.1, dash=(1, 2))
        canvas.drawPath(path_of(canvas, [points]), stroke=1, fill=0)
        ink(canvas, fill=palette.WHITE, stroke=palette.SERIES2, width=0.8)
        for px, py in points:
            canvas.rect(px - 2, py - 2, 4, 4, stroke=1, fill=1)
    points = [at(place, float(axis.value)) for place, axis in enumerate(figure.axes)]
    ink(canvas, stroke=palette.SERIES1, width=1.8)
    canvas.drawPath(path_of(canvas, [points]), stroke=1, fill=0)
    ink(canvas, fill=palette.SERIES1, stroke=palette.SERIES1)
    for px, py in points:
        canvas.circle(px, py, 2.4, stroke=0, fill=1)
    for place, axis in enumerate(figure.axes):
        px, py = at(place, 111)
        side: Anchor = "middle" if abs(px - middle) < 12 else "start" if px > middle else "end"
        lift = 7 if py > centre + radius else -6 if py < centre - radius else 0
        say(canvas, px, py + lift + 1, axis.name, 7.5, anchor=side, colour=palette.TEXT2)
        words = text.number(axis.value, 1) + ("*" if axis.is_below else "")
        say(canvas, px, py + lift - 8, words, 8, is_bold=True, anchor=side)
    _key(
        canvas,
        x,
        top - _RADAR_HEIGHT + 4,
        [
            ("line", str(figure.year)),
            *([("dots", str(figure.last_year))] if figure.last_year is not None else []),
            *([("dash", words_of.target(figure.target))] if figure.target is not None else []),
            ("", words_of.BELOW),
        ],
    )


def _key(canvas: Any, x: float, y: float, entries: list[tuple[str, str]]) -> None:
    """What the lines mean."""
    for kind, words in entries:
        if kind:
            colour = {"line": palette.SERIES1, "dots": palette.SERIES2}.get(kind, palette.INK)
            dash = {"dots": (1, 2), "dash": (3, 2)}.get(kind, ())
            ink(canvas, stroke=colour, width=1.8 if kind == "line" else 1.0, dash=dash)
            canvas.line(x, y + 2.5, x + 18, y + 2.5)
            x += 22
        say(canvas, x, y, words, 7.5, colour=palette.TEXT2)
        x += 14 + len(words) * 4.2


def _draw_bars(canvas: Any, figure: Bars, x: float, top: float, width: float) -> None:
    names = min(_BAR_NAMES, width * 0.34)
    start, end = x + names, x + width - 74
    scale = (end - start) / 100
    y = top - 6
    foot = y - len(figure.bars) * _BAR_HEIGHT
    for tick in _RINGS:
        ink(canvas, stroke=palette.BORDER, width=0.4)
        canvas.line(start + tick * scale, y, start + tick * scale, foot)
        say(canvas, start + tick * scale, foot - 9, str(tick), 7, anchor="middle", colour=palette.TEXT3)
    say(canvas, start, foot - 9, "0", 7, anchor="middle", colour=palette.TEXT3)
    for bar in figure.bars:
        middle = y - _BAR_HEIGHT / 2
        say(canvas, x, middle - 3, bar.name, 8, room=names - 8)
        long = float(bar.value) * scale
        is_below = figure.target is not None and Fraction(bar.value) <= Fraction(figure.target)
        shape = box(start, middle - 6, max(long, 0.01), 12)
        ink(canvas, fill=palette.WHITE if is_below else palette.SERIES1, stroke=palette.INK, width=0.6)
        canvas.drawPath(path_of(canvas, shape), stroke=1, fill=1)
        if is_below and long > 1:
            hatch(canvas, shape, colour=palette.BELOW, step=3.2)
        words = text.number(bar.value, 1)
        say(canvas, end + 8, middle - 3, words, 8.5, is_bold=True)
        if bar.potential:
            gain = text.signed(bar.potential)
            say(canvas, x + width, middle - 3, gain, 7.5, anchor="end", colour=palette.TEXT2)
        y -= _BAR_HEIGHT
    ink(canvas, stroke=palette.INK, width=0.8)
    canvas.line(start, top - 6, start, foot)
    if figure.target is not None:
        at = start + float(figure.target) * scale
        ink(canvas, stroke=palette.INK, width=1.0, dash=(3, 2))
        canvas.line(at, top, at, foot - 1)
    ink(canvas)
    told = words_of.BARS_BELOW if figure.target is not None else ""
    if any(bar.potential for bar in figure.bars):
        told = f"{told} {words_of.BARS_GAIN}".strip()
    say(canvas, x, foot - 22, told, 7, colour=palette.TEXT2, room=width)


def _draw_trend(canvas: Any, figure: Trend, x: float, top: float, width: float) -> None:
    low, high = figure.window()
    start, end = x + 30, x + width - 96
    ceiling, floor = top - 16, top - _TREND_HEIGHT + 34
    years = max(1, figure.last - figure.first)

    def at(point: TrendPoint) -> tuple[float, float]:
        across = start + 14 + (end - start - 28) * (point.year - figure.first) / years
        return across, floor + (ceiling - floor) * (float(point.value) - low) / (high - low)

    for tick in figure.ticks():
        y = floor + (ceiling - floor) * (tick - low) / (high - low)
        ink(canvas, stroke=palette.BORDER, width=0.4)
        canvas.line(start, y, end, y)
        say(canvas, start - 5, y - 2.5, str(tick), 7.5, anchor="end", colour=palette.TEXT3)
    for year in range(figure.first, figure.last + 1):
        across, _ = at(TrendPoint(year, low))
        say(canvas, across, floor - 12, str(year), 8, anchor="middle", colour=palette.TEXT2)
    for year in figure.frame_changes():
        across, _ = at(TrendPoint(year, low))
        edge = across - (end - start - 28) / years / 2
        ink(canvas, stroke=palette.CONTROL, width=0.7, dash=(1, 2))
        canvas.line(edge, floor, edge, ceiling)
        say(canvas, edge, ceiling + 4, words_of.OTHER_SHEET, 6.5, anchor="middle", colour=palette.TEXT3)
    if figure.target is not None:
        y = floor + (ceiling - floor) * (float(figure.target) - low) / (high - low)
        ink(canvas, stroke=palette.INK, width=0.9, dash=(3, 2))
        canvas.line(start, y, end, y)
        say(canvas, end + 5, y - 2.5, words_of.target(figure.target), 7.5)
    for place, line in enumerate(figure.lines):
        _draw_line(canvas, line, at, is_first=place == 0)
    entries = [("line" if line.is_main else "dots", line.name) for line in figure.lines]
    _key(canvas, x, top - _TREND_HEIGHT + 4, entries)


def _draw_line(canvas: Any, line: TrendLine, at: Any, *, is_first: bool) -> None:
    colour = palette.SERIES1 if line.is_main else palette.SERIES2
    for piece in line.pieces():
        points = [at(point) for point in piece]
        ink(canvas, stroke=colour, width=1.8 if line.is_main else 1.1, dash=() if line.is_main else (1, 2))
        for (fromx, fromy), (tox, toy) in itertools.pairwise(points):
            canvas.line(fromx, fromy, tox, toy)
        for point, (px, py) in zip(piece, points, strict=True):
            ink(canvas, fill=palette.WHITE if point.is_provisional else colour, stroke=colour, width=1.2)
            if line.is_main:
                canvas.circle(px, py, 3, stroke=1, fill=1)
            else:
                canvas.rect(px - 2.5, py - 2.5, 5, 5, stroke=1, fill=1)
            lift = 7 if is_first else -13
            words = text.number(point.value) + ("*" if point.is_provisional else "")
            say(canvas, px, py + lift, words, 8, is_bold=line.is_main, anchor="middle")
