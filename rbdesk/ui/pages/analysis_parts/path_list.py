"""The whole path to a level: every step of it to tick, and how the gates would stand then. Changes no answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text, wording
from rbdesk.domain import gates
from rbdesk.domain.gates import GateState
from rbdesk.domain.pathway import Path
from rbdesk.ui import theme
from rbdesk.ui.models.simulation import Simulation, Step
from rbdesk.ui.pages.analysis_parts.step_table import StepTable
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.labels import Label, WrapLabel

_LEAST_HEIGHT = 280


class PathList(QWidget):
    """Signals: `question_wanted(code)` · `plan_wanted()` the ticked steps shall become a plan."""

    question_wanted = Signal(str)
    plan_wanted = Signal()

    def __init__(self, simulation: Simulation, path: Path, parent: QWidget | None = None) -> None:
        """`simulation` holds the answers; its choice becomes the path."""
        super().__init__(parent)
        self.simulation = simulation
        self._level = path.target.level
        self._codes = frozenset(step.code for step in path.steps)
        simulation.choose_path(path.steps)
        self.hint = WrapLabel(
            "Hapus centang yang tidak realistis. Syarat dinilai ulang seketika.", ink="text2"
        )
        self.table = StepTable()
        self.table.set_narrow(True)
        self.table.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        self.sum = WrapLabel("", "strong")
        self.open_gates = WrapLabel("", "caption", "text2")
        self.note = Label(wording.ESTIMATE, "caption", "text2")
        self.plan = primary("Jadikan rencana", "target-arrow")
        self.plan.clicked.connect(self.plan_wanted)
        self.table.ticked.connect(self._on_ticked)
        self.table.opened.connect(lambda _: self._open_question())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        column.addWidget(self.sum)
        column.addWidget(self.open_gates)
        column.addWidget(self.note)
        column.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    def steps(self) -> tuple[Step, ...]:
        """The steps of the path, those first that bring most."""
        return tuple(step for step in self.simulation.rows() if step.code in self._codes)

    def _show(self) -> None:
        self.table.set_steps(self.steps())
        results = gates.judge_gates(self.simulation.instrument, self.simulation.planned_sheet(), self._level)
        met = sum(result.state is GateState.MET for result in results)
        gain = self.simulation.percent() - self.simulation.sheet.percent()
        self.sum.setText(
            f"{len(self.simulation.choice.steps)} dipilih · {text.signed(gain)} poin · "
            f"{met} dari {len(results)} syarat terpenuhi"
        )
        waiting = sum(result.state is GateState.UNKNOWN for result in results)
        self.open_gates.setText(f"{waiting} syarat menunggu hasil dari luar." if waiting else "")
        self.open_gates.setVisible(waiting > 0)
        self.plan.setEnabled(bool(self.simulation.choice.steps))

    def _on_ticked(self, code: str, on: bool) -> None:
        self.simulation.choose(code, on)
        self._show()

    def _open_question(self) -> None:
        step = self.table.current_step()
        if step is not None:
            self.question_wanted.emit(step.code)
