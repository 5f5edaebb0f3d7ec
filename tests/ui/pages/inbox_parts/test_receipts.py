import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from rbdesk.exchange import photo
from rbdesk.store import journal
from rbdesk.ui import theme
from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.ui.pages.inbox_parts.receipts import ReceiptDialog
from rbdesk.ui.parts.qr_square import QrSquare
from rbdesk.workflow import receipting, setup
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import NOW, Visit, Visiting, drop, press

OWN = "32.16.09"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


@pytest.fixture(scope="module")
def receipt(tmp_path_factory) -> str:
    """The receipt of the package that Cikarang Utara sent."""
    folder = tmp_path_factory.mktemp("office") / "desk"
    shutil.copytree(year.the_demo().folder / "offices" / OWN, folder)
    db = setup.open_desk(folder, now=NOW)
    try:
        entries = journal.list_of_act(db, "package")
        return receipting.load_receipt(db, str(entries[-1].new["bundle_id"]))
    finally:
        db.close()


def opened(seen: Visit) -> ReceiptDialog:
    seen.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ReceiptDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, ReceiptDialog)
    return found


def told(dialog: ReceiptDialog) -> str:
    return dialog.outcome.accessibleName()


def test_a_receipt_of_what_came_is_shown_beside_it_and_nothing_is_written(visit, receipt):
    seen = visit("one")
    before = seen.digest()
    press(seen, seen.page.receipt)
    dialog = opened(seen)

    dialog.text.setPlainText(receipt)
    seen.qtbot.waitUntil(lambda: dialog.judged is not None)

    assert told(dialog) == "Paketnya ada di sini dan isinya sama. Tanda tangannya benar."
    assert len(dialog.rows()) == 7 + 8
    assert all(line.said == line.held for line in dialog.rows())
    assert offices.cut_words(dialog) == []
    assert seen.digest() == before
    dialog.reject()


def test_a_receipt_whose_package_did_not_come_says_so(visit, receipt):
    seen = visit("empty")
    dialog = seen.page.judge_receipt(receipt)
    seen.qtbot.waitUntil(lambda: dialog.judged is not None)

    assert told(dialog).startswith("Paketnya belum ada di sini")
    assert all(line.held == "" for line in dialog.rows())
    dialog.reject()


def test_an_unknown_device_and_an_altered_text_are_refused_with_their_code(visit, receipt):
    seen = visit("strange")
    dialog = seen.page.judge_receipt(receipt)
    seen.qtbot.waitUntil(lambda: "RB-S07" in told(dialog))
    middle = len(receipt) // 3
    dialog.text.setPlainText(receipt[:middle] + receipt[middle + 1 :])
    seen.qtbot.waitUntil(lambda: "RB-S07" not in told(dialog))

    assert "Kode galat RB-" in told(dialog)
    dialog.text.setPlainText("halo")
    assert "bukan teks tanda terima" in told(dialog)
    assert dialog.rows() == ()
    dialog.reject()


def test_a_text_that_is_pasted_on_the_page_is_judged(visit, receipt):
    seen = visit("one")
    QGuiApplication.clipboard().setText("sesuatu yang lain")
    seen.qtbot.keyClick(seen.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.activeModalWidget() is None
    QGuiApplication.clipboard().setText(f"{receipt[:80]}\n{receipt[80:]}")
    seen.qtbot.keyClick(seen.page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(seen)
    seen.qtbot.waitUntil(lambda: dialog.judged is not None)
    dialog.reject()


@pytest.mark.skipif(not photo.can_read(), reason="the decoder is not installed")
def test_a_photo_that_is_dropped_is_read(visit, receipt, tmp_path: Path):
    seen = visit("one")
    square = QrSquare("Kode", side=700)
    seen.qtbot.addWidget(square)
    square.set_text(receipt)
    square.resize(700, 700)
    square.grab().save(str(tmp_path / "foto.png"))

    drop(seen, tmp_path / "foto.png")
    dialog = opened(seen)
    seen.qtbot.waitUntil(lambda: dialog.judged is not None)

    assert dialog.judged.state == receipting.TAKEN_IN
    blank = QImage(300, 300, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFF)
    blank.save(str(tmp_path / "kosong.png"))
    dialog.read_file(tmp_path / "kosong.png")
    seen.qtbot.waitUntil(lambda: "Tidak ada tanda terima" in told(dialog))
    dialog.reject()


@pytest.mark.parametrize("percent", [100, 130])
def test_it_fits_into_a_small_window(visit, receipt, qapp, percent):
    theme.apply(qapp, "light", percent)
    seen = visit("one", size=(851, 388))
    dialog = seen.page.judge_receipt(receipt)
    seen.qtbot.waitUntil(lambda: dialog.judged is not None)
    seen.qtbot.wait(10)

    assert dialog.height() <= seen.page.window().height() + 48
    assert offices.cut_words(dialog) == []
    dialog.reject()
