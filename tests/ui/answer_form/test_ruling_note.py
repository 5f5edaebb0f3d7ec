from dataclasses import replace

import pytest

from rbdesk.domain.review import Verdict
from rbdesk.ui.answer_form.ruling_note import RulingNote
from rbdesk.workflow.office import Judged
from tests.build import NOW
from tests.ui.answering import LETTERS, SHEET

SCALE = SHEET.question(LETTERS).scale
CORRECTED = Judged(Verdict.CORRECT, "C", "SK belum cocok.", "Verifikator 1", NOW, False, False)


@pytest.fixture
def note(qtbot) -> RulingNote:
    found = RulingNote()
    qtbot.addWidget(found)
    return found


@pytest.mark.parametrize("judged", [None, replace(CORRECTED, verdict=Verdict.AGREE)])
def test_what_did_not_come_back_has_no_note(note, judged):
    note.show_ruling(CORRECTED, SCALE)
    note.show_ruling(judged, SCALE)
    assert note.isHidden()


@pytest.mark.parametrize(
    ("but", "title", "way"),
    [
        ({}, "Catatan verifikator: hasil C", "Tanggapi"),
        ({"verdict": Verdict.REJECT, "value": None}, "Catatan verifikator: jawaban ditolak", "Tanggapi"),
        ({"verdict": Verdict.ASK, "value": None}, "Catatan verifikator: minta bukti", "Tanggapi"),
        ({"is_replied": True}, "Catatan verifikator: hasil C", "Lihat tanggapan"),
    ],
)
def test_a_returned_answer_says_what_was_ruled_why_and_where_it_is_answered(note, but, title, way):
    asked = []
    note.acted.connect(asked.append)

    note.show_ruling(replace(CORRECTED, **but), SCALE)

    assert not note.isHidden()
    assert note._title.text() == title
    assert note._details.text().startswith("SK belum cocok. (Verifikator 1, ")
    [button] = note.buttons()
    assert button.text() == way
    button.click()
    assert asked == ["reply"]


def test_an_answer_that_changed_since_is_said_to(note):
    note.show_ruling(replace(CORRECTED, is_outdated=True), SCALE)
    assert note._details.text().endswith("Jawaban Anda sudah berubah sejak diperiksa.")
    note.show_ruling(replace(CORRECTED, is_outdated=True, is_replied=True), SCALE)
    assert "berubah" not in note._details.text()
