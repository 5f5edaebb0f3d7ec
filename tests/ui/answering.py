"""An office's assessment on a real store, opened for the window: what the tests of Penilaian stand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rbdesk.domain.assessment import Answer, Inputs, Key, inputs
from rbdesk.domain.lineage import Cell, Edit
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.workflow import catalog, evidence, office
from tests.build import NOW, OFFICE, REPLICA_A
from tests.desks import WHO, a_desk, a_pdf

KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
SHEET = catalog.instrument(KEY.instrument)
CODES = [SHEET.nodes[place].code for place in SHEET.question_places]

LETTERS, YES_NO, FALL, THREE_NUMBERS = "U.P.8.iii.c", "U.P.8.iii.a", "U.R.5.iii.a", "U.R.7.ii.a"
RATIO = "U.R.8.i.b"  # part within its whole; the instrument gives 0 for a whole of zero
RATIO_OPEN = "U.R.1.i.a"  # changes per agent: more than the whole is allowed


def ratio(done: int, of: int) -> Inputs:
    """The value of RATIO: `done` services made easier of `of` registered ones."""
    return inputs(n_eased=done, n_registered=of)


@dataclass
class Answering:
    """A desk, the assessment on it, and what is needed to look behind them."""

    desk: Desk
    answers: AnswerModel
    qtbot: QtBot

    def settle(self) -> None:
        """Wait until everything asked for is on the disk and read again."""
        done: list[bool] = []
        self.desk.read(office.load_year, KEY, then=lambda _: done.append(True))
        self.qtbot.waitUntil(lambda: bool(done))
        self.qtbot.waitUntil(lambda: not self.answers.is_loading)

    def stored(self) -> office.OfficeYear:
        """The year as the store has it."""
        found: list[office.OfficeYear] = []
        self.desk.read(office.load_year, KEY, then=found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def show(self, widget: QWidget, width: int = 900, height: int = 600) -> None:
        """Put a widget on the screen and wait until it has its size."""
        self.qtbot.addWidget(widget)
        widget.resize(width, height)
        with self.qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()


def open_answering(
    qtbot: QtBot,
    folder: Path,
    answers: Mapping[str, Answer] | None = None,
    *,
    last_year: Mapping[str, Answer] | None = None,
    then: Callable[[Store], Any] = lambda db: None,
) -> Answering:
    """A desk with these answers, open and loaded; `then` may do more to its store first. The caller closes it."""

    def make(place: Path, now: object) -> Store:
        db = a_desk(place)
        remember(db, last_year or {})
        if answers:
            office.record_answers(db, KEY, answers, who=WHO, now=NOW)
        then(db)
        return db

    desk = Desk(folder, clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open(opener=make)
    model = AnswerModel(desk, KEY)
    with qtbot.waitSignal(model.loaded):
        model.load()
    return Answering(desk, model, qtbot)


def remember(db: Store, answers: Mapping[str, Answer]) -> None:
    """Answers of the year before, whose edition is not this program's: they stand in the store and no more."""
    with db.atomic():
        for n, (code, answer) in enumerate(answers.items(), 1):
            row = assessments.answer_row(KEY.instrument, code)
            edit = Edit(REPLICA_A, n, NOW - timedelta(days=365), WHO)
            assessments.keep_cell(db, KEY.office, KEY.year - 1, row, Cell(edit, answer))


def attach(db: Store, code: str, name: str = "SK Camat.pdf", text: str = "isi") -> str:
    """Put a small file at a question of the store; its SHA-256."""
    staged = evidence.stage_bytes(db.folder, a_pdf(text), name)
    evidence.attach_evidence(db, KEY, code, staged, who=WHO, now=NOW)
    return staged.sha256


def a_picture(folder: Path, name: str = "foto.png", width: int = 40, height: int = 30) -> Path:
    """A real picture file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(30, 90, 180))
    path = folder / name
    assert image.save(str(path))
    return path
