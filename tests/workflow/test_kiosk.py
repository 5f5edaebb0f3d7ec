from __future__ import annotations

from decimal import Decimal

import pytest

from rbdesk.domain.assessment import Stage
from rbdesk.domain.survey import Form
from rbdesk.store import marks
from rbdesk.store.database import Store
from rbdesk.workflow import kiosk, surveys
from tests.build import NOW, OFFICE

AT = {"who": "Operator 1", "now": NOW}
PLACE = (OFFICE, 2020, "KTP", "2020-S1")


def refusal(db: Store, *place: object) -> str:
    found = kiosk.load_readiness(db, *(place or PLACE)).refusal  # type: ignore[arg-type]
    return found.what if found is not None else ""


def test_it_tells_how_many_answered_and_how_many_broke_off(db: Store) -> None:
    assert kiosk.load_readiness(db, *PLACE) == kiosk.Readiness(0, 0, None)
    surveys.add_form(db, *PLACE, Form((3,) * 9), **AT)
    surveys.add_form(db, *PLACE, Form((4,) * 9), **AT)
    surveys.add_broken(db, *PLACE, **AT)

    assert kiosk.load_readiness(db, *PLACE) == kiosk.Readiness(2, 1, None)


def test_what_was_taken_away_does_not_count(db: Store) -> None:
    surveys.add_form(db, *PLACE, Form((3,) * 9), **AT)
    batch, _ = surveys.load_own(db, *PLACE)
    assert batch is not None
    surveys.set_standing(db, OFFICE, 2020, batch, False, **AT)

    assert kiosk.load_readiness(db, *PLACE) == kiosk.Readiness(0, 0, None)


def test_averages_take_no_single_forms_also_after_they_were_taken_away(db: Store) -> None:
    surveys.keep_means(db, *PLACE, (Decimal(3),) * 9, 10, **AT)
    assert refusal(db) == "survey_means"
    batch, _ = surveys.load_own(db, *PLACE)
    assert batch is not None
    surveys.set_standing(db, OFFICE, 2020, batch, False, **AT)

    assert refusal(db) == "survey_means"
    assert refusal(db, OFFICE, 2020, "KTP", "2020-S2") == ""


def test_a_locked_year_takes_none(db: Store) -> None:
    with db.atomic():
        marks.keep_stage(db, OFFICE, 2020, Stage.LOCKED, at=NOW, by="Operator 1")

    assert refusal(db) == "locked"


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ((OFFICE, 2020, " ", "2020-S1"), "survey_fault"),
        ((OFFICE, 2020, "x" * 25, "2020-S1"), "survey_fault"),
        ((OFFICE, 2020, "KTP", "2020-S3"), "survey_fault"),
        (("32.16.01", 2020, "KTP", "2020-S1"), "role"),
    ],
)
def test_a_place_that_cannot_be_is_refused_before_the_kiosk_opens(
    db: Store, place: tuple[object, ...], what: str
) -> None:
    assert refusal(db, *place) == what
