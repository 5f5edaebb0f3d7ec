"""How many offices need something, as counts in the secretariat's rail; with them the counts of follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rbdesk.domain.office import Role
from rbdesk.ui.parts.followup_counts import FollowUpCounts
from rbdesk.ui.parts.rail import Rail
from rbdesk.ui.parts.search import Entry

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.changes import Changes
    from rbdesk.workflow.secretariat import Inbox

_READ_AFTER_MS = 400  # a ruling follows the other, and each would read all offices
_TOPICS = frozenset({"inbox", "roster"})


class InboxCounts(QObject):
    """Amber at Kotak Masuk what needs action, plain at Verifikasi what waits for it; nothing at an office.

    `followups` counts at both.
    """

    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._rail = rail
        self._desk: Desk | None = None
        self.followups = FollowUpCounts(rail)
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self.read)

    def follow(self, desk: Desk) -> None:
        """Show how the offices of a desk stand, now and soon after each change."""
        self.followups.follow(desk)
        if desk.identity.role is Role.SECRETARIAT:
            self._desk = desk
            desk.changed.connect(self._on_changed)
            self.read()

    def found(self) -> list[Entry]:
        """What Ctrl+K finds of what is counted here: the recommendations."""
        return self.followups.entries

    def read(self) -> None:
        """Read how the offices stand."""
        from rbdesk.workflow import secretariat

        if self._desk is not None and self._desk.is_open:
            self._desk.read(secretariat.load_inbox, self._desk.identity.year, then=self.show_inbox)

    def show_inbox(self, inbox: Inbox) -> None:
        """Show these counts."""
        statuses = [office.status for office in inbox.offices]
        self._rail.set_count("inbox", statuses.count("perlu_tindakan"), is_urgent=True)
        waiting = statuses.count("diterima") + statuses.count("diverifikasi")
        self._rail.set_count("verification", waiting, is_urgent=False)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _TOPICS:
            self._soon.start()
