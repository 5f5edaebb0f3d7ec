"""The act of settling a row in the journal: which versions there were, and what was let stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain import reference
from rbdesk.domain.lineage import Cell, Dot, Edit, RowKey
from rbdesk.store import assessments, journal
from rbdesk.store.cells import parse_value_of, value_text_of
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.values import Json, parse_time, time_text

RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Settled:
    """A row, the cells it had, and the value that stands instead."""

    row: RowKey
    cells: tuple[Cell, ...]
    value: object


def settle(
    db: Store,
    office: str,
    year: int,
    row: RowKey,
    value: object,
    *,
    chosen: Dot | None = None,
    who: str,
    now: datetime,
) -> Entry:
    """Let a value stand over all cells of a row, as an edit of this desk; all versions stay in the journal.

    `chosen` is the version it was, None for another value or where all said the same.
    """
    old: list[Json] = [_cell_json(row, cell) for cell in assessments.load_cells(db, office, year, row)]
    new: Json = {
        "row": list(row),
        "value": value_text_of(row, value),
        "chosen": None if chosen is None else list(chosen),
    }
    question = question_of(row)
    subject = Subject(office, year, row[1] if question else "", question)
    entry = journal.add(db, RESOLVE, subject, old, new, who=who, now=now)
    assessments.keep_cell(db, office, year, row, Cell(entry.edit, value))
    return entry


def settled_in(entry: Entry) -> Settled:
    """What an entry that `settle` wrote says."""
    new = entry.new
    if not isinstance(new, Mapping):
        raise ValueError("not an act of settling")
    row = _texts(new["row"])
    cells = tuple(_cell(row, old) for old in entry.old if isinstance(old, Mapping))
    return Settled(row, cells, parse_value_of(row, str(new["value"])))


def question_of(row: RowKey) -> str:
    """The question a row is about, "" for none."""
    is_of_question = row[0] in (reference.ANSWERS, reference.EVIDENCE) and row[1] != reference.FOLLOWUPS
    return row[2] if is_of_question else ""


def _cell_json(row: RowKey, cell: Cell) -> Json:
    edit = cell.edit
    made: dict[str, Json] = {"replica": edit.replica, "n": edit.n, "at": time_text(edit.at), "by": edit.by}
    return made | {"value": value_text_of(row, cell.value)}


def _cell(row: RowKey, data: Mapping[str, Json]) -> Cell:
    edit = Edit(str(data["replica"]), int(str(data["n"])), parse_time(str(data["at"])), str(data["by"]))
    return Cell(edit, parse_value_of(row, str(data["value"])))


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, Sequence) else ()
