"""Whether a folder is a good place for a desk's data, in words for the person who chooses it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from rbdesk import paths, text
from rbdesk.workflow import places

LEAST_FREE_BYTES = 500 * 1024**2
READ_ONLY, SMALL = "read_only", "small"
FORBIDDEN = frozenset({places.NETWORK, places.TOO_LONG, READ_ONLY})

_WORDS = {
    places.NETWORK: "Folder ini ada di jaringan. Data harus ada di disk komputer ini.",
    places.TOO_LONG: "Jalur folder ini terlalu panjang. Pilih folder yang lebih dekat ke akar disk.",
    places.REMOVABLE: "Folder ini ada di stik atau disk lepas. Bila tercabut, data tidak dapat dibuka.",
    places.CLOUD: "Folder ini disalin otomatis ke internet (OneDrive, Google Drive, …) dan data bisa rusak karenanya.",
    READ_ONLY: "Folder ini tidak dapat ditulis. Pilih folder lain.",
}


@dataclass(frozen=True, slots=True)
class Risk:
    """What speaks against a place: its kind, what to tell, and whether it rules the place out."""

    kind: str
    words: str

    @property
    def forbids(self) -> bool:
        """Whether no desk may be made there."""
        return self.kind in FORBIDDEN


def risks(folder: Path) -> list[Risk]:
    """What speaks against a folder; it need not exist yet."""
    standing = _first_that_exists(folder)
    kinds = [places.folder_risk(folder)]
    if not os.access(standing, os.W_OK):
        kinds.append(READ_ONLY)
    found = [Risk(kind, _WORDS[kind]) for kind in kinds if kind]
    free = shutil.disk_usage(standing).free
    if free < LEAST_FREE_BYTES:
        found.append(Risk(SMALL, f"Ruang disk tinggal {text.size(free)}."))
    return found


def is_desk(folder: Path) -> bool:
    """Whether a desk lies there already."""
    return paths.DeskFolder(folder).database.exists()


def _first_that_exists(folder: Path) -> Path:
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return place
