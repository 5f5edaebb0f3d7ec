"""Ringkasan on real desks of the secretariat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from rbdesk import text
from rbdesk.domain.office import Role
from rbdesk.domain.review import Verdict
from rbdesk.ui import theme
from rbdesk.ui.pages.overview import OverviewPage
from rbdesk.ui.parts import places
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.workflow import secretariat, verification
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, words

OWN = "32.16.09"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Ringkasan on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, OverviewPage, tmp_path, tmp_path_factory)


def traced(seen: Visit) -> list[TraceWanted]:
    found: list[TraceWanted] = []
    seen.page.traced.connect(found.append)
    return found


def test_before_the_first_package_the_page_leads_to_the_inbox(visit):
    seen = visit("empty")
    board = seen.page.board

    assert board.empty.isVisible()
    assert not board.spread.isVisible()
    assert board.index.isVisible()
    assert not board.followups.isVisible()
    assert seen.page.header_widgets() == []
    for way in ("inbox", "activation"):
        board.empty.acted.emit(way)
    assert seen.wanted == [Link("inbox", filter="pick"), Link("settings", "activations")]


def test_the_numbers_of_the_year_stand_there_with_their_base(visit):
    seen = visit("full")
    board = seen.page.board
    comparison = seen.stored(secretariat.load_comparison, year.YEAR)

    assert board.base.text() == "19 dari 23"
    assert [row[1] for row in board.means.lines()[1:]] == [text.number(one, 1) for one in comparison.average]
    shown = {row[0]: row[1] for row in board.dots.lines()[1:]}
    for row in comparison.rows:
        if row.sheet is not None:
            assert shown[row.office.name] == text.number(row.sheet.percent())
    assert shown["Kedung Waringin"] == "56,50–59,02"
    assert "Belum ada nilai (3): Tambelang, Cabangbungin, dan Muaragembong" in words(seen.page)


def test_the_index_stands_apart_and_says_why_the_press_calls_it_c(visit):
    seen = visit("full")
    index = seen.page.board.index

    assert [bar.year for bar in seen.page.board.years.figure().bars] == [2017, 2018, 2019]
    said = words(index)
    assert "Tidak disambung dengan rata-rata kecamatan" in said
    assert "kategori C" in said
    assert "CC" in said


def test_the_own_sheet_earlier_results_and_the_joint_way_are_one_step_away(visit):
    seen = visit("full")
    words_of = {one.text(): one for one in seen.page.board.findChildren(Button)}

    for name in ("Penilaian Kabupaten", "Hasil tahun-tahun lalu", "Di mana bantuan paling berarti"):
        words_of[name].click()

    assert seen.wanted == [Link("assessment"), Link("history"), Link("joint")]
    keys = {place.key for place in places.places_of(Role.SECRETARIAT)}
    assert {link.page for link in seen.wanted} <= keys


def test_steps_are_in_order_and_the_reminder_is_copied(visit, qtbot):
    seen = visit("full")
    rows = seen.page.board.step_rows()

    assert [row.title.text() for row in rows] == [
        "Selesaikan 2 paket bermasalah",
        "19 menunggu verifikasi",
        "Ingatkan 2 kecamatan",
    ]
    rows[0].button.click()
    rows[1].button.click()
    assert seen.wanted == [Link("inbox", filter="perlu_tindakan"), Link("verification")]
    rows[2].button.click()
    copied = QGuiApplication.clipboard().text()
    assert "Kecamatan Tambelang" in copied
    assert "Kecamatan Muaragembong" in copied
    assert seen.told == ["Pesan disalin. Tempel di WhatsApp."]


def test_a_counter_opens_the_inbox_filtered_and_is_not_held(visit, qtbot):
    seen = visit("full")
    counters = seen.page.board.counters

    qtbot.mouseClick(counters.cards()["diterima"], Qt.MouseButton.LeftButton)

    assert seen.wanted == [Link("inbox", filter="diterima")]
    assert counters.value() == ""


def test_the_strip_names_offices_opens_them_and_says_why(visit, qtbot):
    seen = visit("full")
    dots, asked = seen.page.board.dots, traced(seen)
    dots.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(dots, Qt.Key.Key_End)
    office = dots.current()

    qtbot.keyClick(dots, Qt.Key.Key_Return)

    assert seen.wanted == [Link("comparison", office.code)]
    assert seen.page.number_in_focus() == TraceWanted(office=office.code, side="self")
    dots.asked.emit(office.code, "self")
    assert asked == [TraceWanted(office=office.code, side="self")]


def test_an_area_leads_to_the_comparison_and_its_number_to_the_mean(visit, qtbot):
    seen = visit("full")
    means, asked = seen.page.board.means, traced(seen)
    means.rows()[1].setFocus()

    assert seen.page.number_in_focus() == TraceWanted("2")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert seen.wanted == [Link("comparison", filter="2")]
    means.asked.emit("7")
    assert asked == [TraceWanted("7")]


def test_what_stands_out_is_told(visit):
    seen = visit("full")
    figure = seen.page.board.means.figure()
    ordered = sorted(figure.rows, key=lambda row: row.value)
    names = [(row.name, row) for row in figure.rows]
    said = words(seen.page.board.highlights)

    assert said.count("terkuat") == said.count("terlemah") == 2
    buttons = [one for one in seen.page.board.highlights.findChildren(Button) if one.text() in dict(names)]
    assert [button.text() for button in buttons] == [
        ordered[-1].name, ordered[-2].name, ordered[0].name, ordered[1].name,
    ]  # fmt: skip
    assert "Pertanyaan yang paling banyak terlewat" in said
    assert "dari 19" in said


def test_the_recommendations_are_counted_and_each_part_leads_to_its_own(visit):
    seen = visit("full")
    card, told = seen.page.board.followups, seen.page.shown.followups

    assert card.isVisible()
    assert card.total.text() == f"{told.done} dari {told.total} selesai"
    assert {key: label.text() for key, label in card.counts.items()} == {
        key: str(getattr(told, key)) for key in card.counts
    }
    widths = [area.width() / card.bar.width() for area in card.bar.areas()]
    assert widths == pytest.approx([int(line[1]) / told.total for line in card.bar.lines()[1:]])
    late = next(one for one in card.findChildren(Button) if one.text() == "Terlambat")
    late.click()
    assert seen.wanted == [Link("followup", filter="late")]


def test_a_ruling_brings_a_second_dot(visit, qtbot):
    seen = visit("full")
    key = year.key_of(OWN)
    seen.desk.do(verification.rule, key, year.FIRST, Verdict.REJECT, None, "tidak ada bukti")
    seen.settle()
    seen.settle()

    verified = seen.page.board.dots.figure().lanes[1]
    found = seen.stored(verification.load_verified_scores, year.YEAR)
    assert [(dot.code, dot.value) for dot in verified.dots] == [(OWN, found[OWN].low.percent())]
    assert "1 diverifikasi" not in words(seen.page)
    assert seen.page.board.counters.cards()["diverifikasi"].accessibleName() == "Diverifikasi: 1"


def test_with_one_value_its_dot_is_named(visit):
    seen = visit("one")
    places = seen.page.board.dots.written()

    assert [one.words.startswith("Cikarang Utara ") for one in places] == [True]
    assert seen.page.board.base.text() == "1 dari 23"


def test_each_chart_has_its_table(visit, qtbot):
    seen = visit("full")
    board = seen.page.board
    for card, chart in (
        (board.spread, board.dots),
        (board.mean_card, board.means),
        (board.index, board.years),
    ):
        qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
        assert card.shows_table()
        model = card.table.model()
        lines = [
            [str(model.index(row, at).data()) for at in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        assert lines == chart.lines()[1:]
    board.dots.setFocus()
    qtbot.keyClick(board.counters, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)


def test_the_menu_of_a_dot_leads_on(visit):
    seen = visit("full")
    seen.page._on_menu(OWN, "self", seen.page.mapToGlobal(seen.page.rect().center()))
    [menu] = [one for one in seen.page.findChildren(QMenu) if one.isVisible()]
    acts = {act.text(): act for act in menu.actions()}

    acts["Buka di Perbandingan"].trigger()
    assert seen.wanted == [Link("comparison", OWN)]
    assert {"Salin gambar", "Salin sebagai tabel", "Simpan gambar…"} <= set(acts)
    menu.close()


@pytest.mark.parametrize(("state", "size"), [("empty", SIZES[0]), *(("full", size) for size in SIZES)])
def test_nothing_is_cut_at_any_size(visit, state, size):
    seen = visit(state, size)

    assert offices.cut_words(seen.page) == []


def test_nothing_is_cut_with_larger_letters(qapp, visit):
    theme.apply(qapp, "light", 130)
    seen = visit("full")

    assert offices.cut_words(seen.page) == []


def test_with_larger_letters_in_a_small_window_no_card_is_wider_than_what_is_seen(qapp, visit):
    seen = visit("full", SIZES[-1])
    for percent in (130, 100, 130):
        theme.apply(qapp, "light", percent)
        seen.page.adapt(round(SIZES[-1][0] * 100 / percent))  # as the window does
        QApplication.processEvents()
        room = seen.page.width()
        assert seen.page.board.minimumSizeHint().width() <= room
        assert (
            seen.page.board.counters.mapTo(seen.page, seen.page.board.counters.rect().topRight()).x() < room
        )
