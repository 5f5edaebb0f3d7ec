"""The cheapest choice, against every choice there is in small cases and against an independent solver in full ones.

`python -m tests.domain.test_cheapest 20000 500` runs more random cases than the suite does: small ones, full ones.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Sequence

import numpy as np
import pytest
from scipy import optimize, sparse

from rbdesk.domain.cheapest import Choice, Demand, Plan, cheapest, most_points

SMALL, FULL = 2400, 100
Case = tuple[list[list[Choice]], list[Demand], int | None]


def every_plan(groups: Sequence[Sequence[Choice]]) -> itertools.product[int | None]:
    return itertools.product(*[[*range(len(group)), None] for group in groups])


def taken(groups: Sequence[Sequence[Choice]], plan: Sequence[int | None]) -> list[Choice | None]:
    return [None if at is None else group[at] for group, at in zip(groups, plan, strict=True)]


def is_allowed(case: Case, plan: Sequence[int | None]) -> bool:
    groups, demands, most_heavy = case
    chosen = taken(groups, plan)
    points = [0 if one is None else one.points for one in chosen]
    heavy = sum(one is not None and one.is_heavy for one in chosen)
    return (most_heavy is None or heavy <= most_heavy) and all(
        sum(points[demand.first : demand.last]) >= demand.least for demand in demands
    )


def worth(groups: Sequence[Sequence[Choice]], plan: Sequence[int | None]) -> tuple[int, int]:
    """Effort, and points negated: what is minimised in this order."""
    chosen = [one for one in taken(groups, plan) if one is not None]
    return sum(one.effort for one in chosen), -sum(one.points for one in chosen)


def by_trying_all(case: Case) -> Plan | None:
    groups = case[0]

    def order(plan: Sequence[int | None]) -> tuple[int, int, list[int]]:
        reading = [len(group) if at is None else at for group, at in zip(groups, plan, strict=True)]
        return *worth(groups, plan), reading

    return min((plan for plan in every_plan(groups) if is_allowed(case, plan)), key=order, default=None)


def by_highs(case: Case) -> tuple[int, int] | None:
    """Effort, and points negated, by two runs of HiGHS; None if it finds no plan."""
    groups, demands, most_heavy = case
    columns = [(number, one) for number, group in enumerate(groups) for one in group]
    efforts = np.array([one.effort for _, one in columns], dtype=float)
    points = np.array([one.points for _, one in columns], dtype=float)
    number = np.array([group for group, _ in columns])
    rows = [
        sparse.csr_array(
            (np.ones(len(columns)), (number, range(len(columns)))), shape=(len(groups), len(columns))
        )
    ]
    lower, upper = [np.full(len(groups), -np.inf)], [np.ones(len(groups))]
    for demand in demands:
        inside = (number >= demand.first) & (number < demand.last)
        rows.append(sparse.csr_array((points * inside)[None, :]))
        lower.append(np.array([float(demand.least)]))
        upper.append(np.array([np.inf]))
    if most_heavy is not None:
        rows.append(sparse.csr_array(np.array([[float(one.is_heavy) for _, one in columns]])))
        lower.append(np.array([-np.inf]))
        upper.append(np.array([float(most_heavy)]))

    def solve(costs: np.ndarray, most_effort: float) -> np.ndarray | None:
        constraint = optimize.LinearConstraint(
            sparse.vstack([*rows, sparse.csr_array(efforts[None, :])]),
            np.concatenate([*lower, [-np.inf]]),
            np.concatenate([*upper, [most_effort]]),
        )
        found = optimize.milp(
            costs,
            integrality=np.ones(len(columns)),
            bounds=optimize.Bounds(0, 1),
            constraints=constraint,
            options={"mip_rel_gap": 0},
        )
        return None if found.x is None else np.rint(found.x)

    first = solve(efforts, np.inf)
    if first is None:
        return None
    least = round(float(efforts @ first))
    second = solve(-points, least)
    assert second is not None
    return least, -round(float(points @ second))


def a_small_case(seed: int) -> Case:
    chance = random.Random(seed)
    alike = chance.random() < 0.5  # questions of one kind make ties
    groups = []
    for _ in range(chance.randint(0, 6)):
        effort = points = 0
        group = []
        usual = 1 if alike else chance.randint(1, 3)
        for _ in range(chance.randint(0, 3)):
            effort += usual if alike else chance.choice([usual, chance.randint(1, 3)])
            points += chance.choice([2, 2, 3]) if alike else chance.randint(1, 20)
            group.append(Choice(effort, points, effort >= 3))
        groups.append(group)
    demands: list[Demand] = []

    def nest(first: int, last: int) -> None:
        if last <= first:
            return
        if chance.random() < 0.6:
            full = sum(max((one.points for one in group), default=0) for group in groups[first:last])
            demands.append(Demand(first, last, chance.randint(-1, full + (chance.random() < 0.05))))
        if last > first + 1 and chance.random() < 0.7:
            middle = chance.randint(first + 1, last - 1)
            nest(first, middle)
            nest(middle, last)

    nest(0, len(groups))
    chance.shuffle(demands)
    return groups, demands, chance.choice([None, None, 0, 1, 2])


def a_full_case(seed: int) -> Case:
    """110 questions in eight areas, as many options and points as a sheet has; target, floors and limits by chance."""
    chance = random.Random(seed)
    groups = []
    for _ in range(110):
        weight, usual = chance.choice([300, 480, 600, 1000, 1500, 3000]), chance.randint(1, 3)
        kind = chance.choice([(100,), (50, 100), (33, 67, 100), (25, 50, 75, 100)])
        marks = kind[chance.randint(0, len(kind)) :]
        group = [
            Choice(usual * (at + 1), weight * mark, usual * (at + 1) >= 3) for at, mark in enumerate(marks)
        ]
        groups.append(group)
    full = sum(max((one.points for one in group), default=0) for group in groups)
    demands = [Demand(0, 110, round(full * chance.uniform(0.02, 0.9)))]
    edges = [0, 16, 20, 24, 37, 54, 65, 89, 110]
    if seed % 2:
        for first, last in itertools.pairwise(edges):
            within = sum(max((one.points for one in group), default=0) for group in groups[first:last])
            demands.append(Demand(first, last, round(within * chance.uniform(0, 0.8))))
    return groups, demands, chance.choice([None, None, 5, 12, 25])


def is_a_tie(case: Case, plan: Plan) -> bool:
    best = worth(case[0], plan)
    return any(
        other != plan and worth(case[0], other) == best and is_allowed(case, other)
        for other in every_plan(case[0])
    )


def try_small(seeds: range) -> None:
    for seed in seeds:
        case = a_small_case(seed)
        assert cheapest(*case) == by_trying_all(case), (seed, case)


def try_full(seeds: range) -> int:
    """Compares full cases; tells how many had a plan."""
    found = 0
    for seed in seeds:
        case = a_full_case(seed)
        plan = cheapest(*case)
        if plan is None:
            assert by_highs(case) is None, seed
            continue
        found += 1
        assert is_allowed(case, plan), seed
        assert worth(case[0], plan) == by_highs(case), seed
    return found


def test_it_is_the_best_of_all_choices_in_small_cases() -> None:
    try_small(range(SMALL))


def test_an_independent_solver_finds_nothing_better_in_full_cases() -> None:
    assert try_full(range(FULL)) > FULL * 0.6


def test_the_small_cases_are_of_every_kind() -> None:
    cases = [a_small_case(seed) for seed in range(300)]
    plans = [cheapest(*case) for case in cases]
    assert 20 < sum(plan is None for plan in plans) < 150
    assert sum(len(case[1]) > 2 for case in cases) > 60
    ties = sum(plan is not None and is_a_tie(case, plan) for case, plan in zip(cases, plans, strict=True))
    assert ties > 12


LIGHT, TWICE, HEAVY = Choice(1, 4), Choice(2, 8), Choice(3, 20, is_heavy=True)


def test_nothing_is_taken_where_nothing_is_demanded() -> None:
    assert cheapest([[LIGHT], [HEAVY]], []) == (None, None)
    assert cheapest([[LIGHT]], [Demand(0, 1, 0)]) == (None,)
    assert cheapest([], []) == ()


def test_a_demand_is_met_at_its_limit_and_one_more_is_out_of_reach() -> None:
    assert cheapest([[LIGHT], [LIGHT]], [Demand(0, 2, 8)]) == (0, 0)
    assert cheapest([[LIGHT], [LIGHT]], [Demand(0, 2, 9)]) is None


def test_of_equal_plans_the_one_that_begins_earlier_is_taken() -> None:
    assert cheapest([[LIGHT], [LIGHT], [LIGHT]], [Demand(0, 3, 8)]) == (0, 0, None)


def test_of_equal_plans_the_smaller_step_comes_first() -> None:
    # 4 + 8 for an effort of 3 either way
    groups = [[LIGHT, TWICE], [LIGHT, TWICE]]
    assert cheapest(groups, [Demand(0, 2, 12)]) == (0, 1)


def test_more_points_win_where_the_effort_is_the_same() -> None:
    assert cheapest([[LIGHT], [Choice(1, 9)]], [Demand(0, 2, 3)]) == (None, 0)


def test_a_limit_on_heavy_options_makes_a_dearer_plan() -> None:
    groups = [[HEAVY], *[[Choice(1, 2)] for _ in range(10)]]
    assert cheapest(groups, [Demand(0, 11, 20)]) == (0, *[None] * 10)
    assert cheapest(groups, [Demand(0, 11, 20)], 0) == (None, *[0] * 10)


def test_heavy_options_that_two_sets_need_are_counted_together() -> None:
    groups = [[HEAVY], [HEAVY]]
    both = [Demand(0, 1, 5), Demand(1, 2, 5)]
    assert cheapest(groups, both, 2) == (0, 0)
    assert cheapest(groups, both, 1) is None


def test_the_most_points_keep_to_the_limit() -> None:
    groups = [[LIGHT, HEAVY], [Choice(3, 30, is_heavy=True)], [TWICE]]
    assert most_points(groups) == 58
    assert most_points(groups, 1) == 4 + 30 + 8
    assert most_points(groups, 0) == 4 + 8


def test_points_of_hundreds_of_digits_are_no_trouble() -> None:
    unit = 10**300
    groups = [[Choice(1, 4 * unit), Choice(2, 9 * unit)], [Choice(1, 5 * unit)]]
    assert cheapest(groups, [Demand(0, 2, 9 * unit)]) == (0, 0)
    groups[1] = [Choice(1, 5 * unit - 1)]
    assert cheapest(groups, [Demand(0, 2, 9 * unit)]) == (1, None)


def test_demands_that_cross_are_refused() -> None:
    with pytest.raises(ValueError, match="cross"):
        cheapest([[LIGHT]] * 3, [Demand(0, 2, 1), Demand(1, 3, 1)])


if __name__ == "__main__":
    small, full = int(sys.argv[1]), int(sys.argv[2])
    began = time.perf_counter()
    try_small(range(small))
    print(f"{small} small cases as by trying all, {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    print(
        f"{full} full cases as by HiGHS, {try_full(range(full))} with a plan, {time.perf_counter() - began:.1f} s"
    )
