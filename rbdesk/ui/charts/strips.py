"""Sebaran: one strip of dots per area, all on one scale, with the median marked; an office is followed across them.

The scale can be enlarged until dots that lie on each other stand apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint as ScreenPoint
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, Strip, StripDot, Strips
from rbdesk.ui import paint, theme
from rbdesk.ui.charts import late
from rbdesk.ui.charts.axes import AxisChart

if TYPE_CHECKING:
    from rbdesk.ui.charts.plot import Plot

_RADIUS, _REACH = 4.5, 9.0
_LOWEST, _HIGHEST = 36, 54  # of a strip, at 100 % text
_PAD = 8
_STEPS = (0.5, 1, 2, 5, 10, 20)
_LEAST_SEEN = 4.0  # per cent points


class DotStrips(AxisChart):
    """One tab stop: ↑ ↓ between areas, ← → between the dots of an area; + − 0 enlarge the scale and show all of it.

    Signals: `picked(code)` the person moved to an office, by click or arrow · `opened(code, area)` Enter or double
    click on a dot · `number_clicked(code, area)` a click on the dot that is current already · `menu_asked(code,
    QPoint)` its context menu, at a place on the screen.
    """

    picked = Signal(str)
    opened = Signal(str, str)
    number_clicked = Signal(str, str)
    menu_asked = Signal(str, ScreenPoint)

    def __init__(self, *, name: str = "Sebaran per area", parent: QWidget | None = None) -> None:
        super().__init__(name, "sebaran", parent)
        self._figure = Strips(())
        self._bands: tuple[tuple[str, text.Number], ...] = ()
        self._spots: dict[tuple[int, int], QPointF] = {}
        self._at = (0, -1)  # strip and dot
        self._office = ""
        self._near_mouse: tuple[int, int] | None = None

    def set_figure(self, figure: Strips, bands: Sequence[tuple[str, text.Number]] = ()) -> None:
        """Show these strips; `bands` are letters and exclusive lower limits of the categories behind the dots."""
        is_other, self._figure = figure != self._figure, figure
        self._bands = tuple(sorted(bands, key=lambda band: float(band[1])))
        self._at = (min(self._at[0], max(len(figure.strips) - 1, 0)), -1)
        self._near_mouse = None
        self._find_office()
        self._tell()
        self.updateGeometry()
        self.refit(anew=is_other)

    def figure(self) -> Strips:
        """What is shown."""
        return self._figure

    def whole(self) -> DotStrips:
        """The same strips in their natural size, to be drawn."""
        made = DotStrips(name=self._name)
        made.set_figure(self._figure, self._bands)
        made.set_selected(self._office)
        made.resize(theme.px(680), len(self._figure.strips) * theme.px(48) + self._head() + 4)
        made.build()
        return made

    def selected(self) -> str:
        """The code of the office that is followed, "" for none."""
        return self._office

    def set_selected(self, code: str) -> None:
        """Follow an office; says nothing."""
        if code != self._office:
            self._office = code
            self._find_office()
            self._tell()
            self.refresh_plot()

    def current_area(self) -> str:
        """The code of the current strip's area, "" for the whole sheet or nothing."""
        return self._figure.strips[self._at[0]].code if self._figure.strips else ""

    def spot_of(self, strip: int, dot: int) -> QPointF:
        """Where a dot is painted in the widget. Raises KeyError: there is none, or no plot yet."""
        return self._spots[strip, dot]

    def lines(self) -> list[list[str]]:
        """The strips as a table with headings: an office in each row, an area in each column, the median last."""
        strips = self._figure.strips
        offices = {dot.code: dot.name for strip in strips for dot in strip.dots}
        by_code = [{dot.code: dot for dot in strip.dots} for strip in strips]
        lines = [["Kecamatan", *(strip.name for strip in strips)]]
        for code, name in offices.items():
            found = [dots.get(code) for dots in by_code]
            lines.append([name, *(self._words(dot.value) if dot else "" for dot in found)])
        lines += [[name, words, *[""] * (len(strips) - 1)] for name, words in self._figure.missing]
        lines.append(["Median", *("" if one.middle is None else self._words(one.middle) for one in strips)])
        return lines

    def sizeHint(self) -> QSize:
        return QSize(theme.px(680), len(self._figure.strips) * theme.px(40) + self._head())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(430), len(self._figure.strips) * theme.px(_LOWEST) + self._head() + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        dot = self._dot()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        self._rings = True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move_strip(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_dot(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move_dot(-len(self._spots) if key == Qt.Key.Key_Home else len(self._spots))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and dot is not None:
            self.opened.emit(dot.code, self.current_area())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        found = self._at if is_key else self._near(QPointF(event.pos()))
        if found is not None and found in self._spots:
            self._go(found)
            self.menu_asked.emit(self._office, self.mapToGlobal(self._spots[found].toPoint()))
        else:
            super().contextMenuEvent(event)

    def _on_pressed(self, spot: QPointF) -> None:
        self._rings = False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self._near(spot)
        if found is None:
            return
        was_here = found == self._at
        self._go(found)
        dot = self._dot()
        if was_here and dot is not None:
            self.number_clicked.emit(dot.code, self.current_area())

    def _on_doubled(self, spot: QPointF) -> None:
        found = self._near(spot)
        if found is None:
            self.show_all()
            return
        self._go(found)
        self.opened.emit(self._office, self.current_area())

    def _on_hovered(self, spot: QPointF) -> None:
        found = self._near(spot) if spot.x() >= 0 else None
        if self._plot is not None:
            over = Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor
            self._plot.viewport().setCursor(over)
        if found != self._near_mouse:
            self._near_mouse = found
            self.refresh_plot()

    def _on_moved(self) -> None:
        self._place()

    def _centre(self) -> QPointF | None:
        return self._spots.get(self._at)

    # --- the plot ------------------------------------------------------------------------------------------

    def _make_plot(self) -> Plot:
        module = late.plots()
        scale = module.Scale("top", self._scale_words, _STEPS, 34)
        made: Plot = module.Plot(self, {"top": scale}, moves_x=True, moves_y=False)
        return made

    def _fit(self) -> None:
        if self._plot is None:
            return
        low, high = self._figure.window()
        self._plot.set_margins(self._left(), self._head(), self.width() - self._right(), 4)
        self._plot.set_whole((low, high), (0, 1), (_LEAST_SEEN, 1))
        self._place()

    def _has_content(self) -> bool:
        return bool(self._figure.strips)

    def _scale_words(self, value: float) -> str:
        places = 0 if float(value).is_integer() else 1
        return (
            text.signed(value, places) if self._figure.measure == DIFFERENCE else text.number(value, places)
        )

    def draw_field(self, painter: QPainter, field: QRectF) -> None:
        """The categories behind all strips."""
        for at, (band, _) in enumerate(self._bands):
            left, right = self._band_ends(at, field)
            if right > left:
                painter.fillRect(
                    QRectF(left, field.top(), right - left, field.height()), theme.band_tint(band)
                )

    def draw_over(self, painter: QPainter, field: QRectF) -> None:
        """Names, letters and medians beside the field; lines and dots on it; then what is pointed at."""
        self._paint_heads(painter, field)
        painter.save()
        painter.setClipRect(QRectF(field.left() - 6, field.top() - 4, field.width() + 12, field.height() + 4))
        if self._figure.measure == DIFFERENCE:
            self._paint_line(painter, field, 0, theme.color("text"), dashed=False)
        elif self._figure.target is not None:
            self._paint_line(painter, field, float(self._figure.target), theme.band_on_tint("B"), dashed=True)
        for at, strip in enumerate(self._figure.strips):
            self._paint_strip(painter, at, strip)
        painter.restore()
        for at, strip in enumerate(self._figure.strips):
            self._paint_names(painter, at, strip)
        self._paint_pointed(painter, field)
        self.draw_ring(painter)

    # --- painting ------------------------------------------------------------------------------------------

    def _band_ends(self, at: int, field: QRectF) -> tuple[float, float]:
        """Where a category begins and ends in the field."""
        above = float(self._bands[at][1])
        end = float(self._bands[at + 1][1]) if at + 1 < len(self._bands) else 100.0
        return max(self._x(above), field.left()), min(self._x(end), field.right())

    def _paint_heads(self, painter: QPainter, field: QRectF) -> None:
        """The letters over the scale, and what the numbers at the right are."""
        font = theme.font("chip")
        for at, (band, _) in enumerate(self._bands):
            left, right = self._band_ends(at, field)
            if right - left > paint.width_of(band, font):
                area = QRectF(left, 0, right - left, paint.height_of(font))
                paint.text(painter, area, band, font, theme.band_on_tint(band), paint.CENTRE)
        caption = theme.font("caption")
        height = paint.height_of(caption)
        head = QRectF(
            field.right() + 4, field.top() - height - 3, self.width() - field.right() - 4 - _PAD, height
        )
        paint.text(painter, head, "median", caption, theme.color("text3"), paint.RIGHT)

    def _paint_line(
        self, painter: QPainter, field: QRectF, value: float, ink: QColor, *, dashed: bool
    ) -> None:
        pen = QPen(ink, 1.5)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        x = self._x(value)
        if field.left() - 1 <= x <= field.right() + 1:
            painter.drawLine(QPointF(x, field.top() - 3), QPointF(x, field.bottom()))

    def _paint_names(self, painter: QPainter, at: int, strip: Strip) -> None:
        """The area's name at the left and its median at the right, or that it has none."""
        area = self._row(at)
        is_current = at == self._at[0] and self.hasFocus()
        name = QRectF(_PAD, area.top(), area.left() - _PAD - 10, area.height())
        font = theme.font("strong" if is_current else "body")
        paint.text(painter, name, strip.name, font, theme.color("text"))
        if strip.middle is None:
            ink = theme.color("text2")
            paint.text(painter, area, "belum ada nilai", theme.font("caption"), ink, paint.CENTRE)
            return
        words = QRectF(area.right() + 6, area.top(), self.width() - area.right() - 6 - _PAD, area.height())
        font = theme.font("strong", tabular=True)
        paint.text(painter, words, self._words(strip.middle), font, theme.color("text"), paint.RIGHT)

    def _paint_strip(self, painter: QPainter, at: int, strip: Strip) -> None:
        area = self._row(at)
        painter.setPen(QPen(theme.color("control"), 1))
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
        if strip.middle is not None:
            x = self._x(float(strip.middle))
            painter.fillRect(QRectF(x - 1.5, area.top() + 4, 3, area.height() - 8), theme.color("text"))
        for place, dot in enumerate(strip.dots):
            self._paint_dot(painter, self._spots[at, place], dot)

    def _paint_pointed(self, painter: QPainter, field: QRectF) -> None:
        """A ring around the current dot, and in words what the mouse or the keys point at."""
        shows_current = self.hasFocus() and self._rings
        spot = self._spots.get(self._at)
        if shows_current and spot is not None and field.left() <= spot.x() <= field.right():
            painter.setPen(QPen(theme.color("primary"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(spot, _RADIUS + 4, _RADIUS + 4)
        pointed = self._near_mouse if self._near_mouse is not None else (self._at if shows_current else None)
        spot = self._spots.get(pointed) if pointed is not None else None
        if pointed is not None and spot is not None and field.left() <= spot.x() <= field.right():
            self.draw_readout(painter, spot, self._readout(*pointed))

    def _paint_dot(self, painter: QPainter, spot: QPointF, dot: StripDot) -> None:
        is_followed = dot.code == self._office
        ink = theme.color("text" if is_followed else "series1")
        radius = _RADIUS + 1.5 if is_followed else _RADIUS
        if dot.other is not None:
            other = QPointF(self._x(float(dot.other)), spot.y())
            painter.setPen(QPen(theme.color("text" if is_followed else "series2"), 1))
            painter.drawLine(spot, other)
            painter.setBrush(theme.color("surface"))
            painter.setPen(QPen(ink, 1.25))
            painter.drawEllipse(other, radius - 1.5, radius - 1.5)
        painter.setPen(QPen(theme.color("surface"), 1) if not dot.is_open else QPen(ink, 1.5))
        painter.setBrush(theme.color("surface") if dot.is_open else ink)
        painter.drawEllipse(spot, radius, radius)

    # --- placing -------------------------------------------------------------------------------------------

    def _head(self) -> int:
        letters = paint.height_of(theme.font("chip")) if self._bands else 0
        return letters + paint.height_of(theme.font("caption")) + 6

    def _left(self) -> float:
        """Where the scale begins: after the longest name."""
        names = [paint.width_of(strip.name, theme.font("strong")) for strip in self._figure.strips]
        return _PAD + max(names, default=60) + 22

    def _right(self) -> float:
        return self.width() - _PAD - paint.width_of("median", theme.font("caption")) - 14

    def _x(self, value: float) -> float:
        if self._plot is None:
            return 0.0
        field, ((low, high), _) = self._plot.field(), self._plot.seen()
        return field.left() + (value - low) / (high - low) * field.width()

    def _row(self, at: int) -> QRectF:
        field = self._plot.field() if self._plot is not None else QRectF(self.rect())
        high = min(field.height() / max(len(self._figure.strips), 1), theme.px(_HIGHEST))
        return QRectF(field.left(), field.top() + at * high, field.width(), high)

    def _place(self) -> None:
        """Put the dots on their strips; those that would cover each other go aside, the nearest to the line first."""
        self._spots = {}
        if self._plot is None:
            return
        for at, strip in enumerate(self._figure.strips):
            area, taken = self._row(at), list[QPointF]()
            most = max(int((area.height() / 2 - _RADIUS - 1) // (_RADIUS * 1.5)), 0)
            steps = [0, *(sign * step for step in range(1, most + 1) for sign in (1, -1))]
            for place, dot in enumerate(strip.dots):
                x = self._x(float(dot.value))
                spots = [QPointF(x, area.center().y() + step * _RADIUS * 1.5) for step in steps]
                free = (spot for spot in spots if not any(_is_close(spot, other) for other in taken))
                spot = next(free, spots[place % len(spots)])
                taken.append(spot)
                self._spots[at, place] = spot

    def _near(self, spot: QPointF) -> tuple[int, int] | None:
        def away(place: tuple[int, int]) -> float:
            return (self._spots[place] - spot).manhattanLength()

        nearest = min(self._spots, key=away, default=None)
        return nearest if nearest is not None and away(nearest) <= _REACH else None

    # --- moving and telling --------------------------------------------------------------------------------

    def _dot(self) -> StripDot | None:
        strip, dot = self._at
        return self._figure.strips[strip].dots[dot] if self._at in self._spots else None

    def _find_office(self) -> None:
        """Let the dot of the followed office be the current one of its strip."""
        if not self._figure.strips:
            return
        dots = self._figure.strips[self._at[0]].dots
        found = next((at for at, dot in enumerate(dots) if dot.code == self._office), -1)
        self._at = (self._at[0], found)

    def _move_strip(self, by: int) -> None:
        strip = self._at[0] + by
        if 0 <= strip < len(self._figure.strips):
            self._at = (strip, -1)
            self._find_office()
            if self._at[1] < 0 and self._figure.strips[strip].dots:
                self._go((strip, 0))
            self._tell()
            self.refresh_plot()

    def _move_dot(self, by: int) -> None:
        if self._figure.strips and self._figure.strips[self._at[0]].dots:
            last = len(self._figure.strips[self._at[0]].dots) - 1
            self._go((self._at[0], min(max(self._at[1] + by, 0), last)))

    def _go(self, place: tuple[int, int]) -> None:
        if place == self._at:
            return
        self._at = place
        dot = self._dot()
        if dot is not None and dot.code != self._office:
            self._office = dot.code
            self.picked.emit(dot.code)
        self._tell()
        self.refresh_plot()

    def _words(self, value: text.Number) -> str:
        return text.signed(value, 1) if self._figure.measure == DIFFERENCE else text.number(value, 1)

    def _said(self, strip: int, dot: int) -> str:
        found, one = self._figure.strips[strip], self._figure.strips[strip].dots[dot]
        unit = "poin persen" if self._figure.measure == DIFFERENCE else "persen"
        other = f", mandiri {text.number(one.other, 1)}" if one.other is not None else ""
        still_open = ", belum diverifikasi" if one.is_open else ""
        return f"{one.name}, {found.name} {self._words(one.value)} {unit}{other}{still_open}"

    def _readout(self, strip: int, dot: int) -> list[str]:
        """The lines beside a dot: office, value and area, the other side."""
        found, one = self._figure.strips[strip], self._figure.strips[strip].dots[dot]
        lines = [f"{one.name} {self._words(one.value)}", found.name]
        lines += [f"mandiri {text.number(one.other, 1)}"] if one.other is not None else []
        return [*lines, "belum diverifikasi"] if one.is_open else lines

    def _tell(self) -> None:
        """Name the current dot for a screen reader, and describe the strips."""
        said = f": {self._said(*self._at)}" if self._at in self._spots else ""
        self.setAccessibleName(self._name + said)
        middles = [
            f"{one.name} {self._words(one.middle)}" for one in self._figure.strips if one.middle is not None
        ]
        self.setAccessibleDescription(f"Median: {text.listing(middles)}" if middles else "Belum ada nilai")


def _is_close(one: QPointF, other: QPointF) -> bool:
    return abs(one.x() - other.x()) < 2 * _RADIUS and abs(one.y() - other.y()) < _RADIUS * 1.4
