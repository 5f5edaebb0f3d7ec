"""Strokes that self-drawn parts, delegates and charts share: boxes, rings, chips, bars, text that fits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from rbdesk.ui import theme

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_BELOW_B = frozenset({"CC", "C", "D"})
_CORNER = 6.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a small filled thing is painted: colours, and whether its outline is a stroke, dashed or none."""

    fill: QColor
    ink: QColor
    edge: QColor | None = None
    is_dashed: bool = False
    edge_width: float = 1


def look(tone: str) -> Look:
    """The look of a tone.

    neutral, info, ok, warn, err: soft ground, coloured word. done: filled green. soft_done: green with
    an outline. received: blue with a quiet outline. urgent: amber with a 2-pixel outline. open: dashed outline. accent: amber, for counts that
    need action. Raises KeyError: no such tone.
    """
    colour = theme.color
    looks = {
        "neutral": lambda: Look(colour("neutral_soft"), colour("text2")),
        "plain": lambda: Look(colour("surface"), colour("text2"), colour("border")),
        "info": lambda: Look(colour("info_soft"), colour("on_primary_soft")),
        "ok": lambda: Look(colour("ok_soft"), colour("ok")),
        "warn": lambda: Look(colour("warn_soft"), colour("warn")),
        "err": lambda: Look(colour("err_soft"), colour("err")),
        "done": lambda: Look(colour("ok"), colour("on_ok")),
        "soft_done": lambda: Look(colour("ok_soft"), colour("ok"), colour("ok")),
        "received": lambda: Look(colour("info_soft"), colour("on_primary_soft"), _half(colour("primary"))),
        "urgent": lambda: Look(colour("warn_soft"), colour("warn"), colour("warn"), edge_width=2),
        "open": lambda: Look(colour("surface"), colour("text2"), colour("control"), is_dashed=True),
        "accent": lambda: Look(colour("accent"), colour("on_accent")),
    }
    return _outlined(looks[tone]())


def band_look(band: str) -> Look:
    """The look of a category at full colour."""
    return _outlined(Look(theme.band_fill(band), theme.band_on_fill(band)))


def band_tint_look(band: str) -> Look:
    """The look of a category in its pale colour."""
    return _outlined(Look(theme.band_tint(band), theme.band_on_tint(band)))


def corner(painter: QPainter, rect: QRect | QRectF, band: str, ink: QColor) -> None:
    """Mark the ground of a category below B in its lower left corner.

    Printed in grey or seen without colours, CC is as light as B, C as A and D as AA.
    """
    if band in _BELOW_B:
        area, side = QRectF(rect), min(_CORNER, rect.height() / 3)
        left, foot = area.left() + 1, area.bottom() - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon([QPointF(left, foot - side), QPointF(left, foot), QPointF(left + side, foot)])


def box(painter: QPainter, rect: QRect | QRectF, dress: Look, radius: float = theme.RADIUS_CONTROL) -> None:
    """Fill a rounded rectangle and stroke its edge inside it, sharp on the pixel grid."""
    area = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(dress.fill)
    if dress.edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(dress.edge, dress.edge_width)
        if dress.is_dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        half = dress.edge_width / 2
        area.adjust(half, half, -half, -half)
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def focus_ring(
    painter: QPainter, rect: QRect | QRectF, radius: float = theme.RADIUS_CONTROL, *, on_fill: bool = False
) -> None:
    """Paint the ring of keyboard focus inside `rect`; on a filled button with one pixel of surface as a gap."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("primary"), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
    if on_fill:
        painter.setPen(QPen(theme.color("surface"), 1))
        inner = max(radius - 2, 1)
        painter.drawRoundedRect(QRectF(rect).adjusted(2.5, 2.5, -2.5, -2.5), inner, inner)
    painter.restore()


def text(
    painter: QPainter,
    rect: QRect | QRectF,
    words: str,
    font: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Write one line into `rect`, shortened with an ellipsis where it does not fit."""
    area = QRectF(rect)
    shown = QFontMetricsF(font).elidedText(words, elide, area.width() + 0.5)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(area, int(align) | int(Qt.TextFlag.TextSingleLine), shown)


def width_of(words: str, font: QFont) -> int:
    """The width of one line in whole pixels, rounded up."""
    return int(QFontMetricsF(font).horizontalAdvance(words) + 0.999)


def height_of(font: QFont) -> int:
    """The height of one line."""
    return QFontMetrics(font).height()


def chip_size(words: str, *, has_icon: bool = False) -> QSizeF:
    """The size of a chip with these words."""
    icon_width = theme.px(14) + 5 if has_icon else 0
    return QSizeF(width_of(words, theme.font("chip")) + icon_width + 18, theme.px(22))


def chip(painter: QPainter, rect: QRectF, words: str, dress: Look, icon: str = "") -> None:
    """Paint a chip that fills `rect`: an icon, if any, and one word or two."""
    box(painter, rect, dress)
    area = rect.adjusted(9, 0, -9, 0)
    if icon:
        side = theme.px(14)
        theme.draw_icon(
            painter, icon, QRectF(area.left() - 1, rect.center().y() - side / 2, side, side), dress.ink
        )
        area.adjust(side + 4, 0, 0, 0)
    text(painter, area, words, theme.font("chip"), dress.ink, LEFT if icon else CENTRE)


def bar(painter: QPainter, rect: QRectF, share: float, role: str) -> None:
    """Paint a thin bar, `share` 0..1 of it filled."""
    radius = rect.height() / 2
    edge = theme.color("text") if theme.is_high_contrast() else None
    box(painter, rect, Look(theme.color("track"), theme.color("text"), edge), radius)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.width() * min(share, 1.0), rect.height()))
        box(painter, filled, Look(theme.color(role), theme.color("text")), radius)


def wrapped(words: str, font: QFont, width: float, lines: int = 0) -> list[str]:
    """The words broken into lines of `width` pixels; at most `lines`, the last one shortened (0: all)."""
    found: list[str] = []
    for paragraph in words.split("\n"):
        layout = QTextLayout(paragraph, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1))
            if lines and len(found) == lines - 1:
                rest = paragraph[line.textStart() :]
                metrics = QFontMetricsF(font)
                return [*found, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
            found.append(paragraph[line.textStart() : line.textStart() + line.textLength()].rstrip())
        layout.endLayout()
    return found


def triangle(painter: QPainter, tip: QPointF, side: float, fill: QColor | None, edge: QColor) -> None:
    """Paint a marker that stands on its tip: filled, or hollow when `fill` is None."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    half = side / 2
    painter.drawPolygon(
        [tip, QPointF(tip.x() - half, tip.y() - side * 0.85), QPointF(tip.x() + half, tip.y() - side * 0.85)]
    )
    painter.restore()


def arrowhead(painter: QPainter, middle: QPointF, side: float, fill: QColor, *, is_up: bool) -> None:
    """Paint a filled arrowhead that says more or less."""
    half, up = side / 2, -1 if is_up else 1
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPolygon(
        [
            QPointF(middle.x(), middle.y() + up * half),
            QPointF(middle.x() - half, middle.y() - up * half),
            QPointF(middle.x() + half, middle.y() - up * half),
        ]
    )
    painter.restore()


def _half(colour: QColor) -> QColor:
    colour.setAlphaF(0.5)
    return colour


def _outlined(dress: Look) -> Look:
    """In high contrast tints are gone, so everything keeps an outline."""
    if dress.edge is None and theme.is_high_contrast():
        return Look(dress.fill, dress.ink, dress.ink)
    return dress
