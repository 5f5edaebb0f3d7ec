"""Whether a folder is a good place for a desk's data: on this computer, on a disk that stays, not copied about."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from rbdesk import paths, text

LONGEST_PATH = 150  # the parts of a desk add up to 90 characters, and Windows allows 259
LEAST_FREE_BYTES = 500 * 1024**2
NETWORK, REMOVABLE, SYNCED, TOO_LONG, READ_ONLY, SMALL = (
    "network", "removable", "synced", "too_long", "read_only", "small",
)  # fmt: skip
FORBIDDEN = frozenset({NETWORK, TOO_LONG, READ_ONLY})

_NETWORK_SYSTEMS = ("nfs", "cifs", "smb", "ncpfs", "afs", "sshfs", "davfs", "9p")
_SYNCED_NAMES = (
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "drive saya",
    "dropbox",
    "icloud",
    "nextcloud",
)
_SYNCED_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_REMOVABLE, _REMOTE = 2, 4  # GetDriveTypeW


@dataclass(frozen=True, slots=True)
class Risk:
    """What speaks against a place: its kind, what to tell, and whether it rules the place out."""

    kind: str
    words: str

    @property
    def forbids(self) -> bool:
        """Whether no desk may be made there."""
        return self.kind in FORBIDDEN


def risks(folder: Path, environment: Mapping[str, str] = os.environ) -> list[Risk]:
    """What speaks against a folder, the gravest first; it need not exist yet."""
    standing = _first_that_exists(folder)
    disk = QStorageInfo(str(standing))
    found = []
    if _is_network(folder, disk):
        found.append(Risk(NETWORK, "Folder ini ada di jaringan. Data harus ada di disk komputer ini."))
    if len(str(folder)) > LONGEST_PATH:
        found.append(
            Risk(TOO_LONG, "Jalur folder ini terlalu panjang. Pilih folder yang lebih dekat ke akar disk.")
        )
    if not os.access(standing, os.W_OK):
        found.append(Risk(READ_ONLY, "Folder ini tidak dapat ditulis. Pilih folder lain."))
    if _is_synced(folder, environment):
        found.append(
            Risk(SYNCED, "Folder ini disalin ke awan (OneDrive, Google Drive, …) dan bisa rusak karenanya.")
        )
    if _is_removable(standing, disk):
        found.append(
            Risk(REMOVABLE, "Folder ini ada di stik atau disk lepas. Bila tercabut, data tidak dapat dibuka.")
        )
    if disk.isValid() and 0 <= disk.bytesAvailable() < LEAST_FREE_BYTES:
        found.append(Risk(SMALL, f"Ruang disk tinggal {text.size(disk.bytesAvailable())}."))
    return found


def is_desk(folder: Path) -> bool:
    """Whether a desk lies there already."""
    return paths.DeskFolder(folder).database.exists()


def _first_that_exists(folder: Path) -> Path:
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _is_network(folder: Path, disk: QStorageInfo) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        return _drive_type(folder) == _REMOTE
    system = bytes(disk.fileSystemType().data()).decode("ascii", "replace").lower()
    return any(name in system for name in _NETWORK_SYSTEMS)


def _is_removable(standing: Path, disk: QStorageInfo) -> bool:
    if sys.platform == "win32":
        return _drive_type(standing) == _REMOVABLE
    return str(standing.resolve()).startswith(("/media/", "/run/media/"))


def _drive_type(folder: Path) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\"))
    return 0


def _is_synced(folder: Path, environment: Mapping[str, str]) -> bool:
    names = [part.lower() for part in folder.parts]
    if any(part.startswith(known) for part in names for known in _SYNCED_NAMES):
        return True
    roots = [environment.get(name, "") for name in _SYNCED_VARIABLES]
    return any(root and _is_below(folder, Path(root)) for root in roots)


def _is_below(folder: Path, root: Path) -> bool:
    return os.path.normcase(folder).startswith(os.path.normcase(root) + os.sep)
