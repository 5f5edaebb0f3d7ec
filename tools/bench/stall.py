"""Measures how long the window stands still while much evidence leaves an office and comes to the secretariat.

    python tools/bench/stall.py [--files 30] [--megabytes 10] [--folder FOLDER] [--trace]

A timer of 10 ms on the main thread notes when it was late: the longest gap is how long a person could neither type
nor see anything move. Export is the page Kirim from the click to the package in the history; import is Kotak Masuk
from the dropped file over the plan to the merged office. Both are set against copying the same files (with fsync)
and taking their SHA-256, before, between and after them. Before each of the five a large file is written and removed: some
machines (virtual ones) take ten times as long where their disk grows as where it has just shrunk, which would favour
whoever comes first, or after a file that was removed. `--trace` tells where the main thread stood in gaps of 50 ms and more. Needs no screen. The
exit code says whether all was within the limits.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QObject, QSettings, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from rbdesk.domain.assessment import Answer, Key  # noqa: E402
from rbdesk.domain.office import Role  # noqa: E402
from rbdesk.domain.submission import Profile  # noqa: E402
from rbdesk.ui import theme  # noqa: E402
from rbdesk.ui.collector import Collector  # noqa: E402
from rbdesk.ui.desk import Desk  # noqa: E402
from rbdesk.ui.parts.page import Link  # noqa: E402
from rbdesk.ui.window import Window  # noqa: E402
from rbdesk.workflow import catalog, evidence, office, secretariat, setup  # noqa: E402

RATIO_LIMIT = 1.5
GAP_LIMIT_MS = 100.0
BEAT_MS = 10
TOLD_FROM_MS = 50.0
OFFICE = "32.16.09"
KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
NOW = datetime(2020, 9, 3, 7, 5, 11, tzinfo=UTC)
LONGEST_SECONDS = 600.0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--folder", type=Path, help="where to work; default a temporary folder")
    parser.add_argument("--trace", action="store_true", help="tell where the main thread stood")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        return measure(Path(folder), chosen.files, int(chosen.megabytes * 1_000_000), traces=chosen.trace)


def measure(folder: Path, files: int, size: int, *, traces: bool) -> int:
    """Run export and import, the yardstick before, between and after them, and print what came out."""
    os.environ["RBDESK_DESK"] = str(
        folder / "tidak-dipakai"
    )  # this computer's memory of desks stays in the folder
    made = make_evidence(folder / "bukti", files, size)
    make_office(folder / "kecamatan", made)
    yards: list[float] = []

    def measure_yard() -> None:
        make_room(folder, files * size)
        yards.append(yardstick(made, folder / f"salinan-{len(yards)}"))

    measure_yard()
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    collector = Collector()
    collector.start()
    outgoing = folder / "keluar"
    outgoing.mkdir()
    try:
        with a_window(folder / "kecamatan", folder / "kecamatan.ini") as window:
            make_room(folder, files * size)
            exporting = timed(lambda: export(window, outgoing), traces=traces)
            device = window.desk.identity.device  # type: ignore[union-attr]
        measure_yard()
        make_secretariat(folder / "sekretariat", device)
        with a_window(folder / "sekretariat", folder / "sekretariat.ini") as window:
            make_room(folder, files * size)
            importing = timed(lambda: take_in(window, outgoing), traces=traces)
        measure_yard()
    finally:
        collector.stop()
    del application
    yard = statistics.median(yards)
    told = ", ".join(f"{seconds:.2f}" for seconds in yards)
    print(f"{files} files of {size / 1e6:g} MB; copy with fsync and SHA-256: {yard:.2f} s of {told}")
    is_within = True
    for name, (seconds, gap) in (("export", exporting), ("import", importing)):
        is_fine = gap <= GAP_LIMIT_MS and seconds <= RATIO_LIMIT * yard
        is_within = is_within and is_fine
        print(
            f"{name}  {seconds:6.2f} s  {seconds / yard:5.2f} x the yardstick (limit {RATIO_LIMIT})  "
            f"longest gap {gap:4.0f} ms (limit {GAP_LIMIT_MS:.0f})  {'within' if is_fine else 'BEYOND'}"
        )
    print(f"peak memory of the whole window {peak_mib():.0f} MiB")
    return 0 if is_within else 1


# --- the two sides ------------------------------------------------------------------------------------------


def export(window: Window, folder: Path) -> None:
    """Make a provisional package on the page Kirim, as one file."""
    page: Any = window.page
    built: list[object] = []
    page.builder.built.connect(built.append)
    page.build(final=False)
    wait_until(lambda: bool(built))
    wait_until(lambda: bool(page.packages))


def take_in(window: Window, folder: Path) -> None:
    """Read the files of a folder, look at the plan, take all of it in, and see the office in the inbox."""
    page: Any = window.page
    page.read([folder])
    wait_until(lambda: page.plan.isVisible() and not page.taking.is_busy)
    page.plan.accepted.emit()
    wait_until(lambda: not page.taking.is_busy and not page.taking.has_plan)
    heard: list[secretariat.Inbox] = []
    window.desk.read(secretariat.load_inbox, KEY.year, then=heard.append)  # type: ignore[union-attr]
    wait_until(lambda: bool(heard))
    [status] = [entry for entry in heard[0].offices if entry.office.code == OFFICE]
    assert status.revision == 1, "the package was not taken in"
    assert status.evidence_missing == 0, "evidence is missing"


@contextmanager
def a_window(folder: Path, settings: Path) -> Iterator[Window]:
    """The window on a desk, shown, on the page from which files leave or to which they come."""
    desk = Desk(folder, clock=lambda: NOW)
    window = Window(QSettings(str(settings), QSettings.Format.IniFormat))
    window.resize(1366, 696)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    opened: list[object] = []
    desk.open(opened.append, _raise)
    wait_until(lambda: bool(opened))
    window.attach(desk)
    settle(window)
    is_office = desk.identity.role is Role.OFFICE
    if is_office:
        desk.do(setup.keep_settings, package_limit="stick")
        settle(window)
    window.go(Link("send" if is_office else "inbox"))
    settle(window)
    if is_office:
        page: Any = window.page
        page.leaving.target = folder.parent / "keluar"
        wait_until(lambda: page.leaving.preview is not None)
    settle(window)
    try:
        yield window
    finally:
        window.close()
        desk.close()
        window.deleteLater()
        desk.deleteLater()
        QTest.qWait(1)


def make_office(folder: Path, made: list[Path]) -> None:
    """An office with every question noted and the evidence spread over them."""
    db = setup.create_desk(
        folder,
        role=Role.OFFICE,
        office=OFFICE,
        year=KEY.year,
        profile=Profile("Camat Contoh", "Kasubag Contoh", "021"),
        operator="Operator",
        device_label="Laptop 1",
        who="Operator",
        now=NOW,
    )
    with closing(db):
        sheet = catalog.instrument(KEY.instrument)
        codes = [sheet.nodes[place].code for place in sheet.question_places]
        answers = {code: Answer(None, f"catatan {code}") for code in codes}
        office.record_answers(db, KEY, answers, who="Operator", now=NOW)
        for number, path in enumerate(made):
            staged = evidence.stage_bytes(db.folder, path.read_bytes(), path.name)
            code = codes[number % len(codes)]
            evidence.attach_evidence(db, KEY, code, staged, who="Operator", now=NOW)


def make_secretariat(folder: Path, device: Any) -> None:
    """The secretariat, which knows the office's laptop."""
    db = setup.create_desk(
        folder, role=Role.SECRETARIAT, office="", year=KEY.year, operator="Sekretariat", who="", now=NOW
    )
    with closing(db):
        secretariat.enrol(db, OFFICE, device.key, device.label, who="Sekretariat", now=NOW)


def make_evidence(folder: Path, files: int, size: int) -> list[Path]:
    """Files that look like scans: a PDF's head and noise from a fixed seed."""
    folder.mkdir()
    noise = random.Random(2020)
    made = []
    for number in range(files):
        head = b"%PDF-1.7\n"
        path = folder / f"{number:03d}.pdf"
        path.write_bytes(head + noise.randbytes(max(0, size - len(head))))
        made.append(path)
    return made


def make_room(folder: Path, size: int) -> None:
    """Let the machine have room at hand for three times what files of `size` bytes need, in memory and on the disk."""
    filler = folder / "ruang"
    chunk = random.Random(1).randbytes(2**20)
    with filler.open("wb") as file:
        for _ in range(-(-3 * size // len(chunk))):
            file.write(chunk)
    filler.unlink()


def yardstick(made: list[Path], target: Path) -> float:
    """Seconds for a copy of each file onto the disk and the SHA-256 of each."""
    target.mkdir()
    started = time.perf_counter()
    for path in made:
        with path.open("rb") as source, (target / path.name).open("wb") as copy:
            shutil.copyfileobj(source, copy, 2**20)
            copy.flush()
            os.fsync(copy.fileno())
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    return time.perf_counter() - started


# --- time ---------------------------------------------------------------------------------------------------


class Pulse(QObject):
    """Beats on the main thread; `longest_ms` is how late a beat came at most."""

    def __init__(self) -> None:
        super().__init__()
        self.last = time.perf_counter()
        self.longest_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self.last) * 1000 - BEAT_MS)
        self.last = now

    def stop(self) -> None:
        """Beat no more; what is late now counts."""
        self._beat()
        self._timer.stop()


class Watch(threading.Thread):
    """Looks where the main thread stands while a beat is late.

    By `faulthandler`, which holds no frame: a frame that is held keeps its painter alive, and Qt ends there.
    """

    def __init__(self, pulse: Pulse) -> None:
        super().__init__(daemon=True)
        self._pulse = pulse
        self._main = f"0x{threading.get_ident():016x}"
        self._is_over = threading.Event()
        self.seen: dict[str, float] = {}

    def run(self) -> None:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
            while not self._is_over.wait(0.005):
                late = (time.perf_counter() - self._pulse.last) * 1000 - BEAT_MS
                if late >= TOLD_FROM_MS:
                    told.seek(0)
                    told.truncate()
                    faulthandler.dump_traceback(told, all_threads=True)
                    told.seek(0)
                    where = self._place(told.read())
                    self.seen[where] = max(late, self.seen.get(where, 0.0))

    def _place(self, told: str) -> str:
        """The innermost calls of the main thread in what faulthandler wrote."""
        [*_, of_main] = told.partition(self._main)
        lines = of_main.partition("\n\n")[0].splitlines()[1:6]
        calls = [re.sub(r'.*/([^/"]+)", line (\d+) in (.*)', r"\1:\2 \3", line) for line in lines]
        return " < ".join(calls)

    def stop(self) -> None:
        """End, and print what was seen."""
        self._is_over.set()
        self.join()
        for where, late in sorted(self.seen.items(), key=lambda item: -item[1]):
            print(f"  {late:5.0f} ms at {where}", file=sys.stderr)


def timed(act: Callable[[], None], *, traces: bool) -> tuple[float, float]:
    """Seconds that an act took, and the longest gap meanwhile in milliseconds."""
    pulse = Pulse()
    watch = Watch(pulse)
    if traces:
        watch.start()
    started = time.perf_counter()
    act()
    seconds = time.perf_counter() - started
    pulse.stop()
    if traces:
        watch.stop()
    pulse.deleteLater()
    return seconds, pulse.longest_ms


def peak_mib() -> float:
    """The process's peak memory in MiB; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let the window work until something is so, as the program's own loop does: it lets other threads run meanwhile.

    Raises TimeoutError.
    """
    if is_so():
        return
    loop, end = QEventLoop(), time.monotonic() + LONGEST_SECONDS
    asking = QTimer()
    asking.setInterval(2 * BEAT_MS)
    asking.timeout.connect(lambda: loop.quit() if is_so() or time.monotonic() > end else None)
    asking.start()
    loop.exec()
    if not is_so():
        raise TimeoutError("the window did not come so far")


def settle(window: Window) -> None:
    """Wait until the desk has answered all that was asked."""
    for _ in range(2):
        heard: list[object] = []
        window.desk.read(setup.load_identity, then=heard.append)  # type: ignore[union-attr]
        wait_until(lambda heard=heard: bool(heard))  # type: ignore[misc]
        QTest.qWait(30)


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
