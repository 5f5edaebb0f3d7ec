"""The scale from 0 to 100 with its categories, the target, and where one stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

_SIDE = 5.0


@dataclass(frozen=True, slots=True)
class ScaleBand:
    """A category and its exclusive lower limit, 0..100."""

    band: str
    above: text.Number


@dataclass(frozen=True, slots=True)
class Marker:
    """A value on the scale with its words ("Tahun ini 58,42"). `now` is filled, `last` hollow, `plan` blue."""

    value: text.Number
    words: str
    kind: Literal["now", "last", "plan"] = "now"


class CategoryScale(Dressed, QWidget):
    """Bands in their order; the one that holds the marker `now` is in full colour, the others pale."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "Skala kategori 0 sampai 100") -> None:
        super().__init__(parent)
        self._bands: tuple[ScaleBand, ...] = ()
        self._markers: tuple[Marker, ...] = ()
        self._target: text.Number | None = None
        self._current = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.follow_theme()

    def set_scale(
        self,
        bands: Sequence[ScaleBand],
        markers: Sequence[Marker] = (),
        *,
        target: text.Number | None = 60,
        current: str = "",
    ) -> None:
        """Show these bands and markers. `current` names the category in full colour, where the caller knows it."""
        self._bands = tuple(sorted(bands, key=lambda band: float(band.above)))
        self._markers = tuple(markers)
        self._target = target
        now = next((marker.value for marker in markers if marker.kind == "now"), None)
        self._current = current or ("" if now is None else self._band_of(now))
        self.setAccessibleDescription(self._sentence())
        self.setToolTip(self._sentence() if markers else "")
        self.dress()

    def sizeHint(self) -> QSize:
        return QSize(560, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._strip_top()
        strip = QRectF(_SIDE, top, self.width() - 2 * _SIDE, theme.px(26))
        self._paint_bands(painter, strip)
        self._paint_limits(painter, strip)
        for marker in self._markers:
            self._paint_stroke(painter, strip, marker)
        if self._target is not None:
            self._paint_target(painter, strip)
        self._paint_markers(painter, strip)

    def label_areas(self) -> list[QRectF]:
        """Where the words of the markers stand, in their order: beside each other, inside the widget."""
        widths = [paint.width_of(marker.words, self._font_of(marker)) + 2 for marker in self._markers]
        order = sorted(range(len(widths)), key=lambda at: (float(self._markers[at].value), at))
        wished = [self._x(self._markers[at].value) - widths[at] / 2 for at in order]
        lefts = _spread(wished, [widths[at] for at in order], 10.0, float(self.width()))
        line = paint.height_of(theme.font("caption_strong"))
        areas = {at: QRectF(left, 0, widths[at], line) for at, left in zip(order, lefts, strict=True)}
        return [areas[at] for at in range(len(widths))]

    def _paint_bands(self, painter: QPainter, strip: QRectF) -> None:
        for at, one in enumerate(self._bands):
            left = self._x(one.above)
            right = self._x(self._bands[at + 1].above if at + 1 < len(self._bands) else 100)
            area = QRectF(
                left, strip.top(), right - left - (1.5 if at + 1 < len(self._bands) else 0), strip.height()
            )
            is_current = one.band == self._current
            ground = paint.band_look(one.band) if is_current else paint.band_tint_look(one.band)
            painter.fillRect(area, ground.fill)
            if ground.edge is not None:
                painter.setPen(QPen(ground.edge, 3 if is_current else 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
            paint.text(
                painter,
                self._free_of_strokes(area, one.band),
                one.band,
                theme.font("chip"),
                ground.ink,
                paint.CENTRE,
            )

    def _free_of_strokes(self, area: QRectF, words: str) -> QRectF:
        """The widest part of a band that no marker crosses, for its letters."""
        strokes = [self._x(marker.value) for marker in self._markers if marker.kind != "plan"]
        edges = [area.left(), *sorted(x for x in strokes if area.left() < x < area.right()), area.right()]
        parts = [QRectF(a, area.top(), b - a, area.height()) for a, b in itertools.pairwise(edges)]
        needed = paint.width_of(words, theme.font("chip"))
        middle = next(
            (part for part in parts if part.contains(area.center()) and part.width() > needed + 6), None
        )
        return middle or max(parts, key=lambda part: part.width())

    def _paint_limits(self, painter: QPainter, strip: QRectF) -> None:
        top = strip.bottom() + 3
        height = paint.height_of(theme.font("caption"))
        taken = 0.0
        limits: list[text.Number] = [band.above for band in self._bands] + [100]
        for limit in limits:
            is_target = self._target is not None and limit == self._target
            font = theme.font("caption_strong" if is_target else "caption")
            words = text.number(limit, 0)
            width = paint.width_of(words, font) + 2
            left = min(max(self._x(limit) - width / 2, 0.0), self.width() - width)
            if left < taken and not is_target:
                continue
            taken = left + width + 4
            ink = theme.color("text" if is_target else "text3")
            paint.text(painter, QRectF(left, top, width, height), words, font, ink, paint.CENTRE)

    def _paint_stroke(self, painter: QPainter, strip: QRectF, marker: Marker) -> None:
        x = round(self._x(marker.value))
        if marker.kind == "now":
            painter.fillRect(QRectF(x - 1.5, strip.top() - 1, 3, strip.height() + 2), self._ink_on(marker))
        else:
            painter.fillRect(QRectF(x - 1, strip.top(), 2, strip.height()), self._colour(marker))

    def _paint_target(self, painter: QPainter, strip: QRectF) -> None:
        assert self._target is not None
        x = round(self._x(self._target)) - 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(theme.color("text"), 2)
        pen.setDashPattern([2.5, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, strip.top() - 4), QPointF(x, strip.bottom() + 5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_markers(self, painter: QPainter, strip: QRectF) -> None:
        for marker, area in zip(self._markers, self.label_areas(), strict=True):
            tip = QPointF(self._x(marker.value), strip.top() - 1)
            fill = self._colour(marker) if marker.kind != "last" else None
            paint.triangle(painter, tip, 10 if fill is not None else 13, fill, self._colour(marker))
            paint.text(painter, area, marker.words, self._font_of(marker), self._colour(marker), paint.CENTRE)

    def _colour(self, marker: Marker) -> QColor:
        return theme.color({"now": "text", "last": "text3", "plan": "primary"}[marker.kind])

    def _ink_on(self, marker: Marker) -> QColor:
        return theme.band_on_fill(self._current) if self._current else theme.color("text")

    def _font_of(self, marker: Marker) -> QFont:
        return theme.font("caption_strong")

    def _band_of(self, value: text.Number) -> str:
        """The category of a value; a value at a limit belongs to the category below it."""
        passed = [one.band for one in self._bands if Fraction(value) > Fraction(one.above) or one.above == 0]
        return passed[-1] if passed else ""

    def _x(self, value: text.Number) -> float:
        return _SIDE + (self.width() - 2 * _SIDE) * min(max(float(value), 0.0), 100.0) / 100

    def _strip_top(self) -> float:
        line = paint.height_of(theme.font("caption_strong"))
        return line + 12.0 if self._markers else 6.0

    def _height(self) -> int:
        return round(self._strip_top() + theme.px(26) + 4 + paint.height_of(theme.font("caption")))

    def _sentence(self) -> str:
        parts = [marker.words for marker in self._markers]
        if self._current:
            parts.append(f"setara {self._current}")
        if self._target is not None:
            parts.append(f"target di atas {text.number(self._target, 0)}")
        return ", ".join(parts)


def _spread(lefts: list[float], widths: list[int], gap: float, end: float) -> list[float]:
    """Move neighbours apart until none overlaps, inside 0..`end` as far as there is room."""
    placed = [min(max(left, 0.0), end - width) for left, width in zip(lefts, widths, strict=True)]
    for _ in placed:
        for at in range(1, len(placed)):
            overlap = placed[at - 1] + widths[at - 1] + gap - placed[at]
            if overlap > 0:
                placed[at - 1] -= overlap / 2
                placed[at] += overlap / 2
    least = 0.0
    for at, width in enumerate(widths):
        placed[at] = max(placed[at], least)
        least = placed[at] + width + gap
    most = end
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], most - widths[at])
        most = placed[at] - gap
    return placed
