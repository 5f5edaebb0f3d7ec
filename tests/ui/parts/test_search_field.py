import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import theme
from rbdesk.ui.parts.search_field import SearchField
from tests.ui.parts.screens import shown


@pytest.fixture
def field(qtbot) -> SearchField:
    made = shown(qtbot, SearchField(keys="Ctrl+K"))
    made.setFocus()
    return made


def test_typing_searches_and_setting_by_code_does_not(field, qtbot):
    heard = []
    field.searched.connect(heard.append)
    qtbot.keyClicks(field, "pe")
    field.setText("pengaduan")
    assert heard == ["p", "pe"]


def test_escape_first_empties_then_leaves(field, qtbot):
    heard = []
    field.searched.connect(heard.append)
    field.dismissed.connect(lambda: heard.append("left"))
    field.setText("pengaduan")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["", "left"]


def test_words_stand_clear_of_icon_and_keys(qapp, field):
    for percent in theme.TEXT_SIZES:
        theme.apply(qapp, "light", percent)
        assert field.textMargins().left() >= theme.px(16) + 4
        assert field.textMargins().right() > 30
    assert field.accessibleName() == "Cari"
