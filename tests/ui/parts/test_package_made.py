import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.package_made import PackageMade
from tests.ui.parts.screens import shown


@pytest.fixture
def made(qtbot):
    made = shown(qtbot, PackageMade(), 1140, 560)
    made.show_lock(is_locked=True, revision=3)
    qtbot.wait(1)
    return made


def test_opening_for_a_revision_says_what_will_happen_and_asks_why(made, qtbot):
    given = []
    made.unlocking.connect(given.append)

    qtbot.mouseClick(made.open, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(made.reason.field, "Ada SK baru")
    qtbot.mouseClick(made.reason.act, Qt.MouseButton.LeftButton)

    assert given == ["Ada SK baru"]
    assert made.reason.act.text() == "Buka kunci"


def test_giving_up_brings_the_button_back_with_the_focus(made, qtbot):
    made.ask_reason()
    assert not made.open.isVisible()

    qtbot.keyClick(made.reason.field, Qt.Key.Key_Escape)

    assert made.open.hasFocus()
    assert not made.reason.isVisible()


def test_an_open_year_cannot_be_opened(made):
    made.show_lock(is_locked=False, revision=3)

    made.ask_reason()

    assert not made.reason.isVisible()
    assert not made.open.isVisible()


def test_columns_stand_under_each_other_in_a_narrow_window(made, qtbot):
    assert made.history.x() > made.receipt.x()

    made.resize(830, 560)
    qtbot.wait(5)

    assert made.history.x() == made.receipt.x()
    assert made.history in made.regions()
