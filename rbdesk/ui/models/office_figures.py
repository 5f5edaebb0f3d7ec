"""The figures of the secretariat's pages: what the workflow knows of the offices, as tiles and as a heatmap.

An office without one value has none here either; it is named with the reason and never drawn as zero.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.analysis.figures import Heat, HeatCell, HeatColumn, HeatRow, Tile, Tiles
from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.office import Office, Register
from rbdesk.domain.scoring import ScoreSheet, band
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
_BROKEN = {"Akuntabilitas": "Akunta-\nbilitas", "Pengawasan": "Penga-\nwasan"}  # long words in narrow heads
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


def value_tiles(
    comparison: Comparison,
    register: Register,
    area: str = "",
    reaches: Mapping[str, tuple[Fraction, Fraction]] | None = None,
) -> Tiles:
    """The offices by the percent of one area (its code), of the whole sheet for "".

    `reaches` are lowest and highest percent of the whole sheet by office, where laptops differ.
    """
    group = next((one for one in comparison.instrument.areas if one.code == area), None)
    tiles = []
    for row in comparison.rows:
        percent = None if row.sheet is None else _percent(row.sheet, group)
        reach = (reaches or {}).get(row.office.code) if percent is None and group is None else None
        letters = "" if percent is None else _letters(comparison.instrument, percent)
        status = NEEDS_ACTION if row.missing not in ("", "not_sent") else RECEIVED
        status = NOT_SENT if row.missing == "not_sent" else status
        tiles.append(_tile(row.office, status, percent, letters, reach))
    return Tiles(register.rows, register.columns, tuple(tiles))


def heat(
    comparison: Comparison,
    register: Register,
    *,
    reasons: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Heat:
    """Offices by areas. `reasons` says why an office is missing, `names` what to call it instead, both by code."""
    instrument, called, said = comparison.instrument, names or {}, reasons or {}
    columns = tuple(
        HeatColumn(group.code, group.name, _on_two_lines(group.short)) for group in instrument.areas
    )
    order = sorted(register.offices, key=lambda office: (office.row, office.column))
    places = {office.code: place for place, office in enumerate(order)}
    rows = tuple(
        _heat_row(
            row,
            instrument,
            _called(row, called),
            places.get(row.office.code, len(places)),
            missing_words(row, said),
        )
        for row in comparison.rows
    )
    return Heat(
        columns, rows, _average(comparison), counted=comparison.counted, last_year=instrument.year - 1
    )


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
    return {code: f"Kecamatan {_letter(at)}" for at, code in enumerate(codes)}


def average_name(comparison: Comparison) -> str:
    """What the average is called: it names its base."""
    return f"Rata-rata {comparison.counted} dari {len(comparison.rows)}"


def range_words(reach: tuple[Fraction, Fraction]) -> str:
    """Lowest and highest value: "56,50–59,02"."""
    return f"{text.number(reach[0])}–{text.number(reach[1])}"


def _on_two_lines(short: str) -> str:
    """An area's name over a narrow column."""
    return _BROKEN.get(short) or short.replace(" ", "\n", 1)


def _letter(at: int) -> str:
    """A, B … Z, AA, as spreadsheets name columns."""
    above, last = divmod(at, 26)
    return (_letter(above - 1) if above else "") + chr(ord("A") + last)


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


def _called(row: ComparisonRow, names: Mapping[str, str]) -> str:
    """The name of an office in the table, with the mark of a package that is not official yet."""
    name = names.get(row.office.code, row.office.name)
    return name if row.final or row.sheet is None else f"{name}{PROVISIONAL_MARK}"


def _heat_row(row: ComparisonRow, instrument: Instrument, name: str, place: int, reason: str) -> HeatRow:
    if row.sheet is None:
        return HeatRow(row.office.code, name, missing=reason, place=place)
    sheet = row.sheet
    return HeatRow(
        code=row.office.code,
        name=name,
        cells=tuple(_cell(instrument, sheet.area_percent(group.places)) for group in instrument.areas),
        total=_cell(instrument, sheet.percent()),
        change=row.change,
        place=place,
    )


def _average(comparison: Comparison) -> HeatRow | None:
    if comparison.average is None or comparison.average_total is None:
        return None
    instrument = comparison.instrument
    return HeatRow(
        code="",
        name=average_name(comparison),
        cells=tuple(_cell(instrument, percent) for percent in comparison.average),
        total=_cell(instrument, comparison.average_total),
    )


def _cell(instrument: Instrument, percent: Fraction) -> HeatCell:
    return HeatCell(percent, _letters(instrument, percent))


def _letters(instrument: Instrument, percent: Fraction) -> str:
    found = band(instrument, percent)
    return found.code if found else ""


def _percent(sheet: ScoreSheet, group: AreaGroup | None) -> Fraction:
    return sheet.percent() if group is None else sheet.area_percent(group.places)


def _tile(
    office: Office,
    status: str,
    percent: Fraction | None,
    letters: str,
    reach: tuple[Fraction, Fraction] | None,
) -> Tile:
    return Tile(office.code, office.name, office.row, office.column, status, percent, letters, reach)
