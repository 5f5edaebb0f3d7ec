"""`rbdesk review` and `rbdesk sample`: an office's answers judged at the secretariat, and which of them to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rbdesk import messages, text
from rbdesk.cli import console, values, words
from rbdesk.cli.console import Json, rounded_percent
from rbdesk.cli.exits import WRONG_USAGE
from rbdesk.cli.scores import moment
from rbdesk.cli.session import Session, question_code, session
from rbdesk.domain.assessment import Answer, Key, Value
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.domain.review import Judgement, Ruling, Verdict
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog, verification
from rbdesk.workflow.verification import Verification, VerifiedRow

VERDICTS = {
    Verdict.AGREE: "setuju",
    Verdict.CORRECT: "koreksi",
    Verdict.REJECT: "ditolak",
    Verdict.ASK: "minta penjelasan",
}
_JUDGEMENTS = {
    Judgement.NONE: "belum diperiksa",
    Judgement.DECIDED: "",
    Judgement.ASKED: "",
    Judgement.LOOK_AGAIN: "perlu dilihat lagi",
    Judgement.DIFFERENT: "verifikator berbeda",
}
_MARKS = {
    verification.NO_EVIDENCE: "tanpa bukti",
    verification.EVIDENCE_MISSING: "berkas bukti belum diterima",
    verification.JUMP: "naik lebih dari satu tingkat",
    verification.REPLIED: "ada tanggapan",
    verification.CLASH: "dua laptop berbeda jawaban",
}


@click.command(
    "review",
    cls=words.Command,
    help="Verifikasi jawaban satu kecamatan. Tanpa CODE: daftar yang belum diputus; tanpa pilihan: tampilkan saja.",
)
@words.desk_argument
@click.argument("office", metavar="OFFICE", type=words.office_code)
@click.argument("codes", metavar="[CODE …]", nargs=-1)
@click.option("--agree", is_flag=True, help="Setuju dengan jawaban kecamatan; boleh beberapa CODE.")
@click.option("--correct", metavar="VALUE", help="Jawaban yang benar menurut verifikator; perlu --reason.")
@click.option("--reject", is_flag=True, help="Jawaban tidak dihitung; perlu --reason.")
@click.option("--ask", metavar="TEKS", help="Minta penjelasan atau bukti; jawaban kecamatan tetap terbuka.")
@click.option("--undo", is_flag=True, help="Tarik kembali putusan meja ini; yang sebelumnya berlaku lagi.")
@click.option("--reason", metavar="TEKS", default="", help="Alasan putusan; ikut terkirim ke kecamatan.")
@words.json_option
@words.instrument_option
@click.pass_context
def review(
    ctx: click.Context,
    desk: Path,
    office: str,
    codes: Sequence[str],
    agree: bool,
    correct: str | None,
    reject: bool,
    ask: str | None,
    undo: bool,
    reason: str,
    as_json: bool,
    instrument: str | None,
) -> None:
    """Judge, or show how an office stands."""
    wishes = [agree, correct is not None, reject, ask is not None, undo]
    if sum(wishes) > 1:
        raise click.UsageError("sebut satu saja: --agree, --correct, --reject, --ask, atau --undo", ctx)
    if any(wishes) and not codes:
        raise click.UsageError("CODE belum disebut", ctx)
    if any(wishes) and len(codes) > 1 and not (agree or undo):
        raise click.UsageError("beberapa CODE hanya untuk --agree dan --undo", ctx)
    if ask is not None and reason:
        raise click.UsageError("--ask sudah memuat kata-katanya; --reason tidak dipakai", ctx)
    with session(desk, Role.SECRETARIAT) as held:
        key = Key(office, held.identity.year, instrument or catalog.UNIT_SHEET)
        sheet = catalog.instrument(key.instrument)
        named = [question_code(sheet, code) for code in codes]
        who, now = held.who, held.now
        if agree and not reason:
            verification.agree_all(held.db, key, named, who=who, now=now)
        elif undo:
            verification.take_back(held.db, key, named, who=who, now=now)
        elif any(wishes):
            value = _corrected(sheet, named[0], correct) if correct is not None else None
            if correct is not None and value is None:
                console.say("--correct memerlukan nilai; untuk jawaban yang tidak dihitung pakai --reject.")
                ctx.exit(WRONG_USAGE)
            _rule_each(held, key, named, _verdict(correct, ask, reject=reject), value, ask or reason)
        found = verification.load_verification(held.db, key)
    rows = [row for row in found.rows if row.code in named] if named else list(found.rows)
    if as_json:
        console.document(_verification_json(found, rows))
        return
    _tell_office(found)
    for row in rows if named else [row for row in rows if row.is_open]:
        _tell_row(sheet, row)


@click.command(
    "sample",
    cls=words.Command,
    help="Ambil sampel pertanyaan yang diperiksa; angka asal yang sama memberi sampel yang sama.",
)
@words.desk_argument
@click.argument("office", metavar="OFFICE", type=words.office_code)
@click.option(
    "--size",
    metavar="JUMLAH",
    required=True,
    type=words.whole_number(1, 2000),
    help="Banyaknya pertanyaan; tiap area mendapat bagiannya.",
)
@click.option("--seed", metavar="TEKS", required=True, help="Angka atau kata asal; catat di berita acara.")
@words.json_option
@words.instrument_option
def sample(desk: Path, office: str, size: int, seed: str, as_json: bool, instrument: str | None) -> None:
    """Draw a sample from a seed and remember that it was drawn."""
    with session(desk, Role.SECRETARIAT) as held:
        key = Key(office, held.identity.year, instrument or catalog.UNIT_SHEET)
        verification.take_sample(held.db, key, size, seed, who=held.who, now=held.now)
        drawn = verification.draw_sample(held.db, key, size, seed)
    sheet = catalog.instrument(key.instrument)
    codes = [row[-1] for row in drawn.rows]
    if as_json:
        strata: list[Json] = [
            {"area": area, "questions": of, "drawn": taken} for area, of, taken in drawn.strata
        ]
        listed: list[Json] = list(codes)
        console.document({"office": office, "seed": drawn.seed, "codes": listed, "areas": strata})
        return
    console.tell(f"Sampel {len(codes)} pertanyaan, {catalog.register().name_of(office)}, asal “{drawn.seed}”")
    console.table(
        [(sheet.display(code), sheet.area_of(code).short, sheet.node(code).short) for code in codes],
        heads=("kode", "area", "pertanyaan"),
    )


def _verdict(correct: str | None, ask: str | None, *, reject: bool) -> Verdict:
    if correct is not None:
        return Verdict.CORRECT
    if ask is not None:
        return Verdict.ASK
    return Verdict.REJECT if reject else Verdict.AGREE


def _rule_each(
    held: Session, key: Key, codes: Sequence[str], verdict: Verdict, value: Value | None, reason: str
) -> None:
    with held.db.atomic():
        for code in codes:
            verification.rule(held.db, key, code, verdict, value, reason, who=held.who, now=held.now)


def _corrected(sheet: Instrument, code: str, written: str) -> Value | None:
    try:
        return values.parse_value(written, sheet.question(code))
    except values.Unreadable as error:
        raise NotAllowed("written", code=code, why=str(error)) from error


def score_json(scores: ScoreRange) -> Json:
    """A score that may be a range, in JSON."""
    low, high = rounded_percent(scores.low.percent()), rounded_percent(scores.high.percent())
    return {
        "percent": low if scores.is_certain else None,
        "range": None if scores.is_certain else [low, high],
    }


def score_text(scores: ScoreRange) -> str:
    """A score that may be a range, for people."""
    if scores.is_certain:
        return text.number(scores.low.percent())
    return "–".join(text.number(end.percent()) for end in (scores.low, scores.high))


def ruling_json(ruling: Ruling) -> Json:
    """A ruling in JSON."""
    return {
        "verdict": ruling.verdict.value,
        "value": console.value_json(ruling.value),
        "reason": ruling.reason,
        "by": ruling.edit.by,
        "at": moment(ruling.edit.at),
    }


def ruling_text(sheet: Instrument, code: str, ruling: Ruling) -> str:
    """A ruling in one line: "koreksi B: SK belum ditandatangani (Verifikator 1)"."""
    value = messages.value_text(ruling.value, sheet.question(code).scale) if ruling.value is not None else ""
    head = " ".join(part for part in (VERDICTS[ruling.verdict], value) if part)
    return f"{head}{': ' if ruling.reason else ''}{ruling.reason} ({ruling.edit.by})"


def _verification_json(found: Verification, rows: Sequence[VerifiedRow]) -> Json:
    listed: list[Json] = [_row_json(row) for row in rows]
    open_codes: list[Json] = list(found.open)
    return {
        "office": found.key.office,
        "year": found.key.year,
        "instrument": found.key.instrument,
        "status": found.status,
        "returned": found.returned,
        "self": score_json(found.self_score),
        "verified": score_json(found.verified_score),
        "open": open_codes,
        "rows": listed,
    }


def _row_json(row: VerifiedRow) -> Json:
    rulings: list[Json] = [ruling_json(ruling) for ruling in row.rulings]
    answers: list[Json] = [_answer_json(answer) for answer in row.answers]
    verified: list[Json] = [console.value_json(answer.value) for answer in row.verified]
    marks: list[Json] = [*sorted(row.marks)]
    return {
        "code": row.code,
        "answers": answers,
        "evidence": len(row.evidence),
        "judgement": row.judgement.value,
        "verified": verified,
        "rulings": rulings,
        "rounds": len(row.turns),
        "marks": marks,
        "open": row.is_open,
        "waived": [{"finding": kind, "reason": reason} for kind, reason in row.waived],
    }


def _answer_json(answer: Answer) -> Json:
    return {"value": console.value_json(answer.value), "note": answer.note}


def _tell_office(found: Verification) -> None:
    name = catalog.register().name_of(found.key.office)
    done = len(found.rows) - len(found.open)
    console.tell(
        f"{name}: nilai mandiri {score_text(found.self_score)}, hasil verifikasi {score_text(found.verified_score)};"
        f" {done} dari {len(found.rows)} pertanyaan diputus"
    )


def _tell_row(sheet: Instrument, row: VerifiedRow) -> None:
    scale = sheet.question(row.code).scale
    said = " / ".join(messages.value_text(answer.value, scale) for answer in row.answers) or "belum dijawab"
    rulings = [ruling_text(sheet, row.code, ruling) for ruling in row.rulings]
    marks = [_MARKS[mark] for mark in sorted(row.marks)]
    line = words.joined((said, *rulings, _JUDGEMENTS[row.judgement], *marks))
    console.tell(f"{sheet.display(row.code)} {sheet.node(row.code).short}: {line}")
    for kind, reason in row.waived:
        console.tell(f"  kecamatan mengesampingkan “{messages.finding_name(kind)}”: {reason}")
