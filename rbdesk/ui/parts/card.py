"""Cards and the heads of groups inside them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.wrapping import wake_layout


class Card(Dressed, QFrame):
    """A framed surface. `head` takes widgets right of the title, `body` what the card holds."""

    def __init__(
        self,
        title: str = "",
        icon: str = "",
        *,
        padding: int = theme.SPACE_L,
        ground: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ground = ground
        self._icon_name = icon
        self._edge = "border"
        self._edge_width = 1.0
        outer = QVBoxLayout(self)
        outer.setContentsMargins(padding, max(padding - 4, 0), padding, max(padding - 4, 0))
        outer.setSpacing(theme.SPACE_S)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.SPACE_S)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE_S)
        self._icon = QLabel()
        self.title = Label(title, "strong", "text2")
        if title:
            if icon:
                self.head.addWidget(self._icon)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            outer.addLayout(self.head)
        else:
            self._icon.setParent(self)
            self.title.setParent(self)
            self._icon.hide()
            self.title.hide()
        outer.addLayout(self.body, 1)
        self.follow_theme()

    def set_edge(self, role: str = "border", width: float = 1) -> None:
        """Change the outline, e.g. `primary`, 2 for the open question."""
        self._edge, self._edge_width = role, width
        self.update()

    def dress(self) -> None:
        if self._icon_name:
            self._icon.setPixmap(theme.pixmap(self._icon_name, "text2", 18))
        super().dress()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        wake_layout(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color(self._edge)
        ground = paint.Look(theme.color(self._ground), edge, edge, edge_width=self._edge_width)
        paint.box(QPainter(self), self.rect(), ground, theme.RADIUS_CARD)


class GroupHead(Dressed, QFrame):
    """The sunken line over a group of rows: title, and chips or buttons in `row`."""

    def __init__(self, title: str, *, is_top: bool = False, parent: QWidget | None = None) -> None:
        """`is_top` rounds the upper corners as the card's."""
        super().__init__(parent)
        self._is_top = is_top
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.SPACE_L - 2, 0, theme.SPACE_M, 0)
        self.row.setSpacing(theme.SPACE_S)
        self.title = Label(title, "strong")
        self.row.addWidget(self.title)
        self.row.addStretch(1)
        self.follow_theme()

    def add(self, widget: QWidget) -> None:
        """Put a chip right after the title."""
        self.row.insertWidget(self.row.count() - 1, widget)

    def dress(self) -> None:
        self.setMinimumHeight(theme.px(34))
        super().dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._is_top:
            painter.fillRect(self.rect(), theme.color("sunken"))
            return
        shape = QPainterPath()
        radius = theme.RADIUS_CARD - 1
        area = QRectF(self.rect())
        shape.addRoundedRect(area.adjusted(0, 0, 0, radius), radius, radius)
        painter.setClipRect(self.rect())
        painter.fillPath(shape, theme.color("sunken"))


class Line(Dressed, QFrame):
    """A thin dividing line."""

    def __init__(
        self, role: str = "divider", *, is_upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role = role
        if is_upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color(self._role))
