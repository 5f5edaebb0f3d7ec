from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain import sampling
from rbdesk.domain.lineage import RowKey

OFFICE = "32.16.09"


def rows(stratum: str, count: int) -> list[tuple[RowKey, str]]:
    return [(("answers", "lembar-kecil", f"{stratum}.{n}"), stratum) for n in range(count)]


MANY = [*rows("A", 40), *rows("B", 20), *rows("C", 3)]


def draw(candidates: Any = MANY, **but: Any) -> sampling.Sample:
    return sampling.draw(candidates, **(dict(office=OFFICE, seed="2020", size=20) | but))


def test_the_key_of_a_row_can_be_computed_by_hand() -> None:
    by_hand = hashlib.sha256(b"rbdesk-sample-1\n2020\n32.16.09\nanswers/lembar-kecil/U.P.1.i.a").hexdigest()
    assert sampling.draw_key("2020", OFFICE, ("answers", "lembar-kecil", "U.P.1.i.a")) == by_hand


def test_the_same_seed_draws_the_same_rows_for_ever() -> None:
    found = [row[2] for row in draw(rows("A", 12), size=4).rows]
    assert found == KEPT


# drawn once with this generator; another result means that printed samples can no longer be checked
KEPT = ["A.1", "A.4", "A.5", "A.11"]


def test_another_seed_or_office_draws_others() -> None:
    assert draw().rows != draw(seed="2021").rows
    assert draw().rows != draw(office="32.16.08").rows


def test_every_stratum_gives_its_share_by_largest_remainder() -> None:
    assert draw().strata == (("A", 40, 13), ("B", 20, 6), ("C", 3, 1))


def test_rows_that_are_looked_at_in_any_case_count_toward_the_size() -> None:
    always = [row for row, _ in MANY[:5]]
    found = draw(always=always)
    assert len(found.rows) == 20
    assert set(always) <= set(found.rows)
    assert draw(always=always, size=2).rows == tuple(always)
    assert draw(always=[("answers", "lain", "X")]).rows == draw().rows


def test_more_than_there_are_gives_all_and_none_gives_none() -> None:
    assert draw(size=900).rows == tuple(row for row, _ in MANY)
    assert draw(size=0).rows == ()
    assert draw([], size=5).rows == ()


@given(st.randoms(), st.integers(0, 70))
def test_the_order_of_candidates_does_not_matter_to_what_is_drawn(random: Any, size: int) -> None:
    shuffled = random.sample(MANY, len(MANY))
    found, again = draw(size=size), draw([*shuffled, *shuffled[:9]], size=size)
    assert set(found.rows) == set(again.rows)
    assert found.strata == again.strata
    assert len(found.rows) == min(size, len(MANY))


def test_a_larger_sample_of_one_stratum_holds_the_smaller_one() -> None:
    small, large = draw(rows("A", 40), size=9), draw(rows("A", 40), size=10)
    assert set(small.rows) < set(large.rows)


def test_every_row_has_about_the_same_chance() -> None:
    hits = dict.fromkeys((row for row, _ in rows("A", 20)), 0)
    for seed in range(400):
        for row in draw(rows("A", 20), seed=str(seed), size=5).rows:
            hits[row] += 1
    assert min(hits.values()) > 60
    assert max(hits.values()) < 140
