"""The path: the cheapest set of better answers that reaches a band or all gates, of one office or of many.

Least effort first, then most points; of equal ones the first in reading order (office by office, area by area, question
by question: a step taken early goes before one taken late, a smaller step before a larger one). Exact: fractions become
whole numbers over their common denominator, and `cheapest` proves the choice. Nothing here changes an answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rbdesk import text
from rbdesk.domain import gates
from rbdesk.domain.assessment import Answer
from rbdesk.domain.cheapest import Choice, Demand, cheapest, most_points
from rbdesk.domain.gates import GateResult, GateState
from rbdesk.domain.instrument import Gate, Instrument
from rbdesk.domain.scoring import ScoreSheet, score
from rbdesk.domain.steps import NO_EFFORTS
from rbdesk.domain.steps import Candidate as Candidate
from rbdesk.domain.steps import candidates as candidates
from rbdesk.domain.steps import nearest as nearest
from rbdesk.domain.steps import with_steps as with_steps


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: percent that must be exceeded (60.00 is not yet B), or a `level` whose gates must all be met.

    Of a level `above` is the limit of its total, which is met at the limit. `name` is the band's or the level's code,
    empty for a plain number.
    """

    name: str
    above: Fraction
    level: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person sets: questions left alone, the only areas that may change, offices left out.

    `most_heavy` heavy steps at most; `floors` are (area code, percent) that the area must reach, at
    every office where there are several.
    """

    without: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    most_heavy: int | None = None
    floors: tuple[tuple[str, Fraction], ...] = ()
    without_offices: frozenset[str] = frozenset()

    def allow(self, step: Candidate) -> bool:
        """Whether a step may be taken at all."""
        return (
            step.code not in self.without
            and step.office not in self.without_offices
            and (not self.areas or step.area_code in self.areas)
        )


@dataclass(frozen=True, slots=True)
class Path:
    """Jalan of one office: percents of the whole sheet before and after, the steps in reading order, their sums.

    `candidates` is every step that was weighed; `most` the percent that all of them could reach. `gates` stand as they
    would after the steps. `is_possible` is false where the target is out of reach: then there are no steps, and
    `blocked` names the gates (by id) and areas (by code) that not even all steps would lift. Gates that wait for a
    result from outside never block, but the path does not pass (`passes`) before they are judged.
    """

    start: Fraction
    target: Target
    reached: Fraction
    steps: tuple[Candidate, ...]
    effort: int
    points: Fraction
    passes: bool
    is_possible: bool
    candidates: tuple[Candidate, ...]
    most: Fraction
    gates: tuple[GateResult, ...]
    blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeReach:
    """One office within a path of many: percent before and after, and whether it then passes by itself."""

    office: str
    start: Fraction
    reached: Fraction
    passes: bool


@dataclass(frozen=True, slots=True)
class RegencyPath:
    """Jalan of many offices together; percents are the mean of the offices', which is not the regency's index.

    `each`: every office that is not left out is to pass by itself, and those that can have steps; else the mean is to.
    `missing` offices have no one score and are in no mean. Else as `Path`, points being those of the offices' own
    sheets and `blocked` (office, gate or area).
    """

    start: Fraction
    target: Target
    reached: Fraction
    steps: tuple[Candidate, ...]
    effort: int
    points: Fraction
    passes: bool
    is_possible: bool
    candidates: tuple[Candidate, ...]
    most: Fraction
    offices: tuple[OfficeReach, ...]
    each: bool
    blocked: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, tuple[Candidate, ...]], ...]:
        """The steps by question, the question that brings most first: (code, its steps in the offices' order)."""
        found: dict[str, list[Candidate]] = {}
        for step in self.steps:
            found.setdefault(step.code, []).append(step)
        ordered = sorted(found.items(), key=lambda item: -sum(step.points for step in item[1]))
        return tuple((code, tuple(steps)) for code, steps in ordered)


def target_of(instrument: Instrument, wanted: str) -> Target:
    """The target that a person names: a band ("B"), a level of gates ("WBK") or a number of percent ("61,5").

    Raises KeyError: none of these.
    """
    word = wanted.strip()
    for level in instrument.levels:
        if level.id.casefold() == word.casefold():
            total = next((gate for gate in level.gates if gate.kind == "total"), None)
            least = total.limit / total.weight * 100 if total is not None else Fraction(0)
            return Target(level.id, least, level.id)
    for band in instrument.bands:
        if band.code.casefold() == word.casefold():
            return Target(band.code, Fraction(band.above))
    number = text.parse_number(word)
    if number is None or not 0 <= number <= 100:
        raise KeyError(wanted)
    return Target("", Fraction(number))


NO_LIMITS = Limits()


def shortest(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    target: Target,
    limits: Limits = NO_LIMITS,
    efforts: Mapping[str, int] = NO_EFFORTS,
    office: str = "",
) -> Path:
    """The cheapest path of one office. `efforts` (1..3, by code) stand in place of the instrument's own.

    Gates that wait for results from outside do not hold the path up; it passes when they are there and met.
    """
    case = _Case.of(instrument, office, answers, limits, efforts)
    wanted = [*_gate_wants(case, target), *_floor_wants(case, limits)]
    if not target.level:
        wanted.append(_total_want([case], target))
    search = _Search([case], wanted)
    chosen = search.cheapest(limits.most_heavy)
    steps = chosen or ()
    after = score(instrument, with_steps(answers, steps))
    results = gates.judge_gates(instrument, after, target.level) if target.level else ()
    is_there = (
        all(result.state is GateState.MET for result in results)
        if target.level
        else after.percent() > target.above
    )
    return Path(
        start=case.sheet.percent(),
        target=target,
        reached=after.percent(),
        steps=steps,
        effort=sum(step.effort for step in steps),
        points=after.total - case.sheet.total,
        passes=chosen is not None and is_there,
        is_possible=chosen is not None,
        candidates=case.steps,
        most=case.sheet.percent() + search.most(limits.most_heavy) / Fraction(instrument.weight) * 100,
        gates=results,
        blocked=() if chosen is not None else tuple(name for _, name in search.blocked()),
    )


def shortest_together(
    instrument: Instrument,
    offices: Mapping[str, Mapping[str, Answer]],
    target: Target,
    limits: Limits = NO_LIMITS,
    efforts: Mapping[str, int] = NO_EFFORTS,
    *,
    each: bool = False,
) -> RegencyPath:
    """The cheapest path of many offices (answers by office code), in the order of their codes.

    The mean of their percents is to exceed the target, with at most so many heavy steps in all. With `each`, and
    always where the target is a level of gates, every office is to pass by itself and the limit is each office's: then
    the path is the offices' own paths together. Raises ValueError: no offices.
    """
    if not offices:
        raise ValueError("no offices")
    ordered = sorted(offices.items())
    if each or target.level:
        paths = [
            (office, shortest(instrument, answers, target, limits, efforts, office))
            for office, answers in ordered
        ]
        return _side_by_side(paths, target, limits)
    cases = [_Case.of(instrument, office, answers, limits, efforts) for office, answers in ordered]
    asked = [case for case in cases if case.office not in limits.without_offices]
    wanted = [want for case in asked for want in _floor_wants(case, limits)]
    search = _Search(cases, [*wanted, _total_want(cases, target)])
    chosen = search.cheapest(limits.most_heavy)
    steps = chosen or ()
    full = Fraction(instrument.weight)
    reaches = []
    for case in cases:
        gained = sum((step.points for step in steps if step.office == case.office), Fraction(0))
        reached = (case.sheet.total + gained) / full * 100
        reaches.append(OfficeReach(case.office, case.sheet.percent(), reached, reached > target.above))
    start = _mean([one.start for one in reaches])
    reached = _mean([one.reached for one in reaches])
    return RegencyPath(
        start=start,
        target=target,
        reached=reached,
        steps=steps,
        effort=sum(step.effort for step in steps),
        points=sum((step.points for step in steps), Fraction(0)),
        passes=chosen is not None and reached > target.above,
        is_possible=chosen is not None,
        candidates=tuple(step for case in cases for step in case.steps),
        most=start + search.most(limits.most_heavy) / (full * len(cases)) * 100,
        offices=tuple(reaches),
        each=False,
        blocked=() if chosen is not None else search.blocked(),
    )


def _side_by_side(paths: Sequence[tuple[str, Path]], target: Target, limits: Limits) -> RegencyPath:
    asked = [(office, path) for office, path in paths if office not in limits.without_offices]
    return RegencyPath(
        start=_mean([path.start for _, path in paths]),
        target=target,
        reached=_mean([path.reached for _, path in paths]),
        steps=tuple(step for _, path in paths for step in path.steps),
        effort=sum(path.effort for _, path in paths),
        points=sum((path.points for _, path in paths), Fraction(0)),
        passes=all(path.passes for _, path in asked),
        is_possible=all(path.is_possible for _, path in asked),
        candidates=tuple(step for _, path in paths for step in path.candidates),
        most=_mean([path.most for _, path in paths]),
        offices=tuple(OfficeReach(office, path.start, path.reached, path.passes) for office, path in paths),
        each=True,
        blocked=tuple((office, name) for office, path in asked for name in path.blocked),
    )


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


@dataclass(frozen=True, slots=True)
class _Case:
    """An office with the steps that it may take."""

    office: str
    answers: Mapping[str, Answer]
    sheet: ScoreSheet
    steps: tuple[Candidate, ...]

    @staticmethod
    def of(
        instrument: Instrument,
        office: str,
        answers: Mapping[str, Answer],
        limits: Limits,
        efforts: Mapping[str, int],
    ) -> _Case:
        found = candidates(instrument, answers, efforts, office)
        allowed = tuple(step for step in found if limits.allow(step))
        return _Case(office, answers, score(instrument, answers), allowed)

    def leaves(self, places: Iterable[int]) -> frozenset[tuple[str, int]]:
        """The questions below some nodes, as groups of steps."""
        instrument = self.sheet.instrument
        return frozenset(
            (self.office, leaf) for place in places for leaf in instrument.questions_under(place)
        )


@dataclass(frozen=True, slots=True)
class _Want:
    """Questions that must gain so many points together: more than `points` if it is strict, else at least."""

    groups: frozenset[tuple[str, int]]
    points: Fraction
    strict: bool = False
    office: str = ""
    name: str = ""


def _total_want(cases: Sequence[_Case], target: Target) -> _Want:
    """The whole sheets together exceed the target in the mean."""
    groups = frozenset[tuple[str, int]]().union(*(case.leaves((0,)) for case in cases))
    full = sum((Fraction(case.sheet.instrument.weight) for case in cases), Fraction(0))
    held = sum((case.sheet.total for case in cases), Fraction(0))
    return _Want(groups, target.above / 100 * full - held, strict=True)


def _gate_wants(case: _Case, target: Target) -> list[_Want]:
    level = case.sheet.instrument.gate_level(target.level) if target.level else None
    if level is None:
        return []
    return [_gate_want(case, gate) for gate in level.gates]


def _gate_want(case: _Case, gate: Gate) -> _Want:
    """What a gate asks of the steps: all of its gap, less what results that are still to come may bring."""
    result = gates.judge(case.sheet, gate)
    instrument = case.sheet.instrument
    to_come = sum(
        (instrument.question_share_weight(instrument.place_of[code]) for code in result.missing), Fraction(0)
    )
    return _Want(
        case.leaves(gate.places), gate.limit - result.points - to_come, office=case.office, name=gate.id
    )


def _floor_wants(case: _Case, limits: Limits) -> list[_Want]:
    found = []
    for code, percent in limits.floors:
        group = next((group for group in case.sheet.instrument.areas if group.code == code), None)
        if group is not None:
            lacking = percent / 100 * Fraction(group.weight) - case.sheet.area(group.places)
            found.append(_Want(case.leaves(group.places), lacking, office=case.office, name=code))
    return found


class _Search:
    """The steps of the offices and what is wanted of them, as whole numbers in reading order."""

    def __init__(self, cases: Sequence[_Case], wanted: Sequence[_Want]) -> None:
        self._wanted = wanted
        steps: dict[tuple[str, int], list[Candidate]] = {}
        for case in cases:
            for step in case.steps:
                steps.setdefault((step.office, step.place), []).append(step)
        self._groups = _in_reading_order(cases, steps, wanted)
        self._steps = [steps[group] for group in self._groups]
        self._unit = math.lcm(*(step.points.denominator for found in self._steps for step in found))
        self._choices = [
            [Choice(step.effort, int(step.points * self._unit), step.is_heavy) for step in found]
            for found in self._steps
        ]

    def cheapest(self, most_heavy: int | None) -> tuple[Candidate, ...] | None:
        """The steps of the cheapest plan, None if no plan gives all that is wanted."""
        demands = []
        at = {group: place for place, group in enumerate(self._groups)}
        for want in self._wanted:
            least = self._least(want)
            places = sorted(at[group] for group in want.groups if group in at)
            if not places:
                if least > 0:
                    return None
                continue
            demands.append(Demand(places[0], places[-1] + 1, least))
        plan = cheapest(self._choices, demands, most_heavy)
        if plan is None:
            return None
        return tuple(
            found[place] for found, place in zip(self._steps, plan, strict=True) if place is not None
        )

    def most(self, most_heavy: int | None) -> Fraction:
        """The most points that all steps together could gain."""
        return Fraction(most_points(self._choices, most_heavy), self._unit)

    def blocked(self) -> tuple[tuple[str, str], ...]:
        """Office and name of what not even all steps would give."""
        best = {
            group: max(choice.points for choice in choices)
            for group, choices in zip(self._groups, self._choices, strict=True)
        }
        return tuple(
            (want.office, want.name)
            for want in self._wanted
            if want.name and sum(best.get(group, 0) for group in want.groups) < self._least(want)
        )

    def _least(self, want: _Want) -> int:
        scaled = want.points * self._unit
        return math.floor(scaled) + 1 if want.strict else math.ceil(scaled)


def _in_reading_order(
    cases: Sequence[_Case], steps: Mapping[tuple[str, int], object], wanted: Sequence[_Want]
) -> list[tuple[str, int]]:
    """The questions with steps, office by office and area by area, so that what is wanted together stands together."""
    plain: list[tuple[str, int]] = []
    for case in cases:
        for area in case.sheet.instrument.areas:
            leaves = [leaf for place in area.places for leaf in case.sheet.instrument.questions_under(place)]
            plain += [(case.office, leaf) for leaf in sorted(leaves) if (case.office, leaf) in steps]
    at = {group: place for place, group in enumerate(plain)}
    keys: dict[tuple[str, int], list[int]] = {group: [] for group in plain}
    for want in sorted(wanted, key=lambda want: -len(want.groups)):
        members = [group for group in want.groups if group in at]
        first = min((at[group] for group in members), default=0)
        for group in members:
            keys[group].append(first)
    return sorted(plain, key=lambda group: (*keys[group], at[group]))
