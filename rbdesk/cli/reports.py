"""`rbdesk report`: the living workbook, the report for paper, the presentation."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from rbdesk import text
from rbdesk.cli import console, exits, words
from rbdesk.cli.session import session
from rbdesk.errors import StoreTrouble
from rbdesk.workflow import documents
from rbdesk.workflow.documents import DECK, Material, Wish

_OPEN = "Berkas {name} sedang dibuka program lain. Tutup dulu berkasnya, atau pilih nama lain dengan -o."


def _day(value: str | date) -> date:
    """A day as people type it."""
    found = value if isinstance(value, date) else text.parse_day(value)
    if found is None:
        raise click.BadParameter("bukan tanggal seperti 7/9/2020 atau 2020-09-07")
    return found


@click.command(
    "report",
    cls=words.Command,
    help="Buku kerja Excel, laporan PDF, atau paparan PPTX dari data meja ini. Di Sekretariat untuk semua kecamatan, "
    "atau satu dengan --office.",
)
@words.desk_argument
@click.option("-o", "path", metavar="BERKAS", type=words.place, help="Berkas atau folder tujuan.")
@click.option(
    "--kind",
    metavar="workbook|report|deck|page",
    type=words.one_of(*documents.KINDS, documents.PAGE),
    help="Tanpa ini: menurut akhiran berkasnya (.xlsx, .pdf, .pptx, .html).",
)
@click.option(
    "--office",
    metavar="KODE",
    type=words.optional_office_code,
    default="",
    help="Di Sekretariat: satu kecamatan.",
)
@click.option(
    "--slides",
    metavar="a,b,c",
    default="",
    help="Salindia yang dipakai, dalam urutan ini; --list menyebutnya.",
)
@click.option("--parts", metavar="a,b,c", default="", help="Bab laporan yang dipakai; --list menyebutnya.")
@click.option(
    "--list", "is_list", is_flag=True, help="Sebut salindia atau bab yang ada, tanpa menulis apa pun."
)
@click.option("--title", metavar="TEKS", default="", help="Judul; tanpa ini yang biasa.")
@click.option("--subtitle", metavar="TEKS", default="", help="Anak judul; tanpa ini yang biasa.")
@click.option("--logo", metavar="GAMBAR", type=words.existing, help="PNG atau JPG untuk sampul paparan.")
@click.option(
    "--paper",
    metavar="A4|F4",
    type=words.one_of(documents.A4, documents.F4),
    default=documents.A4,
    help="Ukuran kertas.",
)
@click.option(
    "--date", "today", metavar="TANGGAL", type=_day, help="Data per tanggal ini; tanpa ini hari ini."
)
@words.json_option
@click.pass_context
def report(
    ctx: click.Context,
    desk: Path,
    path: Path | None,
    kind: str | None,
    office: str,
    slides: str,
    parts: str,
    is_list: bool,
    title: str,
    subtitle: str,
    logo: Path | None,
    paper: str,
    today: date | None,
    as_json: bool,
) -> None:
    """Write one document."""
    chosen = kind or _kind_of(path)
    if chosen is None:
        raise click.UsageError("sebut --kind, atau akhiran .xlsx, .pdf, .pptx pada -o", ctx)
    if path is None and not is_list:
        raise click.UsageError("pilihan -o belum diberikan", ctx)
    picture = None
    if logo is not None:
        from rbdesk.report.logo import read_logo  # here, so that only who has one pays for it

        picture = read_logo(logo)
    with session(desk) as held:
        local = held.now.astimezone()
        day = today or local.date()
        made_at = local.replace(tzinfo=None) if today is None else datetime(day.year, day.month, day.day, 9)
        material = documents.load_material(held.db, day, office)
    if path is None or is_list:
        for key, name in _offered(material, chosen, made_at):
            console.tell(f"{key:14} {name}")
        return
    keys = _keys(slides if chosen == DECK else parts)
    if keys is not None:
        unknown = [key for key in keys if key not in dict(_offered(material, chosen, made_at))]
        if unknown:
            raise click.UsageError(f"tidak ada bagian {text.listing(unknown)}; lihat --list", ctx)
    wish = Wish(chosen, keys, title, subtitle, picture, paper)
    target = path / documents.name_of(material, chosen) if path.is_dir() else path
    try:
        documents.write(material, wish, target, made_at, console.progress())
    except StoreTrouble as trouble:
        if trouble.kind != "locked":
            raise
        console.say(_OPEN.format(name=target.name))
        ctx.exit(exits.MACHINE)
    size = target.stat().st_size
    if as_json:
        console.document({"file": str(target), "kind": chosen, "size": size, "digest": material.digest})
        return
    console.tell(f"{target} ({text.size(size)})")
    console.tell(f"Sidik data: {material.digest}")


def _kind_of(path: Path | None) -> str | None:
    if path is None:
        return None
    endings = {ending: kind for kind, ending in documents.ENDINGS.items()}
    return endings.get(path.suffix.lower())


def _keys(named: str) -> tuple[str, ...] | None:
    found = tuple(key.strip() for key in named.split(",") if key.strip())
    return found or None


def _offered(material: Material, kind: str, made_at: datetime) -> list[tuple[str, str]]:
    """What may be chosen of a document: key and name; nothing of a workbook."""
    if kind == DECK:
        return [
            (key, name if is_usual else f"{name} (hanya bila disebut)")
            for key, name, is_usual in documents.slides_of(material, made_at)
        ]
    if kind == documents.REPORT:
        found = documents.outline_of(material, made_at)
        return [(section.key, section.title) for section in found.sections if section.level == 1]
    return []
