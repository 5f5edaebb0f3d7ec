"""Who has seen what: dots, version vectors, and the join of two histories of the same rows.

A row is a multi-value register with causal context (docs/bundle-format.md, merging). Every saved edit is a
dot, (replica, n); a vector holds the highest n seen per replica. Clocks order nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

Dot = tuple[str, int]
Vector = Mapping[str, int]
RowKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One saved change: replica and its counter `n`, wall time (UTC, for show only), the person's label."""

    replica: str
    n: int
    at: datetime
    by: str

    @property
    def dot(self) -> Dot:
        """What identifies the edit everywhere."""
        return (self.replica, self.n)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row and the edit that made it. `value` is an Answer, an Evidence or a Profile."""

    edit: Edit
    value: object


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All rows of one office and edition, with everything that was seen when it was taken.

    `rows` by key: ("answers", instrument, question), ("evidence", instrument, question, sha256) or
    ("profile",). A key holds one cell, several where laptops differ; cells are sorted by dot.
    """

    vector: Vector
    rows: Mapping[RowKey, tuple[Cell, ...]]

    def conflicts(self) -> tuple[RowKey, ...]:
        """Keys with more than one value, sorted."""
        return tuple(sorted(key for key, cells in self.rows.items() if len(cells) > 1))


NOTHING = Snapshot({}, {})


class Relation(Enum):
    """How an incoming history stands to the held one."""

    NEW = "baru"
    NEWER = "lebih_baru"
    SAME = "sama"
    OLDER = "lebih_lama"
    BRANCHED = "bercabang"


def covers(vector: Vector, dot: Dot) -> bool:
    """True if the vector has seen the dot."""
    return vector.get(dot[0], 0) >= dot[1]


def at_least(left: Vector, right: Vector) -> bool:
    """True if `left` has seen all that `right` has."""
    return all(left.get(replica, 0) >= n for replica, n in right.items())


def relation(incoming: Vector, held: Vector | None) -> Relation:
    """How `incoming` stands to `held`, None where nothing is held."""
    if held is None:
        return Relation.NEW
    above, below = at_least(incoming, held), at_least(held, incoming)
    if above and below:
        return Relation.SAME
    if above:
        return Relation.NEWER
    return Relation.OLDER if below else Relation.BRANCHED


def join(left: Snapshot, right: Snapshot) -> Snapshot:
    """The snapshot that has seen both: commutative, associative, idempotent.

    Of each row it keeps the cells that both hold and those that one side holds and the other has not seen:
    what a side saw and no longer holds was overwritten there and stays away.
    """
    rows: dict[RowKey, tuple[Cell, ...]] = {}
    for key, ours in left.rows.items():
        if cells := _join_row(ours, right.rows.get(key, ()), left.vector, right.vector):
            rows[key] = cells
    for key, theirs in right.rows.items():
        if key not in left.rows and (cells := _unseen(theirs, left.vector)):
            rows[key] = cells
    vector = {
        replica: max(left.vector.get(replica, 0), right.vector.get(replica, 0))
        for replica in sorted({*left.vector, *right.vector})
    }
    return Snapshot(vector, rows)


def _join_row(
    ours: tuple[Cell, ...], theirs: tuple[Cell, ...], seen_here: Vector, seen_there: Vector
) -> tuple[Cell, ...]:
    """The cells of a row that stand after a join, sorted by dot as they came."""
    if ours == theirs:  # nearly all rows of two packages in a row
        return ours
    if not theirs:
        return _unseen(ours, seen_there)
    if not ours:
        return _unseen(theirs, seen_here)
    both = {cell.edit.dot for cell in ours} & {cell.edit.dot for cell in theirs}
    cells = {
        cell.edit.dot: cell for cell in ours if cell.edit.dot in both or not covers(seen_there, cell.edit.dot)
    }
    cells.update((cell.edit.dot, cell) for cell in theirs if not covers(seen_here, cell.edit.dot))
    return tuple(cells[dot] for dot in sorted(cells))


def _unseen(cells: tuple[Cell, ...], vector: Vector) -> tuple[Cell, ...]:
    """The cells that a vector has not seen."""
    return tuple(cell for cell in cells if not covers(vector, cell.edit.dot)) if vector else cells


def history_fault(incoming: Snapshot, held: Snapshot) -> tuple[str, RowKey] | None:
    """Why an incoming history cannot be joined, as (code, key); None if it can.

    RB-M01: an edit above its own vector · RB-M02: one dot with two contents, a cloned laptop ·
    RB-M04: one side claims to have overwritten what it never saw: a row is gone that it has seen, or would be gone
    from the join (rows are never removed); or a side that has seen all of the other differs from their join.
    """
    seen = incoming.vector
    for key, cells in incoming.rows.items():
        for cell in cells:
            if seen.get(cell.edit.replica, 0) < cell.edit.n:
                return ("RB-M01", key)
    differing = [
        key for key in {**incoming.rows, **held.rows} if incoming.rows.get(key) != held.rows.get(key)
    ]
    key_of_clone = _find_clone(incoming, held, differing)
    if key_of_clone is not None:
        return ("RB-M02", key_of_clone)
    for key in differing:
        if key not in incoming.rows and any(covers(seen, cell.edit.dot) for cell in held.rows[key]):
            return ("RB-M04", key)
    is_older, is_newer = at_least(held.vector, seen), at_least(seen, held.vector)
    for key in differing:
        ours, theirs = incoming.rows.get(key, ()), held.rows.get(key, ())
        joined = _join_row(ours, theirs, seen, held.vector)
        if not joined or (is_older and theirs != joined) or (is_newer and ours != joined):
            return ("RB-M04", key)
    return None


def _find_clone(incoming: Snapshot, held: Snapshot, differing: Iterable[RowKey]) -> RowKey | None:
    """A row with a dot that has another row or content elsewhere; rows that agree cannot clash with each other."""
    known = {cell.edit.dot: (key, cell) for key in differing for cell in held.rows.get(key, ())}
    for key, cells in incoming.rows.items():
        for cell in cells:
            here = (key, cell)
            first = known.setdefault(cell.edit.dot, here)
            if first is not here and first != here:
                return key
    return None
