"""How self scores moved at verification: by area, and by who verified.

An office counts in an area once every question there is settled. A verifier is compared with what the others did
in the same areas, so that whoever judges the hard areas does not look stricter for it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import pandas as pd

from rbdesk.analysis import frames
from rbdesk.analysis.cases import Case
from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.scoring import ScoreSheet

FEW_OFFICES = 5  # below, a median says little
FEW_CASES = 20  # rulings of a verifier, and of the others, below which nothing is said about severity
STRICTER, MILDER, ALIKE, FEW = "stricter", "milder", "alike", "few"
_NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Move:
    """An office in an area, in percent: by itself and verified."""

    office: str
    own: Fraction
    verified: Fraction

    @property
    def change(self) -> Fraction:
        """Percent points, negative where verification took away."""
        return self.verified - self.own


@dataclass(frozen=True, slots=True)
class AreaMovement:
    """How the offices moved in an area (the whole sheet for code ""), the largest loss first.

    `middle` is the median of the changes in percent points, None without a move.
    """

    code: str
    name: str
    moves: tuple[Move, ...]
    middle: Fraction | None

    @property
    def lowered(self) -> int:
        """How many offices lost."""
        return sum(move.change < 0 for move in self.moves)

    @property
    def raised(self) -> int:
        """How many offices gained."""
        return sum(move.change > 0 for move in self.moves)

    @property
    def is_few(self) -> bool:
        """True where so few offices are verified that the median says little."""
        return len(self.moves) < FEW_OFFICES


@dataclass(frozen=True, slots=True)
class Severity:
    """A verifier: rulings, how many lowered and raised a value, the median size of the changes made (share, −1..1).

    `rate` is the share of lowered values 0..1 among the `compared` rulings in areas that others judged too, `usual`
    that of the others there, weighted by this verifier's areas. `verdict` is "few" below `FEW_CASES` on either side;
    "stricter" or "milder" where `usual` lies outside the 95 % interval of `rate` (Wilson 1927), else "alike".
    """

    verifier: str
    cases: int
    lowered: int
    raised: int
    middle: Fraction | None
    compared: int
    rate: float
    usual: float
    verdict: str


def movements(
    instrument: Instrument,
    own: Mapping[str, ScoreSheet],
    verified: Mapping[str, ScoreSheet],
    unsettled: Mapping[str, Collection[str]],
) -> tuple[AreaMovement, ...]:
    """The areas in the sheet's order, then the whole sheet; `unsettled` are codes of questions by office."""
    groups: list[AreaGroup | None] = [*instrument.areas, None]
    return tuple(_movement(instrument, group, own, verified, unsettled) for group in groups)


def severities(cases: Sequence[Case]) -> tuple[Severity, ...]:
    """The verifiers by name."""
    frame = frames.cases_frame(cases)
    return tuple(_severity(name, cases, frame) for name in sorted({case.verifier for case in cases}))


def _movement(
    instrument: Instrument,
    group: AreaGroup | None,
    own: Mapping[str, ScoreSheet],
    verified: Mapping[str, ScoreSheet],
    unsettled: Mapping[str, Collection[str]],
) -> AreaMovement:
    places = group.places if group else (0,)
    codes = {instrument.nodes[leaf].code for place in places for leaf in instrument.questions_under(place)}
    moves = [
        Move(office, _percent(own[office], group), _percent(sheet, group))
        for office, sheet in sorted(verified.items())
        if office in own and not codes & set(unsettled.get(office, ()))
    ]
    moves.sort(key=lambda move: move.change)
    middle = Fraction(median(move.change for move in moves)) if moves else None
    return AreaMovement(group.code if group else "", group.short if group else "", tuple(moves), middle)


def _severity(name: str, cases: Sequence[Case], frame: pd.DataFrame) -> Severity:
    own = [case for case in cases if case.verifier == name]
    changed = [case.change for case in own if case.change]
    is_own = frame["verifier"] == name
    lowered = frame["change"] < 0
    by_others = lowered[~is_own].groupby(frame["area"][~is_own]).mean()
    shared = is_own & frame["area"].isin(by_others.index)
    compared, others = int(shared.sum()), int((~is_own).sum())
    rate = float(lowered[shared].mean()) if compared else 0.0
    usual = float(frame["area"][shared].map(by_others).mean()) if compared else 0.0
    return Severity(
        verifier=name,
        cases=len(own),
        lowered=sum(change < 0 for change in changed),
        raised=sum(change > 0 for change in changed),
        middle=Fraction(median(changed)) if changed else None,
        compared=compared,
        rate=rate,
        usual=usual,
        verdict=_verdict(rate, usual, compared, others),
    )


def _verdict(rate: float, usual: float, compared: int, others: int) -> str:
    if compared < FEW_CASES or others < FEW_CASES:
        return FEW
    low, high = wilson(rate, compared)
    return STRICTER if usual < low else MILDER if usual > high else ALIKE


def wilson(rate: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a rate 0..1 seen in `count` cases. Source: Wilson 1927."""
    square = _NORMAL_95**2 / count
    middle = (rate + square / 2) / (1 + square)
    half = _NORMAL_95 / (1 + square) * math.sqrt(rate * (1 - rate) / count + square / (4 * count))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _percent(sheet: ScoreSheet, group: AreaGroup | None) -> Fraction:
    return sheet.percent() if group is None else sheet.area_percent(group.places)
