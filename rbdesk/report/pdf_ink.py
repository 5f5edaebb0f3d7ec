"""What figures on paper are drawn with: words at a point, hatching inside a shape, colours that differ in grey too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from rbdesk.report import fonts, palette, pdf_text
from rbdesk.report.palette import BandColours
from rbdesk.report.pdf_text import Style

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

NO_BAND = BandColours(palette.SUNKEN, palette.INK, palette.SUNKEN, palette.INK)


def say(
    canvas: Any,
    x: float,
    y: float,
    words: str,
    size: float = 8,
    *,
    is_bold: bool = False,
    anchor: Anchor = "start",
    colour: str = palette.INK,
    room: float = 0,
) -> None:
    """Words with their base line at y; shortened to `room` if one is given."""
    style = Style(size, size, is_bold, colour)
    shown = pdf_text.fitted(words, style, room) if room else fonts.printable(words).replace("\n", " ")
    canvas.setFont(style.font, size)
    canvas.setFillColor(pdf_text.colour_of(colour))
    draw = {
        "start": canvas.drawString,
        "middle": canvas.drawCentredString,
        "end": canvas.drawRightString,
    }[anchor]
    draw(x, y, shown)


def ink(
    canvas: Any, *, fill: str = "", stroke: str = "", width: float = 0.8, dash: Sequence[float] = ()
) -> None:
    """Set fill, stroke, width and dashes."""
    if fill:
        canvas.setFillColor(pdf_text.colour_of(fill))
    if stroke:
        canvas.setStrokeColor(pdf_text.colour_of(stroke))
    canvas.setLineWidth(width)
    canvas.setDash(list(dash) if dash else [])


def path_of(canvas: Any, rings: Sequence[Sequence[Point]]) -> Any:
    """A closed path around rings."""
    path = canvas.beginPath()
    for ring in rings:
        for at, (x, y) in enumerate(ring):
            if at:
                path.lineTo(x, y)
            else:
                path.moveTo(x, y)
        path.close()
    return path


def box(x: float, y: float, width: float, height: float) -> list[list[Point]]:
    """The ring of a rectangle."""
    return [[(x, y), (x + width, y), (x + width, y + height), (x, y + height)]]


def hatch(
    canvas: Any, rings: Sequence[Sequence[Point]], *, colour: str = palette.INK, step: float = 4.0
) -> None:
    """Slanted lines inside a shape."""
    points = [point for ring in rings for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, top = min(y for _, y in points), max(y for _, y in points)
    canvas.saveState()
    canvas.clipPath(path_of(canvas, rings), stroke=0, fill=0)
    ink(canvas, stroke=colour, width=0.45)
    at = left - (top - low)
    while at < right:
        canvas.line(at, low, at + (top - low), top)
        at += step
    canvas.restoreState()


def band_colours(letters: str) -> BandColours:
    """The colours of a category, grey for none."""
    return palette.BANDS.get(letters, NO_BAND)
