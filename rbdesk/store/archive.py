"""Originals of other people's files: those taken in under their bundle id, those that wait in quarantine."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT
from rbdesk.store import evidence
from rbdesk.store.trouble import file_trouble


def keep_original(folder: DeskFolder, bundle_id: str, source: Path) -> Path:
    """Copy an accepted bundle into the archive, on the disk and read-only; one that is there stays.

    Raises StoreTrouble.
    """
    target = folder.archived(bundle_id)
    if not target.exists():
        _copy(folder, source, target)
        with contextlib.suppress(OSError):  # a file system without such rights, e.g. a stick
            target.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    return target


def keep_quarantined(folder: DeskFolder, name: str, source: Path) -> Path:
    """Copy a bundle that waits for a person's decision into `quarantine/` under a name of ours. Raises StoreTrouble."""
    target = folder.quarantine / name
    if not target.exists():
        _copy(folder, source, target)
    return target


def drop_quarantined(folder: DeskFolder, name: str) -> None:
    """Take a bundle out of quarantine."""
    evidence.discard(folder.quarantine / name)


def _copy(folder: DeskFolder, source: Path, target: Path) -> None:
    with file_trouble(target), source.open("rb") as file:
        loose = evidence.copy_in(folder, file, source.stat().st_size, SILENT)
        try:
            target.parent.mkdir(exist_ok=True)
            os.replace(loose.path, target)
        except BaseException:
            evidence.discard(loose.path)
            raise
