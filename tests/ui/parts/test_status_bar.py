import pytest
from PySide6.QtWidgets import QApplication

from rbdesk.ui.parts.key_hint import KeyHint
from rbdesk.ui.parts.status_bar import StatusBar
from tests.ui.parts.screens import shown


@pytest.fixture
def bar(qtbot):
    bar = StatusBar()
    bar._timer.setInterval(40)
    return shown(qtbot, bar, 900)


def test_a_note_gives_way_to_the_state(bar, qtbot):
    bar.set_state("Tersimpan 10.42")
    bar.note("Jawaban P.8.iii.c kembali ke C")
    assert bar.text() == "Jawaban P.8.iii.c kembali ke C"
    qtbot.waitUntil(lambda: bar.text() == "Tersimpan 10.42")


def test_a_state_that_comes_during_a_note_is_shown_after_it(bar, qtbot):
    bar.note("Diurungkan")
    bar.set_state("Tersimpan 10.43")
    assert bar.text() == "Diurungkan"
    qtbot.waitUntil(lambda: bar.text() == "Tersimpan 10.43")


def test_a_screen_reader_hears_what_the_label_says(bar):
    bar.set_state("Menyimpan…", "progress", "text3")
    assert bar._words.accessibleName() == "Menyimpan…"


def test_the_keys_of_another_page_take_the_place_of_the_old_ones(bar):
    bar.set_keys([("A–E", "jawab"), ("Ctrl+B", "bukti")])
    bar.set_keys([("Ctrl+E", "buat paket")])
    QApplication.processEvents()
    assert [hint.text() for hint in bar.findChildren(KeyHint) if not hint.isHidden()] == ["Ctrl+E"]
