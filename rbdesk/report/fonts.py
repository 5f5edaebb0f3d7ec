"""The fonts of documents: bundled, embedded, the same on every computer."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from rbdesk.paths import resource

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
_STAND_INS = str.maketrans({"−": "–", "→": "›", "≥": ">=", "≤": "<="})
_FILES = {REGULAR: "NotoSans-Regular", BOLD: "NotoSans-Bold"}


def register() -> None:
    """Make both fonts known to reportlab. Safe to call again."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{file}.ttf"))))


def printable(words: str) -> str:
    """Words in signs that the fonts have: they know no minus, only a dash of the same width."""
    return words.translate(_STAND_INS)
