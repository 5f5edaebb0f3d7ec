"""Text as the program keeps it: normalised where it is typed or pasted, so that a bundle can always carry it."""

from __future__ import annotations

import re
import unicodedata

# Controls, bidirectional marks, line separators, byte-order mark and noncharacters would be refused by a
# reader of bundles (docs/bundle-format.md, text), so they never enter.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def is_clean(text: str) -> bool:
    """True if the text may stand in the store and in a bundle: NFC, no control characters but the line feed."""
    return _FORBIDDEN.search(text) is None and unicodedata.is_normalized("NFC", text)


def clean_text(text: str) -> str:
    """The text in kept form: line ends as `\\n`, tabs as blanks, forbidden characters gone, NFC."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text))


def clean_line(text: str) -> str:
    """The text in kept form on one line, without blanks at its ends."""
    return " ".join(clean_text(text).split())
