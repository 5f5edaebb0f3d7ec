"""Judging the gates of a sheet (Zona Integritas): minimum rules beyond the total, each met at its limit.

A gate is not judged while a result from outside (a survey, an index) is missing that could still decide it. Other
unanswered questions count 0, as everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from rbdesk.domain.instrument import SCORE, Instrument, Question
from rbdesk.domain.instrument import Gate as Gate
from rbdesk.domain.instrument import GateLevel as GateLevel
from rbdesk.domain.scoring import ScoreSheet


class GateState(Enum):
    """How a gate stands; UNKNOWN while a missing result from outside decides it."""

    MET = "terpenuhi"
    MISSED = "belum"
    UNKNOWN = "belum_dinilai"


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate judged. `points` is what is known so far, `gap` points above the limit (below it: negative).

    `gap` is None while the gate is not judged; `missing` are the codes of the outside results that are not there.
    """

    gate: Gate
    points: Fraction
    gap: Fraction | None
    state: GateState
    missing: tuple[str, ...]


def is_from_outside(question: Question) -> bool:
    """True for a number that others measure and the office only copies: unanswered it is unknown, not zero."""
    return question.scale.formula is not None and question.scale.formula.kind == SCORE


def missing_outside(sheet: ScoreSheet, gate: Gate) -> tuple[int, ...]:
    """Places of the outside results below a gate that are not there yet."""
    nodes = sheet.instrument.nodes
    found = []
    for place in gate.places:
        for leaf in sheet.instrument.questions_under(place):
            question, share = nodes[leaf].question, sheet.shares[leaf]
            if (
                question is not None
                and is_from_outside(question)
                and share is not None
                and not share.answered
            ):
                found.append(leaf)
    return tuple(found)


def judge(sheet: ScoreSheet, gate: Gate) -> GateResult:
    """How one gate stands. Met at its limit; missed if full marks in all that is missing could not reach it."""
    points = sum((sheet.points[place] for place in gate.places), Fraction(0))
    missing = missing_outside(sheet, gate)
    open_points = sum(
        (sheet.instrument.question_share_weight(place) for place in missing),
        Fraction(0),
    )
    if points >= gate.limit:
        state = GateState.MET
    elif points + open_points < gate.limit:
        state = GateState.MISSED
    else:
        state = GateState.UNKNOWN
    gap = None if state is GateState.UNKNOWN else points - gate.limit
    codes = tuple(sheet.instrument.nodes[place].code for place in missing)
    return GateResult(gate, points, gap, state, codes)


def judge_gates(instrument: Instrument, sheet: ScoreSheet, level: str) -> tuple[GateResult, ...]:
    """All gates of a level in the file's order, each by itself: a high total does not make up for a missed gate.

    Raises KeyError: the instrument has no such level.
    """
    found = instrument.gate_level(level)
    if found is None:
        raise KeyError(level)
    return tuple(judge(sheet, gate) for gate in found.gates)
