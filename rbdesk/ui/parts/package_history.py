"""Riwayat paket: the packages of a year, newest first, and whether each was sent, answered or replaced."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.workflow.sending import NOT_MARKED, REPLACED, SENT, SentPackage

_ANSWERED = ("Dibalas", "info", "mail-opened")
_STATES = {
    NOT_MARKED: ("Belum ditandai", "warn", "clock"),
    SENT: ("Dikirim", "ok", "check"),
    REPLACED: ("Digantikan", "neutral", "arrow-back-up"),
}


class PackageHistory(Card):
    """Signals: `chosen(bundle_id)` when a package is to be looked at · `refilled()` there are new rows."""

    chosen = Signal(str)
    refilled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Riwayat paket", parent=parent)
        self._rows: list[QWidget] = []
        self._shown: tuple[tuple[SentPackage, ...], str] | None = None

    def set_packages(self, packages: Sequence[SentPackage], shown: str = "") -> None:
        """Show these packages; `shown` is the bundle id of the one beside the list."""
        if self._shown == (tuple(packages), shown):
            return
        self._shown = (tuple(packages), shown)
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for package in packages:
            if self._rows:
                self._rows.append(Line())
            self._rows.append(self._row(package, is_shown=package.bundle_id == shown))
        for row in self._rows:
            self.body.addWidget(row)
        self.refilled.emit()

    def _row(self, package: SentPackage, *, is_shown: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.SPACE_XS, 0, theme.SPACE_XS)
        line.setSpacing(theme.SPACE_S)
        words = QVBoxLayout()
        words.setSpacing(1)
        kind = "Resmi" if package.final else "Sementara"
        words.addWidget(WrapLabel(f"{kind} · revisi {package.revision}", "strong"))
        when = text.date_short(package.made_at.astimezone())
        words.addWidget(WrapLabel(f"{when} · {package.code}", "caption", "text3"))
        if package.letter and package.state == REPLACED:
            words.addWidget(WrapLabel("Digantikan", "caption", "text3"))
        line.addLayout(words, 1)
        end = QVBoxLayout()
        end.setSpacing(2)
        chip = Chip(*(_ANSWERED if package.letter else _STATES[package.state]))
        if package.letter:
            chip.setToolTip(f"Dijawab balasan {package.letter}")
        end.addWidget(chip, 0, Qt.AlignmentFlag.AlignRight)
        if not is_shown:
            look = link("Lihat")
            look.setAccessibleName(f"Lihat paket {kind.lower()} revisi {package.revision}")
            look.clicked.connect(lambda: self.chosen.emit(package.bundle_id))
            end.addWidget(look, 0, Qt.AlignmentFlag.AlignRight)
        line.addLayout(end)
        return row
