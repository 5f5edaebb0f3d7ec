from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from rbdesk import paths
from rbdesk.ui.pages.send import SendPage
from rbdesk.ui.pages.send_parts.shrinking import ShrinkDialog
from rbdesk.workflow import evidence, shrinking
from rbdesk.workflow.evidence import EvidenceFile
from tests.desks import a_pdf
from tests.ui.pages import offices
from tests.ui.pages.offices import CODES, KEY, Visit, Visiting, settle

LEAST = 50_000  # bytes that make a picture large here


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory, monkeypatch) -> Iterator[Visiting]:
    monkeypatch.setattr(paths, "outgoing", lambda: tmp_path / "Dokumen" / "RBDesk")
    monkeypatch.setattr(shrinking, "LARGE_PICTURE_BYTES", LEAST)
    yield from offices.visits(qtbot, SendPage, tmp_path, tmp_path_factory)


def a_photo(seed: int, edge: int = 500) -> bytes:
    """A picture that compresses badly, as JPEG of the best quality."""
    noise = QImage(edge // 8, edge // 8, QImage.Format.Format_RGB32)
    noise.bits()[:] = random.Random(seed).randbytes(noise.sizeInBytes())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    smooth = noise.scaled(edge, edge, mode=Qt.TransformationMode.SmoothTransformation)
    assert smooth.save(buffer, "JPEG", 100)
    return bytes(buffer.data().data())


def attach(qtbot, seen: Visit, data: bytes, name: str) -> None:
    staged = evidence.stage_bytes(paths.DeskFolder(seen.desk.folder), data, name)
    seen.desk.do(evidence.attach_evidence, KEY, CODES[0], staged)
    settle(qtbot, seen.desk)


def dialog_of(qtbot, seen: Visit) -> ShrinkDialog:
    seen.page.checks.package.sending.shrink_wanted.emit()
    qtbot.waitUntil(lambda: bool(seen.page.window().findChildren(ShrinkDialog)))
    found: ShrinkDialog = seen.page.window().findChildren(ShrinkDialog)[0]
    qtbot.waitUntil(lambda: not found.bar.isVisible() and found.isVisible())
    return found


def standing(qtbot, seen: Visit) -> list[EvidenceFile]:
    found: list[tuple[EvidenceFile, ...]] = []
    seen.desk.read(shrinking.list_large, KEY, then=found.append)
    qtbot.waitUntil(lambda: bool(found))
    return [file for file in found[0] if file.size >= 1000]


def test_large_pictures_are_offered_with_the_size_before_and_after(visit, qtbot):
    seen = visit("full")
    attach(qtbot, seen, a_photo(1), "Foto rapat.jpg")
    attach(qtbot, seen, a_pdf("x" * 4_000_000), "Laporan.pdf")

    dialog = dialog_of(qtbot, seen)

    (row,) = dialog.rows
    before, after = row.item.file.size, len(row.item.data)
    assert after < before
    assert row.check.accessibleName().startswith("Ganti Foto rapat.jpg, dari ")
    assert dialog.act.text() == "Ganti 1 gambar"
    assert "“Laporan.pdf”" in dialog.others.text()
    assert offices.cut_words(dialog) == []
    dialog.reject()


def test_chosen_copies_take_their_places_and_ctrl_z_brings_the_pictures_back(visit, qtbot):
    seen = visit("full")
    attach(qtbot, seen, a_photo(1), "Foto satu.jpg")
    attach(qtbot, seen, a_photo(2), "Foto dua.jpg")
    before = standing(qtbot, seen)
    dialog = dialog_of(qtbot, seen)
    dialog.rows[1].check.click()
    kept = dialog.rows[1].item.file

    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen.told))
    settle(qtbot, seen.desk)

    assert seen.told[-1].startswith("1 gambar dikecilkan, ")
    after = standing(qtbot, seen)
    assert kept.sha256 in {file.sha256 for file in after}
    assert sum(file.size for file in after) < sum(file.size for file in before)
    assert seen.answers.undo()
    settle(qtbot, seen.desk)
    assert standing(qtbot, seen) == before


def test_leaving_the_dialog_changes_nothing(visit, qtbot):
    seen = visit("full")
    attach(qtbot, seen, a_photo(1), "Foto satu.jpg")
    before = standing(qtbot, seen)
    dialog = dialog_of(qtbot, seen)

    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    settle(qtbot, seen.desk)

    assert standing(qtbot, seen) == before
    assert seen.told == []


def test_trouble_of_the_disk_is_said_in_the_dialog_and_can_be_tried_again(visit, qtbot, monkeypatch):
    seen = visit("full")
    attach(qtbot, seen, a_photo(1), "Foto satu.jpg")
    dialog = dialog_of(qtbot, seen)
    monkeypatch.setattr(evidence, "LEAST_FREE_BYTES", 2**62)

    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.trouble.isVisible())
    assert dialog.act.isEnabled()
    monkeypatch.undo()
    monkeypatch.setattr(shrinking, "LARGE_PICTURE_BYTES", LEAST)
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: bool(seen.told))


def test_a_locked_year_offers_none(visit, qtbot):
    seen = visit("locked")

    assert seen.page.shrinker.count == 0
    seen.page.shrinker.ask()
    settle(qtbot, seen.desk)

    assert not seen.page.window().findChildren(ShrinkDialog)


def test_a_small_picture_is_not_offered(visit, qtbot, tmp_path: Path):
    seen = visit("full")

    assert not seen.page.checks.package.sending.shrink.isVisible()
