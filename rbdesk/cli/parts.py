"""`rbdesk export`: a package as one file or in parts, whole or only the difference, with its receipt."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import click

from rbdesk import text
from rbdesk.cli import console, receipts, rulings, words
from rbdesk.cli.console import Json
from rbdesk.cli.session import Session, session
from rbdesk.domain.office import Role
from rbdesk.errors import NotAllowed
from rbdesk.workflow import parting, receipting, sending
from rbdesk.workflow.parting import ALL, Basis, PartPlan
from rbdesk.workflow.sending import Built

_SIZE = re.compile(r"(?P<number>[0-9]{1,6}(?:[.,][0-9]{1,3})?) ?(?P<unit>KB|MB|GB)", re.IGNORECASE)
_UNITS = {"KB": 2**10, "MB": 2**20, "GB": 2**30}
_LARGEST_NAMED = 5
_BASES = {
    parting.ACKNOWLEDGED: "menurut balasan Sekretariat nomor {number}",
    parting.SENT: "karena sudah dikirim sampai revisi {number}; Sekretariat belum mengabarkan penerimaannya",
    parting.MADE: "karena ada di paket revisi {number}; Sekretariat belum mengabarkan penerimaannya",
}


def size_limit(value: str | int) -> int:
    """A kind of value: how large a file may be, as people write it ("15MB", "1,5 GB"), in bytes of 1024 steps."""
    found = _SIZE.fullmatch(str(value).strip())
    if found is None:
        raise click.BadParameter(f"“{value}” bukan ukuran seperti 15MB")
    number = Decimal(found["number"].replace(",", "."))
    size = int(number * _UNITS[found["unit"].upper()])
    if size < parting.LEAST_PART_BYTES:
        raise click.BadParameter(
            f"“{value}” terlalu kecil; paling kecil {text.size(parting.LEAST_PART_BYTES)}"
        )
    return size


@click.command(
    "export",
    cls=words.Command,
    help="Buat paket untuk Sekretariat; paket resmi mengunci penilaian. Di meja Sekretariat: putusan verifikasinya.",
)
@words.desk_argument
@click.option(
    "-o", "--output", metavar="FOLDER|BERKAS.zip", required=True, type=words.place, help="Tempat paket."
)
@click.option("--provisional", is_flag=True, help="Paket sementara: boleh belum lengkap, tidak mengunci.")
@click.option(
    "--part-size",
    metavar="UKURAN",
    type=size_limit,
    help="Bagi menjadi berkas sebesar ini paling banyak, misalnya 15MB (WhatsApp) atau 14MB (surel).",
)
@click.option("--delta", is_flag=True, help="Hanya bukti yang belum ada di Sekretariat.")
@click.option(
    "--open",
    "is_open",
    is_flag=True,
    help="Tanpa segel, juga bila Sekretariat memintanya: untuk laptop lain di kantor ini.",
)
@click.option(
    "--receipt",
    metavar="BERKAS.pdf|.svg|.txt",
    type=receipts.target,
    help="Tulis juga tanda terimanya: satu halaman untuk dicetak (.pdf), kode QR (.svg), atau teksnya (.txt).",
)
@click.option("--dry-run", is_flag=True, help="Hanya tampilkan berkas yang akan dibuat dan ukurannya.")
@words.json_option
def export(
    desk: Path,
    output: Path,
    provisional: bool,
    part_size: int | None,
    delta: bool,
    is_open: bool,
    receipt: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the bundle, or tell what would be written; print path, revision and package code."""
    with session(desk) as held:
        if held.identity.role is Role.SECRETARIAT:
            if part_size is not None or delta or is_open or receipt is not None or dry_run:
                raise NotAllowed("role", needed="kecamatan")
            rulings.export(held, output, as_json=as_json)
            return
        basis = parting.load_basis(held.db, held.key(None)) if delta else ALL
        if dry_run:
            _tell_plan(held, basis, part_size, final=not provisional, as_json=as_json)
            return
        built = parting.export(
            held.db,
            held.key(None),
            output,
            final=not provisional,
            is_open=is_open,
            limit=part_size,
            basis=basis,
            who=held.who,
            now=held.now,
            progress=console.progress(),
        )
        if receipt is not None:
            said = receipting.verify_receipt(built.receipt, receipting.load_receipt_trust(held.db))
            receipting.write_receipt(said, built.receipt, receipt, made_at=said.at.astimezone())
    if as_json:
        console.document(_built_json(built, basis, receipt))
        return
    _tell(built, basis, is_delta=delta)
    if receipt is not None:
        console.tell(f"Tanda terima: {receipt}")


def _tell(built: Built, basis: Basis, *, is_delta: bool) -> None:
    revision = built.package.revision
    kind = "resmi" if revision.final else "sementara"
    head = f"Paket {kind} revisi {revision.number} ({text.size(built.size)})"
    if built.parts:
        console.tell(
            f"{head} dalam {len(built.parts)} berkas; kirim semuanya, urutannya bebas: {built.path.parent}"
        )
        console.table(
            [(str(part.number), text.size(part.size), part.path.name) for part in built.parts], right=(0, 1)
        )
    else:
        console.tell(f"{head}: {built.path}")
    if built.package.seal_to:
        console.tell("Tersegel: hanya Sekretariat yang dapat membukanya.")
    if is_delta:
        console.tell(_basis_words(basis))
    console.tell(f"Kode paket: {built.code}")
    if built.is_carried:
        console.tell("Sudah dibaca ulang dari tempat tujuannya dan sama. Aman dicabut.")


def _built_json(built: Built, basis: Basis, receipt: Path | None) -> Json:
    revision = built.package.revision
    parts: list[Json] = [
        {"number": part.number, "path": str(part.path), "bundle_id": part.bundle_id, "size": part.size}
        for part in built.parts
    ]
    return {
        "path": str(built.path),
        "revision": revision.number,
        "final": revision.final,
        "code": built.code,
        "bundle_id": built.bundle_id,
        "size": built.size,
        "parts": parts,
        "left_out": sum(sha256 in basis.held for sha256, _ in built.package.blobs),
        "basis": basis.kind or None,
        "is_carried": built.is_carried,
        "sealed": bool(built.package.seal_to),
        "receipt": built.receipt,
        "receipt_path": str(receipt) if receipt else None,
    }


def _tell_plan(held: Session, basis: Basis, limit: int | None, *, final: bool, as_json: bool) -> None:
    package = sending.gather_package(held.db, held.key(None), final=final, who=held.who, now=held.now)
    plan = parting.plan_sending(package, limit=limit, basis=basis)
    if as_json:
        console.document(_plan_json(plan, basis))
        return
    console.tell(f"Akan dibuat {len(plan.parts)} berkas, seluruhnya paling besar {text.size(plan.size)}:")
    console.table([(str(part.number), text.size(part.size)) for part in plan.parts], right=(0, 1))
    if plan.carried:
        console.tell("Bukti terbesar; bila dikecilkan, paketnya ikut mengecil:")
        console.table(
            [(text.size(file.size), file.name) for file in plan.carried[:_LARGEST_NAMED]], right=(0,)
        )
    if basis.held:
        left_out = text.size(sum(file.size for file in plan.held))
        console.tell(f"{_basis_words(basis)} Tidak ikut: {len(plan.held)} berkas, {left_out}.")
    for file in plan.lost:
        console.tell(f"Hilang dari komputer ini, jadi tidak dapat ikut: {file.name}")


def _plan_json(plan: PartPlan, basis: Basis) -> Json:
    def listed(files: tuple[parting.PlannedFile, ...]) -> Json:
        return [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in files]

    return {
        "parts": [{"number": part.number, "size": part.size} for part in plan.parts],
        "size": plan.size,
        "carried": listed(plan.carried),
        "left_out": listed(plan.held),
        "lost": listed(plan.lost),
        "basis": basis.kind or None,
    }


def _basis_words(basis: Basis) -> str:
    if not basis.held:
        return "Belum ada bukti yang diketahui sudah sampai, jadi semuanya ikut."
    reason = _BASES[basis.kind].format(number=basis.number)
    return f"Bukti yang sudah ada di sana tidak ikut, {reason}."
