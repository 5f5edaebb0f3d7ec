from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from rbdesk.analysis.figures import DIFFERENCE, HeatCell
from rbdesk.ui import theme
from rbdesk.ui.charts.heat import HeatTable
from tests.ui.charts.figures import HEAT, cell
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


def test_a_double_click_on_a_name_opens_the_office(heat, qtbot):
    opened = heard(heat.opened)
    names = heat.findChildren(QTableView)[0]
    assert names.accessibleName() == "Nama kecamatan"
    place = names.visualRect(names.model().index(1, 0)).center()
    for press in (qtbot.mouseClick, qtbot.mouseDClick):
        press(names.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [("22", "")]


def test_a_click_on_a_number_asks_about_it(heat, qtbot):
    clicked = heard(heat.number_clicked)
    for row, column in ((1, 2), (0, 3), (3, 1), (0, 4)):
        qtbot.mouseClick(heat.view().viewport(), Qt.MouseButton.LeftButton, pos=spot(heat, row, column))
    assert clicked == [("22", "7", -1), ("09", "", -1)], "nothing where there is no number"
    heat.view().setCurrentIndex(heat.view().model().index(0, 2))
    assert heat.current_number() == ("7", -1)
    heat.view().setCurrentIndex(heat.view().model().index(3, 2))
    assert heat.current_number() is None


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


TWO_SIDED = replace(
    HEAT,
    beside=("Mandiri", "Terverifikasi"),
    measure=DIFFERENCE,
    rows=(
        replace(
            HEAT.rows[0],
            cells=(HeatCell(Decimal("-2.6"), "", sides=(Decimal("61.4"), Decimal("58.8"))), HeatCell(0, "")),
            total=HeatCell(Decimal("1.25"), ""),
            beside=(cell("56.31", "CC"), cell("57.56", "CC")),
            change=None,
        ),
        *HEAT.rows[2:3],
    ),
)


def test_differences_have_signs_and_both_sides_beside_them(qtbot):
    heat = shown(qtbot, HeatTable(), 700, 260)
    heat.set_figure(TWO_SIDED)
    assert heat.lines()[0] == [
        *("Kecamatan", "Manajemen Perubahan", "Penguatan Pengawasan", "Selisih"),
        *("Mandiri", "Terverifikasi", "vs 2019"),
    ]
    assert heat.lines()[1][1:6] == ["−2,6", "0,0", "+1,25", "56,31", "57,56"]
    model = heat.view().model()
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Tarumajaya, Manajemen Perubahan −2,6 poin persen (mandiri 61,4, terverifikasi 58,8)"
    )
    assert heat.view().isColumnHidden(6), "no change between differences"
    clicked = heard(heat.number_clicked)
    qtbot.mouseClick(heat.view().viewport(), Qt.MouseButton.LeftButton, pos=spot(heat, 0, 5))
    assert clicked == [("01", "", 1)]


def test_what_stands_beside_the_total_sorts_too(heat):
    rows = tuple(
        replace(row, beside=(cell(value, "CC"),)) for row, value in zip(HEAT.rows, "53142", strict=True)
    )
    heat.set_figure(replace(HEAT, beside=("Terverifikasi",), rows=rows))
    heat.sort_by("beside:0", descending=True)
    assert heat.codes()[:3] == ["01", "22", "09"]


def test_a_filter_hides_rows_and_leaves_the_average(heat):
    heat.set_filter(lambda row: row.code != "09")
    assert "09" not in heat.codes()
    assert len(heat.codes()) == 4
    assert heat.current_office() == heat.codes()[0]
    assert heat.lines()[-1][0] == "Rata-rata 3 dari 5"
    heat.set_filter(None)
    assert heat.current_office() != "09"
    assert len(heat.codes()) == 5


def test_who_has_a_value_but_no_change_stands_above_who_has_nothing(heat):
    rows = tuple(replace(row, change=None if row.code == "22" else row.change) for row in HEAT.rows)
    heat.set_figure(replace(HEAT, rows=rows))
    heat.sort_by("change", descending=False)
    assert heat.codes() == ["01", "09", "22", "17", "16"]


def test_the_whole_table_is_drawn_also_where_it_is_scrolled(heat, qtbot):
    heat.resize(300, 90)
    qtbot.wait(20)
    drawn = heat.whole()
    assert drawn.height() >= 5 * 21
    assert drawn.width() >= 1080
    assert drawn.view().verticalScrollBar().maximum() == 0
    assert drawn.lines() == heat.lines()
