"""What the window tells about saving: "Menyimpan…", "Tersimpan 10.42" after the commit, the red bar when it failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from rbdesk import messages, text
from rbdesk.errors import RBDeskError, StoreTrouble
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.status_bar import StatusBar

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class Saving(QObject):
    """Hears a desk and speaks through the status bar and two bars over the page.

    `unsaved` stays until all is on the disk; `notice` tells what was not allowed or could not be read.
    """

    def __init__(
        self, status: StatusBar, unsaved: Banner, notice: Banner, return_focus: Callable[[], object]
    ) -> None:
        """`return_focus` puts the focus back to the page when a bar goes that had it."""
        super().__init__(status)
        self._return_focus = return_focus
        self._status = status
        self._unsaved = unsaved
        self._notice = notice
        self._desk: Desk | None = None
        self._read_again: Callable[[], None] | None = None
        self._saved_at: datetime | None = None
        self._locked = ""
        unsaved.acted.connect(self._on_retry)
        notice.acted.connect(self._on_read_again)
        unsaved.hide()
        notice.hide()

    def follow(self, desk: Desk) -> None:
        """Tell about this desk from now on."""
        self._desk = desk
        desk.saving.connect(self._on_saving)
        desk.saved.connect(self._on_saved)
        desk.failed.connect(self._on_failed)
        if desk.identity.is_read_only:
            title = "Hanya baca: folder data ini tidak dapat ditulis"
            details = f"Semuanya dapat dilihat, tidak ada yang dapat disimpan. Folder: {desk.identity.folder}"
            self._notice.set_banner("warn", title, details)
            self._notice.show()
        self.show_state()

    def set_former(self, at: datetime | None, locked: str) -> None:
        """When something was last edited before this start, and why nothing can be edited now, "" if it can."""
        self._saved_at = self._saved_at or at
        self._locked = locked
        self.show_state()

    def show_state(self) -> None:
        """Say how things stand."""
        if self._desk is None or not self._unsaved.isHidden():
            return
        if self._desk.identity.is_read_only:
            self._status.set_state("Hanya baca", "lock", "text3")
        elif self._desk.unsaved:
            self._status.set_state("Menyimpan…", "progress", "text3")
        elif self._locked:
            self._status.set_state(self._locked, "lock", "text3")
        elif self._saved_at is None:
            self._status.set_state("Semua isian tersimpan otomatis")
        else:
            self._status.set_state(f"Tersimpan {self._shown(self._saved_at)}")

    def _on_saving(self) -> None:
        self._take_away(self._notice)
        self.show_state()

    def _on_saved(self, at: datetime) -> None:
        self._saved_at = at
        self._take_away(self._unsaved)
        self.show_state()

    def _on_failed(self, error: Exception, retry: Callable[[], None] | None) -> None:
        if not isinstance(error, RBDeskError) or self._desk is None:
            return  # a bug: the hook has told it
        told = messages.sentence(error)
        details = f"{told.safe} {told.todo}".strip()
        ways = [Way("retry", "Coba lagi", "refresh")] if retry else []
        if self._desk.unsaved and isinstance(error, StoreTrouble):
            title = told.what if told.what.startswith("Belum") else f"Belum tersimpan. {told.what}"
            self._unsaved.set_banner("err", title, details, ways)
            self._unsaved.show()
            self._status.set_state("Belum tersimpan", "alert-circle", "err")
        else:
            self._read_again = retry
            self._notice.set_banner("err", told.what, details, ways)
            self._notice.show()
            self.show_state()
        self._status.announce(told.text)

    def _on_retry(self) -> None:
        if self._desk is not None:
            self._desk.retry()

    def _on_read_again(self) -> None:
        self._take_away(self._notice)
        if self._read_again is not None:
            self._read_again()

    def _take_away(self, bar: Banner) -> None:
        """Hide a bar; Qt would give its focus to whatever comes next in the frame."""
        focused = QApplication.focusWidget()
        had_focus = not bar.isHidden() and focused is not None and bar.isAncestorOf(focused)
        bar.hide()
        if had_focus:
            self._return_focus()

    def _shown(self, at: datetime) -> str:
        if self._desk is None:
            return ""
        local, now = at.astimezone(), self._desk.clock().astimezone()
        return text.clock(local) if local.date() == now.date() else text.date_short(local)
