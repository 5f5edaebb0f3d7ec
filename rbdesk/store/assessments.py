"""The state of an office in a year: answers, evidence rows and profile as cells, and what was seen of whom.

A row holds one cell; several, where laptops differ. Snapshots go in and out whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rbdesk.domain.assessment import EMPTY, Answer, Assessment, Evidence, Key, Stage
from rbdesk.domain.lineage import Cell, Edit, RowKey, Snapshot
from rbdesk.domain.submission import Profile
from rbdesk.store.database import Store
from rbdesk.store.values import parse_time, parse_value, time_text, value_text

ANSWERS, EVIDENCE, PROFILE = "answers", "evidence", "profile"
PROFILE_ROW: RowKey = (PROFILE,)

_COLUMNS = {
    ANSWERS: "office, year, instrument, question, replica, n, at, by, value, note",
    EVIDENCE: "office, year, instrument, question, sha256, replica, n, at, by, size, name, mime, note, linked",
    PROFILE: "office, year, replica, n, at, by, head, contact, phone",
}
_TABLES = {ANSWERS: "answers", EVIDENCE: "evidence", PROFILE: "profiles"}
_KEYS = {
    ANSWERS: "office = ? AND year = ? AND instrument = ? AND question = ?",
    EVIDENCE: "office = ? AND year = ? AND instrument = ? AND question = ? AND sha256 = ?",
    PROFILE: "office = ? AND year = ?",
}
_INSERTS = {
    kind: f"INSERT INTO {_TABLES[kind]} ({columns}) VALUES ({', '.join('?' * len(columns.split(', ')))})"
    for kind, columns in _COLUMNS.items()
}


def answer_row(instrument: str, question: str) -> RowKey:
    """The key of an answer in a snapshot."""
    return (ANSWERS, instrument, question)


def evidence_row(instrument: str, question: str, sha256: str) -> RowKey:
    """The key of a piece of evidence at a question in a snapshot."""
    return (EVIDENCE, instrument, question, sha256)


def load_cells(db: Store, office: str, year: int, row: RowKey) -> tuple[Cell, ...]:
    """The values of one row, sorted by dot: none, one, or several where laptops differ."""
    kind = row[0]
    found = db.query(
        f"SELECT {_COLUMNS[kind]} FROM {_TABLES[kind]} WHERE {_KEYS[kind]} ORDER BY replica, n",
        (office, year, *row[1:]),
    )
    return tuple(_read(kind, values)[1] for values in found)


def keep_cell(db: Store, office: str, year: int, row: RowKey, cell: Cell) -> None:
    """Let one edit of this store stand in place of all that the row held, which it has seen."""
    kind = row[0]
    db.execute(f"DELETE FROM {_TABLES[kind]} WHERE {_KEYS[kind]}", (office, year, *row[1:]))
    db.execute(_INSERTS[kind], _write(office, year, row, cell))
    db.execute(
        "INSERT INTO vectors (office, year, replica, n) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET n = max(n, excluded.n)",
        (office, year, cell.edit.replica, cell.edit.n),
    )


def load_snapshot(db: Store, office: str, year: int) -> Snapshot:
    """All rows of an office in a year; empty where nothing was ever said."""
    return _load(db, "office = ? AND year = ?", (office, year)).get(office, Snapshot({}, {}))


def load_snapshots(db: Store, year: int) -> dict[str, Snapshot]:
    """All rows of a year by office code; only offices that hold any."""
    return _load(db, "year = ?", (year,))


def keep_snapshot(db: Store, office: str, year: int, snapshot: Snapshot) -> None:
    """Let a snapshot stand in place of all that was held of an office in a year."""
    for table in (*_TABLES.values(), "vectors"):
        db.execute(f"DELETE FROM {table} WHERE office = ? AND year = ?", (office, year))
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row, cells in snapshot.rows.items():
        rows[row[0]].extend(_write(office, year, row, cell) for cell in cells)
    for kind, values in rows.items():
        db.execute_many(_INSERTS[kind], values)
    db.execute_many(
        "INSERT INTO vectors (office, year, replica, n) VALUES (?, ?, ?, ?)",
        [(office, year, replica, n) for replica, n in snapshot.vector.items()],
    )


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


def _common(cells: Sequence[Cell]) -> Answer:
    found = {cell.value for cell in cells if isinstance(cell.value, Answer)}
    return found.pop() if len(found) == 1 else EMPTY


def _linked(cells: Sequence[Cell]) -> Evidence:
    found = [cell.value for cell in cells if isinstance(cell.value, Evidence)]
    return next((item for item in found if item.on), found[0])


def _load(db: Store, where: str, values: Sequence[Any]) -> dict[str, Snapshot]:
    rows: dict[str, dict[RowKey, tuple[Cell, ...]]] = defaultdict(dict)
    for kind, table in _TABLES.items():
        # in the order of the primary key, so that cells of a row come sorted by dot
        for found in db.query(
            f"SELECT {_COLUMNS[kind]} FROM {table} WHERE {where} ORDER BY {_ORDER[kind]}", values
        ):
            row, cell = _read(kind, found)
            held = rows[str(found[0])]
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


_ORDER = {
    ANSWERS: "office, instrument, question, replica, n",
    EVIDENCE: "office, instrument, question, sha256, replica, n",
    PROFILE: "office, replica, n",
}


def _read(kind: str, found: Sequence[Any]) -> tuple[RowKey, Cell]:
    if kind == ANSWERS:
        _, _, instrument, question, replica, n, at, by, value, note = found
        edit = Edit(replica, n, parse_time(at), by)
        return answer_row(instrument, question), Cell(edit, Answer(parse_value(value), note))
    if kind == EVIDENCE:
        _, _, instrument, question, sha256, replica, n, at, by, size, name, mime, note, linked = found
        edit = Edit(replica, n, parse_time(at), by)
        value = Evidence(question, sha256, size, name, mime, note, bool(linked))
        return evidence_row(instrument, question, sha256), Cell(edit, value)
    _, _, replica, n, at, by, head, contact, phone = found
    return PROFILE_ROW, Cell(Edit(replica, n, parse_time(at), by), Profile(head, contact, phone))


def _write(office: str, year: int, row: RowKey, cell: Cell) -> tuple[Any, ...]:
    edit, value = cell.edit, cell.value
    start = (office, year, *row[1:], edit.replica, edit.n, time_text(edit.at), edit.by)
    if isinstance(value, Answer):
        return (*start, value_text(value.value), value.note)
    if isinstance(value, Evidence):
        return (*start, value.size, value.name, value.mime, value.note, int(value.on))
    if isinstance(value, Profile):
        return (*start, value.head, value.contact, value.phone)
    raise TypeError(type(value).__name__)


def load_vector(db: Store, office: str, year: int) -> Mapping[str, int]:
    """The highest number seen of each replica."""
    found = db.query(
        "SELECT replica, n FROM vectors WHERE office = ? AND year = ? ORDER BY replica", (office, year)
    )
    return {str(replica): int(n) for replica, n in found}


def load_profile(db: Store, office: str, year: int) -> Profile:
    """The profile of an office in a year; empty where none was typed or laptops differ."""
    return to_profile(Snapshot({}, {PROFILE_ROW: load_cells(db, office, year, PROFILE_ROW)}))
