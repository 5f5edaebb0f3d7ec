"""Syarat pengusulan: what must hold before the unit may be proposed. The secretariat ticks it; here it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.conditions import ConditionResult
from rbdesk.domain.gates import GateState
from rbdesk.ui import theme
from rbdesk.ui.models.gate_rows import STATE_WORDS
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow.conditions import Proposal

PICTURES = {
    GateState.MET: ("check", "ok"),
    GateState.MISSED: ("alert-triangle", "warn"),
    GateState.UNKNOWN: ("circle-dashed", "text2"),
}
NOT_TICKED = "belum diisi"


class ProposalCard(Card):
    """A row for each condition of the level that is shown, with what shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Syarat pengusulan", parent=parent)
        self.head.addWidget(Label("diisi Sekretariat", "caption", "text2"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.SPACE_S)
        self.body.addLayout(self._rows)
        self.foot = WrapLabel("", "caption", "text3")
        self.body.addWidget(self.foot)
        self.rows: list[ConditionRow] = []

    def show_proposal(self, found: Proposal) -> None:
        """Show the conditions of a level; rows are made once and used again."""
        while len(self.rows) < len(found.results):
            row = ConditionRow()
            self.rows.append(row)
            self._rows.addWidget(row)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(found.results))
            if at < len(found.results):
                row.show_result(found.results[at])
        self.foot.setText(basis_words(found))


class ConditionRow(QWidget):
    """How one condition stands: mark, words, and at the right what shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        self._icon = IconLabel("circle-dashed", "text2", 16)
        self.name = WrapLabel("", "body")
        self.detail = Label("", "caption", "text2")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1)
        row.addWidget(self.detail, 0, Qt.AlignmentFlag.AlignTop)

    def show_result(self, found: ConditionResult) -> None:
        """Show another condition."""
        icon, role = PICTURES[found.state]
        self._icon.set_icon(icon, role)
        self.name.setText(found.condition.text)
        words = found.detail or (NOT_TICKED if found.mark is None else STATE_WORDS[found.state].lower())
        # a long detail stands under the name, so that neither is cut
        self.detail.setText(words if len(words) <= 14 else "")
        if not self.detail.text():
            self.name.setText(f"{found.condition.text} · {words}")
        self.setAccessibleName(f"{found.condition.text}: {STATE_WORDS[found.state].lower()}, {words}")


def basis_words(found: Proposal) -> str:
    """Where the conditions come from, and what else a proposal needs."""
    is_seen = all(one.condition.is_found for one in found.results)
    return f"{'' if is_seen else '≈ '}{found.conditions.basis}. {found.conditions.remark}".rstrip()
