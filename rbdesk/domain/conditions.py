"""Syarat pengusulan of Zona Integritas: what must hold before a unit may be proposed, ticked by the secretariat.

No question of the sheet measures them, and no score knows them. Some hold for the whole regency, others for one
unit; which ones a level asks for stands in a file of the program's data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rbdesk.domain.gates import GateState
from rbdesk.domain.lineage import Edit

REGENCY, UNIT = "kabupaten", "unit"
SCOPES = (REGENCY, UNIT)
CONDITION_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,23}", re.ASCII)
LONGEST_DETAIL = 80  # code points


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold, for the `levels` (WBK, WBBM) that ask for it. `is_found`: it was seen in the regulation."""

    id: str
    scope: str
    levels: tuple[str, ...]
    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of one sheet, in order, where they come from, and what else a proposal needs ("" nothing)."""

    instrument: str
    basis: str
    remark: str
    items: tuple[Condition, ...]

    def of_level(self, level: str) -> tuple[Condition, ...]:
        """The conditions that a level asks for."""
        return tuple(one for one in self.items if level in one.levels)

    def condition(self, name: str) -> Condition | None:
        """The condition with this id, None if there is none."""
        return next((one for one in self.items if one.id == name), None)


@dataclass(frozen=True, slots=True)
class ConditionMark:
    """What the secretariat ticked: MET or MISSED, with a word or number that shows it ("59,36").

    `scope` REGENCY holds for every office. An unticked condition has no mark.
    """

    instrument: str
    scope: str
    condition: str
    state: GateState
    detail: str
    edit: Edit

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it, in the order in which marks travel."""
        return (self.instrument, self.scope, self.condition)


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """A condition as it stands for an office; `mark` is None while nobody has judged it."""

    condition: Condition
    mark: ConditionMark | None

    @property
    def state(self) -> GateState:
        """How it stands; UNKNOWN while it is not ticked."""
        return GateState.UNKNOWN if self.mark is None else self.mark.state

    @property
    def detail(self) -> str:
        """What shows it, "" where nothing was written."""
        return "" if self.mark is None else self.mark.detail


def parse_conditions(data: Mapping[str, Any]) -> Conditions:
    """The conditions in a file. Raises ValueError: an id, a scope or a level that cannot be, or an id given twice."""
    items = tuple(
        Condition(
            id=str(item["id"]),
            scope=str(item["scope"]),
            levels=tuple(str(level) for level in item["levels"]),
            text=str(item["text"]),
            is_found=str(item["confidence"]).startswith("found"),
        )
        for item in data["conditions"]
    )
    for one in items:
        if (
            CONDITION_ID.fullmatch(one.id) is None
            or one.scope not in SCOPES
            or not one.levels
            or not one.text
        ):
            raise ValueError(f"a condition that cannot be: {one.id}")
    if len({one.id for one in items}) != len(items):
        raise ValueError("a condition that is given twice")
    return Conditions(str(data["instrument"]), str(data["basis"]), str(data.get("remark", "")), items)
