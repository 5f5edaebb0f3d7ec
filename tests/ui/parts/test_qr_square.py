import pytest
from PySide6.QtGui import QImage

from rbdesk.exchange import keytext, photo, signing
from rbdesk.ui import theme
from rbdesk.ui.parts.qr_square import QrSquare
from tests.ui.parts.screens import shown

TEXT = keytext.key_text("32.16.09", signing.derive_key(b"1" * 32).public)


def read_off(widget) -> tuple[str, ...]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = (bytes(image.constScanLine(row))[: image.width()] for row in range(image.height()))
    return photo.read_codes(b"".join(rows), image.width(), image.height())


@pytest.mark.skipif(not photo.can_read(), reason="the decoder is not installed")
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_camera_reads_what_it_says_in_both_themes(qtbot, qapp, mode):
    theme.apply(qapp, mode, 100)
    square = shown(qtbot, QrSquare("Kode QR kunci"))
    square.set_text(TEXT)

    assert read_off(square) == (TEXT,)


def test_without_a_text_it_is_blank(qtbot):
    square = shown(qtbot, QrSquare("Kode QR kunci"))
    square.set_text(TEXT)
    dark = square.grab().toImage()
    square.set_text("")

    assert square.grab().toImage() != dark
    assert square.text == ""
    assert square.accessibleName() == "Kode QR kunci"
