from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pptx.oxml.ns import qn

from rbdesk.analysis.figures import Bar, Bars, Radar, RadarAxis, Tiles, Trend, TrendLine, TrendPoint
from rbdesk.report import palette, slide_master
from rbdesk.report.slide_charts import add_chart
from rbdesk.report.slide_plan import Box
from tests.report import slides
from tests.report.slides import HOSTILE, ChartNumbers

BOX = Box(44, 88, 500, 380)
MADE_AT = datetime(2020, 9, 7, 8, 30)


def drawn(figure: object) -> tuple[Any, ChartNumbers]:
    made = slide_master.empty_presentation()
    slide = made.slides.add_slide(made.slide_layouts[slide_master.TITLE_ONLY])
    frame = add_chart(slide, BOX, figure, MADE_AT)
    (numbers,) = slides.charts(slide)
    assert numbers.cached == numbers.embedded
    assert numbers.categories == numbers.embedded_categories
    return frame.chart, numbers


def test_numbers_of_two_sheets_are_never_joined() -> None:
    index = TrendLine(
        "Indeks RB",
        (
            TrendPoint(2018, Decimal("56.33"), "14/2014"),
            TrendPoint(2019, Decimal("59.36"), "14/2014"),
            TrendPoint(2020, Fraction(185, 3), "26/2020", is_provisional=True),
        ),
        is_main=True,
    )
    chart, numbers = drawn(Trend((index,), 2018, 2020))
    assert numbers.categories == ("2018", "2019", "2020")
    assert numbers.cached == {
        "Indeks RB (14/2014)": (56.33, 59.36, None),
        "Indeks RB (26/2020, sementara)": (None, None, slides.shown(Fraction(185, 3))),
        "Batas 60": (60.0, 60.0, 60.0),
    }
    assert chart._chartSpace.find(f".//{qn('c:dispBlanksAs')}").get("val") == "gap"
    assert chart._chartSpace.find(qn("c:lang")).get("val") == "id-ID"


def test_what_lacks_to_the_target_ends_at_it() -> None:
    bars = Bars(
        (Bar("7", "Pengawasan", Fraction(49), Fraction(1)), Bar("8", "Pelayanan Publik", Decimal("64.5")))
    )
    chart, numbers = drawn(bars)
    assert numbers.categories == ("Pengawasan", "Pelayanan Publik")
    assert numbers.cached == {"Capaian": (49.0, 64.5), "Jarak ke target 60": (11.0, 0.0)}
    reached = chart.plots[0].series[0]
    assert str(reached.points[0].format.fill.fore_color.rgb) == palette.BELOW
    assert str(reached.format.fill.fore_color.rgb) == palette.SERIES1
    assert chart.value_axis.minimum_scale == 0
    assert chart.value_axis.maximum_scale == 100


def test_without_a_target_nothing_lacks() -> None:
    _, numbers = drawn(Bars((Bar("1", "Tarumajaya", Decimal("81.25")),), None))
    assert numbers.cached == {"Capaian": (81.25,)}


def test_a_radar_shows_this_year_last_year_and_the_target() -> None:
    axes = (
        RadarAxis("1", "Deregulasi", Fraction(50), Fraction(40)),
        RadarAxis("2", "Organisasi", Fraction(70)),
    )
    _, numbers = drawn(Radar(axes, 2020, 2019))
    assert numbers.cached == {"2020": (50.0, 70.0), "2019": (40.0, None), "Batas 60": (60.0, 60.0)}
    _, alone = drawn(Radar((RadarAxis("1", "Deregulasi", Fraction(50)),), 2020, 2019, None))
    assert alone.cached == {"2020": (50.0,)}


def test_a_figure_that_no_chart_shows_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError):
        drawn(Tiles(1, 1, ()))


def test_words_of_the_data_sheet_are_never_formulas_or_links() -> None:
    texts = [text for text in HOSTILE if text.strip()]
    bars = Bars(tuple(Bar(str(at), text, Decimal(at)) for at, text in enumerate(texts)))
    _, numbers = drawn(bars)
    assert len(numbers.embedded_categories) == len(texts)
    for kind in ("=1+1", "http://contoh.id", "{=A1}"):
        assert kind in numbers.embedded_categories
