from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbdesk.ui.answer_form.file_panel import DateField, FilePanel
from rbdesk.workflow.evidence import EvidenceFile
from tests.build import NOW, an_evidence
from tests.ui.answering import LETTERS, YES_NO, a_picture, open_answering


@pytest.fixture
def panel(qtbot, tmp_path):
    opened = open_answering(qtbot, tmp_path / "desk")
    made = FilePanel(opened.answers)
    opened.show(made, 320, 500)
    yield made
    opened.desk.close()


def a_file(
    name="Rekap.pdf", mime="application/pdf", *, lost=False, content_date=None, codes=(LETTERS, YES_NO)
):
    uses = tuple(an_evidence(code, note="hal. 3" if code == LETTERS else "") for code in codes)
    return EvidenceFile("e" * 64, 2048, mime, name, NOW, "Siti", content_date, uses, lost)


def test_uses_stand_in_the_sheet_s_order_with_their_page(panel):
    panel.show_file(a_file(), Path("x"))
    assert [row.accessibleName() for row in panel.links()] == [
        "P.8.iii.a Media pengaduan",
        "P.8.iii.c Tindak lanjut pengaduan, hal. 3",
    ]
    asked = []
    panel.question_wanted.connect(asked.append)
    QTest.keyClick(panel.links()[1], Qt.Key.Key_Return)
    assert asked == [LETTERS]


def test_a_lost_file_can_only_be_searched(panel):
    panel.show_file(a_file(lost=True), Path("x"))
    shown = [
        button.text() for button in (panel.open, panel.search, panel.replace, panel.use) if button.isVisible()
    ]
    assert shown == ["Cari lagi"]


def test_a_file_without_a_place_is_not_replaced(panel):
    panel.show_file(a_file(codes=()), Path("x"))
    assert not panel.replace.isVisible()
    assert panel.use.isVisible()


def test_a_picture_is_decoded_and_a_broken_one_is_a_card(panel, qtbot, tmp_path):
    panel.show_file(a_file("foto.png", "image/png"), a_picture(tmp_path))
    qtbot.waitUntil(lambda: panel.preview.image is not None)
    broken = tmp_path / "rusak.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nrusak")
    other = EvidenceFile("a" * 64, 10, "image/png", "rusak.png", NOW, "Siti", None, (), False)
    panel.show_file(other, broken)
    qtbot.wait(30)
    assert panel.preview.image is None
    assert panel.preview._words() == "Gambar tidak dapat ditampilkan"


@pytest.fixture
def field(qtbot):
    made = DateField()
    made.heard = []
    made.dated.connect(made.heard.append)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def test_a_date_is_typed_changed_and_cleared(field):
    QTest.keyClicks(field, "31/7/2020")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.heard == [date(2020, 7, 31)]
    field.show_date(date(2020, 7, 31))
    assert field.text() == "31 Juli 2020"
    field.clear()
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.heard == [date(2020, 7, 31), None]


def test_the_same_date_again_is_not_told(field):
    field.show_date(date(2020, 7, 31))
    field.selectAll()
    QTest.keyClicks(field, "31-07-2020")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.heard == []
    assert field.text() == "31 Juli 2020"
