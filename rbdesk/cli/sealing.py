"""`rbdesk keys DESK seal` and `replace`: sealed packages, and another signing key for this computer."""

from __future__ import annotations

from pathlib import Path

import click

from rbdesk import text
from rbdesk.cli import console, words
from rbdesk.cli.desks import keys as keys
from rbdesk.cli.session import Session, session
from rbdesk.domain.office import Role
from rbdesk.exchange import signing
from rbdesk.workflow import letters, ownkeys, seals, setup
from rbdesk.workflow.seals import Seal

_NEW_ACTIVATION = "Kecamatan mengikutinya setelah membuka berkas aktivasi yang baru: rbdesk activate."


@keys.command(
    "seal",
    help="Segel paket: hanya Sekretariat yang dapat membukanya. Tanpa pilihan: keadaannya sekarang.",
)
@click.option(
    "--print",
    "page",
    metavar="BERKAS.pdf|.txt",
    type=words.place,
    help="Buat kuncinya bila belum ada, dan tulis halamannya untuk brankas.",
)
@click.option(
    "--on",
    metavar="SALINAN",
    help="Nyalakan, setelah salinan di brankas terbukti dapat membuka: berkasnya, teksnya, atau 8 huruf terakhirnya.",
)
@click.option("--off", is_flag=True, help="Matikan; yang sudah tersegel tetap dapat dibuka.")
@click.option(
    "--put-back", metavar="SALINAN", help="Pasang kunci dari salinannya: di komputer baru, atau meja kedua."
)
@click.option("--another", is_flag=True, help="Dengan --print: buat kunci lain; yang lama tetap disimpan.")
@words.json_option
@click.pass_context
def seal(
    ctx: click.Context,
    page: Path | None,
    on: str | None,
    off: bool,
    put_back: str | None,
    another: bool,
    as_json: bool,
) -> None:
    """Make, prove, switch or put back the key that opens sealed packages."""
    if sum((page is not None, on is not None, off, put_back is not None)) > 1:
        raise click.UsageError("sebut satu saja: --print, --on, --off, atau --put-back", ctx)
    if another and page is None:
        raise click.UsageError("--another hanya bersama --print", ctx)
    desk: Path = ctx.obj
    with session(desk) as held:
        if held.identity.role is Role.OFFICE and not (page or on or off or put_back):
            _tell_office(held, as_json=as_json)
            return
        if page is not None:
            _print(held, page, is_another=another)
        elif on is not None:
            seals.switch_on(held.db, _copy(on), who=held.who, now=held.now)
        elif off:
            seals.switch_off(held.db, who=held.who, now=held.now)
        elif put_back is not None:
            seals.put_back(held.db, _copy(put_back), who=held.who, now=held.now)
        found = seals.load_seal(held.db)
    if as_json:
        console.document({"recipient": found.recipient or None, "on": found.is_on, "here": found.is_here})
        return
    _tell(found)
    if on is not None or off:
        console.tell(_NEW_ACTIVATION)
    if page is not None:
        console.tell(f"Untuk brankas: {page}. Cetak, simpan, lalu hapus berkasnya.")


@keys.command(
    "replace",
    help="Ganti kunci tanda tangan komputer ini. Di Sekretariat kunci lama mengumumkan yang baru.",
)
@click.option(
    "--lost",
    is_flag=True,
    help="Kunci lama hilang, rusak, atau dicuri: kecamatan perlu berkas aktivasi baru dan mencocokkan angkanya lagi.",
)
@words.json_option
@click.pass_obj
def replace(desk: Path, lost: bool, as_json: bool) -> None:
    """Give this computer a new signing key."""
    with session(desk) as held:
        ownkeys.replace_key(held.db, is_lost=lost, who=held.who, now=held.now)
        after = setup.load_identity(held.db)
        is_secretariat = after.role is Role.SECRETARIAT
        chain = letters.load_own_chain(held.db) if is_secretariat else ()
    if as_json:
        console.document(
            {
                "device": after.device.id,
                "key": signing.public_base64(after.device.key),
                "fingerprint": after.fingerprint,
                "announced": len(chain) > 1,
            }
        )
        return
    console.tell(f"Kunci perangkat {after.device.id}: {after.fingerprint}")
    if not is_secretariat:
        console.tell("Cabut perangkat lama di Sekretariat; yang baru dikenal dari tokennya atau 30 angkanya.")
    elif len(chain) > 1:
        console.tell("Kecamatan mengikutinya dengan sendirinya dari balasan atau berkas aktivasi berikutnya.")
        console.tell("Meja verifikator mengenali kunci baru ini lewat rbdesk keys MEJA enrol.")
    else:
        console.tell(
            f"Kirim berkas aktivasi baru dan surat edaran: {' '.join(after.fingerprint.split()[-2:])}"
        )


def _print(held: Session, page: Path, *, is_another: bool) -> None:
    if is_another:
        seals.make_key(held.db, is_another=True, who=held.who, now=held.now)
    seals.make_key_once(held.db, who=held.who, now=held.now)
    seals.write_copy(seals.load_copy(held.db), page)


def _copy(said: str) -> str:
    """The copy's text: of a file, or as it stands."""
    path = Path(said)
    return seals.read_copy(path) if len(said) < 250 and path.is_file() else said


def _tell(found: Seal) -> None:
    if not found.recipient:
        console.tell("Segel paket: mati; kuncinya belum dibuat (--print).")
        return
    since = f" sejak {text.date_long(found.changed_at.astimezone())}" if found.changed_at else ""
    console.tell(f"Segel paket: {'menyala' if found.is_on else 'mati'}{since}")
    console.tell(f"Kunci publik: {found.recipient}")
    if not found.is_here:
        console.say("Kunci rahasianya tidak ada di komputer ini. Pasang dari salinannya: --put-back.")


def _tell_office(held: Session, *, as_json: bool) -> None:
    recipient = letters.load_recipient(held.db)
    if as_json:
        console.document({"recipient": recipient or None, "on": bool(recipient), "here": False})
        return
    state = f"menyala; paket disegel untuk {recipient}" if recipient else "mati"
    console.tell(f"Segel paket: {state}")
