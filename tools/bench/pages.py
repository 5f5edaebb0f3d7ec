"""Measures how long a page takes to be shown, in both roles, with the invented year of all offices held three times over.

    python tools/bench/pages.py [--runs 7] [--size 1366x696]

Each page of the rail and each page inside others is gone to from an empty page: the first time (built and filled), then
`--runs` times. A switch ends when the window is painted again. After it the page fills from the store; the longest
gap is the longest time that the window does not answer meanwhile, of all visits and of a usual one. The empty page is measured in the same way, in
turn. Beside the clock's time stands the processor's time of the window's thread: on a busy machine that is the one to
compare. The last line says whether all are within the limits by the clock; the exit code says it too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout

from rbdesk.domain.assessment import Key
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.ui import theme
from rbdesk.ui.collector import Collector
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.places import Place
from rbdesk.ui.window import Window
from rbdesk.workflow import catalog, demo, secretariat, setup, verification

SWITCH_LIMIT_MS, GAP_LIMIT_MS = 100.0, 50.0
FORMER_YEARS = (demo.YEAR - 1, demo.YEAR - 2)
OFFICE = "32.16.09"
JUDGED = 10  # offices
NOW = datetime(2020, 9, 3, 8, 12, tzinfo=UTC)
_EMPTY = "empty"
_LONGEST_WAIT_S = 20.0


class EmptyPage(Page):
    """A page that shows one line: what nobody can beat."""

    key = _EMPTY
    title = "Kosong"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        QVBoxLayout(self).addWidget(Label("Kosong"))


@dataclass(frozen=True, slots=True)
class Measured:
    """A page: milliseconds of the first visit, of the later ones, and of the longest gap after each of these.

    `work` is the processor's time of the window's thread in the later ones.
    """

    key: str
    first: float
    switches: tuple[float, ...]
    gaps: tuple[float, ...]
    work: tuple[float, ...] = (0.0,)

    @property
    def gap(self) -> float:
        """The longest gap of all visits but the first."""
        return max(self.gaps)

    @property
    def median(self) -> float:
        """The usual switch."""
        return statistics.median(self.switches)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--size", default="1366x696")
    chosen = parser.parse_args(arguments)
    width, height = (int(side) for side in chosen.size.split("x"))
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    theme.apply(app, "light", 100)
    collector = Collector(app)  # as the program does from its first paint on
    collector.start()
    is_met = True
    with tempfile.TemporaryDirectory(prefix="rbdesk-pages-") as place:
        for role, folder in make_desks(Path(place)).items():
            with a_window(folder, (width, height)) as window:
                is_met &= tell(role, measure(window, chosen.runs))
                if window.available("comparison"):
                    window.resize(width, 440)  # so low that the heatmap scrolls
                    print(f"  heatmap, a step of scrolling {scroll(window):.1f} ms of work")
    collector.stop()
    limits = f"switch {SWITCH_LIMIT_MS:.0f} ms, gap {GAP_LIMIT_MS:.0f} ms"
    print(f"limits {limits}: {'met' if is_met else 'NOT met'}")
    return 0 if is_met else 1


def tell(role: str, found: list[Measured]) -> bool:
    """Print a role's pages; whether all are within the limits."""
    empty = next(one for one in found if one.key == _EMPTY)
    print(f"{role}: an empty page {empty.median:.1f} ms")
    is_met = True
    for one in found:
        if one.key == _EMPTY:
            continue
        is_within = one.median <= SWITCH_LIMIT_MS and one.gap <= GAP_LIMIT_MS
        is_met &= is_within
        print(
            f"  {one.key:<14} first {one.first:6.1f}  switch {one.median:6.1f} ({one.median / empty.median:4.1f} x)"
            f"  work {statistics.median(one.work):5.1f}"
            f"  longest gap {one.gap:5.1f} ms, usual {statistics.median(one.gaps):5.1f}"
            f"{'' if is_within else '  OVER'}"
        )
    return is_met


def scroll(window: Window) -> float:
    """Milliseconds that a usual step of scrolling the heatmap keeps the window's thread at work."""
    switch(window, Link("comparison"))
    fill(window)
    page = window.page
    bar = page.heat.view().verticalScrollBar() if page is not None else None  # type: ignore[attr-defined]
    if bar is None or bar.maximum() == 0:
        return 0.0
    steps = []
    for value in (*range(0, bar.maximum(), 8), *range(bar.maximum(), 0, -8)):
        begun = time.thread_time()
        bar.setValue(value)
        QApplication.processEvents()
        steps.append((time.thread_time() - begun) * 1000)
    return statistics.median(steps)


def measure(window: Window, runs: int) -> list[Measured]:
    """Every page of the window, and an empty one."""
    if window.desk is None:
        raise RuntimeError("the window shows no desk")
    empty = EmptyPage(window.desk)
    window._places[_EMPTY] = Place(_EMPTY, empty.title, "circle", ())
    window._pages[_EMPTY] = empty
    window.stack.addWidget(empty)
    keys = [key for key in window._places if key != _EMPTY]
    start = Link(keys[0])
    return [visit(window, key, runs, Link(_EMPTY)) for key in keys] + [visit(window, _EMPTY, runs, start)]


def visit(window: Window, key: str, runs: int, start: Link) -> Measured:
    """Go to a page again and again, each time from `start`."""
    switches, works, gaps = [], [], []
    for _ in range(runs + 1):
        switch(window, start)
        fill(window)
        worked = time.thread_time()
        switches.append(switch(window, Link(key)))
        works.append((time.thread_time() - worked) * 1000)
        gaps.append(fill(window))
    return Measured(key, switches[0], tuple(switches[1:]), tuple(gaps[1:]), tuple(works[1:]))


def switch(window: Window, link: Link) -> float:
    """Milliseconds until another page is painted."""
    begun = time.perf_counter()
    window.go(link)
    for _ in range(2):  # what is arranged in the first round is painted in the second
        QApplication.processEvents()
    return (time.perf_counter() - begun) * 1000


def fill(window: Window) -> float:
    """Let the page fill from the store; the longest time in milliseconds that the window did not answer."""
    longest, before = 0.0, time.perf_counter()
    loop, beat = QEventLoop(), QTimer(interval=0)

    def on_beat() -> None:
        nonlocal longest, before
        now = time.perf_counter()
        longest, before = max(longest, now - before), now

    beat.timeout.connect(on_beat)
    beat.start()
    # Twice: what was read may ask for more
    read(window, lambda: read(window, lambda: QTimer.singleShot(50, loop.quit)))
    QTimer.singleShot(int(_LONGEST_WAIT_S * 1000), loop.quit)
    loop.exec()
    beat.stop()
    return longest * 1000


def read(window: Window, then: Callable[[], object]) -> None:
    """Call `then` once the desk has answered all that was asked before."""
    if window.desk is not None:
        window.desk.read(setup.load_identity, then=lambda _: then())


# --- desks ---------------------------------------------------------------------------------------------------


def make_desks(folder: Path) -> dict[str, Path]:
    """A secretariat's desk with all offices and an office's desk, each with three years, by the name of the role."""
    made = demo.make_demo(folder / "year")
    desks = {"sekretariat": folder / "sekretariat", "kecamatan": folder / "kecamatan"}
    shutil.copytree(made.folder / "secretariat", desks["sekretariat"])
    shutil.copytree(made.folder / "offices" / OFFICE, desks["kecamatan"])
    with closing(setup.open_desk(desks["sekretariat"], now=NOW)) as db:
        items = secretariat.read_packages(
            made.late, secretariat.load_trust(db), secretariat.staging_folder(db.folder.root)
        )
        secretariat.accept(db, secretariat.load_plan(db, items), who="bench", now=NOW)
        for office in catalog.register().offices:
            remember(db, office.code)
        judge(db)
    with closing(setup.open_desk(desks["kecamatan"], now=NOW)) as db:
        remember(db, OFFICE)
    return desks


def remember(db: Store, office: str) -> None:
    """Keep this year's answers as those of the years before, too."""
    snapshot = assessments.load_snapshot(db, office, demo.YEAR)
    with db.atomic():
        for year in FORMER_YEARS:
            assessments.keep_snapshot(db, office, year, snapshot)


def judge(db: Store) -> None:
    """Agree with all answers of some offices, so that both sides have numbers."""
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    codes = [sheet.nodes[place].code for place in sheet.question_places]
    judged = 0
    for status in secretariat.load_inbox(db, demo.YEAR).offices:
        if status.percent is not None and judged < JUDGED:
            key = Key(status.office.code, demo.YEAR, sheet.id)
            verification.agree_all(db, key, codes, who="bench", now=NOW)
            judged += 1


@contextmanager
def a_window(folder: Path, size: tuple[int, int]) -> Iterator[Window]:
    """The window on a desk, its first page filled."""
    desk = Desk(folder, clock=lambda: NOW)
    window = Window(QSettings(str(folder.parent / "settings.ini"), QSettings.Format.IniFormat))
    window.resize(*size)
    window.show()
    loop = QEventLoop()
    desk.open(lambda _: loop.quit(), lambda _: loop.quit())
    loop.exec()
    if not desk.is_open:
        raise SystemExit("the desk did not open")
    window.attach(desk)
    fill(window)
    try:
        yield window
    finally:
        window.close()
        desk.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
