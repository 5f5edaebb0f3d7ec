"""Published results by year and frame, and which of them may be compared.

A frame is the regulation whose sheet measured the result ("14/2014", "26/2020"). Results of two frames, or of two
kinds of owner, are different measures and never stand in one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

MOST_OF_A_FRAME = 24
MOST_OF_A_SOURCE = 200
LEAST, MOST = Decimal(0), Decimal(100)
FRAMES = ("14/2014", "26/2020")  # those of PermenPANRB that the program knows; others may be typed


@dataclass(frozen=True, slots=True)
class Published:
    """Hasil evaluasi of an owner (an office's or the regency's code) in a year: `index` on 0..100, at most two decimals.

    `source` is where it was published. `is_shipped`: it came with the program and cannot be changed.
    """

    owner: str
    year: int
    frame: str
    index: Decimal
    source: str = ""
    is_shipped: bool = False

    @property
    def place(self) -> tuple[str, int, str]:
        """What there is one result of: owner, year, frame."""
        return (self.owner, self.year, self.frame)


def fault_of(result: Published) -> str | None:
    """What keeps a result from being kept: "year", "frame", "range", "decimals", "too_long"; None if nothing."""
    if not 2000 <= result.year <= 2099:
        return "year"
    if not result.frame.strip():
        return "frame"
    if not result.index.is_finite() or not LEAST <= result.index <= MOST:
        return "range"
    if result.index != round(result.index, 2):
        return "decimals"
    if len(result.frame) > MOST_OF_A_FRAME or len(result.source) > MOST_OF_A_SOURCE:
        return "too_long"
    return None


def is_comparable(one: Published, other: Published) -> bool:
    """True if the difference of two results says something: the same measure by the same frame."""
    return one.frame == other.frame and one.owner.count(".") == other.owner.count(".")


def change(results: Iterable[Published], result: Published) -> Decimal | None:
    """Points since the year before, of the same owner and frame; None where nothing comparable is there."""
    for before in results:
        if (before.owner, before.year) == (result.owner, result.year - 1) and is_comparable(before, result):
            return result.index - before.index
    return None


def lines(results: Iterable[Published]) -> tuple[tuple[Published, ...], ...]:
    """The results that may be joined by a line: one owner, one frame, years without a gap; oldest first."""
    found: list[list[Published]] = []
    ordered = sorted(results, key=lambda one: (one.owner, one.frame, one.year))
    for result in ordered:
        last = found[-1][-1] if found else None
        follows = last is not None and (last.owner, last.frame, last.year + 1) == (
            *(result.owner, result.frame),
            result.year,
        )
        if follows:
            found[-1].append(result)
        else:
            found.append([result])
    return tuple(tuple(line) for line in sorted(found, key=lambda one: (one[0].owner, one[0].year)))
