"""The figures of the secretariat's pages: what the workflow knows of the offices, as tiles and in words.

An office without one value has none here either; it is named with the reason and never drawn as zero.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.analysis.figures import Tile, Tiles
from rbdesk.domain.office import Office, Register
from rbdesk.workflow.secretariat import (
    CONFLICT,
    NEEDS_ACTION,
    NOT_SENT,
    QUARANTINED,
    RECEIVED,
    REFUSED,
    Comparison,
    ComparisonRow,
    Inbox,
    OfficeStatus,
)

PROVISIONAL_MARK = "*"
_BROKEN = {  # long words in narrow heads
    "Akuntabilitas": "Akunta-\nbilitas",
    "Pengawasan": "Penga-\nwasan",
    "Terverifikasi": "Terveri-\nfikasi",
}
_WORDS = {QUARANTINED: "perangkat belum dikenal", REFUSED: "berkas ditolak", CONFLICT: "dua versi"}


def inbox_tiles(inbox: Inbox, register: Register) -> Tiles:
    """The offices by the state of what they sent and by its value."""
    tiles = tuple(
        _tile(
            status.office,
            status.status,
            status.percent,
            status.band.code if status.band else "",
            status.range,
        )
        for status in inbox.offices
    )
    return Tiles(register.rows, register.columns, tiles)


def value_status(row: ComparisonRow) -> str:
    """How a tile of the value map stands: received, missing, or with something to do."""
    if row.missing == "not_sent":
        return NOT_SENT
    return NEEDS_ACTION if row.missing else RECEIVED


def missing_reasons(inbox: Inbox) -> dict[str, str]:
    """Why offices have no one value, in a few words, by code; those that sent nothing are not among them."""
    found = {}
    for status in inbox.offices:
        words = _reason(status)
        if words:
            found[status.office.code] = words
    return found


def missing_words(row: ComparisonRow, reasons: Mapping[str, str]) -> str:
    """Why an office has no one value, in a few words; "" where it has one."""
    if row.sheet is not None:
        return ""
    return reasons.get(row.office.code) or _WORDS.get(row.missing, "belum mengirim")


def reaches(inbox: Inbox) -> dict[str, tuple[Fraction, Fraction]]:
    """Lowest and highest percent by office, where its laptops differ."""
    return {status.office.code: status.range for status in inbox.offices if status.range is not None}


def masked_names(comparison: Comparison, salt: str) -> dict[str, str]:
    """Names that tell nothing, by code: "Kecamatan A" and so on, in an order that only `salt` gives away."""
    codes = [row.office.code for row in comparison.rows]
    codes.sort(key=lambda code: hashlib.sha256(f"{salt}/{code}".encode()).digest())
    return {code: f"Kecamatan {letter(at)}" for at, code in enumerate(codes)}


def range_words(reach: tuple[Fraction, Fraction]) -> str:
    """Lowest and highest value: "56,50–59,02"."""
    return f"{text.number(reach[0])}–{text.number(reach[1])}"


def on_two_lines(short: str) -> str:
    """The name of an area or a side over a narrow column."""
    return _BROKEN.get(short) or short.replace(" ", "\n", 1)


def letter(at: int) -> str:
    """A, B … Z, AA, as spreadsheets name columns."""
    above, last = divmod(at, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + last)


def _reason(status: OfficeStatus) -> str:
    kind, _, code = status.reason.partition(":")
    if kind == CONFLICT:
        return f"{_WORDS[CONFLICT]}, {range_words(status.range)}" if status.range else ""
    if status.revision is not None:
        return ""
    if kind == REFUSED:
        is_damaged = messages.bundle_sentence(code)[1] == wording.COPY_AGAIN
        return "berkas rusak" if is_damaged else _WORDS[REFUSED]
    return _WORDS.get(kind, "")


def _tile(
    office: Office,
    status: str,
    percent: Fraction | None,
    letters: str,
    reach: tuple[Fraction, Fraction] | None,
) -> Tile:
    return Tile(office.code, office.name, office.row, office.column, status, percent, letters, reach)
