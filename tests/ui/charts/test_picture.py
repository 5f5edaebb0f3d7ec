from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from rbdesk.ui import theme
from rbdesk.ui.charts.picture import SVG_MIME, picture_menu, picture_of, svg_of
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


def test_a_drawing_has_the_size_of_the_chart_and_its_words(qtbot):
    drawing = svg_of(chart(qtbot))
    assert QSvgRenderer(drawing).viewBox().size().toTuple() == (330, 230)
    words = "".join(ElementTree.fromstring(drawing).itertext())
    assert "Peta ubin kecamatan" in words
    assert "60,14" in words


def test_picture_and_table_can_be_copied(qtbot):
    made = chart(qtbot)
    picture, table, _ = picture_menu(made, "peta-ubin", made.lines).actions()
    picture.trigger()
    assert QGuiApplication.clipboard().image().width() == 660
    assert QSvgRenderer(QGuiApplication.clipboard().mimeData().data(SVG_MIME)).isValid()
    table.trigger()
    assert QGuiApplication.clipboard().text().startswith("Kode\tKecamatan\tStatus")


def test_a_picture_is_saved_as_png_also_without_a_suffix(qtbot, tmp_path, monkeypatch):
    made = chart(qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "peta"), ""))
    picture_menu(made, "peta-ubin", made.lines).actions()[2].trigger()
    assert QImage(str(tmp_path / "peta.png")).width() == 660


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("peta.svg", "Gambar PNG (*.png)", "peta.svg"),
        ("peta", "Gambar SVG (*.svg)", "peta.svg"),
        ("peta 3.9", "Gambar SVG (*.svg)", "peta 3.9.svg"),
    ],
)
def test_a_drawing_is_saved_where_name_or_choice_says_so(qtbot, tmp_path, monkeypatch, typed, kind, written):
    made = chart(qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), kind))
    picture_menu(made, "peta-ubin", made.lines).actions()[2].trigger()
    assert QSvgRenderer(str(tmp_path / written)).isValid()
    assert [path.name for path in tmp_path.iterdir()] == [written]


def test_what_is_drawn_may_be_another_one_than_what_is_seen(qtbot):
    seen, whole = chart(qtbot), chart(qtbot)
    whole.resize(400, 300)
    picture_menu(seen, "peta-ubin", seen.lines, whole=lambda: whole).actions()[0].trigger()
    assert QGuiApplication.clipboard().image().width() == 800


def test_a_cancelled_dialog_saves_nothing(qtbot, tmp_path, monkeypatch):
    made = chart(qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    picture_menu(made, "peta-ubin", made.lines).actions()[2].trigger()
    assert list(tmp_path.iterdir()) == []
