"""Survei kepuasan masyarakat (SKM): what citizens answered at a counter, and the index (IKM) it gives.

Source: PermenPANRB 14/2017. Nine elements, answers 1..4. The weight of an element is exactly one ninth; the printed
0,11 is never computed with. Rounded once, at the end, half up to two decimals; the letter is that of the rounded IKM.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

SCALE = (1, 2, 3, 4)
ELEMENTS = 9
MOST_RESPONDENTS = 10**6
MOST_OF_A_SERVICE = 24
MOST_PROFILE = 60
MOST_OF_A_NOTE = 2000
PERIOD = re.compile(r"20[0-9]{2}-(S[12]|T[1-4]|Y)", re.ASCII)

Counts = tuple[tuple[int, int, int, int], ...]  # of nine elements: how often 1, 2, 3, 4 was answered
Means = tuple[Decimal, ...]  # of nine elements


@dataclass(frozen=True, slots=True)
class Element:
    """Unsur: known by its `key`, never by its number: U8 and U9 are swapped on many forms."""

    key: str
    code: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Mutu pelayanan: a letter, its words, and the lowest IKM of two decimals that has it."""

    letter: str
    words: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class ProfileField:
    """What may be known of respondents together: sex, age, education, occupation; `choices` where they are fixed."""

    key: str
    title: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey of an edition. `samples` are (population, respondents needed), rising."""

    id: str
    title: str
    legal_basis: str
    elements: tuple[Element, ...]
    qualities: tuple[Quality, ...]
    fields: tuple[ProfileField, ...]
    samples: tuple[tuple[int, int], ...]

    def element(self, key: str) -> Element | None:
        """The element with this key, None if there is none."""
        return next((element for element in self.elements if element.key == key), None)

    def quality(self, index: Fraction) -> Quality:
        """Mutu of an IKM: that of its two decimals, so that no value falls between two letters."""
        shown = rounded(index)
        return next(one for one in self.qualities if shown >= one.least)

    def sample_needed(self, population: int) -> int:
        """How many of a population should be asked: the table of Krejcie and Morgan, between two rows the larger.

        Below its smallest population everybody, above its largest as for that.
        """
        if population < self.samples[0][0]:
            return max(population, 0)
        return next((needed for size, needed in self.samples if size >= population), self.samples[-1][1])


@dataclass(frozen=True, slots=True)
class Spoken:
    """How an element is asked at a counter, and the words of the answers 1..4."""

    element: Element
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The spoken form of a survey: a question for each element in its order, what is said before and after."""

    intro: str
    thanks: str
    questions: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rekap survei: what one store collected for a service and period, by element in the survey's order.

    Exactly one of `counts` and `means` is given. With counts, elements may have different totals. `broken` forms were
    begun at the kiosk and not finished. `profile` says (field, choice, how many). Nothing is known of single persons.
    """

    instrument: str
    service: str
    period: str
    batch: str
    counts: Counts | None = None
    means: Means | None = None
    respondents: int = 0
    broken: int = 0
    population: int | None = None
    profile: tuple[tuple[str, str, int], ...] = ()
    note: str = ""
    on: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """What one respondent answered: 1..4 by element in the survey's order, 0 where skipped; sorted profile choices."""

    answers: tuple[int, ...]
    profile: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if nothing was answered."""
        return not any(self.answers)


@dataclass(frozen=True, slots=True)
class ElementResult:
    """NRR of an element, 1..4, over the `filled` answers; None where nobody answered it."""

    element: Element
    nrr: Fraction | None
    filled: int


@dataclass(frozen=True, slots=True)
class Result:
    """What batches give together. `index` is the exact IKM, 25..100; None while an element has no answer."""

    elements: tuple[ElementResult, ...]
    index: Fraction | None
    quality: Quality | None
    respondents: int
    broken: int
    population: int | None
    sample_needed: int | None
    profile: tuple[tuple[str, str, int], ...]
    mode: str

    @property
    def is_enough(self) -> bool | None:
        """Whether as many were asked as the population needs; None where it is not known."""
        return None if self.sample_needed is None else self.respondents >= self.sample_needed

    def lowest(self, count: int = 3) -> tuple[ElementResult, ...]:
        """Prioritas perbaikan: the elements with the lowest NRR, equal ones in the survey's order; full marks never."""
        known = [one for one in self.elements if one.nrr is not None and one.nrr < SCALE[-1]]
        return tuple(sorted(known, key=lambda one: one.nrr or 0)[:count])


COUNTS, MEANS, MIXED, NONE = "rekap", "rata_rata", "campuran", ""


def result_of(survey: Survey, batches: Iterable[Batch]) -> Result:
    """The result of batches together, over all respondents: never a mean of means.

    A batch of averages counts each of its averages as often as it had respondents. Those that are taken back (`on`
    false) count nothing. Populations of services and periods add up; of several stores of one the largest counts, since
    they serve the same people.
    """
    standing = [
        batch for batch in batches if batch.on and (batch.respondents or batch.broken or _filled(batch))
    ]
    elements = tuple(
        _element_result(element, standing, place) for place, element in enumerate(survey.elements)
    )
    index = index_of([one.nrr for one in elements])
    populations: dict[tuple[str, str], int] = {}
    for batch in standing:
        if batch.population is not None:
            place = (batch.service, batch.period)
            populations[place] = max(populations.get(place, 0), batch.population)
    population = sum(populations.values()) if populations else None
    modes = {COUNTS if batch.counts is not None else MEANS for batch in standing}
    return Result(
        elements=elements,
        index=index,
        quality=None if index is None else survey.quality(index),
        respondents=sum(batch.respondents for batch in standing),
        broken=sum(batch.broken for batch in standing),
        population=population,
        sample_needed=None if population is None else survey.sample_needed(population),
        profile=_profile(standing),
        mode=modes.pop() if len(modes) == 1 else (MIXED if modes else NONE),
    )


def results_by_office(
    survey: Survey, batches: Mapping[str, Sequence[Batch]]
) -> tuple[dict[str, Result], Result]:
    """The result of each office, and that of the regency over all respondents of all offices."""
    each = {office: result_of(survey, of_office) for office, of_office in batches.items()}
    return each, result_of(survey, [batch for of_office in batches.values() for batch in of_office])


def index_of(values: Sequence[Fraction | None]) -> Fraction | None:
    """IKM of nine NRR, exact, 25..100: their mean times 25. None while one of them is not known."""
    known = [value for value in values if value is not None]
    if len(known) != len(values) or not known:
        return None
    return sum(known, Fraction(0)) / len(known) * 25


def rounded(index: Fraction) -> Decimal:
    """An IKM as it is published: two decimals, half up."""
    hundredths = int(index * 100 + Fraction(1, 2))
    return Decimal(hundredths) / 100


def counts_of(forms: Iterable[Form]) -> Counts:
    """Counts of single forms: what was skipped counts for nothing."""
    found = [[0, 0, 0, 0] for _ in range(ELEMENTS)]
    for form in forms:
        for place, answer in enumerate(form.answers):
            if answer:
                found[place][answer - 1] += 1
    return tuple((one[0], one[1], one[2], one[3]) for one in found)


def profile_of(forms: Iterable[Form]) -> tuple[tuple[str, str, int], ...]:
    """How many chose what, sorted by field and choice."""
    found: dict[tuple[str, str], int] = {}
    for form in forms:
        for choice in form.profile:
            found[choice] = found.get(choice, 0) + 1
    return tuple((field, choice, count) for (field, choice), count in sorted(found.items()))


def add_counts(one: Counts, other: Counts) -> Counts:
    """Two counts together."""
    return tuple(
        (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]) for a, b in zip(one, other, strict=True)
    )


def fault_of(batch: Batch) -> str | None:
    """What keeps a batch from being kept, as a short key; None if nothing.

    "period", "service", "both" (counts and averages), "elements" (not nine), "counts" (negative or too many),
    "means" (outside 1..4), "respondents" (fewer than answered an element), "population", "profile", "too_long".
    """
    if PERIOD.fullmatch(batch.period) is None:
        return "period"
    if not batch.service.strip() or len(batch.service) > MOST_OF_A_SERVICE:
        return "service"
    if (batch.counts is None) == (batch.means is None):
        return "both"
    if len(batch.counts if batch.counts is not None else batch.means or ()) != ELEMENTS:
        return "elements"
    if not 0 <= batch.respondents <= MOST_RESPONDENTS or not 0 <= batch.broken <= MOST_RESPONDENTS:
        return "respondents"
    for counts in batch.counts or ():
        if any(not 0 <= count <= MOST_RESPONDENTS for count in counts):
            return "counts"
        if sum(counts) > batch.respondents:
            return "respondents"
    for mean in batch.means or ():
        if not mean.is_finite() or not SCALE[0] <= mean <= SCALE[-1]:
            return "means"
    if batch.means is not None and batch.respondents == 0:
        return "respondents"
    if batch.population is not None and not 0 <= batch.population <= 10**9:
        return "population"
    if len(batch.profile) > MOST_PROFILE or any(
        not 0 <= count <= MOST_RESPONDENTS for *_, count in batch.profile
    ):
        return "profile"
    return "too_long" if len(batch.note) > MOST_OF_A_NOTE else None


def parse_survey(data: Mapping[str, Any]) -> Survey:
    """The survey in a file's JSON (numbers as int or Decimal). Raises KeyError, ValueError: it is none."""
    elements = tuple(
        Element(entry["key"], entry["code"], entry["title"], entry["hint"]) for entry in data["unsur"]
    )
    qualities = tuple(
        sorted(
            (Quality(entry["mutu"], entry["kinerja"], Decimal(entry["ikm_from"])) for entry in data["bands"]),
            key=lambda one: -one.least,
        )
    )
    samples = tuple(sorted((int(size), int(needed)) for size, needed in data["krejcie_morgan"]["table"]))
    fields = tuple(
        ProfileField(entry["key"], entry["title"], tuple(entry.get("choices", ())))
        for entry in data["respondent_fields"]
        if entry["key"] in ("jenis_kelamin", "usia", "pendidikan", "pekerjaan")
    )
    if len(elements) != ELEMENTS or len({one.key for one in elements}) != ELEMENTS or not qualities:
        raise ValueError("a survey has nine elements and letters")
    if any(after[1] < before[1] for before, after in pairwise(samples)):
        raise ValueError("a larger population needs no smaller sample")
    return Survey(data["id"], data["title"], data["legal_basis"], elements, qualities, fields, samples)


def parse_wording(survey: Survey, data: Mapping[str, Any]) -> Wording:
    """The spoken form in a file's JSON. Raises KeyError: an element is missing; ValueError: not four answers."""
    questions = []
    for element in survey.elements:
        entry = data["questions"][element.key]
        if len(entry["answers"]) != len(SCALE):
            raise ValueError(f"{element.key} has not four answers")
        questions.append(Spoken(element, entry["text"], tuple(entry["answers"])))
    return Wording(data["intro"], data["thanks"], tuple(questions))


def _filled(batch: Batch) -> int:
    return sum(map(sum, batch.counts or ()))


def _element_result(element: Element, batches: Sequence[Batch], place: int) -> ElementResult:
    total, filled = Fraction(0), 0
    for batch in batches:
        if batch.counts is not None:
            counts = batch.counts[place]
            total += sum(answer * count for answer, count in zip(SCALE, counts, strict=True))
            filled += sum(counts)
        elif batch.means is not None:
            total += Fraction(batch.means[place]) * batch.respondents
            filled += batch.respondents
    return ElementResult(element, total / filled if filled else None, filled)


def _profile(batches: Sequence[Batch]) -> tuple[tuple[str, str, int], ...]:
    found: dict[tuple[str, str], int] = {}
    for batch in batches:
        for field, choice, count in batch.profile:
            found[field, choice] = found.get((field, choice), 0) + count
    return tuple((field, choice, count) for (field, choice), count in found.items())
