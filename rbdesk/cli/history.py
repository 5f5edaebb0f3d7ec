"""`rbdesk history`: published results by year and frame, and their import from a table."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk import messages, text, wording
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, exact
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.session import session
from rbdesk.domain.history import Published, change
from rbdesk.domain.scoring import band
from rbdesk.workflow import catalog, histories


@click.group("history", cls=words.Group, help="Hasil evaluasi tahun-tahun lalu.")
@words.desk_argument
@click.pass_context
def group(ctx: click.Context, desk: Path) -> None:
    """Hold the commands about earlier results; each gets the desk's folder as its object."""
    ctx.obj = desk


@group.command("show", help="Hasil per tahun dan kerangka; kerangka yang berbeda tidak sebanding.")
@words.json_option
@click.pass_obj
def show(desk: Path, as_json: bool) -> None:
    """Print all known results."""
    with session(desk) as held:
        known = histories.load_history(held.db)
    if as_json:
        console.document({"results": [_json(known, one) for one in known]})
        return
    console.table(
        [_line(known, one) for one in known],
        heads=("tahun", "pemilik", "hasil", "kategori", "perubahan", "kerangka", "sumber"),
        right=(2, 4),
    )
    console.tell()
    console.tell(wording.INDEX_BAND_NOTE)


@group.command("import", help="Impor hasil dari .xlsx/.csv: kolom Tahun, Nilai, Kecamatan, Kerangka, Sumber.")
@click.argument("file", metavar="BERKAS", type=words.existing)
@click.option("--dry-run", is_flag=True, help="Tampilkan saja, jangan simpan.")
@click.pass_context
def import_file(ctx: click.Context, file: Path, dry_run: bool) -> None:
    """Take the results of a table in, all or none."""
    found = histories.read_history(file)
    for fault in found.faults:
        console.say(messages.cell_fault(fault.cell, fault.heading, fault.kind, fault.found))
    if found.faults:
        console.say("Tidak ada yang disimpan.")
        ctx.exit(NOT_IN_ORDER)
    with session(ctx.obj) as held:
        if not dry_run:
            changes = histories.keep_results(held.db, found.results, who=held.who, now=held.now)
            console.say("Tersimpan." if changes else "Semua sudah ada; tidak ada yang berubah.")
        known = histories.load_history(held.db)
    console.table([_line(known, one) for one in found.results], right=(2, 4))


def _letters(result: Published) -> str:
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    found = band(sheet, result.index)
    return found.code if found else ""


def _line(known: tuple[Published, ...], result: Published) -> tuple[str, ...]:
    since = change(known, result)
    return (
        str(result.year),
        catalog.register().name_of(result.owner),
        text.number(result.index),
        _letters(result),
        "" if since is None else text.signed(since),
        result.frame,
        result.source,
    )


def _json(known: tuple[Published, ...], result: Published) -> Json:
    since = change(known, result)
    return {
        "owner": result.owner,
        "name": catalog.register().name_of(result.owner),
        "year": result.year,
        "frame": result.frame,
        "index": exact(result.index),
        "band": _letters(result),
        "change": None if since is None else exact(since),
        "source": result.source,
    }
