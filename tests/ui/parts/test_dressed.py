import gc
import weakref

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.dressed import Dressed


class Counting(Dressed, QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dressings = 0
        self.follow_theme()

    def dress(self) -> None:
        self.dressings += 1
        super().dress()


def test_a_part_dresses_at_once_and_at_each_change_even_while_hidden(qapp, qtbot):
    part = Counting()
    qtbot.addWidget(part)
    assert part.dressings == 1
    theme.apply(qapp, "dark", 100)
    assert part.dressings == 2


def test_following_the_theme_keeps_no_part_alive(qapp):
    part = weakref.ref(Counting())
    gc.collect()
    assert part() is None
    theme.apply(qapp, "dark", 100)


def test_a_part_that_qt_has_deleted_is_not_called(qapp, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    part = Counting(host)
    part.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, "dark", 100)
    assert part.dressings == 1
