from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QBoxLayout

from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.problem_list import ProblemList, ProblemText
from tests.ui.parts.screens import shown

FIRST = ProblemText(
    "1", "file-broken", "err", "Cabangbungin", "Berkas terpotong. Salin ulang berkasnya.", "RB-Z01 · a.zip",
    (Way("letter", "Salin pesan", "brand-whatsapp"),), can_dismiss=True,
)  # fmt: skip
SECOND = replace(FIRST, key="2", title="Sukatani")
THIRD = replace(FIRST, key="3", title="Setu", can_dismiss=False)


@pytest.fixture
def problems(qtbot) -> ProblemList:
    made = ProblemList(name="Perlu tindakan")
    made.set_problems([FIRST, SECOND, THIRD])
    return shown(qtbot, made, 460, 300)


def heard(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(values if len(values) > 1 else values[0]))
    return told


def test_a_button_says_of_which_row_it_is(problems, qtbot):
    told = heard(problems.acted)

    qtbot.mouseClick(problems.row("2").buttons[0], Qt.MouseButton.LeftButton)

    assert told == [("2", "letter")]
    assert problems.row("2").buttons[0].accessibleName() == "Salin pesan: Sukatani"


def test_arrows_walk_through_the_rows_and_del_puts_one_away(problems, qtbot):
    told = heard(problems.dismissed)
    problems.row("1").take_focus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert problems.row("2").has_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert told == ["2"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert told == ["2"]  # the third cannot be put away


def test_the_focus_goes_to_the_next_row_when_its_own_goes(problems):
    problems.row("2").dismiss.setFocus(Qt.FocusReason.TabFocusReason)

    problems.set_problems([FIRST, THIRD])

    assert problems.row("3").has_focus()
    problems.set_problems([FIRST])
    assert problems.row("1").has_focus()


def test_a_row_that_stays_the_same_is_the_same_widget(problems):
    kept, changed = problems.row("1"), problems.row("2")

    problems.set_problems([replace(SECOND, details="Lain."), FIRST])

    assert problems.row("1") is kept
    assert problems.row("2") is not changed
    assert problems.keys() == ["2", "1"]
    assert problems.row("2").y() <= problems.row("1").y()


def test_a_menu_is_asked_for_with_its_row(problems):
    told = heard(problems.menu_asked)
    spot = QPoint(5, 5)

    QApplication.sendEvent(problems.row("3"), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, spot))

    assert told == [("3", spot)]


@pytest.mark.parametrize(("width", "way"), [(460, "LeftToRight"), (300, "TopToBottom")])
def test_the_buttons_stand_below_where_the_words_need_the_room(problems, width, way):
    problems.resize(width, 500)

    box = problems.row("1").layout()

    assert box.direction() == getattr(QBoxLayout.Direction, way)
    for row in map(problems.row, problems.keys()):
        assert row.details.heightForWidth(row.details.width()) <= row.details.height()
