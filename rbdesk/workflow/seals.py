"""Segel: packages that only the secretariat can open. Off until a copy of its key for the safe has proven itself.

The secret key lies in the desk's folder and once more on paper. The switch and the public key travel in letters;
what is sealed stays readable here after the switch is off again, and after another key took the place of this one.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.domain.office import Role
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.exchange import sealing, signing
from rbdesk.paths import DeskFolder
from rbdesk.store import journal, settings
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, letters
from rbdesk.workflow.changes import Changes

LEAST_TYPED = 8  # letters of the printed key's end that prove that someone has the paper in front of him
_ACT = "seal"
_KEY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")
_MOST_BYTES = 2**20
_SAMPLE_BYTES = 200_000  # more than one of age's chunks


@dataclass(frozen=True, slots=True)
class Seal:
    """How sealing stands at the secretariat.

    `recipient` is the public key, "" before one was made; `is_here`: the secret key is in the desk's folder and whole.
    `made_at`, `changed_at` and `changed_by`: when the key was made, when and by whom the switch was moved last.
    """

    recipient: str = ""
    is_on: bool = False
    is_here: bool = False
    made_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True, slots=True)
class SafeCopy:
    """What is printed for the safe: the secret key, whose it is, since when."""

    identity: str
    recipient: str
    office_name: str
    made_at: datetime | None


def load_identities(folder: DeskFolder) -> tuple[str, ...]:
    """The keys that open sealed packages, those of earlier times too; a damaged one opens nothing."""
    found = []
    for path in sorted(folder.root.glob(f"{folder.seal_key.stem}*.key")):
        with contextlib.suppress(OSError, signing.DamagedKey):
            found.append(sealing.load_identity(path))
    return tuple(found)


def load_seal(db: Store) -> Seal:
    """How sealing stands. Raises NotAllowed("role")."""
    _must_be_secretariat(db)
    recipient = letters.load_seal_recipient(db)
    acts = journal.list_of_act(db, _ACT)
    made = [entry for entry in acts if _says(entry, "made")]
    switched = [entry for entry in acts if _says(entry, "on") or _says(entry, "off")]
    return Seal(
        recipient=recipient,
        is_on=letters.is_sealing(db),
        is_here=recipient in {sealing.recipient_of(one) for one in load_identities(db.folder)},
        made_at=made[-1].edit.at if made else None,
        changed_at=switched[-1].edit.at if switched else None,
        changed_by=switched[-1].edit.by if switched else "",
    )


def make_key(db: Store, *, is_another: bool = False, who: str, now: datetime) -> Changes:
    """Make the key to which packages will be sealed; the switch stays, or goes, off until its copy is tested.

    `is_another`: in the place of one that there is, which is kept to read what was sealed to it. Raises NotAllowed:
    "role", "seal_key_exists"; StoreTrouble.
    """
    with db.atomic():
        _must_be_secretariat(db)
        before = letters.load_seal_recipient(db)
        if before and not is_another:
            raise NotAllowed("seal_key_exists")
        identity = sealing.make_identity()
        recipient = sealing.recipient_of(identity)
        _put_away(db.folder)
        with file_trouble(db.folder.seal_key):
            sealing.save_identity(db.folder.seal_key, identity)
        _keep(db, "made", recipient, is_on=False, who=who, now=now)
    return Changes(topics=frozenset({"settings"}))


def make_key_once(db: Store, *, who: str, now: datetime) -> Changes:
    """Make the key unless there is one. Raises NotAllowed("role"), StoreTrouble."""
    _must_be_secretariat(db)
    return Changes() if letters.load_seal_recipient(db) else make_key(db, who=who, now=now)


def load_copy(db: Store) -> SafeCopy:
    """What is to be printed for the safe. Raises NotAllowed: "role", "no_seal_key", "seal_key_lost"."""
    seal = load_seal(db)
    return SafeCopy(_identity(db, seal.recipient), seal.recipient, catalog.register().name, seal.made_at)


def test_copy(db: Store, copy: str) -> None:
    """Seal a file as an office would and open it again, with the key that is here and with the copy.

    `copy` is the printed key as scanned or typed, or its last eight letters or more: then the paper says the same.
    Raises NotAllowed: "role", "no_seal_key", "seal_key_lost", "seal_copy" (the copy is another key's, or unreadable);
    StoreTrouble.
    """
    seal = load_seal(db)
    own = _identity(db, seal.recipient)
    typed = "".join(copy.split()).upper()
    found = _KEY.search(typed)
    if found is None and (len(typed) < LEAST_TYPED or not own.endswith(typed)):
        raise NotAllowed("seal_copy")
    with file_trouble(db.folder.seal_key), tempfile.TemporaryDirectory(prefix="rbdesk-") as name:
        folder = Path(name)
        sample = folder / "uji.rbd.zip"
        sample.write_bytes(os.urandom(_SAMPLE_BYTES))
        try:
            sealed = sealing.seal(sample, seal.recipient, folder / "tersegel")
            for identity in (own, found[0] if found else own):
                back = sealing.unseal(sealed, [identity], folder / "terbuka.rbd.zip")
                if back.read_bytes() != sample.read_bytes():
                    raise NotAllowed("seal_copy")
        except (BundleRefused, signing.DamagedKey) as error:
            raise NotAllowed("seal_copy") from error


def switch_on(db: Store, copy: str, *, who: str, now: datetime) -> Changes:
    """Ask the offices from now on to seal what they send; their next activation file says so.

    Raises as `test_copy`, which must succeed before anything is switched.
    """
    test_copy(db, copy)
    return _switch(db, is_on=True, who=who, now=now)


def switch_off(db: Store, *, who: str, now: datetime) -> Changes:
    """Ask for nothing any more; what was sealed before can still be opened. Raises NotAllowed("role")."""
    _must_be_secretariat(db)
    return _switch(db, is_on=False, who=who, now=now)


def put_back(db: Store, copy: str, *, who: str, now: datetime) -> Changes:
    """Put the key in its place from its copy: on a new computer, or at another desk of the secretariat.

    Raises NotAllowed: "role", "seal_copy" (no key in it, or another one than this desk seals to); StoreTrouble.
    """
    with db.atomic():
        _must_be_secretariat(db)
        found = _KEY.search("".join(copy.split()).upper())
        try:
            recipient = sealing.recipient_of(found[0]) if found else ""
        except signing.DamagedKey:
            recipient = ""
        before = letters.load_seal_recipient(db)
        if not found or not recipient or before not in ("", recipient):
            raise NotAllowed("seal_copy")
        if recipient in {sealing.recipient_of(one) for one in load_identities(db.folder)}:
            return Changes()
        _put_away(db.folder)
        with file_trouble(db.folder.seal_key):
            sealing.save_identity(db.folder.seal_key, found[0])
        _keep(db, "put_back", recipient, is_on=letters.is_sealing(db), who=who, now=now)
    return Changes(topics=frozenset({"settings"}))


def read_copy(path: Path) -> str:
    """The secret key in a file that `write_copy` or the age program wrote. Raises NotAllowed("seal_copy"), OSError."""
    found = _KEY.search(path.read_bytes()[:_MOST_BYTES].decode("latin-1"))
    if found is None:
        raise NotAllowed("seal_copy")
    return found[0]


def write_copy(copy: SafeCopy, path: Path) -> None:
    """Write the page for the safe, readable by this account alone: to print (.pdf), or the key's own text (else).

    A file of that name is replaced as a whole. Raises StoreTrouble: the place takes no file.
    """
    if path.suffix.casefold() == ".pdf":
        from rbdesk.report.seal_page import seal_pdf  # here, so that only who prints pays for it

        content = seal_pdf(copy.identity, copy.recipient, office=copy.office_name, made_at=copy.made_at)
    else:
        content = f"# public key: {copy.recipient}\n{copy.identity}\n".encode("ascii")
    part = path.with_name(f".{path.name}.part")
    with file_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.touch(0o600)
            part.write_bytes(content)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def _switch(db: Store, *, is_on: bool, who: str, now: datetime) -> Changes:
    with db.atomic():
        if letters.is_sealing(db) == is_on:
            return Changes()
        recipient = letters.load_seal_recipient(db)
        _keep(db, "on" if is_on else "off", recipient, is_on=is_on, who=who, now=now)
    return Changes(topics=frozenset({"settings"}))


def _keep(db: Store, what: str, recipient: str, *, is_on: bool, who: str, now: datetime) -> None:
    old: Json = {"recipient": letters.load_seal_recipient(db), "on": letters.is_sealing(db)}
    new: Json = {"what": what, "recipient": recipient, "on": is_on}
    journal.add(db, _ACT, Subject(), (old,), new, who=who, now=now)
    letters.keep_sealing(db, recipient, is_on=is_on)


def _put_away(folder: DeskFolder) -> None:
    """Keep the key that lies in the place under a name of its own; a damaged one too."""
    path = folder.seal_key
    if not path.exists():
        return
    number = 1
    while (kept := path.with_name(f"{path.stem}-{number}.key")).exists():
        number += 1
    with file_trouble(path):
        os.replace(path, kept)


def _identity(db: Store, recipient: str) -> str:
    """The secret key of a recipient. Raises NotAllowed: "no_seal_key" was made yet, "seal_key_lost": it is gone."""
    if not recipient:
        raise NotAllowed("no_seal_key")
    for identity in load_identities(db.folder):
        if sealing.recipient_of(identity) == recipient:
            return identity
    raise NotAllowed("seal_key_lost", path=str(db.folder.seal_key))


def _says(entry: Entry, what: str) -> bool:
    return isinstance(entry.new, dict) and entry.new.get("what") == what


def _must_be_secretariat(db: Store) -> None:
    if settings.load_fact(db, "role") != Role.SECRETARIAT.value:
        raise NotAllowed("role", needed="sekretariat")
