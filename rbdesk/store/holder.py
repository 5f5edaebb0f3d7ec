"""Who has the desk open: a small file beside the database, for the sentence that a second start is told.

The lock of the database decides; this file only names its holder, and may be stale.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.store.trouble import file_trouble


@dataclass(frozen=True, slots=True)
class Holder:
    """Who opened the desk: account, computer, process, UTC time as text."""

    name: str
    host: str
    process: int
    since: str


def write(path: Path, now: datetime) -> None:
    """Say that this process holds the desk. Raises StoreTrouble: the folder takes no file."""
    holder = {
        "name": account_name(),
        "host": socket.gethostname(),
        "process": os.getpid(),
        "since": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    with file_trouble(path.parent):  # the folder is what a person knows
        path.write_text(json.dumps(holder) + "\n", encoding="utf-8", newline="\n")


def read(path: Path) -> Holder:
    """Who says that they hold the desk; empty where the file is not there or not whole."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Holder(str(data["name"]), str(data["host"]), int(data["process"]), str(data["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", 0, "")


def remove(path: Path) -> None:
    """Take the file away; one that stays is harmless."""
    with contextlib.suppress(OSError):
        path.unlink()


def account_name() -> str:
    """The account this process runs under, empty where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
