"""The offices side by side, with what has to be said of each beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rbdesk.ui.models import office_figures
from rbdesk.workflow import secretariat
from rbdesk.workflow.secretariat import Comparison, ComparisonRow, OfficeStatus

if TYPE_CHECKING:
    from rbdesk.store.database import Store


@dataclass(frozen=True, slots=True)
class SideBySide:
    """By office code: `reasons` why it has no one value, `reaches` its lowest and highest percent, `statuses`."""

    comparison: Comparison
    reasons: Mapping[str, str]
    reaches: Mapping[str, tuple[Fraction, Fraction]]
    statuses: Mapping[str, OfficeStatus]

    def row(self, office: str) -> ComparisonRow | None:
        """The row of an office, None if it has none."""
        return next((row for row in self.comparison.rows if row.office.code == office), None)

    def missing(self) -> list[tuple[str, str]]:
        """Name and reason of the offices without one value."""
        return [
            (row.office.name, office_figures.missing_words(row, self.reasons))
            for row in self.comparison.rows
            if row.sheet is None
        ]


def load_side_by_side(db: Store, year: int) -> SideBySide:
    """All that Perbandingan shows of a year."""
    inbox = secretariat.load_inbox(db, year)
    return SideBySide(
        comparison=secretariat.load_comparison(db, year),
        reasons=office_figures.missing_reasons(inbox),
        reaches=office_figures.reaches(inbox),
        statuses={status.office.code: status for status in inbox.offices},
    )
