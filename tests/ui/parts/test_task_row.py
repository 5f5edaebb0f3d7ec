from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.ui import theme
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.task_row import DateTile, TaskRow
from tests.ui.parts.screens import share_of, shown

LONG = "Lampirkan bukti dukung yang kurang pada jawaban di atas nol di seluruh area perubahan"


def test_the_button_acts_and_names_what_it_is_about(qtbot):
    row = shown(qtbot, TaskRow(None, "Jawab 16 pertanyaan", words="Lanjutkan"), 400)

    with qtbot.waitSignal(row.acted):
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert row.button.accessibleName() == "Lanjutkan: Jawab 16 pertanyaan"


def test_a_row_that_only_tells_has_no_button(qtbot):
    assert shown(qtbot, TaskRow(None, "Tunggu hasil verifikasi"), 400).button is None


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_long_words_take_more_lines_and_are_never_cut(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    row = shown(qtbot, TaskRow(IconTile("paperclip"), LONG, LONG, words="Lengkapi"), 320)
    qtbot.wait(5)

    for label in (row.title, row.details):
        assert label.heightForWidth(label.width()) <= label.height()


def test_making_a_row_opens_no_window(qapp):
    before = QApplication.topLevelWidgets()
    row = TaskRow(None, "Judul", "Keterangan", words="Buka")

    opened = [
        window for window in QApplication.topLevelWidgets() if window not in before and window.isVisible()
    ]
    assert opened == []
    row.deleteLater()


def test_the_day_stands_on_a_tile(qapp, qtbot):
    tile = shown(qtbot, DateTile(date(2020, 9, 7)))
    before = tile.sizeHint()

    assert share_of(tile, "neutral_soft") > 0.5
    theme.apply(qapp, "light", 130)
    assert tile.sizeHint().height() > before.height()
