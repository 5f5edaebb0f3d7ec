"""The way back: a package that was taken in is set aside again, or put back, and the view is as if it never came.

What the secretariat holds is what the packages that count say together. Setting one aside changes no other; its
original stays in the archive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.assessment import Key
from rbdesk.domain.carriage import Carriage, Numbers, carried, numbers_of, view
from rbdesk.domain.lineage import Cell, Dot, RowKey, Snapshot, join
from rbdesk.domain.typed import clean_text
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.store import assessments, carriages, journal, replaced, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.submissions import Received
from rbdesk.store.values import Json
from rbdesk.workflow import intake
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import LONGEST_REASON, must_be_secretariat
from rbdesk.workflow.points import point_before

_SHORTEST_NAME = 6  # digits of a bundle id that a person may give
_TOPICS = frozenset({"answers", "evidence", "profile", "inbox"})


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What setting a package aside, or putting it back, would do to its office's rows.

    `rows` that would hold other values, sorted; none where other packages say all that it says. `before` and
    `after` are what is held of the office then and now.
    """

    package: Received
    rows: tuple[RowKey, ...]
    before: Snapshot
    after: Snapshot


def list_taken_in(db: Store, year: int, office: str = "") -> tuple[Received, ...]:
    """Every package that was ever taken in, of one office or of all, in the order of arrival; also those set aside."""
    return submissions.list_taken_in(db, year, office)


def find_package(db: Store, year: int, name: str) -> Received:
    """The package with this id, the beginning of it, or this kode paket (`7F3A-91C4`).

    Raises NotAllowed: "unknown_package"; "ambiguous" (`count`).
    """
    wanted = name.strip().replace("-", "").casefold()
    found = [record for record in list_taken_in(db, year) if record.bundle_id.startswith(wanted)]
    if len(wanted) < _SHORTEST_NAME or not found:
        raise NotAllowed("unknown_package", id=name)
    if len(found) > 1:
        raise NotAllowed("ambiguous", id=name, count=len(found))
    return found[0]


def load_undo(db: Store, bundle_id: str) -> UndoPlan:
    """What setting a package aside would do; for one that is set aside, what putting it back would. Writes nothing.

    Raises NotAllowed("unknown_package"); StoreTrouble("damaged"): an original in the archive is not whole.
    """
    record = _must_be_taken_in(db, bundle_id)
    before = assessments.load_snapshot(db, record.office, record.year)
    if record.is_excluded:
        after = join(before, intake.read_original(db, bundle_id).package.snapshot)
    else:
        after = _without(db, record, before).after
    return UndoPlan(record, _changed_rows(before, after), before, after)


@point_before("undo")
def exclude(db: Store, bundle_id: str, reason: str = "", *, who: str, now: datetime) -> Changes:
    """Set a package aside: what is shown is as if it had never come.

    Raises NotAllowed: "role", "unknown_package", "too_long"; StoreTrouble("damaged"): what it replaced is not
    known any more. Nothing is changed then.
    """
    kept = clean_text(reason).strip()
    if len(kept) > LONGEST_REASON:
        raise NotAllowed("too_long", field="reason", most=LONGEST_REASON)
    with db.atomic():
        must_be_secretariat(db)
        record = _must_be_taken_in(db, bundle_id)
        if record.is_excluded:
            return Changes()
        office, year = record.office, record.year
        before = assessments.load_snapshot(db, office, year)
        found = _without(db, record, before)
        place = _note(db, "exclude", record, before, found.after, kept, who=who, now=now)
        carriages.exclude(db, bundle_id, place=place)
        assessments.keep_change(db, office, year, before, found.after)
        replaced.drop_dots(db, office, year, found.forgotten)
        replaced.add_cells(db, office, year, found.late)
        for older, numbers in found.learned.items():
            carriages.keep_numbers(db, older, numbers)
    return _changes(record, before, found.after)


@point_before("undo")
def put_back(db: Store, bundle_id: str, *, who: str, now: datetime) -> Changes:
    """Let a package count again that was set aside.

    Raises NotAllowed: "role", "unknown_package", or the code of a history that cannot be joined any more
    ("RB-M02", "RB-M04"); StoreTrouble("damaged"): its original is not whole.
    """
    with db.atomic():
        must_be_secretariat(db)
        record = _must_be_taken_in(db, bundle_id)
        if not record.is_excluded:
            return Changes()
        office, year = record.office, record.year
        submission = intake.read_original(db, bundle_id)
        before = assessments.load_snapshot(db, office, year)
        fault = intake.find_fault(db, submission, before)
        if fault is not None:
            code, row = fault
            raise NotAllowed(code, device=record.device.label, row="/".join(row))
        incoming = submission.package.snapshot
        after = join(before, incoming)
        _note(db, "include", record, before, after, "", who=who, now=now)
        carriages.include(db, bundle_id)
        intake.keep_joined(db, office, year, held=before, joined=after, incoming=incoming)
    return _changes(record, before, after)


@dataclass(frozen=True, slots=True)
class _View:
    """What stands without a package.

    `late` are cells of other packages that do not stand, where that is news to the store, `forgotten` the dots of
    those it need not remember any more; `learned` is what packages carried of which nobody knew.
    """

    after: Snapshot
    late: tuple[tuple[RowKey, Cell], ...]
    forgotten: tuple[Dot, ...]
    learned: Mapping[str, Numbers]


def _without(db: Store, record: Received, held: Snapshot) -> _View:
    remembered = replaced.load_cells(db, record.office, record.year)
    cells = {cell.edit.dot: (row, cell) for row, cells in held.rows.items() for cell in cells} | remembered
    found = carriages.load_carriages(db, record.office, record.year)
    learned: dict[str, Numbers] = {}
    for older in carriages.list_unread(db, record.office, record.year):
        snapshot = intake.read_original(db, older).package.snapshot
        learned[older] = numbers_of(snapshot)
        found[older] = Carriage(snapshot.vector, learned[older])
        for row, of_row in snapshot.rows.items():
            cells |= {cell.edit.dot: (row, cell) for cell in of_row}

    others = [carriage for bundle_id, carriage in found.items() if bundle_id != record.bundle_id]
    kept = {(replica, n) for replica, numbers in carried(others).items() for n in numbers}
    if not kept <= cells.keys():
        raise StoreTrouble("damaged", str(db.folder.database), f"no cell for {min(kept - cells.keys())}")
    after = view(others, cells)
    late = kept - {cell.edit.dot for of_row in after.rows.values() for cell in of_row}
    return _View(
        after=after,
        late=tuple(cells[dot] for dot in sorted(late - remembered.keys())),
        forgotten=tuple(sorted(remembered.keys() - late)),
        learned=learned,
    )


def _must_be_taken_in(db: Store, bundle_id: str) -> Received:
    record = submissions.load_received(db, bundle_id)
    if record is None:
        raise NotAllowed("unknown_package", bundle_id=bundle_id)
    return record


def _note(
    db: Store,
    act: str,
    record: Received,
    before: Snapshot,
    after: Snapshot,
    reason: str,
    *,
    who: str,
    now: datetime,
) -> int:
    new: dict[str, Json] = {
        "bundle_id": record.bundle_id,
        "before": intake.digest_of(record.office, record.edition, before),
        "after": intake.digest_of(record.office, record.edition, after),
        "reason": reason,
    }
    old = intake.replaced_json(before, after)
    return journal.add(db, act, Subject(record.office, record.year), old, new, who=who, now=now).place


def _changed_rows(before: Snapshot, after: Snapshot) -> tuple[RowKey, ...]:
    return tuple(
        sorted(row for row in {**before.rows, **after.rows} if before.rows.get(row) != after.rows.get(row))
    )


def _changes(record: Received, before: Snapshot, after: Snapshot) -> Changes:
    touched = intake.instruments_of(before) | intake.instruments_of(after)
    return Changes(frozenset(Key(record.office, record.year, iid) for iid in touched), topics=_TOPICS)
