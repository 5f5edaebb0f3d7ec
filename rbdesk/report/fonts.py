"""The fonts of documents: bundled, embedded, the same on every computer."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from rbdesk.paths import resource

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
UNKNOWN = "\ufffd"  # what stands for a sign that the fonts do not have
_STAND_INS = {
    "−": "–",
    "→": "›",
    "≥": ">=",
    "≤": "<=",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
}
_HIDDEN = ("Cc", "Cf")  # control signs, and those that turn the direction of writing or show nothing
_FILES = {REGULAR: "NotoSans-Regular", BOLD: "NotoSans-Bold"}

_BREAKS = ("Zl", "Zp")
_NOBODY = ("Cn", "Co", "Cs")  # no signs: a font's table may name them all the same


def register() -> None:
    """Make both fonts known to reportlab. Safe to call again."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{file}.ttf"))))


def printable(words: str) -> str:
    """Words in signs that the fonts have: they know no minus, only a dash of the same width.

    Line breaks stay. What controls, turns the direction or shows nothing is left out, and a sign that the fonts do not
    have is shown as a mark of its own, so that nobody takes it for nothing.
    """
    return unicodedata.normalize("NFC", words).translate(_signs())


class _Signs(dict[int, str]):
    """What each sign is printed as, found when it first comes."""

    def __init__(self, known: Container[int]) -> None:
        super().__init__({ord(sign): shown for sign, shown in _STAND_INS.items()})
        self[ord("\n")] = "\n"
        self._known = known

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        if category in _HIDDEN:
            shown = ""
        elif category in _BREAKS:
            shown = "\n"
        else:
            shown = sign if code in self._known and category not in _NOBODY else UNKNOWN
        self[code] = shown
        return shown


@cache
def _signs() -> _Signs:
    register()
    return _Signs(pdfmetrics.getFont(REGULAR).face.charToGlyph)
