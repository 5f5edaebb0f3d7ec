"""Evidence as a folder that people can browse: one folder for each question, files under the names they know.

An index stands beside them, for Excel and for a browser. The same places serve the links of a workbook.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rbdesk.domain.assessment import Evidence
from rbdesk.domain.instrument import Instrument
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.report import evidence_index
from rbdesk.report.evidence_index import Indexed
from rbdesk.report.whole import replacing
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow.evidence import EvidenceFile

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
)
_LONGEST_NAME = 100  # characters, so that a path stays within what Windows opens
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copied:
    """How many copies were made, and the names of files whose bytes are gone."""

    files: int
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """One use of a file, and where it lies in the folder."""

    use: Evidence
    file: EvidenceFile
    place: PurePosixPath


def places_of(instrument: Instrument, files: Sequence[EvidenceFile]) -> tuple[Placed, ...]:
    """Where each use of each file lies, in the sheet's order; two of one name in a folder are told apart by number.

    Lost files have no place. Equal files and uses give equal places.
    """
    uses = [(use, file) for file in files for use in file.uses if not file.lost]
    known = [one for one in uses if one[0].question in instrument.place_of]
    found: list[Placed] = []
    taken: set[str] = set()  # Windows knows no capitals
    for use, file in sorted(
        known, key=lambda one: (instrument.place_of[one[0].question], one[0].name, one[0].sha256)
    ):
        place = _free(PurePosixPath(instrument.display(use.question)) / safe_name(use.name), taken)
        taken.add(str(place).casefold())
        found.append(Placed(use, file, place))
    return tuple(found)


def copy_by_question(
    desk: DeskFolder,
    instrument: Instrument,
    files: Sequence[EvidenceFile],
    folder: Path,
    progress: Progress = SILENT,
    *,
    title: str = "",
) -> Copied:
    """Copy every file to each question it stands at, with an index; nothing that lies in `folder` is overwritten.

    `title` heads the index. Raises NotAllowed("not_empty"): there is something in the folder. StoreTrouble: it takes
    no file. Cancelled.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotAllowed("not_empty", path=str(folder))
    placed = places_of(instrument, files)
    for one in progress.each(placed):
        target = folder / one.place
        with file_trouble(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(desk.evidence_file(one.file.sha256), target)
    if placed:
        with file_trouble(folder):
            evidence_index.write_index(folder, title, _indexed(instrument, placed))
    return Copied(len(placed), _lost(files))


def zip_by_question(
    desk: DeskFolder,
    instrument: Instrument,
    files: Sequence[EvidenceFile],
    target: Path,
    progress: Progress = SILENT,
    *,
    title: str = "",
) -> Copied:
    """The same folder as one zip, ready to upload; an older zip of that name is replaced whole.

    Raises StoreTrouble: "locked", "readonly", "full", "io". Cancelled.
    """
    placed = places_of(instrument, files)
    with replacing(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as packed:
        for one in progress.each(placed):
            entry = zipfile.ZipInfo.from_file(desk.evidence_file(one.file.sha256), str(one.place))
            with desk.evidence_file(one.file.sha256).open("rb") as source, packed.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink, _CHUNK)
        for name, content in evidence_index.index_files(title, _indexed(instrument, placed)).items():
            packed.writestr(name, content, zipfile.ZIP_DEFLATED)
    return Copied(len(placed), _lost(files))


def _indexed(instrument: Instrument, placed: Sequence[Placed]) -> tuple[Indexed, ...]:
    return tuple(
        Indexed(
            code=instrument.display(one.use.question),
            question=instrument.node(one.use.question).name,
            area=instrument.area_of(one.use.question).name,
            place=str(one.place),
            name=one.use.name,
            note=one.use.note,
            size=one.file.size,
            sha256=one.file.sha256,
        )
        for one in placed
    )


def _lost(files: Sequence[EvidenceFile]) -> tuple[str, ...]:
    return tuple(file.name for file in files if file.lost and file.uses)


def safe_name(name: str) -> str:
    """A file name that every system takes: nothing forbidden, nothing reserved, its ending kept."""
    stem, dot, ending = name.translate(_FORBIDDEN).rstrip(" .").lstrip().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem[:_LONGEST_NAME].strip(" .") or "berkas"
    if stem.casefold() in _RESERVED:
        stem = f"_{stem}"
    return f"{stem}.{ending}" if ending else stem


def _free(place: PurePosixPath, taken: set[str]) -> PurePosixPath:
    stem, ending, number = place.stem, place.suffix, 2
    while str(place).casefold() in taken:
        place, number = place.with_name(f"{stem} ({number}){ending}"), number + 1
    return place
