"""A card that is about to write into a folder: what it says is its own; the folder, Batal and the act are here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.buttons import link, primary, quiet
from rbdesk.ui.parts.labels import ElidedLabel, Label
from rbdesk.ui.parts.modal import Modal


class FolderDialog(Modal):
    """Signals: `wanted(Path)` do it, in this folder."""

    wanted = Signal(object)

    def __init__(
        self, parent: QWidget, name: str, *, act: str, icon: str, picking: str, folder: Path, width: int = 560
    ) -> None:
        """`act` names the button, `picking` the system's dialog that asks for another folder."""
        super().__init__(parent, name, width=width)
        self._folder = folder
        self._picking = picking
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE_S)
        place.addWidget(Label("Folder", "caption", "text2"))
        self.place = ElidedLabel(str(folder), "caption", "text")
        place.addWidget(self.place, 1)
        self.pick = link("Pilih folder lain", "folder-open")
        self.pick.clicked.connect(self._on_pick)
        place.addWidget(self.pick)
        self.foot.addLayout(place)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addStretch(1)
        cancel = quiet("Batal")
        cancel.clicked.connect(self.reject)
        self.act = primary(act, icon)
        self.act.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.act
        self.accepted.connect(lambda: self.wanted.emit(self._folder))

    def _on_pick(self) -> None:
        chosen = dialogs.pick_folder(self, self._picking, self._folder.parent)
        if chosen is not None:
            self._folder = chosen
            self.place.setText(str(chosen))
