from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.settings.seal import SealCard
from rbdesk.workflow.seals import Seal

KEY = "age1" + "q" * 58


@pytest.fixture
def card(qtbot):
    made = SealCard()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(card):
    parts = {
        "print": card.print,
        "off": card.off,
        "proof": card.proof,
        "copy": card.copy,
        "put back": card.put_back_link,
    }
    return {name for name, widget in parts.items() if not widget.isHidden()}


@pytest.mark.parametrize(
    ("seal", "offered", "state"),
    [
        (Seal(), {"print", "put back"}, "mati"),
        (Seal(KEY, is_here=True), {"print", "proof"}, "mati"),
        (Seal(KEY, is_on=True, is_here=True), {"print", "off"}, "menyala"),
        (Seal(KEY, is_on=True), {"off", "copy"}, "menyala"),
        (Seal(KEY), {"copy"}, "mati"),
    ],
)
def test_what_can_be_done_follows_how_sealing_stands(card, seal, offered, state):
    card.show_seal(seal)
    assert shown(card) == offered
    assert card.state.text() == state


def test_nothing_is_switched_on_without_something_typed_from_the_paper(card, qtbot):
    card.show_seal(Seal(KEY, is_here=True))
    given = []
    card.on_wanted.connect(given.append)
    assert not card.proof.button.isEnabled()
    qtbot.keyClick(card.proof.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(card.proof.edit, "ABCD2345")
    qtbot.mouseClick(card.proof.button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card.proof.edit, Qt.Key.Key_Return)
    assert given == ["ABCD2345", "ABCD2345"]


def test_a_fault_stays_until_the_state_is_read_again(card):
    card.show_seal(Seal(KEY, is_here=True))
    card.say_fault("Salinan itu bukan kuncinya.")
    assert not card.fault.isHidden()
    card.show_seal(Seal(KEY, is_on=True, is_here=True, changed_at=datetime(2020, 9, 3, tzinfo=UTC)))
    assert card.fault.isHidden()
    assert "3 September 2020" in card.words.text()


def test_another_desk_asks_for_the_copy(card, qtbot):
    card.show_seal(Seal())
    given = []
    card.put_back_wanted.connect(given.append)
    qtbot.mouseClick(card.put_back_link, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.copy.edit, "AGE-SECRET-KEY-1")
    qtbot.keyClick(card.copy.edit, Qt.Key.Key_Return)
    assert given == ["AGE-SECRET-KEY-1"]
