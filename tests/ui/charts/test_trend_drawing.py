from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, QRectF

from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui.charts import trend_drawing
from rbdesk.ui.charts.trend_drawing import TrendDrawing, whole_frame
from tests.ui.charts.test_trend import FIGURE, INDEX, OFFICE

FIELD = QRectF(40, 6, 400, 160)


@pytest.fixture
def drawing(qapp) -> TrendDrawing:
    return TrendDrawing(FIGURE, whole_frame(FIGURE, FIELD, 446))


def test_the_whole_frame_leaves_the_same_room_beside_both_ends(drawing):
    frame = drawing.frame
    assert frame.x(2017) - FIELD.left() == pytest.approx(FIELD.right() - frame.x(2020))
    assert frame.x(2017) == pytest.approx(FIELD.left() + 36)
    assert (frame.y(frame.values[0]), frame.y(frame.values[1])) == (FIELD.bottom(), FIELD.top())


def test_the_nearest_point_is_found_and_none_that_is_too_far(drawing):
    spot = drawing.spot(OFFICE.points[0])
    assert drawing.point_at(spot + QPointF(3, 2), 14) == (OFFICE, OFFICE.points[0])
    assert drawing.point_at(QPointF(0, 0), 14) is None
    twins = Trend((INDEX, TrendLine("Ini", INDEX.points, is_main=True)), 2017, 2019)
    both = TrendDrawing(twins, whole_frame(twins, FIELD, 446))
    assert both.point_at(both.spot(INDEX.points[0]), 5)[0].is_main


def test_values_are_written_for_named_lines_only(qapp):
    frame = whole_frame(FIGURE, FIELD, 446)
    assert len(TrendDrawing(FIGURE, frame, {"Kecamatan ini"}).label_areas()) == 2


def test_a_point_says_its_sheet_and_whether_it_is_provisional():
    assert trend_drawing.point_words(OFFICE, OFFICE.points[1]) == [
        "2020: Kecamatan ini 58,42",
        "lembar 26/2020",
        "sementara",
    ]
    assert trend_drawing.point_words(TrendLine("x", ()), TrendPoint(2020, Decimal(60))) == ["2020: x 60,00"]
