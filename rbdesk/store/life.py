"""Where a desk lives and how far it has come, kept outside its folder: so that a copied or put-back one is told.

The numbers of edits must never be given twice. A folder that was copied to another place, or an older copy of it put
back by hand, would do that; this computer's own record does not agree with it then.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

from rbdesk import paths


@dataclass(frozen=True, slots=True)
class Life:
    """The life that a store was in when it was closed last here: its replica and the last number of it."""

    replica: str
    n: int


def home_of(folder: Path) -> str:
    """What names a place on this computer: 16 hexadecimal digits that tell nothing about either."""
    place = str(folder.resolve())
    if sys.platform == "win32":
        place = place.casefold()
    return hashlib.sha256(f"rbdesk-home-1\n{_machine()}\n{place}".encode()).hexdigest()[:16]


def load_life(folder: Path) -> Life | None:
    """What this computer remembers of the desk in a folder, None for nothing."""
    try:
        found = json.loads(_record(folder).read_text(encoding="utf-8"))
        return Life(str(found["replica"]), int(found["n"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_life(folder: Path, life: Life) -> None:
    """Remember how far the desk in a folder has come; a computer that cannot must not keep anybody from working."""
    record = _record(folder)
    with contextlib.suppress(OSError):
        record.parent.mkdir(parents=True, exist_ok=True)
        part = record.with_suffix(".part")
        part.write_text(json.dumps({"replica": life.replica, "n": life.n}) + "\n", encoding="utf-8")
        part.replace(record)


def forget_life(folder: Path) -> None:
    """Remember the desk of a folder no more."""
    with contextlib.suppress(OSError):
        _record(folder).unlink()


def _record(folder: Path) -> Path:
    return paths.lives() / f"{home_of(folder)}.json"


def _machine() -> str:
    """What the system calls this computer; the network card's number where it does not tell."""
    if sys.platform == "win32":
        import winreg

        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    else:
        for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
            with contextlib.suppress(OSError):
                return Path(name).read_text(encoding="utf-8").strip()
    return f"{uuid.getnode():012x}"
