"""Satukan dua laptop: an office's desk takes in what another laptop of the same office sent to the secretariat.

Read, plan and join, as at the secretariat; nothing is chosen by a clock. A laptop that is not known here yet is shown
by its thirty digits, and the person says that they are right. Rows that differ are settled by `conflicts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from rbdesk.domain import conflict
from rbdesk.domain.correspondence import EVIDENCE, STATE, Delivery
from rbdesk.domain.lineage import NOTHING, RowKey, Snapshot
from rbdesk.domain.merge import MergePlan, PlannedFile, plan_merge
from rbdesk.domain.office import Role
from rbdesk.domain.roster import ENROLLED, Enrolment
from rbdesk.domain.submission import Device, Refusal, Submission
from rbdesk.errors import NotAllowed
from rbdesk.exchange import bundle, codec, signing
from rbdesk.exchange.stages import Trust
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, journal, keys, settings
from rbdesk.store.database import Store
from rbdesk.workflow import arrivals, catalog, conflicts, devices, intake
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_open
from rbdesk.workflow.points import point_before

Item = Submission | Delivery | Refusal

_CLONE = "RB-M02"
_DIGITS_COMPARED = 10


@dataclass(frozen=True, slots=True)
class LaptopFile:
    """One file of a plan to join: its fate, and the laptop that signed it.

    `fingerprint` are its key's 30 digits, "" where the file was not whole; `is_known` where its key is this desk's
    own or was confirmed here before.
    """

    file: PlannedFile
    device: str
    label: str
    fingerprint: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """What joining would do: rows that `change` without a question, and rows that would `clash`, both sorted."""

    files: tuple[LaptopFile, ...]
    change: tuple[RowKey, ...]
    clash: tuple[RowKey, ...]

    @property
    def accepted(self) -> tuple[LaptopFile, ...]:
        """The files that would be taken in."""
        return tuple(item for item in self.files if item.file.is_accepted)

    @property
    def unknown(self) -> tuple[LaptopFile, ...]:
        """The first file of each laptop whose digits a person must compare before."""
        first = {item.device: item for item in reversed(self.accepted) if not item.is_known}
        return tuple(first[device] for device in sorted(first))


def load_laptops(db: Store) -> tuple[Enrolment, ...]:
    """The laptops of this office that are known here: this one first, then those that were confirmed.

    Raises NotAllowed("role"): the desk is no office's.
    """
    if settings.load_fact(db, "role") != Role.OFFICE.value:
        raise NotAllowed("role", needed="kecamatan")
    own = intake.own_device(db)
    return (own, *(entry for entry in keys.list_enrolments(db) if entry.key != own.key))


def read_laptop_packages(
    paths: Sequence[Path],
    laptops: Sequence[Enrolment],
    staging: Path | None,
    progress: Progress = SILENT,
) -> tuple[Item, ...]:
    """Judge packages of this office's laptops; a bad one never stops the others.

    One of an unknown laptop is read too, to be shown: `join_laptops` takes it in only where a person confirmed it.
    `staging` as for `secretariat.read_packages`. Raises StoreTrouble, Cancelled.
    """
    office = laptops[0].office
    found = _read(paths, office, laptops, staging, progress)
    return tuple(
        _read_stranger(item, office, laptops, staging, progress)
        if isinstance(item, Refusal) and item.code == devices.UNKNOWN_KEY
        else item
        for item in found
    )


def load_join(db: Store, items: Sequence[Item]) -> JoinPlan:
    """What joining these packages to this desk would do. Writes nothing. Raises NotAllowed("role")."""
    known = {entry.key for entry in load_laptops(db) if entry.status == ENROLLED}
    plan = _plan(db, items)
    before, after = _own(db, plan)
    changed = [row for row in {**before.rows, **after.rows} if before.rows.get(row) != after.rows.get(row)]
    clash = set(conflict.clashes(after))
    return JoinPlan(
        files=tuple(_laptop_file(file, known) for file in plan.files),
        change=tuple(sorted(row for row in changed if row not in clash)),
        clash=tuple(sorted(clash)),
    )


def confirm_laptops(plan: JoinPlan, digits: str) -> frozenset[str]:
    """The unknown laptops whose fingerprint a person has typed, or at least its last two groups.

    Raises NotAllowed("laptop_digits"): those of none.
    """
    typed = "".join(digit for digit in digits if digit.isascii() and digit.isdecimal())
    if not plan.unknown:
        return frozenset()
    found = frozenset(
        item.device
        for item in plan.unknown
        if len(typed) >= _DIGITS_COMPARED and item.fingerprint.replace(" ", "").endswith(typed)
    )
    if not found:
        raise NotAllowed("laptop_digits")
    return found


@point_before("import")
def join_laptops(
    db: Store,
    plan: JoinPlan,
    *,
    confirmed: AbstractSet[str] = frozenset(),
    who: str,
    now: datetime,
) -> Changes:
    """Take in the planned packages; `confirmed` are devices whose digits a person has compared just now.

    Rows of which both laptops say the same are settled at once. Each package is one write; refused files are noted.
    Raises NotAllowed: "role"; "unconfirmed" (`device`, `label`, `fingerprint`): nothing was taken in; "locked":
    an official package was made here, and joining would change what it says; StoreTrouble.
    """
    facts = settings.load_facts(db)
    office, year = facts["office"], int(facts["year"])
    load_laptops(db)
    for item in plan.unknown:
        if item.device not in confirmed:
            facts_of_device = {"device": item.device, "label": item.label, "fingerprint": item.fingerprint}
            raise NotAllowed("unconfirmed", **facts_of_device)
    if plan.change or plan.clash:
        must_be_open(db, office, year)

    changes = Changes()
    for item in plan.files:
        device = _device_of(item.file)
        if not item.file.is_accepted or device is None:
            changes |= intake.note_refusal(db, item.file, who=who, now=now)
            continue
        if not item.is_known:
            with db.atomic():
                changes |= devices.add_device(db, office, device.key, device.label, who=who, now=now)
        changes |= arrivals.take_in_file(db, item.file, who=who, now=now)
    return changes | conflicts.settle_agreements(db, office, year, who=who, now=now)


def _read(
    paths: Sequence[Path],
    office: str,
    laptops: Sequence[Enrolment],
    staging: Path | None,
    progress: Progress,
) -> tuple[Item, ...]:
    trust = Trust(
        editions={edition.id: edition for edition in catalog.editions()},
        offices=catalog.register(),
        roster=laptops,
        only_office=office,
        kinds=frozenset({STATE, EVIDENCE}),
        tables=codec.ALL_TABLES,
    )
    return bundle.receive_many(paths, trust, staging, progress)


def _read_stranger(
    refusal: Refusal, office: str, laptops: Sequence[Enrolment], staging: Path | None, progress: Progress
) -> Item:
    """A package of a laptop that is not known here, read as if it were; another office's stays refused."""
    facts = dict(refusal.facts)
    if refusal.office != office:
        return replace(refusal, code="RB-I02")
    key = signing.parse_public_base64(facts["key"])
    stranger = replace(laptops[0], device=facts["device"], key=key, label=facts["label"])
    [item] = _read([refusal.path], office, [*laptops, stranger], staging, progress)
    return item


def _plan(db: Store, items: Sequence[Item]) -> MergePlan:
    facts = settings.load_facts(db)
    edition = catalog.edition(facts["edition"])
    held = assessments.load_snapshot(db, facts["office"], edition.year)
    key = (facts["office"], edition.id)
    judged = [_judged(db, item, held) if isinstance(item, Submission) else item for item in items]
    here = arrivals.list_held(db, [item for item in items if isinstance(item, Delivery)])
    return plan_merge({key: held} if held.vector else {}, judged, files=here)


def _judged(db: Store, item: Submission, held: Snapshot) -> Submission | Refusal:
    """A whole package, or why it cannot be joined where more than the rows tells so."""
    row = _own_life_elsewhere(db, item) or intake.find_clone(db, item, held)
    if row is None:
        return item
    facts = intake.refused(item, (_CLONE, row)).facts
    return Refusal(item.path, _CLONE, facts, item.package.office, item.bundle_id, item.size)


def _own_life_elsewhere(db: Store, item: Submission) -> RowKey | None:
    """A row of a package that has seen edits under this desk's name which this desk never made: its folder was copied."""
    made = journal.load_last_number(db, db.replica)
    if item.package.snapshot.vector.get(db.replica, 0) <= made:
        return None
    rows = item.package.snapshot.rows.items()
    late = [row for row, cells in rows for cell in cells if cell.edit.replica == db.replica]
    return max(late, default=assessments.PROFILE_ROW)


def _own(db: Store, plan: MergePlan) -> tuple[Snapshot, Snapshot]:
    facts = settings.load_facts(db)
    office, year = facts["office"], int(facts["year"])
    before = assessments.load_snapshot(db, office, year)
    return before, plan.after.get((office, facts["edition"]), NOTHING)


def _laptop_file(file: PlannedFile, known: AbstractSet[bytes]) -> LaptopFile:
    device = _device_of(file)
    if device is None:
        facts = dict(file.facts)
        return LaptopFile(file, facts.get("device", ""), facts.get("label", ""), "", False)
    return LaptopFile(file, device.id, device.label, signing.fingerprint(device.key), device.key in known)


def _device_of(file: PlannedFile) -> Device | None:
    """The laptop that signed a planned file, None where the file was not whole."""
    if file.submission is not None:
        return file.submission.package.device
    return file.delivery.package.header.device if file.delivery is not None else None
