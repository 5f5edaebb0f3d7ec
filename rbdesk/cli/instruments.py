"""`rbdesk instrument`: what can be answered, what it weighs and how sure that is; checks of new files."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from rbdesk import messages, text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.domain.crosswalk import Crosswalk, Fate, crosswalk
from rbdesk.domain.instrument import Instrument, Node, Question
from rbdesk.workflow import catalog

_BASIS = {"high": "yakin", "medium": "cukup yakin", "low": "belum pasti"}


@click.group(
    "instrument", cls=words.Group, help="Lembar penilaian: daftar, isi, dan pemeriksaan berkas baru."
)
def group() -> None:
    """Hold the commands about instruments."""


@group.command("list", help="Lembar penilaian yang dikenal.")
@words.json_option
def list_instruments(as_json: bool) -> None:
    """Print the known instruments."""
    found = catalog.list_instruments()
    if as_json:
        console.document([_head_json(sheet) for sheet in found])
        return
    console.table(
        [
            (sheet.id, text.number(sheet.weight), str(len(sheet.question_places)), sheet.title)
            for sheet in found
        ],
        heads=("id", "bobot", "pertanyaan", "judul"),
        right=(1, 2),
    )


@group.command("show", help="Isi satu lembar: bobot, asalnya, dan seberapa yakin.")
@click.argument("instrument_id", metavar="ID")
@words.json_option
def show(instrument_id: str, as_json: bool) -> None:
    """Print one instrument as a tree with weights, their confidence and sources."""
    sheet = catalog.instrument(instrument_id)
    if as_json:
        nodes: list[Json] = [_node_json(sheet, node) for node in sheet.nodes]
        sources: list[Json] = [{"id": source.id, "reference": source.reference} for source in sheet.sources]
        bands: list[Json] = [
            {"code": band.code, "label": band.label, "above": exact(band.above)} for band in sheet.bands
        ]
        confidence: dict[str, Json] = dict(sheet.confidence)
        console.document(
            {
                **_head_json(sheet),
                "wording": sheet.wording,
                "nodes": nodes,
                "bands": bands,
                "sources": sources,
                "confidence": confidence,
            }
        )
        return
    console.tell(sheet.title)
    console.tell(f"Dasar: {sheet.legal_basis}")
    console.tell()
    for place, node in enumerate(sheet.nodes[1:], start=1):
        console.tell(_line(sheet, place, node))
    console.tell()
    console.tell("Asal bobot dan pertanyaan:")
    for topic, confidence_text in sheet.confidence:
        console.tell(f"  {topic}: {confidence_text}")
    for source in sheet.sources:
        console.tell(f"  {source.id}: {source.reference}")


@group.command("check", help="Periksa berkas lembar penilaian sebelum dipakai.")
@click.argument("file", metavar="BERKAS", type=words.existing)
@words.json_option
@click.pass_context
def check(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Name every fault of an instrument file; exit 1 if it has any."""
    faults = catalog.instrument_faults(file)
    if as_json:
        found: list[Json] = [
            {"place": place, "kind": kind, "message": messages.instrument_fault(place, kind, detail)}
            for place, kind, detail in faults
        ]
        console.document({"path": str(file), "faults": found})
    else:
        for fault in faults:
            console.tell(messages.instrument_fault(*fault))
        summary = f"{len(faults)} kesalahan." if faults else "Tidak ada kesalahan; berkas ini dapat dipakai."
        console.tell(f"{file.name}: {summary}")
    if faults:
        ctx.exit(NOT_IN_ORDER)


_FATES = {
    Fate.KEPT: "tetap",
    Fate.REWORDED: "diubah kata-katanya",
    Fate.MOVED: "pindah",
    Fate.DROPPED: "dihapus",
    Fate.ADDED: "baru",
}


@group.command("diff", help="Apa yang tetap, diubah, pindah, dihapus, dan baru di antara dua lembar.")
@click.argument("old", metavar="LAMA")
@click.argument("new", metavar="BARU")
@words.json_option
def diff(old: str, new: str, as_json: bool) -> None:
    """Print what a new instrument kept of an old one."""
    found = crosswalk(catalog.instrument(old), catalog.instrument(new))
    if as_json:
        console.document(_crosswalk_json(found))
        return
    for area in found.areas:
        before, after = (
            text.percent(one * 100, 2) if one is not None else "–" for one in (area.before, area.after)
        )
        console.tell(f"{area.name}: bobot {before} → {after}")
    console.tell()
    for step in found.steps:
        if step.is_comparable and step.fate is Fate.KEPT:
            continue
        changes = (
            "jawaban lain" if step.has_other_answers else "",
            "kata-kata lain" if step.has_other_words and step.fate is Fate.MOVED else "",
            "bagian lembar lain"
            if None not in (step.before, step.after) and step.before != step.after
            else "",
        )
        codes = " → ".join(code for code in (step.old, step.new if step.new != step.old else "") if code)
        console.tell(f"{codes}: {words.joined((_FATES[step.fate], *changes))}")
    console.tell()
    console.tell(text.listing([f"{found.count(fate)} {word}" for fate, word in _FATES.items()]) + ".")
    console.tell(
        "Sebanding."
        if found.is_comparable
        else "Tidak sebanding: jumlah nilainya tidak boleh disambung menjadi satu garis."
    )


def _crosswalk_json(found: Crosswalk) -> Json:
    def number(one: Fraction | None) -> Json:
        return None if one is None else exact(one)

    areas: list[Json] = [
        {"title": area.name, "before": number(area.before), "after": number(area.after)}
        for area in found.areas
    ]
    steps: list[Json] = [
        {
            "fate": step.fate.value,
            "from": step.old or None,
            "to": step.new or None,
            "before": number(step.before),
            "after": number(step.after),
            "other_words": step.has_other_words,
            "other_answers": step.has_other_answers,
            "comparable": step.is_comparable,
        }
        for step in found.steps
    ]
    counts: dict[str, Json] = {fate.value: found.count(fate) for fate in Fate}
    return {
        "from": found.old.id,
        "to": found.new.id,
        "comparable": found.is_comparable,
        "counts": counts,
        "areas": areas,
        "questions": steps,
    }


def _head_json(sheet: Instrument) -> dict[str, Json]:
    return {
        "id": sheet.id,
        "title": sheet.title,
        "level": sheet.level,
        "year": sheet.year,
        "legal_basis": sheet.legal_basis,
        "weight": exact(sheet.weight),
        "questions": len(sheet.question_places),
    }


def _node_json(sheet: Instrument, node: Node) -> Json:
    place = sheet.place_of[node.code]
    content: dict[str, Json] = {
        "id": node.code,
        "level": node.level,
        "number": node.number,
        "title": node.name,
        "short": node.short,
        "parent": sheet.nodes[node.parent].code if node.parent >= 0 else None,
        "weight": exact(
            sheet.question_share_weight(place) if node.weight is None else node.weight,
        ),
        "confidence": node.confidence,
    }
    if node.question is not None:
        content["question"] = _question_json(node.question)
    return content


def _question_json(question: Question) -> Json:
    scale = question.scale
    options: list[Json] = [
        {"label": option.label, "value": exact(option.value), "text": option.text} for option in scale.options
    ]
    inputs: list[Json] = [
        {"id": item.id, "label": item.label, "min": exact(item.minimum), "max": exact(item.maximum)}
        for item in scale.inputs
    ]
    rule = scale.formula.edge.text if scale.formula and scale.formula.edge else ""
    return {
        "answer_type": scale.answer_type,
        "options": options,
        "inputs": inputs,
        "edge_case": rule,
        "evidence_hint": question.evidence_hint,
        "guidance": question.guidance,
        "effort": question.effort,
        "basis": question.basis,
        "sources": list(question.sources),
    }


def _line(sheet: Instrument, place: int, node: Node) -> str:
    indent = "  " * len(sheet.ancestors(place))
    sure = next((word for key, word in _BASIS.items() if node.confidence.startswith(key)), "")
    if node.question is None:
        weight = f"bobot {text.number(node.weight or 0)}"
        return f"{indent}{node.code}  {node.name} ({words.joined((weight, sure))})"
    share = f"andil {text.number(sheet.question_share_weight(place), 4)}"
    origin = ", ".join(node.question.sources)
    return f"{indent}{node.code}  {node.short} ({words.joined((node.question.scale.answer_type, share, sure, origin))})"
