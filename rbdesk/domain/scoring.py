"""What an assessment is worth. Exact: fractions from the answer to the total, rounded only at the eye.

Rule: subcomponent = weight x arithmetic mean of its questions, unanswered counting 0 in the mean; area,
part and total are sums. Source: PermenPANRB 26/2020's worksheet as circulated; the DIY 2020 print-out
(answers A, B, B at weight 0.40 give 0.312) confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from rbdesk.domain.assessment import Answer, Inputs, Value
from rbdesk.domain.instrument import FALL, RATIO, Band, Formula, Instrument, Scale

_EXACT = Context(prec=28, rounding=ROUND_HALF_UP)
ROOT = 0


def to_decimal(number: Fraction) -> Decimal:
    """The number as a decimal: exact where the quotient ends, else with 28 digits."""
    quotient = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    # normalize() may give 1E+1; a plain form is wanted everywhere
    plain = quotient.normalize(_EXACT)
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


@dataclass(frozen=True, slots=True)
class Share:
    """Nilai of one question, 0..1. `edge` is true where the instrument's rule for a zero denominator decided."""

    value: Fraction
    answered: bool
    edge: bool = False


UNANSWERED = Share(Fraction(0), answered=False)


def share(scale: Scale, value: Value | None) -> Share:
    """What a value is worth, 0..1. An unanswered question is worth 0 and says so.

    Raises ValueError: a value that this scale does not allow (`assessment.value_fault` says why).
    """
    if value is None:
        return UNANSWERED
    if isinstance(value, str):
        option = scale.option(value)
        if option is None:
            raise ValueError(f"no option {value!r}")
        return Share(Fraction(option.value), answered=True)
    if scale.formula is None:
        raise ValueError("numbers for a question with options")
    return _computed(scale.formula, value)


def _computed(formula: Formula, value: Inputs) -> Share:
    numbers = {name: Fraction(number) for name, number in value}
    try:
        numerator = numbers[formula.numerator]
        denominator = sum((numbers[name] for name in formula.denominator), Fraction(0))
    except KeyError as missing:
        raise ValueError(f"no number {missing}") from missing
    if formula.kind == RATIO or formula.kind == FALL:
        if denominator == 0:
            if formula.edge is None:
                raise ValueError("a zero denominator without a rule")
            both = formula.edge.both_zero
            worth = both if numerator == 0 and both is not None else formula.edge.denominator_zero
            return Share(Fraction(worth), answered=True, edge=True)
        raw = numerator / denominator if formula.kind == RATIO else (denominator - numerator) / denominator
    else:
        low, high = Fraction(formula.scale_minimum), Fraction(formula.scale_maximum)
        raw = (numerator - low) / (high - low)
    return Share(min(Fraction(1), max(Fraction(0), raw)), answered=True)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Rekap nilai: points, answered and asked per place of the instrument; shares of the questions.

    `points[place]` is 0..weight of the node (a question: 0..its andil); `shares[place]` is None above questions.
    """

    instrument: Instrument
    points: tuple[Fraction, ...]
    answered: tuple[int, ...]
    questions: tuple[int, ...]
    shares: tuple[Share | None, ...]

    @property
    def total(self) -> Fraction:
        """Points of the whole sheet, 0..`instrument.weight`."""
        return self.points[ROOT]

    def percent(self, place: int = ROOT) -> Fraction:
        """Points of a node as percent of its full weight, 0..100; a weight of 0 gives 0."""
        return percent_of(self.points[place], self._weight(place))

    def area(self, places: Sequence[int]) -> Fraction:
        """Points of an area across parts."""
        return sum((self.points[place] for place in places), Fraction(0))

    def area_percent(self, places: Sequence[int]) -> Fraction:
        """Percent of an area across parts, 0..100."""
        weight = sum((self._weight(place) for place in places), Fraction(0))
        return percent_of(self.area(places), weight)

    def area_answered(self, places: Sequence[int]) -> tuple[int, int]:
        """Answered and asked questions of an area across parts."""
        return sum(self.answered[place] for place in places), sum(self.questions[place] for place in places)

    def _weight(self, place: int) -> Fraction:
        weight = self.instrument.nodes[place].weight
        return Fraction(weight) if weight is not None else self.instrument.question_share_weight(place)


def percent_of(points: Fraction, weight: Fraction) -> Fraction:
    """Points as percent of a weight; 0 where the weight is 0."""
    return points / weight * 100 if weight else Fraction(0)


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> ScoreSheet:
    """The score sheet of these answers (by question code; codes of other instruments are ignored)."""
    count = len(instrument.nodes)
    points = [Fraction(0)] * count
    answered = [0] * count
    questions = [0] * count
    shares: list[Share | None] = [None] * count
    for place in range(count - 1, 0, -1):
        node = instrument.nodes[place]
        if node.question is not None:
            answer = answers.get(node.code)
            worth = share(node.question.scale, answer.value if answer else None)
            shares[place] = worth
            points[place] = worth.value * instrument.question_share_weight(place)
            answered[place] = int(worth.answered)
            questions[place] = 1
        points[node.parent] += points[place]
        answered[node.parent] += answered[place]
        questions[node.parent] += questions[place]
    return ScoreSheet(instrument, tuple(points), tuple(answered), tuple(questions), tuple(shares))


def band(instrument_or_bands: Instrument | Sequence[Band], percent: Fraction | Decimal) -> Band | None:
    """The band of an exact percentage; lower limits are exclusive (60 is CC). None where no bands are given.

    Source: category bounds of the RB index; an office's percentage is only *setara* (equivalent to) a band.
    """
    bands = instrument_or_bands.bands if isinstance(instrument_or_bands, Instrument) else instrument_or_bands
    for found in bands:
        if percent > found.above:
            return found
    return bands[-1] if bands else None
