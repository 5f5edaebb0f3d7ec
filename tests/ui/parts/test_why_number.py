from PySide6.QtCore import Qt

from rbdesk.ui.parts.why_number import WhyNumber
from tests.ui.parts.screens import shown


def test_a_click_and_enter_ask_why(qtbot):
    number = shown(qtbot, WhyNumber("58,42", name="Nilai"), 200, 60)
    asked = []
    number.clicked.connect(lambda: asked.append(number.text()))

    qtbot.mouseClick(number, Qt.MouseButton.LeftButton)
    qtbot.keyClick(number, Qt.Key.Key_Return)

    assert asked == ["58,42", "58,42"]


def test_it_says_which_number_it_is_and_that_it_can_be_asked(qtbot):
    number = shown(qtbot, WhyNumber("–", name="Nilai"), 200, 60)
    before = number.sizeHint().width()

    number.setText("58,42")

    assert number.accessibleName() == "Nilai 58,42, lihat jejaknya"
    assert number.sizeHint().width() > before
