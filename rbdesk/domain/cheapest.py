"""The cheapest choice, exactly: from each group at most one option, so that nested sums reach what is demanded.

Knows whole numbers only. Of all choices that satisfy every demand and take at most so many heavy options, the one with
the least effort; of those the most points; of those the first in reading order: at the first group where two differ,
the one that takes an option there, and the option that stands first in it.

How: demands nest, so each set within the whole is worked out first, as a table of the most points for each effort that
reaches its demand; for the sets around it the entries of that table are the options of one group. Tables of the whole
are kept small by a price: an option costs its effort less what its points are worth towards the demand of the whole (a
Lagrange multiplier, another one for heavy options). Whatever the multipliers, the cheapest prices of all groups
together are a lower bound of the effort, and an option that is dearer than its group's cheapest by more than a plan
may lose against that bound is in no plan as cheap as that. The bound is raised until a plan is found under it, which
is then proven. Good multipliers make it fast; bad ones only slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_FINE_BITS = 24  # multipliers are exact to so many bits beyond the size of the points
_HEAVY_ROUNDS = 18


@dataclass(frozen=True, slots=True)
class Choice:
    """An option: effort of at least 1, points of at least 1."""

    effort: int
    points: int
    is_heavy: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """The groups first..last (excluded) must bring at least so many points together."""

    first: int
    last: int
    least: int


Plan = tuple[int | None, ...]
Groups = Sequence[Sequence[Choice]]


class _Label(NamedTuple):
    """An end of a table: effort and heavy options taken to get there."""

    effort: int
    heavy: int


_Ends = Mapping[_Label, int]  # with the exact points
_NONE = -1
_START = _Label(0, 0)


@dataclass(slots=True)
class _Table:
    """The most points for each effort, by heavy options: a row's first effort and its points, `_NONE` for no way."""

    rows: dict[int, tuple[int, list[int]]]

    def points(self, label: _Label) -> int:
        """The points of an end, `_NONE` where there is none."""
        row = self.rows.get(label.heavy)
        if row is None:
            return _NONE
        at = label.effort - row[0]
        return row[1][at] if 0 <= at < len(row[1]) else _NONE

    def labels(self) -> Iterator[tuple[_Label, int]]:
        """All ends with their points, by rising effort and heavy options."""
        found = [
            (_Label(first + at, heavy), points)
            for heavy, (first, row) in self.rows.items()
            for at, points in enumerate(row)
            if points != _NONE
        ]
        return iter(sorted(found))


@dataclass(slots=True)
class _Set:
    """Groups that stand together and what they must bring; once worked out, its tables.

    `tables[n]` is what the members from the n-th on can bring, `ends` what all can that satisfy the demand.
    """

    first: int
    last: int
    least: int
    inner: list[_Set] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    ends: dict[_Label, int] = field(default_factory=dict)

    def members(self) -> list[int | _Set]:
        """Inner sets and the groups in none of them, in reading order."""
        found: list[int | _Set] = []
        at = self.first
        for one in self.inner:
            found += range(at, one.first)
            found.append(one)
            at = one.last
        return [*found, *range(at, self.last)]


def cheapest(groups: Groups, demands: Iterable[Demand], most_heavy: int | None = None) -> Plan | None:
    """For each group the place of the option taken, None for no option; None if no choice satisfies all.

    Options of a group stand by rising effort and points. Raises ValueError: demands that cross.
    """
    demands = tuple(demands)
    root = _nest(demands, len(groups))
    most_heavy = _binding(groups, most_heavy)
    if not _is_possible(groups, root, most_heavy):
        return None
    free = _Search(groups, root, None).run()
    if most_heavy is None or _heavy_in(groups, free) <= most_heavy:
        return free  # the first of all plans is the first of those within the limit too
    return _Search(groups, _nest(demands, len(groups)), most_heavy).run()


def most_points(groups: Groups, most_heavy: int | None = None) -> int:
    """The most points that any choice brings with at most so many heavy options."""
    limit = _binding(groups, most_heavy)
    if limit is None:
        return sum(max((option.points for option in group), default=0) for group in groups)
    light = [max((one.points for one in group if not one.is_heavy), default=0) for group in groups]
    more = [
        max(0, max((one.points for one in group), default=0) - points)
        for group, points in zip(groups, light, strict=True)
    ]
    return sum(light) + sum(sorted(more, reverse=True)[:limit])


def _binding(groups: Groups, most_heavy: int | None) -> int | None:
    """The limit, None where it forbids nothing."""
    if most_heavy is None or most_heavy >= sum(any(one.is_heavy for one in group) for group in groups):
        return None
    return most_heavy


def _heavy_in(groups: Groups, plan: Plan) -> int:
    return sum(place is not None and group[place].is_heavy for group, place in zip(groups, plan, strict=True))


def _nest(demands: Iterable[Demand], count: int) -> _Set:
    root = _Set(0, count, 0)
    for demand in sorted(demands, key=lambda one: (one.first, -one.last)):
        if demand.least <= 0:
            continue
        _put(root, _Set(demand.first, demand.last, demand.least))
    return root


def _put(outer: _Set, new: _Set) -> None:
    if (outer.first, outer.last) == (new.first, new.last):
        outer.least = max(outer.least, new.least)
    elif outer.inner and new.first < outer.inner[-1].last:
        _put(outer.inner[-1], new)
    elif new.last <= outer.last:
        outer.inner.append(new)
    else:
        raise ValueError(f"demands cross at {new.first}..{new.last}")


def _is_possible(groups: Groups, root: _Set, most_heavy: int | None) -> bool:
    """Whether any choice satisfies all: by the most points for each number of heavy options, set by set."""
    return bool(_most_by_heavy(groups, root, most_heavy))


def _most_by_heavy(groups: Groups, one: _Set, most_heavy: int | None) -> dict[int, int]:
    table = {0: 0}
    for member in one.members():
        if isinstance(member, _Set):
            options = _most_by_heavy(groups, member, most_heavy)
        else:
            options = {0: 0}
            for choice in groups[member]:
                heavy = int(choice.is_heavy and most_heavy is not None)
                options[heavy] = max(options.get(heavy, 0), choice.points)
        joined: dict[int, int] = {}
        for heavy, points in table.items():
            for more, gained in options.items():
                total = heavy + more
                if (most_heavy is None or total <= most_heavy) and joined.get(total, -1) < points + gained:
                    joined[total] = points + gained
        table = joined
    return {heavy: points for heavy, points in table.items() if points >= one.least}


class _Search:
    """One search: the inner sets, multipliers, tables under a rising bound, then the plan in reading order."""

    def __init__(self, groups: Groups, root: _Set, most_heavy: int | None) -> None:
        self._groups = groups
        self._root = root
        self._limit = most_heavy
        for one in root.inner:
            self._work_out(one)
        self._members = root.members()
        self._options = [self._options_of(member) for member in self._members]
        most = sum(max(points for _, points in options) for options in self._options)
        self._scale = 1 << (
            most.bit_length() + _FINE_BITS
        )  # multipliers are whole 1/scale of effort per point
        self._worth = 0  # of a point
        self._heavy_price = 0
        self._cheapest: list[int] = []  # price of each member's cheapest option
        self._bound = 0  # of the effort, in 1/scale

    def run(self) -> Plan:
        """The plan. There must be one."""
        self._find_multipliers()
        self._price()
        most = max(0, -(-self._bound // self._scale))
        step = 0
        while True:
            best = self._least_effort(most)
            if best is not None and best <= most:
                return self._first_plan(best)
            step = max(1, 2 * step)
            most = most + step if best is None else min(best, most + step)

    # options and inner sets

    def _options_of(self, member: int | _Set) -> list[tuple[_Label, int]]:
        """What a member can bring, by rising effort: a group also nothing, an inner set only what satisfies it."""
        if isinstance(member, _Set):
            return list(member.ends.items())
        found = [(_START, 0)]
        for choice in self._groups[member]:
            found.append((self._label(choice), choice.points))
        return found

    def _label(self, choice: Choice) -> _Label:
        return _Label(choice.effort, int(choice.is_heavy and self._limit is not None))

    def _work_out(self, one: _Set) -> None:
        table = _Table({0: (0, [0])})
        one.tables = [table]
        for member in reversed(one.members()):
            if isinstance(member, _Set):
                self._work_out(member)
            table = self._join(self._options_of(member), table)
            one.tables.append(table)
        one.tables.reverse()
        one.ends = _undominated((label, points) for label, points in table.labels() if points >= one.least)

    def _join(self, options: Iterable[tuple[_Label, int]], table: _Table) -> _Table:
        """The table with one member more."""
        pieces: dict[int, list[tuple[int, list[int]]]] = {}
        for label, points in options:
            for heavy, (first, row) in table.rows.items():
                together = label.heavy + heavy
                if self._limit is not None and together > self._limit:
                    continue
                more = [points + other if other != _NONE else _NONE for other in row] if points else row
                pieces.setdefault(together, []).append((first + label.effort, more))
        return _Table({heavy: _most_of(rows) for heavy, rows in pieces.items()})

    # multipliers

    def _find_multipliers(self) -> None:
        if self._limit is None:
            self._find_worth()
            return
        low, high = 0, self._scale
        while high < self._scale << 12:
            self._heavy_price = high
            if self._find_worth() <= self._limit:
                break
            low, high = high, high * 2
        for _ in range(_HEAVY_ROUNDS):
            middle = (low + high) // 2
            self._heavy_price = middle
            if self._find_worth() > self._limit:
                low = middle
            else:
                high = middle
        self._heavy_price = high
        self._find_worth()

    def _find_worth(self) -> int:
        """Set the worth of a point at which the cheapest options begin to satisfy; tell how many of them are heavy."""
        turns: list[tuple[int, int, int]] = []
        reached = heavy = 0
        for options in self._options:
            corners = _hull(options, self._scale, self._heavy_price)
            reached += corners[0].points
            heavy += corners[0].heavy
            for last, corner in pairwise(corners):
                more = corner.points - last.points
                turns.append((-(-(corner.price - last.price) // more), more, corner.heavy - last.heavy))
        self._worth = 0
        if reached < self._root.least:
            turns.sort()
            for worth, more, of_them_heavy in turns:
                reached += more
                heavy += of_them_heavy
                self._worth = worth
                if reached >= self._root.least:
                    break
        return heavy

    def _cost(self, label: _Label, points: int) -> int:
        return self._scale * label.effort + self._heavy_price * label.heavy - self._worth * points

    def _price(self) -> None:
        self._cheapest = [
            min(self._cost(label, points) for label, points in options) for options in self._options
        ]
        self._bound = (
            sum(self._cheapest) + self._worth * self._root.least - self._heavy_price * (self._limit or 0)
        )

    # tables of the whole

    def _least_effort(self, most: int) -> int | None:
        """The least effort of a plan, right if not above `most`; None if none was found."""
        spare = most * self._scale - self._bound
        table = _Table({0: (0, [0])})
        self._root.tables = [table]
        base = 0
        for options, least in zip(reversed(self._options), reversed(self._cheapest), strict=True):
            base += least
            near = [option for option in options if self._cost(*option) - least <= spare]
            if near != [(_START, 0)]:
                table = self._trimmed(self._join(near, table), base + spare)
            self._root.tables.append(table)
        self._root.tables.reverse()
        self._root.ends = {label: points for label, points in table.labels() if points >= self._root.least}
        return min((label.effort for label in self._root.ends), default=None)

    def _trimmed(self, table: _Table, most: int) -> _Table:
        """Without the ends of rows that cost more than a plan may."""
        kept: dict[int, tuple[int, list[int]]] = {}
        for heavy, (first, row) in table.rows.items():
            start, end = 0, len(row)
            price = self._scale * first + self._heavy_price * heavy - most
            while start < end and price + self._scale * start > self._worth * row[start]:
                start += 1
            while start < end and price + self._scale * (end - 1) > self._worth * row[end - 1]:
                end -= 1
            if start < end:
                kept[heavy] = (first + start, row[start:end])
        return _Table(kept)

    # the plan

    def _first_plan(self, effort: int) -> Plan:
        most = max(points for label, points in self._root.ends.items() if label.effort == effort)
        ends = {
            label: points
            for label, points in self._root.ends.items()
            if label.effort == effort and points == most
        }
        plan: list[int | None] = [None] * len(self._groups)
        self._read(self._root, ends, plan)
        return tuple(plan)

    def _read(self, one: _Set, wanted: _Ends, plan: list[int | None]) -> tuple[_Label, int]:
        """Write the first plan of a set that comes to one of the ends wanted; tell to which."""
        effort = heavy = points = 0
        left = wanted
        for member, rest in zip(one.members(), one.tables[1:], strict=True):
            if isinstance(member, _Set):
                ends = {
                    label: gained for label, gained in member.ends.items() if _left(left, rest, label, gained)
                }
                taken, gained = self._read(member, ends, plan)
            else:
                taken, gained = self._take(member, left, rest, plan)
            left = _left(left, rest, taken, gained)
            effort, heavy, points = effort + taken.effort, heavy + taken.heavy, points + gained
        return _Label(effort, heavy), points

    def _take(self, group: int, left: _Ends, rest: _Table, plan: list[int | None]) -> tuple[_Label, int]:
        for place, choice in enumerate(self._groups[group]):
            label = self._label(choice)
            if _left(left, rest, label, choice.points):
                plan[group] = place
                return label, choice.points
        return _START, 0


def _left(wanted: _Ends, rest: _Table, taken: _Label, gained: int) -> dict[_Label, int]:
    """What must still come, exactly, after an option: the ends wanted that the rest can still reach."""
    found = {}
    for end, total in wanted.items():
        label = _Label(end.effort - taken.effort, end.heavy - taken.heavy)
        if total >= gained and rest.points(label) == total - gained:
            found[label] = total - gained
    return found


def _most_of(rows: Sequence[tuple[int, list[int]]]) -> tuple[int, list[int]]:
    """One row with the most points of several at each effort."""
    if len(rows) == 1:
        return rows[0]
    first = min(start for start, _ in rows)
    most = [_NONE] * (max(start + len(row) for start, row in rows) - first)
    for start, row in rows:
        at, end = start - first, start - first + len(row)
        most[at:end] = map(max, most[at:end], row)
    return first, most


def _undominated(ends: Iterable[tuple[_Label, int]]) -> dict[_Label, int]:
    """Ends (by rising effort) without those with more effort or fewer points than another that is in nothing worse.

    As many points for as much effort are kept side by side: the reading order decides between them.
    """
    kept: dict[_Label, int] = {}
    cheaper: dict[int, int] = {}  # most points by heavy options, of less effort
    same: dict[int, int] = {}  # the same, of this effort
    effort = -1
    for label, points in ends:
        if label.effort != effort:
            for heavy, most in same.items():
                cheaper[heavy] = max(cheaper.get(heavy, _NONE), most)
            effort, same = label.effort, {}
        if any(points <= most for heavy, most in cheaper.items() if heavy <= label.heavy):
            continue
        if any(points < most for heavy, most in same.items() if heavy <= label.heavy):
            continue
        kept[label] = same[label.heavy] = points
    return kept


class _Corner(NamedTuple):
    price: int
    points: int
    heavy: int


def _hull(options: Iterable[tuple[_Label, int]], scale: int, heavy_price: int) -> list[_Corner]:
    """The options that are a member's cheapest at some worth of a point, from none upwards."""
    corners: list[_Corner] = []
    priced = sorted(
        (scale * label.effort + heavy_price * label.heavy, -points, label.heavy) for label, points in options
    )
    for price, negative, heavy in priced:
        points = -negative
        if corners and points <= corners[-1].points:
            continue
        while len(corners) > 1:
            before, last = corners[-2], corners[-1]
            if (price - last.price) * (last.points - before.points) > (last.price - before.price) * (
                points - last.points
            ):
                break
            corners.pop()
        corners.append(_Corner(price, points, heavy))
    return corners
