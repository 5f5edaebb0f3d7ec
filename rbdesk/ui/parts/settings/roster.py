"""Daftar perangkat in Pengaturan: how many devices are known, and the way to the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow.roster import KnownDevice


class RosterLinkCard(Card):
    """Signals: `wanted()` the list is to be shown."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Daftar perangkat", "device-laptop", parent=parent)
        self.count = Label("", "strong")
        self.body.addWidget(self.count)
        words = "Paket dari perangkat yang dikenal langsung dapat digabung; yang lain disisihkan dahulu."
        self.body.addWidget(WrapLabel(words, "caption", "text2"))
        self.open = secondary("Buka daftar perangkat", "list-details")
        self.open.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show_roster(self, devices: Sequence[KnownDevice]) -> None:
        """Count these devices."""
        known = sum(device.is_enrolled for device in devices)
        rest = len(devices) - known
        more = f", {rest} dicabut atau ditolak" if rest else ""
        self.count.setText(
            f"{known} perangkat dikenal{more}" if devices else "Belum ada perangkat yang dikenal"
        )
