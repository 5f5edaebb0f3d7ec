"""Measures export and import of a bundle with much evidence, against copying and hashing the same files.

    python tools/bench/bundle.py [--files 30] [--megabytes 10] [--runs 3] [--folder FOLDER]

The yardstick is: copy each file onto the disk (with fsync, as export and import do) and take the SHA-256 of each.
Export includes reading the finished bundle back; import includes every check and a copy of the evidence in
staging. All three are run in turn, each in a process of its own, which also tells its peak memory. The last lines
say whether the medians are within the limits; the exit code says it too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rbdesk.domain.assessment import Answer, Evidence  # noqa: E402
from rbdesk.domain.lineage import Cell, Edit, Snapshot  # noqa: E402
from rbdesk.domain.roster import ENROLLED, Enrolment  # noqa: E402
from rbdesk.domain.submission import Made, Package, Revision  # noqa: E402
from rbdesk.exchange import bundle, signing  # noqa: E402
from rbdesk.workflow import catalog  # noqa: E402

RATIO_LIMIT = 1.5
MEMORY_LIMIT_MIB = 200
OFFICE = "32.16.09"
SHEET = "lke-26-2020-unit"
REPLICA = "0123456789abcdef"
NOW = datetime(2020, 9, 3, 7, 5, 11, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work; default a temporary folder")
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.step:
        return run_step(chosen.step, chosen.folder)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        return measure(Path(folder), chosen.files, int(chosen.megabytes * 1_000_000), chosen.runs)


def measure(folder: Path, files: int, size: int, runs: int) -> int:
    """Runs the three steps in turn and prints what came out."""
    make_evidence(folder / "evidence", files, size)
    print(f"{files} files of {size / 1e6:g} MB, {runs} runs")
    seconds: dict[str, list[float]] = {name: [] for name in STEPS}
    peaks: dict[str, float] = {}
    for _ in range(runs):
        for name in ("yardstick", "export", "import"):
            told = subprocess.run(
                [sys.executable, __file__, "--step", name, "--folder", str(folder)],
                check=True,
                capture_output=True,
                text=True,
            )
            result = json.loads(told.stdout)
            seconds[name].append(result["seconds"])
            peaks[name] = max(peaks.get(name, 0), result["peak_mib"])
    is_within = True
    for name in ("yardstick", "export", "import"):
        ratios = [own / yard for own, yard in zip(seconds[name], seconds["yardstick"], strict=True)]
        ratio = statistics.median(ratios)
        is_fine = ratio <= RATIO_LIMIT and peaks[name] <= MEMORY_LIMIT_MIB
        is_within = is_within and is_fine
        print(
            f"{name:10} {statistics.median(seconds[name]):6.2f} s  {ratio:5.2f} x the yardstick  "
            f"{peaks[name]:5.0f} MiB  {'within' if is_fine else 'BEYOND'} "
            f"{RATIO_LIMIT} x and {MEMORY_LIMIT_MIB} MiB"
        )
    return 0 if is_within else 1


def make_evidence(folder: Path, files: int, size: int) -> None:
    """Writes files that look like scans: a PDF's head and noise from a fixed seed."""
    folder.mkdir()
    noise = random.Random(2020)
    for number in range(files):
        head = b"%PDF-1.7\n"
        (folder / f"{number:03d}.pdf").write_bytes(head + noise.randbytes(max(0, size - len(head))))


def run_step(name: str, folder: Path) -> int:
    """Prepares one step, times it, and prints seconds and peak memory as JSON."""
    act = STEPS[name](folder)
    started = time.perf_counter()
    act()
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "peak_mib": peak_mib()}))
    return 0


def yardstick(folder: Path) -> Callable[[], None]:
    target = fresh(folder / "yardstick")

    def act() -> None:
        for path in sorted((folder / "evidence").iterdir()):
            with path.open("rb") as source, (target / path.name).open("wb") as copy:
                shutil.copyfileobj(source, copy, 2**20)
                copy.flush()
                os.fsync(copy.fileno())
            with path.open("rb") as file:
                hashlib.file_digest(file, "sha256")

    return act


def exporting(folder: Path) -> Callable[[], None]:
    out = fresh(folder / "out")
    key_path = folder / "device.key"
    if not key_path.exists():
        signing.make_key(key_path)
    package = a_package(folder, signing.load_key(key_path))

    def act() -> None:
        bundle.write(package, key_path, out)

    return act


def importing(folder: Path) -> Callable[[], None]:
    (path,) = (folder / "out").iterdir()
    staging = fresh(folder / "staging")
    key = signing.load_key(folder / "device.key")
    entry = Enrolment(signing.device_id(key.public), key.public, OFFICE, "", ENROLLED, NOW, "")
    editions = {edition.id: edition for edition in catalog.editions()}
    offices = catalog.register()

    def act() -> None:
        read = bundle.read(path, editions=editions, offices=offices, roster=(entry,), staging=staging)
        assert not read.missing

    return act


def a_package(folder: Path, key: signing.DeviceKey) -> Package:
    """An office with every question answered and the evidence spread over them."""
    edition = catalog.edition_of_year(2020)
    sheet = catalog.instrument(SHEET)
    codes = [sheet.nodes[place].code for place in sheet.question_places]
    rows: dict[tuple[str, ...], tuple[Cell, ...]] = {}
    for n, code in enumerate(codes, start=1):
        rows["answers", SHEET, code] = (Cell(Edit(REPLICA, n, NOW, "Operator"), Answer(None, "catatan")),)
    blobs = []
    for number, path in enumerate(sorted((folder / "evidence").iterdir())):
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        code = codes[number % len(codes)]
        item = Evidence(code, sha256, len(content), path.name, "application/pdf")
        rows["evidence", SHEET, code, sha256] = (Cell(Edit(REPLICA, len(rows) + 1, NOW, "Operator"), item),)
        blobs.append((sha256, path))
    return Package(
        edition_id=edition.id,
        edition_hash=edition.hash,
        office=OFFICE,
        office_name=catalog.register().name_of(OFFICE),
        device=signing.device_of(key.public, "bench"),
        replica=REPLICA,
        revision=Revision(1, (), final=False),
        made=Made(NOW, "Operator", "RBDesk bench"),
        snapshot=Snapshot({REPLICA: len(rows)}, rows),
        blobs=tuple(blobs),
    )


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def peak_mib() -> float:
    """The process's peak memory in MiB; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


STEPS: dict[str, Callable[[Path], Callable[[], None]]] = {
    "yardstick": yardstick,
    "export": exporting,
    "import": importing,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
