"""The years as lines on the home page: small, labelled directly, on a window of the scale. It stands still.

It is the first page of an office's day, so no library is imported for it; the one that moves is `trend_plot`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rbdesk import text
from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui import paint, theme
from rbdesk.ui.charts import trend_drawing
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.charts.trend_drawing import DOT, TrendCursor, TrendDrawing, role_of

_NEAR = 14


class TrendChart(QWidget):
    """Paints a `Trend`. Missing years are gaps; numbers of two sheets are never joined.

    One tab stop: ← → year by year along a line, ↑ ↓ to the line above or below.
    """

    def __init__(self, *, name: str = "Tren nilai", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Trend((), 0, 0)
        self._cursor = TrendCursor(self._figure)
        self._rings = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: Trend) -> None:
        """Show these years."""
        self._figure = figure
        self._cursor = TrendCursor(figure, self._cursor.at)
        self._tell()

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings: a row per year."""
        return trend_drawing.lines(self._figure)

    def sizeHint(self) -> QSize:
        return QSize(380, theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, theme.px(130))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self._words_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        there = self._cursor.pressed(event)
        if there is None:
            super().keyPressEvent(event)
            return
        self._cursor, self._rings = there, True
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "tren", self.lines).exec(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing = self._drawing()
        self._paint_scale(painter, drawing)
        drawing.paint_band(painter)
        drawing.paint_target(painter)
        self._paint_years(painter, drawing)
        drawing.paint_changes(painter)
        drawing.paint_lines(painter)
        drawing.paint_labels(painter)
        if self.hasFocus() and self._rings:
            current = self._cursor.current()
            if current is not None:
                drawing.paint_ring(painter, current[1])
            paint.focus_ring(painter, self.rect())

    def spot(self, point: TrendPoint) -> QPointF:
        """Where a point is painted."""
        return self._drawing().spot(point)

    def label_areas(self) -> list[tuple[TrendPoint, QRectF]]:
        """Where each value is written."""
        return self._drawing().label_areas()

    def change_areas(self) -> list[tuple[QRectF, ...]]:
        """Where each change of the sheet is named."""
        return self._drawing().change_areas()

    def _drawing(self) -> TrendDrawing:
        frame = trend_drawing.whole_frame(self._figure, self._field(), self.width())
        return TrendDrawing(self._figure, frame)

    def _paint_scale(self, painter: QPainter, drawing: TrendDrawing) -> None:
        font, field = theme.font("caption"), drawing.frame.field
        height = paint.height_of(font)
        for tick in self._figure.ticks():
            y = round(drawing.frame.y(tick)) + 0.5
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            area = QRectF(0, y - height / 2, field.left() - 8, height)
            paint.text(painter, area, str(tick), font, theme.color("text3"), paint.RIGHT)

    def _paint_years(self, painter: QPainter, drawing: TrendDrawing) -> None:
        font, field = theme.font("caption"), drawing.frame.field
        painter.setPen(QPen(theme.color("grid"), 1))
        foot = field.bottom() + 0.5
        painter.drawLine(QPointF(field.left(), foot), QPointF(field.right(), foot))
        for year in range(self._figure.first, self._figure.last + 1):
            area = QRectF(drawing.frame.x(year) - 30, field.bottom() + 6, 60, paint.height_of(font))
            paint.text(painter, area, str(year), font, theme.color("text3"), paint.CENTRE)

    def _field(self) -> QRectF:
        font = theme.font("caption")
        left = paint.width_of("100", font) + 10
        bottom = paint.height_of(font) + 8
        return QRectF(left, 6, max(self.width() - left - 6, 10), max(self.height() - bottom - 8, 10))

    def _words_at(self, place: QPointF) -> str:
        found = self._drawing().point_at(place, _NEAR)
        return " · ".join(trend_drawing.point_words(*found)) if found is not None else ""

    def _tell(self) -> None:
        self.setAccessibleDescription(self._cursor.said())
        self.update()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class TrendLegend(QWidget):
    """The names of the two lines, for the head of a card."""

    def __init__(self, figure: Trend | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[TrendLine, ...] = figure.lines if figure else ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("Indeks kabupaten dan nilai kecamatan adalah dua ukuran yang berbeda.")
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: Trend) -> None:
        """Name the lines of this figure."""
        self._lines = figure.lines
        self.setAccessibleName(text.listing([line.name for line in figure.lines]))
        self._on_theme_changed()

    def sizeHint(self) -> QSize:
        font = theme.font("caption")
        width = sum(paint.width_of(line.name, font) + 22 + 14 for line in self._lines)
        return QSize(max(width - 14, 0) + 2, paint.height_of(font) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle, font = 0.0, self.height() / 2, theme.font("caption")
        for line in self._lines:
            colour = theme.color(role_of(line))
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(left, middle), QPointF(left + 17, middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(left + 8.5, middle), DOT, DOT)
            width = paint.width_of(line.name, font) + 2
            area = QRectF(left + 22, 0, width, self.height())
            paint.text(painter, area, line.name, font, theme.color("text2"))
            left += 22 + width + 12

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
