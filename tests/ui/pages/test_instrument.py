import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rbdesk import paths
from rbdesk.ui import theme
from rbdesk.ui.models import weights
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog
from tests.ui import frames
from tests.ui.pages.offices import cut_words, unreachable

SHEET = catalog.instrument(catalog.UNIT_SHEET)


@pytest.fixture
def window(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("instrument"))
    yield window
    desk.close()


def details(page):
    return " ".join(label.text() for label in page.details.findChildren(QLabel) if not label.isHidden())


def test_a_question_tells_its_share_its_sureness_its_basis_and_its_sources(window):
    page = window.page
    page.show_link(Link("instrument", "U.P.1.i.a"))
    said = details(page)
    assert "Bernilai paling banyak 0,13 dari 36,30 poin" in said
    assert "dibagi rata ke 3 pertanyaannya" in said
    assert "Keyakinan tinggi" in said
    assert SHEET.question("U.P.1.i.a").basis in said
    for source in weights.sources_of(SHEET, SHEET.node("U.P.1.i.a")):
        assert source.reference in said


def test_the_arrows_walk_through_the_tree(window, qtbot):
    page = window.page
    page.tree.setFocus()
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.place().focus == "U.P.1"
    qtbot.keyClick(page.tree, Qt.Key.Key_Right)
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert page.place().focus == "U.P.1.i"
    assert "Subkomponen P.1.i" in details(page)


def test_coming_back_finds_the_same_weight(window):
    window.page.show_link(Link("instrument", "U.R.8"))
    window.go(Link("settings"))
    window.go_back()
    assert window.page.place().focus == "U.R.8"


def test_a_sound_file_is_said_to_be_sound(window, qtbot):
    page = window.page
    page.check_file(paths.resource(f"instruments/{SHEET.id}.json"))
    qtbot.waitUntil(page.result.isVisible)
    assert "Tidak ada kesalahan" in page.result.accessibleName()


def test_every_fault_of_a_file_is_named_with_its_place(window, qtbot, tmp_path):
    data = json.loads(paths.resource(f"instruments/{SHEET.id}.json").read_text("utf-8"))
    data["parts"][0]["areas"][0]["weight"] = 3.0
    data["parts"][0]["areas"][1]["subcomponents"][0]["questions"][0]["answer_type"] = "guess"
    broken = tmp_path / "rusak.json"
    broken.write_text(json.dumps(data), encoding="utf-8")
    page = window.page
    page.check_file(broken)
    qtbot.waitUntil(page.result.isVisible)
    said = page.result.accessibleName()
    faults = catalog.instrument_faults(broken)
    assert f"{len(faults)} kesalahan di rusak.json" in said
    assert len(faults) >= 2


def test_the_file_dialog_leads_to_the_check(window, qtbot, monkeypatch, tmp_path):
    text = tmp_path / "bukan.json"
    text.write_text("bukan json", encoding="utf-8")
    monkeypatch.setattr("rbdesk.ui.dialogs.QFileDialog.getOpenFileNames", lambda *_: ([str(text)], ""))
    qtbot.mouseClick(window.page.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.page.result.isVisible)
    assert "kesalahan di bukan.json" in window.page.result.accessibleName()


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", frames.SIZES)
def test_no_word_is_cut_and_each_control_can_be_reached(window, qapp, size, percent):
    theme.apply(qapp, "light", percent)
    window.resize(*size)
    window.page.show_link(Link("instrument", "U.P.1.i.a"))
    QApplication.processEvents()
    QApplication.processEvents()
    assert cut_words(window.page) == []
    assert unreachable(window.page) == []
