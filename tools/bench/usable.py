"""Measures how long a start takes until the first page shows an office's real numbers, and the memory at that moment.

    python tools/bench/usable.py [--runs 7] [--platform offscreen]

The desk has 94 of 110 questions answered with a file at each. Both programs are started in turn, each in a process of
its own; a bare QMainWindow is usable when it is painted, ours when Beranda has its score painted. Memory is what is
resident then (Linux only), before any chart with axes was drawn. The exit code says whether both are within the limits.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import start

TIMES_LIMIT, MEMORY_LIMIT = 3.0, 1.25

RESIDENT = """
def resident():
    try:
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
    except OSError:
        return 0
"""

BARE = RESIDENT + start.BARE.replace(
    "print(time.time_ns(), flush=True)", "print(time.time_ns(), resident(), flush=True)"
)

RBDESK = (
    RESIDENT
    + """
import os, sys, time
from rbdesk.main import window_trouble
assert not window_trouble(os.environ)
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from rbdesk.ui import app

def look():
    module = sys.modules.get("rbdesk.ui.window")
    found = [one for one in QApplication.allWidgets() if module and type(one).__name__ == "Window"]
    page = found[0].page if found else None
    if page is not None and page.key == "home" and page.full.isVisible():
        QApplication.processEvents()  # what was filled is painted
        print(time.time_ns(), resident(), flush=True)
        os._exit(0)
    QTimer.singleShot(5, look)

app.run([], painted=lambda: QTimer.singleShot(5, look))
"""
)

MAKE_DESK = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import answer
answer.fill_desk(Path(sys.argv[1])).close()
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--platform", default=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        environment = start.an_environment(Path(folder), chosen.platform)
        make = [sys.executable, "-c", MAKE_DESK, environment["RBDESK_DESK"], str(Path(__file__).parent)]
        subprocess.run(make, check=True, env=environment)
        pairs = [(begin(BARE, environment), begin(RBDESK, environment)) for _ in range(chosen.runs + 1)][1:]
    (bare, least), (ours, most) = (
        [statistics.median(side[at] for side in sides) for at in (0, 1)] for sides in zip(*pairs, strict=True)
    )
    print(f"usable: bare {bare:.1f} ms, RBDesk {ours:.1f} ms, ratio {ours / bare:.2f} (limit {TIMES_LIMIT})")
    is_within = ours <= TIMES_LIMIT * bare
    if least:
        print(
            f"memory: bare {least:.1f} MiB, RBDesk {most:.1f} MiB, ratio {most / least:.2f} (limit {MEMORY_LIMIT})"
        )
        is_within &= most <= MEMORY_LIMIT * least
    return int(not is_within)


def begin(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from before the process is created until it can be used, and MiB resident then.

    Raises SystemExit: it never could.
    """
    begun = time.time_ns()
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    if not ended.stdout.strip():
        raise SystemExit(f"nothing could be used:\n{ended.stderr}")
    at_ns, resident_kib = (int(word) for word in ended.stdout.split()[:2])
    return (at_ns - begun) / 1e6, resident_kib / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
