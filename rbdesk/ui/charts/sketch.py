"""A figure drawn small and without words, as it stands on a page of a document that is about to be made.

What is drawn are the figure's own values; to be read they are in the document. Anything between a thumbnail and a
page's picture can be asked for. Paper is white: the colours are those of the light theme, whatever the window wears.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from rbdesk.analysis import figures
from rbdesk.ui import theme

_HIGHEST = 100.0


def paint_sketch(painter: QPainter, area: QRectF, figure: Any) -> bool:
    """Draw a figure into an area; False (nothing drawn) for one that has no sketch."""
    draw = _SKETCHES.get(type(figure).__name__)
    if draw is None or area.width() <= 0 or area.height() <= 0:
        return False
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, area, figure)
    painter.restore()
    return True


def _bars(painter: QPainter, area: QRectF, figure: figures.Bars) -> None:
    shares = [
        (float(bar.value), bar.potential is not None and bool(bar.potential or figure.target is not None))
        for bar in figure.bars
    ]
    _lying_bars(painter, area, shares, figure.target)


def _means(painter: QPainter, area: QRectF, figure: figures.Means) -> None:
    target = float(figure.target) if figure.target is not None else -1
    shares = [(float(row.value), float(row.value) <= target) for row in figure.rows]
    _lying_bars(painter, area, shares, figure.target)


def _lying_bars(painter: QPainter, area: QRectF, bars: Sequence[tuple[float, bool]], target: Any) -> None:
    step = area.height() / max(1, len(bars))
    for row, (value, is_below) in enumerate(bars):
        lane = QRectF(area.left(), area.top() + row * step + step * 0.2, area.width(), step * 0.6)
        painter.fillRect(lane, _colour("track"))
        lane.setWidth(area.width() * min(value, _HIGHEST) / _HIGHEST)
        painter.fillRect(lane, _colour("below" if is_below else "series1"))
    if target is not None:
        x = area.left() + area.width() * float(target) / _HIGHEST
        _dashed(painter, QPointF(x, area.top()), QPointF(x, area.bottom()))


def _counts(painter: QPainter, area: QRectF, figure: Any) -> None:
    counts = [(name, int(count)) for name, count in figure.counts]
    most = max((count for _, count in counts), default=0) or 1
    _lying_bars(painter, area, [(100.0 * count / most, False) for _, count in counts], None)


def _years(painter: QPainter, area: QRectF, figure: figures.YearBars) -> None:
    step = area.width() / max(1, len(figure.bars))
    for column, bar in enumerate(figure.bars):
        height = area.height() * min(float(bar.value), _HIGHEST) / _HIGHEST
        left = area.left() + column * step + step * 0.25
        painter.fillRect(QRectF(left, area.bottom() - height, step * 0.5, height), _colour("series1"))


def _trend(painter: QPainter, area: QRectF, figure: figures.Trend) -> None:
    low, high = figure.window()
    years = max(1, figure.last - figure.first)

    def place(point: figures.TrendPoint) -> QPointF:
        return QPointF(
            area.left() + area.width() * (0.06 + 0.88 * (point.year - figure.first) / years),
            _height(area, float(point.value), low, high),
        )

    if figure.target is not None and low <= float(figure.target) <= high:
        y = _height(area, float(figure.target), low, high)
        _dashed(painter, QPointF(area.left(), y), QPointF(area.right(), y))
    for line in figure.lines:
        ink = _colour("series1" if line.is_main or len(figure.lines) == 1 else "series2")
        painter.setPen(QPen(ink, max(1.0, area.height() / 60)))
        for piece in line.pieces():
            for before, after in pairwise(piece):
                painter.drawLine(place(before), place(after))
            for point in piece:
                _dot(painter, place(point), area.height() / 30, None if point.is_provisional else ink)


def _radar(painter: QPainter, area: QRectF, figure: figures.Radar) -> None:
    count = len(figure.axes)
    if count < 3:
        return
    middle, radius = area.center(), min(area.width(), area.height()) / 2

    def corner(place: int, value: float) -> QPointF:
        angle = 2 * pi * place / count - pi / 2
        reach = radius * min(value, _HIGHEST) / _HIGHEST
        return QPointF(middle.x() + reach * cos(angle), middle.y() + reach * sin(angle))

    painter.setPen(QPen(_colour("border"), 1))
    for ring in (50.0, _HIGHEST):
        painter.drawPolygon(QPolygonF([corner(place, ring) for place in range(count)]))
    ink = _colour("series1")
    pale = QColor(ink)
    pale.setAlphaF(0.25)
    painter.setPen(QPen(ink, max(1.0, radius / 45)))
    painter.setBrush(pale)
    values = [float(axis.value) for axis in figure.axes]
    painter.drawPolygon(QPolygonF([corner(place, value) for place, value in enumerate(values)]))


def _heat(painter: QPainter, area: QRectF, figure: figures.Heat) -> None:
    rows = [row for row in figure.rows if row.cells] or list(figure.rows)
    columns = max((len(row.cells) for row in rows), default=0) or 1
    names = area.width() * 0.28
    step, wide = area.height() / max(1, len(rows)), (area.width() - names) / columns
    for number, row in enumerate(rows):
        top = area.top() + number * step
        painter.fillRect(QRectF(area.left(), top + step * 0.35, names * 0.85, step * 0.3), _colour("border"))
        for column, cell in enumerate(row.cells):
            box = QRectF(
                area.left() + names + column * wide, top, max(1.0, wide * 0.94), max(1.0, step * 0.9)
            )
            painter.fillRect(box, _fill(cell.band) if cell.band else _colour("track"))


def _tiles(painter: QPainter, area: QRectF, figure: figures.Tiles) -> None:
    side = min(area.width() / max(1, figure.columns), area.height() / max(1, figure.rows) * 1.6)
    high = side / 1.6
    left = area.center().x() - side * figure.columns / 2
    top = area.center().y() - high * figure.rows / 2
    for tile in figure.tiles:
        box = QRectF(left + tile.column * side, top + tile.row * high, side * 0.94, high * 0.9)
        if tile.band and not tile.is_open:
            painter.fillRect(box, _fill(tile.band))
        else:
            painter.setPen(QPen(_colour("control"), 1))
            painter.setBrush(_tint(tile.band) if tile.band else Qt.BrushStyle.NoBrush)
            painter.drawRect(box)


def _dots(painter: QPainter, area: QRectF, figure: figures.Dots) -> None:
    low, high = figure.window()
    lanes = [[float(dot.middle) for dot in lane.dots] for lane in figure.lanes]
    _dotted(painter, area, lanes, low, high)


def _strips(painter: QPainter, area: QRectF, figure: figures.Strips) -> None:
    _dotted(painter, area, [[float(dot.value) for dot in strip.dots] for strip in figure.strips], 0, 100)


def _dotted(
    painter: QPainter, area: QRectF, lanes: Sequence[Sequence[float]], low: float, high: float
) -> None:
    step = area.height() / max(1, len(lanes))
    radius = max(1.0, min(step / 6, area.width() / 60))
    for number, values in enumerate(lanes):
        y = area.top() + (number + 0.5) * step
        painter.setPen(QPen(_colour("border"), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for value in values:
            x = area.left() + area.width() * (value - low) / max(1e-9, high - low)
            _dot(painter, QPointF(x, y), radius, _colour("series1"))


def _height(area: QRectF, value: float, low: float, high: float) -> float:
    return area.bottom() - area.height() * (value - low) / max(1e-9, high - low)


def _dot(painter: QPainter, place: QPointF, radius: float, fill: QColor | None) -> None:
    painter.save()
    painter.setBrush(fill if fill is not None else _colour("surface"))
    painter.drawEllipse(place, max(1.0, radius), max(1.0, radius))
    painter.restore()


def _dashed(painter: QPainter, start: QPointF, end: QPointF) -> None:
    painter.save()
    painter.setPen(QPen(_colour("text2"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(start, end)
    painter.restore()


def _colour(role: str) -> QColor:
    return QColor(theme.roles(False)[role])


def _fill(band: str) -> QColor:
    return QColor(theme.bands(False)[band].fill)


def _tint(band: str) -> QColor:
    return QColor(theme.bands(False)[band].tint)


_SKETCHES: dict[str, Callable[[QPainter, QRectF, Any], None]] = {
    "Bars": _bars,
    "Means": _means,
    "Counts": _counts,
    "YearBars": _years,
    "Trend": _trend,
    "Radar": _radar,
    "Heat": _heat,
    "Tiles": _tiles,
    "Dots": _dots,
    "Strips": _strips,
}
