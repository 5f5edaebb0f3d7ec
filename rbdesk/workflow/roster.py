"""Daftar perangkat: every computer that was recognised or turned away, with what it sent last and why it no longer counts."""

from __future__ import annotations

from dataclasses import dataclass

from rbdesk.domain.roster import ENROLLED, Enrolment
from rbdesk.exchange import signing
from rbdesk.store import keys, settings, submissions
from rbdesk.store.database import Store
from rbdesk.store.submissions import Received
from rbdesk.workflow.devices import must_be_secretariat


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """One device at one office: how it stands, its thirty digits in six groups, its last package of this year.

    `last` is None where nothing of it was taken in; `reason` says why it was revoked or turned away, "" otherwise.
    """

    entry: Enrolment
    fingerprint: str
    last: Received | None
    reason: str = ""

    @property
    def is_enrolled(self) -> bool:
        """Whether its packages may be taken in."""
        return self.entry.status == ENROLLED


def load_roster(db: Store) -> tuple[KnownDevice, ...]:
    """The devices on the roster by office, recognised ones first. Raises NotAllowed("role")."""
    must_be_secretariat(db)
    reasons = keys.load_reasons(db)
    last: dict[tuple[str, str], Received] = {}
    for record in submissions.list_taken_in(db, int(settings.load_fact(db, "year"))):
        last[record.office, record.device.id] = record
    found = [
        KnownDevice(
            entry=entry,
            fingerprint=signing.fingerprint(entry.key),
            last=last.get((entry.office, entry.device)),
            reason=reasons.get((entry.device, entry.office), "") if entry.status != ENROLLED else "",
        )
        for entry in keys.list_enrolments(db)
    ]
    return tuple(sorted(found, key=lambda one: (one.entry.office, not one.is_enrolled)))
