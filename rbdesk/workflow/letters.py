"""What a desk remembers of the secretariat's letters: their numbers, keys that are believed, enrolment tokens.

A letter is a balasan or a berkas aktivasi; both ends keep what they need to know a newer one from an older one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
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
from rbdesk.paths import DeskFolder
from rbdesk.store import keys, settings
from rbdesk.store.database import Store
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import Json, json_text, parse_time, time_text
from rbdesk.workflow import catalog

# names of facts
_SEQ, _BUNDLE, _ROSTER, _PINNED, _TOKEN, _SEALS, _NUMBER = (
    *("letter_seq", "letter_bundle", "letter_roster"),
    *("secretariat_keys", "own_token", "letter_seals", "return_number"),
)
_RECIPIENT, _IS_SEALING = "seal_recipient", "seal_on"
_LETTERS = "letters"
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

    `seq` rises over letters of all kinds; `number` counts those of its kind, for people. `rulings` is the digest of
    the rulings it carried, "" for an activation.
    """

    seq: int
    number: int
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


def load_return_number(db: Store) -> int:
    """The number of the newest balasan that the office holds, as people call it; 0 before the first."""
    facts = settings.load_facts(db)
    return int(facts.get(_NUMBER, facts.get(_SEQ, "0")))


def load_pinned(db: Store) -> tuple[SecretariatKey, ...]:
    """The secretariat's keys that the office believes, oldest first; none before its first letter."""
    return _parse_chain(settings.load_fact(db, _PINNED) or "[]")


def keep_letter(
    db: Store, package: ReturnPackage | Activation, bundle_id: str, pinned: tuple[SecretariatKey, ...]
) -> None:
    """Remember a letter that an office takes in, as part of a larger write."""
    facts = {
        _SEQ: str(package.seq),
        _BUNDLE: bundle_id,
        _ROSTER: canonical.encode(notices.roster_json(package.roster)).decode("utf-8"),
        _PINNED: _chain_text(pinned),
    }
    if isinstance(package, Activation):
        facts[_TOKEN] = package.token.secret.hex()
        facts[_SEALS] = "1" if package.settings.encrypts else ""
    else:
        facts[_NUMBER] = str(package.header.revision.number)
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


def load_recipient(db: Store) -> str:
    """To whom an office seals what it sends: the newest activation file says whether, the newest letter to whom.

    "" where the secretariat has not asked for it.
    """
    roster = load_held_notice(db).roster
    return roster.recipient if roster is not None and settings.load_fact(db, _SEALS) else ""


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
    """The pinned keys, or the one that a person has confirmed now, which then stands in their place.

    The newest one of several may be confirmed too: a desk that has lost what came before begins anew with it.
    """
    pinned = load_pinned(db)
    earlier = {entry.key for entry in pinned[:-1]} | ({pinned[0].key} if pinned else set())
    if confirmed and confirmed not in earlier:
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
    """What an office is told about keys: this desk's own one after the other, its age key, the office's devices."""
    devices = tuple(
        ListedDevice(entry.device, entry.key, entry.status)
        for entry in keys.list_enrolments(db)
        if entry.office == office
    )
    recipient = load_seal_recipient(db) if is_sealing(db) else ""
    return RosterNotice(version, load_own_chain(db), devices, recipient)


def load_own_chain(db: Store) -> tuple[SecretariatKey, ...]:
    """The keys of this desk of the secretariat, oldest first; each but the first is announced by the one before."""
    own = bytes.fromhex(settings.load_fact(db, "device_key"))
    chain = read_chain(db.folder)
    return chain if chain and chain[-1].key == own else (succession.first_key(own),)


def read_chain(folder: DeskFolder) -> tuple[SecretariatKey, ...]:
    """The chain as it stands beside the key, so that it outlives a store that is put back; empty where there is none."""
    try:
        chain = _parse_chain(folder.key_chain.read_text(encoding="ascii"))
    except (OSError, ValueError, TypeError):
        return ()
    return chain if succession.is_chain(chain) else ()


def keep_chain(folder: DeskFolder, chain: Sequence[SecretariatKey]) -> None:
    """Write the chain beside the key. Raises StoreTrouble."""
    part = folder.key_chain.with_suffix(".part")
    with file_trouble(folder.key_chain):
        part.write_text(f"{_chain_text(chain)}\n", encoding="ascii", newline="\n")
        os.replace(part, folder.key_chain)


def load_seal_recipient(db: Store) -> str:
    """The age key to which packages are sealed for this desk, "" before one was made."""
    return settings.load_fact(db, _RECIPIENT)


def is_sealing(db: Store) -> bool:
    """Whether this desk asks the offices to seal what they send."""
    return bool(settings.load_fact(db, _IS_SEALING))


def keep_sealing(db: Store, recipient: str, *, is_on: bool) -> None:
    """Remember the age key and the switch, as part of a larger write."""
    settings.keep_facts(db, {_RECIPIENT: recipient, _IS_SEALING: "1" if is_on else ""})


def load_last(db: Store, office: str, kind: str) -> LastLetter | None:
    """The last letter of a kind to an office, None before the first."""
    found = _load_sent(db, office).get(kind)
    if not isinstance(found, Mapping):
        return None
    made = Made(
        parse_time(str(found["at"])), str(found["by"]), str(found["app"]), clock_ok=bool(found["clock_ok"])
    )
    seq = int(str(found["seq"]))
    return LastLetter(
        seq=seq,
        number=int(str(found.get("number", seq))),
        bundle_id=str(found["bundle_id"]),
        state_id=str(found["state_id"]),
        made=made,
        rulings=str(found["rulings"]),
    )


def load_next_seq(db: Store, office: str) -> int:
    """The number of the next letter to an office; letters of all kinds share the row.

    A desk that was restored since goes on far above: it does not know what it sent after its copy was made.
    """
    step = _AFTER_RESTORE if was_restored_since(db, office) else 1
    return max(int(str(_load_sent(db, office).get("seq", 0))) + step, load_own_chain(db)[-1].from_seq)


def load_next_seq_of_all(db: Store) -> int:
    """A number that no letter to any office bears yet, also not one that a restored desk has forgotten."""
    offices = [name.partition(":")[2] for name in settings.load_facts(db) if name.startswith(f"{_LETTERS}:")]
    return max((load_next_seq(db, office) for office in offices), default=1)


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
        "number": last.number,
        "bundle_id": last.bundle_id,
        "state_id": last.state_id,
        "at": time_text(last.made.at),
        "by": last.made.by,
        "app": last.made.app,
        "clock_ok": last.made.clock_ok,
        "rulings": last.rulings,
    }
    settings.keep_facts(db, {f"{_LETTERS}:{office}": json_text(sent)})


def _load_sent(db: Store, office: str) -> dict[str, Json]:
    found: dict[str, Json] = json.loads(settings.load_fact(db, f"{_LETTERS}:{office}") or "{}")
    return found


def _chain_text(chain: Sequence[SecretariatKey]) -> str:
    return json_text([[entry.key.hex(), entry.from_seq, entry.signature.hex()] for entry in chain])


def _parse_chain(text: str) -> tuple[SecretariatKey, ...]:
    found = json.loads(text)
    return tuple(SecretariatKey(bytes.fromhex(key), int(seq), bytes.fromhex(sig)) for key, seq, sig in found)


def _parse_roster(text: str) -> RosterNotice:
    return notices.read_roster(canonical.decode(text.encode("utf-8"), _MOST_BYTES), is_open=True)


def _editions() -> dict[str, Edition]:
    return {edition.id: edition for edition in catalog.editions()}
