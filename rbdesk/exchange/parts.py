"""Several bundles for one state: split for mail and chat, only what is not held yet, each part whole by itself.

Part 1 is the state without evidence, the others carry evidence; any of them may come first, twice or never. Sizes
are known before anything is written. Which files the other side holds is told by the caller.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rbdesk.domain.assessment import Evidence
from rbdesk.domain.correspondence import EvidencePackage, Piece
from rbdesk.domain.lineage import Cell, RowKey
from rbdesk.domain.submission import Package, Part
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle, canonical, codec, container, pieces, rows, sealing, strictzip
from rbdesk.progress import SILENT, Progress

# Mail of 25 MB counts base64, which is a third more; chat programs take 16 MB for media and 100 MB for documents
MAIL_BYTES = 14 * 2**20
WHATSAPP_BYTES = 15 * 2**20
WHATSAPP_LARGE_BYTES = 95 * 2**20
LEAST_PART_BYTES = 256 * 2**10

MOST_PARTS = 999
_ENTRY_BYTES = 480  # headers, name and lines of the lists for one file more, at most
_FIXED_BYTES = 6 * 2**10  # a part without any evidence
_MOST_FILES = strictzip.MAX_ENTRIES - 16
_COPY_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of evidence of the plan; `size` in bytes."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One bundle to be: `size` in bytes is never less than it will be, and a few hundred bytes more at most."""

    number: int
    package: Package | EvidencePackage
    size: int


@dataclass(frozen=True, slots=True)
class PartPlan:
    """What would be written. `carried` by size, the largest first; `held` is left out since the other side has it;
    `lost` stands in the rows but is not on this computer."""

    parts: tuple[PlannedPart, ...]
    carried: tuple[PlannedFile, ...]
    held: tuple[PlannedFile, ...]
    lost: tuple[PlannedFile, ...]

    @property
    def size(self) -> int:
        """All parts together, in bytes."""
        return sum(part.size for part in self.parts)


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that was written; `size` in bytes."""

    number: int
    path: Path
    bundle_id: str
    size: int


def plan(package: Package, *, limit: int | None, held: Collection[str] = ()) -> PartPlan:
    """Return how a package would be sent in bundles of at most `limit` bytes, None for one file where that can be.

    `package.blobs` are the files that are here; those in `held` are left out. Reads and writes nothing.
    Raises NotAllowed("conflict"). ValueError: a limit below LEAST_PART_BYTES, or more parts than can be named.
    """
    if limit is not None and limit < LEAST_PART_BYTES:
        raise ValueError(f"parts of {limit} bytes are too small")
    standing = {item.sha256: item for item in codec.standing_evidence(package.snapshot)}
    here = {sha256: path for sha256, path in sorted(package.blobs) if sha256 in standing}
    carried = {sha256: path for sha256, path in here.items() if sha256 not in held}
    planned = PartPlan(
        parts=(),
        carried=_listed(standing, carried),
        held=_listed(standing, set(standing) & set(held)),
        lost=_listed(standing, set(standing) - set(here) - set(held)),
    )
    whole = replace(package, blobs=tuple(carried.items()), part=None)
    total = sum(standing[sha256].size for sha256 in carried)
    if total <= strictzip.ALL_EVIDENCE_LIMIT_BYTES and len(carried) <= _MOST_FILES:
        size = _estimate(whole)
        if size <= (strictzip.ALL_EVIDENCE_LIMIT_BYTES * 2 if limit is None else limit):
            return replace(planned, parts=(PlannedPart(1, whole, size),))
    most = (
        strictzip.ALL_EVIDENCE_LIMIT_BYTES
        if limit is None
        else min(limit, strictzip.ALL_EVIDENCE_LIMIT_BYTES)
    )
    return replace(planned, parts=_parts(whole, standing, most))


def write(
    planned: PartPlan, device_key: Path, folder: Path, progress: Progress = SILENT
) -> tuple[Written, ...]:
    """Write the bundles of a plan into a folder, all of them or none.

    Raises as `bundle.write`; those that were written before the trouble are taken away again.
    """
    for path, sha256 in _cut_files(planned):
        if _digest_of(path) != sha256:
            raise StoreTrouble("damaged", str(path))
    total = sum(part.size for part in planned.parts)
    written: list[Written] = []
    before = 0
    try:
        for part in planned.parts:
            shifted = _shifted(progress, before, part.size, total)
            path, bundle_id = bundle.write(part.package, device_key, folder, shifted)
            written.append(Written(part.number, path, bundle_id, path.stat().st_size))
            before += part.size
    except BaseException:
        for item in written:
            item.path.unlink(missing_ok=True)
        raise
    progress.step(total, total)
    return tuple(written)


def _estimate(item: Package | EvidencePackage) -> int:
    size = container.estimate(bundle.contents_of(item))
    return sealing.sealed_size(size) if item.seal_to else size


def _listed(standing: Mapping[str, Evidence], digests: Collection[str]) -> tuple[PlannedFile, ...]:
    found = [PlannedFile(sha256, standing[sha256].name, standing[sha256].size) for sha256 in digests]
    return tuple(sorted(found, key=lambda file: (-file.size, file.sha256)))


@dataclass(frozen=True, slots=True)
class _Load:
    """Something that goes into one part as a whole: a file, or a piece of one. `cost` in bytes, rows included."""

    sha256: str
    piece: Piece | None
    cost: int


def _parts(package: Package, standing: Mapping[str, Evidence], limit: int) -> tuple[PlannedPart, ...]:
    files = dict(package.blobs)
    naming = _rows_by_file(package, files)
    if package.seal_to:
        limit -= sealing.sealed_size(limit) - limit
    bins = _fill(_loads(files, standing, naming, limit), limit - _FIXED_BYTES)
    count = len(bins) + 1
    if count > MOST_PARTS:
        raise NotAllowed("evidence_too_big", size=sum(standing[sha256].size for sha256 in files))
    state_id = codec.package_state_id(package)
    group = _group(package, state_id, files, limit)
    made: list[Package | EvidencePackage] = [
        replace(package, blobs=(), part=Part(group, 1, count) if bins else None)
    ]
    for number, loads in enumerate(bins, start=2):
        named = sorted({load.sha256 for load in loads})
        made.append(
            EvidencePackage(
                header=codec.header_of(package),
                state_id=state_id,
                rows={key: cells for sha256 in named for key, cells in naming[sha256].items()},
                blobs=tuple((load.sha256, files[load.sha256]) for load in loads if load.piece is None),
                pieces=tuple(load.piece for load in loads if load.piece is not None),
                part=Part(group, number, count),
                enrolment=package.enrolment,
                seal_to=package.seal_to,
            )
        )
    return tuple(PlannedPart(number, item, _estimate(item)) for number, item in enumerate(made, start=1))


def _rows_by_file(package: Package, files: Collection[str]) -> dict[str, dict[RowKey, tuple[Cell, ...]]]:
    """The rows that name each file and have not taken it away again."""
    naming: dict[str, dict[RowKey, tuple[Cell, ...]]] = {sha256: {} for sha256 in files}
    for key, cells in package.snapshot.rows.items():
        for cell in cells:
            if isinstance(cell.value, Evidence) and cell.value.on and cell.value.sha256 in naming:
                naming[cell.value.sha256][key] = cells
    return naming


def _loads(
    files: Mapping[str, Path],
    standing: Mapping[str, Evidence],
    naming: Mapping[str, Mapping[RowKey, tuple[Cell, ...]]],
    limit: int,
) -> list[_Load]:
    loads: list[_Load] = []
    for sha256, path in files.items():
        size = standing[sha256].size
        extra = _ENTRY_BYTES + len(canonical.encode(rows.evidence_json(naming[sha256])))
        room = limit - _FIXED_BYTES - extra
        if size <= room:
            loads.append(_Load(sha256, None, size + extra))
            continue
        cut = pieces.cut(sha256, size, path, min(room, strictzip.PIECE_LIMIT_BYTES))
        sizes = pieces.piece_sizes(size, len(cut)) or ()
        loads += [_Load(sha256, piece, size + extra) for piece, size in zip(cut, sizes, strict=True)]
    return loads


def _fill(loads: Sequence[_Load], room: int) -> list[list[_Load]]:
    """First fit, the largest first; the same loads give the same bins."""
    bins: list[list[_Load]] = []
    left: list[int] = []
    for load in sorted(
        loads, key=lambda load: (-load.cost, load.sha256, load.piece.number if load.piece else 0)
    ):
        for place, room_left in enumerate(left):
            if load.cost <= room_left and len(bins[place]) < _MOST_FILES:
                bins[place].append(load)
                left[place] -= load.cost
                break
        else:
            bins.append([load])
            left.append(room - load.cost)
    return bins


def _group(package: Package, state_id: str, files: Collection[str], limit: int) -> str:
    """The name of a set of parts: the same for the same state, device, files and limit."""
    said = "\n".join(("rbdesk-parts-1", state_id, package.device.id, str(limit), *sorted(files)))
    return str(uuid.UUID(bytes=hashlib.sha256(said.encode()).digest()[:16], version=5))


def _cut_files(planned: PartPlan) -> list[tuple[Path, str]]:
    """The files that are cut; only the whole one's digest could tell that it is not what it was."""
    cut = [part.package.pieces for part in planned.parts if isinstance(part.package, EvidencePackage)]
    return sorted({(piece.path, piece.sha256) for of_part in cut for piece in of_part})


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_COPY_BYTES):
                digest.update(chunk)
    except OSError as error:
        raise StoreTrouble("damaged", str(path), error.strerror or "") from error
    return digest.hexdigest()


def _shifted(progress: Progress, before: int, share: int, total: int) -> Progress:
    """A part's progress as its share of the whole."""
    return Progress(
        lambda done, of, label: progress.step(before + (share * done // of if of else 0), total, label)
    )
