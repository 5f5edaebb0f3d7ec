from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from rbdesk import text
from rbdesk.domain.assessment import Answer, Stage
from rbdesk.domain.scoring import score
from rbdesk.ui import theme
from rbdesk.ui.pages.home import HomePage, greeting
from rbdesk.ui.pages.home_parts.figures import area_lines, trend
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import sending, setup
from tests.ui.pages import offices
from tests.ui.pages.offices import CODES, HALF, NOW, SHEET, SIZES, Visit, Visiting, settle

WIB = timezone(timedelta(hours=7))


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from offices.visits(qtbot, HomePage, tmp_path, tmp_path_factory)


def step_titles(seen: Visit) -> list[str]:
    return [row.title.text() for row in seen.page.full.step_rows()]


def press(qtbot, widget, key=Qt.Key.Key_Return):
    qtbot.keyClick(widget, key)


def test_before_the_first_answer_it_says_what_waits_and_how_to_begin(visit, qtbot):
    seen = visit("empty")

    assert seen.page.empty.isVisible()
    assert not seen.page.header_widgets()
    (start,) = seen.page.empty.state.findChildren(Button)
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert start.text() == "Mulai menjawab"
    assert seen.link == Link("assessment")


def test_last_years_answers_are_offered_as_a_start_where_there_are_any(visit, qtbot):
    seen = visit("empty with last year")
    _, propose = seen.page.empty.state.findChildren(Button)

    qtbot.mouseClick(propose, Qt.MouseButton.LeftButton)

    assert propose.text() == "Pakai jawaban 2019 sebagai awal"
    assert seen.answers.is_proposing
    assert seen.answers.sheet.answered[0] == 0
    assert seen.link == Link("assessment", filter="proposed")


def test_the_three_hints_lead_to_pages_that_exist(visit, qtbot):
    seen = visit("empty")

    for button in seen.page.empty.buttons():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert [link.page for link in seen.wanted] == ["assessment", "evidence", "send"]


def test_the_first_answer_brings_the_numbers(visit, qtbot):
    seen = visit("empty")

    seen.answers.set_value(CODES[0], "A")
    qtbot.waitUntil(lambda: seen.page.full.isVisible())

    assert seen.page.full.score.number.text() == text.number(score(SHEET, {CODES[0]: Answer("A")}).percent())
    assert "sementara, 1 dari 110 terjawab" in seen.page.full.score.base.text()
    assert seen.page.header_widgets() == [seen.page.way_on]


def test_the_way_to_the_target_leads_to_the_analysis(visit):
    seen = visit("half")

    assert seen.page.full.score.way.isVisible()
    seen.page.full.score.way.click()

    assert seen.link == Link("analysis")


def test_the_score_card_shows_the_exact_number_its_equivalent_and_its_base(visit):
    seen = visit("full")
    card = seen.page.full.score

    assert card.number.text() == "62,97"
    assert card.equals.text() == "Setara B · Baik"
    assert card.base.text() == "22,86 dari 36,30 · 110 dari 110 terjawab"
    assert (card.missing.text(), card.goal.text()) == ("Target tercapai", "di atas 60, batas kategori B")


def test_every_area_has_a_row_that_leads_to_it(visit, qtbot):
    seen = visit("half")
    rows = seen.page.full.areas.rows()

    assert len(rows) == 8
    assert (
        rows[0].accessibleName().startswith("Manajemen Perubahan: 16 dari 16 terjawab, capaian 62,5 persen")
    )
    qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton)
    rows[7].setFocus()
    press(qtbot, rows[7])
    assert [SHEET.area_of(link.focus).short for link in seen.wanted] == ["Deregulasi", "Pelayanan Publik"]


def test_arrows_walk_through_the_areas(visit, qtbot):
    rows = visit("half").page.full.areas.rows()
    rows[0].setFocus()

    for key, at in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_End, 7), (Qt.Key.Key_Up, 6), (Qt.Key.Key_Home, 0)):
        press(qtbot, next(row for row in rows if row.hasFocus()), key)
        assert rows[at].hasFocus()


def test_next_steps_stand_in_the_order_of_help_and_lead_to_their_first_case(visit, qtbot):
    seen = visit("half")

    assert step_titles(seen) == [
        "Jawab 16 pertanyaan tersisa", "Lampirkan 34 bukti yang kurang", "Isi survei kepuasan masyarakat"
    ]  # fmt: skip
    for row in seen.page.full.step_rows():
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert seen.wanted == [
        Link("assessment", CODES[HALF], "unanswered"),
        Link("assessment", CODES[60], "no_evidence"),
        Link("survey"),
    ]


def test_with_everything_done_the_filled_button_leads_to_sending(visit, qtbot):
    seen = visit("full")

    qtbot.mouseClick(seen.page.way_on, Qt.MouseButton.LeftButton)

    assert step_titles(seen) == ["Isi survei kepuasan masyarakat", "Periksa dan kirim"]
    assert seen.page.way_on.text() == "Periksa dan kirim"
    assert seen.link == Link("send")


def test_while_answers_are_missing_the_filled_button_goes_on_with_the_first_of_them(visit, qtbot):
    seen = visit("half")

    qtbot.mouseClick(seen.page.way_on, Qt.MouseButton.LeftButton)

    assert seen.link == Link("assessment", CODES[HALF])


def test_a_missing_name_leads_to_the_settings(visit, qtbot):
    seen = visit("nameless")

    qtbot.mouseClick(seen.page.full.step_rows()[1].button, Qt.MouseButton.LeftButton)

    assert step_titles(seen) == ["Isi survei kepuasan masyarakat", "Lengkapi identitas kecamatan"]
    assert seen.link == Link("settings", "identity")


def test_a_locked_year_says_since_when_and_leads_to_the_receipt(visit, qtbot):
    seen = visit("locked")
    strip = seen.page.full.lock

    assert strip.isVisible()
    assert strip.accessibleName().startswith("Penilaian terkunci sejak 27 Agustus 2020 pukul ")
    assert "Paket resmi revisi 1 sudah dibuat oleh Siti Contoh." in strip.accessibleName()
    qtbot.mouseClick(strip.buttons()[0], Qt.MouseButton.LeftButton)
    assert seen.link == Link("send")
    assert seen.page.header_widgets() == []
    assert step_titles(seen) == ["Kirim paket ke Sekretariat"]


def test_a_sent_package_is_a_duty_met(visit, qtbot):
    seen = visit("locked")
    packages: list = []
    seen.desk.read(sending.list_packages, offices.KEY, then=packages.extend)
    qtbot.waitUntil(lambda: bool(packages))

    seen.desk.do(sending.mark_sent, offices.KEY, packages[0].bundle_id, True)
    settle(qtbot, seen.desk)
    seen.page.refresh()
    settle(qtbot, seen.desk)

    assert step_titles(seen) == ["Tunggu hasil verifikasi"]
    assert "selesai" in chips(seen)


def chips(seen: Visit) -> list[str]:
    return [chip.text() for chip in seen.page.full.deadlines.findChildren(Chip) if chip.isVisible()]


def test_the_nearest_deadlines_stand_with_their_distance(visit):
    assert chips(visit("half")) == ["11 hari lagi", "19 hari lagi"]


def test_a_changed_target_moves_the_goal(visit, qtbot):
    seen = visit("half")

    seen.desk.do(setup.keep_settings, target=Decimal(72))
    qtbot.waitUntil(lambda: "72" in seen.page.full.score.goal.text())

    assert seen.page.full.score.goal.text() == "untuk melewati 72, target tahun ini"


def test_the_line_under_the_title_greets_by_name_and_names_the_day(visit):
    line = visit("half").contexts[-1]

    assert line.startswith("Selamat ")
    assert line.endswith(", Siti Contoh. Kamis, 27 Agustus 2020")


@pytest.mark.parametrize(
    ("hour", "minute", "part"),
    [
        (0, 30, "malam"),
        (3, 59, "malam"),
        (4, 0, "pagi"),
        (10, 59, "pagi"),
        (11, 0, "siang"),
        (15, 0, "sore"),
        (18, 29, "sore"),
        (18, 30, "malam"),
        (23, 59, "malam"),
    ],
)
def test_the_greeting_fits_the_hour(hour, minute, part):
    when = datetime(2020, 8, 27, hour, minute, tzinfo=WIB)

    assert greeting(when, "Siti Contoh") == f"Selamat {part}, Siti Contoh. Kamis, 27 Agustus 2020"
    assert greeting(when, "") == f"Selamat {part}. Kamis, 27 Agustus 2020"


def test_an_area_without_answers_has_no_category_and_no_change():
    lines = area_lines(score(SHEET, {CODES[0]: Answer("A")}), score(SHEET, {}))

    assert (lines[0].answered, lines[0].percent is not None, lines[0].change is not None) == (1, True, True)
    assert all(line.percent is None and line.change is None for line in lines[1:])


def test_the_regencys_index_and_the_offices_percent_are_two_lines_on_their_own_sheets():
    sheet = score(SHEET, offices.complete())

    figure = trend(sheet, sheet, 2020, target=Decimal(60), is_provisional=True)

    regency, own = figure.lines
    assert [(point.year, point.value) for point in regency.points] == [
        (2017, Decimal("51.28")),
        (2018, Decimal("56.33")),
        (2019, Decimal("59.36")),
    ]
    assert [point.year for point in own.points] == [2019, 2020]
    assert own.points[1].value == sheet.percent() == Fraction(228565, 363000) * 100
    assert own.points[1].is_provisional
    assert {point.frame for point in regency.points}.isdisjoint(point.frame for point in own.points)
    assert figure.target_band == "B"


def test_the_band_above_the_target_is_tinted_whatever_the_target():
    sheet = score(SHEET, {})

    bands = [
        trend(sheet, None, 2020, target=Decimal(target), is_provisional=True).target_band
        for target in ("50", "55", "60", "70.5")
    ]

    assert bands == ["CC", "CC", "B", "BB"]


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", ["empty with last year", "half", "locked"])
def test_nothing_is_cut_at_any_size(visit, qapp, state, size, percent):
    theme.apply(qapp, "light", percent)

    page = visit(state, size=size).page

    assert offices.cut_words(page) == []
    assert offices.unreachable(page) == []


def test_it_follows_another_theme_while_it_is_shown(visit, qapp, qtbot):
    page = visit("half").page
    before = page.grab().toImage().pixelColor(40, 40)

    theme.apply(qapp, "dark", 115)

    qtbot.waitUntil(lambda: offices.cut_words(page) == [])  # words claim their places in their own time
    assert page.grab().toImage().pixelColor(40, 40) != before


def test_a_deadline_that_is_over_and_not_met_is_told_in_red(visit):
    seen = visit("half", now=NOW + timedelta(days=14))

    assert chips(seen)[0] == "lewat 3 hari"
    assert date(2020, 9, 10) == seen.desk.clock().date()
    assert seen.answers.assessment.stage is Stage.OPEN
    assert datetime(2020, 9, 10, 3, 42, tzinfo=UTC) == seen.desk.clock()


def test_tab_goes_from_the_number_through_the_areas_to_what_is_next(visit):
    full = visit("half").page.full

    stops = offices.tab_stops(full.window())

    steps = [row.button for row in full.step_rows()]
    last = [full.trend_card.button, full.trend]
    assert stops == [full.score.number, full.score.way, *full.areas.rows(), *steps, *last]


def test_before_the_first_answer_tab_begins_at_the_way_to_begin(visit):
    empty = visit("empty").page.empty

    assert offices.tab_stops(empty.window()) == [*empty.state.findChildren(Button), *empty.buttons()]
