"""The conditions for a proposal of the office that is marked in the table, to be ticked one by one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk.domain.conditions import LONGEST_DETAIL, REGENCY, ConditionResult
from rbdesk.domain.gates import GateState
from rbdesk.ui import theme
from rbdesk.ui.models.gate_rows import STATE_WORDS
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog
from rbdesk.workflow.conditions import Proposal

WIDTH = 320  # pixels at 100 %
_STATES = (GateState.UNKNOWN, GateState.MET, GateState.MISSED)
_CARRIED = "Terlihat di kecamatan sesudah balasan atau berkas aktivasi berikutnya."


class ProposalPanel(Card):
    """Signals: `ticked(str, GateState, str)` a condition, how it stands now, and what shows it."""

    ticked = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Syarat pengusulan", padding=theme.SPACE_M, parent=parent)
        self.office = WrapLabel("", "caption_strong", "text2")
        self.body.addWidget(self.office)
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._rows.setSpacing(theme.SPACE_S)
        self._rows.addStretch(1)
        scroll = ScrollColumn(content)
        scroll.setMinimumHeight(theme.px(160))
        self.body.addWidget(scroll, 1)
        self.foot = WrapLabel("", "caption", "text3")
        self.body.addWidget(self.foot)
        self.rows: list[TickRow] = []
        self._shown: Proposal | None = None

    @property
    def shown(self) -> Proposal | None:
        """What is shown, None before the first."""
        return self._shown

    def show_proposal(self, found: Proposal) -> None:
        """Show an office's conditions of a level; what is being typed is left alone."""
        is_other = self._shown is None or (found.office, found.level) != (
            self._shown.office,
            self._shown.level,
        )
        self._shown = found
        self.setVisible(bool(found.results))  # limits of an earlier regulation have none
        while len(self.rows) < len(found.results):
            row = TickRow()
            row.ticked.connect(self.ticked)
            self._rows.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(found.results))
            if at < len(found.results):
                row.show_result(found.results[at], is_other=is_other)
        met = found.count(GateState.MET)
        name = catalog.register().name_of(found.office)
        self.office.setText(f"{name} · {found.level} · {met} dari {len(found.results)} terpenuhi")
        is_seen = all(one.condition.is_found for one in found.results)
        basis = f"{'' if is_seen else '≈ '}{found.conditions.basis}."
        self.foot.setText(" ".join(words for words in (_CARRIED, basis, found.conditions.remark) if words))


class TickRow(QWidget):
    """One condition: its words, how it stands, what shows it. Signals: `ticked` as of the panel."""

    ticked = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ConditionResult | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        self.name = WrapLabel("", "body")
        self.scope = Label("", "caption", "text3")
        self.state = ChoiceBox()
        for state in _STATES:
            self.state.addItem(STATE_WORDS[state], state)
        self.state.activated.connect(lambda _: self._on_chosen())
        self.detail = QLineEdit()
        self.detail.setMaxLength(LONGEST_DETAIL)
        self.detail.setPlaceholderText("Keterangan")
        self.detail.editingFinished.connect(self._on_typed)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self.state)
        line.addWidget(self.detail, 1)
        column.addWidget(self.name)
        column.addWidget(self.scope)
        column.addLayout(line)

    def show_result(self, found: ConditionResult, *, is_other: bool) -> None:
        """Show how a condition stands; `is_other`: of another office or level, so that nothing typed is kept."""
        self._found = found
        condition = found.condition
        self.name.setText(condition.text)
        self.scope.setText("berlaku untuk seluruh kabupaten")
        self.scope.setVisible(condition.scope == REGENCY)
        self.state.setCurrentIndex(_STATES.index(found.state))
        self.state.setAccessibleName(condition.text)
        self.detail.setAccessibleName(f"Keterangan: {condition.text}")
        if is_other or (found.mark is not None and not self.detail.hasFocus()):
            self.detail.setText(found.detail)

    def _on_chosen(self) -> None:
        assert self._found is not None
        state = self.state.currentData()
        if state is GateState.UNKNOWN:
            self.detail.clear()
        self.ticked.emit(self._found.condition.id, state, self.detail.text())

    def _on_typed(self) -> None:
        """A word without a tick waits for the tick."""
        found = self._found
        if found is not None and found.mark is not None and self.detail.text() != found.detail:
            self.ticked.emit(found.condition.id, found.state, self.detail.text())
