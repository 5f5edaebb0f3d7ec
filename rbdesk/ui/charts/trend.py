"""The years as lines: small, labelled directly, on a window of the scale."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rbdesk import text
from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.picture import picture_menu

_DOT = 3.5
_NEAR = 14
_CHANGE = ("instrumen baru,", "tidak sebanding")


class TrendChart(QWidget):
    """Paints a `Trend`. Missing years are gaps; numbers of two sheets are never joined."""

    def __init__(self, *, name: str = "Tren nilai", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Trend((), 0, 0)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: Trend) -> None:
        """Show these years."""
        self._figure = figure
        self.setAccessibleDescription(sentence(figure))
        self.update()

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings: a row per year."""
        figure = self._figure
        lines = [["Tahun", *[line.name for line in figure.lines]]]
        for year in range(figure.first, figure.last + 1):
            values = [next((one for one in line.points if one.year == year), None) for line in figure.lines]
            lines.append([str(year), *["" if one is None else text.number(one.value) for one in values]])
        return lines

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "tren", self.lines).exec(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        self._paint_ground(painter, plot)
        self._paint_years(painter, plot)
        for line in sorted(self._figure.lines, key=lambda one: one.is_main):
            self._paint_line(painter, line)
        self._paint_labels(painter)

    def spot(self, point: TrendPoint) -> QPointF:
        """Where a point is painted."""
        plot = self._plot()
        low, high = self._figure.window()
        y = plot.bottom() - plot.height() * (float(point.value) - low) / (high - low)
        return QPointF(self._x(point.year), y)

    def label_areas(self) -> list[tuple[TrendPoint, QRectF]]:
        """Where each value is written: above its point, or below where another one stands above."""
        placed: list[tuple[TrendPoint, QRectF]] = []
        words = [area for areas in self.change_areas() for area in areas]
        for line in self._figure.lines:
            for point in line.points:
                taken = [*words, *(area for _, area in placed)]
                placed.append((point, self._label_area(point, line, taken)))
        return placed

    def change_areas(self) -> list[tuple[QRectF, ...]]:
        """Where each change of the sheet is named: two lines at the foot of its dotted line."""
        plot, font = self._plot(), theme.font("caption")
        height = paint.height_of(font)
        width = max(paint.width_of(words, font) for words in _CHANGE) + 2
        found = []
        for year in self._figure.frame_changes():
            x = self._change_x(year)
            left = x + 6 if x + 6 + width <= self.width() else x - 6 - width
            top = plot.bottom() - len(_CHANGE) * height - 2
            found.append(tuple(QRectF(left, top + at * height, width, height) for at in range(len(_CHANGE))))
        return found

    def _change_x(self, year: int) -> float:
        return round((self._x(year - 1) + self._x(year)) / 2) + 0.5

    def _label_area(self, point: TrendPoint, line: TrendLine, taken: list[QRectF]) -> QRectF:
        font = theme.font("caption_strong")
        width, height = paint.width_of(text.number(point.value), font) + 2, paint.height_of(font)
        spot = self.spot(point)
        above = QRectF(spot.x() - width / 2, spot.y() - height - 4, width, height)
        below = QRectF(spot.x() - width / 2, spot.y() + 5, width, height)
        beside = QRectF(spot.x() + 9, spot.y() - height / 2, width, height)
        line_y = self._target_y()
        over = QRectF(above)
        over.moveBottom(line_y - 2)
        near = [over] if line_y - height < spot.y() < line_y + 2 * height else []
        tries = [below, beside, above, *near] if line.is_main else [above, *near, below, beside]
        bounds = QRectF(0, 0, self.width(), self._plot().bottom() + 2)
        dots = [self.spot(one) for one in self._figure.points() if one is not point]
        for area in tries:
            area.moveLeft(min(max(area.left(), 0), self.width() - width))
            is_free = not any(area.intersects(other) for other in taken)
            is_free = is_free and not any(area.contains(dot) for dot in dots)
            is_free = is_free and not area.top() < line_y < area.bottom()
            if is_free and bounds.contains(area):
                return area
        return tries[0]

    def _target_y(self) -> float:
        """The height of the target line; far above where there is none."""
        if self._figure.target is None:
            return -1000.0
        low, high = self._figure.window()
        plot = self._plot()
        return round(plot.bottom() - plot.height() * (float(self._figure.target) - low) / (high - low))

    def _paint_ground(self, painter: QPainter, plot: QRectF) -> None:
        low, high = self._figure.window()
        font = theme.font("caption")
        height = paint.height_of(font)
        for tick in self._figure.ticks():
            y = round(plot.bottom() - plot.height() * (tick - low) / (high - low)) + 0.5
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            area = QRectF(0, y - height / 2, plot.left() - 8, height)
            paint.text(painter, area, str(tick), font, theme.color("text3"), paint.RIGHT)
        target = self._figure.target
        if target is None or not self._figure.target_band:
            return
        y = self._target_y()
        band = paint.band_tint_look(self._figure.target_band)
        above = QRectF(plot.left(), plot.top(), plot.width(), y - plot.top())
        painter.fillRect(above, band.fill)
        pen = QPen(band.ink, 2)
        pen.setDashPattern([3, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        words = f"{self._figure.target_band} · target >{text.number(target, 0)}"
        font = theme.font("caption_strong")
        top = plot.top() + max(0.0, (above.height() - paint.height_of(font)) / 2)
        area = QRectF(plot.left() + 8, top, plot.width() - 16, paint.height_of(font))
        paint.text(painter, area, words, font, band.ink)

    def _paint_years(self, painter: QPainter, plot: QRectF) -> None:
        font = theme.font("caption")
        height = paint.height_of(font)
        painter.setPen(QPen(theme.color("grid"), 1))
        painter.drawLine(
            QPointF(plot.left(), plot.bottom() + 0.5), QPointF(plot.right(), plot.bottom() + 0.5)
        )
        for year in range(self._figure.first, self._figure.last + 1):
            x = self._x(year)
            area = QRectF(x - 30, plot.bottom() + 6, 60, height)
            paint.text(painter, area, str(year), font, theme.color("text3"), paint.CENTRE)
        for year, areas in zip(self._figure.frame_changes(), self.change_areas(), strict=True):
            x = self._change_x(year)
            painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            for words, area in zip(_CHANGE, areas, strict=True):
                paint.text(painter, area, words, font, theme.color("text3"))

    def _paint_line(self, painter: QPainter, line: TrendLine) -> None:
        colour = theme.color(_role(line))
        for piece in line.pieces():
            for before, after in itertools.pairwise(piece):
                is_open = before.is_provisional or after.is_provisional
                pen = QPen(colour, 2)
                if is_open:
                    pen.setDashPattern([4, 2])
                painter.setPen(pen)
                painter.drawLine(self.spot(before), self.spot(after))
        for point in line.points:
            painter.setPen(QPen(theme.color("surface"), 1.5))
            painter.setBrush(colour)
            painter.drawEllipse(self.spot(point), _DOT + 0.75, _DOT + 0.75)
            if point.is_provisional:
                painter.setPen(QPen(colour, 1.5))
                painter.setBrush(theme.color("surface"))
                painter.drawEllipse(self.spot(point), _DOT, _DOT)

    def _paint_labels(self, painter: QPainter) -> None:
        owners = {id(point): line for line in self._figure.lines for point in line.points}
        for point, area in self.label_areas():
            line = owners[id(point)]
            ink = theme.color("primary" if line.is_main else "text2")
            words = text.number(point.value)
            paint.text(painter, area, words, theme.font("caption_strong"), ink, paint.CENTRE)

    def _plot(self) -> QRectF:
        font = theme.font("caption")
        left = paint.width_of("100", font) + 10
        bottom = paint.height_of(font) + 8
        return QRectF(left, 6, max(self.width() - left - 6, 10), max(self.height() - bottom - 8, 10))

    def _x(self, year: int) -> float:
        plot = self._plot()
        years = max(self._figure.last - self._figure.first, 1)
        inset = min(36.0, plot.width() / (2 * years + 2))
        return plot.left() + inset + (plot.width() - 2 * inset) * (year - self._figure.first) / years

    def _words_at(self, place: QPointF) -> str:
        for line in self._figure.lines:
            for point in line.points:
                away = self.spot(point) - place
                if abs(away.x()) + abs(away.y()) <= _NEAR:
                    parts = [f"{point.year}: {line.name} {text.number(point.value)}"]
                    parts += [f"lembar {point.frame}"] if point.frame else []
                    parts += ["sementara"] if point.is_provisional else []
                    return " · ".join(parts)
        return ""

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
            colour = theme.color(_role(line))
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(left, middle), QPointF(left + 17, middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(left + 8.5, middle), _DOT, _DOT)
            width = paint.width_of(line.name, font) + 2
            area = QRectF(left + 22, 0, width, self.height())
            paint.text(painter, area, line.name, font, theme.color("text2"))
            left += 22 + width + 12

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def sentence(figure: Trend) -> str:
    """The figure in words: each line with its values year by year."""
    said = []
    for line in figure.lines:
        values = [f"{point.year} {text.number(point.value)}" for point in line.points]
        said.append(f"{line.name}: {', '.join(values) or 'belum ada'}")
    if figure.target is not None:
        said.append(f"Target di atas {text.number(figure.target, 0)}")
    changes = figure.frame_changes()
    if changes:
        years = text.listing([str(year) for year in changes])
        said.append(f"Instrumen baru sejak {years}: tidak sebanding dengan tahun sebelumnya")
    return ". ".join(said)


def _role(line: TrendLine) -> str:
    return "series1" if line.is_main else "series2"
