"""A thin progress bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed


class Bar(Dressed, QProgressBar):
    """How much of something is there; green when whole, unless another role is asked for."""

    def __init__(
        self, share: float = 0.0, role: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        """`share` 0..1; `role` the colour, by default blue, green from 1 on."""
        super().__init__(parent)
        self._share = 0.0
        self._role = role
        self.setRange(0, 1000)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_share(share)
        self.follow_theme()

    def set_share(self, share: float, role: str | None = None) -> None:
        """Fill `share` 0..1 of the bar."""
        self._share = share
        if role is not None:
            self._role = role
        self.setValue(round(share * 1000))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(72, theme.px(5))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, theme.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        height = theme.px(5)
        area = QRectF(0, (self.height() - height) / 2, self.width(), height)
        role = self._role or ("ok" if self._share >= 1 else "primary")
        paint.bar(QPainter(self), area, self._share, role)
