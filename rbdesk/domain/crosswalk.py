"""What a new instrument kept of an old one: questions kept, reworded, moved, dropped, added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from rbdesk.domain.instrument import Instrument, Question

# Shares of common words, 0..1, above which two texts ask the same. Chosen on the shipped sheets: other questions of
# one subcomponent share a third of their words, reworded ones more than half.
_SAME_CODE = Fraction(1, 2)
_OTHER_CODE = Fraction(3, 4)
_WORD = re.compile(r"\w+")


class Fate(Enum):
    """What became of a question."""

    KEPT = "tetap"
    REWORDED = "diubah_kata"
    MOVED = "pindah"
    DROPPED = "dihapus"
    ADDED = "baru"


@dataclass(frozen=True, slots=True)
class Step:
    """One question's way: its code before and after, "" where it was not; what else changed about it.

    `before` and `after` are the points it can bring at most, as parts of the whole sheet, 0..1.
    """

    fate: Fate
    old: str
    new: str
    before: Fraction | None
    after: Fraction | None
    has_other_words: bool = False
    has_other_answers: bool = False

    @property
    def is_comparable(self) -> bool:
        """True if its result means the same in both: the same words, answers and part of the sheet."""
        return (
            self.fate in (Fate.KEPT, Fate.MOVED)
            and not self.has_other_words
            and not self.has_other_answers
            and self.before == self.after
        )


@dataclass(frozen=True, slots=True)
class AreaStep:
    """An area's part of the whole sheet before and after, 0..1; None where the sheet has no such area."""

    name: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The way from one instrument to another: steps in the new one's order, the dropped ones last, in the old order."""

    old: Instrument
    new: Instrument
    steps: tuple[Step, ...]
    areas: tuple[AreaStep, ...]

    def count(self, fate: Fate) -> int:
        """How many questions had this fate."""
        return sum(step.fate is fate for step in self.steps)

    @property
    def is_comparable(self) -> bool:
        """True if totals of the two may stand in one line: every question is the same in both."""
        return bool(self.steps) and all(step.is_comparable for step in self.steps)


def crosswalk(old: Instrument, new: Instrument) -> Crosswalk:
    """Match the questions of two instruments: by code and words first, then by words alone, each at most once."""
    left, right = _questions(old), _questions(new)
    words = {("old", code): _words(question.text) for code, question in left.items()}
    words |= {("new", code): _words(question.text) for code, question in right.items()}
    found: dict[str, str] = {}  # new code -> old code

    def likeness(of_old: str, of_new: str) -> Fraction:
        return _likeness(words["old", of_old], words["new", of_new])

    def match(pairs: Iterable[tuple[str, str]]) -> None:
        taken = set(found.values())
        for of_old, of_new in pairs:
            if of_new not in found and of_old not in taken:
                found[of_new] = of_old
                taken.add(of_old)

    match((code, code) for code in right if code in left and likeness(code, code) == 1)
    match(_same_words(left, right, words))
    match((code, code) for code in right if code in left and likeness(code, code) >= _SAME_CODE)
    rest_old = [code for code in left if code not in set(found.values())]
    rest_new = [code for code in right if code not in found]
    near = [
        (-likeness(of_old, of_new), place_old, place_new, of_old, of_new)
        for place_old, of_old in enumerate(rest_old)
        for place_new, of_new in enumerate(rest_new)
        if likeness(of_old, of_new) >= _OTHER_CODE
    ]
    match((of_old, of_new) for *_, of_old, of_new in sorted(near))
    steps = [_step(old, new, found.get(code, ""), code) for code in right]
    gone = set(found.values())
    steps += [_step(old, new, code, "") for code in left if code not in gone]
    return Crosswalk(old, new, tuple(steps), _areas(old, new))


def _areas(old: Instrument, new: Instrument) -> tuple[AreaStep, ...]:
    before = {area.short: Fraction(area.weight) / Fraction(old.weight) for area in old.areas}
    after = {area.short: Fraction(area.weight) / Fraction(new.weight) for area in new.areas}
    return tuple(AreaStep(name, before.get(name), after.get(name)) for name in {**after, **before})


def _step(old: Instrument, new: Instrument, of_old: str, of_new: str) -> Step:
    before = _part(old, of_old) if of_old else None
    after = _part(new, of_new) if of_new else None
    if not of_old:
        return Step(Fate.ADDED, "", of_new, None, after)
    if not of_new:
        return Step(Fate.DROPPED, of_old, "", before, None)
    one, other = old.question(of_old), new.question(of_new)
    has_other_words = _plain(one.text) != _plain(other.text)
    fate = Fate.MOVED if of_old != of_new else Fate.REWORDED if has_other_words else Fate.KEPT
    return Step(fate, of_old, of_new, before, after, has_other_words, _answers(one) != _answers(other))


def _questions(instrument: Instrument) -> dict[str, Question]:
    return {node.code: node.question for node in instrument.nodes if node.question is not None}


def _part(instrument: Instrument, code: str) -> Fraction:
    return instrument.question_share_weight(instrument.place_of[code]) / Fraction(instrument.weight)


def _answers(question: Question) -> object:
    """What may be answered and what it is worth, without the words beside it."""
    scale = question.scale
    options = tuple((option.label, option.value) for option in scale.options)
    return (scale.answer_type, options, tuple(item.id for item in scale.inputs), scale.formula)


def _same_words(
    left: dict[str, Question], right: dict[str, Question], words: dict[tuple[str, str], frozenset[str]]
) -> Iterable[tuple[str, str]]:
    """Pairs with the same words, in both orders; questions asked of several parts stand in their own."""
    by_words: dict[frozenset[str], list[str]] = {}
    for code in left:
        by_words.setdefault(words["old", code], []).append(code)
    for code in right:
        of_old: Sequence[str] = by_words.get(words["new", code], ())
        for other in of_old:
            yield other, code


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Common words as part of all, 0..1."""
    union = len(one | other)
    return Fraction(len(one & other), union) if union else Fraction(1)
