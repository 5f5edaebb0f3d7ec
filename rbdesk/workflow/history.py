"""What happened to a question at an office's desk: its own edits, what came from another laptop, what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rbdesk.domain import reference
from rbdesk.domain.assessment import Answer, Evidence, Key
from rbdesk.domain.lineage import RowKey
from rbdesk.store import assessments, carriages, journal, replaced, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.values import to_answer, to_evidence
from rbdesk.workflow import versions
from rbdesk.workflow.provenance import first_carrier

_Read = Callable[[Mapping[str, object]], Answer | Evidence]
_READ: Mapping[str, _Read] = {"answer": to_answer, "evidence": to_evidence}
_ACT = {reference.ANSWERS: "answer", reference.EVIDENCE: "evidence"}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a question: when, by whom, on which device; `act` "answer" or "evidence".

    `before` is None where nothing stood there, or where laptops differed and the change settled it: then
    `instead_of` are the values that it was chosen from. `stands` is true for what nothing has replaced; `bundle_id`
    is the package that brought it, "" for this desk's own edits.
    """

    at: datetime
    by: str
    device: str
    act: str
    before: Answer | Evidence | None
    after: Answer | Evidence | None
    instead_of: tuple[Answer | Evidence, ...] = ()
    stands: bool = False
    bundle_id: str = ""


def list_history(db: Store, key: Key, code: str) -> tuple[HistoryEntry, ...]:
    """What happened to a question's answer and evidence, newest first.

    What another laptop wrote stands where its package came in, each value once.
    """
    rows = _rows_of(db, key, code)
    standing = {
        cell.edit.dot for row in rows for cell in assessments.load_cells(db, key.office, key.year, row)
    }
    own = journal.list_of_question(db, Subject(*key, code), (*_READ, versions.RESOLVE))
    found = [(entry.place, 0, replace(_own_entry(entry), stands=entry.edit.dot in standing)) for entry in own]
    found += _foreign_entries(db, key, rows)
    return tuple(entry for _, _, entry in sorted(found, key=lambda item: item[:2], reverse=True))


def _own_entry(entry: Entry) -> HistoryEntry:
    if entry.act == versions.RESOLVE:
        return _settled_entry(entry)
    read = _READ[entry.act]
    before = [read(old) for old in entry.old if isinstance(old, Mapping)]
    return HistoryEntry(
        at=entry.edit.at,
        by=entry.edit.by,
        device=entry.device,
        act=entry.act,
        before=before[0] if len(before) == 1 else None,
        after=read(entry.new) if isinstance(entry.new, Mapping) else None,
    )


def _settled_entry(entry: Entry) -> HistoryEntry:
    settled = versions.settled_in(entry)
    others = tuple(cell.value for cell in settled.cells if isinstance(cell.value, Answer | Evidence))
    value = settled.value
    return HistoryEntry(
        at=entry.edit.at,
        by=entry.edit.by,
        device=entry.device,
        act=_ACT[settled.row[0]],
        before=others[0] if len(set(others)) == 1 else None,
        after=value if isinstance(value, Answer | Evidence) else None,
        instead_of=others if len(set(others)) > 1 else (),
    )


def _foreign_entries(db: Store, key: Key, rows: Sequence[RowKey]) -> list[tuple[int, int, HistoryEntry]]:
    """Values of other laptops, each with the place of the package that brought it and its edit's number."""
    received = submissions.list_received(db, key.year, key.office)
    if not received:
        return []
    own = journal.list_replicas(db)
    carried = carriages.load_carriages(db, key.office, key.year)
    labels = {record.replica: record.device.label for record in received}
    found = []
    for row in rows:
        standing = assessments.load_cells(db, key.office, key.year, row)
        for cell in (*standing, *replaced.list_of_row(db, key.office, key.year, row)):
            edit, value = cell.edit, cell.value
            carrier = first_carrier(cell, received, carried)
            if edit.replica in own or carrier is None or not isinstance(value, Answer | Evidence):
                continue
            entry = HistoryEntry(
                at=edit.at,
                by=edit.by,
                device=labels.get(edit.replica, carrier.device.label),
                act=_ACT[row[0]],
                before=None,
                after=value,
                stands=cell in standing,
                bundle_id=carrier.bundle_id,
            )
            found.append((carrier.place, edit.n, entry))
    return found


def _rows_of(db: Store, key: Key, code: str) -> list[RowKey]:
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    attached = [row for row in snapshot.rows if row[:3] == (reference.EVIDENCE, key.instrument, code)]
    return [assessments.answer_row(key.instrument, code), *sorted(attached)]
