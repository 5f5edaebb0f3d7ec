"""Takes thousands of bundles in at the secretariat in several orders, with repeats and with merges taken back.

    python tools/bench/soak.py [--bundles 10000] [--orders 3] [--undone 0.05] [--repeated 0.05] [--folder PLACE]

23 offices, two laptops each, that answer, clash, join and go on; every bundle carries about 210 rows. Each order is
a process of its own: it reads (container, digests, signature, every row), plans, takes in, takes some back, and at
the end rebuilds all rows from archive and journal. Said are milliseconds a bundle, the peak of memory, and whether
all orders, and the rebuilding, end with one digest. The exit code says whether all limits were kept.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
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

from rbdesk.domain.office import Role
from rbdesk.exchange import signing
from rbdesk.workflow import catalog, rebuilding, secretariat, setup, undoing

LIMIT_MS = 30.0
LIMIT_MIB = 300.0
AT_ONCE = 100  # files a person drops together
WHO = "Sekretariat"
NOW = datetime(2020, 9, 3, 8, 10, tzinfo=UTC)
SEED = 2020


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bundles", type=int, default=10_000)
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--undone", type=float, default=0.05)
    parser.add_argument("--repeated", type=float, default=0.05)
    parser.add_argument("--folder", type=Path, default=None, help="where to work (a disk with 1 GB free)")
    parser.add_argument("--order", type=int, default=None, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.order is not None:
        return one_order(chosen)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        return all_orders(Path(folder), chosen, arguments)


def all_orders(folder: Path, chosen: argparse.Namespace, arguments: Sequence[str]) -> int:
    started = time.perf_counter()
    make(folder / "sent", chosen.bundles)
    print(f"{chosen.bundles} bundles made in {time.perf_counter() - started:.0f} s", flush=True)
    results = []
    for order in range(chosen.orders):
        command = [sys.executable, __file__, *arguments, "--folder", str(folder), "--order", str(order)]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        found = json.loads(said)
        results.append(found)
        print(
            f"order {order + 1}: {found['taken']} taken in, {found['undone']} taken back, "
            f"{found['ms']:.1f} ms a bundle (slowest 100: {found['slowest_ms']:.1f}), undo {found['undo_ms']:.1f} ms, "
            f"{found['mib']:.0f} MiB, rebuilt in {found['rebuild_s']:.0f} s, digest {found['digest'][:12]}",
            flush=True,
        )
    is_one = len({found[name] for found in results for name in ("digest", "rebuilt")}) == 1
    slowest = max(found["ms"] for found in results)
    largest = max(found["mib"] for found in results)
    kept = is_one and slowest <= LIMIT_MS and largest <= LIMIT_MIB
    print(f"one digest: {'yes' if is_one else 'NO'}")
    print(
        f"{slowest:.1f} ms a bundle (limit {LIMIT_MS:.0f}), {largest:.0f} MiB (limit {LIMIT_MIB:.0f}):"
        f" {'within' if kept else 'ABOVE'} the limits"
    )
    return int(not kept)


def make(folder: Path, count: int) -> None:
    """The bundles, and the list of them with the keys that signed them."""
    offices = [(office.code, office.name) for office in catalog.register().offices]
    each = -(-count // len(offices))
    with sendings.fsync_is_off():
        made = list(sendings.lives(folder, offices, each, SEED))[:count]
    listed = {
        "paths": [str(path) for path, _ in made],
        "devices": sorted(
            {(entry.office, signing.public_base64(entry.key), entry.label) for _, entry in made}
        ),
    }
    (folder / "list.json").write_text(json.dumps(listed), encoding="utf-8")


def one_order(chosen: argparse.Namespace) -> int:
    """Take all in, in one order, at a new desk; what was measured is printed as JSON."""
    listed = json.loads((chosen.folder / "sent" / "list.json").read_text(encoding="utf-8"))
    paths = [Path(path) for path in listed["paths"]]
    undone = set(random.Random(SEED).sample(paths, int(len(paths) * chosen.undone)))
    chance = random.Random(chosen.order)
    arrivals = [*paths, *chance.sample(paths, int(len(paths) * chosen.repeated))]
    chance.shuffle(arrivals)
    with closing(
        setup.create_desk(
            chosen.folder / f"desk-{chosen.order}",
            role=Role.SECRETARIAT,
            office="",
            year=2020,
            who=WHO,
            now=NOW,
        )
    ) as db:
        with db.atomic():
            for office, key, label in listed["devices"]:
                public = signing.parse_public_base64(key)
                secretariat.enrol(db, office, public, label, who=WHO, now=NOW)
        waiting: list[str] = []
        times: list[float] = []
        undo_times: list[float] = []
        ids = {}
        whole = 0.0
        for start in range(0, len(arrivals), AT_ONCE):
            some = arrivals[start : start + AT_ONCE]
            started = time.perf_counter()
            staging = secretariat.staging_folder(db.folder.root)
            items = secretariat.read_packages(some, secretariat.load_trust(db), staging)
            plan = secretariat.load_plan(db, items)
            wrong = [file for file in plan.files if not file.is_accepted and file.code != "RB-OK5"]
            assert not wrong, [(file.path.name, file.code, file.facts) for file in wrong]
            secretariat.accept(db, plan, who=WHO, now=NOW)
            taken = time.perf_counter() - started
            whole += taken
            times.append(taken / len(some))
            for file in plan.files:
                if file.path in undone and file.path not in ids:
                    ids[file.path] = file.bundle_id
                    waiting.append(file.bundle_id)
            chance.shuffle(waiting)
            keep = 20 if start + AT_ONCE < len(arrivals) else 0
            while len(waiting) > keep:
                started = time.perf_counter()
                undoing.exclude(db, waiting.pop(), who=WHO, now=NOW)
                undo_times.append(time.perf_counter() - started)
        digest = secretariat.load_digest(db)
        mib = peak_mib()
        started = time.perf_counter()
        rebuilt = rebuilding.rebuild(db, who=WHO, now=NOW)
        seconds = time.perf_counter() - started
    whole += sum(undo_times)
    print(
        json.dumps(
            {
                "taken": len(arrivals),
                "undone": len(undo_times),
                "ms": whole / len(arrivals) * 1000,
                "slowest_ms": max(times) * 1000,
                "undo_ms": sum(undo_times) / max(1, len(undo_times)) * 1000,
                "mib": mib,
                "rebuild_s": seconds,
                "digest": digest,
                "rebuilt": rebuilt.after,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
