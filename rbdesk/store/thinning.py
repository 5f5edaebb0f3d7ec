"""Which copies stay: all of two days, then one a day, a week, a month. Knows numbers and times, no files.

The clock of an office's laptop may be wrong by years. So days, weeks and months are counted as they come in the
order of making, and what the clock says takes none of the newest copies away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta

LEAST = 5
_ALL_OF = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 14, 8, 12


def kept(points: Sequence[tuple[int, datetime]], now: datetime) -> frozenset[int]:
    """The numbers of the points that stay, of (number, time made); a higher number was made later."""
    newest_first = sorted(points, reverse=True)
    if not newest_first:
        return frozenset()
    stay = {number for number, _ in newest_first[:LEAST]}
    latest = newest_first[0][1]
    stay |= {
        number
        for number, at in newest_first
        if abs(now - at) <= _ALL_OF or timedelta(0) <= latest - at <= _ALL_OF
    }
    of_day: Callable[[datetime], Hashable] = lambda at: at.date()  # noqa: E731  # a table of three
    of_week: Callable[[datetime], Hashable] = lambda at: at.isocalendar()[:2]  # noqa: E731
    of_month: Callable[[datetime], Hashable] = lambda at: (at.year, at.month)  # noqa: E731
    for key, most in ((of_day, _DAYS), (of_week, _WEEKS), (of_month, _MONTHS)):
        stay |= _one_of_each(newest_first, key, most)
    return frozenset(stay)


def _one_of_each(
    newest_first: Sequence[tuple[int, datetime]], key: Callable[[datetime], Hashable], most: int
) -> set[int]:
    """The newest point of each of the last so many days, weeks or months in which any was made."""
    found: dict[Hashable, int] = {}
    for number, at in newest_first:
        found.setdefault(key(at), number)
        if len(found) == most:
            break
    return set(found.values())
