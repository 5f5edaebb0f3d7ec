from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from rbdesk import text
from rbdesk.analysis.figures import Category, Dot, DotLane, Dots
from rbdesk.ui import theme
from rbdesk.ui.charts.dots import DotChart, DotLegend, sentence
from tests.ui.parts.screens import share_of, shown

CATEGORIES = (Category("C", "Kurang", 30), Category("CC", "Cukup", 50), Category("B", "Baik", 60))
OWN = (
    Dot("2", "Setu", Fraction(52)),
    Dot("3", "Cibitung", reach=(Fraction(55), Fraction(58))),
    Dot("1", "Babelan", Fraction("63.5")),
)
FIGURE = Dots(
    (
        DotLane("self", "Mandiri", OWN),
        DotLane("verified", "Terverifikasi", (Dot("1", "Babelan", Fraction(61)),)),
    ),
    CATEGORIES,
    (("Tambelang", "belum mengirim"),),
)


@pytest.fixture
def chart(qtbot) -> DotChart:
    made = DotChart()
    made.set_figure(FIGURE)
    shown(qtbot, made, 640, 190)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def test_arrows_name_the_offices_and_enter_opens_one(chart, qtbot):
    picked, opened = [], []
    chart.picked.connect(picked.append)
    chart.opened.connect(opened.append)
    assert chart.current().code == "2"

    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up):
        qtbot.keyClick(chart, key)

    assert picked == ["3", "1", "1", "1"]
    assert opened == ["1"]
    assert chart.current_lane() == "self"
    assert chart.accessibleDescription().startswith("Babelan, mandiri 63,50, setara B. ")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("Cibitung, mandiri 55,00–58,00, dua versi. ")


def test_a_click_picks_a_second_click_asks_why(chart, qtbot):
    asked = []
    chart.asked.connect(lambda code, lane: asked.append((code, lane)))
    spot = chart.spot("verified", "1").toPoint()

    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert (chart.current().code, chart.current_lane(), asked) == ("1", "verified", [])
    qtbot.wait(QApplication.doubleClickInterval() + 20)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)

    assert asked == [("1", "verified")]


def test_the_table_has_every_value_and_who_has_none(chart):
    assert chart.lines() == [
        ["Kecamatan", "Mandiri", "Terverifikasi", "Setara", "Catatan"],
        ["Babelan", "63,50", "61,00", "B", ""],
        ["Cibitung", "55,00–58,00", "", "", "dua versi"],
        ["Setu", "52,00", "", "CC", ""],
        ["Tambelang", "", "", "", "belum mengirim"],
    ]


def test_every_plotted_value_is_the_one_of_the_figure(chart):
    low, high = FIGURE.window()
    plot = chart._places.plot
    for lane in FIGURE.lanes:
        for dot in lane.dots:
            share = (float(dot.middle) - low) / (high - low)
            assert chart.spot(lane.key, dot.code).x() == pytest.approx(plot.left() + plot.width() * share)


def test_it_is_told_in_one_sentence():
    said = sentence(FIGURE)

    assert (
        "Mandiri: 2 kecamatan, 1 rentang, terendah Setu 52,00, tertinggi Babelan 63,50, 1 di atas 60" in said
    )
    assert said.endswith("Belum ada nilai: Tambelang (belum mengirim)")
    assert sentence(Dots((DotLane("self", "Mandiri", ()),), CATEGORIES)) == "Mandiri: belum ada"


def test_own_values_are_hollow_and_verified_ones_filled(qtbot):
    def blue(lane: int) -> float:
        dots = [(), ()]
        dots[lane] = tuple(Dot(str(at), "X", Fraction(50 + 3 * at)) for at in range(6))
        made = DotChart()
        made.set_figure(Dots((DotLane("self", "M", dots[0]), DotLane("verified", "T", dots[1])), CATEGORIES))
        return share_of(shown(qtbot, made, 400, 190), "series1")

    assert blue(1) > 1.5 * blue(0) > 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_target_line_and_the_tints_stay_in_both_themes(qapp, qtbot, mode):
    theme.apply(qapp, mode, 100)
    made = DotChart()
    made.set_figure(FIGURE)
    shown(qtbot, made, 640, 190)

    assert share_of(made, theme.band_tint("CC"), 12) > 0.1
    assert share_of(made, theme.band_on_tint("B"), 12) > 0.001


def test_its_menu_is_of_the_office_or_of_the_picture(chart, qtbot):
    heard = []
    chart.menu_asked.connect(lambda code, lane, spot: heard.append((code, lane)))
    qtbot.keyClick(chart, Qt.Key.Key_End)
    from PySide6.QtGui import QContextMenuEvent

    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, chart.rect().center(), chart.rect().center())
    QApplication.sendEvent(chart, event)

    assert heard == [("1", "self")]
    assert not chart.findChildren(QMenu)


def test_an_empty_figure_paints_and_takes_keys(qtbot):
    made = DotChart()
    made.set_figure(Dots((DotLane("self", "Mandiri", ()),), CATEGORIES))
    shown(qtbot, made, 400, 190)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(made, key)
    assert made.current() is None
    assert text.number(0) == "0,00"


def test_the_legend_says_what_hollow_and_filled_mean(qtbot):
    legend = shown(qtbot, DotLegend())

    assert "Lingkaran kosong: nilai mandiri" in legend.accessibleName()
    assert share_of(legend, "series1") > 0
