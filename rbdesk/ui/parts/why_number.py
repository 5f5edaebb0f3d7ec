"""A number that says on a click why it is what it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Pressed, Ringed


class WhyNumber(Ringed, Pressed, Dressed, QAbstractButton):
    """Looks like the number it is; under the mouse or with the focus it shows that it can be asked.

    Signals: `clicked` of the button.
    """

    def __init__(
        self,
        words: str = "–",
        kind: str = "display",
        *,
        name: str = "",
        ink: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        """`name` says which number it is; `kind` and `ink` as a Label's."""
        super().__init__(parent)
        self._kind = kind
        self._ink = ink
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Mengapa angkanya begini? (Ctrl+I)")
        self.setText(words)
        self.follow_theme()

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setAccessibleName(f"{self._name} {words}, lihat jejaknya".strip())
        self.dress()

    def set_ink(self, role: str) -> None:
        """Change the colour role."""
        self._ink = role
        self.update()

    def sizeHint(self) -> QSize:
        font = theme.font(self._kind, tabular=True)
        least = theme.px(24)  # a target, even where the number is a single dash
        return QSize(max(paint.width_of(self.text(), font) + 4, least), max(paint.height_of(font), least))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_asked = self.underMouse() or self.shows_ring()
        ink = theme.color("primary" if is_asked else self._ink)
        area = QRectF(self.rect()).adjusted(1, 0, 0, 0)
        font = theme.font(self._kind, tabular=True)
        paint.text(painter, area, self.text(), font, ink)
        if is_asked:
            pen = QPen(ink, 1.5, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            width = paint.width_of(self.text(), font)
            y = (self.height() + paint.height_of(font)) // 2 - 2
            painter.drawLine(1, y, 1 + width, y)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), 4)
