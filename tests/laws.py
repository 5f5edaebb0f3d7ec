"""A regency in memory: offices with several laptops, two desks of the secretariat, and the truth beside them.

The desks are moved by the program's own functions of `domain`, each of which a test may exchange for one with a
mistake in it (`Rules`). The truth is kept apart: every edit, what its laptop had seen, what it replaced. So what a
desk shows is compared with what happened, by sets of edits and without any vector.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rbdesk.domain import carriage, correspondence, lineage, review
from rbdesk.domain.assessment import Answer
from rbdesk.domain.correspondence import Delivery, Header, HeldNotice, Holdings, ReturnPackage
from rbdesk.domain.lineage import NOTHING, Cell, Dot, Edit, RowKey, Snapshot
from rbdesk.domain.review import Ruling, Verdict
from rbdesk.domain.roster import RosterNotice
from rbdesk.domain.submission import Device, Made, Revision
from tests.build import NOW

ROWS: tuple[RowKey, ...] = (
    *(("answers", "lembar", f"X.P.{number}") for number in (1, 2)),
    ("followups", "f" * 16 + "-1"),
)
OFFICES = ("32.16.01", "32.16.02")
DEVICE = Device("K7Q29XNA4D", b"k" * 32, "Laptop")


@dataclass(frozen=True)
class Bundle:
    """What a laptop sent: the state and the evidence it carries, and the truth of what the laptop had seen."""

    number: int
    office: str
    device: int
    replica: str
    revision: int
    snapshot: Snapshot
    seen: frozenset[Dot]
    evidence: frozenset[str] = frozenset()
    is_forged: bool = False


def _join_bundle(desk: Desk, held: Snapshot, bundle: Bundle) -> Snapshot:
    return lineage.join(held, bundle.snapshot)


def _unite_evidence(held: frozenset[str], incoming: frozenset[str]) -> frozenset[str]:
    return held | incoming


def _key_of(bundle: Bundle) -> str:
    return bundle.office


@dataclass(frozen=True)
class Rules:
    """How a desk merges; the program's own functions where nothing else is said."""

    join: Callable[[Desk, Snapshot, Bundle], Snapshot] = _join_bundle
    relation: Callable[..., lineage.Relation] = lineage.relation
    fault: Callable[[Snapshot, Snapshot], tuple[str, RowKey] | None] = lineage.history_fault
    view: Callable[..., Snapshot] = carriage.view
    unite: Callable[..., tuple[Ruling, ...]] = review.unite
    current: Callable[..., Mapping[Any, tuple[Ruling, ...]]] = review.current
    outdated: Callable[..., bool] = review.is_outdated
    freshness: Callable[[Delivery, HeldNotice], str | None] = correspondence.freshness_fault
    evidence: Callable[[frozenset[str], frozenset[str]], frozenset[str]] = _unite_evidence
    key: Callable[[Bundle], str] = _key_of


@dataclass
class Laptop:
    """One computer of an office in its present life, and the copies of it that were laid aside."""

    office: str
    device: int
    replica: str
    snapshot: Snapshot = NOTHING
    n: int = 0
    revision: int = 0
    seen: frozenset[Dot] = frozenset()
    evidence: frozenset[str] = frozenset()
    notice: HeldNotice = field(default_factory=HeldNotice)
    copies: list[tuple[Snapshot, frozenset[Dot], frozenset[str]]] = field(default_factory=list)


@dataclass
class Desk:
    """A desk of the secretariat: what it took in, what it set aside, what it shows."""

    replica: str
    rules: Rules
    accepted: dict[int, Bundle] = field(default_factory=dict)
    excluded: set[int] = field(default_factory=set)
    revoked: set[int] = field(default_factory=set)
    held: dict[str, Snapshot] = field(default_factory=dict)
    cells: dict[str, dict[Dot, tuple[RowKey, Cell]]] = field(default_factory=dict)
    evidence: dict[str, frozenset[str]] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    n: int = 0

    def take_in(self, bundle: Bundle) -> str:
        """Judge and join a bundle; the code it is told."""
        if bundle.device in self.revoked:
            return "RB-S08"
        if bundle.number in self.excluded:
            return "RB-OK5"
        key = self.rules.key(bundle)
        self.evidence[key] = self.rules.evidence(self.evidence.get(key, frozenset()), bundle.evidence)
        if bundle.number in self.accepted:
            return "RB-OK2"
        held = self.held.get(key, NOTHING)
        fault = self.rules.fault(bundle.snapshot, held) or self._clone(bundle, key)
        if fault is not None:
            return fault[0]
        relation = self.rules.relation(bundle.snapshot.vector, held.vector or None)
        self.held[key] = self.rules.join(self, held, bundle)
        self.revisions[key] = max(self.revisions.get(key, 0), bundle.revision)
        self.accepted[bundle.number] = bundle
        self._learn(bundle)
        return relation.value

    def exclude(self, number: int) -> None:
        """Set a bundle aside."""
        self.excluded.add(number)
        self._show_again(self.accepted[number])

    def put_back(self, number: int) -> str:
        """Let a bundle count again, if its history can still be joined."""
        bundle = self.accepted[number]
        key = self.rules.key(bundle)
        held = self.held.get(key, NOTHING)
        fault = self.rules.fault(bundle.snapshot, held) or self._clone(bundle, key)
        if fault is not None:
            return fault[0]
        self.excluded.discard(number)
        self._learn(bundle)
        self._show_again(bundle)
        return ""

    def rule(self, office: str, row: RowKey, verdict: Verdict, minutes: int, *, alone: bool) -> Ruling:
        """Judge a row as it stands here, over what is ruled here, or without having looked (`alone`)."""
        self.n += 1
        cells = self.held.get(office, NOTHING).rows.get(row, ())
        over = () if alone else self.rules.current(self.rulings).get((office, row), ())
        ruling = Ruling(
            office=office,
            row=row,
            seen=tuple(sorted(cell.edit.dot for cell in cells)),
            over=tuple(sorted(other.dot for other in over)),
            verdict=verdict,
            value=None,
            reason="",
            edit=Edit(self.replica, self.n, NOW + timedelta(minutes=minutes), "Verifikator"),
        )
        self.rulings = self.rules.unite(self.rulings, (ruling,))
        return ruling

    def counting(self, office: str) -> list[Bundle]:
        """The bundles of an office that count."""
        return [
            bundle
            for bundle in self.accepted.values()
            if bundle.office == office and bundle.number not in self.excluded
        ]

    def digest(self) -> dict[str, tuple[Mapping[str, int], Mapping[RowKey, tuple[Cell, ...]]]]:
        """All that is shown of the offices."""
        return {key: (one.vector, one.rows) for key, one in self.held.items() if one.vector}

    def _learn(self, bundle: Bundle) -> None:
        known = self.cells.setdefault(self.rules.key(bundle), {})
        for row, cells in bundle.snapshot.rows.items():
            known |= {cell.edit.dot: (row, cell) for cell in cells}

    def _show_again(self, bundle: Bundle) -> None:
        key = self.rules.key(bundle)
        bundles = [carriage.carriage_of(other.snapshot) for other in self.counting(bundle.office)]
        self.held[key] = self.rules.view(bundles, self.cells[key])

    def _clone(self, bundle: Bundle, key: str) -> tuple[str, RowKey] | None:
        """A dot with another content among values that stand no longer, as the store finds it."""
        kept = carriage.carried(
            carriage.carriage_of(other.snapshot) for other in self.counting(bundle.office)
        )
        for row, cells in bundle.snapshot.rows.items():
            for cell in cells:
                known = self.cells.get(key, {}).get(cell.edit.dot, (row, cell))
                if known != (row, cell) and cell.edit.n in kept.get(cell.edit.replica, ()):
                    return ("RB-M02", row)
        return None


class Regency:
    """All that happens, and the truth about it."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.laptops: list[Laptop] = []
        self.bundles: list[Bundle] = []
        self.desks = (Desk("d" * 16, rules), Desk("e" * 16, rules))
        self.letters: list[Delivery] = []
        # of each edit: its row and value, what its laptop had seen, what it replaced
        self.said: dict[Dot, tuple[RowKey, Answer]] = {}
        self.seen_at: dict[Dot, frozenset[Dot]] = {}
        self.replaced: dict[Dot, frozenset[Dot]] = {}
        self.ruled: dict[Dot, Ruling] = {}
        self.lives = 0
        self.untold = {office: False for office in OFFICES}  # True: histories were copied or forged there
        for device, office in enumerate((OFFICES[0], OFFICES[0], OFFICES[0], OFFICES[1])):
            self.laptops.append(Laptop(office, device, self._new_life()))

    def edit(self, laptop: Laptop, row: RowKey, value: str, minutes: int) -> None:
        """Answer a question; the clock may say anything, and other acts use numbers up between."""
        laptop.n += 1 + (minutes % 7 == 0)
        edit = Edit(laptop.replica, laptop.n, NOW + timedelta(minutes=minutes), "Operator")
        before = frozenset(cell.edit.dot for cell in laptop.snapshot.rows.get(row, ()))
        answer = Answer(value, "" if minutes % 2 else "catatan")
        self.said[edit.dot], self.seen_at[edit.dot] = (row, answer), laptop.seen
        self.replaced[edit.dot] = before
        laptop.seen |= {edit.dot}
        laptop.snapshot = Snapshot(
            {**laptop.snapshot.vector, laptop.replica: laptop.n},
            {**laptop.snapshot.rows, row: (Cell(edit, answer),)},
        )

    def attach(self, laptop: Laptop, name: str) -> None:
        """Add a file of evidence."""
        laptop.evidence |= {name}

    def export(self, laptop: Laptop, revision: int, carried: int) -> Bundle | None:
        """Send the state, with some of its evidence; None while two values stand in a row, as the program does."""
        if laptop.snapshot.conflicts() or not laptop.snapshot.vector:
            return None
        laptop.revision = revision
        files = frozenset(name for name in laptop.evidence if ord(name) % 3 != carried)
        bundle = Bundle(
            number=len(self.bundles),
            office=laptop.office,
            device=laptop.device,
            replica=laptop.replica,
            revision=revision,
            snapshot=laptop.snapshot,
            seen=laptop.seen,
            evidence=files,
        )
        self.bundles.append(bundle)
        return bundle

    def join(self, laptop: Laptop, bundle: Bundle) -> str:
        """Take in what another laptop of the office sent."""
        if bundle.office != laptop.office:
            return "RB-I02"
        fault = self.rules.fault(bundle.snapshot, laptop.snapshot)
        if fault is not None or bundle.snapshot.vector.get(laptop.replica, 0) > laptop.n:
            return fault[0] if fault else "RB-M02"
        laptop.snapshot = lineage.join(laptop.snapshot, bundle.snapshot)
        laptop.seen |= bundle.seen
        laptop.evidence |= bundle.evidence
        return ""

    def back_up(self, laptop: Laptop) -> None:
        """Lay a copy aside."""
        laptop.copies.append((laptop.snapshot, laptop.seen, laptop.evidence))

    def restore(self, laptop: Laptop, copy: int) -> None:
        """Put a copy back: the desk lives on under another name."""
        if laptop.copies:
            laptop.snapshot, laptop.seen, laptop.evidence = laptop.copies[copy % len(laptop.copies)]
            laptop.replica, laptop.n = self._new_life(), 0

    def clone(self, laptop: Laptop) -> None:
        """Copy a folder by hand: two desks live on under one name. Happens at the second office only."""
        if laptop.office == OFFICES[1] and len(self.laptops) < 5:
            self.laptops.append(replace(laptop, copies=[]))
            self.untold[laptop.office] = True

    def forge(self, bundle: Bundle, replica: str, more: int) -> Bundle:
        """A bundle that claims to have seen more than it has."""
        vector = dict(bundle.snapshot.vector)
        vector[replica] = vector.get(replica, 0) + more
        forged = replace(
            bundle,
            number=len(self.bundles),
            snapshot=Snapshot(vector, bundle.snapshot.rows),
            is_forged=True,
        )
        self.untold[bundle.office] = True
        self.bundles.append(forged)
        return forged

    def write_letter(self, office: str) -> Delivery:
        """A balasan with all rulings on an office; its number only rises."""
        seq = 1 + sum(letter.package.header.office == office for letter in self.letters)
        rulings = tuple(ruling for ruling in self.desks[0].rulings if ruling.office == office)
        made = Made(NOW, "Sekretariat", "RBDesk")
        header = Header("RB-2020", "", office, "", DEVICE, "d" * 16, {}, Revision(1, (), final=False), made)
        package = ReturnPackage(header, seq, rulings, (), RosterNotice(seq, (), ()), Holdings())
        letter = Delivery(Path(), 0, f"{len(self.letters):064}", "", package)
        self.letters.append(letter)
        return letter

    def receive(self, laptop: Laptop, letter: Delivery) -> str:
        """An office takes a letter in; its answers are its own."""
        package = letter.package
        assert isinstance(package, ReturnPackage)
        if package.header.office != laptop.office:
            return "RB-I02"
        fault = self.rules.freshness(letter, laptop.notice)
        if fault is None:
            laptop.notice = HeldNotice(package.seq, letter.bundle_id, package.roster)
        return fault or ""

    def visible(self, seen: Iterable[Dot]) -> frozenset[Dot]:
        """The edits that are seen and that no edit in sight has replaced: what must be shown."""
        known = frozenset(seen)
        return known - frozenset().union(*(self.replaced[dot] for dot in known))

    def known_at(self, desk: Desk, office: str) -> frozenset[Dot]:
        """Every edit that the bundles which count had seen."""
        return frozenset().union(*(bundle.seen for bundle in desk.counting(office)))

    def laptop(self, number: int) -> Laptop:
        return self.laptops[number % len(self.laptops)]

    def bundle(self, number: int) -> Bundle | None:
        return self.bundles[number % len(self.bundles)] if self.bundles else None

    def _new_life(self) -> str:
        self.lives += 1
        return f"{self.lives:016x}"
