"""What recommendations bring, as JSON rows and back: recommendations, follow-ups, replies to rulings.

Judges what it reads member by member (RB-D01 … RB-D10); knows no file but its own rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rbdesk.domain import followup, reference
from rbdesk.domain.correspondence import Advice
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Cell, Vector, covers
from rbdesk.domain.review import MOST_OF_A_REASON, Reply, ReplyAct, reply_row
from rbdesk.exchange import edits, rows, schema
from rbdesk.exchange.canonical import Json
from rbdesk.exchange.rows import Rows
from rbdesk.exchange.schema import Members, refuse

FOLLOWUPS_FILE, RECOMMENDATIONS_FILE, REPLIES_FILE = (
    *("data/followups.json", "data/recommendations.json"),
    "data/replies.json",
)
MOST_RECOMMENDATIONS = 500
MOST_FOLLOWUPS = 500
MOST_REPLIES = 2000

_AREA = re.compile(r"[a-z0-9_]{0,40}")
_SOURCES = tuple(source.value for source in Source)
_STATUSES = tuple(status.value for status in Status)
_ACTS = tuple(act.value for act in ReplyAct)


def value_json(value: Recommendation | FollowUp | Reply) -> dict[str, Json]:
    """Return the members of a row that say its value, without the one that names it."""
    match value:
        case Recommendation():
            return {
                **{"src": value.source.value, "letter": value.letter, "no": value.number},
                **{"area": value.area, "for": [reference.row_text(row) for row in value.rows]},
                **{"text": value.text, "due": schema.day_json(value.due), "on": value.on},
            }
        case FollowUp():
            return {
                **{"status": value.status.value, "progress": value.progress, "plan": value.plan},
                **{"n": value.note, "post": value.post, "due": schema.day_json(value.due)},
            }
    return {"act": value.act.value, "n": value.text}


def advice_json(advice: Iterable[Advice]) -> Json:
    """Return the recommendations that the secretariat gave, in the order of their ids."""
    return [
        value_json(item.recommendation) | {"rec": item.recommendation.id, "e": edits.edit_json(item.edit)}
        for item in sorted(advice, key=lambda item: item.recommendation.id)
    ]


def read_advice(value: Json, edition: Edition | None, *, is_open: bool) -> tuple[Advice, ...]:
    """Return the recommendations of a file; without an edition the questions they name are not judged."""
    file = RECOMMENDATIONS_FILE
    found: list[Advice] = []
    for place, item in enumerate(schema.items(value, file, "", MOST_RECOMMENDATIONS)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        rec = _read_rec(row)
        if found and rec <= found[-1].recommendation.id:
            refuse("RB-D06", file, row.path)
        referred = [rows.read_reference(text, row, "for") for text in row.listed("for", followup.MOST_ROWS)]
        recommendation = Recommendation(
            id=rec,
            source=Source(row.one_of("src", _SOURCES)),
            letter=row.text("letter", followup.MOST_OF_A_LETTER),
            number=row.text("no", followup.MOST_OF_A_NUMBER),
            area=row.matching("area", _AREA),
            rows=tuple(referred),
            text=row.text("text", followup.MOST_OF_A_TEXT),
            due=row.day("due"),
            on=row.flag("on"),
        )
        edit = edits.read_edit(row)
        row.close()
        for referred_row in referred:
            rows.scale_of(edition, referred_row, row)
        found.append(Advice(recommendation, edit))
    return tuple(found)


def read_recommendations(value: Json, edition: Edition | None, vector: Vector, *, is_open: bool) -> Rows:
    """Return the rows of an office's own recommendations.

    One of an earlier year may have been made by a laptop that has said nothing this year; no laptop of this year made
    one that the office has not seen.
    """
    found: Rows = {}
    for place, item in enumerate(read_advice(value, edition, is_open=is_open)):
        rec = item.recommendation.id
        dot = reference.parse_dot(rec)
        if dot is None or (dot[0] in vector and not covers(vector, dot)):
            refuse("RB-D10", RECOMMENDATIONS_FILE, f"[{place}].rec")
        found[reference.RECOMMENDATIONS, rec] = (Cell(item.edit, item.recommendation),)
    return found


def read_followups(value: Json, *, is_open: bool) -> Rows:
    """Return the rows of followups.json."""
    file = FOLLOWUPS_FILE
    found: Rows = {}
    last = ""
    for place, item in enumerate(schema.items(value, file, "", MOST_FOLLOWUPS)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        rec = _read_rec(row)
        if rec <= last:
            refuse("RB-D06", file, row.path)
        last = rec
        read = FollowUp(
            recommendation=rec,
            status=Status(row.one_of("status", _STATUSES)),
            progress=row.whole("progress", 0, 100),
            plan=row.text("plan", followup.MOST_OF_A_TEXT),
            note=row.text("n", followup.MOST_OF_A_TEXT),
            post=row.text("post", followup.MOST_OF_A_POST),
            due=row.day("due"),
        )
        edit = edits.read_edit(row)
        row.close()
        found[reference.FOLLOWUPS, rec] = (Cell(edit, read),)
    return found


def read_replies(value: Json, vector: Vector, *, is_open: bool) -> Rows:
    """Return the rows of replies.json; a ruling was never made by a laptop of the office itself."""
    file = REPLIES_FILE
    found: Rows = {}
    last = ("", 0)
    for place, item in enumerate(schema.items(value, file, "", MOST_REPLIES)):
        row = Members(item, file, f"[{place}]", is_open=is_open)
        to = edits.read_dot(row.get("to"), row, "to")
        if to <= last:
            refuse("RB-D06", file, row.path)
        last = to
        if to[0] in vector:
            refuse("RB-D10", file, row.at("to"))
        read = Reply(to, ReplyAct(row.one_of("act", _ACTS)), row.text("n", MOST_OF_A_REASON))
        edit = edits.read_edit(row)
        row.close()
        found[reply_row(to)] = (Cell(edit, read),)
    return found


def judge_own(found: Rows, vector: Vector) -> None:
    """Make sure that what refers to a recommendation of the office's own finds it here.

    Those of the secretariat may be unknown to whoever reads: they came another way. Raises BundleRefused: RB-D10.
    """
    for key in found:
        if key[0] == reference.FOLLOWUPS:
            rec, file = key[1], FOLLOWUPS_FILE
        elif key[0] == reference.EVIDENCE and key[1] == reference.FOLLOWUPS:
            rec, file = key[2], rows.EVIDENCE_FILE
        else:
            continue
        dot = reference.parse_dot(rec)
        if dot is None or (dot[0] in vector and (reference.RECOMMENDATIONS, rec) not in found):
            refuse("RB-D10", file, rec)


def _read_rec(row: Members) -> str:
    rec = row.text("rec", 40)
    if reference.parse_dot(rec) is None:
        refuse("RB-D10", row.file, row.at("rec"))
    return rec
