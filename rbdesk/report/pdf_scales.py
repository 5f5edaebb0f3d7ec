"""Scales on paper: offices as dots on the categories, offices in each area on one axis."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rbdesk import text
from rbdesk.analysis.figures import Dot, DotLane, Dots, Strip, Strips
from rbdesk.report import palette
from rbdesk.report import pdf_words as words
from rbdesk.report.pdf_ink import Anchor, band_colours, box, ink, path_of, say
from rbdesk.report.pdf_text import Style

_LANE, _SCALE_EDGE, _NAMES = 62.0, 54.0, 84.0
_STRIP, _STRIPS_EDGE, _STRIP_NAMES = 25.0, 34.0, 140.0
_DOT, _NEAR = 3.2, 6.6
_LABEL = Style(7, 9)


def height_of(figure: Dots | Strips) -> float:
    """How high the figure is, in points."""
    if isinstance(figure, Dots):
        return len(figure.lanes) * _LANE + _SCALE_EDGE + (12 if figure.missing else 0)
    return len(figure.strips) * _STRIP + _STRIPS_EDGE + (12 if figure.missing else 0)


def draw(canvas: Any, figure: Dots | Strips, x: float, top: float, width: float) -> None:
    """Draw the figure below `top`."""
    if isinstance(figure, Dots):
        _draw_dots(canvas, figure, x, top, width)
    else:
        _draw_strips(canvas, figure, x, top, width)


def _draw_dots(canvas: Any, figure: Dots, x: float, top: float, width: float) -> None:
    low, high = figure.window()
    start, end = x + _NAMES, x + width - 10
    floor = top - 16 - len(figure.lanes) * _LANE

    def at(value: Fraction | float) -> float:
        return start + (end - start) * (float(value) - low) / (high - low)

    limits = [float(one.above) for one in figure.categories] + [100.0]
    for category, above, below in zip(figure.categories, limits, limits[1:], strict=False):
        left, right = max(above, low), min(below, high)
        if left >= right:
            continue
        shape = box(at(left), floor, at(right) - at(left), top - 16 - floor)
        ink(canvas, fill=band_colours(category.letters).tint, stroke=palette.WHITE, width=0.8)
        canvas.drawPath(path_of(canvas, shape), stroke=1, fill=1)
        say(
            canvas, (at(left) + at(right)) / 2, top - 11, category.letters, 8.5, is_bold=True, anchor="middle"
        )
    if figure.target is not None and low <= figure.target <= high:
        ink(canvas, stroke=palette.INK, width=1, dash=(3, 2))
        canvas.line(at(float(figure.target)), top - 16, at(float(figure.target)), floor)
    ink(canvas)
    y = top - 16
    for lane in figure.lanes:
        say(canvas, x, y - _LANE / 2 - 3, lane.name, 8, is_bold=True, room=_NAMES - 6)
        say(canvas, x, y - _LANE / 2 - 13, f"{lane.counted}", 7.5, colour=palette.TEXT2)
        _draw_lane(canvas, lane, at, y - _LANE / 2, names_all=figure.names_all)
        ink(canvas, stroke=palette.BORDER, width=0.5)
        canvas.line(x, y - _LANE, end, y - _LANE)
        y -= _LANE
    for tick in range(low, high + 1, 5 if high - low <= 40 else 10):
        ink(canvas, stroke=palette.CONTROL, width=0.5)
        canvas.line(at(tick), floor, at(tick), floor - 3)
        say(canvas, at(tick), floor - 12, str(tick), 7.5, anchor="middle", colour=palette.TEXT2)
    ink(canvas)
    if figure.missing:
        told = words.FOR_OTHERS.format(names=", ".join(f"{name} ({why})" for name, why in figure.missing))
        say(canvas, x, floor - 28, told, 7.5, colour=palette.TEXT2, room=width)


def _draw_lane(canvas: Any, lane: DotLane, at: Any, middle: float, *, names_all: bool) -> None:
    """Dots side by side where they would lie on each other; the extremes are named."""
    taken: list[tuple[float, int]] = []
    last = len(lane.dots) - 1
    for place, dot in enumerate(lane.dots):
        px = at(dot.middle)
        used = {level for other, level in taken if abs(other - px) < _NEAR}
        level = next(step for step in range(len(lane.dots) + 1) if step not in used)
        taken.append((px, level))
        rise = ((level + 1) // 2) * _NEAR * (1 if level % 2 else -1)
        _draw_dot(canvas, dot, px, middle + max(-24, min(24, rise)), at)
        if names_all or place in (0, last):
            side: Anchor = "start" if place == 0 and last else "end"
            lift = -26 if place == 0 else 21
            value = text.number(dot.middle, 1)
            say(
                canvas,
                px,
                middle + lift,
                f"{dot.name} {value}",
                7,
                anchor="start" if side == "start" else "end",
            )


def _draw_dot(canvas: Any, dot: Dot, x: float, y: float, at: Any) -> None:
    if dot.reach is not None:
        ink(canvas, stroke=palette.INK, width=1.4)
        canvas.line(at(dot.reach[0]), y, at(dot.reach[1]), y)
        return
    ink(canvas, fill=palette.SERIES1, stroke=palette.WHITE, width=0.6)
    canvas.circle(x, y, _DOT, stroke=1, fill=1)


def _draw_strips(canvas: Any, figure: Strips, x: float, top: float, width: float) -> None:
    low, high = figure.window()
    start, end = x + _STRIP_NAMES, x + width - 46
    floor = top - 8 - len(figure.strips) * _STRIP

    def at(value: Fraction | float) -> float:
        return start + (end - start) * (float(value) - low) / (high - low)

    for tick in range(low, high + 1, 10):
        ink(canvas, stroke=palette.BORDER, width=0.4)
        canvas.line(at(tick), top - 8, at(tick), floor)
        say(canvas, at(tick), floor - 10, str(tick), 7, anchor="middle", colour=palette.TEXT3)
    if figure.target is not None and low <= figure.target <= high:
        ink(canvas, stroke=palette.INK, width=0.9, dash=(3, 2))
        canvas.line(at(float(figure.target)), top - 2, at(float(figure.target)), floor)
    ink(canvas)
    y = top - 8
    for strip in figure.strips:
        _draw_strip(canvas, strip, x, y - _STRIP / 2, at, end)
        y -= _STRIP
    say(canvas, x, floor - 22, words.MEDIAN, 7, colour=palette.TEXT2)
    if figure.missing:
        told = words.FOR_OTHERS.format(names=", ".join(f"{name} ({why})" for name, why in figure.missing))
        say(canvas, x, floor - 33, told, 7, colour=palette.TEXT2, room=width)


def _draw_strip(canvas: Any, strip: Strip, x: float, middle: float, at: Any, end: float) -> None:
    say(canvas, x, middle - 3, strip.name, 7.8, room=_STRIP_NAMES - 8)
    ink(canvas, stroke=palette.BORDER, width=0.5)
    canvas.line(at(strip.dots[0].value) if strip.dots else x + _STRIP_NAMES, middle, end, middle)
    for dot in strip.dots:
        ink(canvas, fill=palette.WHITE if dot.is_open else palette.SERIES1, stroke=palette.SERIES1, width=0.7)
        canvas.circle(at(dot.value), middle, 2.6, stroke=1, fill=1)
    if strip.middle is None:
        return
    ink(canvas, stroke=palette.INK, width=1.8)
    canvas.line(at(strip.middle), middle - 7, at(strip.middle), middle + 7)
    say(canvas, end + 8, middle - 3, text.number(strip.middle, 1), 8, is_bold=True)
