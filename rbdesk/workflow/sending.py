"""How an office's year leaves the house: gather, build, record; which packages there are; lock and unlock.

Gathering reads the store, building is a job on values, recording writes. `export` does the three in a row.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain import checks, scoring
from rbdesk.domain.assessment import Evidence, Key, Stage
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.submission import Package, Revision, package_code
from rbdesk.domain.typed import clean_text
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle, codec, sealing, signing
from rbdesk.exchange.parts import Written
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, journal, marks, packages, submissions
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.packages import PackageRecord
from rbdesk.store.submissions import Received
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import Json, number_text
from rbdesk.workflow import catalog, holdings, letters, made, office, receipting
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_own

NOT_MARKED, SENT, REPLACED = "belum_ditandai", "dikirim", "digantikan"
LONGEST_REASON = 500  # code points
MOST_REVISIONS = 9999
MOST_PARENTS = 8  # states that a bundle names as those it grew from


@dataclass(frozen=True, slots=True)
class Built:
    """A package as a file; `size` in bytes.

    `package` is all that was gathered, whatever of it was left out. Of a package in `parts` path and bundle id are
    those of the first, which carries the state, and `size` is that of all. `receipt` is its signed text.
    `is_carried`: every file was read back from another disk than the desk's and compared.
    """

    path: Path
    bundle_id: str
    size: int
    package: Package
    receipt: str = ""
    parts: tuple[Written, ...] = ()
    is_carried: bool = False

    @property
    def code(self) -> str:
        """Kode paket."""
        return package_code(self.bundle_id)


@dataclass(frozen=True, slots=True)
class SentPackage:
    """One package of Riwayat paket; `state` "belum_ditandai", "dikirim" or "digantikan".

    `points` and `percent` are exact decimals as text, `size` is in bytes, `evidence` counts the files carried or left
    out because the other side has them. `letter` is the number of the balasan that answers this
    state, 0 before it came.
    """

    revision: int
    final: bool
    made_at: datetime
    made_by: str
    bundle_id: str
    code: str
    path: Path
    size: int
    points: str
    percent: str
    answered: int
    questions: int
    evidence: int
    state: str
    letter: int = 0


def gather_package(
    db: Store, key: Key, *, final: bool, is_open: bool = False, who: str, now: datetime
) -> Package:
    """All that the bytes of a package of this office's year depend on.

    It is sealed to the secretariat if that has asked for it, but for an open one: another laptop of the office could
    not read what is sealed.

    An unchanged state repeats the former revision with its time, hence the bytes; a locked one always gives its
    official package again. Raises NotAllowed: "incomplete" (`count` findings keep the official package back),
    "conflict" (`count` rows differ between laptops), "too_many" revisions, "role".
    """
    must_be_own(db, key.office)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    if snapshot.conflicts():
        raise NotAllowed("conflict", count=len(snapshot.conflicts()))
    last = packages.load_last_package(db, key.office, key.year)
    is_locked = marks.load_stage(db, key.office, key.year).stage is not Stage.OPEN
    if final and not is_locked:
        _must_be_complete(db, key)
    draft = _draft(db, key, snapshot, final=final or is_locked, is_open=is_open, who=who, now=now)
    joined = _list_joined_since(db, key, last)
    # only people read the number; a laptop that has used them all up must not keep this one from sending
    numbers = [record.revision.number for record in joined if record.revision.number < MOST_REVISIONS]
    if last is None:
        states = tuple(record.state_id for record in joined[-MOST_PARENTS:])
        return replace(draft, revision=Revision(max(numbers, default=0) + 1, states, draft.revision.final))
    state = codec.package_state_id(draft)
    if is_locked or _says_the_same(last, draft, state):
        return replace(draft, revision=last.revision, made=last.made)
    if last.revision.number >= MOST_REVISIONS:
        raise NotAllowed("too_many", most=MOST_REVISIONS)
    grown_from = dict.fromkeys((*(record.state_id for record in joined), last.state_id))
    parents = last.revision.parents if last.state_id == state else tuple(grown_from)[-MOST_PARENTS:]
    number = max(last.revision.number, *numbers, 0) + 1
    return replace(draft, revision=Revision(number, parents, draft.revision.final))


def build_package(
    package: Package, device_key: Path, target_folder: Path, progress: Progress = SILENT
) -> Built:
    """Write a package into a folder, signed, read back before it has its name.

    Raises StoreTrouble: the folder takes no file, or ("damaged") the device's key is not whole; NotAllowed:
    "evidence_too_big"; Cancelled.
    """
    try:
        path, bundle_id = bundle.write(package, device_key, target_folder, progress)
    except signing.DamagedKey as error:
        raise StoreTrouble("damaged", str(device_key), str(error)) from error
    receipt = receipting.make_receipt(package, bundle_id, device_key)
    with file_trouble(path):
        return Built(path, bundle_id, path.stat().st_size, package, receipt)


def record_package(db: Store, built: Built, *, who: str, now: datetime) -> Changes:
    """Remember a package that was built; an official one locks the office's year.

    Raises NotAllowed("changed"): the year was edited since it was gathered, so this package must not be called
    official; its file is taken away.
    """
    package = built.package
    year = catalog.edition(package.edition_id).year
    with db.atomic():
        if package.revision.final:
            _must_be_unchanged(db, built, year)
        changes = _keep_package(db, built, year, who=who, now=now)
        if package.revision.final and marks.load_stage(db, package.office, year).stage is Stage.OPEN:
            changes |= _keep_stage(db, package.office, year, Stage.LOCKED, "", who=who, now=now)
    return changes


def list_packages(db: Store, key: Key) -> tuple[SentPackage, ...]:
    """The packages of an office's year, newest first. A newer revision replaces all before it."""
    found = packages.list_packages(db, key.office, key.year)
    newest = found[0].revision.number if found else 0
    said = holdings.load_acknowledged(db) if found else None
    seen = said.holdings.heads if said is not None else ()
    number = said.number if said is not None else 0
    return tuple(_sent_package(record, newest, number if record.state_id in seen else 0) for record in found)


def mark_sent(db: Store, key: Key, bundle_id: str, on: bool, *, who: str, now: datetime) -> Changes:
    """Note that a package was sent, or that it was not. Raises NotAllowed("unknown_package")."""
    with db.atomic():
        record = packages.load_package(db, bundle_id)
        if record is None or (record.office, record.year) != key[:2]:
            raise NotAllowed("unknown_package", bundle_id=bundle_id)
        if (record.sent_at is not None) == on:
            return Changes()
        journal.add(db, "sent", Subject(*key[:2]), (not on,), [bundle_id, on], who=who, now=now)
        packages.keep_sent(db, bundle_id, now if on else None)
    return Changes(frozenset({key}), topics=frozenset({"packages"}))


def unlock(db: Store, key: Key, reason: str, *, who: str, now: datetime) -> Changes:
    """Let an office's year be edited again; the next package is a new revision, changed or not.

    Raises NotAllowed: "too_short" (no reason), "too_long", "role".
    """
    kept = clean_text(reason).strip()
    if not kept:
        raise NotAllowed("too_short", field="reason", least=1)
    if len(kept) > LONGEST_REASON:
        raise NotAllowed("too_long", field="reason", most=LONGEST_REASON)
    with db.atomic():
        must_be_own(db, key.office)
        if marks.load_stage(db, key.office, key.year).stage is Stage.OPEN:
            return Changes()
        packages.end_repeats(db, key.office, key.year)
        changes = _keep_stage(db, key.office, key.year, Stage.OPEN, kept, who=who, now=now)
    return changes | Changes(frozenset({key}))


def export(
    db: Store,
    key: Key,
    target: Path,
    *,
    final: bool,
    is_open: bool = False,
    who: str,
    now: datetime,
    progress: Progress = SILENT,
) -> Built:
    """Gather, build and record in a row; `target` is a folder, or the file's own path (ending in `.zip`).

    Raises as `gather_package` and `build_package`.
    """
    package = gather_package(db, key, final=final, is_open=is_open, who=who, now=now)
    is_file = is_file_name(target)
    folder = target.parent if is_file else target
    built = build_package(package, db.folder.device_key, folder, progress)
    if is_file:
        built = rename(built, target)
    record_package(db, built, who=who, now=now)
    return built


def is_file_name(target: Path) -> bool:
    """True for the path of a package's own file, False for a folder to put it in."""
    return target.suffix.casefold() in (".zip", sealing.SUFFIX) and not target.is_dir()


def rename(built: Built, target: Path) -> Built:
    """Give a package's file another name; a sealed one ends as the age program's files do. Raises StoreTrouble."""
    if built.package.seal_to and target.suffix.casefold() != sealing.SUFFIX:
        target = target.with_name(target.name + sealing.SUFFIX)
    if built.path == target:
        return built
    with file_trouble(target):
        os.replace(built.path, target)
    return replace(built, path=target)


def _list_joined_since(db: Store, key: Key, last: PackageRecord | None) -> list[Received]:
    """Packages of other laptops that were joined after the last package was made here; the newest comes last."""
    made = [
        entry.place
        for entry in journal.list_of_act(db, "package")
        if last is not None and (entry.subject.office, entry.subject.year) == key[:2]
    ]
    since = max(made, default=0)
    return [record for record in submissions.list_received(db, key.year, key.office) if record.place > since]


def _must_be_complete(db: Store, key: Key) -> None:
    year = office.load_year(db, key)
    found = checks.findings(catalog.instrument(key.instrument), year.assessment, year.context)
    count = sum(finding.blocks for finding in found)
    if count:
        raise NotAllowed("incomplete", count=count)


def _draft(
    db: Store, key: Key, snapshot: Snapshot, *, final: bool, is_open: bool, who: str, now: datetime
) -> Package:
    """The package as the first revision."""
    edition = catalog.edition_of_year(key.year)
    return Package(
        edition_id=edition.id,
        edition_hash=edition.hash,
        office=key.office,
        office_name=catalog.register().name_of(key.office),
        device=made.own_device(db),
        replica=db.replica,
        revision=Revision(1, (), final),
        made=made.made_now(db, who=who, now=now),
        snapshot=snapshot,
        blobs=_blobs(db, snapshot),
        enrolment=letters.prove_enrolment(db, key.office),
        seal_to="" if is_open else letters.load_recipient(db),
    )


def _blobs(db: Store, snapshot: Snapshot) -> tuple[tuple[str, Path], ...]:
    """The files that stand and are there; a lost one is missing from the package and listed as such."""
    standing = {
        cell.value.sha256: cell.value.size
        for cells in snapshot.rows.values()
        for cell in cells
        if isinstance(cell.value, Evidence) and cell.value.on
    }
    return tuple(
        (sha256, db.folder.evidence_file(sha256))
        for sha256, size in sorted(standing.items())
        if files.has_file(db.folder, sha256, size)
    )


def _says_the_same(last: PackageRecord, draft: Package, state_id: str) -> bool:
    return (
        last.repeats
        and last.state_id == state_id
        and last.revision.final == draft.revision.final
        and last.evidence == len(draft.blobs)
        and last.device == draft.device.label
    )


def _must_be_unchanged(db: Store, built: Built, year: int) -> None:
    package = built.package
    if assessments.load_vector(db, package.office, year) != dict(package.snapshot.vector):
        for path in (built.path, *(part.path for part in built.parts)):
            files.discard(path)
        raise NotAllowed("changed", path=str(built.path))


def _keep_package(db: Store, built: Built, year: int, *, who: str, now: datetime) -> Changes:
    known = packages.load_package(db, built.bundle_id)
    if known is not None and known.path == built.path:
        return Changes()
    package = built.package
    new: dict[str, Json] = {
        "bundle_id": built.bundle_id,
        "revision": package.revision.number,
        "final": package.revision.final,
        "name": built.path.name,
        "files": [sha256 for sha256, _ in sorted(package.blobs)],
        "parts": [[part.number, part.bundle_id, part.path.name, part.size] for part in built.parts],
        "receipt": built.receipt,
    }
    journal.add(db, "package", Subject(package.office, year), (), new, who=who, now=now)
    if known is None:
        packages.add_package(db, _package_record(built, year))
    else:
        packages.keep_path(db, built.bundle_id, built.path)
    return Changes(frozenset({Key(package.office, year, catalog.UNIT_SHEET)}), topics=frozenset({"packages"}))


def _package_record(built: Built, year: int) -> PackageRecord:
    package = built.package
    key = Key(package.office, year, catalog.UNIT_SHEET)
    assessment = assessments.to_assessment(package.snapshot, key)
    sheet = scoring.score(catalog.instrument(key.instrument), assessment.answers)
    return PackageRecord(
        bundle_id=built.bundle_id,
        office=package.office,
        year=year,
        revision=package.revision,
        state_id=codec.package_state_id(package),
        made=package.made,
        device=package.device.label,
        path=built.path,
        size=built.size,
        points=number_text(scoring.to_decimal(sheet.total)),
        percent=number_text(scoring.to_decimal(sheet.percent())),
        answered=sheet.answered[scoring.ROOT],
        questions=sheet.questions[scoring.ROOT],
        evidence=len(package.blobs),
    )


def _keep_stage(
    db: Store, code: str, year: int, stage: Stage, reason: str, *, who: str, now: datetime
) -> Changes:
    before = marks.load_stage(db, code, year).stage
    new = {"stage": stage.value, "reason": reason}
    entry = journal.add(db, "stage", Subject(code, year), (before.value,), new, who=who, now=now)
    marks.keep_stage(db, code, year, stage, at=entry.edit.at, by=entry.edit.by)
    return Changes(frozenset({Key(code, year, catalog.UNIT_SHEET)}), topics=frozenset({"stage"}))


def _sent_package(record: PackageRecord, newest: int, letter: int) -> SentPackage:
    state = REPLACED if record.revision.number < newest else SENT if record.sent_at else NOT_MARKED
    return SentPackage(
        revision=record.revision.number,
        final=record.revision.final,
        made_at=record.made.at,
        made_by=record.made.by,
        bundle_id=record.bundle_id,
        code=package_code(record.bundle_id),
        path=record.path,
        size=record.size,
        points=record.points,
        percent=record.percent,
        answered=record.answered,
        questions=record.questions,
        evidence=record.evidence,
        state=state,
        letter=letter,
    )
