import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.counters import Counted, Counters
from tests.ui.parts.screens import shown

STATES = (
    Counted("in", "Diterima", "inbox", "received"),
    Counted("bad", "Perlu tindakan", "alert-triangle", "urgent"),
    Counted("open", "Belum kirim", "circle-dashed", "open"),
)


@pytest.fixture
def counters(qtbot) -> Counters:
    made = Counters(STATES, name="Menurut status")
    made.set_counts({"in": 19, "bad": 0, "open": 2})
    return shown(qtbot, made, 620, 60)


def heard(counters: Counters) -> list[str]:
    told: list[str] = []
    counters.chosen.connect(told.append)
    return told


def test_a_state_is_chosen_and_let_go_by_the_same_card(counters, qtbot):
    told = heard(counters)
    card = counters.cards()["open"]

    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert (counters.value(), card.isChecked()) == ("open", True)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)

    assert (counters.value(), card.isChecked()) == ("", False)
    assert told == ["open", ""]


def test_only_one_state_is_chosen(counters):
    told = heard(counters)
    counters.cards()["open"].click()
    counters.cards()["in"].click()

    assert [card.isChecked() for card in counters.cards().values()] == [True, False, False]
    assert told == ["open", "in"]


def test_choosing_by_code_says_nothing(counters):
    told = heard(counters)

    counters.set_value("in")

    assert counters.cards()["in"].isChecked()
    assert told == []


def test_a_state_that_holds_none_cannot_be_chosen_unless_it_is(counters):
    assert not counters.cards()["bad"].isEnabled()

    counters.set_value("bad")
    counters.set_counts({"in": 1})

    assert counters.cards()["bad"].isEnabled()
    assert not counters.cards()["open"].isEnabled()


def test_arrows_pass_over_what_cannot_be_chosen_and_enter_chooses(counters, qtbot):
    cards = counters.cards()
    cards["in"].setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(cards["in"], Qt.Key.Key_Right)
    assert cards["open"].hasFocus()
    qtbot.keyClick(cards["open"], Qt.Key.Key_Return)
    assert counters.value() == "open"
    qtbot.keyClick(cards["open"], Qt.Key.Key_Left)
    assert cards["in"].hasFocus()


def test_a_card_says_what_it_counts(counters):
    assert [card.accessibleName() for card in counters.cards().values()] == [
        "Diterima: 19",
        "Perlu tindakan: 0",
        "Belum kirim: 2",
    ]


@pytest.mark.parametrize(("width", "room"), [(620, 2), (540, 1), (400, 0)])
def test_all_cards_show_alike_whatever_room_there_is(counters, width, room):
    counters.resize(width, 60)

    assert counters.room() == room
