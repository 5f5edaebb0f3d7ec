"""What the secretariat ticked of the conditions for a proposal, as JSON rows and back (minor version 2 of the format).

The file is there only where something is ticked: a letter without it is the same bytes as before there was such a
file. An office that does not know a condition keeps it, and shows those that it knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from rbdesk.domain.conditions import CONDITION_ID, LONGEST_DETAIL, SCOPES, ConditionMark
from rbdesk.domain.gates import GateState
from rbdesk.domain.instrument import IID, Edition
from rbdesk.exchange import edits, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse

FILE = "data/conditions.json"
MINOR = 2
MOST_MARKS = 200

_STATES = (GateState.MET.value, GateState.MISSED.value)


def conditions_json(marks: Sequence[ConditionMark]) -> Json:
    """Return the marks, sorted by sheet, scope and condition."""
    return [
        {
            "i": mark.instrument,
            "s": mark.scope,
            "c": mark.condition,
            "v": mark.state.value,
            "n": mark.detail,
            "e": edits.edit_json(mark.edit),
        }
        for mark in sorted(marks, key=lambda mark: mark.key)
    ]


def read_conditions(value: Json, edition: Edition | None, *, is_open: bool) -> tuple[ConditionMark, ...]:
    """Return the marks, one at least, of sheets of the edition. Raises BundleRefused: RB-D01 … RB-D10."""
    found: list[ConditionMark] = []
    listed = schema.items(value, FILE, "", MOST_MARKS)
    if not listed:
        refuse("RB-D03", FILE)
    for place, item in enumerate(listed):
        row = Members(item, FILE, f"[{place}]", is_open=is_open)
        mark = ConditionMark(
            instrument=row.matching("i", IID),
            scope=row.one_of("s", SCOPES),
            condition=row.matching("c", CONDITION_ID),
            state=GateState(row.one_of("v", _STATES)),
            detail=row.text("n", LONGEST_DETAIL),
            edit=edits.read_edit(row),
        )
        row.close()
        if found and mark.key <= found[-1].key:
            refuse("RB-D06", FILE, row.path)
        if edition is not None and edition.instrument(mark.instrument) is None:
            refuse("RB-D10", FILE, row.at("i"))
        found.append(mark)
    return tuple(found)
