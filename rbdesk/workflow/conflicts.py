"""Rows in which an office's laptops differ: what each says, and the office's choice, which is a new edit over all.

The secretariat reads the same and chooses nothing. No version stands first because of a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from rbdesk.domain import conflict, reference
from rbdesk.domain.assessment import Answer, Evidence, Key
from rbdesk.domain.carriage import Carriage
from rbdesk.domain.lineage import Cell, Dot, RowKey, Snapshot, Vector, covers
from rbdesk.domain.submission import Device, package_code
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, carriages, journal, replaced, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.submissions import Received
from rbdesk.store.values import to_answer, to_evidence
from rbdesk.workflow import catalog, made, office, versions
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_asked, must_be_open
from rbdesk.workflow.provenance import first_carrier


@dataclass(frozen=True, slots=True)
class Version:
    """What one laptop says of a row: the edit, and the package that brought it here ("" for this desk's own).

    `before` is what stood there when it was edited, as far as this desk knows, and since when; `evidence` what was
    linked to the question on that laptop. `is_clock_believed` is false where its package says that its clock is not.
    """

    dot: Dot
    value: object
    at: datetime
    by: str
    device: str
    device_label: str
    is_own: bool
    bundle_id: str = ""
    package_code: str = ""
    is_final: bool = False
    sent: datetime | None = None
    before: object | None = None
    before_at: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    is_clock_believed: bool = True


@dataclass(frozen=True, slots=True)
class RowConflict:
    """One row with several values; `question` is its code, "" for a row that is no question's.

    This desk's own version comes first, the others by dot.
    """

    row: RowKey
    question: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A row that was settled since the last joining: the values there were, this desk's first, and what stands now.

    `chosen` is the place of that value among them, None for another one.
    """

    row: RowKey
    question: str
    values: tuple[object, ...]
    chosen: int | None
    value: object
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Conflicts:
    """How far an office is with one instrument: open rows in the sheet's order, settled ones, the least and the most percent.

    `agreed` counts questions that have an answer and no open choice.
    """

    key: Key
    open: tuple[RowConflict, ...]
    settled: tuple[SettledRow, ...]
    range: tuple[Fraction, Fraction]
    agreed: int


def load_conflicts(db: Store, key: Key) -> Conflicts:
    """The rows in which the laptops of an office differ; those of other kinds than the instrument's stand last."""
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    instrument = catalog.instrument(key.instrument)
    seen = _Seen.of(db, key)
    rows = [row for row in conflict.clashes(snapshot) if _is_of(row, key.instrument)]
    place = instrument.place_of
    rows.sort(key=lambda row: (place.get(versions.question_of(row), len(place)), row))
    scores = conflict.score_range(instrument, snapshot)
    of_sheet = {row for row in snapshot.rows if row[:2] == (reference.ANSWERS, key.instrument)}
    return Conflicts(
        key=key,
        open=tuple(
            RowConflict(row, versions.question_of(row), seen.versions_of(row, snapshot)) for row in rows
        ),
        settled=_list_settled(db, key, set(rows)),
        range=(scores.low.percent(), scores.high.percent()),
        agreed=len(of_sheet - set(rows)),
    )


def resolve(db: Store, key: Key, row: RowKey, choice: Dot | Answer, *, who: str, now: datetime) -> Changes:
    """Settle a row: one of its versions by dot, or for a question another answer. What was seen is overwritten everywhere.

    Raises NotAllowed: "unknown_version"; "role", "locked"; for another answer as `office.record_answer`.
    """
    with db.atomic():
        must_be_open(db, key.office, key.year)
        cells = assessments.load_cells(db, key.office, key.year, row)
        if isinstance(choice, Answer):
            if row[0] != reference.ANSWERS:
                raise NotAllowed("unknown_version", row="/".join(row))
            instrument = must_be_asked(key._replace(instrument=row[1]))
            value: object = office.fit_answer(instrument, row[2], choice)
            chosen = next((cell.edit.dot for cell in cells if cell.value == value), None)
        else:
            found = next((cell for cell in cells if cell.edit.dot == choice), None)
            if found is None:
                raise NotAllowed("unknown_version", row="/".join(row))
            value, chosen = found.value, choice
        if len(cells) == 1 and cells[0].value == value:
            return Changes()
        versions.settle(db, key.office, key.year, row, value, chosen=chosen, who=who, now=now)
    return _changes(key, row)


def settle_agreements(db: Store, office_code: str, year: int, *, who: str, now: datetime) -> Changes:
    """Settle the rows of which all laptops say the same, so that nobody is asked. Raises NotAllowed: "role", "locked"."""
    changes = Changes()
    with db.atomic():
        snapshot = assessments.load_snapshot(db, office_code, year)
        same = [row for row in snapshot.conflicts() if len({cell.value for cell in snapshot.rows[row]}) == 1]
        if same:
            must_be_open(db, office_code, year)
        for row in same:
            value = snapshot.rows[row][0].value
            versions.settle(db, office_code, year, row, value, who=who, now=now)
            changes |= _changes(Key(office_code, year, catalog.UNIT_SHEET), row)
    return changes


def _is_of(row: RowKey, instrument: str) -> bool:
    """True for a row of the instrument, and for rows that are no instrument's."""
    return not versions.question_of(row) or row[1] == instrument


def _changes(key: Key, row: RowKey) -> Changes:
    topic = "profile" if row == assessments.PROFILE_ROW else row[0]
    question = versions.question_of(row)
    touched = key._replace(instrument=row[1]) if question else key
    return Changes(frozenset({touched}), frozenset({question} - {""}), frozenset({topic}))


def _list_settled(db: Store, key: Key, still_open: set[RowKey]) -> tuple[SettledRow, ...]:
    """Choices since the last package was joined, the newest of each row; what agreed by itself is not among them."""
    joined = submissions.list_received(db, key.year, key.office)
    since = max((record.place for record in joined), default=0)
    own = journal.list_replicas(db)
    found: dict[RowKey, SettledRow] = {}
    for entry in journal.list_of_act(db, versions.RESOLVE):
        if entry.place <= since or (entry.subject.office, entry.subject.year) != key[:2]:
            continue
        settled = versions.settled_in(entry)
        cells = sorted(settled.cells, key=lambda cell: (cell.edit.replica not in own, cell.edit.dot))
        row, values = settled.row, tuple(cell.value for cell in cells)
        if row in still_open or not _is_of(row, key.instrument) or len(set(values)) < 2:
            continue
        found[row] = SettledRow(
            row=row,
            question=versions.question_of(row),
            values=values,
            chosen=values.index(settled.value) if settled.value in values else None,
            value=settled.value,
            at=entry.edit.at,
            by=entry.edit.by,
        )
    return tuple(found[row] for row in sorted(found))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a desk knows of where values came from."""

    db: Store
    key: Key
    own: frozenset[str]
    device: Device
    received: tuple[Received, ...]
    carried: Mapping[str, Carriage]

    @classmethod
    def of(cls, db: Store, key: Key) -> _Seen:
        return cls(
            db=db,
            key=key,
            own=journal.list_replicas(db),
            device=made.own_device(db),
            received=submissions.list_received(db, key.year, key.office),
            carried=carriages.load_carriages(db, key.office, key.year),
        )

    def versions_of(self, row: RowKey, snapshot: Snapshot) -> tuple[Version, ...]:
        """The values of a row, this desk's own first."""
        cells = snapshot.rows[row]
        found = [self._version(row, cell, snapshot) for cell in cells]
        return tuple(sorted(found, key=lambda version: (not version.is_own, version.dot)))

    def _version(self, row: RowKey, cell: Cell, snapshot: Snapshot) -> Version:
        edit = cell.edit
        is_own = edit.replica in self.own
        carrier = None if is_own else first_carrier(cell, self.received, self.carried)
        maker = next((record for record in self.received if record.replica == edit.replica), carrier)
        device = self.device if is_own else maker.device if maker else None
        before = self._before(row, cell, carrier)
        return Version(
            dot=edit.dot,
            value=cell.value,
            at=edit.at,
            by=edit.by,
            device=device.id if device else "",
            device_label=device.label if device else "",
            is_own=is_own,
            bundle_id=carrier.bundle_id if carrier else "",
            package_code=package_code(carrier.bundle_id) if carrier else "",
            is_final=carrier is not None and carrier.revision.final,
            sent=carrier.made.at if carrier else None,
            before=before.value if before else None,
            before_at=before.edit.at if before else None,
            evidence=self._evidence(row, cell, snapshot),
            is_clock_believed=carrier is None or carrier.made.clock_ok,
        )

    def _evidence(self, row: RowKey, cell: Cell, snapshot: Snapshot) -> tuple[Evidence, ...]:
        """What is linked at a row's question on the laptop of a version: its own, and what it had taken in.

        Of another laptop its newest package tells that; of this one all that came no later than the other versions.
        """
        question = versions.question_of(row)
        if not question:
            return ()
        known = self._known_to(row, cell, snapshot)
        found = [
            item.value
            for key, cells in snapshot.rows.items()
            if key[:3] == (reference.EVIDENCE, row[1], question)
            for item in cells
            if isinstance(item.value, Evidence) and item.value.on
            if item.edit.replica == cell.edit.replica or any(covers(one, item.edit.dot) for one in known)
        ]
        return tuple(sorted(found, key=lambda item: (item.name.casefold(), item.sha256)))

    def _known_to(self, row: RowKey, cell: Cell, snapshot: Snapshot) -> list[Vector]:
        """The vectors of what the laptop of a version had seen, as far as it is known here."""
        if cell.edit.replica not in self.own:
            sent = [record for record in self.received if record.replica == cell.edit.replica]
            carrier = first_carrier(cell, self.received, self.carried)
            return [record.vector for record in (*sent[-1:], *((carrier,) if carrier else ()))]
        others = [one for one in snapshot.rows[row] if one.edit.replica not in self.own]
        carriers = [first_carrier(one, self.received, self.carried) for one in others]
        first = min((record.place for record in carriers if record), default=None)
        before = [record.vector for record in self.received if first is None or record.place < first]
        own = {replica: n for replica, n in snapshot.vector.items() if replica in self.own}
        return [own, *before]

    def _before(self, row: RowKey, cell: Cell, carrier: Received | None) -> Cell | None:
        """The value that stood in the row when the cell was edited, as far as it is known here; told by dots alone."""
        own = self._own_past(row)
        past = [*own, *replaced.list_of_row(self.db, self.key.office, self.key.year, row)]
        earlier = [
            other for other in past if other.edit.replica == cell.edit.replica and other.edit.n < cell.edit.n
        ]
        if not earlier and carrier is not None:
            earlier = [other for other in own if covers(carrier.vector, other.edit.dot)]
            earlier = earlier or [other for other in past if covers(carrier.vector, other.edit.dot)]
            earlier = [other for other in earlier if other.edit.dot != cell.edit.dot]
        return max(earlier, key=lambda other: other.edit.n) if earlier else None

    def _own_past(self, row: RowKey) -> list[Cell]:
        """What this desk itself wrote in a row, from its journal."""
        question = versions.question_of(row)
        if not question:
            return []
        subject = Subject(self.key.office, self.key.year, row[1], question)
        act = "answer" if row[0] == reference.ANSWERS else "evidence"
        found = []
        for entry in journal.list_of_question(self.db, subject, (act, versions.RESOLVE)):
            if entry.act == versions.RESOLVE:
                settled = versions.settled_in(entry)
                if settled.row == row:
                    found.append(Cell(entry.edit, settled.value))
            elif isinstance(entry.new, Mapping):
                value = to_answer(entry.new) if act == "answer" else to_evidence(entry.new)
                if isinstance(value, Answer) or value.sha256 == row[3]:
                    found.append(Cell(entry.edit, value))
        return found
