from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from rbdesk.ui import theme
from rbdesk.ui.parts.package_file import PackageFile
from tests.ui.parts.screens import shown

NAME = "RBD_RB-2020_32.16.09_isian_r0001_K7Q2_7f3a91.rbd.zip"


@pytest.fixture
def row(qtbot, tmp_path):
    row = shown(qtbot, PackageFile(), 700)
    row.set_file(tmp_path / "Dokumen" / "RBDesk" / NAME, 40_265_318, is_there=True)
    qtbot.wait(1)
    return row


def test_it_names_file_place_and_size(row):
    assert row.name.accessibleName() == NAME
    assert row.place.text().startswith("Dokumen › RBDesk · 38,4 MB")


def test_the_file_can_be_copied_and_pasted_elsewhere(row, qtbot):
    with qtbot.waitSignal(row.copied):
        qtbot.mouseClick(row.copy, Qt.MouseButton.LeftButton)

    (url,) = QGuiApplication.clipboard().mimeData().urls()
    assert Path(url.toLocalFile()).name == NAME


def test_dragging_the_row_takes_the_file_along(row, qtbot, monkeypatch):
    taken = []
    monkeypatch.setattr(
        PackageFile, "drag", lambda self: taken.append(self.content().urls()[0].toLocalFile())
    )

    QTest.mousePress(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 20))
    QTest.mouseMove(row, QPoint(203, 20))
    assert taken == []
    QTest.mouseMove(row, QPoint(260, 30))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(260, 30))

    assert [Path(path).name for path in taken] == [NAME]


def test_a_file_that_is_gone_is_told_and_cannot_be_taken(row, qtbot, tmp_path, monkeypatch):
    taken = []
    monkeypatch.setattr(PackageFile, "drag", lambda self: taken.append(True))
    row.set_file(tmp_path / NAME, 12, is_there=False)

    QTest.mousePress(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 20))
    QTest.mouseMove(row, QPoint(260, 30))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(260, 30))

    assert "tidak ada lagi" in row.place.text()
    assert not row.copy.isEnabled()
    assert taken == []


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_the_long_name_wraps_at_its_parts(qapp, qtbot, tmp_path, percent):
    theme.apply(qapp, "light", percent)
    row = shown(qtbot, PackageFile(), 420)
    row.set_file(tmp_path / NAME, 12, is_there=True)
    qtbot.wait(5)

    assert row.name.heightForWidth(row.name.width()) <= row.name.height()
    assert row.name.height() > row.name.fontMetrics().lineSpacing() * 1.5
