from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from rbdesk.paths import DeskFolder
from rbdesk.progress import Cancelled, Progress
from rbdesk.ui.parts import smaller
from rbdesk.workflow import evidence
from rbdesk.workflow.evidence import EvidenceFile, Staged


def a_picture(path: Path, width: int, height: int, form: str = "JPEG", quality: int = 97) -> Path:
    """A picture that compresses badly, as a photo does."""
    noise = QImage(width // 8, height // 8, QImage.Format.Format_RGB32)
    noise.bits()[:] = random.Random(7).randbytes(noise.sizeInBytes())
    assert noise.scaled(width, height, mode=Qt.TransformationMode.SmoothTransformation).save(
        str(path), form, quality
    )
    return path


def size_of(data: bytes) -> tuple[int, int]:
    image = QImage.fromData(data)
    return image.width(), image.height()


@pytest.mark.parametrize(("width", "height"), [(2600, 1300), (1300, 2600)])
def test_the_longer_side_is_at_most_two_thousand_pixels(qapp, tmp_path, width, height):
    path = a_picture(tmp_path / "foto.jpg", width, height)

    data = smaller.shrink(path)

    assert data is not None
    assert max(size_of(data)) == smaller.LONGEST_EDGE
    assert min(size_of(data)) == smaller.LONGEST_EDGE // 2
    assert len(data) < path.stat().st_size


def test_a_small_picture_keeps_its_pixels(qapp, tmp_path):
    data = smaller.shrink(a_picture(tmp_path / "foto.png", 400, 300, "PNG", -1))

    assert data is not None
    assert size_of(data) == (400, 300)


def test_transparency_becomes_white_paper(qapp, tmp_path):
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert image.save(str(tmp_path / "cap.png"))

    data = smaller.shrink(tmp_path / "cap.png")

    assert data is not None
    assert QImage.fromData(data).pixelColor(10, 10) == QColor("white")


def test_what_cannot_be_drawn_is_left_alone(qapp, tmp_path):
    (tmp_path / "rusak.jpg").write_bytes(b"\xff\xd8\xff\xe0 bukan gambar")

    assert smaller.shrink(tmp_path / "rusak.jpg") is None
    assert smaller.shrink(tmp_path / "tidak-ada.jpg") is None


def kept(folder: DeskFolder, path: Path) -> EvidenceFile:
    staged: Staged = evidence.stage_evidence(folder, path)
    return EvidenceFile(
        staged.sha256,
        staged.size,
        staged.mime,
        staged.name,
        datetime(2020, 9, 1, tzinfo=UTC),
        "",
        None,
        (),
        False,
    )


def test_only_copies_that_are_clearly_smaller_are_offered_under_a_fitting_name(qapp, tmp_path):
    folder = DeskFolder(tmp_path)
    large = kept(folder, a_picture(tmp_path / "Foto besar.png", 1600, 1200, "PNG", -1))
    small = kept(folder, a_picture(tmp_path / "sudah kecil.jpg", 400, 300, quality=50))
    heard: list[str] = []

    found = smaller.make_all(folder, [large, small], Progress(lambda _, __, name: heard.append(name)))

    assert [(item.file, item.name) for item in found] == [(large, "Foto besar.jpg")]
    assert found[0].saved == large.size - len(found[0].data) > 0
    assert heard == ["Foto besar.png", "sudah kecil.jpg", ""]


def test_making_copies_can_be_stopped(qapp, tmp_path):
    folder = DeskFolder(tmp_path)
    large = kept(folder, a_picture(tmp_path / "Foto.jpg", 400, 300))

    with pytest.raises(Cancelled):
        smaller.make_all(folder, [large], Progress(is_cancelled=lambda: True))
