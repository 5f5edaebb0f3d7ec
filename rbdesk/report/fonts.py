"""The fonts of documents: bundled, embedded, the same on every computer."""

from __future__ import annotations

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from rbdesk.paths import resource

REGULAR, BOLD = "NotoSans", "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular", BOLD: "NotoSans-Bold"}


def register() -> None:
    """Make both fonts known to reportlab. Safe to call again."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{file}.ttf"))))
