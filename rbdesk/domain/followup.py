"""What an office was told to do better, and what it has done about it, from year to year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from rbdesk.domain.lineage import RowKey

MOST_OF_A_TEXT = 2000  # code points, as the bundle carries it
MOST_OF_A_LETTER = 80
MOST_OF_A_NUMBER = 24
MOST_OF_A_POST = 80
MOST_ROWS = 20


class Source(Enum):
    """Asal of a recommendation."""

    LHE = "lhe"
    INTERNAL = "internal"
    INSPECTORATE = "inspektorat"
    SURVEY = "skm"
    COMPLAINT = "pengaduan"
    PLAN = "rencana"


class Status(Enum):
    """Status of a follow-up. Source: the secretariat's matrix of follow-up (matriks tindak lanjut)."""

    NOT_BEGUN = "belum"
    UNDER_WAY = "proses"
    DONE = "selesai"
    IMPOSSIBLE = "tidak_dapat"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Rekomendasi. `id` is the dot at which it was made, as text, so nobody hands out numbers.

    `letter` and `number` are those of the letter that gave it, `area` an area's key or "", `rows` the answers it
    is about. `on` false: it was withdrawn, which travels too.
    """

    id: str
    source: Source
    letter: str
    number: str
    area: str
    rows: tuple[RowKey, ...]
    text: str
    due: date | None = None
    on: bool = True


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Tindak lanjut of one recommendation: `progress` in percent, 0..100; `post` is a post, never a person's name."""

    recommendation: str
    status: Status
    progress: int
    plan: str = ""
    note: str = ""
    post: str = ""
    due: date | None = None


def is_finished(status: Status) -> bool:
    """True for a status after which nothing more is expected."""
    return status in (Status.DONE, Status.IMPOSSIBLE)


def days_late(due: date | None, status: Status, today: date) -> int:
    """Terlambat: days since the date passed, 0 for what is finished, not yet due, or without a date."""
    if due is None or is_finished(status):
        return 0
    return max(0, (today - due).days)


def due_of(recommendation: Recommendation, followup: FollowUp | None) -> date | None:
    """Tenggat: the date the office set itself, else that of the recommendation."""
    return followup.due if followup is not None and followup.due else recommendation.due


def fit(followup: FollowUp) -> FollowUp:
    """The follow-up with a progress that its status allows: done is 100 %, not begun is 0 %."""
    if followup.status is Status.DONE:
        return replace(followup, progress=100)
    if followup.status is Status.NOT_BEGUN:
        return replace(followup, progress=0)
    return followup


def next_status(status: Status) -> Status:
    """The status after this one in the order of work; what cannot be done begins anew."""
    order = (Status.NOT_BEGUN, Status.UNDER_WAY, Status.DONE)
    return order[(order.index(status) + 1) % len(order)] if status in order else Status.NOT_BEGUN
