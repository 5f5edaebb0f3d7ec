import pytest
from PySide6.QtCore import Qt

from rbdesk.domain import pathway
from rbdesk.domain.scoring import score
from rbdesk.ui.models.simulation import Simulation
from rbdesk.ui.pages.analysis_parts.path_list import PathList
from tests.ui.pages.analysis_parts.test_gates import ANSWERS, NOW, SHEET, searched
from tests.ui.parts.screens import shown

PATH = searched("WBK")


@pytest.fixture
def steps(qtbot) -> PathList:
    simulation = Simulation(SHEET)
    simulation.set_answers(ANSWERS, NOW, {})
    return shown(qtbot, PathList(simulation, PATH), 640, 560)


def test_the_whole_path_stands_there_ticked_and_its_gates_are_counted(steps):
    assert {step.candidate for step in steps.steps()} == set(PATH.steps)
    assert all(step.is_chosen for step in steps.table.shown_steps())
    met = sum(result.gap is not None and result.gap >= 0 for result in PATH.gates)
    assert steps.sum.text().endswith(f"{met} dari {len(PATH.gates)} syarat terpenuhi")
    assert steps.simulation.planned_sheet() == score(SHEET, pathway.with_steps(ANSWERS, PATH.steps))


def test_without_a_step_fewer_gates_are_met(qtbot, steps):
    before = steps.sum.text()
    steps.table.setFocus()
    steps.table.setCurrentIndex(steps.table.proxy.index(0, 0))
    qtbot.keyClick(steps.table, Qt.Key.Key_Space)
    assert steps.sum.text() != before
    assert len(steps.table.shown_steps()) == len(PATH.steps)
    assert steps.plan.isEnabled()


def test_what_waits_for_outside_is_said(steps):
    assert steps.open_gates.text().endswith("syarat menunggu hasil dari luar.")
