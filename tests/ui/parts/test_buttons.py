import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts import buttons
from tests.ui.parts.screens import share_of, shown


@pytest.mark.parametrize("kind", buttons.KINDS)
def test_every_kind_answers_mouse_and_keyboard(qtbot, kind):
    button = shown(qtbot, buttons.Button("Simpan", "check", kind))
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(button, key)
    assert len(pressed) == 4


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_it_asks_for_all_of_its_words_icon_and_keys(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    plain = buttons.secondary("Pertanyaan berikutnya")
    rich = buttons.primary("Pertanyaan berikutnya", "arrow-right", keys="Ctrl+Enter")
    for button in (plain, rich):
        qtbot.addWidget(button)
    words = paint.width_of("Pertanyaan berikutnya", theme.font("button"))
    assert plain.sizeHint().width() >= words + 16
    keys = paint.width_of("Ctrl+Enter", theme.font("key"))
    assert rich.sizeHint().width() >= words + keys + theme.px(16) + 24
    assert rich.sizeHint().height() >= paint.height_of(theme.font("button")) + 8


def test_a_disabled_button_is_not_filled(qtbot):
    button = shown(qtbot, buttons.primary("Buat paket resmi"))
    assert share_of(button, "primary") > 0.5
    button.setEnabled(False)
    assert share_of(button, "primary") == 0


def test_the_ring_shows_after_the_keyboard_and_not_after_the_mouse(qtbot):
    row = QWidget()
    button = buttons.secondary("Buka", parent=row)
    shown(qtbot, row, 200, 60)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert share_of(button, "primary") == 0
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert share_of(button, "primary") > 0.02


def test_an_icon_alone_has_a_name(qtbot):
    button = shown(qtbot, buttons.icon_button("x", "Tutup panel"))
    assert button.accessibleName() == "Tutup panel"
    assert button.toolTip() == "Tutup panel"
    assert button.width() == button.height() >= 28


def test_the_name_follows_the_words_and_has_no_ampersand(qtbot):
    button = shown(qtbot, buttons.secondary("&Tutup"))
    assert button.accessibleName() == "Tutup"
    button.setText("&Batal")
    assert button.accessibleName() == "Batal"


def test_it_can_become_the_primary_one(qtbot):
    button = shown(qtbot, buttons.secondary("Kenali perangkat ini"))
    button.set_kind("primary")
    assert share_of(button, "primary") > 0.5


def test_it_changes_with_the_theme(qapp, qtbot):
    button = shown(qtbot, buttons.primary("Lanjut"))
    theme.apply(qapp, "dark", 100)
    assert share_of(button, "primary") > 0.5
