"""What the charts share whose field moves, looked at in one of them."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication

from rbdesk.ui.charts.trend_plot import TrendPlot
from tests.ui.charts.test_trend import FIGURE
from tests.ui.parts.screens import shown


@pytest.fixture
def chart(qtbot) -> TrendPlot:
    made = TrendPlot()
    made.set_figure(FIGURE)
    shown(qtbot, made, 480, 200)
    made.build()
    return made


def test_the_wheel_enlarges_with_ctrl_and_else_belongs_to_the_page(chart, qtbot):
    turn(chart, Qt.KeyboardModifier.NoModifier)
    assert not chart.is_enlarged()
    turn(chart, Qt.KeyboardModifier.ControlModifier)
    assert chart.is_enlarged()


def turn(chart: TrendPlot, modifier: Qt.KeyboardModifier) -> None:
    surface, spot = chart.surface(), QPointF(400, 100)
    event = QWheelEvent(
        spot,
        surface.mapToGlobal(spot),
        QPoint(0, 0),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(surface, event)


def test_the_menu_is_the_houses_own(chart):
    words = [action.text() for action in chart.menu().actions() if action.text()]
    assert words == [
        "Salin gambar",
        "Salin sebagai tabel",
        "Simpan gambar…",
        "Perbesar",
        "Perkecil",
        "Tampilkan seluruhnya",
    ]


@pytest.mark.parametrize("spot", [QPointF(0, 0), QPointF(479, 0), QPointF(479, 199), QPointF(240, 100)])
def test_a_readout_stays_inside_wherever_its_point_is(chart, spot, monkeypatch):
    boxes: list[QRectF] = []
    monkeypatch.setattr("rbdesk.ui.charts.axes.paint.box", lambda painter, area, *_: boxes.append(area))
    canvas = QPixmap(480, 200)
    painter = QPainter(canvas)
    chart.draw_readout(painter, spot, ["2019: Kecamatan Cikarang Utara 55,45", "lembar 14/2014"])
    painter.end()
    assert QRectF(chart.rect()).contains(boxes[0])


def test_before_the_plot_there_is_a_word_and_no_key_does_harm(qtbot):
    made = TrendPlot()
    qtbot.addWidget(made)
    made.set_figure(FIGURE)
    made.resize(300, 150)
    empty = made.grab().toImage()
    assert empty.pixelColor(5, 5) != empty.pixelColor(150, 75) or any(
        empty.pixelColor(x, 75) != empty.pixelColor(5, 5) for x in range(80, 220)
    )
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_0, Qt.Key.Key_Minus):
        qtbot.keyClick(made, key)
    assert not made.has_plot()
    assert not made.is_enlarged()
