"""What a page shows instead of a blank table: what belongs here, and the way to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel

_STEPS = (("D", 34), ("D", 52), ("CC", 72), ("B", 94), ("A", 108), ("A", 120), ("AA", 132))


class EmptyState(QWidget):
    """Signals: `acted(key)` when one of its buttons was pressed."""

    acted = Signal(str)

    def __init__(
        self,
        title: str,
        details: str = "",
        ways: Sequence[Way] = (),
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Without `icon` the stairs of the categories are drawn above the words."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_S)
        column.addStretch(1)
        column.addWidget(IconDisc(icon) if icon else Stairs(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.SPACE_S)
        self._title = WrapLabel(title, "hero")
        self._details = WrapLabel(details, "body", "text2")
        for label in (self._title, self._details):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._details.setVisible(bool(details))
        column.addSpacing(theme.SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S + 2)
        row.addStretch(1)
        for way in ways:
            button = Button(way.words, way.icon, way.kind)
            button.clicked.connect(lambda _=False, key=way.key: self.acted.emit(key))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def set_words(self, title: str, details: str = "") -> None:
        """Say something else, e.g. the words that were not found."""
        self._title.setText(title)
        self._details.setText(details)
        self._details.setVisible(bool(details))


class Stairs(Dressed, QWidget):
    """The picture of the categories as stairs with a path to the flag; decoration."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(290, 150)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, (band, height) in enumerate(_STEPS):
            area = QRectF(at * 42, self.height() - height, 34, height)
            paint.box(painter, area, paint.band_tint_look(band), 5)
        blue = theme.color("primary")
        path = QPainterPath(QPointF(18, 124))
        path.cubicTo(QPointF(110, 116), QPointF(130, 70), QPointF(232, 28))
        painter.setPen(QPen(blue, 2.4, Qt.PenStyle.DashLine))
        painter.drawPath(path)
        painter.setPen(QPen(blue, 2.4))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(12, 124), 6, 6)
        theme.draw_icon(painter, "flag-2", QRectF(226, 2, 28, 28), blue)


class IconDisc(Dressed, QWidget):
    """An icon in a soft disc; decoration."""

    def __init__(self, icon: str, tone: str = "info", size: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_disc(self, icon: str, tone: str) -> None:
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
        paint.box(painter, self.rect(), ground, self.height() / 2)
        side = self.height() * 0.5
        inset = (self.height() - side) / 2
        theme.draw_icon(painter, self._icon, QRectF(inset, inset, side, side), ground.ink)
