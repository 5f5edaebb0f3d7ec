"""Findings that an office has set aside, as JSON rows and back (minor version 1 of the format).

Judges what it reads member by member (RB-D01 … RB-D07); knows no file but its own rows. The file is there only where
there is a row: a state without waivers is the same bytes as before there were any.
"""

from __future__ import annotations

from rbdesk.domain import checks, reference
from rbdesk.domain.checks import Waiver
from rbdesk.domain.instrument import IID, QID, Edition
from rbdesk.domain.lineage import Cell, RowKey
from rbdesk.exchange import edits, rows, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.rows import Rows
from rbdesk.exchange.schema import Members, refuse

FILE = "data/waivers.json"
MOST_WAIVERS = 2000
MOST_OF_A_REASON = 500  # code points

_KINDS = tuple(sorted(checks.WAIVABLE))


def name_json(row: RowKey) -> dict[str, Json]:
    """Return the members that name a row."""
    _, instrument, question, kind = row
    return {"i": instrument, "q": question, "k": kind}


def value_json(value: Waiver) -> dict[str, Json]:
    """Return the members that say a row's value."""
    return {"n": value.reason, "on": value.on}


def read_waivers(value: Json, edition: Edition | None, *, is_open: bool) -> Rows:
    """Return the rows of waivers.json, sorted by instrument, question and kind; one at least."""
    found: Rows = {}
    last = ("", "", "")
    listed = schema.items(value, FILE, "", MOST_WAIVERS)
    if not listed:
        refuse("RB-D03", FILE)
    for place, item in enumerate(listed):
        row = Members(item, FILE, f"[{place}]", is_open=is_open)
        instrument, kind = row.matching("i", IID), row.one_of("k", _KINDS)
        question = row.matching("q", reference.DOT if kind == checks.FOLLOWUP else QID)
        if (instrument, question, kind) <= last:
            refuse("RB-D06", FILE, row.path)
        last = (instrument, question, kind)
        read = Waiver(row.text("n", MOST_OF_A_REASON), row.flag("on"))
        if read.on and not read.reason.strip():
            refuse("RB-D03", FILE, row.at("n"))
        edit = edits.read_edit(row)
        row.close()
        referred = reference.FOLLOWUPS if kind == checks.FOLLOWUP else reference.ANSWERS
        rows.scale_of(edition, (referred, instrument, question), row)
        found[reference.WAIVERS, instrument, question, kind] = (Cell(edit, read),)
    return found
