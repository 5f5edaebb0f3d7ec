from PySide6.QtCore import Qt

from rbdesk.ui.parts.settings.limit import WAYS, LimitCard
from rbdesk.workflow import setup
from tests.ui.parts.screens import shown


def test_the_ways_are_those_that_the_desk_keeps():
    assert tuple(WAYS) == setup.PACKAGE_LIMITS


def test_a_choice_is_told_and_showing_one_says_nothing(qtbot):
    card, said = LimitCard(), []
    card.chosen.connect(said.append)
    shown(qtbot, card, 400)
    card.show_way("mail14")
    assert card.ways["mail14"].isChecked()
    assert said == []
    qtbot.mouseClick(card.ways["stick"], Qt.MouseButton.LeftButton)
    assert said == ["stick"]
    assert not card.ways["mail14"].isChecked()
