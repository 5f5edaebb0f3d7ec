from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from rbdesk.analysis.figures import MeanRow, Means
from rbdesk.ui import theme
from rbdesk.ui.charts.means import MeanBars, sentence
from tests.ui.parts.screens import share_of, shown

FIGURE = Means(
    (
        MeanRow("1", "Manajemen Perubahan", Fraction("64.9"), "B", 2),
        MeanRow("2", "Deregulasi", Fraction("51.6"), "CC", 19),
        MeanRow("3", "Organisasi", Fraction(60), "CC", 12),
    ),
    counted=19,
    of=23,
)


@pytest.fixture
def chart(qtbot) -> MeanBars:
    made = MeanBars()
    made.set_figure(FIGURE)
    return shown(qtbot, made, 440, 90)


def test_a_row_leads_on_and_its_number_says_why(chart, qtbot):
    chosen, asked = [], []
    chart.chosen.connect(chosen.append)
    chart.asked.connect(asked.append)
    row, value = chart.rows()[1], chart.columns().value

    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, row.height() // 2))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(round(value.center().x()), row.height() // 2))

    assert (chosen, asked) == (["2"], ["2"])


def test_it_is_one_stop_of_tab_and_arrows_walk(chart, qtbot):
    first = [row for row in chart.rows() if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert first == chart.rows()[:1]
    first[0].setFocus()
    chosen = []
    chart.chosen.connect(chosen.append)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)

    assert (chart.current(), chosen) == ("3", ["3"])


def test_the_numbers_are_those_of_the_figure_in_words_and_as_a_table(chart):
    assert chart.rows()[1].accessibleName() == (
        "Deregulasi, rata-rata 51,6 persen, setara CC, 19 dari 19 kecamatan paling tinggi 60"
    )
    assert chart.lines()[1:] == [
        ["Manajemen Perubahan", "64,9", "B", "2", "19 dari 23"],
        ["Deregulasi", "51,6", "CC", "19", "19 dari 23"],
        ["Organisasi", "60,0", "CC", "12", "19 dari 23"],
    ]
    assert sentence(FIGURE).startswith("Rata-rata 19 dari 23 kecamatan. Deregulasi 51,6 setara CC, ")
    assert sentence(Means(())) == "Belum ada nilai"


def test_amber_fills_what_is_missing_to_the_target_and_only_that(chart):
    rows = chart.rows()
    assert share_of(rows[1], "gap") > share_of(rows[0], "gap") + 0.005
    assert share_of(rows[0], "series1") > share_of(rows[1], "series1")


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_no_row_is_lower_than_its_words(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    made = MeanBars()
    made.set_figure(FIGURE)
    shown(qtbot, made)

    for row in made.rows():
        assert row.height() >= theme.px(26)
        assert row.width() >= made.least_width()


def test_fewer_areas_leave_no_rows_behind(chart):
    chart.set_figure(Means(()))

    assert chart.rows() == []
    assert chart.current() == ""
