"""The gates of an instrument file, and the faults of such a file."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from rbdesk.domain import instrument_file
from tests import build

TOTAL = {"metric": "total", "scope": "total", "op": ">=", "value": 6, "confidence": "found"}


def sheet_with(*gates: dict[str, Any]) -> dict[str, Any]:
    sheet = build.tiny_sheet()
    sheet["thresholds"] = [{"id": "WBK", "title": "Wilayah contoh", "basis": "1/2020", "gates": list(gates)}]
    return sheet


def kinds(*gates: dict[str, Any]) -> list[str]:
    return [fault[1] for fault in instrument_file.faults(sheet_with(*gates))]


def test_a_sheet_without_thresholds_has_no_levels() -> None:
    assert build.tiny().levels == ()
    assert build.tiny().gate_level("WBK") is None


def test_a_total_stands_on_the_root() -> None:
    level = instrument_file.parse(sheet_with(TOTAL)).gate_level("WBK")
    assert level is not None
    assert (level.title, level.basis, level.requires) == ("Wilayah contoh", "1/2020", "")
    (gate,) = level.gates
    assert (gate.id, gate.places, gate.limit, gate.weight, gate.is_found) == ("total", (0,), 6, 10, True)


def test_each_area_across_parts_has_its_share_of_its_whole_weight() -> None:
    each = {"metric": "area_share", "scope": "each area of X.P + X.R", "op": ">=", "value": Decimal("0.6")}
    level = instrument_file.parse(sheet_with(each)).levels[0]
    assert [(gate.id, gate.name, gate.limit) for gate in level.gates] == [
        ("X.P.1+X.R.1", "Perubahan", Fraction("4.2")),
        ("X.P.2", "Layanan", Fraction("1.2")),
        ("X.R.3", "Hasil", Fraction("0.6")),
    ]


def test_each_area_of_one_part_takes_only_what_lies_in_it() -> None:
    each = {"metric": "area_share", "scope": "each area of X.R", "op": ">=", "value": Decimal("0.5")}
    sheet = sheet_with(each)
    found = instrument_file.faults(sheet)
    assert found == ()
    level = instrument_file.parse(sheet).levels[0]
    assert [(gate.id, gate.weight) for gate in level.gates] == [("X.R.1", 3), ("X.R.3", 1)]


def test_a_sum_of_parts_bears_the_name_that_the_file_gives_it() -> None:
    both = {"metric": "sum_of_parts", "scope": "X.P + X.R", "op": ">=", "value": 6, "title_id": "Pengungkit"}
    (gate,) = instrument_file.parse(sheet_with(both)).levels[0].gates
    assert (gate.id, gate.name, gate.kind, gate.weight) == ("X.P+X.R", "Pengungkit", "part", 10)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"metric": "rata-rata"},
        {"scope": "X.Q"},
        {"scope": "X.P.1.i.a"},
        {"op": ">"},
        {"metric": "area_share"},
        {"scope": "each area of X.P"},
    ],
)
def test_a_gate_that_nobody_can_judge_is_a_fault(spoiled: dict[str, Any]) -> None:
    assert kinds({**TOTAL, **spoiled}) == ["gate"]


def test_a_limit_above_the_weight_is_a_fault_and_one_at_it_is_not() -> None:
    assert kinds({**TOTAL, "value": 10}) == []
    assert kinds({**TOTAL, "value": Decimal("10.01")}) == ["gate_limit"]


def test_gates_that_cross_an_area_are_a_fault() -> None:
    # the area Perubahan lies in both parts: a gate on one part cuts it
    assert "gates_cross" in kinds({**TOTAL, "metric": "part", "scope": "X.P"})


def test_a_limit_seen_elsewhere_and_kept_by_memory_is_not_found() -> None:
    gate = {**TOTAL, "confidence": "found (52/2014), kept: own knowledge medium"}
    assert not instrument_file.parse(sheet_with(gate)).levels[0].gates[0].is_found


def test_a_level_given_twice_is_a_fault() -> None:
    sheet = sheet_with(TOTAL)
    sheet["thresholds"] *= 2
    assert ("thresholds", "twice", "") in instrument_file.faults(sheet)
