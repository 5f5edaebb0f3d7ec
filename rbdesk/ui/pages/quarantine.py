"""Karantina: devices that nobody has recognised yet; thirty digits are compared once, then their packages come in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.pages.quarantine_parts.devices import DeviceList
from rbdesk.ui.pages.quarantine_parts.matching import MatchCard
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, devices, quarantine
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.quarantine import Quarantine, WaitingDevice

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

RELEASED = "released"  # a filter of a link to Kotak Masuk: the packages that no longer wait for a device
_SIDE_BY_SIDE_FROM = 1000
_STALE_TOPICS = frozenset({"inbox", "roster"})


class QuarantinePage(Page):
    """The devices, and the digits of the chosen one."""

    key = "quarantine"
    title = "Karantina"
    parent_key = "inbox"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.found: Quarantine | None = None
        self._register = catalog.register()
        self._is_stale = True
        self._wanted = ""
        self.roster = secondary("Daftar perangkat", "list-details")
        self.strip = Banner("warn", icon="shield-lock")
        self.devices = DeviceList(self._owner)
        self.match = MatchCard()
        self.empty = EmptyState(
            "Tidak ada perangkat yang menunggu",
            "Paket dari perangkat yang belum dikenal disimpan di sini dahulu, terpisah dari semua nilai.",
            [
                Way("inbox", "Ke Kotak Masuk", "inbox", "primary"),
                Way("roster", "Daftar perangkat", "list-details"),
            ],
            icon="shield-check",
        )
        self._lay_out()
        self._connect()

    def header_widgets(self) -> list[QWidget]:
        return [self.roster]

    def regions(self) -> list[QWidget]:
        if self.views.currentWidget() is not self._content:
            return [self.empty]
        return [self.devices, self.match] if self.match.isVisible() else [self.devices]

    def refresh(self) -> None:
        self.context_changed.emit("Perangkat yang belum dikenal · cocokkan sekali, berlaku seterusnya")
        if self._is_stale:
            self._is_stale = False
            self.desk.read(quarantine.load_quarantine, then=self._on_found)

    def show_link(self, link: Link) -> None:
        """The focus is a device's id or the code of an office that one claims."""
        if self.found is None or self._is_stale:
            self._wanted = link.focus
        else:
            self.devices.select(link.focus)

    def place(self) -> Link:
        device = self.devices.current()
        return Link(self.key, device.device if device is not None else "")

    def take_focus(self) -> bool:
        if self.views.isHidden() or self.views.currentWidget() is not self._content:
            return False
        self.devices.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def adapt(self, width: int) -> None:
        is_wide = width >= _SIDE_BY_SIDE_FROM
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.devices.set_stacked(not is_wide)
        self.match.set_whole(not is_wide)
        if is_wide != (self._scroll.widget() is not None):
            return
        if is_wide:  # side by side the digits scroll, not the page
            self._scroll.takeWidget()
            self._scroll.hide()
            self._frame.addWidget(self._inside)
        else:
            self._frame.removeWidget(self._inside)
            self._scroll.set_content(self._inside)
            self._scroll.show()
        self._inside.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–6 tick from wherever the focus is on the page."""
        typed = event.text()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_digit = is_plain and typed.isascii() and typed.isdecimal() and not focus.is_typing()
        if is_digit and self.match.isVisible() and self.match.press(int(typed)):
            return
        super().keyPressEvent(event)

    def _on_found(self, found: Quarantine) -> None:
        is_first = self.found is None
        self.found = found
        count = len(found.waiting)
        self.strip.set_banner(
            "warn",
            f"{count} perangkat belum dikenal",
            "Isi paketnya disimpan terpisah. Belum masuk nilai, laporan, atau perbandingan.",
            icon="shield-lock",
        )
        self.strip.setVisible(bool(count))
        self.devices.show_quarantine(found)
        if self._wanted:
            self.devices.select(self._wanted)
            self._wanted = ""
        self.views.show()
        had_focus = focus.is_in(self.focusWidget(), self) and self.isActiveWindow()
        is_empty = not found.waiting and not found.rejected
        self.views.setCurrentWidget(self._empty_view if is_empty else self._content)
        if is_first:
            focus.enter_late(self, self.regions())
        elif had_focus and is_empty:
            focus.focus_into(self.regions())

    def _on_picked(self, device: WaitingDevice | None) -> None:
        self.match.setVisible(device is not None)
        if device is not None:
            self.match.show_device(device, self._owner(device.office))
            self.adapt_match()

    def adapt_match(self) -> None:
        """Claim the height of another device's words where the page scrolls itself."""
        if self._columns.direction() == QBoxLayout.Direction.TopToBottom:
            self.match.set_whole(True)

    def _recognise(self, device: WaitingDevice) -> None:
        self.desk.do(
            devices.enrol,
            device.office,
            device.key,
            device.label,
            by=self,
            then=partial(self._on_recognised, device),
        )

    def _on_recognised(self, device: WaitingDevice, _: Changes) -> None:
        self.told.emit(f"Perangkat {self._owner(device.office)} dikenal.", None)
        self._reload()
        if device.files:
            self.wanted.emit(Link("inbox", filter=RELEASED))

    def _reject(self, device: WaitingDevice, reason: str) -> None:
        office = self._owner(device.office)
        self.desk.do(
            quarantine.reject,
            device.office,
            device.key,
            reason,
            by=self,
            then=lambda _: self._on_rejected(office, device),
        )

    def _on_rejected(self, office: str, device: WaitingDevice) -> None:
        undo = partial(self._recall, device)
        self.told.emit(f"Perangkat yang mengaku {office} ditolak. Paketnya tetap tersimpan.", undo)
        self._reload()

    def _recall(self, device: WaitingDevice) -> None:
        """Take back that a device was turned away."""
        self.desk.do(
            quarantine.take_rejection_back,
            device.office,
            device.key,
            by=self,
            then=lambda _: self._on_recalled(device),
        )

    def _on_recalled(self, device: WaitingDevice) -> None:
        self.told.emit("Penolakan dibatalkan. Perangkat ini menunggu dicocokkan lagi.", None)
        self._wanted = device.device
        self._reload()

    def _owner(self, code: str) -> str:
        """Whose a device claims to be: an office's, or a verifier's desk of the secretariat."""
        return "Sekretariat" if code == self._register.code else f"Kecamatan {self._register.name_of(code)}"

    def _reload(self) -> None:
        self._is_stale = True
        self.refresh()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS and by is not self:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _lay_out(self) -> None:
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, theme.SPACE_XL, theme.SPACE_M + 2)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.strip)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M)
        self._columns.addWidget(self.devices)
        self._columns.addWidget(self.match, 1)
        column.addLayout(self._columns, 1)
        self._scroll = ScrollColumn(self._inside)
        self._content = QWidget()
        self._frame = QVBoxLayout(self._content)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.addWidget(self._scroll)
        card = Card()
        card.body.addWidget(ScrollColumn(self.empty))
        self._empty_view = QWidget()
        framed = QVBoxLayout(self._empty_view)
        framed.setContentsMargins(0, 0, theme.SPACE_XL, theme.SPACE_M + 2)
        framed.addWidget(card)
        self.views = QStackedWidget()
        self.views.addWidget(self._content)
        self.views.addWidget(self._empty_view)
        self.views.hide()  # until it is known what there is
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.SPACE_XL, theme.SPACE_M + 2, 0, 0)
        outer.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.roster.clicked.connect(lambda: self.wanted.emit(Link("roster")))
        self.empty.acted.connect(lambda page: self.wanted.emit(Link(page)))
        self.devices.picked.connect(self._on_picked)
        self.match.recognised.connect(self._recognise)
        self.match.rejected.connect(self._reject)
        self.match.recalled.connect(self._recall)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # the list would keep a plain key press to itself
            act = QShortcut(QKeySequence(keys), self)
            act.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            act.activated.connect(self._confirm)

    def _confirm(self) -> None:
        if self.match.isVisible():
            self.match.confirm()
