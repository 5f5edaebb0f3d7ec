import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from rbdesk.domain.assessment import Answer
from rbdesk.ui.answer_form.navigator import WIDTH, AreasPopup, Navigator
from tests.build import answers_everywhere
from tests.ui.answering import LETTERS, SHEET, open_answering


@pytest.fixture
def opened(qtbot, tmp_path):
    answers = answers_everywhere(SHEET, "second")
    del answers[LETTERS]
    found = open_answering(qtbot, tmp_path / "desk", answers)
    yield found
    found.desk.close()


@pytest.fixture
def navigator(opened):
    made = Navigator(opened.answers)
    opened.show(made, WIDTH, 600)
    return made


def names(navigator):
    return [row.accessibleName() for row in navigator.rows()]


def test_areas_tell_how_far_they_are(navigator):
    assert names(navigator)[0] == "1 Manajemen Perubahan, lengkap"
    assert names(navigator)[-1] == "8 Peningkatan Kualitas Pelayanan Publik, 20 dari 21 terjawab"


def test_the_open_area_lists_its_subcomponents(navigator):
    navigator.open_area(7, SHEET.place_of["U.P.8.iii"])
    assert names(navigator)[8:] == [
        "Standar Pelayanan, lengkap",
        "Budaya Pelayanan Prima, lengkap",
        "Pengelolaan Pengaduan, 3 dari 4 terjawab",
        "Kepuasan Masyarakat, lengkap",
        "Pemanfaatan TI, lengkap",
        "Inovasi Pelayanan, lengkap",
        "Pengaduan dan Konsultasi, lengkap",
    ]
    navigator.open_area(0)
    assert len(names(navigator)) == 8 + 7


def test_progress_follows_the_answers(opened, navigator):
    navigator.open_area(7)
    opened.answers.set_value(LETTERS, "A")
    navigator.show_progress()
    assert "Pengelolaan Pengaduan, lengkap" in names(navigator)


def test_arrows_walk_through_areas_and_subcomponents(navigator):
    navigator.open_area(0)
    chosen, subs = [], []
    navigator.area_chosen.connect(chosen.append)
    navigator.sub_chosen.connect(subs.append)
    rows = navigator.rows()
    rows[0].setFocus()
    for _ in range(2):
        QTest.keyClick(navigator.window().focusWidget(), Qt.Key.Key_Down)
    assert navigator.window().focusWidget() is rows[2]
    QTest.keyClick(rows[2], Qt.Key.Key_Return)
    assert subs == [SHEET.place_of["U.P.1.ii"]]
    QTest.keyClick(navigator.rows()[-1], Qt.Key.Key_Space)
    assert chosen == [7]


def test_no_name_is_cut_at_the_narrow_width(opened, qtbot):
    navigator = Navigator(opened.answers)
    opened.show(navigator, 230, 600)
    for at in range(8):
        navigator.open_area(at)
        qtbot.wait(1)
        for row in navigator.rows():
            assert not row._lines[-1].endswith("…"), row.accessibleName()
            assert row.height() >= len(row._lines) * row._line_height()


def test_the_popup_closes_when_something_is_chosen(opened, qtbot):
    host = QWidget()
    opened.show(host, 400, 500)
    popup = AreasPopup(opened.answers, host)
    chosen = []
    popup.navigator.area_chosen.connect(chosen.append)
    popup.open_at(host.mapToGlobal(QPoint(5, 5)), 500)
    popup.navigator.rows()[3].click()
    assert chosen == [3]
    assert not popup.isVisible()


def test_an_area_without_an_answer_is_not_called_complete(qtbot, tmp_path):
    opened = open_answering(qtbot, tmp_path / "empty", {LETTERS: Answer(None, "catatan saja")})
    try:
        navigator = Navigator(opened.answers)
        qtbot.addWidget(navigator)
        assert names(navigator)[7].endswith("0 dari 21 terjawab")
    finally:
        opened.desk.close()
