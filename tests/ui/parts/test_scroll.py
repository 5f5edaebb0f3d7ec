from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.scroll import ScrollColumn
from tests.ui.parts.screens import share_of, shown


def tall() -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    for at in range(30):
        column.addWidget(Label(f"Baris {at}"))
    return content


def test_the_ground_behind_shines_through(qtbot):
    card = Card(padding=4)
    card.body.addWidget(ScrollColumn(tall()))
    shown(qtbot, card, 300, 200)
    assert share_of(card, "surface", 6) > 0.6


def test_it_scrolls_downward_only(qtbot):
    scroll = shown(qtbot, ScrollColumn(tall()), 200, 100)
    assert scroll.verticalScrollBar().maximum() > 0
    assert not scroll.horizontalScrollBar().isVisible()


def test_a_former_content_is_given_back(qtbot):
    first, second = tall(), tall()
    scroll = shown(qtbot, ScrollColumn(first), 200, 100)
    assert scroll.set_content(second) is first
    assert scroll.widget() is second
    qtbot.addWidget(first)
