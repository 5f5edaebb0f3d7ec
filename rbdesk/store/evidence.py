"""Files of evidence: taken in under their SHA-256, one copy each, and what the desk knows of each.

A file is whole and on the disk before it has its name, and has its name before any row speaks of it. What a file
may be is the caller's to judge.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from rbdesk.paths import DeskFolder
from rbdesk.progress import Progress
from rbdesk.store.database import Store
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import parse_time, time_text

_CHUNK_BYTES = 1 << 20
_PART = ".part"
_DAY_SECONDS = 86_400
_WINDOWS_HELD = {5, 32, 33}  # a virus scanner or the indexer has the target open


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What the desk knows of a file: size in bytes, its first name here, when and by whom it came.

    `content_date` is what the office typed as the date of its content.
    """

    sha256: str
    size: int
    mime: str
    name: str
    at: datetime
    by: str
    content_date: date | None = None


@dataclass(frozen=True, slots=True)
class LooseFile:
    """A copy that has no place yet: where it lies, its digest and size in bytes."""

    path: Path
    sha256: str
    size: int


def copy_in(folder: DeskFolder, source: BinaryIO, total: int, progress: Progress) -> LooseFile:
    """Copy a stream into the desk and onto the disk, without a place; `total` bytes are expected.

    Raises StoreTrouble; Cancelled. Nothing is left behind then.
    """
    with file_trouble(folder.evidence):
        folder.evidence.mkdir(parents=True, exist_ok=True)
        part = folder.evidence / f"{secrets.token_hex(8)}{_PART}"
        try:
            digest = hashlib.sha256()
            done = 0
            with part.open("xb") as target:
                while chunk := source.read(_CHUNK_BYTES):
                    target.write(chunk)
                    digest.update(chunk)
                    done += len(chunk)
                    progress.step(done, max(total, done))
                target.flush()
                os.fsync(target.fileno())
        except BaseException:
            discard(part)
            raise
    return LooseFile(part, digest.hexdigest(), done)


def place(folder: DeskFolder, loose: LooseFile) -> Path:
    """Give a file its place by its digest; one that lies there whole already stays. Raises StoreTrouble."""
    target = folder.evidence_file(loose.sha256)
    with file_trouble(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if has_file(folder, loose.sha256, loose.size):
            discard(loose.path)
        else:
            give_name(loose.path, target)
    return target


def give_name(source: Path, target: Path) -> None:
    """os.replace with patience on Windows: 50 ms to 1 s, 2.5 s in all, only while another program holds the target."""
    for wait in (0.05, 0.1, 0.25, 0.5, 0.6, 1.0):
        try:
            os.replace(source, target)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_HELD:
                raise
            time.sleep(wait)
    os.replace(source, target)


def discard(path: Path) -> None:
    """Take away a file that came to nothing; one that stays is swept later."""
    with contextlib.suppress(OSError):
        path.unlink()


def has_file(folder: DeskFolder, sha256: str, size: int) -> bool:
    """True if the file lies in its place with its full size."""
    try:
        return folder.evidence_file(sha256).stat().st_size == size
    except OSError:
        return False


def free_bytes(folder: DeskFolder) -> int:
    """Free room on the desk's disk, in bytes. Raises StoreTrouble."""
    with file_trouble(folder.root):
        return shutil.disk_usage(folder.root).free


def load_files(db: Store) -> dict[str, FileRecord]:
    """Every file that this desk ever took in, by digest."""
    found = db.query("SELECT sha256, size, mime, name, at, by, content_date FROM files ORDER BY at, sha256")
    return {str(row[0]): _record(row) for row in found}


def load_file(db: Store, sha256: str) -> FileRecord | None:
    """What is known of one file, None where it was never taken in."""
    found = db.query(
        "SELECT sha256, size, mime, name, at, by, content_date FROM files WHERE sha256 = ?", (sha256,)
    )
    return _record(found[0]) if found else None


def load_total(db: Store) -> int:
    """The sizes of all files that this desk ever took in, together, in bytes."""
    return int(db.query("SELECT coalesce(sum(size), 0) FROM files")[0][0])


def keep_file(db: Store, record: FileRecord) -> None:
    """Remember a file; what was known of the same content stays."""
    db.execute(
        "INSERT INTO files (sha256, size, mime, name, at, by, content_date) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (
            record.sha256,
            record.size,
            record.mime,
            record.name,
            time_text(record.at),
            record.by,
            record.content_date.isoformat() if record.content_date else None,
        ),
    )


def keep_content_date(db: Store, sha256: str, content_date: date | None) -> None:
    """Set or clear the date of a file's content."""
    value = content_date.isoformat() if content_date else None
    db.execute("UPDATE files SET content_date = ? WHERE sha256 = ?", (value, sha256))


def drop_file_record(db: Store, sha256: str) -> None:
    """Forget a file that no row speaks of; its bytes are swept later."""
    db.execute("DELETE FROM files WHERE sha256 = ?", (sha256,))


def sweep(folder: DeskFolder, known: Sequence[str], now: datetime, *, older_than_days: int = 7) -> int:
    """Remove copies that came to nothing and files that no row names, when they are old; how many went."""
    before = now.timestamp() - older_than_days * _DAY_SECONDS
    names = set(known)
    swept = 0
    for path in folder.evidence.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and path.name not in names and path.stat().st_mtime < before:
                path.unlink()
                swept += 1
    return swept


def _record(row: Sequence[str | int | None]) -> FileRecord:
    sha256, size, mime, name, at, by, content_date = row
    return FileRecord(
        str(sha256),
        int(size or 0),
        str(mime),
        str(name),
        parse_time(str(at)),
        str(by),
        date.fromisoformat(str(content_date)) if content_date else None,
    )
