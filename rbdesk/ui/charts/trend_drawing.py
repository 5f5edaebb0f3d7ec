"""The strokes of a trend: its ground, lines, points and values. One drawing for the small chart and the one that moves."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from rbdesk import text
from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.ui import paint, theme

DOT = 3.5
_CHANGE = ("instrumen baru,", "tidak sebanding")
_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}
_ACROSS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_INSET = 36.0  # the most room beside the first and the last year, in pixels


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the field lies in a widget of this width, and which years and values its edges are."""

    field: QRectF
    years: tuple[float, float]
    values: tuple[float, float]
    width: float

    def x(self, year: float) -> float:
        """Where a year stands."""
        first, last = self.years
        return self.field.left() + self.field.width() * (year - first) / (last - first)

    def y(self, value: float) -> float:
        """How high a value stands."""
        low, high = self.values
        return self.field.bottom() - self.field.height() * (value - low) / (high - low)


def whole_frame(figure: Trend, field: QRectF, width: float) -> Frame:
    """The frame in which the whole figure is seen, with room beside its ends."""
    years = max(figure.last - figure.first, 1)
    inset = min(_INSET, field.width() / (2 * years + 2))
    room = inset * years / max(field.width() - 2 * inset, 1)
    return Frame(field, (figure.first - room, figure.first + years + room), figure.window(), width)


class TrendDrawing:
    """A figure in a frame. `named` are the names of the lines whose values are written, None for all."""

    def __init__(self, figure: Trend, frame: Frame, named: Collection[str] | None = None) -> None:
        self.figure, self.frame = figure, frame
        self._named = named

    def spot(self, point: TrendPoint) -> QPointF:
        """Where a point is painted."""
        return QPointF(self.frame.x(point.year), self.frame.y(float(point.value)))

    def point_at(self, place: QPointF, reach: float) -> tuple[TrendLine, TrendPoint] | None:
        """The nearest point that is not farther than `reach`, with its line."""
        found = []
        for line in self.figure.lines:
            for point in line.points:
                away = (self.spot(point) - place).manhattanLength()
                if away <= reach:
                    found.append((away, not line.is_main, line, point))
        return min(found, key=lambda one: one[:2])[2:] if found else None

    def label_areas(self) -> list[tuple[TrendPoint, QRectF]]:
        """Where each value is written: above its point, or below where another one stands above."""
        placed: list[tuple[TrendPoint, QRectF]] = []
        words = [area for areas in self.change_areas() for area in areas]
        for line in self._labelled():
            for point in line.points:
                taken = [*words, *(area for _, area in placed)]
                placed.append((point, self._label_area(point, line, taken)))
        return placed

    def change_areas(self) -> list[tuple[QRectF, ...]]:
        """Where each change of the sheet is named: two lines at the foot of its dotted line."""
        field, font = self.frame.field, theme.font("caption")
        height = paint.height_of(font)
        width = max(paint.width_of(words, font) for words in _CHANGE) + 2
        found = []
        for year in self.figure.frame_changes():
            x = self._change_x(year)
            left = x + 6 if x + 6 + width <= self.frame.width else x - 6 - width
            top = field.bottom() - len(_CHANGE) * height - 2
            found.append(tuple(QRectF(left, top + at * height, width, height) for at in range(len(_CHANGE))))
        return found

    def paint_band(self, painter: QPainter) -> None:
        """The category above the target, tinted."""
        field = self.frame.field
        if self.figure.target is None or not self.figure.target_band:
            return
        y = min(max(self._target_y(), field.top()), field.bottom())
        above = QRectF(field.left(), field.top(), field.width(), y - field.top())
        painter.fillRect(above, paint.band_tint_look(self.figure.target_band).fill)

    def paint_target(self, painter: QPainter) -> None:
        """The line above which the target is passed, with its words."""
        target, letters, field = self.figure.target, self.figure.target_band, self.frame.field
        y = self._target_y()
        if target is None or not letters or not field.top() <= y <= field.bottom():
            return
        ink = paint.band_tint_look(letters).ink
        pen = QPen(ink, 2)
        pen.setDashPattern([3, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
        font = theme.font("caption_strong")
        height = paint.height_of(font)
        top = field.top() + max(0.0, (y - field.top() - height) / 2)
        area = QRectF(field.left() + 8, top, field.width() - 16, height)
        paint.text(painter, area, f"{letters} · target >{text.number(target, 0)}", font, ink)

    def paint_changes(self, painter: QPainter) -> None:
        """A dotted line wherever another sheet begins, and what that means."""
        field = self.frame.field
        for year, areas in zip(self.figure.frame_changes(), self.change_areas(), strict=True):
            x = self._change_x(year)
            painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            for words, area in zip(_CHANGE, areas, strict=True):
                paint.text(painter, area, words, theme.font("caption"), theme.color("text3"))

    def paint_lines(self, painter: QPainter, strong: str = "") -> None:
        """The lines, the main one last; `strong` is the name of one that is looked at."""
        ordered = sorted(self.figure.lines, key=lambda one: (one.name == strong, one.is_main))
        for line in ordered:
            self._paint_line(painter, line, is_strong=line.name == strong)

    def paint_ring(self, painter: QPainter, point: TrendPoint) -> None:
        """The mark around the point that is looked at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawEllipse(self.spot(point), DOT + 3, DOT + 3)

    def paint_labels(self, painter: QPainter) -> None:
        """The values beside their points."""
        owners = {id(point): line for line in self.figure.lines for point in line.points}
        for point, area in self.label_areas():
            line = owners[id(point)]
            ink = theme.color("primary" if line.is_main else "text2")
            font = theme.font("caption_strong")
            if self._named is not None:  # other lines pass behind it
                painter.fillRect(area.adjusted(0, 2, 0, -2), theme.color("surface"))
            paint.text(painter, area, text.number(point.value), font, ink, paint.CENTRE)

    def _labelled(self) -> list[TrendLine]:
        return [line for line in self.figure.lines if self._named is None or line.name in self._named]

    def _change_x(self, year: int) -> float:
        return round((self.frame.x(year - 1) + self.frame.x(year)) / 2) + 0.5

    def _target_y(self) -> float:
        """The height of the target line; far above where there is none."""
        return -1000.0 if self.figure.target is None else round(self.frame.y(float(self.figure.target)))

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
        bounds = QRectF(0, 0, self.frame.width, self.frame.field.bottom() + 2)
        dots = [self.spot(one) for one in self.figure.points() if one is not point]
        for area in tries:
            area.moveLeft(min(max(area.left(), 0), self.frame.width - width))
            is_free = not any(area.intersects(other) for other in taken)
            is_free = is_free and not any(area.contains(dot) for dot in dots)
            is_free = is_free and not area.top() < line_y < area.bottom()
            if is_free and bounds.contains(area):
                return area
        return tries[0]

    def _paint_line(self, painter: QPainter, line: TrendLine, *, is_strong: bool) -> None:
        colour = theme.color("text" if is_strong and not line.is_main else role_of(line))
        thin = 1 if self._named is not None and not line.is_main else 2
        width = 3 if is_strong else thin
        for piece in line.pieces():
            for before, after in itertools.pairwise(piece):
                pen = QPen(colour, width)
                if before.is_provisional or after.is_provisional:
                    pen.setDashPattern([4, 2])
                painter.setPen(pen)
                painter.drawLine(self.spot(before), self.spot(after))
        for point in line.points:
            painter.setPen(QPen(theme.color("surface"), 1.5))
            painter.setBrush(colour)
            painter.drawEllipse(self.spot(point), DOT + 0.75, DOT + 0.75)
            if point.is_provisional:
                painter.setPen(QPen(colour, 1.5))
                painter.setBrush(theme.color("surface"))
                painter.drawEllipse(self.spot(point), DOT, DOT)


@dataclass(frozen=True, slots=True)
class TrendCursor:
    """The point of a figure that a person looks at, by the name of its line and its year; None before any."""

    figure: Trend
    at: tuple[str, int] | None = None

    def current(self) -> tuple[TrendLine, TrendPoint] | None:
        """The point with its line."""
        for line in self.figure.lines:
            for point in line.points:
                if (line.name, point.year) == self.at:
                    return line, point
        return None

    def along(self, by: int) -> TrendCursor:
        """On the same line, so many years on."""
        found = self.current()
        if found is None:
            return self._first()
        line, point = found
        years = sorted(one.year for one in line.points)
        there = min(max(years.index(point.year) + by, 0), len(years) - 1)
        return TrendCursor(self.figure, (line.name, years[there]))

    def across(self, by: int) -> TrendCursor:
        """In the same year, at the next higher (1) or lower (-1) value."""
        found = self.current()
        if found is None:
            return self._first()
        year = found[1].year
        values = [
            (one.value, line.name) for line in self.figure.lines for one in line.points if one.year == year
        ]
        names = [name for _, name in sorted(values)]
        there = min(max(names.index(found[0].name) + by, 0), len(names) - 1)
        return TrendCursor(self.figure, (names[there], year))

    def pressed(self, event: QKeyEvent) -> TrendCursor | None:
        """Where an arrow leads; None for any other key."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if key in _ALONG:
            return self.along(_ALONG[key])
        return self.across(_ACROSS[key]) if key in _ACROSS else None

    def said(self) -> str:
        """The point, then the whole figure, in words."""
        found = self.current()
        whole = sentence(self.figure)
        return whole if found is None else f"{', '.join(point_words(*found))}. {whole}"

    def _first(self) -> TrendCursor:
        """The last year of the main line."""
        for line in sorted(self.figure.lines, key=lambda line: not line.is_main):
            if line.points:
                return TrendCursor(self.figure, (line.name, line.points[-1].year))
        return TrendCursor(self.figure)


def role_of(line: TrendLine) -> str:
    """The colour role of a line."""
    return "series1" if line.is_main else "series2"


def point_words(line: TrendLine, point: TrendPoint) -> list[str]:
    """A point in words: year, line and value; its sheet; whether it is provisional."""
    parts = [f"{point.year}: {line.name} {text.number(point.value)}"]
    parts += [f"lembar {point.frame}"] if point.frame else []
    parts += ["sementara"] if point.is_provisional else []
    return parts


def lines(figure: Trend) -> list[list[str]]:
    """The figure as a table with headings: a row per year, gaps where there is no value."""
    made = [["Tahun", *[line.name for line in figure.lines]]]
    for year in range(figure.first, figure.last + 1):
        values = [next((one for one in line.points if one.year == year), None) for line in figure.lines]
        made.append([str(year), *["" if one is None else text.number(one.value) for one in values]])
    return made


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
