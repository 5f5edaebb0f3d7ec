"""What the offices' answers say about a question of the regency's own sheet: beside it, never in its place.

Which questions inform which stands in a file of the program's data, with how sure each pair is. How unit scores merge
into the regency's sheet is not established; and the offices are only some of the regency's units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from typing import Any

from rbdesk.domain.assessment import Value
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.domain.scoring import share


class Bearing(Enum):
    """How an office's question bears on the regency's: the same of itself, a unit that counts, numbers that add up."""

    SAME = "sama"
    UNITS = "luas"
    SUM = "jumlah"


@dataclass(frozen=True, slots=True)
class Informant:
    """A pair of questions: the regency's `question` and the office's `source`, by their codes.

    `least` is the share, 0..1, from which an office counts as a unit that does it; None but for UNITS. `confidence` is
    "tinggi", "sedang" or "rendah"; `basis` says what the pair rests on.
    """

    question: str
    source: str
    bearing: Bearing
    least: Fraction | None
    confidence: str
    basis: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The offices' answers to one question. `counts` by the labels of its options, in order; () where it has numbers.

    `shares` of those that answered, smallest first; `unanswered` are the others, which count as nothing here.
    """

    counts: tuple[tuple[str, int], ...]
    shares: tuple[Fraction, ...]
    unanswered: int
    middle: tuple[str, ...]

    @property
    def answered(self) -> int:
        """How many offices answered."""
        return len(self.shares)

    @property
    def median(self) -> Fraction | None:
        """The middle share, 0..1, of two the mean; None where nobody answered."""
        count = len(self.shares)
        if not count:
            return None
        return (self.shares[(count - 1) // 2] + self.shares[count // 2]) / 2

    def at_least(self, least: Fraction) -> int:
        """How many answers are worth at least a share."""
        return sum(one >= least for one in self.shares)


@dataclass(frozen=True, slots=True)
class Informing:
    """One informant with what the offices said. `verified` holds the offices whose answer a verifier has settled.

    `missing` have sent nothing, `differing` have laptops that say two things; both are codes and in no count.
    `sums` are the offices' own numbers added up, of a SUM, and `sum_share` what the regency's formula makes of them.
    """

    informant: Informant
    scale: Scale
    text: str
    area: str
    own: Spread
    verified: Spread
    missing: tuple[str, ...]
    differing: tuple[str, ...]
    offices: int
    sums: tuple[tuple[str, Decimal], ...] = ()
    sum_share: Fraction | None = None

    @property
    def counted(self) -> int | None:
        """How many offices count as units that do it, of a UNITS; None of the others."""
        least = self.informant.least
        return None if least is None else self.own.at_least(least)


@dataclass(frozen=True, slots=True)
class SurveyInformant:
    """A question of the regency that the offices' own satisfaction surveys inform."""

    question: str
    confidence: str
    basis: str


@dataclass(frozen=True, slots=True)
class SurveyBeside:
    """The surveys beside such a question: `index` (IKM) over all respondents, None where nothing counts."""

    informant: SurveyInformant
    index: Fraction | None
    respondents: int
    counted: int
    offices: int


def parse_survey_informants(data: Mapping[str, Any], regency: Instrument) -> tuple[SurveyInformant, ...]:
    """The questions in a file that surveys inform. Raises ValueError: one that the sheet does not have."""
    found = tuple(
        SurveyInformant(str(item["question"]), str(item["confidence"]), str(item["basis"]))
        for item in data.get("survey", ())
    )
    for one in found:
        if one.question not in regency.place_of or regency.node(one.question).question is None:
            raise ValueError(f"no question: {one.question}")
    return found


def parse_informants(data: Mapping[str, Any], regency: Instrument, unit: Instrument) -> tuple[Informant, ...]:
    """The pairs in a file, in its order.

    Raises ValueError: a question that its sheet does not have, a pair given twice, a kind without what it needs.
    """
    found = tuple(_informant(item, regency, unit) for item in data["links"])
    pairs = [(one.question, one.source) for one in found]
    if len(set(pairs)) != len(pairs):
        raise ValueError("a pair that is given twice")
    return found


def spread(scale: Scale, values: Iterable[Value | None]) -> Spread:
    """The answers of offices that have one answer each, None where an office left the question open."""
    given = list(values)
    answered = [value for value in given if value is not None]
    worth = sorted(((share(scale, value).value, _label(value)) for value in answered), key=lambda one: one[0])
    labels = Counter(_label(value) for value in answered)
    counts = tuple((option.label, labels[option.label]) for option in scale.options)
    places = {(len(worth) - 1) // 2, len(worth) // 2} if worth and scale.options else set()
    middle = tuple(dict.fromkeys(worth[place][1] for place in sorted(places)))
    return Spread(counts, tuple(one for one, _ in worth), len(given) - len(answered), middle)


def sums_of(scale: Scale, values: Iterable[Value | None]) -> tuple[tuple[str, Decimal], ...]:
    """The numbers of all answers added up, in the order of the scale's inputs; () where nobody gave any."""
    given = [dict(value) for value in values if value is not None and not isinstance(value, str)]
    if not given:
        return ()
    return tuple(
        (one.id, sum((numbers.get(one.id, Decimal(0)) for numbers in given), Decimal(0)))
        for one in scale.inputs
    )


def _informant(item: Mapping[str, Any], regency: Instrument, unit: Instrument) -> Informant:
    question, source = str(item["question"]), str(item["from"])
    try:
        asked, answered = regency.question(question).scale, unit.question(source).scale
        bearing = Bearing(item["kind"])
        least = Fraction(Decimal(item["least"])) if "least" in item else None
    except (KeyError, ValueError, InvalidOperation) as error:
        raise ValueError(f"{question} ← {source}: {error}") from error
    is_sound = {
        Bearing.SAME: [one.value for one in asked.options] == [one.value for one in answered.options] != [],
        Bearing.UNITS: least is not None and bool(answered.options),
        Bearing.SUM: [one.id for one in asked.inputs] == [one.id for one in answered.inputs] != [],
    }[bearing]
    if not is_sound or (least is None) != (bearing is not Bearing.UNITS):
        raise ValueError(f"{question} ← {source}: not of kind {bearing.value}")
    return Informant(question, source, bearing, least, str(item["confidence"]), str(item["basis"]))


def _label(value: Value) -> str:
    return value if isinstance(value, str) else ""
