"""`rbdesk init`, `profile`, `keys` and `demo`: making desks, whose they are, and which devices they know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from rbdesk.cli import console, rulings, words
from rbdesk.cli.console import Json
from rbdesk.cli.session import Session, account, session, this_moment
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.errors import NotAllowed
from rbdesk.exchange import keytext, signing
from rbdesk.exchange.keytext import NamedDevice
from rbdesk.workflow import catalog, demo, ownkeys, quarantine, secretariat, setup


@click.command("init", cls=words.Command, help="Buat folder data baru untuk kecamatan atau Sekretariat.")
@words.desk_argument
@click.option(
    "--role",
    metavar="office|secretariat",
    required=True,
    type=words.one_of("office", "secretariat"),
    help="Peran.",
)
@click.option(
    "--office",
    "office_code",
    metavar="KODE",
    default="",
    type=words.optional_office_code,
    help="Kode kecamatan, misalnya 32.16.09.",
)
@click.option("--year", metavar="TAHUN", type=words.year, help="Tahun penilaian; tanpa ini edisi terbaru.")
@click.option("--head", metavar="NAMA", default="", help="Nama Camat.")
@click.option("--contact", metavar="NAMA", default="", help="Nama penanggung jawab.")
@click.option("--phone", metavar="NOMOR", default="", help="Telepon kantor.")
@click.option("--operator", metavar="NAMA", default="", help="Nama operator, tercatat di setiap jawaban.")
@click.option("--device-label", metavar="NAMA", default="", help="Nama laptop ini.")
@click.pass_context
def init(
    ctx: click.Context,
    desk: Path,
    role: str,
    office_code: str,
    year: int | None,
    head: str,
    contact: str,
    phone: str,
    operator: str,
    device_label: str,
) -> None:
    """Make a desk and say whose it is."""
    if role == Role.OFFICE.value and not office_code:
        raise click.UsageError("pilihan --office belum disebut", ctx)
    db = setup.create_desk(
        desk,
        role=Role(role),
        office=office_code,
        year=year or catalog.default_year(),
        profile=Profile(head, contact, phone),
        operator=operator,
        device_label=device_label,
        who=operator or account(),
        now=this_moment(),
    )
    try:
        identity = setup.load_identity(db)
    finally:
        db.close()
    console.tell(f"{identity.office_name} · {identity.year} · {identity.edition}: {desk}")
    console.tell(f"Kunci perangkat {identity.device.id}: {identity.fingerprint}")


@click.command(
    "profile", cls=words.Command, help="Lihat atau ubah nama Camat, penanggung jawab, telepon, dan operator."
)
@words.desk_argument
@click.option("--head", metavar="NAMA", help="Nama Camat.")
@click.option("--contact", metavar="NAMA", help="Nama penanggung jawab.")
@click.option("--phone", metavar="NOMOR", help="Telepon kantor.")
@click.option("--operator", metavar="NAMA", help="Nama operator.")
def profile(
    desk: Path, head: str | None, contact: str | None, phone: str | None, operator: str | None
) -> None:
    """Print the post-holders, after changing those that were given."""
    with session(desk, Role.OFFICE) as held:
        before = held.identity
        wanted = Profile(
            before.profile.head if head is None else head,
            before.profile.contact if contact is None else contact,
            before.profile.phone if phone is None else phone,
        )
        setup.keep_profile(
            held.db,
            wanted,
            before.head_nip,
            before.operator if operator is None else operator,
            before.operator_post,
            who=held.who,
            now=held.now,
        )
        after = setup.load_identity(held.db)
    rows = (
        ("Camat", after.profile.head),
        ("Penanggung jawab", after.profile.contact),
        ("Telepon", after.profile.phone),
        ("Operator", after.operator),
    )
    console.table([(title, value or "belum diisi") for title, value in rows])


@click.group("keys", cls=words.Group, help="Kunci perangkat ini dan daftar perangkat yang dikenal.")
@words.desk_argument
@click.pass_context
def keys(ctx: click.Context, desk: Path) -> None:
    """Hold the commands about keys of one desk."""
    ctx.obj = desk


@keys.command("show", help="30 angka dan teks kunci perangkat ini; di Sekretariat juga daftar perangkat.")
@click.option(
    "--print",
    "page",
    metavar="BERKAS.pdf",
    type=words.place,
    help="Simpan 30 angka dan kode QR-nya sebagai halaman untuk dicap.",
)
@words.json_option
@click.pass_obj
def show(desk: Path, page: Path | None, as_json: bool) -> None:
    """Print the desk's own key and the roster."""
    with session(desk) as held:
        identity = held.identity
        roster = secretariat.list_roster(held.db)
        if page is not None:
            ownkeys.write_key_page(page, identity.office, identity.device, held.now.astimezone())
    public = signing.public_base64(identity.device.key)
    minisign = signing.public_text(identity.device.key).splitlines()[1]
    if as_json:
        devices: list[Json] = [
            {
                "office": entry.office,
                "device": entry.device,
                "label": entry.label,
                "key": signing.public_base64(entry.key),
                "fingerprint": signing.fingerprint(entry.key),
                "status": entry.status,
                "by": entry.by,
            }
            for entry in roster
        ]
        console.document(
            {
                "office": identity.office,
                "device": identity.device.id,
                "label": identity.device.label,
                "key": public,
                "minisign": minisign,
                "fingerprint": identity.fingerprint,
                "roster": devices,
            }
        )
        return
    console.tell(words.joined((identity.office_name, identity.device.id, identity.device.label)))
    console.tell(f"30 angka: {identity.fingerprint}")
    console.tell(f"minisign -P: {minisign}")
    console.tell(f"Kunci: {identity.office} {public}")  # last: what is copied and handed on
    if roster:
        console.tell()
        register = catalog.register()
        console.table(
            [
                (
                    entry.device,
                    register.name_of(entry.office),
                    entry.label,
                    entry.status,
                    signing.fingerprint(entry.key),
                )
                for entry in roster
            ],
            heads=("perangkat", "kecamatan", "nama", "keadaan", "30 angka"),
        )


@keys.command(
    "enrol", help="Kenali perangkat: berkas atau teks dari “keys show”; paketnya yang menunggu ikut digabung."
)
@click.argument("source", metavar="BERKAS|TEKS")
@click.option(
    "--office",
    "office_code",
    metavar="KODE",
    type=words.office_code,
    help="Kecamatan, bila teksnya tidak menyebut.",
)
@click.option("--label", metavar="NAMA", default="", help="Nama perangkat, bila teksnya tidak menyebut.")
@click.pass_obj
def enrol(desk: Path, source: str, office_code: str | None, label: str) -> None:
    """Recognise devices, and take in what waited in quarantine for their keys."""
    with session(desk, Role.SECRETARIAT) as held:
        named = _named_devices(source, office_code, label)
        register = catalog.register()
        for device in named:
            changes = secretariat.enrol(
                held.db, device.office, device.key, device.label, who=held.who, now=held.now
            )
            state = "dikenali" if changes else "sudah dikenal"
            where = f"{signing.device_id(device.key)} {register.name_of(device.office)}"
            console.tell(f"{where}: {state} · {signing.fingerprint(device.key)}")
        waiting = [path for device in named for path in secretariat.list_waiting(held.db, device.key)]
        if waiting:
            _take_in_waiting(held, waiting)


@keys.command("waiting", help="Perangkat yang belum dikenal: 30 angkanya dan paketnya di karantina.")
@words.json_option
@click.pass_obj
def waiting(desk: Path, as_json: bool) -> None:
    """Print the devices in quarantine."""
    with session(desk, Role.SECRETARIAT) as held:
        found = quarantine.load_quarantine(held.db)
    listed = (*found.waiting, *found.rejected)
    if as_json:
        devices: list[Json] = [
            {
                "office": item.office,
                "device": item.device,
                "label": item.label,
                "key": signing.public_base64(item.key),
                "fingerprint": item.fingerprint,
                "files": [file.name for file in item.files],
                "rejected": item.is_rejected,
                "reason": item.reason,
            }
            for item in listed
        ]
        console.document({"devices": devices})
        return
    if not listed:
        console.tell("Tidak ada perangkat yang menunggu.")
    for item in listed:
        state = words.joined(("ditolak", item.reason)) if item.is_rejected else "menunggu"
        name = catalog.register().name_of(item.office)
        console.tell(words.joined((name, item.label, item.device, f"{len(item.files)} paket", state)))
        console.tell(f"  30 angka: {item.fingerprint}")
        console.tell(f"  Kunci: {item.office} {signing.public_base64(item.key)}")


@keys.command(
    "reject", help="Tolak perangkat yang angkanya berbeda; paketnya tetap disimpan, tidak digabung."
)
@click.argument("device", metavar="ID")
@click.option("--reason", metavar="TEKS", default="", help="Alasan penolakan.")
@click.option("--undo", is_flag=True, help="Batalkan penolakan; 30 angkanya tetap perlu dicocokkan.")
@click.pass_obj
def reject(desk: Path, device: str, reason: str, undo: bool) -> None:
    """Turn a waiting device away, or let one that was turned away wait again."""
    with session(desk, Role.SECRETARIAT) as held:
        found = quarantine.load_quarantine(held.db)
        named = [item for item in (*found.waiting, *found.rejected) if item.device == device]
        if not named:
            raise NotAllowed("unknown_device", device=device)
        for item in named:
            if undo:
                quarantine.take_rejection_back(held.db, item.office, item.key, who=held.who, now=held.now)
            else:
                quarantine.reject(held.db, item.office, item.key, reason, who=held.who, now=held.now)
    console.tell(f"{device}: {'menunggu lagi' if undo else 'ditolak'}")


@keys.command(
    "revoke", help="Cabut perangkat yang hilang atau tidak dipakai lagi; kirimannya yang lama tetap."
)
@click.argument("device", metavar="ID")
@click.option("--reason", metavar="TEKS", required=True, help="Alasan pencabutan.")
@click.pass_obj
def revoke(desk: Path, device: str, reason: str) -> None:
    """Take recognition away from a device."""
    with session(desk, Role.SECRETARIAT) as held:
        changes = secretariat.revoke(held.db, device, reason, who=held.who, now=held.now)
    console.tell(f"{device}: {'dicabut' if changes else 'sudah dicabut'}")


@click.command(
    "demo",
    cls=words.Command,
    help="Buat tahun rekaan: 23 kecamatan, paketnya, dan meja Sekretariat, di folder OUT.",
)
@click.argument("out", metavar="OUT", type=words.place)
@click.option(
    "--seed",
    metavar="ANGKA",
    default=demo.SEED,
    type=words.whole_number(0, 2**31),
    help="Angka asal; angka yang sama memberi isi yang sama.",
)
@click.option(
    "--evidence",
    "evidence_kind",
    metavar="small|none",
    default=demo.SMALL,
    type=words.one_of(demo.SMALL, demo.NONE),
    help="Berkas bukti kecil, atau tanpa bukti.",
)
@click.option("--only-bundles", is_flag=True, help="Hanya paket dan kuncinya, tanpa folder data.")
@click.option("--documents", "with_documents", is_flag=True, help="Juga buku kerja, laporan, dan paparannya.")
@words.json_option
@click.pass_context
def make_demo(
    ctx: click.Context,
    out: Path,
    seed: int,
    evidence_kind: str,
    only_bundles: bool,
    with_documents: bool,
    as_json: bool,
) -> None:
    """Make an invented year through the real code."""
    if only_bundles and with_documents:
        raise click.UsageError(
            "pilihan --documents memerlukan folder data, jadi tidak dengan --only-bundles", ctx
        )
    made = demo.make_demo(
        out, seed=seed, evidence_kind=evidence_kind, only_bundles=only_bundles, progress=console.progress()
    )
    written: tuple[Path, ...] = ()
    if with_documents:
        from rbdesk.workflow import demo_documents  # here, so that only who wants them pays for the writers

        written = demo_documents.write_documents(out, progress=console.progress())
    if as_json:
        bundles: list[Json] = [str(path) for path in made.bundles]
        late: list[Json] = [str(path) for path in made.late]
        found: list[Json] = [str(path) for path in written]
        console.document(
            {"path": str(out), "bundles": bundles, "late": late, "digest": made.digest, "documents": found}
        )
        return
    console.tell(f"Tahun rekaan di {out}: {len(made.bundles)} paket, {len(made.late)} belum dikirim.")
    console.tell("Semua isinya rekaan; lihat BACA-SAYA.txt.")
    if written:
        console.tell(f"{len(written)} dokumen di {written[0].parent}.")
    if made.digest:
        console.tell(f"Sidik data Sekretariat: {made.digest}")


def _take_in_waiting(held: Session, waiting: Sequence[Path]) -> None:
    trust = secretariat.load_trust(held.db)
    staging = secretariat.staging_folder(held.db.folder.root)
    items, of_other_kinds = rulings.apart(
        secretariat.read_packages(waiting, trust, staging, console.progress())
    )
    plan = secretariat.load_plan(held.db, items)
    secretariat.accept(held.db, plan, who=held.who, now=held.now)
    joined = [file for file in rulings.judge(held, of_other_kinds, takes_in=True) if file.is_accepted]
    secretariat.drop_staging(held.db.folder.root)
    console.tell(f"{len(plan.accepted) + len(joined)} paket yang menunggu ikut digabung.")


def _named_devices(source: str, office_code: str | None, label: str) -> list[NamedDevice]:
    """The devices in a file or a text. Raises NotAllowed: "key", "unknown_office" (a text does not say whose it is)."""
    path = Path(source)
    is_file = len(source) < 250 and path.is_file()
    text = path.read_text(encoding="utf-8-sig") if is_file else source
    named = [
        replace(device, office=office_code or device.office, label=label or device.label)
        for device in keytext.parse_devices(text)
    ]
    if not all(device.office for device in named):
        raise NotAllowed("unknown_office", office="")
    return named
