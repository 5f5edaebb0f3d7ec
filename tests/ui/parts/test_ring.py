from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QVBoxLayout, QWidget

from rbdesk.ui.parts.ring import Ringed
from tests.ui.parts.screens import shown


class Plain(Ringed, QPushButton):
    pass


def test_the_ring_follows_the_keyboard_and_not_the_mouse(qtbot):
    host = QWidget()
    column = QVBoxLayout(host)
    first, second = Plain("satu"), Plain("dua")
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, host)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert first.shows_ring()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert not first.shows_ring()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.hasFocus()
    assert not second.shows_ring()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert second.shows_ring()
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    assert first.shows_ring()
    assert isinstance(first, QAbstractButton)
