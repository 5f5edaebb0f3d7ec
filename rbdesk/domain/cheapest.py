"""The cheapest choice, exactly: from each group at most one option, so that nested sums reach what is demanded.

Knows whole numbers only. Of all choices that satisfy every demand and take at most so many heavy options, the one with
the least effort; of those the most points; of those the first in reading order: at the first group where two differ,
the one that takes an option there, and the option that stands first in it.

How: demands nest, so a table of "most points for this effort" is made for each set from those within it, and a set
that misses its demand is dropped from its table. To keep tables small each option bears a price: what effort costs
less what points are worth towards the demands (Lagrange multipliers, scaled to whole numbers). Whatever the
multipliers, the cheapest prices of all groups together are a lower bound of the effort; an option that is dearer than
its group's cheapest by more than a plan may lose against that bound can be in no plan as cheap as that. The bound is
raised until a plan is found under it, which is then proven. Good multipliers make it fast; bad ones only slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_FINE_BITS = 24  # multipliers are exact to so many bits beyond the size of the points
_ROUNDS = 4
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


class _Entry(NamedTuple):
    points: int
    loss: int


_NOTHING = [(0, _Entry(0, 0))]
_Table = dict[int, _Entry]
_Wanted = Mapping[int, int]  # key of a table -> exact points


@dataclass(slots=True)
class _Set:
    """Groups that stand together, with what they must bring and the multiplier of that."""

    first: int
    last: int
    least: int
    worth: int = 0
    inner: list[_Set] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    whole: _Table = field(default_factory=dict)

    def members(self) -> list[int | _Set]:
        """Inner sets and the groups in none of them, in reading order."""
        found: list[int | _Set] = []
        at = self.first
        for one in self.inner:
            found += range(at, one.first)
            found.append(one)
            at = one.last
        return [*found, *range(at, self.last)]

    def all_sets(self) -> Iterable[_Set]:
        """Inner sets of all depths first, this one last."""
        for one in self.inner:
            yield from one.all_sets()
        yield self


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
    """One search: multipliers, then tables under a rising bound, then the plan in reading order."""

    def __init__(self, groups: Groups, root: _Set, most_heavy: int | None) -> None:
        self._groups = groups
        self._root = root
        self._limit = most_heavy
        # keys of tables are effort and heavy options in one number; two halves never overflow
        self._stride = 1 if most_heavy is None else 2 * (most_heavy + 1)
        self._sets_of: list[list[_Set]] = [[] for _ in groups]
        for one in root.all_sets():
            for group in range(one.first, one.last):
                self._sets_of[group].append(one)
        most = sum(max((option.points for option in group), default=0) for group in groups)
        self._scale = 1 << (
            most.bit_length() + _FINE_BITS
        )  # multipliers are whole 1/scale of effort per point
        self._heavy_price = 0
        self._losses: list[list[int]] = []
        self._bound = 0  # of the effort, in 1/scale

    def run(self) -> Plan:
        self._find_multipliers()
        self._price()
        most = -(-self._bound // self._scale)
        step = 0
        while True:
            best = self._least_effort(most)
            if best is not None and best <= most:
                return self._first_plan(best)
            step = max(1, 2 * step)
            most = most + step if best is None else min(best, most + step)

    # multipliers

    def _find_multipliers(self) -> None:
        if self._limit is None:
            self._ascend()
            return
        low, high = 0, self._scale
        while high < self._scale << 12:
            self._heavy_price = high
            self._ascend()
            if self._heavy_taken() <= self._limit:
                break
            low, high = high, high * 2
        for _ in range(_HEAVY_ROUNDS):
            middle = (low + high) // 2
            self._heavy_price = middle
            self._ascend()
            if self._heavy_taken() > self._limit:
                low = middle
            else:
                high = middle
        self._heavy_price = high
        self._ascend()

    def _ascend(self) -> None:
        """Raise the bound in one multiplier after the other, inner sets first."""
        wanted = [one for one in self._root.all_sets() if one.least > 0]
        hulls = [_hull(group, self._scale, self._heavy_price) for group in self._groups]
        worth = [sum(one.worth for one in sets) for sets in self._sets_of]
        for _ in range(1 if len(wanted) < 2 else _ROUNDS):
            for one in wanted:
                best = _multiplier(one, hulls, worth)
                for group in range(one.first, one.last):
                    worth[group] += best - one.worth
                one.worth = best

    def _heavy_taken(self) -> int:
        """Heavy options among the cheapest of each group."""
        count = 0
        for number, group in enumerate(self._groups):
            prices = self._prices(number)
            least = min(0, min(prices, default=0))
            count += least < 0 and group[prices.index(least)].is_heavy
        return count

    def _prices(self, group: int) -> list[int]:
        worth = sum(one.worth for one in self._sets_of[group])
        return [
            self._scale * one.effort + self._heavy_price * one.is_heavy - worth * one.points
            for one in self._groups[group]
        ]

    def _price(self) -> None:
        """What each option loses against the cheapest of its group, and the bound that all cheapest ones make."""
        self._losses = []
        self._bound = -self._heavy_price * (self._limit or 0)
        self._bound += sum(one.worth * one.least for one in self._root.all_sets())
        for group in range(len(self._groups)):
            prices = [0, *self._prices(group)]
            least = min(prices)
            self._bound += least
            self._losses.append([price - least for price in prices])

    # tables

    def _least_effort(self, most: int) -> int | None:
        """The least effort of a plan, right if not above `most`; None if none was found."""
        spare = most * self._scale - self._bound
        self._fill(self._root, spare)
        return min((key // self._stride for key in self._root.whole), default=None)

    def _fill(self, one: _Set, spare: int) -> None:
        table: _Table = {0: _Entry(0, 0)}
        one.tables = [table]
        for member in reversed(one.members()):
            if isinstance(member, _Set):
                self._fill(member, spare)
                options = list(member.whole.items())
            else:
                options = self._options(member, spare)
            table = self._join(options, table, spare)
            one.tables.append(table)
        one.tables.reverse()
        one.whole = {
            key: _Entry(entry.points, loss)
            for key, entry in table.items()
            for loss in [entry.loss + one.worth * (entry.points - one.least)]
            if entry.points >= one.least and loss <= spare
        }

    def _options(self, group: int, spare: int) -> list[tuple[int, _Entry]]:
        losses = self._losses[group]
        found = [(0, _Entry(0, losses[0]))] if losses[0] <= spare else []
        for choice, loss in zip(self._groups[group], losses[1:], strict=True):
            if loss <= spare:
                found.append((self._key(choice), _Entry(choice.points, loss)))
        return found

    def _key(self, choice: Choice) -> int:
        heavy = choice.is_heavy and self._limit is not None
        return choice.effort * self._stride + int(heavy)

    def _join(self, options: list[tuple[int, _Entry]], table: _Table, spare: int) -> _Table:
        if options == _NOTHING:
            return table
        joined: _Table = {}
        limit, stride = self._limit, self._stride
        for key, (points, loss) in options:
            room = spare - loss
            for other, (more, lost) in table.items():
                if lost > room:
                    continue
                place = key + other
                if limit is not None and place % stride > limit:
                    continue
                kept = joined.get(place)
                total = points + more
                if kept is None or total > kept[0] or (total == kept[0] and loss + lost < kept[1]):
                    joined[place] = _Entry(total, loss + lost)
        return self._undominated(joined) if len(options) > 1 else joined

    def _undominated(self, table: _Table) -> _Table:
        """Without what has more effort or fewer points than another that is in nothing else worse."""
        width = 1 if self._limit is None else self._limit + 1
        cheaper = [-1] * width  # most points by heavy options, of less effort
        same = [-1] * width  # the same, of this effort
        effort = -1
        kept: _Table = {}
        for key in sorted(table):
            entry = table[key]
            heavy = key % self._stride
            if key // self._stride != effort:
                effort, cheaper = key // self._stride, [max(pair) for pair in zip(cheaper, same, strict=True)]
                same = [-1] * width
            # as many points for as much effort are kept side by side: the reading order decides between them
            if entry.points <= cheaper[heavy] or entry.points < same[heavy]:
                continue
            kept[key] = entry
            for number in range(heavy, width):
                same[number] = max(same[number], entry.points)
        return kept

    # the plan

    def _first_plan(self, effort: int) -> Plan:
        ends = {key: entry.points for key, entry in self._root.whole.items() if key // self._stride == effort}
        most = max(ends.values())
        plan: list[int | None] = [None] * len(self._groups)
        self._read(self._root, {key: most for key, points in ends.items() if points == most}, plan)
        return tuple(plan)

    def _read(self, one: _Set, wanted: _Wanted, plan: list[int | None]) -> tuple[int, int]:
        """Write the first plan of a set that ends in one of the keys wanted; tell its key and points."""
        key, points = 0, 0
        left = wanted
        for member, rest in zip(one.members(), one.tables[1:], strict=True):
            if isinstance(member, _Set):
                ends = {
                    own: entry.points
                    for own, entry in member.whole.items()
                    if _left(left, rest, own, entry.points)
                }
                taken, gained = self._read(member, ends, plan)
            else:
                taken, gained = self._take(member, left, rest, plan)
            left = _left(left, rest, taken, gained)
            key, points = key + taken, points + gained
        return key, points

    def _take(self, group: int, left: _Wanted, rest: _Table, plan: list[int | None]) -> tuple[int, int]:
        for place, choice in enumerate(self._groups[group]):
            key = self._key(choice)
            if _left(left, rest, key, choice.points):
                plan[group] = place
                return key, choice.points
        return 0, 0


def _left(wanted: _Wanted, rest: _Table, key: int, points: int) -> dict[int, int]:
    """What must still come, exactly, after an option: the ends wanted that the rest can still reach."""
    found = {}
    for end, total in wanted.items():
        entry = rest.get(end - key)
        if entry is not None and entry.points == total - points:
            found[end - key] = total - points
    return found


def _hull(group: Sequence[Choice], scale: int, heavy_price: int) -> list[tuple[int, int]]:
    """The multipliers at which a group's cheapest option changes, rising, with the points that are gained there."""
    corners: list[tuple[int, int]] = [(0, 0)]  # price without points, points
    priced = [(scale * one.effort + heavy_price * one.is_heavy, one.points) for one in group]
    for price, points in sorted(priced):
        if points <= corners[-1][1]:
            continue
        while len(corners) > 1:
            (before, less), (last, some) = corners[-2], corners[-1]
            if (price - last) * (some - less) > (last - before) * (points - some):
                break
            corners.pop()
        corners.append((price, points))
    return [
        (-(-(price - last) // (points - some)), points - some)
        for (last, some), (price, points) in pairwise(corners)
    ]


def _multiplier(one: _Set, hulls: Sequence[list[tuple[int, int]]], worth: Sequence[int]) -> int:
    """The multiplier of a set at which its groups' cheapest options begin to satisfy it, the others standing still."""
    turns = [
        (at - worth[group] + one.worth, points)
        for group in range(one.first, one.last)
        for at, points in hulls[group]
    ]
    reached = 0
    for at, points in sorted(turns):
        reached += points
        if reached >= one.least:
            return max(0, at)
    return one.worth
