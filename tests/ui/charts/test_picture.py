from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from rbdesk.ui import theme
from rbdesk.ui.charts.picture import picture_menu, picture_of
from rbdesk.ui.charts.tiles import TileMap
from tests.ui.charts.figures import TILES
from tests.ui.parts.screens import shown


def chart(qtbot) -> TileMap:
    made = TileMap()
    made.set_figure(TILES)
    return shown(qtbot, made, 330, 230)


def test_a_picture_has_twice_the_pixels_on_a_solid_ground(qtbot):
    picture = picture_of(chart(qtbot)).toImage()
    assert (picture.width(), picture.height()) == (660, 460)
    assert picture.pixelColor(2, 2) == theme.color("surface")


def test_picture_and_table_can_be_copied(qtbot):
    made = chart(qtbot)
    picture, table, _ = picture_menu(made, "peta-ubin", made.lines).actions()
    picture.trigger()
    assert QGuiApplication.clipboard().image().width() == 660
    table.trigger()
    assert QGuiApplication.clipboard().text().startswith("Kode\tKecamatan\tStatus")


def test_a_picture_is_saved_as_png_also_without_a_suffix(qtbot, tmp_path, monkeypatch):
    made = chart(qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "peta"), ""))
    picture_menu(made, "peta-ubin", made.lines).actions()[2].trigger()
    assert QImage(str(tmp_path / "peta.png")).width() == 660


def test_a_cancelled_dialog_saves_nothing(qtbot, tmp_path, monkeypatch):
    made = chart(qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    picture_menu(made, "peta-ubin", made.lines).actions()[2].trigger()
    assert list(tmp_path.iterdir()) == []
