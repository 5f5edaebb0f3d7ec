"""A short message at the bottom left that goes by itself; never for errors."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label

_SHOWN_MS = 6000
_JUST_SAID_MS = 500
_MARGIN = 16


class Toast(Dressed, QFrame):
    """Signals: `acted()` when its button ("Urungkan") was pressed."""

    acted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._left = _MARGIN
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_XS, theme.SPACE_S, theme.SPACE_XS)
        row.setSpacing(theme.SPACE_M)
        self._words = Label("", "body", "on_tooltip")
        row.addWidget(self._words)
        self.button = Button("Urungkan", kind="toast")
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        self._age = QElapsedTimer()
        host.installEventFilter(self)
        self.hide()
        self.follow_theme()

    def say(self, words: str, action: str = "") -> None:
        """Show the words for six seconds, with a button if there is something to do about it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._row.activate()
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._age.start()

    def leave(self) -> None:
        """Go with the page that it spoke of; what was said only just now stays, for it tells why another page comes."""
        if self._age.isValid() and self._age.elapsed() > _JUST_SAID_MS:
            self._timer.stop()
            self.hide()

    def set_left(self, left: int) -> None:
        """Keep clear of what stands at the left, e.g. the rail."""
        self._left = left + _MARGIN
        self._place()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = paint.Look(theme.color("tooltip"), theme.color("on_tooltip"))
        if theme.is_high_contrast():
            ground = paint.look("neutral")
        paint.box(QPainter(self), self.rect(), ground, 8)

    def _place(self) -> None:
        room = self._host.width() - self._left - _MARGIN
        if self.width() > room:
            self.resize(room, self.height())
        self.move(self._left, self._host.height() - self.height() - _MARGIN)

    def _on_time(self) -> None:
        if self.button.hasFocus():
            self._timer.start()  # somebody is just about to press it
            return
        self.hide()

    def _on_clicked(self) -> None:
        self.hide()
        self.acted.emit()
