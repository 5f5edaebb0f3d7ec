"""What a desk remembers of the secretariat's letters: their numbers, keys that are believed, enrolment tokens.

A letter is a balasan or a berkas aktivasi; both ends keep what they need to know a newer one from an older one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rbdesk.domain.correspondence import (
    ACTIVATION,
    DESK,
    RETURN,
    Activation,
    DeskPackage,
    HeldNotice,
    ReturnPackage,
)
from rbdesk.domain.instrument import Edition
from rbdesk.domain.roster import (
    ENROLLED,
    EnrolmentProof,
    ListedDevice,
    RosterNotice,
    SecretariatKey,
    Token,
)
from rbdesk.domain.submission import Made, package_code
from rbdesk.exchange import canonical, codec, enrolment, notices, succession
from rbdesk.exchange.stages import Trust
from rbdesk.store import keys, settings
from rbdesk.store.database import Store
from rbdesk.store.values import Json, json_text, parse_time, time_text
from rbdesk.workflow import catalog

# names of facts
_SEQ, _BUNDLE, _ROSTER, _PINNED, _TOKEN = (
    *("letter_seq", "letter_bundle", "letter_roster"),
    *("secretariat_keys", "own_token"),
)
_MOST_BYTES = 2**20
_AFTER_RESTORE = 1000  # numbers that are left out: more letters than any office gets in a year


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter or the rulings of a desk as a file."""

    path: Path
    bundle_id: str
    state_id: str
    package: ReturnPackage | Activation | DeskPackage

    @property
    def code(self) -> str:
        """Kode paket."""
        return package_code(self.bundle_id)


@dataclass(frozen=True, slots=True)
class LastLetter:
    """The last one of a kind that this desk sent an office, or other desks.

    `rulings` is the digest of the rulings it carried, "" for an activation.
    """

    seq: int
    bundle_id: str
    state_id: str
    made: Made
    rulings: str


# --- at an office -----------------------------------------------------------------------------------------


def load_held_notice(db: Store) -> HeldNotice:
    """What the office holds from the secretariat."""
    facts = settings.load_facts(db)
    roster = facts.get(_ROSTER, "")
    return HeldNotice(
        int(facts.get(_SEQ, "0")), facts.get(_BUNDLE, ""), _parse_roster(roster) if roster else None
    )


def load_pinned(db: Store) -> tuple[SecretariatKey, ...]:
    """The secretariat's keys that the office believes, oldest first; none before its first letter."""
    found = json.loads(settings.load_fact(db, _PINNED) or "[]")
    return tuple(SecretariatKey(bytes.fromhex(key), int(seq), bytes.fromhex(sig)) for key, seq, sig in found)


def keep_letter(
    db: Store, package: ReturnPackage | Activation, bundle_id: str, pinned: tuple[SecretariatKey, ...]
) -> None:
    """Remember a letter that an office takes in, as part of a larger write."""
    facts = {
        _SEQ: str(package.seq),
        _BUNDLE: bundle_id,
        _ROSTER: canonical.encode(notices.roster_json(package.roster)).decode("utf-8"),
        _PINNED: json_text([[entry.key.hex(), entry.from_seq, entry.signature.hex()] for entry in pinned]),
    }
    if isinstance(package, Activation):
        facts[_TOKEN] = package.token.secret.hex()
    settings.keep_facts(db, facts)


def prove_enrolment(db: Store, office: str) -> EnrolmentProof | None:
    """The proof that this computer holds its office's token, until the secretariat has listed it; None without one."""
    facts = settings.load_facts(db)
    secret, key = facts.get(_TOKEN, ""), bytes.fromhex(facts["device_key"])
    roster = load_held_notice(db).roster
    is_listed = roster is not None and any(
        device.key == key and device.status == ENROLLED for device in roster.devices
    )
    if not secret or is_listed:
        return None
    token = enrolment.make_token(office, seed=bytes.fromhex(secret))
    return enrolment.prove(token, office=office, key=key, replica=db.replica)


def load_letter_trust(db: Store, confirmed: bytes = b"") -> Trust:
    """By whom an office's desk lets itself be written to; `confirmed` is a key whose digits a person compared."""
    return Trust(
        editions=_editions(),
        offices=catalog.register(),
        roster=(),
        only_office=settings.load_fact(db, "office"),
        secretariat=believed(db, confirmed),
        kinds=frozenset({RETURN, ACTIVATION}),
    )


def believed(db: Store, confirmed: bytes = b"") -> tuple[SecretariatKey, ...]:
    """The pinned keys, or the one that a person has confirmed now, which then stands in their place."""
    pinned = load_pinned(db)
    if confirmed and confirmed not in {entry.key for entry in pinned}:
        return (succession.first_key(confirmed),)
    return pinned


def load_before(db: Store, confirmed: bytes = b"") -> HeldNotice:
    """What a letter must be newer than: nothing where a person has confirmed another secretariat's key than before."""
    pinned = load_pinned(db)
    return load_held_notice(db) if believed(db, confirmed) == pinned else HeldNotice()


# --- at the secretariat -----------------------------------------------------------------------------------


def load_office_trust(db: Store) -> Trust:
    """Whose packages the secretariat takes: devices on its roster, and those that prove that they hold a token."""
    return Trust(
        editions=_editions(),
        offices=catalog.register(),
        roster=keys.list_enrolments(db),
        tokens=load_tokens(db),
        tables=codec.ALL_TABLES,
    )


def load_desk_trust(db: Store) -> Trust:
    """Whose rulings a desk of the secretariat takes: desks that it has recognised under the regency's code."""
    return Trust(
        editions=_editions(),
        offices=catalog.register(),
        roster=keys.list_enrolments(db),
        kinds=frozenset({DESK}),
    )


def load_tokens(db: Store) -> Mapping[str, Token]:
    """The enrolment tokens that were given out, by id."""
    found = (
        enrolment.make_token(name.partition(":")[2], seed=bytes.fromhex(secret))
        for name, secret in settings.load_facts(db).items()
        if name.startswith("token:")
    )
    return {token.id: token for token in found}


def load_token(db: Store, office: str) -> Token | None:
    """The token of an office, None before its first activation file."""
    secret = settings.load_fact(db, f"token:{office}")
    return enrolment.make_token(office, seed=bytes.fromhex(secret)) if secret else None


def keep_token(db: Store, token: Token) -> None:
    """Remember the token that an office gets, as part of a larger write."""
    settings.keep_facts(db, {f"token:{token.office}": token.secret.hex()})


def load_roster_notice(db: Store, office: str, version: int) -> RosterNotice:
    """What an office is told about keys: this desk's own, and its devices."""
    own = bytes.fromhex(settings.load_fact(db, "device_key"))
    devices = tuple(
        ListedDevice(entry.device, entry.key, entry.status)
        for entry in keys.list_enrolments(db)
        if entry.office == office
    )
    return RosterNotice(version, (succession.first_key(own),), devices)


def load_last(db: Store, office: str, kind: str) -> LastLetter | None:
    """The last letter of a kind to an office, None before the first."""
    found = _load_sent(db, office).get(kind)
    if not isinstance(found, Mapping):
        return None
    made = Made(
        parse_time(str(found["at"])), str(found["by"]), str(found["app"]), clock_ok=bool(found["clock_ok"])
    )
    return LastLetter(
        int(str(found["seq"])), str(found["bundle_id"]), str(found["state_id"]), made, str(found["rulings"])
    )


def load_next_seq(db: Store, office: str) -> int:
    """The number of the next letter to an office; letters of all kinds share the row.

    A desk that was restored since goes on far above: it does not know what it sent after its copy was made.
    """
    step = _AFTER_RESTORE if was_restored_since(db, office) else 1
    return int(str(_load_sent(db, office).get("seq", 0))) + step


def was_restored_since(db: Store, office: str) -> bool:
    """True where the desk began another life after the last letter to an office that it remembers."""
    return _load_sent(db, office).get("replica", db.replica) != db.replica


def keep_last(db: Store, office: str, kind: str, last: LastLetter) -> None:
    """Remember the letter that was sent last, as part of a larger write."""
    sent = _load_sent(db, office)
    sent["seq"] = max(last.seq, int(str(sent.get("seq", 0))))
    sent["replica"] = db.replica
    sent[kind] = {
        "seq": last.seq,
        "bundle_id": last.bundle_id,
        "state_id": last.state_id,
        "at": time_text(last.made.at),
        "by": last.made.by,
        "app": last.made.app,
        "clock_ok": last.made.clock_ok,
        "rulings": last.rulings,
    }
    settings.keep_facts(db, {f"letters:{office}": json_text(sent)})


def _load_sent(db: Store, office: str) -> dict[str, Json]:
    found: dict[str, Json] = json.loads(settings.load_fact(db, f"letters:{office}") or "{}")
    return found


def _parse_roster(text: str) -> RosterNotice:
    return notices.read_roster(canonical.decode(text.encode("utf-8"), _MOST_BYTES), is_open=True)


def _editions() -> dict[str, Edition]:
    return {edition.id: edition for edition in catalog.editions()}
