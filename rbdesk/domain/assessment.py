"""One office's answers to one instrument in one year, and the evidence that stands behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from rbdesk.domain.instrument import FALL, RATIO, Scale

MOST_OF_A_NOTE = 2000  # code points, as the bundle carries it

Inputs = tuple[tuple[str, Decimal], ...]
Value = str | Inputs


class Key(NamedTuple):
    """Which assessment: office code, year, instrument id."""

    office: str
    year: int
    instrument: str


class Stage(Enum):
    """Tahap of an assessment at its office."""

    OPEN = "terbuka"
    LOCKED = "terkunci"
    VERIFIED = "diverifikasi"
    DONE = "selesai"


@dataclass(frozen=True, slots=True)
class Answer:
    """Jawaban: `value` is an option's label or the question's numbers; None is unanswered, which is not zero."""

    value: Value | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """True if nothing was said: neither a value nor a note."""
        return self.value is None and not self.note


EMPTY = Answer()


def inputs(**numbers: Decimal | int) -> Inputs:
    """The value of a ratio or score question, e.g. `inputs(n_agent=12, n_change=9)`."""
    return tuple(sorted((name, Decimal(number)) for name, number in numbers.items()))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Bukti dukung of one question: a file known by its SHA-256; `size` in bytes; `note` a page or remark.

    `on` false: it was taken away again, which travels too, so that it stays away.
    """

    question: str
    sha256: str
    size: int
    name: str
    mime: str
    note: str = ""
    on: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """Penilaian mandiri: answers by question code; a question without an entry is unanswered."""

    key: Key
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[Evidence, ...] = ()
    stage: Stage = Stage.OPEN

    def answer(self, code: str) -> Answer:
        """The answer to a question, `EMPTY` if there is none."""
        return self.answers.get(code, EMPTY)

    def with_answer(self, code: str, answer: Answer) -> Assessment:
        """This assessment with one answer replaced."""
        return replace(self, answers=MappingProxyType({**self.answers, code: answer}))

    def evidence_of(self, code: str) -> tuple[Evidence, ...]:
        """The evidence that stands at a question now."""
        return tuple(item for item in self.evidence if item.question == code and item.on)


def value_fault(scale: Scale, value: Value | None) -> str | None:
    """Why a value cannot answer a question of this scale; None if it can.

    "option": not one of the options · "inputs": not exactly the question's numbers · "whole": a count
    with decimals · "range": outside an input's limits · "numerator": more than the denominator where
    the instrument forbids it · "consistency": parts exceed their whole.
    """
    if value is None:
        return None
    if scale.options:
        return None if isinstance(value, str) and scale.option(value) else "option"
    if isinstance(value, str) or scale.formula is None:
        return "inputs"
    numbers = dict(value)
    if len(numbers) != len(value) or set(numbers) != {item.id for item in scale.inputs}:
        return "inputs"
    for item in scale.inputs:
        number = numbers[item.id]
        if not number.is_finite() or not item.minimum <= number <= item.maximum:
            return "range"
        if item.whole and number != number.to_integral_value():
            return "whole"
    formula = scale.formula
    whole = sum(numbers[name] for name in formula.denominator)
    if formula.kind == RATIO and formula.within_denominator and numbers[formula.numerator] > whole:
        return "numerator"
    if formula.kind in (RATIO, FALL) and formula.at_most is not None:
        parts, limit = formula.at_most
        if sum(numbers[name] for name in parts) > numbers[limit]:
            return "consistency"
    return None
