"""What is known here of the offices' results in an earlier year, and whether a later one may be compared with it.

Whole answers on the same sheet come first; else the result that was entered or imported, with the regulation that
measured it. Two regulations are two measures: their difference says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain import conflict
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.scoring import ROOT, ScoreSheet
from rbdesk.store import assessments, histories
from rbdesk.store.database import Store


@dataclass(frozen=True, slots=True)
class Former:
    """An office's percent in an earlier year; `frame` is the regulation of an entered result, "" of whole answers."""

    percent: Fraction
    is_comparable: bool
    frame: str = ""

    @property
    def is_entered(self) -> bool:
        """True for a result that a person entered or imported; whole answers are the office's own word."""
        return bool(self.frame)


def load_former(db: Store, year: int, instrument: Instrument) -> dict[str, Former]:
    """The results of `year` by office code, of the offices of which one is known."""
    found: dict[str, Former] = {}
    for result in histories.list_results(db):
        if result.year == year:
            fits = result.frame in instrument.legal_basis.split()
            before = found.get(result.owner)
            if before is None or fits:
                found[result.owner] = Former(Fraction(result.index), fits, result.frame)
    for code, snapshot in assessments.load_snapshots(db, year).items():
        sheet = comparable_sheet(instrument, snapshot)
        if sheet is not None:
            found[code] = Former(sheet.percent(), True)
    return found


def comparable_sheet(instrument: Instrument, snapshot: Snapshot | None) -> ScoreSheet | None:
    """Another year's score that this year's may be compared with: of the same sheet, answered, and one value."""
    if snapshot is None:
        return None
    scores = conflict.score_range(instrument, snapshot)
    return scores.low if scores.is_certain and scores.low.answered[ROOT] else None
