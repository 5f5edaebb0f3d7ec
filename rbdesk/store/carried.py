"""Points taken out of the house: on a stick or another disk, with evidence, archive and keys, read back from there.

`RBDesk-cadangan-<office>/` has the shape of a desk's `backup/`, so that it is chosen from in the same way. The key
that opens sealed packages stays at home: its paper copy is in the safe, and a lost stick must not open them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import backup, switching
from rbdesk.store.backup import Point
from rbdesk.store.trouble import file_trouble

_NAME = "RBDesk-cadangan"
_CHUNK_BYTES = 1 << 20
_FOLDERS = ("archive", "quarantine", "journal", "redo")


def folder_in(to: Path, office: str) -> Path:
    """The folder of an office's copies in the one that a person chose."""
    name = f"{_NAME}-{office}"
    return to if to.name == name else to / name


def find_in(folder: Path) -> list[Path]:
    """The folders with copies in one that a person chose."""
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.glob(f"{_NAME}-*") if path.is_dir())
    return []


def carry(point: Point, desk: DeskFolder, target: Path, progress: Progress = SILENT) -> Point:
    """Copy a point and all that belongs to it, read it back from the medium, and only then describe it there.

    What lies there already, whole, is not copied again. Raises StoreTrouble: `target` is full, gone, or gave back
    something else; no description was written, so former copies there are what counts. Cancelled.
    """
    with file_trouble(target):
        target.mkdir(parents=True, exist_ok=True)
        todo = _list_files(point, desk)
        total = sum(source.stat().st_size for source, _, _ in todo if source.exists())
        pace = _Pace(progress, 2 * total)
        there = replace(point, path=target / point.path.name)
        for source, name, digest in todo:
            if source.exists():
                _carry_file(source, target / name, digest, pace)
        with there.path.open("rb") as file:
            _forget(file)
        if not backup.is_whole(there, progress):
            raise StoreTrouble("io", str(target), "read back otherwise")
        backup.write_manifest(there)
        switching.sync_folder(target)
    return there


def bring_back(folder: Path, desk: DeskFolder) -> None:
    """Take from a carried copy what the desk lacks of archive, quarantine and keys. Raises StoreTrouble."""
    with file_trouble(desk.root):
        for name in _FOLDERS[:2]:
            for source in (folder / name).rglob("*"):
                target = desk.root / name / source.relative_to(folder / name)
                if source.is_file() and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    part = target.with_name(f"{target.name}.part")
                    shutil.copyfile(source, part)
                    os.replace(part, target)
        for target in (desk.device_key, desk.key_chain):
            source = folder / "keys" / target.name
            if source.exists() and not target.exists():
                shutil.copyfile(source, target)
                with contextlib.suppress(OSError):
                    target.chmod(0o600)


def _list_files(point: Point, desk: DeskFolder) -> list[tuple[Path, Path, str]]:
    """What belongs to a point: source, name there, digest where it is known."""
    found = [(point.path, Path(point.path.name), point.sha256)]
    for sha256, _ in point.files:
        own = desk.evidence_file(sha256)
        source = own if own.exists() else backup.pooled(point.folder)(sha256)
        found.append((source, Path("evidence") / sha256[:2] / sha256, sha256))
    for name in _FOLDERS:
        folder = desk.root / name
        found += [
            (path, path.relative_to(desk.root), "") for path in sorted(folder.rglob("*")) if path.is_file()
        ]
    found += [(path, Path("keys") / path.name, "") for path in (desk.device_key, desk.key_chain)]
    return found


def _carry_file(source: Path, target: Path, digest: str, pace: _Pace) -> None:
    size = source.stat().st_size
    if digest and target.exists() and _digest(target, pace) == (digest, size):
        pace.add(size)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        hasher = hashlib.sha256()
        with source.open("rb") as reader, part.open("wb") as writer:
            while chunk := reader.read(_CHUNK_BYTES):
                hasher.update(chunk)
                writer.write(chunk)
                pace.add(len(chunk))
            writer.flush()
            os.fsync(writer.fileno())
            _forget(writer)
        copied = hasher.hexdigest()
        if _digest(part, pace)[0] != copied:
            raise StoreTrouble("io", str(target.parent), "read back otherwise")
        if digest and copied != digest:
            return  # the desk's own file is spoilt: a copy of that would help nobody
        os.replace(part, target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _digest(path: Path, pace: _Pace) -> tuple[str, int]:
    hasher, size = hashlib.sha256(), 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK_BYTES):
            hasher.update(chunk)
            size += len(chunk)
            pace.add(len(chunk))
    return hasher.hexdigest(), size


def _forget(file: BinaryIO) -> None:
    """Ask the system to forget what it holds of a file, so that reading it asks the medium."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class _Pace:
    """Tells how many of so many bytes are done."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, max(total, 1), 0

    def add(self, size: int) -> None:
        self._done += size
        self._progress.step(self._done, max(self._total, self._done), "carry")
