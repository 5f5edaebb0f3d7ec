"""Recommendations outside their page: how many ask for action, as a count in the rail, and what Ctrl+K finds of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rbdesk.domain.office import Role
from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.rail import Rail
from rbdesk.ui.parts.search import Entry

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.changes import Changes
    from rbdesk.workflow.followups import Item

GROUP = "Rekomendasi"
_READ_AFTER_MS = 400
_TOPICS = frozenset({"followups", "inbox", "review", "settings"})


class FollowUpCounts(QObject):
    """Amber what is late or was sent back at an office; plain what waits for a verdict at the secretariat."""

    def __init__(self, rail: Rail) -> None:
        super().__init__(rail)
        self._rail = rail
        self._desk: Desk | None = None
        self.entries: list[Entry] = []
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self.read)

    def follow(self, desk: Desk) -> None:
        """Show how the follow-ups of a desk stand, soon and soon after each change."""
        self._desk = desk
        desk.changed.connect(self._on_changed)
        self._soon.start()

    def read(self) -> None:
        """Read how they stand."""
        from rbdesk.workflow import followups

        if self._desk is None or not self._desk.is_open:
            return
        identity, today = self._desk.identity, self._desk.clock().astimezone().date()
        if identity.role is Role.OFFICE:
            self._desk.read(
                followups.list_followups, identity.office, identity.year, today, then=self.show_items
            )
        else:
            self._desk.read(followups.list_all_followups, identity.year, today, then=self.show_items)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these counts, and let these be found."""
        from rbdesk.workflow import catalog

        register = catalog.register()
        is_office = self._desk is not None and self._desk.identity.role is Role.OFFICE
        self.entries = [_entry(item, "" if is_office else register.name_of(item.office)) for item in items]
        if is_office:
            asking = sum(item.is_late or item.is_returned for item in items)
            self._rail.set_count("followup", asking, is_urgent=True)
        else:
            waiting = sum(not item.is_open and not item.is_accepted for item in items)
            self._rail.set_count("followup", waiting, is_urgent=False)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _TOPICS:
            self._soon.start()


def _entry(item: Item, office: str) -> Entry:
    given = item.recommendation
    details = " · ".join(part for part in (given.number, office, given.letter) if part)
    told = item.followup
    also = f"{told.plan} {told.post}" if told else ""
    title = " ".join(given.text.split())
    return Entry(GROUP, title, details, "target-arrow", Link("followup", given.id), also)
