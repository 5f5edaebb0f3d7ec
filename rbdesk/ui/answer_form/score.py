"""The score chip of a page: what it shows of a sheet, and that it can be asked."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from rbdesk.domain import scoring
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.ui.parts.buttons import soft
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.score_chip import ScoreChip

_LEAST = Decimal("0.000001")  # a target is passed only above it, so the band above it is the aim


def score_chip(page: Page) -> ScoreChip:
    """A chip for the header of a page, which asks at a click why the value of the whole is what it is."""
    chip = ScoreChip()
    chip.clicked.connect(lambda: page.traced.emit(TraceWanted()))
    return chip


def ways_to_analysis(page: Page) -> list[QWidget]:
    """What leads from an assessment to its analysis, where the rail does not: at the secretariat."""
    if page.desk.identity.role is Role.OFFICE:
        return []
    way = soft("Analisis", "chart-radar")
    way.clicked.connect(lambda: page.wanted.emit(Link("analysis")))
    return [way]


def show_score(chip: ScoreChip, sheet: ScoreSheet, target: Decimal) -> None:
    """Show the score of a sheet, none before the first answer; `target` in percent."""
    if not sheet.answered[scoring.ROOT]:
        chip.set_score(None)
        return
    percent = sheet.percent()
    band = scoring.band(sheet.instrument, percent)
    aim = scoring.band(sheet.instrument, target + _LEAST)
    chip.set_score(percent, band.code if band else "", target=target, target_band=aim.code if aim else "")
