"""A field with two scales that a person can enlarge and push about: pyqtgraph, dressed as the house.

The only module that imports pyqtgraph; `late` does it when a chart is seen. What is drawn on the field, and the keys,
belong to the chart that holds it: the same strokes go to the screen, a picture and a drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

import pyqtgraph as pg
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from rbdesk.ui import theme

# Its own tidying at the end of the program only serves views with names, and warns about all others
pg.setConfigOption("exitCleanup", False)

_DRAG = 4  # pixels
_BEYOND = 20  # pixels at 100 % text
_ENLARGED = 1e-6  # of the whole

Range = tuple[float, float]


class Drawn(Protocol):
    """Who draws on a field: it is the parent widget of the plot."""

    def draw_field(self, painter: QPainter, field: QRectF) -> None:
        """Draw behind the scales' lines."""

    def draw_over(self, painter: QPainter, field: QRectF) -> None:
        """Draw over them; not clipped to the field."""


class Scale(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """A scale whose numbers are written by the house's rules, in steps that leave room for the words."""

    def __init__(self, side: str, words: Callable[[float], str], steps: Sequence[float], room: int) -> None:
        super().__init__(side, maxTickLength=0)
        self._words, self._steps, self._room = words, steps, room
        self.setStyle(
            autoExpandTextSpace=False, autoReduceTextSpace=False, tickAlpha=255, hideOverlappingLabels=False
        )
        self.enableAutoSIPrefix(False)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """One level of values: the finest step that leaves each its room."""
        low, high = min(low, high), max(low, high)
        most = max(size / theme.px(self._room), 1)
        step = next((one for one in self._steps if (high - low) / one <= most), self._steps[-1])
        first = -int(-low // step) if low >= 0 else int(low // step)
        values = [place * step for place in range(first, int(high // step) + 1)]
        return [(step, [value for value in values if low - 1e-9 <= value <= high + 1e-9])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The words of the values."""
        return [self._words(value) for value in values]

    def boundingRect(self) -> QRectF:
        """With the room of a word beyond its ends: the first and the last number stand half outside."""
        beyond = theme.px(_BEYOND)
        return QRectF(super().boundingRect().adjusted(-beyond, 0, beyond, 0))

    def mouseDragEvent(self, event: Any) -> None:
        """Scales are not handles."""
        event.ignore()

    def wheelEvent(self, event: Any) -> None:
        """Scales are not handles."""
        event.ignore()


class _Field(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """A field that only the left button pushes; the right one belongs to the chart's menu."""

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            super().mouseDragEvent(event, axis)
        else:
            event.ignore()


class Plot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """A field with its scales; `parent` draws on it (`Drawn`).

    Signals: `pressed(QPointF)` the left button was pressed and let go in one place · `doubled(QPointF)` ·
    `hovered(QPointF)` the mouse moved, or left: then (-1, -1) · `moved()` another part of the whole is seen.
    """

    pressed = Signal(QPointF)
    doubled = Signal(QPointF)
    hovered = Signal(QPointF)
    moved = Signal()

    def __init__(self, parent: QWidget, scales: dict[str, Scale], *, moves_x: bool, moves_y: bool) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self._scales = scales
        self._whole: tuple[Range, Range] = ((0.0, 1.0), (0.0, 1.0))
        self._moves = (moves_x, moves_y)
        self._press: QPointF | None = None
        self.box = _Field(enableMenu=False, defaultPadding=0)
        self.box.setMouseEnabled(x=moves_x, y=moves_y)
        places = {"left": (1, 0), "right": (1, 2), "top": (0, 1), "bottom": (2, 1)}
        layout = self.centralLayout
        layout.setSpacing(0)
        layout.addItem(self.box, 1, 1)
        for side, scale in scales.items():
            layout.addItem(scale, *places[side])
            scale.linkToView(self.box)
            scale.setZValue(-1)
        layout.setRowStretchFactor(1, 100)
        layout.setColumnStretchFactor(1, 100)
        self.setAntialiasing(True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag(0))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self.box.sigRangeChanged.connect(self._on_moved)
        self.dress()

    def dress(self) -> None:
        """Take the colours and the type of the theme, and its size."""
        for scale in self._scales.values():
            scale.setPen(QPen(Qt.PenStyle.NoPen))
            scale.setTickPen(QPen(theme.color("grid"), 1))
            scale.setTextPen(QPen(theme.color("text3")))
            scale.setTickFont(theme.font("caption", tabular=True))
            scale.setGrid(255)
        self.viewport().update()

    def set_margins(self, left: float, top: float, right: float, bottom: float) -> None:
        """The room around the field: that of a scale is part of it, in pixels."""
        sizes = {"left": left, "right": right, "top": top, "bottom": bottom}
        for side, scale in self._scales.items():
            (scale.setWidth if side in ("left", "right") else scale.setHeight)(sizes.pop(side))
        rest = QMarginsF(*(sizes.get(side, 0) for side in ("left", "top", "right", "bottom")))
        self.centralLayout.setContentsMargins(rest.left(), rest.top(), rest.right(), rest.bottom())
        self.settle()

    def settle(self) -> None:
        """Lay the field out now, also in a widget that nobody sees."""
        QGraphicsView.resizeEvent(self, QResizeEvent(self.size(), self.size()))
        self.setRange(QRectF(0, 0, self.width(), self.height()), padding=0)
        self.centralLayout.activate()

    def set_whole(self, x: Range, y: Range, least: tuple[float, float]) -> None:
        """Nobody comes beyond it, or sees less than `least` of either; who had enlarged a part of it keeps that."""
        keeps = self.is_enlarged()
        self._whole = (x, y)
        self.box.setLimits(
            xMin=x[0],
            xMax=x[1],
            yMin=y[0],
            yMax=y[1],
            minXRange=least[0],
            minYRange=least[1],
            maxXRange=x[1] - x[0],
            maxYRange=y[1] - y[0],
        )
        if not keeps:
            self.show_all()

    def show_all(self) -> None:
        """Show the whole again."""
        x, y = self._whole
        self.box.setRange(xRange=x, yRange=y, padding=0)

    def enlarge(self, factor: float, centre: tuple[float, float]) -> None:
        """Show more closely (above 1) or less around a place that stays where it is."""
        x, y = (1 / factor if moves else None for moves in self._moves)
        self.box.scaleBy(x=x, y=y, center=pg.Point(*centre))

    def is_enlarged(self) -> bool:
        """Whether less than the whole is seen."""
        return any(
            (seen[1] - seen[0]) < (whole[1] - whole[0]) * (1 - _ENLARGED)
            for seen, whole in zip(self.seen(), self._whole, strict=True)
        )

    def seen(self) -> tuple[Range, Range]:
        """The part of the whole that is seen: x and y."""
        x, y = self.box.viewRange()
        return (x[0], x[1]), (y[0], y[1])

    def field(self) -> QRectF:
        """Where the field lies in the widget."""
        return QRectF(self.box.mapRectToScene(self.box.rect()))

    # --- events ---------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, theme.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cast(Drawn, self.parentWidget()).draw_field(painter, self.field())

    def drawForeground(self, painter: QPainter, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cast(Drawn, self.parentWidget()).draw_over(painter, self.field())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel enlarges; without it belongs to the page, which scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._press = event.position() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._press is not None and (event.position() - self._press).manhattanLength() < _DRAG:
            self.pressed.emit(event.position())
        self._press = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.doubled.emit(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hovered.emit(event.position())

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self.hovered.emit(QPointF(-1, -1))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The chart has the menu."""
        event.ignore()

    def _on_moved(self, *_: object) -> None:
        self.viewport().update()
        self.moved.emit()
