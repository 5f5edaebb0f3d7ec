"""What the bytes of a closed database were: SQLite sees a spoilt page, but not a spoilt letter in an answer.

Taken when a desk is closed, compared before it is opened again. A file whose own count of writes is another one was
written after it (the program was killed) or is another file (put back by hand): that is not for this module to judge,
nor is one whose last write SQLite has still to take back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from rbdesk.store.journal_copy import START, row_hash

_CHUNK_BYTES = 1 << 20
_COUNTER = slice(24, 28)  # the file change counter of SQLite's header
EQUAL, SPOILT, UNKNOWN = "equal", "spoilt", "unknown"


@dataclass(frozen=True, slots=True)
class Sum:
    """The count of writes in a database's header, its size in bytes and the SHA-256 of all of it.

    SQLite counts once for each time that a program holds the file, not for each write.
    """

    counter: int
    size: int
    sha256: str


def keep(database: Path, record: Path, rows: int) -> None:
    """Remember what the bytes are now, and how many rows the journal has. Nobody of this process may have the file open: closing it ends their locks."""
    with contextlib.suppress(OSError):
        found = _sum_of(database)
        content = {"counter": found.counter, "size": found.size, "sha256": found.sha256, "rows": rows}
        part = record.with_name(f"{record.name}.part")
        part.write_bytes(
            json.dumps(content).encode() + b"\n"
        )  # not synced: one that a power cut loses is UNKNOWN
        os.replace(part, record)


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


def is_put_back(database: Path, record: Path) -> bool:
    """True if a file that looks spoilt is a whole copy from an earlier moment: sound, and its journal a shorter chain.

    Somebody copied it while the program ran and put it in place of the later one by hand.
    """
    try:
        rows = int(json.loads(record.read_bytes())["rows"])
        copy = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        return False
    try:
        if copy.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            return False
        cursor = copy.execute("SELECT * FROM journal ORDER BY place")
        names = [column[0] for column in cursor.description]
        previous, place = START, 0
        for values in cursor:
            row = dict(zip(names, values, strict=True))
            if row["place"] != place + 1 or row["previous"] != previous or row_hash(row) != row["hash"]:
                return False
            previous, place = row["hash"], place + 1
        return 0 < place < rows
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return False
    finally:
        copy.close()


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
