import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rbdesk.ui import dialogs
from rbdesk.ui.models import answers as filters
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import evidence
from tests.build import NOW
from tests.desks import WHO
from tests.ui import penilaian
from tests.ui.answering import KEY, LETTERS, YES_NO, a_picture, attach, open_answering
from tests.ui.penilaian import Penilaian, show


@pytest.fixture
def half(qtbot, tmp_path):
    found = penilaian.show_half(qtbot, tmp_path)
    yield found
    found.close()


def evidence_names(page: Penilaian, code: str) -> list[str]:
    return [item.name for item in page.answers.evidence(code)]


def test_files_are_added_by_dialog(half, qtbot, tmp_path, monkeypatch):
    path = a_picture(tmp_path, "Kotak saran.png")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
    half.page.show_link(Link("assessment", LETTERS))
    half.press((Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier))

    qtbot.waitUntil(lambda: evidence_names(half, LETTERS) == ["Kotak saran.png"])
    row = half.page.list.open_card.evidence.rows()[0]
    assert row.name.accessibleName() == "Kotak saran.png"
    assert LETTERS not in half.answers.matching(filters.NO_EVIDENCE)


def test_files_dropped_on_a_closed_card_become_its_evidence(half, qtbot, tmp_path):
    path = a_picture(tmp_path, "Kotak saran.png")
    half.page.show_link(Link("assessment", "U.P.8.i.a"))
    card = half.page.list.card("U.P.8.i.b")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path))])
    middle = QPoint(40, 20)
    args = (Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(card, QDragEnterEvent(middle, *args))
    QApplication.sendEvent(card, QDropEvent(QPointF(middle), *args))

    qtbot.waitUntil(lambda: evidence_names(half, "U.P.8.i.b") == ["Kotak saran.png"])
    assert half.page.list.opened == "U.P.8.i.b"


def test_a_picture_is_pasted_at_the_card(half, qtbot):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    half.page.show_link(Link("assessment", LETTERS))
    half.press((Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier))

    qtbot.waitUntil(lambda: len(evidence_names(half, LETTERS)) == 1)
    [name] = evidence_names(half, LETTERS)
    assert name.startswith("Tempelan 27 Agu 2020")
    assert name.endswith(".png")


def test_text_pasted_at_the_card_is_no_evidence_and_no_answer(half):
    QGuiApplication.clipboard().setText("a")
    half.page.show_link(Link("assessment", LETTERS))
    half.press((Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier))
    assert half.value(LETTERS) == "B"
    assert evidence_names(half, LETTERS) == []


def test_each_refused_file_of_many_is_named_also_beside_those_that_were_taken(
    half, qtbot, tmp_path, monkeypatch
):
    empty, program = tmp_path / "kosong.pdf", tmp_path / "surat.exe"
    empty.write_bytes(b"")
    program.write_bytes(b"MZ bukan")
    paths = [empty, program, a_picture(tmp_path, "Kotak saran.png")]
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: paths)
    half.page.show_link(Link("assessment", LETTERS))
    half.press((Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier))

    qtbot.waitUntil(lambda: evidence_names(half, LETTERS) == ["Kotak saran.png"])
    qtbot.waitUntil(
        lambda: "“kosong.pdf” kosong" in half.words() and "“surat.exe” bukan jenis" in half.words()
    )
    half.page.list.open_card.evidence.show_question(LETTERS)  # as after the write
    assert "“kosong.pdf” kosong" in half.words()
    half.page.show_link(Link("assessment", YES_NO))
    assert "kosong.pdf" not in half.words()


def test_a_file_that_is_no_evidence_is_refused_in_words(half, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "makro.xlsm"
    path.write_bytes(b"PK\x03\x04 bukan")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
    half.page.show_link(Link("assessment", LETTERS))
    half.page.evidence.add()
    qtbot.waitUntil(lambda: "makro.xlsm" in half.words())
    assert evidence_names(half, LETTERS) == []


def test_removing_evidence_can_be_undone_and_the_focus_goes_to_the_next_row(
    half, qtbot, tmp_path, monkeypatch
):
    paths = [a_picture(tmp_path, f"foto {at}.png", 40 + at) for at in range(2)]
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: paths)
    half.page.show_link(Link("assessment", LETTERS))
    half.page.evidence.add()
    qtbot.waitUntil(lambda: len(evidence_names(half, LETTERS)) == 2)
    row = half.page.list.open_card.evidence.rows()[0]
    removed = row.file.name
    row.remove.setFocus()
    half.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(evidence_names(half, LETTERS)) == 1)

    [left] = half.page.list.open_card.evidence.rows()
    assert half.focus is left.name
    assert half.told == [f"Bukti “{removed}” dilepas dari P.8.iii.c"]
    half.answers.undo()
    qtbot.waitUntil(lambda: len(evidence_names(half, LETTERS)) == 2)


def test_a_page_reference_is_written_beside_the_file(half, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [a_picture(tmp_path)])
    half.page.show_link(Link("assessment", LETTERS))
    half.page.evidence.add()
    qtbot.waitUntil(lambda: len(evidence_names(half, LETTERS)) == 1)
    reference = half.page.list.open_card.evidence.rows()[0].reference
    reference.button.click()
    QTest.keyClicks(reference.field, "hal. 3-5")
    QTest.keyClick(reference.field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: half.answers.evidence(LETTERS)[0].note == "hal. 3-5")
    assert half.page.list.opened == LETTERS


def test_a_lost_file_is_red_and_can_be_found_again(qtbot, tmp_path, monkeypatch):
    path = a_picture(tmp_path, "hilang.png")
    digests = []

    def lose(db):
        staged = evidence.stage_evidence(db.folder, path)
        evidence.attach_evidence(db, KEY, LETTERS, staged, who=WHO, now=NOW)
        db.folder.evidence_file(staged.sha256).unlink()
        digests.append(staged.sha256)

    page = show(open_answering(qtbot, tmp_path / "desk", then=lose))
    try:
        page.page.show_link(Link("assessment", LETTERS))
        row = page.page.list.open_card.evidence.rows()[0]
        assert row.file.is_lost
        assert "Berkas hilang dari folder data" in page.words()

        monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])
        row.acted.emit(digests[0])
        qtbot.waitUntil(lambda: not page.answers.is_lost(digests[0]))
        qtbot.waitUntil(lambda: not page.page.list.open_card.evidence.rows()[0].file.is_lost)
    finally:
        page.close()


def test_a_file_used_twice_says_so(qtbot, tmp_path):
    def twice(db):
        attach(db, LETTERS)
        attach(db, YES_NO)

    page = show(open_answering(qtbot, tmp_path / "desk", then=twice))
    try:
        page.page.show_link(Link("assessment", LETTERS))
        assert "dipakai di 2 pertanyaan" in page.words()
    finally:
        page.close()
