"""An icon on a soft square, as before the rows of a list of things to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel


class IconTile(Dressed, QWidget):
    """Decoration; what it means stands in words beside it."""

    def __init__(
        self, icon: str, tone: str = "neutral", size: int = 34, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_tile(self, icon: str, tone: str) -> None:
        """Show another icon in another tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.look(self._tone)
        paint.box(painter, self.rect(), ground, theme.RADIUS_TILE)
        side = self.height() * 0.53
        inset = (self.height() - side) / 2
        theme.draw_icon(painter, self._icon, QRectF(inset, inset, side, side), ground.ink)


class IconLabel(Dressed, QWidget):
    """One icon in the colour of a role."""

    def __init__(self, icon: str, role: str = "text2", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._role = role
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_icon(self, icon: str, role: str = "") -> None:
        """Show another icon."""
        self._icon = icon
        self._role = role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme.draw_icon(QPainter(self), self._icon, QRectF(self.rect()), theme.color(self._role))


def marked(icon: str, words: str, role: str) -> QWidget:
    """A line of words with an icon before it; a warning wears its colour."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_S - 2)
    row.addWidget(IconLabel(icon, role, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(WrapLabel(words, "caption", role if role == "warn" else "text2", selectable=True), 1)
    return made
