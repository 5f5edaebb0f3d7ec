"""`rbdesk activate`, `return`, `receive` and `reply`: what the secretariat writes to an office, and its answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rbdesk import messages
from rbdesk.cli import console, values, words
from rbdesk.cli.console import Json
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.reviewing import ruling_json, ruling_text, score_json, score_text
from rbdesk.cli.session import question_code, session
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, dispatch, returning
from rbdesk.workflow.letters import SentLetter
from rbdesk.workflow.returning import LetterPlan, Returned, ReturnedRow

_TO_COMPARE = frozenset({returning.UNKNOWN_KEY, returning.NOT_THE_SECRETARIAT})
_KINDS = {"balasan": "Balasan", "aktivasi": "Berkas aktivasi"}
_REPLIES = {"terima": "diterima", "ubah": "jawaban diubah", "tanggapi": "ditanggapi"}
_output = click.option(
    "-o", "--output", metavar="FOLDER|BERKAS.zip", required=True, type=words.place, help="Tempat berkas."
)


@click.command(
    "activate",
    cls=words.Command,
    help="Buat berkas aktivasi untuk tiap kecamatan, atau satu saja; laptopnya lalu dikenal dengan sendirinya.",
)
@words.desk_argument
@click.option("-o", "--output", metavar="FOLDER", required=True, type=words.place, help="Tempat berkas.")
@click.option(
    "--office",
    metavar="CODE",
    default="",
    type=words.optional_office_code,
    help="Hanya untuk kecamatan ini.",
)
@words.json_option
def activate(desk: Path, output: Path, office: str, as_json: bool) -> None:
    """Write an activation file per office."""
    with session(desk, Role.SECRETARIAT) as held:
        codes = [office] if office else [entry.code for entry in catalog.register().offices]
        made = [
            dispatch.activate(held.db, code, output, who=held.who, now=held.now)
            for code in console.progress().each(codes)
        ]
        fingerprint = held.identity.fingerprint
    if as_json:
        files: list[Json] = [_letter_json(letter) for letter in made]
        console.document({"files": files, "fingerprint": fingerprint})
        return
    for letter in made:
        console.tell(f"{catalog.register().name_of(letter.package.header.office)}: {letter.path}")
    console.tell(f"Cantumkan di surat edaran: {' '.join(fingerprint.split()[-2:])}")


@click.command(
    "return", cls=words.Command, help="Buat balasan: hasil verifikasi satu kecamatan dengan alasannya."
)
@words.desk_argument
@click.argument("office", metavar="OFFICE", type=words.office_code)
@_output
@words.json_option
def make_return(desk: Path, office: str, output: Path, as_json: bool) -> None:
    """Write the return bundle of an office."""
    with session(desk, Role.SECRETARIAT) as held:
        made = dispatch.make_return(
            held.db, office, output, who=held.who, now=held.now, progress=console.progress()
        )
    if as_json:
        console.document(_letter_json(made))
        return
    kind = "" if made.package.header.revision.final else " (belum semua pertanyaan diputus)"
    console.tell(f"Balasan untuk {catalog.register().name_of(office)}{kind}: {made.path}")
    console.tell(f"Kode paket: {made.code}")


@click.command(
    "receive",
    cls=words.Command,
    help="Buka berkas aktivasi atau balasan dari Sekretariat; jawaban kecamatan tidak berubah.",
)
@words.desk_argument
@click.argument("file", metavar="BERKAS", type=words.place)
@click.option(
    "--confirm",
    metavar="ANGKA",
    default="",
    help="Dua kelompok angka terakhir kunci Sekretariat, dari surat edaran; hanya untuk yang pertama.",
)
@click.option("--dry-run", is_flag=True, help="Hanya tampilkan isinya.")
@words.json_option
@click.pass_context
def receive(ctx: click.Context, desk: Path, file: Path, confirm: str, dry_run: bool, as_json: bool) -> None:
    """Show what a letter holds and take it in."""
    with session(desk, Role.OFFICE) as held:
        confirmed = b""
        try:
            delivery = returning.read_letter(file, returning.load_letter_trust(held.db), console.progress())
        except BundleRefused as refused:
            if refused.code not in _TO_COMPARE or (
                refused.code == returning.NOT_THE_SECRETARIAT and not confirm
            ):
                raise
            if not confirm:
                _tell_key(refused, as_json=as_json)
                ctx.exit(NOT_IN_ORDER)
            confirmed = returning.confirm(refused, confirm)
            trust = returning.load_letter_trust(held.db, confirmed)
            delivery = returning.read_letter(file, trust, console.progress())
        plan = returning.load_letter_plan(held.db, delivery, confirmed)
        if not dry_run:
            returning.receive(held.db, delivery, confirmed, who=held.who, now=held.now)
    _tell_plan(plan, as_json=as_json, taken_in=not dry_run and plan.code == returning.NEW)


@click.command(
    "reply",
    cls=words.Command,
    help="Tanggapi hasil verifikasi; tanpa CODE: daftar yang dikembalikan. Ikut paket berikutnya.",
)
@words.desk_argument
@click.argument("codes", metavar="[CODE …]", nargs=-1)
@click.option("--accept", is_flag=True, help="Terima hasilnya; boleh beberapa CODE.")
@click.option("--change", metavar="VALUE", help="Ganti jawaban; perlu --reason.")
@click.option("--respond", metavar="TEKS", help="Jelaskan; jawaban tetap.")
@click.option("--undo", is_flag=True, help="Urungkan keputusan terakhir.")
@click.option("--reason", metavar="TEKS", default="", help="Alasan mengganti jawaban.")
@words.json_option
@words.instrument_option
@click.pass_context
def reply(
    ctx: click.Context,
    desk: Path,
    codes: Sequence[str],
    accept: bool,
    change: str | None,
    respond: str | None,
    undo: bool,
    reason: str,
    as_json: bool,
    instrument: str | None,
) -> None:
    """Decide about returned answers, or list them."""
    wishes = [accept, change is not None, respond is not None, undo]
    if sum(wishes) > 1:
        raise click.UsageError("sebut satu saja: --accept, --change, --respond, atau --undo", ctx)
    if any(wishes) and not codes:
        raise click.UsageError("CODE belum disebut", ctx)
    if (change is not None or respond is not None) and len(codes) > 1:
        raise click.UsageError("beberapa CODE hanya untuk --accept dan --undo", ctx)
    with session(desk, Role.OFFICE) as held:
        key = held.key(instrument)
        sheet = catalog.instrument(key.instrument)
        named = [question_code(sheet, code) for code in codes]
        who, now = held.who, held.now
        if accept:
            returning.accept(held.db, key, named, who=who, now=now)
        elif undo:
            returning.take_back(held.db, key, named, who=who, now=now)
        elif respond is not None:
            returning.respond(held.db, key, named[0], respond, who=who, now=now)
        elif change is not None:
            answer = _changed(held.db, key, sheet, named[0], change)
            returning.change(held.db, key, named[0], answer, reason, who=who, now=now)
        found = returning.load_returned(held.db, key)
    rows = [row for row in found.rows if not named or row.code in named]
    if as_json:
        console.document(_returned_json(found, rows))
        return
    console.tell(
        f"Balasan {found.number}: nilai mandiri {score_text(found.own)}, hasil verifikasi {score_text(found.verified)};"
        f" {len(found.undecided)} belum ditanggapi"
    )
    for row in rows:
        _tell_row(sheet, row)


def _changed(db: Store, key: Key, sheet: Instrument, code: str, written: str) -> Answer:
    before = {row.code: row.answer for row in returning.load_returned(db, key).rows}
    try:
        value = values.parse_value(written, sheet.question(code))
    except values.Unreadable as error:
        raise NotAllowed("written", code=code, why=str(error)) from error
    return Answer(value, before.get(code, Answer()).note)


def _tell_key(refused: BundleRefused, *, as_json: bool) -> None:
    """Show whose key it is that a person must compare before anything is believed."""
    fingerprint = str(refused.facts["fingerprint"])
    if as_json:
        console.document({"code": refused.code, "fingerprint": fingerprint, "applied": 0})
    console.say("Kunci Sekretariat belum dipercaya di sini.")
    console.say(f"Kunci berkas: {fingerprint}")
    console.say(
        "Cocokkan dua kelompok terakhir dengan surat edaran, lalu ulangi dengan --confirm dan angka dari surat itu."
    )


def _tell_plan(plan: LetterPlan, *, as_json: bool, taken_in: bool) -> None:
    if as_json:
        console.document(_plan_json(plan, taken_in=taken_in))
        return
    kind = _KINDS[plan.delivery.kind]
    if plan.code == returning.SAME:
        console.tell(f"{kind} nomor {plan.number} sudah ada; tidak ada yang berubah.")
        return
    done = "dibuka" if taken_in else "belum dibuka, ini isinya"
    console.tell(f"{kind} nomor {plan.number} {done}.")
    if plan.own is not None and plan.verified is not None:
        console.tell(f"Nilai mandiri {score_text(plan.own)}, hasil verifikasi {score_text(plan.verified)}")
        console.tell(f"{len(plan.returned)} jawaban perlu ditanggapi (rbdesk reply).")
    if plan.followups:
        console.tell(f"{plan.followups} putusan atas tindak lanjut (rbdesk followup).")
    if plan.advice:
        console.tell(f"{plan.advice} rekomendasi baru atau berubah (rbdesk followup).")
    if plan.conditions:
        console.tell(f"{plan.conditions} syarat pengusulan baru atau berubah (rbdesk conditions).")
    for code, what in ((code, messages.bundle_sentence(code)[0]) for code in plan.delivery.warnings):
        console.say(f"{code} {what}")


def _plan_json(plan: LetterPlan, *, taken_in: bool) -> Json:
    returned: list[Json] = list(plan.returned)
    return {
        "kind": plan.delivery.kind,
        "code": plan.code,
        "seq": plan.seq,
        "number": plan.number,
        "bundle_id": plan.delivery.bundle_id,
        "rulings": plan.rulings,
        "followups": plan.followups,
        "advice": plan.advice,
        "conditions": plan.conditions,
        "returned": returned,
        "self": score_json(plan.own) if plan.own else None,
        "verified": score_json(plan.verified) if plan.verified else None,
        "applied": int(taken_in),
    }


def _returned_json(found: Returned, rows: Sequence[ReturnedRow]) -> Json:
    listed: list[Json] = [_row_json(row) for row in rows]
    undecided: list[Json] = list(found.undecided)
    return {
        "office": found.key.office,
        "number": found.number,
        "self": score_json(found.own),
        "verified": score_json(found.verified),
        "undecided": undecided,
        "rows": listed,
    }


def _row_json(row: ReturnedRow) -> Json:
    return {
        "code": row.code,
        "value": console.value_json(row.answer.value),
        "ruling": ruling_json(row.ruling),
        "verified": console.value_json(row.verified.value) if row.verified else None,
        "reply": {"act": row.reply.act.value, "text": row.reply.text} if row.reply else None,
        "outdated": row.is_outdated,
        "rounds": len(row.turns),
    }


def _tell_row(sheet: Instrument, row: ReturnedRow) -> None:
    scale = sheet.question(row.code).scale
    answered = ""
    if row.reply is not None:
        answered = _REPLIES[row.reply.act.value] + (f": {row.reply.text}" if row.reply.text else "")
    line = words.joined(
        (
            messages.value_text(row.answer.value, scale),
            ruling_text(sheet, row.code, row.ruling),
            "untuk jawaban sebelumnya" if row.is_outdated and row.reply is None else "",
            answered or "belum ditanggapi",
        )
    )
    console.tell(f"{sheet.display(row.code)} {sheet.node(row.code).short}: {line}")


def _letter_json(letter: SentLetter) -> Json:
    header = letter.package.header
    return {
        "path": str(letter.path),
        "office": header.office,
        "number": header.revision.number,
        "final": header.revision.final,
        "code": letter.code,
        "bundle_id": letter.bundle_id,
    }
