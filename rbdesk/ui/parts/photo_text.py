"""The texts of QR codes on a photo or a scan that lies in a file. Only JPEG and PNG are decoded, of a bounded size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from rbdesk.exchange import photo
from rbdesk.progress import SILENT, Progress
from rbdesk.ui.parts import pictures

_ROOMS = (3000, 1800, 1000)  # a code far away needs all pixels, a blurred one is found in fewer


def read_photo(path: Path, progress: Progress = SILENT) -> tuple[str, ...]:
    """The texts on it, none where none is seen, it is no picture, or the decoder is not installed. A job."""
    if not photo.can_read():
        return ()
    for at, edge in enumerate(_ROOMS):
        progress.step(at, len(_ROOMS), path.name)
        image = pictures.load_preview(path, QSize(edge, edge))
        if image is None:
            return ()
        found = read_image(image)
        if found:
            return found
    return ()


def read_image(image: QImage) -> tuple[str, ...]:
    """The texts on a picture, none where none is seen."""
    grey = _grey(image)
    if grey.width() * grey.height() > photo.MOST_PIXELS:
        grey = grey.scaled(QSize(_ROOMS[0], _ROOMS[0]), Qt.AspectRatioMode.KeepAspectRatio)
    width, height = grey.width(), grey.height()
    # lines of a picture end on a multiple of four bytes
    lines = (bytes(grey.constScanLine(row)) for row in range(height))  # type: ignore[call-overload]  # memoryview
    pixels = b"".join(line[:width] for line in lines)
    return photo.read_codes(pixels, width, height)


def _grey(image: QImage) -> QImage:
    """Grey on white, so that what is transparent is not black."""
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor("white"))
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground.convertToFormat(QImage.Format.Format_Grayscale8)
