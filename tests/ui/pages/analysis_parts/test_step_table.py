import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rbdesk import text
from rbdesk.domain.scoring import score
from rbdesk.ui import theme
from rbdesk.ui.models.simulation import Simulation
from rbdesk.ui.pages.analysis_parts.step_table import EFFORT, POINTS, STEP, StepTable
from tests.ui.pages.offices import SHEET, half
from tests.ui.parts.screens import share_of, shown

ANSWERS = half()


@pytest.fixture
def simulation() -> Simulation:
    made = Simulation(SHEET)
    made.set_answers(ANSWERS, score(SHEET, ANSWERS), {})
    return made


@pytest.fixture
def table(qtbot, simulation) -> StepTable:
    made = StepTable()
    made.set_steps(simulation.rows())
    return shown(qtbot, made, 640, 420)


def test_steps_stand_in_the_order_of_points_and_can_be_sorted_by_effort(table):
    points = [step.points for step in table.shown_steps()]
    assert points == sorted(points, reverse=True)
    table.sortByColumn(EFFORT, Qt.SortOrder.AscendingOrder)
    efforts = [step.effort for step in table.shown_steps()]
    assert efforts == sorted(efforts)


def test_space_asks_for_a_tick_and_a_click_on_the_effort_for_another(qtbot, table):
    ticked, asked = [], []
    table.ticked.connect(lambda code, on: ticked.append((code, on)))
    table.effort_asked.connect(asked.append)
    table.setFocus()
    table.setCurrentIndex(table.proxy.index(2, STEP))
    code = table.current_step().code
    qtbot.keyClick(table, Qt.Key.Key_Space)
    spot = table.visualRect(table.proxy.index(2, EFFORT)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert ticked == [(code, True)]
    assert asked == [code]


def test_what_is_left_out_cannot_be_ticked(qtbot, table, simulation):
    code = table.shown_steps()[0].code
    simulation.leave_out(code, True)
    table.set_steps(simulation.rows())
    table.set_current(code)
    heard = []
    table.ticked.connect(lambda *act: heard.append(act))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert heard == []
    said = table.current_row().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("tidak diusulkan")


def test_the_list_is_copied_with_headings_and_codes(qtbot, table, simulation):
    step = table.shown_steps()[0]
    simulation.choose(step.code, True)
    table.set_steps(simulation.rows())
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heads, line, *_ = QGuiApplication.clipboard().text().split("\n")
    assert heads.split("\t") == [
        "Dipilih",
        "Kode dan area",
        "Perbaikan",
        "Jawaban",
        "Menjadi",
        "Upaya",
        "Poin",
    ]
    cells = line.split("\t")
    assert cells[:2] == ["ya", step.where]
    assert cells[-1] == text.signed(step.points)


def test_a_row_says_itself_to_a_screen_reader(table):
    table.setCurrentIndex(table.proxy.index(0, STEP))
    step, index = table.current_step(), table.current_row()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{step.words}, {step.where}, tidak dipilih"
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    points = index.siblingAtColumn(POINTS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert points == f"menambah {text.number(step.points)} poin"


def test_words_get_as_many_lines_as_they_need(table):
    assert table.shown_steps()
    high = max(table.rowHeight(row) for row in range(table.proxy.rowCount()))
    table.resize(1100, 420)
    assert max(table.rowHeight(row) for row in range(table.proxy.rowCount())) < high


def test_a_tick_is_painted_in_both_themes(qapp, table, simulation):
    for row in simulation.rows()[:3]:
        simulation.choose(row.code, True)
    table.resize(440, 140)
    for mode in ("light", "dark"):
        theme.apply(qapp, mode, 100)
        table.set_steps(())
        without = share_of(table.viewport(), "primary")
        table.set_steps(simulation.rows())
        assert share_of(table.viewport(), "primary") > without
