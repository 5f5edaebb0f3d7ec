"""The years as lines that can be looked at closely: every line can be named, many may lie beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui import paint, theme
from rbdesk.ui.charts import late, trend_drawing
from rbdesk.ui.charts.axes import AxisChart
from rbdesk.ui.charts.trend_drawing import Frame, TrendCursor, TrendDrawing, point_words

if TYPE_CHECKING:
    from rbdesk.ui.charts.plot import Plot

_FEW = 3  # lines whose values can all be written
_NEAR = 24.0
_VALUE_STEPS = (0.5, 1, 2, 5, 10, 20, 50)


class TrendPlot(AxisChart):
    """A `Trend` whose field moves. One tab stop: ← → year by year along a line, ↑ ↓ to the line above or below.

    Missing years are gaps; numbers of two sheets are never joined. With many lines only the main one and the one
    that is looked at bear their values.
    """

    def __init__(self, *, name: str = "Tren nilai", parent: QWidget | None = None) -> None:
        super().__init__(name, "tren", parent)
        self._figure = Trend((), 0, 0)
        self._cursor = TrendCursor(self._figure)

    def set_figure(self, figure: Trend) -> None:
        """Show these years."""
        is_other, self._figure = figure != self._figure, figure
        self._cursor = TrendCursor(figure, self._cursor.at)
        self._tell()
        self.refit(anew=is_other)

    def figure(self) -> Trend:
        """What is shown."""
        return self._figure

    def current(self) -> tuple[TrendLine, TrendPoint] | None:
        """The point that is looked at, with its line; None before any."""
        return self._cursor.current()

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings: a row per year."""
        return trend_drawing.lines(self._figure)

    def spot(self, point: TrendPoint) -> QPointF:
        """Where a point is painted. The plot must be there."""
        return self._drawing().spot(point)

    def sizeHint(self) -> QSize:
        return QSize(480, theme.px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, theme.px(140))

    # --- the plot --------------------------------------------------------------------------------------------

    def _make_plot(self) -> Plot:
        module = late.plots()
        scales = {
            "left": module.Scale("left", _value_words, _VALUE_STEPS, 24),
            "bottom": module.Scale("bottom", lambda year: str(round(year)), (1, 2, 5, 10), 44),
        }
        made: Plot = module.Plot(self, scales, moves_x=True, moves_y=True)
        return made

    def _fit(self) -> None:
        if self._plot is None:
            return
        font = theme.font("caption")
        left, bottom = paint.width_of("100,0", font) + 10, paint.height_of(font) + 10
        self._plot.set_margins(left, 6, 8, bottom)
        field = self._plot.field()
        frame = trend_drawing.whole_frame(self._figure, field, self.width())
        low, high = frame.values
        self._plot.set_whole(
            frame.years, (low, high), (min(1.2, frame.years[1] - frame.years[0]), min(2, high - low))
        )

    def _drawing(self) -> TrendDrawing:
        if self._plot is None:
            raise RuntimeError("the plot is not there yet")
        years, values = self._plot.seen()
        frame = Frame(self._plot.field(), years, values, self.width())
        named: set[str] | None = None
        if len(self._figure.lines) > _FEW:
            named = {line.name for line in self._figure.lines if line.is_main}
            current = self.current()
            named |= {current[0].name} if current is not None else set()
        return TrendDrawing(self._figure, frame, named)

    def draw_field(self, painter: QPainter, field: QRectF) -> None:
        """The band above the target."""
        self._drawing().paint_band(painter)

    def draw_over(self, painter: QPainter, field: QRectF) -> None:
        """Target, changes of the sheet, lines, values; then what is looked at."""
        drawing, current = self._drawing(), self.current()
        painter.save()
        painter.setClipRect(field.adjusted(0, -2, 2, 1))
        drawing.paint_target(painter)
        drawing.paint_changes(painter)
        drawing.paint_lines(painter, current[0].name if current is not None else "")
        drawing.paint_labels(painter)
        if current is not None and field.contains(drawing.spot(current[1])):
            spot = drawing.spot(current[1])
            painter.setPen(QPen(theme.color("control"), 1))
            painter.drawLine(QPointF(spot.x(), field.top()), QPointF(spot.x(), field.bottom()))
            drawing.paint_ring(painter, current[1])
            painter.setClipping(False)
            self.draw_readout(painter, spot, point_words(*current))
        painter.restore()
        self.draw_ring(painter)

    # --- moving ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        there = self._cursor.pressed(event)
        if there is None:
            super().keyPressEvent(event)
            return
        self._rings = True
        self._look_at(there.at)

    def _centre(self) -> QPointF | None:
        current = self.current()
        return self._drawing().spot(current[1]) if current is not None else None

    def _on_hovered(self, spot: QPointF) -> None:
        found = self._drawing().point_at(spot, _NEAR) if spot.x() >= 0 else None
        if found is None:
            if not self.hasFocus():
                self._look_at(None)
            return
        self._look_at((found[0].name, found[1].year))

    def _on_pressed(self, spot: QPointF) -> None:
        self._rings = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._on_hovered(spot)

    def _on_doubled(self, spot: QPointF) -> None:
        self.show_all()

    def _look_at(self, at: tuple[str, int] | None) -> None:
        if at != self._cursor.at:
            self._cursor = TrendCursor(self._figure, at)
            self._tell()
            self.refresh_plot()

    def _tell(self) -> None:
        self.setAccessibleDescription(self._cursor.said())


def _value_words(value: float) -> str:
    return text.number(round(value, 1), 0 if float(value).is_integer() else 1)
