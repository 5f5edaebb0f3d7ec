from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QPointF

from rbdesk.analysis.figures import Category, Dot, DotLane, Dots
from rbdesk.ui import theme
from rbdesk.ui.charts.dot_places import RADIUS, DotPlaces, lane_words, value_words

CATEGORIES = (Category("C", "Kurang", 30), Category("CC", "Cukup", 50), Category("B", "Baik", 60))
LONG = ("Bojongmangu", "Kedung Waringin", "Cikarang Selatan", "Tambun Utara")


def figure(*values: float, verified: tuple[float, ...] = (), reach: tuple[int, int] | None = None) -> Dots:
    own = [Dot(str(at), LONG[at % 4], Fraction(str(value))) for at, value in enumerate(values)]
    own += [Dot("r", "Setu", reach=reach)] if reach else []
    own.sort(key=lambda dot: dot.middle)
    second = tuple(Dot(str(at), LONG[at % 4], Fraction(str(value))) for at, value in enumerate(verified))
    return Dots(
        (DotLane("self", "Mandiri", tuple(own)), DotLane("verified", "Terverifikasi", second)), CATEGORIES
    )


def overlaps(places: DotPlaces) -> bool:
    bodies = [one.body for one in places.placed]
    return any(one.intersects(other) for at, one in enumerate(bodies) for other in bodies[at + 1 :])


def test_a_dot_stands_at_its_value_and_higher_values_further_right(qapp):
    places = DotPlaces(figure(52.66, 57.5, 63.1), 600, 180)

    assert [one.spot.x() for one in places.placed] == [places.x(value) for value in (52.66, 57.5, 63.1)]
    assert places.x(45) == places.plot.left()
    assert places.x(70) == pytest.approx(places.plot.right())


@pytest.mark.parametrize("width", [360, 600])
def test_dots_that_lie_near_step_aside_and_stay_in_their_lane(qapp, width):
    places = DotPlaces(figure(55, 55.1, 55.2, 60, 60.05, 60.1, verified=(58, 58.1)), width, 190)

    assert not overlaps(places)
    for one in places.placed:
        lane = places.lanes[one.lane]
        assert lane.top() <= one.spot.y() - RADIUS
        assert one.spot.y() + RADIUS <= lane.bottom()


def test_where_a_lane_is_full_every_dot_still_shows(qapp):
    places = DotPlaces(figure(*[55.0] * 6), 600, 180)

    spots = [(one.spot.x(), one.spot.y()) for one in places.placed]
    assert len(set(spots)) >= 5


def test_a_range_covers_its_ends_and_is_found_anywhere_on_it(qapp):
    places = DotPlaces(figure(55, reach=(57, 60)), 600, 180)
    bar = next(one for one in places.placed if one.dot.code == "r")

    assert (bar.low, bar.high) == (places.x(57), places.x(60))
    assert places.nearest(QPointF(bar.low + 3, bar.spot.y()), 9) is bar
    assert places.nearest(QPointF(bar.high + 30, bar.spot.y()), 9) is None


def test_only_the_extremes_are_named_unless_there_are_few(qapp):
    many = DotPlaces(figure(45, 50, 55, 60, 65, verified=(50, 62)), 900, 200)
    assert {one.words for one in many.written} == {
        "Bojongmangu 45,00", "Bojongmangu 65,00", "50,00", "62,00",
    }  # fmt: skip

    few = DotPlaces(figure(45, 55, 65), 900, 200)
    assert len(few.written) == 3


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
@pytest.mark.parametrize("width", [340, 600])
def test_words_lie_on_no_dot_and_on_no_other_words(qapp, width, percent):
    theme.apply(qapp, "light", percent)
    places = DotPlaces(figure(50, 50.5, 51, 66, reach=(64, 67)), theme.px(width), theme.px(180))

    areas = [one.area for one in places.written]
    for at, area in enumerate(areas):
        assert area.right() <= places.width
        assert not any(area.intersects(other) for other in areas[at + 1 :])
        assert not any(
            area.intersects(one.body) for one in places.placed if one.dot is not places.written[at].dot
        )


def test_values_and_lanes_are_told_in_words(qapp):
    lane = figure(55, reach=(57, 60)).lanes[0]

    assert [value_words(dot) for dot in lane.dots] == ["55,00", "57,00–60,00"]
    assert lane_words(lane) == "1 kecamatan, 1 rentang"
