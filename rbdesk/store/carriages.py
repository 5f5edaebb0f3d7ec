"""What each bundle that was taken in carried, and which bundles are set aside.

What is shown is what the bundles that count say together; those set aside stay known and can be put back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rbdesk.domain.carriage import Carriage, Numbers
from rbdesk.store.database import Store
from rbdesk.store.values import json_text


@dataclass(frozen=True, slots=True)
class Maker:
    """One life of a laptop, and the highest number of its edits that its own packages have shown."""

    device: str
    replica: str
    n: int


def keep_numbers(db: Store, bundle_id: str, numbers: Numbers) -> None:
    """Remember which dots a bundle carried."""
    db.execute("UPDATE submissions SET dots = ? WHERE bundle_id = ?", (numbers_text(numbers), bundle_id))


def load_carriages(db: Store, office: str, year: int) -> dict[str, Carriage]:
    """What the bundles of an office that count carried, by bundle id, in the order of arrival."""
    found = db.query(
        "SELECT bundle_id, vector, dots FROM submissions"
        " WHERE office = ? AND year = ? AND excluded IS NULL ORDER BY place",
        (office, year),
    )
    return {
        str(bundle_id): Carriage({str(r): int(n) for r, n in json.loads(vector)}, parse_numbers(dots))
        for bundle_id, vector, dots in found
    }


def load_makers(db: Store, office: str, year: int) -> tuple[Maker, ...]:
    """The lives of laptops whose own packages count, with the highest number that these have shown of them."""
    found: dict[str, Maker] = {}
    statement = (
        "SELECT device, replica, vector FROM submissions WHERE office = ? AND year = ? AND excluded IS NULL"
    )
    for device, replica, vector in db.query(statement, (office, year)):
        n = next((int(n) for name, n in json.loads(vector) if name == replica), 0)
        known = found.get(replica)
        found[replica] = Maker(str(device), str(replica), max(n, known.n if known else 0))
    return tuple(found.values())


def list_unread(db: Store, office: str, year: int) -> tuple[str, ...]:
    """Bundles of which nobody knows what they carried: taken in by an older program."""
    found = db.query(
        "SELECT bundle_id FROM submissions WHERE office = ? AND year = ? AND dots = '' ORDER BY place",
        (office, year),
    )
    return tuple(str(row[0]) for row in found)


def exclude(db: Store, bundle_id: str, *, place: int) -> None:
    """Set a bundle aside; `place` is the journal's row of it."""
    db.execute("UPDATE submissions SET excluded = ? WHERE bundle_id = ?", (place, bundle_id))


def include(db: Store, bundle_id: str) -> None:
    """Let a bundle count again."""
    db.execute("UPDATE submissions SET excluded = NULL WHERE bundle_id = ?", (bundle_id,))


def load_excluded(db: Store) -> frozenset[str]:
    """The bundles that are set aside."""
    return frozenset(
        str(row[0]) for row in db.query("SELECT bundle_id FROM submissions WHERE excluded IS NOT NULL")
    )


def numbers_text(numbers: Numbers) -> str:
    """Dots as text: `[["c80d52a07be4d518","1-120,125"]]`."""
    return json_text([[replica, _ranges(numbers[replica])] for replica in sorted(numbers)])


def parse_numbers(text: str) -> Mapping[str, AbstractSet[int]]:
    """The dots of such a text; none of an empty one."""
    return {str(replica): _parse_ranges(ranges) for replica, ranges in json.loads(text or "[]")}


def _ranges(numbers: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ",".join(f"{first}-{last}" if first < last else str(first) for first, last in runs)


def _parse_ranges(text: str) -> set[int]:
    found: set[int] = set()
    for run in text.split(","):
        first, _, last = run.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return found
