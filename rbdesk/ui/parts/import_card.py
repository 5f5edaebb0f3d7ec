"""What a table would bring, before anything is kept; whose table it is the caller knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk import messages
from rbdesk.report.sheets import CellFault
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import WrapLabel

_MOST = 8  # lines; the rest is counted


class ImportCard(Card):
    """Signals: `accepted()` keep it all · `dismissed()`."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, act: str, parent: QWidget | None = None) -> None:
        super().__init__("Impor", "file-import", parent=parent)
        self._words = WrapLabel("", "strong")
        self.details = WrapLabel("", "caption", "text2", selectable=True)
        self.keep = primary(act, "check")
        self.close_it = secondary("Batal")
        self.keep.clicked.connect(self.accepted)
        self.close_it.clicked.connect(self.dismissed)
        self.body.addWidget(self._words)
        self.body.addWidget(self.details)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.keep)
        row.addWidget(self.close_it)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def first(self) -> QWidget:
        """Where the focus belongs: what can be done with the table."""
        return self.close_it if self.keep.isHidden() else self.keep

    def show_found(self, name: str, words: str, lines: Sequence[str], notes: Sequence[str] = ()) -> None:
        """Say what the file `name` holds, line by line, and `notes` below; it can be kept."""
        self._show(f"{name}: {words}, belum disimpan", lines, notes, can_keep=True)

    def show_faults(self, name: str, faults: Sequence[CellFault], notes: Sequence[str] = ()) -> None:
        """Say which cells cannot be read; nothing can be kept."""
        words = f"{len(faults)} sel di {name} tidak dapat dibaca. Tidak ada yang disimpan."
        lines = [messages.cell_fault(one.cell, one.heading, one.kind, one.found) for one in faults]
        self._show(words, lines, notes, can_keep=False)

    def _show(self, words: str, lines: Sequence[str], notes: Sequence[str], *, can_keep: bool) -> None:
        more = len(lines) - _MOST
        rest = [f"dan {more} lagi"] if more > 0 else []
        self._words.setText(words)
        self.details.setText("\n".join([*lines[:_MOST], *rest, *notes]))
        self.keep.setVisible(can_keep)
        self.close_it.setText("Batal" if can_keep else "Tutup")
