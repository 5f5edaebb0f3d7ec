"""Kunci Sekretariat: whose letters this office believes, and the way to its berkas aktivasi."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk.domain.roster import SecretariatKey
from rbdesk.exchange import signing
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import WrapLabel

_SHOWN_GROUPS = 2  # of the six: those that the circular letter prints


class SecretariatCard(Card):
    """Signals: `activation_wanted()` a file of the secretariat is to be opened."""

    activation_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sekretariat", "shield-check", parent=parent)
        self.words = WrapLabel("", "body", "text2")
        self.facts = FactList()
        self.open = secondary("Buka berkas aktivasi", "mail-opened")
        self.open.clicked.connect(self.activation_wanted)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self.body.addWidget(self.words)
        self.body.addWidget(self.facts)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show_keys(self, pinned: Sequence[SecretariatKey]) -> None:
        """Show the key that is believed, the newest of those that announced each other; none before the first file."""
        if not pinned:
            self.words.setText(
                "Belum ada berkas Sekretariat yang dibuka. Dengan berkas aktivasi komputer ini langsung dikenal, "
                "dan target serta tenggat terisi."
            )
            self.facts.hide()
            return
        groups = signing.fingerprint(pinned[-1].key).split()
        self.words.setText("Berkas dari Sekretariat dipercaya dengan kunci ini.")
        self.facts.set_facts([("Dua kelompok terakhir kuncinya", " ".join(groups[-_SHOWN_GROUPS:]))])
        self.facts.setToolTip(" ".join(groups))
        self.facts.show()
