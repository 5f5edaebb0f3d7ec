import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import WrapLabel
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


def test_a_card_whose_words_changed_while_it_was_hidden_still_grows_with_them(qtbot):
    host, card, label = QWidget(), Card(), WrapLabel("kata")
    card.body.addWidget(label)
    inner = QVBoxLayout(host)
    inner.addWidget(card)
    inner.addStretch(1)
    pages = QStackedWidget()
    pages.addWidget(QWidget())
    pages.addWidget(host)
    shown(qtbot, pages, 300, 600)
    pages.setCurrentIndex(1)
    qtbot.wait(10)
    pages.setCurrentIndex(0)
    label.setText("dua kata")
    qtbot.wait(10)
    pages.setCurrentIndex(1)
    label.setText("banyak kata " * 40)
    qtbot.wait(20)

    assert label.height() >= label.heightForWidth(label.width())
