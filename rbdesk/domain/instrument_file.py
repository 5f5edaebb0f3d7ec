"""Reading an instrument from its file: `faults` names everything that is wrong with it, `parse` makes the value.

The file's JSON comes in as Python values, numbers as int or Decimal. Knows no disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard

from rbdesk.domain import checklist
from rbdesk.domain.instrument import (
    CHOICE,
    FALL,
    IID,
    MOST_OF_A_COUNT,
    QID,
    RATIO,
    SCORE,
    Band,
    EdgeCase,
    EvidenceRule,
    Formula,
    Input,
    Instrument,
    Node,
    Option,
    Point,
    Question,
    Scale,
    Source,
)
from rbdesk.domain.thresholds import read_levels
from rbdesk.errors import InstrumentFault

INPUT_ID = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)

# Values of the options by answer type. 0.67 and 0.33 are constants of the sheet and not thirds.
# Source: the LKE of 14/2014 and of 26/2020 as circulated (see the instrument files' own sources).
OPTION_VALUES: Mapping[str, tuple[Decimal, ...]] = {
    "ya_tidak": (Decimal(1), Decimal(0)),
    "abc": (Decimal(1), Decimal("0.5"), Decimal(0)),
    "abcd": (Decimal(1), Decimal("0.67"), Decimal("0.33"), Decimal(0)),
    "abcde": (Decimal(1), Decimal("0.75"), Decimal("0.5"), Decimal("0.25"), Decimal(0)),
}
OPTION_LABELS: Mapping[str, tuple[str, ...]] = {
    "ya_tidak": ("Ya", "Tidak"),
    "abc": ("A", "B", "C"),
    "abcd": ("A", "B", "C", "D"),
    "abcde": ("A", "B", "C", "D", "E"),
}
_ANSWER_TYPES = {*OPTION_VALUES, CHOICE, RATIO, FALL, "score_0_4", "external_score"}


class _Faults:
    """Collects faults with their place; the values read go on with something harmless."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def add(self, place: str, kind: str, detail: object = "") -> None:
        self.found.append((place, kind, str(detail)))

    def text(self, source: Mapping[str, Any], member: str, place: str, *, required: bool = True) -> str:
        value = source.get(member)
        if isinstance(value, str) and (value.strip() or not required):
            return value
        if value is None and not required:
            return ""
        self.add(place, "text", member)
        return ""

    def texts(self, source: Mapping[str, Any], member: str, place: str) -> tuple[str, ...]:
        value = source.get(member, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.add(place, "texts", member)
        return ()

    def decimal(
        self, source: Mapping[str, Any], member: str, place: str, default: str | None = None
    ) -> Decimal:
        value = source.get(member, default)
        if isinstance(value, (int, Decimal, str)) and not isinstance(value, bool):
            try:
                number = Decimal(value)
            except InvalidOperation:
                number = Decimal("NaN")
            if number.is_finite() and _is_of_human_length(number):
                return number
        self.add(place, "number", member)
        return Decimal(0)

    def items(self, source: Mapping[str, Any], member: str, place: str) -> list[Mapping[str, Any]]:
        value = source.get(member)
        if isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
            return value
        self.add(place, "list", member)
        return []


def _is_of_human_length(number: Decimal) -> bool:
    """True if sums of such numbers stay exact and small: up to 16 digits before the comma, 9 after it."""
    exponent = number.as_tuple().exponent
    return number.adjusted() <= 15 and isinstance(exponent, int) and exponent >= -9


def is_sheet(data: Mapping[str, Any]) -> bool:
    """Whether a file's JSON is answered question by question: a sheet with weights, or a checklist; not the survey."""
    return "parts" in data or checklist.is_checklist(data)


def faults(data: object) -> tuple[tuple[str, str, str], ...]:
    """Every fault of an instrument file as (place, kind, detail), empty if it can be used.

    `data` is the file's JSON, numbers as int or Decimal. `messages.instrument_fault` words the kinds.
    """
    collected = _Faults()
    _read(data, collected)
    return tuple(collected.found)


def parse(data: object) -> Instrument:
    """The instrument in a file's JSON (numbers as int or Decimal).

    Raises InstrumentFault: with every fault found.
    """
    collected = _Faults()
    instrument = _read(data, collected)
    if collected.found or instrument is None:
        raise InstrumentFault(tuple(collected.found))
    return instrument


def _read(data: object, log: _Faults) -> Instrument | None:
    if not isinstance(data, Mapping):
        log.add("berkas", "object")
        return None
    if checklist.is_checklist(data):
        data = checklist.as_sheet(data)
    iid = log.text(data, "id", "berkas")
    if not IID.fullmatch(iid):
        log.add("id", "id", iid)
    year = data.get("year")
    if not _is_int(year) or not 2000 <= year <= 2100:
        log.add("year", "year", year)
        year = 2000
    total = log.decimal(data, "total_weight", "total_weight")
    title = log.text(data, "title", "title")
    nodes: list[Node] = [Node(iid, "root", "", title, title, total, -1, "")]
    for part in log.items(data, "parts", "parts"):
        _read_part(part, nodes, log)
    _check_sums(nodes, log)
    _check_codes(nodes, log)
    confidence = data.get("confidence", {})
    found = Instrument(
        id=iid,
        title=title,
        level=log.text(data, "level", "level"),
        legal_basis=log.text(data, "legal_basis", "legal_basis"),
        wording=log.text(data, "wording", "wording", required=False),
        year=year,
        weight=total,
        nodes=tuple(nodes),
        bands=_read_bands(data, log),
        evidence_rule=_read_evidence_rule(data, log),
        sources=_read_sources(data, nodes, log),
        confidence=tuple((str(key), str(value)) for key, value in confidence.items())
        if isinstance(confidence, Mapping)
        else (),
    )
    return replace(found, levels=read_levels(data, found, log), points=_read_points(data))


def _read_points(data: Mapping[str, Any]) -> tuple[Point, ...]:
    """The points of a checklist: what the areas of its sheet are about. What is no point of one is passed over."""
    parts = [part for part in _list(data.get("parts")) if isinstance(part, Mapping)]
    areas = [area for part in parts for area in _list(part.get("areas")) if isinstance(area, Mapping)]
    return tuple(
        Point(area["id"], area["title"], area["description"], tuple(_list(area["related"])))
        for area in areas
        if "related" in area
        and all(isinstance(area.get(name), str) for name in ("id", "title", "description"))
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _read_part(part: Mapping[str, Any], nodes: list[Node], log: _Faults) -> None:
    place = _add_node(part, "part", 0, nodes, log)
    for area in log.items(part, "areas", nodes[place].code):
        area_place = _add_node(area, "area", place, nodes, log)
        for sub in log.items(area, "subcomponents", nodes[area_place].code):
            sub_place = _add_node(sub, "subcomponent", area_place, nodes, log)
            for question in log.items(sub, "questions", nodes[sub_place].code):
                _add_question(question, sub_place, nodes, log)


def _add_node(source: Mapping[str, Any], level: str, parent: int, nodes: list[Node], log: _Faults) -> int:
    code = log.text(source, "id", f"{nodes[parent].code} › {level}")
    weight = log.decimal(source, "weight", code)
    if weight < 0:
        log.add(code, "weight_negative", weight)
    name = log.text(source, "title", code)
    short = log.text(source, "short_id", code, required=False) or name
    number = log.text(source, "code", code)
    confidence = log.text(source, "weight_confidence", code, required=False)
    nodes.append(Node(code, level, number, name, short, weight, parent, confidence))
    return len(nodes) - 1


def _add_question(source: Mapping[str, Any], parent: int, nodes: list[Node], log: _Faults) -> None:
    code = log.text(source, "id", f"{nodes[parent].code} › pertanyaan")
    if not QID.fullmatch(code):
        log.add(code, "id", code)
    text = log.text(source, "text_id", code)
    effort = source.get("effort", 2)
    if not _is_int(effort) or effort not in (1, 2, 3):
        log.add(code, "effort", effort)
        effort = 2
    period = source.get("period_months")
    if period is not None and (not _is_int(period) or period <= 0):
        log.add(code, "period", period)
        period = None
    question = Question(
        text=text,
        scale=_read_scale(source, code, log),
        evidence_hint=log.text(source, "evidence_hint", code, required=False),
        guidance=log.text(source, "guidance_id", code, required=False),
        evidence_examples=log.texts(source, "evidence_examples_id", code),
        action=log.text(source, "action_id", code, required=False),
        effort=effort,
        effort_basis=log.text(source, "effort_basis", code, required=False),
        period_months=period,
        basis=log.text(source, "basis", code, required=False),
        sources=log.texts(source, "sources", code),
        note=log.text(source, "note", code, required=False),
        shared_inputs=log.texts(source, "shared_inputs", code),
        factors=log.texts(source, "factors", code),
    )
    short = log.text(source, "short_id", code, required=False) or text
    confidence = log.text(source, "confidence", code, required=False)
    number = log.text(source, "code", code)
    nodes.append(Node(code, "question", number, text, short, None, parent, confidence, question))


def _is_int(value: object) -> TypeGuard[int]:
    """True for a whole number of JSON; its `true` is an int only to Python."""
    return isinstance(value, int) and not isinstance(value, bool)


def _read_scale(source: Mapping[str, Any], code: str, log: _Faults) -> Scale:
    answer_type = source.get("answer_type")
    if not isinstance(answer_type, str) or answer_type not in _ANSWER_TYPES:
        log.add(code, "answer_type", answer_type)
        return Scale("abc")
    if answer_type in OPTION_VALUES or answer_type == CHOICE:
        return Scale(answer_type, options=_read_options(source, answer_type, code, log))
    inputs = _read_inputs(source, answer_type, code, log)
    return Scale(answer_type, inputs=inputs, formula=_read_formula(source, answer_type, inputs, code, log))


def _read_options(source: Mapping[str, Any], answer_type: str, code: str, log: _Faults) -> tuple[Option, ...]:
    options = tuple(
        Option(log.text(item, "label", code), log.decimal(item, "value", code), log.text(item, "text", code))
        for item in log.items(source, "options", code)
    )
    if answer_type in OPTION_VALUES:
        if tuple(option.label for option in options) != OPTION_LABELS[answer_type]:
            log.add(code, "option_labels", "/".join(option.label for option in options))
        elif tuple(option.value for option in options) != OPTION_VALUES[answer_type]:
            log.add(code, "option_values", "/".join(str(option.value) for option in options))
    elif len(options) < 2 or len({option.label for option in options}) != len(options):
        log.add(code, "option_labels", "/".join(option.label for option in options))
    if any(not 0 <= option.value <= 1 for option in options):
        log.add(code, "option_range")
    if any(len(option.label) > 8 for option in options):
        log.add(code, "option_length")
    return options


def _read_inputs(source: Mapping[str, Any], answer_type: str, code: str, log: _Faults) -> tuple[Input, ...]:
    whole = answer_type in (RATIO, FALL)
    found = []
    for item in log.items(source, "inputs", code):
        input_id = log.text(item, "id", code)
        if not INPUT_ID.fullmatch(input_id):
            log.add(code, "input_id", input_id)
        low = log.decimal(item, "min", code, "0")
        high = log.decimal(item, "max", code, str(MOST_OF_A_COUNT))
        if not 0 <= low < high <= MOST_OF_A_COUNT:
            log.add(code, "input_range", input_id)
        found.append(
            Input(input_id, log.text(item, "label_id", code), low, high, whole, str(item.get("unit", "")))
        )
    if len({item.id for item in found}) != len(found):
        log.add(code, "input_twice")
    return tuple(found)


class _FormulaNames:
    """Reads the names of inputs in a formula; what is no input of the question is a fault."""

    def __init__(self, data: Mapping[str, Any], known: Set[str], code: str, log: _Faults) -> None:
        self._data = data
        self._known = known
        self._code = code
        self._log = log

    def of(self, data: Mapping[str, Any]) -> _FormulaNames:
        """A reader of the same question's names in another part of its formula."""
        return _FormulaNames(data, self._known, self._code, self._log)

    def one(self, member: str) -> str:
        """The input that a member names."""
        value = self._data.get(member)
        if isinstance(value, str) and value in self._known:
            return value
        self._log.add(self._code, "formula_input", f"{member}: {value}")
        return ""

    def several(self, member: str) -> tuple[str, ...]:
        """The inputs that a member names, one or a list of them."""
        value = self._data.get(member)
        if not isinstance(value, list):
            return (self.one(member),)
        for name in value or [None]:
            if not isinstance(name, str) or name not in self._known:
                self._log.add(self._code, "formula_input", f"{member}: {name}")
        return tuple(map(str, value))


def _read_formula(
    source: Mapping[str, Any], answer_type: str, inputs: Sequence[Input], code: str, log: _Faults
) -> Formula | None:
    data = source.get("formula")
    if not isinstance(data, Mapping):
        log.add(code, "formula")
        return None
    names = _FormulaNames(data, {item.id for item in inputs}, code, log)
    if answer_type == RATIO:
        return Formula(
            RATIO,
            numerator=names.one("numerator"),
            denominator=names.several("denominator"),
            within_denominator=bool(data.get("numerator_within_denominator", False)),
            at_most=_read_consistency(data, names),
            edge=_read_edge(data, code, log),
        )
    if answer_type == FALL:
        return Formula(
            FALL,
            numerator=names.one("now"),
            denominator=names.several("before"),
            edge=_read_edge(data, code, log),
        )
    low = log.decimal(data, "scale_min", code)
    high = log.decimal(data, "scale_max", code)
    if high <= low:
        log.add(code, "scale_range", f"{low}–{high}")
    if tuple(item.id for item in inputs) != ("score",):
        log.add(code, "score_input")
    return Formula(SCORE, numerator="score", scale_minimum=low, scale_maximum=high)


def _read_consistency(data: Mapping[str, Any], names: _FormulaNames) -> tuple[tuple[str, ...], str] | None:
    consistency = data.get("consistency")
    if not isinstance(consistency, Mapping):
        return None
    inner = names.of(consistency)
    return (inner.several("sum"), inner.one("at_most"))


def _read_edge(data: Mapping[str, Any], code: str, log: _Faults) -> EdgeCase | None:
    edge = data.get("edge")
    if not isinstance(edge, Mapping):
        log.add(code, "edge")
        return None
    both = log.decimal(edge, "both_zero", code) if "both_zero" in edge else None
    case = EdgeCase(
        denominator_zero=log.decimal(edge, "denominator_zero", code),
        both_zero=both,
        text=log.text(edge, "text_id", code),
        basis=log.text(edge, "basis", code, required=False),
    )
    if not 0 <= case.denominator_zero <= 1 or (both is not None and not 0 <= both <= 1):
        log.add(code, "edge_range")
    return case


def _read_bands(data: Mapping[str, Any], log: _Faults) -> tuple[Band, ...]:
    found = []
    for item in log.items(data, "categories", "categories") if "categories" in data else []:
        above = log.decimal(item, "min_exclusive", "categories", str(item.get("min_inclusive", 0)))
        found.append(
            Band(log.text(item, "code", "categories"), log.text(item, "label_id", "categories"), above)
        )
    if [band.above for band in found] != sorted((band.above for band in found), reverse=True):
        log.add("categories", "bands_order")
    return tuple(found)


def _read_evidence_rule(data: Mapping[str, Any], log: _Faults) -> EvidenceRule | None:
    rule = data.get("evidence_rule")
    if rule is None:
        return None
    if not isinstance(rule, Mapping) or rule.get("level") not in ("wajib", "saran"):
        log.add("evidence_rule", "evidence_rule")
        return None
    labels = rule.get("label_id", {})
    pairs = (
        tuple((str(key), str(value)) for key, value in labels.items()) if isinstance(labels, Mapping) else ()
    )
    return EvidenceRule(rule["level"], log.text(rule, "text_id", "evidence_rule"), pairs)


def _read_sources(data: Mapping[str, Any], nodes: Sequence[Node], log: _Faults) -> tuple[Source, ...]:
    found = (
        tuple(
            Source(log.text(item, "id", "sources"), log.text(item, "ref", "sources"))
            for item in log.items(data, "sources", "sources")
        )
        if data.get("sources")
        else ()
    )
    known = {source.id for source in found}
    for node in nodes:
        for source in node.question.sources if node.question else ():
            if source not in known:
                log.add(node.code, "source", source)
    return found


def _check_sums(nodes: Sequence[Node], log: _Faults) -> None:
    """Weights of the children add up to the parent's, exactly."""
    sums: dict[int, Decimal] = {}
    for node in nodes:
        if node.parent >= 0 and node.weight is not None:
            sums[node.parent] = sums.get(node.parent, Decimal(0)) + node.weight
    for place, total in sums.items():
        if total != nodes[place].weight:
            log.add(nodes[place].code, "sum", f"{total} ≠ {nodes[place].weight}")
    for node in _childless(nodes):
        log.add(node.code, "empty")


def _childless(nodes: Sequence[Node]) -> Iterator[Node]:
    parents = {node.parent for node in nodes}
    for place, node in enumerate(nodes):
        if node.level in ("root", "part", "area") and place not in parents:
            yield node


def _check_codes(nodes: Sequence[Node], log: _Faults) -> None:
    seen: set[str] = set()
    for node in nodes:
        if node.code in seen:
            log.add(node.code, "twice")
        seen.add(node.code)
