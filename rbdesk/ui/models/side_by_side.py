"""The offices side by side, with what has to be said of each beside its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rbdesk.ui.models import office_figures
from rbdesk.workflow import catalog, comparing
from rbdesk.workflow.comparing import OfficeSides, Sides
from rbdesk.workflow.secretariat import OfficeStatus

if TYPE_CHECKING:
    from rbdesk.store.database import Store


@dataclass(frozen=True, slots=True)
class SideBySide:
    """By office code: `reasons` why it has no one value, `reaches` its lowest and highest percent, `statuses`."""

    sides: Sides
    reasons: Mapping[str, str]
    reaches: Mapping[str, tuple[Fraction, Fraction]]
    statuses: Mapping[str, OfficeStatus]

    @property
    def is_empty(self) -> bool:
        """True before the first package."""
        return not any(status.revision is not None for status in self.statuses.values())

    def of(self, office: str) -> OfficeSides | None:
        """An office, None for an unknown code."""
        return next((one for one in self.sides.offices if one.office.code == office), None)


def load_side_by_side(db: Store, year: int, instrument_id: str = catalog.UNIT_SHEET) -> SideBySide:
    """All that Perbandingan shows of a year."""
    sides = comparing.load_sides(db, year, instrument_id)
    return SideBySide(
        sides=sides,
        reasons=office_figures.missing_reasons(sides.inbox),
        reaches=office_figures.reaches(sides.inbox),
        statuses={status.office.code: status for status in sides.inbox.offices},
    )
