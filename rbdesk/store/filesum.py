"""What the bytes of a closed database were: SQLite sees a spoilt page, but not a spoilt letter in an answer.

Taken when a desk is closed, compared before it is opened again. A file whose own count of writes is another one was
written after it (the program was killed) or is another file (put back by hand): that is not for this module to judge,
nor is one whose last write SQLite has still to take back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from rbdesk.store import switching

_CHUNK_BYTES = 1 << 20
_COUNTER = slice(24, 28)  # the file change counter of SQLite's header
EQUAL, SPOILT, UNKNOWN = "equal", "spoilt", "unknown"


@dataclass(frozen=True, slots=True)
class Sum:
    """The count of writes in a database's header, its size in bytes and the SHA-256 of all of it."""

    counter: int
    size: int
    sha256: str


def keep(database: Path, record: Path) -> None:
    """Remember what the bytes are now. Nobody of this process may have the file open: closing it ends their locks."""
    with contextlib.suppress(OSError):
        found = _sum_of(database)
        content = {"counter": found.counter, "size": found.size, "sha256": found.sha256}
        switching.write_whole(record, json.dumps(content).encode() + b"\n")


def judge(database: Path, record: Path) -> str:
    """EQUAL to what was remembered; SPOILT: no write came and the bytes are others; UNKNOWN: cannot be compared."""
    try:
        if _is_half_written(database):
            return UNKNOWN
        kept = json.loads(record.read_bytes())
        known = Sum(int(kept["counter"]), int(kept["size"]), str(kept["sha256"]))
        found = _sum_of(database)
    except (OSError, ValueError, KeyError, TypeError):
        return UNKNOWN
    if found == known:
        return EQUAL
    return SPOILT if found.counter == known.counter else UNKNOWN


def forget(record: Path) -> None:
    """Remember nothing: another file takes the database's place. Raises OSError."""
    record.unlink(missing_ok=True)


def _is_half_written(database: Path) -> bool:
    """True if a write was cut short: pages of it may stand in the file before its count of writes does."""
    journal = database.with_name(f"{database.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def _sum_of(database: Path) -> Sum:
    digest, size, counter = hashlib.sha256(), 0, 0
    with database.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            if not size:
                counter = int.from_bytes(chunk[_COUNTER], "big")
            digest.update(chunk)
            size += len(chunk)
    return Sum(counter, size, digest.hexdigest())
