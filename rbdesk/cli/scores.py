"""`rbdesk score` and `rbdesk why`: what an assessment is worth, why, and where a value came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import click

from rbdesk import messages, text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact, rounded_percent
from rbdesk.cli.session import Session, full_code, question_code, session
from rbdesk.domain.assessment import Answer, Assessment, Key
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import ROOT, ScoreSheet, band, percent_of, score
from rbdesk.domain.submission import package_code
from rbdesk.domain.trace import Trace, area_trace, trace
from rbdesk.workflow import catalog, office, secretariat
from rbdesk.workflow.office import HistoryEntry
from rbdesk.workflow.secretariat import Origin

_WHOLE = ("", "total")


@click.command("score", cls=words.Command, help="Rekap nilai; --trace menguraikan angka mana pun.")
@words.desk_argument
@words.json_option
@click.option(
    "--trace", "node", metavar="NODE",
    help="Uraian satu angka: total, pemenuhan, 7 (area), U.P.7.ii, atau kode pertanyaan.",
)  # fmt: skip
@words.instrument_option
def print_score(desk: Path, as_json: bool, node: str | None, instrument: str | None) -> None:
    """Print the score sheet, or the explanation of one of its numbers."""
    with session(desk) as held:
        key = held.key(instrument)
        sheet = catalog.instrument(key.instrument)
        assessment = office.load_year(held.db, key).assessment
    scores = score(sheet, assessment.answers)
    explained = _trace(sheet, assessment, node) if node is not None else None
    if as_json:
        content = _score_json(key, assessment, scores)
        if explained is not None:
            content["trace"] = _trace_json(explained)
        console.document(content)
    elif explained is not None:
        if explained.node.level == "root":
            console.tell(messages.sheet_sentence(scores))
        console.tell(messages.trace_text(explained, sheet))
    else:
        _print_sheet(key, scores)


@click.command(
    "why", cls=words.Command, help="Asal satu jawaban: siapa, kapan, di laptop mana, dari paket mana."
)
@words.desk_argument
@click.argument("code", metavar="CODE")
@click.option(
    "--office", "office_code", metavar="KODE", type=words.office_code, help="Kecamatan; wajib di Sekretariat."
)
@words.json_option
@words.instrument_option
@click.pass_context
def why(
    ctx: click.Context, desk: Path, code: str, office_code: str | None, as_json: bool, instrument: str | None
) -> None:
    """Print where a value came from, and its earlier values."""
    with session(desk) as held:
        if held.identity.role is Role.SECRETARIAT:
            if office_code is None:
                raise click.UsageError("pilihan --office belum disebut", ctx)
            key = Key(office_code, held.identity.year, instrument or catalog.UNIT_SHEET)
            found = _at_secretariat(held, key, code)
        else:
            key = held.key(instrument)
            found = _at_office(held, key, code)
    sheet = catalog.instrument(key.instrument)
    code = question_code(sheet, code)
    if as_json:
        current: dict[str, Json] = {
            "office": key.office,
            "year": key.year,
            "instrument": sheet.id,
            "code": code,
        }
        standing = [item for item in found if item["stands"]]
        first = standing[0] if standing else {"value": None, "note": ""}
        earlier: list[Json] = [item for item in found if not item["stands"]]
        differing: list[Json] = [*standing] if len(standing) > 1 else []
        console.document({**current, **first, "earlier": earlier, "differing": differing})
        return
    console.tell(f"{sheet.display(code)} {sheet.node(code).short}")
    if not found:
        console.tell("  belum dijawab")
    for item in found:
        console.tell(f"  {_origin_line(item)}")


def _trace(sheet: Instrument, assessment: Assessment, node: str) -> Trace:
    if node in _WHOLE or node == sheet.id:
        return trace(sheet, assessment.answers)
    for group in sheet.areas:
        if node in (group.code, group.short):
            return area_trace(sheet, assessment.answers, group.short)
    return trace(sheet, assessment.answers, full_code(sheet, node))


def _score_json(key: Key, assessment: Assessment, scores: ScoreSheet) -> dict[str, Json]:
    sheet = scores.instrument
    reached = band(sheet, scores.percent())
    parts: list[Json] = []
    subcomponents: list[Json] = []
    details: list[Json] = []
    for place, node in enumerate(sheet.nodes):
        if node.level == "part":
            parts.append({"id": node.code, "title": node.name, **_worth(scores, place)})
        elif node.level == "subcomponent":
            counts = {"answered": scores.answered[place], "questions": scores.questions[place]}
            subcomponents.append({"id": node.code, "title": node.name, **_worth(scores, place), **counts})
        elif node.question is not None:
            worth = scores.shares[place]
            details.append(
                {
                    "id": node.code,
                    "value": console.value_json(assessment.answer(node.code).value),
                    "share": exact(worth.value if worth else Fraction(0)),
                    "points": exact(scores.points[place]),
                }
            )
    areas: list[Json] = []
    for group in sheet.areas:
        in_parts: list[Json] = [
            {"id": sheet.nodes[place].code, **_worth(scores, place)} for place in group.places
        ]
        areas.append(
            {
                "code": group.code,
                "title": group.name,
                "weight": exact(group.weight),
                "points": exact(scores.area(group.places)),
                "percent": rounded_percent(scores.area_percent(group.places)),
                "parts": in_parts,
            }
        )
    return {
        "office": key.office,
        "year": key.year,
        "instrument": sheet.id,
        "weight": exact(sheet.weight),
        "points": exact(scores.total),
        "percent": rounded_percent(scores.percent()),
        "band": reached.code if reached else None,
        "answered": scores.answered[ROOT],
        "questions": scores.questions[ROOT],
        "parts": parts,
        "areas": areas,
        "subcomponents": subcomponents,
        "questions_detail": details,
    }


def _worth(scores: ScoreSheet, place: int) -> dict[str, Json]:
    weight = scores.instrument.nodes[place].weight or 0
    return {
        "weight": exact(Fraction(weight)),
        "points": exact(scores.points[place]),
        "percent": rounded_percent(scores.percent(place)),
    }


def _trace_json(explained: Trace) -> Json:
    steps: list[Json] = [
        {
            "id": step.code,
            "title": step.node.name,
            "points": exact(step.points),
            "weight": exact(step.weight),
            "answered": step.answered,
            "questions": step.questions,
            "share": exact(step.share.value) if step.share else None,
            "value": console.value_json(step.value),
        }
        for step in explained.steps
    ]
    return {
        "id": explained.node.code,
        "title": explained.node.name,
        "points": exact(explained.points),
        "weight": exact(explained.weight),
        "percent": rounded_percent(percent_of(explained.points, explained.weight)),
        "steps": steps,
    }


def _print_sheet(key: Key, scores: ScoreSheet) -> None:
    sheet = scores.instrument
    reached = band(sheet, scores.percent())
    console.tell(f"{catalog.register().name_of(key.office)} · {key.year} · {sheet.title}")
    equal = f"setara {reached.code} ({reached.label})" if reached else ""
    answered = f"{scores.answered[ROOT]} dari {scores.questions[ROOT]} terjawab"
    reached_points = f"Nilai {text.number(scores.total)} dari {text.number(sheet.weight)}"
    percent = f"{text.number(scores.percent())}%"
    console.tell(words.joined((reached_points, percent, equal, answered)))
    console.tell()
    rows = [
        (
            group.code,
            group.short,
            text.number(scores.area(group.places)),
            text.number(group.weight),
            text.percent(scores.area_percent(group.places)),
            "{}/{}".format(*scores.area_answered(group.places)),
        )
        for group in sheet.areas
    ]
    console.table(rows, heads=("", "area", "nilai", "bobot", "capaian", "terjawab"), right=(2, 3, 4, 5))


def _at_office(held: Session, key: Key, code: str) -> list[dict[str, Json]]:
    found = question_code(catalog.instrument(key.instrument), code)
    entries = [entry for entry in office.list_history(held.db, key, found) if entry.act == "answer"]
    return [_entry_json(entry) for entry in entries]


def _entry_json(entry: HistoryEntry) -> dict[str, Json]:
    after = entry.after if isinstance(entry.after, Answer) else Answer()
    return {
        "value": console.value_json(after.value),
        "note": after.note,
        "at": moment(entry.at),
        "by": entry.by,
        "device": entry.device,
        "bundle": entry.bundle_id or None,
        "package": package_code(entry.bundle_id) if entry.bundle_id else None,
        "stands": entry.stands,
    }


def _at_secretariat(held: Session, key: Key, code: str) -> list[dict[str, Json]]:
    found = question_code(catalog.instrument(key.instrument), code)
    return [_origin_json(origin) for origin in secretariat.load_origin(held.db, key.office, key, found)]


def _origin_json(origin: Origin) -> dict[str, Json]:
    return {
        "value": console.value_json(origin.value),
        "note": origin.note,
        "at": moment(origin.at),
        "by": origin.by,
        "device": origin.device_label,
        "bundle": origin.bundle_id,
        "package": origin.package_code,
        "stands": origin.stands,
    }


def moment(at: datetime) -> str:
    """A time in JSON."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _origin_line(item: dict[str, Json]) -> str:
    value = item["value"]
    shown = (
        ", ".join(f"{name}={number}" for name, number in value.items())
        if isinstance(value, dict)
        else str(value or "dikosongkan")
    )
    at = text.date_short(datetime.fromisoformat(str(item["at"])).astimezone())
    package = f"paket {item['package']}" if item["package"] else ""
    note = f"“{item['note']}”" if item["note"] else ""
    past = "" if item["stands"] else "sebelumnya"
    parts: Sequence[str] = (past, shown, note, at, str(item["by"]), str(item["device"]), package)
    return words.joined(parts)
