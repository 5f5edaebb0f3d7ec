"""Facts of a desk."""

from __future__ import annotations

from rbdesk.store import settings
from rbdesk.store.database import Store


def test_a_fact_is_replaced_and_the_others_stay(db: Store) -> None:
    before = settings.load_facts(db)
    with db.atomic():
        settings.keep_facts(db, {"target": "65", "pertama": "é"})
    assert settings.load_facts(db) == {**before, "target": "65", "pertama": "é"}


def test_a_fact_that_was_never_set_is_empty(db: Store) -> None:
    assert settings.load_fact(db, "tidak-ada") == ""
