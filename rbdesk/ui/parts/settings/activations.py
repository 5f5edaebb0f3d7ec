"""Berkas aktivasi: what each office begins the year with, and the digits that the circular letter prints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import WrapLabel

_SHOWN_GROUPS = 2
ALL = ""


class ActivationCard(Card):
    """Signals: `wanted(office)` make the file of an office, "" of all · `cancelled()` · `acted(key)` of the banner."""

    wanted = Signal(str)
    cancelled = Signal()
    acted = Signal(str)

    def __init__(self, offices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`offices`: code and name."""
        super().__init__("Berkas aktivasi", "mail-forward", parent=parent)
        self.body.addWidget(
            WrapLabel(
                "Satu berkas untuk tiap kecamatan, dari meja yang mengoordinasi saja. Kecamatan yang membukanya "
                "langsung dikenal; target dan tenggatnya ikut terisi.",
                "body",
                "text2",
            )
        )
        self.facts = FactList()
        self.body.addWidget(self.facts)
        self.offices = ChoiceBox()
        self.offices.setAccessibleName("Berkas aktivasi untuk")
        self.offices.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offices.addItem(f"Semua, {len(offices)} kecamatan", ALL)
        for code, name in offices:
            self.offices.addItem(name, code)
        self.make = secondary("Buat berkas", "mail-forward")
        self.make.setAccessibleName("Buat berkas aktivasi")
        self.make.clicked.connect(lambda: self.wanted.emit(self.offices.currentData()))
        self._choice = QWidget()
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.offices, 1)
        row.addWidget(self.make)
        self.body.addWidget(self._choice)
        self._progress = QWidget()
        column = QVBoxLayout(self._progress)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        self.step = WrapLabel("", "strong")
        self.bar = Bar(role="primary", name="Kemajuan pembuatan berkas aktivasi")
        self.cancel = secondary("Batal", "x")
        self.cancel.setAccessibleName("Batalkan pembuatan berkas aktivasi")
        self.cancel.clicked.connect(self.cancelled)
        column.addWidget(self.step)
        column.addWidget(self.bar)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        self._progress.hide()
        self.body.addWidget(self._progress)
        self.said = Banner("ok", can_dismiss=True)
        self.said.acted.connect(self.acted)
        self.said.hide()
        self.body.addWidget(self.said)
        self.body.addStretch(1)

    def show_key(self, fingerprint: str) -> None:
        """Show which digits of this desk's key the circular letter has to print."""
        groups = " ".join(fingerprint.split()[-_SHOWN_GROUPS:])
        self.facts.set_facts([("Cantumkan di surat edaran", groups)])

    def show_step(self, done: int, total: int, name: str) -> None:
        """Show how far writing is."""
        self.said.hide()
        self.step.setText(f"{done + 1} dari {total}: {name}…")
        self.bar.set_share(done / total if total else 0.0)
        if self._progress.isHidden():
            self._choice.hide()
            self._progress.show()
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self, tone: str, title: str, details: str, ways: Sequence[Way] = ()) -> None:
        """Say what came of it."""
        had_focus = self.cancel.hasFocus()
        self._progress.hide()
        self._choice.show()
        self.said.set_banner(tone, title, details, ways)
        self.said.show()
        if had_focus:
            self.make.setFocus(Qt.FocusReason.OtherFocusReason)
