"""`rbdesk unmerge` and `rbdesk rebuild`: one package taken back out or put back, and all rows told again."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk.cli import console, words
from rbdesk.cli.session import session
from rbdesk.domain.office import Role
from rbdesk.domain.submission import package_code
from rbdesk.workflow import catalog, rebuilding, secretariat, undoing


@click.command(
    "unmerge",
    cls=words.Command,
    help="Batalkan penggabungan satu paket, seolah tidak pernah masuk; --redo mengembalikannya.",
)
@words.desk_argument
@click.argument("bundle", metavar="BUNDLE_ID")
@click.option("--reason", metavar="TEKS", default="", help="Alasan, tercatat di riwayat.")
@click.option("--redo", is_flag=True, help="Kembalikan paket yang pernah dibatalkan.")
@click.option("--dry-run", is_flag=True, help="Hanya tampilkan akibatnya.")
@words.json_option
def unmerge(desk: Path, bundle: str, reason: str, redo: bool, dry_run: bool, as_json: bool) -> None:
    """Set one bundle aside, or let it count again; BUNDLE_ID may be its beginning or the package code."""
    with session(desk, Role.SECRETARIAT) as held:
        record = undoing.find_package(held.db, held.identity.year, bundle)
        plan = undoing.load_undo(held.db, record.bundle_id)
        is_change = record.is_excluded == redo
        if is_change and not dry_run:
            if redo:
                undoing.put_back(held.db, record.bundle_id, who=held.who, now=held.now)
            else:
                undoing.exclude(held.db, record.bundle_id, reason, who=held.who, now=held.now)
        digest = secretariat.load_digest(held.db)
    rows = len(plan.rows) if is_change else 0
    if as_json:
        console.document(
            {
                "bundle_id": record.bundle_id,
                "office": record.office,
                "revision": record.revision.number,
                "excluded": record.is_excluded if dry_run else not redo,
                "rows": rows,
                "digest": digest,
            }
        )
        return
    name = words.joined(
        (package_code(record.bundle_id), catalog.register().name_of(record.office), record.name)
    )
    if not is_change:
        console.tell(f"{name}: {'memang digabung' if redo else 'sudah dibatalkan'}.")
        return
    done = "dikembalikan" if redo else "dibatalkan"
    told = f"akan {done}" if dry_run else done
    console.tell(f"{name}: {told}; {rows} isian {'akan berubah' if dry_run else 'berubah'}.")
    console.tell(f"Sidik data: {digest}")


@click.command(
    "rebuild",
    cls=words.Command,
    help="Susun ulang semua isian dari arsip dan catatan; sidik data sebelum dan sesudah harus sama.",
)
@words.desk_argument
@words.json_option
def rebuild(desk: Path, as_json: bool) -> None:
    """Tell all rows again from the archive and the journal."""
    with session(desk) as held:
        found = rebuilding.rebuild(held.db, who=held.who, now=held.now, progress=console.progress())
    if as_json:
        console.document(
            {
                "bundles": found.bundles,
                "edits": found.edits,
                "before": found.before,
                "after": found.after,
                "same": found.before == found.after,
            }
        )
        return
    console.tell(f"{found.bundles} paket dan {found.edits} isian dibaca ulang.")
    same = "sama dengan sebelumnya" if found.before == found.after else f"sebelumnya {found.before}"
    console.tell(f"Sidik data: {found.after} ({same})")
