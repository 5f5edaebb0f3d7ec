"""A question asked in place, in the narrow panel: title, words, and its answers under each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel


class AskBox(Dressed, QFrame):
    """Signals: `acted(key)` when one of its buttons was pressed."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S + 2, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_XS)
        self._title = WrapLabel("", "strong", "warn")
        self.details = WrapLabel("", "caption", "text2")
        column.addWidget(self._title)
        column.addWidget(self.details)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(theme.SPACE_XS)
        column.addLayout(self._ways)
        self._buttons: list[Button] = []
        self.follow_theme()

    def ask(self, title: str, details: str, ways: Sequence[Way]) -> None:
        """Ask this and show itself."""
        self._title.setText(title)
        self.details.setText(details)
        self.setAccessibleName(f"{title} {details}")
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for way in ways:
            button = Button(way.words, way.icon, way.kind, is_compact=True)
            button.clicked.connect(lambda _=False, key=way.key: self.acted.emit(key))
            self._ways.addWidget(button)
            self._buttons.append(button)
        self.show()

    def buttons(self) -> list[Button]:
        """Its buttons in order."""
        return list(self._buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = theme.color("warn_soft")
        edge = theme.color("text") if theme.is_high_contrast() else ground
        paint.box(QPainter(self), QRectF(self.rect()), paint.Look(ground, edge, edge), theme.RADIUS_CARD - 1)
