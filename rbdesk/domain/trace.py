"""Why a number is what it is: steps that sum exactly to it, down to the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain.assessment import Answer, Value
from rbdesk.domain.instrument import Instrument, Node
from rbdesk.domain.scoring import ROOT, ScoreSheet, Share, percent_of, score


@dataclass(frozen=True, slots=True)
class Step:
    """One summand of a number: its node, points, full weight in points; for a question also answer and share."""

    code: str
    node: Node
    points: Fraction
    weight: Fraction
    answered: int
    questions: int
    share: Share | None = None
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A node's points and the steps that sum exactly to them; a question has one step, itself."""

    node: Node
    points: Fraction
    weight: Fraction
    steps: tuple[Step, ...]

    @property
    def percent(self) -> Fraction:
        """Points as percent of the weight, 0..100."""
        return percent_of(self.points, self.weight)

    @property
    def largest_loss(self) -> Step | None:
        """The step where most points are missing; None if none is missing."""
        worst = max(self.steps, key=lambda step: step.weight - step.points, default=None)
        return worst if worst is not None and worst.weight > worst.points else None


def trace(
    instrument: Instrument, answers: Mapping[str, Answer], code: str = "", sheet: ScoreSheet | None = None
) -> Trace:
    """The trace of a node, of the whole sheet for an empty code. Raises KeyError: no such node.

    `sheet` is the score of these answers where it is known already.
    """
    place = instrument.place_of[code] if code else ROOT
    sheet = sheet or score(instrument, answers)
    below = instrument.children[place] or ((place,) if instrument.nodes[place].question else ())
    steps = tuple(_step(instrument, answers, sheet, child) for child in below)
    return Trace(instrument.nodes[place], sheet.points[place], _weight(instrument, place), steps)


def area_trace(
    instrument: Instrument, answers: Mapping[str, Answer], short: str, sheet: ScoreSheet | None = None
) -> Trace:
    """The trace of an area across parts, known by its short name. Raises KeyError: no such area."""
    group = next((group for group in instrument.areas if group.short == short), None)
    if group is None:
        raise KeyError(short)
    sheet = sheet or score(instrument, answers)
    steps = tuple(
        _step(instrument, answers, sheet, child)
        for place in group.places
        for child in instrument.children[place]
    )
    node = instrument.nodes[group.places[0]]
    return Trace(node, sheet.area(group.places), Fraction(group.weight), steps)


def sheet_trace(
    instrument: Instrument, answers: Mapping[str, Answer], sheet: ScoreSheet | None = None
) -> Trace:
    """The trace of the whole sheet by its areas across parts; a step's code is the area's, its node the first one."""
    sheet = sheet or score(instrument, answers)
    steps = []
    for group in instrument.areas:
        answered, questions = sheet.area_answered(group.places)
        node = instrument.nodes[group.places[0]]
        points, weight = sheet.area(group.places), Fraction(group.weight)
        steps.append(Step(group.code, node, points, weight, answered, questions))
    return Trace(instrument.nodes[ROOT], sheet.total, Fraction(instrument.weight), tuple(steps))


def explain(
    instrument: Instrument, answers: Mapping[str, Answer], wanted: str, sheet: ScoreSheet | None = None
) -> Trace:
    """The trace of what is named: "" or "total" the whole, an area by number or short name, a node by its code.

    A code may be written as it is shown (`P.7.ii`). Raises KeyError: names nothing of this instrument.
    """
    if wanted in ("", "total", instrument.id):
        return sheet_trace(instrument, answers, sheet)
    for group in instrument.areas:
        if wanted in (group.code, group.short):
            return area_trace(instrument, answers, group.short, sheet)
    for code in instrument.place_of:
        if wanted in (code, instrument.display(code)):
            return trace(instrument, answers, code, sheet)
    raise KeyError(wanted)


@dataclass(frozen=True, slots=True)
class OfficeShare:
    """One office in a mean: code, name, percent 0..100."""

    code: str
    name: str
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the offices in percent, of one area (its short name) or of the whole sheet (`name` "").

    `missing` are the offices without a value, each with the reason ("not_sent", "refused", "quarantined", "conflict",
    "not_verified"); they count in no way, also not as zero. `percent` is None where no office has a value.
    """

    name: str
    offices: tuple[OfficeShare, ...]
    missing: tuple[tuple[str, str], ...]
    percent: Fraction | None


def _step(instrument: Instrument, answers: Mapping[str, Answer], sheet: ScoreSheet, place: int) -> Step:
    node = instrument.nodes[place]
    answer = answers.get(node.code)
    return Step(
        code=node.code,
        node=node,
        points=sheet.points[place],
        weight=_weight(instrument, place),
        answered=sheet.answered[place],
        questions=sheet.questions[place],
        share=sheet.shares[place],
        value=answer.value if answer else None,
    )


def _weight(instrument: Instrument, place: int) -> Fraction:
    weight = instrument.nodes[place].weight
    return Fraction(weight) if weight is not None else instrument.question_share_weight(place)
