from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rbdesk.domain.history import Published
from rbdesk.ui.pages.history import trend_of
from rbdesk.ui.parts.page import Link
from tests.ui import frames
from tests.ui.pages.offices import cut_words, unreachable


@pytest.fixture
def window(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("history"))
    qtbot.waitUntil(lambda: bool(window.page.model.rows()))
    yield window
    desk.close()


def typed(window, qtbot, owner=1, year="2018", index="55,10"):
    form = window.page.form
    form.owner.setCurrentIndex(owner)
    for field, words in ((form.year, year), (form.index, index)):
        field.clear()
        qtbot.keyClicks(field, words)
    qtbot.keyClick(form.index, Qt.Key.Key_Return)


def own_results(window):
    return [(one.year, one.index) for one in window.page.model.rows() if not one.is_shipped]


def test_the_published_index_stands_there_with_its_source_and_is_not_removed(window, qtbot):
    page = window.page

    assert [one.year for one in page.model.rows()] == [2019, 2018, 2017]
    assert all(one.source for one in page.model.rows())
    page.table.selectRow(0)
    assert not page.remove.isEnabled()
    assert any("kategori C" in label.text() for label in page.findChildren(QLabel))


def test_ctrl_t_says_the_trend_as_a_table(window, qtbot):
    page = window.page
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)

    assert page.trend.shows_table()
    assert page.trend.table.text_of_rows().splitlines()[-1].split("\t") == ["2019", "59,36"]
    qtbot.keyClick(page.trend.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert not page.trend.shows_table()


def test_a_typed_result_is_kept_changed_and_taken_back(window, qtbot):
    page = window.page
    typed(window, qtbot)
    qtbot.waitUntil(lambda: own_results(window) == [(2018, Decimal("55.1"))])
    typed(window, qtbot, index="55,20")
    qtbot.waitUntil(lambda: own_results(window) == [(2018, Decimal("55.2"))])

    page.undo()
    qtbot.waitUntil(lambda: own_results(window) == [(2018, Decimal("55.1"))])
    page.undo()
    qtbot.waitUntil(lambda: own_results(window) == [])
    assert not page.undo()


def test_a_removed_result_comes_back_by_undo(window, qtbot):
    page = window.page
    typed(window, qtbot)
    qtbot.waitUntil(lambda: bool(own_results(window)))
    row = next(at for at, one in enumerate(page.model.rows()) if not one.is_shipped)
    page.table.selectRow(row)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not own_results(window))

    page.undo()
    qtbot.waitUntil(lambda: own_results(window) == [(2018, Decimal("55.1"))])


@pytest.mark.parametrize(
    ("year", "index", "words"),
    [
        ("20", "55", "tahun empat angka"),
        ("2018", "lima", "sebagai angka"),
        ("2018", "155", "di luar batas"),
        ("2018", "55,123", "dua angka di belakang koma"),
    ],
)
def test_what_cannot_be_kept_is_said_under_the_fields(window, qtbot, year, index, words):
    typed(window, qtbot, year=year, index=index)

    form = window.page.form
    qtbot.waitUntil(lambda: words in form._fault.text())
    assert form.year.text() == year
    assert not own_results(window)


def test_an_import_shows_what_it_brings_and_is_one_step_to_undo(window, qtbot, tmp_path):
    page, path = window.page, tmp_path / "hasil.csv"
    path.write_text("Tahun;Nilai\n2015;48,50\n2016;49,90\n", encoding="utf-8")
    page.take_file(path)
    qtbot.waitUntil(page.importing.isVisible)
    assert not own_results(window)

    page.importing.keep.click()
    qtbot.waitUntil(lambda: [year for year, _ in own_results(window)] == [2016, 2015])
    page.undo()
    qtbot.waitUntil(lambda: not own_results(window))


def test_an_import_with_a_wrong_cell_names_it_and_offers_no_keeping(window, qtbot, tmp_path):
    page, path = window.page, tmp_path / "hasil.csv"
    path.write_text("Tahun;Nilai\n2015;lima\n", encoding="utf-8")
    page.take_file(path)
    qtbot.waitUntil(page.importing.isVisible)

    assert "B2 (Nilai): bukan angka" in page.importing.details.text()
    assert not page.importing.keep.isVisible()


def test_a_file_that_is_no_table_is_told_above(window, qtbot, tmp_path):
    path = tmp_path / "foto.png"
    path.write_bytes(b"x")
    window.page.take_file(path)
    qtbot.waitUntil(window.page.trouble.isVisible)


def test_the_trend_shows_the_results_themselves_and_joins_no_frames():
    known = (
        Published("32.16", 2019, "14/2014", Decimal("59.36")),
        Published("32.16", 2020, "26/2020", Decimal("61.10")),
        Published("32.16.09", 2020, "26/2020", Decimal("57.00")),
    )

    figure = trend_of(known, Decimal(60), {"32.16": "Kabupaten"})

    assert [(point.year, point.value) for point in figure.points()] == [
        (one.year, one.index) for one in known
    ]
    assert [len(line.pieces()) for line in figure.lines] == [2, 1]
    assert figure.frame_changes() == (2020,)


@pytest.mark.parametrize("size", [(1366, 696), (1092, 540), (911, 440)])
def test_nothing_is_cut_or_out_of_reach(window, qtbot, size):
    window.resize(*size)
    qtbot.wait(20)
    assert cut_words(window.page) == []
    assert unreachable(window.page) == []
