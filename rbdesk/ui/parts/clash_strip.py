"""The strip that says that two laptops of the office differ, and leads to where one chooses."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.workflow.conflicts import Conflicts


class ClashStrip(Banner):
    """Not there while nothing is open. `acted` gives the key of the page that leads on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warn", icon="device-laptop", parent=parent)
        self.hide()

    def show_conflicts(self, found: Conflicts) -> None:
        """Say how many rows are open and between which values the total lies."""
        low, high = (text.number(end) for end in found.range)
        value = f"Nilai {low}–{high}, belum final." if low != high else "Nilai belum final."
        self.set_banner(
            "warn",
            f"{len(found.open)} isian berbeda di dua laptop",
            f"{value} Pilih satu versi untuk tiap isian.",
            [Way("joining", "Lanjutkan memilih")],
            icon="device-laptop",
        )
        self.setVisible(bool(found.open))
