"""Evidence as a folder that people can browse: one folder for each question, files under the names they know."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rbdesk.domain.instrument import Instrument
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow.evidence import EvidenceFile

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
)
_LONGEST_NAME = 100  # characters, so that a path stays within what Windows opens


@dataclass(frozen=True, slots=True)
class Copied:
    """How many copies were made, and the names of files whose bytes are gone."""

    files: int
    lost: tuple[str, ...]


def copy_by_question(
    desk: DeskFolder,
    instrument: Instrument,
    files: Sequence[EvidenceFile],
    folder: Path,
    progress: Progress = SILENT,
) -> Copied:
    """Copy every file to each question it stands at; nothing that lies in `folder` is overwritten.

    Raises NotAllowed("not_empty"): there is something in the folder. StoreTrouble: it takes no file. Cancelled.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAllowed("not_empty", path=str(folder))
    uses = [(use.question, use.name, file) for file in files for use in file.uses if not file.lost]
    for question, name, file in progress.each(uses):
        place = folder / instrument.display(question)
        with file_trouble(place):
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(desk.evidence_file(file.sha256), _free_name(place, safe_name(name)))
    lost = tuple(file.name for file in files if file.lost and file.uses)
    return Copied(len(uses), lost)


def safe_name(name: str) -> str:
    """A file name that every system takes: nothing forbidden, nothing reserved, its ending kept."""
    stem, dot, ending = name.translate(_FORBIDDEN).rstrip(" .").lstrip().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem[:_LONGEST_NAME].strip(" .") or "berkas"
    if stem.casefold() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}.{ending}" if ending else stem


def _free_name(place: Path, name: str) -> Path:
    stem, ending = Path(name).stem, Path(name).suffix
    path, number = place / name, 2
    while path.exists():
        path, number = place / f"{stem} ({number}){ending}", number + 1
    return path
