"""Segel paket: whether offices seal what they send, and the key that opens it, which is printed for the safe first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import Button, link, primary, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import WrapLabel

if TYPE_CHECKING:
    from rbdesk.workflow.seals import Seal

_LONGEST_COPY = 200
_WHAT_FOR = (
    "Paket dapat disegel sehingga hanya Sekretariat yang dapat membukanya, juga bila stiknya hilang di jalan."
)


class SealCard(Card):
    """Signals: `print_wanted()` the page for the safe, the key is made first where there is none · `on_wanted(str)`
    what was typed from it · `off_wanted()` · `put_back_wanted(str)` the key as it stands on the page.
    """

    print_wanted = Signal()
    on_wanted = Signal(str)
    off_wanted = Signal()
    put_back_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Segel paket", "lock", parent=parent)
        self.state = Chip("mati")
        self.head.addWidget(self.state)
        self.words = WrapLabel(_WHAT_FOR, "caption", "text2")
        self.body.addWidget(self.words)
        self.fault = WrapLabel("", "caption", "err")
        self.fault.hide()
        self.print = secondary("Buat dan cetak kunci…", "printer")
        self.off = secondary("Matikan", "lock-open")
        self.off.setAccessibleName("Matikan segel paket")
        self.put_back_link = link("Pasang dari salinan…")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        for button in (self.print, self.off, self.put_back_link):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.proof = _Typed(
            "8 huruf terakhir kunci di kertas",
            "Sebelum dinyalakan, program menyegel berkas uji dan membukanya lagi dengan kunci itu.",
            primary("Uji dan nyalakan", "shield-check"),
        )
        self.copy = _Typed(
            "Kunci di kertas dari brankas",
            "Diawali AGE-SECRET-KEY-1. Ketik, atau pindai kode QR-nya dengan pemindai.",
            secondary("Pasang kembali", "key"),
        )
        for part in (self.proof, self.copy, self.fault):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.copy.hide()
        self.print.clicked.connect(self.print_wanted)
        self.off.clicked.connect(self.off_wanted)
        self.put_back_link.clicked.connect(self._ask_for_copy)
        self.proof.given.connect(self.on_wanted)
        self.copy.given.connect(self.put_back_wanted)

    def show_seal(self, seal: Seal) -> None:
        """Show how sealing stands; what was typed is gone once it has done its work."""
        has_key = bool(seal.recipient)
        is_lost = has_key and not seal.is_here
        self.state.set_chip("menyala" if seal.is_on else "mati", "ok" if seal.is_on else "neutral")
        self.words.setText(_state_words(seal))
        self.print.setText("Cetak lagi…" if has_key else "Buat dan cetak kunci…")
        self.print.setVisible(not is_lost)
        self.off.setVisible(seal.is_on)
        self.proof.setVisible(has_key and not is_lost and not seal.is_on)
        self.put_back_link.setVisible(not has_key and self.copy.isHidden())
        self.copy.setVisible(is_lost or (not has_key and not self.copy.isHidden()))
        self.proof.clear()
        self.copy.clear()
        self.say_fault("")

    def say_fault(self, words: str) -> None:
        """What went wrong with what was typed, "" for nothing."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _ask_for_copy(self) -> None:
        self.put_back_link.hide()
        self.copy.show()
        self.copy.edit.setFocus()


class _Typed(QWidget):
    """A field and the button that takes what is in it. Signals: `given(str)`."""

    given = Signal(str)

    def __init__(self, name: str, hint: str, button: Button) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        field = Field(name, hint, _LONGEST_COPY)
        self.edit: QLineEdit = field.edit
        self.button = button
        self.edit.textChanged.connect(lambda words: self.button.setEnabled(bool(words.strip())))
        self.edit.returnPressed.connect(self._give)
        self.button.clicked.connect(self._give)
        self.button.setEnabled(False)
        column.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def clear(self) -> None:
        """Empty the field."""
        self.edit.clear()

    def _give(self) -> None:
        if self.edit.text().strip():
            self.given.emit(self.edit.text())


def _state_words(seal: Seal) -> str:
    since = f" sejak {text.date_long(seal.changed_at.astimezone())}" if seal.changed_at else ""
    if seal.recipient and not seal.is_here:
        return "Kunci segel tidak ada di komputer ini. Paket yang tersegel baru dapat dibuka setelah kuncinya dipasang lagi."
    if seal.is_on:
        return f"Menyala{since}. Kecamatan mengikutinya setelah membuka berkas aktivasi yang baru."
    if seal.recipient:
        return f"{_WHAT_FOR} Cetak kuncinya, simpan di brankas, lalu buktikan bahwa kertasnya ada."
    return _WHAT_FOR
