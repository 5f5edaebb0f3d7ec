from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui import theme
from rbdesk.ui.charts.picture import svg_of
from rbdesk.ui.charts.trend_plot import TrendPlot
from tests.ui.charts.test_trend import FIGURE, INDEX, OFFICE, is_drawn_between
from tests.ui.parts.screens import share_of, shown


@pytest.fixture
def chart(qtbot) -> TrendPlot:
    made = TrendPlot()
    made.set_figure(FIGURE)
    shown(qtbot, made, 480, 200)
    made.build()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def press(qtbot, chart, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(chart, key)


def test_every_point_lies_where_its_year_and_value_are(chart):
    field, (years, values) = chart._plot.field(), chart._plot.seen()
    for point in FIGURE.points():
        spot = chart.spot(point)
        right = (point.year - years[0]) / (years[1] - years[0])
        up = (float(point.value) - values[0]) / (values[1] - values[0])
        assert spot.x() == pytest.approx(field.left() + right * field.width())
        assert spot.y() == pytest.approx(field.bottom() - up * field.height())


def test_two_sheets_are_not_joined(chart):
    assert is_drawn_between(chart, INDEX.points[0], INDEX.points[1], "series2")
    assert not is_drawn_between(chart, OFFICE.points[0], OFFICE.points[1], "series1")


def test_arrows_walk_along_a_line_and_between_lines_and_say_where_they_are(chart, qtbot):
    press(qtbot, chart, Qt.Key.Key_Right)
    assert chart.current() == (OFFICE, OFFICE.points[-1])  # the main line, its last year
    press(qtbot, chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("2019: Kecamatan ini 55,45, lembar 14/2014. Indeks")
    press(qtbot, chart, Qt.Key.Key_Up)
    assert chart.current() == (INDEX, INDEX.points[-1])
    press(qtbot, chart, Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert chart.current() == (INDEX, INDEX.points[0])


def test_keys_enlarge_around_the_point_that_is_looked_at(chart, qtbot):
    press(qtbot, chart, Qt.Key.Key_Right, Qt.Key.Key_Left)
    before = chart.spot(OFFICE.points[0])
    press(qtbot, chart, Qt.Key.Key_Plus)
    assert chart.is_enlarged()
    after = chart.spot(OFFICE.points[0])
    assert (after.x(), after.y()) == (pytest.approx(before.x(), abs=1), pytest.approx(before.y(), abs=1))
    assert chart.spot(INDEX.points[2]).y() < before.y() - 1.4 * (before.y() - 0) * 0.05
    press(qtbot, chart, Qt.Key.Key_0)
    assert not chart.is_enlarged()


def test_the_mouse_near_a_point_reads_it_out_and_a_double_click_shows_all(chart, qtbot):
    qtbot.mouseMove(chart.surface(), chart.spot(INDEX.points[1]).toPoint())
    assert chart.current() == (INDEX, INDEX.points[1])
    chart.enlarge(2)
    qtbot.mouseDClick(chart.surface(), Qt.MouseButton.LeftButton, pos=chart.rect().center())
    assert not chart.is_enlarged()


def test_of_many_lines_only_the_main_one_and_the_one_looked_at_bear_values(chart, qtbot):
    many = [
        TrendLine(f"Kec {at}", (TrendPoint(2018, 40 + at), TrendPoint(2019, 41 + at))) for at in range(20)
    ]
    chart.set_figure(Trend((TrendLine("Kabupaten", INDEX.points, is_main=True), *many), 2017, 2020))
    assert len(chart._drawing().label_areas()) == 3
    press(qtbot, chart, Qt.Key.Key_Right, Qt.Key.Key_Up)
    assert chart.current() == (many[19], many[19].points[1])
    assert len(chart._drawing().label_areas()) == 5


def test_it_speaks_before_the_plot_is_there(qtbot):
    made = TrendPlot()
    qtbot.addWidget(made)
    made.set_figure(FIGURE)
    assert not made.has_plot()
    assert made.accessibleDescription().startswith("Indeks kabupaten: 2017 51,28")
    assert made.lines()[1] == ["2017", "51,28", ""]


def test_an_empty_figure_and_one_year_are_painted_too(chart):
    for figure in (
        Trend((), 2020, 2020, None),
        Trend((TrendLine("x", (TrendPoint(2020, Decimal(60)),)),), 2020, 2020),
    ):
        chart.set_figure(figure)
        assert not chart.grab().isNull()


def test_both_themes_tint_the_band_and_a_drawing_is_made_of_strokes(qapp, chart):
    assert share_of(chart, theme.band_tint("B"), 8) > 0.02
    theme.apply(qapp, "dark", 100)
    assert share_of(chart, theme.band_tint("B"), 8) > 0.02
    drawn = svg_of(chart)
    assert b"<image" not in drawn
    assert b"56,33" in drawn
