import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rbdesk.ui.parts.toast import Toast
from tests.ui.parts.screens import shown


@pytest.fixture
def host(qtbot) -> QWidget:
    return shown(qtbot, QWidget(), 900, 400)


@pytest.fixture
def toast(host) -> Toast:
    return Toast(host)


def test_it_stands_at_the_bottom_left_and_goes_by_itself(host, toast, qtbot):
    toast.set_left(204)
    toast._timer.setInterval(40)
    toast.say("Bukti dilepas")
    assert toast.isVisible()
    assert toast.x() == 220
    assert toast.geometry().bottom() < host.height()
    assert not toast.button.isVisible()
    qtbot.waitUntil(toast.isHidden)


def test_its_button_acts_and_closes_it(toast, qtbot):
    toast.say("Bukti dilepas", "Urungkan")
    with qtbot.waitSignal(toast.acted):
        qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert toast.isHidden()


def test_it_waits_while_somebody_is_about_to_press(toast, qtbot):
    toast._timer.setInterval(20)
    toast.say("Bukti dilepas", "Urungkan")
    toast.button.setFocus()
    qtbot.wait(60)
    assert toast.isVisible()


def test_it_keeps_its_place_when_the_window_changes(host, toast, qtbot):
    toast.say("Bukti dilepas")
    host.resize(500, 300)
    qtbot.waitUntil(lambda: toast.geometry().bottom() == 300 - 17)


def test_it_goes_with_its_page_unless_it_was_said_just_now(toast, qtbot):
    toast.say("Paket digabung")
    toast.leave()
    assert toast.isVisible()
    qtbot.wait(520)
    toast.leave()
    assert toast.isHidden()
