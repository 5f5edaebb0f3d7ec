"""Lines of text for paper: broken at blanks to a width, a word that is too long broken inside. Knows no page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics

from rbdesk.report import fonts, palette

ELLIPSIS = "…"
_BREAKS = "/-_"
_NARROWEST = 0.2  # of its size, a sign: more of them never fit


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: size and distance of lines in points, colour as RRGGBB."""

    size: float
    leading: float
    is_bold: bool = False
    colour: str = palette.INK

    @property
    def font(self) -> str:
        """The font's name."""
        return fonts.BOLD if self.is_bold else fonts.REGULAR


def width_of(words: str, style: Style) -> float:
    """How wide printable words on one line are, in points."""
    return _width_at_one(words, style.font) * style.size


def lines_of(words: str, style: Style, room: float) -> tuple[str, ...]:
    """Words as lines no wider than `room`; at least one line. Line breaks in the words are kept."""
    found: list[str] = []
    blank = width_of(" ", style)
    for paragraph in fonts.printable(words).split("\n"):
        line, wide = "", 0.0
        for word in paragraph.split():
            for piece in (word,) if width_of(word, style) <= room else _pieces(word, style, room):
                long = width_of(piece, style)
                if line and wide + blank + long > room:
                    found.append(line)
                    line, wide = piece, long
                else:
                    line, wide = (f"{line} {piece}", wide + blank + long) if line else (piece, long)
        found.append(line)
    while len(found) > 1 and not found[-1]:
        found.pop()
    return tuple(found)


def fitted(words: str, style: Style, room: float) -> str:
    """Words on one line no wider than `room`, shortened at the end where they must be."""
    shown = " ".join(fonts.printable(words).split())
    if width_of(shown, style) <= room:
        return shown
    end = min(len(shown), int(room / (_NARROWEST * style.size)) + 1)
    while end and width_of(shown[:end].rstrip() + ELLIPSIS, style) > room:
        end -= 1
    return shown[:end].rstrip() + ELLIPSIS


def _pieces(word: str, style: Style, room: float) -> list[str]:
    """A word that no line holds, in pieces that fit: after a slash or dash where there is one, else anywhere."""
    found, piece, wide = [], "", 0.0
    for sign in word:
        long = width_of(sign, style)
        if piece and wide + long > room:
            cut = max(piece.rfind(mark) for mark in _BREAKS) + 1
            kept = piece[:cut] or piece
            found.append(kept)
            piece = piece[len(kept) :]
            wide = width_of(piece, style)
        piece, wide = piece + sign, wide + long
    return [*found, piece] if piece else found


@lru_cache(maxsize=64)
def colour_of(colour: str) -> Color:
    """A colour by its RRGGBB; reading one each time takes longer than drawing a line."""
    return HexColor(f"#{colour}")


@lru_cache(maxsize=20_000)
def _width_at_one(words: str, font: str) -> float:
    fonts.register()
    return float(pdfmetrics.stringWidth(words, font, 1))
