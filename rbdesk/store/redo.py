"""What each commit wrote to the tables, as chained lines of JSON: with them a backup becomes the present again.

Segments `redo/NNNNNNNN.jsonl`, a new one with each backup; they hold all that the database does, secrets included. Written after the commit and never a condition of
it. The journal's copy tells people what happened; these lines let the program do it once more, whatever the act was.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rbdesk.store.journal_copy import START

LARGEST = 64 << 20  # bytes of one segment; what comes after waits for the next backup
_PATTERN = "*.jsonl"
_TAIL_BYTES = 1 << 20
_BEFORE_HASH, _AFTER_HASH, _HASH_DIGITS = b',"hash":"', b'"}\n', 64
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

# a statement and its values; with True a statement and the values of each of its runs
Write = tuple[str, Sequence[Any], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a journal stands: the number of its rows and the hash of the last."""

    place: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class Done:
    """One commit: what it wrote, and where the journal stood after it."""

    writes: tuple[Write, ...]
    after: Place


@dataclass(frozen=True, slots=True)
class _Segment:
    """The first line of a file: which backup it follows (0 for none), on which schema, from where."""

    path: Path
    number: int
    point: int
    schema: int
    start: Place
    follows: str  # the hash of the last line of the segment before, "" where something may be missing between
    hash: str


class RedoLog:
    """The lines of an open store."""

    def __init__(self, folder: Path, schema: int) -> None:
        self._folder = folder
        self._schema = schema
        self._file: BinaryIO | None = None
        self._path = folder
        self._end = 0  # bytes that hold whole lines
        self._last = ""  # the hash of the last line, waiting ones included; "" where something is missing
        self._waiting: list[bytes] = []
        self.is_full = False
        self.has_gap = False  # something before this segment may be missing, and no backup covers it

    @property
    def mark(self) -> str:
        """The name of the last line."""
        return self._last

    def begin(self, now_at: Place) -> None:
        """Go on at the end of the newest segment, or, where that is not where the journal stands, in a new one."""
        newest = max(_paths(self._folder), default=None)
        if newest is not None:
            head, end, last = _tail(newest)
            if head is not None and head.schema == self._schema and last is not None and last[0] == now_at:
                self._path, self._end, self._last = newest, end, last[1]
                self.is_full = end >= LARGEST
                return
            follows = last[1] if last is not None and last[0] == now_at else ""
            self._start(_number(newest) + 1, 0, now_at, follows)
            self.has_gap = not follows
            return
        self._start(1, 0, now_at, "")
        self.has_gap = True

    def append(self, writes: Sequence[Write], after: Place) -> None:
        """Write what a commit did, after what still waits; never raises for the file's sake."""
        if not writes:
            return
        if self.is_full or self._end + sum(map(len, self._waiting)) >= LARGEST:
            self.is_full = True
            self._last = ""
            return
        try:
            self._add(
                {"journal": after.hash, "place": after.place, "writes": [list(write) for write in writes]}
            )
        except (TypeError, ValueError):  # a value that JSON has no word for: committed all the same
            self.is_full, self._last = True, ""
            return
        self._flush()

    def rotate(self, point: int, now_at: Place) -> None:
        """Put what is written on the disk and begin the segment that follows a backup."""
        self._flush()
        follows = "" if self._waiting else self._last
        self.sync()
        self.close()
        newest = max(_paths(self._folder), default=self._path)
        self._waiting.clear()
        self.is_full = False
        self._start(_number(newest) + 1, point, now_at, follows)
        self.has_gap = False

    def sync(self) -> None:
        """Have the system put the lines on the disk; one that cannot is not what a save depends on."""
        with contextlib.suppress(OSError):
            if self._file is not None:
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            file, self._file = self._file, None
            file.close()

    def _start(self, number: int, point: int, now_at: Place, follows: str) -> None:
        self._path, self._end, self._last = self._folder / f"{number:08d}.jsonl", 0, START
        head = {"journal": now_at.hash, "place": now_at.place, "point": point, "schema": self._schema}
        self._add({**head, "follows": follows})
        self._flush()

    def _add(self, content: dict[str, Any]) -> None:
        line, self._last = line_of({**content, "previous": self._last})
        self._waiting.append(line)

    def _flush(self) -> None:
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

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._path.parent.mkdir(exist_ok=True)
            self._path.touch(mode=0o600)
            self._file = self._path.open("r+b", buffering=0)
            self._file.seek(self._end)
            self._file.truncate()  # a torn line
        return self._file


def line_of(content: Mapping[str, Any]) -> tuple[bytes, str]:
    """A line, which ends with the hash of all before it, and that hash."""
    body = _ENCODER.encode(content).encode("utf-8")
    digest = hashlib.sha256(body).hexdigest()
    return body[:-1] + _BEFORE_HASH + digest.encode("ascii") + _AFTER_HASH, digest


def lines_after(folder: Path, point: int, start: Place, schema: int, up_to: str = "") -> Iterator[Done]:
    """What was committed after a backup, in order, up to the first line that is missing or not what was written.

    `point` is the backup's number, 0 where it has no segment of its own; `start` where its journal stood;
    `up_to` the mark of the last line that is wanted, "" for all.
    """
    segments = [head for path in sorted(_paths(folder)) if (head := _head(path)) is not None]
    own = [at for at, head in enumerate(segments) if point and head.point == point and head.start == start]
    alike = [at for at, head in enumerate(segments) if head.start == start]
    if not (own or alike):
        return
    at = own[0] if own else alike[0]
    last = ""
    for head in segments[at:]:
        if head.schema != schema or (last and head.follows != last):
            return
        last = head.hash
        if last == up_to:
            return
        for content in _lines(head.path, head.hash):
            last = content["hash"]
            writes = tuple((str(one[0]), one[1], bool(one[2])) for one in content["writes"])
            yield Done(writes, Place(int(content["place"]), str(content["journal"])))
            if last == up_to:
                return


def drop_before(folder: Path, point: int) -> None:
    """Take away the segments that end before a backup was made."""
    paths = sorted(_paths(folder))
    kept = next((path for path in paths if (head := _head(path)) is not None and head.point == point), None)
    if kept is None:
        return
    for path in paths[: paths.index(kept)]:
        with contextlib.suppress(OSError):
            path.unlink()


def highest_point(folder: Path) -> int:
    """The highest number of a backup that any segment names."""
    return max((head.point for path in _paths(folder) if (head := _head(path)) is not None), default=0)


def _paths(folder: Path) -> list[Path]:
    return [path for path in folder.glob(_PATTERN) if path.stem.isdecimal()]


def _number(path: Path) -> int:
    return int(path.stem)


def _head(path: Path) -> _Segment | None:
    try:
        with path.open("rb") as file:
            content = _parsed(file.readline(), START)
        if content is None:
            return None
        start = Place(int(content["place"]), str(content["journal"]))
        return _Segment(
            path,
            _number(path),
            int(content["point"]),
            int(content["schema"]),
            start,
            str(content["follows"]),
            str(content["hash"]),
        )
    except (OSError, KeyError, TypeError, ValueError):
        return None


def _lines(path: Path, previous: str) -> Iterator[dict[str, Any]]:
    """The lines after the first, up to the first that does not follow."""
    with path.open("rb") as file:
        file.readline()
        for line in file:
            content = _parsed(line, previous)
            if content is None or "writes" not in content:
                return
            previous = content["hash"]
            yield content


def _tail(path: Path) -> tuple[_Segment | None, int, tuple[Place, str] | None]:
    """The head of a segment, where its last whole line ends, and what that line says of the journal and itself."""
    head = _head(path)
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            start = max(0, size - _TAIL_BYTES)
            file.seek(start)
            tail = file.read()
            newline = tail.rfind(b"\n")
            begin = tail.rfind(b"\n", 0, newline) + 1
            if start and not begin:  # one line that is longer than the tail
                file.seek(0)
                tail, start = file.read(), 0
                newline = tail.rfind(b"\n")
                begin = tail.rfind(b"\n", 0, newline) + 1
    except OSError:
        return head, 0, None
    content = _parsed(tail[begin : newline + 1], None)
    if content is None:
        return head, 0, None
    try:
        at = Place(int(content["place"]), str(content["journal"]))
        return head, start + newline + 1, (at, str(content["hash"]))
    except (KeyError, TypeError, ValueError):
        return head, 0, None


def _parsed(line: bytes, previous: str | None) -> dict[str, Any] | None:
    """A whole line that is what was written and follows the one named; None else."""
    if not line.endswith(b"\n"):
        return None
    try:
        end = len(line) - len(_AFTER_HASH) - _HASH_DIGITS
        digest = line[end : end + _HASH_DIGITS].decode("ascii")
        body = line[: end - len(_BEFORE_HASH)] + b"}"
        if hashlib.sha256(body).hexdigest() != digest:
            return None
        content: dict[str, Any] = json.loads(body)
        if previous is not None and content["previous"] != previous:
            return None
        return {**content, "hash": digest}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
