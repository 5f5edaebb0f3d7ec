"""`rbdesk conflicts`, and `merge` at an office: two laptops joined, and what differs between them chosen row by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rbdesk import text
from rbdesk.cli import console, words
from rbdesk.cli.console import Json, rounded_percent
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.scores import moment
from rbdesk.cli.session import Session, full_code, session
from rbdesk.domain.assessment import Answer, Evidence, Key
from rbdesk.domain.merge import MergePlan
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.errors import NotAllowed
from rbdesk.workflow import catalog, conflicts, joining, secretariat
from rbdesk.workflow.conflicts import Conflicts, RowConflict, Version
from rbdesk.workflow.joining import JoinPlan

PROFILE_CODE = "profil"
_OWN = "ini"


def join(held: Session, files: Sequence[Path], *, dry_run: bool, confirm: str) -> tuple[MergePlan, JoinPlan]:
    """Plan and join packages of an office's other laptops; the plan as `merge` reports it, and as joining sees it.

    Raises NotAllowed: "unconfirmed", "laptop_digits", "locked".
    """
    root = held.db.folder.root
    staging = None if dry_run else secretariat.staging_folder(root)
    try:
        laptops = joining.load_laptops(held.db)
        items = joining.read_laptop_packages(files, laptops, staging, console.progress())
        plan = joining.load_join(held.db, items)
        if not dry_run:
            confirmed = joining.confirm_laptops(plan, confirm) if confirm else frozenset()
            joining.join_laptops(held.db, plan, confirmed=confirmed, who=held.who, now=held.now)
    finally:
        if not dry_run:
            secretariat.drop_staging(root)
    return MergePlan(tuple(item.file for item in plan.files), {}), plan


def tell_join(plan: JoinPlan) -> None:
    """Say which laptops are not known yet and what there is to choose."""
    for item in plan.unknown:
        console.say(f"Laptop “{item.label}” baru di sini. 30 angka kuncinya: {item.fingerprint}")
    if plan.clash:
        console.tell(f"{len(plan.clash)} hal berbeda antara dua laptop. Pilih: rbdesk conflicts DESK")


@click.command(
    "conflicts",
    cls=words.Command,
    help="Hal yang berbeda antara dua laptop; --take memilih satu versi, hanya di kecamatan.",
)
@words.desk_argument
@click.option(
    "--take",
    "taken",
    metavar="CODE PERANGKAT",
    nargs=2,
    multiple=True,
    help=f"Pakai versi satu perangkat (id, nama, atau “{_OWN}” untuk laptop ini); CODE pertanyaan atau “{PROFILE_CODE}”.",
)
@click.option(
    "--office",
    "office_code",
    metavar="KODE",
    type=words.office_code,
    help="Di Sekretariat: kecamatan yang mana.",
)
@words.json_option
@words.instrument_option
@click.pass_context
def list_conflicts(
    ctx: click.Context,
    desk: Path,
    taken: Sequence[tuple[str, str]],
    office_code: str | None,
    as_json: bool,
    instrument: str | None,
) -> None:
    """Print the rows that differ, after choosing where that was asked."""
    with session(desk) as held:
        key = _key(held, office_code, instrument)
        for code, device in taken:
            _take(held, key, code, device)
        found = conflicts.load_conflicts(held.db, key)
    if as_json:
        console.document(_conflicts_json(found))
    else:
        _print(found)
    if found.open:
        ctx.exit(NOT_IN_ORDER)


def _key(held: Session, office_code: str | None, instrument: str | None) -> Key:
    if held.identity.role is Role.OFFICE:
        return held.key(instrument)
    if office_code is None:
        raise NotAllowed("unknown_office", office="")
    return Key(office_code, held.identity.year, instrument or catalog.UNIT_SHEET)


def _take(held: Session, key: Key, code: str, device: str) -> None:
    """Choose one device's version of every open row of a question, or of the profile."""
    question = "" if code.casefold() == PROFILE_CODE else full_code(catalog.instrument(key.instrument), code)
    rows = [row for row in conflicts.load_conflicts(held.db, key).open if row.question == question]
    chosen = [(row, version) for row in rows for version in row.versions if _is_by(version, device)]
    if not chosen:
        raise NotAllowed("unknown_version", row=code)
    for row, version in chosen:
        conflicts.resolve(held.db, key, row.row, version.dot, who=held.who, now=held.now)


def _is_by(version: Version, device: str) -> bool:
    named = device.strip().casefold()
    if named == _OWN:
        return version.is_own
    return named in (version.device.casefold(), version.device_label.casefold())


def _conflicts_json(found: Conflicts) -> Json:
    rows: list[Json] = [_row_json(row) for row in found.open]
    return {
        "office": found.key.office,
        "year": found.key.year,
        "instrument": found.key.instrument,
        "range": [rounded_percent(end) for end in found.range],
        "agreed": found.agreed,
        "settled": len(found.settled),
        "rows": rows,
    }


def _row_json(row: RowConflict) -> Json:
    versions: list[Json] = [
        {
            "value": _value_json(version.value),
            "by": version.by,
            "at": moment(version.at),
            "device": version.device,
            "label": version.device_label,
            "own": version.is_own,
            "bundle": version.bundle_id or None,
            "package": version.package_code or None,
            "before": None if version.before is None else _value_json(version.before),
            "evidence": [item.name for item in version.evidence],
            "clock_ok": version.is_clock_believed,
        }
        for version in row.versions
    ]
    return {"row": "/".join(row.row), "code": row.question or None, "versions": versions}


def _value_json(value: object) -> Json:
    match value:
        case Answer():
            return {"value": console.value_json(value.value), "note": value.note}
        case Evidence():
            return {"name": value.name, "note": value.note, "on": value.on}
        case Profile():
            return {"head": value.head, "contact": value.contact, "phone": value.phone}
    return str(value)


def _print(found: Conflicts) -> None:
    name = catalog.register().name_of(found.key.office)
    if not found.open:
        console.tell(f"{name}: tidak ada hal yang berbeda.")
        return
    low, high = (text.number(end) for end in found.range)
    value = low if low == high else f"{low}–{high}"
    console.tell(f"{name} · {len(found.open)} hal berbeda · nilai {value}, belum final")
    sheet = catalog.instrument(found.key.instrument)
    for row in found.open:
        console.tell()
        console.tell(_title(row, sheet.display(row.question) if row.question else ""))
        console.table(
            [
                (
                    "laptop ini" if version.is_own else version.device_label,
                    version.device,
                    _words(version.value),
                    version.by,
                    text.date_short(version.at.astimezone()),
                    "" if version.before is None else f"sebelumnya {_words(version.before)}",
                )
                for version in row.versions
            ]
        )


def _title(row: RowConflict, code: str) -> str:
    if row.row[0] == "evidence":
        return f"{code} · bukti"
    return code or (PROFILE_CODE if row.row == ("profile",) else "/".join(row.row))


def _words(value: object) -> str:
    match value:
        case Answer():
            given = console.value_json(value.value)
            shown = (
                ", ".join(f"{name}={number}" for name, number in given.items())
                if isinstance(given, dict)
                else str(given or "dikosongkan")
            )
            return words.joined((shown, f"“{value.note}”" if value.note else ""))
        case Evidence():
            return words.joined((value.name, value.note, "" if value.on else "dilepas"))
        case Profile():
            return words.joined((value.head, value.contact, value.phone))
    return str(value)
