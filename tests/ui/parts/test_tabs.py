import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.tabs import FilterTabs
from tests.ui.parts.screens import shown


@pytest.fixture
def tabs(qtbot) -> FilterTabs:
    return shown(
        qtbot, FilterTabs([("all", "Semua"), ("lost", "Hilang"), ("double", "Ganda")], name="Saring bukti")
    )


def test_a_click_chooses_once(tabs, qtbot):
    heard = []
    tabs.chosen.connect(heard.append)
    for _ in range(2):
        qtbot.mouseClick(tabs.buttons()[1], Qt.MouseButton.LeftButton)
    assert heard == ["lost"]
    assert [button.isChecked() for button in tabs.buttons()] == [False, True, False]


def test_arrows_choose_the_neighbour(tabs, qtbot):
    heard = []
    tabs.chosen.connect(heard.append)
    tabs.buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(tabs.buttons()[0], Qt.Key.Key_Right)
    qtbot.keyClick(tabs.buttons()[1], Qt.Key.Key_Left)
    assert heard == ["lost", "all"]
    assert tabs.buttons()[0].hasFocus()


def test_counts_are_shown_and_said(tabs):
    tabs.set_counts({"all": 133, "lost": 2})
    assert tabs.buttons()[0].text() == "Semua  133"
    assert tabs.buttons()[1].accessibleName() == "Hilang, 2"


def test_setting_by_code_says_nothing(tabs):
    heard = []
    tabs.chosen.connect(heard.append)
    tabs.set_value("double")
    assert tabs.value() == "double"
    assert heard == []
