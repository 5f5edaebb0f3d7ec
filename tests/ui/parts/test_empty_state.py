from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.empty_state import EmptyState, IconDisc, Stairs
from rbdesk.ui.parts.labels import WrapLabel
from tests.ui.parts.screens import share_of, shown

TITLE = "Belum ada jawaban untuk tahun 2020"
DETAILS = (
    "Ada 110 pertanyaan di 8 area. Kerjakan sedikit demi sedikit; semua tersimpan otomatis di komputer ini."
)
WAYS = (
    Way("begin", "Mulai menjawab", "clipboard-list", "primary"),
    Way("reuse", "Pakai jawaban 2019 sebagai awal"),
)


def test_its_buttons_tell_which_one_was_pressed(qtbot):
    empty = shown(qtbot, EmptyState(TITLE, DETAILS, WAYS), 900, 420)
    pressed = []
    empty.acted.connect(pressed.append)
    for button in empty.findChildren(QPushButton):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["begin", "reuse"]


def test_words_wrap_in_a_narrow_window_and_are_not_cut(qapp, qtbot):
    theme.apply(qapp, "light", 130)
    empty = shown(qtbot, EmptyState(TITLE, DETAILS, WAYS), 640, 420)
    for label in empty.findChildren(WrapLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_it_can_say_that_nothing_was_found(qtbot):
    empty = shown(qtbot, EmptyState("", icon="search"), 600, 300)
    empty.set_words("Tidak ada pertanyaan yang cocok dengan ‘xyz’.")
    words = [label.text() for label in empty.findChildren(WrapLabel) if label.isVisible()]
    assert words == ["Tidak ada pertanyaan yang cocok dengan ‘xyz’."]


def test_pictures_wear_the_theme(qapp, qtbot):
    stairs = shown(qtbot, Stairs())
    assert share_of(stairs, theme.band_tint("AA")) > 0.02
    disc = shown(qtbot, IconDisc("check", "ok"))
    assert share_of(disc, "ok_soft") > 0.3
    theme.apply(qapp, "dark", 100)
    assert share_of(stairs, theme.band_tint("AA")) > 0.02
    disc.set_disc("file-broken", "err")
    assert share_of(disc, "err_soft") > 0.3
