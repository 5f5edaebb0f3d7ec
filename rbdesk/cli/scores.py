"""`rbdesk score` and `rbdesk why`: what an assessment is worth, why, and where a value came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import click

from rbdesk import explanations, text
from rbdesk.cli import console, exits, gates, words
from rbdesk.cli.console import Json, exact, rounded_percent
from rbdesk.cli.informing import beside_json, print_beside
from rbdesk.cli.session import question_code, session
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.office import Role
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.domain.scoring import ROOT, ScoreSheet, band, percent_of
from rbdesk.domain.trace import Trace
from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, conditions, informing, tracing
from rbdesk.workflow.conditions import Proposal
from rbdesk.workflow.informing import Beside
from rbdesk.workflow.tracing import Explained


@click.command("score", cls=words.Command, help="Rekap nilai; --trace menguraikan angka mana pun.")
@words.desk_argument
@words.json_option
@click.option(
    "--trace", "node", metavar="NODE",
    help="Uraian satu angka: total, pemenuhan, 7 (area), U.P.7.ii, atau kode pertanyaan.",
)  # fmt: skip
@words.instrument_option
@click.option(
    "--office", "office_code", metavar="KODE", type=words.office_code,
    help="Di Sekretariat: nilai satu kecamatan, bukan lembar kabupaten.",
)  # fmt: skip
@click.option(
    "--mean", is_flag=True, help="Di Sekretariat: rata-rata kecamatan; --trace AREA untuk satu area."
)
@click.option("--verified", is_flag=True, help="Dengan --office atau --mean: menurut hasil verifikasi.")
@click.pass_context
def print_score(
    ctx: click.Context,
    desk: Path,
    as_json: bool,
    node: str | None,
    instrument: str | None,
    office_code: str | None,
    mean: bool,
    verified: bool,
) -> int:
    """Print the score sheet, or the explanation of one of its numbers."""
    if mean and office_code is not None:
        raise click.UsageError("sebut satu saja: --office atau --mean", ctx)
    if verified and office_code is None and not mean:
        raise click.UsageError("--verified memerlukan --office atau --mean", ctx)
    if mean:
        _print_mean(desk, node or "", instrument or catalog.UNIT_SHEET, as_json=as_json, verified=verified)
        return exits.DONE
    with session(desk) as held:
        key = held.key(instrument)
        if office_code is not None and held.identity.role is Role.SECRETARIAT:
            key = Key(office_code, held.identity.year, instrument or catalog.UNIT_SHEET)
        elif office_code not in (None, key.office):
            raise NotAllowed("role", needed="sekretariat")
        found = tracing.load_explained(held.db, key, tracing.VERIFIED if verified else tracing.SELF)
        proposals = _proposals(held.db, key)
    sheet, scores = found.instrument, found.sheet
    explained = _trace(found, node) if node is not None else None
    owner = explanations.owner_name(sheet, found.office)
    ending = gates.ending(scores) if node is None else exits.DONE
    if as_json:
        content = _score_json(found, proposals)
        if explained is not None:
            content["trace"] = _trace_json(explained)
        console.document(content)
        return ending
    if not found.scores.is_certain:
        ends = tuple(text.number(one.percent()) for one in (scores, found.scores.high))
        console.tell(explanations.range_sentence(*ends))
    if explained is not None:
        labels = explanations.rejected_labels(found.rejected)
        console.tell(explanations.trace_text(explained, sheet, labels, owner=owner))
    else:
        _print_sheet(key, scores, proposals)
    return ending


@click.command(
    "why", cls=words.Command, help="Asal satu jawaban: siapa, kapan, di laptop mana, dari paket mana."
)
@words.desk_argument
@click.argument("code", metavar="CODE")
@click.option(
    "--office",
    "office_code",
    metavar="KODE",
    type=words.office_code,
    help="Kecamatan; wajib di Sekretariat, kecuali untuk lembar kabupaten.",
)
@words.json_option
@words.instrument_option
@click.pass_context
def why(
    ctx: click.Context, desk: Path, code: str, office_code: str | None, as_json: bool, instrument: str | None
) -> None:
    """Print where a value came from, and its earlier values; of the regency's sheet also what the offices say to it."""
    told = Beside()
    with session(desk) as held:
        if held.identity.role is Role.SECRETARIAT and office_code is None:
            if instrument != catalog.REGENCY_SHEET and not _is_of_the_regency(code):
                raise click.UsageError("pilihan --office belum disebut", ctx)
            key = held.key(catalog.REGENCY_SHEET)
            regency = catalog.instrument(catalog.REGENCY_SHEET)
            told = informing.load_beside(held.db, key.year, question_code(regency, code))
        elif held.identity.role is Role.SECRETARIAT:
            assert office_code is not None
            key = Key(office_code, held.identity.year, instrument or catalog.UNIT_SHEET)
        else:
            key = held.key(instrument)
        sheet = catalog.instrument(key.instrument)
        found = tracing.load_provenance(held.db, key, question_code(sheet, code))
    if as_json:
        is_own = key.instrument == catalog.REGENCY_SHEET
        offices: dict[str, Json] = beside_json(told) if is_own else {}
        console.document({**_provenance_json(key, found), **offices})
        return
    console.tell(explanations.provenance_text(found, sheet))
    print_beside(told, sheet)


def _is_of_the_regency(code: str) -> bool:
    return code in catalog.instrument(catalog.REGENCY_SHEET).place_of


def _print_mean(desk: Path, area: str, instrument: str, *, as_json: bool, verified: bool) -> None:
    side = tracing.VERIFIED if verified else tracing.SELF
    with session(desk, Role.SECRETARIAT) as held:
        found = tracing.load_mean(held.db, held.identity.year, instrument, area, side)
    if not as_json:
        console.tell(explanations.mean_text(found))
        return
    offices: list[Json] = [
        {"office": one.code, "name": one.name, "percent": rounded_percent(one.percent)}
        for one in found.offices
    ]
    missing: list[Json] = [{"name": name, "reason": reason} for name, reason in found.missing]
    percent = None if found.percent is None else rounded_percent(found.percent)
    console.document({"area": found.name, "percent": percent, "offices": offices, "missing": missing})


def _proposals(db: Store, key: Key) -> dict[str, Proposal]:
    """What a proposal needs besides the gates, by level; nothing of a sheet that has no such conditions."""
    known = conditions.conditions_of(key.instrument)
    if known is None or conditions.sheet_of_year(key.year).id != key.instrument:
        return {}
    levels = dict.fromkeys(level for one in known.items for level in one.levels)
    return {level: conditions.load_proposal(db, key.office, key.year, level) for level in levels}


def _trace(found: Explained, node: str) -> Trace:
    """Raises NotAllowed("unknown_node")."""
    try:
        return found.trace(node)
    except KeyError as error:
        raise NotAllowed("unknown_node", code=node) from error


def _score_json(found: Explained, proposals: Mapping[str, Proposal]) -> dict[str, Json]:
    key, sheet, scores = found.key, found.instrument, found.sheet
    nothing = Answer()
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
                    "value": console.value_json(found.answers.get(node.code, nothing).value),
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
        "range": None
        if found.scores.is_certain
        else [rounded_percent(one.percent()) for one in (scores, found.scores.high)],
        "band": reached.code if reached else None,
        "answered": scores.answered[ROOT],
        "questions": scores.questions[ROOT],
        "parts": parts,
        "areas": areas,
        "subcomponents": subcomponents,
        "questions_detail": details,
        "gates": gates.levels_json(scores, proposals),
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


def _print_sheet(key: Key, scores: ScoreSheet, proposals: Mapping[str, Proposal]) -> None:
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
    gates.print_levels(scores, proposals)


def _provenance_json(key: Key, found: Provenance) -> dict[str, Json]:
    standing: list[Json] = [_source_json(source) for source in found.standing]
    earlier: list[Json] = [_source_json(source) for source in found.earlier]
    nothing: dict[str, Json] = {"value": None, "note": ""}
    first = _source_json(found.standing[0]) if found.standing else nothing
    differing: list[Json] = standing if len(standing) > 1 else []
    verified: list[Json] | None = None
    if found.verified is not None:
        verified = [console.value_json(answer.value) for answer in found.verified]
    return {
        "office": key.office,
        "year": key.year,
        "instrument": key.instrument,
        "code": found.code,
        **first,
        "evidence": found.evidence,
        "verified": verified,
        "earlier": earlier,
        "differing": differing,
    }


def _source_json(source: Source) -> dict[str, Json]:
    return {
        "value": console.value_json(source.value),
        "note": source.note,
        "at": moment(source.at),
        "by": source.by,
        "device": source.device,
        "bundle": source.bundle_id or None,
        "package": source.package or None,
        "stands": source.stands,
    }


def moment(at: datetime) -> str:
    """A time in JSON."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
