"""The steps by which an office's answers can get better, each with what it gains and the effort it takes.

A step raises one question: a choice to a better option, counts to the next quarter, a measured score to the next
tenth of its scale. Effort is the question's own (1 easy, 2 middling, 3 heavy) times the options that are climbed, so
that two options at once are never cheaper than one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from rbdesk.domain.assessment import EMPTY, Answer, Inputs, Value, value_fault
from rbdesk.domain.instrument import FALL, RATIO, SCORE, Formula, Input, Instrument, Scale
from rbdesk.domain.scoring import share

HEAVY = 3
QUARTERS, TENTHS = 4, 10
NO_EFFORTS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Perbaikan: one question answered better. `points` is the gain, in points of the office's sheet.

    `area` is the area's short name, `area_code` its numeral; shares are 0..1 before and after. `effort` is at least 1;
    3 and more is heavy. Of several steps of one question only one can be taken.
    """

    office: str
    code: str
    place: int
    area: str
    area_code: str
    before: Value | None
    after: Value
    share_before: Fraction
    share_after: Fraction
    points: Fraction
    effort: int

    @property
    def is_heavy(self) -> bool:
        """True if the step as a whole is heavy."""
        return self.effort >= HEAVY

    @property
    def gain(self) -> Fraction:
        """How much the question's own share rises, 0..1."""
        return self.share_after - self.share_before


def candidates(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    efforts: Mapping[str, int] = NO_EFFORTS,
    office: str = "",
) -> tuple[Candidate, ...]:
    """Every step that is worth something, in the order of the sheet, the smaller step of a question first.

    `efforts` (1..3, by code) stand in place of the instrument's own. A score that others measure is a step only where
    it has been measured: nobody knows what to raise before.
    """
    area_of = {
        leaf: group
        for group in instrument.areas
        for at in group.places
        for leaf in instrument.questions_under(at)
    }
    shared = _shared_numbers(instrument, answers)
    found: list[Candidate] = []
    for place in instrument.question_places:
        node = instrument.nodes[place]
        if node.question is None:
            continue
        before = answers.get(node.code, EMPTY).value
        worth = share(node.question.scale, before).value
        weight = instrument.question_share_weight(place)
        effort = efforts.get(node.code, node.question.effort)
        group = area_of[place]
        for climbed, after, better in _better(node.question.scale, before, worth, shared):
            found.append(
                Candidate(
                    office=office,
                    code=node.code,
                    place=place,
                    area=group.short,
                    area_code=group.code,
                    before=before,
                    after=after,
                    share_before=worth,
                    share_after=better,
                    points=(better - worth) * weight,
                    effort=effort * climbed,
                )
            )
    return tuple(step for step in found if step.points > 0)


def nearest(steps: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The smallest step of each question of each office, in the order given."""
    found: dict[tuple[str, str], Candidate] = {}
    for step in steps:
        kept = found.get((step.office, step.code))
        if kept is None or step.points < kept.points:
            found[step.office, step.code] = step
    return tuple(found.values())


def with_steps(answers: Mapping[str, Answer], steps: Iterable[Candidate]) -> Mapping[str, Answer]:
    """The answers as they would be after the steps (of one office); nothing is kept of it."""
    changed = {step.code: replace(answers.get(step.code, EMPTY), value=step.after) for step in steps}
    return MappingProxyType({**answers, **changed})


def _better(
    scale: Scale, before: Value | None, worth: Fraction, shared: Mapping[str, Decimal]
) -> Iterator[tuple[int, Value, Fraction]]:
    """Better answers, the nearest first: how many options each climbs, the value, its share."""
    reached = worth
    climbed = 0
    for value in _ladder(scale, before, shared):
        if value_fault(scale, value) is not None:
            continue
        better = share(scale, value).value
        if better > reached:
            reached, climbed = better, climbed + 1
            yield climbed, value, better


def _ladder(scale: Scale, before: Value | None, shared: Mapping[str, Decimal]) -> Iterator[Value]:
    """Values that could stand in place of an answer, from the least worth to the most."""
    formula = scale.formula
    if formula is None:
        yield from (option.label for option in sorted(scale.options, key=lambda option: option.value))
        return
    numbers = None if before is None or isinstance(before, str) else dict(before)
    if formula.kind == SCORE:
        if numbers is not None:
            for tenth in range(1, TENTHS + 1):
                yield _with(numbers, formula.numerator, _mark(formula, tenth))
        return
    if numbers is None or not _whole(formula, numbers):
        if numbers is not None and formula.kind == FALL:
            # nothing to fall from: only "none again" is better
            yield _with(numbers, formula.numerator, Decimal(0))
            return
        numbers = _first_numbers(scale.inputs, formula, shared)
    whole = _whole(formula, numbers)
    for quarter in range(1, QUARTERS + 1):
        part = Decimal(-(-int(whole) * quarter // QUARTERS))  # Decimal's // would round towards zero
        yield _raised(formula, numbers, part if formula.kind == RATIO else whole - part)


def _mark(formula: Formula, tenth: int) -> Decimal:
    reach = formula.scale_maximum - formula.scale_minimum
    return (formula.scale_minimum + reach * tenth / TENTHS).normalize()


def _whole(formula: Formula, numbers: Mapping[str, Decimal]) -> Decimal:
    return sum((numbers.get(name, Decimal(0)) for name in formula.denominator), Decimal(0))


def _first_numbers(
    inputs: Iterable[Input], formula: Formula, shared: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """Counts of a question that has none: what other questions say of the same ones, else four of the whole.

    Four is the smallest whole in which every quarter is a count.
    """
    numbers = {item.id: Decimal(0) for item in inputs}
    numbers |= {name: shared[name] for name in formula.denominator if name in shared}
    if not _whole(formula, numbers):
        numbers[formula.denominator[0]] = Decimal(QUARTERS)
    if formula.kind == FALL:
        numbers[formula.numerator] = _whole(formula, numbers)
    return numbers


def _raised(formula: Formula, numbers: Mapping[str, Decimal], part: Decimal) -> Inputs:
    """The counts with this numerator; what is still under way becomes less where both together would exceed the whole."""
    changed = {**numbers, formula.numerator: part}
    if formula.at_most is not None:
        names, limit = formula.at_most
        over = sum((changed[name] for name in names), Decimal(0)) - changed[limit]
        for name in names:
            if name != formula.numerator and over > 0:
                taken = min(over, changed[name])
                changed[name] -= taken
                over -= taken
    return tuple(sorted(changed.items()))


def _with(numbers: Mapping[str, Decimal], name: str, number: Decimal) -> Inputs:
    return tuple(sorted({**numbers, name: number}.items()))


def _shared_numbers(instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, Decimal]:
    """Counts that several questions ask for, as the first one that was answered gives them."""
    names = {
        name
        for place in instrument.question_places
        for question in [instrument.nodes[place].question]
        if question is not None
        for name in question.shared_inputs
    }
    found: dict[str, Decimal] = {}
    for place in instrument.question_places:
        value = answers.get(instrument.nodes[place].code, EMPTY).value
        if value is not None and not isinstance(value, str):
            for name, number in value:
                if name in names:
                    found.setdefault(name, number)
    return found
