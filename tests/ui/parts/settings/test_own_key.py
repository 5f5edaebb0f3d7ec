import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.ui.parts.settings.own_key import OwnKeyCard
from tests.ui.parts.screens import shown

DIGITS = "51470 83926 10385 77214 09653 42811"


@pytest.fixture
def card(qtbot):
    card = OwnKeyCard()
    card.names = []
    card.named.connect(card.names.append)
    shown(qtbot, card, 480)
    card.show_key("Laptop Pelayanan", DIGITS, "32.16.09 abc=", "Sekretariat mencocokkan angka ini.")
    return card


def test_the_digits_stand_in_two_lines_and_are_said_one_by_one(card):
    assert [line.text() for line in card.digits._lines] == ["51470  83926  10385", "77214  09653  42811"]
    assert "5 1 4 7 0, 8 3 9 2 6" in card.digits.accessibleName()


def test_the_text_of_the_key_is_copied(card, qtbot):
    with qtbot.waitSignal(card.copied):
        qtbot.mouseClick(card.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "32.16.09 abc="


def test_a_new_name_is_kept_on_enter_or_leaving_and_only_once(card, qtbot):
    card.name.edit.selectAll()
    qtbot.keyClicks(card.name.edit, "Laptop Baru")
    qtbot.keyClick(card.name.edit, Qt.Key.Key_Return)
    card.keep_typing()
    assert card.names == ["Laptop Baru"]


def test_a_name_that_is_being_typed_is_not_overwritten(card, qtbot):
    card.name.edit.selectAll()
    qtbot.keyClicks(card.name.edit, "Lap")
    card.show_key("Lain", DIGITS, "", "")
    assert card.name.edit.text() == "Lap"
