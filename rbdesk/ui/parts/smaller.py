"""Pictures made smaller for sending: fewer pixels, JPEG. Works on files and bytes; shows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Progress
from rbdesk.workflow.evidence import EvidenceFile

LONGEST_EDGE = 2000  # pixels; a page of A4 at 170 to the inch, which a verifier can read
_QUALITY = 80  # of JPEG, 0..100
_WORTH_IT = 0.8  # of the former size at most


@dataclass(frozen=True, slots=True)
class Smaller:
    """A picture of the desk and a smaller copy of it, with the name that fits its type."""

    file: EvidenceFile
    data: bytes
    name: str

    @property
    def saved(self) -> int:
        """How many bytes it is smaller."""
        return self.file.size - len(self.data)


def make_all(
    folder: DeskFolder, files: Sequence[EvidenceFile], progress: Progress = SILENT
) -> tuple[Smaller, ...]:
    """Make copies of pictures of the desk; those that get no smaller, or cannot be drawn, are left out.

    A job. Raises Cancelled.
    """
    found = []
    for done, file in enumerate(files):
        progress.step(done, len(files), file.name)
        data = shrink(folder.evidence_file(file.sha256))
        if data is not None and len(data) <= _WORTH_IT * file.size:
            found.append(Smaller(file, data, f"{Path(file.name).stem}.jpg"))
    progress.step(len(files), len(files))
    return tuple(found)


def shrink(path: Path) -> bytes | None:
    """A picture as JPEG with at most LONGEST_EDGE pixels on its longer side, upright; None if it cannot be drawn."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        return None
    if max(size.width(), size.height()) > LONGEST_EDGE:
        reader.setScaledSize(
            size.scaled(QSize(LONGEST_EDGE, LONGEST_EDGE), Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    return None if image.isNull() else _jpeg(_on_paper(image))


def _on_paper(image: QImage) -> QImage:
    """The picture without transparency, as on white paper."""
    if not image.hasAlphaChannel():
        return image
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def _jpeg(image: QImage) -> bytes | None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(_QUALITY)
    writer.setOptimizedWrite(True)
    return bytes(buffer.data().data()) if writer.write(image) else None
