from __future__ import annotations

from typing import Any

import pytest

from rbdesk.domain.conditions import REGENCY, ConditionMark, ConditionResult, parse_conditions
from rbdesk.domain.gates import GateState
from tests import build

ITEM = {"id": "wtp", "scope": "kabupaten", "levels": ["WBK"], "text": "Opini WTP", "confidence": "found"}


def parsed(*items: dict[str, Any]) -> Any:
    return parse_conditions({"instrument": "zi", "basis": "contoh", "conditions": items})


def test_a_level_asks_for_its_own_conditions_in_their_order() -> None:
    found = parsed(
        ITEM, {**ITEM, "id": "wbk", "levels": ["WBBM"]}, {**ITEM, "id": "spip", "levels": ["WBK", "WBBM"]}
    )
    assert [one.id for one in found.of_level("WBK")] == ["wtp", "spip"]
    assert [one.id for one in found.of_level("WBBM")] == ["wbk", "spip"]
    assert found.of_level("WBX") == ()


def test_a_condition_is_found_only_where_the_file_says_so() -> None:
    found = parsed(ITEM, {**ITEM, "id": "rb", "confidence": "own knowledge, confidence low"})
    assert [one.is_found for one in found.items] == [True, False]


def test_what_nobody_ticked_is_not_judged() -> None:
    (condition,) = parsed(ITEM).items
    open_one = ConditionResult(condition, None)
    assert (open_one.state, open_one.detail) == (GateState.UNKNOWN, "")
    mark = ConditionMark("zi", REGENCY, "wtp", GateState.MISSED, "WDP", build.an_edit())
    assert (ConditionResult(condition, mark).state, ConditionResult(condition, mark).detail) == (
        GateState.MISSED,
        "WDP",
    )


@pytest.mark.parametrize("but", [{"id": "WTP"}, {"scope": "provinsi"}, {"levels": []}, {"text": ""}])
def test_a_condition_that_cannot_be_is_refused(but: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        parsed({**ITEM, **but})


def test_a_condition_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        parsed(ITEM, ITEM)
