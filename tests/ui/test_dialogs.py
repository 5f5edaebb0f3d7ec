import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rbdesk.errors import BundleRefused, InstrumentFault, NotAllowed, StoreTrouble
from rbdesk.ui import dialogs, theme
from rbdesk.ui.dialogs import Act, Trouble, TroubleDialog
from tests.build import NOW
from tests.ui.pages.offices import cut_words
from tests.ui.parts.screens import shown

BROKEN = Trouble(
    "Paket Cabangbungin tidak bisa dibuka",
    "Isi berkas tidak lengkap. Data yang sudah ada di komputer ini tidak berubah.",
    (
        ("Berkas", "RBD_RB-2020_32.16.16_isian_r0001_M4TX_5c2077.rbd.zip"),
        ("Sebab", "Ukuran berkurang; kemungkinan terputus saat dikirim"),
        ("Kode galat", "RB-Z01"),
    ),
    ("Minta kecamatan mengirim ulang berkasnya sebagai dokumen, bukan foto.", "Cocokkan kode paket."),
    "details of it",
)
ASK_AGAIN = Act("again", "Salin pesan minta ulang", "brand-whatsapp", "primary")


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.field = QLineEdit(window)
    QVBoxLayout(window).addWidget(window.field)
    shown(qtbot, window, 1000, 600)
    window.field.setFocus()
    return window


def words(dialog):
    return [label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel)]


def when_open(act, tries=100):
    """Do something with the dialog that is about to open, once it is active; it is closed in any case."""
    dialog = QApplication.activeModalWidget()
    if tries and (dialog is None or not dialog.isActiveWindow()):
        QTimer.singleShot(20, lambda: when_open(act, tries - 1))
        return
    try:
        act(dialog)
    finally:
        if dialog is not None:
            dialog.reject()


def test_it_tells_what_happened_what_is_safe_the_facts_and_what_to_do(qtbot, window):
    dialog = TroubleDialog(window, BROKEN, [ASK_AGAIN])
    qtbot.addWidget(dialog)
    said = words(dialog)
    assert said[:2] == [BROKEN.title, BROKEN.safe]
    assert {"RB-Z01", "Yang bisa dilakukan", "1.", "2.", BROKEN.todo[1]} <= set(said)
    assert dialog.accessibleName() == BROKEN.title


def test_the_safe_button_has_the_focus_and_escape_is_it(qtbot, window):
    def look(dialog):
        assert QApplication.focusWidget() is dialog.buttons()[dialogs.CLOSE]
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    when_open(look)
    assert dialogs.show_trouble(window, BROKEN, [ASK_AGAIN]) == dialogs.CLOSE


def test_the_pressed_button_is_told_and_the_focus_goes_back(qtbot, window):
    when_open(lambda dialog: qtbot.mouseClick(dialog.buttons()["again"], Qt.MouseButton.LeftButton))
    assert dialogs.show_trouble(window, BROKEN, [ASK_AGAIN]) == "again"
    assert window.focusWidget() is window.field


def test_who_had_the_focus_may_have_ended_meanwhile(qtbot, window):
    """The button of a dialog that was just answered has the focus when the next one opens, and ends under it."""
    former = QLineEdit(window)
    window.layout().addWidget(former)
    former.setFocus()
    when_open(lambda dialog: shiboken6.delete(former))
    assert dialogs.show_trouble(window, BROKEN, [ASK_AGAIN]) == dialogs.CLOSE


def test_the_window_is_dimmed_only_while_the_dialog_is_open(qtbot, window):
    before = window.grab().toImage()
    seen = []

    def look(dialog):
        seen.append(window.grab().toImage())
        dialog.reject()

    when_open(look)
    dialogs.show_trouble(window, BROKEN)
    assert seen[0].pixelColor(900, 500).lightness() < before.pixelColor(900, 500).lightness()
    assert window.grab().toImage().pixelColor(900, 500) == before.pixelColor(900, 500)


def test_the_details_are_copied_with_the_code(qtbot, window):
    dialog = TroubleDialog(window, BROKEN)
    qtbot.addWidget(dialog)
    dialog.buttons()["copy"].click()
    copied = QApplication.clipboard().text()
    assert all(part in copied for part in (BROKEN.title, "Kode galat: RB-Z01", "details of it"))
    assert dialog.buttons()["copy"].text() == "Tersalin"


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("width", [1366, 880])
def test_no_word_is_cut_even_of_a_long_file_name(qtbot, window, qapp, width, percent):
    theme.apply(qapp, "light", percent)
    window.resize(width, 600)
    dialog = TroubleDialog(window, BROKEN, [ASK_AGAIN])
    qtbot.addWidget(dialog)
    dialog.adjustSize()
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert cut_words(dialog) == []
    assert dialog.width() <= width


def test_each_button_is_named_by_us(qtbot, window):
    dialog = TroubleDialog(window, BROKEN, [ASK_AGAIN], close_words="Kembali")
    qtbot.addWidget(dialog)
    names = [button.accessibleName() for button in dialog.findChildren(QPushButton)]
    assert names == ["Salin rincian", "Kembali", "Salin pesan minta ulang"]


def test_a_question_is_answered_by_the_button_that_names_the_act(qtbot, window):
    act = Act("unlock", "Buka kunci", "lock-open", "primary")
    when_open(lambda dialog: dialog.buttons()["unlock"].click())
    assert dialogs.ask(
        window, "Buka kunci?", "Paket baru menjadi revisi 2.", act, keep_words="Biarkan terkunci"
    )
    when_open(lambda dialog: dialog.buttons()[dialogs.CLOSE].click())
    assert not dialogs.ask(window, "Buka kunci?", "", act, keep_words="Biarkan terkunci")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_presses_the_button_that_has_the_focus(qtbot, window, key):
    def press(dialog):
        qtbot.keyClick(dialog.buttons()[dialogs.CLOSE], Qt.Key.Key_Tab)
        qtbot.keyClick(QApplication.focusWidget(), key)

    act = Act("unlock", "Buka kunci", "lock-open", "primary")
    when_open(press)
    assert dialogs.ask(window, "Buka kunci?", "", act, keep_words="Biarkan terkunci")


# --- what is told about an error ----------------------------------------------------------------------------


def test_trouble_of_the_machine_names_the_place_and_the_holder():
    held = StoreTrouble("locked", "desk.db", "2020-08-27T03:42:00Z", "siti")
    trouble = dialogs.trouble_of(held, now=NOW)
    facts = dict(trouble.facts)
    assert facts["Dibuka oleh"] == "siti"
    assert facts["Sejak"].startswith("27 Agu 2020")
    assert trouble.todo


def test_a_refused_bundle_carries_its_code():
    trouble = dialogs.trouble_of(BundleRefused("RB-Z01", name="paket.rbd.zip"), now=NOW)
    assert ("Kode galat", "RB-Z01") in trouble.facts
    assert ("Berkas", "paket.rbd.zip") in trouble.facts


def test_what_was_tried_stands_first_and_the_reason_among_the_facts():
    trouble = dialogs.trouble_of(NotAllowed("disk_low"), now=NOW, title="Data latihan tidak dapat dibuat")
    assert trouble.title == "Data latihan tidak dapat dibuat"
    assert trouble.facts[0][0] == "Sebab"


def test_a_fault_of_a_file_is_counted():
    fault = InstrumentFault((("U.P.1", "sum", "2 ≠ 1"), ("U.P.2", "twice", "")))
    assert ("Jumlah kesalahan", "2") in dialogs.trouble_of(fault, now=NOW).facts


def test_our_bug_is_told_as_ours_with_its_chain_of_calls():
    try:
        {}["missing"]
    except KeyError as error:
        trouble = dialogs.trouble_of(error, now=NOW)
    assert trouble.title == "Terjadi kesalahan di aplikasi"
    assert ("Kode galat", "KeyError") in trouble.facts
    assert "test_dialogs.py" in trouble.details
    assert "2020-08-27" in trouble.details


def test_each_sentence_of_what_to_do_has_its_own_number():
    trouble = dialogs.trouble_of(StoreTrouble("damaged", "desk.db"), now=NOW)
    assert len(trouble.todo) == 2
    assert all(sentence.endswith(".") for sentence in trouble.todo)


def test_the_systems_dialogs_give_paths_or_nothing(monkeypatch, tmp_path):
    answers = {
        "getOpenFileNames": (["/a/b.json"], ""),
        "getExistingDirectory": "",
        "getSaveFileName": ("", ""),
    }
    for name, answer in answers.items():
        monkeypatch.setattr(f"rbdesk.ui.dialogs.QFileDialog.{name}", lambda *_, answer=answer: answer)
    assert [path.name for path in dialogs.pick_files(None, "Pilih")] == ["b.json"]
    assert dialogs.pick_folder(None, "Pilih") is None
    assert dialogs.pick_target(None, "Simpan", tmp_path / "x.pdf") is None
