"""`rbdesk unlock`, `verify` and `merge`: packages judged and taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import click

from rbdesk import messages, wording
from rbdesk.cli import console, joining, receipts, rulings, words
from rbdesk.cli.console import Json
from rbdesk.cli.exits import NOT_IN_ORDER
from rbdesk.cli.receipts import Outcome
from rbdesk.cli.session import Session, session
from rbdesk.domain.correspondence import EvidencePackage
from rbdesk.domain.merge import Fate, MergePlan, PlannedFile, plan_merge
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Part, Revision
from rbdesk.errors import StoreTrouble
from rbdesk.workflow import catalog, quarantine, secretariat, sending

_APPLIED = frozenset({Fate.NEW, Fate.NEWER, Fate.BRANCHED})
_OF_ONE_FILE = "io"
_IN_ORDER = frozenset({Fate.NEW, Fate.NEWER, Fate.SAME, Fate.OLDER})


@click.command(
    "unlock",
    cls=words.Command,
    help="Buka kunci penilaian untuk revisi; paket baru menjadi revisi berikutnya.",
)
@words.desk_argument
@click.option("--reason", metavar="TEKS", required=True, help="Alasan membuka kunci.")
def unlock(desk: Path, reason: str) -> None:
    """Let the year be edited again."""
    with session(desk, Role.OFFICE) as held:
        changes = sending.unlock(held.db, held.key(None), reason, who=held.who, now=held.now)
    console.tell("Kunci dibuka." if changes else "Penilaian ini memang tidak terkunci.")


@click.command(
    "verify",
    cls=words.Command,
    help="Periksa paket tanpa mengambilnya; tanpa --desk tidak satu kunci pun dikenal.",
)
@click.argument("files", metavar="BERKAS|FOLDER …", nargs=-1, required=True, type=words.place)
@click.option(
    "--desk", metavar="DESK", type=words.place, help="Folder data yang daftar perangkatnya dipakai."
)
@words.json_option
@click.pass_context
def verify(ctx: click.Context, files: Sequence[Path], desk: Path | None, as_json: bool) -> None:
    """Judge bundles without taking them in."""
    bundles, said = receipts.apart(files)
    if desk is None:
        outcomes = receipts.judge(None, said)
        plan = plan_merge({}, secretariat.read_packages(bundles, (), None, console.progress()))
        digest = ""
    else:
        with session(desk) as held:
            trust = secretariat.load_trust(held.db)
            outcomes = receipts.judge(held, said)
            found = secretariat.read_packages(bundles, trust, None, console.progress())
            items, of_other_kinds = rulings.apart(found)
            plan = secretariat.load_plan(held.db, items)
            plan = replace(plan, files=(*plan.files, *rulings.judge(held, of_other_kinds)))
            digest = secretariat.load_digest(held.db)
    _report(plan, outcomes, as_json=as_json, applied=0, digest=digest)
    is_empty = not plan.files and not outcomes
    if is_empty or any(not outcome.is_in_order for outcome in outcomes):
        ctx.exit(NOT_IN_ORDER)
    if any(not file.is_accepted and file.fate not in _IN_ORDER for file in plan.files):
        ctx.exit(NOT_IN_ORDER)


@click.command(
    "merge", cls=words.Command, help="Gabungkan paket; berkas yang rusak tidak menghentikan yang lain."
)
@words.desk_argument
@click.argument("files", metavar="BERKAS|FOLDER …", nargs=-1, required=True, type=words.place)
@click.option("--dry-run", is_flag=True, help="Hanya tampilkan rencananya.")
@click.option(
    "--confirm",
    metavar="ANGKA",
    default="",
    help="Di kecamatan: 30 angka laptop lain yang baru, atau dua kelompok terakhirnya.",
)
@words.json_option
@click.pass_context
def merge(
    ctx: click.Context, desk: Path, files: Sequence[Path], dry_run: bool, confirm: str, as_json: bool
) -> None:
    """Plan, apply and report; at an office the packages of its other laptops."""
    with session(desk) as held:
        if held.identity.role is Role.OFFICE:
            _join(ctx, held, files, dry_run=dry_run, confirm=confirm, as_json=as_json)
            return
        staging = None if dry_run else secretariat.staging_folder(held.db.folder.root)
        try:
            trust = secretariat.load_trust(held.db)
            found = secretariat.read_packages(files, trust, staging, console.progress())
            items, of_other_kinds = rulings.apart(found)
            plan = secretariat.load_plan(held.db, items)
            trouble = None
            if not dry_run:
                plan, trouble = _take_in(held, plan)
                if trouble is None:
                    plan, trouble = _take_in_released(held, plan, staging)
            joined = rulings.judge(held, of_other_kinds, takes_in=not dry_run)
            plan = replace(plan, files=(*plan.files, *joined))
        finally:
            if not dry_run:
                secretariat.drop_staging(held.db.folder.root)
        digest = secretariat.load_digest(held.db)
    applied = 0 if dry_run else sum(file.fate in _APPLIED for file in plan.files)
    _report(plan, as_json=as_json, applied=applied, digest=digest)
    if trouble is not None:
        raise trouble
    if not plan.files or any(file.fate not in _IN_ORDER for file in plan.files):
        ctx.exit(NOT_IN_ORDER)


def _join(
    ctx: click.Context,
    held: Session,
    files: Sequence[Path],
    *,
    dry_run: bool,
    confirm: str,
    as_json: bool,
) -> None:
    plan, joined = joining.join(held, files, dry_run=dry_run, confirm=confirm)
    applied = 0 if dry_run else sum(file.fate in _APPLIED for file in plan.files)
    digest = secretariat.load_digest(held.db)
    _report(plan, as_json=as_json, applied=applied, digest=digest, said=wording.JOINED)
    if not as_json:
        joining.tell_join(joined)
    if joined.clash or not plan.files or any(not file.is_accepted for file in plan.files):
        ctx.exit(NOT_IN_ORDER)


def _take_in(held: Session, plan: MergePlan) -> tuple[MergePlan, StoreTrouble | None]:
    """Take the files in one by one; what became of each, and the machine's trouble if there was any.

    Trouble with one file leaves the others to be tried; a full, locked or damaged desk ends it.
    """
    trouble: StoreTrouble | None = None
    outcomes: list[PlannedFile] = []
    for file in console.progress().each(plan.files):
        if trouble is None or trouble.kind == _OF_ONE_FILE:
            try:
                secretariat.accept(held.db, replace(plan, files=(file,)), who=held.who, now=held.now)
            except StoreTrouble as error:
                trouble = error
            else:
                outcomes.append(file)
                continue
        code = messages.sentence(trouble).code
        outcomes.append(replace(file, fate=Fate.REFUSED, code=code, facts=()))
    return replace(plan, files=tuple(outcomes)), trouble


def _take_in_released(
    held: Session, plan: MergePlan, staging: Path | None
) -> tuple[MergePlan, StoreTrouble | None]:
    """Take in what waited in quarantine for a device that one of these files has enrolled; the plan with those files."""
    released = quarantine.list_released(held.db)
    if not released:
        return plan, None
    found = secretariat.read_packages(released, secretariat.load_trust(held.db), staging, console.progress())
    items, of_other_kinds = rulings.apart(found)
    more, trouble = _take_in(held, secretariat.load_plan(held.db, items))
    joined = rulings.judge(held, of_other_kinds, takes_in=trouble is None)
    return replace(plan, files=(*plan.files, *more.files, *joined)), trouble


def _report(
    plan: MergePlan,
    outcomes: Sequence[Outcome] = (),
    *,
    as_json: bool,
    applied: int,
    digest: str,
    said: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Print what became of each file; `said` are sentences by code that hold here in the place of the usual ones."""
    if as_json:
        files: list[Json] = [_file_json(file, said) for file in plan.files]
        files += [receipts.outcome_json(outcome) for outcome in outcomes]
        console.document({"files": files, "applied": applied, "digest": digest})
        return
    if not plan.files and not outcomes:
        console.say("Tidak ada berkas paket di sana.")
        return
    console.table(
        [
            (
                file.fate.value,
                file.code,
                catalog.register().name_of(file.office),
                file.name,
                _message(file, said),
            )
            for file in plan.files
        ]
        + [receipts.line(outcome) for outcome in outcomes],
        heads=("hasil", "kode", "kecamatan", "berkas", "keterangan"),
    )
    fates = Counter(file.fate for file in plan.files)
    if fates:
        console.tell(
            ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate if fates[fate])
            + f"; {applied} digabung."
        )
    if digest:
        console.tell(f"Sidik data: {digest}")


def _file_json(file: PlannedFile, said: Mapping[str, str]) -> Json:
    item = file.submission or file.delivery
    revision, part = _revision(file)
    facts: dict[str, Json] = dict(file.facts)
    return {
        "path": str(file.path),
        "code": file.code,
        "office": file.office or None,
        "revision": revision.number if revision else None,
        "final": revision.final if revision else None,
        "state_id": item.state_id if item else None,
        "bundle_id": file.bundle_id or None,
        "message": _message(file, said),
        "facts": facts,
        "warnings": list(item.warnings) if item else [],
        "part": [part.number, part.count] if part else None,
    }


def _revision(file: PlannedFile) -> tuple[Revision | None, Part | None]:
    """Which package a file is, or further evidence of which; and which part of how many."""
    if file.submission is not None:
        return file.submission.package.revision, file.submission.package.part
    package = file.delivery.package if file.delivery else None
    if isinstance(package, EvidencePackage):
        return package.header.revision, package.part
    return None, None


def _message(file: PlannedFile, said: Mapping[str, str]) -> str:
    if file.code in said:
        return said[file.code]
    facts = dict(file.facts)
    if "owner" in facts:
        facts["owner"] = catalog.register().name_of(facts["owner"])
    what, todo = messages.bundle_sentence(file.code, facts)
    return f"{what} {todo}".strip()
