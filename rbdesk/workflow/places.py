"""Where a desk may lie: not on a network share, better not in a folder that another program copies away."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from rbdesk.errors import NotAllowed

NETWORK, CLOUD, REMOVABLE, TOO_LONG = "network", "cloud", "removable", "too_long"
LONGEST_ON_WINDOWS = 150  # characters; `evidence/aa/` and 64 digits must still fit into 259
_CLOUD_FOLDERS = (
    *("onedrive", "google drive", "googledrive", "my drive", "drive saya"),
    *("dropbox", "icloud drive", "iclouddrive", "pcloud", "nextcloud"),
)
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # GetDriveType


def folder_risk(folder: Path) -> str:
    """What speaks against a desk in this folder: "network", "too_long", "removable", "cloud", or "" for nothing.

    The first two are refused by `setup.create_desk`, the others are for the person to weigh.
    """
    absolute = folder.absolute()
    if sys.platform == "win32":
        kind = _drive_kind(absolute.anchor)
        if kind == _DRIVE_REMOTE:
            return NETWORK
        if len(str(absolute)) > LONGEST_ON_WINDOWS:
            return TOO_LONG
        if kind == _DRIVE_REMOVABLE:
            return REMOVABLE
    return name_risk(absolute)


def name_risk(folder: PurePath) -> str:
    """What the folder's name alone tells: "network" for a share, "cloud" for a synchronised folder, or ""."""
    if folder.drive.startswith("\\\\"):
        return NETWORK
    parts = [part.casefold() for part in folder.parts]
    return CLOUD if any(part.startswith(_CLOUD_FOLDERS) for part in parts) else ""


def must_take_a_desk(folder: Path) -> None:
    """Raises NotAllowed: "network", "too_long" (`field` "path", `most` in characters)."""
    risk = folder_risk(folder)
    if risk == NETWORK:
        raise NotAllowed("network", path=str(folder))
    if risk == TOO_LONG:
        raise NotAllowed("too_long", field="path", most=LONGEST_ON_WINDOWS)


def _drive_kind(anchor: str) -> int:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))
    else:
        return 0


def is_another_disk(folder: Path, desk: Path) -> bool:
    """True if what is written into a folder leaves the desk's disk, as to a stick: then it is read back from there.

    A folder that is not there yet will lie on the disk of the nearest one above it.
    """
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        return place.stat().st_dev != desk.stat().st_dev
    except OSError:  # a drive that is not ready: writing there says what is wrong
        return False
