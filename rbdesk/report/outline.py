"""Kerangka of a document: what it says and in which order, for a painter of any format. Knows no format and no sentence.

Numbers stay exact here; a painter rounds each one once, by the kind of its column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from rbdesk import text

if TYPE_CHECKING:
    from rbdesk.analysis.figures import Bars, Dots, Heat, Map, Radar, Strips, Tiles, Trend

    Figure = Radar | Bars | Trend | Heat | Tiles | Map | Dots | Strips

Cell = str | Fraction | Decimal | int | None
Kind = Literal["text", "number", "percent", "count", "date"]

TEXT: Kind = "text"
NUMBER: Kind = "number"  # two decimals
PERCENT: Kind = "percent"  # one decimal, with the sign; whole where it is counted in whole ones
COUNT: Kind = "count"  # whole
DATE: Kind = "date"  # already in words

OFFICE, REGENCY = "office", "regency"
BODY, LEAD, SMALL = "body", "lead", "small"
INFO, WARNING = "info", "warning"
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is relative to the others."""

    title: str
    kind: Kind = TEXT
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text; a line break in it is one on paper. `style` is "body", "lead" or "small"."""

    text: str
    style: str = BODY


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, side by side."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. `source` is where the numbers come from and what they stand on; `total`: the last row sums up."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its title; `alt` says in words what it shows."""

    title: str
    figure: Figure
    source: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that must not be overlooked; `kind` is "info" or "warning"."""

    text: str
    kind: str = INFO


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign: the post, and the name or "" for a blank line."""

    places: tuple[tuple[str, str], ...]
    day: str = ""


Block = Paragraph | Facts | Table | Picture | Note | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document; `level` 1 begins a chapter, 2 stands inside one. `key` names it for whoever chooses."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document. `kind` is "office" or "regency"; `digest` names the data it was made from; `made_at` local time.

    `facts` stand on the cover; `is_draft`: the numbers may still change, so each page says so.
    """

    kind: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    digest: str
    made_at: datetime
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; `notes` are the speaker's, `sources` what its claims stand on."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    notes: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """Paparan: slides in the order in which they are shown."""

    kind: str
    title: str
    subtitle: str
    slides: tuple[Slide, ...]
    digest: str
    made_at: datetime


def cell_text(cell: Cell, kind: Kind) -> str:
    """A cell as people read it, rounded here and nowhere before; a dash for what there is not."""
    if cell is None:
        return NOTHING
    if isinstance(cell, str):
        return cell
    if kind == PERCENT:
        return text.percent(cell, 0 if isinstance(cell, int) else 1)
    if kind == COUNT or (kind != NUMBER and isinstance(cell, int)):
        return text.number(cell, 0)
    return text.number(cell)


def is_right(kind: Kind) -> bool:
    """Whether a column's cells stand at its right edge."""
    return kind in (NUMBER, PERCENT, COUNT)


def numbers_of(sections: Sequence[Section]) -> tuple[Fraction, ...]:
    """Every exact number in the tables of sections, in reading order."""
    return tuple(
        Fraction(cell)
        for section in sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if isinstance(cell, int | Decimal | Fraction)
    )
