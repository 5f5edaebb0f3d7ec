"""Where the dots of Sebaran nilai and their names stand in a picture of some size. Paints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF

from rbdesk import text
from rbdesk.analysis.figures import Amount, Dot, DotLane, Dots
from rbdesk.ui import paint, theme

RADIUS = 5.5
_AWAY = 14.0  # between the middles of dots that stand beside each other
_LABEL_GAP = 5.0
_MOST_OFFSETS = 9


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a dot of the lane `lane` is painted; `low` and `high` are the ends of a range, else its middle."""

    lane: int
    dot: Dot
    spot: QPointF
    low: float
    high: float

    @property
    def body(self) -> QRectF:
        """What the dot or the range covers."""
        width = self.high - self.low + 2 * RADIUS
        return QRectF(self.low - RADIUS, self.spot.y() - RADIUS, width, 2 * RADIUS)

    def distance(self, place: QPointF) -> float:
        """How far a place is away, 0 on a range."""
        beside = max(self.low - place.x(), place.x() - self.high, 0.0)
        return float((beside**2 + (self.spot.y() - place.y()) ** 2) ** 0.5)


@dataclass(frozen=True, slots=True)
class Written:
    """Words beside a dot."""

    dot: Dot
    words: str
    area: QRectF


class DotPlaces:
    """A figure in a picture of `width` and `height`: `plot` the scale, `lanes` its strips, `placed` the dots."""

    def __init__(self, figure: Dots, width: float, height: float) -> None:
        self._figure = figure
        self._window = figure.window()
        self.width = width
        self.plot = self._plot(height)
        self.lanes = self._lanes()
        self.placed = self._place()
        self.written = self._write()

    def x(self, value: Amount | float) -> float:
        """Where a percentage stands on the scale."""
        low, high = self._window
        return self.plot.left() + self.plot.width() * (float(value) - low) / (high - low)

    def nearest(self, place: QPointF, within: float) -> Placed | None:
        """The dot at a place, None if none is so near."""
        found = min(self.placed, key=lambda one: one.distance(place), default=None)
        return found if found is not None and found.distance(place) <= within else None

    def _plot(self, height: float) -> QRectF:
        font, strong = theme.font("caption"), theme.font("strong")
        widths = [
            max(paint.width_of(lane.name, strong), *(paint.width_of(one, font) for one in lane_lines(lane)))
            for lane in self._figure.lanes
        ]
        left = max(widths, default=0) + theme.px(18)
        top = paint.height_of(theme.font("caption_strong")) + 4
        bottom = paint.height_of(font) + 8
        return QRectF(left, top, max(self.width - left - 8, 40), max(height - top - bottom, 60))

    def _lanes(self) -> tuple[QRectF, ...]:
        """The lanes under the words of the categories; the first has more room, for it has more dots."""
        plot, count = self.plot, len(self._figure.lanes)
        top = plot.top() + paint.height_of(theme.font("caption_strong")) + 8
        height = plot.bottom() - top
        if count != 2:
            return (QRectF(plot.left(), top, plot.width(), height),) * count
        first = height * 0.6
        return (
            QRectF(plot.left(), top, plot.width(), first),
            QRectF(plot.left(), top + first, plot.width(), height - first),
        )

    def _place(self) -> tuple[Placed, ...]:
        """Dots that would lie on each other step aside, up and down within their lane."""
        made: list[Placed] = []
        for at, (lane, area) in enumerate(zip(self._figure.lanes, self.lanes, strict=True)):
            offsets = _offsets(area.height() / 2 - RADIUS - 2)
            taken: list[tuple[float, float, float]] = []
            for dot in lane.dots:
                ends = dot.reach or (dot.middle, dot.middle)
                low, high = self.x(ends[0]), self.x(ends[1])
                free = (one for one in offsets if _room(taken, low, high, one) >= _AWAY - 0.5)
                finer = [(one + other) / 2 for one in offsets for other in offsets]
                offset = next(free, None)
                if offset is None:  # the lane is full here: where least is covered
                    offset = max(finer, key=partial(_room, taken, low, high))
                taken.append((low, high, offset))
                spot = QPointF((low + high) / 2, area.center().y() + offset)
                made.append(Placed(at, dot, spot, low, high))
        return tuple(made)

    def _write(self) -> tuple[Written, ...]:
        """The words of the extremes, or of all where there are few, as far as there is room."""
        made: list[Written] = []
        for one in self.placed:
            dots = self._figure.lanes[one.lane].dots
            if not self._figure.names_all and one.dot not in (dots[0], dots[-1]):
                continue
            words = value_words(one.dot) if one.lane else f"{one.dot.name} {value_words(one.dot)}"
            area = self._free_area(one, words, [other.area for other in made])
            if area is not None:
                made.append(Written(one.dot, words, area))
        return tuple(made)

    def _free_area(self, one: Placed, words: str, taken: list[QRectF]) -> QRectF | None:
        """Beside the dot where nothing else stands, outward first."""
        font = theme.font("caption_strong")
        width, height = paint.width_of(words, font) + 2, paint.height_of(font)
        reach = RADIUS + _LABEL_GAP
        x, y = one.spot.x(), one.spot.y()
        left = QRectF(one.low - reach - width, y - height / 2, width, height)
        right = QRectF(one.high + reach, y - height / 2, width, height)
        above = QRectF(x - width / 2, y - reach - height, width, height)
        below = QRectF(x - width / 2, y + reach - 2, width, height)
        dots = self._figure.lanes[one.lane].dots
        is_lowest = one.dot is dots[0] and len(dots) > 1
        bounds = QRectF(self.plot.left(), self.plot.top(), self.width - self.plot.left(), self.plot.height())
        blocked = [*taken, *(other.body for other in self.placed if other is not one)]
        for area in [left, right, above, below] if is_lowest else [right, left, above, below]:
            if bounds.contains(area) and not any(area.intersects(other) for other in blocked):
                return area
        return None


def value_words(dot: Dot) -> str:
    """The value of a dot, or its range."""
    if dot.value is not None:
        return text.number(dot.value)
    low, high = dot.reach or (0, 0)
    return f"{text.number(low)}–{text.number(high)}"


def lane_words(lane: DotLane) -> str:
    """How many offices have a value in a lane, and how many a range."""
    return ", ".join(lane_lines(lane))


def lane_lines(lane: DotLane) -> list[str]:
    """The same, a line for each."""
    ranges = len(lane.dots) - lane.counted
    return [f"{lane.counted} kecamatan", *([f"{ranges} rentang"] if ranges else [])]


def _offsets(room: float) -> list[float]:
    """How far up or down a dot may stand from the middle of its lane, nearest first."""
    found = [0.0]
    step = _AWAY
    while len(found) < _MOST_OFFSETS and step <= room:
        found += [-step, step]
        step += _AWAY
    return found


def _room(taken: list[tuple[float, float, float]], low: float, high: float, offset: float) -> float:
    """How far a dot or range would be from the nearest that is placed already."""
    found = [100.0]
    for other_low, other_high, other in taken:
        apart = max(low - other_high, other_low - high, 0.0)
        found.append((apart**2 + (offset - other) ** 2) ** 0.5)
    return min(found)
