"""Measures how long a start takes to its first painted window, against a bare QMainWindow in the same run.

    python tools/bench/start.py [--runs 15] [--platform offscreen]

Both are started in turn, each in a process of its own; the time runs from before the process is created to
the end of the first paint. The desk is a fresh one in a temporary folder, as an office has it. The last line
says whether the ratio of the medians is within the limit; the exit code says it too.
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

LIMIT = 1.3

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time_ns(), flush=True)
        QApplication.exit(0)

app = QApplication(sys.argv)
window = Bare()
window.resize(1366, 696)
window.showMaximized()
app.exec()
"""

RBDESK = """
import os, sys, time
from rbdesk.main import window_trouble
assert not window_trouble(os.environ)
from PySide6.QtWidgets import QApplication
from rbdesk.ui import app

def painted():
    print(time.time_ns(), flush=True)
    os._exit(0)

app.run([], painted=painted)
"""

MAKE_DESK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from rbdesk.domain.office import Role
from rbdesk.workflow import setup
now = datetime.now(UTC)
setup.create_desk(
    Path(sys.argv[1]), role=Role.OFFICE, office="32.16.09", year=2020, operator="Operator", who="bench", now=now
).close()
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--platform", default=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        environment = an_environment(Path(folder), chosen.platform)
        subprocess.run(
            [sys.executable, "-c", MAKE_DESK, environment["RBDESK_DESK"]], check=True, env=environment
        )
        bare, ours = measure(chosen.runs, environment)
    ratios = [own / other for own, other in zip(ours, bare, strict=True)]
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"bare QMainWindow  median {statistics.median(bare):6.1f} ms, best {min(bare):6.1f} ms")
    print(f"RBDesk            median {statistics.median(ours):6.1f} ms, best {min(ours):6.1f} ms")
    print(
        f"pairs: {statistics.quantiles(ratios, n=10)[0]:.2f} … {statistics.quantiles(ratios, n=10)[-1]:.2f}"
    )
    print(f"ratio of the medians {ratio:.2f}, limit {LIMIT}: {'met' if ratio <= LIMIT else 'NOT met'}")
    return 0 if ratio <= LIMIT else 1


def an_environment(folder: Path, platform: str) -> dict[str, str]:
    """An account of its own, with a desk, settings and platform."""
    home = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CONFIG_HOME"), str(folder))
    return {**os.environ, **home, "RBDESK_DESK": str(folder / "desk"), "QT_QPA_PLATFORM": platform}


def measure(runs: int, environment: dict[str, str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each run: bare, ours. The first pair only warms the disk's cache."""
    pairs = [(start(BARE, environment), start(RBDESK, environment)) for _ in range(runs + 1)][1:]
    return [bare for bare, _ in pairs], [ours for _, ours in pairs]


def start(program: str, environment: dict[str, str]) -> float:
    """Milliseconds from before the process is created to its first paint."""
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
        raise SystemExit(f"no window was painted:\n{ended.stderr}")
    return (int(ended.stdout.split()[0]) - begun) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
