import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.reason_box import ReasonBox
from tests.ui.parts.screens import shown


@pytest.fixture
def box(qtbot):
    box = shown(
        qtbot, ReasonBox("Kesampingkan temuan di P.7.i.c", "Kesampingkan", "Alasan ikut terkirim."), 480
    )
    box.begin()
    return box


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_reason_is_given_by_enter_once_it_is_long_enough(box, qtbot, key, modifier):
    given = []
    box.given.connect(given.append)

    qtbot.keyClicks(box.field, "Sama saja")
    qtbot.keyClick(box.field, key, modifier)
    assert given == []
    assert box.needed.text() == "1 huruf lagi"

    qtbot.keyClicks(box.field, ", daftar hadirnya satu")
    qtbot.keyClick(box.field, key, modifier)
    assert given == ["Sama saja, daftar hadirnya satu"]


def test_blanks_make_no_reason(box, qtbot):
    qtbot.keyClicks(box.field, "a" + " " * 20)

    assert not box.act.isEnabled()


def test_the_button_gives_it_and_esc_or_batal_give_up(box, qtbot):
    given, dismissed = [], []
    box.given.connect(given.append)
    box.dismissed.connect(lambda: dismissed.append(True))

    qtbot.keyClicks(box.field, "SK masih berlaku")
    qtbot.mouseClick(box.act, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(box.cancel, Qt.MouseButton.LeftButton)
    qtbot.keyClick(box.field, Qt.Key.Key_Escape)

    assert given == ["SK masih berlaku"]
    assert dismissed == [True, True]


def test_it_begins_empty_with_the_focus_in_the_field(box, qtbot):
    qtbot.keyClicks(box.field, "lama")

    box.begin()

    assert box.field.hasFocus()
    assert box.field.text() == ""
    assert box.needed.text() == "alasan wajib"
