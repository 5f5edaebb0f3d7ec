"""The categories with their colours and limits, and where the target lies between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme

_GAP = 4


class BandLegend(QWidget):
    """One block per category, lowest first; without ranges it is lower, for narrow windows."""

    def __init__(self, *, shows_ranges: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: tuple[tuple[str, text.Number], ...] = ()
        self._target: text.Number | None = None
        self._shows_ranges = shows_ranges
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Arti warna")
        self.setToolTip("Sudut bertanda: di bawah B, juga tanpa warna")
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_bands(self, bands: Sequence[tuple[str, text.Number]], target: text.Number | None = 60) -> None:
        """Show these categories: letters and exclusive lower limit."""
        self._bands = tuple(sorted(bands, key=lambda band: float(band[1])))
        self._target = target
        said = [f"{band} {self._range(at)}" for at, (band, _) in enumerate(self._bands)]
        self.setAccessibleDescription(", ".join(said))
        self._on_theme_changed()

    def set_shows_ranges(self, shows: bool) -> None:
        """Write the limits under the blocks, or not."""
        self._shows_ranges = shows
        self._on_theme_changed()

    def sizeHint(self) -> QSize:
        count = len(self._bands)
        return QSize(count * self._block() + max(count - 1, 0) * _GAP + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = theme.px(16)
        for at, (band, above) in enumerate(self._bands):
            left = 1 + at * (self._block() + _GAP)
            ground = paint.band_look(band)
            area = QRectF(left, 1, self._block(), high)
            paint.box(painter, area, ground, 4)
            paint.corner(painter, area, band, ground.ink)
            paint.text(painter, area, band, theme.font("chip"), ground.ink, paint.CENTRE)
            if self._shows_ranges:
                font = theme.font("key")
                area = QRectF(left - 2, high + 2, self._block() + 4, paint.height_of(font))
                paint.text(painter, area, self._range(at), font, theme.color("text3"), paint.CENTRE)
            if at and self._target is not None and above == self._target:
                painter.fillRect(QRectF(left - _GAP / 2 - 1, 0, 2, self.height()), theme.color("text"))

    def _range(self, at: int) -> str:
        low = text.number(self._bands[at][1], 0)
        if at + 1 == len(self._bands):
            return f">{low}"
        return f"{low}–{text.number(self._bands[at + 1][1], 0)}"

    def _block(self) -> int:
        font = theme.font("key")
        widest = max((paint.width_of(self._range(at), font) for at in range(len(self._bands))), default=0)
        return max(theme.px(40), widest + 6) if self._shows_ranges else theme.px(34)

    def _height(self) -> int:
        return theme.px(16) + 2 + (paint.height_of(theme.font("key")) + 2 if self._shows_ranges else 0)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
