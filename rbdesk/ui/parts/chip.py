"""Chips and badges: a word or a number on a coloured ground. Never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed


class Chip(Dressed, QLabel):
    """A word on a ground of a tone (`paint.look`)."""

    def __init__(
        self, words: str = "", tone: str = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._tone = tone
        self._icon = icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_chip(self, words: str, tone: str, icon: str = "") -> None:
        """Show other words in another tone."""
        self._tone, self._icon = tone, icon
        self.setText(words)
        self.dress()

    def sizeHint(self) -> QSize:
        return paint.chip_size(self.text(), has_icon=bool(self._icon)).toSize()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.chip(QPainter(self), QRectF(self.rect()), self.text(), self._look(), self._icon)

    def _look(self) -> paint.Look:
        return paint.look(self._tone)


class BandChip(Chip):
    """A category: its letters, or more words, on the full colour of the category."""

    def __init__(self, band: str, words: str = "", parent: QWidget | None = None) -> None:
        self._band = band
        super().__init__(words or band, parent=parent)

    def set_band(self, band: str, words: str = "") -> None:
        """Show another category."""
        self._band = band
        self.setText(words or band)
        self.dress()

    def _look(self) -> paint.Look:
        return paint.band_look(self._band)


class Badge(Dressed, QLabel):
    """A count in a round ground: amber when it asks for action, translucent when it only counts."""

    def __init__(self, count: int = 0, *, is_urgent: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(str(count), parent)
        self._is_urgent = is_urgent
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count, is_urgent=is_urgent)
        self.follow_theme()

    def set_count(self, count: int, *, is_urgent: bool = False) -> None:
        """Show another count; zero hides the badge."""
        self._is_urgent = is_urgent
        self.setText(str(count))
        self.setVisible(count > 0) if self.parent() is not None else None
        self.dress()

    def sizeHint(self) -> QSize:
        height = theme.px(20)
        return QSize(max(paint.width_of(self.text(), theme.font("chip")) + theme.px(14), height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.look("accent") if self._is_urgent else self._plain()
        paint.box(painter, self.rect(), ground, self.height() / 2)
        paint.text(painter, self.rect(), self.text(), theme.font("chip"), ground.ink, paint.CENTRE)

    def _plain(self) -> paint.Look:
        if theme.is_high_contrast():
            return paint.look("neutral")
        return paint.Look(QColor(255, 255, 255, 36), theme.color("on_rail"))
