from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rbdesk.ui.models.overview_steps import REMIND, overview_steps
from rbdesk.workflow import secretariat
from rbdesk.workflow.followup_rulings import Unsent
from rbdesk.workflow.secretariat import Inbox
from tests import year

TODAY, DUE = date(2020, 9, 3), date(2020, 9, 7)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory) -> Inbox:
    """A year in which nothing has come."""
    with year.a_secretariat(tmp_path_factory.mktemp("ringkasan") / "meja") as db:
        return secretariat.load_inbox(db, year.YEAR)


def with_statuses(inbox: Inbox, *statuses: str, reason: str = "", rest: str = "selesai") -> Inbox:
    given = [*statuses, *[rest] * (len(inbox.offices) - len(statuses))]
    offices = tuple(
        replace(one, status=status, reason=reason if status == "perlu_tindakan" else "")
        for one, status in zip(inbox.offices, given, strict=True)
    )
    return replace(inbox, offices=offices)


def titles(inbox: Inbox, waiting: int = 0) -> list[str]:
    return [step.title for step in overview_steps(inbox, waiting, DUE, TODAY)]


def test_problems_come_before_devices_before_verification_before_reminders(inbox):
    found = with_statuses(
        inbox, "perlu_tindakan", "diterima", "diverifikasi", "belum_kirim", reason="conflict"
    )

    steps = overview_steps(found, 0, DUE, TODAY)

    assert [(step.title, step.details, step.page) for step in steps] == [
        ("Selesaikan 1 paket bermasalah", "1 dua versi", "inbox"),
        ("2 menunggu verifikasi", "1 diterima, 1 sedang dikerjakan", "verification"),
        ("Ingatkan 1 kecamatan", "Batas kirim 4 hari lagi", ""),
    ]
    assert steps[2].filter == REMIND
    assert titles(found, waiting=2)[1] == "Kenali 2 perangkat di Karantina"
    assert len(titles(found, waiting=2)) == 3


def test_files_that_have_not_come_are_asked_for_before_anything_is_verified(inbox):
    found = with_statuses(inbox, "diterima", "diterima")
    lacking = replace(found.offices[1], evidence_missing=2)
    found = replace(found, offices=(found.offices[0], lacking, *found.offices[2:]))

    step, following = overview_steps(found, 0, DUE, TODAY)

    assert step.title == "Minta 2 berkas bukti yang belum datang"
    assert (step.details, step.page, step.focus) == (
        f"Dari {lacking.office.name}",
        "inbox",
        lacking.office.code,
    )
    assert following.title == "2 menunggu verifikasi"


def test_a_device_that_waits_is_not_told_twice(inbox):
    found = with_statuses(inbox, "perlu_tindakan", reason="quarantined")

    assert titles(found, waiting=1) == ["Kenali 1 perangkat di Karantina"]


def test_when_all_is_done_the_offices_can_be_compared(inbox):
    [step] = overview_steps(with_statuses(inbox), 0, None, TODAY)

    assert (step.page, step.tone) == ("comparison", "ok")


def test_without_a_date_the_first_offices_are_named(inbox):
    [step] = overview_steps(with_statuses(inbox, "belum_kirim"), 0, None, TODAY)

    assert step.details == inbox.offices[0].office.name


@pytest.mark.parametrize(
    ("unsent", "title", "details", "page", "focus"),
    [
        (
            (Unsent("32.16.01", 0, 1), Unsent("32.16.02", 2, 0)),
            "2 putusan tindak lanjut dan 1 rekomendasi belum dikirim",
            "Ikut dalam balasan untuk Tarumajaya dan Babelan",
            "followup",
            "",
        ),
        (
            tuple(Unsent(f"32.16.0{number}", 0, 1) for number in range(1, 6)),
            "5 rekomendasi belum dikirim",
            "Ikut dalam balasan atau berkas aktivasi untuk 5 kecamatan",
            "settings",
            "activations",
        ),
    ],
)
def test_what_offices_were_not_told_waits_for_a_letter(inbox, unsent, title, details, page, focus):
    [step] = overview_steps(with_statuses(inbox), 0, DUE, TODAY, unsent)

    assert (step.title, step.details, step.page, step.focus) == (title, details, page, focus)
