"""Measures how long the secretariat takes to take in the bundles of all 23 offices, every check included.

    python tools/bench/merge.py [--evidence none|small] [--runs 5]

Bundles come from the invented year, one of each office. A run reads them (container, digests, signatures, every
row), plans, takes them in one write each, and reads the inbox as the window does. The last line says whether the
median is within the limit; the exit code says it too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rbdesk.domain.office import Role  # noqa: E402
from rbdesk.exchange import signing  # noqa: E402
from rbdesk.workflow import demo, secretariat, setup  # noqa: E402

LIMIT_SECONDS = 1.0
OFFICES = 23
WHO = "Sekretariat"
NOW = datetime(2020, 9, 3, 8, 10, tzinfo=UTC)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--evidence", choices=(demo.NONE, demo.SMALL), default=demo.NONE)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        made = demo.make_demo(Path(folder) / "year", only_bundles=True, evidence_kind=chosen.evidence)
        paths = one_of_each_office(made)
        size = sum(path.stat().st_size for path in paths)
        print(f"{len(paths)} bundles, {size / 1000:.0f} kB, evidence {chosen.evidence}")
        runs = [
            measure(Path(folder) / f"desk-{number}", made.folder / demo.KEYS, paths)
            for number in range(chosen.runs)
        ]
    for name, seconds in zip(("read", "take in", "inbox", "all"), zip(*runs, strict=True), strict=True):
        middle = statistics.median(seconds)
        print(
            f"{name:8} {middle * 1000:7.0f} ms  (best {min(seconds) * 1000:.0f}, worst {max(seconds) * 1000:.0f})"
        )
    whole = statistics.median(run[-1] for run in runs)
    verdict = "within" if whole < LIMIT_SECONDS else "ABOVE"
    print(f"{whole:.2f} s: {verdict} the limit of {LIMIT_SECONDS:.0f} s")
    return int(whole >= LIMIT_SECONDS)


def one_of_each_office(made: demo.Demo) -> list[Path]:
    """The newest whole bundle of every office of the invented year."""
    found: dict[str, Path] = {}
    for path in (*made.bundles, *made.late):  # the damaged one is made good by its copy among the late
        office = path.name.split("_")[2]
        found[office] = path
    assert len(found) == OFFICES
    return list(found.values())


def measure(folder: Path, key_file: Path, paths: Sequence[Path]) -> tuple[float, float, float, float]:
    """Seconds of reading, taking in, reading the inbox, and all of it, at a new desk."""
    with closing(
        setup.create_desk(folder, role=Role.SECRETARIAT, office="", year=demo.YEAR, who=WHO, now=NOW)
    ) as db:
        with db.atomic():
            for device in json.loads(key_file.read_text(encoding="utf-8"))["devices"]:
                key = signing.parse_public_base64(device["key"])
                secretariat.enrol(db, device["office"], key, device["label"], who=WHO, now=NOW)
        started = time.perf_counter()
        items = secretariat.read_packages(
            paths, secretariat.load_trust(db), secretariat.staging_folder(folder)
        )
        read = time.perf_counter()
        secretariat.accept(db, secretariat.load_plan(db, items), who=WHO, now=NOW)
        taken = time.perf_counter()
        inbox = secretariat.load_inbox(db, demo.YEAR)
        ended = time.perf_counter()
        assert inbox.received == OFFICES
    return read - started, taken - read, ended - taken, ended - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
