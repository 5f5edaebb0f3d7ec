from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from rbdesk.ui.parts.file_row import FileRow, FileText, file_icon

FILE = FileText("e" * 64, "Rekap pengaduan Jan–Jul 2020.pdf", "application/pdf", "1,2 MB", "hal. 3–5")


def a_row(qtbot, file=FILE, *, width=400, is_locked=False):
    row = FileRow(file, is_locked=is_locked)
    row.heard = []
    for signal in (row.opened, row.removed, row.acted):
        signal.connect(lambda *given, what=signal: row.heard.append(given))
    row.referred.connect(lambda *given: row.heard.append(given))
    qtbot.addWidget(row)
    row.resize(width, row.sizeHint().height())
    with qtbot.waitExposed(row):
        row.show()
    return row


def test_the_name_opens_and_the_cross_removes(qtbot):
    row = a_row(qtbot)
    row.name.click()
    row.remove.click()
    assert row.heard == [(FILE.key,), (FILE.key,)]


def test_the_name_is_shortened_and_whole_in_the_tooltip(qtbot):
    row = a_row(qtbot, width=230)
    assert row.width() <= 240
    assert FILE.name in row.name.toolTip()
    assert row.name.accessibleName() == FILE.name


def test_a_page_is_written_in_place(qtbot):
    row = a_row(qtbot)
    assert row.reference.button.text() == "hal. 3–5"
    row.reference.button.click()
    row.reference.field.selectAll()
    QTest.keyClicks(row.reference.field, " hal.  7 ")
    QTest.keyClick(row.reference.field, Qt.Key.Key_Return)
    assert row.heard == [(FILE.key, "hal. 7")]
    assert row.reference.currentWidget() is row.reference.button


def test_esc_gives_up_the_page(qtbot):
    row = a_row(qtbot)
    row.reference.button.click()
    QTest.keyClicks(row.reference.field, "9")
    QTest.keyClick(row.reference.field, Qt.Key.Key_Escape)
    assert row.heard == []
    assert row.reference.button.text() == "hal. 3–5"


def test_a_file_without_a_page_offers_one(qtbot):
    assert a_row(qtbot, replace(FILE, reference="")).reference.button.text() == "+ hal."


def test_a_lost_file_has_nothing_to_open(qtbot):
    row = a_row(qtbot, replace(FILE, is_lost=True, hint="Berkas hilang", way="Cari lagi"))
    assert not row.name.isEnabled()
    assert not row.reference.isVisible()
    assert row.stops()[-1].text() == "Cari lagi"
    row.stops()[-1].click()
    assert row.heard == [(FILE.key,)]


def test_a_locked_row_only_opens(qtbot):
    row = a_row(qtbot, replace(FILE, hint="Gambar besar", way="Kecilkan"), is_locked=True)
    assert not row.remove.isVisible()
    assert not row.reference.button.isEnabled()
    assert "Gambar besar" in [label.text() for label in row.findChildren(QLabel)]
    row.name.click()
    assert row.heard == [(FILE.key,)]


@pytest.mark.parametrize(
    ("mime", "icon"),
    [("application/pdf", "file-type-pdf"), ("image/png", "photo"), ("application/zip", "file")],
)
def test_a_type_has_its_icon(mime, icon):
    assert file_icon(mime) == icon


def test_del_on_a_row_removes_it(qtbot):
    row = a_row(qtbot)
    QTest.keyClick(row.name, Qt.Key.Key_Delete)
    assert row.heard == [(FILE.key,)]
    locked = a_row(qtbot, is_locked=True)
    QTest.keyClick(locked.name, Qt.Key.Key_Delete)
    assert locked.heard == []
