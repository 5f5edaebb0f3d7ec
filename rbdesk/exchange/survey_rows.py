"""Batches of the satisfaction survey as JSON rows and back (RB-D01 … RB-D08). Knows no file but its own."""

from __future__ import annotations

import re
from decimal import Decimal

from rbdesk.domain import reference, survey
from rbdesk.domain.instrument import IID, Edition
from rbdesk.domain.lineage import Cell
from rbdesk.domain.survey import Batch, Counts, Means
from rbdesk.exchange import canonical, edits, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.rows import Rows
from rbdesk.exchange.schema import Members, refuse

SURVEYS_FILE = "data/skm.json"
MOST_BATCHES = 500
MOST_OF_A_FIELD = 24
MOST_OF_A_CHOICE = 40

_SERVICE = re.compile(rf"\S(?:.{{0,{survey.MOST_OF_A_SERVICE - 2}}}\S)?")


def value_json(value: Batch) -> dict[str, Json]:
    """Return the members of a row that say what was collected, without those that name it."""
    counts: Json = None if value.counts is None else [list(one) for one in value.counts]
    means: Json = None if value.means is None else [canonical.decimal_text(one) for one in value.means]
    profile: Json = [list(one) for one in value.profile]
    return {
        **{"counts": counts, "means": means, "respondents": value.respondents, "broken": value.broken},
        **{"population": value.population, "profile": profile, "n": value.note, "on": value.on},
    }


def name_json(value: Batch) -> dict[str, Json]:
    """Return the members that name a row."""
    return {"i": value.instrument, "svc": value.service, "period": value.period, "batch": value.batch}


def read_surveys(value: Json, edition: Edition | None, *, is_open: bool) -> Rows:
    """Return the rows of skm.json; without an edition the survey they belong to is not judged."""
    file = SURVEYS_FILE
    known = None if edition is None else {iid for iid, _ in edition.hashes}
    found: Rows = {}
    last = ("", "", "", "")
    for place, item in enumerate(schema.items(value, file, "", MOST_BATCHES)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        name = (
            row.matching("i", IID),
            row.matching("svc", _SERVICE),
            row.matching("period", survey.PERIOD),
            row.matching("batch", schema.REPLICA),
        )
        if name <= last:
            refuse("RB-D06", file, row.path)
        last = name
        if known is not None and name[0] not in known:
            refuse("RB-D04", file, row.path, instrument=name[0])
        batch = Batch(
            *name,
            counts=_read_counts(row),
            means=_read_means(row),
            respondents=row.whole("respondents", 0, survey.MOST_RESPONDENTS),
            broken=row.whole("broken", 0, survey.MOST_RESPONDENTS),
            population=None if row.get("population") is None else row.whole("population", 0, 10**9),
            profile=_read_profile(row),
            note=row.text("n", survey.MOST_OF_A_NOTE),
            on=row.flag("on"),
        )
        edit = edits.read_edit(row)
        row.close()
        fault = survey.fault_of(batch)
        if fault is not None:
            refuse("RB-D05", file, row.path, fault=fault)
        found[reference.SURVEYS, *name] = (Cell(edit, batch),)
    return found


def _read_counts(row: Members) -> Counts | None:
    if row.get("counts") is None:
        return None
    found = []
    for one in row.listed("counts", survey.ELEMENTS):
        if not isinstance(one, list) or len(one) != len(survey.SCALE):
            refuse("RB-D03", row.file, row.at("counts"))
        a, b, c, d = (_whole(count, row, "counts") for count in one)
        found.append((a, b, c, d))
    return tuple(found)


def _read_means(row: Members) -> Means | None:
    if row.get("means") is None:
        return None
    found: list[Decimal] = []
    for one in row.listed("means", survey.ELEMENTS):
        try:
            found.append(canonical.parse_decimal(one if isinstance(one, str) else ""))
        except ValueError:
            refuse("RB-D03", row.file, row.at("means"))
    return tuple(found)


def _read_profile(row: Members) -> tuple[tuple[str, str, int], ...]:
    found: list[tuple[str, str, int]] = []
    for one in row.listed("profile", survey.MOST_PROFILE):
        match one:
            case [str(field), str(choice), count] if (
                len(field) <= MOST_OF_A_FIELD and len(choice) <= MOST_OF_A_CHOICE
            ):
                found.append((field, choice, _whole(count, row, "profile")))
            case _:
                refuse("RB-D03", row.file, row.at("profile"))
    if [one[:2] for one in found] != sorted({one[:2] for one in found}):
        refuse("RB-D06", row.file, row.at("profile"))
    return tuple(found)


def _whole(value: Json, row: Members, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= survey.MOST_RESPONDENTS:
        refuse("RB-D03", row.file, row.at(name))
    return value
