from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rbdesk.ui.pages.survey_parts.entry import FORMS, MEANS
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import surveys
from tests.build import OFFICE
from tests.ui import frames
from tests.ui.pages.offices import cut_words

# counts of the design's picture: 78.70, a B
COUNTS = ((2, 9, 71, 38), (3, 12, 74, 31), (6, 27, 62, 25), (0, 2, 31, 87), (1, 8, 79, 32),
          (1, 9, 76, 34), (2, 10, 68, 40), (5, 22, 66, 27), (7, 25, 64, 24))  # fmt: skip
BLOCK = "\n".join("\t".join(map(str, row)) for row in COUNTS)


@pytest.fixture
def window(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("survey"))
    frames.settle(qtbot, desk)
    yield window
    desk.close()


def paste(window, qtbot, block=BLOCK):
    QApplication.clipboard().setText(block)
    window.page.entry.paste()
    frames.settle(qtbot, window.desk)
    frames.settle(qtbot, window.desk)


def kept(window, qtbot):
    found = []
    window.desk.read(surveys.load_survey, OFFICE, 2020, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0].result()


def test_a_block_from_a_spreadsheet_is_kept_and_gives_the_index(window, qtbot):
    paste(window, qtbot)

    assert window.page.index.value.text() == "78,70"
    assert kept(window, qtbot).respondents == 120
    assert [one.element.key for one in kept(window, qtbot).lowest()] == ["sarana", "waktu", "pengaduan"]


def test_undo_takes_a_pasted_block_back_as_one_step(window, qtbot):
    paste(window, qtbot)
    window.page.undo()
    frames.settle(qtbot, window.desk)

    assert kept(window, qtbot).index is None
    assert not window.page.undo()


def test_a_bad_cell_in_a_block_changes_nothing_and_is_named(window, qtbot):
    paste(window, qtbot, BLOCK.replace("27\t62", "x\t62"))

    assert "U3 Waktu Penyelesaian, Kurang baik (2)" in window.page.entry.fault.text()
    assert kept(window, qtbot).respondents == 0


def test_a_block_that_is_too_large_changes_nothing(window, qtbot):
    paste(window, qtbot, BLOCK + "\n1\t1\t1\t1")
    assert "lebih besar" in window.page.entry.fault.text()
    assert kept(window, qtbot).respondents == 0


def test_digits_are_typed_over_and_enter_goes_down(window, qtbot):
    grid, model = window.page.entry.grid, window.page.entry.counts
    grid.setFocus()
    grid.setCurrentIndex(model.index(0, 5))
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(QApplication.focusWidget(), key)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    frames.settle(qtbot, window.desk)

    assert model.numbers()[0][3] == 12
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 5)


def test_single_forms_are_typed_with_one_key_each(window, qtbot):
    page = window.page
    page.mode.chosen.emit(FORMS)
    page.mode.set_value(FORMS)
    page._show_own()
    grid = page.entry.grid
    grid.setFocus()
    grid.setCurrentIndex(page.entry.forms.index(0, 1))
    qtbot.keyClicks(grid, "434343434222222222")  # faster than any disk
    qtbot.waitUntil(lambda: not page._pending)

    result = kept(window, qtbot)
    assert result.respondents == 2
    assert float(result.index) == pytest.approx((5 * 3 + 4 * 2.5) * 25 / 9)
    assert result.elements[0].nrr == 3


def test_typed_counts_are_replaced_by_forms_only_when_asked(window, qtbot):
    paste(window, qtbot)
    page = window.page
    page.mode.set_value(FORMS)
    page._on_mode(FORMS)

    assert page.strip.isVisible()
    assert page.entry.forms.is_locked
    assert kept(window, qtbot).respondents == 120


def test_averages_wait_for_all_nine_and_their_respondents(window, qtbot):
    page = window.page
    page.mode.set_value(MEANS)
    page._on_mode(MEANS)
    page.entry.means.put(0, 2, [["3,5"]] * 9)
    frames.settle(qtbot, window.desk)
    assert kept(window, qtbot).respondents == 0

    page.entry.respondents.edit.setText("20")
    page.entry.respondents.edit.editingFinished.emit()
    frames.settle(qtbot, window.desk)
    assert (kept(window, qtbot).respondents, kept(window, qtbot).index) == (20, Decimal("87.5"))


def test_the_sample_is_told_against_the_population(window, qtbot):
    window.page.entry.served.edit.setText("170")
    paste(window, qtbot)

    assert "memenuhi sampel minimal 118" in window.page.entry.sample.text()


def test_what_to_improve_becomes_a_recommendation(window, qtbot):
    paste(window, qtbot)
    told = []
    window.page.told.connect(lambda words, undo: told.append(words))
    window.page.priority.make.click()
    frames.settle(qtbot, window.desk)
    window.page.priority.make.click()
    frames.settle(qtbot, window.desk)

    assert told == ["Rekomendasi dibuat di Tindak Lanjut", "Rekomendasi itu sudah ada di Tindak Lanjut"]
    window.page.priority.way.click()
    frames.settle(qtbot, window.desk)
    (row,) = window.page.board.rows
    assert row.item.recommendation.text.startswith("Perbaiki Sarana dan Prasarana, Waktu Penyelesaian")
    assert [one.displayed for one in row.item.questions] == ["P.8.iv.c"]


def test_an_import_shows_what_it_brings_first(window, qtbot, tmp_path):
    path = tmp_path / "skm.csv"
    names = "persyaratan;prosedur;waktu;biaya;produk;kompetensi;perilaku;pengaduan;sarana"
    path.write_text(f"Nama;L/P;{names}\nContoh;P;{';'.join('4' * 9)}\n", encoding="utf-8")
    page = window.page
    page.take_file(path)
    qtbot.waitUntil(page.importing.isVisible)

    assert "Kolom pribadi tidak dibaca: Nama." in page.importing.details.text()
    assert kept(window, qtbot).respondents == 0
    told = []
    page.told.connect(lambda words, undo: told.append((words, undo)))
    page.importing.keep.click()
    qtbot.waitUntil(lambda: bool(told))
    frames.settle(qtbot, window.desk)
    assert kept(window, qtbot).index == 100
    qtbot.waitUntil(lambda: page.profile.words.text() == "Jenis kelamin: P 1")

    words, undo = told[-1]
    assert words == "1 responden tersimpan"
    undo()
    frames.settle(qtbot, window.desk)
    assert kept(window, qtbot).respondents == 0


@pytest.mark.parametrize("size", frames.SIZES)
def test_no_word_is_cut(window, qtbot, size):
    paste(window, qtbot)
    window.resize(*size)
    qtbot.waitUntil(lambda: cut_words(window.page) == [])


def test_the_index_says_why_it_is_so(window, qtbot):
    paste(window, qtbot)
    frames.settle(qtbot, window.desk)
    shown = window.page.index.value.text()

    window.page.index.value.click()
    frames.settle(qtbot, window.desk)

    assert window.tracing.drawer.accessibleName() == f"Mengapa IKM {shown}?"
    assert len(window.tracing.drawer.content.views[0].rows()) == 9


def test_the_index_of_the_year_before_stands_beside_and_goes_with_its_service(window, qtbot):
    paste(window, qtbot)
    assert "Semester I 2019: " not in all_words(window.page.index)

    threes = ((0, 0, 4, 0),) * 9
    window.desk.do(
        *(surveys.keep_counts, OFFICE, 2020, window.page.service.currentText(), "2019-S1", threes, 4)
    )
    frames.settle(qtbot, window.desk)
    window.page.show_place(window.page.service.currentText(), "2020-S1")
    frames.settle(qtbot, window.desk)
    assert "Semester I 2019: 75,00" in all_words(window.page.index)
    assert window.page.index.value.text() == "78,70"

    window.page.show_place("KTP", "2020-S1")
    frames.settle(qtbot, window.desk)
    assert "Semester I 2019: " not in all_words(window.page.index)


def all_words(card):
    return " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_the_grid_is_as_tall_as_its_rows_and_the_numbers_below_stay_in_sight(window, qtbot):
    window.resize(1366, 696)
    frames.settle(qtbot, window.desk)
    entry = window.page.entry

    assert not entry.grid.verticalScrollBar().maximum()
    assert entry.grid.rowViewportPosition(8) + entry.grid.rowHeight(8) <= entry.grid.viewport().height()
    below = entry.served.mapTo(window, entry.served.rect().bottomLeft()).y()
    assert below < window.height() - 28, "the fields under the grid are seen without scrolling"


def test_a_period_of_the_year_before_is_only_compared_with(window, qtbot):
    page = window.page
    page.show_place("Semua layanan", "2019-S1")
    paste(window, qtbot)
    frames.settle(qtbot, window.desk)
    assert "untuk perbandingan" in page.strip.accessibleName()
    assert not page.kiosk.isEnabled()
    assert kept(window, qtbot).respondents == 0

    page.show_place("Semua layanan", "2020-S1")
    paste(window, qtbot)
    frames.settle(qtbot, window.desk)
    assert page.strip.isHidden()
    qtbot.waitUntil(page.trend.isVisible)
    assert page.trend.note.text() == "Sama dengan S1 2019."
    assert "S1 2020: IKM" in page.trend.line.accessibleDescription()
    assert page.index._before.text() == "Semester I 2019: 78,70"
