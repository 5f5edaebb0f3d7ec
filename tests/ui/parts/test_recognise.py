import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from rbdesk.ui.parts.recognise import DigitGrid
from tests.ui.parts.screens import shown

DIGITS = ("40827", "91536", "07714", "62093", "58841", "30265")


@pytest.fixture
def grid(qtbot):
    holder = QWidget()
    made = DigitGrid(holder)
    made.show_digits(DIGITS)
    made.resize(600, 200)
    shown(qtbot, holder, 700, 500)
    yield made
    holder.close()  # keeps it until here


def test_each_group_is_a_check_box_that_says_its_digits_one_by_one(grid):
    assert len(grid.groups) == 6
    assert all(isinstance(group, QCheckBox) and not group.isChecked() for group in grid.groups)
    assert grid.groups[2].accessibleName() == "Kelompok 3: 0 7 7 1 4, belum dicocokkan"


def test_enter_and_space_tick_the_group_that_has_the_focus(grid, qtbot):
    told = []
    grid.ticked.connect(told.append)
    qtbot.keyClick(grid.groups[0], Qt.Key.Key_Return)
    qtbot.keyClick(grid.groups[1], Qt.Key.Key_Space)
    assert told == [1, 2]
    assert not grid.is_whole


def test_a_number_ticks_its_group_and_others_none(grid):
    assert grid.press(5)
    assert grid.groups[4].accessibleName() == "Kelompok 5: 5 8 8 4 1, cocok"
    assert not grid.press(0)
    assert not grid.press(7)
    assert grid.count == 1


def test_in_a_narrow_place_two_stand_beside_each_other(grid):
    assert grid.groups[2].y() == grid.groups[0].y()

    grid.resize(2 * grid.groups[0].minimumSizeHint().width() + 20, 400)
    grid.layout().activate()

    assert grid.groups[2].y() > grid.groups[1].y() == grid.groups[0].y()
