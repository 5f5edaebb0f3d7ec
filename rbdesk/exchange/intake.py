"""Reading a container once: every entry's digest and type, the small files whole, evidence copied if there is a place.

Knows the strict reader and the bag's names; judges nothing but what the reader does.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rbdesk.exchange import bag, strictzip
from rbdesk.exchange.bag import Bag, Carried
from rbdesk.exchange.beside import Beside
from rbdesk.exchange.evidencetype import TypeWatcher
from rbdesk.progress import Progress

_PATIENCE_SECONDS = 2.5
_HELD_BY_ANOTHER = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation


class Pace:
    """Counts bytes for a progress that is told once a piece."""

    def __init__(self, progress: Progress, total: int, label: str) -> None:
        self._progress = progress
        self._total = total
        self._label = label
        self._done = 0

    def add(self, size: int) -> None:
        """Tell that `size` more bytes are through. Raises Cancelled."""
        self._done += size
        self._progress.step(min(self._done, self._total), self._total, self._label)


@dataclass(frozen=True, slots=True)
class Staging:
    """Where evidence is copied while it is hashed; `copies` grows by every file made.

    A copy is on the disk under its name when `beside` has ended.
    """

    folder: Path
    copies: list[Path]
    beside: Beside


def take_in(
    archive: strictzip.StrictZip, staging: Staging | None, pace: Pace, hashing: Beside | None = None
) -> Bag:
    """Read every entry once: CRC, digest, type, and a copy of evidence where there is a place for it.

    Evidence is hashed beside the rest of the work where `hashing` is given.

    Raises BundleRefused: RB-Z12, RB-Z13. OSError: staging cannot be written.
    """
    files: dict[str, bytes] = {}
    carried: dict[str, Carried] = {}
    digests: dict[str, str] = {}
    for entry in archive.entries:
        name = entry.name.partition("/")[2]
        if entry.method == strictzip.STORED:
            item = _take_in_evidence(archive, entry, staging, pace, hashing)
            carried[name], digests[name] = item, item.sha256
        else:
            files[name] = archive.read(entry.name, strictzip.JSON_LIMIT_BYTES)
            digests[name] = hashlib.sha256(files[name]).hexdigest()
            pace.add(entry.packed)
    return Bag(tuple(entry.name for entry in archive.entries), files, carried, digests)


def _take_in_evidence(
    archive: strictzip.StrictZip,
    entry: strictzip.Entry,
    staging: Staging | None,
    pace: Pace,
    hashing: Beside | None,
) -> Carried:
    name = entry.name.partition("/")[2]
    whole = bag.EVIDENCE_NAME.fullmatch(name)
    hasher, watcher = hashlib.sha256(), TypeWatcher()
    with _new_copy(staging, name, None if whole is None else whole[1]) as (part, file):
        for piece in archive.pieces(entry.name):
            if hashing is None:
                hasher.update(piece)
            else:
                hashing.do(partial(hasher.update, piece))
            watcher.update(piece)
            if file is not None:
                file.write(piece)
            pace.add(len(piece))
    if hashing is not None:
        hashing.wait()
    digest = hasher.hexdigest()
    mime = watcher.mime() if whole else ""
    if staging is None or (whole is not None and digest != whole[1]):
        return Carried(digest, entry.size, mime, None)
    # only whole copies bear their digest as name, so one that is there is the same
    copy = staging.folder / (digest if whole else f"{digest}.piece")
    if part is not None:
        staging.beside.do(partial(_settle, staging.copies, staging.copies.index(part), copy))
    return Carried(digest, entry.size, mime, copy)


def _settle(copies: list[Path], place: int, copy: Path) -> None:
    """Bring a part to the disk and give it its name."""
    part = copies[place]
    if copy.exists():
        part.unlink()
        return
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    give_name(part, copy)
    copies[place] = copy


@contextlib.contextmanager
def _new_copy(
    staging: Staging | None, name: str, digest: str | None
) -> Iterator[tuple[Path | None, BinaryIO | None]]:
    """Open a file for an entry under a temporary name.

    None where nothing is to be copied: without staging, for a name that no bundle has, and for a file that is
    there already, which `digest` tells.
    """
    is_known = bag.EVIDENCE_NAME.fullmatch(name) or bag.PIECE_NAME.fullmatch(name)
    if staging is None or not is_known or (digest is not None and (staging.folder / digest).exists()):
        yield None, None
        return
    part = staging.folder / f"{name.rpartition('/')[2]}.part"
    staging.copies.append(part)
    with part.open("wb") as file:
        yield part, file


def give_name(part: Path, target: Path) -> None:
    """Give the file its name; on Windows a virus scanner may hold either for a moment."""
    wait = 0.05
    waited = 0.0
    while True:
        try:
            os.replace(part, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER or waited >= _PATIENCE_SECONDS:
                raise
            time.sleep(wait)
            waited += wait
            wait = min(1.0, 2 * wait)
        else:
            return
