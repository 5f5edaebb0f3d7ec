"""The line at the bottom of entry pages: whether all is saved, what was just done, and the keys of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.key_hint import KeyRow
from rbdesk.ui.parts.labels import ElidedLabel

HEIGHT = 28
_NOTE_SHOWN_MS = 6000


class StatusBar(Dressed, QWidget):
    """`set_state` stays, `note` gives way to it after six seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = "circle-check"
        self._ink = "ok"
        self._state = ("", "circle-check", "ok")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_XL, 1, theme.SPACE_XL, 0)
        row.setSpacing(theme.SPACE_S)
        row.addSpacing(theme.px(16) + 2)
        self._words = ElidedLabel("", "caption", "text2")
        row.addWidget(self._words, 1)
        self._keys = KeyRow()
        row.addWidget(self._keys)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_NOTE_SHOWN_MS)
        self._timer.timeout.connect(self._show_state)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_state(self, words: str, icon: str = "circle-check", ink: str = "ok") -> None:
        """Say how things stand: "Menyimpan…", "Tersimpan 10.42"."""
        self._state = (words, icon, ink)
        if not self._timer.isActive():
            self._show_state()

    def note(self, words: str) -> None:
        """Say what was just done, for six seconds; screen readers hear it."""
        self._say(words, "info-circle", "text3")
        self._timer.start()
        self.announce(words)

    def announce(self, words: str) -> None:
        """Have a screen reader say it, also while the bar itself is hidden."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._words, words))

    def set_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """The keys of the page that is shown."""
        self._keys.set_keys(keys)

    def text(self) -> str:
        """What it says now."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(HEIGHT) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("border"))
        if self._words.text():
            side = theme.px(14)
            area = QRectF(theme.SPACE_XL, (self.height() - side) / 2, side, side)
            theme.draw_icon(painter, self._icon, area, theme.color(self._ink))

    def _show_state(self) -> None:
        self._say(*self._state)

    def _say(self, words: str, icon: str, ink: str) -> None:
        self._icon, self._ink = icon, ink
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.update()
