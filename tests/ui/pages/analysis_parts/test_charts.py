from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from rbdesk.analysis import profile
from rbdesk.ui.pages.analysis_parts.charts import ChartsColumn
from tests.analysis.sheets import a_sheet
from tests.ui.parts.screens import shown

NOW, BEFORE = a_sheet("second", area_7="worst"), a_sheet("worst")
TARGET = Decimal(60)


@pytest.fixture
def column(qtbot) -> ChartsColumn:
    made = ChartsColumn()
    made.set_sheet(NOW, BEFORE, 2020, TARGET)
    return shown(qtbot, made, 440, 580)


def test_both_charts_show_the_sheet(column):
    assert column.radar.figure() == profile.radar(NOW, BEFORE, 2020, target=TARGET)
    assert column.bars.figure() == profile.gap_bars(NOW, target=TARGET)
    assert column.radar_card.title.text() == "Profil 8 area"
    assert column.bars_card.title.text() == "Jarak ke target 60 per area"


def test_an_area_chosen_in_either_is_said_once(qtbot, column):
    heard = []
    column.chosen.connect(heard.append)
    qtbot.mouseClick(column.radar.labels()[6], Qt.MouseButton.LeftButton)
    column.set_selected("7")
    assert column.bars.selected() == "7"
    qtbot.mouseClick(column.bars.rows()[0], Qt.MouseButton.LeftButton)
    assert heard == ["7", ""]


def test_it_knows_which_area_the_keyboard_is_at(column):
    assert column.area_in_focus() == ""
    column.radar.labels()[2].setFocus()
    assert column.area_in_focus() == "3"
    column.bars.rows()[0].setFocus()
    assert column.area_in_focus() == "7"


def test_a_table_that_is_open_follows_other_answers(column):
    column.bars_card.toggle_table()
    column.set_sheet(BEFORE, None, 2020, TARGET)
    model = column.bars_card.table.model()
    assert [model.index(row, 1).data() for row in range(8)] == [line[1] for line in column.bars.lines()[1:]]
    column.bars_card.toggle_table()
    assert column.bars.isVisible()


def test_it_never_asks_for_more_width_than_it_needs_to_cut_nothing(column):
    assert column.minimumSizeHint().width() > column.bars.minimumSizeHint().width()
    assert column.sizeHint().height() < column.whole_height()
