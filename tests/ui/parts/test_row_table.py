from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from rbdesk.ui import theme
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.ui.parts.row_table import RowTable


@dataclass(frozen=True)
class Row:
    name: str
    size: int


@pytest.fixture
def table(qapp, qtbot):
    made = RowTable(name="Berkas bukti")
    qtbot.addWidget(made)
    columns = [
        Column("Berkas", lambda row: row.name),
        Column("", lambda row: ""),
        Column("Ukuran", lambda row: row.size),
    ]
    made.setModel(RowsModel(columns, [Row("a.pdf", 1), Row("b.pdf", 2), Row("c.pdf", 3)]))
    made.resize(400, 200)
    made.show()
    made.setFocus()
    return made


def test_arrows_pick_and_enter_opens_the_row(table, qtbot):
    picked, opened = [], []
    table.picked.connect(lambda index: picked.append(index.data()))
    table.opened.connect(lambda index: opened.append(index.data()))
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert picked == ["b.pdf"]  # with the focus the first row had become current
    assert opened == ["b.pdf"]


def test_end_and_home_go_to_the_last_and_the_first_row(table, qtbot):
    picked = []
    table.selectRow(1)
    table.picked.connect(lambda index: picked.append(index.data()))
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert picked == ["c.pdf", "a.pdf"]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]


def test_a_double_click_opens_too(table, qtbot):
    opened = []
    table.opened.connect(lambda index: opened.append(index.row()))
    middle = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == [1]


def test_space_and_del_are_told_and_letters_are_left_to_the_page(table, qtbot):
    told = []
    table.spaced.connect(lambda index: told.append(("space", index.row())))
    table.removed.connect(lambda index: told.append(("del", index.row())))
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, "a")
    assert told == [("space", 2), ("del", 2)]
    assert table.currentIndex().row() == 2


def test_copying_gives_the_selected_rows_with_headings_or_all(table, qtbot):
    table.clearSelection()
    assert table.text_of_rows() == "Berkas\tUkuran\na.pdf\t1\nb.pdf\t2\nc.pdf\t3"
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Berkas\tUkuran\nb.pdf\t2"


def test_rows_grow_with_the_text(table, qapp):
    assert table.rowHeight(0) == 38
    theme.apply(qapp, "light", 130)
    assert table.rowHeight(0) == 49


def test_the_table_is_one_tab_stop(table, qtbot):
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert table.currentIndex().row() == 0
