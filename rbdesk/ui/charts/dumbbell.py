"""A dumbbell: what the office says (hollow) and what was verified (filled) on one line, amber where points are lost."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.dressed import Dressed

_RADIUS = 5.0
_LEAST_WIDE = Fraction(20)  # percent points that a window of the scale spans at least
_EDGE = Fraction(5)


class Dumbbell(Dressed, QWidget):
    """One area; its numbers stand beside it. The window of the scale and the target are the same for all areas."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._own, self._verified = Fraction(0), Fraction(0)
        self._window = (Fraction(0), Fraction(100))
        self._target: Fraction | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def show_values(
        self, own: Fraction, verified: Fraction, window: tuple[Fraction, Fraction], target: Fraction | None
    ) -> None:
        """Show two percents within a window of the scale, with a line at the target."""
        self._own, self._verified, self._window, self._target = own, verified, window, target
        difference = text.number(verified - own, 1)
        self.setAccessibleName(
            f"{self._name}: mandiri {text.number(own, 1)}, terverifikasi {text.number(verified, 1)}, "
            f"beda {difference}"
        )
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(24))

    def place_of(self, percent: Fraction) -> float:
        """Where a percent stands, in pixels from the left."""
        low, high = self._window
        inside = min(max(percent, low), high)
        room = self.width() - 2 * (_RADIUS + 1)
        return _RADIUS + 1 + room * float((inside - low) / (high - low))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(theme.color("grid"), 1.5))
        painter.drawLine(QPointF(1, middle), QPointF(self.width() - 1, middle))
        if self._target is not None and self._window[0] <= self._target <= self._window[1]:
            dashed = QPen(theme.band_on_tint("B"), 1.5, Qt.PenStyle.DashLine)
            painter.setPen(dashed)
            where = self.place_of(self._target)
            painter.drawLine(QPointF(where, 0), QPointF(where, self.height()))
        own, verified = self.place_of(self._own), self.place_of(self._verified)
        series = theme.color("series1")
        if self._verified < self._own:
            painter.fillRect(QRectF(verified, middle - 2, own - verified, 4), theme.color("gap"))
        elif self._verified > self._own:
            painter.fillRect(QRectF(own, middle - 1.5, verified - own, 3), series)
        painter.setPen(QPen(series, 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(own, middle), _RADIUS - 1, _RADIUS - 1)
        painter.setBrush(series)
        painter.drawEllipse(QPointF(verified, middle), _RADIUS - 1, _RADIUS - 1)


class DumbbellMark(Dressed, QWidget):
    """The mark of one of the two values, for the legend."""

    def __init__(self, *, is_filled: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filled = is_filled
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(14, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("series1"), 2))
        painter.setBrush(theme.color("series1" if self._is_filled else "surface"))
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), _RADIUS - 1, _RADIUS - 1)


def window_of(values: list[Fraction]) -> tuple[Fraction, Fraction]:
    """The part of 0..100 in which these percents lie: ± 5, rounded to 5, at least 20 wide."""
    if not values:
        return Fraction(0), Fraction(100)
    low: Fraction = max(Fraction(0), Fraction((min(values) - _EDGE) // 5 * 5))
    high: Fraction = min(Fraction(100), Fraction(-((-max(values) - _EDGE) // 5) * 5))
    while high - low < _LEAST_WIDE:
        low, high = max(Fraction(0), low - 5), min(Fraction(100), high + 5)
    return low, high
