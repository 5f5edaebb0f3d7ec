"""Measures how long one answer takes to the disk, beside the same rows written with bare sqlite3.

    python tools/bench/save.py [--saves 500] [--folder FOLDER]

The yardstick has the same schema and pragmas, and no domain, check, hash or copy of the journal. Both write to one
folder in turns, so that the disk's moods hit both. The last line says whether the ratio of the medians is within
the limit; the exit code says it too.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rbdesk.domain.assessment import Answer, Key  # noqa: E402
from rbdesk.domain.office import Role  # noqa: E402
from rbdesk.store import database, migrations  # noqa: E402
from rbdesk.workflow import catalog, office, setup  # noqa: E402

RATIO_LIMIT = 1.3
KEY = Key("32.16.09", 2020, catalog.UNIT_SHEET)
WARM_UP = 50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--saves", type=int, default=500)
    parser.add_argument("--folder", type=Path, help="where to write: the disk to measure")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rbdesk-bench-", dir=arguments.folder) as folder:
        times = measure(Path(folder), arguments.saves)
    for name, found in times.items():
        p99 = sorted(found)[int(len(found) * 0.99)]
        print(f"{name}: median {statistics.median(found):.3f} ms, 99 of 100 within {p99:.3f} ms")
    ratio = statistics.median(times["RBDesk"]) / statistics.median(times["bare"])
    is_within = ratio <= RATIO_LIMIT
    print(f"ratio {ratio:.2f}, limit {RATIO_LIMIT}: {'within' if is_within else 'ABOVE'}")
    return 0 if is_within else 1


def measure(folder: Path, saves: int) -> dict[str, list[float]]:
    """Milliseconds of each save, by who saved."""
    ours, close_ours = our_save(folder / "desk")
    bare, close_bare = bare_save(folder / "bare.db")
    times: dict[str, list[float]] = {"RBDesk": [], "bare": []}
    for number in range(WARM_UP + saves):
        for name, save in (("RBDesk", ours), ("bare", bare)):
            start = time.perf_counter()
            save(number)
            times[name].append((time.perf_counter() - start) * 1000)
    close_ours()
    close_bare()
    return {name: found[WARM_UP:] for name, found in times.items()}


def our_save(folder: Path) -> tuple[Callable[[int], object], Callable[[], None]]:
    now = datetime.now(UTC)
    db = setup.create_desk(folder, role=Role.OFFICE, office=KEY.office, year=KEY.year, who="Bench", now=now)

    def save(number: int) -> object:
        answer = Answer("AB"[number % 2], f"catatan {number}")
        return office.record_answer(db, KEY, CODES[number % len(CODES)], answer, who="Bench", now=now)

    return save, db.close


def bare_save(path: Path) -> tuple[Callable[[int], object], Callable[[], None]]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(migrations.STEPS[0])
    for name, value, _ in database.PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    stamp, digest, replica = "2020-08-27T03:42:00Z", "0" * 64, "a" * 16

    def save(number: int) -> None:
        code, value, note = CODES[number % len(CODES)], '"A"', f"catatan {number}"
        row = (*KEY, code)
        execute = connection.execute
        execute("BEGIN IMMEDIATE")
        execute(
            "INSERT INTO journal VALUES (?, ?, ?, 'answer', ?, ?, ?, ?, '[]', ?, ?, 'Bench', '', ?, ?)",
            (
                number + 1,
                replica,
                number + 1,
                *row,
                f'{{"note":"{note}","value":"A"}}',
                stamp,
                digest,
                digest,
            ),
        )
        execute("DELETE FROM answers WHERE office = ? AND year = ? AND instrument = ? AND question = ?", row)
        execute(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'Bench')",
            (*row, replica, number + 1, value, note, stamp),
        )
        execute(
            "INSERT INTO vectors VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = excluded.n",
            (KEY.office, KEY.year, replica, number + 1),
        )
        execute("COMMIT")

    return save, connection.close


CODES = [
    node.code
    for node in catalog.instrument(KEY.instrument).nodes
    if node.question is not None and len(node.question.scale.options) > 2
]


if __name__ == "__main__":
    sys.exit(main())
