"""A restored database put in the place of the one that was: whole at any moment, whatever is killed when.

The new one stands ready in `restore/`, then `restore.json` says so; from then on whoever opens the desk finishes the
switch. Before it the desk is as it was. Knows files only.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rbdesk.paths import DeskFolder

_WINDOWS_HELD = {5, 32, 33}  # a virus scanner or the indexer has the target open


def ready(desk: DeskFolder) -> Path:
    """Where the database that is to be put in place stands."""
    return desk.restoring / "desk.db"


def put_aside(desk: DeskFolder, name: str) -> Path | None:
    """Keep the database and the journal of its last write beside the backups, as they are; None where there is none.

    Raises OSError.
    """
    if not desk.database.exists():
        return None
    aside = desk.backup / "aside" / name
    aside.mkdir(parents=True, exist_ok=True)
    for path in (desk.database, _hot_journal(desk)):
        if path.exists():
            target = aside / path.name
            target.unlink(missing_ok=True)
            try:
                os.link(path, target)  # also what cannot be read is kept
            except OSError:
                shutil.copyfile(path, target)
    return aside


def switch(desk: DeskFolder) -> None:
    """Put the database that stands ready in place. Raises OSError: nothing, or all but the last touch, was done."""
    sync_folder(desk.restoring)
    write_whole(desk.restore_mark, json.dumps({"size": ready(desk).stat().st_size}).encode() + b"\n")
    finish(desk)


def finish(desk: DeskFolder) -> None:
    """Finish a switch that was begun; nothing where none was. Raises OSError."""
    if not desk.restore_mark.exists():
        return
    with _alone(desk):
        if not desk.restore_mark.exists():
            return  # another start has done it meanwhile
        if ready(desk).exists():
            desk.database_sum.unlink(missing_ok=True)
            _hot_journal(desk).unlink(missing_ok=True)  # that of the former database would spoil the new one
            _replace(ready(desk), desk.database)
            sync_folder(desk.root)
        desk.restore_mark.unlink()
        sync_folder(desk.root)
    shutil.rmtree(desk.restoring, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file so that it is there whole or not at all, also after a power cut. Raises OSError."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _replace(part, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put names on the disk too, where folders can be synced."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _hot_journal(desk: DeskFolder) -> Path:
    return desk.database.with_name(f"{desk.database.name}-journal")


@contextmanager
def _alone(desk: DeskFolder) -> Iterator[None]:
    """Hold a lock of the system on a file of its own: two starts must not switch one after the other."""
    with (desk.root / "restore.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    # the file stays: taking it away would let a third start lock another one


def _replace(source: Path, target: Path) -> None:
    for wait in (0.05, 0.1, 0.25, 0.5, 0.6, 1.0):
        try:
            os.replace(source, target)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_HELD:
                raise
            time.sleep(wait)
    os.replace(source, target)
