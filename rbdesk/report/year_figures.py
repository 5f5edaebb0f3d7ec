"""The figures of a year for documents, from the plain values that `workflow.reporting` gathers. Knows no painter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from rbdesk import wording
from rbdesk.analysis.figures import (
    Bar,
    Bars,
    Heat,
    HeatCell,
    HeatColumn,
    HeatRow,
    Tile,
    Tiles,
    Trend,
    TrendLine,
    TrendPoint,
)
from rbdesk.domain.history import Published
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import band, percent_of
from rbdesk.domain.survey import Result
from rbdesk.report import figure_words
from rbdesk.report.year import OfficeYear, RegencyYear

_FRAME = re.compile(r"[0-9]{1,3}/[0-9]{4}")


def letters(instrument: Instrument, percent: Fraction | Decimal) -> str:
    """The category of a percentage by its letters, "" where the sheet has none."""
    found = band(instrument, percent)
    return found.code if found is not None else ""


def frame_of(instrument: Instrument) -> str:
    """The regulation whose sheet this is, "26/2020"; "" where its file does not say."""
    found = _FRAME.search(instrument.legal_basis)
    return found[0] if found else ""


def trend(
    history: Sequence[Published],
    name: str,
    *,
    target: Decimal,
    target_band: str,
    estimate: tuple[int, Fraction, str, str] | None = None,
) -> Trend | None:
    """Published results as one line that joins no two frames; `estimate` is (year, percent, frame, name) beside it.

    None where there is neither.
    """
    points = tuple(
        TrendPoint(one.year, one.index, one.frame) for one in sorted(history, key=lambda one: one.year)
    )
    lines = [TrendLine(name, points, is_main=True)] if points else []
    if estimate is not None:
        year, percent, frame, told = estimate
        lines.append(TrendLine(told, (TrendPoint(year, percent, frame, True),), is_main=True))
    years = [point.year for line in lines for point in line.points]
    if not years:
        return None
    return Trend(tuple(lines), min(years), max(years), target, target_band)


def mean_bars(year: RegencyYear) -> Bars | None:
    """The areas' means in the sheet's order; None while no office has a score."""
    if year.average is None:
        return None
    bars = []
    for group, percent in zip(year.instrument.areas, year.average, strict=True):
        potential = None
        if percent <= year.target:
            missing = (Fraction(year.target) - percent) / 100 * Fraction(group.weight)
            potential = percent_of(missing, Fraction(year.instrument.weight))
        bars.append(Bar(group.code, group.short, percent, potential))
    return Bars(tuple(bars), year.target)


def heat(year: RegencyYear) -> Heat:
    """Offices by areas as they say themselves, those without a score with the reason, the mean last."""
    areas = year.instrument.areas
    columns = tuple(HeatColumn(group.code, group.name, group.short) for group in areas)
    average = None
    if year.average is not None and year.average_total is not None:
        cells = tuple(_cell(year.instrument, percent) for percent in year.average)
        average = HeatRow("", figure_words.AVERAGE, cells, _cell(year.instrument, year.average_total))
    return Heat(columns, tuple(_row(one) for one in year.offices), average, year.counted, year.year - 1)


def tiles(year: RegencyYear) -> Tiles:
    """Every office in its place with its score and category."""
    found = []
    for one in year.offices:
        percent = one.sheet.percent() if one.sheet is not None else None
        found.append(
            Tile(
                code=one.code,
                name=one.name,
                row=one.office.row,
                column=one.office.column,
                status=one.status,
                value=percent,
                band=letters(year.instrument, percent) if percent is not None else "",
                reach=one.reach if percent is None else None,
            )
        )
    return Tiles(year.register.rows, year.register.columns, tuple(found))


def survey_bars(year: RegencyYear) -> Bars:
    """IKM of the offices that have one, with the letter of its mutu, the lowest first; the scale has no target."""
    found = [
        Bar(one.code, _with_letter(one.name, one.survey.result), one.survey.result.index)
        for one in year.offices
        if one.survey is not None and one.survey.result.index is not None
    ]
    return Bars(tuple(sorted(found, key=lambda bar: (Fraction(bar.value), bar.name))), None)


def missing_words(one: OfficeYear) -> str:
    """Why an office has no one score, in a few words; "" where it has one."""
    return wording.WITHOUT_VALUE.get(one.missing, one.missing) if one.sheet is None else ""


def _with_letter(name: str, result: Result) -> str:
    return f"{name} ({result.quality.letter})" if result.quality is not None else name


def _row(one: OfficeYear) -> HeatRow:
    sheet = one.sheet
    if sheet is None:
        return HeatRow(one.code, one.name, missing=missing_words(one))
    cells = tuple(_cell(one.instrument, sheet.area_percent(group.places)) for group in one.instrument.areas)
    return HeatRow(one.code, one.name, cells, _cell(one.instrument, sheet.percent()), one.change)


def _cell(instrument: Instrument, percent: Fraction) -> HeatCell:
    return HeatCell(percent, letters(instrument, percent))
