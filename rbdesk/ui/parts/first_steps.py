"""The left side of the first run: the program's sign, a welcome, the steps and where the person is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

WIDTH, NARROW_WIDTH = 344, 84
_STAIRS = (("D", 26), ("C", 46), ("CC", 66), ("B", 86), ("BB", 106), ("A", 126), ("AA", 146))
_WELCOME = "Selamat datang di RBDesk"
_PURPOSE = (
    "Catat penilaian mandiri Reformasi Birokrasi, lihat nilai Anda, dan kirim ke Sekretariat. Tanpa internet."
)


class FirstSteps(Dressed, QWidget):
    """Full or narrow (numbers only)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[str] = ()
        self._at = 0
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.follow_theme()

    def set_steps(self, steps: Sequence[str], at: int) -> None:
        """The names of the steps and the one that is shown, from 0."""
        self._steps, self._at = steps, at
        self.setAccessibleName(f"Langkah {at + 1} dari {len(steps)}: {steps[at]}")
        self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        """Numbers only."""
        self._is_narrow = is_narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW_WIDTH if self._is_narrow else WIDTH), 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("rail"))
        left = 28.0 if self._is_narrow else 36.0
        side = theme.px(28 if self._is_narrow else 52)
        top = 28.0 if self._is_narrow else 40.0
        painter.drawPixmap(round(left), round(top), theme.app_icon().pixmap(side, side))
        top += side + theme.px(18)
        if not self._is_narrow:
            top = self._paint_welcome(painter, left, top)
        bottom = self._paint_steps(painter, left, top)
        if not self._is_narrow and self.height() - bottom > theme.px(200):
            self._paint_stairs(painter, left)

    def _paint_welcome(self, painter: QPainter, left: float, top: float) -> float:
        room = self.width() - left - 16
        title, body = theme.font("hero"), theme.font("body")
        if paint.width_of(_WELCOME, title) > room:
            title = theme.font("title")
        for line in paint.wrapped(_WELCOME, title, room):
            height = paint.height_of(title)
            paint.text(painter, QRectF(left, top, room + 1, height), line, title, theme.color("on_rail"))
            top += height
        top += 6
        for line in paint.wrapped(_PURPOSE, body, room):
            height = paint.height_of(body) + 2
            paint.text(painter, QRectF(left, top, room + 1, height), line, body, theme.color("rail_text"))
            top += height
        return top + theme.px(24)

    def _paint_steps(self, painter: QPainter, left: float, top: float) -> float:
        side, pitch = theme.px(28), theme.px(47)
        for number, words in enumerate(self._steps):
            disc = QRectF(left, top + number * pitch, side, side)
            self._paint_disc(painter, disc, number)
            if number + 1 < len(self._steps):
                painter.setPen(QPen(theme.color("rail_caption"), 1.5))
                x = disc.center().x()
                painter.drawLine(QPointF(x, disc.bottom() + 4), QPointF(x, disc.bottom() + pitch - side - 4))
            if self._is_narrow:
                continue
            kind = "nav_selected" if number == self._at else "nav"
            ink = theme.color("on_rail" if number == self._at else "rail_text")
            words_left = disc.right() + 14
            area = QRectF(words_left, disc.top(), self.width() - words_left - 12, side)
            paint.text(painter, area, words, theme.font(kind), ink)
        return top + len(self._steps) * pitch

    def _paint_disc(self, painter: QPainter, disc: QRectF, number: int) -> None:
        rail, light = theme.color("rail"), theme.color("on_rail")
        if number < self._at:
            fill, ink = theme.band_fill("BB"), theme.band_on_fill("BB")
            paint.box(painter, disc, paint.Look(fill, ink), disc.width() / 2)
            inset = disc.width() * 0.2
            theme.draw_icon(painter, "check", disc.adjusted(inset, inset, -inset, -inset), ink)
            return
        is_now = number == self._at
        look = paint.Look(light, rail) if is_now else paint.Look(rail, light, theme.color("rail_caption"))
        paint.box(painter, disc, look, disc.width() / 2)
        paint.text(painter, disc, str(number + 1), theme.font("strong"), look.ink, paint.CENTRE)

    def _paint_stairs(self, painter: QPainter, left: float) -> None:
        """The categories as stairs; decoration."""
        ground = self.height() - 40.0
        pitch = min(40.0, (self.width() - left - 24) / len(_STAIRS))
        for at, (band, height) in enumerate(_STAIRS):
            fill = QColor(theme.band_fill(band))
            fill.setAlphaF(0.8)
            area = QRectF(left - 2 + at * pitch, ground - height, pitch - 7, height)
            paint.box(painter, area, paint.Look(fill, fill), 5)
            below = QRectF(area.left() - 4, ground + 4, area.width() + 8, 18)
            paint.text(
                painter, below, band, theme.font("caption_strong"), theme.color("rail_caption"), paint.CENTRE
            )
