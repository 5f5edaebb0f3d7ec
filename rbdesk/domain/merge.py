"""What taking in a set of bundles would do, decided before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from rbdesk.domain.correspondence import Delivery, EvidencePackage
from rbdesk.domain.lineage import NOTHING, Relation, Snapshot, history_fault, join, relation
from rbdesk.domain.submission import Refusal, Submission

HeldKey = tuple[str, str]  # office code, edition id


class Fate(Enum):
    """What happens to one file: the words people read."""

    NEW = "Baru"
    NEWER = "Lebih baru"
    SAME = "Sama"
    OLDER = "Lebih lama"
    BRANCHED = "Bercabang"
    EXCLUDED = "Dibatalkan"
    QUARANTINED = "Karantina"
    REFUSED = "Ditolak"


_NOT_TAKEN_IN = frozenset({Fate.EXCLUDED, Fate.QUARANTINED, Fate.REFUSED})
_EXCLUDED_CODE = "RB-OK5"
_FATES = {
    Relation.NEW: (Fate.NEW, "RB-OK1"),
    Relation.NEWER: (Fate.NEWER, "RB-OK1"),
    Relation.SAME: (Fate.SAME, "RB-OK2"),
    Relation.OLDER: (Fate.OLDER, "RB-OK3"),
    Relation.BRANCHED: (Fate.BRANCHED, "RB-OK4"),
}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of the plan: its fate and code; `submission` where it was whole, `facts` for the sentence.

    `changed` counts the rows that taking it in would change. Of further evidence there is a `delivery` instead, and
    `changed` counts the files it names that are not here yet. `refusal` is what was read of one that was refused.
    """

    path: Path
    fate: Fate
    code: str
    submission: Submission | None
    facts: tuple[tuple[str, str], ...] = ()
    office: str = ""
    bundle_id: str = ""
    changed: int = 0
    delivery: Delivery | None = None
    sent_as: str = ""
    refusal: Refusal | None = None

    @property
    def name(self) -> str:
        """The file's name as its sender gave it."""
        return self.sent_as or self.path.name

    @property
    def is_accepted(self) -> bool:
        """True if the file is taken in and kept."""
        is_whole = self.submission is not None or self.delivery is not None
        return is_whole and self.fate not in _NOT_TAKEN_IN


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Rencana gabung: the files in the order given, and the snapshots that would be held afterwards."""

    files: tuple[PlannedFile, ...]
    after: Mapping[HeldKey, Snapshot]

    @property
    def accepted(self) -> tuple[PlannedFile, ...]:
        """The files that would be taken in."""
        return tuple(file for file in self.files if file.is_accepted)


def plan_merge(
    held: Mapping[HeldKey, Snapshot],
    incoming: Sequence[Submission | Delivery | Refusal],
    *,
    excluded: AbstractSet[str] = frozenset(),
    files: AbstractSet[str] = frozenset(),
) -> MergePlan:
    """What taking in these files would do, one after the other, on top of what is held.

    Bundles whose ids are `excluded` were taken in before and set aside; they stay so until a person puts them back.
    `files` are digests of evidence that is here. Pure; the joined content does not depend on the order, only the
    words for each file do.
    """
    after = dict(held)
    here = set(files)
    planned = (replace(_plan_file(after, here, item, excluded), sent_as=item.sent_as) for item in incoming)
    return MergePlan(tuple(planned), after)


def _plan_file(
    after: dict[HeldKey, Snapshot],
    here: set[str],
    item: Submission | Delivery | Refusal,
    excluded: AbstractSet[str],
) -> PlannedFile:
    if isinstance(item, Refusal):
        fate = Fate.QUARANTINED if item.code == "RB-S07" else Fate.REFUSED
        return PlannedFile(
            item.path, fate, item.code, None, item.facts, item.office, item.bundle_id, refusal=item
        )
    if isinstance(item, Delivery):
        return _plan_evidence(here, item)
    if item.bundle_id in excluded:
        office, bundle_id = item.package.office, item.bundle_id
        return PlannedFile(item.path, Fate.EXCLUDED, _EXCLUDED_CODE, item, (), office, bundle_id)
    return _plan_one(after, item)


def _plan_evidence(here: set[str], item: Delivery) -> PlannedFile:
    """The line of further evidence: new where it names a file that is not here."""
    package = item.package
    if not isinstance(package, EvidencePackage):
        raise TypeError(f"not for merging: {item.kind}")
    brought = package.files.keys() - here
    here |= {sha256 for sha256, _ in package.blobs}
    fate, code = _FATES[Relation.NEW if brought else Relation.SAME]
    office = package.header.office
    return PlannedFile(item.path, fate, code, None, (), office, item.bundle_id, len(brought), item)


def _plan_one(after: dict[HeldKey, Snapshot], item: Submission) -> PlannedFile:
    package = item.package
    key = (package.office, package.edition_id)
    before = after.get(key)
    fault = history_fault(package.snapshot, before or NOTHING)
    if fault is not None:
        code, row = fault
        facts = (("row", "/".join(row)), ("device", package.device.label))
        return PlannedFile(item.path, Fate.REFUSED, code, item, facts, package.office, item.bundle_id)
    fate, code = _FATES[relation(package.snapshot.vector, before.vector if before else None)]
    joined = join(before or NOTHING, package.snapshot)
    old = before.rows if before else {}
    changed = sum(1 for row, cells in joined.rows.items() if old.get(row) != cells)
    after[key] = joined
    return PlannedFile(item.path, fate, code, item, (), package.office, item.bundle_id, changed)
