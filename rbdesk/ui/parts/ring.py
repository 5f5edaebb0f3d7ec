"""What the keyboard does to a control: the ring of focus, and Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Control
else:
    _Control = object


class Pressed(_Control):
    """Enter presses, as Space does; Qt leaves Enter to the default button. Mixed in before the Qt class."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class Ringed(_Control):
    """The ring shows after the keyboard, not after the mouse. Mixed in before the Qt class."""

    _rings = False

    def shows_ring(self) -> bool:
        """Whether the ring is to be painted now."""
        return self._rings and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._rings = False
        super().mousePressEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rings = True
        super().keyPressEvent(event)
        self.update()
