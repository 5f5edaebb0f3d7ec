"""Strategi 4+1: the profile of the checklist's points in per cent, and the LKE's areas that a weak point concerns.

Source: the checklist's own file. A help, not an official instrument: its numbers never enter the LKE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import RATIO, AreaGroup, Instrument, Point
from rbdesk.domain.scoring import ScoreSheet, share

WEAK_POINT = 50  # per cent, below which a point is shown as weak
WEAK_QUESTION = Fraction(1, 2)  # share of a question, below which it is counted as weak

# Keys of the checklist's file -> codes of the LKE's areas of change
_AREA_OF_KEY = {
    "manajemen_perubahan": "1",
    "deregulasi": "2",
    "organisasi": "3",
    "tatalaksana": "4",
    "sdm": "5",
    "akuntabilitas": "6",
    "pengawasan": "7",
    "pelayanan_publik": "8",
}


@dataclass(frozen=True, slots=True)
class PointResult:
    """A point: mean of its items in per cent, 0..100, over the `counted` ones; an unanswered item counts 0.

    An item of which none was due is not counted. `percent` is None where no item counts.
    """

    point: Point
    percent: Fraction | None
    answered: int
    counted: int
    items: int

    @property
    def is_weak(self) -> bool:
        """Below half of what can be reached."""
        return self.percent is not None and self.percent < WEAK_POINT


@dataclass(frozen=True, slots=True)
class RelatedArea:
    """An area of the LKE that a point concerns: per cent reached there, and its questions with a weak answer."""

    area: AreaGroup
    percent: Fraction
    weak: tuple[str, ...]


def profile(checklist: Instrument, answers: Mapping[str, Answer]) -> tuple[PointResult, ...]:
    """The points in the checklist's order."""
    return tuple(_result(checklist, point, answers) for point in checklist.points)


def is_counted(checklist: Instrument, code: str, answer: Answer | None) -> bool:
    """False for an item of which none was due: nothing can be done well or badly there."""
    scale = checklist.question(code).scale
    if answer is None or answer.value is None or isinstance(answer.value, str) or scale.formula is None:
        return True
    if scale.formula.kind != RATIO:
        return True
    numbers = dict(answer.value)
    return sum(numbers.get(name, 0) for name in scale.formula.denominator) != 0


def related_areas(point: Point, sheet: ScoreSheet) -> tuple[RelatedArea, ...]:
    """The areas of an LKE that a point concerns, in the file's order, with their answered weak questions."""
    instrument = sheet.instrument
    by_code = {area.code: area for area in instrument.areas}
    found = []
    for key in point.related:
        area = by_code.get(_AREA_OF_KEY.get(key, ""))
        if area is not None:
            places = [leaf for place in area.places for leaf in instrument.questions_under(place)]
            weak = [
                instrument.nodes[place].code
                for place in places
                if (worth := sheet.shares[place]) is not None
                and worth.answered
                and worth.value < WEAK_QUESTION
            ]
            found.append(RelatedArea(area, sheet.area_percent(area.places), tuple(weak)))
    return tuple(found)


def _result(checklist: Instrument, point: Point, answers: Mapping[str, Answer]) -> PointResult:
    place = checklist.place_of[point.code]
    codes = [checklist.nodes[leaf].code for leaf in checklist.questions_under(place)]
    counted = [code for code in codes if is_counted(checklist, code, answers.get(code))]
    shares = [
        share(checklist.question(code).scale, answers[code].value) if code in answers else None
        for code in counted
    ]
    worth = sum((one.value for one in shares if one is not None), Fraction(0))
    answered = sum(code in answers and answers[code].value is not None for code in codes)
    percent = worth / len(counted) * 100 if counted else None
    return PointResult(point, percent, answered, len(counted), len(codes))
