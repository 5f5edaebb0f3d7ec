"""Measures how long an answer takes to its new score on the screen, and how long a change of area takes.

    python tools/bench/answer.py [--runs 40] [--platform offscreen]

An office with 94 of 110 answers and one file at each; the window's client area is 1366 × 696. A letter is pressed on
the open question until the score chip has painted the new number; an area is chosen until its cards are painted. The
yardstick beside each is the same number of plain Qt widgets that do as much: a label that is written anew, a column of
cards of labels and buttons. The last lines say whether the limits of 100 ms are met; the exit code says it too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QObject  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rbdesk.domain.assessment import Answer, Key, inputs  # noqa: E402
from rbdesk.domain.instrument import Scale  # noqa: E402
from rbdesk.domain.office import Role  # noqa: E402
from rbdesk.store.database import Store  # noqa: E402
from rbdesk.ui import theme  # noqa: E402
from rbdesk.ui.desk import Desk  # noqa: E402
from rbdesk.ui.models.answers import AnswerModel  # noqa: E402
from rbdesk.ui.pages.assessment import AssessmentPage  # noqa: E402
from rbdesk.ui.parts.page import Link  # noqa: E402
from rbdesk.workflow import catalog, evidence, office, setup  # noqa: E402

LIMIT_MS = 100
KEY = Key("32.16.09", 2020, catalog.UNIT_SHEET)
ANSWERED = 94
QUESTION = "U.P.8.iii.c"
CARDS = (16, 4, 4, 13, 17, 11, 24, 21)  # questions of the eight areas
NOW = datetime(2020, 8, 27, 3, 42, tzinfo=UTC)


class Painted(QObject):
    """Counts how often a widget was painted; of a top window also the requests to paint what lies in it."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest)
        return False


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--platform", default=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    chosen = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = chosen.platform
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", 100)
    with tempfile.TemporaryDirectory() as folder:
        desk = an_open_desk(app, Path(folder) / "desk")
        try:
            answering, switching = measure(app, desk, chosen.runs)
        finally:
            desk.close()
    label, cards = measure_plain(app, chosen.runs)
    met = [
        report("answer → score on screen", answering, "plain label", label),
        report("another area on screen", switching, "plain cards", cards),
    ]
    return 0 if all(met) else 1


def report(what: str, ours: list[float], yardstick: str, theirs: list[float]) -> bool:
    """Print median and nine tenths of both, and their ratio; whether nine tenths of ours are within the limit."""
    most = statistics.quantiles(ours, n=10)[-1]
    ratio = statistics.median(ours) / statistics.median(theirs)
    met = most <= LIMIT_MS
    print(f"{what:26} median {statistics.median(ours):6.1f} ms, 90 % within {most:6.1f} ms")
    print(f"{yardstick:26} median {statistics.median(theirs):6.1f} ms, ratio {ratio:.1f}")
    print(f"{'':26} limit {LIMIT_MS} ms: {'met' if met else 'NOT met'}")
    return met


def fill_desk(folder: Path) -> Store:
    """An office's store with answers and evidence."""
    db = setup.create_desk(
        folder, role=Role.OFFICE, office=KEY.office, year=KEY.year, operator="Operator", who="bench", now=NOW
    )
    sheet = catalog.instrument(KEY.instrument)
    codes = [sheet.nodes[place].code for place in sheet.question_places][:ANSWERED]
    answers = {code: Answer(some_value(sheet.question(code).scale), "Lihat rekap") for code in codes}
    office.record_answers(db, KEY, answers, who="bench", now=NOW)
    staged = evidence.stage_bytes(db.folder, b"%PDF-1.4\nisi\n%%EOF\n", "Rekap.pdf")
    for code in codes:
        evidence.attach_evidence(db, KEY, code, staged, who="bench", now=NOW)
    return db


def an_open_desk(app: QApplication, folder: Path) -> Desk:
    """The same, open at a desk."""
    fill_desk(folder).close()
    desk = Desk(folder)
    desk.open()
    wait(app, lambda: desk.is_open)
    return desk


def some_value(scale: Scale):  # type: ignore[no-untyped-def]
    """The second option, or ones everywhere."""
    return scale.options[1].label if scale.options else inputs(**{item.id: 1 for item in scale.inputs})


def measure(app: QApplication, desk: Desk, runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each answer and of each change of area."""
    answers = AnswerModel(desk, KEY)
    answers.load()
    wait(app, lambda: answers.is_loaded)
    page = AssessmentPage(desk, answers)
    window = QMainWindow()
    window.setCentralWidget(page)
    window.setMenuWidget(page.chip)
    window.resize(1366 - 204, 696 - 28)
    page.adapt(1366)
    window.show()
    page.refresh()
    page.show_link(Link("assessment", QUESTION))
    settle(app)
    answering = [
        until_painted(app, page.chip, lambda at=at: press(page, "AB"[at % 2])) for at in range(runs + 1)
    ]
    settle(app)
    areas = len(answers.instrument.areas)
    switching = [
        until_painted(
            app, page.list.viewport(), lambda at=at: page.navigator.area_chosen.emit((at * 3) % areas)
        )
        for at in range(runs + 1)
    ]
    window.close()
    window.deleteLater()
    settle(app)
    return answering[1:], switching[1:]


def press(page: AssessmentPage, letter: str) -> None:
    """Press a letter on the open card."""
    QTest.keyClick(page.list.open_card, letter.lower())


def measure_plain(app: QApplication, runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds of writing a label anew and of showing as many plain cards as the areas have."""
    window, label = QMainWindow(), QLabel("0")
    window.setCentralWidget(label)
    window.resize(1366 - 204, 696 - 28)
    window.show()
    settle(app)
    labels = [until_painted(app, label, lambda at=at: label.setText(f"{at},00")) for at in range(runs + 1)]
    area = QScrollArea()
    area.setWidgetResizable(True)
    window.setCentralWidget(area)
    settle(app)
    cards = [
        until_painted(app, window, lambda at=at: area.setWidget(plain_cards(CARDS[(at * 3) % 8])))
        for at in range(runs + 1)
    ]
    window.close()
    window.deleteLater()
    settle(app)
    return labels[1:], cards[1:]


def plain_cards(count: int) -> QWidget:
    """A column of cards: code, question, meta line, four buttons, value."""
    column = QWidget()
    rows = QVBoxLayout(column)
    for at in range(count):
        card = QFrame()
        row = QHBoxLayout(card)
        for words in (f"P.{at}", "Apakah tersedia media pengaduan dan konsultasi layanan?", "0,15 / 0,15"):
            row.addWidget(QLabel(words))
        for letter in "ABCD":
            row.addWidget(QPushButton(letter))
        rows.addWidget(card)
    return column


def until_painted(app: QApplication, watched: QWidget, act: Callable[[], object]) -> float:
    """Milliseconds from an act to the end of the next painting of a widget."""
    painted = Painted(watched)
    begun = time.perf_counter()
    act()
    wait(app, lambda: painted.count > 0)
    took = (time.perf_counter() - begun) * 1000
    watched.removeEventFilter(painted)
    settle(app)
    return took


def settle(app: QApplication) -> None:
    """Let everything that is waiting happen, the store included."""
    end = time.monotonic() + 0.05
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.001)


def wait(app: QApplication, is_so: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError("nothing happened")
        app.processEvents()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
