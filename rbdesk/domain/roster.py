"""Which computer belongs to which office: keys enrolled and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

ENROLLED, REVOKED = "terdaftar", "dicabut"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One device on the roster: its public key (32 bytes), its office, since when, and by whom it was recognised."""

    device: str
    key: bytes
    office: str
    label: str
    status: str
    since: datetime
    by: str


def judge(roster: Sequence[Enrolment], *, key: bytes, office: str) -> str | None:
    """The code that stands against a key that signs for an office, None if it may.

    RB-S06: registered for another office · RB-S07: unknown · RB-S08: revoked. Of several entries of one
    key at one office the last counts.
    """
    known = [entry for entry in roster if entry.key == key]
    if not known:
        return "RB-S07"
    here = [entry for entry in known if entry.office == office]
    if not here:
        return "RB-S06"
    return "RB-S08" if here[-1].status == REVOKED else None
