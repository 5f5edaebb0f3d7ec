"""Tanda terima: what was sent, short enough for a QR code, so that paper proves it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from rbdesk.domain.assessment import Evidence
from rbdesk.domain.scoring import ROOT, ScoreSheet
from rbdesk.domain.submission import Package, package_code

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a package holds: `areas` are points, rounded half up to four places, in the sheet's order of areas.

    `answered` and `questions` are of the sheet, `evidence` counts the files that stand in the rows.
    """

    areas: tuple[Decimal, ...]
    at: datetime
    bundle_id: str
    answered: int
    questions: int
    evidence: int
    device: str
    edition: str
    final: bool
    instrument: str
    office: str
    revision: int
    state_id: str

    @property
    def code(self) -> str:
        """Kode paket."""
        return package_code(self.bundle_id)


def receipt_of(package: Package, bundle_id: str, state_id: str, sheet: ScoreSheet) -> Receipt:
    """The receipt of a package that was written, with the score of its answers to one instrument."""
    standing = {
        cell.value.sha256
        for cells in package.snapshot.rows.values()
        for cell in cells
        if isinstance(cell.value, Evidence) and cell.value.on
    }
    return Receipt(
        areas=_area_points(sheet),
        at=package.made.at,
        bundle_id=bundle_id,
        answered=sheet.answered[ROOT],
        questions=sheet.questions[ROOT],
        evidence=len(standing),
        device=package.device.id,
        edition=package.edition_id,
        final=package.revision.final,
        instrument=sheet.instrument.id,
        office=package.office,
        revision=package.revision.number,
        state_id=state_id,
    )


def differences(receipt: Receipt, held: Receipt) -> tuple[str, ...]:
    """The members in which a receipt says something else than that of a package which is held; none if it is its."""
    names = [member.name for member in fields(Receipt)]
    return tuple(name for name in names if getattr(receipt, name) != getattr(held, name))


def _area_points(sheet: ScoreSheet) -> tuple[Decimal, ...]:
    return tuple(_rounded(sheet.area(group.places)) for group in sheet.instrument.areas)


def _rounded(points: Fraction) -> Decimal:
    exact = points * 10_000
    return Decimal((2 * exact.numerator + exact.denominator) // (2 * exact.denominator)) * _PLACES
