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
from rbdesk.ui.charts.trend_drawing import Frame, TrendDrawing, point_words

if TYPE_CHECKING:
    from rbdesk.ui.charts.plot import Plot

_FEW = 3  # lines whose values can all be written
_NEAR = 24.0
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}
_VALUE_STEPS = (0.5, 1, 2, 5, 10, 20, 50)


class TrendPlot(AxisChart):
    """A `Trend` whose field moves. One tab stop: ← → year by year along a line, ↑ ↓ to the line above or below.

    Missing years are gaps; numbers of two sheets are never joined. With many lines only the main one and the one
    that is looked at bear their values.
    """

    def __init__(self, *, name: str = "Tren nilai", parent: QWidget | None = None) -> None:
        super().__init__(name, "tren", parent)
        self._figure = Trend((), 0, 0)
        self._at: tuple[str, int] | None = None  # name of the line and year

    def set_figure(self, figure: Trend) -> None:
        """Show these years."""
        is_other, self._figure = figure != self._figure, figure
        if self.current() is None:
            self._at = None
        self._tell()
        self.refit(anew=is_other)

    def figure(self) -> Trend:
        """What is shown."""
        return self._figure

    def current(self) -> tuple[TrendLine, TrendPoint] | None:
        """The point that is looked at, with its line; None before any."""
        for line in self._figure.lines:
            for point in line.points:
                if (line.name, point.year) == self._at:
                    return line, point
        return None

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
            named |= {self._at[0]} if self._at is not None else set()
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
        drawing.paint_lines(painter, self._at[0] if self._at is not None and current is not None else "")
        drawing.paint_labels(painter)
        if current is not None and field.contains(drawing.spot(current[1])):
            spot = drawing.spot(current[1])
            painter.setPen(QPen(theme.color("control"), 1))
            painter.drawLine(QPointF(spot.x(), field.top()), QPointF(spot.x(), field.bottom()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawEllipse(spot, trend_drawing.DOT + 3, trend_drawing.DOT + 3)
            painter.setClipping(False)
            self.draw_readout(painter, spot, point_words(*current))
        painter.restore()
        self.draw_ring(painter)

    # --- moving ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ACROSS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._rings = True
            self._go_along(_ACROSS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._rings = True
            self._go_across(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

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

    def _first(self) -> tuple[str, int] | None:
        main = sorted(self._figure.lines, key=lambda line: not line.is_main)
        return next(((line.name, line.points[-1].year) for line in main if line.points), None)

    def _go_along(self, by: int) -> None:
        current = self.current()
        if current is None:
            self._look_at(self._first())
            return
        line, point = current
        years = sorted(one.year for one in line.points)
        there = min(max(years.index(point.year) + by, 0), len(years) - 1)
        self._look_at((line.name, years[there]))

    def _go_across(self, by: int) -> None:
        """To the next higher or lower value of the same year."""
        current = self.current()
        if current is None:
            self._look_at(self._first())
            return
        year = current[1].year
        values = [
            (one.value, line.name) for line in self._figure.lines for one in line.points if one.year == year
        ]
        order = [name for _, name in sorted(values)]
        there = min(max(order.index(current[0].name) + by, 0), len(order) - 1)
        self._look_at((order[there], year))

    def _look_at(self, at: tuple[str, int] | None) -> None:
        if at != self._at:
            self._at = at
            self._tell()
            self.refresh_plot()

    def _tell(self) -> None:
        said, current = trend_drawing.sentence(self._figure), self.current()
        if current is not None:
            said = f"{', '.join(point_words(*current))}. {said}"
        self.setAccessibleDescription(said)


def _value_words(value: float) -> str:
    return text.number(round(value, 1), 0 if float(value).is_integer() else 1)
