"""Comparing the secretariat's key once: the person types the last two groups of digits from the circular letter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import primary, quiet
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal

_HIDDEN_GROUPS = 2  # of the six, which the person types


class SecretariatKeyDialog(Modal):
    """Signals: `compared(digits)` what the person typed; whoever listens accepts it or says that it differs."""

    compared = Signal(str)

    def __init__(self, parent: QWidget, *, fingerprint: str, is_other: bool) -> None:
        super().__init__(parent, "Cocokkan kunci Sekretariat", width=480)
        groups = fingerprint.split()
        shown = " ".join([*groups[:-_HIDDEN_GROUPS], *["•••••"] * _HIDDEN_GROUPS])
        self.body.addWidget(Label("Cocokkan kunci Sekretariat", "dialog"))
        words = (
            "Berkas ini memakai kunci yang berbeda dari sebelumnya. Telepon Sekretariat sebelum melanjutkan."
            if is_other
            else "Ini berkas pertama dari Sekretariat. Cocokkan angkanya dengan surat edaran, sekali saja."
        )
        self.body.addWidget(WrapLabel(words, "body", "warn" if is_other else "text2"))
        self.body.addWidget(Label(shown, "title"))
        self.digits = Field("Dua kelompok terakhir", "10 angka dari surat edaran, bukan dari berkas ini.", 20)
        self.body.addWidget(self.digits)
        self.said = WrapLabel("", "caption", "err")
        self.said.hide()
        self.body.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addStretch(1)
        cancel = quiet("Batal")
        cancel.clicked.connect(self.reject)
        self.act = primary("Cocokkan", "shield-check")
        self.act.clicked.connect(lambda: self.compared.emit(self.digits.edit.text()))
        row.addWidget(cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.digits.edit
        self.act.setDefault(True)

    def say_different(self) -> None:
        """The digits are not those of the key."""
        self.said.setText("Angkanya tidak sama. Periksa lagi; bila tetap berbeda, jangan pakai berkas ini.")
        self.said.show()
        self.digits.edit.setFocus()
