"""Syarat pengusulan: the secretariat ticks what holds for the regency and for each unit; an office sees it.

Kept as facts of the desk, one for the regency and one for each office, and in the journal; a letter to an office
carries all that is about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from rbdesk import paths
from rbdesk.domain.conditions import (
    LONGEST_DETAIL,
    REGENCY,
    UNIT,
    Condition,
    ConditionMark,
    ConditionResult,
    Conditions,
    parse_conditions,
)
from rbdesk.domain.gates import GateState
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Edit
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed
from rbdesk.store import journal, settings
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json, json_text, parse_time, time_text
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat

_FACT = "condition"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The conditions of a level for one office, in order. `conditions` says where they come from."""

    conditions: Conditions
    level: str
    office: str
    results: tuple[ConditionResult, ...]

    def count(self, state: GateState) -> int:
        """How many stand so."""
        return sum(one.state is state for one in self.results)


@cache
def conditions_of(instrument: str) -> Conditions | None:
    """The conditions for a proposal by one sheet, None where it has none."""
    path = paths.resource(f"conditions/{instrument}.json")
    return parse_conditions(catalog.read_json(path)) if path.is_file() else None


def sheet_of_year(year: int) -> Instrument:
    """The sheet with gates of a year's edition. Raises NotAllowed: "unknown_year", "unknown_instrument" (none)."""
    for sheet in catalog.edition_of_year(year).instruments:
        if sheet.levels and conditions_of(sheet.id) is not None:
            return sheet
    raise NotAllowed("unknown_instrument", id="zi")


def load_proposal(db: Store, office: str, year: int, level: str = "") -> Proposal:
    """The conditions of a level ("" the sheet's first) as they stand for an office; at an office only its own.

    Raises NotAllowed: "unknown_year", "unknown_instrument" (the edition has no such sheet, or not this level).
    """
    sheet = sheet_of_year(year)
    marks = {mark.key: mark for mark in _load_marks(db, office, year)}
    return _proposal(sheet, office, level, marks)


def load_proposals(db: Store, year: int, level: str = "") -> tuple[Proposal, ...]:
    """The same for every office of the register. Raises NotAllowed: as `load_proposal`, "role"."""
    must_be_secretariat(db)
    return tuple(load_proposal(db, one.code, year, level) for one in catalog.register().offices)


def set_condition(
    db: Store,
    office: str,
    year: int,
    name: str,
    state: GateState,
    detail: str = "",
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Tick a condition, or take the tick away (UNKNOWN); one of the regency holds for every office.

    Raises NotAllowed: "role", "unknown_office", "unknown_condition", "too_long", "unknown_year",
    "unknown_instrument".
    """
    sheet = sheet_of_year(year)
    condition = _condition(sheet, name)
    kept = clean_line(detail)
    if len(kept) > LONGEST_DETAIL:
        raise NotAllowed("too_long", field="detail", most=LONGEST_DETAIL)
    with db.atomic():
        must_be_secretariat(db)
        if catalog.register().office(office) is None:
            raise NotAllowed("unknown_office", office=office)
        owner = catalog.register().code if condition.scope == REGENCY else office
        marks = {mark.key: mark for mark in _load_owned(db, year, owner, condition.scope)}
        key = (sheet.id, condition.scope, name)
        before = marks.pop(key, None)
        said = None if before is None else (before.state, before.detail)
        wanted = None if state is GateState.UNKNOWN else (state, kept)
        if said == wanted:
            return Changes()
        old: list[Json] = [] if said is None else [[said[0].value, said[1]]]
        new: Json = [name, None, ""] if wanted is None else [name, state.value, kept]
        entry = journal.add(db, "condition", Subject(owner, year, sheet.id), old, new, who=who, now=now)
        if wanted is not None:
            marks[key] = ConditionMark(*key, state, kept, entry.edit)
        _keep(db, year, owner, marks.values())
    return Changes(topics=frozenset({"conditions"}))


def gather_marks(db: Store, office: str, year: int) -> tuple[ConditionMark, ...]:
    """All that was ticked for an office and for the regency, as it travels."""
    return _load_marks(db, office, year)


def count_changed(db: Store, office: str, year: int, marks: Iterable[ConditionMark]) -> int:
    """How many conditions a letter's marks would let stand otherwise than now, those taken away too."""
    held = {mark.key: (mark.state, mark.detail) for mark in _load_marks(db, office, year)}
    brought = {mark.key: (mark.state, mark.detail) for mark in marks}
    return sum(held.get(key) != brought.get(key) for key in held.keys() | brought.keys())


def keep_marks(db: Store, office: str, year: int, marks: Iterable[ConditionMark]) -> None:
    """Let the marks of a letter stand in place of all that an earlier one brought for that year."""
    regency = catalog.register().code
    given = list(marks)
    for owner, scope in ((regency, REGENCY), (office, UNIT)):
        _keep(db, year, owner, [mark for mark in given if mark.scope == scope])


def _load_marks(db: Store, office: str, year: int) -> tuple[ConditionMark, ...]:
    regency = _load_owned(db, year, catalog.register().code, REGENCY)
    return tuple(sorted([*regency, *_load_owned(db, year, office, UNIT)], key=lambda mark: mark.key))


def _load_owned(db: Store, year: int, owner: str, scope: str) -> list[ConditionMark]:
    return _parse(settings.load_fact(db, _fact_name(year, owner)), scope)


def _proposal(
    sheet: Instrument, office: str, level: str, marks: Mapping[tuple[str, str, str], ConditionMark]
) -> Proposal:
    known = conditions_of(sheet.id)
    assert known is not None
    wanted = level or sheet.levels[0].id
    if sheet.gate_level(wanted) is None:
        raise NotAllowed("unknown_instrument", id=level)
    results = tuple(
        ConditionResult(one, marks.get((sheet.id, one.scope, one.id))) for one in known.of_level(wanted)
    )
    return Proposal(known, wanted, office, results)


def _condition(sheet: Instrument, name: str) -> Condition:
    known = conditions_of(sheet.id)
    found = known.condition(name) if known is not None else None
    if found is None:
        raise NotAllowed("unknown_condition", condition=name)
    return found


def _keep(db: Store, year: int, owner: str, marks: Iterable[ConditionMark]) -> None:
    """Write all marks of an owner; a fact is one text, and its name has room for no more than the owner."""
    lines: list[Json] = [_line(mark) for mark in sorted(marks, key=lambda mark: mark.key)]
    settings.keep_facts(db, {_fact_name(year, owner): json_text(lines) if lines else ""})


def _line(mark: ConditionMark) -> Json:
    edit = mark.edit
    made: list[Json] = [edit.replica, edit.n, time_text(edit.at), edit.by]
    return [mark.instrument, mark.condition, mark.state.value, mark.detail, *made]


def _parse(text: str, scope: str) -> list[ConditionMark]:
    return [
        ConditionMark(sheet, scope, name, GateState(state), detail, Edit(replica, n, parse_time(at), by))
        for sheet, name, state, detail, replica, n, at, by in json.loads(text or "[]")
    ]


def _fact_name(year: int, owner: str) -> str:
    return f"{_FACT}:{year}:{owner}"
