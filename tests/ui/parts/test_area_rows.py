from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.area_rows import AreaLine, AreaRows
from tests.ui.parts.screens import share_of, shown

LINES = (
    AreaLine("U.P.1", "Manajemen Perubahan", "Manajemen Perubahan", 16, 16, Fraction(66), "B", Fraction(6)),
    AreaLine(
        "U.P.5", "Penataan Sistem Manajemen SDM", "SDM Aparatur", 3, 17, Fraction(12), "D", Fraction(-40)
    ),
    AreaLine("U.P.7", "Penguatan Pengawasan", "Pengawasan", 0, 24, None, "D"),
)


@pytest.fixture
def rows(qtbot):
    rows = shown(qtbot, AreaRows(), 640, 220)
    rows.set_lines(LINES, last_year="vs 2019")
    qtbot.wait(1)
    return rows


def test_a_row_leads_to_its_area_by_mouse_and_by_key(rows, qtbot):
    chosen = []
    rows.chosen.connect(chosen.append)

    qtbot.mouseClick(rows.rows()[1], Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(rows.rows()[2], key)

    assert chosen == ["U.P.5", "U.P.7", "U.P.7"]


def test_a_row_says_all_it_shows_to_a_screen_reader(rows):
    names = [row.accessibleName() for row in rows.rows()]

    assert names == [
        "Manajemen Perubahan: 16 dari 16 terjawab, capaian 66,0 persen, setara B, +6,0 vs 2019",
        "Penataan Sistem Manajemen SDM: 3 dari 17 terjawab, capaian 12,0 persen, setara D, −40,0 vs 2019",
        "Penguatan Pengawasan: 0 dari 24 terjawab",
    ]


def test_what_is_left_stands_in_words_beside_the_bar():
    assert [line.status for line in LINES] == ["Lengkap", "14 belum", "24 belum"]


def test_an_area_without_answers_wears_no_category(rows):
    fill = theme.band_fill("D")

    assert share_of(rows.rows()[1], fill) > 0
    assert share_of(rows.rows()[2], fill) == 0


def test_a_loss_is_red_only_where_the_area_is_complete(rows):
    assert share_of(rows.rows()[1], "err", 40) == 0
    rows.set_lines(
        [AreaLine("U", "Area", "Area", 4, 4, Fraction(12), "D", Fraction(-40))], last_year="vs 2019"
    )

    assert share_of(rows.rows()[0], "err", 40) > 0


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_names_are_never_cut_while_a_short_one_fits(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    rows = AreaRows()
    qtbot.addWidget(rows)
    rows.set_lines(LINES, last_year="vs 2019")

    for width in range(rows.needed_width(), theme.px(1000), 17):
        rows.resize(width, 300)
        columns = rows.columns()
        font = theme.font("body", tabular=True)
        names = [line.short if columns.is_short else line.name for line in LINES]
        widest = max(paint.width_of(name, font) for name in names)
        assert widest <= columns.name.width()
        assert columns.band.right() <= rows.width() + 1


def test_the_bar_goes_before_a_name_does(qtbot):
    rows = AreaRows()
    qtbot.addWidget(rows)
    rows.set_lines(LINES)
    seen = []
    for width in (800, 500, rows.needed_width()):
        rows.resize(width, 300)
        columns = rows.columns()
        seen.append((columns.is_short, columns.bar.width() > 0))

    assert seen == [(False, True), (True, True), (True, False)]


def test_the_changes_go_before_a_name_does(rows):
    rows.resize(800, 300)
    assert rows.columns().change.width() > 0

    rows.resize(rows.needed_width(), 300)
    assert rows.columns().change.width() == 0


def test_fewer_areas_leave_no_row_behind(rows):
    rows.set_lines(LINES[:1])

    assert len(rows.rows()) == 1
    assert rows.last_year == ""
