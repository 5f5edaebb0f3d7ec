from rbdesk.domain.office import Role
from rbdesk.ui.parts import key_overview
from rbdesk.ui.parts.key_hint import KeyHint
from tests.ui.pages.offices import cut_words
from tests.ui.parts.screens import shown


def test_the_keys_of_the_page_come_first_then_those_of_all():
    titles = [title for title, _ in key_overview.keys_for(Role.OFFICE, "assessment")]
    assert titles[:2] == ["Penilaian", "Di semua halaman"]
    assert "Kotak Masuk" not in titles
    first, _ = key_overview.keys_for(Role.SECRETARIAT, "settings")[0]
    assert first == "Di semua halaman"


def test_each_key_of_the_window_is_listed():
    listed = " ".join(keys for keys, _ in key_overview.GENERAL)
    for keys in ("Ctrl+K", "Ctrl+F", "Ctrl+Z", "Ctrl+Y", "Alt+←", "Alt+→", "F6", "Shift+F6", "F1", "Ctrl+/"):
        assert keys in listed


def test_no_word_is_cut_in_the_narrow_panel(qtbot):
    overview = key_overview.KeyOverview(key_overview.keys_for(Role.OFFICE, "assessment"))
    shown(qtbot, overview, 330, 1400)
    assert cut_words(overview) == []
    assert len(overview.findChildren(KeyHint)) > 20
