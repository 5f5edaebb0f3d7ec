from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.ui.parts.settings.erase import EraseCard
from tests.ui.parts.screens import shown


def test_only_the_typed_name_lets_the_button_go(qtbot):
    card = EraseCard()
    shown(qtbot, card, 500)
    card.show_name("Cikarang Utara")
    heard = []
    card.wanted.connect(heard.append)
    assert card.form.isHidden()
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is card.field.edit
    qtbot.keyClicks(card.field.edit, "cikarang utar")
    assert not card.act.isEnabled()
    qtbot.keyClicks(card.field.edit, "a")
    qtbot.mouseClick(card.act, Qt.MouseButton.LeftButton)
    assert heard == ["cikarang utara"]


def test_it_can_be_left(qtbot):
    card = EraseCard()
    shown(qtbot, card, 500)
    card.show_name("Cikarang Utara")
    qtbot.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.field.edit, "cik")
    qtbot.mouseClick(card.leave, Qt.MouseButton.LeftButton)
    assert card.field.edit.text() == ""
    assert QApplication.focusWidget() is card.begin
