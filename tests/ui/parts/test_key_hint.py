from PySide6.QtWidgets import QLabel

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.key_hint import KeyHint, KeyRow
from tests.ui.parts.screens import shown


def test_a_key_fits_its_frame(qapp, qtbot):
    for percent in theme.TEXT_SIZES:
        theme.apply(qapp, "light", percent)
        hint = shown(qtbot, KeyHint("Ctrl+Enter"))
        assert hint.width() >= paint.width_of("Ctrl+Enter", theme.font("key")) + 6
        assert hint.height() >= paint.height_of(theme.font("key"))


def test_the_row_shows_the_keys_of_this_page_only(qtbot):
    row = shown(qtbot, KeyRow([("↑ ↓", "pindah"), ("A–E", "jawab")]), 400, 28)
    row.set_keys([("Space", "pratinjau")])

    def words() -> list[str]:
        return [label.text() for label in row.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: words() == ["Space", "pratinjau"])
