"""Which rows to verify, drawn so that anyone can draw them again from a printed seed.

The generator is this and nothing else, so that a sample can be checked by hand and in twenty years: the key of a
row is the SHA-256 of `rbdesk-sample-1`, the seed, the office and the row's name, each after a line feed, in UTF-8
(a line feed stands between them, none at the end). Within a stratum rows are taken in the rising order of their
keys. No state, no random numbers of the machine.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rbdesk.domain.lineage import RowKey
from rbdesk.domain.reference import row_text

GENERATOR = "rbdesk-sample-1"


@dataclass(frozen=True, slots=True)
class Sample:
    """Sampel: the rows to look at, in the order in which they were given, and what they were drawn from.

    `strata` says of each group how many rows it has and how many were drawn, in the order of their names.
    """

    office: str
    seed: str
    rows: tuple[RowKey, ...]
    strata: tuple[tuple[str, int, int], ...]


def draw_key(seed: str, office: str, row: RowKey) -> str:
    """The key that decides when a row is drawn: 64 hex digits."""
    return hashlib.sha256("\n".join((GENERATOR, seed, office, row_text(row))).encode()).hexdigest()


def draw(
    candidates: Sequence[tuple[RowKey, str]],
    *,
    office: str,
    seed: str,
    size: int,
    always: Iterable[RowKey] = (),
) -> Sample:
    """Draw `size` rows of an office from candidates, each with the name of its stratum (its area, say).

    `always` are rows that are looked at in any case and count toward the size. Each stratum gives its share of
    the rest, rounded by largest remainder, ties by the stratum's name; so small areas are not forgotten.
    More rows than there are give all. The order and doubling of candidates do not matter to what is drawn.
    """
    stratum_of = dict(candidates)
    strata: dict[str, list[RowKey]] = defaultdict(list)
    for row, stratum in stratum_of.items():
        strata[stratum].append(row)
    chosen = set(always) & set(stratum_of)
    still_open = {name: [row for row in rows if row not in chosen] for name, rows in strata.items()}
    seats = max(0, min(size, len(stratum_of)) - len(chosen))
    shares = _apportion({name: len(rows) for name, rows in still_open.items()}, seats)
    for name, rows in still_open.items():
        chosen |= set(sorted(rows, key=lambda row: draw_key(seed, office, row))[: shares[name]])
    return Sample(
        office,
        seed,
        tuple(row for row in stratum_of if row in chosen),
        tuple((name, len(strata[name]), len(chosen & set(strata[name]))) for name in sorted(strata)),
    )


def _apportion(sizes: Mapping[str, int], seats: int) -> dict[str, int]:
    """Seats by size, exact: whole shares first, then one each to the largest remainders."""
    total = sum(sizes.values())
    if not total:
        return dict.fromkeys(sizes, 0)
    shares = {name: seats * size // total for name, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-(seats * sizes[name] % total), name))
    for name in by_remainder[: seats - sum(shares.values())]:
        shares[name] += 1
    return shares
