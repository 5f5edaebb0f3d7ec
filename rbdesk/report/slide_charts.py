"""Native charts of a slide: they can be edited in the presentation program, and their numbers are the engine's.

A category or series is never told by colour alone: values stand beside the bars, lines differ in dashes and markers.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from rbdesk.analysis.figures import Amount, Bars, Radar, Trend
from rbdesk.report import figure_words, palette, slide_text
from rbdesk.report.slide_plan import Box

# Indonesian marks where the program heeds the language of a format, else those of the computer
_ONE, _TWO, _WHOLE = "[$-421]0.0", "[$-421]0.00", "0"
_AXIS_SIZE, _LABEL_SIZE = 12.0, 12.0
_MANY_BARS = 12
_NAMES_WIDTH, _NAMES_LINES = 0.34, 2  # what the names at an axis may take of the chart


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    values: tuple[float | None, ...]


def add_chart(slide: Any, box: Box, figure: object, made_at: datetime) -> Any:
    """Draw a figure as a chart of its own kind; the frame that holds it. Raises TypeError: no chart shows such a one."""
    match figure:
        case Trend():
            return _trend(slide, box, figure, made_at)
        case Bars():
            return _bars(slide, box, figure, made_at)
        case Radar():
            return _radar(slide, box, figure, made_at)
    raise TypeError(type(figure).__name__)


def _trend(slide: Any, box: Box, figure: Trend, made_at: datetime) -> Any:
    years = range(figure.first, figure.last + 1)
    series, styles = [], []
    for line in figure.lines:
        for piece in line.pieces():
            by_year = {point.year: point for point in piece}
            name = figure_words.line(
                line.name, piece[0].frame, is_provisional=any(point.is_provisional for point in piece)
            )
            series.append(
                _Series(
                    name, tuple(_number(by_year[year].value) if year in by_year else None for year in years)
                )
            )
            styles.append((line.is_main, any(point.is_provisional for point in piece)))
    if figure.target is not None:
        series.append(
            _Series(figure_words.target(figure.target), tuple(_number(figure.target) for _ in years))
        )
    frame = _chart(slide, box, XL_CHART_TYPE.LINE_MARKERS, [str(year) for year in years], series, made_at)
    chart = frame.chart
    low, high = figure.window()
    step = 5 if high - low <= 40 else 20
    _axes(chart, math.floor(low / step) * step, math.ceil(high / step) * step, step)
    _legend(chart, XL_LEGEND_POSITION.BOTTOM)
    for at, drawn in enumerate(chart.plots[0].series):
        drawn.smooth = False
        if at >= len(styles):
            _dashed(drawn, palette.TARGET)
            continue
        is_main, is_provisional = styles[at]
        colour = palette.SERIES1 if is_main else palette.TEXT2
        _line(drawn, colour, 2.5, MSO_LINE.DASH if is_provisional else None)
        _marker(drawn, colour, XL_MARKER_STYLE.DIAMOND if is_provisional else XL_MARKER_STYLE.CIRCLE, 10)
        labels = drawn.data_labels
        _labels(labels, _TWO, palette.INK, 14, is_bold=True)
        labels.position = XL_LABEL_POSITION.BELOW if _meets_target(figure) else XL_LABEL_POSITION.ABOVE
    return frame


def _meets_target(figure: Trend) -> bool:
    """Whether a number above its point would lie on the target's line."""
    target = figure.target
    return target is not None and any(
        0 <= Fraction(target) - Fraction(point.value) <= 3 for point in figure.points()
    )


def _bars(slide: Any, box: Box, figure: Bars, made_at: datetime) -> Any:
    """Bars from 0 to 100; what lacks to the target follows in another colour and ends at it."""
    names = [bar.name for bar in figure.bars]
    series = [_Series(figure_words.REACHED, tuple(_number(bar.value) for bar in figure.bars))]
    is_below = [
        figure.target is not None and Fraction(bar.value) <= Fraction(figure.target) for bar in figure.bars
    ]
    if figure.target is not None:
        target = Fraction(figure.target)
        gaps = tuple(_number(max(Fraction(0), target - Fraction(bar.value))) for bar in figure.bars)
        if any(is_below):
            series.append(_Series(figure_words.gap(target), gaps))
    frame = _chart(slide, box, XL_CHART_TYPE.BAR_STACKED, names, series, made_at)
    chart = frame.chart
    is_many = len(names) > _MANY_BARS
    _axes(chart, 0, 100, 20, size=10.0 if is_many else _AXIS_SIZE)
    chart.category_axis.reverse_order = True
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = (28 if is_many else 45), 100
    reached = plot.series[0]
    _fill(reached, palette.SERIES1)
    for at, below in enumerate(is_below):
        if below:
            _fill(reached.points[at], palette.BELOW)
    _labels(reached.data_labels, _ONE, palette.WHITE, 10 if is_many else _LABEL_SIZE, is_bold=True)
    reached.data_labels.position = XL_LABEL_POSITION.INSIDE_END
    if len(series) > 1:
        _fill(plot.series[1], palette.GAP, outline=palette.WARN)
        _legend(chart, XL_LEGEND_POSITION.BOTTOM)
    return frame


def _radar(slide: Any, box: Box, figure: Radar, made_at: datetime) -> Any:
    names = [axis.name for axis in figure.axes]
    series = [_Series(str(figure.year), tuple(_number(axis.value) for axis in figure.axes))]
    has_last = figure.last_year is not None and any(axis.last is not None for axis in figure.axes)
    if has_last:
        last = tuple(None if axis.last is None else _number(axis.last) for axis in figure.axes)
        series.append(_Series(str(figure.last_year), last))
    if figure.target is not None:
        series.append(
            _Series(figure_words.target(figure.target), tuple(_number(figure.target) for _ in names))
        )
    frame = _chart(slide, box, XL_CHART_TYPE.RADAR_MARKERS, names, series, made_at)
    chart = frame.chart
    _axes(chart, 0, 100, 20)
    chart.value_axis.tick_labels.font.size = Pt(9)
    _legend(chart, XL_LEGEND_POSITION.BOTTOM)
    drawn = list(chart.plots[0].series)
    _line(drawn[0], palette.SERIES1, 2.5, None)
    _marker(drawn[0], palette.SERIES1, XL_MARKER_STYLE.CIRCLE, 8)
    if has_last:
        _line(drawn[1], palette.SERIES2, 1.75, None)
        _marker(drawn[1], palette.SERIES2, XL_MARKER_STYLE.SQUARE, 6)
    if figure.target is not None:
        _dashed(drawn[-1], palette.TARGET)
    return frame


# --- all charts -------------------------------------------------------------------------------------------


def _chart(
    slide: Any, box: Box, kind: Any, names: Sequence[str], series: Sequence[_Series], made_at: datetime
) -> Any:
    make: Any = CategoryChartData  # the library tells no types here
    data = make(number_format="General")
    most = box.width * _NAMES_WIDTH  # a longer name would squeeze the plot
    data.categories = [
        slide_text.shorten(slide_text.clean(name), most, _NAMES_LINES, _AXIS_SIZE) for name in names
    ]
    for one in series:
        data.add_series(slide_text.clean(one.name), one.values)
    frame = slide.shapes.add_chart(kind, Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height), data)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(data.categories, series, made_at))
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = Pt(_AXIS_SIZE)
    chart.font.color.rgb = _rgb(palette.INK)
    space = chart._chartSpace
    language = space.find(qn("c:lang"))
    if language is None:
        language = etree.SubElement(space, qn("c:lang"))
        space.remove(language)
        space.insert(1 if space[0].tag == qn("c:date1904") else 0, language)
    language.set("val", "id-ID")
    return frame


def _workbook(names: Any, series: Sequence[_Series], made_at: datetime) -> bytes:
    """The chart's data sheet. Words stay words here: the library's own one would take "=…" for a formula."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(made, options)
    book.set_properties({"created": made_at.replace(tzinfo=None, microsecond=0), "author": "RBDesk"})
    sheet = book.add_worksheet("Sheet1")
    for row, name in enumerate(names, 1):
        sheet.write_string(row, 0, str(name.label))
    for column, one in enumerate(series, 1):
        sheet.write_string(0, column, slide_text.clean(one.name))
        for row, value in enumerate(one.values, 1):
            if value is not None:
                sheet.write_number(row, column, value)
    sheet.set_column(0, len(series), 24)
    book.close()
    return made.getvalue()


def _rgb(colour: str) -> Any:
    made: Any = RGBColor  # the library tells no types here
    return made.from_string(colour)


def _number(value: Amount) -> float:
    """The value with the 15 digits that a data sheet can hold, so that sheet and chart say the same."""
    return float(f"{float(value):.15g}")


def _axes(chart: Any, low: int, high: int, step: int, size: float = _AXIS_SIZE) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = low, high, step
    values.has_major_gridlines = True
    _stroke(values.major_gridlines.format.line, palette.GRID, 0.75)
    _stroke(values.format.line, palette.GRID, 0.75)
    _stroke(names.format.line, palette.CONTROL, 0.75)
    values.tick_labels.font.size = Pt(10)
    values.tick_labels.font.color.rgb = _rgb(palette.TEXT2)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _WHOLE, False
    names.tick_labels.font.size = Pt(size)


def _legend(chart: Any, position: Any) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = position, False
    chart.legend.font.size = Pt(11)


def _labels(labels: Any, form: str, ink: str, size: float, *, is_bold: bool) -> None:
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = form, False
    labels.font.size, labels.font.bold = Pt(size), is_bold
    labels.font.color.rgb = _rgb(ink)


def _fill(shape: Any, colour: str, outline: str = "") -> None:
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = _rgb(colour)
    if outline:
        _stroke(shape.format.line, outline, 0.75)


def _line(series: Any, colour: str, points: float, dash: Any) -> None:
    _stroke(series.format.line, colour, points)
    if dash is not None:
        series.format.line.dash_style = dash


def _dashed(series: Any, colour: str) -> None:
    _line(series, colour, 1.75, MSO_LINE.DASH)
    series.marker.style = XL_MARKER_STYLE.NONE


def _marker(series: Any, colour: str, style: Any, size: int) -> None:
    series.marker.style, series.marker.size = style, size
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = _rgb(colour)
    _stroke(series.marker.format.line, palette.WHITE, 1.0)


def _stroke(line: Any, colour: str, points: float) -> None:
    line.color.rgb = _rgb(colour)
    line.width = Pt(points)
