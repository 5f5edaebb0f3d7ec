"""What Beranda's areas and trend show, from the scores of this year and of last."""

from __future__ import annotations

from decimal import Decimal

from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.domain.scoring import ScoreSheet, band
from rbdesk.ui.parts.area_rows import AreaLine
from rbdesk.workflow import catalog


def area_lines(sheet: ScoreSheet, before: ScoreSheet | None) -> list[AreaLine]:
    """A line for each area; `before` is last year on the same sheet."""
    lines = []
    for area in sheet.instrument.areas:
        answered, asked = sheet.area_answered(area.places)
        percent = sheet.area_percent(area.places)
        found = band(sheet.instrument, percent)
        lines.append(
            AreaLine(
                key=sheet.instrument.nodes[area.places[0]].code,
                name=area.name,
                short=area.short,
                answered=answered,
                asked=asked,
                percent=percent if answered else None,
                band=found.code if found else "",
                change=percent - before.area_percent(area.places) if before and answered else None,
            )
        )
    return lines


def trend(
    sheet: ScoreSheet,
    before: ScoreSheet | None,
    year: int,
    *,
    target: Decimal,
    is_provisional: bool,
) -> Trend:
    """The regency's published index and this office's percentages: two measures, each on its own sheet."""
    frame = sheet.instrument.id
    own = [] if before is None else [TrendPoint(year - 1, before.percent(), frame)]
    own.append(TrendPoint(year, sheet.percent(), frame, is_provisional))
    history = catalog.regency_history()
    regency = tuple(TrendPoint(result.year, result.index, result.frame) for result in history)
    reached = band(sheet.instrument, target + Decimal("0.000001"))  # the target is passed only above it
    first = min([result.year for result in history] + [own[0].year])
    return Trend(
        (
            TrendLine("Indeks kabupaten", regency),
            TrendLine("Kecamatan ini", tuple(own), is_main=True),
        ),
        first,
        year,
        target=target,
        target_band=reached.code if reached else "",
    )
