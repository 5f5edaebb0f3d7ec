from rbdesk.ui import theme
from rbdesk.ui.parts.icon_tile import IconLabel, IconTile
from tests.ui.parts.screens import share_of, shown


def test_the_tile_has_ground_and_icon_of_its_tone(qapp, qtbot):
    tile = shown(qtbot, IconTile("clipboard-list", "warn"))
    assert share_of(tile, "warn_soft") > 0.4
    tile.set_tile("paperclip", "err")
    assert share_of(tile, "err_soft") > 0.4
    theme.apply(qapp, "light", 130)
    assert tile.sizeHint().width() == 44


def test_an_icon_can_change_its_shape_and_colour(qtbot):
    icon = shown(qtbot, IconLabel("circle-check", "ok", 20))
    assert share_of(icon, "ok", 90) > 0.03
    icon.set_icon("circle-x", "err")
    assert share_of(icon, "err", 90) > 0.03
