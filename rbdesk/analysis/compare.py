"""Many offices beside each other: how the areas spread, what is missed most, who differs from similar offices.

Robust throughout: medians, and the median of the distances from them, so that one office cannot hide another.
Says nothing about fewer offices than a statement needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import pandas as pd

from rbdesk.analysis import frames
from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.scoring import ScoreSheet

MOST_MISSED = 8
WEAK_BELOW = Fraction(1, 2)  # the share under which a question counts as missed
PEERS, FEWEST_PEERS = 8, 6
# A distance of so many spreads is unusual; Iglewicz and Hoaglin 1993 for the modified z-score
UNUSUAL = 3.5
_MAD_TO_SPREAD = 1.4826  # makes the median distance of a bell curve its standard deviation
_LEAST_SPREAD = 2.0  # percent points: where all peers are alike, a small step aside is not unusual


@dataclass(frozen=True, slots=True)
class AreaSpread:
    """How the offices stand in an area (the whole sheet for code ""): percents, exact; `above` the target.

    `middle` is the median; `reach` lowest and highest; `counted` offices with a value.
    """

    code: str
    name: str
    middle: Fraction
    reach: tuple[Fraction, Fraction]
    above: int
    counted: int


@dataclass(frozen=True, slots=True)
class MissedQuestion:
    """A question and how many of the `counted` offices miss it: worth less than a half, or unanswered.

    `points` is what an office lacks there in the middle (median), in points of the sheet.
    """

    code: str
    shown: str
    name: str
    missing: int
    unanswered: int
    counted: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Outlier:
    """An office that differs from similar ones in an area (the whole sheet: area "").

    `value` in percent, exact; `middle` the median of the `peers` offices and `usual` the range that would not be
    unusual, both float percents from the frame.
    """

    office: str
    area: str
    value: Fraction
    middle: float
    usual: tuple[float, float]
    peers: int

    @property
    def is_low(self) -> bool:
        """True if the office lies below the others."""
        return float(self.value) < self.middle


def spreads(
    instrument: Instrument, sheets: Mapping[str, ScoreSheet], target: Fraction
) -> tuple[AreaSpread, ...]:
    """The areas in the sheet's order, then the whole sheet; nothing while no office has a value."""
    if not sheets:
        return ()
    groups: list[AreaGroup | None] = [*instrument.areas, None]
    return tuple(_spread(group, list(sheets.values()), target) for group in groups)


def strongest_and_weakest(found: tuple[AreaSpread, ...], most: int = 2) -> tuple[tuple[AreaSpread, ...], ...]:
    """The areas with the highest and with the lowest median, the extreme one first; equal ones in the sheet's order."""
    areas = [one for one in found if one.code]
    by_middle = sorted(areas, key=lambda one: -one.middle)
    weakest = sorted(areas, key=lambda one: one.middle)
    return tuple(by_middle[:most]), tuple(weakest[:most])


def most_missed(
    instrument: Instrument, sheets: Mapping[str, ScoreSheet], most: int = MOST_MISSED
) -> tuple[MissedQuestion, ...]:
    """The questions that most offices miss, then those where more points are lacking, then the sheet's order."""
    shares = frames.answers_frame(sheets)
    if shares.empty:
        return ()
    weak = (shares.fillna(0.0) < float(WEAK_BELOW)).sum()
    unanswered = shares.isna().sum()
    found = [
        _missed(instrument, sheets, str(code), int(weak[code]), int(unanswered[code]))
        for code in weak.index[weak > 0]
    ]
    return tuple(sorted(found, key=lambda one: (-one.missing, -one.points))[:most])


def outliers(instrument: Instrument, sheets: Mapping[str, ScoreSheet]) -> tuple[Outlier, ...] | None:
    """Offices that differ from similar ones, the most unusual first; None where too few offices have a value.

    Similar in an area are the `PEERS` offices with the nearest total (of equal ones those whose code comes first):
    among them a single area that stands apart is worth a look. In the total all others are the peers.
    """
    if len(sheets) <= FEWEST_PEERS:
        return None
    scores = frames.scores_frame(dict(sorted(sheets.items())))
    found = []
    for office in scores.index:
        others = scores.drop(index=office)
        nearest = (others[frames.TOTAL] - scores.at[office, frames.TOTAL]).abs().round(9)
        near = others.loc[nearest.sort_values(kind="stable").index[:PEERS]]
        for column in scores.columns:
            peers = others[column] if column == frames.TOTAL else near[column]
            found += _unusual(instrument, sheets[office], str(office), str(column), peers)
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _unusual(
    instrument: Instrument, sheet: ScoreSheet, office: str, column: str, peers: pd.Series
) -> list[tuple[float, Outlier]]:
    """How unusual an office is and the finding about it; nothing within the usual range."""
    area = "" if column == frames.TOTAL else column
    group = next((one for one in instrument.areas if one.code == area), None)
    value = _percent(sheet, group)
    middle = float(peers.median())
    spread = max(_MAD_TO_SPREAD * float((peers - middle).abs().median()), _LEAST_SPREAD)
    distance = abs(float(value) - middle) / spread
    if distance <= UNUSUAL:
        return []
    usual = (max(middle - UNUSUAL * spread, 0.0), min(middle + UNUSUAL * spread, 100.0))
    return [(distance, Outlier(office, area, value, middle, usual, len(peers)))]


def _spread(group: AreaGroup | None, sheets: list[ScoreSheet], target: Fraction) -> AreaSpread:
    values = [_percent(sheet, group) for sheet in sheets]
    return AreaSpread(
        code=group.code if group else "",
        name=group.short if group else "",
        middle=Fraction(median(values)),
        reach=(min(values), max(values)),
        above=sum(value > target for value in values),
        counted=len(values),
    )


def _missed(
    instrument: Instrument, sheets: Mapping[str, ScoreSheet], code: str, missing: int, unanswered: int
) -> MissedQuestion:
    place = instrument.place_of[code]
    node = instrument.nodes[place]
    weight = instrument.question_share_weight(place)
    lacking = [weight - sheet.points[place] for sheet in sheets.values()]
    name = node.question.text if node.question else node.name
    shown = instrument.display(code)
    return MissedQuestion(code, shown, name, missing, unanswered, len(sheets), Fraction(median(lacking)))


def _percent(sheet: ScoreSheet, group: AreaGroup | None) -> Fraction:
    return sheet.percent() if group is None else sheet.area_percent(group.places)
