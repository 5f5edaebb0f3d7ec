import pytest
from PySide6.QtCore import QMimeData, QUrl

from rbdesk.ui.answer_form.intake import Intake
from rbdesk.workflow import sending
from rbdesk.workflow.changes import Changes
from tests.build import NOW
from tests.desks import WHO, fill
from tests.ui.answering import KEY, LETTERS, YES_NO, a_picture, attach, open_answering


@pytest.fixture
def opened(qtbot, tmp_path):
    found = open_answering(qtbot, tmp_path / "desk")
    yield found
    found.desk.close()


class Heard:
    def __init__(self, intake):
        self.refused, self.taken, self.started = [], [], 0
        intake.refused.connect(lambda codes, words: self.refused.append(words))
        intake.taken.connect(lambda codes, names: self.taken.append((tuple(codes), tuple(names))))
        intake.started.connect(lambda codes: setattr(self, "started", self.started + 1))


@pytest.fixture
def intake(opened):
    made = Intake(opened.answers)
    made.heard = Heard(made)
    return made


def test_files_are_copied_and_put_at_their_questions(opened, intake, qtbot, tmp_path):
    intake.add_files([LETTERS, YES_NO], [a_picture(tmp_path, "a.png"), a_picture(tmp_path, "b.png", 50)])
    assert intake.is_running
    with qtbot.waitSignal(intake.ended):
        pass
    opened.settle()
    assert sorted(item.name for item in opened.answers.evidence(LETTERS)) == ["a.png", "b.png"]
    assert len(opened.answers.evidence(YES_NO)) == 2
    assert intake.heard.started == 2


def test_one_bad_file_does_not_stop_the_others(opened, intake, qtbot, tmp_path):
    bad = tmp_path / "catatan.txt"
    bad.write_text("bukan bukti")
    intake.add_files([LETTERS], [bad, a_picture(tmp_path)])
    with qtbot.waitSignal(intake.ended):
        pass
    opened.settle()
    assert [item.name for item in opened.answers.evidence(LETTERS)] == ["foto.png"]
    assert len(intake.heard.refused) == 1
    assert "catatan.txt" in intake.heard.refused[0]


def test_the_same_file_again_is_told(opened, intake, qtbot, tmp_path):
    path = a_picture(tmp_path)
    for _ in range(2):
        intake.add_files([LETTERS], [path])
        with qtbot.waitSignal(intake.ended):
            pass
        opened.settle()
    assert intake.heard.refused == ["“foto.png” sudah ada di sini."]


def test_an_address_of_the_net_is_no_file(intake):
    content = QMimeData()
    content.setUrls([QUrl("https://contoh.go.id/sk.pdf")])
    assert intake.add_content([LETTERS], content)
    assert "Simpan dulu berkasnya" in intake.heard.refused[0]


def test_text_is_neither_file_nor_picture(intake):
    content = QMimeData()
    content.setText("a")
    assert not intake.add_content([LETTERS], content)


def test_a_lost_file_found_under_other_content_takes_its_place_and_that_is_said(qtbot, tmp_path):
    digests = []

    def lose(db):
        digests.append(attach(db, LETTERS, "Rekap.pdf", "lama"))
        db.folder.evidence_file(digests[0]).unlink()

    opened = open_answering(qtbot, tmp_path / "desk", then=lose)
    try:
        intake = Intake(opened.answers)
        heard = Heard(intake)
        other = tmp_path / "Rekap lain.pdf"
        other.write_bytes(b"%PDF-1.4\nlain\n%%EOF\n")
        intake.find_again(opened.answers.evidence(LETTERS)[0], other)
        with qtbot.waitSignal(intake.ended):
            pass
        opened.settle()
        assert [item.name for item in opened.answers.evidence(LETTERS)] == ["Rekap lain.pdf"]
        assert "berbeda dari “Rekap.pdf”" in heard.refused[0]
    finally:
        opened.desk.close()


def test_nothing_is_taken_into_a_locked_year(opened, intake, tmp_path, qtbot):
    def lock(db, *, who, now):
        fill(db, KEY)
        sending.export(db, KEY, tmp_path / "kirim", final=True, who=WHO, now=NOW)
        return Changes(frozenset({KEY}), frozenset(), frozenset({"stage"}))

    with qtbot.waitSignal(opened.answers.stage_changed):
        opened.desk.do(lock)
    intake.add_files([LETTERS], [a_picture(tmp_path)])
    assert not intake.is_running
