"""Telling a helper what is wrong with a desk, open or not, without telling what is in it."""

from __future__ import annotations

import locale
import platform
import shutil
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from importlib import metadata
from pathlib import Path

from rbdesk import paths
from rbdesk.errors import RBDeskError, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.report import problem
from rbdesk.report.problem import ProblemReport
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, setup, upkeep
from rbdesk.workflow.places import folder_risk

# what the window and the documents stand on
_LIBRARIES = ("rbdesk", "PySide6-Essentials", "sqlite-utils", "numpy", "pandas", "reportlab", "XlsxWriter")


def name_of(now: datetime) -> str:
    """The file's name: the time and nothing else."""
    return f"RBDesk-laporan-masalah-{now:%Y%m%d-%H%M}.zip"


def load_problem(db: Store, *, now: datetime) -> ProblemReport:
    """The report of a desk that is open."""
    return _report(db.folder.root, _desk_facts(db), now)


def problem_of(folder: Path, *, now: datetime) -> ProblemReport:
    """The report of a desk by its folder; where it cannot be opened the reason stands in place of its settings."""
    facts: Mapping[str, object]
    try:
        with closing(setup.open_desk(folder, now=now)) as db:
            facts = _desk_facts(db)
    except RBDeskError as error:
        facts = {"cannot_be_opened": type(error).__name__}
        if isinstance(error, StoreTrouble):
            facts = {**facts, "trouble": error.kind}
    return _report(folder, facts, now)


def write_problem(report: ProblemReport, path: Path, progress: Progress = SILENT) -> Path:
    """Write the report as a zip and return where it is. A job. Raises StoreTrouble."""
    del progress  # a few kilobytes
    problem.write_problem(report, path)
    return path


def _report(folder: Path, desk: Mapping[str, object], now: datetime) -> ProblemReport:
    facts = {"program": _program(), "computer": _computer(folder), "desk": desk}
    return ProblemReport(now, facts, problem.read_log(DeskFolder(folder).log))


def _program() -> dict[str, object]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return {
        "versions": found,
        "python": platform.python_version(),
        "sqlite": problem.sqlite_version(),
        "editions": [edition.id for edition in catalog.editions()],
        "is_installed": paths.resources().parent.name == "rbdesk",
    }


def _computer(folder: Path) -> dict[str, object]:
    """What kind of machine and place; no name of machine, account or folder."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "version": platform.version(),
        "machine": platform.machine(),
        "language": locale.getlocale()[0] or "",
        "free_mb": _free_mb(folder),
        "folder_risk": folder_risk(folder),
    }


def _free_mb(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free // 2**20
    except OSError:
        return None


def _desk_facts(db: Store) -> dict[str, object]:
    identity = setup.load_identity(db)
    care = upkeep.load_care(db)
    return {
        "role": identity.role.value,
        "office": identity.office,
        "year": identity.year,
        "edition": identity.edition,
        "practice": identity.practice,
        "read_only": identity.is_read_only,
        "target": str(identity.target),
        "deadlines": [day.isoformat() for _, day in identity.deadlines],
        "package_limit": identity.package_limit,
        "most_of_a_file": identity.most_of_a_file,
        "most_of_all": identity.most_of_all,
        "profile_is_complete": bool(identity.profile.head and identity.operator),
        "counts": dict(upkeep.load_contents(db).counts),
        "database_kb": _size_kb(db.folder.database),
        "copies": care.count,
        "newest_copy": care.newest.at.isoformat() if care.newest else None,
        "carried_at": care.carried_at.isoformat() if care.carried_at else None,
        "drill": {"at": care.drill.at.isoformat(), "fault": care.drill.fault} if care.drill else None,
    }


def _size_kb(path: Path) -> int | None:
    try:
        return path.stat().st_size // 1024
    except OSError:
        return None
