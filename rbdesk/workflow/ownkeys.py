"""This computer's own signing key gets a successor: another device at an office, a chain of keys at the secretariat.

The key and the secretariat's chain are files, so that a store that is put back does not undo them; what the store says
of the key follows the file.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from rbdesk.domain.office import Role
from rbdesk.domain.submission import Device
from rbdesk.errors import StoreTrouble
from rbdesk.exchange import keytext, signing, succession
from rbdesk.exchange.signing import DeviceKey
from rbdesk.progress import SILENT, Progress
from rbdesk.report import whole
from rbdesk.store import journal, settings
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, letters
from rbdesk.workflow.changes import Changes

_ACT = "own_key"
_FACT = "device_key"


def replace_key(db: Store, *, is_lost: bool = False, who: str, now: datetime) -> Changes:
    """Give this computer a new key in the place of the old one, which is not kept.

    At the secretariat the old key announces the new one, and offices follow with the next letter; `is_lost` (there is
    no old key, or a stranger has it) begins anew: offices must get an activation file and compare digits again. At an
    office the new key is another device, which enrols itself by the office's token, else by its digits. Raises
    StoreTrouble: "damaged", the old key is not whole (only `is_lost` helps then).
    """
    folder = db.folder
    is_secretariat = settings.load_fact(db, "role") == Role.SECRETARIAT.value
    chain = letters.load_own_chain(db)
    with file_trouble(folder.device_key):
        folder.next_device_key.unlink(
            missing_ok=True
        )  # of a program that was stopped before anything was decided
    old = None if is_lost or not is_secretariat else _load(db)
    with file_trouble(folder.next_device_key):
        new = signing.make_key(folder.next_device_key)
    if is_secretariat:
        seq = max(letters.load_next_seq_of_all(db), chain[-1].from_seq + 1)
        first = (succession.first_key(new.public),)
        letters.keep_chain(folder, first if old is None else succession.succeed(chain, old, new.public, seq))
    with file_trouble(folder.device_key):
        os.replace(folder.next_device_key, folder.device_key)
    _follow(db, new.public, is_lost=is_lost, who=who, now=now)
    return Changes(topics=frozenset({"settings"}))


def follow_file(db: Store, *, now: datetime) -> None:
    """End a replacement that was cut short, and let the store say what the file is. Changes nothing where they agree."""
    folder = db.folder
    with contextlib.suppress(OSError, signing.DamagedKey):
        if folder.next_device_key.exists():
            new = signing.load_key(folder.next_device_key).public
            chain = letters.read_chain(folder)
            if chain and chain[-1].key == new:
                os.replace(folder.next_device_key, folder.device_key)
            else:
                folder.next_device_key.unlink()
        public = signing.load_key(folder.device_key).public
        if public.hex() != settings.load_fact(db, _FACT):
            _follow(db, public, is_lost=False, who="", now=now)


def write_key_page(
    path: Path, office: str, device: Device, printed_at: datetime, progress: Progress = SILENT
) -> None:
    """Write a computer's thirty digits and their QR code as a page to be stamped. A job.

    `office` is its code, `printed_at` the reader's clock. Raises StoreTrouble: the place takes no file.
    """
    from rbdesk.report.key_page import key_pdf  # here, so that only who prints pays for it

    progress.step(0, 1, "page")
    register = catalog.register()
    name = register.name_of(office)
    content = key_pdf(
        office=f"Sekretariat {name}" if office == register.code else f"Kecamatan {name}",
        device=device.id,
        label=device.label,
        fingerprint=signing.fingerprint(device.key),
        key_text=keytext.key_text(office, device.key),
        at=printed_at,
    )
    with whole.replacing(path) as part:
        part.write_bytes(content)


def load_former(db: Store) -> tuple[bytes, ...]:
    """The keys that this computer had before, the oldest first."""
    found = []
    for entry in journal.list_of_act(db, _ACT):
        old = entry.old[0] if entry.old else None
        if isinstance(old, Mapping):
            found.append(bytes.fromhex(str(old["key"])))
    return tuple(found)


def _load(db: Store) -> DeviceKey:
    with file_trouble(db.folder.device_key):
        try:
            return signing.load_key(db.folder.device_key)
        except signing.DamagedKey as error:
            raise StoreTrouble("damaged", str(db.folder.device_key), str(error)) from error


def _follow(db: Store, public: bytes, *, is_lost: bool, who: str, now: datetime) -> None:
    with db.atomic():
        old = settings.load_fact(db, _FACT)
        new: dict[str, Json] = {"key": public.hex(), "lost": is_lost}
        journal.add(db, _ACT, Subject(), ({"key": old},), new, who=who, now=now)
        settings.keep_facts(db, {_FACT: public.hex()})
