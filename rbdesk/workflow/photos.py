"""Which photographs of a year look alike at the secretariat: looked at once, as a job, and remembered beside the desk.

What is remembered can be told again from the files, so that it is no part of the store: a lost or torn line costs only
another look.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rbdesk.analysis import photos
from rbdesk.analysis.photos import Mark
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import alike
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.trouble import file_trouble

AT_ONCE = 40  # pictures of one job, so that others get their turn
_MARKS, _PAIRS = "marks.txt", "alike.txt"
_DIGEST = 64  # letters of a file's name
_PAGE, _SCENE = "page", "scene"
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Looked:
    """What a job has done: how many pictures were looked at, and whether any look alike that did not before."""

    count: int
    is_news: bool


def list_unseen(db: Store, year: int) -> tuple[str, ...]:
    """Digests of the pictures of a year that are here and that nobody has looked at yet."""
    seen = {mark.sha256 for mark in _marks(db.folder)}
    return tuple(
        name
        for name, size in alike.list_picture_files(db, year)
        if name not in seen and files.has_file(db.folder, name, size)
    )


def look(folder: DeskFolder, names: Sequence[str], progress: Progress = SILENT) -> Looked:
    """Look at pictures by digest and remember which ones are alike, among each other and with all before.

    Raises StoreTrouble, Cancelled: what was looked at until then is remembered at the next look.
    """
    known = {mark.sha256: mark for mark in _marks(folder)}
    fresh: list[Mark] = []
    for name in progress.each([name for name in names if name not in known]):
        mark = photos.mark_of(name, folder.evidence_file(name))
        fresh.append(mark if mark is not None else Mark(name))
    before = load_pairs(folder)
    found = photos.look_alikes(
        [mark for mark in fresh if mark.hashes], [mark for mark in known.values() if mark.hashes]
    )
    pairs = frozenset(found) - before
    with file_trouble(folder.photos):
        folder.photos.mkdir(parents=True, exist_ok=True)
        # pairs first: a picture whose mark is kept is not looked at again
        _append(folder.photos / _PAIRS, [f"{one} {other}" for one, other in sorted(pairs)])
        _append(folder.photos / _MARKS, [_line(mark) for mark in fresh])
    return Looked(len(fresh), bool(pairs))


def look_at_all(db: Store, year: int, progress: Progress = SILENT) -> int:
    """Look at all pictures of a year that nobody has looked at yet; how many they were. Raises as `look`."""
    return look(db.folder, list_unseen(db, year), progress).count


def load_pairs(folder: DeskFolder) -> frozenset[tuple[str, str]]:
    """The pairs of digests that are known to look alike."""
    found = (line.split(" ") for line in _lines(folder.photos / _PAIRS))
    return frozenset(
        (words[0], words[1])
        for words in found
        if len(words) == 2 and all(len(word) == _DIGEST for word in words)
    )


def _marks(folder: DeskFolder) -> Iterator[Mark]:
    """What is remembered; a line that is torn is left out, so that its picture is looked at again."""
    for line in _lines(folder.photos / _MARKS):
        match line.split(" "):
            case [name, hashes, pattern, page] if len(name) == _DIGEST:
                mark = Mark(name, _bytes(hashes), _bytes(pattern), page == _PAGE)
                sizes = (len(mark.hashes), len(mark.pattern))
                if sizes in ((0, 0), (photos.HASHES_BYTES, photos.PATTERN_BYTES)):
                    yield mark


def _line(mark: Mark) -> str:
    parts = (base64.b64encode(part).decode("ascii") for part in (mark.hashes, mark.pattern))
    return " ".join([mark.sha256, *parts, _PAGE if mark.is_page else _SCENE])


def _bytes(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except (ValueError, binascii.Error):
        return b""


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("ascii", "replace").split("\n")
    except OSError:
        return []


def _append(path: Path, lines: Sequence[str]) -> None:
    if not lines:
        return
    with path.open("ab") as file:
        file.write(("\n".join(["", *lines]) + "\n").encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
