"""How differences are coloured: the colours of the categories, warm for less and teal for more, in steps of five points.

The sign is always written, so that the colour only helps; it stays apart under deuteranopia as the categories do.
"""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme

# At least so many points away from nothing, as shown with one decimal: a tint, then two fills
STEPS = (Fraction(5, 100), Fraction(5), Fraction(10))
_LESS = ("CC", "CC", "C")
_MORE = ("B", "B", "BB")
_GAP = 4
_BLOCKS = (-10, -5, -1, 0, 1, 5, 10)


def difference_look(value: text.Number) -> paint.Look:
    """The look of a difference in points."""
    size = abs(Fraction(value))
    step = sum(size >= least for least in STEPS)
    if step == 0:
        return paint.look("neutral")
    band = (_LESS if value < 0 else _MORE)[step - 1]
    return paint.band_tint_look(band) if step == 1 else paint.band_look(band)


class DifferenceLegend(QWidget):
    """One block per step, the losses first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Arti warna selisih")
        self.setAccessibleDescription(", ".join(_words(value) for value in _BLOCKS) + " poin persen")
        theme.notifier().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(len(_BLOCKS) * (self._block() + _GAP), theme.px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, value in enumerate(_BLOCKS):
            area = QRectF(1 + at * (self._block() + _GAP), 1, self._block(), theme.px(16))
            ground = difference_look(value)
            edged = paint.Look(ground.fill, ground.ink, ground.edge or theme.color("border"))
            paint.box(painter, area, edged, 4)
            paint.text(painter, area, _words(value), theme.font("key"), ground.ink, paint.CENTRE)

    def _block(self) -> int:
        return max(paint.width_of(_words(value), theme.font("key")) for value in _BLOCKS) + 12

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def _words(value: int) -> str:
    """A step: "≤−10", "≤−5", "<0", "0", ">0", "≥5", "≥10"."""
    if abs(value) <= 1:
        return {-1: "<0", 0: "0", 1: ">0"}[value]
    return f"{'≤' if value < 0 else '≥'}{text.number(value, 0)}"
