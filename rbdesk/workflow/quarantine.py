"""Karantina: computers that nobody has recognised yet, and the packages that wait for it apart from all numbers.

A person compares thirty digits with the office and decides: recognised (`devices.enrol`) or turned away. Either can
be taken back; the packages stay until then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain.correspondence import Delivery
from rbdesk.domain.roster import ENROLLED, REVOKED, WITHDRAWN, Enrolment
from rbdesk.domain.submission import Refusal, Submission
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.store import journal, keys, settings, submissions
from rbdesk.store.database import Store
from rbdesk.store.submissions import RefusalRecord
from rbdesk.workflow import devices
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import LONGEST_LABEL, LONGEST_REASON, UNKNOWN_KEY, must_be_secretariat


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """One package that waits; `size` in bytes."""

    id: int
    name: str
    at: datetime
    size: int
    bundle_id: str


@dataclass(frozen=True, slots=True)
class WaitingDevice:
    """A computer that says it is an office's: the name its sender gave it, its key, its thirty digits in six groups.

    `known` are the devices of that office which are recognised. Where it was turned away, `reason`, `at` and `by` say
    why, when and by whom; `may_wait_again`: it was never recognised before, so that this can simply be taken back.
    """

    office: str
    device: str
    label: str
    key: bytes
    fingerprint: str
    files: tuple[WaitingFile, ...]
    known: tuple[Enrolment, ...]
    is_rejected: bool = False
    reason: str = ""
    at: datetime | None = None
    by: str = ""
    may_wait_again: bool = False


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Devices that wait for a decision, the longest waiting first, and those that were turned away."""

    waiting: tuple[WaitingDevice, ...]
    rejected: tuple[WaitingDevice, ...]


def load_quarantine(db: Store) -> Quarantine:
    """The devices whose packages wait in quarantine. Raises NotAllowed("role")."""
    must_be_secretariat(db)
    found = _list_devices(db)
    return Quarantine(
        waiting=tuple(item for item in found if not item.is_rejected),
        rejected=tuple(item for item in found if item.is_rejected),
    )


def load_rejected(db: Store) -> tuple[WaitingDevice, ...]:
    """The devices that were turned away and whose packages are still here."""
    return tuple(item for item in _list_devices(db) if item.is_rejected)


def reject(db: Store, office: str, key: bytes, reason: str, *, who: str, now: datetime) -> Changes:
    """Turn a waiting device away: what it sends from now on is refused (RB-S08), what waits stays until it is called back.

    Raises NotAllowed: "role"; "unknown_device" (nothing of it waits); "too_short" (no reason), "too_long".
    """
    kept = clean_text(reason).strip()
    if not kept:
        raise NotAllowed("too_short", field="reason", least=1)
    if len(kept) > LONGEST_REASON:
        raise NotAllowed("too_long", field="reason", most=LONGEST_REASON)
    with db.atomic():
        must_be_secretariat(db)
        records = _waiting(db).get((office, key))
        if not records:
            raise NotAllowed("unknown_device", device=signing.device_id(key))
        standing = [one for one in keys.list_enrolments(db) if (one.key, one.office) == (key, office)]
        if standing and standing[-1].status == REVOKED:
            return Changes()
        label = clean_line(dict(records[0].facts).get("label", ""))[:LONGEST_LABEL]
        by = clean_line(who)[: journal.LONGEST_NAME]
        entry = Enrolment(signing.device_id(key), key, office, label, REVOKED, now, by)
        devices.add_entry(db, entry, reason=kept, who=who, now=now)
    return Changes(topics=frozenset({"roster", "inbox"}))


def take_rejection_back(db: Store, office: str, key: bytes, *, who: str, now: datetime) -> Changes:
    """Let a device that was turned away wait again for its digits to be compared.

    One that was recognised before stays turned away: that needs the digits. Raises NotAllowed: "role",
    "unknown_device" (no such device was turned away here).
    """
    with db.atomic():
        must_be_secretariat(db)
        device = signing.device_id(key)
        standing = [one for one in keys.list_enrolments(db) if (one.key, one.office) == (key, office)]
        if not standing or not _was_only_turned_away(db, device, office):
            raise NotAllowed("unknown_device", device=device)
        by = clean_line(who)[: journal.LONGEST_NAME]
        entry = replace(standing[-1], status=WITHDRAWN, since=now, by=by)
        devices.add_entry(db, entry, who=who, now=now)
    return Changes(topics=frozenset({"roster", "inbox"}))


def list_released(db: Store) -> tuple[Path, ...]:
    """Files in quarantine whose key is recognised by now: to be read and planned again."""
    enrolled = {(one.office, one.key) for one in keys.list_enrolments(db) if one.status == ENROLLED}
    return tuple(
        path
        for of_device, records in _waiting(db).items()
        if of_device in enrolled
        for path in (db.folder.quarantine / record.kept for record in records)
        if path.exists()
    )


def name_as_sent(
    db: Store, items: Sequence[Submission | Delivery | Refusal]
) -> tuple[Submission | Delivery | Refusal, ...]:
    """The same files; those that lie in quarantine are called again as their senders called them."""
    records = submissions.list_refusals(db, int(settings.load_fact(db, "year")))
    names = {db.folder.quarantine / record.kept: record.name for record in records if record.kept}
    return tuple(replace(item, sent_as=names.get(item.path, item.sent_as)) for item in items)


def _list_devices(db: Store) -> list[WaitingDevice]:
    roster = keys.list_enrolments(db)
    standing = {(entry.key, entry.office): entry for entry in roster}
    reasons = keys.load_reasons(db)
    found: list[WaitingDevice] = []
    for (office, key), records in _waiting(db).items():
        entry = standing.get((key, office))
        if entry is not None and entry.status == ENROLLED:
            continue  # recognised: its packages wait only for being read again
        facts = dict(records[0].facts)
        found.append(
            WaitingDevice(
                office=office,
                device=signing.device_id(key),
                label=entry.label if entry else facts.get("label", ""),
                key=key,
                fingerprint=signing.fingerprint(key),
                files=tuple(_file(record) for record in records),
                known=tuple(one for one in roster if one.office == office and one.status == ENROLLED),
                is_rejected=entry is not None,
                reason=reasons.get((entry.device, office), "") if entry else "",
                at=entry.since if entry else None,
                by=entry.by if entry else "",
                may_wait_again=entry is not None and _was_only_turned_away(db, entry.device, office),
            )
        )
    return found


def _was_only_turned_away(db: Store, device: str, office: str) -> bool:
    return set(keys.list_statuses(db, device, office)) == {REVOKED}


def _waiting(db: Store) -> dict[tuple[str, bytes], list[RefusalRecord]]:
    """The packages that wait, by the office they claim and the key that signed them, oldest first."""
    found: dict[tuple[str, bytes], list[RefusalRecord]] = defaultdict(list)
    for record in submissions.list_refusals(db, int(settings.load_fact(db, "year"))):
        if record.code != UNKNOWN_KEY or not (db.folder.quarantine / record.kept).is_file():
            continue
        try:
            key = signing.parse_public_base64(dict(record.facts).get("key", ""))
        except signing.DamagedKey:
            continue
        found[record.office, key].append(record)
    return found


def _file(record: RefusalRecord) -> WaitingFile:
    return WaitingFile(record.id, record.name, record.at, record.size, record.bundle_id)
