"""Where one is in a few steps: across a page, or down the rail of the first run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

_GAP = 8
_LINE = 44


class StepHeader(Dressed, QWidget):
    """Steps in a row: done with a tick, the current one filled, later ones hollow. Shows, does not navigate.

    In a narrow window only the current step keeps its words.
    """

    def __init__(self, steps: Sequence[str] = (), current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._current = current
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(current)
        self.follow_theme()

    def set_current(self, current: int) -> None:
        """Go to a step, counted from 0; the number of steps means that all are done."""
        self._current = current
        self.setAccessibleName(_spoken(self._steps, current))
        self.setToolTip(_spoken(self._steps, current))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(set(range(len(self._steps)))), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width({self._current}), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        everyone = set(range(len(self._steps)))
        named = everyone if self._width(everyone) <= self.width() else {self._current}
        left, side, middle = 2.0, theme.px(22), self.height() / 2
        for at, words in enumerate(self._steps):
            _disc(painter, QRectF(left, middle - side / 2, side, side), at, self._current)
            left += side
            if at in named:
                font = theme.font("strong" if at == self._current else "body")
                ink = theme.color("text" if at <= self._current else "text2")
                width = paint.width_of(words, theme.font("strong"))
                paint.text(painter, QRectF(left + _GAP, 0, width + 2, self.height()), words, font, ink)
                left += _GAP + paint.width_of(words, font)
            if at + 1 < len(self._steps):
                role = "ok" if at < self._current else "control" if theme.is_high_contrast() else "border"
                painter.setPen(QPen(theme.color(role), 2 if at < self._current else 1))
                painter.drawLine(QPointF(left + 12, middle), QPointF(left + 12 + _LINE, middle))
                left += _LINE + 24

    def _width(self, named: set[int]) -> int:
        words = sum(
            _GAP + paint.width_of(words, theme.font("strong"))
            for at, words in enumerate(self._steps)
            if at in named
        )
        return words + len(self._steps) * theme.px(22) + (len(self._steps) - 1) * (_LINE + 24) + 6


class StepRail(Dressed, QWidget):
    """The same steps one under the other, on the dark rail."""

    def __init__(self, steps: Sequence[str] = (), current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._current = current
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_current(current)
        self.follow_theme()

    def set_current(self, current: int) -> None:
        """Go to a step, counted from 0."""
        self._current = current
        self.setAccessibleName(_spoken(self._steps, current))
        self.update()

    def sizeHint(self) -> QSize:
        widest = max((paint.width_of(words, theme.font("nav_selected")) for words in self._steps), default=0)
        return QSize(theme.px(28) + 14 + widest + 2, len(self._steps) * theme.px(47) - theme.px(19) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, pitch = theme.px(28), theme.px(47)
        for at, words in enumerate(self._steps):
            top = at * pitch + 1.0
            self._paint_disc(painter, QRectF(1, top, side, side), at)
            if at + 1 < len(self._steps):
                painter.setPen(QPen(theme.color("rail_caption"), 2))
                middle = 1 + side / 2
                painter.drawLine(QPointF(middle, top + side + 4), QPointF(middle, top + pitch - 4))
            is_current = at == self._current
            font = theme.font("nav_selected" if is_current else "nav")
            ink = theme.color("on_rail" if is_current else "rail_text")
            area = QRectF(side + 15, top, self.width() - side - 15, side)
            paint.text(painter, area, words, font, ink)

    def _paint_disc(self, painter: QPainter, area: QRectF, at: int) -> None:
        if at < self._current:
            ground = paint.Look(theme.band_fill("BB"), theme.band_on_fill("BB"))
        elif at == self._current:
            ground = paint.Look(theme.color("on_rail"), theme.color("rail"))
        else:
            edge = theme.color("rail_caption")
            ground = paint.Look(theme.color("rail"), theme.color("on_rail"), edge, edge_width=1.5)
        paint.box(painter, area, ground, area.height() / 2)
        if at < self._current:
            theme.draw_icon(painter, "check", area.adjusted(6, 6, -6, -6), ground.ink)
        else:
            paint.text(painter, area, str(at + 1), theme.font("strong"), ground.ink, paint.CENTRE)


def _disc(painter: QPainter, area: QRectF, at: int, current: int) -> None:
    if at < current:
        paint.box(painter, area, paint.Look(theme.color("ok"), theme.color("on_ok")), area.height() / 2)
        theme.draw_icon(painter, "check", area.adjusted(4, 4, -4, -4), theme.color("on_ok"))
        return
    if at == current:
        ground = paint.Look(theme.color("primary"), theme.color("on_primary"))
    else:
        edge = theme.color("control")
        ground = paint.Look(theme.color("surface"), theme.color("text2"), edge, edge_width=1.5)
    paint.box(painter, area, ground, area.height() / 2)
    paint.text(painter, area, str(at + 1), theme.font("chip"), ground.ink, paint.CENTRE)


def _spoken(steps: tuple[str, ...], current: int) -> str:
    if current >= len(steps):
        return f"Semua {len(steps)} langkah selesai"
    return f"Langkah {current + 1} dari {len(steps)}: {steps[current]}"
