"""The data of charts, without a painter: the window, the report and the deck draw the same figure.

Values are exact; a category travels as its letters. An office without data has no value, never zero.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rbdesk.domain.outlines import Outline, Outlines

Amount = Decimal | Fraction | int
FEW_DOTS = 5

PERCENT, DIFFERENCE = "percent", "difference"  # what the values of a figure are: per cent, or per cent points


@dataclass(frozen=True, slots=True)
class Tile:
    """One office on the tile map: place from 0, north up; status key; per cent and its category.

    `reach` is lowest and highest per cent while two laptops of the office disagree; `value` is then None.
    `is_open`: not verified yet, so hatched in that view.
    """

    code: str
    name: str
    row: int
    column: int
    status: str = ""
    value: Amount | None = None
    band: str = ""
    reach: tuple[Amount, Amount] | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Tiles:
    """Peta ubin: all offices on their grid."""

    rows: int
    columns: int
    tiles: tuple[Tile, ...]
    measure: str = PERCENT

    def tile(self, code: str) -> Tile | None:
        """The tile of an office, None if it has none."""
        return next((tile for tile in self.tiles if tile.code == code), None)

    def neighbour(self, code: str, down: int, right: int) -> Tile | None:
        """The next tile in a direction (one of `down`, `right` is 1 or -1), None at the edge.

        In the same line the nearest one, over gaps; where the line ends, the nearest of the lines beyond.
        """
        here = self.tile(code)
        if here is None:
            return None
        found = []
        for tile in self.tiles:
            ahead = (tile.row - here.row) * down + (tile.column - here.column) * right
            aside = abs((tile.column - here.column) * down) + abs((tile.row - here.row) * right)
            if ahead > 0:
                found.append(((aside > 0, aside + ahead, aside), tile))
        return min(found, key=lambda one: (one[0], one[1].row, one[1].column))[1] if found else None


@dataclass(frozen=True, slots=True)
class Shape:
    """One office on the map: its outline, per cent and category; `missing` says why it has no value."""

    outline: Outline
    name: str
    value: Amount | None = None
    band: str = ""
    is_open: bool = False
    missing: str = ""

    @property
    def code(self) -> str:
        """The office's code."""
        return self.outline.code


@dataclass(frozen=True, slots=True)
class Map:
    """Peta batas wilayah: the offices where they lie; `title` is what the values are of."""

    title: str
    shapes: tuple[Shape, ...]
    outlines: Outlines
    measure: str = PERCENT

    def shape(self, code: str) -> Shape | None:
        """The shape of an office, None if it has none."""
        return next((shape for shape in self.shapes if shape.code == code), None)

    def neighbour(self, code: str, down: int, right: int) -> Shape | None:
        """The nearest office in a direction on the ground, None at the edge."""
        found = self.outlines.neighbour(code, down, right)
        return self.shape(found.code) if found is not None else None


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A per cent value and its category; `is_open`: not verified yet, so hatched in that view.

    `sides` are the same number by the office itself and verified, None where there is none.
    """

    value: Amount
    band: str
    is_open: bool = False
    sides: tuple[Amount | None, Amount | None] = (None, None)


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """One area: code, whole name, and the short name for the head ("Tata Laksana")."""

    code: str
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One office: a cell per column, the total, the change against last year in points, or why it is missing.

    `place` is its order on the tile map, north to south; `beside` a cell per name in `Heat.beside`. `incomparable` is
    last year's value and the regulation that measured it, where that is another one.
    """

    code: str
    name: str
    cells: tuple[HeatCell, ...] = ()
    total: HeatCell | None = None
    change: Amount | None = None
    missing: str = ""
    place: int = 0
    beside: tuple[HeatCell | None, ...] = ()
    incomparable: tuple[Amount, str] | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """Offices by areas. `average` stands on `counted` of all rows; `change` counts from `last_year`.

    `beside` names what stands beside the total: the other side's, or both where the values are differences.
    """

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    average: HeatRow | None = None
    counted: int = 0
    last_year: int | None = None
    beside: tuple[str, ...] = ()
    measure: str = PERCENT


@dataclass(frozen=True, slots=True)
class StripDot:
    """One office on a strip; `other` is the same number of the other side, joined by a thin line."""

    code: str
    name: str
    value: Amount
    other: Amount | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One area and the offices in it, the lowest first; `middle` is the median, None without a dot."""

    code: str
    name: str
    dots: tuple[StripDot, ...]
    middle: Amount | None


@dataclass(frozen=True, slots=True)
class Strips:
    """Sebaran: how the offices lie in each area, on one scale; `missing` names those without a value and why."""

    strips: tuple[Strip, ...]
    missing: tuple[tuple[str, str], ...] = ()
    target: Amount | None = 60
    measure: str = PERCENT

    def window(self, step: int = 10) -> tuple[int, int]:
        """Lowest and highest value of the axis: the values and the target, rounded outward to a step.

        Position carries the value here, not length, so the axis need not begin at zero; differences hold zero.
        """
        values = [value for strip in self.strips for dot in strip.dots for value in (dot.value, dot.other)]
        found = [float(value) for value in values if value is not None]
        found.append(float(self.target or 0) if self.measure == PERCENT else 0.0)
        low, high = math.floor(min(found) / step) * step, math.ceil(max(found) / step) * step
        high = max(high, low + 2 * step)
        return (max(low, 0), min(high, 100)) if self.measure == PERCENT else (low, high)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A value of one year, measured with the sheet `frame` ("14/2014")."""

    year: int
    value: Amount
    frame: str = ""
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One measure over the years; `is_main` is this office, the other line only compares."""

    name: str
    points: tuple[TrendPoint, ...]
    is_main: bool = False

    def pieces(self) -> tuple[tuple[TrendPoint, ...], ...]:
        """The points that may be joined: consecutive years measured with the same sheet.

        Numbers of two sheets are never drawn as one line, and a missing year is a gap.
        """
        pieces: list[list[TrendPoint]] = []
        for point in sorted(self.points, key=lambda one: one.year):
            last = pieces[-1][-1] if pieces else None
            if last is not None and point.year == last.year + 1 and point.frame == last.frame:
                pieces[-1].append(point)
            else:
                pieces.append([point])
        return tuple(tuple(piece) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Trend:
    """Measures over the years with a target (exclusive) and the letters of the category above it."""

    lines: tuple[TrendLine, ...]
    first: int
    last: int
    target: Amount | None = 60
    target_band: str = "B"

    def points(self) -> tuple[TrendPoint, ...]:
        """All points of all lines."""
        return tuple(point for line in self.lines for point in line.points)

    def frame_changes(self) -> tuple[int, ...]:
        """The years from which another sheet was used: by one line, or from one line to another that has no
        value of the same sheet before."""
        frames: dict[int, str] = {}
        for point in self.points():
            frames.setdefault(point.year, point.frame)
        found = {
            year for before, year in itertools.pairwise(sorted(frames)) if frames[before] != frames[year]
        }
        found -= {point.year for line in self.lines for piece in line.pieces() for point in piece[1:]}
        for line in self.lines:
            own = sorted(line.points, key=lambda point: point.year)
            found |= {after.year for before, after in itertools.pairwise(own) if before.frame != after.frame}
        return tuple(sorted(found))

    def window(self, step: int = 5) -> tuple[int, int]:
        """Lowest and highest value of the axis, 0..100: the values and the target with half a step of room."""
        values = [float(point.value) for point in self.points()]
        if self.target is not None:
            values.append(float(self.target))
        if not values:
            return 0, 100
        low, high = math.floor(min(values) - step / 2), math.ceil(max(values) + step / 2)
        return max(0, low), min(100, max(high, low + 2 * step))

    def ticks(self, step: int = 5) -> tuple[int, ...]:
        """The values that are written at the axis; at most six."""
        low, high = self.window()
        while (high - low) / step > 6:
            step *= 2
        return tuple(range(math.ceil(low / step) * step, high + 1, step))


@dataclass(frozen=True, slots=True)
class RadarAxis:
    """One area: per cent this year, and last year where there is one. `is_below`: not above the target."""

    code: str
    name: str
    value: Amount
    last: Amount | None = None
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class Radar:
    """Profil area: the areas around a circle in the sheet's order, 0 in the middle, 100 outside."""

    axes: tuple[RadarAxis, ...]
    year: int
    last_year: int | None = None
    target: Amount | None = 60

    def axis(self, code: str) -> RadarAxis | None:
        """The axis of an area, None if it has none."""
        return next((axis for axis in self.axes if axis.code == code), None)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its value, and `potential`, what the whole would gain if it came to the target; None: it is above.

    `potential` is in points of the whole, which has 100; it is 0 for a bar that stands exactly at the target.
    """

    code: str
    name: str
    value: Amount
    potential: Amount | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Jarak ke target: bars from 0 to 100, in the order in which they are shown; the target is exclusive."""

    bars: tuple[Bar, ...]
    target: Amount | None = 60

    def bar(self, code: str) -> Bar | None:
        """The bar of an area, None if it has none."""
        return next((bar for bar in self.bars if bar.code == code), None)


@dataclass(frozen=True, slots=True)
class Dot:
    """One office on the scale: percent, or lowest and highest percent while its laptops disagree."""

    code: str
    name: str
    value: Amount | None = None
    reach: tuple[Amount, Amount] | None = None

    @property
    def middle(self) -> Fraction:
        """Where it stands in an order."""
        if self.value is not None:
            return Fraction(self.value)
        low, high = self.reach or (0, 0)
        return (Fraction(low) + Fraction(high)) / 2


@dataclass(frozen=True, slots=True)
class DotLane:
    """One side ("self", "verified") of the offices that have a value there, the lowest first."""

    key: str
    name: str
    dots: tuple[Dot, ...]

    def dot(self, code: str) -> Dot | None:
        """The dot of an office, None if it has none in this lane."""
        return next((dot for dot in self.dots if dot.code == code), None)

    @property
    def counted(self) -> int:
        """How many offices have one value here."""
        return sum(dot.value is not None for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Category:
    """A category on the scale: letters, words, exclusive lower limit."""

    letters: str
    label: str
    above: Amount


@dataclass(frozen=True, slots=True)
class Dots:
    """Sebaran nilai: the offices on the category scale in lanes; `missing` are names and reasons of those without a dot.

    The target is exclusive.
    """

    lanes: tuple[DotLane, ...]
    categories: tuple[Category, ...]
    missing: tuple[tuple[str, str], ...] = ()
    target: Amount | None = 60

    @property
    def names_all(self) -> bool:
        """With fewer than five values every dot is named; else only the extremes are."""
        return sum(len(lane.dots) for lane in self.lanes[:1]) < FEW_DOTS

    def window(self, step: int = 5, least: int = 20) -> tuple[int, int]:
        """Lowest and highest value of the axis: the values with a step of room, rounded to steps, at least so wide.

        Position carries the value here, not length, so the axis need not begin at zero.
        """
        values = [
            float(value)
            for lane in self.lanes
            for dot in lane.dots
            for value in (dot.reach or (dot.value,))
            if value is not None
        ]
        if not values:
            return 0, 100
        low = math.floor((min(values) - step) / step) * step
        high = math.ceil((max(values) + step) / step) * step
        low, high = max(low, 0), min(high, 100)
        while high - low < least:
            is_lower_turn = (high - low) // step % 2 == 0
            low, high = (
                (low - step, high) if low > 0 and (is_lower_turn or high >= 100) else (low, high + step)
            )
        return low, high


@dataclass(frozen=True, slots=True)
class MeanRow:
    """One area over the offices: their mean percent, its letters, how many are at or below the target."""

    code: str
    name: str
    value: Amount
    letters: str
    below: int


@dataclass(frozen=True, slots=True)
class Means:
    """Rata-rata per area over `counted` `of` all offices, in the sheet's order; the target is exclusive."""

    rows: tuple[MeanRow, ...]
    counted: int = 0
    of: int = 0
    target: Amount | None = 60


@dataclass(frozen=True, slots=True)
class YearBar:
    """A published result: year, value, letters of its category, the frame that measured it, where it was published."""

    year: int
    value: Amount
    letters: str = ""
    frame: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class YearBars:
    """Results year by year as bars from 0; two frames are two measures. The target is exclusive."""

    bars: tuple[YearBar, ...]
    target: Amount | None = 60
    target_letters: str = "B"
