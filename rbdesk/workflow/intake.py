"""How one file from an office becomes rows at the secretariat, or a refusal that is remembered.

Files go first, rows after, in one transaction; a crash between them leaves a file that nothing names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain import reference
from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.carriage import numbers_of
from rbdesk.domain.correspondence import STATE, Delivery
from rbdesk.domain.lineage import (
    Cell,
    Relation,
    RowKey,
    Snapshot,
    covers,
    history_fault,
    join,
    relation,
)
from rbdesk.domain.merge import Fate, PlannedFile
from rbdesk.domain.roster import ENROLLED, Enrolment
from rbdesk.domain.submission import Part, Submission
from rbdesk.domain.typed import clean_line
from rbdesk.errors import BundleRefused, StoreTrouble
from rbdesk.exchange import bundle, codec, signing
from rbdesk.store import (
    archive,
    assessments,
    carriages,
    journal,
    keys,
    parcels,
    replaced,
    settings,
    submissions,
)
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.evidence import FileRecord, LooseFile
from rbdesk.store.journal import Subject
from rbdesk.store.parcels import Parcel
from rbdesk.store.submissions import Received, RefusalRecord
from rbdesk.store.values import Json, json_text, time_text, to_json
from rbdesk.workflow import catalog, devices
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import UNKNOWN_KEY as UNKNOWN_KEY
from rbdesk.workflow.devices import must_be_secretariat as must_be_secretariat

# Faults of the way a file came, which another copy or a later revision mends
_OF_THE_COPY = frozenset({"RB-F01", "RB-F03", "RB-Z01", "RB-Z13", "RB-B06"})
_HASHED_AT_MOST_BYTES = 2**31  # no bundle is larger
_OFFICES_REMEMBERED = 50
_CODES = {
    Relation.NEW: "RB-OK1",
    Relation.NEWER: "RB-OK1",
    Relation.SAME: "RB-OK2",
    Relation.OLDER: "RB-OK3",
    Relation.BRANCHED: "RB-OK4",
}
_NAME = re.compile(
    r"RBD_[A-Z0-9-]{3,24}_(?P<office>[0-9]{2}[.][0-9]{2}[.][0-9]{2})_isian_r(?P<revision>[0-9]{4})_"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name claims: a hint for people, never believed. Empty and 0 where it claims nothing."""

    office: str = ""
    revision: int = 0


class Held:
    """The rows of the offices whose packages come one after the other, so that they are not read again each time."""

    def __init__(self, db: Store) -> None:
        self._db = db
        self._snapshots: dict[tuple[str, int], Snapshot] = {}

    def load(self, office: str, year: int) -> Snapshot:
        """What is held of an office."""
        found = self._snapshots.get((office, year))
        return assessments.load_snapshot(self._db, office, year) if found is None else found

    def keep(self, office: str, year: int, snapshot: Snapshot) -> None:
        """Remember what is held now."""
        if len(self._snapshots) >= _OFFICES_REMEMBERED:
            self._snapshots.clear()
        self._snapshots[office, year] = snapshot


def take_in(
    db: Store, submission: Submission, memory: Held | None = None, *, who: str, now: datetime
) -> Changes:
    """Join a package's rows to what is held, keep its original and its evidence.

    Taken in before: nothing but evidence that was missing; nothing at all of one that is set aside. A history that
    cannot be joined to what is held by now is noted as refused. `memory` is shared by packages that come together.
    Raises StoreTrouble: nothing of it was taken in.
    """
    memory = memory or Held(db)
    package = submission.package
    year = catalog.edition(package.edition_id).year
    office = package.office
    touched = frozenset(Key(office, year, iid) for iid in instruments_of(package.snapshot))
    known = submissions.load_received(db, submission.bundle_id)
    if known is not None:
        if known.is_excluded:
            return Changes()
        placed = _place_files_of(db, submission, who=who, now=now)
        with db.atomic():
            keep_records(db, placed)
        return Changes(touched, topics=frozenset({"evidence", "inbox"})) if placed else Changes()

    held = memory.load(office, year)
    fault = find_fault(db, submission, held)
    if fault is not None:
        return note_refusal(db, refused(submission, fault), who=who, now=now)

    keep_original(db, submission)
    placed = _place_files_of(db, submission, who=who, now=now)
    code = _CODES[relation(package.snapshot.vector, held.vector or None)]
    joined = join(held, package.snapshot)
    with db.atomic():
        new: dict[str, Json] = {
            "bundle_id": submission.bundle_id,
            "code": code,
            "name": submission.name,
            "warnings": list(submission.warnings),
            "before": digest_of(office, package.edition_id, held),
            "after": digest_of(office, package.edition_id, joined),
        }
        entry = journal.add(
            db, "import", Subject(office, year), replaced_json(held, joined), new, who=who, now=now
        )
        record = submissions.received_from(
            submission, year, place=entry.place, code=code, at=entry.edit.at, by=entry.edit.by
        )
        submissions.add_received(db, record)
        if submission.enrols:
            devices.add_device(db, office, package.device.key, package.device.label, who=who, now=now)
        carriages.keep_numbers(db, submission.bundle_id, numbers_of(package.snapshot))
        keep_records(db, placed)
        if package.part is not None:
            parcels.add_parcel(db, _parcel(submission, package.part, record))
        keep_joined(db, office, year, held=held, joined=joined, incoming=package.snapshot)
    memory.keep(office, year, joined)
    return Changes(touched, topics=frozenset({"answers", "evidence", "profile", "inbox"}))


def _parcel(submission: Submission, part: Part, record: Received) -> Parcel:
    return Parcel(
        bundle_id=record.bundle_id,
        place=record.place,
        kind=STATE,
        office=record.office,
        year=record.year,
        state_id=record.state_id,
        revision=record.revision.number,
        device_label=record.device.label,
        part=part,
        name=record.name,
        size=submission.size,
        at=record.at,
        by=record.by,
    )


def find_fault(db: Store, submission: Submission, held: Snapshot) -> tuple[str, RowKey] | None:
    """Why a package's history cannot be joined to what is held, as (code, row); None if it can."""
    fault = history_fault(submission.package.snapshot, held)
    if fault is None:
        row = find_clone(db, submission, held)
        fault = None if row is None else ("RB-M02", row)
    return fault


def find_clone(db: Store, submission: Submission, held: Snapshot) -> RowKey | None:
    """A row where a dot has another content than a value that stands no longer had; None where there is none."""
    if not held.vector:
        return None
    late = {
        cell.edit.dot: (row, cell)
        for row, cell in assessments.cells_only_in(submission.package.snapshot, held)
        if covers(held.vector, cell.edit.dot)
    }
    if not late:
        return None
    year = catalog.edition(submission.package.edition_id).year
    known = replaced.find_cells(db, submission.package.office, year, late)
    return min((late[dot][0] for dot, before in known.items() if before != late[dot]), default=None)


def refused(submission: Submission, fault: tuple[str, RowKey]) -> PlannedFile:
    """A whole package whose history cannot be joined, as a line of a plan."""
    code, row = fault
    package = submission.package
    facts = (("device", package.device.label), ("row", "/".join(row)))
    return PlannedFile(
        submission.path,
        Fate.REFUSED,
        code,
        submission,
        facts,
        package.office,
        submission.bundle_id,
        sent_as=submission.sent_as,
    )


def keep_joined(
    db: Store, office: str, year: int, *, held: Snapshot, joined: Snapshot, incoming: Snapshot
) -> None:
    """Let the join stand where `held` stood; what either side brought and does not stand is remembered."""
    gone = assessments.cells_only_in(held, joined)
    late = assessments.cells_only_in(incoming, joined)
    if gone or late:
        replaced.add_cells(db, office, year, [*gone, *late])
    assessments.keep_change(db, office, year, held, joined)


def read_original(db: Store, bundle_id: str) -> Submission:
    """A bundle that was taken in, from the archive; its evidence is not copied.

    Every key that was ever recognised may speak, and the desk's own: the file was judged when it came, and its name
    is the digest of all it holds. Raises StoreTrouble("damaged"): the original is gone or is not what it was.
    """
    path = db.folder.archived(bundle_id)
    roster = [replace(entry, status=ENROLLED) for entry in (*keys.list_enrolments(db), own_device(db))]
    try:
        found = bundle.read(
            path,
            editions={edition.id: edition for edition in catalog.editions()},
            offices=catalog.register(),
            roster=roster,
            staging=None,
        )
    except BundleRefused as refusal:
        raise StoreTrouble("damaged", str(path), str(refusal)) from refusal
    if found.bundle_id != bundle_id:
        raise StoreTrouble("damaged", str(path), "the archive holds another bundle under this name")
    return found


def note_refusal(db: Store, file: PlannedFile, *, who: str, now: datetime) -> Changes:
    """Remember a file that was not taken in; the same file again is remembered once.

    What an unknown device signed is kept in quarantine until its key is recognised. Raises StoreTrouble.
    """
    read = file.refusal
    is_copied = read is not None and read.opened is not None and read.opened.exists()
    sha256, size = (read.sha256, read.size) if read and is_copied else _digest_of_file(file.path)
    own_year = int(settings.load_fact(db, "year"))
    name = file.name
    if submissions.is_refused(db, own_year, code=file.code, size=size, sha256=sha256, name=name):
        return Changes()
    kept = f"{sha256}.rbd.zip" if file.code == UNKNOWN_KEY and sha256 else ""
    if kept:
        if read is not None and read.opened is not None and is_copied:
            archive.place_quarantined(db.folder, kept, read.opened)
        else:
            archive.keep_quarantined(db.folder, kept, file.path)
    with db.atomic():
        new: dict[str, Json] = {"name": name, "code": file.code, "sha256": sha256, "size": size}
        journal.add(db, "refuse", Subject(file.office), (), new, who=who, now=now)
        record = RefusalRecord(
            id=0,
            year=0,
            name=name,
            code=file.code,
            facts=file.facts,
            office=file.office,
            bundle_id=file.bundle_id,
            size=size,
            sha256=sha256,
            kept=kept,
            at=now,
        )
        submissions.add_refusal(db, record)
    return Changes(topics=frozenset({"inbox"}))


def is_made_good(record: RefusalRecord, named: Named, received: Sequence[Received]) -> bool:
    """True if a package taken in makes a refusal pointless: the same one, or after a bad copy its revision or a later."""
    for entry in received:
        if record.bundle_id and entry.bundle_id == record.bundle_id:
            return True
        if record.code in _OF_THE_COPY and named.revision and entry.revision.number >= named.revision:
            return True
    return False


def claims_of_name(name: str) -> Named:
    """What a file's name claims; nothing where it has another form."""
    found = _NAME.match(name)
    if found is None or catalog.register().office(found["office"]) is None:
        return Named()
    return Named(found["office"], int(found["revision"]))


def count_missing(db: Store, snapshot: Snapshot) -> int:
    """How many files of evidence that stand in the rows have not come."""
    return len(list_missing(db, snapshot))


def list_missing(db: Store, snapshot: Snapshot) -> tuple[Evidence, ...]:
    """The files of evidence that stand in the rows and have not come, each once, by name."""
    standing = {item.sha256: item for item in codec.standing_evidence(snapshot)}
    lost = (item for item in standing.values() if not files.has_file(db.folder, item.sha256, item.size))
    return tuple(sorted(lost, key=lambda item: (item.name.casefold(), item.sha256)))


def replaced_json(before: Snapshot, after: Snapshot) -> list[Json]:
    """The answers that stood and stand no longer, as the journal holds them."""
    gone = assessments.cells_only_in(before, after)
    return [_cell_json(row, cell) for row, cell in gone if row[0] == assessments.ANSWERS]


def _cell_json(row: RowKey, cell: Cell) -> Json:
    edit = cell.edit
    return {
        "row": list(row),
        "replica": edit.replica,
        "n": edit.n,
        "at": time_text(edit.at),
        "by": edit.by,
        "value": to_json(cell.value),
    }


def own_device(db: Store) -> Enrolment:
    """This computer, as an entry of a roster."""
    facts = settings.load_facts(db)
    key = bytes.fromhex(facts["device_key"])
    since = journal.load_oldest_time(db)
    return Enrolment(signing.device_id(key), key, facts["office"], facts["device_label"], ENROLLED, since, "")


def instruments_of(snapshot: Snapshot) -> frozenset[str]:
    """The instruments whose answers or evidence a snapshot holds."""
    of_questions = (row for row in snapshot.rows if row[0] in (reference.ANSWERS, reference.EVIDENCE))
    return frozenset(row[1] for row in of_questions if row[1] != reference.FOLLOWUPS)


def digest_of(office: str, edition_id: str, snapshot: Snapshot) -> str:
    """What names the rows held of one office in the journal: by their edits, since an edit has one content here."""
    if not snapshot.vector:
        return ""
    rows: list[Json] = [
        [*row, *([cell.edit.replica, cell.edit.n] for cell in snapshot.rows[row])]
        for row in sorted(snapshot.rows)
    ]
    body: Json = [office, edition_id, dict(snapshot.vector), rows]
    return hashlib.sha256(json_text(body).encode()).hexdigest()


def keep_original(db: Store, item: Submission | Delivery) -> None:
    """Keep the file that was judged; another that took its place since is not kept. Raises StoreTrouble."""
    if item.opened is not None:
        archive.place_original(db.folder, item.bundle_id, item.opened)
        return
    kept = archive.keep_original(db.folder, item.bundle_id, item.path)
    if kept.stat().st_size != item.size:
        files.discard(kept)
        raise StoreTrouble("io", str(item.path), "the file changed after it was judged")


def place_files(
    db: Store, standing: Iterable[Evidence], staged: Mapping[str, Path], *, who: str, now: datetime
) -> list[FileRecord]:
    """Give staged files of evidence their places; records of those that were not here before. Raises StoreTrouble."""
    records: dict[str, FileRecord] = {}
    by = clean_line(who)[: journal.LONGEST_NAME]
    for item in standing:
        source = staged.get(item.sha256)
        if source is None or item.sha256 in records or files.has_file(db.folder, item.sha256, item.size):
            continue
        if source.exists():
            files.place(db.folder, LooseFile(source, item.sha256, item.size))
            records[item.sha256] = FileRecord(item.sha256, item.size, item.mime, item.name, now, by)
    return list(records.values())


def _place_files_of(db: Store, submission: Submission, *, who: str, now: datetime) -> list[FileRecord]:
    package = submission.package
    standing = codec.standing_evidence(package.snapshot)
    return place_files(db, standing, dict(package.blobs), who=who, now=now)


def keep_records(db: Store, records: Sequence[FileRecord]) -> None:
    """Remember files that were placed, as part of a larger write."""
    for record in records:
        files.keep_file(db, record)


def _digest_of_file(path: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes; no digest of a file that cannot be read or is very large."""
    try:
        size = path.stat().st_size
        if not path.is_file() or size > _HASHED_AT_MOST_BYTES:
            return "", size
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), size
    except (OSError, ValueError):
        return "", 0
