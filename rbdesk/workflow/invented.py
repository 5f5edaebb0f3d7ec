"""Believable answers, notes and files of an office that does not exist as described. The same seed, the same year.

The levels follow the regency's published picture: change management strong, deregulation and oversight weak.
The words stand in `resources/demo/year.json`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from rbdesk import paths, text
from rbdesk.domain.assessment import Answer, Inputs, Value
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.instrument import FALL, RATIO, Formula, Instrument, Node, Scale
from rbdesk.domain.reference import ANSWERS
from rbdesk.domain.scoring import share
from rbdesk.workflow import catalog, samplefiles

# Percent of each area's weight that offices reach on average
_AREA_LEVELS = {"1": 67.0, "2": 53.0, "3": 68.0, "4": 54.5, "5": 65.0, "6": 65.5, "7": 51.5, "8": 57.0}
_USUAL_LEVEL = 58.0
_OFFICE_SPREAD, _AREA_SPREAD = 3.4, 3.2  # standard deviations in percent points
_LOWEST, _HIGHEST = -9.0, 9.0
_JITTER, _JITTER_OF_NUMBERS = 0.42, 0.2  # how far single answers stray from the area's level, as a share
_DONE_BY_MOST = {"n_filed": 0.75}  # duties that offices rarely miss, the least share
_WITH_NOTE = 0.6
_SAME_NOTE_PLACES = 3
_PAPERS_OF_AREA = 3
_PHOTO_EVERY, _PICTURE_EVERY = 5, 7
# Counts that would look odd if they were drawn from the usual range
_USUAL_COUNT = (4, 36)
_COUNTS = {
    "n_head": (1, 1),
    "n_es3": (2, 2),
    "n_es4": (5, 7),
    "n_other": (3, 6),
    "n_func": (9, 21),
    "n_agent": (3, 8),
    "n_prev": (0, 4),
    "n_problem": (2, 7),
    "n_issued": (4, 12),
    "n_due": (3, 20),
    "rp_total": (6_000, 14_000),
}
_RUPIAH_STEP = 1_000_000


@dataclass(frozen=True, slots=True)
class Paper:
    """An invented file of evidence: its name, its bytes, and the questions it stands at; `month` of its content."""

    name: str
    content: bytes
    questions: tuple[str, ...]
    month: int
    year: int


@dataclass(frozen=True, slots=True)
class InventedFollowUp:
    """A recommendation of last year's letter and how far an office has come; `note` is "" before it began."""

    recommendation: Recommendation
    followup: FollowUp
    notes: tuple[str, ...]


@cache
def words() -> Any:
    """The words of the invented year."""
    return catalog.read_json(paths.resource("demo/year.json"))


def luck(seed: int, *subject: object) -> random.Random:
    """The randomness of one subject: independent of every other, the same on every computer."""
    return random.Random("/".join(map(str, (seed, *subject))))


def answers(instrument: Instrument, seed: int, office: str, *, lift: float = 0.0) -> dict[str, Answer]:
    """An answer to every question, with notes at most of them; `lift` percent points above what is usual."""
    levels = luck(seed, office, "levels")
    of_office = min(_HIGHEST, max(_LOWEST, levels.gauss(0, _OFFICE_SPREAD)))
    found: dict[str, Answer] = {}
    for group in instrument.areas:
        level = _AREA_LEVELS.get(group.code, _USUAL_LEVEL) + of_office + levels.gauss(0, _AREA_SPREAD) + lift
        places = [leaf for place in group.places for leaf in instrument.questions_under(place)]
        found |= _area_answers(instrument, places, level / 100, luck(seed, office, group.code))
    return _with_notes(instrument, found, seed, office)


def last_year(instrument: Instrument, now: Mapping[str, Answer], seed: int, office: str) -> dict[str, Answer]:
    """What an office answered the year before: mostly the same, here and there an option less."""
    chance = luck(seed, office, "last year")
    return {
        code: Answer(_a_year_ago(instrument.question(code).scale, answer.value, chance))
        for code, answer in now.items()
    }


def with_reasons(
    instrument: Instrument, now: Mapping[str, Answer], before: Mapping[str, Answer], seed: int, office: str
) -> dict[str, Answer]:
    """The answers with a word where they rose by more than one option; two are left without, for the checks."""
    found = dict(now)
    chance = luck(seed, office, "reasons")
    risen = [code for code in now if not now[code].note and _steps(instrument, code, now, before) > 1]
    for code in risen[2:]:
        note = _filled(words()["improved"], instrument.node(code), chance)
        found[code] = replace(now[code], note=note)
    return found


def papers(
    instrument: Instrument, given: Mapping[str, Answer], seed: int, office: str, office_name: str
) -> tuple[Paper, ...]:
    """Files for every answer above zero, some of them at several questions of an area."""
    found: list[Paper] = []
    for group in instrument.areas:
        chance = luck(seed, office, "papers", group.code)
        codes = [
            instrument.nodes[leaf].code
            for place in group.places
            for leaf in instrument.questions_under(place)
        ]
        worthy = [
            code
            for code in codes
            if share(instrument.question(code).scale, given.get(code, Answer()).value).value > 0
        ]
        for first in range(min(_PAPERS_OF_AREA, len(worthy))):
            uses = tuple(worthy[first::_PAPERS_OF_AREA])
            examples = instrument.question(uses[0]).evidence_examples or ("Laporan kegiatan",)
            found.append(_paper(len(found), chance.choice(examples), uses, office_name, chance))
    return tuple(found)


def followups(instrument: Instrument, seed: int, office: str) -> tuple[InventedFollowUp, ...]:
    """The recommendations of an invented letter, with what an office has done about each until August."""
    found = []
    for item in words()["followups"]:
        chance = luck(seed, office, "followup", item["number"])
        status, progress = chance.choice(item["states"])
        first = instrument.node(item["codes"][0])
        notes = [
            _filled(chance.choice(words()["progressed"]), first, chance)
            for _ in range(1 if progress < 60 else 2)
        ]
        if status == Status.DONE.value:
            notes[-1] = _filled(words()["done_note"], first, chance)
        elif status == Status.IMPOSSIBLE.value:
            notes = [_filled(words()["cannot_note"], first, chance)]
        recommendation = Recommendation(
            id="",
            source=Source.LHE,
            letter=words()["letter"],
            number=item["number"],
            area=instrument.area_of(first.code).code,
            rows=tuple((ANSWERS, instrument.id, code) for code in item["codes"]),
            text=item["text"],
            due=date.fromisoformat(item["due"]),
        )
        followup = FollowUp("", Status(status), progress, item["plan"], "", item["post"])
        found.append(InventedFollowUp(recommendation, followup, tuple(notes) if progress else ()))
    return tuple(found)


def _area_answers(
    instrument: Instrument, places: list[int], level: float, chance: random.Random
) -> dict[str, Answer]:
    """Answers whose weighted mean comes out near the level: what one has too much the next has less."""
    found: dict[str, Answer] = {}
    numbers: dict[tuple[int, str], Decimal] = {}
    owed = 0.0
    for place in places:
        node = instrument.nodes[place]
        if node.question is None:
            continue
        weight = float(instrument.question_share_weight(place))
        wanted = level + owed / weight
        scale = node.question.scale
        jitter = _JITTER if scale.options else _JITTER_OF_NUMBERS
        strayed = min(1.0, max(0.0, wanted + chance.uniform(-jitter, jitter)))
        value: Value
        if scale.options:
            value = min(scale.options, key=lambda option: abs(float(option.value) - strayed)).label
        else:
            known = {
                name: numbers[node.parent, name]
                for name in node.question.shared_inputs
                if (node.parent, name) in numbers
            }
            value = _numbers(scale, known, strayed, chance)
            numbers |= {(node.parent, name): number for name, number in value}
        owed += (level - float(share(scale, value).value)) * weight
        found[node.code] = Answer(value)
    return found


def _numbers(scale: Scale, known: Mapping[str, Decimal], wanted: float, chance: random.Random) -> Inputs:
    formula = scale.formula
    if formula is None:
        raise ValueError("neither options nor a formula")
    numbers = {item.id: Decimal(0) for item in scale.inputs} | dict(known)
    if formula.kind not in (RATIO, FALL):
        low, high = formula.scale_minimum, formula.scale_maximum
        reached = low + (high - low) * Decimal(f"{wanted:.2f}")
        return ((formula.numerator, reached.quantize(Decimal("0.01"))),)
    for name in formula.denominator:
        if name not in known:
            numbers[name] = _count(name, chance)
    whole = sum((numbers[name] for name in formula.denominator), Decimal(0))
    wanted = max(wanted, _DONE_BY_MOST.get(formula.numerator, 0.0))
    reached_share = wanted if formula.kind == RATIO else 1 - wanted
    numbers[formula.numerator] = _rounded_part(formula, whole, reached_share)
    if formula.at_most is not None:
        parts, limit = formula.at_most
        rest = numbers[limit] - sum(numbers[name] for name in parts)
        others = [name for name in parts if name != formula.numerator]
        for name in others:
            numbers[name] = Decimal(chance.randint(0, max(0, int(rest))))
    return tuple(sorted(numbers.items()))


def _rounded_part(formula: Formula, whole: Decimal, wanted: float) -> Decimal:
    step = _RUPIAH_STEP if formula.numerator.startswith("rp_") else 1
    return Decimal(round(float(whole) * wanted / step) * step)


def _count(name: str, chance: random.Random) -> Decimal:
    number = chance.randint(*_COUNTS.get(name, _USUAL_COUNT))
    return Decimal(number * _RUPIAH_STEP if name.startswith("rp_") else number)


def _with_notes(
    instrument: Instrument, given: Mapping[str, Answer], seed: int, office: str
) -> dict[str, Answer]:
    chance = luck(seed, office, "notes")
    found = {}
    for code, answer in given.items():
        note = ""
        if chance.random() < _WITH_NOTE:
            note = _filled(chance.choice(_templates(instrument, code, answer)), instrument.node(code), chance)
        found[code] = replace(answer, note=note)
    # an office in four copies one sentence, which the checks remark
    if chance.random() < 0.25:
        for code in chance.sample(sorted(found), _SAME_NOTE_PLACES):
            found[code] = replace(found[code], note=words()["same"])
    return found


def _templates(instrument: Instrument, code: str, answer: Answer) -> list[str]:
    scale = instrument.question(code).scale
    if not scale.options:
        return list(words()["ratio"])
    worth = share(scale, answer.value).value
    return list(words()["high" if worth > Decimal("0.7") else "middle" if worth else "low"])


def _filled(template: str, node: Node, chance: random.Random) -> str:
    examples = node.question.evidence_examples if node.question else ()
    return template.format(
        document=chance.choice(examples or ("Laporan kegiatan",)),
        month=chance.choice(text.MONTHS[:8]),
        day=chance.randint(2, 28),
        section=chance.choice(words()["sections"]),
        count=chance.randint(9, 34),
        page=chance.randint(2, 14),
    )


def _a_year_ago(scale: Scale, value: Value | None, chance: random.Random) -> Value | None:
    if isinstance(value, str):
        labels = [option.label for option in scale.options]
        place = labels.index(value)
        drawn = chance.random()
        less = 2 if drawn < 0.03 else 1 if drawn < 0.2 else -1 if drawn > 0.95 else 0
        return labels[min(len(labels) - 1, max(0, place + less))]
    return value


def _steps(instrument: Instrument, code: str, now: Mapping[str, Answer], before: Mapping[str, Answer]) -> int:
    """By how many options an answer rose; 0 for numbers."""
    labels = [option.label for option in instrument.question(code).scale.options]
    new, old = now[code].value, before[code].value
    return labels.index(str(old)) - labels.index(str(new)) if new in labels and old in labels else 0


def _paper(
    number: int, document: str, uses: tuple[str, ...], office_name: str, chance: random.Random
) -> Paper:
    lines = [line.format(office=office_name, document=document) for line in words()["paper"]]
    month = chance.randint(1, 8)
    year = 2018 if chance.random() < 0.08 else 2020
    if number % _PHOTO_EVERY == 2:
        fields = [[chance.randint(40, 220) for _ in range(20)] for _ in range(15)]
        return Paper(f"Foto {document}.jpg", samplefiles.jpeg(fields), uses, month, year)
    if number % _PICTURE_EVERY == 3:
        pixels = [[chance.randint(0, 15) * 17 for _ in range(48)] for _ in range(32)]
        return Paper(f"Tangkapan layar {document}.png", samplefiles.png(pixels), uses, month, year)
    return Paper(
        f"{document}.pdf", samplefiles.pdf([*lines, f"Nomor {number + 1}/{year}"]), uses, month, year
    )
