from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rbdesk.domain.history import Published
from rbdesk.store import histories
from rbdesk.store.database import Store
from tests.build import NOW

RESULT = Published("32.16.09", 2020, "26/2020", Decimal("61.25"), "Surat")


def test_results_come_back_as_they_were_kept_one_for_owner_year_and_frame(db: Store) -> None:
    other = replace(RESULT, frame="14/2014", index=Decimal("0"))
    with db.atomic():
        for result in (replace(RESULT, index=Decimal("1")), RESULT, other):
            histories.keep_result(db, result, at=NOW, by="Operator")

    assert histories.list_results(db) == (other, RESULT)

    with db.atomic():
        histories.drop_result(db, RESULT)
    assert histories.list_results(db) == (other,)
