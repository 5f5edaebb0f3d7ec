from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.errors import StoreTrouble
from rbdesk.ui.parts.errand import Errand, ErrandScreen, Report


@pytest.fixture
def screen(qtbot):
    screen = ErrandScreen(Path("/desk"))
    qtbot.addWidget(screen)
    screen.resize(1000, 600)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow, timeout=20_000)
    return screen


def _errand(act, tell=lambda value: Report(f"selesai {value}"), **but):
    return Errand("Memulihkan…", act, tell, **but)


def _ended(screen):
    heard = []
    screen.ended.connect(heard.append)
    return heard


def test_what_came_of_it_is_said_and_the_desk_opens_again(screen, qtbot):
    heard = _ended(screen)
    screen.start(_errand(lambda folder, progress: str(folder)))
    qtbot.waitUntil(screen.result.isVisible, timeout=20_000)
    assert screen.banner.accessibleName() == "selesai /desk"
    assert QApplication.focusWidget() is screen.go_on
    qtbot.keyClick(screen.go_on, Qt.Key.Key_Space)
    assert heard == [True]


def test_a_refusal_is_told_and_the_desk_opens_as_it_was(screen, qtbot):
    def act(folder, progress):
        raise StoreTrouble("full", str(folder))

    heard = _ended(screen)
    screen.start(_errand(act, ends_desk=True))
    qtbot.waitUntil(screen.result.isVisible, timeout=20_000)
    assert "disk penuh" in screen.banner.accessibleName()
    qtbot.mouseClick(screen.go_on, Qt.MouseButton.LeftButton)
    assert heard == [True]


def test_it_can_be_stopped_and_the_window_waits_for_that(screen, qtbot):
    def act(folder, progress):
        while True:
            progress.step(0, 1, "check")

    heard = _ended(screen)
    screen.start(_errand(act, steps={"check": "Memeriksa…"}))
    qtbot.waitUntil(lambda: screen.working.step.text() == "Memeriksa…", timeout=20_000)
    assert not screen.may_close()
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert screen.may_close()


def test_after_the_end_of_a_desk_there_is_none_to_open(screen, qtbot):
    heard = _ended(screen)
    screen.start(_errand(lambda folder, progress: 1, can_stop=False, ends_desk=True))
    assert screen.working.cancel.isHidden()
    qtbot.waitUntil(screen.result.isVisible, timeout=20_000)
    qtbot.mouseClick(screen.go_on, Qt.MouseButton.LeftButton)
    assert heard == [False]


def test_another_errand_that_is_offered_is_done_at_once(screen, qtbot):
    back = _errand(lambda folder, progress: "kembali")
    first = _errand(
        lambda folder, progress: 1, lambda _: Report("satu", again=back, again_words="Urungkan pemulihan")
    )
    screen.start(first)
    qtbot.waitUntil(screen.again.isVisible, timeout=20_000)
    qtbot.mouseClick(screen.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.banner.accessibleName() == "selesai kembali", timeout=20_000)
    assert screen.again.isHidden()
