from dataclasses import replace

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.ui.answer_form import status_strip
from rbdesk.ui.answer_form.status_strip import StatusStrip
from rbdesk.workflow import sending
from tests.build import NOW
from tests.desks import WHO, fill
from tests.ui.answering import KEY, LETTERS, open_answering


@pytest.fixture
def opened(qtbot, tmp_path):
    found = open_answering(qtbot, tmp_path / "desk", last_year={LETTERS: Answer("C")})
    yield found
    found.desk.close()


def test_last_year_is_offered_until_it_is_put_away(opened):
    said = status_strip.standing(opened.answers, offer=True)
    assert said.key == status_strip.OFFER
    assert said.ways[0].words == "Pakai jawaban 2019 sebagai awal"
    assert "1 pertanyaan" in said.title
    assert status_strip.standing(opened.answers, offer=False) is None


def test_nothing_is_offered_when_all_of_it_is_answered(opened):
    opened.answers.set_value(LETTERS, "A")
    assert status_strip.standing(opened.answers, offer=True) is None


def test_waiting_proposals_are_counted(opened):
    opened.answers.propose_last_year()
    said = status_strip.standing(opened.answers, offer=True)
    assert said.title == "1 usulan dari 2019 menunggu"


def test_differing_laptops_come_before_last_year(opened):
    opened.answers.year = replace(opened.answers.year, conflicts=(LETTERS,))
    said = status_strip.standing(opened.answers, offer=True)
    assert said.key == status_strip.CONFLICT
    assert not said.can_dismiss


def test_a_lock_says_when_and_which_revision_comes_next(qtbot, tmp_path):
    def lock(db):
        fill(db, KEY)
        sending.export(db, KEY, tmp_path, final=True, who=WHO, now=NOW)

    opened = open_answering(qtbot, tmp_path / "desk", then=lock)
    try:
        said = status_strip.standing(opened.answers, offer=True)
        assert said.title.startswith("Penilaian terkunci: paket sudah dibuat 27 Agu 2020 pukul ")
        assert "revisi 2" in said.details
        assert [way.key for way in said.ways] == [status_strip.RECEIPT, status_strip.UNLOCK]
    finally:
        opened.desk.close()


def test_the_strip_says_one_thing_and_can_be_put_away(qtbot):
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.show()
    gone = []
    strip.dismissed.connect(gone.append)
    strip.say(status_strip.all_done())
    assert strip.key == status_strip.DONE
    assert [button.text() for button in strip.buttons()] == ["Periksa dan kirim"]

    strip.say(status_strip.filter_done())
    assert strip.key == status_strip.FILTERED
    strip._banner.dismissed.emit()
    assert gone == [status_strip.FILTERED]
    assert strip.key == ""
    assert not strip.isVisible()


def test_in_a_low_window_only_the_title_is_said(qtbot):
    strip = StatusStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 100)
    strip.say(status_strip.all_done())
    strip.show()
    tall = strip.sizeHint().height()
    strip.set_brief(True)
    assert strip.sizeHint().height() < tall
