"""Hapus data: the end of a desk, asked for by typing the name of the office."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import wording
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import danger, link, quiet
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import WrapLabel

_LONGEST = 80
_WHAT = "Menghapus isian, bukti, arsip, cadangan, riwayat, catatan, dan kunci di komputer ini. Tidak dapat dibatalkan."


class EraseCard(Card):
    """Signals: `wanted(str)` the name that was typed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Hapus data kantor ini", "trash", parent=parent)
        self._name = ""
        self.body.addWidget(WrapLabel(_WHAT, "caption", "text2"))
        self.begin = link("Hapus data kantor ini…")
        self.begin.clicked.connect(self._on_begin)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        self.body.addLayout(row)
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(WrapLabel(wording.ERASED_NOT_PROMISED_BEFORE, "caption", "text2"))
        self.field = Field("Ketik nama kantornya", "Sama seperti di Identitas.", _LONGEST)
        self.field.edit.textChanged.connect(self._on_typed)
        column.addWidget(self.field)
        self.act = danger("Hapus selamanya", "trash")
        self.act.setEnabled(False)
        self.act.clicked.connect(self._on_act)
        self.leave = quiet("Batal")
        self.leave.clicked.connect(self._on_leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.act)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.body.addWidget(self.form)
        self.form.hide()
        self.body.addStretch(1)

    def show_name(self, name: str) -> None:
        """The name that has to be typed."""
        self._name = name
        self.field.edit.setPlaceholderText(name)

    def _on_begin(self) -> None:
        self.begin.hide()
        self.form.show()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self.field.edit.clear()
        self.form.hide()
        self.begin.show()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, typed: str) -> None:
        self.act.setEnabled(bool(self._name) and typed.strip().casefold() == self._name.casefold())

    def _on_act(self) -> None:
        self.wanted.emit(self.field.edit.text())
