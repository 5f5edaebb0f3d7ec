"""Penilaian in a window on a real store, driven by keys: what the tests of its page and its pieces stand on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from rbdesk import text
from rbdesk.domain import scoring
from rbdesk.domain.assessment import Answer
from rbdesk.store.database import Store
from rbdesk.ui.pages.assessment import AssessmentPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import sending
from tests.build import NOW, answers_everywhere
from tests.desks import WHO, fill
from tests.ui.answering import KEY, LETTERS, RATIO, SHEET, Answering, open_answering

OPEN = ("U.P.2.i.b", "U.P.7.i.a", "U.P.7.v.a", "U.P.8.iii.d", RATIO, "U.R.8.ii.a")
SIZES = [(1162, 608), (1032, 452), (851, 388)]  # the page in windows of 1366, 1092 and 911 pixels
WIDTHS = dict(zip(SIZES, (1366, 1092, 911), strict=True))


@dataclass
class Penilaian:
    """The page in a window, with the store behind it."""

    page: AssessmentPage
    opened: Answering
    window: QMainWindow
    wanted: list[Link]
    told: list[str]

    @property
    def answers(self):
        return self.opened.answers

    @property
    def focus(self) -> QWidget:
        return self.window.focusWidget()

    def press(self, *keys) -> None:
        """Press keys where the focus is: characters or Qt keys, or (key, modifier)."""
        for key in keys:
            if isinstance(key, tuple):
                QTest.keyClick(self.focus, *key)
            elif isinstance(key, str):
                for character in key:
                    QTest.keyClicks(self.focus, character)
            else:
                QTest.keyClick(self.focus, key)

    def value(self, code: str):
        return self.answers.answer(code).value

    def score_is_shown(self) -> bool:
        """Whether the chip shows what the scoring function gives for what is answered."""
        sheet = scoring.score(SHEET, self.answers.assessment.answers)
        if not sheet.answered[0]:
            return "Belum ada nilai" in self.page.chip.accessibleName()
        return self.page.chip.accessibleName().startswith(f"Nilai {text.number(sheet.percent())},")

    def words(self) -> str:
        """All words that can be read in the open card."""
        labels = self.page.list.open_card.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def close(self) -> None:
        self.window.close()
        self.opened.desk.close()


def show(opened: Answering, size=SIZES[0]) -> Penilaian:
    page = AssessmentPage(opened.desk, opened.answers)
    wanted, told = [], []
    page.wanted.connect(wanted.append)
    page.told.connect(lambda words, undo: told.append(words))
    window = QMainWindow()
    window.setCentralWidget(page)
    for widget in page.header_widgets():  # the window's header owns them
        widget.setParent(window)
    window.resize(*size)
    page.adapt(WIDTHS[size])
    opened.qtbot.addWidget(window)
    with opened.qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    page.refresh()
    return Penilaian(page, opened, window, wanted, told)


def show_empty(qtbot: QtBot, folder: Path) -> Penilaian:
    """Nothing answered yet."""
    return show(open_answering(qtbot, folder / "desk"))


def show_half(qtbot: QtBot, folder: Path) -> Penilaian:
    """Everything answered but OPEN, six questions in three areas; last year is known."""
    answers = answers_everywhere(SHEET, "second")
    for code in OPEN:
        del answers[code]
    last = {**answers_everywhere(SHEET, "worst"), LETTERS: Answer("C")}
    return show(open_answering(qtbot, folder / "desk", answers, last_year=last))


def show_locked(qtbot: QtBot, folder: Path) -> Penilaian:
    """An official package was made."""

    def lock(db: Store) -> None:
        fill(db, KEY)
        sending.export(db, KEY, folder, final=True, who=WHO, now=NOW)

    return show(open_answering(qtbot, folder / "desk", then=lock))
