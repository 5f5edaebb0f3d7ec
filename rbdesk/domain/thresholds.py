"""Reading the gates of an instrument file (`thresholds`): minimum rules beyond the total, level by level.

`instrument_file` calls it with the sheet that it read and the list in which it collects faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from rbdesk.domain.instrument import AreaGroup, Gate, GateLevel, Instrument

_EACH_AREA = "each area of "
_KINDS = {
    "total": "total",
    "part": "part",
    "sum_of_parts": "part",
    "area": "area",
    "area_share": "area",
    "subcomponent": "subcomponent",
}


class Log(Protocol):
    """Where faults are collected, and the readers of members that say so when one is wrong."""

    def add(self, place: str, kind: str, detail: object = "") -> None:
        """Collect a fault."""

    def text(self, source: Mapping[str, Any], member: str, place: str, *, required: bool = True) -> str:
        """The text of a member."""

    def decimal(self, source: Mapping[str, Any], member: str, place: str) -> Decimal:
        """The number of a member."""

    def items(self, source: Mapping[str, Any], member: str, place: str) -> list[Mapping[str, Any]]:
        """The objects of a member."""


def read_levels(data: Mapping[str, Any], sheet: Instrument, log: Log) -> tuple[GateLevel, ...]:
    """The levels of a file, each with its gates in the file's order; empty where the file has none.

    Faults: "gate" (an unknown metric, scope or comparison), "gate_limit" (outside 0..weight), "gates_cross" (two
    gates, or a gate and an area, share some questions without one holding all of the other's).
    """
    if "thresholds" not in data:
        return ()
    levels: list[GateLevel] = []
    for item in log.items(data, "thresholds", "thresholds"):
        level = log.text(item, "id", "thresholds")
        place = f"thresholds › {level}"
        gates = tuple(
            gate for rule in log.items(item, "gates", place) for gate in _read_gates(rule, sheet, place, log)
        )
        _check_nesting(gates, sheet, place, log)
        title = log.text(item, "title", place)
        basis = log.text(item, "basis", place, required=False)
        levels.append(
            GateLevel(level, title, basis, gates, log.text(item, "requires", place, required=False))
        )
    if len({level.id for level in levels}) != len(levels):
        log.add("thresholds", "twice")
    return tuple(levels)


def _read_gates(rule: Mapping[str, Any], sheet: Instrument, place: str, log: Log) -> Iterable[Gate]:
    metric, scope = str(rule.get("metric")), str(rule.get("scope"))
    value = Fraction(log.decimal(rule, "value", place))
    is_each = metric == "area_share"
    codes = scope.removeprefix(_EACH_AREA).split(" + ")
    places = [0] if scope == "total" else [sheet.place_of.get(code, -1) for code in codes]
    if (
        metric not in _KINDS
        or is_each != scope.startswith(_EACH_AREA)
        or rule.get("op") != ">="
        or -1 in places
        or any(sheet.nodes[node].question is not None for node in places)
    ):
        log.add(place, "gate", f"{metric} {scope}")
        return
    name = log.text(rule, "title_id", place, required=False)
    is_found = _is_found(str(rule.get("confidence", "")))
    targets = (
        [(group.short, group.places) for group in _areas_under(sheet, places)]
        if is_each
        else [(name or " + ".join(sheet.nodes[node].short for node in places if node), tuple(places))]
    )
    for title, nodes in targets:
        weight = sum((Fraction(sheet.nodes[node].weight or 0) for node in nodes), Fraction(0))
        limit = value * weight if is_each else value
        gate_id = "+".join(sheet.nodes[node].code for node in nodes) if nodes != (0,) else "total"
        if not 0 <= limit <= weight:
            log.add(place, "gate_limit", f"{gate_id}: {rule.get('value')}")
        yield Gate(gate_id, title, _KINDS[metric], limit, weight, nodes, is_found)


def _is_found(confidence: str) -> bool:
    """True if the file says that the limit was seen; "found (52/2014), kept: own knowledge" was seen elsewhere only."""
    return confidence.startswith("found") and "own knowledge" not in confidence


def _areas_under(sheet: Instrument, parts: Sequence[int]) -> Iterable[AreaGroup]:
    """The areas across these parts, each with those of its places that lie in them."""
    for group in sheet.areas:
        nodes = tuple(node for node in group.places if set(sheet.ancestors(node)) & set(parts))
        if nodes:
            weight = sum((sheet.nodes[node].weight or Decimal(0) for node in nodes), Decimal(0))
            yield AreaGroup(group.code, group.name, group.short, nodes, weight)


def _check_nesting(gates: Sequence[Gate], sheet: Instrument, place: str, log: Log) -> None:
    """Gates nest like the boxes of a sheet, or no plan could be made area by area."""
    sets = [(gate.id, _questions(sheet, gate.places)) for gate in gates]
    sets += [(group.short, _questions(sheet, group.places)) for group in sheet.areas]
    for number, (name, one) in enumerate(sets):
        for other_name, other in sets[number + 1 :]:
            if one & other and not (one <= other or other <= one):
                log.add(place, "gates_cross", f"{name} × {other_name}")


def _questions(sheet: Instrument, places: Sequence[int]) -> frozenset[int]:
    return frozenset(leaf for node in places for leaf in sheet.questions_under(node))
