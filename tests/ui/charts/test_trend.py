from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt

from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui import theme
from rbdesk.ui.charts.trend import TrendChart, TrendLegend
from rbdesk.ui.charts.trend_drawing import sentence
from tests.ui.parts.screens import share_of, shown

OLD, NEW = "14/2014", "26/2020"
INDEX = TrendLine(
    "Indeks kabupaten",
    tuple(
        TrendPoint(year, Decimal(value), OLD)
        for year, value in ((2017, "51.28"), (2018, "56.33"), (2019, "59.36"))
    ),
)
OFFICE = TrendLine(
    "Kecamatan ini",
    (TrendPoint(2019, Decimal("55.45"), OLD), TrendPoint(2020, Decimal("58.42"), NEW, is_provisional=True)),
    is_main=True,
)
FIGURE = Trend((INDEX, OFFICE), 2017, 2020)


@pytest.fixture
def chart(qtbot) -> TrendChart:
    made = TrendChart()
    made.set_figure(FIGURE)
    return shown(qtbot, made, 380, 150)


def test_later_is_right_and_more_is_higher(chart):
    first, last = chart.spot(INDEX.points[0]), chart.spot(INDEX.points[2])
    assert first.x() < last.x()
    assert first.y() > last.y()
    assert chart.rect().contains(first.toPoint())
    assert chart.spot(OFFICE.points[0]).x() == last.x()


def is_drawn_between(chart: TrendChart, before: TrendPoint, after: TrendPoint, role: str) -> bool:
    """Whether the middle of the way between two points has the colour of a line."""
    image, middle = chart.grab().toImage(), (chart.spot(before) + chart.spot(after)) / 2
    x, y = round(middle.x()), round(middle.y())
    wanted = theme.color(role)
    seen = [image.pixelColor(x + right, y + down) for right in (-2, 0, 2) for down in (-1, 0, 1)]
    return any(abs(one.red() - wanted.red()) + abs(one.blue() - wanted.blue()) < 30 for one in seen)


def test_two_sheets_are_not_joined(chart):
    assert is_drawn_between(chart, INDEX.points[0], INDEX.points[1], "series2")
    assert is_drawn_between(chart, INDEX.points[1], INDEX.points[2], "series2")
    assert not is_drawn_between(chart, OFFICE.points[0], OFFICE.points[1], "series1")


@pytest.mark.parametrize("size", [(380, 150), (260, 130), (700, 200)])
def test_a_change_of_the_sheet_is_named_beside_its_line_and_below_no_value(chart, size):
    chart.resize(*size)
    (areas,) = chart.change_areas()
    assert all(chart.rect().contains(area.toAlignedRect()) for area in areas)
    assert not any(area.intersects(value) for area in areas for _, value in chart.label_areas())


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", [(380, 150), (260, 130), (700, 200)])
def test_values_are_written_inside_and_apart(qapp, chart, percent, size):
    theme.apply(qapp, "light", percent)
    chart.resize(*size)
    areas = [area for _, area in chart.label_areas()]
    assert len(areas) == 5
    assert all(area.left() >= 0 and area.right() <= chart.width() + 0.01 for area in areas)
    assert not any(one.intersects(other) for at, one in enumerate(areas) for other in areas[at + 1 :])


def test_near_a_point_its_value_is_said_with_its_sheet(chart):
    words = chart._words_at(chart.spot(OFFICE.points[1]) + QPointF(3, 2))
    assert words == "2020: Kecamatan ini 58,42 · lembar 26/2020 · sementara"
    assert chart._words_at(QPointF(0, 0)) == ""


def test_it_says_in_words_what_it_shows(chart):
    assert chart.accessibleDescription() == (
        "Indeks kabupaten: 2017 51,28, 2018 56,33, 2019 59,36. Kecamatan ini: 2019 55,45, 2020 58,42. "
        "Target di atas 60. Instrumen baru sejak 2020: tidak sebanding dengan tahun sebelumnya"
    )
    assert sentence(Trend((TrendLine("Kecamatan ini", ()),), 2020, 2020, None)) == "Kecamatan ini: belum ada"


def test_it_can_be_read_as_a_table_with_gaps_and_no_zeros(chart):
    assert chart.lines() == [
        ["Tahun", "Indeks kabupaten", "Kecamatan ini"],
        ["2017", "51,28", ""],
        ["2018", "56,33", ""],
        ["2019", "59,36", "55,45"],
        ["2020", "", "58,42"],
    ]


def test_an_empty_figure_and_one_year_are_painted_too(chart):
    for figure in (
        Trend((), 2020, 2020, None),
        Trend((TrendLine("x", (TrendPoint(2020, 60),)),), 2020, 2020),
    ):
        chart.set_figure(figure)
        assert not chart.grab().isNull()


def test_the_band_above_the_target_is_tinted(qapp, chart):
    assert share_of(chart, theme.band_tint("B"), 8) > 0.05
    theme.apply(qapp, "dark", 100)
    assert share_of(chart, theme.band_tint("B"), 8) > 0.05


def test_the_legend_names_both_lines(qapp, qtbot):
    for percent in theme.TEXT_SIZES:
        theme.apply(qapp, "light", percent)
        legend = TrendLegend()
        legend.set_figure(FIGURE)
        shown(qtbot, legend)
        assert legend.accessibleName() == "Indeks kabupaten dan Kecamatan ini"
        assert share_of(legend, "series1", 40) > 0.005


def test_it_can_be_walked_by_keyboard_and_says_where_one_is(chart, qtbot):
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    before = chart.grab().toImage()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("2019: Kecamatan ini 55,45, lembar 14/2014. Indeks")
    assert chart.grab().toImage() != before
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.accessibleDescription().startswith("2019: Indeks kabupaten 59,36")
