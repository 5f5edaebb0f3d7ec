"""The figures of Perbandingan: the offices by themselves, as verified, or the difference, in one way for every view.

A value that is not verified yet is open: shown hatched with the office's own number, and in no average. An office
without a value has none here either; it is named with the reason and never drawn as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from rbdesk.analysis.figures import (
    DIFFERENCE,
    PERCENT,
    Heat,
    HeatCell,
    HeatColumn,
    HeatRow,
    Map,
    Shape,
    Strip,
    StripDot,
    Strips,
    Tile,
    Tiles,
)
from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.office import Register
from rbdesk.domain.outlines import Outlines
from rbdesk.domain.scoring import band
from rbdesk.ui.models import office_figures
from rbdesk.workflow.comparing import OfficeSides, Sides

if TYPE_CHECKING:
    from rbdesk.analysis.calibration import AreaMovement

OWN, VERIFIED, MOVED = "self", "verified", "difference"
SIDE_WORDS = {OWN: "Mandiri", VERIFIED: "Terverifikasi", MOVED: "Selisih"}
WHOLE_SHEET = ""
TOTAL_NAME = "Nilai akhir"


@dataclass(frozen=True, slots=True)
class Compared:
    """What is drawn: the offices on a side, what to call them instead (by code), and why some have no value."""

    sides: Sides
    side: str = OWN
    names: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def measure(self) -> str:
        """Whether the numbers are per cent or differences."""
        return DIFFERENCE if self.side == MOVED else PERCENT

    def name(self, one: OfficeSides) -> str:
        """The office's name as it is shown, with the mark of a package that is not official yet."""
        name = self.names.get(one.office.code, one.office.name)
        is_marked = one.own is not None and not one.row.final
        return f"{name}{office_figures.PROVISIONAL_MARK}" if is_marked else name

    def missing(self, one: OfficeSides) -> str:
        """Why an office has no value on this side, in a few words; "" where it has one."""
        if one.own is None:
            return office_figures.missing_words(one.row, self.reasons)
        if self.side == OWN or one.verified is not None:
            return ""
        if one.reach is not None:
            return f"verifikator berbeda, {office_figures.range_words(one.reach)}"
        return "belum diverifikasi" if self.side == MOVED else ""

    def cell(self, one: OfficeSides, area: str = WHOLE_SHEET) -> HeatCell | None:
        """An office's number in an area (its code; "" the whole sheet), None where it has none on this side."""
        if one.own is None or self.missing(one):
            return None
        own = one.own_percents[area]
        verified = one.verified_percents[area] if one.verified is not None else None
        is_open = self.side != OWN and (area in one.open_areas if area else bool(one.open))
        if self.side == MOVED:
            moved = verified - own if verified is not None else Fraction(0)
            return HeatCell(moved, "", is_open, (own, verified))
        value = own if self.side == OWN or verified is None else verified
        return HeatCell(value, letters(self.sides.instrument, value), is_open, (own, verified))


def heat(view: Compared, register: Register) -> Heat:
    """Offices by areas, with the other side's total beside this one's."""
    instrument = view.sides.instrument
    columns = tuple(
        HeatColumn(group.code, group.name, office_figures.on_two_lines(group.short))
        for group in instrument.areas
    )
    order = sorted(register.offices, key=lambda office: (office.row, office.column))
    places = {office.code: place for place, office in enumerate(order)}
    rows = tuple(_heat_row(view, one, places.get(one.office.code, len(places))) for one in view.sides.offices)
    return Heat(
        columns,
        rows,
        average(view),
        counted=counted(view),
        last_year=view.sides.year - 1,
        beside=tuple(office_figures.on_two_lines(words) for words in beside_words(view)),
        measure=view.measure,
    )


def tiles(
    view: Compared, register: Register, area: str, reaches: Mapping[str, tuple[Fraction, Fraction]]
) -> Tiles:
    """The offices on their grid; `reaches` are lowest and highest percent of the whole sheet where laptops differ."""
    found = []
    for one in view.sides.offices:
        cell, office = view.cell(one, area), one.office
        reach = reaches.get(office.code) if one.own is None and area == WHOLE_SHEET else None
        status = office_figures.value_status(one.row)
        found.append(
            Tile(
                code=office.code,
                name=office.name,
                row=office.row,
                column=office.column,
                status=status,
                value=cell.value if cell else None,
                band=cell.band if cell else "",
                reach=reach,
                is_open=cell.is_open if cell else False,
            )
        )
    return Tiles(register.rows, register.columns, tuple(found), view.measure)


def outline_map(view: Compared, outlines: Outlines, area: str) -> Map:
    """The offices where they lie; one without an outline is not on the map."""
    shapes = []
    for one in view.sides.offices:
        outline, cell = outlines.outline(one.office.code), view.cell(one, area)
        if outline is None:
            continue
        if cell is None:
            shapes.append(Shape(outline, one.office.name, missing=view.missing(one)))
        else:
            shapes.append(Shape(outline, one.office.name, cell.value, cell.band, cell.is_open))
    return Map(area_name(view.sides.instrument, area), tuple(shapes), outlines, view.measure)


def strips(view: Compared, target: Fraction | None = None) -> Strips:
    """The whole sheet and each area as a strip; medians stand on what is not open."""
    areas = [WHOLE_SHEET, *(group.code for group in view.sides.instrument.areas)]
    missing = tuple((view.name(one), view.missing(one)) for one in view.sides.offices if view.missing(one))
    return Strips(tuple(_strip(view, area) for area in areas), missing, target, view.measure)


def moved_strips(movements: Iterable[AreaMovement], names: Mapping[str, str]) -> Strips:
    """How the offices moved at verification in each area, as strips of differences; `names` by code."""
    found = []
    for movement in movements:
        dots = tuple(
            StripDot(move.office, names.get(move.office, move.office), move.change) for move in movement.moves
        )
        found.append(Strip(movement.code, movement.name or TOTAL_NAME, dots, movement.middle))
    return Strips(tuple(found), target=None, measure=DIFFERENCE)


def average(view: Compared) -> HeatRow | None:
    """The mean of each area and of the whole over the counted offices; None where nobody counts."""
    offices = _counted(view)
    if not offices:
        return None
    cells = [_mean_cell(view, offices, group.code) for group in view.sides.instrument.areas]
    total = _mean_cell(view, offices, WHOLE_SHEET)
    beside: tuple[HeatCell | None, ...] = (None,) * len(_beside(view))
    if view.side == MOVED:
        means = [Fraction(mean) for mean in total.sides if mean is not None]
        beside = tuple(HeatCell(mean, letters(view.sides.instrument, mean)) for mean in means)
    return HeatRow("", average_name(view), tuple(cells), total, beside=beside)


def average_name(view: Compared) -> str:
    """What the average is called: it names its base."""
    return f"Rata-rata {counted(view)} dari {len(view.sides.offices)}"


def counted(view: Compared) -> int:
    """How many offices the average stands on: those with a value; verified, those of which nothing is open."""
    return len(_counted(view))


def area_name(instrument: Instrument, area: str) -> str:
    """What an area is called, "Nilai akhir" for the whole sheet."""
    group = group_of(instrument, area)
    return group.short if group is not None else TOTAL_NAME


def group_of(instrument: Instrument, area: str) -> AreaGroup | None:
    """The area with this code, None for the whole sheet or an unknown code."""
    return next((group for group in instrument.areas if group.code == area), None)


def letters(instrument: Instrument, value: Fraction) -> str:
    """The category of a percent, "" where the sheet has none."""
    found = band(instrument, value)
    return found.code if found else ""


def masked_verifiers(names: Iterable[str]) -> dict[str, str]:
    """Names that tell nothing for verifiers: "Verifikator A" and so on."""
    return {name: f"Verifikator {office_figures.letter(at)}" for at, name in enumerate(sorted(set(names)))}


def beside_words(view: Compared) -> tuple[str, ...]:
    """What stands beside the total: the other side, both of a difference, nothing before anything is verified."""
    return tuple(SIDE_WORDS[side] for side in _beside(view))


def _heat_row(view: Compared, one: OfficeSides, place: int) -> HeatRow:
    missing = view.missing(one)
    beside = tuple(_total_of(view, one, side) for side in _beside(view))
    code, name = one.office.code, view.name(one)
    if missing:
        return HeatRow(code, name, missing=missing, place=place, beside=beside)
    areas = (view.cell(one, group.code) for group in view.sides.instrument.areas)
    return HeatRow(
        code=code,
        name=name,
        cells=tuple(cell for cell in areas if cell is not None),
        total=view.cell(one),
        change=one.row.change if view.side == OWN else one.change if view.side == VERIFIED else None,
        place=place,
        beside=beside,
        incomparable=_incomparable(view, one),
    )


def _incomparable(view: Compared, one: OfficeSides) -> tuple[Fraction, str] | None:
    """Last year's result where another regulation measured it."""
    former = one.row.former
    if view.side == MOVED or former is None or former.is_comparable:
        return None
    return (former.percent, former.frame)


def _beside(view: Compared) -> tuple[str, ...]:
    if view.side == MOVED:
        return (OWN, VERIFIED)
    if view.side == VERIFIED:
        return (OWN,)
    return (VERIFIED,) if view.sides.verified else ()


def _total_of(view: Compared, one: OfficeSides, side: str) -> HeatCell | None:
    sheet = one.own if side == OWN else one.verified
    if sheet is None or one.own is None:
        return None
    value = (one.own_percents if side == OWN else one.verified_percents)[WHOLE_SHEET]
    return HeatCell(value, letters(view.sides.instrument, value), side == VERIFIED and bool(one.open))


def _counted(view: Compared) -> list[OfficeSides]:
    """The offices that the average stands on."""
    if view.side == OWN:
        return [one for one in view.sides.offices if one.own is not None]
    return [one for one in view.sides.offices if one.own is not None and one.is_whole]


def _mean_cell(view: Compared, offices: list[OfficeSides], area: str) -> HeatCell:
    own = _mean([one.own_percents[area] for one in offices])
    if view.side == OWN:
        return HeatCell(own, letters(view.sides.instrument, own))
    verified = _mean([one.verified_percents[area] for one in offices])
    if view.side == MOVED:
        return HeatCell(verified - own, "", sides=(own, verified))
    return HeatCell(verified, letters(view.sides.instrument, verified), sides=(own, verified))


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _strip(view: Compared, area: str) -> Strip:
    dots = []
    for one in view.sides.offices:
        cell = view.cell(one, area)
        if cell is not None:
            other = cell.sides[0] if view.side == VERIFIED and cell.sides[1] is not None else None
            dots.append(StripDot(one.office.code, view.name(one), cell.value, other, cell.is_open))
    dots.sort(key=lambda dot: Fraction(dot.value))
    settled = [Fraction(dot.value) for dot in dots if not dot.is_open]
    middle = Fraction(median(settled)) if settled else None
    return Strip(area, area_name(view.sides.instrument, area), tuple(dots), middle)
