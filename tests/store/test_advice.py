from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from rbdesk.domain.correspondence import Advice
from rbdesk.domain.followup import Recommendation, Source
from rbdesk.store import advice
from rbdesk.store.database import Store
from tests.build import OFFICE, REPLICA_A, an_edit

ROW = ("answers", "lke-26-2020-unit", "U.P.1.i.a")


def some_advice(n: int = 1, **but: object) -> Advice:
    given = Recommendation(
        f"{REPLICA_A}-{n}",
        Source.LHE,
        "B/12/2019",
        f"R-0{n}",
        "1",
        (ROW,),
        "Tetapkan agen",
        date(2020, 9, 1),
    )
    return Advice(replace(given, **but), an_edit(n=n))  # type: ignore[arg-type]


def test_advice_comes_back_in_the_order_in_which_it_was_given(db: Store) -> None:
    given = [some_advice(n) for n in (10, 9, 2)]
    with db.atomic():
        advice.keep_advice(db, OFFICE, 2020, given)

    assert advice.list_advice(db, OFFICE, 2020) == tuple(reversed(given))
    assert advice.list_advice(db, OFFICE, 2021) == ()
    assert advice.list_advice(db, "32.16.01", 2020) == ()


def test_a_newer_text_stands_in_place_of_the_older(db: Store) -> None:
    newer = Advice(some_advice(text="Lain", on=False).recommendation, an_edit(n=7))
    with db.atomic():
        advice.keep_advice(db, OFFICE, 2020, [some_advice()])
        advice.keep_advice(db, OFFICE, 2020, [newer])

    assert advice.list_advice(db, OFFICE, 2020) == (newer,)


def test_a_malformed_id_is_not_kept(db: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        advice.keep_advice(db, OFFICE, 2020, [some_advice(id="satu")])
