"""`rbdesk followup`: recommendations and what became of them, at an office and at the secretariat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from rbdesk import messages, text, wording
from rbdesk.cli import console, words
from rbdesk.cli.console import Json
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.session import Session, question_code, session
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.lineage import RowKey
from rbdesk.domain.office import Role
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog, evidence, followup_calendar, followup_import, followups
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.followup_import import Draft
from rbdesk.workflow.followups import Item

_SOURCES = tuple(source.value for source in Source)
_STATUSES = tuple(status.value for status in Status)


def day(value: str | date) -> date:
    """A kind of value: a day as people type it."""
    found = value if isinstance(value, date) else text.parse_day(value)
    if found is None:
        raise click.BadParameter(f"“{value}” bukan tanggal seperti 30/9/2020")
    return found


@click.group("followup", cls=words.Group, help="Rekomendasi dan tindak lanjutnya.")
@words.desk_argument
@click.pass_context
def group(ctx: click.Context, desk: Path) -> None:
    """Hold the commands about follow-ups of one desk."""
    ctx.obj = desk


@group.command("list", help="Semua rekomendasi: yang terlambat dulu, yang selesai terakhir.")
@click.option("--office", metavar="KODE", type=words.office_code, help="Satu kecamatan, di meja Sekretariat.")
@click.option("--open", "only_open", is_flag=True, help="Hanya yang belum selesai.")
@click.option("--late", "only_late", is_flag=True, help="Hanya yang lewat tenggat.")
@words.json_option
@click.pass_obj
def list_items(desk: Path, office: str | None, only_open: bool, only_late: bool, as_json: bool) -> None:
    """Print the items of a desk."""
    with session(desk) as held:
        found = _items(held, office)
    kept = [item for item in found if (item.is_open or not only_open) and (item.is_late or not only_late)]
    if as_json:
        console.document({"items": [_json(item) for item in kept]})
    elif kept:
        _tell(kept, with_office=held.identity.role is Role.SECRETARIAT)
    else:
        console.tell("Belum ada rekomendasi." if not found else "Tidak ada yang cocok.")


@group.command("add", help="Catat rekomendasi; di meja Sekretariat untuk kecamatan yang disebut.")
@click.argument("words_of_it", metavar="REKOMENDASI")
@click.option(
    "--source",
    metavar="ASAL",
    type=words.one_of(*_SOURCES),
    default=Source.LHE.value,
    help=f"Asalnya: {', '.join(_SOURCES)}.",
)
@click.option("--letter", metavar="NOMOR", default="", help="Nomor surat yang memberikannya.")
@click.option("--number", metavar="NO", default="", help="Nomor di surat itu; tanpa ini diberi nomor.")
@click.option("--area", metavar="1–8", default="", help="Area perubahan.")
@click.option(
    "--question", "codes", metavar="CODE", multiple=True, help="Pertanyaan terkait; boleh berulang."
)
@click.option("--due", metavar="TANGGAL", type=day, help="Tenggat.")
@click.option(
    "--office",
    "offices",
    metavar="KODE",
    multiple=True,
    type=words.office_code,
    help="Kecamatan, di meja Sekretariat; boleh berulang.",
)
@click.option("--all-offices", is_flag=True, help="Semua kecamatan, di meja Sekretariat.")
@click.pass_context
def add(
    ctx: click.Context,
    words_of_it: str,
    source: str,
    letter: str,
    number: str,
    area: str,
    codes: Sequence[str],
    due: date | None,
    offices: Sequence[str],
    all_offices: bool,
) -> None:
    """Write down a recommendation, and print its number."""
    with session(ctx.obj) as held:
        is_office = held.identity.role is Role.OFFICE
        if is_office and (offices or all_offices):
            raise NotAllowed("role", needed="sekretariat")
        owners = [held.identity.office] if is_office else list(offices)
        if all_offices:
            owners = [one.code for one in catalog.register().offices]
        if not owners:
            raise click.UsageError("sebut --office KODE atau --all-offices", ctx)
        sheet = catalog.instrument(catalog.UNIT_SHEET)
        rows: list[RowKey] = [("answers", sheet.id, question_code(sheet, code)) for code in codes]
        draft = Recommendation("", Source(source), letter, number, area, tuple(rows), words_of_it, due)
        made = followups.add_recommendations(
            held.db, [(owner, draft) for owner in owners], held.identity.year, who=held.who, now=held.now
        )
        kept = [item for item in _items(held, None) if item.id in made.questions]
    console.say("Tercatat.")
    _tell(kept, with_office=not is_office)


@group.command("set", help="Catat perkembangan; di meja Sekretariat terima, kembalikan, atau tarik.")
@click.argument("name", metavar="NO")
@click.option(
    "--status", metavar="STATUS", type=words.one_of(*_STATUSES), help=f"Salah satu: {', '.join(_STATUSES)}."
)
@click.option("--progress", metavar="0–100", type=words.whole_number(0, 100), help="Kemajuan dalam persen.")
@click.option("--note", metavar="TEKS", help="Perkembangan terbaru, atau alasan bila tidak dapat.")
@click.option("--plan", metavar="TEKS", help="Rencana tindak lanjut.")
@click.option("--post", metavar="JABATAN", help="Penanggung jawab: jabatan, bukan nama orang.")
@click.option("--due", metavar="TANGGAL", type=day, help="Tenggat menurut kecamatan sendiri.")
@click.option(
    "--evidence", "files", metavar="BERKAS", multiple=True, type=words.existing, help="Bukti; boleh berulang."
)
@click.option("--office", metavar="KODE", type=words.office_code, help="Kecamatan, di meja Sekretariat.")
@click.option("--accept", is_flag=True, help="Terima tindak lanjut kecamatan.")
@click.option("--return", "returned", metavar="ALASAN", help="Kembalikan tindak lanjut kecamatan.")
@click.option("--undo", is_flag=True, help="Tarik kembali putusan meja ini.")
@click.option("--withdraw", is_flag=True, help="Tarik rekomendasi yang dicatat di meja ini.")
@click.pass_context
def change(ctx: click.Context, /, name: str, **given: object) -> None:
    """Record progress, or judge it."""
    rules = [
        bool(given["accept"]),
        given["returned"] is not None,
        bool(given["undo"]),
        bool(given["withdraw"]),
    ]
    said = [given[one] is not None for one in ("status", "progress", "note", "plan", "post", "due")]
    has_said = any(said) or bool(given["files"])
    if sum(rules) + has_said != 1:
        raise click.UsageError(
            "sebut perkembangannya, atau satu saja: --accept, --return, --undo, atau --withdraw", ctx
        )
    with session(ctx.obj) as held:
        office = given["office"]
        item = followups.find_item(_items(held, office if isinstance(office, str) else None), name)
        changes = _withdraw(held, item) if given["withdraw"] else Changes()
        if given["accept"] or given["returned"] is not None or given["undo"]:
            changes = _judge(held, item, str(given["returned"] or ""), given)
        elif has_said:
            changes = _record(held, item, given)
        kept = [one for one in _items(held, None) if one.id == item.id and one.office == item.office]
    console.say("Tersimpan." if changes else "Tidak ada yang berubah.")
    _tell(kept, with_office=held.identity.role is Role.SECRETARIAT)


@group.command("import", help="Impor rekomendasi dari .xlsx/.csv; kolomnya dikenali dari judulnya.")
@click.argument("file", metavar="BERKAS", type=words.existing)
@click.option(
    "--office",
    metavar="KODE",
    type=words.office_code,
    help="Kecamatan untuk baris tanpa kecamatan, di meja Sekretariat.",
)
@click.option("--dry-run", is_flag=True, help="Tampilkan saja, jangan simpan.")
@click.pass_context
def import_file(ctx: click.Context, file: Path, office: str | None, dry_run: bool) -> None:
    """Take the rows of a table in, all or none."""
    found = followup_import.read_recommendations(file)
    for fault in found.faults:
        console.say(messages.cell_fault(fault.cell, fault.heading, fault.kind, fault.found))
    if found.faults:
        console.say("Tidak ada yang disimpan.")
        ctx.exit(NOT_IN_ORDER)
    with session(ctx.obj) as held:
        owner = held.identity.office if held.identity.role is Role.OFFICE else office or ""
        if not dry_run:
            changes = followup_import.import_recommendations(
                held.db, owner, held.identity.year, found.drafts, who=held.who, now=held.now
            )
            count = len(changes.questions)
            console.say(
                f"{count} rekomendasi tercatat." if count else "Semua sudah ada; tidak ada yang berubah."
            )
    console.table(
        [_draft_line(draft) for draft in found.drafts],
        heads=("baris", "no", "kecamatan", "tenggat", "status", "rekomendasi"),
        right=(0,),
    )


@group.command("calendar", help="Tulis tenggatnya ke berkas .ics untuk kalender lain.")
@click.argument("target", metavar="BERKAS.ics", type=words.place)
@click.option("--office", metavar="KODE", type=words.office_code, help="Satu kecamatan, di meja Sekretariat.")
@click.pass_obj
def calendar(desk: Path, target: Path, office: str | None) -> None:
    """Write the dates as a calendar."""
    with session(desk) as held:
        items = _items(held, office)
        title = f"Tindak lanjut RB {held.identity.year}"
        count = followup_calendar.write_calendar(items, target, title, now=held.now)
    console.tell(f"{target} · {count} tenggat")


def _items(held: Session, office: str | None) -> tuple[Item, ...]:
    today, year = held.now.astimezone().date(), held.identity.year
    if held.identity.role is Role.OFFICE:
        if office not in (None, held.identity.office):
            raise NotAllowed("role", needed="sekretariat")
        return followups.list_followups(held.db, held.identity.office, year, today)
    if office is not None:
        return followups.list_followups(held.db, office, year, today)
    return followups.list_all_followups(held.db, year, today)


def _withdraw(held: Session, item: Item) -> Changes:
    return followups.set_standing(
        held.db, item.office, held.identity.year, [item.id], False, who=held.who, now=held.now
    )


def _judge(held: Session, item: Item, reason: str, given: dict[str, object]) -> Changes:
    year = held.identity.year
    if given["undo"]:
        return followups.take_judgement_back(held.db, item.office, year, item.id, who=held.who, now=held.now)
    verdict = Verdict.AGREE if given["accept"] else Verdict.REJECT
    return followups.judge(held.db, item.office, year, item.id, verdict, reason, who=held.who, now=held.now)


def _record(held: Session, item: Item, given: dict[str, object]) -> Changes:
    if held.identity.role is not Role.OFFICE:
        raise NotAllowed("role", needed="kecamatan")
    now = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
    named = {one: given[one] for one in ("progress", "note", "plan", "post", "due") if given[one] is not None}
    if given["status"] is not None:
        named["status"] = Status(given["status"])
    elif given["progress"] and now.status is Status.NOT_BEGUN:
        named["status"] = Status.UNDER_WAY
    year = held.identity.year
    changes = Changes()
    with held.db.atomic():
        if named:
            wanted = replace(now, **named)  # type: ignore[arg-type]  # checked as options
            changes |= followups.record_followup(
                held.db, item.office, year, wanted, who=held.who, now=held.now
            )
        files = given["files"]
        for file in files if isinstance(files, Sequence) else ():
            staged = evidence.stage_evidence(held.db.folder, file, console.progress())
            changes |= followups.attach_proof(
                held.db, item.office, year, item.id, staged, who=held.who, now=held.now
            )
    return changes


def _tell(items: Sequence[Item], *, with_office: bool) -> None:
    heads: tuple[str, ...] = ("no", "tenggat", "status", "kemajuan", "bukti", "rekomendasi")
    rows = [_line(item) for item in items]
    if with_office:
        heads = ("kecamatan", *heads)
        rows = [(catalog.register().name_of(item.office), *_line(item)) for item in items]
    console.table(rows, heads=heads, right=(len(heads) - 3, len(heads) - 2))


def _line(item: Item) -> tuple[str, ...]:
    due = text.date_short(item.due) if item.due else ""
    late = f" (lewat {item.days_late} hari)" if item.is_late else ""
    mark = " · dikembalikan" if item.is_returned else " · diterima" if item.is_accepted else ""
    return (
        item.recommendation.number,
        f"{due}{late}",
        f"{wording.STATUSES[item.status.value]}{mark}",
        f"{item.progress}%",
        str(len(item.evidence)),
        item.recommendation.text.splitlines()[0],
    )


def _draft_line(draft: Draft) -> tuple[str, ...]:
    wanted = draft.recommendation
    return (
        str(draft.line),
        wanted.number,
        catalog.register().name_of(draft.office) if draft.office else "",
        text.date_short(wanted.due) if wanted.due else "",
        wording.STATUSES[draft.followup.status.value] if draft.followup else "",
        wanted.text.splitlines()[0],
    )


def _json(item: Item) -> Json:
    wanted, told = item.recommendation, item.followup
    return {
        "id": item.id,
        "office": item.office,
        "number": wanted.number,
        "source": wanted.source.value,
        "letter": wanted.letter,
        "area": wanted.area,
        "text": wanted.text,
        "questions": [one.code for one in item.questions],
        "given_year": item.given_year,
        "own": item.is_own,
        "due": item.due.isoformat() if item.due else None,
        "days_late": item.days_late,
        "status": item.status.value,
        "progress": item.progress,
        "plan": told.plan if told else "",
        "note": told.note if told else "",
        "post": told.post if told else "",
        "evidence": [one.sha256 for one in item.evidence],
        "open": item.is_open,
        "returned": item.is_returned,
        "accepted": item.is_accepted,
        "reason": item.rulings[0].reason if item.rulings else "",
        "gained": [console.exact(one.gained) for one in item.questions],
        "possible": [console.exact(one.possible) for one in item.questions],
    }
