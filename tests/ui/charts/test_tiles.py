from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget

from rbdesk.analysis.figures import DIFFERENCE
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.tiles import TileMap, _fitting
from tests.ui.charts.figures import TILES
from tests.ui.parts.screens import share_of, shown


@pytest.fixture
def tiles(qtbot) -> TileMap:
    made = TileMap()
    made.set_figure(TILES)
    return shown(qtbot, made, 330, 230)


def heard(signal) -> list:
    told: list = []
    signal.connect(lambda *values: told.append(values[0] if len(values) == 1 else values))
    return told


def test_arrows_move_geographically_and_enter_opens(tiles, qtbot):
    picked, opened = heard(tiles.picked), heard(tiles.opened)
    tiles.button("09").setFocus(Qt.FocusReason.TabFocusReason)
    for key in (
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Right,
        Qt.Key.Key_Left,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
    ):
        qtbot.keyClick(tiles.focusWidget(), key)
    assert picked == ["17", "09", "12", "09", "22"]
    qtbot.keyClick(tiles.focusWidget(), Qt.Key.Key_Return)
    assert opened == ["22"]
    assert tiles.selected() == "22"


def test_a_click_picks_and_a_double_click_opens(tiles, qtbot):
    picked, opened = heard(tiles.picked), heard(tiles.opened)
    qtbot.mouseClick(tiles.button("12"), Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(tiles.button("12"), Qt.MouseButton.LeftButton)
    assert picked[0] == "12"
    assert opened == ["12"]


def test_selecting_by_code_says_nothing(tiles):
    picked = heard(tiles.picked)
    tiles.set_selected("01")
    assert tiles.selected() == "01"
    assert picked == []


def test_the_map_is_one_tab_stop_at_the_selected_tile(qtbot):
    host = QWidget()
    column = QVBoxLayout(host)
    before, tiles, after = QLineEdit(), TileMap(), QLineEdit()
    tiles.set_figure(TILES)
    tiles.set_selected("12")
    for widget in (before, tiles, after):
        column.addWidget(widget)
    shown(qtbot, host, 400, 360)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert tiles.button("12").hasFocus()
    qtbot.keyClick(tiles.button("12"), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_tiles_lie_as_the_offices_lie(tiles):
    where = {code: tiles.button(code).geometry() for code in ("01", "09", "12", "17", "22")}
    assert where["01"].right() < where["09"].left() < where["12"].left()
    assert where["17"].bottom() < where["09"].top() < where["22"].top()
    assert where["01"].top() == where["09"].top()
    boxes = list(where.values())
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_a_screen_reader_hears_name_status_value_and_category(tiles):
    assert tiles.button("09").accessibleName() == "Cikarang Utara, selesai, nilai 60,14, setara B"
    assert tiles.button("17").accessibleName() == "Muaragembong, belum kirim"
    assert tiles.button("12").accessibleName() == "Kedung Waringin, perlu tindakan, nilai 57,90–58,42"
    tiles.set_selected("09")
    assert tiles.button("09").accessibleName().endswith(", dipilih")
    spoken = QAccessible.queryAccessibleInterface(tiles.button("09"))
    assert spoken.role() == QAccessible.Role.Button
    assert tiles.accessibleDescription().startswith("5 kecamatan: 1 selesai, 1 diverifikasi")


def test_status_and_value_wear_different_colours(tiles):
    assert share_of(tiles.button("09"), "ok") > 0.4
    tiles.set_mode("value")
    assert share_of(tiles.button("09"), "ok") == 0
    assert share_of(tiles.button("09"), theme.band_fill("B")) > 0.4
    assert share_of(tiles.button("17"), "surface") > 0.4


def test_offices_of_other_statuses_pale(tiles):
    full = share_of(tiles.button("09"), "ok")
    tiles.set_shown(frozenset({"01"}))
    assert share_of(tiles.button("09"), "ok") < full / 4
    tiles.set_shown(None)
    assert share_of(tiles.button("09"), "ok") == full


def test_new_values_keep_the_buttons_and_the_focus(tiles):
    button = tiles.button("17")
    button.setFocus()
    changed = tuple(replace(tile, status="diterima") for tile in TILES.tiles)
    tiles.set_figure(replace(TILES, tiles=changed))
    assert tiles.button("17") is button
    assert button.hasFocus()
    assert button.accessibleName() == "Muaragembong, diterima"


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
@pytest.mark.parametrize("mode", ["status", "value", "pick"])
def test_even_at_the_smallest_size_no_name_is_cut_and_no_tile_too_small(qapp, qtbot, mode, percent):
    theme.apply(qapp, "light", percent)
    tiles = TileMap(mode)
    tiles.set_figure(TILES)
    size = tiles.minimumSizeHint()
    shown(qtbot, tiles, size.width(), size.height())
    for tile in TILES.tiles:
        button = tiles.button(tile.code)
        assert button.width() >= 24
        assert button.height() >= 24
        room = button.width() - 12
        longest = max(tile.name.split(), key=len)
        font = theme.font("caption_strong")
        font.setPixelSize(_fitting(longest, room))
        assert paint.width_of(longest, font) <= room
        assert font.pixelSize() >= 11


def test_to_pick_an_office_the_names_are_enough(qtbot):
    tiles = TileMap("pick")
    tiles.set_figure(TILES)
    shown(qtbot, tiles, 330, 230)
    assert tiles.button("09").accessibleName() == "Cikarang Utara"
    tiles.set_selected("09")
    assert share_of(tiles.button("09"), "primary") > 0.5


def test_the_map_can_be_read_as_a_table(tiles):
    lines = tiles.lines()
    assert lines[0] == ["Kode", "Kecamatan", "Status", "Nilai", "Setara"]
    assert lines[2] == ["09", "Cikarang Utara", "selesai", "60,14", "B"]
    assert lines[4] == ["17", "Muaragembong", "belum kirim", "", ""]


def test_the_menu_of_a_tile_is_the_pages(tiles, qtbot):
    asked = heard(tiles.menu_asked)
    button = tiles.button("12")
    spot = button.mapToGlobal(button.rect().center())
    QApplication.sendEvent(
        button, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, button.rect().center(), spot)
    )
    assert asked == [("12", spot)]
    assert len(tiles.findChildren(QAbstractButton)) == 5


def test_what_is_not_verified_is_hatched_and_said(tiles):
    hatched = replace(TILES.tiles[1], is_open=True)
    tiles.set_mode("value")
    whole = share_of(tiles.button("09"), theme.band_fill("B"))
    tiles.set_figure(replace(TILES, tiles=(TILES.tiles[0], hatched, *TILES.tiles[2:])))
    assert 0 < share_of(tiles.button("09"), theme.band_fill("B")) < whole / 3
    assert tiles.button("09").accessibleName().endswith("setara B, belum diverifikasi")


def test_differences_have_signs_and_their_own_colours(tiles):
    lost = replace(TILES.tiles[0], value=Decimal("-12.5"), band="")
    tiles.set_mode("value")
    tiles.set_figure(replace(TILES, measure=DIFFERENCE, tiles=(lost, *TILES.tiles[1:])))
    assert share_of(tiles.button("01"), theme.band_fill("C")) > 0.5
    assert "selisih −12,50" in tiles.button("01").accessibleName()
    assert tiles.lines()[1][3] == "−12,50"
