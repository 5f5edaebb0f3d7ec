"""Profil area: the areas around a circle, this year over last year, with a dashed ring at the target."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from rbdesk import text
from rbdesk.analysis.figures import Radar, RadarAxis
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.chosen import Choosing, Piece
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.parts.dressed import Dressed

RINGS = (20, 40, 60, 80, 100)
_WRITTEN = (20, 60, 100)
_DOT, _DIAMOND = 4.0, 6.0
_NEAR = 14
_LABEL_GAP = 9
_MOST_LINES = 2
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class RadarChart(Choosing, Dressed, QWidget):
    """The names of the areas are real buttons; the chart is one tab stop and arrows go around it.

    Signals: `chosen(code)` at a click, Enter or Space on an area; on the selected one "" to give it up again.
    """

    chosen = Signal(str)
    _is_round = True

    def __init__(self, *, name: str = "Profil area", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Radar((), 0)
        self._pieces: list[_Label] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.follow_theme()

    def set_figure(self, figure: Radar) -> None:
        """Show these areas."""
        self._figure = figure
        while len(self._pieces) > len(figure.axes):
            label = self._pieces.pop()
            label.hide()
            label.deleteLater()
        while len(self._pieces) < len(figure.axes):
            label = _Label(self)
            label.setVisible(True)
            self._pieces.append(label)
        for label, axis in zip(self._pieces, figure.axes, strict=True):
            label.show_axis(axis, figure)
        self.find_tab_stop()
        self.setAccessibleDescription(sentence(figure))
        self.dress()

    def figure(self) -> Radar:
        """What is shown."""
        return self._figure

    def labels(self) -> list[QAbstractButton]:
        """The names with their values as buttons, in the order of the areas."""
        return list(self._pieces)

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings."""
        figure = self._figure
        heads = ["Area", str(figure.year)]
        if figure.last_year is not None:
            heads.append(str(figure.last_year))
        lines = [[*heads, "Target"]]
        target = "" if figure.target is None else f">{text.number(figure.target, 0)}"
        for axis in figure.axes:
            last = (
                [] if figure.last_year is None else ["" if axis.last is None else text.number(axis.last, 1)]
            )
            lines.append([axis.name, text.number(axis.value, 1), *last, target])
        return lines

    def spot(self, at: int, value: text.Number) -> QPointF:
        """Where a value of an axis is painted."""
        angle = self._angle(at)
        away = self._radius * min(max(float(value), 0.0), 100.0) / 100
        return self._middle + QPointF(math.sin(angle) * away, -math.cos(angle) * away)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(440), theme.px(236))  # it grows into what room there is

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(344), theme.px(236))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

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
        picture_menu(self, "profil-area", self.lines).exec(event.globalPos())

    def dress(self) -> None:
        self._place()
        super().dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._figure.axes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        self._paint_areas(painter)
        self._paint_target(painter)
        self._paint_rings_words(painter)
        self._paint_points(painter)

    def _paint_grid(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_contrast = theme.is_high_contrast()  # then the grid has the colour of the lines
        style = Qt.PenStyle.DotLine if is_contrast else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color("grid"), 1, style))
        for ring in RINGS:
            if not (is_contrast and ring == self._figure.target):
                painter.drawPolygon(self._ring(ring))
        for at in range(len(self._figure.axes)):
            painter.drawLine(self._middle, self.spot(at, 100))

    def _paint_rings_words(self, painter: QPainter) -> None:
        font = theme.font("caption")
        for ring in _WRITTEN:
            spot = self.spot(0, ring)
            width, height = paint.width_of(str(ring), font) + 2, paint.height_of(font)
            area = QRectF(
                spot.x() + 4, spot.y() - height / 2 + (4 if ring == RINGS[-1] else 0), width, height
            )
            paint.text(painter, area, str(ring), font, theme.color("text3"))

    def _paint_areas(self, painter: QPainter) -> None:
        axes = self._figure.axes
        blue = theme.color("series1")
        fill = QColor(blue)
        fill.setAlphaF(0.0 if theme.is_high_contrast() else 0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(self._polygon([axis.value for axis in axes]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._figure.last_year is not None and all(axis.last is not None for axis in axes):
            painter.setPen(QPen(theme.color("series2"), 2))
            painter.drawPolygon(self._polygon([axis.last or 0 for axis in axes]))
        painter.setPen(QPen(blue, 2))
        painter.drawPolygon(self._polygon([axis.value for axis in axes]))

    def _paint_target(self, painter: QPainter) -> None:
        if self._figure.target is None:
            return
        pen = QPen(theme.band_on_tint("B"), 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(self._ring(self._figure.target))

    def _paint_points(self, painter: QPainter) -> None:
        for at, axis in enumerate(self._figure.axes):
            spot = self.spot(at, axis.value)
            painter.setPen(QPen(theme.color("surface"), 1.5))
            if axis.is_below:
                painter.setBrush(theme.color("below"))
                painter.drawPolygon(_diamond(spot, _DIAMOND))
            else:
                painter.setBrush(theme.color("series1"))
                painter.drawEllipse(spot, _DOT, _DOT)
            if axis.code and (axis.code == self._selected or self._pieces[at].hasFocus()):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("text"), 2))
                painter.drawEllipse(spot, _DIAMOND + 4, _DIAMOND + 4)

    def _polygon(self, values: Sequence[text.Number]) -> QPolygonF:
        return QPolygonF([self.spot(at, value) for at, value in enumerate(values)])

    def _ring(self, value: text.Number) -> QPolygonF:
        return self._polygon([value] * len(self._figure.axes))

    def _angle(self, at: int) -> float:
        """Clockwise from the top, in radians."""
        return 2 * math.pi * at / max(len(self._figure.axes), 1)

    def _place(self) -> None:
        """The names around the circle; the circle takes the room that they leave."""
        self._middle = QPointF(self.width() / 2, self.height() / 2)
        self._radius = 10.0
        if not self._pieces:
            return
        sizes = [label.fitted(self._is_upright(at)) for at, label in enumerate(self._pieces)]
        rooms = []
        for at, size in enumerate(sizes):
            across, up = abs(math.sin(self._angle(at))), abs(math.cos(self._angle(at)))
            if self._is_upright(at):
                rooms.append((self.height() / 2 - size.height() - _LABEL_GAP) / up)
                continue
            rooms.append((self.width() / 2 - size.width() - _LABEL_GAP) / across - 1)
            if up > 0.05:
                rooms.append((self.height() / 2 - size.height() / 2) / up)
        self._radius = max(min(rooms), 10.0)
        for at, (label, size) in enumerate(zip(self._pieces, sizes, strict=True)):
            across = math.sin(self._angle(at))
            end = self.spot(at, 100)
            if self._is_upright(at):
                left = end.x() - size.width() / 2
                top = end.y() - size.height() - 3 if math.cos(self._angle(at)) > 0 else end.y() + 3
            else:
                left = end.x() + _LABEL_GAP if across > 0 else end.x() - _LABEL_GAP - size.width()
                top = end.y() - size.height() / 2
            left = min(max(left, 0.0), self.width() - size.width())
            top = min(max(top, 0.0), self.height() - size.height())
            label.setGeometry(round(left), round(top), size.width(), size.height())

    def _is_upright(self, at: int) -> bool:
        """Whether an axis points straight up or down: its name stands over or under it, on one line."""
        return abs(math.sin(self._angle(at))) < 0.05

    def _words_at(self, place: QPointF) -> str:
        for at, axis in enumerate(self._figure.axes):
            away = self.spot(at, axis.value) - place
            if abs(away.x()) + abs(away.y()) <= _NEAR:
                return axis_sentence(axis, self._figure)
        return ""


class _Label(Piece):
    """The name and value of an area: real for keyboard and screen readers, drawn by us."""

    step_keys = _STEPS
    chart: RadarChart

    def __init__(self, parent: RadarChart) -> None:
        self._figure = Radar((), 0)
        self._is_upright = False
        self._lines: list[str] = []
        self.axis = RadarAxis("", "", 0)
        super().__init__(parent)

    def code(self) -> str:
        return self.axis.code

    def said(self) -> str:
        return axis_sentence(self.axis, self._figure)

    def show_axis(self, axis: RadarAxis, figure: Radar) -> None:
        self.axis, self._figure = axis, figure
        self.tell()

    def fitted(self, is_upright: bool) -> QSize:
        """The size it needs: on one line over or under the circle, else name over value."""
        self._is_upright = is_upright
        name, value = theme.font("caption"), theme.font("caption_strong", tabular=True)
        number = paint.width_of(text.number(self.axis.value, 1), value)
        if is_upright:
            self._lines = [self.axis.name]
            width = paint.width_of(self.axis.name, name) + 6 + number
            return QSize(width + 8, max(paint.height_of(value) + 4, 24))
        longest = max(self.axis.name.split(), key=lambda word: paint.width_of(word, name), default="")
        width = max(paint.width_of(longest, name), number) + 2
        self._lines = paint.wrapped(self.axis.name, name, width, _MOST_LINES)
        height = len(self._lines) * paint.height_of(name) + paint.height_of(value)
        return QSize(width + 8, height + 2)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.chart.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_selected = self.is_selected()
        if is_selected or self.underMouse():
            ground = theme.color("selected" if is_selected else "hover")
            edge = theme.color("primary") if theme.is_high_contrast() and is_selected else None
            paint.box(painter, self.rect(), paint.Look(ground, ground, edge), 4)
        name, strong = theme.font("caption"), theme.font("caption_strong", tabular=True)
        value = text.number(self.axis.value, 1)
        ink = theme.band_on_tint("C") if self.axis.is_below else theme.color("text")
        room = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        if self._is_upright:
            paint.text(painter, room, value, strong, ink, paint.RIGHT)
            room.setRight(room.right() - paint.width_of(value, strong) - 5)
            paint.text(painter, room, self._lines[0], name, theme.color("text2"))
        else:
            self._paint_under_each_other(painter, room, value, ink)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), 4)

    def _paint_under_each_other(self, painter: QPainter, room: QRectF, value: str, ink: QColor) -> None:
        name, strong = theme.font("caption"), theme.font("caption_strong", tabular=True)
        is_right = self.geometry().center().x() > self.chart.width() / 2
        align = paint.LEFT if is_right else paint.RIGHT
        top, high = room.top() + 1, paint.height_of(name)
        for line in self._lines:
            area = QRectF(room.left(), top, room.width(), high)
            paint.text(painter, area, line, name, theme.color("text2"), align)
            top += high
        area = QRectF(room.left(), top, room.width(), paint.height_of(strong))
        paint.text(painter, area, value, strong, ink, align)


class RadarLegend(Dressed, QWidget):
    """What the lines are, for the head of a card: this year, last year, the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_figure(self, figure: Radar) -> None:
        """Name the lines of this figure."""
        items = [("now", str(figure.year))]
        if figure.last_year is not None:
            items.append(("last", str(figure.last_year)))
        if figure.target is not None:
            items.append(("target", f"target {text.number(figure.target, 0)}"))
        self._items = tuple(items)
        self.setAccessibleName(text.listing([words for _, words in items]))
        self.dress()

    def sizeHint(self) -> QSize:
        font = theme.font("caption")
        width = sum(paint.width_of(words, font) + 22 + 14 for _, words in self._items)
        return QSize(max(width - 14, 0) + 2, paint.height_of(font) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle, font = 0.0, self.height() / 2, theme.font("caption")
        for kind, words in self._items:
            colours = {"now": theme.color("series1"), "last": theme.color("series2")}
            colour = colours.get(kind, theme.band_on_tint("B"))
            pen = QPen(colour, 2)
            if kind == "target":
                pen.setDashPattern([2, 1.5])
            painter.setPen(pen)
            painter.drawLine(QPointF(left, middle), QPointF(left + 17, middle))
            if kind == "now":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(QPointF(left + 8.5, middle), _DOT - 0.5, _DOT - 0.5)
            width = paint.width_of(words, font) + 2
            paint.text(painter, QRectF(left + 22, 0, width, self.height()), words, font, theme.color("text2"))
            left += 22 + width + 12


def axis_sentence(axis: RadarAxis, figure: Radar) -> str:
    """One area in words."""
    said = f"{axis.name} {text.number(axis.value, 1)} persen"
    if axis.last is not None and figure.last_year is not None:
        said += f", {figure.last_year} {text.number(axis.last, 1)}"
    if figure.target is None:
        return said
    side = "tidak di atas" if axis.is_below else "di atas"
    return f"{said}, {side} target {text.number(figure.target, 0)}"


def sentence(figure: Radar) -> str:
    """The figure in words: what is below the target, then every area with its value."""
    below = [axis.name for axis in figure.axes if axis.is_below]
    parts = [f"{axis.name} {text.number(axis.value, 1)}" for axis in figure.axes]
    said = f"{figure.year}: {', '.join(parts)}" if parts else ""
    if figure.target is None or not parts:
        return said
    target = text.number(figure.target, 0)
    reach = (
        f"Belum melewati target {target}: {text.listing(below)}"
        if below
        else f"Semua di atas target {target}"
    )
    return f"{reach}. {said}"


def _diamond(middle: QPointF, half: float) -> QPolygonF:
    steps = ((0, -half), (half, 0), (0, half), (-half, 0))
    return QPolygonF([middle + QPointF(right, down) for right, down in steps])
