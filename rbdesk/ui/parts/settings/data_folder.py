"""Folder data: where it lies, what it holds, how much room is left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import WrapLabel


@dataclass(frozen=True, slots=True)
class Contents:
    """What a desk holds; sizes in bytes, None while not known."""

    counts: tuple[tuple[int, str], ...] = ()
    used: int | None = None
    free: int | None = None


class DataCard(Card):
    """Signals: `practice_wanted()` the person wants to practise with invented data."""

    practice_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Folder data", "folder", parent=parent)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName("Folder data")
        row.addWidget(self.path, 1)
        self.open = secondary("Buka", "folder-open")
        self.open.setAccessibleName("Buka folder data")
        self.open.clicked.connect(self._on_open)
        row.addWidget(self.open)
        self.body.addLayout(row)
        self.words = WrapLabel("", "caption", "text2")
        self.body.addWidget(self.words)
        self.warning = WrapLabel("", "caption", "warn")
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.practice = secondary("Berlatih dengan data contoh", "school")
        self.practice.clicked.connect(self.practice_wanted)
        foot = QHBoxLayout()
        foot.addWidget(self.practice)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_folder(self, folder: Path, *, is_practice: bool) -> None:
        """Where the desk lies."""
        self.path.setText(str(folder))
        self.path.setCursorPosition(0)
        self.path.setToolTip(str(folder))
        self.practice.setVisible(not is_practice)

    def show_contents(self, contents: Contents) -> None:
        """What it holds."""
        parts = [f"{text.number(count, 0)} {words}" for count, words in contents.counts]
        size = [f"{text.size(contents.used)} terpakai"] if contents.used is not None else []
        room = [f"sisa ruang {text.size(contents.free)}"] if contents.free is not None else []
        self.words.setText(" · ".join([*parts, ", ".join(size + room)]).strip(" ·"))

    def warn(self, words: str) -> None:
        """What speaks against the place, "" for nothing."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.path.text()))
