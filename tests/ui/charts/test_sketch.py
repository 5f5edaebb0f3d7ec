"""Sketches draw the figure's values: another value gives another picture."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from rbdesk.analysis import figures
from rbdesk.ui.charts.sketch import paint_sketch


def a_figure(kind: str, value: int) -> object:
    """A small figure of a kind with this value in it."""
    amount = Fraction(value)
    made = {
        "Bars": lambda: figures.Bars((figures.Bar("1", "Area", amount),)),
        "Trend": lambda: figures.Trend(
            (figures.TrendLine("RB", (figures.TrendPoint(2018, 50), figures.TrendPoint(2019, amount))),),
            2018,
            2019,
        ),
        "Radar": lambda: figures.Radar(
            tuple(figures.RadarAxis(str(n), "Area", amount if n else Fraction(50)) for n in range(4)), 2020
        ),
        "Dots": lambda: figures.Dots(
            (figures.DotLane("self", "Mandiri", (figures.Dot("a", "A", 40), figures.Dot("b", "B", amount))),),
            (),
        ),
        "Strips": lambda: figures.Strips(
            (figures.Strip("1", "Area", (figures.StripDot("a", "A", amount),), None),)
        ),
        "Heat": lambda: figures.Heat(
            (figures.HeatColumn("1", "Area"),),
            (figures.HeatRow("a", "A", (figures.HeatCell(amount, "B" if value > 60 else "C"),)),),
        ),
        "Tiles": lambda: figures.Tiles(
            1, 1, (figures.Tile("a", "A", 0, 0, "", amount, "B" if value > 60 else "C"),)
        ),
        "Means": lambda: figures.Means((figures.MeanRow("1", "Area", amount, "B", 0),)),
        "YearBars": lambda: figures.YearBars((figures.YearBar(2019, amount),)),
    }
    return made[kind]()


def picture(figure: object) -> QImage:
    made = QImage(200, 120, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    assert paint_sketch(painter, QRectF(10, 10, 180, 100), figure)
    painter.end()
    return made


@pytest.mark.parametrize(
    "kind", ["Bars", "Trend", "Radar", "Dots", "Strips", "Heat", "Tiles", "Means", "YearBars"]
)
def test_another_value_is_another_picture_and_the_edge_stays_free(qapp, kind):
    low, high = picture(a_figure(kind, 35)), picture(a_figure(kind, 88))
    assert low != high
    assert all(low.pixelColor(x, 3) == QColor("white") for x in range(200))


def test_what_has_no_sketch_draws_nothing(qapp):
    made = QImage(20, 20, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    assert not paint_sketch(painter, QRectF(0, 0, 20, 20), object())
    painter.end()


def test_paper_is_white_in_the_dark_theme_too(qapp):
    from rbdesk.ui import theme

    light = picture(a_figure("Bars", 70))
    theme.apply(qapp, "dark", 100)
    assert picture(a_figure("Bars", 70)) == light
