"""`rbdesk survey`: the satisfaction survey of an office, and of all offices at the secretariat."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk import messages, text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact, rounded_percent
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.session import Session, session
from rbdesk.domain.office import Role
from rbdesk.domain.survey import PERIOD, Result
from rbdesk.errors import NotAllowed
from rbdesk.report.survey_form import survey_form
from rbdesk.workflow import catalog, survey_import, surveys
from rbdesk.workflow.survey_import import SurveyTable
from rbdesk.workflow.surveys import SurveyYear


@click.group("survey", cls=words.Group, help="Survei kepuasan masyarakat (SKM).")
@words.desk_argument
@click.pass_context
def group(ctx: click.Context, desk: Path) -> None:
    """Hold the commands about the survey of one desk."""
    ctx.obj = desk


@group.command("show", help="Hasil per layanan dan periode: NRR tiap unsur, IKM, mutu, sampel.")
@click.option("--office", metavar="KODE", type=words.office_code, help="Satu kecamatan, di meja Sekretariat.")
@words.json_option
@click.pass_obj
def show(desk: Path, office: str | None, as_json: bool) -> None:
    """Print the results of an office, or at the secretariat of all offices and the regency."""
    with session(desk) as held:
        is_regency = held.identity.role is Role.SECRETARIAT and office is None
        if is_regency:
            _show_regency(held, as_json)
            return
        code = _office(held, office)
        year = surveys.load_survey(held.db, code, held.identity.year)
    lines = [(service, period, year.result(service, period)) for service, period in _places(year)]
    whole = ("", "", year.result())
    if as_json:
        shown: list[Json] = [_json(*line) for line in (*lines, *([whole] if len(lines) > 1 else []))]
        console.document({"office": code, "surveys": shown})
        return
    if not lines:
        console.tell("Belum ada data survei.")
    for service, period, result in (
        *lines,
        *([("Semua layanan", f"tahun {year.year}", whole[2])] if len(lines) > 1 else []),
    ):
        _print(service, period, result)


@group.command(
    "import", help="Impor .xlsx/.csv: satu responden per baris, atau rata-rata dengan kolom Responden."
)
@click.argument("file", metavar="BERKAS", type=words.existing)
@click.option(
    "--period", metavar="PERIODE", default="", help="Bila berkasnya tidak menyebut: 2020-S1, 2020-T2, 2020-Y."
)
@click.option("--service", metavar="LAYANAN", default="", help="Bila berkasnya tidak menyebut.")
@click.option("--dry-run", is_flag=True, help="Tampilkan saja, jangan simpan.")
@click.pass_context
def import_file(ctx: click.Context, file: Path, period: str, service: str, dry_run: bool) -> None:
    """Take a table of the survey in, all or none."""
    if period and PERIOD.fullmatch(period) is None:
        raise click.UsageError(f"pilihan --period: “{period}” bukan periode seperti 2020-S1", ctx)
    with session(ctx.obj, Role.OFFICE) as held:
        year = held.identity.year
        table = survey_import.read_survey(
            file, year, period=period, service=service, progress=console.progress()
        )
        _tell_table(table)
        if table.faults:
            console.say("Tidak ada yang disimpan.")
            ctx.exit(NOT_IN_ORDER)
        if not dry_run:
            changes = survey_import.keep_survey(
                held.db, held.identity.office, year, table, who=held.who, now=held.now
            )
            console.say("Tersimpan." if changes else "Semua sudah ada; tidak ada yang berubah.")


@group.command("form", help="Formulir kosong untuk dicetak.")
@click.argument("file", metavar="BERKAS.pdf", type=words.place)
@click.pass_obj
def make_form(desk: Path, file: Path) -> None:
    """Write the blank form."""
    with session(desk) as held:
        survey = catalog.survey_of_year(held.identity.year)
        page = survey_form(survey, catalog.survey_wording(survey.id), office=held.identity.office_name)
    file.write_bytes(page)
    console.tell(str(file))


def _show_regency(held: Session, as_json: bool) -> None:
    found = surveys.load_all_surveys(held.db, held.identity.year)
    results = {code: year.result() for code, year in found.offices}
    known = {code: result for code, result in results.items() if result.respondents}
    if as_json:
        offices: list[Json] = [{"office": code, **_content(result)} for code, result in known.items()]
        console.document({"surveys": offices, "regency": _content(found.result), "offices": len(known)})
        return
    name_of = catalog.register().name_of
    console.table(
        [(name_of(code), str(one.respondents), _index(one), _letter(one)) for code, one in known.items()],
        heads=("kecamatan", "responden", "IKM", "mutu"),
        right=(1, 2),
    )
    console.tell()
    base = f"{len(known)} dari {len(catalog.register().offices)} kecamatan"
    console.tell(
        f"Kabupaten: IKM {_index(found.result)} {_letter(found.result)}, dari {found.result.respondents} responden"
        f" ({base}; atas semua responden, bukan rata-rata IKM kecamatan)."
    )


def _office(held: Session, office: str | None) -> str:
    if held.identity.role is Role.SECRETARIAT:
        if catalog.register().office(office or "") is None:
            raise NotAllowed("unknown_office", office=office or "")
        return office or ""
    if office not in (None, held.identity.office):
        raise NotAllowed("role", needed="sekretariat")
    return held.identity.office


def _places(year: SurveyYear) -> list[tuple[str, str]]:
    return sorted({(batch.service, batch.period) for batch in year.every()}, key=lambda one: (one[1], one[0]))


def _tell_table(table: SurveyTable) -> None:
    for fault in table.faults:
        console.say(messages.cell_fault(fault.cell, fault.heading, fault.kind, fault.found))
    if table.dropped:
        console.say(f"Kolom pribadi tidak dibaca: {text.listing(table.dropped)}.")
    if table.ignored:
        console.say(f"Kolom lain tidak dipakai: {text.listing(table.ignored)}.")
    if not table.faults:
        console.table(
            [
                (one.period, one.service, str(one.respondents), "rata-rata" if one.means else "per responden")
                for one in table.batches
            ],
            heads=("periode", "layanan", "responden", "isi"),
            right=(2,),
        )


def _print(service: str, period: str, result: Result) -> None:
    console.tell(
        f"{service} · {period}: IKM {_index(result)} {_letter(result)}, {result.respondents} responden"
    )
    if result.sample_needed is not None and not result.is_enough:
        console.tell(f"  kurang dari sampel minimum {result.sample_needed}")
    if result.broken:
        console.tell(f"  {result.broken} isian di kios tidak selesai")
    console.table(
        [
            (
                one.element.code,
                one.element.title,
                "–" if one.nrr is None else text.number(one.nrr, 3),
                f"n={one.filled}",
            )
            for one in result.elements
        ],
        right=(2,),
    )
    lowest = result.lowest()
    if lowest:
        console.tell(f"Prioritas perbaikan: {text.listing([one.element.title for one in lowest])}.")
    console.tell()


def _index(result: Result) -> str:
    return "–" if result.index is None else text.number(result.index)


def _letter(result: Result) -> str:
    return f"({result.quality.letter} · {result.quality.words})" if result.quality is not None else ""


def _json(service: str, period: str, result: Result) -> Json:
    return {"period": period, "service": service, **_content(result)}


def _content(result: Result) -> dict[str, Json]:
    elements: list[Json] = [
        {"key": one.element.key, "nrr": None if one.nrr is None else exact(one.nrr), "filled": one.filled}
        for one in result.elements
    ]
    lowest: list[Json] = [one.element.key for one in result.lowest()]
    return {
        "mode": result.mode,
        "respondents": result.respondents,
        "broken": result.broken,
        "elements": elements,
        "ikm": None if result.index is None else rounded_percent(result.index),
        "ikm_exact": None if result.index is None else exact(result.index),
        "letter": None if result.quality is None else result.quality.letter,
        "population": result.population,
        "sample_needed": result.sample_needed,
        "lowest": lowest,
    }
