import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from rbdesk.ui.answer_form import frame
from rbdesk.ui.answer_form.frame import QuestionFrame


@pytest.fixture
def card(qtbot):
    made = QuestionFrame("U.P.1.i.a")
    made.heard = []
    made.acted.connect(lambda *given: made.heard.append(given))
    qtbot.addWidget(made)
    made.resize(400, 60)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize(
    ("key", "act", "detail"),
    [
        (Qt.Key.Key_A, frame.CHOOSE, "A"),
        (Qt.Key.Key_E, frame.CHOOSE, "E"),
        (Qt.Key.Key_Y, frame.CHOOSE, "Y"),
        (Qt.Key.Key_T, frame.CHOOSE, "T"),
        (Qt.Key.Key_7, frame.TYPE, "7"),
        (Qt.Key.Key_Down, frame.NEXT, ""),
        (Qt.Key.Key_Home, frame.FIRST, ""),
        (Qt.Key.Key_Return, frame.NOTE, ""),
        (Qt.Key.Key_Enter, frame.NOTE, ""),
        (Qt.Key.Key_Delete, frame.CLEAR, ""),
        (Qt.Key.Key_F, frame.FLAG, ""),
        (Qt.Key.Key_H, frame.HISTORY, ""),
        (Qt.Key.Key_Space, frame.TOGGLE, ""),
    ],
)
def test_a_key_asks_for_an_act(card, key, act, detail):
    QTest.keyClick(card, key)
    assert card.heard == [("U.P.1.i.a", act, detail)]


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_F, Qt.Key.Key_Down, Qt.Key.Key_Return])
@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_keys_with_ctrl_or_alt_are_for_others(card, key, modifier):
    QTest.keyClick(card, key, modifier)
    assert card.heard == []


def test_other_letters_do_nothing(card):
    for key in (Qt.Key.Key_X, Qt.Key.Key_G, Qt.Key.Key_Backspace):
        QTest.keyClick(card, key)
    assert card.heard == []


def paste(card, content: QMimeData) -> list:
    given = []
    card.given.connect(lambda code, what: given.append(what))
    QGuiApplication.clipboard().setMimeData(content)
    QTest.keyClick(card, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return given


def test_pasted_files_are_given(card, tmp_path):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    [given] = paste(card, content)
    assert given.urls() == [QUrl.fromLocalFile(str(tmp_path / "a.pdf"))]


def test_a_card_that_takes_no_files_gives_none(card, tmp_path):
    card.takes_files = False
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    assert paste(card, content) == []
