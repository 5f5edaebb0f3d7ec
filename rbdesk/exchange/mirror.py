"""A copy of a bundle made while it is read: each byte that was judged lies at its place in the copy, and no other.

So a stick is read once, and a file that changes under its reader becomes nothing else in the archive. A link to the
file would be cheaper and wrong: whoever changed it later would change the archive.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import BinaryIO

from rbdesk.exchange.beside import Beside

_SYNC_BYTES = 32 * 2**20  # so that little is left to wait for at the end


class Mirror:
    """A copy that grows in any order, written and in the end closed `beside`. Raises OSError where the disk refuses."""

    def __init__(self, path: Path, beside: Beside) -> None:
        self._beside = beside
        self._file = path.open("wb")
        self._unsynced = 0
        beside.own(self._file)

    def write(self, place: int, data: bytes) -> None:
        """Let bytes be written at a place."""
        self._beside.do(partial(self._put, place, data))

    def finish(self) -> None:
        """Let all of it go to the disk."""
        self._beside.do(self._sync)

    def _put(self, place: int, data: bytes) -> None:
        self._file.seek(place)
        self._file.write(data)
        self._unsynced += len(data)
        if self._unsynced >= _SYNC_BYTES:
            self._sync()

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unsynced = 0


class MirroredFile:
    """A file whose every read is also written to a mirror."""

    def __init__(self, file: BinaryIO, mirror: Mirror) -> None:
        self._file = file
        self._mirror = mirror
        self._place = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place; return it."""
        self._place = self._file.seek(offset, whence)
        return self._place

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        data = self._file.read(size)
        self._mirror.write(self._place, data)
        self._place += len(data)
        return data

    def close(self) -> None:
        """Let go of the file that is read; the mirror stays."""
        self._file.close()
