from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from rbdesk.analysis.figures import YearBar, YearBars
from rbdesk.ui.charts.years import YearChart, bar_words, sentence
from tests.ui.parts.screens import share_of, shown

BARS = tuple(
    YearBar(year, Decimal(value), "CC", "14/2014", "pengumuman")
    for year, value in ((2017, "51.28"), (2018, "56.33"), (2019, "59.36"))
)
FIGURE = YearBars(BARS)


@pytest.fixture
def chart(qtbot) -> YearChart:
    made = YearChart()
    made.set_figure(FIGURE)
    return shown(qtbot, made, 240, 180)


def test_bars_begin_at_zero_so_that_their_heights_compare(chart):
    heights = [chart.bar_area(at).height() for at in range(3)]

    for height, bar in zip(heights, BARS, strict=True):
        assert height / heights[0] == pytest.approx(float(bar.value) / float(BARS[0].value))
    assert share_of(chart, "series2") > 0.2


def test_arrows_say_year_by_year(chart, qtbot):
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.accessibleDescription().startswith(
        "2017: 51,28 · kategori CC · PermenPANRB 14/2014 · pengumuman"
    )

    qtbot.keyClick(chart, Qt.Key.Key_End)

    assert chart.accessibleDescription().startswith(bar_words(BARS[2]))


def test_the_table_names_regulation_and_source(chart):
    assert chart.lines()[0] == ["Tahun", "Indeks", "Kategori", "Peraturan", "Sumber"]
    assert chart.lines()[3] == ["2019", "59,36", "CC", "14/2014", "pengumuman"]
    assert sentence(FIGURE).endswith("2019 59,36 kategori CC. Batas B di atas 60")
    assert sentence(YearBars(())) == "Belum ada hasil"


def test_nothing_published_yet_paints_and_takes_keys(qtbot):
    made = YearChart()
    made.set_figure(YearBars(()))
    shown(qtbot, made, 240, 160)
    qtbot.keyClick(made, Qt.Key.Key_Right)
    assert made.lines() == [["Tahun", "Indeks", "Kategori", "Peraturan", "Sumber"]]
