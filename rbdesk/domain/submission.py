"""Kiriman: what was read from a bundle and verified, and what a bundle is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.roster import EnrolmentProof


@dataclass(frozen=True, slots=True)
class Profile:
    """Post-holders' names and the office's telephone; no personal numbers."""

    head: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Device:
    """A computer of an office, known by its Ed25519 public key (32 bytes)."""

    id: str
    key: bytes
    label: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Which package of an office this is; `parents` are the state ids it grew from; `final`: paket resmi."""

    number: int
    parents: tuple[str, ...]
    final: bool


@dataclass(frozen=True, slots=True)
class Made:
    """When and by whom a package was made; `clock_ok` false where the computer's clock is not believed."""

    at: datetime
    by: str
    app: str
    clock_ok: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Bagian: one bundle of several that carry one state and its evidence; `group` is a UUID, `number` from 1."""

    group: str
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Package:
    """The state of one office that goes into a bundle of kind isian: all that its bytes depend on.

    `blobs` are the files of evidence to carry, by SHA-256. `part` where other bundles carry the rest of them;
    `enrolment` until the secretariat has listed the device. `seal_to` is the age recipient whom alone the finished
    file lets read it, "" for a file that anybody can read; it is no part of what the bundle says.
    """

    edition_id: str
    edition_hash: str
    office: str
    office_name: str
    device: Device
    replica: str
    revision: Revision
    made: Made
    snapshot: Snapshot
    blobs: tuple[tuple[str, Path], ...] = ()
    part: Part | None = None
    enrolment: EnrolmentProof | None = None
    seal_to: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A bundle that was read and found whole: its content, its identity, and where the file lies.

    `blobs` are the files of evidence it carries, by SHA-256, copied to a staging place when it was read
    for merging; empty when it was only judged. `missing` are digests that rows name and the file lacks.
    `size` is the file's, in bytes. `opened` is a copy in the staging place which is the one to keep: of an encrypted
    file its content, of a large one what was read. `enrols`: the key is not on the roster, but it proved that it holds
    its office's token. `sent_as`: how the file was called before it lay here under a name of ours.
    """

    path: Path
    size: int
    bundle_id: str
    state_id: str
    package: Package
    missing: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    opened: Path | None = None
    enrols: bool = False
    sent_as: str = ""

    @property
    def name(self) -> str:
        """The file's name as its sender gave it."""
        return self.sent_as or self.path.name

    @property
    def code(self) -> str:
        """Kode paket: the first eight digits of the bundle id, in two groups, upper case."""
        return package_code(self.bundle_id)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not taken in: the code of the first stage that failed, and the facts of its sentence.

    `office` and `bundle_id` where the file could still tell them. Of a large file that waits for its device `opened`
    is a copy in the staging place, `sha256` its digest.
    """

    path: Path
    code: str
    facts: tuple[tuple[str, str], ...] = ()
    office: str = ""
    bundle_id: str = ""
    size: int = 0
    sent_as: str = ""
    opened: Path | None = None
    sha256: str = ""

    @property
    def name(self) -> str:
        """The file's name as its sender gave it."""
        return self.sent_as or self.path.name


def package_code(bundle_id: str) -> str:
    """Kode paket of a bundle id: `7F3A-91C4`."""
    return f"{bundle_id[:4]}-{bundle_id[4:8]}".upper()
