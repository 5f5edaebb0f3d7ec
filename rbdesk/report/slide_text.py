"""How much room words take on a slide: measured with the bundled font, wrapped as a presentation program wraps.

The bundled font is wider than the system's font that a slide wears on Windows, so what fits here fits there. Lengths in
points of 1/72 inch. Knows no slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics

from rbdesk.report import fonts

LINE = 1.36  # height of a line of the bundled font, of its size
ELSEWHERE = 1.3  # width of a sign that the font lacks and another one must bring, of its size
SLACK = 0.97  # programs round widths up a little
BULLET_INDENT = 1.15  # where the words of a point begin, of its size
BETWEEN = 0.45  # room before a paragraph but the first, of its size
MORE = "…"

# What XML may not carry, and marks that turn the reading direction of what follows
_UNFIT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph in one size; `is_point`: with a bullet before it; `gap`: the room before it, of its size."""

    text: str
    size: float
    is_bold: bool = False
    colour: str = ""
    is_point: bool = False
    alignment: str = "left"
    gap: float = BETWEEN
    is_underlined: bool = False

    def at(self, size: float) -> Words:
        """The same in another size."""
        return replace(self, size=size)


def clean(text: str) -> str:
    """Text that a slide can carry: no control characters but the line feed, nothing that turns reading around."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return _UNFIT.sub("", text.replace("\u2029", "\n"))


def width(text: str, size: float, is_bold: bool = False) -> float:
    """How wide the text is on one line."""
    return _ems(text, is_bold) * size


@lru_cache(maxsize=8192)
def wrap(text: str, room: float, size: float, is_bold: bool = False) -> tuple[str, ...]:
    """The lines of a text in a column; a word that is wider than the column is broken."""
    most = room * SLACK / size
    found: list[str] = []
    for part in text.split("\n"):
        found += _wrap_line(part, most, is_bold)
    return tuple(found)


def height(paragraphs: Iterable[Words], room: float) -> float:
    """How high the paragraphs are in a column."""
    total, first = 0.0, True
    for one in paragraphs:
        total += len(lines_of(one, room)) * one.size * LINE + (0 if first else one.gap * one.size)
        first = False
    return total


def lines_of(one: Words, room: float) -> tuple[str, ...]:
    """The lines of a paragraph in a column."""
    inside = room - BULLET_INDENT * one.size if one.is_point else room
    return wrap(one.text, inside, one.size, one.is_bold)


def fit(paragraphs: Sequence[Words], room: float, most: float, factors: Sequence[float]) -> float | None:
    """The first of the factors by which the sizes may be multiplied so that all fits in `most`; None if none does."""
    for factor in factors:
        if height([one.at(one.size * factor) for one in paragraphs], room) <= most:
            return factor
    return None


def shorten(text: str, room: float, lines: int, size: float, is_bold: bool = False) -> str:
    """The text, cut at a word with "…" where it takes more than so many lines."""
    found = wrap(text, room, size, is_bold)
    if len(found) <= lines:
        return text
    kept = " ".join(found[:lines])
    while kept and len(wrap(kept + MORE, room, size, is_bold)) > lines:
        head, _, last = kept.rpartition(" ")
        kept = head if head else last[:-1]
    return kept.rstrip(" ,;:") + MORE


def split(one: Words, room: float, most: float) -> tuple[Words | None, Words | None]:
    """The paragraph in two at a line's end, so that the first is at most so high; None for an empty part."""
    lines = lines_of(one, room)
    count = int(most / (one.size * LINE) + 1e-6)
    if count >= len(lines):
        return one, None
    if count <= 0:
        return None, one
    return replace(one, text=_joined(lines[:count])), replace(
        one, text=_joined(lines[count:]), is_point=False
    )


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines).strip()


def _wrap_line(text: str, most: float, is_bold: bool) -> list[str]:
    found: list[str] = []
    line, used = "", 0.0
    blank = _ems(" ", is_bold)
    for word in text.split(" "):
        wide = _ems(word, is_bold)
        if line and used + blank + wide <= most:
            line, used = f"{line} {word}", used + blank + wide
            continue
        if line:
            found.append(line)
        *whole, line = _broken(word, most, is_bold) if wide > most else [word]
        found += whole
        used = _ems(line, is_bold)
    return [*found, line]


def _broken(word: str, most: float, is_bold: bool) -> list[str]:
    """A long word in pieces that fit; a piece has at least one sign."""
    found, piece, used = [], "", 0.0
    widths = _widths(is_bold)
    for sign in word:
        wide = widths.get(ord(sign), ELSEWHERE)
        if piece and used + wide > most:
            found.append(piece)
            piece, used = "", 0.0
        piece, used = piece + sign, used + wide
    return [*found, piece]


def _ems(text: str, is_bold: bool) -> float:
    widths = _widths(is_bold)
    return sum(widths.get(ord(sign), ELSEWHERE) for sign in text)


@cache
def _widths(is_bold: bool) -> dict[int, float]:
    """Widths of the font's signs, of its size."""
    fonts.register()
    face = pdfmetrics.getFont(fonts.BOLD if is_bold else fonts.REGULAR).face
    return {code: wide / 1000 for code, wide in face.charWidths.items()}
