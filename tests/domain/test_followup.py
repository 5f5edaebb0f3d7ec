from __future__ import annotations

from datetime import date

import pytest

from rbdesk.domain import followup
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status


@pytest.mark.parametrize("word", ["lhe", "internal", "inspektorat", "skm", "pengaduan", "rencana"])
def test_every_source_of_a_recommendation_has_its_word(word: str) -> None:
    assert Source(word).value == word


def test_a_status_is_one_of_four_words() -> None:
    assert [status.value for status in Status] == ["belum", "proses", "selesai", "tidak_dapat"]


@pytest.mark.parametrize(
    ("due", "status", "days"),
    [
        (date(2020, 7, 31), Status.UNDER_WAY, 27),
        (date(2020, 8, 27), Status.NOT_BEGUN, 0),
        (date(2020, 8, 26), Status.NOT_BEGUN, 1),
        (date(2020, 7, 31), Status.DONE, 0),
        (date(2020, 7, 31), Status.IMPOSSIBLE, 0),
        (None, Status.NOT_BEGUN, 0),
    ],
)
def test_only_what_is_expected_and_past_its_date_is_late(due: date | None, status: Status, days: int) -> None:
    assert followup.days_late(due, status, date(2020, 8, 27)) == days


def test_an_office_s_own_date_stands_before_that_of_the_letter() -> None:
    given = Recommendation("a" * 16 + "-1", Source.LHE, "", "", "", (), "x", date(2020, 9, 1))

    assert followup.due_of(given, None) == date(2020, 9, 1)
    assert followup.due_of(given, FollowUp(given.id, Status.NOT_BEGUN, 0)) == date(2020, 9, 1)
    assert followup.due_of(given, FollowUp(given.id, Status.NOT_BEGUN, 0, due=date(2020, 9, 9))) == date(
        2020, 9, 9
    )


@pytest.mark.parametrize(
    ("status", "progress"), [(Status.DONE, 100), (Status.NOT_BEGUN, 0), (Status.UNDER_WAY, 40)]
)
def test_progress_fits_its_status(status: Status, progress: int) -> None:
    assert followup.fit(FollowUp("x", status, 40)).progress == progress


def test_space_goes_round_the_three_statuses_of_work() -> None:
    status = Status.NOT_BEGUN
    for expected in (Status.UNDER_WAY, Status.DONE, Status.NOT_BEGUN):
        status = followup.next_status(status)
        assert status is expected
    assert followup.next_status(Status.IMPOSSIBLE) is Status.NOT_BEGUN
