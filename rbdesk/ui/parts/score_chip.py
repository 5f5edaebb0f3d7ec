"""The score at the top right that moves while people answer."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Pressed, Ringed

_CHANGE_SHOWN_MS = 4000


class ScoreChip(Ringed, Pressed, Dressed, QAbstractButton):
    """Category, score and the way to the target.

    Signals: `clicked` of the button, when the person asks why the number is so.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band = ""
        self._value = "–"
        self._hint: tuple[str, str] = ("", "")
        self._change = ""
        self._is_gain = True
        self._hide_change = QTimer(self)
        self._hide_change.setSingleShot(True)
        self._hide_change.setInterval(_CHANGE_SHOWN_MS)
        self._hide_change.timeout.connect(self._drop_change)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName("Belum ada nilai")
        self.follow_theme()

    def set_score(
        self, percent: text.Number | None, band: str = "", *, target: text.Number = 60, target_band: str = "B"
    ) -> None:
        """Show a score in per cent of the full weight; the target is passed only above it, not at it.

        None: nothing is answered yet.
        """
        if percent is None:
            self._band, self._value, self._hint = "", "–", ("Belum ada", "jawaban")
            self.setAccessibleName("Belum ada nilai")
        else:
            self._band, self._value = band, text.number(percent)
            self._hint = _way_to(percent, target, target_band)
            self.setAccessibleName(f"Nilai {self._value}, setara {band}. {' '.join(self._hint)}")
        self.dress()

    def show_change(self, points: text.Number) -> None:
        """Show by how much the last answer moved the score, for four seconds."""
        self._change = text.signed(points)
        self._is_gain = not self._change.startswith(text.MINUS)
        self.setAccessibleDescription(f"Perubahan terakhir {self._change}")
        self._hide_change.start()
        self.dress()

    def sizeHint(self) -> QSize:
        return QSize(round(self._layout()[-1]), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "hover" if self.underMouse() else "surface"
        edge = theme.color("border")
        paint.box(painter, self.rect(), paint.Look(theme.color(ground), edge, edge), theme.RADIUS_CARD - 1)
        band_left, value_left, change_left, hint_left, _ = self._layout()
        height = self.height()
        area = QRectF(band_left, theme.px(5), theme.px(40), height - 2 * theme.px(5))
        block = paint.band_look(self._band) if self._band else paint.look("open")
        paint.box(painter, area, block)
        paint.text(painter, area, self._band or "–", theme.font("strong"), block.ink, paint.CENTRE)
        area = QRectF(value_left, 0, change_left - value_left, height)
        paint.text(painter, area, self._value, theme.font("title", tabular=True), theme.color("text"))
        if self._change:
            self._divide(painter, change_left - 8)
            area = QRectF(change_left, 0, hint_left - change_left, height)
            ink = theme.color("ok" if self._is_gain else "err")
            paint.text(painter, area, self._change, theme.font("strong"), ink)
        self._divide(painter, hint_left - 9)
        line = paint.height_of(theme.font("caption")) - 1
        top = height / 2 - line
        for at, words in enumerate(self._hint):
            area = QRectF(hint_left, top + at * line, self.width() - hint_left, line)
            paint.text(painter, area, words, theme.font("caption"), theme.color("text2"))
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), theme.RADIUS_CARD - 1)

    def _layout(self) -> tuple[float, float, float, float, float]:
        """Left edges of band, value, change and hint, and the whole width."""
        band_left = 5.0
        value_left = band_left + theme.px(40) + 10
        digits = max(len(self._value), 5)
        value_width = max(
            paint.width_of("0" * digits, theme.font("title", tabular=True)),
            paint.width_of(self._value, theme.font("title")),
        )
        change_left = value_left + value_width + 14
        change_width = paint.width_of(self._change, theme.font("strong")) + 18 if self._change else 0
        hint_left = change_left + change_width + 2
        hint_width = max(paint.width_of(words, theme.font("caption")) for words in self._hint)
        return band_left, value_left, change_left, hint_left, hint_left + hint_width + 14

    def _divide(self, painter: QPainter, left: float) -> None:
        painter.fillRect(QRectF(round(left), 10, 1, self.height() - 20), theme.color("border"))

    def _drop_change(self) -> None:
        self._change = ""
        self.setAccessibleDescription("")
        self.dress()


def _way_to(percent: text.Number, target: text.Number, target_band: str) -> tuple[str, str]:
    missing = Fraction(target) - Fraction(percent)
    if missing < 0:
        return "Target tercapai", f"kategori {target_band}"
    limit = text.number(target, 0 if Fraction(target).denominator == 1 else 2)
    return f"{text.number(missing)} poin lagi", f"menuju {target_band} (>{limit})"
