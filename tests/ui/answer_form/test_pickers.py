import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from rbdesk.ui.answer_form import pickers
from rbdesk.ui.answer_form.pickers import Picker
from rbdesk.workflow.evidence import EvidenceFile
from tests.build import NOW, an_evidence
from tests.ui.answering import LETTERS, SHEET, YES_NO

ROWS = [
    ("a", "SK Tim.pdf", "24 KB · dipakai di P.1.i.a", "file"),
    ("b", "Kotak saran.jpg", "1,2 MB", "photo"),
]


@pytest.fixture
def picker(qtbot):
    made = Picker(None, "Pilih bukti", ROWS, act="Pakai", empty="Belum ada.")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_nothing_is_taken_before_something_is_ticked(picker):
    assert picker.picked() == ()
    assert not picker.take.isEnabled()
    picker.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert picker.picked() == ("b",)
    assert picker.take.isEnabled()
    picker.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert picker.take.text() == "Pakai (2)"


def test_the_list_is_searched_and_walked_by_keys(picker):
    QTest.keyClicks(picker.search, "kotak")
    assert [picker.list.item(at).isHidden() for at in range(2)] == [True, False]
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    assert picker.list.hasFocus()
    picker.list.setCurrentRow(1)
    QTest.keyClick(picker.list, Qt.Key.Key_Space)
    assert picker.picked() == ("b",)


def test_an_empty_list_says_so(qtbot):
    made = Picker(None, "Pilih bukti", [], act="Pakai", empty="Belum ada.")
    qtbot.addWidget(made)
    assert made._note.text() == "Belum ada."


def answer_dialog(keys: list[str], *, accept: bool = True) -> None:
    """Tick rows in the picker that opens next, then take them or change one's mind."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        for at in range(dialog.list.count()):
            item = dialog.list.item(at)
            if item.data(Qt.ItemDataRole.UserRole) in keys:
                item.setCheckState(Qt.CheckState.Checked)
        dialog.accept() if accept else dialog.reject()

    QTimer.singleShot(0, act)


def a_file(sha256: str, *questions: str, lost: bool = False) -> EvidenceFile:
    uses = tuple(an_evidence(code, sha256) for code in questions)
    return EvidenceFile(sha256, 10, "application/pdf", f"{sha256[0]}.pdf", NOW, "Siti", None, uses, lost)


@pytest.mark.parametrize("accept", [True, False])
def test_evidence_is_picked_for_a_question(qtbot, accept):
    host = QWidget()
    qtbot.addWidget(host)
    files = [a_file("a" * 64, YES_NO), a_file("b" * 64, LETTERS), a_file("c" * 64, YES_NO, lost=True)]
    answer_dialog(["a" * 64, "b" * 64, "c" * 64], accept=accept)
    picked = pickers.pick_evidence(host, files, SHEET, LETTERS)
    # what stands there already and what is lost is not offered
    assert [file.sha256 for file in picked] == (["a" * 64] if accept else [])


def test_questions_are_picked_for_a_file(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    answer_dialog([LETTERS, YES_NO])
    assert pickers.pick_questions(host, SHEET, title="Pakai di mana?", without=[YES_NO]) == (LETTERS,)
