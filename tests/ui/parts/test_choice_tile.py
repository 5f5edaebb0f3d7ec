import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.choice_tile import ChoiceCard, SizeTile, ThemeTile
from tests.ui.parts.screens import share_of, shown


@pytest.fixture
def cards(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    cards = [
        ChoiceCard("Kecamatan", "Mengisi penilaian mandiri dan mengirim paketnya ke Sekretariat.", "home"),
        ChoiceCard("Sekretariat", "Menerima paket.", "inbox"),
    ]
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    shown(qtbot, window, 500, 300)
    yield cards
    window.close()


def test_one_holds_and_the_whole_card_can_be_clicked(cards, qtbot):
    qtbot.mouseClick(cards[0], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton, pos=QPoint(cards[1].width() - 5, 30))
    assert [card.isChecked() for card in cards] == [False, True]


def test_arrows_choose_as_with_radio_buttons(cards, qtbot):
    cards[0].setFocus()
    qtbot.keyClick(cards[0], Qt.Key.Key_Space)
    qtbot.keyClick(cards[0], Qt.Key.Key_Down)
    assert cards[1].isChecked()


def test_the_card_that_holds_is_seen_by_ground_edge_and_tick(cards):
    plain = share_of(cards[0], "primary")
    cards[0].setChecked(True)
    assert share_of(cards[0], "selected") > 0.4
    assert share_of(cards[0], "primary") > plain


def test_a_card_grows_until_all_its_words_are_there(cards):
    assert cards[0].heightForWidth(240) > cards[0].heightForWidth(600)
    assert cards[0].accessibleDescription().startswith("Mengisi")


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_a_sample_of_a_size_says_its_per_cent(qtbot, percent):
    tile = SizeTile(percent)
    shown(qtbot, tile)
    assert tile.accessibleName() == f"Ukuran teks {percent} persen"
    assert share_of(tile, "text") > 0.003


def test_the_samples_grow_by_their_own_size_and_not_by_the_windows(qtbot):
    inks = []
    for percent in theme.TEXT_SIZES:
        tile = SizeTile(percent)
        shown(qtbot, tile)
        inks.append(share_of(tile, "text", 90))
    assert inks[0] < inks[1] < inks[3]


def test_the_miniature_of_the_system_is_half_light_half_dark(qtbot):
    """Rail at the left in light colours, the rest at the right in dark ones."""
    light, dark = theme.roles(False)["rail"], theme.roles(True)["bg"]
    shares = {}
    for mode in ("light", "dark", "system"):
        tile = ThemeTile(mode, mode)
        shown(qtbot, tile)
        shares[mode] = (share_of(tile, QColor(light), 6), share_of(tile, QColor(dark), 6))
    assert shares["light"][1] == 0
    assert shares["dark"][0] == 0
    assert shares["light"][0] > 0
    assert shares["dark"][1] > 0
    assert shares["system"][0] > 0
    assert 0 < shares["system"][1] < shares["dark"][1]
