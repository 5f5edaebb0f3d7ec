import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from rbdesk.exchange import photo
from rbdesk.ui.parts import photo_text
from rbdesk.ui.parts.qr_square import QrSquare

TEXT = "RBDR1." + "Ab3_" * 180

pytestmark = pytest.mark.skipif(not photo.can_read(), reason="the decoder is not installed")


@pytest.fixture
def page(qtbot) -> QImage:
    """A code on a page, as a phone would see it, 1203 pixels wide: lines are longer than their pixels."""
    square = QrSquare("Kode", side=600)
    qtbot.addWidget(square)
    square.set_text(TEXT)
    square.resize(600, 600)
    made = QImage(1203, 1600, QImage.Format.Format_RGB32)
    made.fill(QColor("#e8e4da"))
    painter = QPainter(made)
    painter.drawPixmap(300, 500, square.grab())
    painter.end()
    return made


def test_the_text_of_a_code_is_read_off_a_photo(page, tmp_path):
    page.save(str(tmp_path / "foto.jpg"), "JPG", 80)

    assert photo_text.read_photo(tmp_path / "foto.jpg") == (TEXT,)


def test_a_turned_and_transparent_scan_is_read_too(page, tmp_path):
    turned = page.transformed(QTransform().rotate(90))
    turned.save(str(tmp_path / "pindai.png"))

    assert photo_text.read_photo(tmp_path / "pindai.png") == (TEXT,)
    clear = page.convertToFormat(QImage.Format.Format_ARGB32)
    assert photo_text.read_image(clear) == (TEXT,)


def test_a_picture_without_a_code_and_what_is_no_picture_give_nothing(tmp_path):
    plain = QImage(640, 480, QImage.Format.Format_RGB32)
    plain.fill(QColor("white"))
    plain.save(str(tmp_path / "kosong.png"))
    (tmp_path / "palsu.png").write_bytes(b"GIF89a")

    assert photo_text.read_photo(tmp_path / "kosong.png") == ()
    assert photo_text.read_photo(tmp_path / "palsu.png") == ()
    assert photo_text.read_photo(tmp_path / "tidak-ada.png") == ()
