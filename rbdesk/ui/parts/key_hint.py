"""The name of a key in a small frame, and a row of keys with what they do (status bar)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label


class KeyHint(Dressed, QLabel):
    """One key or chord."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        font = theme.font("key")
        return QSize(paint.width_of(self.text(), font) + 14, paint.height_of(font) + 5)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.Look(theme.color("sunken"), theme.color("text2"), theme.color("border"))
        paint.box(painter, self.rect(), ground, 4)
        paint.text(painter, self.rect(), self.text(), theme.font("key"), ground.ink, paint.CENTRE)


class KeyRow(QWidget):
    """Keys and what they do, side by side."""

    def __init__(self, keys: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_S)
        self.set_keys(keys)

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys: pairs like ("Ctrl+B", "bukti")."""
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for chord, does in keys:
            self._row.addWidget(KeyHint(chord))
            self._row.addWidget(Label(does, "caption", "text3"))
            self._row.addSpacing(theme.SPACE_S)
