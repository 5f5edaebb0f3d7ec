"""The journal once more as lines of JSON, one file per replica: what is left when the database is lost.

Knows rows as mappings and a folder, no database. Written after each commit and never a condition of it: what could
not be written is written with the next line, or at the next start.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

START = "0" * 64  # what the first row of a journal follows
_TAIL_BYTES = 262_144  # more than any row has
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Row = Mapping[str, str | int]


def row_hash(row: Row) -> str:
    """SHA-256 of a journal row together with the hash before it, which makes the rows a chain."""
    content = {name: value for name, value in row.items() if name not in ("previous", "hash")}
    return hashlib.sha256(str(row["previous"]).encode("ascii") + _canonical(content)).hexdigest()


def _canonical(value: Row) -> bytes:
    return _ENCODER.encode(value).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a copy ends: the counter and the hash of its last row; 0 and nothing for an empty one."""

    n: int = 0
    hash: str = ""


class JournalCopy:
    """The copy of one replica's rows."""

    def __init__(self, folder: Path, replica: str) -> None:
        self.path = folder / f"{replica}.jsonl"
        self._file: BinaryIO | None = None
        self._end = 0  # bytes that hold whole rows
        self._waiting: list[bytes] = []

    @property
    def is_behind(self) -> bool:
        """True if rows wait that could not be written."""
        return bool(self._waiting)

    def find_end(self) -> Mark:
        """Where the file's last whole row stands; what follows it (a torn line) is overwritten later.

        Raises OSError.
        """
        if not self.path.exists():
            return Mark()
        with self.path.open("rb") as file:
            size = file.seek(0, 2)
            start = max(0, size - _TAIL_BYTES)
            file.seek(start)
            tail = file.read()
        while (newline := tail.rfind(b"\n")) >= 0:
            begin = tail.rfind(b"\n", 0, newline) + 1
            mark = _mark(tail[begin:newline])
            if mark is not None:
                self._end = start + newline + 1
                return mark
            tail = tail[:newline]
        self._end = 0
        return Mark()

    def append(self, rows: Iterable[Row]) -> None:
        """Write rows at the end, after those that still wait; never raises for the file's sake."""
        self._waiting.extend(_canonical(row) + b"\n" for row in rows)
        if not self._waiting:
            return
        try:
            lines = b"".join(self._waiting)
            if self._opened().write(lines) != len(lines):
                raise OSError("a short write")
            self._end += len(lines)
            self._waiting.clear()
        except OSError:
            self.close()

    def sync(self) -> None:
        """Have the system put the rows on the disk; the save itself is on it already."""
        with contextlib.suppress(OSError):
            if self._file is not None:
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            file, self._file = self._file, None
            file.close()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self.path.parent.mkdir(exist_ok=True)
            self.path.touch()
            # unbuffered: a row is in the system's hands when append returns
            self._file = self.path.open("r+b", buffering=0)
            self._file.seek(self._end)
            self._file.truncate()  # a torn line
        return self._file


def _mark(line: bytes) -> Mark | None:
    try:
        row = json.loads(line)
        if row_hash(row) == row["hash"]:
            return Mark(int(row["n"]), str(row["hash"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return None
