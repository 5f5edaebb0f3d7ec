from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rbdesk.ui import theme
from rbdesk.ui.parts.trace_columns import AREA, SUBCOMPONENT, WHOLE, TraceColumn, TraceRow
from rbdesk.ui.parts.trace_rows import TraceColumnView
from tests.ui.parts.screens import share_of, shown


def row(key: str, **but) -> TraceRow:
    given = {"name": f"Area {key}", "value": "1,00", "has_more": True, "said": f"Area {key}, 1,00"}
    return TraceRow(key, **{**given, **but})


COLUMN = TraceColumn(
    AREA, "7", "Pengawasan", "rata-rata jawaban × bobot, dijumlahkan",
    (("Pemenuhan", (row("a", middle="0,61 × 0,30"), row("b"))), ("Reform", (row("c"),))),
    ("3 subkomponen = 3,00", "3,00 dari 4,00 · capaian 75,0%"),
)  # fmt: skip


@pytest.fixture
def view(qtbot) -> TraceColumnView:
    made = TraceColumnView()
    made.show_column(COLUMN, 2, "b")
    return shown(qtbot, made, 340, 420)


def test_arrows_walk_and_choose_and_enter_goes_on(view, qtbot):
    heard = []
    view.picked.connect(lambda key: heard.append(("picked", key)))
    view.entered.connect(lambda key: heard.append(("entered", key)))
    view.left.connect(lambda: heard.append(("left", "")))
    view.take_focus()
    assert QApplication.focusWidget().row.key == "b"

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Home, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)

    assert heard == [("picked", "c"), ("picked", "c"), ("entered", "c"), ("picked", "a"), ("left", "")]


def test_only_the_open_row_is_a_stop_of_tab(view):
    stops = [one.row.key for one in view.rows() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops == ["b"]
    assert [one.accessibleName() for one in view.rows()][1] == "Area b, 1,00, dipilih"


def test_a_click_chooses_and_goes_on(view, qtbot):
    heard = []
    view.entered.connect(heard.append)

    qtbot.mouseClick(view.rows()[0], Qt.MouseButton.LeftButton)

    assert (heard, view.selected()) == (["a"], "a")


def test_groups_have_their_heading_and_the_foot_its_arithmetic(view):
    words = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]

    assert ["Pemenuhan" in words, "Reform" in words] == [True, True]
    assert [line.text() for line in view.foot.lines] == list(COLUMN.foot)


def test_who_leads_nowhere_cannot_be_chosen(view, qtbot):
    missing = TraceColumn(
        WHOLE, "", "Nilai akhir", "", (("", (row("a"), row("", note="belum mengirim"))),), ("", "")
    )
    view.show_column(missing, 1)
    heard = []
    view.picked.connect(heard.append)

    qtbot.mouseClick(view.rows()[1], Qt.MouseButton.LeftButton)

    assert heard == []


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_long_names_take_two_lines_and_nothing_is_cut(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    long = row("q", name="Pengukuran kinerja secara elektronik dan berkala", code="P.6.ii.c", chip="C")
    openly = row("r", name="Evaluasi", code="P.6.ii.d", note="belum dijawab, dihitung 0", is_open=True)
    view = TraceColumnView()
    view.show_column(TraceColumn(SUBCOMPONENT, "s", "Sub", "", (("", (long, openly)),), ("x = 1", "")), 3)
    shown(qtbot, view, theme.px(340), theme.px(300))

    for button in view.rows():
        assert button.height() >= button.heightForWidth(button.width())
    assert view.rows()[0].height() > theme.px(34)


def test_the_bar_is_as_long_as_its_share_of_the_weight(qtbot):
    def blue(filled: int) -> float:
        one = row("a", filled=Fraction(filled, 10), outline=Fraction(1))
        view = TraceColumnView()
        view.show_column(TraceColumn(WHOLE, "", "Nilai akhir", "", (("", (one,)),), ("", "")), 1)
        return share_of(shown(qtbot, view, 340, 200).rows()[0], "series1")

    assert 0.02 < blue(9) - blue(3) < 0.035  # six tenths of the bar; the ring is of the same colour
