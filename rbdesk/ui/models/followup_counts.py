"""How many recommendations are how far, each counted once: what is late is neither open nor under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rbdesk.domain.followup import Status
from rbdesk.ui.models.followups import shown_status
from rbdesk.workflow.followups import Item


@dataclass(frozen=True, slots=True)
class FollowupCounts:
    """Finished, under way, late, not begun, impossible: together all of them."""

    done: int = 0
    under_way: int = 0
    late: int = 0
    open: int = 0
    impossible: int = 0

    @property
    def total(self) -> int:
        """All recommendations."""
        return self.done + self.under_way + self.late + self.open + self.impossible


def followup_counts(items: Sequence[Item]) -> FollowupCounts:
    """The counts of these recommendations."""
    found = dict.fromkeys(("done", "under_way", "late", "open", "impossible"), 0)
    names = {Status.DONE: "done", Status.UNDER_WAY: "under_way", Status.IMPOSSIBLE: "impossible"}
    for item in items:
        found["late" if item.is_late else names.get(shown_status(item), "open")] += 1
    return FollowupCounts(**found)
