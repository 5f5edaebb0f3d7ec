"""A QR code on screen, always dark on white whatever the theme, so that any camera reads it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk.exchange import qr
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

_QUIET = qr.QUIET_ZONE


class QrSquare(Dressed, QWidget):
    """The code of a text; what it is for is its accessible name."""

    def __init__(self, name: str, *, side: int = 148, parent: QWidget | None = None) -> None:
        """`side` in pixels at 100 % text, quiet zone and edge included."""
        super().__init__(parent)
        self._side = side
        self._text = ""
        self._modules: qr.Modules = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    @property
    def text(self) -> str:
        """What the code says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show the code of another text, a blank square for "". Raises ValueError: more than a code holds."""
        if text != self._text:
            self._text = text
            self._modules = qr.modules(text) if text else ()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme.color("border")
        paint.box(painter, self.rect(), paint.Look(QColor("white"), edge, edge), theme.RADIUS_CARD - 2)
        if not self._modules:
            return
        ratio = self.devicePixelRatioF()
        count = len(self._modules) + 2 * _QUIET
        module = max(int((self.width() - 4) * ratio / count), 1) / ratio  # whole pixels of the screen
        start = (self.width() - module * count) / 2 + module * _QUIET
        start = round(start * ratio) / ratio
        for row, squares in enumerate(self._modules):
            for column, is_dark in enumerate(squares):
                if is_dark:
                    spot = QRectF(start + column * module, start + row * module, module, module)
                    painter.fillRect(spot, QColor("black"))
