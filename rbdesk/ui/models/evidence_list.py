"""All evidence of an office as rows: where each file is used, how old its content is, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.reference import FOLLOWUPS
from rbdesk.workflow.evidence import EvidenceFile

ALL, OLD, LOST, DOUBLE, UNUSED = "", "old", "lost", "double", "unused"
TABS = ((ALL, "Semua"), (OLD, "Lama"), (LOST, "Hilang"), (DOUBLE, "Ganda"), (UNUSED, "Belum dipakai"))
_MONTHS = {
    **{name.lower(): at for at, name in enumerate(text.MONTHS, 1)},
    **{name.lower(): at for at, name in enumerate(text.SHORT_MONTHS, 1)},
    "agt": 8,
    "nop": 11,
    "sept": 9,
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its facts, the codes where it is used as people read them, and what is to be looked at.

    `state` is LOST, OLD, DOUBLE, UNUSED, or ALL where nothing is; the first that holds, in this order.
    """

    file: EvidenceFile
    places: tuple[str, ...]
    state: str

    @property
    def key(self) -> str:
        """What names the row: the digest of its content."""
        return self.file.sha256


def rows(files: Iterable[EvidenceFile], instrument: Instrument, year: int) -> tuple[Row, ...]:
    """The files as rows; places in the sheet's order."""
    order = instrument.place_of
    found = []
    for file in files:
        uses = sorted(file.uses, key=lambda item: order.get(item.question, len(order)))
        shown = (*(instrument.display(item.question) for item in uses), *_others(file))
        found.append(Row(file, shown, _state(file, year)))
    return tuple(found)


def _others(file: EvidenceFile) -> list[str]:
    """Where else a file stands, in words."""
    found = ["Tindak Lanjut"] if FOLLOWUPS in file.elsewhere else []
    return found + ["lembar lain"] * any(one != FOLLOWUPS for one in file.elsewhere)


def _state(file: EvidenceFile, year: int) -> str:
    if file.lost:
        return LOST
    if is_old(file, year):
        return OLD
    if len({item.name for item in file.uses}) > 1:
        return DOUBLE
    return UNUSED if not (file.uses or file.elsewhere) else ALL


def is_old(file: EvidenceFile, year: int) -> bool:
    """Whether the date of the content lies outside the year."""
    return file.content_date is not None and file.content_date.year != year


def lets_through(row: Row, tab: str, year: int) -> bool:
    """Whether a row belongs under a tab; a file may stand under several."""
    file = row.file
    return {
        ALL: True,
        OLD: is_old(file, year),
        LOST: file.lost,
        DOUBLE: len({item.name for item in file.uses}) > 1,
        UNUSED: not (file.uses or file.elsewhere),
    }[tab]


def counts(found: Iterable[Row], year: int) -> dict[str, int]:
    """How many rows each tab has."""
    listed = list(found)
    return {tab: sum(lets_through(row, tab, year) for row in listed) for tab, _ in TABS}


def state_words(row: Row) -> tuple[str, str, str]:
    """The words of a row's state, their tone and icon: ("tahun 2019", "warn", "clock-exclamation")."""
    if row.state == OLD and row.file.content_date is not None:
        return f"tahun {row.file.content_date.year}", "warn", "clock-exclamation"
    return {
        LOST: ("hilang", "err", "file-broken"),
        DOUBLE: ("dua nama", "warn", "copy"),
        UNUSED: ("belum dipakai", "neutral", "circle-dashed"),
    }.get(row.state, ("baik", "ok", "check"))


def parse_date(typed: str) -> date | None:
    """A date as people type it: "31 Juli 2020", "31/7/2020", "31-07-20", "2020-07-31"; None if it is none."""
    words = typed.strip().lower()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _date(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{2}|\d{4})", words):
        day, month, year = (int(part) for part in match.groups())
        return _date(year + 2000 if year < 100 else year, month, day)
    if match := re.fullmatch(r"(\d{1,2})[ .\-]+([a-z]+)[ .\-]+(\d{4})", words):
        return _date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    return None


def date_in_name(name: str) -> date | None:
    """The date that a file's name tells: its last day, month (then the month's end) with a year; None if it has none."""
    words = PurePath(name).stem.lower()
    named = "|".join(sorted(_MONTHS, key=len, reverse=True))
    patterns = (
        (r"(?<!\d)(\d{4})[-_. ](\d{2})[-_. ](\d{2})(?!\d)", ("year", "month", "day")),
        (r"(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ](\d{4})(?!\d)", ("day", "month", "year")),
        (r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)", ("year", "month", "day")),
        (rf"(?<!\d)(\d{{1,2}})[ _.-]+({named})[ _.-]+(\d{{4}})(?!\d)", ("day", "month", "year")),
        (rf"(?<![a-z])({named})[ _.-]+(\d{{4}})(?!\d)", ("month", "year")),
    )
    for pattern, members in patterns:
        found = list(re.finditer(pattern, words))
        if found:
            parts = dict(zip(members, found[-1].groups(), strict=True))
            month = int(parts["month"]) if parts["month"].isdigit() else _MONTHS[parts["month"]]
            day = int(parts["day"]) if "day" in parts else _last_day(int(parts["year"]), month)
            if (told := _date(int(parts["year"]), month, day)) is not None:
                return told
    return None


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days
