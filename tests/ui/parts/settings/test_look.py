import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import theme
from rbdesk.ui.parts.settings.look import LookCard
from tests.ui.parts.screens import shown


@pytest.fixture
def card(qtbot):
    return shown(qtbot, LookCard(), 500)


def chosen(card):
    sizes = [size.percent for size in card.sizes if size.isChecked()]
    modes = [mode.mode for mode in card.modes if mode.isChecked()]
    return sizes, modes


def test_it_shows_what_is_worn(card):
    assert chosen(card) == ([100], ["light"])


def test_a_click_changes_the_window_at_once(card, qtbot):
    qtbot.mouseClick(card.sizes[2], Qt.MouseButton.LeftButton)
    assert theme.text_percent() == 115
    qtbot.mouseClick(card.modes[1], Qt.MouseButton.LeftButton)
    assert theme.is_dark()
    assert (theme.mode(), theme.text_percent()) == ("dark", 115)
    assert chosen(card) == ([115], ["dark"])


def test_the_keyboard_chooses_too(card, qtbot):
    card.sizes[1].setFocus()
    qtbot.keyClick(card.sizes[1], Qt.Key.Key_Right)
    assert theme.text_percent() == 115


def test_a_change_from_elsewhere_is_shown(card, qapp):
    theme.apply(qapp, "dark", 130)
    assert chosen(card) == ([130], ["dark"])
