"""Which copies stay: the rule at a steady clock, and never fewer than five at any."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from rbdesk.store import thinning

_START = datetime(2020, 1, 1, 8, tzinfo=UTC)


def _live(days: int, clock: object = None, *, seed: int = 2020) -> list[tuple[int, datetime]]:
    """The points that stand after so many days of four copies each; `clock` says by how much it is wrong."""
    chance = random.Random(seed)
    standing: list[tuple[int, datetime]] = []
    wrong = timedelta(0)
    number = 0
    for day in range(days):
        if clock == "jumps" and chance.random() < 0.05:
            wrong = timedelta(days=chance.randint(-3650, 3650))
        for hour in range(4):
            number += 1
            now = _START + timedelta(days=day, hours=2 * hour) + wrong
            standing.append((number, now))
            stay = thinning.kept(standing, now)
            standing = [point for point in standing if point[0] in stay]
            assert len(standing) >= min(number, thinning.LEAST)
            assert {number - back for back in range(min(number, thinning.LEAST))} <= {n for n, _ in standing}
    return standing


def test_two_days_are_kept_whole_then_one_a_day_a_week_and_a_month() -> None:
    standing = _live(400)
    last = standing[-1][1]
    recent = [at for _, at in standing if last - at <= timedelta(days=2)]
    assert len(recent) == 9
    assert len({at.date() for _, at in standing if last - at < timedelta(days=14)}) == 14
    assert len({at.isocalendar()[:2] for _, at in standing if last - at < timedelta(weeks=8)}) >= 8
    assert len({(at.year, at.month) for _, at in standing}) >= 12
    assert len(standing) <= 9 + 14 + 8 + 12


def test_a_thousand_days_of_a_jumping_clock_leave_the_newest_and_something_old() -> None:
    for seed in range(3):
        standing = _live(1000, "jumps", seed=seed)
        made = sorted(number for number, _ in standing)
        assert made[-1] == 4000
        assert len([number for number in made if number > 4000 - 14 * 4]) >= 14  # one a day that was lived
        assert len(standing) <= 80


def test_a_clock_that_is_ten_years_off_takes_no_new_copy_away() -> None:
    steady = _live(30)
    number = steady[-1][0] + 1
    wrong = steady[-1][1] + timedelta(days=3650)
    stay = thinning.kept([*steady, (number, wrong)], wrong)
    assert {number, number - 1, number - 2, number - 3, number - 4} <= stay
    assert len(stay) >= 18


def test_no_points_are_no_trouble() -> None:
    assert thinning.kept([], _START) == frozenset()
