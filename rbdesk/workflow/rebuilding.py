"""All rows once more from the archive and the journal: what is shown is a cache of the two, and this proves it.

The journal says in which order the desk edited, joined and set aside; the archive has the bundles it joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rbdesk.domain.carriage import Numbers, numbers_of
from rbdesk.domain.checks import Waiver
from rbdesk.domain.lineage import NOTHING, Cell, RowKey, Snapshot, join
from rbdesk.domain.reference import parse_dot, waiver_row
from rbdesk.domain.review import reply_row
from rbdesk.domain.roster import WITHDRAWN, Enrolment
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, carriages, journal, keys, replaced, submissions
from rbdesk.store.cells import parse_value_of
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.submissions import Received
from rbdesk.store.values import Json, to_answer, to_evidence, to_profile
from rbdesk.workflow import followup_items, intake, secretariat, surveys, versions
from rbdesk.workflow.points import point_before

_IMPORT, _EXCLUDE, _INCLUDE, _ROSTER = "import", "exclude", "include", "roster"
_ROWS = (
    followup_items.RECOMMEND,
    followup_items.FOLLOW_UP,
)  # acts whose row says which row of a state they wrote
_EDITS = ("answer", "waive", "evidence", "profile", "reply", surveys.COLLECT, versions.RESOLVE, *_ROWS)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many bundles and edits were read again, and the digest of what is shown before and after."""

    bundles: int
    edits: int
    before: str
    after: str


@dataclass(slots=True)
class _Book:
    """What the journal has told so far, by office and year."""

    snapshots: dict[tuple[str, int], Snapshot] = field(default_factory=dict)
    late: dict[tuple[str, int], list[tuple[RowKey, Cell]]] = field(default_factory=lambda: defaultdict(list))
    received: list[tuple[Received, Numbers]] = field(default_factory=list)
    excluded: dict[str, int] = field(default_factory=dict)


@point_before("undo")
def rebuild(db: Store, *, who: str, now: datetime, progress: Progress = SILENT) -> Rebuilt:
    """Tell every row, every bundle taken in and the roster again from the archive and the journal.

    Raises NotAllowed("originals_missing") (`count`, `bundle_ids`): bundles that count are not whole in the archive;
    StoreTrouble, Cancelled. Nothing is changed then.
    """
    with db.atomic():
        before = secretariat.load_digest(db, with_own=True)
        _write_roster(db)
        book = _Book(excluded=_excluded_at_the_end(db))
        entries = journal.list_of_acts(db, (_IMPORT, *_EDITS))
        lost: list[str] = []
        for entry in progress.each(entries):
            try:
                _tell(db, book, entry)
            except StoreTrouble as trouble:
                if trouble.kind != "damaged":
                    raise
                lost.append(_bundle_id(entry))
        if lost:
            raise NotAllowed("originals_missing", count=len(lost), bundle_ids=tuple(lost))
        _write(db, book)
        after = secretariat.load_digest(db, with_own=True)
        new: dict[str, Json] = {"bundles": len(book.received), "before": before, "after": after}
        journal.add(db, "rebuild", Subject(), (), new, who=who, now=now)
    return Rebuilt(len(book.received), len(entries) - len(book.received), before, after)


def _excluded_at_the_end(db: Store) -> dict[str, int]:
    """The bundles that are set aside, with the journal's place of that."""
    found: dict[str, int] = {}
    for entry in journal.list_of_acts(db, (_EXCLUDE, _INCLUDE)):
        if entry.act == _EXCLUDE:
            found[_bundle_id(entry)] = entry.place
        else:
            found.pop(_bundle_id(entry), None)
    return found


def _tell(db: Store, book: _Book, entry: Entry) -> None:
    key = (entry.subject.office, entry.subject.year)
    held = book.snapshots.get(key, NOTHING)
    if entry.act != _IMPORT:
        row, cell = _own_edit(entry)
        foreign = [other for other in held.rows.get(row, ()) if other.edit.replica != cell.edit.replica]
        book.late[key] += [(row, other) for other in foreign]
        vector = {**held.vector, cell.edit.replica: cell.edit.n}
        book.snapshots[key] = Snapshot(vector, {**held.rows, row: (cell,)})
        return
    submission = intake.read_original(db, _bundle_id(entry))
    new = _mapping(entry.new)
    record = submissions.received_from(
        submission, key[1], place=entry.place, code=str(new["code"]), at=entry.edit.at, by=entry.edit.by
    )
    incoming = submission.package.snapshot
    warnings = new.get("warnings", submission.warnings)
    told = tuple(str(code) for code in warnings) if isinstance(warnings, Sequence) else ()
    book.received.append((replace(record, name=str(new["name"]), warnings=told), numbers_of(incoming)))
    if submission.bundle_id in book.excluded:
        return
    joined = join(held, incoming)
    book.snapshots[key] = joined
    book.late[key] += assessments.cells_only_in(held, joined)
    book.late[key] += assessments.cells_only_in(incoming, joined)


def _own_edit(entry: Entry) -> tuple[RowKey, Cell]:
    """The row and the cell that an edit of this desk made, as its journal row says."""
    if entry.act == "waive":
        return _waiver(entry)
    new, subject = _mapping(entry.new), entry.subject
    if entry.act == "answer":
        return assessments.answer_row(subject.instrument, subject.question), Cell(entry.edit, to_answer(new))
    if entry.act == "evidence":
        item = to_evidence(new)
        row = assessments.evidence_row(subject.instrument, item.question, item.sha256)
        return row, Cell(entry.edit, item)
    if entry.act == "profile":
        return assessments.PROFILE_ROW, Cell(entry.edit, to_profile(new))
    if entry.act == versions.RESOLVE:
        settled = versions.settled_in(entry)
        return settled.row, Cell(entry.edit, settled.value)
    if entry.act == surveys.COLLECT:
        row = surveys.row_in(entry)
        return row, Cell(entry.edit, parse_value_of(row, str(new["value"])))
    if entry.act in _ROWS:
        row = (subject.instrument, subject.question)
        return row, Cell(entry.edit, parse_value_of(row, str(new["value"])))
    to = parse_dot(str(new["to"]))
    if to is None:
        raise ValueError(f"no dot: {new['to']}")
    row = reply_row(to)
    return row, Cell(entry.edit, parse_value_of(row, str(new["value"])))


def _waiver(entry: Entry) -> tuple[RowKey, Cell]:
    match entry.new:
        case [str(finding), reason]:
            waiver = Waiver("", on=False) if reason is None else Waiver(str(reason))
            return waiver_row(entry.subject.instrument, finding), Cell(entry.edit, waiver)
    raise ValueError("not what this act writes")


def _write(db: Store, book: _Book) -> None:
    assessments.drop_all(db)
    for (office, year), snapshot in book.snapshots.items():
        assessments.keep_snapshot(db, office, year, snapshot)
        shown = {cell.edit.dot for cells in snapshot.rows.values() for cell in cells}
        late = [(row, cell) for row, cell in book.late[office, year] if cell.edit.dot not in shown]
        replaced.add_cells(db, office, year, late)
    submissions.drop_all_received(db)
    for record, numbers in book.received:
        submissions.add_received(db, record)
        carriages.keep_numbers(db, record.bundle_id, numbers)
        if record.bundle_id in book.excluded:
            carriages.exclude(db, record.bundle_id, place=book.excluded[record.bundle_id])


def _write_roster(db: Store) -> None:
    labels = {entry.device: entry.label for entry in keys.list_enrolments(db)}
    keys.drop_all(db)
    for entry in journal.list_of_act(db, _ROSTER):
        new = _mapping(entry.new)
        device, key = str(new["device"]), bytes.fromhex(str(new["key"]))
        label = str(new.get("label", labels.get(device, "")))
        office, status = entry.subject.office, str(new["status"])
        if status == WITHDRAWN:
            keys.drop_enrolments(db, device, office)
            continue
        enrolment = Enrolment(device, key, office, label, status, entry.edit.at, entry.edit.by)
        keys.add_enrolment(db, enrolment, place=entry.place, reason=str(new["reason"]))


def _bundle_id(entry: Entry) -> str:
    return str(_mapping(entry.new)["bundle_id"])


def _mapping(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise ValueError("not what this act writes")
    return value
