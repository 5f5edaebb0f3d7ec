"""A card that stands while something long is being done: which step, how much of it, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import ElidedLabel, Label


class Working(Card):
    """Signals: `cancelled()` when the person wants it to stop."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_XL, parent=parent)
        self.head_words = Label("", "card")
        self.step = ElidedLabel("", "body", "text2")
        self.bar = Bar(role="primary", name="Kemajuan")
        self.cancel = secondary("Batal", "x")
        self.cancel.clicked.connect(self._on_cancel)
        for widget in (self.head_words, self.step, self.bar):
            self.body.addWidget(widget)
        self.body.addSpacing(theme.SPACE_XS)
        self.body.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)

    def begin(self, title: str) -> None:
        """Start from nothing under another title; the button takes the focus."""
        self.head_words.setText(title)
        self.setAccessibleName(title)
        self.cancel.setEnabled(True)
        self.show_step("", 0.0)

    def show_step(self, words: str, share: float) -> None:
        """Say what is being done and how much is through, 0..1."""
        if self.cancel.isEnabled():
            self.step.setText(words)
        self.bar.set_share(share)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.step.setText("Menghentikan…")
        self.cancelled.emit()
