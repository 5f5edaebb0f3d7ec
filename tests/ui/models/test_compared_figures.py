"""Every number that Perbandingan plots is the engine's: figures are read and compared with the score sheets."""

import shutil
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from statistics import median

import pytest

from rbdesk.analysis.figures import DIFFERENCE, PERCENT
from rbdesk.domain.scoring import band
from rbdesk.ui.models import compared_figures as figures
from rbdesk.ui.models import office_figures
from rbdesk.ui.models.compared_figures import MOVED, OWN, VERIFIED, Compared
from rbdesk.workflow import catalog, comparing, setup
from rbdesk.workflow.comparing import Sides
from tests import verified, year
from tests.build import NOW
from tests.verified import BEGUN, BEGUN_AREAS, SHEET, WHOLE

REGISTER, OUTLINES = catalog.register(), comparing.outlines()
DIVERGED, SILENT, OTHER = "32.16.12", "32.16.17", "32.16.19"
AREAS = ["", *(group.code for group in SHEET.areas)]
SIDES = (OWN, VERIFIED, MOVED)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """The invented year with six offices wholly verified, one begun."""
    folder = tmp_path_factory.mktemp("verified") / "desk"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    with closing(setup.open_desk(folder, now=NOW)) as db:
        verified.verify_some(db)
        return comparing.load_sides(db, year.YEAR)


def view(sides: Sides, side: str) -> Compared:
    return Compared(sides, side, reasons=office_figures.missing_reasons(sides.inbox))


def engine(sides: Sides, side: str, office: str, area: str) -> Fraction | None:
    """What the engine says, without the figures: the percent of an office in an area on a side."""
    one = sides.of(office)
    group = next((group for group in SHEET.areas if group.code == area), None)

    def percent(sheet):
        return sheet.percent() if group is None else sheet.area_percent(group.places)

    if one.own is None or (side == MOVED and one.verified is None):
        return None
    if side == MOVED:
        return percent(one.verified) - percent(one.own)
    return percent(one.verified if side == VERIFIED and one.verified is not None else one.own)


@pytest.mark.parametrize("side", SIDES)
def test_every_cell_of_the_heatmap_is_the_engine_s(sides, side):
    heat = figures.heat(view(sides, side), REGISTER)
    for row in heat.rows:
        shown = [row.total, *row.cells] if row.total is not None else [None] * len(AREAS)
        for area, cell in zip(AREAS, shown, strict=True):
            assert (cell.value if cell else None) == engine(sides, side, row.code, area)
            if cell is not None and side != MOVED:
                assert cell.band == band(SHEET, cell.value).code


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("area", ["", "7"])
def test_every_number_on_both_maps_is_the_engine_s(sides, side, area):
    shown = view(sides, side)
    tiles = figures.tiles(shown, REGISTER, area, office_figures.reaches(sides.inbox))
    outlines = figures.outline_map(shown, OUTLINES, area)
    assert tiles.measure == outlines.measure == (DIFFERENCE if side == MOVED else PERCENT)
    assert [tile.code for tile in tiles.tiles] == [shape.code for shape in outlines.shapes]
    for tile, shape in zip(tiles.tiles, outlines.shapes, strict=True):
        assert tile.value == shape.value == engine(sides, side, tile.code, area)
        assert (tile.band, tile.is_open) == (shape.band, shape.is_open)
        assert bool(shape.missing) == (shape.value is None)


@pytest.mark.parametrize("side", SIDES)
def test_every_dot_is_the_engine_s_and_the_median_that_of_what_is_settled(sides, side):
    strips = figures.strips(view(sides, side), Fraction(60))
    assert [strip.code for strip in strips.strips] == AREAS
    for strip in strips.strips:
        for dot in strip.dots:
            assert dot.value == engine(sides, side, dot.code, strip.code)
            if dot.other is not None:
                assert (side, dot.other) == (VERIFIED, engine(sides, OWN, dot.code, strip.code))
        settled = [dot.value for dot in strip.dots if not dot.is_open]
        assert strip.middle == median(settled)
        assert [dot.value for dot in strip.dots] == sorted(dot.value for dot in strip.dots)


def test_averages_name_their_base_and_hold_only_what_is_settled(sides):
    own, verified_, moved = (figures.average(view(sides, side)) for side in SIDES)
    assert (own.name, verified_.name, moved.name) == (
        "Rata-rata 19 dari 23",
        "Rata-rata 6 dari 23",
        "Rata-rata 6 dari 23",
    )
    totals = [sheet.percent() for sheet in sides.own.values()]
    assert own.total.value == sum(totals, Fraction(0)) / 19
    wholes = [sides.of(code) for code in WHOLE]
    assert verified_.total.value == sum((one.verified.percent() for one in wholes), Fraction(0)) / 6
    assert (
        moved.total.value
        == verified_.total.value - sum((one.own.percent() for one in wholes), Fraction(0)) / 6
    )
    assert [cell.value for cell in moved.beside] == [
        verified_.total.value - moved.total.value,
        verified_.total.value,
    ]
    nothing = replace(sides, offices=tuple(replace(one, verified=None) for one in sides.offices))
    assert figures.average(view(nothing, VERIFIED)) is None


def test_both_totals_stand_side_by_side(sides):
    row = next(row for row in figures.heat(view(sides, OWN), REGISTER).rows if row.code == WHOLE[0])
    assert row.beside[0].value == sides.of(WHOLE[0]).verified.percent()
    assert row.cells[6].sides == (engine(sides, OWN, WHOLE[0], "7"), engine(sides, VERIFIED, WHOLE[0], "7"))
    heads = {side: figures.beside_words(view(sides, side)) for side in SIDES}
    assert heads == {
        OWN: ("Terverifikasi",),
        VERIFIED: ("Mandiri",),
        MOVED: ("Mandiri", "Terverifikasi"),
    }


def test_what_is_not_verified_is_open_with_its_own_number_and_no_difference(sides):
    shown = view(sides, VERIFIED)
    assert not any(shown.cell(sides.of(WHOLE[0]), area).is_open for area in AREAS)
    assert all(shown.cell(sides.of(OTHER), area).is_open for area in AREAS)
    begun = [shown.cell(sides.of(BEGUN), area).is_open for area in AREAS]
    assert begun == [True, False, False, *[True] * 6]
    assert view(sides, MOVED).missing(sides.of(OTHER)) == "belum diverifikasi"
    assert view(sides, MOVED).missing(sides.of(SILENT)) == "belum mengirim"
    assert not any(view(sides, OWN).cell(one).is_open for one in sides.offices if one.own is not None)


def test_where_verifiers_differ_there_is_a_range_and_no_number(sides):
    one = replace(sides.of(WHOLE[0]), verified=None, reach=(Fraction(50), Fraction(52)))
    assert view(sides, VERIFIED).missing(one) == "verifikator berbeda, 50,00–52,00"
    assert view(sides, VERIFIED).cell(one) is None
    assert view(sides, OWN).cell(one) is not None


def test_a_range_of_laptops_belongs_to_the_whole_sheet_only(sides):
    reaches = office_figures.reaches(sides.inbox)
    found = [
        figures.tiles(view(sides, OWN), REGISTER, area, reaches).tile(DIVERGED).reach for area in ("", "7")
    ]
    assert found == [reaches[DIVERGED], None]


def test_a_provisional_package_is_marked_and_a_masked_name_too(sides):
    names = {code: "Kecamatan X" for code in sides.own}
    shown = [view(sides, OWN), replace(view(sides, OWN), names=names)]
    assert [one.name(sides.of("32.16.14")) for one in shown] == ["Sukakarya*", "Kecamatan X*"]


def test_movements_are_drawn_as_they_were_found(sides):
    found = comparing.find(sides, False, Fraction(60))
    strips = figures.moved_strips(found.movements, {WHOLE[0]: "Tarumajaya"})
    assert strips.measure == DIFFERENCE
    for strip in strips.strips:
        assert {dot.code for dot in strip.dots} == {*WHOLE, *([BEGUN] if strip.code in BEGUN_AREAS else [])}
        for dot in strip.dots:
            assert dot.value == engine(sides, MOVED, dot.code, strip.code)
        assert strip.middle == median(dot.value for dot in strip.dots)


def test_verifiers_can_be_masked():
    assert figures.masked_verifiers(["Siti", "Budi", "Siti"]) == {
        "Budi": "Verifikator A",
        "Siti": "Verifikator B",
    }
