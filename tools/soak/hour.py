"""A scripted hour of use through the real window: does memory grow, does anything complain on stderr?

    python tools/soak/hour.py [--scale 1.0] [--folder PLACE]

Two sittings, each in a process of its own, drawn offscreen: an office that answers (10,000 times), goes from page to page,
draws its charts anew in the other theme and makes 50 packages; a secretariat that goes from page to page, draws charts
and takes packages in, 20 times. Together 2,000 page switches and 200 charts; `--scale` shortens all alike. The first round
warms up: every page is built, one of each act done. Memory is what is resident after that and at the end (Linux). The
exit code says whether it grew by at most 15 %, stayed within 350 MB and nothing was said on stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GROWTH_LIMIT, MEMORY_LIMIT_MIB = 0.15, 350
OFFICE, SECRETARIAT = "office", "secretariat"
OFFSCREEN_SAYS = "This plugin does not support propagateSizeHints()"  # Qt's own, of no other platform
FULL = {
    OFFICE: {"rounds": 50, "answers": 10_000, "switches": 1_000, "charts": 100, "exports": 50},
    SECRETARIAT: {"rounds": 20, "switches": 1_000, "charts": 100, "merges": 20},
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--folder", type=Path, help="where to work; default a temporary folder")
    parser.add_argument("--sitting", choices=sorted(FULL), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.sitting:
        print(json.dumps(sit(chosen.sitting, chosen.folder, chosen.scale)))
        return 0
    with tempfile.TemporaryDirectory(prefix="rbdesk-hour-", dir=chosen.folder) as folder:
        kept = [begin(sitting, Path(folder) / sitting, chosen.scale) for sitting in FULL]
    return 0 if all(kept) else 1


def begin(sitting: str, folder: Path, scale: float) -> bool:
    """Run a sitting in a process of its own and print its numbers; whether all limits were kept."""
    folder.mkdir()
    command = [sys.executable, __file__, "--sitting", sitting, "--folder", str(folder), "--scale", str(scale)]
    began = time.monotonic()
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    if ended.returncode:
        print(f"{sitting}: FAILED\n{ended.stderr}")
        return False
    found = json.loads(ended.stdout)
    first, last, done = found["first_mib"], found["last_mib"], found["done"]
    complaints = [line for line in ended.stderr.splitlines() if line != OFFSCREEN_SAYS]
    is_kept = (
        last <= first * (1 + GROWTH_LIMIT) and max(found["course_mib"]) <= MEMORY_LIMIT_MIB and not complaints
    )
    counts = ", ".join(f"{number} {what}" for what, number in done.items())
    print(
        f"{sitting}: {counts} in {time.monotonic() - began:.0f} s; {first:.0f} → {last:.0f} MiB"
        f" ({(last / first - 1) * 100 if first else 0:+.1f} %, limit {GROWTH_LIMIT:.0%}; {MEMORY_LIMIT_MIB} MiB),"
        f" {len(complaints)} lines on stderr: {'kept' if is_kept else 'NOT KEPT'}"
    )
    print(f"  course {' '.join(f'{mib:.0f}' for mib in found['course_mib'])} MiB", flush=True)
    for line in complaints[:20]:
        print(f"  {line}")
    return is_kept


# --- a sitting ----------------------------------------------------------------------------------------------


def sit(sitting: str, folder: Path, scale: float) -> dict[str, Any]:
    """Work for as many rounds as the scale asks; what was done, and memory at each tenth of the time."""
    from PySide6.QtWidgets import QApplication

    from rbdesk.ui import theme
    from rbdesk.ui.collector import Collector

    app = QApplication(sys.argv[:1])
    theme.apply(app, "light", 100)
    collector = Collector(app)  # as the program does from its first paint on
    collector.start()
    wanted = {what: max(2, round(number * scale)) for what, number in FULL[sitting].items()}
    rounds = wanted.pop("rounds")
    done = dict.fromkeys(wanted, 0)
    with a_window(sitting, folder) as window:
        acts = office_acts(window, folder) if sitting == OFFICE else secretariat_acts(window)
        for act in acts.values():
            act()
        for _ in range(2):
            for key in pages_of(window):
                show(window, key)
        course = [resident_mib()]
        for number in range(rounds):
            for what, act in acts.items():
                for _ in range(wanted[what] * (number + 1) // rounds - done[what]):
                    act()
                    done[what] += 1
            if (number + 1) * 10 // rounds > number * 10 // rounds:
                rest()
                course.append(resident_mib())
    collector.stop()
    return {"first_mib": course[0], "last_mib": course[-1], "course_mib": course, "done": done}


def office_acts(window: Any, folder: Path) -> dict[str, Callable[[], None]]:
    """What an operator does, each once by a call."""
    from PySide6.QtTest import QTest

    from rbdesk.domain.assessment import Answer
    from tests.ui.pages.offices import CODES, SHEET

    choices = cycle([code for code in CODES if SHEET.question(code).scale.options])
    target = folder / "keluar"
    target.mkdir()

    def answer() -> None:
        page, code = on_page(window, "assessment"), next(choices)
        if page.list.opened != code:
            page.show_link(_link("assessment", code))
            until(lambda: page.list.opened == code)
        before: Answer = window.answers.answer(code)
        first, second, *_ = (option.label for option in SHEET.question(code).scale.options)
        QTest.keyClick(page.list.open_card, (second if before.value == first else first)[0].lower())
        until(lambda: window.answers.answer(code) != before)
        settle(window)

    def export() -> None:
        page = on_page(window, "send")
        page.leaving.target = target
        page._on_back()  # from the receipt of the last one
        until(lambda: page.leaving.preview is not None and page.checks.package.isVisible())
        built: list[object] = []
        note = page.builder.built.connect(built.append)
        page.build(final=False)
        until(lambda: bool(built))
        page.builder.built.disconnect(note)
        settle(window)

    return {
        "answers": answer,
        "switches": switching(window),
        "charts": charting(window, ("home", "analysis")),
        "exports": export,
    }


def secretariat_acts(window: Any) -> dict[str, Callable[[], None]]:
    """What the secretariat does, each once by a call."""
    from tests import year
    from tests.ui.pages.secretariats import bundles

    made = [*sorted(bundles().iterdir(), key=lambda path: path.name), *sorted(year.the_demo().late)]
    packages = iter([path for path in made if path.is_file() and "_32.16.16_" not in path.name])

    def merge() -> None:
        page, path = on_page(window, "inbox"), next(packages)
        page.read([path])
        until(lambda: page.taking.has_plan and not page.taking.is_busy)
        page.plan.accepted.emit()
        until(lambda: not page.taking.is_busy and not page.taking.has_plan)
        settle(window)

    return {
        "switches": switching(window),
        "charts": charting(window, ("overview", "comparison", "analysis")),
        "merges": merge,
    }


def switching(window: Any) -> Callable[[], None]:
    keys = cycle(pages_of(window))
    return lambda: show(window, next(keys))


def charting(window: Any, pages: tuple[str, ...]) -> Callable[[], None]:
    """Show a page with charts and draw them anew in the other theme."""
    from PySide6.QtWidgets import QApplication

    from rbdesk.ui import theme

    turns, modes = cycle(pages), cycle(("dark", "light"))

    def draw() -> None:
        show(window, next(turns))
        theme.apply(QApplication.instance(), next(modes), 100)  # type: ignore[arg-type]
        settle(window)

    return draw


# --- hands and eyes -----------------------------------------------------------------------------------------


@contextmanager
def a_window(sitting: str, folder: Path) -> Iterator[Any]:
    """The window on a desk of either side, shown."""
    from PySide6.QtCore import QSettings

    from rbdesk.ui.desk import Desk
    from rbdesk.ui.window import Window
    from tests.ui.pages import offices, secretariats

    os.environ["RBDESK_DESK"] = str(folder / "unused")  # this computer's memory of desks stays in the folder
    if sitting == OFFICE:
        offices.make_office(folder / "desk", answers=offices.half(), supported=60)
    else:
        secretariats.make_secretariat(folder / "desk")
    desk = Desk(folder / "desk", clock=lambda: secretariats.NOW)
    window = Window(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window.resize(1366, 696)
    window.show()
    window.activateWindow()
    opened: list[object] = []
    desk.open(opened.append, _raise)
    until(lambda: bool(opened))
    window.attach(desk)
    settle(window)
    try:
        yield window
    finally:
        window.close()
        desk.close()
        window.deleteLater()
        desk.deleteLater()
        rest()


def pages_of(window: Any) -> list[str]:
    """All pages of the role but the one that hides the window."""
    from rbdesk.ui.parts import places

    return [place.key for place in places.places_of(window.desk.identity.role) if place.key != "kiosk"]


def on_page(window: Any, key: str) -> Any:
    if window.page is None or window.page.key != key:
        show(window, key)
    return window.page


def show(window: Any, key: str) -> None:
    window.go(_link(key))
    settle(window)


def _link(page: str, code: str = "") -> Any:
    from rbdesk.ui.parts.page import Link

    return Link(page, code)


def settle(window: Any) -> None:
    """Let the page read all that it asks for, and be painted."""
    from rbdesk.workflow import setup

    for _ in range(2):  # what was read may ask for more
        heard: list[object] = []
        window.desk.read(setup.load_identity, then=heard.append)
        until(lambda heard=heard: bool(heard))


def until(is_so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until something is so. Raises TimeoutError."""
    from PySide6.QtTest import QTest

    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("waited too long")
        QTest.qWait(1)


def rest() -> None:
    """A second of nobody doing anything: what waits to be ended ends."""
    from PySide6.QtTest import QTest

    QTest.qWait(1200)


def _raise(error: Exception) -> None:
    raise error


def resident_mib() -> float:
    """What this process holds in memory now, 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
