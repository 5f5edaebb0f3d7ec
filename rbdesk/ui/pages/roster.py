"""Daftar perangkat: the computers that the secretariat knows, to be recognised and revoked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.exchange.keytext import NamedDevice
from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.roster import RosterCard
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, devices, roster
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.roster import KnownDevice

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_STALE_TOPICS = frozenset({"roster", "inbox"})


class RosterPage(Page):
    """The one roster of the program."""

    key = "roster"
    title = "Daftar perangkat"
    parent_key = "inbox"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self._is_stale = True
        self._is_late = True
        self.quarantine = secondary("Karantina", "shield-lock")
        self.notice = Banner("err", can_dismiss=True)
        self.notice.hide()
        self.card = RosterCard(catalog.register())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M + 2, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.notice)
        column.addWidget(self.card, 1)
        self._scroll = ScrollColumn(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        desk.changed.connect(self._on_changed)
        self.quarantine.clicked.connect(lambda: self.wanted.emit(Link("quarantine")))
        self.card.enrol_wanted.connect(self._on_enrol)
        self.card.revoke_wanted.connect(self._on_revoke)
        self.card.file_wanted.connect(self._on_key_file)

    def header_widgets(self) -> list[QWidget]:
        return [self.quarantine]

    def regions(self) -> list[QWidget]:
        return [self.card]

    def refresh(self) -> None:
        self.context_changed.emit(
            "Komputer kecamatan yang paketnya diterima · yang hilang dicabut dengan alasan"
        )
        if self._is_stale:
            self._is_stale = False
            self.desk.read(roster.load_roster, then=self._on_roster)

    def start_filter(self) -> bool:
        self.card.search.setFocus()
        return True

    def read_key_file(self, path: Path) -> None:
        """Show what a file of keys holds, for the person to compare and confirm."""
        try:
            words = path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            self._on_failed(NotAllowed("key"))
            return
        self.card.form.show()
        self.card.form.set_text(words)

    def _on_roster(self, found: tuple[KnownDevice, ...]) -> None:
        self.card.show_roster(found)
        if self._is_late:
            self._is_late = False
            focus.enter_late(self, self.regions())

    def _on_enrol(self, named: list[NamedDevice]) -> None:
        for device in named:
            self.desk.do(devices.enrol, device.office, device.key, device.label, by=self)
        self.card.close_form()
        self.desk.read(_list_waiting, [device.key for device in named], then=self._on_enrolled)

    def _on_enrolled(self, waiting: int) -> None:
        self._reload()
        self.told.emit("Perangkat dikenali", None)
        if waiting:
            self.wanted.emit(Link("inbox", filter="released"))

    def _on_revoke(self, device: str, reason: str) -> None:
        self.desk.do(devices.revoke, device, reason, by=self, then=self._on_revoked)

    def _on_revoked(self, _: Changes) -> None:
        self._reload()
        self.told.emit("Perangkat dicabut. Paketnya yang sudah diterima tetap dihitung.", None)

    def _on_key_file(self) -> None:
        for path in dialogs.pick_files(self, "Baca berkas kunci", "Berkas kunci (*.json *.txt *.pub)")[:1]:
            self.read_key_file(path)

    def _reload(self) -> None:
        self._is_stale = True
        self.refresh()

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self.notice.set_banner("err", told.what, f"{told.safe} {told.todo}".strip())
        self.notice.show()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS and by is not self:
            self._is_stale = True
            if self.isVisible():
                self.refresh()


def _list_waiting(db: Any, keys: list[bytes]) -> int:
    return sum(len(devices.list_waiting(db, key)) for key in keys)
