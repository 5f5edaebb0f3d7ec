"""One office in a few lines: its areas, how much is answered, and the questions where most points are missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.scoring import ROOT, ScoreSheet, band

MOST_WEAK = 6


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the sheet: percent 0..100, its letters, answered and asked."""

    code: str
    name: str
    percent: Fraction
    band: str
    answered: int
    questions: int


@dataclass(frozen=True, slots=True)
class WeakQuestion:
    """A question and what it lacks: `points` of the whole sheet, as its share `value` 0..1 or unanswered."""

    code: str
    name: str
    value: Fraction
    is_answered: bool
    points: Fraction


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """An office, whole or one area of it: points of `weight`, percent and its letters, answered and asked."""

    sheet: ScoreSheet
    area: AreaGroup | None
    points: Fraction
    weight: Fraction
    percent: Fraction
    band: str
    answered: int
    questions: int
    parts: tuple[PartLine, ...]
    weak: tuple[WeakQuestion, ...]


def office_report(sheet: ScoreSheet, area: str = "") -> OfficeReport:
    """An office by its areas, or one area (its code) by its subcomponents."""
    instrument = sheet.instrument
    group = next((one for one in instrument.areas if one.code == area), None)
    if group is None:
        return OfficeReport(
            sheet=sheet,
            area=None,
            points=sheet.total,
            weight=Fraction(instrument.weight),
            percent=sheet.percent(),
            band=_letters(instrument, sheet.percent()),
            answered=sheet.answered[ROOT],
            questions=sheet.questions[ROOT],
            parts=tuple(_area_line(sheet, one) for one in instrument.areas),
            weak=_weakest(sheet, instrument.question_places),
        )
    percent = sheet.area_percent(group.places)
    answered, asked = sheet.area_answered(group.places)
    inside = [leaf for place in group.places for leaf in instrument.questions_under(place)]
    return OfficeReport(
        sheet=sheet,
        area=group,
        points=sheet.area(group.places),
        weight=Fraction(group.weight),
        percent=percent,
        band=_letters(instrument, percent),
        answered=answered,
        questions=asked,
        parts=tuple(_node_line(sheet, place) for place in _subcomponents(instrument, group)),
        weak=_weakest(sheet, tuple(inside)),
    )


def _area_line(sheet: ScoreSheet, group: AreaGroup) -> PartLine:
    percent = sheet.area_percent(group.places)
    return PartLine(
        group.code,
        group.short,
        percent,
        _letters(sheet.instrument, percent),
        *sheet.area_answered(group.places),
    )


def _node_line(sheet: ScoreSheet, place: int) -> PartLine:
    instrument = sheet.instrument
    node, percent = instrument.nodes[place], sheet.percent(place)
    return PartLine(
        instrument.display(node.code),
        node.short or node.name,
        percent,
        _letters(instrument, percent),
        sheet.answered[place],
        sheet.questions[place],
    )


def _subcomponents(instrument: Instrument, group: AreaGroup) -> list[int]:
    """The places right above the questions of an area, in the sheet's order."""
    above = [
        instrument.nodes[leaf].parent for place in group.places for leaf in instrument.questions_under(place)
    ]
    return list(dict.fromkeys(above))


def _weakest(sheet: ScoreSheet, places: tuple[int, ...]) -> tuple[WeakQuestion, ...]:
    """The questions that lack most points, at most `MOST_WEAK`; those at full worth are none."""
    instrument = sheet.instrument
    found = []
    for place in places:
        worth = sheet.shares[place]
        missing = instrument.question_share_weight(place) - sheet.points[place]
        if worth is None or missing <= 0:
            continue
        node = instrument.nodes[place]
        found.append(
            WeakQuestion(
                instrument.display(node.code),
                node.short or node.name,
                worth.value,
                worth.answered,
                missing,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.points)[:MOST_WEAK])


def _letters(instrument: Instrument, percent: Fraction) -> str:
    found = band(instrument, percent)
    return found.code if found else ""
