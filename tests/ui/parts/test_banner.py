from PySide6.QtCore import Qt

from rbdesk.ui.parts.banner import Banner, Way
from tests.ui.parts.screens import share_of, shown

LOCKED = ("info", "Penilaian terkunci", "Buka kunci bila ada yang perlu diperbaiki.")
WAYS = (Way("receipt", "Lihat tanda terima"), Way("unlock", "Buka untuk revisi", "lock-open", "primary"))


def test_its_buttons_tell_which_one_was_pressed(qtbot):
    banner = shown(qtbot, Banner(*LOCKED, WAYS), 700)
    pressed = []
    banner.acted.connect(pressed.append)
    for button in banner.buttons():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    banner.buttons()[1].setFocus()
    qtbot.keyClick(banner.buttons()[1], Qt.Key.Key_Space)
    assert pressed == ["receipt", "unlock", "unlock"]


def test_it_says_the_same_to_a_screen_reader(qtbot):
    banner = shown(qtbot, Banner(*LOCKED, WAYS), 700)
    assert banner.accessibleName() == "Penilaian terkunci. Buka kunci bila ada yang perlu diperbaiki."
    assert [button.accessibleName() for button in banner.buttons()] == [
        "Lihat tanda terima",
        "Buka untuk revisi",
    ]


def test_other_words_replace_the_former_buttons(qtbot):
    banner = shown(qtbot, Banner(*LOCKED, WAYS), 700)
    banner.set_banner("err", "Belum tersimpan: disk penuh.", ways=[Way("again", "Coba lagi")])
    assert [button.text() for button in banner.buttons()] == ["Coba lagi"]
    assert share_of(banner, "err_soft") > 0.5


def test_long_words_wrap_and_are_not_cut(qtbot):
    words = "Isi berkas tidak lengkap. Data yang sudah ada di komputer ini tidak berubah. " * 3
    banner = shown(qtbot, Banner("warn", "Paket Cabangbungin tidak bisa dibuka", words, WAYS), 560, 60)
    qtbot.waitUntil(
        lambda: banner._details.height() >= banner._details.heightForWidth(banner._details.width())
    )
    assert banner.height() >= banner._details.height() + banner._title.height()


def test_it_can_be_dismissed(qtbot):
    banner = shown(qtbot, Banner("warn", "Baru 40% terjawab", can_dismiss=True), 400)
    with qtbot.waitSignal(banner.dismissed):
        qtbot.mouseClick(banner._close, Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    assert not Banner("warn", "Baru 40% terjawab")._close.isVisibleTo(banner)
