"""The search field: icon, words, and the keys that lead to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed


class SearchField(Dressed, QLineEdit):
    """Signals: `searched(words)` at each change by the person; `dismissed()` at Esc in the empty field.

    Esc first empties the field.
    """

    searched = Signal(str)
    dismissed = Signal()

    def __init__(
        self,
        hint: str = "Cari…",
        *,
        keys: str = "",
        name: str = "Cari",
        width: int = 240,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._wished_width = width
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.textEdited.connect(self.searched)
        self.textChanged.connect(self.update)
        self.follow_theme()

    def clear_search(self) -> None:
        """Empty the field and say so."""
        if self.text():
            self.clear()
            self.searched.emit("")

    def dress(self) -> None:
        keys = paint.width_of(self._keys, theme.font("key")) + 12 if self._keys else 0
        self.setTextMargins(theme.px(16) + 8, 0, keys, 0)
        super().dress()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._wished_width), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear_search()
        else:
            self.dismissed.emit()
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(16)
        area = QRectF(10, (self.height() - side) / 2, side, side)
        theme.draw_icon(painter, "search", area, theme.color("text3"))
        if self._keys and not self.text():
            area = QRectF(0, 0, self.width() - 10, self.height())
            paint.text(painter, area, self._keys, theme.font("caption"), theme.color("text3"), paint.RIGHT)
