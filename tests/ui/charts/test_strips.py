from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt

from rbdesk.analysis.figures import DIFFERENCE, Strip, StripDot, Strips
from rbdesk.ui import theme
from rbdesk.ui.charts.picture import svg_of
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
    made.build()
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
    qtbot.mouseClick(chart.surface(), Qt.MouseButton.LeftButton, pos=spot(chart, 1, 0))
    qtbot.mouseClick(chart.surface(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseClick(chart.surface(), Qt.MouseButton.LeftButton, pos=spot(chart, 1, 0))
    qtbot.mouseDClick(chart.surface(), Qt.MouseButton.LeftButton, pos=spot(chart, 1, 1))
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


def test_enlarging_puts_dots_that_lie_on_each_other_apart_and_0_shows_all_again(chart, qtbot):
    near = [chart.spot_of(0, place) for place in (1, 2)]
    press(qtbot, chart, Qt.Key.Key_End, *[Qt.Key.Key_Plus] * 8)
    apart = [chart.spot_of(0, place) for place in (1, 2)]
    assert abs(apart[0].x() - apart[1].x()) > 4 * abs(near[0].x() - near[1].x())
    assert apart[0].y() == apart[1].y()
    assert chart.is_enlarged()
    press(qtbot, chart, Qt.Key.Key_0)
    assert not chart.is_enlarged()
    assert [chart.spot_of(0, place) for place in (1, 2)] == near


def test_nobody_can_push_the_scale_beyond_what_there_is(chart, qtbot):
    chart.enlarge(1 / 8)
    assert not chart.is_enlarged()
    chart.enlarge(1000)
    (low, high), _ = chart._plot.seen()
    assert high - low == pytest.approx(4)


def test_what_was_enlarged_stays_so_in_another_theme_and_size_and_ends_with_another_figure(chart, qapp):
    chart.enlarge(3)
    seen = chart._plot.seen()
    theme.apply(qapp, "dark", 100)
    chart.resize(700, 240)
    chart.set_figure(FIGURE, BANDS)
    assert chart._plot.seen() == seen
    chart.set_figure(Strips(FIGURE.strips[:2]), BANDS)
    assert not chart.is_enlarged()


def test_the_mouse_over_a_dot_reads_it_out(chart, qtbot):
    qtbot.mouseMove(chart.surface(), spot(chart, 1, 1))
    assert chart._readout(*chart._near_mouse) == ["Kec 01 66,0", "Pengawasan", "mandiri 60,0"]
    before = chart.grab().toImage()
    qtbot.mouseMove(chart.surface(), QPoint(5, 5))
    assert chart._near_mouse is None
    assert chart.grab().toImage() != before


def test_every_dot_lies_where_its_value_is_on_the_scale_that_is_seen(chart):
    chart.enlarge(1.5)
    field, ((low, high), _) = chart._plot.field(), chart._plot.seen()
    for at, strip in enumerate(FIGURE.strips):
        for place, one in enumerate(strip.dots):
            share = (float(one.value) - low) / (high - low)
            assert chart.spot_of(at, place).x() == pytest.approx(field.left() + share * field.width())


def test_the_whole_chart_can_leave_as_a_drawing_of_strokes(chart):
    chart.enlarge(3)
    whole = chart.whole()
    drawn = svg_of(whole)
    assert b"<image" not in drawn
    assert b"Pelayanan Publik" in drawn
    assert not whole.is_enlarged()
    whole.deleteLater()


def test_before_there_are_strips_a_word_stands_in_place_of_an_empty_scale(chart):
    assert chart._plot.isVisible()
    chart.set_figure(Strips(()))
    assert not chart._plot.isVisible()
    chart.set_figure(FIGURE, BANDS)
    assert chart._plot.isVisible()
    assert chart.spot_of(0, 0).x() > 0
