"""The worksheet (lembar kerja evaluasi, LKE) as data: a tree of weights with questions as leaves.

An instrument is a preorder tuple of nodes; a node's place in the tuple is its id within the program and
the root stands at place 0. `instrument_file` makes one from a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

IID = re.compile(r"[a-z0-9][a-z0-9-]{2,39}", re.ASCII)
QID = re.compile(r"[A-Z0-9]{1,8}([.][A-Za-z0-9]{1,12}){0,6}", re.ASCII)
MOST_OF_A_COUNT = 10**15  # counts may be amounts in rupiah; an office's budget has 11 digits

RATIO, FALL, SCORE, CHOICE = "ratio", "ratio_decrease", "score", "choice"


@dataclass(frozen=True, slots=True)
class Option:
    """Pilihan jawaban: `value` is the share of the question it is worth, 0..1."""

    label: str
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Input:
    """One number of a ratio, fall or score question. Counts are whole; a score may have decimals."""

    id: str
    label: str
    minimum: Decimal
    maximum: Decimal
    whole: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class EdgeCase:
    """What the instrument says when the denominator is zero: the share, and the rule in words.

    `both_zero` is the share when the numerator is zero too (a fall from none to none); None if the same.
    `basis` says whether the source gives the rule or it was decided for this file.
    """

    denominator_zero: Decimal
    both_zero: Decimal | None
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Formula:
    """How inputs become a share 0..1. ratio: numerator / sum of denominators; fall: (before - now) / before; score: linear."""

    kind: str
    numerator: str = ""
    denominator: tuple[str, ...] = ()
    within_denominator: bool = False
    at_most: tuple[tuple[str, ...], str] | None = None
    scale_minimum: Decimal = Decimal(0)
    scale_maximum: Decimal = Decimal(1)
    edge: EdgeCase | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """How a question is answered: by one of `options`, or by `inputs` and a `formula`."""

    answer_type: str
    options: tuple[Option, ...] = ()
    inputs: tuple[Input, ...] = ()
    formula: Formula | None = None

    def option(self, label: str) -> Option | None:
        """The option with this label, None if there is none."""
        return next((option for option in self.options if option.label == label), None)


@dataclass(frozen=True, slots=True)
class Question:
    """Pertanyaan: what a leaf asks and all that helps to answer it. `effort` 1 easy, 2 middling, 3 heavy."""

    text: str
    scale: Scale
    evidence_hint: str
    guidance: str
    evidence_examples: tuple[str, ...]
    action: str
    effort: int
    effort_basis: str
    period_months: int | None
    basis: str
    sources: tuple[str, ...]
    note: str
    shared_inputs: tuple[str, ...]
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the sheet. `parent` is a place, -1 for the root; `weight` in points, None for a question.

    `level` is "root", "part", "area", "subcomponent" or "question"; `number` is its own numeral ("iii").
    """

    code: str
    level: str
    number: str
    name: str
    short: str
    weight: Decimal | None
    parent: int
    confidence: str
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Area perubahan across the parts of the sheet: its places in `Instrument.nodes`, weight in points."""

    code: str
    name: str
    short: str
    places: tuple[int, ...]
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """Kategori: `above` is the exclusive lower limit in percent (60.00 is not yet B); D starts at 0 inclusive."""

    code: str
    label: str
    above: Decimal


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Whether an answer needs evidence: `level` "wajib" or "saran"; `labels` says it by answer type."""

    level: str
    text: str
    labels: tuple[tuple[str, str], ...]

    def label(self, answer_type: str) -> str:
        """The short words beside the evidence list, e.g. "wajib untuk A/B"."""
        found = dict(self.labels)
        return found.get(answer_type, found.get("other", ""))


@dataclass(frozen=True, slots=True)
class Source:
    """Where the file's makers saw something: the id questions refer to, and the reference."""

    id: str
    reference: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Syarat: a minimum beyond the sheet's total, met at its limit. `limit` and `weight` in points.

    `places` are the nodes that are summed, none of them inside another. `kind` is "total", "part", "area" or
    "subcomponent"; a total has no `name` of its own. `is_found`: the limit was seen in the regulation, not recalled.
    """

    id: str
    name: str
    kind: str
    limit: Fraction
    weight: Fraction
    places: tuple[int, ...]
    is_found: bool


@dataclass(frozen=True, slots=True)
class GateLevel:
    """Predikat that all `gates` together give (WBK, WBBM): `requires` says what must be held before, empty if nothing."""

    id: str
    title: str
    basis: str
    gates: tuple[Gate, ...]
    requires: str


@dataclass(frozen=True, slots=True)
class Point:
    """Pokok strategi: one area of a checklist, what it is about, and the LKE's areas it helps, by their keys."""

    code: str
    name: str
    description: str
    related: tuple[str, ...]


@dataclass(frozen=True)
class Instrument:
    """Lembar kerja evaluasi: the whole sheet of one edition of a regulation."""

    id: str
    title: str
    level: str
    legal_basis: str
    wording: str
    year: int
    weight: Decimal
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    evidence_rule: EvidenceRule | None
    sources: tuple[Source, ...]
    confidence: tuple[tuple[str, str], ...]
    levels: tuple[GateLevel, ...] = ()
    points: tuple[Point, ...] = ()

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Place by code."""
        return {node.code: place for place, node in enumerate(self.nodes)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Places of the children of each place."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for place, node in enumerate(self.nodes):
            if node.parent >= 0:
                found[node.parent].append(place)
        return tuple(tuple(places) for places in found)

    @cached_property
    def question_places(self) -> tuple[int, ...]:
        """Places of the questions in the sheet's order."""
        return tuple(place for place, node in enumerate(self.nodes) if node.question is not None)

    @cached_property
    def areas(self) -> tuple[AreaGroup, ...]:
        """Areas across parts, in the order in which they first appear; one name is one area."""
        found: dict[str, list[int]] = {}
        for place, node in enumerate(self.nodes):
            if node.level == "area":
                found.setdefault(node.short, []).append(place)
        groups: list[AreaGroup] = []
        for short, places in found.items():
            first = self.nodes[places[0]]
            number = first.number
            if any(group.code == number for group in groups):
                number = f"{self.nodes[first.parent].number}.{number}"
            weight = sum((self.nodes[place].weight or Decimal(0) for place in places), Decimal(0))
            groups.append(AreaGroup(number, first.name, short, tuple(places), weight))
        return tuple(groups)

    @cached_property
    def _common_prefix(self) -> str:
        heads = {node.code.split(".", 1)[0] for node in self.nodes if node.question is not None}
        return heads.pop() + "." if len(heads) == 1 else ""

    def display(self, code: str) -> str:
        """The code as people read it: `U.P.8.iii.c` is shown as `P.8.iii.c`."""
        return code.removeprefix(self._common_prefix)

    def node(self, code: str) -> Node:
        """The node with this code. Raises KeyError: not in this instrument."""
        return self.nodes[self.place_of[code]]

    def question(self, code: str) -> Question:
        """The question with this code. Raises KeyError: not in this instrument, or not a question."""
        question = self.nodes[self.place_of[code]].question
        if question is None:
            raise KeyError(code)
        return question

    def questions_under(self, place: int) -> tuple[int, ...]:
        """Places of the questions at or below a place, in order."""
        if self.nodes[place].question is not None:
            return (place,)
        return tuple(leaf for child in self.children[place] for leaf in self.questions_under(child))

    def ancestors(self, place: int) -> tuple[int, ...]:
        """Places above a place, nearest first, the root last."""
        found = []
        while (place := self.nodes[place].parent) >= 0:
            found.append(place)
        return tuple(found)

    def area_of(self, code: str) -> AreaGroup:
        """The area a node belongs to. Raises KeyError: unknown code, or a node above the areas."""
        place = self.place_of[code]
        line = {place, *self.ancestors(place)}
        for group in self.areas:
            if line & set(group.places):
                return group
        raise KeyError(code)

    def gate_level(self, level: str) -> GateLevel | None:
        """The level with this id, None if the sheet has no such one."""
        return next((found for found in self.levels if found.id == level), None)

    def question_share_weight(self, place: int) -> Fraction:
        """Andil: the points a question is worth at most, its subcomponent's weight over the number of its questions."""
        parent = self.nodes[place].parent
        weight = self.nodes[parent].weight
        return Fraction(weight or 0) / len(self.children[parent])


@dataclass(frozen=True, slots=True)
class Edition:
    """Edisi: a year's set of instruments. `hashes` are SHA-256 of their canonical files, `hash` that of the set.

    `others` are files of the edition that are no LKE (the survey, the checklist), by id.
    """

    id: str
    year: int
    instruments: tuple[Instrument, ...]
    hashes: tuple[tuple[str, str], ...]
    hash: str

    def instrument(self, iid: str) -> Instrument | None:
        """The instrument with this id, None if the edition has no such sheet."""
        return next((instrument for instrument in self.instruments if instrument.id == iid), None)
