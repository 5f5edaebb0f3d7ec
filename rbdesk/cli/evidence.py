"""`rbdesk evidence`: the files of evidence of a desk."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk import text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.session import question_code, session
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog, evidence, evidencefolder

_SHORTEST_DIGEST = 6
_SHOWN_DIGITS = 10


@click.group(
    "evidence",
    cls=words.Group,
    help="Berkas bukti: daftar, tambah, lepas, dan salin ke folder per pertanyaan.",
)
@words.desk_argument
@words.instrument_option
@click.pass_context
def group(ctx: click.Context, desk: Path, instrument: str | None) -> None:
    """Hold the commands about evidence of one desk."""
    ctx.obj = (desk, instrument)


@group.command("list", help="Semua berkas bukti dan di mana dipakai.")
@words.json_option
@click.pass_obj
def list_files(place: tuple[Path, str | None], as_json: bool) -> None:
    """Print the files of a desk and where they stand."""
    with session(place[0]) as held:
        key = held.key(place[1])
        found = evidence.list_evidence(held.db, key)
    sheet = catalog.instrument(key.instrument)
    if as_json:
        files: list[Json] = []
        for file in found:
            uses: list[Json] = [{"code": use.question, "note": use.note} for use in file.uses]
            content_date = file.content_date.isoformat() if file.content_date else None
            files.append(
                {
                    "sha256": file.sha256,
                    "name": file.name,
                    "size": file.size,
                    "mime": file.mime,
                    "content_date": content_date,
                    "lost": file.lost,
                    "uses": uses,
                }
            )
        console.document({"evidence": files})
        return
    rows = [
        (
            file.sha256[:_SHOWN_DIGITS],
            text.size(file.size),
            file.name,
            ", ".join(sheet.display(use.question) for use in file.uses) or "belum dipakai",
            "berkas hilang" if file.lost else "",
        )
        for file in found
    ]
    if rows:
        console.table(rows, heads=("sha256", "ukuran", "nama", "dipakai di", ""), right=(1,))
    else:
        console.tell("Belum ada bukti.")


@group.command("add", help="Lampirkan berkas pada satu pertanyaan.")
@click.argument("code", metavar="CODE")
@click.argument("file", metavar="BERKAS", type=words.existing)
@click.option("--note", metavar="TEKS", default="", help="Halaman atau keterangan, misalnya hal. 3–5.")
@click.pass_obj
def add(place: tuple[Path, str | None], code: str, file: Path, note: str) -> None:
    """Attach a file to a question."""
    with session(place[0]) as held:
        key = held.key(place[1])
        sheet = catalog.instrument(key.instrument)
        found = question_code(sheet, code)
        most = held.identity.most_of_a_file
        staged = evidence.stage_evidence(held.db.folder, file, console.progress(), most=most)
        evidence.attach_evidence(held.db, key, found, staged, note, who=held.who, now=held.now)
    console.tell(
        f"{sheet.display(found)}: {staged.name} ({text.size(staged.size)}) {staged.sha256[:_SHOWN_DIGITS]}"
    )


@group.command("drop", help="Lepas berkas dari satu pertanyaan; berkasnya tetap tersimpan.")
@click.argument("code", metavar="CODE")
@click.argument("sha256", metavar="SHA256")
@click.pass_obj
def drop(place: tuple[Path, str | None], code: str, sha256: str) -> None:
    """Take a file away from a question."""
    with session(place[0]) as held:
        key = held.key(place[1])
        sheet = catalog.instrument(key.instrument)
        found = question_code(sheet, code)
        standing = [
            file
            for file in evidence.list_evidence(held.db, key)
            if len(sha256) >= _SHORTEST_DIGEST
            and file.sha256.startswith(sha256.lower())
            and any(use.question == found for use in file.uses)
        ]
        if len(standing) != 1:
            raise NotAllowed("unknown_evidence", sha256=sha256)
        evidence.detach_evidence(held.db, key, found, standing[0].sha256, who=held.who, now=held.now)
    console.tell(f"{sheet.display(found)}: {standing[0].name} dilepas.")


@group.command(
    "export",
    help="Salin semua bukti ke FOLDER, satu folder per pertanyaan dan daftarnya; atau ke satu berkas .zip.",
)
@click.argument("folder", metavar="FOLDER", type=words.place)
@click.pass_context
def export(ctx: click.Context, folder: Path) -> None:
    """Copy all evidence into folders named by question, with an index."""
    desk, instrument = ctx.obj
    with session(desk) as held:
        key = held.key(instrument)
        found = evidence.list_evidence(held.db, key)
        desk_folder = held.db.folder
    sheet = catalog.instrument(key.instrument)
    is_zip = folder.suffix.lower() == ".zip"
    copy = evidencefolder.zip_by_question if is_zip else evidencefolder.copy_by_question
    copied = copy(desk_folder, sheet, found, folder, console.progress())
    console.tell(f"{copied.files} berkas disalin ke {folder}")
    for name in copied.lost:
        console.say(f"Berkas hilang, tidak disalin: {name}")
    if copied.lost:
        ctx.exit(NOT_IN_ORDER)
