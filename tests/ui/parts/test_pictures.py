import random

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from rbdesk.ui.parts import pictures


def a_noise(width, height):
    data = random.Random(1).randbytes(width * height * 3)
    return QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()


@pytest.fixture
def photo(tmp_path, qapp):
    path = tmp_path / "foto.jpg"
    assert a_noise(2600, 1300).save(str(path), "JPG", 92)
    assert path.stat().st_size > pictures.LARGE_BYTES
    return path


def test_a_preview_fits_the_room_and_keeps_its_shape(photo):
    image = pictures.load_preview(photo, QSize(300, 300))
    assert (image.width(), image.height()) == (300, 150)


def test_a_small_picture_is_not_blown_up(tmp_path, qapp):
    path = tmp_path / "kecil.png"
    assert QImage(20, 10, QImage.Format.Format_RGB32).save(str(path))
    image = pictures.load_preview(path, QSize(300, 300))
    assert image.size() == QSize(20, 10)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4", b"", b"GIF89a\x01\x00\x01\x00", b"<svg xmlns='x'/>", b"\xff\xd8\xffrusak"]
)
def test_what_is_no_sound_jpeg_or_png_is_not_decoded(tmp_path, qapp, content):
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert pictures.load_preview(path, QSize(100, 100)) is None
    assert pictures.shrunk(path) is None


def test_a_picture_beyond_the_limit_is_not_decoded(tmp_path, qapp, monkeypatch):
    path = tmp_path / "x.png"
    assert QImage(50, 50, QImage.Format.Format_RGB32).save(str(path))
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    assert pictures.load_preview(path, QSize(10, 10)) is None


def test_shrinking_gives_a_smaller_jpeg_of_at_most_the_longest_edge(photo, tmp_path):
    data = pictures.shrunk(photo)
    assert len(data) < pictures.LARGE_BYTES
    image = QImage.fromData(data)
    assert max(image.width(), image.height()) == pictures.LONGEST_EDGE


def test_what_cannot_become_smaller_is_left(tmp_path, qapp):
    path = tmp_path / "x.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    assert pictures.shrunk(path) is None


def test_a_pasted_picture_is_png_unless_that_is_large(qapp):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    data, ending = pictures.picture_bytes(image)
    assert (data[:8], ending) == (b"\x89PNG\r\n\x1a\n", ".png")
    data, ending = pictures.picture_bytes(a_noise(1400, 700))
    assert (data[:3], ending) == (b"\xff\xd8\xff", ".jpg")


def test_transparency_becomes_white_and_not_black(tmp_path, qapp):
    image = a_noise(1500, 800).convertToFormat(QImage.Format.Format_ARGB32)
    for at in range(40):
        for line in range(40):
            image.setPixelColor(at, line, QColor(0, 0, 0, 0))
    path = tmp_path / "x.png"
    assert image.save(str(path))
    assert QImage.fromData(pictures.shrunk(path)).pixelColor(12, 12).lightness() > 240
