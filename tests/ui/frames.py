"""Desks of both roles and the window on them, for tests: a real store, a real window, settings of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.office import Role
from rbdesk.errors import StoreTrouble
from rbdesk.store.database import Store
from rbdesk.ui.desk import Desk
from rbdesk.ui.window import Window
from rbdesk.workflow import catalog, office, setup
from rbdesk.workflow.changes import Changes
from tests.build import NOW, OFFICE
from tests.desks import WHO, a_desk

KEY = Key(OFFICE, 2020, catalog.UNIT_SHEET)
SHEET = catalog.instrument(KEY.instrument)
CODES = [SHEET.nodes[place].code for place in SHEET.question_places]
# the client areas of screens of 1366x768 at 100, 125 and 150 per cent
SIZES = ((1366, 696), (1092, 540), (911, 440))


def office_desk(qtbot: QtBot, folder: Path, answers: Mapping[str, Answer] | None = None, **but: Any) -> Desk:
    """An office's desk, open; the caller closes it."""

    def make(place: Path, now: datetime) -> Store:
        db = a_desk(place, **but)
        if answers:
            office.record_answers(db, KEY, answers, who=WHO, now=NOW)
        return db

    return _opened(qtbot, folder, make)


def secretariat_desk(qtbot: QtBot, folder: Path) -> Desk:
    """The secretariat's desk, open and empty; the caller closes it."""

    def make(place: Path, now: datetime) -> Store:
        return a_desk(place, role=Role.SECRETARIAT, office="", operator="Verifikator 1")

    return _opened(qtbot, folder, make)


def a_window(qtbot: QtBot, desk: Desk, settings: Path, size: tuple[int, int] = SIZES[0]) -> Window:
    """The window on a desk, shown and active, with everything it reads at first."""
    window = Window(QSettings(str(settings), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.attach(desk)
    settle(qtbot, desk)
    if window.answers is not None:
        qtbot.waitUntil(lambda: bool(window.answers.is_loaded))
    settle(qtbot, desk)
    return window


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the desk has answered all that was asked, and what came of it is on the screen."""
    heard: list[object] = []
    desk.read(setup.load_identity, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(5)


def press(qtbot: QtBot, window: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the focus is."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(QApplication.focusWidget() or window, key, held)


class Disk:
    """A workflow function on a disk that can be full; the real one is called when it is not."""

    def __init__(self) -> None:
        self.is_full = True

    def record_answer(
        self, db: Store, key: Key, code: str, answer: Answer, *, who: str, now: datetime
    ) -> Changes:
        if self.is_full:
            raise StoreTrouble("full", str(db.folder.database))
        return office.record_answer(db, key, code, answer, who=who, now=now)


def _opened(qtbot: QtBot, folder: Path, make: Any) -> Desk:
    desk = Desk(folder, clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open(opener=make)
    return desk
