"""Bundles by the thousand for the benches: offices whose laptops answer, join and send, without a desk for each.

Everything of a bundle is real (signature, container, canonical files); only the desks that would have made it are
not there. Written without waiting for the disk, since nobody keeps them.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rbdesk.domain.assessment import Answer, Evidence  # noqa: E402
from rbdesk.domain.lineage import NOTHING, Cell, Edit, RowKey, Snapshot, join  # noqa: E402
from rbdesk.domain.roster import ENROLLED, Enrolment  # noqa: E402
from rbdesk.domain.submission import Made, Package, Revision  # noqa: E402
from rbdesk.exchange import bundle, signing  # noqa: E402
from rbdesk.workflow import catalog, invented  # noqa: E402

SHEET = catalog.instrument(catalog.UNIT_SHEET)
START = datetime(2020, 8, 3, 1, 20, tzinfo=UTC)


@dataclass
class Laptop:
    """A computer of an office as far as its bundles tell."""

    office: str
    office_name: str
    number: int
    key_file: Path
    device: signing.Device
    replica: str
    snapshot: Snapshot = NOTHING
    n: int = 0
    revision: int = 0
    at: datetime = START
    chance: random.Random = field(default_factory=random.Random)

    @property
    def enrolment(self) -> Enrolment:
        """The entry on the secretariat's roster."""
        return Enrolment(
            self.device.id, self.device.key, self.office, self.device.label, ENROLLED, START, "bench"
        )

    def edit(self, values: Mapping[RowKey, Answer | Evidence]) -> None:
        """Write rows over what stands there."""
        rows = dict(self.snapshot.rows)
        for row, value in values.items():
            self.n += 1
            self.at += timedelta(minutes=1)
            rows[row] = (Cell(Edit(self.replica, self.n, self.at, "Operator"), value),)
        self.snapshot = Snapshot({**self.snapshot.vector, self.replica: self.n}, rows)

    def take_over(self, other: Laptop) -> None:
        """Join another laptop's state and settle every clash, as the office does."""
        self.snapshot = join(self.snapshot, other.snapshot)
        self.edit({row: self.snapshot.rows[row][-1].value for row in self.snapshot.conflicts()})

    def send(self, folder: Path) -> Path:
        """The bundle of the state as it is now."""
        edition = catalog.edition_of_year(2020)
        self.revision += 1
        package = Package(
            edition_id=edition.id,
            edition_hash=edition.hash,
            office=self.office,
            office_name=self.office_name,
            device=self.device,
            replica=self.replica,
            revision=Revision(min(self.revision, 9999), (), final=False),
            made=Made(self.at, "Operator", "RBDesk bench"),
            snapshot=self.snapshot,
        )
        path, _ = bundle.write(package, self.key_file, folder)
        return path


def a_laptop(folder: Path, office: str, office_name: str, number: int, seed: int) -> Laptop:
    """A laptop with a key of its own, from the seed."""
    subject = f"rbdesk-bench/{seed}/{office}/{number}"
    digest = hashlib.sha256(subject.encode()).hexdigest()
    key_file = folder / f"{office}-{number}.key"
    signing.make_key(key_file, seed=bytes.fromhex(digest))
    public = signing.load_key(key_file).public
    return Laptop(
        office=office,
        office_name=office_name,
        number=number,
        key_file=key_file,
        device=signing.device_of(public, f"Laptop {number}"),
        replica=hashlib.sha256(digest.encode()).hexdigest()[:16],
        chance=random.Random(subject),
    )


def first_answers(laptop: Laptop, seed: int) -> dict[RowKey, Answer | Evidence]:
    """An answer to every question of the sheet."""
    given = invented.answers(SHEET, seed, laptop.office)
    return {("answers", SHEET.id, code): answer for code, answer in given.items()}


def some_evidence(laptop: Laptop, count: int) -> dict[RowKey, Answer | Evidence]:
    """Rows of evidence, whose files are not sent."""
    codes = [SHEET.nodes[place].code for place in SHEET.question_places]
    found: dict[RowKey, Answer | Evidence] = {}
    for number in range(count):
        code = codes[number % len(codes)]
        sha256 = hashlib.sha256(f"{laptop.office}/{laptop.number}/{number}".encode()).hexdigest()
        item = Evidence(code, sha256, 2048 + number, f"Dokumen {number}.pdf", "application/pdf")
        found["evidence", SHEET.id, code, sha256] = item
    return found


def another_answer(laptop: Laptop) -> dict[RowKey, Answer | Evidence]:
    """One question answered otherwise."""
    code = laptop.chance.choice([SHEET.nodes[place].code for place in SHEET.question_places])
    row: RowKey = ("answers", SHEET.id, code)
    standing = laptop.snapshot.rows[row][0].value
    assert isinstance(standing, Answer)
    note = f"catatan {laptop.n}"
    options = SHEET.question(code).scale.options
    value = laptop.chance.choice([option.label for option in options]) if options else standing.value
    return {row: Answer(value, note)}


@contextmanager
def fsync_is_off() -> Iterator[None]:
    """Let this process not wait for the disk: the bundles of a bench are not kept."""
    waiting = os.fsync
    os.fsync = lambda _: None  # type: ignore[assignment]
    try:
        yield
    finally:
        os.fsync = waiting


def lives(
    folder: Path, offices: Sequence[tuple[str, str]], each: int, seed: int
) -> Iterator[tuple[Path, Enrolment]]:
    """Make about `each` bundles of every office: two laptops that answer, clash, join and go on."""
    keys = folder / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    for office, name in offices:
        pair = [a_laptop(keys, office, name, number, seed) for number in (1, 2)]
        pair[0].edit(first_answers(pair[0], seed) | some_evidence(pair[0], 100))
        pair[1].take_over(pair[0])
        for number in range(each):
            laptop, other = pair if number % 2 else pair[::-1]
            for _ in range(laptop.chance.randint(1, 4)):
                laptop.edit(another_answer(laptop))
            if number % 9 == 8:
                laptop.take_over(other)
            yield laptop.send(folder / office), laptop.enrolment
