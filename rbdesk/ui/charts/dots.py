"""Sebaran nilai: each office a dot on the category scale, its own value above, the verified one below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rbdesk import text
from rbdesk.analysis.figures import Category, Dot, Dots
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.dot_places import (
    RADIUS,
    DotPlaces,
    Placed,
    Written,
    lane_lines,
    lane_words,
    value_words,
)
from rbdesk.ui.charts.picture import picture_menu

_REACH = 9.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}


class DotChart(QWidget):
    """One tab stop: ← → between the offices of a lane, ↑ ↓ between lanes.

    Signals: `picked(code)` the person moved to an office · `opened(code)` Enter or a double click on it ·
    `asked(code, lane)` why its value is so · `menu_asked(code, lane, QPoint)` its context menu, on the screen.
    """

    picked = Signal(str)
    opened = Signal(str)
    asked = Signal(str, str)
    menu_asked = Signal(str, str, QPoint)

    def __init__(self, *, name: str = "Sebaran nilai", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._figure = Dots((), ())
        self._places = DotPlaces(self._figure, 1, 1)
        self._at: tuple[int, str] = (0, "")  # lane and office
        self._rings = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: Dots) -> None:
        """Show these offices; the one that is pointed at stays if it is there."""
        self._figure = figure
        if self.current() is None:
            self._at = (0, "")
        self._place()
        self._tell()
        self.update()

    def figure(self) -> Dots:
        """What is shown."""
        return self._figure

    def current(self) -> Dot | None:
        """The dot that is pointed at, None before any."""
        lane, code = self._at
        return self._figure.lanes[lane].dot(code) if lane < len(self._figure.lanes) else None

    def current_lane(self) -> str:
        """The lane of the dot that is pointed at."""
        return self._figure.lanes[self._at[0]].key if self.current() is not None else ""

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings: a row per office, the highest own value first, then who has none."""
        lanes = self._figure.lanes
        heads = ["Kecamatan", *(lane.name for lane in lanes), "Setara", "Catatan"]
        names = {dot.code: dot.name for lane in lanes for dot in lane.dots}
        first = {dot.code: dot.middle for dot in lanes[0].dots} if lanes else {}
        found = []
        for code in sorted(names, key=lambda one: (-first.get(one, -1), names[one])):
            dots = [lane.dot(code) for lane in lanes]
            values = ["" if dot is None else value_words(dot) for dot in dots]
            last = next((dot for dot in reversed(dots) if dot is not None and dot.value is not None), None)
            letters = "" if last is None else self._letters(last)
            note = "dua versi" if dots and dots[0] is not None and dots[0].reach else ""
            found.append([names[code], *values, letters, note])
        empty = [""] * len(lanes)
        return [heads, *found, *([name, *empty, "", reason] for name, reason in self._figure.missing)]

    def spot(self, lane: str, code: str) -> QPointF | None:
        """Where the dot of an office is painted, None if it has none."""
        for one in self._places.placed:
            if one.dot.code == code and self._figure.lanes[one.lane].key == lane:
                return one.spot
        return None

    def written(self) -> tuple[Written, ...]:
        """What is written beside which dot: the extremes, or all where there are few."""
        return self._places.written

    def sizeHint(self) -> QSize:
        return QSize(600, theme.px(174))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, theme.px(160))

    # --- events -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        if self.current() is None:
            self._go_to(self._first())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, dot = Qt.Key(event.key()), self.current()
        self._rings = True
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._change_lane(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and dot is not None:
            self.opened.emit(dot.code)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._rings = False
        found = self._places.nearest(event.position(), _REACH)
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            if (found.lane, found.dot.code) == self._at:
                self.asked.emit(found.dot.code, self.current_lane())
            self._go_to((found.lane, found.dot.code))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        dot = self.current()
        if dot is not None and self._places.nearest(event.position(), _REACH) is not None:
            self.opened.emit(dot.code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_on = self._places.nearest(event.position(), _REACH) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_on else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        found = None if is_keyboard else self._places.nearest(QPointF(event.pos()), _REACH)
        if found is not None:
            self._go_to((found.lane, found.dot.code))
        dot = self.current() if is_keyboard or found is not None else None
        if dot is not None:
            self.menu_asked.emit(dot.code, self.current_lane(), event.globalPos())
        else:
            picture_menu(self, "sebaran", self.lines).exec(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._places.nearest(QPointF(event.pos()), _REACH)
            if found is not None:
                QToolTip.showText(event.globalPos(), self._words(found.lane, found.dot), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # --- moving -------------------------------------------------------------------------------------------

    def _first(self) -> tuple[int, str]:
        for at, lane in enumerate(self._figure.lanes):
            if lane.dots:
                return (at, lane.dots[0].code)
        return (0, "")

    def _step(self, by: int) -> None:
        dot, (lane, _) = self.current(), self._at
        if dot is None:
            self._go_to(self._first())
            return
        dots = self._figure.lanes[lane].dots
        there = min(max(dots.index(dot) + by, 0), len(dots) - 1)
        self._go_to((lane, dots[there].code))

    def _change_lane(self, by: int) -> None:
        dot, there = self.current(), self._at[0] + by
        if dot is None or not 0 <= there < len(self._figure.lanes):
            return
        dots = self._figure.lanes[there].dots
        if not dots:
            return
        same = self._figure.lanes[there].dot(dot.code)
        nearest = same or min(dots, key=lambda one: abs(one.middle - dot.middle))
        self._go_to((there, nearest.code))

    def _go_to(self, at: tuple[int, str]) -> None:
        if at != self._at:
            self._at = at
            self._tell()
            if at[1]:
                self.picked.emit(at[1])
        self.update()

    def _tell(self) -> None:
        dot = self.current()
        said = sentence(self._figure)
        if dot is not None:
            said = f"{self._words(self._at[0], dot)}. {said}"
        self.setAccessibleDescription(said)

    def _words(self, lane: int, dot: Dot) -> str:
        """An office in words: "Babelan, mandiri 63,70, setara B"."""
        parts = [dot.name, f"{self._figure.lanes[lane].name.casefold()} {value_words(dot)}"]
        if dot.value is not None:
            parts.append(f"setara {self._letters(dot)}")
        else:
            parts.append("dua versi")
        return ", ".join(parts)

    def _letters(self, dot: Dot) -> str:
        above = [one.letters for one in self._figure.categories if dot.middle > one.above]
        return above[-1] if above else (self._figure.categories[0].letters if self._figure.categories else "")

    def _place(self) -> None:
        self._places = DotPlaces(self._figure, self.width(), self.height())

    # --- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._places.plot
        self._paint_categories(painter, plot)
        self._paint_lanes(painter, plot)
        self._paint_target(painter, plot)
        self._paint_axis(painter, plot)
        self._paint_links(painter)
        for one in self._places.placed:
            self._paint_dot(painter, one)
        for words in self.written():
            role = "text2" if words.dot.value is None else "text"
            paint.text(painter, words.area, words.words, theme.font("caption_strong"), theme.color(role))

    def _paint_categories(self, painter: QPainter, plot: QRectF) -> None:
        low, high = self._figure.window()
        font = theme.font("caption_strong")
        painter.save()
        painter.setClipRect(plot)
        for at, one in enumerate(self._figure.categories):
            above = float(one.above)
            limit = self._limit(at)
            left, right = max(above, low), min(limit, high)
            if left >= right:
                continue
            area = QRectF(
                self._places.x(left), plot.top(), self._places.x(right) - self._places.x(left), plot.height()
            )
            look = paint.band_tint_look(one.letters)
            painter.fillRect(area, look.fill)
            if left > low:
                painter.fillRect(
                    QRectF(area.left() - 1, plot.top(), 2, plot.height()), theme.color("surface")
                )
            words = _category_words(one, font, area.width() - 14)
            spot = QRectF(area.left() + 8, plot.top() + 4, area.width() - 10, paint.height_of(font))
            paint.text(painter, spot, words, font, look.ink)
        painter.restore()

    def _limit(self, at: int) -> float:
        after = self._figure.categories[at + 1 : at + 2]
        return float(after[0].above) if after else 100.0

    def _paint_lanes(self, painter: QPainter, plot: QRectF) -> None:
        strong, font = theme.font("strong"), theme.font("caption")
        for at, (lane, area) in enumerate(zip(self._figure.lanes, self._places.lanes, strict=True)):
            if at:
                painter.setPen(QPen(theme.color("border"), 1))
                y = round(area.top()) + 0.5
                painter.drawLine(QPointF(plot.left() + 8, y), QPointF(plot.right() - 8, y))
            first, second, lines = paint.height_of(strong), paint.height_of(font), lane_lines(lane)
            top = area.center().y() - (first + second * len(lines)) / 2
            width = plot.left() - theme.px(10)
            paint.text(painter, QRectF(0, top, width, first), lane.name, strong, theme.color("text"))
            top += first
            for line in lines:
                paint.text(painter, QRectF(0, top, width, second), line, font, theme.color("text3"))
                top += second

    def _paint_target(self, painter: QPainter, plot: QRectF) -> None:
        target = self._figure.target
        low, high = self._figure.window()
        if target is None or not low < float(target) < high:
            return
        x = round(self._places.x(target)) + 0.5
        above = [one for one in self._figure.categories if float(one.above) >= float(target)]
        ink = paint.band_tint_look(above[0].letters).ink if above else theme.color("text")
        pen = QPen(ink, 2)
        pen.setDashPattern([3, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, plot.top() - 2), QPointF(x, plot.bottom()))
        font = theme.font("caption_strong")
        words = f"target >{text.number(target, 0)}"
        width = paint.width_of(words, font) + 2
        left = min(max(x - width / 2, plot.left()), self.width() - width)
        paint.text(painter, QRectF(left, 0, width, plot.top() - 3), words, font, ink, paint.CENTRE)

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        low, high = self._figure.window()
        step = 5 if high - low <= 40 else 10
        for tick in range(low, high + 1, step):
            is_target = self._figure.target is not None and tick == self._figure.target
            font = theme.font("caption_strong" if is_target else "caption")
            ink = theme.color("text" if is_target else "text3")
            width = paint.width_of("100", font) + 4
            left = min(max(self._places.x(tick) - width / 2, plot.left() - 4), self.width() - width)
            area = QRectF(left, plot.bottom() + 4, width, paint.height_of(font))
            paint.text(painter, area, str(tick), font, ink, paint.CENTRE)

    def _paint_links(self, painter: QPainter) -> None:
        """The same office in two lanes is joined by a thin line."""
        painter.setPen(QPen(theme.color("text2"), 1))
        first = {one.dot.code: one for one in self._places.placed if one.lane == 0}
        for one in self._places.placed:
            if one.lane and one.dot.code in first:
                painter.drawLine(first[one.dot.code].spot, one.spot)

    def _paint_dot(self, painter: QPainter, one: Placed) -> None:
        blue, surface = theme.color("series1"), theme.color("surface")
        is_current = (one.lane, one.dot.code) == self._at
        if one.dot.value is None:
            area = QRectF(one.low - 3, one.spot.y() - 3.5, one.high - one.low + 6, 7)
            painter.setPen(QPen(blue, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(surface)
            painter.drawRoundedRect(area, 3.5, 3.5)
        elif one.lane == 0:
            painter.setPen(QPen(blue, 2))
            painter.setBrush(surface)
            painter.drawEllipse(one.spot, RADIUS - 0.5, RADIUS - 0.5)
        else:
            painter.setPen(QPen(surface, 1.5))
            painter.setBrush(blue)
            painter.drawEllipse(one.spot, RADIUS + 0.5, RADIUS + 0.5)
        if is_current and (self.hasFocus() or self.underMouse()):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("primary" if self._rings else "text"), 2))
            half = max((one.high - one.low) / 2, 0) + RADIUS + 4
            painter.drawRoundedRect(
                QRectF(one.spot.x() - half, one.spot.y() - RADIUS - 4, 2 * half, 2 * RADIUS + 8), 9, 9
            )
            self._paint_name(painter, one)

    def _paint_name(self, painter: QPainter, one: Placed) -> None:
        """The office that is pointed at, named over its dot unless that is written already."""
        if any(words.dot is one.dot for words in self.written()) and one.lane == 0:
            return
        font = theme.font("caption_strong")
        words = f"{one.dot.name} {value_words(one.dot)}"
        width, height = paint.width_of(words, font) + 14, paint.height_of(font) + 6
        left = min(max(one.spot.x() - width / 2, 0), self.width() - width)
        top = one.spot.y() - RADIUS - 8 - height
        if top < 0:
            top = one.spot.y() + RADIUS + 8
        area = QRectF(left, top, width, height)
        edge = theme.color("control")
        paint.box(painter, area, paint.Look(theme.color("surface"), theme.color("text"), edge), 5)
        paint.text(painter, area, words, font, theme.color("text"), paint.CENTRE)

    def _on_theme_changed(self) -> None:
        self._place()
        self.updateGeometry()
        self.update()


class DotLegend(QWidget):
    """What hollow and filled dots are, for the head of a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Lingkaran kosong: nilai mandiri. Lingkaran penuh: terverifikasi")
        theme.notifier().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        font = theme.font("caption")
        width = sum(paint.width_of(words, font) + 36 for words in ("mandiri", "terverifikasi"))
        return QSize(width - 12, paint.height_of(font) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, blue, middle, left = theme.font("caption"), theme.color("series1"), self.height() / 2, 0.0
        for words, is_filled in (("mandiri", False), ("terverifikasi", True)):
            painter.setPen(QPen(blue, 2))
            painter.setBrush(blue if is_filled else theme.color("surface"))
            painter.drawEllipse(QPointF(left + 7, middle), 5, 5)
            width = paint.width_of(words, font) + 2
            area = QRectF(left + 20, 0, width, self.height())
            paint.text(painter, area, words, font, theme.color("text2"))
            left += 20 + width + 14

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def sentence(figure: Dots) -> str:
    """The figure in words: how many in each lane, the extremes, how many above the target, who is missing."""
    said = []
    for lane in figure.lanes:
        if not lane.dots:
            said.append(f"{lane.name}: belum ada")
            continue
        low, high = lane.dots[0], lane.dots[-1]
        words = f"{lane.name}: {lane_words(lane)}"
        if len(lane.dots) > 1:
            words += f", terendah {low.name} {value_words(low)}, tertinggi {high.name} {value_words(high)}"
        else:
            words += f", {low.name} {value_words(low)}"
        if figure.target is not None:
            above = sum(dot.value is not None and dot.value > figure.target for dot in lane.dots)
            words += f", {above} di atas {text.number(figure.target, 0)}"
        said.append(words)
    if figure.missing:
        names = [f"{name} ({reason})" for name, reason in figure.missing]
        said.append(f"Belum ada nilai: {text.listing(names)}")
    return ". ".join(said)


def _category_words(one: Category, font: object, room: float) -> str:
    """Letters and words of a category where they fit, else the letters."""
    words = f"{one.letters} · {one.label}"
    return words if paint.width_of(words, font) <= room else one.letters  # type: ignore[arg-type]
