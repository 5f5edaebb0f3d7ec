"""What a set of bundles says together, told from the dots that each of them carried.

Joining snapshots one after the other gives the same; this way any bundle can be left out afterwards, without
reading the others again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rbdesk.domain.lineage import Cell, Dot, RowKey, Snapshot, Vector

Numbers = Mapping[str, AbstractSet[int]]  # the numbers of dots by replica


@dataclass(frozen=True, slots=True)
class Carriage:
    """What one bundle carried: the vector of all it had seen, and the dots of its cells."""

    vector: Vector
    numbers: Numbers

    def has(self, dot: Dot) -> bool:
        """True if the bundle carried the dot's cell."""
        return dot[1] in self.numbers.get(dot[0], ())


def carriage_of(snapshot: Snapshot) -> Carriage:
    """What a bundle with this state carries."""
    return Carriage(snapshot.vector, numbers_of(snapshot))


def numbers_of(snapshot: Snapshot) -> dict[str, set[int]]:
    """The dots of all cells of a snapshot."""
    found: dict[str, set[int]] = {}
    for cells in snapshot.rows.values():
        for cell in cells:
            found.setdefault(cell.edit.replica, set()).add(cell.edit.n)
    return found


def carried(bundles: Iterable[Carriage]) -> dict[str, set[int]]:
    """Every dot that some bundle carried."""
    found: dict[str, set[int]] = {}
    for bundle in bundles:
        for replica, numbers in bundle.numbers.items():
            found.setdefault(replica, set()).update(numbers)
    return found


def standing(bundles: Iterable[Carriage]) -> dict[str, set[int]]:
    """The dots that stand when all are joined: those that every bundle which has seen them still carried."""
    # the one that has seen most comes first: it takes away nearly all, and little is left to compare
    ordered = sorted(bundles, key=lambda bundle: -sum(bundle.vector.values()))
    found = carried(ordered)
    for bundle in ordered:
        for replica, seen in bundle.vector.items():
            kept = found.get(replica)
            if kept:
                absent = kept - bundle.numbers.get(replica, frozenset())
                kept.difference_update([n for n in absent if n <= seen])
    return {replica: numbers for replica, numbers in found.items() if numbers}


def view(bundles: Sequence[Carriage], cells: Mapping[Dot, tuple[RowKey, Cell]]) -> Snapshot:
    """The snapshot that the bundles make together; `cells` are those that they carried, by dot.

    Raises KeyError: a cell that stands is not among them.
    """
    rows: dict[RowKey, list[Cell]] = {}
    for replica, numbers in sorted(standing(bundles).items()):
        for n in sorted(numbers):
            row, cell = cells[replica, n]
            rows.setdefault(row, []).append(cell)
    vector = joined_vector(bundle.vector for bundle in bundles)
    return Snapshot(vector, {row: tuple(of_row) for row, of_row in rows.items()})


def joined_vector(vectors: Iterable[Vector]) -> dict[str, int]:
    """The highest number that any of the vectors has of each replica."""
    found: dict[str, int] = {}
    for vector in vectors:
        for replica, n in vector.items():
            found[replica] = max(n, found.get(replica, 0))
    return dict(sorted(found.items()))
