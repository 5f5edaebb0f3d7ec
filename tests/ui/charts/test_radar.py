from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, QRect, Qt

from rbdesk import text
from rbdesk.analysis import profile
from rbdesk.analysis.figures import Radar
from rbdesk.ui import theme
from rbdesk.ui.charts.picture import svg_of
from rbdesk.ui.charts.radar import RadarChart, RadarLegend
from tests.analysis.sheets import SHEET, a_sheet
from tests.ui.parts.screens import share_of, shown

NOW = a_sheet("second", area_7="worst", area_8="best")
BEFORE = a_sheet("second", area_1="worst")
FIGURE = profile.radar(NOW, BEFORE, 2020, target=Decimal(60))


@pytest.fixture
def chart(qtbot) -> RadarChart:
    made = RadarChart()
    made.set_figure(FIGURE)
    return shown(qtbot, made, 440, 290)


def test_the_first_area_is_up_and_more_is_further_out(chart):
    middle = chart.spot(0, 0)
    assert chart.spot(0, 50).y() < middle.y()
    assert chart.spot(0, 50).x() == pytest.approx(middle.x())
    assert chart.spot(2, 50).x() > middle.x()
    assert chart.spot(0, 100).y() < chart.spot(0, 50).y()
    half, whole = chart.spot(3, 50) - middle, chart.spot(3, 100) - middle
    assert whole.x() == pytest.approx(2 * half.x())


def test_the_table_says_the_numbers_of_the_engine(chart):
    assert chart.lines()[0] == ["Area", "2020", "2019", "Target"]
    assert [line[0] for line in chart.lines()[1:]] == [area.short for area in SHEET.areas]
    values = [text.number(axis.value, 1) for axis in FIGURE.axes]
    assert [line[1] for line in chart.lines()[1:]] == values
    assert [line[2] for line in chart.lines()[1:]] == [text.number(axis.last or 0, 1) for axis in FIGURE.axes]


def test_below_the_target_it_is_a_diamond_in_orange(chart):
    image = chart.grab().toImage()
    for at, axis in enumerate(FIGURE.axes):
        spot = chart.spot(at, axis.value).toPoint()
        wanted = theme.color("below" if axis.is_below else "series1")
        assert image.pixelColor(spot) == wanted, axis.name


def test_last_year_is_a_grey_line_only_where_there_is_one(chart):
    with_line = share_of(chart, "series2", 10)
    chart.set_figure(profile.radar(NOW, None, 2020, target=Decimal(60)))
    assert share_of(chart, "series2", 10) < with_line
    assert chart.lines()[0] == ["Area", "2020", "Target"]


def test_arrows_go_around_and_enter_chooses(qtbot, chart):
    heard = []
    chart.chosen.connect(heard.append)
    first, second, *_, last = chart.labels()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert last.hasFocus()
    qtbot.keyClick(last, Qt.Key.Key_Right)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert heard == ["2"]
    assert second.accessibleName() == "Deregulasi 50,0 persen, 2019 50,0, tidak di atas target 60, dipilih"
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert heard == ["2", ""]


def test_it_is_one_tab_stop_and_says_first_what_is_below(chart):
    stops = [one for one in chart.labels() if one.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(stops) == 1
    said = chart.accessibleDescription()
    assert said.startswith(
        "Belum melewati target 60: Deregulasi, SDM Aparatur, dan Pengawasan. 2020: Manajemen"
    )


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", [(440, 290), (344, 236), (640, 260)])
def test_names_stand_inside_and_apart(qapp, chart, percent, size):
    theme.apply(qapp, "light", percent)
    chart.resize(max(size[0], chart.minimumWidth()), size[1])
    chart.resize(chart.size().expandedTo(chart.minimumSizeHint()))
    areas = [label.geometry() for label in chart.labels()]
    inside = QRect(0, 0, chart.width(), chart.height())
    assert all(inside.contains(area) for area in areas)
    assert not any(one.intersects(other) for at, one in enumerate(areas) for other in areas[at + 1 :])
    assert all(min(area.width(), area.height()) >= 24 for area in areas)
    ends = [chart.spot(at, 100).toPoint() for at in range(8)]
    assert not any(area.contains(end) for area in areas for end in ends)


def test_near_a_point_it_says_the_area(chart):
    spot = chart.spot(2, FIGURE.axes[2].value)
    assert chart._words_at(spot + QPointF(2, 2)).startswith("Organisasi 69,3 persen, 2019 69,3, di atas")
    assert chart._words_at(QPointF(0, 0)) == ""


def test_nothing_is_painted_of_an_empty_figure(chart):
    chart.set_figure(Radar((), 2020))
    assert not chart.grab().isNull()
    assert chart.labels() == []
    assert chart.accessibleDescription() == ""


def test_the_legend_names_what_is_drawn(qapp, qtbot):
    legend = RadarLegend()
    legend.set_figure(FIGURE)
    shown(qtbot, legend)
    assert legend.accessibleName() == "2020, 2019, dan target 60"
    for mode in ("light", "dark"):
        theme.apply(qapp, mode, 100)
        assert share_of(legend, "series1", 40) > 0.005


def test_it_can_be_kept_as_a_drawing_with_its_name_and_words(chart):
    drawing = svg_of(chart).decode()
    assert "<title>Profil area</title>" in drawing
    assert "Belum melewati target 60" in drawing
    assert "Pengawasan" in drawing
