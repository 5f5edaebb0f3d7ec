from __future__ import annotations

from rbdesk.domain.survey import Batch, Form
from rbdesk.store import forms
from rbdesk.store.database import Store
from tests.build import OFFICE, REPLICA_A

BATCH = Batch("skm-14-2017", "KTP", "2020-S1", REPLICA_A, counts=((0, 0, 0, 0),) * 9)


def test_forms_come_back_in_their_order_and_belong_to_one_batch(db: Store) -> None:
    first, second = Form((4, 0, *(1,) * 7), (("usia", "26–35"),)), Form((2,) * 9)
    with db.atomic():
        forms.keep_forms(db, OFFICE, 2020, BATCH, [first])
        forms.add_form(db, OFFICE, 2020, BATCH, second)
    assert forms.list_forms(db, OFFICE, 2020, BATCH) == (first, second)

    other = Batch("skm-14-2017", "KK", "2020-S1", REPLICA_A, counts=BATCH.counts)
    with db.atomic():
        forms.keep_forms(db, OFFICE, 2020, BATCH, [second])
    assert forms.list_forms(db, OFFICE, 2020, BATCH) == (second,)
    assert forms.list_forms(db, OFFICE, 2020, other) == ()
    assert forms.has_forms(db, OFFICE, 2020, BATCH)
    assert not forms.has_forms(db, OFFICE, 2020, other)
