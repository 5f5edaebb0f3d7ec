"""What an office is worth while its laptops differ: a range, since nobody but the office chooses a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.domain.lineage import Cell, RowKey, Snapshot, Vector, at_least
from rbdesk.domain.scoring import ScoreSheet, score, share


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The score sheets of the least and of the most favourable choice in every conflict."""

    low: ScoreSheet
    high: ScoreSheet

    @property
    def is_certain(self) -> bool:
        """True if every choice gives the same total."""
        return self.low.total == self.high.total


def clashes(snapshot: Snapshot) -> tuple[RowKey, ...]:
    """Rows whose values differ, sorted. Two laptops that said the same agree."""
    return tuple(key for key in snapshot.conflicts() if len({cell.value for cell in snapshot.rows[key]}) > 1)


def answer_range(
    instrument: Instrument, snapshot: Snapshot
) -> tuple[Mapping[str, Answer], Mapping[str, Answer]]:
    """The least and the most favourable choice of answers by question code; the same where no laptops differ."""
    low: dict[str, Answer] = {}
    high: dict[str, Answer] = {}
    for key, cells in snapshot.rows.items():
        if key[0] != "answers" or key[1] != instrument.id or key[2] not in instrument.place_of:
            continue
        ordered = _by_worth(instrument.question(key[2]).scale, cells)
        if ordered:
            low[key[2]], high[key[2]] = ordered[0], ordered[-1]
    return low, high


def score_range(instrument: Instrument, snapshot: Snapshot) -> ScoreRange:
    """The score of a snapshot's answers to an instrument, over all choices in its conflicts.

    The score rises with every question's share, so the ends are reached by choosing in each row alone.
    """
    low, high = answer_range(instrument, snapshot)
    lowest = score(instrument, low)
    return ScoreRange(lowest, lowest if low == high else score(instrument, high))


def _by_worth(scale: Scale, cells: Sequence[Cell]) -> list[Answer]:
    """The answers in the row's cells, the least favourable first; unanswered is below a zero."""
    found = [cell.value for cell in cells if isinstance(cell.value, Answer)]
    return sorted(found, key=lambda answer: (share(scale, answer.value).value, answer.value is not None))


def heads(vectors: Sequence[Vector]) -> tuple[int, ...]:
    """Places of the histories that no other has overtaken; of equal ones all."""
    return tuple(
        place
        for place, vector in enumerate(vectors)
        if not any(at_least(other, vector) and not at_least(vector, other) for other in vectors)
    )


def middle(values: Sequence[Fraction]) -> Fraction | None:
    """The arithmetic mean; None of nothing, so that what is missing never counts as zero."""
    return sum(values, Fraction(0)) / len(values) if values else None
