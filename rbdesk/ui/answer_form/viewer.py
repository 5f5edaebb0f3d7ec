"""Opening evidence in the system's viewer: a copy under a name of ours, never the stored file, never a stranger's name."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from rbdesk import paths
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.workflow import filetypes

# What Windows calls a file from elsewhere: its viewers then open it protected
_FROM_ELSEWHERE = "[ZoneTransfer]\r\nZoneId=3\r\n"
_copies: list[Path] = []


def open_copy(folder: DeskFolder, sha256: str, name: str = "") -> Path:
    """Copy a piece of evidence aside and open the copy; `name` is for the error only.

    Raises NotAllowed: "unreadable", "evidence_type" (its bytes are none of the types that evidence may be).
    """
    stored = folder.evidence_file(sha256)
    try:
        ending = _ending(stored)
        if ending is None:
            raise NotAllowed("evidence_type", name=name)
        place = Path(tempfile.mkdtemp(prefix=paths.VIEWED))
        copy = place / f"bukti-{sha256[:8]}{ending}"
        shutil.copyfile(stored, copy)
    except OSError as error:
        raise NotAllowed("unreadable", name=name, detail=str(error)) from error
    if not _copies:
        atexit.register(clear_copies)
    _copies.append(place)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # FAT has no streams
            Path(f"{copy}:Zone.Identifier").write_text(_FROM_ELSEWHERE, encoding="ascii")
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
    return copy


def clear_copies() -> None:
    """Take the copies away; one that a viewer still holds stays for the system to clear."""
    while _copies:
        shutil.rmtree(_copies.pop(), ignore_errors=True)


def _ending(path: Path) -> str | None:
    """The ending that fits the bytes. Raises OSError."""
    for endings in filetypes.ENDINGS.values():
        if filetypes.judge(path, f"x{endings[0]}") is not None:
            return endings[0]
    return None
