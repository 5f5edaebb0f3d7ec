"""A desk erased: every file of it written over and taken away, the way there begun once and finished by whoever comes.

What a file held is gone from the file. Flash memory (SSD, stick) may keep old bytes in places that no program can
reach, and copies elsewhere are not known here: that is for people to be told.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
import tempfile
from pathlib import Path

from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import switching
from rbdesk.store.trouble import file_trouble

_CHUNK_BYTES = 1 << 20
_NAMELESS = "erased-"


def erase(desk: DeskFolder, progress: Progress = SILENT) -> int:
    """Write over and take away all that a desk's folder holds; how many files. Nobody has it open.

    Once begun it cannot be stopped: what is left goes when it is called again. Raises StoreTrouble: something could
    not be taken away.
    """
    with file_trouble(desk.root):
        switching.write_whole(desk.erase_mark, json.dumps({"begun": True}).encode() + b"\n")
        files = _files_of(desk)
        for done, path in enumerate(files):
            progress.step(done, len(files), "erase")
            _wipe(path)
        for folder in sorted(_folders_of(desk), key=lambda path: len(path.parts), reverse=True):
            with contextlib.suppress(OSError):
                folder.rmdir()
        left = _files_of(desk)
        if left:
            raise OSError(f"{left[0]} stays")
        desk.erase_mark.unlink()
        with contextlib.suppress(OSError):
            desk.root.rmdir()  # stays where a person keeps other things in it
    return len(files)


def erase_viewed(pattern: str) -> int:
    """Take away the copies that were made for viewers and that a killed program left; how many files."""
    count = 0
    for folder in Path(tempfile.gettempdir()).glob(pattern):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                _wipe(path)
                count += 1
        with contextlib.suppress(OSError):
            folder.rmdir()
    return count


def is_begun(desk: DeskFolder) -> bool:
    """True if this desk is being erased and was left half way."""
    return desk.erase_mark.exists()


def _parts(desk: DeskFolder) -> list[Path]:
    return [
        *(
            desk.evidence,
            desk.archive,
            desk.quarantine,
            desk.backup,
            desk.journal,
            desk.redo,
            desk.log,
            desk.restoring,
        ),
    ]


def _files_of(desk: DeskFolder) -> list[Path]:
    """The keys first, the database next: what is left after a power cut cannot be used."""
    root = desk.root
    keys = [desk.device_key, desk.next_device_key, desk.key_chain, desk.seal_key]
    store = [desk.database, root / "desk.db-journal", root / "desk.db.new", root / "desk.db.new-journal"]
    rest = [path for part in _parts(desk) for path in sorted(part.rglob("*")) if not path.is_dir()]
    nameless = sorted(root.glob(f"{_NAMELESS}*"))  # of a program that was killed in between
    marks = [desk.holder, desk.restore_mark, desk.database_sum, root / "restore.lock"]
    parts = [mark.with_name(f"{mark.name}.part") for mark in (*marks, desk.erase_mark)]
    last = [*nameless, *parts, *marks]
    return [path for path in (*keys, *store, *rest, *last) if path.exists() or path.is_symlink()]


def _folders_of(desk: DeskFolder) -> list[Path]:
    return [folder for part in _parts(desk) for folder in (part, *part.rglob("*")) if folder.is_dir()]


def _wipe(path: Path) -> None:
    """Write over a file's bytes, take its name away, then the file. A link to elsewhere is only taken away."""
    if not path.is_symlink() and path.is_file():
        with contextlib.suppress(OSError):
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        with contextlib.suppress(OSError), path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, _CHUNK_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        nameless = path.with_name(f"{_NAMELESS}{secrets.token_hex(8)}")
        with contextlib.suppress(OSError):
            os.replace(path, nameless)
            path = nameless
    path.unlink(missing_ok=True)
