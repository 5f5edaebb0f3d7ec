"""Taking a finished bundle to a stick: copied, then read back from the stick itself and compared.

Sticks of false capacity and loose plugs take bytes and lose them; only what was read back may be called safe.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rbdesk.errors import StoreTrouble
from rbdesk.exchange import container, intake
from rbdesk.progress import SILENT, Progress

_COPY_BYTES = 2**20


def carry(source: Path, folder: Path, progress: Progress = SILENT) -> Path:
    """Copy a file into a folder and return its path there, once the copy was read back equal from the medium.

    A file of that name is replaced; a partial copy never bears the name. Raises StoreTrouble: either side refuses,
    or the copy reads back otherwise; Cancelled. Nothing is left behind then.
    """
    target = folder / source.name
    part = folder / f".{source.name}.part"
    try:
        total = source.stat().st_size
        pace = intake.Pace(progress, 2 * total, source.name)
        digest = _copy(source, part, pace)
        if _digest_on_medium(part, pace) != (digest, total):
            raise StoreTrouble("io", str(folder), "read back otherwise")
        intake.give_name(part, target)
        _sync_folder(folder)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise container.trouble(error, folder) from error
        raise
    return target


def _copy(source: Path, part: Path, pace: intake.Pace) -> str:
    hasher = hashlib.sha256()
    with source.open("rb") as reader, part.open("wb") as writer:
        for chunk in _chunks(reader):
            hasher.update(chunk)
            writer.write(chunk)
            pace.add(len(chunk))
        writer.flush()
        os.fsync(writer.fileno())
        _forget(writer)
    return hasher.hexdigest()


def _digest_on_medium(path: Path, pace: intake.Pace) -> tuple[str, int]:
    hasher, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        for chunk in _chunks(file):
            hasher.update(chunk)
            size += len(chunk)
            pace.add(len(chunk))
    return hasher.hexdigest(), size


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_COPY_BYTES):
        yield chunk


def _forget(file: BinaryIO) -> None:
    """Ask the system to forget what it holds of a file in memory, so that reading it asks the medium.

    Windows has no such call; there a stick is written through unless someone has asked for speed.
    """
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    """Put the new name on the medium too, where folders can be synced."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
