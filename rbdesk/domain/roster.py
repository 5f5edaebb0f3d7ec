"""Which computer belongs to which office: keys enrolled and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

ENROLLED, REVOKED = "terdaftar", "dicabut"
WITHDRAWN = "ditarik"  # an event only: what was decided of a device is taken back, nothing stands of it


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


@dataclass(frozen=True, slots=True)
class Token:
    """An office's right to enrol its devices, from its activation file: 16 hex digits and 32 secret bytes."""

    id: str
    office: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EnrolmentProof:
    """What a device that holds its office's token sends with its packages: the token's id and a MAC (64 hex digits)."""

    token_id: str
    mac: str


@dataclass(frozen=True, slots=True)
class SecretariatKey:
    """A signing key of the secretariat (32 bytes), good from the message with number `from_seq` to an office on.

    `signature` is that of the key before it over the two (64 bytes), empty for the first one.
    """

    key: bytes
    from_seq: int
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """One of an office's devices as the secretariat tells the office: `status` "terdaftar" or "dicabut"."""

    id: str
    key: bytes
    status: str


@dataclass(frozen=True, slots=True)
class RosterNotice:
    """What the secretariat tells an office about keys: its own, one after the other, and the office's devices.

    `version` only rises. `recipient` is the secretariat's age key to encrypt to, "" for none.
    """

    version: int
    secretariat: tuple[SecretariatKey, ...]
    devices: tuple[ListedDevice, ...]
    recipient: str = ""


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
