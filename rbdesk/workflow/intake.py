"""How one file from an office becomes rows at the secretariat, or a refusal that is remembered.

Files go first, rows after, in one transaction; a crash between them leaves a file that nothing names.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.lineage import (
    Cell,
    Edit,
    Relation,
    RowKey,
    Snapshot,
    history_fault,
    join,
    relation,
)
from rbdesk.domain.merge import Fate, PlannedFile
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Submission
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import codec
from rbdesk.store import archive, assessments, journal, settings, submissions
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.evidence import FileRecord, LooseFile
from rbdesk.store.journal import Subject
from rbdesk.store.submissions import Received, RefusalRecord
from rbdesk.store.values import Json, parse_time, time_text, to_answer, to_json
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes

UNKNOWN_KEY = "RB-S07"
# Faults of the way a file came, which another copy or a later revision mends
_OF_THE_COPY = frozenset({"RB-F01", "RB-F03", "RB-Z01", "RB-Z13", "RB-B06"})
_HASHED_AT_MOST_BYTES = 256 * 2**20
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


def must_be_secretariat(db: Store) -> None:
    """Raises NotAllowed("role"): this desk is an office's."""
    if settings.load_fact(db, "role") != Role.SECRETARIAT.value:
        raise NotAllowed("role", needed="sekretariat")


def take_in(db: Store, submission: Submission, *, who: str, now: datetime) -> Changes:
    """Join a package's rows to what is held, keep its original and its evidence.

    Taken in before: nothing but evidence that was missing. A history that cannot be joined to what is held by
    now is noted as refused. Raises StoreTrouble: nothing of it was taken in.
    """
    package = submission.package
    year = catalog.edition(package.edition_id).year
    office = package.office
    touched = frozenset(Key(office, year, iid) for iid in _instruments(package.snapshot))
    if submissions.load_received(db, submission.bundle_id) is not None:
        placed = _place_files(db, submission, who=who, now=now)
        with db.atomic():
            _keep_records(db, placed)
        return Changes(touched, topics=frozenset({"evidence", "inbox"})) if placed else Changes()

    held = assessments.load_snapshot(db, office, year)
    fault = history_fault(package.snapshot, held)
    if fault is not None:
        code, row = fault
        facts = (("device", package.device.label), ("row", "/".join(row)))
        refused = PlannedFile(
            submission.path, Fate.REFUSED, code, submission, facts, office, submission.bundle_id
        )
        return note_refusal(db, refused, who=who, now=now)

    _keep_original(db, submission)
    placed = _place_files(db, submission, who=who, now=now)
    code = _CODES[relation(package.snapshot.vector, held.vector or None)]
    joined = join(held, package.snapshot)
    with db.atomic():
        new: dict[str, Json] = {
            "bundle_id": submission.bundle_id,
            "code": code,
            "name": submission.path.name,
            "before": _digest(office, package.edition_id, held),
            "after": _digest(office, package.edition_id, joined),
        }
        entry = journal.add(
            db, "import", Subject(office, year), _replaced(held, joined), new, who=who, now=now
        )
        record = submissions.received_from(
            submission, year, place=entry.place, code=code, at=entry.edit.at, by=entry.edit.by
        )
        submissions.add_received(db, record)
        _keep_records(db, placed)
        if joined != held:
            assessments.keep_snapshot(db, office, year, joined)
    _leave_quarantine(db, submission.path)
    return Changes(touched, topics=frozenset({"answers", "evidence", "profile", "inbox"}))


def note_refusal(db: Store, file: PlannedFile, *, who: str, now: datetime) -> Changes:
    """Remember a file that was not taken in; the same file again is remembered once.

    What an unknown device signed is kept in quarantine until its key is recognised. Raises StoreTrouble.
    """
    must_be_secretariat(db)
    sha256, size = _digest_of_file(file.path)
    own_year = int(settings.load_fact(db, "year"))
    known = submissions.list_refusals(db, own_year)
    same = (file.code, sha256, size) if sha256 else (file.code, file.path.name, size)
    if any(same in ((old.code, old.sha256, old.size), (old.code, old.name, old.size)) for old in known):
        return Changes()
    kept = f"{sha256}.rbd.zip" if file.code == UNKNOWN_KEY and sha256 else ""
    if kept:
        archive.keep_quarantined(db.folder, kept, file.path)
    with db.atomic():
        new: dict[str, Json] = {"name": file.path.name, "code": file.code, "sha256": sha256, "size": size}
        journal.add(db, "refuse", Subject(file.office), (), new, who=who, now=now)
        record = RefusalRecord(
            id=0,
            year=0,
            name=file.path.name,
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


def list_replaced_cells(db: Store, office: str, year: int, row: RowKey) -> tuple[Cell, ...]:
    """The values of a row that packages taken in later have replaced, oldest first."""
    cells: dict[tuple[str, int], Cell] = {}
    for entry in journal.list_of_act(db, "import"):
        if (entry.subject.office, entry.subject.year) != (office, year):
            continue
        for old in entry.old:
            if isinstance(old, Mapping) and tuple(_texts(old["row"])) == row:
                cell = _cell(old)
                cells[cell.edit.dot] = cell
    return tuple(cells.values())


def count_missing(db: Store, snapshot: Snapshot) -> int:
    """How many files of evidence that stand in the rows have not come."""
    standing = {
        cell.value.sha256: cell.value.size
        for cells in snapshot.rows.values()
        for cell in cells
        if isinstance(cell.value, Evidence) and cell.value.on
    }
    return sum(not files.has_file(db.folder, sha256, size) for sha256, size in standing.items())


def _replaced(held: Snapshot, joined: Snapshot) -> list[Json]:
    """The answers that stood and stand no longer, as the journal holds them."""
    found: list[Json] = []
    for row, cells in held.rows.items():
        if row[0] != assessments.ANSWERS:
            continue
        stays = {cell.edit.dot for cell in joined.rows.get(row, ())}
        found += [_cell_json(row, cell) for cell in cells if cell.edit.dot not in stays]
    return found


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


def _cell(data: Mapping[str, Json]) -> Cell:
    edit = Edit(str(data["replica"]), int(str(data["n"])), parse_time(str(data["at"])), str(data["by"]))
    value = data["value"]
    return Cell(edit, to_answer(value) if isinstance(value, Mapping) else None)


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, Sequence) else ()


def _instruments(snapshot: Snapshot) -> set[str]:
    return {row[1] for row in snapshot.rows if len(row) > 1}


def _digest(office: str, edition_id: str, snapshot: Snapshot) -> str:
    return codec.view_digest({(office, edition_id): snapshot}) if snapshot.vector else ""


def _keep_original(db: Store, submission: Submission) -> None:
    """Keep the file that was judged; another that took its place since is not kept. Raises StoreTrouble."""
    kept = archive.keep_original(db.folder, submission.bundle_id, submission.path)
    if kept.stat().st_size != submission.size:
        files.discard(kept)
        raise StoreTrouble("io", str(submission.path), "the file changed after it was judged")


def _place_files(db: Store, submission: Submission, *, who: str, now: datetime) -> list[FileRecord]:
    """Give the staged files of evidence their places; records of those that were not here before."""
    staged = dict(submission.package.blobs)
    records: dict[str, FileRecord] = {}
    for cells in submission.package.snapshot.rows.values():
        for cell in cells:
            item = cell.value
            if not isinstance(item, Evidence) or not item.on or item.sha256 in records:
                continue
            source = staged.get(item.sha256)
            if source is None or files.has_file(db.folder, item.sha256, item.size) or not source.exists():
                continue
            files.place(db.folder, LooseFile(source, item.sha256, item.size))
            by = who[: journal.LONGEST_NAME]
            records[item.sha256] = FileRecord(item.sha256, item.size, item.mime, item.name, now, by)
    return list(records.values())


def _keep_records(db: Store, records: Sequence[FileRecord]) -> None:
    for record in records:
        files.keep_file(db, record)


def _leave_quarantine(db: Store, path: Path) -> None:
    if path.parent == db.folder.quarantine:
        archive.drop_quarantined(db.folder, path.name)


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
