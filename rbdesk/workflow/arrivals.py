"""Bukti susulan: evidence that comes apart from its state, in parts and pieces, in any order, twice or never.

A part changes no row. Files are kept by their digest whether or not their row has come yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.correspondence import EVIDENCE, Delivery, EvidencePackage, missing_parts
from rbdesk.domain.merge import PlannedFile
from rbdesk.domain.submission import Part
from rbdesk.errors import BundleRefused
from rbdesk.exchange import pieces
from rbdesk.store import archive, assessments, journal, parcels, submissions
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.evidence import FileRecord, LooseFile
from rbdesk.store.journal import Subject
from rbdesk.store.parcels import Parcel
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, devices, intake
from rbdesk.workflow.changes import Changes


@dataclass(frozen=True, slots=True)
class MissingParts:
    """A sending of which some parts have not come: the state's revision, which laptop sent it, the parts' numbers."""

    revision: int
    device_label: str
    numbers: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What has not come of an office's evidence: the files that rows name, and the parts that may bring them.

    `waiting` are numbers of pieces still missing of files of which some came, by digest.
    """

    files: tuple[Evidence, ...]
    parts: tuple[MissingParts, ...]
    waiting: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def size(self) -> int:
        """The missing files together, in bytes."""
        return sum(item.size for item in self.files)


def take_in_file(
    db: Store, file: PlannedFile, memory: intake.Held | None = None, *, who: str, now: datetime
) -> Changes:
    """Take in a file of a plan that is accepted: a state or further evidence. Raises StoreTrouble."""
    if file.delivery is not None:
        return take_in_evidence(db, file.delivery, who=who, now=now)
    if file.submission is None:
        raise ValueError(f"not accepted: {file.code}")
    return intake.take_in(db, file.submission, memory, who=who, now=now)


def take_in_evidence(db: Store, delivery: Delivery, *, who: str, now: datetime) -> Changes:
    """Keep the files of a parcel, and put together those of which the last piece came.

    The same parcel again changes nothing but what was lost since. Raises StoreTrouble: nothing is remembered of it,
    and files that were placed until then are as good as those that nobody names.
    """
    package = _package(delivery)
    header = package.header
    year = catalog.edition(header.edition_id).year
    is_known = parcels.has_parcel(db, delivery.bundle_id)
    if not is_known:
        intake.keep_original(db, delivery)
    named = package.files
    placed = intake.place_files(db, named.values(), dict(package.blobs), who=who, now=now)
    placed += _place_pieces(db, package, who=who, now=now)
    if is_known and not placed:
        return Changes()
    with db.atomic():
        intake.keep_records(db, placed)
        if not is_known:
            if delivery.enrols:
                devices.add_device(
                    db, header.office, header.device.key, header.device.label, who=who, now=now
                )
            _add_parcel(db, delivery, package, year, who=who, now=now)
    return Changes(frozenset({_key(header.office, year)}), topics=frozenset({"evidence", "inbox"}))


def leave_quarantine(db: Store, file: PlannedFile) -> None:
    """Take a planned file out of quarantine if it lay there and has been taken in, on the disk."""
    if file.path.parent != db.folder.quarantine:
        return
    if submissions.load_received(db, file.bundle_id) or parcels.has_parcel(db, file.bundle_id):
        archive.drop_quarantined(db.folder, file.path.name)


def list_held(db: Store, deliveries: Sequence[Delivery]) -> AbstractSet[str]:
    """Which files that these parcels name lie here already, by digest."""
    named = [item for delivery in deliveries for item in _package(delivery).files.values()]
    return frozenset(item.sha256 for item in named if files.has_file(db.folder, item.sha256, item.size))


def load_missing(db: Store, key: Key) -> Missing:
    """What has not come of an office's evidence; nothing where all files of its rows are here."""
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    lost = intake.list_missing(db, snapshot)
    if not lost:
        return Missing((), (), ())
    known = parcels.list_parcels(db, key.office, key.year)
    gaps = missing_parts(parcel.part for parcel in known if parcel.part is not None)
    first = {parcel.part.group: parcel for parcel in reversed(known) if parcel.part is not None}
    waiting = {item.sha256: archive.list_pieces(db.folder, item.sha256) for item in lost}
    return Missing(
        files=lost,
        parts=tuple(_missing_parts(first[group], numbers) for group, numbers in gaps.items()),
        waiting=tuple(
            (sha256, numbers)
            for found in waiting.values()
            for sha256, numbers in pieces.missing(found).items()
        ),
    )


def _missing_parts(parcel: Parcel, numbers: tuple[int, ...]) -> MissingParts:
    part = parcel.part or Part("", 1, 1)
    return MissingParts(parcel.revision, parcel.device_label, numbers, part.count)


def _place_pieces(db: Store, package: EvidencePackage, *, who: str, now: datetime) -> list[FileRecord]:
    """Keep the pieces of files that are not whole yet; records of those that became whole."""
    named = package.files
    placed: list[FileRecord] = []
    for sha256 in sorted({piece.sha256 for piece in package.pieces}):
        item = named[sha256]
        mine = [piece for piece in package.pieces if piece.sha256 == sha256]
        if files.has_file(db.folder, sha256, item.size):
            for piece in mine:
                files.discard(piece.path)
            continue
        for piece in mine:
            archive.keep_piece(db.folder, piece)
        whole = pieces.complete(archive.list_pieces(db.folder, sha256)).get(sha256)
        if whole is None:
            continue
        target = db.folder.archive / "pieces" / sha256
        try:
            with file_trouble(target):
                pieces.assemble(whole, item.mime, target)
        except BundleRefused:  # pieces of a sending that was not what it said; the true ones may still come
            archive.drop_pieces(db.folder, sha256)
            continue
        loose = LooseFile(target, sha256, item.size)
        placed += intake.place_files(db, [item], {sha256: loose.path}, who=who, now=now)
        archive.drop_pieces(db.folder, sha256)
    return placed


def _add_parcel(
    db: Store, delivery: Delivery, package: EvidencePackage, year: int, *, who: str, now: datetime
) -> None:
    header, part = package.header, package.part
    new: dict[str, Json] = {
        "bundle_id": delivery.bundle_id,
        "name": delivery.name,
        "part": [part.group, part.number, part.count] if part else None,
        "files": sorted(package.files),
    }
    entry = journal.add(db, "evidence_in", Subject(header.office, year), (), new, who=who, now=now)
    record = Parcel(
        bundle_id=delivery.bundle_id,
        place=entry.place,
        kind=EVIDENCE,
        office=header.office,
        year=year,
        state_id=delivery.state_id,
        revision=header.revision.number,
        device_label=header.device.label,
        part=part,
        name=delivery.name,
        size=delivery.size,
        at=entry.edit.at,
        by=entry.edit.by,
    )
    parcels.add_parcel(db, record)


def _package(delivery: Delivery) -> EvidencePackage:
    if not isinstance(delivery.package, EvidencePackage):
        raise TypeError(delivery.kind)
    return delivery.package


def _key(office: str, year: int) -> Key:
    return Key(office, year, catalog.UNIT_SHEET)
