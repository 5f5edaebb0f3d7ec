from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from rbdesk import text
from rbdesk.domain.scoring import score
from rbdesk.ui.models.simulation import Simulation
from rbdesk.ui.pages.analysis_parts.simulator import SimulatorCard, plan_steps
from rbdesk.ui.pages.analysis_parts.step_table import POINTS, STEP
from tests.ui.pages.offices import SHEET, cut_words, half
from tests.ui.parts.screens import shown

ANSWERS = half()
NOW = score(SHEET, ANSWERS)


@pytest.fixture
def card(qtbot) -> SimulatorCard:
    simulation = Simulation(SHEET)
    simulation.set_answers(ANSWERS, NOW, {})
    made = SimulatorCard(simulation)
    made.decided.connect(lambda: made.show_choice(Decimal(60)))
    made.show_choice(Decimal(60))
    return shown(qtbot, made, 680, 580)


def press(card: SimulatorCard, key: Qt.Key) -> bool:
    return card.step_keys(QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def first(card: SimulatorCard):
    card.table.setFocus()
    card.table.setCurrentIndex(card.table.proxy.index(0, STEP))
    return card.table.current_step()


def test_space_ticks_and_the_sum_follows(qtbot, card):
    step = first(card)
    assert card.count.text() == "Belum ada yang dipilih"
    assert not card.plan.isEnabled()

    qtbot.keyClick(card.table, Qt.Key.Key_Space)

    plan = NOW.percent() + step.points
    assert card.count.text() == "1 dipilih"
    assert card.gain.text() == f"· {text.signed(step.points)} poin menjadi"
    assert card.reached.text() == text.number(plan)
    assert card.equals.text().startswith("Setara ")
    assert card.note.text().startswith("Perkiraan. Jawaban baru berlaku setelah ada bukti.")
    assert f"Rencana {text.number(plan)}" in card.scale.accessibleDescription()
    assert card.plan.isEnabled()
    qtbot.keyClick(card.table, Qt.Key.Key_Space)
    assert card.count.text() == "Belum ada yang dipilih"


def test_a_click_on_the_words_ticks_and_one_on_the_points_does_not(qtbot, card):
    view = card.table.viewport()
    for column, expected in ((POINTS, 0), (STEP, 1)):
        spot = card.table.visualRect(card.table.proxy.index(0, column)).center()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
        assert len(card.simulation.choice.steps) == expected


def test_exactly_the_target_is_said_not_to_pass_it(card):
    step = first(card)
    card.simulation.choose(step.code, True)
    plan = card.simulation.percent()
    card.show_choice(Decimal(plan.numerator) / Decimal(plan.denominator) + Decimal("0.5"))
    assert "Kurang 0,50 poin menuju" in card.note.text()


def test_x_leaves_a_question_out_and_back(card):
    code = first(card).code
    assert press(card, Qt.Key.Key_X)
    assert card.simulation.choice.without == {code}
    assert card.limits_line.text() == "1 pertanyaan tidak diusulkan"
    assert card.limits_line.isVisible()
    card.table.set_current(code)
    assert card.table.current_step().is_left_out
    card.table.spaced.emit(card.table.current_row())
    assert card.simulation.choice.steps == {}
    card.lift.click()
    assert not card.simulation.choice.is_limited
    assert not card.limits_line.isVisible()


def test_plus_and_minus_take_a_wider_or_narrower_step(card):
    code = next(
        step.code for step in card.table.shown_steps() if len(card.simulation.steps_of(step.code)) > 1
    )
    card.table.setFocus()
    card.table.set_current(code)
    steps = card.simulation.steps_of(code)
    assert press(card, Qt.Key.Key_Plus)
    assert card.simulation.choice.steps[code] == steps[1].candidate
    card.table.set_current(code)
    assert press(card, Qt.Key.Key_Minus)
    assert card.simulation.choice.steps[code] == steps[0].candidate
    assert not press(card, Qt.Key.Key_A)


def test_a_person_can_judge_the_effort(qtbot, card):
    step = first(card)
    heard = []
    card.effort_kept.connect(lambda code, effort: heard.append((code, effort)))
    menu = card._effort_menu(step.code)
    by_words = {action.text(): action for action in menu.actions()}
    proposed = SHEET.question(step.code).effort
    assert by_words[{1: "Mudah", 2: "Sedang", 3: "Berat"}[proposed]].isChecked()
    back = next(action for words, action in by_words.items() if words.startswith("Pakai usulan lembar"))
    assert not back.isEnabled()
    by_words["Mudah"].trigger()
    assert heard == [(step.code, 1)]


def test_the_menu_of_a_row_offers_every_step_of_its_question(card):
    code = next(
        step.code for step in card.table.shown_steps() if len(card.simulation.steps_of(step.code)) > 1
    )
    card.table.set_current(code)
    menu = card.row_menu(card.table.current_step())
    further = next(one for one in menu.findChildren(QMenu) if one.title() == "Sampai jawaban")
    further.actions()[-1].trigger()
    assert card.simulation.choice.steps[code] == card.simulation.steps_of(code)[-1].candidate


def test_a_plan_names_question_and_what_is_to_be_done(card):
    step = first(card)
    card.simulation.choose(step.code, True)
    assert plan_steps(card.simulation.rows()) == [(step.code, f"{step.words} ({step.before} → {step.after})")]


def test_every_word_of_the_list_is_readable(card):
    for width in (680, 560, 440):
        card.resize(width, 580)
        card.set_narrow(width < 600)
        assert not cut_words(card)
        assert all(card.table.rowHeight(row) >= 40 for row in range(card.table.proxy.rowCount()))
