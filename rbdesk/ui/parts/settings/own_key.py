"""Kunci: the name of this computer, and the 30 digits by which the secretariat knows it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import link, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.qr_square import QrSquare

LONGEST_LABEL = 40


class OwnKeyCard(Card):
    """Signals: `named(str)` another name of this computer · `copied()` the key's text is in the clipboard ·
    `printing()` a page of it is wanted ·
    `replacing()` another key is wanted in the place of this one."""

    named = Signal(str)
    copied = Signal()
    printing = Signal()
    replacing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Kunci", "key", parent=parent)
        self._text = ""
        self._shown = ""
        self.name = Field("Nama komputer ini", "Tampil di paket, contoh: Laptop Pelayanan.", LONGEST_LABEL)
        self.name.edit.editingFinished.connect(self.keep_typing)
        self.body.addWidget(self.name)
        self.digits = _Digits()
        self.square = QrSquare("Kode QR kunci perangkat ini", side=112)
        shown = QHBoxLayout()
        shown.setSpacing(theme.SPACE_M)
        shown.addWidget(self.digits, 1, Qt.AlignmentFlag.AlignTop)
        shown.addWidget(self.square, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(shown)
        self._words = WrapLabel("", "caption", "text2")
        self.body.addWidget(self._words)
        self.copy = secondary("Salin teks kunci", "copy")
        self.copy.clicked.connect(self._on_copy)
        self.print = secondary("Cetak", "printer")
        self.print.setToolTip("Halaman berisi 30 angka dan kode QR, untuk dicap dan diserahkan")
        self.print.clicked.connect(self.printing)
        self.replace = link("Ganti kunci…")
        self.replace.clicked.connect(self.replacing)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.print)
        row.addWidget(self.replace)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show_key(self, label: str, fingerprint: str, key_text: str, words: str) -> None:
        """`fingerprint` in six groups; `key_text` is what the copy button copies, `words` what it is for."""
        if not self.name.edit.isModified():
            self.name.edit.setText(label)
        self._shown = label
        self._text = key_text
        self.digits.show_groups(fingerprint.split())
        self.square.set_text(key_text)
        self._words.setText(words)

    def keep_typing(self) -> None:
        """Keep the name that is in the field."""
        typed = self.name.edit.text().strip()
        self.name.edit.setModified(False)
        if typed != self._shown:
            self._shown = typed
            self.named.emit(typed)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.copied.emit()


class _Digits(Dressed, QFrame):
    """Thirty digits in two lines of three groups."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, theme.SPACE_S + 2, 14, theme.SPACE_S + 2)
        column.setSpacing(2)
        column.addWidget(Label("Sidik perangkat ini", "caption", "text2"))
        self._lines = [Label("", "card"), Label("", "card")]
        for line in self._lines:
            column.addWidget(line)
        self.follow_theme()

    def show_groups(self, groups: list[str]) -> None:
        for line, start in zip(self._lines, (0, 3), strict=True):
            line.setText("  ".join(groups[start : start + 3]))
        # one by one, so that a screen reader does not say thousands
        self.setAccessibleName("Sidik perangkat: " + ", ".join(" ".join(group) for group in groups))

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = paint.Look(theme.color("sunken"), theme.color("text"))
        paint.box(QPainter(self), self.rect(), ground, theme.RADIUS_CONTROL)
