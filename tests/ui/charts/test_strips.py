from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt

from rbdesk.analysis.figures import DIFFERENCE, Strip, StripDot, Strips
from rbdesk.ui import theme
from rbdesk.ui.charts.strips import DotStrips
from tests.ui.parts.screens import shown

BANDS = [("B", 60), ("CC", 50), ("C", 30), ("D", 0)]


def dot(code: str, value: str, **but) -> StripDot:
    return StripDot(code, f"Kec {code}", Decimal(value), **but)


FIGURE = Strips(
    (
        Strip("", "Nilai akhir", (dot("01", "48"), dot("02", "55.5"), dot("03", "55.6")), Decimal("55.5")),
        Strip("7", "Pengawasan", (dot("02", "41"), dot("01", "66", other=Decimal("60"))), Decimal("53.5")),
        Strip("8", "Pelayanan Publik", (), None),
    ),
    missing=(("Kec 04", "belum mengirim"),),
)


@pytest.fixture
def chart(qtbot) -> DotStrips:
    made = shown(qtbot, DotStrips(), 640, 220)
    made.set_figure(FIGURE, BANDS)
    made.setFocus()
    return made


def heard(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(values if len(values) > 1 else values[0]))
    return told


def spot(chart: DotStrips, *place: int) -> QPoint:
    return chart.spot_of(*place).toPoint()


def press(qtbot, chart, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(chart, key)


def test_dots_lie_by_their_value_on_one_scale(chart):
    left, middle = chart.spot_of(0, 0).x(), chart.spot_of(0, 1).x()
    assert left < middle < chart.spot_of(1, 1).x()
    per_point = (middle - left) / 7.5
    assert chart.spot_of(1, 0).x() == pytest.approx(left - 7 * per_point)


def test_dots_that_would_cover_each_other_go_aside(chart):
    assert chart.spot_of(0, 1).y() != chart.spot_of(0, 2).y()


def test_arrows_walk_the_dots_and_the_areas_and_follow_the_office(chart, qtbot):
    picked, opened = heard(chart.picked), heard(chart.opened)
    press(qtbot, chart, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert picked == ["01", "02"]
    assert opened == [("02", "7")]
    press(qtbot, chart, Qt.Key.Key_Right)
    assert chart.accessibleName() == "Sebaran per area: Kec 01, Pengawasan 66,0 persen, mandiri 60,0"
    press(qtbot, chart, Qt.Key.Key_Up, Qt.Key.Key_End)
    assert chart.selected() == "03"
    press(qtbot, chart, Qt.Key.Key_Home, Qt.Key.Key_Up)
    assert (chart.selected(), chart.current_area()) == ("01", "")


def test_an_area_without_values_says_so_and_can_be_passed(chart, qtbot):
    press(qtbot, chart, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert chart.current_area() == "8"
    press(qtbot, chart, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert chart.current_area() == "7"


def test_a_click_follows_a_second_one_asks_why_and_a_double_click_opens(chart, qtbot):
    picked, asked, opened = heard(chart.picked), heard(chart.number_clicked), heard(chart.opened)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, 1, 0))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, 1, 0))
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, 1, 1))
    assert picked == ["02", "01"]
    assert asked == [("02", "7")]
    assert opened == [("01", "7")]


def test_the_office_that_is_followed_is_dark_in_every_strip(chart):
    chart.set_selected("02")
    picture = chart.grab().toImage()
    dark, blue = theme.color("text"), theme.color("series1")
    assert picture.pixelColor(spot(chart, 0, 1)) == picture.pixelColor(spot(chart, 1, 0)) == dark
    assert picture.pixelColor(spot(chart, 0, 0)) == blue


def test_the_median_is_told_and_the_strips_can_be_read_as_a_table(chart):
    assert chart.accessibleDescription() == "Median: Nilai akhir 55,5 dan Pengawasan 53,5"
    assert chart.lines() == [
        ["Kecamatan", "Nilai akhir", "Pengawasan", "Pelayanan Publik"],
        ["Kec 01", "48,0", "66,0", ""],
        ["Kec 02", "55,5", "41,0", ""],
        ["Kec 03", "55,6", "", ""],
        ["Kec 04", "belum mengirim", "", ""],
        ["Median", "55,5", "53,5", ""],
    ]


def test_differences_have_signs_and_nothing_at_all_is_no_fault(chart, qtbot):
    strip = Strip("7", "Pengawasan", (dot("01", "-2.6"),), Decimal("-2.6"))
    chart.set_figure(Strips((strip,), measure=DIFFERENCE))
    chart.grab()
    assert chart.lines()[1] == ["Kec 01", "−2,6"]
    chart.set_figure(Strips(()))
    press(qtbot, chart, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert chart.accessibleDescription() == "Belum ada nilai"
