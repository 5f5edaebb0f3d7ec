from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rbdesk.ui.parts.bars import Bars
from tests.ui.parts.screens import shown


def test_it_takes_room_only_while_a_bar_is_shown(qtbot):
    first, second = QLabel("satu"), QLabel("dua")
    first.hide()
    second.hide()
    window, below = QWidget(), QLabel("halaman")
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    bars = Bars(first, second)
    column.addWidget(bars)
    column.addWidget(below, 1)
    shown(qtbot, window, 300, 200)
    assert bars.isHidden()
    assert below.y() == 0

    second.show()
    qtbot.waitUntil(lambda: below.y() > 10)
    first.show()
    second.hide()
    assert bars.isVisible()
    first.hide()
    qtbot.waitUntil(lambda: below.y() == 0)
