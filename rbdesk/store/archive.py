"""Originals of other people's files: those taken in under their bundle id, those that wait in quarantine."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from pathlib import Path

from rbdesk.domain.correspondence import Piece
from rbdesk.paths import DeskFolder
from rbdesk.store import evidence
from rbdesk.store.trouble import file_trouble


def keep_original(folder: DeskFolder, bundle_id: str, source: Path) -> Path:
    """Copy an accepted bundle into the archive, on the disk and read-only; one that is there stays.

    Raises StoreTrouble.
    """
    target = folder.archived(bundle_id)
    if not target.exists():
        _copy(folder, source, target)
        _protect(target)
    return target


def place_original(folder: DeskFolder, bundle_id: str, loose: Path) -> Path:
    """Move a bundle that lies on the desk's disk into the archive, read-only; one that is there stays.

    Raises StoreTrouble.
    """
    target = folder.archived(bundle_id)
    with file_trouble(target):
        if target.exists():
            evidence.discard(loose)
        else:
            target.parent.mkdir(exist_ok=True)
            evidence.give_name(loose, target)
            _protect(target)
    return target


def keep_quarantined(folder: DeskFolder, name: str, source: Path) -> Path:
    """Copy a bundle that waits for a person's decision into `quarantine/` under a name of ours. Raises StoreTrouble."""
    target = folder.quarantine / name
    if not target.exists():
        _copy(folder, source, target)
    return target


def place_quarantined(folder: DeskFolder, name: str, loose: Path) -> Path:
    """Move a copy that lies on the desk's disk into `quarantine/` under a name of ours. Raises StoreTrouble."""
    target = folder.quarantine / name
    with file_trouble(target):
        if target.exists():
            evidence.discard(loose)
        else:
            evidence.give_name(loose, target)
    return target


def drop_quarantined(folder: DeskFolder, name: str) -> None:
    """Take a bundle out of quarantine."""
    evidence.discard(folder.quarantine / name)


def keep_piece(folder: DeskFolder, piece: Piece) -> None:
    """Move a piece of a file that is not whole yet among those that wait; one that is there stays. Raises StoreTrouble."""
    target = _pieces(folder) / f"{piece.sha256}.{piece.number:03d}-{piece.count:03d}"
    with file_trouble(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            evidence.discard(piece.path)
        else:
            os.replace(piece.path, target)


def list_pieces(folder: DeskFolder, sha256: str) -> tuple[Piece, ...]:
    """The pieces of a file that wait for the others."""
    found = []
    for path in sorted(_pieces(folder).glob(f"{sha256}.*-*")):
        number, _, count = path.name.partition(".")[2].partition("-")
        found.append(Piece(sha256, int(number), int(count), path))
    return tuple(found)


def drop_pieces(folder: DeskFolder, sha256: str) -> None:
    """Take away the pieces of a file that has become whole."""
    for piece in list_pieces(folder, sha256):
        evidence.discard(piece.path)


def _pieces(folder: DeskFolder) -> Path:
    return folder.archive / "pieces"


def _protect(path: Path) -> None:
    with contextlib.suppress(OSError):  # a file system without such rights, e.g. a stick
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def _copy(folder: DeskFolder, source: Path, target: Path) -> None:
    """Copy a file into its place by way of a name that nobody looks for; its content was judged already."""
    with file_trouble(target):
        folder.evidence.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(exist_ok=True)
        part = folder.evidence / f"{secrets.token_hex(8)}.part"
        try:
            shutil.copyfile(
                source, part
            )  # the system's own copying where it has one: a bundle may have a gigabyte
            with part.open("r+b") as file:
                os.fsync(file.fileno())
            os.replace(part, target)
        except BaseException:
            evidence.discard(part)
            raise
