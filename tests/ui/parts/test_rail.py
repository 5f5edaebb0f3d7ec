import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.ui import theme
from rbdesk.ui.parts.rail import NARROW_WIDTH, WIDTH, Rail, RailItem
from tests.ui.parts.screens import share_of, shown

ITEMS = [
    RailItem("home", "Beranda", "home", "Ctrl+1"),
    RailItem("work", "Penilaian", "clipboard-list", "Ctrl+2"),
]
BOTTOM = [RailItem("help", "Bantuan", "help", "F1")]


@pytest.fixture
def rail(qtbot):
    rail = Rail()
    rail.set_owner("Kec. Cikarang Utara")
    rail.set_year(2020)
    rail.set_person("Siti Rahmawati", "Kasi Pelayanan")
    rail.set_items(ITEMS, BOTTOM)
    rail.set_current("home")
    return shown(qtbot, rail, height=640)


def test_a_click_says_which_page_is_wanted_and_leaves_the_mark_to_the_window(rail, qtbot):
    with qtbot.waitSignal(rail.chosen) as said:
        qtbot.mouseClick(rail.buttons()["work"], Qt.MouseButton.LeftButton)
    assert said.args == ["work"]
    assert not rail.buttons()["work"].isChecked()
    rail.set_current("work")
    assert rail.buttons()["work"].isChecked()
    assert not rail.buttons()["home"].isChecked()


def test_enter_on_a_page_is_a_click(rail, qtbot):
    with qtbot.waitSignal(rail.chosen) as said:
        qtbot.keyClick(rail.buttons()["work"], Qt.Key.Key_Return)
    assert said.args == ["work"]


def test_the_marked_page_is_seen_by_colour_and_by_a_bar_at_its_side(rail):
    assert share_of(rail.buttons()["home"], "rail_selected") > 0.5
    assert share_of(rail.buttons()["home"], "accent") > 0.005
    assert share_of(rail.buttons()["work"], "accent") == 0


def test_a_count_that_asks_for_action_is_amber_and_said_so(rail):
    button = rail.buttons()["work"]
    rail.set_count("work", 16, is_urgent=True)
    assert share_of(button, "accent") > 0.02
    assert button.accessibleName() == "Penilaian, 16 perlu tindakan"
    rail.set_count("work", 110, is_urgent=False)
    assert share_of(button, "accent") == 0
    assert button.accessibleName() == "Penilaian, 110"
    rail.set_count("work", 0, is_urgent=False)
    assert button.accessibleName() == "Penilaian"


def test_a_count_of_a_page_that_is_not_there_is_nobodys(rail):
    rail.set_count("analysis", 3, is_urgent=True)


def test_narrow_it_shows_icons_with_the_title_and_keys_in_the_tooltip(rail):
    assert rail.sizeHint().width() == WIDTH
    rail.set_narrow(True)
    assert rail.sizeHint().width() == NARROW_WIDTH
    button = rail.buttons()["work"]
    assert button.toolTip() == "Penilaian (Ctrl+2)"
    assert button.accessibleName() == "Penilaian"
    rail.set_narrow(False)
    assert rail.sizeHint().width() == WIDTH


def test_narrow_a_dot_stands_for_the_count(rail):
    rail.set_narrow(True)
    rail.resize(NARROW_WIDTH, 640)
    button = rail.buttons()["work"]
    button.resize(NARROW_WIDTH, 40)
    assert share_of(button, "accent") == 0
    rail.set_count("work", 3, is_urgent=True)
    assert share_of(button, "accent") > 0


def test_tab_goes_through_the_pages_in_order_and_ends_at_the_person(rail, qtbot):
    rail.buttons()["home"].setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().accessibleName())
    assert seen == ["Penilaian", "Bantuan", "Operator: Siti Rahmawati, Kasi Pelayanan"]


def test_the_keyboards_focus_is_seen_on_the_dark_ground(rail, qtbot):
    button = rail.buttons()["work"]
    before = share_of(button, "on_rail")
    rail.buttons()["home"].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert share_of(button, "on_rail") > before


def test_the_person_leads_somewhere_and_is_not_shown_without_a_name(rail, qtbot):
    with qtbot.waitSignal(rail.person_chosen):
        qtbot.mouseClick(rail._person, Qt.MouseButton.LeftButton)
    rail.set_person("", "")
    assert rail._person.isHidden()


def test_new_items_take_the_place_of_the_old_ones(rail):
    rail.set_items(ITEMS[:1], BOTTOM)
    assert list(rail.buttons()) == ["home", "help"]


def test_it_grows_with_the_text(rail, qapp):
    theme.apply(qapp, "light", 130)
    assert rail.sizeHint().width() == theme.px(WIDTH)
