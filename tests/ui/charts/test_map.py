from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from rbdesk.analysis.figures import DIFFERENCE, Map, Shape
from rbdesk.ui import theme
from rbdesk.ui.charts import map as maps
from rbdesk.ui.charts.map import OutlineMap
from rbdesk.ui.charts.picture import picture_of, svg_of
from rbdesk.workflow import catalog, comparing
from tests.ui.parts.screens import shown

OUTLINES, REGISTER = comparing.outlines(), catalog.register()
OWN, MISSING, OPEN = "32.16.15", "32.16.17", "32.16.06"


def figure(**but: object) -> Map:
    shapes = []
    for outline in OUTLINES.outlines:
        name = REGISTER.name_of(outline.code)
        if outline.code == MISSING:
            shapes.append(Shape(outline, name, missing="belum mengirim"))
        else:
            shapes.append(Shape(outline, name, Decimal("46.64"), "C", is_open=outline.code == OPEN))
    return Map("Pelayanan Publik", tuple(shapes), OUTLINES, **but)


@pytest.fixture
def chart(qtbot) -> OutlineMap:
    made = shown(qtbot, OutlineMap(), 430, 520)
    made.set_figure(figure())
    made.setFocus()
    return made


def heard(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(values if len(values) > 1 else values[0]))
    return told


def spot(chart: OutlineMap, code: str) -> QPoint:
    return chart.spot_of(code).toPoint()


def test_every_label_lies_in_its_own_shape(chart):
    for shape in chart.figure().shapes:
        assert chart.code_at(chart.spot_of(shape.code)) == shape.code
    assert chart.code_at(QPointF(2, 2)) == ""


def test_north_is_up_and_west_is_left(chart):
    assert chart.spot_of("32.16.17").y() < chart.spot_of("32.16.09").y() < chart.spot_of("32.16.22").y()
    assert chart.spot_of("32.16.01").x() < chart.spot_of("32.16.13").x()


def test_a_click_picks_enter_and_double_click_open(chart, qtbot):
    picked, opened = heard(chart.picked), heard(chart.opened)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, OWN))
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, "32.16.09"))
    assert picked == [OWN]
    assert opened == [OWN, "32.16.09"]


def test_arrows_go_to_the_neighbour_on_the_ground(chart, qtbot):
    chart.set_selected("32.16.22")
    picked = heard(chart.picked)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    assert picked[0] == "32.16.21"
    assert chart.selected() == picked[-1]
    assert [REGISTER.name_of(code) for code in picked][1:] == ["Bojongmangu", "Cikarang Pusat"]


def test_the_selected_office_is_said_in_words(chart):
    chart.set_selected(OWN)
    assert chart.accessibleName() == (
        "Peta batas wilayah kecamatan: Sukatani, Pelayanan Publik 46,6 persen, setara C"
    )
    chart.set_selected(OPEN)
    assert chart.accessibleName().endswith("setara C, belum diverifikasi")
    chart.set_selected(MISSING)
    assert chart.accessibleName().endswith("Muaragembong: belum mengirim")
    assert "1 belum ada data" in chart.accessibleDescription()


def test_the_mouse_marks_an_office_and_says_so(chart, qtbot):
    hovered = heard(chart.hovered)
    qtbot.mouseMove(chart, spot(chart, OWN))
    qtbot.mouseMove(chart, QPoint(3, 3))
    assert hovered == [OWN, ""]


def test_the_menu_is_that_of_the_office(chart):
    asked = heard(chart.menu_asked)
    place = spot(chart, OWN)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(chart, QContextMenuEvent(reason, place, chart.mapToGlobal(place)))
    assert [code for code, _ in asked] == [OWN, chart.selected()]


def test_a_shape_wears_the_colour_of_its_category_and_a_missing_one_is_hatched(chart):
    chart.set_selected("32.16.22")
    picture = chart.grab().toImage()

    def share(code: str, colour) -> float:
        near = [(x, y) for x in range(-12, 13) for y in range(-24, 25)]
        middle = spot(chart, code)
        return sum(picture.pixelColor(middle.x() + x, middle.y() + y) == colour for x, y in near) / len(near)

    assert share("32.16.09", theme.band_fill("C")) > 0.4
    assert share(MISSING, theme.color("surface")) > 0.5
    assert share(MISSING, theme.band_fill("C")) == 0
    assert 0 < share(OPEN, theme.band_fill("C")) < 0.4


@pytest.mark.parametrize("size", [(430, 520), (300, 430)])
@pytest.mark.parametrize("percent", [100, 130])
def test_what_the_outlines_are_stands_whole_in_every_picture(qtbot, qapp, size, percent):
    theme.apply(qapp, "light", percent)
    chart = shown(qtbot, OutlineMap(), *[theme.px(side) for side in size])
    chart.set_figure(figure())
    words = svg_of(chart).decode()
    for said in (maps.SOURCE, maps.NO_LAW, "belum ada data (1)"):
        assert said in words
    assert picture_of(chart).height() == 2 * chart.height()


def test_the_map_can_be_read_as_a_table(chart):
    lines = chart.lines()
    assert lines[0] == ["Kode", "Kecamatan", "Nilai: Pelayanan Publik", "Setara", "Keterangan"]
    assert ["32.16.15", "Sukatani", "46,6", "C", ""] in lines
    assert ["32.16.17", "Muaragembong", "", "", "belum mengirim"] in lines


def test_differences_have_signs(chart):
    chart.set_figure(figure(measure=DIFFERENCE))
    assert chart.lines()[0][2] == "Selisih: Pelayanan Publik"
    assert chart.lines()[1][2] == "+46,6"
    assert "poin persen" in chart.accessibleName()
