import shutil
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk import text
from rbdesk.analysis import profile
from rbdesk.domain import gates, pathway
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import score
from rbdesk.ui import theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.analysis import AnalysisPage
from rbdesk.ui.pages.analysis_parts.path_list import PathList
from rbdesk.ui.pages.analysis_parts.step_table import StepTable
from rbdesk.ui.parts import places
from rbdesk.ui.parts.page import Link, TraceWanted
from rbdesk.workflow import catalog, followups, planning, setup
from tests import year
from tests.build import answers_everywhere
from tests.ui import frames
from tests.ui.pages import offices
from tests.ui.pages.offices import (
    CODES,
    KEY,
    NOW,
    SHEET,
    SIZES,
    Visit,
    Visiting,
    cut_words,
    half,
    settle,
    tab_stops,
    unreachable,
    words_of,
)

HALF = half()
SCORED = score(SHEET, HALF)
BEFORE = score(SHEET, answers_everywhere(SHEET, "worst"))


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from offices.visits(qtbot, AnalysisPage, tmp_path, tmp_path_factory)


def tick(seen: Visit, at: int = 0):
    """Tick a row as the person does, by keyboard."""
    table = seen.page.simulator.table
    table.setFocus()
    table.setCurrentIndex(table.proxy.index(at, 0))
    step = table.current_step()
    table.spaced.emit(table.current_row())
    return step


def test_every_plotted_value_is_the_engines(visit):
    seen = visit("half")
    radar, bars = seen.page.charts.radar.figure(), seen.page.charts.bars.figure()

    assert radar == profile.radar(SCORED, BEFORE, 2020, target=seen.desk.identity.target)
    assert bars == profile.gap_bars(SCORED, target=seen.desk.identity.target)
    for area in SHEET.areas:
        axis, bar = radar.axis(area.code), bars.bar(area.code)
        assert axis is not None
        assert bar is not None
        assert axis.value == bar.value == SCORED.area_percent(area.places)
        assert axis.last == BEFORE.area_percent(area.places)
    shown = seen.page.simulator.table.shown_steps()
    nearest = pathway.nearest(pathway.candidates(SHEET, HALF))
    weight = Fraction(SHEET.weight)
    assert {step.code: step.points for step in shown} == {
        one.code: one.points / weight * 100 for one in nearest
    }
    assert f"Sekarang {text.number(SCORED.percent())}" in seen.page.simulator.scale.accessibleDescription()


def test_before_the_first_answer_there_is_one_way_on(visit, qtbot):
    seen = visit("empty")
    assert seen.page.empty.isVisible()
    assert seen.page.regions() == [seen.page.empty]
    seen.page.empty.acted.emit("answer")
    assert seen.link == Link("assessment")


def test_with_less_than_half_answered_it_says_so_and_shows_all_the_same(visit, qtbot):
    seen = visit("empty")
    for code in CODES[:44]:
        seen.answers.set_value(code, HALF[code].value)
    qtbot.waitUntil(lambda: seen.page.strip.isVisible())
    assert "Baru 40% terjawab. Gambaran masih bisa banyak berubah." in words_of(seen.page)
    assert seen.page.charts.radar.isVisible()
    seen.page.strip.buttons()[0].click()
    assert seen.link == Link("assessment", CODES[44])


def test_half_answered_is_no_longer_early(visit):
    assert not visit("half").page.strip.isVisible()


def test_an_answer_elsewhere_comes_to_the_charts_and_the_list(visit, qtbot):
    seen = visit("half")
    step = seen.page.simulator.table.shown_steps()[0]
    seen.answers.set_value(step.code, step.candidate.after)
    settle(qtbot, seen.desk)
    now = seen.answers.sheet
    assert now.percent() > SCORED.percent()
    assert seen.page.charts.bars.figure() == profile.gap_bars(now, target=seen.desk.identity.target)
    assert seen.page.simulator.table.shown_steps()[0].candidate != step.candidate


def test_nothing_that_is_done_here_changes_an_answer(visit, qtbot):
    seen = visit("half")
    answers, digest = dict(seen.answers.assessment.answers), seen.answers.sheet.points
    for at in range(5):
        tick(seen, at)
    seen.page.simulator.suggest.click()
    settle(qtbot, seen.desk)
    seen.page.charts.bars.choose("7")
    for _ in range(12):
        seen.page.undo()
    seen.page.redo()
    seen.page.simulator.plan.click()
    settle(qtbot, seen.desk)
    seen.answers.load()
    settle(qtbot, seen.desk)
    assert dict(seen.answers.assessment.answers) == answers
    assert seen.answers.sheet.points == digest
    assert seen.answers.undo_stack.count() == 0


def test_ctrl_z_here_takes_ticks_back_and_never_an_answer(visit, qtbot):
    seen = visit("half")
    seen.answers.set_value(CODES[0], "A")
    settle(qtbot, seen.desk)
    tick(seen)
    assert seen.page.undo()
    assert seen.page.simulation.choice.steps == {}
    assert seen.page.undo()
    assert seen.answers.answer(CODES[0]).value == "A"
    assert seen.told[-1] == "Tidak ada yang bisa diurungkan di Analisis"


def test_choose_for_me_ticks_the_cheapest_path_and_can_be_taken_back(visit, qtbot):
    seen = visit("half")
    found = pathway.shortest(SHEET, HALF, pathway.target_of(SHEET, "B"), office=KEY.office)
    seen.page.simulator.suggest.click()
    settle(qtbot, seen.desk)

    assert set(seen.page.simulation.choice.steps.values()) == set(found.steps)
    assert seen.page.simulation.percent() == found.reached > 60
    assert seen.page.simulator.reached.text() == text.number(found.reached)
    words = "Dipilihkan: upaya paling ringan untuk melewati 60. Hasilnya boleh diubah."
    assert words in words_of(seen.page)
    assert seen.page.simulator.table.current_step().is_chosen
    seen.page.undo()
    assert seen.page.simulation.choice.steps == {}


def test_within_limits_that_leave_no_way_it_says_how_far_one_gets(visit, qtbot):
    seen = visit("half")
    seen.page.charts.bars.choose("1")
    assert seen.page.charts.radar.selected() == "1"
    seen.page.simulator.suggest.click()
    settle(qtbot, seen.desk)

    limits = pathway.Limits(areas=frozenset("1"))
    found = pathway.shortest(SHEET, HALF, pathway.target_of(SHEET, "B"), limits, office=KEY.office)
    assert not found.passes
    words = f"Dengan batasan ini nilai paling tinggi {text.number(found.most)}, belum melewati 60."
    assert words in words_of(seen.page)
    seen.page.simulator.trouble.buttons()[0].click()
    assert not seen.page.simulator.trouble.isVisible()
    assert not seen.page.simulation.choice.is_limited
    assert seen.page.charts.bars.selected() == ""


def test_areas_that_cannot_reach_what_is_asked_of_each_are_named(visit, qtbot):
    seen = visit("half")
    seen.page.simulation.ask_of_areas(60)
    seen.page.simulation.look_at(["1"])
    seen.page.simulator.suggest.click()
    settle(qtbot, seen.desk)
    found = pathway.shortest(
        SHEET, HALF, pathway.target_of(SHEET, "B"), seen.page.simulation.limits(), office=KEY.office
    )
    named = [area.short for area in SHEET.areas if area.code in found.blocked]
    assert named
    words = f"Belum dapat mencapai 60% dengan batasan ini: {text.listing(named)}."
    assert words in words_of(seen.page)


def test_above_the_target_it_asks_what_else_and_finds_nothing_missing(visit, qtbot):
    seen = visit("full")
    assert seen.page.simulator.headline.text() == "Apa lagi yang menaikkan nilai kita?"
    seen.page.simulator.suggest.click()
    settle(qtbot, seen.desk)
    assert seen.told[-1] == "Nilai sekarang sudah melewati 60."
    assert seen.page.simulation.choice.steps == {}


def test_an_own_effort_is_kept_and_changes_the_list(visit, qtbot):
    seen = visit("half")
    step = seen.page.simulator.table.shown_steps()[0]
    other = 1 if step.effort > 1 else 3
    seen.page.simulator.effort_kept.emit(step.code, other)
    settle(qtbot, seen.desk)
    settle(qtbot, seen.desk)
    shown = {one.code: one for one in seen.page.simulator.table.shown_steps()}
    assert shown[step.code].effort == other
    heard: list[object] = []
    seen.desk.read(planning.load_efforts, KEY, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [{step.code: other}]


def test_what_is_ticked_becomes_a_plan_that_can_be_withdrawn(visit, qtbot):
    seen = visit("half")
    undos = []
    seen.page.told.connect(lambda _, undo: undos.append(undo))
    step = tick(seen)
    seen.page.simulator.plan.click()
    settle(qtbot, seen.desk)
    assert plans(seen, qtbot) == [(step.code, f"{step.words} ({step.before} → {step.after})")]
    assert seen.told[-1] == "1 rencana dicatat di Tindak Lanjut"

    seen.page.simulator.plan.click()
    settle(qtbot, seen.desk)
    assert seen.told[-1] == "Rencana ini sudah ada di Tindak Lanjut."

    undos[0]()
    settle(qtbot, seen.desk)
    assert plans(seen, qtbot) == []


def plans(seen: Visit, qtbot) -> list[tuple[str, str]]:
    heard: list[object] = []
    seen.desk.read(followups.list_followups, KEY.office, KEY.year, NOW.date(), then=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    (items,) = heard
    return [(row[-1], item.recommendation.text) for item in items for row in item.recommendation.rows[:1]]


def test_enter_opens_the_question_and_the_chip_asks_why(visit, qtbot):
    seen = visit("half")
    table = seen.page.simulator.table
    table.setFocus()
    table.setCurrentIndex(table.proxy.index(2, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert seen.link == Link("assessment", table.current_step().code)
    asked = []
    seen.page.traced.connect(asked.append)
    seen.page.chip.click()
    assert asked == [TraceWanted()]
    assert seen.page.number_in_focus() == TraceWanted(table.current_step().code)
    seen.page.charts.bars.rows()[0].setFocus()
    assert seen.page.number_in_focus() == TraceWanted(seen.page.charts.bars.figure().bars[0].code)


def test_ctrl_t_shows_both_charts_as_tables_or_the_one_with_the_focus(visit, qtbot):
    seen = visit("half")
    cards = (seen.page.charts.radar_card, seen.page.charts.bars_card)
    seen.page.simulator.table.setFocus()
    qtbot.keyClick(seen.page.simulator.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert [card.shows_table() for card in cards] == [True, True]
    qtbot.keyClick(seen.page.simulator.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert [card.shows_table() for card in cards] == [False, False]
    row = seen.page.charts.bars.rows()[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert [card.shows_table() for card in cards] == [False, True]


def test_another_target_moves_everything_that_shows_it(visit, qtbot):
    seen = visit("half")
    seen.desk.do(setup.keep_settings, target=Decimal(65))
    settle(qtbot, seen.desk)
    settle(qtbot, seen.desk)
    assert seen.page.charts.bars.figure().target == 65
    assert seen.page.charts.radar.figure().target == 65
    assert seen.page.simulator.headline.text() == "Apa yang menaikkan kita ke nilai di atas 65?"
    assert "Jarak ke target 65 per area" in words_of(seen.page)


def test_a_link_with_an_area_looks_at_it(visit):
    seen = visit("half")
    seen.page.show_link(Link("analysis", "8"))
    assert seen.page.charts.bars.selected() == "8"
    assert {step.candidate.area_code for step in seen.page.simulator.table.shown_steps()} == {"8"}


def test_what_was_ticked_is_there_after_a_restart(visit, qtbot):
    seen = visit("half")
    step = tick(seen)
    state = seen.page.state()
    page = AnalysisPage(seen.desk, seen.answers)
    qtbot.addWidget(page)
    page.restore(state)
    page.resize(*SIZES[0])
    page.show()
    page.refresh()
    settle(qtbot, seen.desk)
    assert list(page.simulation.choice.steps) == [step.code]
    assert page.simulator.count.text() == "1 dipilih"


def test_a_locked_year_can_be_played_through_too(visit, qtbot):
    seen = visit("locked")
    step = tick(seen)
    assert seen.page.simulator.count.text() == "1 dipilih"
    assert seen.answers.answer(step.code).value != step.candidate.after


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
def test_everything_can_be_read_and_reached(qapp, visit, size, percent):
    theme.apply(qapp, "light", percent)
    seen = visit("half", size=size)
    seen.page.adapt({1162: 1366, 1032: 1092, 851: 911}[size[0]] * 100 // percent)
    QApplication.processEvents()
    tick(seen)
    assert not cut_words(seen.page)
    small = [one for one in unreachable(seen.page) if "_Row" not in one and "_Label" not in one]
    assert not small
    stops = tab_stops(seen.page)
    for wanted in (seen.page.simulator.table, seen.page.simulator.suggest, seen.page.simulator.plan):
        assert wanted in stops
    assert sum(stop in seen.page.charts.bars.rows() for stop in stops) == 1
    assert sum(stop in seen.page.charts.radar.labels() for stop in stops) == 1


def test_showing_the_page_again_takes_less_than_a_tenth_of_a_second(visit, qtbot):
    seen = visit("half")
    took = []
    for _ in range(3):
        seen.page.hide()
        begun = time.perf_counter()
        seen.page.show()
        seen.page.refresh()
        QApplication.processEvents()
        took.append(time.perf_counter() - begun)
        settle(qtbot, seen.desk)
    assert min(took) < 0.1


GATED = catalog.instrument("lke-zi-10-2019")


@pytest.fixture
def gated(visit, qtbot) -> tuple[Visit, AnalysisPage]:
    """The page on the sheet of Zona Integritas, as the switch of sheets will show it."""
    seen = visit("half")
    answers = AnswerModel(seen.desk, KEY._replace(instrument=GATED.id))
    page = AnalysisPage(seen.desk, answers)
    qtbot.addWidget(page)
    page.resize(*SIZES[0])
    page.wanted.connect(seen.wanted.append)
    page.show()
    with qtbot.waitSignal(answers.loaded):
        page.refresh()
    for code, answer in answers_everywhere(GATED, "best").items():
        if not code.startswith(("ZI19.A.IV.", "ZI19.B.")):
            answers.set_value(code, answer.value)
    settle(qtbot, seen.desk)
    settle(qtbot, seen.desk)
    return seen, page


def test_a_sheet_with_gates_shows_them_instead_of_one_target(gated, qtbot):
    seen, page = gated
    assert page.gates is not None
    assert page.gates.isVisible()
    assert page.header_widgets() == []
    assert [result.points for result in page.gates.results] == [
        result.points for result in gates.judge_gates(GATED, page.answers.sheet, "WBK")
    ]
    page.gates.table.opened.emit(page.gates.table.current_row())
    assert seen.link.page == "assessment"


def test_the_whole_path_to_all_gates_can_be_ticked_and_changes_no_answer(gated, qtbot):
    _seen, page = gated
    answers = dict(page.answers.assessment.answers)
    qtbot.waitUntil(lambda: page.gates.plan.isVisible())
    page.gates.plan.click()
    assert page.drawer.is_open()
    found = pathway.shortest(GATED, answers, pathway.target_of(GATED, "WBK"), office=KEY.office)
    (content,) = page.drawer.findChildren(PathList)
    assert {step.candidate.code for step in content.steps()} == {step.code for step in found.steps}
    content.table.ticked.emit(content.steps()[0].code, False)
    assert dict(page.answers.assessment.answers) == answers


def test_by_keyboard_from_the_rail_to_a_question_and_back(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk", HALF)
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    main = [place.key for place in places.places_of(Role.OFFICE) if place.where == places.MAIN]
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_1 + main.index("analysis")), control)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), StepTable))
    page = window.page
    table = QApplication.focusWidget()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    step = page.simulator.table.current_step()
    assert step.is_chosen
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page.key == "assessment")
    assert window.page.list.current == step.code
    qtbot.keyClick(window, Qt.Key.Key_Left, alt)
    qtbot.waitUntil(lambda: window.page is page)
    assert list(page.simulation.choice.steps) == [step.code]
    desk.close()


# --- the regency's own sheet, at the secretariat ---


def test_the_regencys_sheet_has_the_path_without_plans_and_without_a_radar_of_thirteen(qtbot, tmp_path):
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "desk")
    desk = Desk(tmp_path / "desk", clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("assessment"))
    frames.settle(qtbot, desk)
    window.page.ways[0].click()
    frames.settle(qtbot, desk)
    page = window.page
    qtbot.waitUntil(lambda: page.simulator.isVisible())
    assert (page.key, page.answers.key.office) == ("analysis", "32.16")
    assert page.charts.radar_card.isHidden()
    assert not page.simulator.plan.isVisible()
    page.simulator.suggest.click()
    frames.settle(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.simulation.choice.steps))
    assert page.simulation.percent() > 60
    assert page.simulator.equals.text().startswith("B")  # the index's own band, not "Setara B"
    desk.close()
