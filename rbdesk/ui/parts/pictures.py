"""Pictures as evidence: a small view of a file, a smaller copy, the bytes of a pasted one. JPEG and PNG only.

Nothing else that strangers sent is decoded in this process, and no picture beyond a fixed size.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from rbdesk.progress import SILENT, Progress

LARGE_BYTES = 2 * 1024 * 1024  # from here on a picture is offered to be shrunk
LONGEST_EDGE = 2000  # pixels of a shrunk picture: an A4 page stays readable
MOST_PIXELS = 80_000_000
_FORMATS = (b"jpeg", b"png")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_QUALITIES = (82, 72, 60)


def is_picture(mime: str) -> bool:
    """Whether this type is shown and shrunk here."""
    return mime in ("image/jpeg", "image/png")


def load_preview(path: Path, room: QSize) -> QImage | None:
    """The picture scaled into `room` (device pixels), upright; None if it is no JPEG or PNG, too large or broken."""
    reader = _reader(path)
    if reader is None:
        return None
    size = reader.size()
    turned = bool(reader.transformation().value & 4)  # a quarter turn swaps width and height
    fitted = (size.transposed() if turned else size).scaled(
        room.boundedTo(size), Qt.AspectRatioMode.KeepAspectRatio
    )
    reader.setScaledSize(fitted.transposed() if turned else fitted)
    image = reader.read()
    return None if image.isNull() else image


def shrunk(path: Path, progress: Progress = SILENT) -> bytes | None:
    """A JPEG of the picture with at most LONGEST_EDGE pixels along its longer edge; None if that is not smaller.

    A job: touches no widget.
    """
    reader = _reader(path)
    if reader is None:
        return None
    progress.step(0, 2, "picture")
    size = reader.size()
    if max(size.width(), size.height()) > LONGEST_EDGE:
        reader.setScaledSize(size.scaled(LONGEST_EDGE, LONGEST_EDGE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    progress.step(1, 2, "picture")
    if image.isNull():
        return None
    before = path.stat().st_size
    for quality in _QUALITIES:
        data = _encoded(_on_white(image), "JPG", quality)
        if len(data) < min(before, LARGE_BYTES):
            progress.step(2, 2, "picture")
            return data
    return None


def picture_bytes(image: QImage) -> tuple[bytes, str]:
    """A pasted picture as a file: PNG, or JPEG where that would be large; and the ending of its name."""
    data = _encoded(image, "PNG", -1)
    if len(data) <= LARGE_BYTES:
        return data, ".png"
    return _encoded(_on_white(image), "JPG", _QUALITIES[0]), ".jpg"


def _reader(path: Path) -> QImageReader | None:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError:
        return None
    if not head.startswith(_MAGIC):
        return None
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or not size.isValid():
        return None
    return reader if size.width() * size.height() <= MOST_PIXELS else None


def _on_white(image: QImage) -> QImage:
    """JPEG knows no transparency; without a ground it would turn black."""
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _encoded(image: QImage, kind: str, quality: int) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())
