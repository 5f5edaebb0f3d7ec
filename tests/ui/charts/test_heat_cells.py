import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from rbdesk.ui import theme
from rbdesk.ui.charts.heat import HeatTable
from rbdesk.ui.charts.heat_cells import paint_heat_cell
from tests.ui.charts.figures import HEAT, cell
from tests.ui.parts.screens import shown


@pytest.fixture
def picture(qtbot):
    heat = HeatTable()
    heat.set_figure(HEAT)
    shown(qtbot, heat, 700, 260)
    heat.view().clearFocus()

    def of(row: int, column: int) -> QImage:
        view = heat.view()
        return view.viewport().grab(view.visualRect(view.model().index(row, column))).toImage()

    return of


def share(image: QImage, colour) -> float:
    count = sum(
        image.pixelColor(x, y).name() == colour.name()
        for x in range(image.width())
        for y in range(image.height())
    )
    return count / (image.width() * image.height())


def alone(**but) -> QImage:
    image = QImage(90, 22, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    paint_heat_cell(
        painter, QRectF(0, 0, 90, 22), cell("53.8", "CC", but.pop("is_open", False)), "53,8", **but
    )
    painter.end()
    return image


def test_a_cell_wears_its_category(picture):
    assert share(picture(1, 2), theme.band_fill("C")) > 0.5
    assert share(picture(2, 2), theme.band_fill("CC")) > 0.5


def test_what_is_not_verified_is_hatched_and_still_readable(qapp):
    assert share(alone(), theme.band_fill("CC")) > 0.6
    hatched = alone(is_open=True)
    assert 0.02 < share(hatched, theme.band_fill("CC")) < 0.4
    assert share(hatched, theme.color("text")) > 0.005


def test_the_average_has_an_outline(qapp):
    assert share(alone(is_outlined=True), theme.color("text")) > share(alone(), theme.color("text")) + 0.02


def test_a_missing_office_is_one_strip_without_colour_of_a_category(picture):
    for column in (1, 2):
        strip = picture(3, column)
        assert all(share(strip, theme.band_fill(band)) == 0 for band in ("D", "C", "CC", "B"))
        assert 0.5 < share(strip, theme.color("surface")) < 0.97
    assert share(picture(3, 3), theme.color("surface")) == 1


def test_the_current_row_is_marked_and_its_cell_has_a_ring(picture):
    assert share(picture(0, 3), theme.color("selected")) > 0.4
    assert share(picture(0, 1), theme.color("text")) > share(picture(2, 1), theme.color("text"))
