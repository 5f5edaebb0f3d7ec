from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rbdesk.ui.parts.package_files import FileText
from rbdesk.ui.parts.receipt import Receipt, message
from rbdesk.workflow.sending import NOT_MARKED, REPLACED, SENT, SentPackage
from tests.ui.parts.screens import shown

PACKAGE = SentPackage(
    revision=2,
    final=True,
    made_at=datetime(2020, 9, 3, 7, 5, tzinfo=UTC),
    made_by="Siti Contoh",
    bundle_id="7f3a91c4" + "0" * 56,
    code="7F3A-91C4",
    path=Path("Dokumen/RBDesk/paket.rbd.zip"),
    size=4096,
    points="21.83",
    percent="60.14",
    answered=110,
    questions=110,
    evidence=142,
    state=NOT_MARKED,
)


@pytest.fixture
def receipt(qtbot):
    return shown(qtbot, Receipt(), 700, 560)


def show(receipt, package=PACKAGE, *, is_locked=True, is_there=True, parts=1, **but):
    files = [FileText(Path(f"Dokumen/RBDesk/{number}.rbd.zip"), 4096, is_there) for number in range(parts)]
    receipt.show_package(package, files, office="Cikarang Utara", year=2020, is_locked=is_locked, **but)


def test_an_official_package_is_told_with_its_time_and_lock(receipt):
    show(receipt)
    local = PACKAGE.made_at.astimezone()

    assert receipt.title_words.text() == "Paket resmi sudah dibuat"
    assert f"pukul {local.hour:02d}.{local.minute:02d} · penilaian kini terkunci" in receipt.when.text()
    assert receipt.code.code.text() == "7F3A-91C4"
    assert not receipt.back.isVisible()


def test_a_provisional_one_locks_nothing_and_leads_back(receipt, qtbot):
    show(receipt, replace(PACKAGE, final=False), is_locked=False)

    assert receipt.title_words.text() == "Paket sementara sudah dibuat"
    assert "terkunci" not in receipt.when.text()
    with qtbot.waitSignal(receipt.back_wanted):
        qtbot.mouseClick(receipt.back, Qt.MouseButton.LeftButton)


def test_messages_name_kind_year_office_revision_and_code():
    assert message(PACKAGE, office="Cikarang Utara", year=2020) == (
        "Yth. Sekretariat, terlampir paket RB 2020 Kecamatan Cikarang Utara revisi 2. Kode paket 7F3A-91C4."
    )
    assert "paket sementara RB 2020" in message(replace(PACKAGE, final=False), office="X", year=2020)


def test_what_is_copied_is_told(receipt, qtbot):
    show(receipt)
    told = []
    receipt.told.connect(told.append)

    qtbot.mouseClick(receipt.copy_message, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Yth. Sekretariat")
    qtbot.mouseClick(receipt.code.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "7F3A-91C4"
    qtbot.mouseClick(receipt.file.copy, Qt.MouseButton.LeftButton)

    assert told == [
        "Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkas paketnya.",
        "Kode paket 7F3A-91C4 disalin",
        "Berkas disalin. Tempel dengan Ctrl+V.",
    ]


@pytest.mark.parametrize(
    ("state", "words", "is_sent"),
    [(NOT_MARKED, "Tandai sudah dikirim", True), (SENT, "Batalkan tanda terkirim", False)],
)
def test_the_mark_says_what_it_will_do(receipt, qtbot, state, words, is_sent):
    show(receipt, replace(PACKAGE, state=state))
    marked = []
    receipt.marked.connect(marked.append)

    qtbot.mouseClick(receipt.mark, Qt.MouseButton.LeftButton)

    assert receipt.mark.text() == words
    assert marked == [is_sent]


def test_a_replaced_package_can_no_longer_be_marked(receipt):
    show(receipt, replace(PACKAGE, state=REPLACED))

    assert not receipt.mark.isVisible()
    assert "digantikan" in receipt.when.text()
    assert receipt.copy_message.property("kind") == "secondary"


def test_a_lost_file_can_be_made_again(receipt, qtbot):
    show(receipt, is_there=False)

    assert receipt.lost.isVisible()
    with qtbot.waitSignal(receipt.again_wanted):
        qtbot.mouseClick(receipt.lost.buttons()[0], Qt.MouseButton.LeftButton)
    show(receipt)
    assert not receipt.lost.isVisible()


def test_the_code_is_spelt_for_a_screen_reader(receipt):
    show(receipt)

    assert receipt.code.code.accessibleName() == "Kode paket 7 F 3 A strip 9 1 C 4"


# --- parts, the stick, the receipt itself ---


def test_several_files_are_named_and_copied_by_themselves_or_at_once(receipt, qtbot):
    show(receipt, parts=3)

    assert receipt.files.words.text() == "3 berkas, 12 KB. Kirim semuanya; urutannya bebas."
    assert [row.name.accessibleName() for row in receipt.files.rows] == [
        f"{number}.rbd.zip" for number in range(3)
    ]
    told = []
    receipt.told.connect(told.append)
    qtbot.mouseClick(receipt.files.rows[1].copy, Qt.MouseButton.LeftButton)
    (one,) = QGuiApplication.clipboard().mimeData().urls()
    qtbot.mouseClick(receipt.files.copy_all, Qt.MouseButton.LeftButton)

    assert one.fileName() == "1.rbd.zip"
    assert [url.fileName() for url in QGuiApplication.clipboard().mimeData().urls()] == [
        f"{number}.rbd.zip" for number in range(3)
    ]
    assert told == ["Berkas disalin. Tempel dengan Ctrl+V.", "3 berkas disalin. Tempel dengan Ctrl+V."]


def test_one_file_after_several_stands_alone_again(receipt):
    show(receipt, parts=3)
    show(receipt)

    assert len(receipt.files.rows) == 1
    assert not receipt.files.copy_all.isVisible()


def test_a_missing_part_is_told_and_all_cannot_be_copied(receipt):
    files = [FileText(Path("a.rbd.zip"), 1, True), FileText(Path("b.rbd.zip"), 1, False)]
    receipt.show_package(PACKAGE, files, office="Cikarang Utara", year=2020, is_locked=True)

    assert receipt.lost.accessibleName().startswith("Ada berkas paket ini yang tidak ada lagi")
    assert not receipt.files.copy_all.isEnabled()
    assert receipt.files.rows[0].copy.isEnabled()


def test_only_what_was_read_back_may_be_pulled_out(receipt):
    show(receipt)
    assert not receipt.safe.isVisible()

    show(receipt, is_safe=True)
    assert receipt.safe.accessibleName().startswith("Aman dicabut")

    show(receipt, is_safe=True, is_there=False)  # it was pulled out
    assert not receipt.safe.isVisible()


def test_the_message_counts_the_files():
    assert "revisi 2 dalam 3 berkas. Kode" in message(PACKAGE, office="Cikarang Utara", year=2020, files=3)


def test_the_receipt_can_be_kept_and_its_text_copied(receipt, qtbot):
    show(receipt, proof="RBDR1.abc.def")

    with qtbot.waitSignal(receipt.proof_wanted):
        qtbot.mouseClick(receipt.save_proof, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(receipt.copy_proof, Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "RBDR1.abc.def"


def test_a_package_of_an_older_program_has_no_receipt_to_keep(receipt):
    show(receipt)

    assert not receipt.save_proof.isEnabled()
    assert not receipt.copy_proof.isEnabled()


def test_a_balasan_that_answers_it_is_named(receipt):
    show(receipt, replace(PACKAGE, letter=2))

    assert receipt.answered.text().startswith("Balasan 2 dari Sekretariat menjawab paket ini")
    assert receipt.open_letter.text() == "Lihat hasil verifikasi"
