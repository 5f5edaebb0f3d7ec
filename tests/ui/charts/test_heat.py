from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from rbdesk.ui import theme
from rbdesk.ui.charts.heat import HeatTable
from tests.ui.charts.figures import HEAT
from tests.ui.parts.screens import shown


@pytest.fixture
def heat(qtbot) -> HeatTable:
    made = HeatTable()
    made.set_figure(HEAT)
    shown(qtbot, made, 700, 260)
    made.view().setFocus()
    return made


def heard(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(values if len(values) > 1 else values[0]))
    return told


def spot(heat: HeatTable, row: int, column: int) -> QPoint:
    return heat.view().visualRect(heat.view().model().index(row, column)).center()


def test_the_first_office_is_current_and_arrows_move_by_cell(heat, qtbot):
    picked, opened = heard(heat.picked), heard(heat.opened)
    assert heat.current_office() == "09"
    qtbot.keyClick(heat.view(), Qt.Key.Key_Down)
    qtbot.keyClick(heat.view(), Qt.Key.Key_Right)
    qtbot.keyClick(heat.view(), Qt.Key.Key_Return)
    assert picked == ["22"]
    assert opened == [("22", "7")]


def test_from_the_first_area_left_does_not_lead_to_a_hidden_column(heat, qtbot):
    qtbot.keyClick(heat.view(), Qt.Key.Key_Left)
    assert heat.view().currentIndex().column() == 1


def test_without_a_known_last_year_there_is_no_empty_column_for_the_change(heat, qtbot):
    change = len(HEAT.columns) + 2
    assert not heat.view().isColumnHidden(change)
    heat.set_figure(replace(HEAT, rows=tuple(replace(row, change=None) for row in HEAT.rows)))
    assert heat.view().isColumnHidden(change)
    for _ in range(change):
        qtbot.keyClick(heat.view(), Qt.Key.Key_Right)
    assert heat.view().currentIndex().column() == change - 1


def test_enter_on_the_total_opens_the_office_without_an_area(heat, qtbot):
    opened = heard(heat.opened)
    qtbot.keyClick(heat.view(), Qt.Key.Key_End)
    qtbot.keyClick(heat.view(), Qt.Key.Key_Return)
    assert opened == [("09", "")]


def test_a_double_click_opens_office_and_area(heat, qtbot):
    opened = heard(heat.opened)
    for press in (qtbot.mouseClick, qtbot.mouseDClick):
        press(heat.view().viewport(), Qt.MouseButton.LeftButton, pos=spot(heat, 1, 2))
    assert opened == [("22", "7")]


def test_a_click_on_a_head_sorts_and_again_the_other_way_round(heat, qtbot):
    told = heard(heat.sorted_by)
    head = heat.view().horizontalHeader()
    middle = QPoint(head.sectionViewportPosition(2) + 20, head.height() // 2)
    for _ in range(2):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told == [("7", True), ("7", False)]
    assert heat.lines()[1][0] == "Cibarusah"


def test_sorting_keeps_the_current_office_and_new_values_too(heat):
    heat.set_current("01", 2)
    heat.sort_by("name", descending=False)
    assert heat.current_office() == "01"
    assert heat.view().currentIndex().column() == 2
    heat.set_figure(HEAT)
    assert heat.current_office() == "01"


def test_setting_the_current_office_by_code_says_nothing(heat):
    picked = heard(heat.picked)
    heat.set_current("22")
    assert picked == []
    assert heat.current_office() == "22"


def test_copying_gives_the_table_as_sorted_with_reasons_and_average(heat, qtbot):
    qtbot.keyClick(heat.view(), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Kecamatan\tManajemen Perubahan\tPenguatan Pengawasan\tNilai\tvs 2019",
        "Cikarang Utara\t65,9\t53,8\t60,14\t+3,1",
        "Cibarusah\t65,4\t46,3\t56,90\t−1,1",
        "Tarumajaya\t61,4\t53,0\t56,31\t+0,8",
        "Muaragembong\tbelum mengirim\t\t\t",
        "Cabangbungin\tberkas rusak\t\t\t",
        "Rata-rata 3 dari 5\t64,2\t51,0\t57,78\t",
    ]


@pytest.mark.parametrize("size", [(700, 260), (320, 260), (320, 130), (700, 130)])
def test_names_cells_and_average_stay_in_line_at_every_size(heat, qtbot, size):
    heat.resize(*size)
    qtbot.wait(20)
    cells, names, average = heat.view(), heat._names, heat._average_cells
    down, along = cells.verticalScrollBar(), cells.horizontalScrollBar()
    for bar in (down, along):
        bar.setValue(bar.maximum())
    qtbot.wait(20)
    last = cells.model().rowCount() - 1
    assert cells.rowViewportPosition(last) == names.rowViewportPosition(last)
    assert cells.viewport().height() == names.viewport().height()
    assert cells.columnViewportPosition(3) == average.columnViewportPosition(3)
    assert cells.columnWidth(1) == average.columnWidth(1)


def test_rows_stay_between_their_heights(heat, qapp, qtbot):
    for height, expected in ((120, 21), (600, 24)):
        heat.resize(700, height)
        assert heat.view().rowHeight(0) == expected
    theme.apply(qapp, "light", 130)
    assert heat.view().rowHeight(0) >= 27


def test_without_an_average_its_row_is_gone(heat):
    heat.set_figure(replace(HEAT, average=None))
    assert not heat._average_cells.isVisible()
    assert heat.lines()[-1][0] != "Rata-rata 3 dari 5"


def test_the_menu_of_a_row_is_the_pages(heat):
    asked = heard(heat.menu_asked)
    heat.view().customContextMenuRequested.emit(spot(heat, 1, 1))
    assert asked[0][0] == "22"


def test_it_says_in_one_sentence_what_it_shows(heat):
    assert heat.view().accessibleName() == "Perbandingan kecamatan"
    said = "5 kecamatan, 2 area, 2 belum ada nilainya. Rata-rata 3 dari 5: 57,78"
    assert heat.view().accessibleDescription() == said


def test_letters_are_left_to_the_page(heat, qtbot):
    qtbot.keyClick(heat.view(), "t")
    assert heat.current_office() == "09"
