"""What the secretariat does: read packages, see a plan, take them in, know devices, compare the offices.

It never edits an office's answers and never chooses between two laptops. What is shown is computed from the rows
held, so that the order in which packages arrive leaves no trace in it.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from rbdesk.domain import conflict
from rbdesk.domain.correspondence import EVIDENCE, STATE, Delivery
from rbdesk.domain.instrument import Band, Instrument
from rbdesk.domain.lineage import NOTHING, Snapshot
from rbdesk.domain.merge import Fate, HeldKey, MergePlan, PlannedFile, plan_merge
from rbdesk.domain.office import Office
from rbdesk.domain.roster import Enrolment
from rbdesk.domain.scoring import ROOT, ScoreSheet, band
from rbdesk.domain.submission import Refusal, Submission
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle, codec
from rbdesk.exchange.stages import Trust
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.store import archive, assessments, carriages, journal, parcels, settings, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.submissions import Received as Received
from rbdesk.workflow import arrivals, catalog, intake, quarantine, verification
from rbdesk.workflow.arrivals import load_missing as load_missing
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import LONGEST_LABEL as LONGEST_LABEL
from rbdesk.workflow.devices import LONGEST_REASON as LONGEST_REASON
from rbdesk.workflow.devices import Trusted as Trusted
from rbdesk.workflow.devices import enrol as enrol
from rbdesk.workflow.devices import list_roster as list_roster
from rbdesk.workflow.devices import list_waiting as list_waiting
from rbdesk.workflow.devices import load_trust as load_trust
from rbdesk.workflow.devices import revoke as revoke
from rbdesk.workflow.doubts import Doubts
from rbdesk.workflow.former import Former, load_former
from rbdesk.workflow.former import comparable_sheet as comparable_sheet
from rbdesk.workflow.points import point_before
from rbdesk.workflow.provenance import Origin as Origin
from rbdesk.workflow.provenance import load_origin as load_origin

UNIT_SHEET = catalog.UNIT_SHEET
NOT_SENT, RECEIVED, NEEDS_ACTION = "belum_kirim", "diterima", "perlu_tindakan"
FILES_A_WRITE = 20
CONFLICT, BRANCHED, QUARANTINED, REFUSED = "conflict", "branched", "quarantined", "refused"


@dataclass(frozen=True, slots=True)
class OfficeStatus:
    """How an office stands: what it sent, what that is worth, what keeps it from being settled.

    `points` and `percent` are None while nothing was sent or laptops differ; then `range` gives the least and
    the most percent. `status` is "belum_kirim", "diterima", "perlu_tindakan", "diverifikasi" (rulings were begun) or
    "selesai" (the last balasan carries all of them and no question is open); `reason` "", "conflict",
    "branched" (two histories that agree), "quarantined" or "refused:RB-…". `evidence_missing` counts files.
    """

    office: Office
    status: str
    revision: int | None = None
    received: datetime | None = None
    final: bool = False
    points: Fraction | None = None
    percent: Fraction | None = None
    range: tuple[Fraction, Fraction] | None = None
    band: Band | None = None
    answered: int = 0
    questions: int = 0
    conflicts: int = 0
    evidence_missing: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken in and that nobody has put away; `office` may be what its name claims."""

    id: int
    name: str
    code: str
    facts: tuple[tuple[str, str], ...]
    office: str
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """A year at the secretariat: every office in the register's order, open refusals, how many offices have sent.

    `digest` names all that is held, whatever the order in which it came.
    """

    year: int
    offices: tuple[OfficeStatus, ...]
    refusals: tuple[RefusedFile, ...]
    received: int
    digest: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One office beside the others. `sheet` is None where it has no one score; `missing` says why.

    `missing` is "", "not_sent", "refused", "quarantined" or "conflict"; `former` is what is known of the year before.
    """

    office: Office
    sheet: ScoreSheet | None
    final: bool
    missing: str
    former: Former | None = None

    @property
    def change(self) -> Fraction | None:
        """Percent points against the year before; None where nothing comparable is known."""
        if self.sheet is None or self.former is None or not self.former.is_comparable:
            return None
        return self.sheet.percent() - self.former.percent


@dataclass(frozen=True, slots=True)
class Comparison:
    """Offices and areas. Averages in percent, by area and in all, over the `counted` offices with a score only."""

    instrument: Instrument
    rows: tuple[ComparisonRow, ...]
    average: tuple[Fraction, ...] | None
    average_total: Fraction | None
    counted: int


def staging_folder(folder: Path) -> Path:
    """Where a desk copies the evidence of packages it reads until they are taken in."""
    return DeskFolder(folder).quarantine / "masuk"


def read_packages(
    paths: Sequence[Path],
    roster: Sequence[Enrolment],
    staging: Path | None,
    progress: Progress = SILENT,
) -> tuple[Submission | Delivery | Refusal, ...]:
    """Judge files and folders of files; a bad one never stops the others. Further evidence is a Delivery.

    `staging` must lie on the desk's disk (`staging_folder`); None judges only. Raises StoreTrouble, Cancelled.
    """
    trust = Trust(
        editions={edition.id: edition for edition in catalog.editions()},
        offices=catalog.register(),
        roster=roster,
        tokens=roster.tokens if isinstance(roster, Trusted) else bundle.NO_TOKENS,
        identities=roster.identities if isinstance(roster, Trusted) else (),
        kinds=frozenset({STATE, EVIDENCE}),
        tables=codec.ALL_TABLES,
    )
    return bundle.receive_many(paths, trust, staging, progress)


def drop_staging(folder: Path) -> None:
    """Remove what was staged and not taken in."""
    with contextlib.suppress(OSError):
        shutil.rmtree(staging_folder(folder))


def load_plan(db: Store, items: Sequence[Submission | Delivery | Refusal]) -> MergePlan:
    """What taking in these files would do to what is held of their offices. Writes nothing."""
    items = quarantine.name_as_sent(db, items)
    held = _load_held_of(db, items)
    excluded = carriages.load_excluded(db)
    doubts = Doubts.of(db)
    judged = [
        _judged(db, doubts.warn(item), held)
        if isinstance(item, Submission) and item.bundle_id not in excluded
        else item
        for item in items
    ]
    here = arrivals.list_held(db, [item for item in items if isinstance(item, Delivery)])
    return plan_merge(held, judged, excluded=excluded, files=here)


def load_digest(db: Store, *, with_own: bool = False) -> str:
    """The digest of all rows that offices sent: the same set of packages gives the same, in whatever order they came.

    `with_own`: also of what the secretariat answered itself, which no package brought.
    """
    held = _load_held(db)
    return codec.view_digest(held if with_own else _sent(held))


@point_before("import")
def accept(
    db: Store, plan: MergePlan, chosen: frozenset[Path] | None = None, *, who: str, now: datetime
) -> Changes:
    """Take in the planned files, or those of them that are `chosen`; note the refused ones.

    Each file is taken in whole or not at all, and a package that was taken in before changes nothing. Some go to the
    disk in one write. Raises NotAllowed("role"); StoreTrouble: files before the one that failed stay taken in, but for
    those of the same write where it was the database that failed.
    """
    intake.must_be_secretariat(db)
    changes, memory = Changes(), intake.Held(db)
    for start in range(0, len(plan.files), FILES_A_WRITE):
        trouble: StoreTrouble | None = None
        done: list[PlannedFile] = []
        with db.atomic():
            for file in plan.files[start : start + FILES_A_WRITE]:
                try:
                    changes |= _take_in(db, file, chosen, memory, who=who, now=now)
                except StoreTrouble as error:
                    if not db.is_transaction_whole:
                        raise
                    trouble = error
                    break
                done.append(file)
        for file in done:
            arrivals.leave_quarantine(db, file)
        if trouble is not None:
            raise trouble
    return changes


def dismiss_refusal(db: Store, number: int, *, who: str, now: datetime) -> Changes:
    """Put a refused file away. Raises NotAllowed: "role", "unknown_refusal"."""
    with db.atomic():
        intake.must_be_secretariat(db)
        year = int(settings.load_fact(db, "year"))
        record = next((entry for entry in submissions.list_refusals(db, year) if entry.id == number), None)
        if record is None:
            raise NotAllowed("unknown_refusal", id=number)
        subject = Subject(record.office, record.year)
        journal.add(db, "dismiss", subject, (), {"id": number, "code": record.code}, who=who, now=now)
        submissions.dismiss_refusal(db, number, at=now)
    if record.kept:
        archive.drop_quarantined(db.folder, record.kept)
    return Changes(topics=frozenset({"inbox"}))


def recall_refusal(db: Store, number: int, *, who: str, now: datetime) -> Changes:
    """Take `dismiss_refusal` back: the file waits again, without its copy in quarantine.

    Raises NotAllowed: "role", "unknown_refusal" (nobody put it away).
    """
    with db.atomic():
        intake.must_be_secretariat(db)
        put_away = [
            entry
            for entry in journal.list_of_act(db, "dismiss")
            if isinstance(entry.new, Mapping) and entry.new["id"] == number
        ]
        year = int(settings.load_fact(db, "year"))
        is_open = any(entry.id == number for entry in submissions.list_refusals(db, year))
        if is_open or not put_away:
            raise NotAllowed("unknown_refusal", id=number)
        journal.add(db, "recall", put_away[-1].subject, (), {"id": number}, who=who, now=now)
        submissions.recall_refusal(db, number)
    return Changes(topics=frozenset({"inbox"}))


@dataclass(frozen=True, slots=True)
class OfficePackage:
    """A package that was taken in; `is_current`: no other one of its office has seen all that it says, and it counts."""

    record: Received
    is_current: bool


def list_packages(db: Store, year: int, office: str) -> tuple[OfficePackage, ...]:
    """Every package of an office that was ever taken in, those set aside too, the last to arrive first."""
    records = submissions.list_taken_in(db, year, office)
    counted = [record for record in records if not record.is_excluded]
    heads = {counted[place].bundle_id for place in conflict.heads([record.vector for record in counted])}
    return tuple(OfficePackage(record, record.bundle_id in heads) for record in reversed(records))


def load_inbox(db: Store, year: int) -> Inbox:
    """How the offices of the register stand in a year."""
    return _inbox(db, year, _load_held(db))


def _inbox(db: Store, year: int, held: Mapping[HeldKey, Snapshot]) -> Inbox:
    snapshots = _of_year(held, year)
    received: dict[str, list[Received]] = defaultdict(list)
    for record in submissions.list_received(db, year):
        received[record.office].append(record)
    refusals = _open_refusals(db, year)
    verified = verification.load_statuses(db, year, snapshots)
    statuses = (
        _office_status(
            db,
            office,
            snapshots.get(office.code),
            received[office.code],
            [entry for entry in refusals if entry.office == office.code],
        )
        for office in catalog.register().offices
    )
    offices = tuple(
        replace(entry, status=verified.get(entry.office.code, RECEIVED))
        if entry.status == RECEIVED
        else entry
        for entry in statuses
    )
    return Inbox(
        year=year,
        offices=offices,
        refusals=refusals,
        received=sum(1 for status in offices if status.revision is not None),
        digest=codec.view_digest(_sent(held)),
    )


def load_comparison(db: Store, year: int, instrument_id: str = UNIT_SHEET) -> Comparison:
    """The offices side by side on one instrument; an office without one score is named, never counted as zero."""
    return load_inbox_and_comparison(db, year, instrument_id)[1]


def load_inbox_and_comparison(
    db: Store, year: int, instrument_id: str = UNIT_SHEET
) -> tuple[Inbox, Comparison]:
    """How the offices stand, and their scores side by side, from one look at what is held."""
    instrument = catalog.instrument(instrument_id)
    held = _load_held(db)
    snapshots = _of_year(held, year)
    before = load_former(db, year - 1, instrument)
    inbox = _inbox(db, year, held)
    rows = tuple(
        _comparison_row(instrument, status, snapshots.get(status.office.code), before.get(status.office.code))
        for status in inbox.offices
    )
    sheets = [row.sheet for row in rows if row.sheet is not None]
    areas = [
        conflict.middle([sheet.area_percent(group.places) for sheet in sheets]) for group in instrument.areas
    ]
    comparison = Comparison(
        instrument=instrument,
        rows=rows,
        average=tuple(mean for mean in areas if mean is not None) if sheets else None,
        average_total=conflict.middle([sheet.percent() for sheet in sheets]),
        counted=len(sheets),
    )
    return inbox, comparison


def _load_held(db: Store) -> dict[HeldKey, Snapshot]:
    """All rows held, by office and edition."""
    return {
        (office, edition.id): snapshot
        for edition in catalog.editions()
        for office, snapshot in assessments.load_snapshots(db, edition.year).items()
    }


def _sent(held: Mapping[HeldKey, Snapshot]) -> dict[HeldKey, Snapshot]:
    """What offices sent, without the regency's own sheet."""
    known = {office.code for office in catalog.register().offices}
    return {key: snapshot for key, snapshot in held.items() if key[0] in known}


def _take_in(
    db: Store,
    file: PlannedFile,
    chosen: frozenset[Path] | None,
    memory: intake.Held,
    *,
    who: str,
    now: datetime,
) -> Changes:
    if file.is_accepted:
        if chosen is not None and file.path not in chosen:
            return Changes()
        return arrivals.take_in_file(db, file, memory, who=who, now=now)
    if file.fate is Fate.EXCLUDED:
        return Changes()
    return intake.note_refusal(db, file, who=who, now=now)


def _load_held_of(db: Store, items: Sequence[Submission | Delivery | Refusal]) -> dict[HeldKey, Snapshot]:
    """The rows held of the offices that packages are of."""
    packages = [item.package for item in items if isinstance(item, Submission)]
    keys = dict.fromkeys((package.office, package.edition_id) for package in packages)
    found = {
        (office, edition_id): assessments.load_snapshot(db, office, catalog.edition(edition_id).year)
        for office, edition_id in keys
    }
    return {key: snapshot for key, snapshot in found.items() if snapshot.vector}


def _judged(db: Store, item: Submission, held: Mapping[HeldKey, Snapshot]) -> Submission | Refusal:
    """A whole package, or why it cannot be joined where only values that stand no longer tell."""
    package = item.package
    row = intake.find_clone(db, item, held.get((package.office, package.edition_id), NOTHING))
    if row is None:
        return item
    facts = intake.refused(item, ("RB-M02", row)).facts
    return Refusal(item.path, "RB-M02", facts, package.office, item.bundle_id, item.size)


def _of_year(held: Mapping[HeldKey, Snapshot], year: int) -> dict[str, Snapshot]:
    edition_id = catalog.edition_of_year(year).id
    return {office: snapshot for (office, edition), snapshot in held.items() if edition == edition_id}


def _open_refusals(db: Store, year: int) -> tuple[RefusedFile, ...]:
    """Refused files that nobody put away, that nothing taken in has made good, and whose device was not turned away."""
    taken_in: dict[str, list[Received]] = defaultdict(list)
    for entry in submissions.list_taken_in(db, year):
        taken_in[entry.office].append(entry)
    came = parcels.list_ids(db, year)
    turned_away = {item.bundle_id for device in quarantine.load_rejected(db) for item in device.files}
    found = []
    for record in submissions.list_refusals(db, year):
        if record.bundle_id and record.bundle_id in came | turned_away:
            continue
        named = intake.claims_of_name(record.name)
        office = record.office or named.office
        if intake.is_made_good(record, named, taken_in.get(office, ())):
            continue
        found.append(
            RefusedFile(record.id, record.name, record.code, record.facts, office, record.at, record.size)
        )
    return tuple(found)


def _office_status(
    db: Store,
    office: Office,
    snapshot: Snapshot | None,
    received: Sequence[Received],
    refusals: Sequence[RefusedFile],
) -> OfficeStatus:
    sheet = catalog.instrument(UNIT_SHEET)
    trouble = _trouble_of_files(refusals)
    if snapshot is None or not received:
        status = NEEDS_ACTION if trouble else NOT_SENT
        return OfficeStatus(office, status, questions=len(sheet.question_places), reason=trouble)
    current = [received[place] for place in conflict.heads([record.vector for record in received])]
    newest = max(current, key=lambda record: (record.revision.number, record.place))
    histories = {tuple(sorted(record.vector.items())) for record in current}
    clashes = conflict.clashes(snapshot)
    scores = conflict.score_range(sheet, snapshot)
    low, high = scores.low.percent(), scores.high.percent()
    reason = CONFLICT if clashes else BRANCHED if len(histories) > 1 else trouble
    return OfficeStatus(
        office=office,
        status=NEEDS_ACTION if reason else RECEIVED,
        revision=newest.revision.number,
        received=newest.at,
        final=not clashes and _all_official(current),
        points=scores.low.total if scores.is_certain else None,
        percent=low if scores.is_certain else None,
        range=None if scores.is_certain else (low, high),
        band=band(sheet, low) if scores.is_certain else None,
        answered=scores.high.answered[ROOT],
        questions=scores.high.questions[ROOT],
        conflicts=len(clashes),
        evidence_missing=intake.count_missing(db, snapshot),
        reason=reason,
    )


def _trouble_of_files(refusals: Sequence[RefusedFile]) -> str:
    codes = [entry.code for entry in refusals]
    if intake.UNKNOWN_KEY in codes:
        return QUARANTINED
    return f"{REFUSED}:{min(codes)}" if codes else ""


def _all_official(current: Sequence[Received]) -> bool:
    """True if each history that stands came in an official package, whatever else carried it."""
    official: dict[tuple[tuple[str, int], ...], bool] = defaultdict(bool)
    for record in current:
        official[tuple(sorted(record.vector.items()))] |= record.revision.final
    return all(official.values())


def _comparison_row(
    instrument: Instrument, status: OfficeStatus, snapshot: Snapshot | None, before: Former | None
) -> ComparisonRow:
    if snapshot is None or status.revision is None:
        missing = status.reason.partition(":")[0] or "not_sent"
        return ComparisonRow(status.office, None, False, missing)
    scores = conflict.score_range(instrument, snapshot)
    if not scores.is_certain:
        return ComparisonRow(status.office, None, False, CONFLICT)
    return ComparisonRow(status.office, scores.low, status.final, "", before)
