"""The secretariat's first page in figures: every plotted value is the engine's."""

from __future__ import annotations

import shutil
from contextlib import closing
from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.analysis import compare, overview
from rbdesk.analysis.figures import Dot, DotLane, Dots
from rbdesk.domain.history import Published
from rbdesk.domain.scoring import band, score
from rbdesk.workflow import comparing, setup
from tests import year
from tests.build import NOW, answers_everywhere

TARGET = Decimal(60)
BEST, SECOND, WORST = (
    score(year.SHEET, answers_everywhere(year.SHEET, want)) for want in ("best", "second", "worst")
)
NAMES = {"1": "Babelan", "2": "Cibarusah", "3": "Setu"}


@pytest.fixture(scope="module")
def sides(tmp_path_factory) -> comparing.Sides:
    """The invented year."""
    folder = tmp_path_factory.mktemp("ringkasan") / "meja"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    with closing(setup.open_desk(folder, now=NOW)) as db:
        return comparing.load_sides(db, year.YEAR)


def dots(own, verified=(), reaches=None, missing=()):
    return overview.dots(
        year.SHEET, NAMES, dict(own), dict(verified), reaches=reaches or {}, missing=missing, target=TARGET
    )


def test_every_dot_of_the_invented_year_is_the_score_of_its_office(sides):
    names = {one.office.code: one.office.name for one in sides.offices}
    figure = overview.dots(
        sides.instrument, names, sides.own, sides.verified, reaches={}, missing=(), target=TARGET
    )

    for lane, sheets in zip(figure.lanes, (sides.own, sides.verified), strict=True):
        assert {dot.code: dot.value for dot in lane.dots} == {
            code: sheet.percent() for code, sheet in sheets.items()
        }
    assert figure.lanes[0].counted == 19
    assert [dot.value for dot in figure.lanes[0].dots] == sorted(dot.value for dot in figure.lanes[0].dots)


def test_every_mean_of_the_invented_year_is_the_one_of_the_comparison(sides):
    found = overview.means(
        sides.instrument, sides.own, sides.comparison.average, of=len(sides.offices), target=TARGET
    )

    assert tuple(row.value for row in found.rows) == sides.comparison.average
    assert (found.counted, found.of) == (19, 23)
    for row, group in zip(found.rows, sides.instrument.areas, strict=True):
        percents = [sheet.area_percent(group.places) for sheet in sides.own.values()]
        assert row.below == sum(percent <= 60 for percent in percents)
        assert row.letters == band(sides.instrument, sum(percents) / 19).code


def test_what_most_offices_miss_is_counted_as_the_comparison_counts_it(sides):
    found = overview.most_missed(sides.instrument, sides.own, most=8)

    other = compare.most_missed(sides.instrument, sides.own)
    assert [(one.code, one.offices, one.points) for one in found] == [
        (one.code, one.missing, one.points) for one in other
    ]
    assert all(one.counted == 19 for one in found)


def test_two_offices_that_clash_are_a_range_and_not_a_dot():
    figure = dots({"1": SECOND}, reaches={"2": (Fraction(50), Fraction(55)), "1": (Fraction(1), Fraction(2))})

    lane = figure.lanes[0]
    assert [(dot.code, dot.value is None) for dot in lane.dots] == [("2", True), ("1", False)]
    assert lane.dots[0].reach == (50, 55)
    assert (lane.counted, figure.lanes[1].dots) == (1, ())


@pytest.mark.parametrize(
    ("percents", "window"),
    [((52.66, 63.1), (45, 70)), ((59,), (50, 70)), ((2,), (0, 20)), ((98, 99), (80, 100)), ((), (0, 100))],
)
def test_the_window_is_the_values_with_room_and_at_least_twenty_wide(percents, window):
    made = tuple(Dot(str(at), str(at), Fraction(percent)) for at, percent in enumerate(percents))

    assert Dots((DotLane("self", "Mandiri", made),), ()).window() == window


@pytest.mark.parametrize(("count", "is_named"), [(0, True), (4, True), (5, False)])
def test_with_fewer_than_five_values_every_dot_is_named(count, is_named):
    made = tuple(Dot(str(at), str(at), Fraction(at)) for at in range(count))

    assert Dots((DotLane("self", "Mandiri", made),), ()).names_all is is_named


def test_the_target_itself_is_not_above_the_target():
    means = overview.means(year.SHEET, {"1": WORST, "2": BEST}, [Fraction(50)] * 8, of=23, target=TARGET)

    assert {row.below for row in means.rows} == {1}
    assert {row.letters for row in means.rows} == {"C"}
    assert overview.means(year.SHEET, {}, None, of=23, target=TARGET).rows == ()


def test_the_strongest_and_the_weakest_areas_are_told_extreme_first():
    average = [Fraction(value) for value in (60, 50, 70, 40, 60, 65, 45, 55)]
    means = overview.means(year.SHEET, {"1": SECOND}, average, of=23, target=TARGET)

    strong, weak = overview.strongest_and_weakest(means)

    assert [row.code for row in strong] == ["3", "6"]
    assert [row.code for row in weak] == ["4", "7"]


def test_published_results_are_the_regencys_alone_and_keep_their_frame():
    history = [
        Published("32.16", 2019, "14/2014", Decimal("59.36"), "pengumuman"),
        Published("32.16", 2018, "14/2014", Decimal("56.33")),
        Published("32.16.09", 2019, "14/2014", Decimal("70")),
        Published("32.16", 2020, "26/2020", Decimal("60")),
    ]

    figure = overview.year_bars(history, "32.16", year.SHEET.bands, target=TARGET)

    assert [(bar.year, bar.value, bar.letters, bar.frame) for bar in figure.bars] == [
        (2018, Decimal("56.33"), "CC", "14/2014"),
        (2019, Decimal("59.36"), "CC", "14/2014"),
        (2020, Decimal("60"), "CC", "26/2020"),
    ]
    assert (figure.target, figure.target_letters, figure.bars[1].source) == (60, "B", "pengumuman")
