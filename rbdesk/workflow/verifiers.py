"""Several desks of the secretariat: rulings that come from another verifier's desk join this desk's by union."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.domain import review
from rbdesk.domain.correspondence import DESK, Delivery, DeskPackage
from rbdesk.domain.merge import Fate, PlannedFile
from rbdesk.domain.reference import dot_text
from rbdesk.domain.submission import Refusal
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bundle
from rbdesk.exchange.stages import Trust
from rbdesk.progress import SILENT, Progress
from rbdesk.store import archive, journal, reviews, settings, submissions
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, letters
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import UNKNOWN_KEY, must_be_secretariat
from rbdesk.workflow.points import point_before

NEW, SAME = "RB-OK1", "RB-OK2"
OTHER_KIND = "RB-V03"


@dataclass(frozen=True, slots=True)
class RulingsPlan:
    """What taking in another desk's rulings would do: how many of them are new here; `code` RB-OK1 or RB-OK2."""

    delivery: Delivery
    new: int
    known: int
    code: str


def load_desk_trust(db: Store) -> Trust:
    """By whom rulings may come: desks that were recognised under the regency's code."""
    return letters.load_desk_trust(db)


def read_rulings(path: Path, trust: Trust, progress: Progress = SILENT) -> Delivery:
    """Judge a file with another desk's rulings. Raises BundleRefused, Cancelled."""
    found = bundle.receive(path, trust, None, progress)
    if not isinstance(found, Delivery) or not isinstance(found.package, DeskPackage):
        raise BundleRefused("RB-V03")
    return found


def load_rulings_plan(db: Store, delivery: Delivery) -> RulingsPlan:
    """What taking the rulings in would do. Writes nothing.

    Raises BundleRefused("RB-M02"): one event with two contents, a cloned desk. NotAllowed("role").
    """
    must_be_secretariat(db)
    package = _package(delivery)
    held = reviews.list_rulings(db, _year(package))
    fault = review.rulings_fault(package.rulings, held)
    if fault is not None:
        code, dot = fault
        raise BundleRefused(code, row=dot_text(dot), device=package.header.device.label)
    known = {ruling.dot for ruling in held}
    new = sum(ruling.dot not in known for ruling in package.rulings)
    return RulingsPlan(delivery, new, len(package.rulings) - new, NEW if new else SAME)


@point_before("import")
def join_rulings(db: Store, delivery: Delivery, *, who: str, now: datetime) -> Changes:
    """Take another desk's rulings in; those that are known change nothing.

    Raises as `load_rulings_plan`; StoreTrouble: nothing of it was taken in.
    """
    plan = load_rulings_plan(db, delivery)
    if not plan.new:
        return Changes()
    package = _package(delivery)
    year = _year(package)
    archive.keep_original(db.folder, delivery.bundle_id, delivery.path)
    with db.atomic():
        new: dict[str, Json] = {
            "bundle_id": delivery.bundle_id,
            "kind": delivery.kind,
            "name": delivery.path.name,
            "count": plan.new,
        }
        journal.add(db, "rulings", Subject(package.header.office, year), (), new, who=who, now=now)
        reviews.add_rulings(db, year, package.rulings)
        kept = _settle_waiting(db, delivery.bundle_id, now=now)
    for name in kept:
        archive.drop_quarantined(db.folder, name)
    return Changes(topics=frozenset({"review", "inbox"}))


def is_rulings(item: object) -> bool:
    """Whether a file that was refused as none for merging says that it holds another desk's rulings."""
    return isinstance(item, Refusal) and item.code == OTHER_KIND and dict(item.facts).get("kind", "") == DESK


def plan_rulings_file(db: Store, file: Refusal) -> PlannedFile:
    """A file with another desk's rulings as a line of a merge plan; `changed` counts those that are new here.

    Whoever carries the plan out gives its `delivery` to `join_rulings`. Raises NotAllowed("role"), StoreTrouble.
    """
    path = file.path
    try:
        delivery = read_rulings(path, load_desk_trust(db))
        plan = load_rulings_plan(db, delivery)
    except BundleRefused as refused:
        told = bundle.refusal_of(path, refused)
        fate = Fate.QUARANTINED if told.code == UNKNOWN_KEY else Fate.REFUSED
        return PlannedFile(path, fate, told.code, None, told.facts, file.office, file.bundle_id)
    fate = Fate.SAME if plan.code == SAME else Fate.NEWER
    office = delivery.package.header.office
    return PlannedFile(path, fate, plan.code, None, (), office, delivery.bundle_id, plan.new, delivery)


def _settle_waiting(db: Store, bundle_id: str, *, now: datetime) -> tuple[str, ...]:
    """Put away what was noted of a file when its desk was unknown; names of its copies in quarantine."""
    kept = []
    for record in submissions.list_refusals(db, int(settings.load_fact(db, "year"))):
        if record.bundle_id == bundle_id:
            submissions.dismiss_refusal(db, record.id, at=now)
            kept.append(record.kept)
    return tuple(name for name in kept if name)


def _package(delivery: Delivery) -> DeskPackage:
    if not isinstance(delivery.package, DeskPackage):
        raise BundleRefused("RB-V03", kind=delivery.kind)
    return delivery.package


def _year(package: DeskPackage) -> int:
    return catalog.edition(package.header.edition_id).year
