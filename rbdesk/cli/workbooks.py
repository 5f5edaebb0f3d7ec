"""`rbdesk read-workbook`: a filled living workbook back into the desk, cell by cell, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rbdesk import messages
from rbdesk.cli import console, words
from rbdesk.cli.console import Json
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.session import Session, session
from rbdesk.domain.assessment import Answer, Key, Value
from rbdesk.domain.instrument import Instrument
from rbdesk.workflow import catalog, workbooks
from rbdesk.workflow.workbooks import Preview, Proposal

WORKBOOK, DESK = "workbook", "desk"
_NOTHING = "Tidak ada yang berubah."


@click.command(
    "read-workbook",
    cls=words.Command,
    help="Baca kembali buku kerja yang sudah diisi: jawaban dan catatan yang berubah, semua atau tidak sama sekali.",
)
@words.desk_argument
@click.argument("file", metavar="BERKAS.xlsx", type=words.existing)
@click.option("--dry-run", is_flag=True, help="Tampilkan saja, jangan simpan.")
@click.option(
    "--clashes", metavar="workbook|desk", type=words.one_of(WORKBOOK, DESK),
    help="Yang dipakai bila jawaban di sini juga sudah berubah sejak buku kerja dibuat.",
)  # fmt: skip
@words.json_option
@click.pass_context
def read_workbook(
    ctx: click.Context, desk: Path, file: Path, dry_run: bool, clashes: str | None, as_json: bool
) -> None:
    """Show what a workbook would change, and keep it."""
    with session(desk) as held:
        book = workbooks.read_book(file, held.identity.office, held.identity.year, console.progress())
        key = held.key(book.made.instrument)
        sheet = catalog.instrument(key.instrument)
        found = workbooks.load_preview(held.db, key, book)
        chosen = [one for one in found.proposals if not one.clashes or clashes == WORKBOOK]
        is_open = clashes is None and any(one.clashes for one in found.proposals)
        is_kept = not (dry_run or found.faults or is_open)
        changed = _keep(held, key, chosen) if is_kept and chosen else 0
        if as_json:
            console.document(_json(key, found, sheet, changed))
        else:
            _tell(found, sheet)
    if found.faults or is_open:
        console.say(f"{_reason(found)} {_NOTHING}")
        ctx.exit(NOT_IN_ORDER)
    if not as_json and not dry_run:
        console.say(f"{changed} jawaban berubah." if changed else _NOTHING)


def _keep(held: Session, key: Key, chosen: Sequence[Proposal]) -> int:
    answers = {one.code: (one.before, one.after) for one in chosen}
    changes = workbooks.keep_chosen(held.db, key, answers, who=held.who, now=held.now)
    return len(changes.questions)


def _reason(found: Preview) -> str:
    if found.faults:
        return f"{len(found.faults)} sel tidak dapat dipakai."
    count = sum(one.clashes for one in found.proposals)
    return f"{count} jawaban juga berubah di sini sejak buku kerja dibuat; pilih dengan --clashes workbook atau desk."


def _tell(found: Preview, sheet: Instrument) -> None:
    for fault in found.faults:
        console.say(messages.workbook_fault(fault.place, fault.code, fault.kind, fault.found, sheet))
    for one in found.proposals:
        console.tell(_line(one, sheet))
    if found.moved:
        codes = ", ".join(sheet.display(code) for code in found.moved)
        console.tell(f"Berubah hanya di sini, tetap seperti sekarang: {codes}")
    if not found.proposals and not found.faults:
        console.tell("Buku kerja ini tidak mengubah apa pun.")


def _line(one: Proposal, sheet: Instrument) -> str:
    scale, node = sheet.question(one.code).scale, sheet.node(one.code)
    parts = []
    if one.changes_value:
        before, after = (messages.value_text(side.value, scale) for side in (one.before, one.after))
        parts.append(f"{before} → {after}")
    if one.before.note != one.after.note:
        parts.append(f"catatan “{_short(one.before.note)}” → “{_short(one.after.note)}”")
    place = one.place if one.changes_value else one.note_place
    clash = " BENTROK" if one.clashes else ""
    return f"{place} {sheet.display(one.code)} {node.short}: {'; '.join(parts)}{clash}"


def _short(note: str) -> str:
    line = " ".join(note.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _json(key: Key, found: Preview, sheet: Instrument, changed: int) -> dict[str, Json]:
    changes: list[Json] = [
        {
            "code": one.code,
            "cell": one.place,
            "before": _answer_json(one.before),
            "after": _answer_json(one.after),
            "clash": one.clashes,
        }
        for one in found.proposals
    ]
    faults: list[Json] = [
        {
            "code": fault.code,
            "cell": fault.place,
            "kind": fault.kind,
            "message": messages.workbook_fault(fault.place, fault.code, fault.kind, fault.found, sheet),
        }
        for fault in found.faults
    ]
    return {
        "office": key.office,
        "year": key.year,
        "instrument": key.instrument,
        "changes": changes,
        "faults": faults,
        "moved": list(found.moved),
        "changed": changed,
    }


def _answer_json(answer: Answer) -> Json:
    return {"value": _value_json(answer.value), "note": answer.note}


def _value_json(value: Value | None) -> Json:
    if value is None or isinstance(value, str):
        return value
    return {name: str(number) for name, number in value}
