from dataclasses import replace
from datetime import timedelta

import pytest

from rbdesk.store import backup
from rbdesk.ui.parts.settings.backups import BackupsCard, when
from rbdesk.workflow.upkeep import Care, DrillResult
from tests.build import NOW
from tests.desks import a_desk
from tests.ui.pages.offices import words_of
from tests.ui.parts.screens import shown

NOTHING = Care(0, None, None, None, None, "")


@pytest.fixture
def care(tmp_path):
    db = a_desk(tmp_path / "desk")
    point = backup.take(db, backup.AUTO, NOW)
    db.close()
    return Care(1, point, point, None, None, "")


@pytest.fixture
def card(qtbot):
    card = BackupsCard()
    shown(qtbot, card, 540)
    return card


def said(card, qtbot):
    qtbot.wait(5)
    return " | ".join(words_of(card))


def test_a_new_desk_says_when_the_first_copy_comes(card, qtbot):
    card.show_care(NOTHING, NOW)
    assert "belum ada" in said(card, qtbot)
    assert card.drill.buttons() == []
    assert card.age.text() == "stik: belum pernah"


def test_copies_and_a_good_drill_are_told(card, care, qtbot):
    drill = DrillResult(NOW - timedelta(days=3), "", {"answers": 78, "evidence": 118}, 1)
    at = NOW - timedelta(days=10)
    card.show_care(replace(care, drill=drill, carried_at=at), NOW)
    assert "otomatis" in said(card, qtbot)
    assert "1 titik" in said(card, qtbot)
    assert card.drill.accessibleName().startswith("Uji pulih terakhir berhasil. Senin, 24 Agu 2020")
    assert "78 jawaban dan 118 bukti sama persis" in card.drill.accessibleName()
    assert card.age.text() == "stik: 10 hari lalu"
    with qtbot.waitSignal(card.drill_wanted):
        card.drill.buttons()[0].click()


@pytest.mark.parametrize("fault", ["damaged", "differs", "evidence"])
def test_a_drill_that_failed_says_what_to_do(card, care, fault):
    card.show_care(replace(care, drill=DrillResult(NOW, fault, {}, 1, 2)), NOW)
    assert card.drill.accessibleName().startswith("Uji pulih gagal")


def test_an_old_drill_is_no_good_news(card, care):
    drill = DrillResult(NOW - timedelta(days=15), "", {"answers": 1})
    card.show_care(replace(care, drill=drill), NOW)
    assert "lebih dari 14 hari" in card.drill.accessibleName()


def test_what_runs_can_be_seen_and_stopped(card, care, qtbot):
    card.show_care(care, NOW)
    card.begin("Menyalin ke stik")
    card.show_step(1, 2, "carry")
    assert card.working.step.text() == "Menyalin dan membaca kembali…"
    assert not card.restore.isEnabled()
    with qtbot.waitSignal(card.stopped):
        card.working.cancel.click()
    card.end("ok", "Aman dicabut", "/stik")
    assert card.restore.isEnabled()
    assert card.outcome.accessibleName() == "Aman dicabut. /stik"


def test_times_are_said_as_people_do():
    assert when(NOW, NOW).startswith("hari ini ")
    assert when(NOW - timedelta(days=1), NOW).startswith("kemarin ")
    assert when(NOW - timedelta(days=13), NOW).startswith("14 Agu 2020")
