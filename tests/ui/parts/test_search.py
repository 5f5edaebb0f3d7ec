import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.search import MOST_OF_A_GROUP, Entry, SearchPanel, matching
from tests.ui.parts.screens import share_of, shown


def an_entry(title, details="", group="Pertanyaan", also="", page="assessment"):
    return Entry(group, title, details, "home", Link(page, title), also)


ENTRIES = [
    an_entry("Apakah ada media pengaduan?", "P.8.iii.a · Pelayanan Publik"),
    an_entry("Pengaduan ditindaklanjuti?", "P.8.iii.c · Pelayanan Publik"),
    an_entry("Apakah ada tim?", "P.1.i.a · Manajemen Perubahan", also="pengaduan di panduan"),
    an_entry("Pengaturan", "buka halaman", "Halaman", page="settings"),
]


def titles(found):
    return [entry.title for entry in found]


def test_every_word_must_be_there_in_any_case_and_order():
    assert titles(matching(ENTRIES, "MEDIA pengaduan")) == ["Apakah ada media pengaduan?"]
    assert titles(matching(ENTRIES, "publik pengaduan")) == titles(ENTRIES[:2])[::1]
    assert matching(ENTRIES, "pengaduan zzz") == []


def test_what_begins_with_the_words_comes_first_and_hidden_words_last():
    assert titles(matching(ENTRIES, "pengaduan")) == [
        "Pengaduan ditindaklanjuti?",
        "Apakah ada media pengaduan?",
        "Apakah ada tim?",
    ]


def test_a_code_finds_its_question_first():
    assert titles(matching(ENTRIES, "p.8.iii.c"))[0] == "Pengaduan ditindaklanjuti?"


def test_no_words_find_nothing():
    assert matching(ENTRIES, "   ") == []


class Seen:
    def __init__(self, qtbot):
        self.window = QWidget()
        self.field = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addStretch(1)
        self.panel = SearchPanel(self.window, self.field)
        self.panel.set_entries(ENTRIES)
        self.chosen = []
        self.panel.chosen.connect(self.chosen.append)
        shown(qtbot, self.window, 900, 500)
        self.field.setFocus()
        self.qtbot = qtbot

    def type(self, words):
        self.qtbot.keyClicks(self.field, words)

    def press(self, key):
        self.qtbot.keyClick(self.field, key)


@pytest.fixture
def seen(qtbot):
    return Seen(qtbot)


def test_results_are_grouped_and_the_first_one_is_chosen_by_enter(seen):
    seen.type("peng")
    heads = [seen.panel.list.item(row).text() for row in range(seen.panel.list.count())]
    assert [head for head in heads if head in ("Pertanyaan", "Halaman")] == ["Pertanyaan", "Halaman"]
    seen.press(Qt.Key.Key_Return)
    assert seen.chosen == [Link("assessment", "Pengaduan ditindaklanjuti?")]
    assert seen.panel.isHidden()


def test_arrows_step_over_the_names_of_groups_and_stop_at_the_ends(seen):
    seen.type("peng")
    for _ in range(9):
        seen.press(Qt.Key.Key_Down)
    seen.press(Qt.Key.Key_Return)
    assert seen.chosen == [Link("settings", "Pengaturan")]
    seen.type(" ")
    seen.field.setText("peng")
    seen.press(Qt.Key.Key_Down)  # shows them again
    for _ in range(9):
        seen.press(Qt.Key.Key_Up)
    seen.press(Qt.Key.Key_Return)
    assert seen.chosen[-1] == Link("assessment", "Pengaduan ditindaklanjuti?")


def test_a_click_chooses(seen, qtbot):
    seen.type("media")
    spot = seen.panel.list.visualItemRect(seen.panel.list.item(1)).center()
    qtbot.mouseClick(seen.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert seen.chosen == [Link("assessment", "Apakah ada media pengaduan?")]


def test_nothing_found_is_said_with_the_words(seen):
    seen.type("xyz")
    assert seen.panel._nothing.text() == "Tidak ada yang cocok dengan ‘xyz’."
    assert seen.panel.list.isHidden()
    seen.press(Qt.Key.Key_Return)
    assert seen.chosen == []


def test_escape_and_an_empty_field_put_it_away(seen, qtbot):
    seen.type("media")
    with qtbot.waitSignal(seen.panel.dismissed):
        seen.press(Qt.Key.Key_Escape)
    assert seen.panel.isHidden()
    seen.field.clear()
    seen.type("m")
    seen.press(Qt.Key.Key_Backspace)
    assert seen.panel.isHidden()


def test_a_long_group_says_how_many_are_left_out_or_leads_to_all(seen):
    many = [an_entry(f"Soal {number}") for number in range(MOST_OF_A_GROUP + 5)]
    seen.panel.set_entries(many)
    seen.type("soal")
    assert len(seen.panel.found()) == MOST_OF_A_GROUP
    seen.panel.set_entries(many, {"Pertanyaan": "assessment"})
    last = seen.panel.found()[-1]
    assert last.title == "Lihat 11 pertanyaan ini"
    assert last.link == Link("assessment", "", "search:soal")


def test_the_panel_stays_within_the_window(seen):
    seen.window.resize(400, 300)
    seen.type("p")
    assert seen.window.rect().contains(seen.panel.geometry())
    seen.window.resize(800, 500)
    assert seen.window.rect().contains(seen.panel.geometry())


def test_the_chosen_row_is_seen(seen):
    seen.type("peng")
    assert share_of(seen.panel, "selected") > 0.05
