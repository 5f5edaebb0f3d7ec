from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from rbdesk.domain.roster import SecretariatKey
from rbdesk.exchange import signing
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.settings.secretariat import SecretariatCard
from tests.ui.parts.screens import shown

KEY = bytes(range(32))


@pytest.fixture
def card(qtbot):
    return shown(qtbot, SecretariatCard(), 420, 220)


def test_before_the_first_file_it_says_what_the_file_is_good_for(card, qtbot):
    card.show_keys(())

    assert "langsung dikenal" in card.words.text()
    assert not card.facts.isVisible()
    with qtbot.waitSignal(card.activation_wanted):
        qtbot.mouseClick(card.open, Qt.MouseButton.LeftButton)


def test_the_two_groups_of_the_circular_letter_are_those_of_the_newest_key(card, qtbot):
    card.show_keys((SecretariatKey(bytes(32), 1, b""), SecretariatKey(KEY, 5, b"")))
    qtbot.wait(1)

    groups = signing.fingerprint(KEY).split()
    words = [label.text() for label in card.facts.findChildren(Label) if label.isVisible()]
    assert " ".join(groups[-2:]) in words
    assert card.facts.toolTip() == " ".join(groups)
