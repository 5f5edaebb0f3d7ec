from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.analysis import profile
from rbdesk.domain.scoring import percent_of
from tests.analysis.sheets import SHEET, a_sheet

TARGET = Decimal(60)
NOW = a_sheet("second", area_7="worst", area_3="best")
BEFORE = a_sheet("worst", area_1="second")


def test_every_value_of_the_radar_is_the_engines():
    figure = profile.radar(NOW, BEFORE, 2020, target=TARGET)

    assert [axis.code for axis in figure.axes] == [area.code for area in SHEET.areas]
    for axis, area in zip(figure.axes, SHEET.areas, strict=True):
        assert axis.name == area.short
        assert axis.value == NOW.area_percent(area.places)
        assert axis.last == BEFORE.area_percent(area.places)
        assert axis.is_below == (NOW.area_percent(area.places) <= 60)
    assert (figure.year, figure.last_year, figure.target) == (2020, 2019, TARGET)


def test_without_a_last_year_there_is_no_second_line():
    figure = profile.radar(NOW, None, 2020, target=TARGET)
    assert figure.last_year is None
    assert all(axis.last is None for axis in figure.axes)


def test_every_value_of_the_bars_is_the_engines():
    figure = profile.gap_bars(NOW, target=TARGET)

    assert {bar.code for bar in figure.bars} == {area.code for area in SHEET.areas}
    for area in SHEET.areas:
        bar = figure.bar(area.code)
        assert bar is not None
        assert bar.value == NOW.area_percent(area.places)
        assert (bar.potential is None) == (bar.value > 60)


def test_raising_every_area_to_the_target_brings_the_whole_to_the_target():
    sheet = a_sheet("worst")
    figure = profile.gap_bars(sheet, target=TARGET)
    assert sheet.percent() + sum(bar.potential or 0 for bar in figure.bars) == TARGET


def test_areas_stand_in_the_order_of_what_they_would_bring_then_the_weakest_first():
    bars = profile.gap_bars(NOW, target=TARGET).bars
    below = [bar for bar in bars if bar.potential is not None]
    above = [bar for bar in bars if bar.potential is None]
    assert list(bars) == below + above
    assert below == sorted(below, key=lambda bar: bar.potential or 0, reverse=True)
    assert above == sorted(above, key=lambda bar: bar.value)


@pytest.mark.parametrize(("above", "is_reached"), [(Fraction(0), False), (Fraction(1, 10**9), True)])
def test_the_target_is_exclusive(above, is_reached):
    area = SHEET.areas[0]
    percent = percent_of(NOW.area(area.places), Fraction(area.weight))
    target = percent - above

    assert profile.radar(NOW, None, 2020, target=target).axes[0].is_below is not is_reached
    bar = profile.gap_bars(NOW, target=target).bar(area.code)
    assert bar is not None
    assert bar.potential == (None if is_reached else 0)
