"""Where things lie: the parts of a desk folder, the program's resources, the log. Nowhere else knows."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

VIEWED = "rbdesk-lihat-"  # how folders begin in which evidence is copied for the system's viewers
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of the program's data files: beside the package in a checkout, inside it when installed."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def resource(name: str) -> Path:
    """The path of one data file, e.g. `icons/home.svg`."""
    return resources() / name


def users_guide() -> Path:
    """The users' guide, one text for readers of the project and for F1: in `docs/`, or among the data files."""
    inside = resource("panduan.md")
    return inside if inside.is_file() else _PACKAGE.parent / "docs" / "panduan.md"


def default_desk() -> Path:
    """Where a desk lies unless the person chose a place: the account's local data, never Documents.

    `RBDESK_DESK` overrides it (tests, support).
    """
    chosen = os.environ.get("RBDESK_DESK")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(local) / "RBDesk"
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "rbdesk"


def practice_desk() -> Path:
    """Where the practice desk lies: beside the default one, apart from it."""
    desk = default_desk()
    return desk.with_name(desk.name + "-latihan")


def lives() -> Path:
    """Where this computer remembers how far each desk on it has come: beside the default desk, never inside one."""
    desk = default_desk()
    return desk.with_name(desk.name + "-komputer")


def outgoing() -> Path:
    """Where packages to send are written: a folder people know, `Dokumen/RBDesk`."""
    home = Path.home()
    for name in ("Documents", "Dokumen"):
        if (home / name).is_dir():
            return home / name / "RBDesk"
    return home / "RBDesk"


@dataclass(frozen=True, slots=True)
class DeskFolder:
    """The parts of one desk's folder."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "desk.db"

    @property
    def evidence(self) -> Path:
        return self.root / "evidence"

    @property
    def journal(self) -> Path:
        return self.root / "journal"

    @property
    def redo(self) -> Path:
        """What each commit wrote, as private as the database: it holds all that the database does."""
        return self.root / "redo"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def backup(self) -> Path:
        return self.root / "backup"

    @property
    def database_sum(self) -> Path:
        """What the bytes of the closed database were."""
        return self.root / "desk.sum"

    @property
    def restoring(self) -> Path:
        """Where a database is made ready that is to be put in place of the present one."""
        return self.root / "restore"

    @property
    def restore_mark(self) -> Path:
        """Says that what stands in `restoring` is whole and is to be put in place."""
        return self.root / "restore.json"

    @property
    def erase_mark(self) -> Path:
        """Says that everything in this folder is to be erased."""
        return self.root / "erase.json"

    @property
    def photos(self) -> Path:
        """What photographs look like: told from the files again where it is gone."""
        return self.root / "photos"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def device_key(self) -> Path:
        return self.root / "device.key"

    @property
    def next_device_key(self) -> Path:
        """The device's key that is about to take the place of `device_key`."""
        return self.root / "device.key.baru"

    @property
    def key_chain(self) -> Path:
        """The secretariat's signing keys one after the other, the public halves."""
        return self.root / "device.chain"

    @property
    def seal_key(self) -> Path:
        """The secretariat's age key, with which sealed bundles are opened."""
        return self.root / "segel.key"

    @property
    def holder(self) -> Path:
        return self.root / "holder.json"

    def evidence_file(self, sha256: str) -> Path:
        """The file of one piece of evidence, `evidence/ab/{sha256}`."""
        return self.evidence / sha256[:2] / sha256

    def archived(self, bundle_id: str) -> Path:
        """The accepted original of a bundle."""
        return self.archive / f"{bundle_id}.rbd.zip"

    def make(self) -> None:
        """Make the folder and its parts where they are missing."""
        for part in (
            self.root,
            self.evidence,
            self.journal,
            self.archive,
            self.quarantine,
            self.backup,
            self.log,
        ):
            part.mkdir(parents=True, exist_ok=True)
