import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.recognise import DeviceText, RecogniseDialog, known_words
from tests.ui.pages import offices
from tests.ui.parts.screens import shown

DEVICE = DeviceText(
    "Sukatani",
    "32.16.15",
    "Laptop Pelayanan Baru",
    ("40827", "91536", "07714", "62093", "58841", "30265"),
    waiting=2,
    known="Kecamatan ini sudah punya 1 perangkat, dikenal sejak 12 Agu.",
)


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    return shown(qtbot, made, 1366, 696)


def opened(qtbot, window: QWidget, device: DeviceText = DEVICE) -> RecogniseDialog:
    dialog = RecogniseDialog(window, device)
    dialog.open()
    qtbot.waitUntil(dialog.groups[0].hasFocus)
    return dialog


def ended(qtbot, dialog: RecogniseDialog) -> list[str]:
    """What the dialog answers; it is closed after the test at the latest."""
    told: list[str] = []
    dialog.accepted.connect(lambda: told.append("accepted"))
    dialog.rejected.connect(lambda: told.append("rejected"))
    return told


def test_nothing_ticks_all_and_each_group_is_a_check_box(qtbot, window):
    dialog = opened(qtbot, window)

    assert len(dialog.groups) == 6
    assert all(isinstance(group, QCheckBox) and not group.isChecked() for group in dialog.groups)
    assert dialog.groups[0].hasFocus()
    assert dialog.groups[2].accessibleName() == "Kelompok 3: 0 7 7 1 4, belum dicocokkan"
    dialog.reject()


def test_keys_tick_their_group_and_only_the_last_enables(qtbot, window):
    dialog = opened(qtbot, window)
    told = ended(qtbot, dialog)

    for number in (1, 2, 3, 4, 6):
        qtbot.keyClick(QApplication.focusWidget(), str(number))
        assert not dialog.act.isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), "6")
    assert dialog.count.text() == "4 dari 6 kelompok cocok"
    qtbot.keyClick(QApplication.focusWidget(), "6")
    qtbot.keyClick(QApplication.focusWidget(), "5")

    assert dialog.act.isEnabled()
    assert dialog.groups[4].accessibleName() == "Kelompok 5: 5 8 8 4 1, cocok"
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert told == ["accepted"]


def test_after_the_last_group_enter_recognises_the_device(qtbot, window):
    dialog = opened(qtbot, window)
    told = ended(qtbot, dialog)
    for number in range(1, 7):
        qtbot.keyClick(QApplication.focusWidget(), str(number))
    assert dialog.act.hasFocus()
    qtbot.keyClick(dialog.act, Qt.Key.Key_Return)
    assert told == ["accepted"]


@pytest.mark.parametrize("key", ["7", "0", "a"])
def test_other_keys_tick_nothing(qtbot, window, key):
    dialog = opened(qtbot, window)

    qtbot.keyClick(QApplication.focusWidget(), key)

    assert not any(group.isChecked() for group in dialog.groups)
    dialog.reject()


def test_enter_ticks_the_group_and_never_ends_the_dialog(qtbot, window):
    dialog = opened(qtbot, window)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert dialog.groups[0].isChecked()
    assert dialog.isVisible()
    dialog.reject()


def test_esc_closes_and_the_focus_goes_back(qtbot, window):
    field = window.findChild(QLineEdit)
    field.setFocus()
    dialog = opened(qtbot, window)
    told = ended(qtbot, dialog)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert told == ["rejected"]
    assert window.focusWidget() is field


def test_it_says_whom_to_call_and_what_is_known_already(qtbot, window):
    dialog = opened(qtbot, window)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))

    assert "Cocokkan 30 angka dengan Kecamatan Sukatani" in told
    assert "Perangkat “Laptop Pelayanan Baru”, dinamai oleh pengirim. Kode 32.16.15" in told
    assert "Telepon kantor dengan nomor yang sudah Anda kenal" in told
    assert DEVICE.known in told
    assert "2 paket yang menunggu diperiksa lagi." in told
    dialog.reject()


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", [(1366, 696), (911, 440)])
def test_it_fits_into_any_window(qtbot, window, qapp, size, percent):
    theme.apply(qapp, "light", percent)
    window.resize(*size)
    dialog = opened(qtbot, window)
    qtbot.wait(10)  # words claim their height once they know their width

    assert dialog.width() <= window.width() + 48
    assert dialog.height() <= window.height() + 48
    assert offices.cut_words(dialog) == []
    dialog.reject()


def test_nothing_is_said_of_other_devices_where_there_are_none():
    assert known_words(0, []) == ""
    assert known_words(2, ["12 Agu", "3 Sep"]).startswith("Kecamatan ini sudah punya 2 perangkat")
