from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rbdesk.ui import dialogs
from rbdesk.ui.parts.folder_dialog import FolderDialog


def test_the_act_is_wanted_in_the_folder_that_was_picked_last(qtbot, tmp_path, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    asked, wanted = [], []
    monkeypatch.setattr(dialogs, "pick_folder", lambda _, title, at: asked.append(title) or tmp_path / "stik")
    dialog = FolderDialog(
        window, "Salin", act="Salin 2 berkas", icon="copy", picking="Pilih folder salinan", folder=tmp_path
    )
    dialog.wanted.connect(wanted.append)
    dialog.open()
    assert dialog.act.text() == "Salin 2 berkas"

    qtbot.mouseClick(dialog.pick, Qt.MouseButton.LeftButton)
    assert asked == ["Pilih folder salinan"]
    assert dialog.place.text() == str(tmp_path / "stik")
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)

    assert wanted == [Path(tmp_path / "stik")]
