"""Batas ukuran paket: how packages are sent, which decides how large one may be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import Label, WrapLabel

# way: words, limit as shown
WAYS = {
    "whatsapp15": ("WhatsApp", "15 MB"),
    "whatsapp95": ("WhatsApp, sebagai dokumen besar", "95 MB"),
    "mail14": ("Surel", "14 MB"),
    "stick": ("Stik", "tanpa batas"),
}


class LimitCard(Card):
    """Signals: `chosen(way)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Batas ukuran paket", "package-export", parent=parent)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        inside = QWidget()
        inside.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        for row, (way, (words, limit)) in enumerate(WAYS.items()):
            button = QRadioButton(words)
            button.setAccessibleName(f"{words}, {limit}")
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
            group.addButton(button)
            grid.addWidget(button, row, 0)
            grid.addWidget(Label(limit, "strong"), row, 1)
            self.ways[way] = button
        self.body.addWidget(inside)
        words = (
            "Paket yang lebih besar dibagi menjadi beberapa berkas. Ukurannya tampil di Kirim sebelum dibuat."
        )
        self.body.addSpacing(theme.SPACE_XS)
        self.body.addWidget(WrapLabel(words, "caption", "text2"))
        self.body.addStretch(1)

    def show_way(self, way: str) -> None:
        """Mark the way that is kept."""
        if way in self.ways:
            self.ways[way].setChecked(True)
