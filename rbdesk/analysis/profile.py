"""Strength and weakness of one sheet by area: the figures beside the simulator. Knows no store and no painter."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rbdesk.analysis.figures import Bar, Bars, Radar, RadarAxis
from rbdesk.domain.scoring import ScoreSheet, percent_of


def radar(
    sheet: ScoreSheet, before: ScoreSheet | None, year: int, *, target: Decimal | Fraction | None
) -> Radar:
    """The areas in the sheet's order; `before` is last year on the same sheet, `target` in percent, exclusive."""
    axes = []
    for area in sheet.instrument.areas:
        percent = sheet.area_percent(area.places)
        axes.append(
            RadarAxis(
                area.code,
                area.short,
                percent,
                None if before is None else before.area_percent(area.places),
                target is not None and percent <= target,
            )
        )
    return Radar(tuple(axes), year, None if before is None else year - 1, target)


def gap_bars(sheet: ScoreSheet, *, target: Decimal | Fraction | None) -> Bars:
    """The areas, those first that would bring the whole most at the target; above it the weakest first."""
    bars = []
    for area in sheet.instrument.areas:
        percent = sheet.area_percent(area.places)
        potential = None
        if target is not None and percent <= target:
            missing = (Fraction(target) - percent) / 100 * Fraction(area.weight)
            potential = percent_of(missing, Fraction(sheet.instrument.weight))
        bars.append(Bar(area.code, area.short, percent, potential))
    bars.sort(key=lambda bar: (bar.potential is None, -Fraction(bar.potential or 0), bar.value))
    return Bars(tuple(bars), target)
