import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest

from rbdesk.ui.parts.growing_text import GrowingText


@pytest.fixture
def field(qtbot):
    made = GrowingText("Catatan", lines=(3, 8), limit=100)
    made.heard = []
    made.edited.connect(lambda: made.heard.append(made.text()))
    qtbot.addWidget(made)
    made.resize(300, 60)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def lines_of(field):
    return round(field.height() / field.fontMetrics().lineSpacing())


def test_typing_is_told_once_it_pauses(field, qtbot):
    QTest.keyClicks(field, "rekap")
    assert field.heard == []
    assert field.is_typing()
    qtbot.waitUntil(lambda: field.heard == ["rekap"])
    assert not field.is_typing()


def test_leaving_the_field_tells_at_once(field):
    left = []
    field.left.connect(lambda: left.append(True))
    QTest.keyClicks(field, "rekap")
    field.clearFocus()
    assert field.heard == ["rekap"]
    assert left == [True]


def test_filling_says_nothing(field, qtbot):
    field.set_text("lama")
    qtbot.wait(450)
    assert field.heard == []


def test_it_grows_from_three_lines_to_eight(field):
    low = field.height()
    field.set_text("\n".join("baris" for _ in range(5)))
    middle = field.height()
    field.set_text("\n".join("baris" for _ in range(8)))
    high = field.height()
    field.set_text("\n".join("baris" for _ in range(30)))
    assert low < middle < high == field.height()
    field.set_text("")
    assert field.height() == low


def test_the_counter_begins_near_the_end(field):
    counted = []
    field.counted.connect(lambda words, full: counted.append((words, full)))
    field.set_text("x" * 89)
    field.set_text("x" * 90)
    field.set_text("x" * 100)
    assert counted == [("", False), ("90 dari 100 huruf", False), ("100 dari 100 huruf", True)]


def test_more_than_the_limit_cannot_be_typed_or_pasted(field):
    field.set_text("x" * 98)
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, "abcd")
    assert field.text() == "x" * 98 + "ab"
    field.moveCursor(field.textCursor().MoveOperation.Start)
    field.insertPlainText("panjang sekali")
    assert len(field.text()) == 100


def test_a_paste_that_is_too_long_is_cut_at_once_and_said(field):
    counted = []
    field.counted.connect(lambda words, full: counted.append((words, full)))
    field.set_text("awal ")
    field.moveCursor(field.textCursor().MoveOperation.End)
    content = QMimeData()
    content.setText("y" * 1_000_000)
    field.insertFromMimeData(content)
    assert field.text() == "awal " + "y" * 95
    assert counted[-1] == ("Tempelan dipotong pada 100 huruf", True)


def test_the_limit_counts_characters_and_not_halves(field):
    field.set_text("")
    field.insertPlainText("\U0001f600" * 101)
    assert len(field.text()) == 100


def test_esc_gives_back_and_ctrl_enter_is_for_the_page(field, qtbot):
    escaped = []
    field.escaped.connect(lambda: escaped.append(True))
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "a"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert escaped == [True]
    assert field.heard == ["a"]


def test_pasted_files_are_not_text(field, tmp_path):
    given = []
    field.pasted.connect(given.append)
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    field.insertFromMimeData(content)
    assert len(given) == 1
    assert field.text() == ""
    words = QMimeData()
    words.setText("teks")
    field.insertFromMimeData(words)
    assert field.text() == "teks"


def test_a_locked_field_can_be_read_and_copied(field):
    field.set_text("rekap")
    field.set_locked(True)
    QTest.keyClicks(field, "x")
    assert field.text() == "rekap"
    assert field.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    field.set_locked(False)
    QTest.keyClicks(field, "x")
    assert field.text() == "xrekap"
