"""Tampilan: text size as four samples, theme as three miniatures; the window changes at once."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_tile import ChoiceTile, SizeTile, ThemeTile
from rbdesk.ui.parts.labels import Label

SYSTEM_WORDS = "Ikut Windows" if sys.platform == "win32" else "Ikut sistem"


class LookCard(Card):
    """Dresses the application itself; the window keeps what was chosen for the next start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tampilan", "typography", parent=parent)
        self.sizes = [SizeTile(percent) for percent in theme.TEXT_SIZES]
        modes: tuple[tuple[theme.Mode, str], ...] = (
            ("light", "Terang"),
            ("dark", "Gelap"),
            ("system", SYSTEM_WORDS),
        )
        self.modes = [ThemeTile(mode, words) for mode, words in modes]
        self.body.addWidget(Label("Ukuran teks", "caption_strong", "text2"))
        self.body.addWidget(_tiles(self.sizes))
        self.body.addWidget(Label("Tema", "caption_strong", "text2"))
        self.body.addWidget(_tiles(self.modes))
        for size in self.sizes:
            size.clicked.connect(self._on_chosen)
        for mode in self.modes:
            mode.clicked.connect(self._on_chosen)
        theme.notifier().changed.connect(self.show_worn)
        self.show_worn()

    def show_worn(self) -> None:
        """Mark what the application wears."""
        for size in self.sizes:
            size.setChecked(size.percent == theme.text_percent())
        for mode in self.modes:
            mode.setChecked(mode.mode == theme.mode())

    def _on_chosen(self) -> None:
        app = QApplication.instance()
        percent = next((size.percent for size in self.sizes if size.isChecked()), 100)
        mode: theme.Mode = next((one.mode for one in self.modes if one.isChecked()), "light")
        if isinstance(app, QApplication) and (mode, percent) != (theme.mode(), theme.text_percent()):
            theme.apply(app, mode, percent)


def _tiles(tiles: list[SizeTile] | list[ThemeTile]) -> QWidget:
    """Tiles side by side that exclude each other."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    group = QButtonGroup(inside)
    tile: ChoiceTile
    for tile in tiles:
        group.addButton(tile)
        row.addWidget(tile)
    row.addStretch(1)
    column.addLayout(row)
    return inside
