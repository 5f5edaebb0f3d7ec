from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.assessment import Key
from rbdesk.domain.survey import Form
from rbdesk.errors import NotAllowed
from rbdesk.store import forms, marks
from rbdesk.store.database import Store
from rbdesk.workflow import rebuilding, surveys
from tests.build import NOW, OFFICE

WHO = "Operator 1"
AT = {"who": WHO, "now": NOW}
COUNTS = ((0, 1, 5, 4),) * 9
PLACE = (OFFICE, 2020, "KTP", "2020-S1")


def a_form(answer: int = 3, **but: Any) -> Form:
    return replace(Form((answer,) * 9, (("jenis_kelamin", "P"),)), **but)


def own(db: Store):
    return surveys.load_own(db, *PLACE)


def test_counts_are_kept_replaced_and_give_the_index(db: Store) -> None:
    assert surveys.keep_counts(db, *PLACE, COUNTS, 10, population=800, **AT)
    assert not surveys.keep_counts(db, *PLACE, COUNTS, 10, population=800, **AT)
    better = ((0, 0, 5, 5),) * 9
    assert surveys.keep_counts(db, *PLACE, better, 10, population=800, **AT)

    year = surveys.load_survey(db, OFFICE, 2020)

    assert len(year.collected) == 1
    assert year.result().index == Decimal("87.5")
    assert year.result().sample_needed == 260
    assert (year.services(), year.periods()) == (("KTP",), ("2020-S1",))


def test_forms_are_counted_and_stay_at_this_store(db: Store) -> None:
    filled = [a_form(4), a_form(2), Form((0,) * 9), a_form(3, answers=(0, *(3,) * 8))]
    surveys.keep_forms(db, *PLACE, filled, **AT)

    batch, kept = own(db)

    assert batch is not None
    assert batch.respondents == len(kept) == 3
    assert batch.counts is not None
    assert (batch.counts[0], batch.counts[1]) == ((0, 1, 0, 1), (0, 1, 1, 1))
    assert batch.profile == (("jenis_kelamin", "P", 3),)


def test_the_kiosk_adds_one_form_at_a_time_and_counts_those_broken_off(db: Store) -> None:
    for answer in (4, 3, 2):
        assert surveys.add_form(db, *PLACE, a_form(answer), **AT)
    assert not surveys.add_form(db, *PLACE, Form((0,) * 9), **AT)
    surveys.add_broken(db, *PLACE, **AT)

    batch, kept = own(db)

    assert batch is not None
    assert (batch.respondents, batch.broken, len(kept)) == (3, 1, 3)
    assert surveys.load_survey(db, OFFICE, 2020).result().index == 75


def test_the_kiosk_goes_on_where_counts_were_typed_but_claims_no_forms(db: Store) -> None:
    surveys.keep_counts(db, *PLACE, COUNTS, 10, **AT)
    surveys.add_form(db, *PLACE, a_form(4), **AT)

    batch, kept = own(db)

    assert batch is not None
    assert (batch.respondents, kept) == (11, ())
    assert batch.counts is not None
    assert batch.counts[0] == (0, 1, 5, 5)


def test_the_kiosk_does_not_mix_with_averages(db: Store) -> None:
    surveys.keep_means(db, *PLACE, (Decimal(3),) * 9, 20, **AT)

    with pytest.raises(NotAllowed) as caught:
        surveys.add_form(db, *PLACE, a_form(), **AT)

    assert caught.value.what == "survey_means"


def test_taking_a_batch_away_and_back_and_undoing_a_change(db: Store) -> None:
    surveys.keep_forms(db, *PLACE, [a_form(4)], **AT)
    batch, filled = own(db)
    assert batch is not None
    surveys.set_standing(db, OFFICE, 2020, batch, False, **AT)
    assert surveys.load_survey(db, OFFICE, 2020).result().index is None
    surveys.set_standing(db, OFFICE, 2020, batch, True, **AT)
    assert surveys.load_survey(db, OFFICE, 2020).result().index == 100

    surveys.keep_counts(db, *PLACE, COUNTS, 10, **AT)
    assert forms.list_forms(db, OFFICE, 2020, batch) == ()
    surveys.keep_batch(db, OFFICE, 2020, batch, filled, **AT)

    assert own(db) == (batch, filled)


@pytest.mark.parametrize(
    ("counts", "respondents", "fault"),
    [(COUNTS, 9, "respondents"), (COUNTS[:8], 10, "elements"), (((0, 0, -1, 0),) * 9, 10, "counts")],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    db: Store, counts: Any, respondents: int, fault: str
) -> None:
    with pytest.raises(NotAllowed) as caught:
        surveys.keep_counts(db, *PLACE, counts, respondents, **AT)

    assert (caught.value.what, caught.value.facts) == ("survey_fault", {"fault": fault})
    assert surveys.load_survey(db, OFFICE, 2020).collected == ()


def test_a_locked_year_takes_no_form(db: Store, key: Key) -> None:
    with db.atomic():
        marks.keep_stage(db, OFFICE, 2020, marks.Stage.LOCKED, at=NOW, by=WHO)
    for act in (
        lambda: surveys.add_form(db, *PLACE, a_form(), **AT),
        lambda: surveys.keep_counts(db, *PLACE, COUNTS, 10, **AT),
    ):
        with pytest.raises(NotAllowed) as caught:
            act()
        assert caught.value.what == "locked"


def test_the_rows_come_back_from_the_journal(db: Store, tmp_path: Path) -> None:
    surveys.keep_counts(db, *PLACE, COUNTS, 10, **AT)
    surveys.add_form(db, OFFICE, 2020, "KK", "2020-S1", a_form(4), **AT)
    before = surveys.load_survey(db, OFFICE, 2020)

    rebuilt = rebuilding.rebuild(db, **AT)

    assert rebuilt.before == rebuilt.after
    assert surveys.load_survey(db, OFFICE, 2020) == before


def test_a_survey_is_missing_until_something_counts(db: Store) -> None:
    assert surveys.load_missing(db, OFFICE, 2020)
    surveys.keep_counts(db, *PLACE, COUNTS, 10, **AT)

    assert not surveys.load_missing(db, OFFICE, 2020)
    assert not surveys.load_missing(db, OFFICE, 1999)
