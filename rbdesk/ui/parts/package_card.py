"""What goes into the package, who signs it off, and the two buttons that build it; then how far building is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import link, primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import Label, WrapLabel


@dataclass(frozen=True, slots=True)
class PackageText:
    """What the card shows. `reason` says why no official package can be made, `blocked` why none at all."""

    percent: str
    band: str
    facts: tuple[tuple[str, str], ...]
    head: str
    head_details: str
    can_change_head: bool
    way: str
    reason: str = ""
    blocked: str = ""


class PackageCard(Card):
    """Signals: `building(is_final)` a button was pressed · `cancelled()` building must stop · `way_chosen(key)`
    of sending · `profile_wanted()`.
    """

    building = Signal(bool)
    cancelled = Signal()
    way_chosen = Signal(str)
    profile_wanted = Signal()

    def __init__(self, ways: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`ways` of sending: key and words."""
        super().__init__("Ringkasan paket", parent=parent)
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
        self._add_way(ways)
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
        self.facts.set_facts(package.facts)
        self.head_name.setText(package.head)
        self.head_details.setText(package.head_details)
        self.head_details.setVisible(bool(package.head_details))
        self.change_head.setVisible(package.can_change_head)
        with QSignalBlocker(self.way):
            self.way.setCurrentIndex(max(self.way.findData(package.way), 0))
        self.official.setEnabled(not package.reason and not package.blocked)
        self.official.setAccessibleDescription(package.reason or package.blocked)
        self.reason.setText(package.blocked or package.reason)
        self.reason.setVisible(bool(package.blocked or package.reason))
        self.provisional.setEnabled(not package.blocked)

    def show_progress(self, step: str, share: float = 0.0) -> None:
        """Say which step building is at and how much of it is done, 0..1."""
        self.step.setText(step)
        self.bar.set_share(share)
        if self._progress.isHidden():
            self._progress.show()
            self._buttons.hide()
            self.cancel.setEnabled(True)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_progress(self) -> None:
        """Back to the buttons."""
        self._progress.hide()
        self._buttons.show()

    @property
    def is_building(self) -> bool:
        """Whether progress is shown."""
        return not self._progress.isHidden()

    def _add_way(self, ways: Sequence[tuple[str, str]]) -> None:
        self.body.addWidget(Label("Dikirim lewat", "strong", "text2"))
        self.way = QComboBox()
        self.way.setAccessibleName("Paket dikirim lewat")
        self.way.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, words in ways:
            self.way.addItem(words, key)
        self.way.activated.connect(lambda _: self.way_chosen.emit(self.way.currentData()))
        self.body.addWidget(self.way)

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
        self.body.addWidget(self.head_name)
        self.body.addWidget(self.head_details)

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
        hint = WrapLabel("Untuk dilihat Sekretariat, tidak mengunci penilaian.", "caption", "text3")
        for label in (self.reason, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        for widget in (self.official, self.reason, self.provisional, hint):
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
