"""Follow-ups as a table shows them: tabs with counts, words of each cell, and acts that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rbdesk import text, wording
from rbdesk.domain.followup import Status, is_finished
from rbdesk.domain.instrument import Instrument
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.followups import Item

ALL, LATE, TO_JUDGE = "all", "late", "judge"
OFFICE_TABS = (
    (ALL, "Semua"),
    (LATE, "Terlambat"),
    (Status.NOT_BEGUN.value, "Belum"),
    (Status.UNDER_WAY.value, "Dalam proses"),
    (Status.DONE.value, "Selesai"),
    (Status.IMPOSSIBLE.value, "Tidak dapat"),
)
SECRETARIAT_TABS = (*OFFICE_TABS[:2], (TO_JUDGE, "Perlu diputus"), *OFFICE_TABS[2:])
STATUS_TONES = {
    Status.NOT_BEGUN: ("warn", "circle-dashed"),
    Status.UNDER_WAY: ("info", "progress"),
    Status.DONE: ("neutral", "circle-check"),
    Status.IMPOSSIBLE: ("neutral", "circle-x"),
}

# A workflow function and its arguments after the store
Write = tuple[Callable[..., Changes], tuple[Any, ...]]


def called(item: Item) -> str:
    """How an item is called in a sentence: "R-04"; "No 4" where its letter only counts."""
    number = item.recommendation.number
    return f"No {number}" if number.isdecimal() else number


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How an item stands: words, tone (`paint.look`), icon."""

    words: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item with its place in the order of work, from 0; `office` and `area` are names, "" where there is none.

    `since` is the year it comes from, 0 for the one that is shown.
    """

    item: Item
    place: int
    office: str
    area: str
    since: int

    @property
    def key(self) -> tuple[str, str]:
        """What names the row over changes."""
        return (self.item.office, self.item.id)


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person did: writes forth and back, and what is said when it is taken back or done again."""

    forth: tuple[Write, ...]
    back: tuple[Write, ...]
    undo_says: str
    redo_says: str


def rows(items: Sequence[Item], sheet: Instrument, names: Mapping[str, str], year: int) -> tuple[Row, ...]:
    """The items of a year as rows, in their order; `names` of offices by code."""
    areas = {group.code: group.short for group in sheet.areas}
    return tuple(
        Row(
            item,
            place,
            names.get(item.office, ""),
            areas.get(item.recommendation.area, ""),
            item.given_year if item.given_year < year else 0,
        )
        for place, item in enumerate(items)
    )


def needs_ruling(item: Item) -> bool:
    """True for what an office has finished and the secretariat has not judged as it stands now."""
    return is_finished(item.status) and not item.is_accepted and not item.is_returned and not item.clashes


def lets_through(item: Item, tab: str) -> bool:
    """Whether a tab shows the item; what came back counts as under way."""
    if tab == ALL:
        return True
    if tab == LATE:
        return item.is_late
    if tab == TO_JUDGE:
        return needs_ruling(item)
    return shown_status(item).value == tab


def shown_status(item: Item) -> Status:
    """The status that counts: what was returned is to be done again."""
    return Status.UNDER_WAY if item.is_returned else item.status


def counts(items: Sequence[Item], tabs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many items each tab shows."""
    return {key: sum(lets_through(item, key) for item in items) for key, _ in tabs}


def status_chip(item: Item) -> StatusWords:
    """The chip of an item's status."""
    if item.clashes:
        return StatusWords("Bentrok", "err", "alert-circle")
    if item.is_returned:
        return StatusWords("Dikembalikan", "warn", "arrow-back-up")
    tone, icon = STATUS_TONES[item.status]
    words = wording.STATUSES[item.status.value]
    if item.is_accepted and is_finished(item.status):
        return StatusWords("Diterima", "neutral", "checks")
    return StatusWords(words, tone, icon)


def due_words(item: Item) -> str:
    """The date of an item, short; "–" without one."""
    return text.date_short(item.due) if item.due else "–"


def late_words(item: Item) -> str:
    """How long its date has passed, "" where it has not."""
    if item.days_late >= 2 * 365:
        return f"lewat {item.days_late // 365} tahun"
    return f"lewat {item.days_late} hari" if item.is_late else ""


def distance(item: Item, today: date) -> tuple[str, str]:
    """Date and distance in one line, and its colour role: red when past, amber within two weeks."""
    if item.due is None:
        return "Tanpa tenggat", "text3"
    if not item.is_open:
        return text.date_short(item.due), "text2"
    left = (item.due - today).days
    words = f"{text.date_short(item.due)} · {text.days_until(item.due, today)}"
    return words, "err" if left < 0 else "warn" if left <= 14 else "text2"


def second_line(row: Row) -> str:
    """Area, number of files, and since when it is open where that is an earlier year."""
    item = row.item
    parts = [row.area, f"{len(item.evidence)} bukti"]
    if row.since:
        parts.append(f"sejak {row.since}")
    return " · ".join(part for part in parts if part)


def summary(items: Sequence[Item], today: date) -> str:
    """The line under the page's title."""
    if not items:
        return "Belum ada rekomendasi"
    finished = sum(not item.is_open for item in items)
    late = sum(item.is_late for item in items)
    returned = sum(item.is_returned for item in items)
    words = f"{finished} dari {len(items)} selesai"
    words += f", {late} terlambat" if late else ""
    return words + (f", {returned} dikembalikan" if returned else "")


def spoken(row: Row) -> str:
    """A row in full words, for screen readers."""
    item = row.item
    parts = [
        item.recommendation.number,
        row.office,
        item.recommendation.text,
        status_chip(item).words,
        f"{item.progress} persen",
        f"tenggat {text.date_long(item.due)}" if item.due else "tanpa tenggat",
        late_words(item),
    ]
    return ", ".join(part for part in parts if part)
