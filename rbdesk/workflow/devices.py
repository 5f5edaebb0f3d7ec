"""Which computers the secretariat knows: recognised by thirty digits, revoked with a reason, never forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain.office import Role
from rbdesk.domain.roster import ENROLLED, REVOKED, WITHDRAWN, Enrolment, Token
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.store import journal, keys, settings, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.workflow import catalog, letters, seals
from rbdesk.workflow.changes import Changes

UNKNOWN_KEY = "RB-S07"
LONGEST_REASON = 500  # code points
LONGEST_LABEL = 40


def must_be_secretariat(db: Store) -> None:
    """Raises NotAllowed("role"): this desk is an office's."""
    if settings.load_fact(db, "role") != Role.SECRETARIAT.value:
        raise NotAllowed("role", needed="sekretariat")


class Trusted(tuple[Enrolment, ...]):
    """A roster that also holds the enrolment tokens that were given out, by id, and the keys that open sealed packages."""

    tokens: Mapping[str, Token]
    identities: tuple[str, ...]

    @classmethod
    def of(
        cls, roster: Iterable[Enrolment], tokens: Mapping[str, Token], identities: Iterable[str] = ()
    ) -> Trusted:
        """The roster with these tokens and age keys."""
        found = cls(roster)
        found.tokens = tokens
        found.identities = tuple(identities)
        return found


def load_trust(db: Store) -> Trusted:
    """The roster by which packages are judged, tokens by which unknown devices enrol themselves, keys that unseal."""
    return Trusted.of(keys.list_enrolments(db), letters.load_tokens(db), seals.load_identities(db.folder))


def list_roster(db: Store) -> tuple[Enrolment, ...]:
    """The devices known here, revoked ones too, by office."""
    return keys.list_enrolments(db)


def enrol(db: Store, office: str, key: bytes, label: str, *, who: str, now: datetime) -> Changes:
    """Recognise a device of an office by its public key (32 bytes); under the regency's code a verifier's desk.

    Raises NotAllowed: "role", "unknown_office", "known_device" (it stands for another office).
    """
    register = catalog.register()
    if office != register.code and register.office(office) is None:
        raise NotAllowed("unknown_office", office=office)
    with db.atomic():
        must_be_secretariat(db)
        return add_device(db, office, key, label, who=who, now=now)


def add_device(db: Store, office: str, key: bytes, label: str, *, who: str, now: datetime) -> Changes:
    """Put a device on the roster, as part of a larger write. Raises NotAllowed("known_device")."""
    standing = [known for known in keys.list_enrolments(db) if known.key == key]
    if any(known.status == ENROLLED and known.office == office for known in standing):
        return Changes()
    for known in standing:
        if known.status == ENROLLED:
            raise NotAllowed("known_device", office=known.office, device=known.device)
    by = clean_line(who)[: journal.LONGEST_NAME]
    kept = clean_line(label)[:LONGEST_LABEL]
    entry = Enrolment(signing.device_id(key), key, office, kept, ENROLLED, now, by)
    add_entry(db, entry, who=who, now=now)
    return Changes(topics=frozenset({"roster", "inbox"}))


def revoke(db: Store, device_id: str, reason: str, *, who: str, now: datetime) -> Changes:
    """Take recognition away from a device; what it sent before stays.

    Raises NotAllowed: "role", "unknown_device", "too_short" (no reason), "too_long".
    """
    kept = clean_text(reason).strip()
    if not kept:
        raise NotAllowed("too_short", field="reason", least=1)
    if len(kept) > LONGEST_REASON:
        raise NotAllowed("too_long", field="reason", most=LONGEST_REASON)
    by = clean_line(who)[: journal.LONGEST_NAME]
    with db.atomic():
        must_be_secretariat(db)
        standing = [known for known in keys.list_enrolments(db) if known.device == device_id]
        if not standing:
            raise NotAllowed("unknown_device", device=device_id)
        enrolled = [known for known in standing if known.status == ENROLLED]
        for known in enrolled:
            add_entry(db, replace(known, status=REVOKED, since=now, by=by), reason=kept, who=who, now=now)
    return Changes(topics=frozenset({"roster", "inbox"})) if enrolled else Changes()


def list_waiting(db: Store, key: bytes) -> tuple[Path, ...]:
    """The files in quarantine that a device's key signed."""
    year = int(settings.load_fact(db, "year"))
    wanted = signing.public_base64(key)
    waiting = [
        db.folder.quarantine / entry.kept
        for entry in submissions.list_refusals(db, year)
        if entry.code == UNKNOWN_KEY and entry.kept and dict(entry.facts).get("key") == wanted
    ]
    return tuple(path for path in waiting if path.exists())


def add_entry(db: Store, entry: Enrolment, *, reason: str = "", who: str, now: datetime) -> None:
    """Add an event to the roster, as part of a larger write."""
    new = {
        "device": entry.device,
        "key": entry.key.hex(),
        "label": entry.label,
        "status": entry.status,
        "reason": reason,
    }
    row = journal.add(db, "roster", Subject(entry.office), (), new, who=who, now=now)
    if entry.status == WITHDRAWN:
        keys.drop_enrolments(db, entry.device, entry.office)
    else:
        keys.add_enrolment(db, entry, place=row.place, reason=reason)
