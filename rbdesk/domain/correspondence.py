"""Surat-menyurat: what travels besides an office's state. Further evidence, the return, the year's start, rulings.

Values only: what a bundle of the kinds bukti, balasan, aktivasi and meja is made of and what was read from one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from rbdesk.domain.assessment import Evidence
from rbdesk.domain.conditions import ConditionMark
from rbdesk.domain.followup import Recommendation
from rbdesk.domain.instrument import Edition
from rbdesk.domain.lineage import Cell, Edit, RowKey, Vector
from rbdesk.domain.review import Ruling
from rbdesk.domain.roster import EnrolmentProof, RosterNotice, Token
from rbdesk.domain.submission import Device, Made, Part, Revision, package_code

STATE, EVIDENCE, RETURN, ACTIVATION, DESK = "isian", "bukti", "balasan", "aktivasi", "meja"
MOST_OF_A_FILE, MOST_OF_ALL = 25 * 2**20, 2**30  # bytes of evidence, where an edition says nothing else
KINDS = (STATE, EVIDENCE, RETURN, ACTIVATION, DESK)


@dataclass(frozen=True, slots=True)
class Header:
    """Who sends what for whom: `office` is whose data it is, the addressee of the secretariat's letters."""

    edition_id: str
    edition_hash: str
    office: str
    office_name: str
    device: Device
    replica: str
    vector: Vector
    revision: Revision
    made: Made


@dataclass(frozen=True, slots=True)
class Piece:
    """Potongan `number` of `count` (from 1) of a file of evidence that is larger than a part.

    Pieces are of `piece_size` bytes, the last one what is left; `path` holds the piece from `offset` on: a file of
    its own (0), or the whole file of which it is cut.
    """

    sha256: str
    number: int
    count: int
    path: Path
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EvidencePackage:
    """Bukti susulan: files of evidence of a state that was sent apart, with the rows that name them.

    The header's revision, vector and `state_id` are those of the state. `rows` are its rows of evidence that name
    the files carried, one cell each, by the key they have in a snapshot. `seal_to` as of a Package.
    """

    header: Header
    state_id: str
    rows: Mapping[RowKey, tuple[Cell, ...]]
    blobs: tuple[tuple[str, Path], ...] = ()
    pieces: tuple[Piece, ...] = ()
    part: Part | None = None
    enrolment: EnrolmentProof | None = None
    seal_to: str = ""

    @property
    def files(self) -> dict[str, Evidence]:
        """The named files by SHA-256: of several rows of one file any."""
        found = (cell.value for cells in self.rows.values() for cell in cells)
        return {item.sha256: item for item in found if isinstance(item, Evidence)}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What evidence the secretariat holds and wants of an office, by SHA-256, and which states it has seen."""

    have: tuple[str, ...] = ()
    want: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation and the edit in which the secretariat gave or changed it."""

    recommendation: Recommendation
    edit: Edit


@dataclass(frozen=True, slots=True)
class ReturnPackage:
    """Balasan to one office. `seq` numbers what the secretariat sends this office and only rises."""

    header: Header
    seq: int
    rulings: tuple[Ruling, ...]
    advice: tuple[Advice, ...]
    roster: RosterNotice
    holdings: Holdings
    conditions: tuple[ConditionMark, ...] = ()


@dataclass(frozen=True, slots=True)
class YearSettings:
    """What the secretariat sets for the year: target in percent, deadlines, limits in bytes, whether to encrypt."""

    target: Decimal
    deadlines: tuple[tuple[str, date], ...]
    most_of_a_file: int = MOST_OF_A_FILE
    most_of_all: int = MOST_OF_ALL
    encrypts: bool = False


@dataclass(frozen=True, slots=True)
class Activation:
    """Berkas aktivasi of one office: the edition with its files (canonical bytes by instrument id), keys, a token."""

    header: Header
    seq: int
    edition: Edition
    files: tuple[tuple[str, bytes], ...]
    advice: tuple[Advice, ...]
    roster: RosterNotice
    token: Token
    settings: YearSettings
    conditions: tuple[ConditionMark, ...] = ()


@dataclass(frozen=True, slots=True)
class DeskPackage:
    """Rulings between desks of the secretariat; the header's office is the regency."""

    header: Header
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A bundle of another kind than isian that was read and found whole; fields as of a Submission."""

    path: Path
    size: int
    bundle_id: str
    state_id: str
    package: EvidencePackage | ReturnPackage | Activation | DeskPackage
    warnings: tuple[str, ...] = ()
    opened: Path | None = None
    enrols: bool = False
    sent_as: str = ""

    @property
    def name(self) -> str:
        """The file's name as its sender gave it."""
        return self.sent_as or self.path.name

    @property
    def kind(self) -> str:
        """The kind of bundle."""
        return kind_of(self.package)

    @property
    def code(self) -> str:
        """Kode paket."""
        return package_code(self.bundle_id)


_KIND_OF: Mapping[type, str] = {
    EvidencePackage: EVIDENCE,
    ReturnPackage: RETURN,
    Activation: ACTIVATION,
    DeskPackage: DESK,
}


def kind_of(package: EvidencePackage | ReturnPackage | Activation | DeskPackage) -> str:
    """The kind of bundle that carries such a package."""
    return _KIND_OF[type(package)]


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """What an office holds from the secretariat: the newest number, its bundle, the newest roster."""

    seq: int = 0
    bundle_id: str = ""
    roster: RosterNotice | None = None


def freshness_fault(delivery: Delivery, held: HeldNotice) -> str | None:
    """Why a letter of the secretariat is not taken in after those that are held; None if it is.

    RB-OK2: the very letter that is held · RB-M03: an older or equal number, an older roster, or another roster
    under the same version. Deliveries of other kinds have nothing to be older than.
    """
    package = delivery.package
    if not isinstance(package, ReturnPackage | Activation):
        return None
    if delivery.bundle_id == held.bundle_id:
        return "RB-OK2"
    if package.seq <= held.seq:
        return "RB-M03"
    if held.roster is None or package.roster.version > held.roster.version:
        return None
    return None if package.roster == held.roster else "RB-M03"


def missing_parts(parts: Iterable[Part]) -> dict[str, tuple[int, ...]]:
    """The numbers that have not come of each group of which some part has, by group; complete groups are left out."""
    seen: dict[str, set[int]] = {}
    counts: dict[str, int] = {}
    for part in parts:
        seen.setdefault(part.group, set()).add(part.number)
        counts[part.group] = max(part.count, counts.get(part.group, 0))
    gaps = {group: set(range(1, counts[group] + 1)) - numbers for group, numbers in seen.items()}
    return {group: tuple(sorted(gap)) for group, gap in gaps.items() if gap}
