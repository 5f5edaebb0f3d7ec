"""The secretariat's first page in figures: how the offices spread, their means, what most of them miss.

Exact, and without frames, so that the page is there at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from rbdesk.analysis.figures import Category, Dot, DotLane, Dots, MeanRow, Means, YearBar, YearBars
from rbdesk.domain.history import Published
from rbdesk.domain.instrument import Band, Instrument
from rbdesk.domain.scoring import ScoreSheet, band

SELF, VERIFIED = "self", "verified"
WEAK_BELOW = Fraction(1, 2)  # the share under which a question counts as missed
MOST_MISSED = 5
MOST_YEARS = 4
_JUST_ABOVE = Decimal("0.000001")  # a target is passed only above it

Reach = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that many offices miss: worth less than a half, or unanswered, at `offices` of `counted`.

    `points` is what an office lacks there in the middle (median), in points of the sheet.
    """

    code: str
    shown: str
    name: str
    area: str
    offices: int
    counted: int
    points: Fraction


def dots(
    instrument: Instrument,
    names: Mapping[str, str],
    own: Mapping[str, ScoreSheet],
    verified: Mapping[str, ScoreSheet],
    *,
    reaches: Mapping[str, Reach],
    missing: Sequence[tuple[str, str]],
    target: Decimal,
) -> Dots:
    """The offices on the category scale, by code; `reaches` are the own values that are a range."""
    lanes = (
        DotLane(SELF, "Mandiri", _lane(names, own, reaches)),
        DotLane(VERIFIED, "Terverifikasi", _lane(names, verified, {})),
    )
    return Dots(lanes, categories(instrument.bands), tuple(missing), target)


def categories(bands: Sequence[Band]) -> tuple[Category, ...]:
    """The categories, the lowest first."""
    ordered = sorted(bands, key=lambda one: one.above)
    return tuple(Category(one.code, one.label, one.above) for one in ordered)


def means(
    instrument: Instrument,
    sheets: Mapping[str, ScoreSheet],
    average: Sequence[Fraction] | None,
    *,
    of: int,
    target: Decimal,
) -> Means:
    """The areas with the mean of the offices that have a value; no rows while none has."""
    if average is None:
        return Means((), 0, of, target)
    rows = []
    for group, percent in zip(instrument.areas, average, strict=True):
        found = band(instrument, percent)
        below = sum(sheet.area_percent(group.places) <= target for sheet in sheets.values())
        rows.append(MeanRow(group.code, group.short, percent, found.code if found else "", below))
    return Means(tuple(rows), len(sheets), of, target)


def strongest_and_weakest(figure: Means, most: int = 2) -> tuple[tuple[MeanRow, ...], tuple[MeanRow, ...]]:
    """The areas with the highest and with the lowest mean, the extreme one first; equal ones in the sheet's order."""
    by_value = sorted(figure.rows, key=lambda row: Fraction(row.value))
    highest = sorted(figure.rows, key=lambda row: -Fraction(row.value))
    return tuple(highest[:most]), tuple(by_value[:most])


def most_missed(
    instrument: Instrument, sheets: Mapping[str, ScoreSheet], most: int = MOST_MISSED
) -> tuple[Missed, ...]:
    """The questions that most offices miss, then those where more points are lacking, then the sheet's order."""
    found = []
    for place in instrument.question_places:
        shares = [sheet.shares[place] for sheet in sheets.values()]
        weak = sum(share is None or not share.answered or share.value < WEAK_BELOW for share in shares)
        if not weak:
            continue
        node = instrument.nodes[place]
        weight = instrument.question_share_weight(place)
        lacking = [weight - sheet.points[place] for sheet in sheets.values()]
        area = instrument.area_of(node.code)
        found.append(
            Missed(
                node.code,
                instrument.display(node.code),
                node.short or node.name,
                area.short,
                weak,
                len(sheets),
                Fraction(median(lacking)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.offices, -one.points))[:most])


def year_bars(
    history: Sequence[Published], owner: str, bands: Sequence[Band], *, target: Decimal
) -> YearBars:
    """The last published results of the regency; never the mean of the offices."""
    own = sorted((one for one in history if one.owner == owner), key=lambda one: one.year)[-MOST_YEARS:]
    bars = []
    for result in own:
        found = band(bands, result.index)
        letters = found.code if found else ""
        bars.append(YearBar(result.year, result.index, letters, result.frame, result.source))
    aim = band(bands, target + _JUST_ABOVE)
    return YearBars(tuple(bars), target, aim.code if aim else "")


def _lane(
    names: Mapping[str, str], sheets: Mapping[str, ScoreSheet], reaches: Mapping[str, Reach]
) -> tuple[Dot, ...]:
    made = [Dot(code, names[code], sheet.percent()) for code, sheet in sheets.items()]
    made += [Dot(code, names[code], reach=reach) for code, reach in reaches.items() if code not in sheets]
    return tuple(sorted(made, key=lambda dot: (dot.middle, dot.name)))
