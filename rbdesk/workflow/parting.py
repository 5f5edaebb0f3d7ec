"""Sending in parts and only what is missing: planned with sizes first, written all or none, one revision.

The plan and the writing are jobs on values; what is written is recorded with `sending.record_package`.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain.assessment import Key
from rbdesk.domain.submission import Package
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import carrying, parts, signing
from rbdesk.exchange.parts import LEAST_PART_BYTES as LEAST_PART_BYTES
from rbdesk.exchange.parts import PartPlan as PartPlan
from rbdesk.exchange.parts import PlannedFile as PlannedFile
from rbdesk.exchange.parts import PlannedPart as PlannedPart
from rbdesk.exchange.parts import Written as Written
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import journal, packages
from rbdesk.store.database import Store
from rbdesk.store.trouble import file_trouble
from rbdesk.workflow import holdings, places, receipting, sending
from rbdesk.workflow.sending import Built

# The most bytes of one file, by the desk's `package_limit`; None: one file, as large as it is
LIMITS: Mapping[str, int | None] = {
    "whatsapp15": parts.WHATSAPP_BYTES,
    "whatsapp95": parts.WHATSAPP_LARGE_BYTES,
    "mail14": parts.MAIL_BYTES,
    "stick": None,
}

NOTHING_SENT, ACKNOWLEDGED, SENT, MADE = "", "acknowledged", "sent", "made"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the other side has already, by SHA-256, and how this is known.

    `kind` "acknowledged": the balasan with `number` says so · "sent": packages up to revision `number` were marked as
    sent · "made": only that the package of revision `number` was made · "": nothing is known, all has to go.
    """

    kind: str = NOTHING_SENT
    number: int = 0
    held: frozenset[str] = frozenset()


ALL = Basis()  # kirim semua

# what `make_parts` is at, as the first word of its label; the number of the file and how many there are follow
WRITE, CHECK, CARRY, COMPARE = "write", "check", "carry", "compare"


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave now: everything (`whole`), or only what the other side lacks (`difference`) by the `basis`.

    `wanted` are the files that the newest balasan asks for and that are here. `is_sealed`: only the secretariat will
    be able to read what is written.
    """

    whole: PartPlan
    difference: PartPlan
    basis: Basis
    wanted: tuple[PlannedFile, ...]
    is_sealed: bool = False


def load_basis(db: Store, key: Key) -> Basis:
    """What a sending of only the difference may leave out: what the last balasan has, else what was sent before."""
    said = holdings.load_acknowledged(db)
    if said is not None:
        return Basis(ACKNOWLEDGED, said.number, frozenset(said.holdings.have))
    made = packages.list_packages(db, key.office, key.year)
    marked = [record for record in made if record.sent_at is not None]
    counted = marked or made[:1]
    files = _load_files(db)
    held = frozenset(sha256 for record in counted for sha256 in files.get(record.bundle_id, ()))
    if not held:
        return ALL
    number = max(record.revision.number for record in counted)
    return Basis(SENT if marked else MADE, number, held)


def load_preview(db: Store, key: Key, *, limit: int | None, who: str, now: datetime) -> Preview:
    """What a package of this year would be made of now, with sizes; writes nothing.

    Raises as `sending.gather_package` for one that is not official, and `plan_sending`.
    """
    package = sending.gather_package(db, key, final=False, who=who, now=now)
    basis = load_basis(db, key)
    whole = plan_sending(package, limit=limit)
    said = holdings.load_acknowledged(db)
    asked = frozenset(said.holdings.want) if said is not None else frozenset()
    return Preview(
        whole=whole,
        difference=plan_sending(package, limit=limit, basis=basis) if basis.held else whole,
        basis=basis,
        wanted=tuple(file for file in whole.carried if file.sha256 in asked),
        is_sealed=bool(package.seal_to),
    )


def plan_sending(package: Package, *, limit: int | None, basis: Basis = ALL) -> PartPlan:
    """How a gathered package would leave in files of at most `limit` bytes, each with its size; writes nothing.

    Raises NotAllowed: "part_too_small" (`size`: the least, in bytes), "too_many_parts" (`most`).
    """
    if limit is not None and limit < LEAST_PART_BYTES:
        raise NotAllowed("part_too_small", size=LEAST_PART_BYTES)
    try:
        return parts.plan(package, limit=limit, held=basis.held)
    except ValueError as error:  # a file that cannot be cut so small
        raise NotAllowed("too_many_parts", most=parts.MOST_PARTS) from error
    except NotAllowed as error:
        if error.what != "evidence_too_big":
            raise
        raise NotAllowed("too_many_parts", most=parts.MOST_PARTS) from error


def build_parts(
    plan: PartPlan, package: Package, device_key: Path, folder: Path, progress: Progress = SILENT
) -> Built:
    """Write the files of a plan into a folder, all or none; each was read back before it has its name.

    `package` is what the plan was made of. Raises as `sending.build_package`.
    """
    try:
        written = parts.write(plan, device_key, folder, progress)
    except signing.DamagedKey as error:
        raise StoreTrouble("damaged", str(device_key), str(error)) from error
    return _built(written, package, device_key)


def carry_parts(built: Built, folder: Path, progress: Progress = SILENT) -> Built:
    """Copy a package that was made to a stick, all its files or none; each copy was read back from it and compared.

    Only after this may a person be told that the stick can be pulled out. Raises StoreTrouble, Cancelled.
    """
    sources = [(part.path, part.size) for part in built.parts] or [(built.path, built.size)]
    total, before = sum(size for _, size in sources), 0
    carried: list[Path] = []
    try:
        for source, size in sources:
            carried.append(carrying.carry(source, folder, _shifted(progress, before, size, total)))
            before += size
    except BaseException:
        for path in carried:
            path.unlink(missing_ok=True)
        raise
    progress.step(total, total)
    moved = tuple(replace(part, path=path) for part, path in zip(built.parts, carried, strict=False))
    return replace(built, path=carried[0], parts=moved, is_carried=True)


def make_package(
    package: Package,
    limit: int | None,
    basis: Basis,
    desk: DeskFolder,
    folder: Path,
    progress: Progress = SILENT,
) -> Built:
    """Plan and write a gathered package: the job behind the window's buttons.

    Raises as `plan_sending` and `make_parts`.
    """
    return make_parts(plan_sending(package, limit=limit, basis=basis), package, desk, folder, progress)


def make_parts(
    plan: PartPlan, package: Package, desk: DeskFolder, folder: Path, progress: Progress = SILENT
) -> Built:
    """Write the files of a plan where they are wanted; on another disk than the desk's as `carry_parts` does.

    The labels of its progress say what it is at and with which file, "write 2 3". Raises as `build_parts` and
    `carry_parts`.
    """
    sizes = tuple(part.size for part in plan.parts)
    if not places.is_another_disk(folder, desk.root):
        named = _named(progress, sizes, WRITE, CHECK)
        return build_parts(plan, package, desk.device_key, folder, named)
    with file_trouble(folder):
        folder.mkdir(parents=True, exist_ok=True)
    workshop = desk.quarantine / "keluar"
    shutil.rmtree(workshop, ignore_errors=True)  # of a program that was stopped
    try:
        first = _shifted(progress, 0, plan.size, 2 * plan.size)
        built = build_parts(plan, package, desk.device_key, workshop, _named(first, sizes, WRITE, CHECK))
        second = _shifted(progress, plan.size, plan.size, 2 * plan.size)
        return carry_parts(built, folder, _named(second, sizes, CARRY, COMPARE))
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def export(
    db: Store,
    key: Key,
    target: Path,
    *,
    final: bool,
    is_open: bool = False,
    limit: int | None = None,
    basis: Basis = ALL,
    who: str,
    now: datetime,
    progress: Progress = SILENT,
) -> Built:
    """Gather, plan, make and record in a row; `target` is a folder, or one file's own path (ending in `.zip`).

    Raises as `sending.gather_package`, `plan_sending` and `make_parts`; NotAllowed("parts_need_folder", count):
    several files cannot bear one name.
    """
    package = sending.gather_package(db, key, final=final, is_open=is_open, who=who, now=now)
    plan = plan_sending(package, limit=limit, basis=basis)
    is_file = sending.is_file_name(target)
    if is_file and len(plan.parts) > 1:
        raise NotAllowed("parts_need_folder", count=len(plan.parts))
    built = make_parts(plan, package, db.folder, target.parent if is_file else target, progress)
    if is_file:
        built = sending.rename(built, target)
    sending.record_package(db, built, who=who, now=now)
    return built


def list_parts(db: Store, bundle_id: str) -> tuple[Written, ...]:
    """The files of a package that was made in parts, by number; empty for one that is one file."""
    record = packages.load_package(db, bundle_id)
    if record is None:
        return ()
    for entry in reversed(journal.list_of_act(db, "package")):
        if isinstance(entry.new, Mapping) and entry.new.get("bundle_id") == bundle_id:
            listed = entry.new.get("parts", [])
            assert isinstance(listed, list)  # we wrote it
            return tuple(
                Written(int(number), record.path.parent / str(name), str(part_id), int(size))
                for number, part_id, name, size in listed
            )
    return ()


def load_proof(db: Store, bundle_id: str) -> tuple[tuple[Written, ...], str]:
    """The files of a package as `list_parts`, and the text of its receipt as `receipting.load_receipt`."""
    return list_parts(db, bundle_id), receipting.load_receipt(db, bundle_id)


def _built(written: tuple[Written, ...], package: Package, device_key: Path) -> Built:
    state = written[0]
    return Built(
        path=state.path,
        bundle_id=state.bundle_id,
        size=sum(part.size for part in written),
        package=package,
        receipt=receipting.make_receipt(package, state.bundle_id, device_key),
        parts=written if len(written) > 1 else (),
    )


def _load_files(db: Store) -> dict[str, tuple[str, ...]]:
    """Which files the receiver of each package of this desk has, by bundle id."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in journal.list_of_act(db, "package"):
        if isinstance(entry.new, Mapping):
            listed = entry.new.get("files", [])
            assert isinstance(listed, list)  # we wrote it
            found[str(entry.new["bundle_id"])] = tuple(str(sha256) for sha256 in listed)
    return found


def _shifted(progress: Progress, before: int, share: int, total: int) -> Progress:
    """One step's progress as its share of the whole."""
    return Progress(
        lambda done, of, label: progress.step(before + (share * done // of if of else 0), total, label)
    )


def _named(progress: Progress, sizes: tuple[int, ...], first: str, second: str) -> Progress:
    """A progress over files of these sizes that says which of them it is at, and in which half of its way."""
    total = sum(sizes)

    def tell(done: int, of: int, _: str) -> None:
        at, number = (total * done // of if of else 0), 1
        while number < len(sizes) and at >= sizes[number - 1]:
            at -= sizes[number - 1]
            number += 1
        step = first if 2 * at < sizes[number - 1] else second
        progress.step(done, of, f"{step} {number} {len(sizes)}")

    return Progress(tell)
