"""The colours of documents: those of the window's light theme, as RRGGBB. Knows no format.

A category is never told by its colour alone: its letters or its number stand on the fill, since CC and B are equally
light in grey.
"""

from __future__ import annotations

from dataclasses import dataclass

WHITE = "FFFFFF"
INK, TEXT2, TEXT3 = "16202E", "465366", "5B677A"
SUNKEN, BORDER, CONTROL, GRID = "EDF1F6", "DBE2EB", "7A8798", "E3E8EF"
PRIMARY, PRIMARY_SOFT, ON_PRIMARY_SOFT = "1858B8", "E6EFFC", "0F3F88"
OK, OK_SOFT = "0F7457", "E1F3EC"
WARN, WARN_SOFT = "8A5A00", "FFF2D6"
ERR, ERR_SOFT = "B3261E", "FCE9E7"
NAVY, NAVY_TEXT, ACCENT = "0F2A47", "C9D8E8", "F0B255"
SERIES1, SERIES2, BELOW, GAP = "1858B8", "7A8798", "B85214", "F0B255"


@dataclass(frozen=True, slots=True)
class BandColours:
    """A category: its fill with the text on it, its pale tint with the text on that."""

    fill: str
    on_fill: str
    tint: str
    on_tint: str


BANDS = {
    "AA": BandColours("0B4F5E", "FFFFFF", "CBE2E7", "0A4350"),
    "A": BandColours("157A78", "FFFFFF", "CFE9E7", "0B5553"),
    "BB": BandColours("45ABA3", "042B29", "D3EEEA", "0A534E"),
    "B": BandColours("8FD3C8", "063B38", "E0F4F0", "0B5A53"),
    "CC": BandColours("F0B255", "3A2500", "FEF1D9", "7A4D00"),
    "C": BandColours("B85214", "FFFFFF", "FCEADD", "8C3A08"),
    "D": BandColours("8A2F0B", "FFFFFF", "FBE7DE", "7A2708"),
}
WARM = frozenset(
    {"CC", "C", "D"}
)  # below 60; where no letters stand beside it the number is bold and underlined
TARGET = BANDS["B"].on_tint  # the line of the target, dashed

# Mutu of the satisfaction survey wears the colours of categories that are as good
MUTU = {"A": BANDS["A"], "B": BANDS["B"], "C": BANDS["CC"], "D": BANDS["C"]}
