import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.labels import WrapLabel
from tests.ui.parts.screens import shown


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    return shown(qtbot, made, 900, 400)


@pytest.fixture
def drawer(host) -> Drawer:
    made = Drawer(host, "Rekap pengaduan.pdf", width=320)
    content = QWidget()
    QVBoxLayout(content).addWidget(QLineEdit("isi"))
    made.set_content(content)
    return made


def test_it_comes_from_the_right_over_the_whole_height(host, drawer, qtbot):
    with qtbot.waitSignal(drawer.opened):
        drawer.slide_in()
    qtbot.waitUntil(lambda: drawer.geometry().right() == host.rect().right())
    assert drawer.height() == host.height()
    host.resize(700, 300)
    qtbot.waitUntil(lambda: drawer.geometry().right() == host.rect().right())
    assert drawer.height() == 300


def test_the_focus_goes_in_and_comes_back(host, drawer, qtbot):
    field = host.findChild(QLineEdit)
    field.setFocus()
    drawer.slide_in()
    qtbot.waitUntil(lambda: drawer.isAncestorOf(host.window().focusWidget()))
    assert host.window().focusWidget().text() == "isi"
    with qtbot.waitSignal(drawer.dismissed):
        qtbot.keyClick(host.window().focusWidget(), Qt.Key.Key_Escape)
    assert field.hasFocus()
    assert drawer.isHidden()


def test_its_button_closes_it_too(drawer, qtbot):
    drawer.slide_in()
    with qtbot.waitSignal(drawer.dismissed):
        qtbot.mouseClick(drawer.close_button, Qt.MouseButton.LeftButton)
    assert not drawer.is_open()


def test_a_narrow_host_is_filled_and_not_exceeded(host, drawer, qtbot):
    host.resize(280, 300)
    drawer.slide_in()
    qtbot.waitUntil(lambda: drawer.x() == 0)
    assert drawer.width() == 280


def test_the_content_can_be_taken_back(drawer):
    other = WrapLabel("lain")
    drawer.set_content(other)
    assert drawer.take_content() is other


@pytest.mark.parametrize("is_animated", [False, True])
def test_it_slides_only_where_the_system_animates(host, drawer, qtbot, is_animated):
    before = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, is_animated)
    drawer.slide_in()
    assert (drawer.geometry().right() > host.rect().right()) is is_animated
    qtbot.waitUntil(lambda: drawer.geometry().right() == host.rect().right())
    with qtbot.waitSignal(drawer.dismissed):
        drawer.slide_out()
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, before)
