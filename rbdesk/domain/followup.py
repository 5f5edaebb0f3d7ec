"""What an office was told to do better, and what it has done about it, from year to year."""

from __future__ import annotations

from dataclasses import dataclass
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
