import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.ui.parts.wrapping import Wrapping
from tests.ui.parts.screens import shown


class Area(Wrapping, QWidget):
    """As much area at any width."""

    def heightForWidth(self, width: int) -> int:
        return 24_000 // max(width, 1)

    def minimumSizeHint(self) -> QSize:
        return self._claim(QSize(20, 20))


@pytest.mark.parametrize("wrapper", [QWidget, QSplitter, QStackedWidget])
def test_the_height_follows_the_width_also_two_boxes_deep(qtbot, wrapper):
    area, inner, host = Area(), wrapper(), QWidget()
    if isinstance(inner, QWidget) and not isinstance(inner, QSplitter | QStackedWidget):
        QVBoxLayout(inner).addWidget(area)
    else:
        inner.addWidget(area)
    QVBoxLayout(host).addWidget(inner)
    shown(qtbot, host, 300, 40)
    qtbot.waitUntil(lambda: area.height() >= area.heightForWidth(area.width()))
    host.resize(160, host.height())
    qtbot.waitUntil(lambda: area.height() >= area.heightForWidth(area.width()))
