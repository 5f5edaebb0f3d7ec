"""A card that is about to write into a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rbdesk.ui import dialogs
from rbdesk.ui.parts.folder_dialog import FolderDialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_act_is_wanted_in_the_folder_that_was_picked_last(
    qtbot: QtBot, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    wanted: list[Path] = []
    stick = tmp_path / "stik"
    monkeypatch.setattr(dialogs, "pick_folder", lambda _, title, at: asked.append(title) or stick)
    dialog = FolderDialog(
        window, "Salin", act="Salin 2 berkas", icon="copy", picking="Pilih folder salinan", folder=tmp_path
    )
    dialog.wanted.connect(wanted.append)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.act.text() == "Salin 2 berkas"

    qtbot.mouseClick(dialog.pick, Qt.MouseButton.LeftButton)
    assert asked == ["Pilih folder salinan"]
    assert dialog.place.text() == str(stick)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)

    assert wanted == [stick]
