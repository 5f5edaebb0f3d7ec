"""The state of an office in a year: answers, evidence rows and profile as cells, and what was seen of whom.

A row holds one cell; several, where laptops differ. Snapshots go in and out whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rbdesk.domain import reference
from rbdesk.domain.assessment import EMPTY, Answer, Assessment, Evidence, Key, Stage
from rbdesk.domain.checks import Waiver
from rbdesk.domain.lineage import Cell, RowKey, Snapshot
from rbdesk.domain.submission import Profile
from rbdesk.store import replaced
from rbdesk.store.cells import KINDS
from rbdesk.store.database import Store

ANSWERS, EVIDENCE, PROFILE = reference.ANSWERS, reference.EVIDENCE, reference.PROFILE
PROFILE_ROW: RowKey = (PROFILE,)
_KEEP_NUMBER = (
    "INSERT INTO vectors (office, year, replica, n) VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET n = max(n, excluded.n)"
)


def answer_row(instrument: str, question: str) -> RowKey:
    """The key of an answer in a snapshot."""
    return (ANSWERS, instrument, question)


def evidence_row(instrument: str, question: str, sha256: str) -> RowKey:
    """The key of a piece of evidence at a question in a snapshot."""
    return (EVIDENCE, instrument, question, sha256)


def load_cells(db: Store, office: str, year: int, row: RowKey) -> tuple[Cell, ...]:
    """The values of one row, sorted by dot: none, one, or several where laptops differ."""
    kind = KINDS[row[0]]
    found = db.query(
        f"SELECT {kind.columns} FROM {kind.table} WHERE {kind.of_row} ORDER BY replica, n",
        (office, year, *row[1:]),
    )
    return tuple(kind.read_line(line)[1] for line in found)


def load_row(db: Store, year: int, row: RowKey) -> dict[str, tuple[Cell, ...]]:
    """The values of one row at every office that has it, sorted by dot."""
    kind = KINDS[row[0]]
    of_row = kind.of_row.removeprefix("office = ? AND ")
    found: dict[str, list[Cell]] = defaultdict(list)
    statement = f"SELECT {kind.columns} FROM {kind.table} WHERE {of_row} ORDER BY office, replica, n"
    for line in db.query(statement, (year, *row[1:])):
        found[str(line[0])].append(kind.read_line(line)[1])
    return {office: tuple(cells) for office, cells in found.items()}


def list_heard(db: Store, year: int) -> frozenset[str]:
    """The offices of which anything of a year is held."""
    return frozenset(
        str(office) for (office,) in db.query("SELECT DISTINCT office FROM vectors WHERE year = ?", (year,))
    )


def keep_cell(db: Store, office: str, year: int, row: RowKey, cell: Cell) -> None:
    """Let one edit of this store stand in place of all that the row held, which it has seen.

    Values of other computers that it replaces are remembered; the desk's own are in its journal.
    """
    kind = KINDS[row[0]]
    foreign = [
        other for other in load_cells(db, office, year, row) if other.edit.replica != cell.edit.replica
    ]
    if foreign:
        replaced.add_cells(db, office, year, [(row, other) for other in foreign])
    db.execute(f"DELETE FROM {kind.table} WHERE {kind.of_row}", (office, year, *row[1:]))
    db.execute(kind.insert, kind.write_line(office, year, row, cell))
    db.execute(_KEEP_NUMBER, (office, year, cell.edit.replica, cell.edit.n))


def load_snapshot(db: Store, office: str, year: int) -> Snapshot:
    """All rows of an office in a year; empty where nothing was ever said."""
    return _load(db, "office = ? AND year = ?", (office, year)).get(office, Snapshot({}, {}))


def load_snapshots(db: Store, year: int) -> dict[str, Snapshot]:
    """All rows of a year by office code; only offices that hold any."""
    return _load(db, "year = ?", (year,))


def load_rows(
    db: Store, name: str, first: int, last: int, office: str = ""
) -> dict[tuple[str, int], dict[RowKey, tuple[Cell, ...]]]:
    """The rows of one kind in the years from `first` to `last`, by office and year; of one office, "" for all.

    A few rows where a snapshot would bring every answer.
    """
    kind = KINDS[name]
    found: dict[tuple[str, int], dict[RowKey, tuple[Cell, ...]]] = defaultdict(dict)
    for line in db.query(
        f"SELECT {kind.columns} FROM {kind.table} WHERE year BETWEEN ? AND ? AND (office = ? OR ? = '')"
        f" ORDER BY {kind.order}",
        (first, last, office, office),
    ):
        row, cell = kind.read_line(line)
        held = found[str(line[0]), int(line[1])]
        held[row] = (*held.get(row, ()), cell)
    return dict(found)


def keep_snapshot(db: Store, office: str, year: int, snapshot: Snapshot) -> None:
    """Let a snapshot stand in place of all that was held of an office in a year."""
    for table in (*(kind.table for kind in KINDS.values()), "vectors"):
        db.execute(f"DELETE FROM {table} WHERE office = ? AND year = ?", (office, year))
    _add_cells(db, office, year, [(row, cell) for row, cells in snapshot.rows.items() for cell in cells])
    db.execute_many(_KEEP_NUMBER, [(office, year, replica, n) for replica, n in snapshot.vector.items()])


def keep_change(db: Store, office: str, year: int, before: Snapshot, after: Snapshot) -> None:
    """Let `after` stand where `before` stands now: what both hold is not written again."""
    gone: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row, cell in cells_only_in(before, after):
        gone[row[0]].append((office, year, *row[1:], *cell.edit.dot))
    for name, lines in gone.items():
        db.execute_many(f"DELETE FROM {KINDS[name].table} WHERE {KINDS[name].of_cell}", lines)
    _add_cells(db, office, year, cells_only_in(after, before))
    if set(before.vector) - set(after.vector) or any(
        after.vector[replica] < n for replica, n in before.vector.items()
    ):
        db.execute("DELETE FROM vectors WHERE office = ? AND year = ?", (office, year))
    db.execute_many(_KEEP_NUMBER, [(office, year, replica, n) for replica, n in after.vector.items()])


def drop_all(db: Store) -> None:
    """Forget all rows of all offices, to be told again from the archive and the journal."""
    for table in (*(kind.table for kind in KINDS.values()), "vectors", "replaced"):
        db.execute(f"DELETE FROM {table}")


def cells_only_in(one: Snapshot, other: Snapshot) -> list[tuple[RowKey, Cell]]:
    """The cells that one snapshot holds and the other does not."""
    found = []
    for row, cells in one.rows.items():
        others = other.rows.get(row, ())
        if cells != others:
            found += [(row, cell) for cell in cells if cell not in others]
    return found


def to_assessment(snapshot: Snapshot, key: Key, stage: Stage = Stage.OPEN) -> Assessment:
    """A snapshot's answers to one instrument. Where laptops differ no value is chosen: the question is unanswered.

    Of differing evidence rows the file stands if any of them links it.
    """
    answers: dict[str, Answer] = {}
    evidence: list[Evidence] = []
    for row, cells in snapshot.rows.items():
        if row[0] == ANSWERS and row[1] == key.instrument:
            answers[row[2]] = _common(cells)
        elif row[0] == EVIDENCE and row[1] == key.instrument:
            evidence.append(_linked(cells))
    evidence.sort(key=lambda item: (item.question, item.name.casefold(), item.sha256))
    return Assessment(key, MappingProxyType(answers), tuple(evidence), stage)


def to_profile(snapshot: Snapshot) -> Profile:
    """A snapshot's profile; empty where none was typed or laptops differ."""
    found = {cell.value for cell in snapshot.rows.get(PROFILE_ROW, ()) if isinstance(cell.value, Profile)}
    return found.pop() if len(found) == 1 else Profile()


def to_waivers(snapshot: Snapshot, key: Key) -> dict[str, str]:
    """The reasons of findings that are set aside on one instrument, by finding id.

    Where laptops differ a finding is set aside only if all of them say so, each with its reason.
    """
    found: dict[str, str] = {}
    for row, cells in snapshot.rows.items():
        if row[:2] == (reference.WAIVERS, key.instrument):
            said = [cell.value for cell in cells if isinstance(cell.value, Waiver)]
            if all(waiver.on for waiver in said):
                found[reference.finding_of(row)] = " · ".join(dict.fromkeys(waiver.reason for waiver in said))
    return found


def _common(cells: Sequence[Cell]) -> Answer:
    found = {cell.value for cell in cells if isinstance(cell.value, Answer)}
    return found.pop() if len(found) == 1 else EMPTY


def _linked(cells: Sequence[Cell]) -> Evidence:
    found = [cell.value for cell in cells if isinstance(cell.value, Evidence)]
    return next((item for item in found if item.on), found[0])


def _add_cells(db: Store, office: str, year: int, cells: Sequence[tuple[RowKey, Cell]]) -> None:
    lines: dict[str, list[Any]] = defaultdict(list)
    for row, cell in cells:
        lines[row[0]].append(KINDS[row[0]].write_line(office, year, row, cell))
    for name, added in lines.items():
        db.execute_many(KINDS[name].insert, added)


def _load(db: Store, where: str, values: Sequence[Any]) -> dict[str, Snapshot]:
    rows: dict[str, dict[RowKey, tuple[Cell, ...]]] = defaultdict(dict)
    for kind in KINDS.values():
        # in the order of the primary key, so that cells of a row come sorted by dot
        statement = f"SELECT {kind.columns} FROM {kind.table} WHERE {where} ORDER BY {kind.order}"
        for line in db.query(statement, values):
            row, cell = kind.read_line(line)
            held = rows[str(line[0])]
            held[row] = (*held.get(row, ()), cell)
    vectors: dict[str, dict[str, int]] = defaultdict(dict)
    for office, replica, n in db.query(
        f"SELECT office, replica, n FROM vectors WHERE {where} ORDER BY office, replica", values
    ):
        vectors[str(office)][str(replica)] = int(n)
    return {
        office: Snapshot(MappingProxyType(vectors[office]), MappingProxyType(rows[office]))
        for office in sorted({*rows, *vectors})
    }


def load_vector(db: Store, office: str, year: int) -> Mapping[str, int]:
    """The highest number seen of each replica."""
    found = db.query(
        "SELECT replica, n FROM vectors WHERE office = ? AND year = ? ORDER BY replica", (office, year)
    )
    return {str(replica): int(n) for replica, n in found}


def load_profile(db: Store, office: str, year: int) -> Profile:
    """The profile of an office in a year; empty where none was typed or laptops differ."""
    return to_profile(Snapshot({}, {PROFILE_ROW: load_cells(db, office, year, PROFILE_ROW)}))
