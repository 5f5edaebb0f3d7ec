from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette

from rbdesk.analysis import profile
from rbdesk.ui import theme
from rbdesk.ui.charts.bars import GapBars
from tests.analysis.sheets import SHEET, a_sheet
from tests.ui.parts.screens import share_of, shown

NOW = a_sheet("second", area_7="worst", area_8="best")
FIGURE = profile.gap_bars(NOW, target=Decimal(60))


@pytest.fixture
def chart(qtbot) -> GapBars:
    made = GapBars()
    made.set_figure(FIGURE)
    return shown(qtbot, made, 440, 260)


def test_the_table_says_the_numbers_of_the_engine(chart):
    area = SHEET.areas[1]
    assert chart.lines()[0] == ["Area", "Capaian (%)", "Target (%)", "Potensi (poin)"]
    assert [line[0] for line in chart.lines()[1:]] == [bar.name for bar in FIGURE.bars]
    assert NOW.area_percent(area.places) == 50
    assert ["Deregulasi", "50,0", ">60", "+0,83"] in chart.lines()
    assert ["Pelayanan Publik", "100,0", ">60", "tercapai"] in chart.lines()


def test_what_is_missing_is_amber_and_what_is_there_blue(qapp, chart):
    chart.resize(chart.minimumSizeHint())
    for mode in ("light", "dark"):
        theme.apply(qapp, mode, 100)
        assert share_of(chart, "gap") > 0.005
        assert share_of(chart, "series1") > 0.02


def test_arrows_walk_and_enter_chooses_and_gives_up(qtbot, chart):
    heard = []
    chart.chosen.connect(heard.append)
    first, second, *_, last = chart.rows()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_End)
    assert last.hasFocus()
    qtbot.keyClick(last, Qt.Key.Key_Home)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert heard == ["7"]
    assert first.accessibleName().endswith(", dipilih")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert heard == ["7", ""]
    assert chart.selected() == ""


def test_it_is_one_tab_stop_and_says_what_it_shows(chart):
    stops = [row for row in chart.rows() if row.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert len(stops) == 1
    assert all(row.accessibleName() for row in chart.rows())
    assert chart.accessibleDescription().startswith(
        "Pengawasan 0,0 persen, di bawah target 60, potensi 6,86 poin"
    )


def test_a_bar_exactly_at_the_target_has_not_passed_it(chart):
    chart.set_figure(profile.gap_bars(NOW, target=Decimal(50)))
    bar = chart.figure().bar("2")
    assert bar is not None
    assert bar.potential == 0
    assert "Deregulasi 50,0 persen, tepat di target 50, belum melewatinya" in chart.accessibleDescription()


@pytest.mark.parametrize("percent", [100, 130])
def test_names_are_whole_and_rows_apart_even_when_it_is_small(qapp, chart, percent):
    theme.apply(qapp, "light", percent)
    chart.resize(chart.minimumSizeHint())
    columns = chart.columns()
    assert columns.name.right() <= columns.bar.left() < columns.bar.right() <= columns.value.left()
    assert columns.value.right() <= columns.potential.left()
    assert columns.potential.right() <= chart.width()
    heights = {row.height() for row in chart.rows()}
    assert min(heights) >= 24
    bottoms = [row.geometry().bottom() for row in chart.rows()]
    assert bottoms == sorted(set(bottoms))
    assert bottoms[-1] <= chart.height()


def test_with_a_contrast_theme_what_is_missing_is_not_painted_like_what_is_there(qapp, chart):
    system = QPalette(QColor("black"), QColor("black"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("white"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#1aebff"))
    theme.apply(qapp, "dark", 100, system)
    row = chart.rows()[0]  # 0 per cent: only the gap
    track = chart.columns().bar
    spot = QRect(round(track.left()) + 4, row.height() // 2 - 3, 30, 6)
    seen = {row.grab(spot).toImage().pixelColor(x, y).name() for x in range(30) for y in range(6)}
    assert theme.color("series1").name() not in seen
    assert len(seen) > 1


def test_without_a_target_nothing_is_missing(chart):
    chart.set_figure(profile.gap_bars(NOW, target=None))
    assert share_of(chart, "gap") == 0
    assert chart.accessibleDescription().startswith("Pengawasan 0,0 persen. ")
