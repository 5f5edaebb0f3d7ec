"""Takes in one bundle of every subdistrict of the country, and writes the same rows with executemany beside it.

    python tools/bench/country.py [--offices 7196] [--folder PLACE]

The register is an invented one of as many offices. Merging is planning and taking in: histories joined, the original
kept in the archive, a journal row, rows, vectors; one write a bundle, on the disk before the next. Beside it, in the
same run and in turns with it, a store of the same schema and settings gets the same rows: one executemany and one
commit a bundle, and once more all rows of a batch in one commit. Reading (container, digests, signature, every row)
is measured apart. The exit code says whether merging took at most twice the time of the executemany a bundle.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import sendings
from bundle import peak_mib

from rbdesk.domain.correspondence import STATE
from rbdesk.domain.office import Office, Register, Role
from rbdesk.domain.roster import Enrolment
from rbdesk.domain.submission import Submission
from rbdesk.exchange import bundle
from rbdesk.exchange.stages import Trust
from rbdesk.store import assessments
from rbdesk.store.cells import KINDS
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, secretariat, setup

LIMIT = 2.0
AT_ONCE = 200
WHO = "Sekretariat"
NOW = datetime(2020, 9, 3, 8, 10, tzinfo=UTC)
SEED = 2020


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--offices", type=int, default=7_196)
    parser.add_argument("--folder", type=Path, default=None, help="where to work (a disk with 1 GB free)")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as place:
        folder = Path(place)
        offices = register(chosen.offices)
        started = time.perf_counter()
        paths, roster = make(folder / "sent", offices)
        print(f"{len(paths)} bundles made in {time.perf_counter() - started:.0f} s", flush=True)
        found = measure(folder, offices, paths, roster)
    return tell(found, len(paths))


def register(count: int) -> Register:
    """A country of so many offices, 14 to a regency."""
    found = []
    for number in range(count):
        province, rest = divmod(number, 15 * 14)
        regency, district = divmod(rest, 14)
        code = f"{11 + province:02}.{1 + regency:02}.{1 + district:02}"
        found.append(
            Office(code, f"Kecamatan {number + 1}", f"{number:04}"[-3:], number // 100, number % 100)
        )
    return Register("11.01", "Negara contoh", tuple(found), count // 100 + 1, 100)


def make(folder: Path, offices: Register) -> tuple[list[Path], list[Enrolment]]:
    """One bundle of each office, all questions answered, and the keys that signed them."""
    keys = folder / "keys"
    keys.mkdir(parents=True)
    paths, roster = [], []
    with sendings.fsync_is_off():
        for office in offices.offices:
            laptop = sendings.a_laptop(keys, office.code, office.name, 1, SEED)
            laptop.edit(sendings.first_answers(laptop, SEED))
            paths.append(laptop.send(folder))
            roster.append(laptop.enrolment)
    return paths, roster


def measure(
    folder: Path, offices: Register, paths: Sequence[Path], roster: Sequence[Enrolment]
) -> dict[str, float]:
    """Seconds of each kind of work over all bundles, in turns."""
    seconds = dict.fromkeys(("read", "plan", "take in", "executemany", "executemany at once"), 0.0)
    rows = 0
    editions = {edition.id: edition for edition in catalog.editions()}
    by_office = {entry.office: entry for entry in roster}
    with (
        closing(a_desk(folder / "desk")) as desk,
        closing(a_desk(folder / "plain")) as plain,
        closing(a_desk(folder / "plainer")) as plainer,
    ):
        for start in range(0, len(paths), AT_ONCE):
            some = paths[start : start + AT_ONCE]
            known = [by_office[path.name.split("_")[2]] for path in some]
            trust = Trust(editions, offices, known, kinds=frozenset({STATE}))
            with clock(seconds, "read"):
                items = bundle.receive_many(some, trust, secretariat.staging_folder(folder / "desk"))
            with clock(seconds, "plan"):
                plan = secretariat.load_plan(desk, items)
            assert all(file.is_accepted for file in plan.files)
            with clock(seconds, "take in"):
                secretariat.accept(desk, plan, who=WHO, now=NOW)
            lines = [lines_of(item) for item in items if isinstance(item, Submission)]
            rows += sum(len(of_bundle) for of_bundle in lines)
            with clock(seconds, "executemany"):
                for of_bundle in lines:
                    with plain.atomic():
                        plain.execute_many(KINDS["answers"].insert, of_bundle)
            with clock(seconds, "executemany at once"), plainer.atomic():
                for of_bundle in lines:
                    plainer.execute_many(KINDS["answers"].insert, of_bundle)
        assert len(assessments.load_snapshots(desk, 2020)) == len(paths)
    return {**seconds, "rows": rows, "mib": peak_mib()}


def a_desk(folder: Path) -> Store:
    """A new desk of a secretariat."""
    return setup.create_desk(folder, role=Role.SECRETARIAT, office="", year=2020, who=WHO, now=NOW)


def lines_of(item: Submission) -> list[Sequence[object]]:
    """The rows of a bundle as the table has them."""
    package = item.package
    return [
        KINDS[row[0]].write_line(package.office, 2020, row, cell)
        for row, cells in package.snapshot.rows.items()
        for cell in cells
    ]


class clock:
    """Adds the seconds of a block to an entry."""

    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self.seconds, self.name = seconds, name

    def __enter__(self) -> None:
        self.started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.name] += time.perf_counter() - self.started


def tell(found: dict[str, float], bundles: int) -> int:
    print(f"{found['rows']:.0f} rows of {bundles} bundles; peak {found['mib']:.0f} MiB")
    for name in ("read", "plan", "take in", "executemany", "executemany at once"):
        print(f"{name:20} {found[name]:7.1f} s  {found[name] / bundles * 1000:6.2f} ms a bundle")
    merge = found["plan"] + found["take in"]
    times = merge / found["executemany"]
    kept = times <= LIMIT
    print(
        f"merge {merge:.1f} s, {times:.2f} × executemany with a commit a bundle"
        f" ({merge / found['executemany at once']:.1f} × without): {'within' if kept else 'ABOVE'} the limit of {LIMIT:.0f} ×"
    )
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
