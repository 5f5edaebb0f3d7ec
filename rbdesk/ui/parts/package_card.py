"""What goes into the package, how it leaves, who signs it off, and the buttons that build it; then how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import link, primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.sending_plan import SendingPlan


@dataclass(frozen=True, slots=True)
class PackageText:
    """What the card shows. `reason` says why no official package can be made, `blocked` why none at all.

    `is_again`: the official package that was made is to be made once more, for another way of sending.
    """

    percent: str
    band: str
    facts: tuple[tuple[str, str], ...]
    head: str
    head_details: str
    can_change_head: bool
    way: str
    reason: str = ""
    blocked: str = ""
    is_again: bool = False


class PackageCard(Card):
    """`sending` says how it will leave. Signals: `building(is_final)` a button was pressed · `cancelled()` building
    must stop · `profile_wanted()`.
    """

    building = Signal(bool)
    cancelled = Signal()
    profile_wanted = Signal()

    def __init__(self, ways: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`ways` of sending: key and words."""
        super().__init__("Ringkasan paket", parent=parent)
        self._shown_facts: tuple[tuple[str, str], ...] = ()
        self.number = Label("–", "display_small")
        self.equals = BandChip("D")
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_L)
        top.addWidget(self.number)
        top.addWidget(self.equals, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(Line())
        self.facts = FactList()
        self.body.addWidget(self.facts)
        self.body.addWidget(Line())
        self.sending = SendingPlan(ways)
        self.body.addWidget(self.sending)
        self._add_head()
        self.body.addStretch(1)
        self._add_buttons()
        self._add_progress()
        self.stop_progress()

    def show_package(self, package: PackageText) -> None:
        """Show what would go into a package now, and whether it can be made."""
        self.number.setText(package.percent)
        self.equals.set_band(package.band, f"Setara {package.band}")
        self.equals.setVisible(bool(package.band))
        if package.facts != self._shown_facts:
            self._shown_facts = package.facts
            self.facts.set_facts(package.facts)
        self.head_name.setText(package.head)
        self.head_details.setText(package.head_details)
        self.head_details.setVisible(bool(package.head_details))
        self.change_head.setVisible(package.can_change_head)
        self.sending.set_way(package.way)
        self.official.setEnabled(not package.reason and not package.blocked)
        self.official.setAccessibleDescription(package.reason or package.blocked)
        self.reason.setText(package.blocked or package.reason)
        self.reason.setVisible(bool(package.blocked or package.reason))
        self.provisional.setEnabled(not package.blocked)
        self.official.setText("Buat berkasnya lagi" if package.is_again else "Buat paket resmi")
        self.provisional.setVisible(not package.is_again)
        self._hint.setVisible(not package.is_again)

    def show_progress(self, step: str, share: float = 0.0) -> None:
        """Say which step building is at and how much of it is done, 0..1."""
        self.step.setText(step)
        self.bar.set_share(share)
        if self._progress.isHidden():
            self._progress.show()
            self._buttons.hide()
            self.sending.setEnabled(False)
            self.cancel.setEnabled(True)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_progress(self) -> None:
        """Back to the buttons."""
        self._progress.hide()
        self._buttons.show()
        self.sending.setEnabled(True)

    @property
    def is_building(self) -> bool:
        """Whether progress is shown."""
        return not self._progress.isHidden()

    def _add_head(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Label("Disahkan oleh", "strong", "text2"))
        top.addStretch(1)
        self.change_head = link("Ubah")
        self.change_head.setAccessibleName("Ubah nama Camat di Pengaturan")
        self.change_head.clicked.connect(self.profile_wanted)
        top.addWidget(self.change_head)
        self.body.addLayout(top)
        self.head_name = WrapLabel("", "strong")
        self.head_details = WrapLabel("", "caption", "text3")
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.head_name)
        names.addWidget(self.head_details)
        self.body.addLayout(names)

    def _add_buttons(self) -> None:
        self._buttons = QWidget()
        column = QVBoxLayout(self._buttons)
        column.setContentsMargins(0, theme.SPACE_S, 0, 0)
        column.setSpacing(theme.SPACE_S)
        self.official = primary("Buat paket resmi", "package-export", keys="Ctrl+E")
        self.official.clicked.connect(lambda: self.building.emit(True))
        self.reason = WrapLabel("", "caption_strong", "err")
        self.provisional = secondary("Buat paket sementara", "file-export")
        self.provisional.clicked.connect(lambda: self.building.emit(False))
        self._hint = WrapLabel("Untuk dilihat Sekretariat, tidak mengunci penilaian.", "caption", "text3")
        for label in (self.reason, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        for widget in (self.official, self.reason, self.provisional, self._hint):
            column.addWidget(widget)
        self.body.addWidget(self._buttons)

    def _add_progress(self) -> None:
        self._progress = QWidget()
        column = QVBoxLayout(self._progress)
        column.setContentsMargins(0, theme.SPACE_S, 0, 0)
        column.setSpacing(theme.SPACE_S)
        self.step = WrapLabel("", "strong")
        self.bar = Bar(role="primary", name="Kemajuan pembuatan paket")
        note = WrapLabel("Berkas muncul di folder setelah lengkap.", "caption", "text3")
        self.cancel = secondary("Batal", "x")
        self.cancel.setAccessibleName("Batalkan pembuatan paket")
        self.cancel.clicked.connect(self._on_cancel)
        for widget in (self.step, self.bar, note, self.cancel):
            column.addWidget(widget)
        self.body.addWidget(self._progress)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.step.setText("Menghentikan…")
        self.cancelled.emit()
