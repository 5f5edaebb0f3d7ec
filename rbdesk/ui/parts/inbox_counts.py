"""How many offices need something, as counts in the secretariat's rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rbdesk.domain.office import Role
from rbdesk.ui.parts.rail import Rail

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.secretariat import Inbox


def read_counts(desk: Desk | None, rail: Rail) -> None:
    """Read how the offices stand and show it in the rail; nothing at an office."""
    from rbdesk.workflow import secretariat

    if desk is None or desk.identity.role is not Role.SECRETARIAT:
        return
    desk.read(secretariat.load_inbox, desk.identity.year, then=lambda inbox: show_counts(rail, inbox))


def show_counts(rail: Rail, inbox: Inbox) -> None:
    """Amber at Kotak Masuk what needs action, plain at Verifikasi what waits for it."""
    statuses = [office.status for office in inbox.offices]
    rail.set_count("inbox", statuses.count("perlu_tindakan"), is_urgent=True)
    waiting = statuses.count("diterima") + statuses.count("diverifikasi")
    rail.set_count("verification", waiting, is_urgent=False)
