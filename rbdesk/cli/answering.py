"""`rbdesk answer` and `rbdesk check`: an office's answers, one or a file of them, and what is not in order with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from rbdesk import messages
from rbdesk.cli import console, values, words
from rbdesk.cli.console import Json
from rbdesk.cli.exits import NOT_IN_ORDER, WRONG_USAGE
from rbdesk.cli.session import Session, question_code, session
from rbdesk.domain import checks
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.checks import Finding
from rbdesk.domain.instrument import Instrument
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog, evidence, linting, office, photos

_LEVELS = {checks.REQUIRED: "Wajib", checks.ADVISED: "Saran"}


@click.command(
    "answer",
    cls=words.Command,
    help="Catat jawaban. VALUE: ya/tidak, A–E, atau angka seperti n_agent=12,n_change=9 dan score=3,62.",
)
@words.desk_argument
@click.argument("code", metavar="CODE", required=False)
@click.argument("value", metavar="VALUE", required=False)
@click.option("--note", metavar="TEKS", help="Catatan; tanpa pilihan ini catatan lama tetap.")
@click.option(
    "--evidence", "files", metavar="BERKAS", multiple=True, type=words.existing,
    help="Berkas bukti; boleh beberapa.",
)  # fmt: skip
@click.option("--clear", is_flag=True, help="Kosongkan jawaban dan catatannya.")
@click.option(
    "--from", "source", metavar="BERKAS", type=words.existing,
    help="Banyak jawaban dari berkas JSON atau CSV (code, value, note); semua atau tidak sama sekali.",
)  # fmt: skip
@words.instrument_option
@click.pass_context
def answer(
    ctx: click.Context,
    desk: Path,
    code: str | None,
    value: str | None,
    note: str | None,
    files: Sequence[Path],
    clear: bool,
    source: Path | None,
    instrument: str | None,
) -> None:
    """Record one answer, or all of a file."""
    if source is not None:
        if code or clear or note is not None or files:
            raise click.UsageError("--from tidak dapat digabung dengan jawaban lain", ctx)
    elif code is None:
        raise click.UsageError("CODE belum disebut", ctx)
    elif (value is None) == (not clear) and note is None and not files:
        raise click.UsageError("sebut VALUE, atau --clear untuk mengosongkan", ctx)
    elif clear and (value is not None or note is not None or files):
        raise click.UsageError("--clear tidak dapat digabung dengan jawaban lain", ctx)
    with session(desk) as held:
        key = held.key(instrument)
        if source is not None:
            ctx.exit(_from_file(held, key, source))
        ctx.exit(_one(held, key, str(code), value, note, files, clear=clear))


@click.command(
    "check",
    cls=words.Command,
    help="Periksa isian: yang kurang, tanpa bukti, bertentangan, lama, atau kembar.",
)
@words.desk_argument
@words.json_option
@click.option(
    "--waive", "finding", metavar="TEMUAN", help="Kesampingkan satu saran, misalnya jump:U.P.1.i.a."
)
@click.option(
    "--reason", metavar="TEKS", default="", help="Alasan mengesampingkan; dari kecamatan ikut terkirim."
)
@click.option(
    "--office", "office_code", metavar="KODE", type=words.office_code,
    help="Di Sekretariat: satu kecamatan, dan apa yang sama dengan kecamatan lain.",
)  # fmt: skip
@words.instrument_option
@click.pass_context
def check(
    ctx: click.Context,
    desk: Path,
    as_json: bool,
    finding: str | None,
    reason: str,
    office_code: str | None,
    instrument: str | None,
) -> None:
    """Print the findings; exit 1 while any of them stands."""
    with session(desk) as held:
        key = held.key(instrument)
        if office_code is not None:
            key = Key(office_code, key.year, instrument or catalog.UNIT_SHEET)
        sheet = catalog.instrument(key.instrument)
        if office_code is not None:
            photos.look_at_all(held.db, key.year, console.progress())
        if finding is not None:
            standing = {item.id for item in _findings(held, key, sheet, office_code)}
            if finding not in standing:
                raise NotAllowed("unknown_finding", id=finding)
            waive = office.waive if office_code is None else linting.set_aside
            waive(held.db, key, finding, reason, who=held.who, now=held.now)
        found = _findings(held, key, sheet, office_code)
    if as_json:
        listed: list[Json] = [_finding_json(item, sheet) for item in found]
        console.document({"findings": listed})
    else:
        _print_findings(found, sheet)
    if any(not item.waived for item in found):
        ctx.exit(NOT_IN_ORDER)


def _one(
    held: Session,
    key: Key,
    written_code: str,
    value: str | None,
    note: str | None,
    files: Sequence[Path],
    *,
    clear: bool,
) -> int:
    sheet = catalog.instrument(key.instrument)
    code = question_code(sheet, written_code)
    question = sheet.question(code)
    before = office.load_year(held.db, key).assessment.answer(code)
    try:
        wanted = before.value if value is None and not clear else values.parse_value(value or "", question)
    except values.Unreadable as error:
        console.say(f"{sheet.display(code)}: {error}. Tidak ada yang berubah.")
        return NOT_IN_ORDER
    kept = Answer() if clear else Answer(wanted, before.note if note is None else note)
    staged = [evidence.stage_evidence(held.db.folder, path, console.progress()) for path in files]
    office.record_answer(held.db, key, code, kept, who=held.who, now=held.now)
    for item in staged:
        evidence.attach_evidence(held.db, key, code, item, who=held.who, now=held.now)
    told = messages.value_text(kept.value, question.scale)
    more = f" · {len(staged)} bukti" if staged else ""
    console.tell(f"{sheet.display(code)} {sheet.node(code).short}: {told}{more}")
    return 0


def _from_file(held: Session, key: Key, source: Path) -> int:
    sheet = catalog.instrument(key.instrument)
    codes = {name: code for code in sheet.place_of for name in (code, sheet.display(code))}
    questions = {name: code for name, code in codes.items() if sheet.node(code).question is not None}
    before = office.load_year(held.db, key).assessment.answers
    try:
        rows = values.read_rows(source)
    except values.Unreadable as error:
        console.say(f"{error}. Tidak ada yang berubah.")
        return WRONG_USAGE
    answers, faults = values.to_answers(sheet, rows, before, questions)
    for fault in faults:
        console.say(fault)
    if faults:
        console.say(f"{len(faults)} dari {len(rows)} baris tidak dapat diterima. Tidak ada yang berubah.")
        return NOT_IN_ORDER
    changes = office.record_answers(held.db, key, answers, who=held.who, now=held.now)
    console.tell(f"{len(answers)} jawaban dibaca, {len(changes.questions)} berubah.")
    return 0


def _findings(
    held: Session, key: Key, sheet: Instrument, office_code: str | None = None
) -> tuple[Finding, ...]:
    if office_code is not None:
        return linting.load_findings(held.db, key)
    year = office.load_year(held.db, key)
    return checks.findings(sheet, year.assessment, year.context)


def _finding_json(found: Finding, sheet: Instrument) -> Json:
    title, detail = messages.finding(found, sheet, linting.names_of(found))
    return {
        "code": found.kind,
        "level": found.level,
        "where": found.where,
        "message": f"{title}. {detail}",
        "id": found.id,
        "waived": found.waived,
    }


def _print_findings(found: Sequence[Finding], sheet: Instrument) -> None:
    for level, word in _LEVELS.items():
        standing = [item for item in found if item.level == level and not item.waived]
        if standing:
            console.tell(f"{word} ({len(standing)})")
        for kind, items in groupby(standing, key=lambda item: item.kind):
            group = list(items)
            console.tell(f"  {messages.finding_group(kind, len(group))}")
            for item in group:
                console.tell(f"    {messages.finding(item, sheet, linting.names_of(item))[1]}")
    waived = [item for item in found if item.waived]
    if waived:
        console.tell(f"Dikesampingkan ({len(waived)})")
    for item in waived:
        console.tell(f"    {'. '.join(messages.finding(item, sheet))}")
    if not found:
        console.tell("Tidak ada temuan.")
