"""Rulings of the secretariat as JSON rows and back (reviews.json), judged member by member (RB-D01 … RB-D10)."""

from __future__ import annotations

from collections.abc import Iterable

from rbdesk.domain import reference
from rbdesk.domain.instrument import Edition
from rbdesk.domain.office import CODE
from rbdesk.domain.review import MOST_OF_A_REASON, Ruling, Verdict, ruling_fault
from rbdesk.exchange import edits, rows, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.schema import Members, refuse

REVIEWS_FILE = "data/reviews.json"
MOST_REVIEWS = 20_000
MOST_DOTS = 64  # of one row: as many as replicas

_VERDICTS = tuple(verdict.value for verdict in Verdict)


def rulings_json(rulings: Iterable[Ruling]) -> Json:
    """Return rulings in the order of their dots."""
    return [
        {
            "o": ruling.office,
            "row": reference.row_text(ruling.row),
            "seen": edits.dots_json(ruling.seen),
            "over": edits.dots_json(ruling.over),
            "verdict": ruling.verdict.value,
            "v": rows.answer_json(ruling.value),
            "n": ruling.reason,
            "e": edits.edit_json(ruling.edit),
        }
        for ruling in sorted(rulings, key=lambda ruling: ruling.dot)
    ]


def read_rulings(value: Json, edition: Edition | None, *, is_open: bool) -> tuple[Ruling, ...]:
    """Return the rulings of a file; without an edition questions and corrected values are not judged."""
    file = REVIEWS_FILE
    found: list[Ruling] = []
    for place, item in enumerate(schema.items(value, file, "", MOST_REVIEWS)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        ruling = Ruling(
            office=row.matching("o", CODE),
            row=rows.read_reference(row.get("row"), row, "row"),
            seen=edits.read_dots(row, "seen", MOST_DOTS),
            over=edits.read_dots(row, "over", MOST_DOTS),
            verdict=Verdict(row.one_of("verdict", _VERDICTS)),
            value=rows.read_value(row),
            reason=row.text("n", MOST_OF_A_REASON),
            edit=edits.read_edit(row),
        )
        row.close()
        if found and ruling.dot <= found[-1].dot:
            refuse("RB-D06", file, row.path)
        if ruling.dot in ruling.over:
            refuse("RB-D10", file, row.at("over"))
        scale = rows.scale_of(edition, ruling.row, row)
        is_judged = scale is not None or ruling.row[0] == reference.FOLLOWUPS
        fault = ruling_fault(ruling, scale) if is_judged else None
        if fault is not None:
            refuse("RB-D05", file, row.at("v"), question=ruling.row[-1], fault=fault)
        found.append(ruling)
    return tuple(found)
