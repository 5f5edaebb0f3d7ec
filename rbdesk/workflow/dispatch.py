"""What the secretariat sends: a balasan or a berkas aktivasi to an office, its rulings to its other desks.

One desk coordinates and alone writes to offices, so that their letters have one row of numbers. An unchanged letter
is sent again with its former number and bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from rbdesk.domain import conflict
from rbdesk.domain.assessment import Evidence
from rbdesk.domain.correspondence import (
    ACTIVATION,
    DESK,
    RETURN,
    Activation,
    DeskPackage,
    Header,
    Holdings,
    ReturnPackage,
    YearSettings,
    kind_of,
)
from rbdesk.domain.lineage import Edit, Snapshot, Vector
from rbdesk.domain.submission import Made, Revision
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle, editions, enrolment, signing
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, journal, reviews, settings, submissions
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.trouble import file_trouble
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, conditions, followups, letters, made, setup, verification
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.letters import LastLetter, SentLetter

Letter = TypeVar("Letter", ReturnPackage, Activation, DeskPackage)

MOST_REVISIONS = 9999
MOST_DIGESTS = 4000  # that a list of holdings may have


def gather_return(db: Store, office: str, *, who: str, now: datetime) -> ReturnPackage:
    """All that a balasan to an office says now; as last time where nothing has changed since.

    It may be made before all questions are judged; only one that has no open question is final. Raises NotAllowed:
    "role", "unknown_office", "not_sent" (the office has sent nothing), "verifiers_differ" (`count` rows).
    """
    must_be_secretariat(db)
    _must_be_office(office)
    year = int(settings.load_fact(db, "year"))
    snapshot = assessments.load_snapshot(db, office, year)
    if not snapshot.vector:
        raise NotAllowed("not_sent", office=office)
    rulings = reviews.list_rulings(db, year, office)
    differing = verification.list_differing(snapshot, office, rulings)
    if differing:
        raise NotAllowed("verifiers_differ", count=len(differing))
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    is_whole = not verification.open_rows(sheet, snapshot, office, rulings)
    holdings = _holdings(db, office, year, snapshot)
    advice = followups.gather_advice(db, office, year, now.date())
    marks = conditions.gather_marks(db, office, year)
    edits = [
        *(ruling.edit for ruling in rulings),
        *(item.edit for item in advice),
        *(mark.edit for mark in marks),
    ]

    def draft(seq: int, number: int, making: Made) -> ReturnPackage:
        header = _header(db, office, year, number, making, edits, final=is_whole)
        roster = letters.load_roster_notice(db, office, seq)
        return ReturnPackage(header, seq, rulings, advice, roster, holdings, marks)

    return _as_last_time(db, office, RETURN, draft, who=who, now=now)


def make_return(
    db: Store, office: str, target: Path, *, who: str, now: datetime, progress: Progress = SILENT
) -> SentLetter:
    """Gather, write and record a balasan; `target` is a folder, or the file's own path (ending in `.zip`).

    Raises as `gather_return`, `build_letter`.
    """
    package = gather_return(db, office, who=who, now=now)
    built = build_letter(package, db.folder.device_key, target, progress)
    record_letter(db, built, who=who, now=now)
    return built


def gather_activation(db: Store, office: str, *, who: str, now: datetime) -> Activation:
    """All that an office needs to begin a year; it gets one token, the first time, and keeps it.

    Raises NotAllowed: "role", "unknown_office".
    """
    must_be_secretariat(db)
    _must_be_office(office)
    identity = setup.load_identity(db)
    edition = catalog.edition_of_year(identity.year)
    token = letters.load_token(db, office) or enrolment.make_token(office)
    contents = tuple((iid, editions.file_bytes(catalog.instrument_data(iid))) for iid, _ in edition.hashes)
    year_settings = YearSettings(
        target=identity.target,
        deadlines=identity.deadlines,
        most_of_a_file=identity.most_of_a_file,
        most_of_all=identity.most_of_all,
        encrypts=letters.is_sealing(db),
    )
    advice = followups.gather_advice(db, office, identity.year, now.date())
    marks = conditions.gather_marks(db, office, identity.year)
    edits = [*(item.edit for item in advice), *(mark.edit for mark in marks)]

    def draft(seq: int, number: int, making: Made) -> Activation:
        header = _header(db, office, identity.year, number, making, edits, final=True)
        roster = letters.load_roster_notice(db, office, seq)
        return Activation(header, seq, edition, contents, advice, roster, token, year_settings, marks)

    return _as_last_time(db, office, ACTIVATION, draft, who=who, now=now)


def activate(
    db: Store, office: str, target: Path, *, who: str, now: datetime, progress: Progress = SILENT
) -> SentLetter:
    """Gather, write and record an office's berkas aktivasi; `target` as of `make_return`.

    Raises as `gather_activation`, `build_letter`.
    """
    package = gather_activation(db, office, who=who, now=now)
    built = build_letter(package, db.folder.device_key, target, progress)
    record_letter(db, built, who=who, now=now)
    return built


def gather_rulings(db: Store, *, who: str, now: datetime) -> DeskPackage:
    """All rulings that this desk knows, for the other desks of the secretariat. Raises NotAllowed("role")."""
    must_be_secretariat(db)
    year = int(settings.load_fact(db, "year"))
    code = catalog.register().code
    rulings = reviews.list_rulings(db, year)

    def draft(seq: int, _: int, making: Made) -> DeskPackage:
        edits = [ruling.edit for ruling in rulings]
        return DeskPackage(_header(db, code, year, seq, making, edits, final=True), rulings)

    return _as_last_time(db, code, DESK, draft, who=who, now=now)


def export_rulings(
    db: Store, target: Path, *, who: str, now: datetime, progress: Progress = SILENT
) -> SentLetter:
    """Gather, write and record the rulings of this desk; `target` as of `make_return`.

    Raises as `gather_rulings`, `build_letter`.
    """
    package = gather_rulings(db, who=who, now=now)
    built = build_letter(package, db.folder.device_key, target, progress)
    record_letter(db, built, who=who, now=now)
    return built


def build_letter(
    package: ReturnPackage | Activation | DeskPackage,
    device_key: Path,
    target: Path,
    progress: Progress = SILENT,
) -> SentLetter:
    """Write a letter, signed, read back before it has its name; `target` is a folder, or a path ending in `.zip`.

    Raises StoreTrouble: the folder takes no file, or ("damaged") the device's key is not whole; Cancelled.
    """
    is_file = target.suffix.casefold() == ".zip" and not target.is_dir()
    state_id = bundle.contents_of(package).state_id
    try:
        path, bundle_id = bundle.write(package, device_key, target.parent if is_file else target, progress)
    except signing.DamagedKey as error:
        raise StoreTrouble("damaged", str(device_key), str(error)) from error
    if is_file and path != target:
        with file_trouble(target):
            os.replace(path, target)
        path = target
    return SentLetter(path, bundle_id, state_id, package)


def record_letter(db: Store, built: SentLetter, *, who: str, now: datetime) -> Changes:
    """Remember a letter that was written; the very letter that was remembered before changes nothing."""
    package = built.package
    kind, header = kind_of(package), package.header
    year = catalog.edition(header.edition_id).year
    with db.atomic():
        must_be_secretariat(db)
        last = letters.load_last(db, header.office, kind)
        if last is not None and last.bundle_id == built.bundle_id:
            return Changes()
        seq = header.revision.number if isinstance(package, DeskPackage) else package.seq
        new: dict[str, Json] = {
            "bundle_id": built.bundle_id,
            "kind": kind,
            "seq": seq,
            "name": built.path.name,
        }
        journal.add(db, "letter", Subject(header.office, year), (), new, who=who, now=now)
        if isinstance(package, Activation):
            letters.keep_token(db, package.token)
        rulings = "" if isinstance(package, Activation) else verification.rulings_digest(package.rulings)
        number = header.revision.number
        kept = LastLetter(seq, number, built.bundle_id, built.state_id, header.made, rulings)
        letters.keep_last(db, header.office, kind, kept)
    return Changes(topics=frozenset({"inbox", "review"}))


def _as_last_time(
    db: Store, office: str, kind: str, draft: Callable[[int, int, Made], Letter], *, who: str, now: datetime
) -> Letter:
    """The last letter of the kind where it says what a letter would say now, else the next one.

    `draft` is given its place among all letters to the office, and its number among those of its kind.
    """
    last = letters.load_last(db, office, kind)
    if last is not None and not letters.was_restored_since(db, office):
        again = draft(last.seq, last.number, last.made)
        if bundle.contents_of(again).state_id == last.state_id:
            return again
    number = last.number + 1 if last is not None else 1
    return draft(letters.load_next_seq(db, office), number, made.made_now(db, who=who, now=now))


def _header(
    db: Store, office: str, year: int, number: int, making: Made, edits: Iterable[Edit], *, final: bool
) -> Header:
    edition = catalog.edition_of_year(year)
    return Header(
        edition_id=edition.id,
        edition_hash=edition.hash,
        office=office,
        office_name=catalog.register().name_of(office),
        device=made.own_device(db),
        replica=db.replica,
        vector=_vector(edits),
        revision=Revision(min(number, MOST_REVISIONS), (), final),
        made=making,
    )


def _vector(edits: Iterable[Edit]) -> Vector:
    """The newest event that is carried of each desk."""
    found: dict[str, int] = {}
    for edit in edits:
        found[edit.replica] = max(edit.n, found.get(edit.replica, 0))
    return found


def _holdings(db: Store, office: str, year: int, snapshot: Snapshot) -> Holdings:
    """Which files of an office are here and which are wanted, and the states that came."""
    standing = {
        cell.value.sha256: cell.value.size
        for cells in snapshot.rows.values()
        for cell in cells
        if isinstance(cell.value, Evidence) and cell.value.on
    }
    have = {sha256 for sha256, size in standing.items() if files.has_file(db.folder, sha256, size)}
    received = submissions.list_received(db, year, office)
    heads = {received[place].state_id for place in conflict.heads([record.vector for record in received])}
    want = sorted(set(standing) - have)
    return Holdings(tuple(sorted(have))[:MOST_DIGESTS], tuple(want[:MOST_DIGESTS]), tuple(sorted(heads)))


def _must_be_office(office: str) -> None:
    if catalog.register().office(office) is None:
        raise NotAllowed("unknown_office", office=office)
