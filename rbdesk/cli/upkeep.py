"""`rbdesk backup`, `restore`, `drill`, `erase`: copies of a desk, bringing it back, proving that it would come back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rbdesk import text, wording
from rbdesk.cli import console, exits, words
from rbdesk.cli.console import Json
from rbdesk.cli.session import account, session, this_moment
from rbdesk.errors import NotAllowed
from rbdesk.workflow import upkeep
from rbdesk.workflow.upkeep import DrillResult, Listed, Restored


@click.command(
    "backup",
    cls=words.Command,
    help="Buat cadangan sekarang, lengkap dengan bukti; --to menyalinnya ke folder atau stik dan membacanya kembali.",
)
@words.desk_argument
@click.option("--to", metavar="FOLDER", type=words.place, help="Folder atau stik untuk salinannya.")
@words.json_option
def backup(desk: Path, to: Path | None, as_json: bool) -> None:
    """Make a point by hand."""
    with session(desk) as held:
        point = upkeep.backup_now(held.db, to=to, now=held.now, progress=console.progress())
    if as_json:
        console.document(_point_json(Listed(point, is_whole=True)))
        return
    console.tell(f"Cadangan {point.number}: {_counts(point.contents.counts)}, {text.size(point.size)}.")
    if point.lost:
        console.tell(f"{point.lost} berkas bukti hilang atau rusak, jadi tidak ada di cadangan.")
    if to is not None:
        console.tell(f"Disalin ke {point.folder}, dibaca kembali dari sana dan sama. Aman dicabut.")


@click.command(
    "restore",
    cls=words.Command,
    help="Pulihkan data dari cadangan. BACKUP: nomornya, atau folder cadangan (misalnya di stik); tanpa itu: daftarnya.",
)
@click.argument("desk", metavar="DESK", type=words.place)
@click.argument("point", metavar="[BACKUP]", required=False)
@click.option("--only", is_flag=True, help="Hanya cadangannya, tanpa suntingan sesudahnya.")
@click.option("--dry-run", is_flag=True, help="Coba semuanya, tetapi jangan ganti apa pun.")
@words.json_option
@click.pass_context
def restore(
    ctx: click.Context, desk: Path, point: str | None, only: bool, dry_run: bool, as_json: bool
) -> None:
    """Bring a desk back to a point, with what was written later."""
    if point is None:
        _show_points(upkeep.list_backups(desk, console.progress()), as_json=as_json)
        return
    chosen = _choose(desk, point)
    now = this_moment()
    if dry_run:
        told = upkeep.preview(desk, chosen.point, with_later=not only, now=now, progress=console.progress())
        restored = Restored(told, None, ())
    else:
        restored = upkeep.restore(
            desk,
            chosen.point,
            with_later=not only,
            who=account(),
            now=now,
            progress=console.progress(),
        )
    if as_json:
        console.document(_restored_json(restored, is_done=not dry_run))
    else:
        _tell_restored(restored, is_done=not dry_run)
    if restored.told.missing or restored.lost:
        ctx.exit(exits.NOT_IN_ORDER)


@click.command(
    "drill",
    cls=words.Command,
    help="Uji pulih: pulihkan cadangan terbaru di tempat sementara dan bandingkan semua isian dan bukti.",
)
@words.desk_argument
@words.json_option
@click.pass_context
def drill(ctx: click.Context, desk: Path, as_json: bool) -> None:
    """Prove that the newest point brings the desk back."""
    with session(desk) as held:
        result = upkeep.drill(held.db, now=held.now, progress=console.progress())
    if as_json:
        console.document(_drill_json(result))
    else:
        what, todo = wording.DRILLS[result.fault]
        console.tell(what if result.fault else f"{what} {_counts(result.counts)} sama persis.")
        if todo:
            console.tell(todo)
    if result.fault:
        ctx.exit(exits.NOT_IN_ORDER)


@click.command(
    "erase",
    cls=words.Command,
    help="Hapus semua data kantor ini: isian, bukti, arsip, cadangan, riwayat, catatan, kunci. Tidak dapat dibatalkan.",
)
@words.desk_argument
@click.option("--name", metavar="NAMA", required=True, help="Nama kantornya, sebagai kepastian.")
@words.json_option
def erase(desk: Path, name: str, as_json: bool) -> None:
    """Erase a desk."""
    outside: Sequence[Path] = ()
    if not upkeep.is_half_erased(desk):
        with session(desk) as held:
            upkeep.must_name_desk(name, held.identity.office_name)
            outside = upkeep.list_outside(held.db)
    count = upkeep.erase(desk, console.progress())
    if as_json:
        console.document({"files": count, "outside": [str(path) for path in outside]})
        return
    console.tell(f"{count} berkas dihapus. {wording.ERASED_NOT_PROMISED}")
    for path in outside:
        console.tell(f"Tidak dihapus, karena di luar folder data: {path}")


def _choose(desk: Path, named: str) -> Listed:
    """The point of that number at the desk, or the newest sound one in a folder. Raises NotAllowed("unknown_point")."""
    if named.isascii() and named.isdecimal():
        for listed in upkeep.list_backups(desk, console.progress()):
            if listed.point.number == int(named):
                return listed
    elif Path(named).exists():
        place = Path(named)
        folder = place if place.is_dir() else place.parent
        for listed in upkeep.list_backups(folder, console.progress()):
            if listed.is_whole and (place.is_dir() or listed.point.path.stem == place.stem):
                return listed
    raise NotAllowed("unknown_point", point=named)


def _show_points(points: Sequence[Listed], *, as_json: bool) -> None:
    if as_json:
        console.document({"points": [_point_json(listed) for listed in points]})
        return
    if not points:
        console.tell("Belum ada cadangan. Buat dengan: rbdesk backup DESK")
        return
    rows = [
        (
            str(listed.point.number),
            text.date_short(listed.point.at.astimezone()),
            wording.POINT_REASONS.get(listed.point.reason, listed.point.reason),
            _counts(listed.point.contents.counts),
            text.size(listed.point.size),
            "utuh" if listed.is_whole else "rusak",
        )
        for listed in points
    ]
    console.table(rows, heads=("No", "Waktu", "Sebab", "Isi", "Ukuran", "Keadaan"), right=(0, 4))


def _tell_restored(restored: Restored, *, is_done: bool) -> None:
    told = restored.told
    console.tell(f"Titik {told.point.number}: {_counts(told.before.counts)}.")
    console.tell(f"{'Sesudah' if is_done else 'Akan menjadi'}: {_counts(told.after.counts)}.")
    console.tell(f"{told.acts} perubahan sesudah titik itu dijalankan ulang.")
    if told.missing:
        console.tell(f"{told.missing} perubahan tercatat di journal/ tetapi tidak dapat dijalankan ulang.")
    if restored.lost:
        console.tell(f"{len(restored.lost)} berkas bukti tidak ada lagi; lampirkan sekali lagi.")
    if restored.aside is not None:
        console.tell(f"Berkas yang lama disimpan di {restored.aside}")


def _counts(counts: object) -> str:
    found = dict(counts) if isinstance(counts, dict) else {}
    named = [f"{found[key]} {word}" for key, word in wording.POINT_COUNTS.items() if found.get(key)]
    return text.listing(named) or "belum ada isian"


def _point_json(listed: Listed) -> Json:
    point = listed.point
    return {
        "number": point.number,
        "at": point.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reason": point.reason,
        "counts": dict(point.contents.counts),
        "size": point.size,
        "sha256": point.sha256,
        "evidence_files": len(point.files),
        "lost": point.lost,
        "whole": listed.is_whole,
        "path": str(point.path),
    }


def _restored_json(restored: Restored, *, is_done: bool) -> Json:
    told = restored.told
    return {
        "done": is_done,
        "number": told.point.number,
        "before": dict(told.before.counts),
        "after": dict(told.after.counts),
        "replayed": told.acts,
        "not_replayed": told.missing,
        "evidence_lost": list(restored.lost),
        "aside": str(restored.aside) if restored.aside else None,
    }


def _drill_json(result: DrillResult) -> Json:
    return {
        "ok": not result.fault,
        "fault": result.fault,
        "at": result.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "number": result.number,
        "counts": dict(result.counts),
        "evidence_lost": result.lost,
    }
