"""The summary sheet: total and letters, areas, parts and minimums from the sheets of the areas; and two charts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rbdesk.domain import gates, scoring
from rbdesk.domain.gates import GateState
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.report import palette
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_formulas as formulas
from rbdesk.report import workbook_layout as layout
from rbdesk.report.sheets import cell_name
from rbdesk.report.workbook_layout import AreaSheet, Layout
from rbdesk.report.workbook_material import OfficeBook, Worth
from rbdesk.report.workbook_paint import Book, Page

_STATE_WORDS = {
    GateState.MET: words.MET,
    GateState.MISSED: words.MISSED,
    GateState.UNKNOWN: words.NOT_JUDGED,
}


class Summary:
    """Fills the summary sheet."""

    _LAST = 9  # column of the tables' right end

    def __init__(
        self, book: OfficeBook, plan: Layout, file: Book, page: Page, sheet: ScoreSheet, worth: Worth
    ) -> None:
        self._book, self._plan, self._file, self._page = book, plan, file, page
        self._instrument, self._sheet, self._worth = book.instrument, sheet, worth
        self._is_checklist = bool(book.instrument.points)
        root = book.instrument.children[scoring.ROOT]
        self._parts = root if len(root) > 1 else ()
        self._points_column = 3 + len(self._parts)
        # A hidden column of short names for the radar, and beside it the charts, clear of the widest table
        self._short = max(self._LAST + 1, self._points_column + 4)
        self._chart = self._short + 1

    def write(self) -> None:
        page, instrument = self._page, self._instrument
        page.raw.set_column(0, 0, 6)
        page.raw.set_column(1, 1, 40)
        page.raw.set_column(2, self._short - 1, 11)
        page.raw.set_column(self._short, self._short, None, None, {"hidden": True})
        page.text(0, 0, instrument.title, "title")
        page.raw.set_row(0, 26)
        subtitle = words.subtitle(self._book.office, self._book.office_name, self._book.year)
        page.text(1, 0, subtitle, "subtitle")
        page.text(2, 0, words.CHECKLIST_NOTE if self._is_checklist else instrument.legal_basis, "small")
        row = 4
        figures_row = row
        if not self._is_checklist:
            row += 3
        row = self._write_areas(row)
        if not self._is_checklist:
            row = self._write_parts(row + 1)
            row = self._write_gates(row + 1) if instrument.levels else row
            self._write_figures(figures_row, self._write_bands(row + 1))
            row += 3 + len(instrument.bands) if self._has_bands else 1
        row = self._write_how(row + 1)
        self._write_charts()
        page.raw.freeze_panes(3, 0)
        page.protect()
        self._file.set_up_print(page, max(row, 41), self._chart + 8)
        page.raw.fit_to_pages(1, 1)
        page.raw.activate()

    @property
    def _has_bands(self) -> bool:
        """A sheet with gates is judged by them, not by letters."""
        return bool(self._instrument.bands) and not self._instrument.levels

    def _write_areas(self, row: int) -> int:
        """The table of areas; the row after it."""
        page, instrument = self._page, self._instrument
        titles = [*words.AREA_HEADINGS[:3]]
        titles += [instrument.nodes[part].short for part in self._parts]
        titles += words.AREA_HEADINGS[3:]
        page.text(row, 0, words.AREAS, "section")
        page.blank(row, 1, len(titles) - 1, "section")
        page.heading(row + 1, titles)
        page.raw.set_row(row + 1, 44 if max(map(len, titles)) > 22 else 30)
        first = row + 2
        self._first, self._count = first, len(self._plan.sheets)
        for place, sheet in enumerate(self._plan.sheets):
            self._write_area(first + place, sheet)
        row = first + self._count
        if not self._is_checklist:
            self._write_total(row, len(titles))
            row += 1
        bar = {"type": "data_bar", "bar_color": "#A9C4EA", "bar_solid": True, "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}  # fmt: skip
        page.raw.conditional_format(
            first, self._points_column + 1, first + self._count - 1, self._points_column + 1, bar
        )
        return row

    def _write_area(self, row: int, sheet: AreaSheet) -> None:
        page, instrument, group = self._page, self._instrument, sheet.group
        page.text(row, 0, group.code, "center")
        page.text(row, self._short, group.short, "plain")
        page.link(row, 1, f"internal:{layout.quoted(sheet.name)}!A1", group.name)
        page.number(row, 2, group.weight)
        for column, part in enumerate(self._parts, start=3):
            places = [place for place in group.places if instrument.nodes[place].parent == part]
            if places:
                cells = [self._plan.reference(place, layout.POINTS) for place in places]
                points = sum((self._worth.points(place) or Fraction(0) for place in places), Fraction(0))
                page.formula(row, column, f"={'+'.join(cells)}", points)
            else:
                page.blank(row, column, column, "missing")
        here = self._points_column
        whole, percent = self._worth.group(group.places)
        cells = [self._plan.reference(place, layout.POINTS) for place in group.places]
        total = f"SUM({','.join(cells)})"
        if self._is_checklist:
            total = f"IF(COUNT({','.join(cells)})=0,{formulas.literal(words.NONE_DUE)},{total})"
        page.formula(row, here, f"={total}", words.NONE_DUE if whole is None else whole)
        page.formula(
            row, here + 1, formulas.ratio(cell_name(row + 1, here), cell_name(row + 1, 2)),
            words.NONE_DUE if percent is None else percent / 100, "percent",
        )  # fmt: skip
        answered, asked = self._sheet.area_answered(group.places)
        states = f"{layout.quoted(sheet.name)}!{layout.fixed(layout.HEAD_ROW + 1, layout.STATE)}:{layout.fixed(sheet.last_row, layout.STATE)}"
        page.formula(
            row, here + 2, f"={asked}-COUNTIF({states},{formulas.literal(words.EMPTY)})-COUNTIF({states},{formulas.literal(words.WRONG)})",
            answered, "count",
        )  # fmt: skip
        page.number(row, here + 3, asked, "count")

    def _write_total(self, row: int, columns: int) -> None:
        page = self._page
        page.blank(row, 0, 0, "total")
        page.text(row, 1, words.TOTAL, "total")
        values: list[tuple[int, Fraction | Decimal | int, str]] = [
            (2, self._instrument.weight, "total_number")
        ]
        for column, part in enumerate(self._parts, start=3):
            values.append((column, self._sheet.points[part], "total_number"))
        here = self._points_column
        values.append((here, self._sheet.total, "total_number"))
        values.append((here + 2, self._sheet.answered[scoring.ROOT], "total_count"))
        values.append((here + 3, self._sheet.questions[scoring.ROOT], "total_count"))
        for column, value, style in values:
            span = f"{cell_name(self._first + 1, column)}:{cell_name(row, column)}"
            page.formula(row, column, f"=SUM({span})", value, style)
        page.formula(
            row, here + 1, formulas.ratio(cell_name(row + 1, here), cell_name(row + 1, 2)),
            self._sheet.percent() / 100, "total_percent",
        )  # fmt: skip
        self._total_row = row
        self._file.file.define_name("NilaiTotal", f"={words.SUMMARY}!{layout.fixed(row, here)}")

    def _write_parts(self, row: int) -> int:
        """The table of parts; the row after it."""
        page, instrument = self._page, self._instrument
        parts = instrument.children[scoring.ROOT]
        page.text(row, 0, words.PARTS, "section")
        page.blank(row, 1, len(words.PART_HEADINGS) - 1, "section")
        page.heading(row + 1, words.PART_HEADINGS)
        for place, part in enumerate(parts):
            node, line = instrument.nodes[part], row + 2 + place
            page.text(line, 0, node.number, "center")
            page.text(line, 1, node.name)
            page.number(line, 2, node.weight or Decimal(0))
            cells = [self._plan.reference(area, layout.POINTS) for area in instrument.children[part]]
            page.formula(line, 3, f"=SUM({','.join(cells)})" if cells else "=0", self._sheet.points[part])
            page.formula(
                line, 4, formulas.ratio(cell_name(line + 1, 3), cell_name(line + 1, 2)),
                self._sheet.percent(part) / 100, "percent",
            )  # fmt: skip
        return row + 2 + len(parts)

    def _write_gates(self, row: int) -> int:
        """The minimums of each level: met at the limit; not judged while a missing outside result decides."""
        page, instrument = self._page, self._instrument
        page.text(row, 0, words.GATES, "section")
        page.blank(row, 1, len(words.GATE_HEADINGS) - 1, "section")
        page.heading(row + 1, words.GATE_HEADINGS)
        row += 2
        for level in instrument.levels:
            for number, gate in enumerate(level.gates, start=1):
                result = gates.judge(self._sheet, gate)
                page.number(row, 0, number, "center")
                page.text(row, 1, words.gate_label(level.id, gate))
                page.number(row, 2, gate.limit)
                whole = gate.places == (scoring.ROOT,)
                cells = (
                    [layout.fixed(self._total_row, self._points_column)]
                    if whole
                    else [cell for place in gate.places for cell in self._points_of(place)]
                )
                page.formula(row, 3, f"=SUM({','.join(cells)})", result.points)
                points, limit = cell_name(row + 1, 3), cell_name(row + 1, 2)
                page.formula(row, 4, f"={points}-{limit}", result.points - gate.limit, "difference")
                outside = [
                    leaf
                    for place in gate.places
                    for leaf in instrument.questions_under(place)
                    if (asked := instrument.nodes[leaf].question) and gates.is_from_outside(asked)
                ]
                missing = "+".join(
                    f'IF({self._plan.reference(leaf, layout.STATE)}<>"",{self._plan.reference(leaf, layout.WEIGHT)},0)'
                    for leaf in outside
                )
                met = f"ROUND({points},{formulas.BAND_PLACES})>={limit}"
                undecided = f"ROUND({points}+{missing or '0'},{formulas.BAND_PLACES})<{limit}"
                page.formula(
                    row, 5,
                    f"=IF({met},{formulas.literal(words.MET)},IF({undecided},{formulas.literal(words.MISSED)},{formulas.literal(words.NOT_JUDGED)}))",
                    _STATE_WORDS[result.state], "center",
                )  # fmt: skip
                row += 1
        return row

    def _points_of(self, place: int) -> list[str]:
        """The cells that add up to a node's points, as the summary names them."""
        if self._instrument.nodes[place].level in ("area", "subcomponent"):
            return [self._plan.reference(place, layout.POINTS)]
        return [cell for child in self._instrument.children[place] for cell in self._points_of(child)]

    def _write_bands(self, row: int) -> int:
        """The table of bands, best first; its first line's row. Where there are none, that row all the same."""
        if not self._has_bands:
            return row
        page = self._page
        page.text(row, 0, words.BANDS, "section")
        page.blank(row, 1, len(words.BAND_HEADINGS) - 1, "section")
        page.heading(row + 1, words.BAND_HEADINGS)
        for place, found in enumerate(self._instrument.bands):
            line = row + 2 + place
            page.text(line, 0, found.code, "center")
            page.text(line, 1, found.label)
            page.number(line, 2, found.above)
        return row + 2

    def _write_figures(self, row: int, bands_row: int) -> None:
        """Total, per cent, letters, answered and what needs looking at, in large."""
        page, instrument, sheet = self._page, self._instrument, self._sheet
        here = self._points_column
        total, percent = (cell_name(self._total_row + 1, column) for column in (here, here + 1))
        bands = instrument.bands
        band_formula, band_now = '=""', ""
        if self._has_bands:
            codes = [layout.fixed(bands_row + place, 0) for place in range(len(bands))]
            limits = [layout.fixed(bands_row + place, 2) for place in range(len(bands))]
            band_formula = formulas.band(percent, bands, codes, limits)
            reached = scoring.band(instrument, sheet.percent())
            band_now = reached.code if reached else ""
        wrong = "+".join(
            f"COUNTIF({layout.quoted(one.name)}!{layout.fixed(layout.HEAD_ROW + 1, layout.STATE)}:{layout.fixed(one.last_row, layout.STATE)},{formulas.literal(words.WRONG)})"
            for one in self._plan.sheets
        )
        figures: list[tuple[str, str, Fraction | int | str, str]] = [
            (words.total_label(instrument), f"={total}", sheet.total, "figure_number"),
            (words.PERCENT, f"={percent}", sheet.percent() / 100, "figure_percent"),
        ]
        if self._has_bands:
            figures.append((words.BAND, band_formula, band_now, "figure"))
        answered = cell_name(self._total_row + 1, here + 2)
        figures += [
            (words.answered_label(sheet.questions[0]), f"={answered}", sheet.answered[0], "figure_count"),
            (words.TO_CHECK, f"={wrong or '0'}", self._to_check(), "figure_count"),
        ]
        columns = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9))
        for (first, last), (label, formula, value, style) in zip(columns, figures, strict=False):
            page.raw.merge_range(row, first, row, last, "", self._file.style("label"))
            page.text(row, first, label, "label")
            page.raw.merge_range(row + 1, first, row + 1, last, "", self._file.style(style))
            page.formula(row + 1, first, formula, value, style)
        page.raw.set_row(row + 1, 32)
        page.blank(row + 2, 0, 0, "plain")

    def _to_check(self) -> int:
        nodes = self._instrument.nodes
        return sum(
            formulas.state_value(question.scale, self._book.answer(nodes[place].code)) == words.WRONG
            for place in self._instrument.question_places
            if (question := nodes[place].question) is not None
        )

    def _write_how(self, row: int) -> int:
        page = self._page
        page.text(row, 0, words.HOW_TITLE, "section")
        page.blank(row, 1, self._LAST, "section")
        for place, sentence in enumerate(words.HOW, start=1):
            page.text(row + place, 0, f"{place}.", "small")
            page.text(row + place, 1, sentence, "small")
        return row + len(words.HOW)

    def _write_charts(self) -> None:
        """A radar and bars of the areas' per cents, from the cells of the table."""
        if not self._count:
            return
        last = self._first + self._count - 1
        percent = self._points_column + 1
        names = [words.SUMMARY, self._first, 1, last, 1]
        short_names = [words.SUMMARY, self._first, self._short, last, self._short]
        values = [words.SUMMARY, self._first, percent, last, percent]
        font = {"name": "Calibri", "size": 9, "color": f"#{palette.TEXT2}"}
        if self._count > 2:
            radar = self._file.file.add_chart({"type": "radar", "subtype": "filled"})
            radar.add_series(
                {
                    "name": words.RADAR_TITLE,
                    "categories": short_names,
                    "values": values,
                    "fill": {"color": f"#{palette.SERIES1}", "transparency": 65},
                    "border": {"color": f"#{palette.SERIES1}", "width": 2},
                }
            )
            radar.set_title({"name": words.RADAR_TITLE, "name_font": {**font, "size": 11, "bold": True}})
            radar.set_legend({"none": True})
            radar.set_x_axis({"num_font": font})
            radar.set_y_axis(
                {
                    "min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%", "num_font": {**font, "size": 8},
                    "major_gridlines": {"visible": True, "line": {"color": f"#{palette.BORDER}"}},
                }
            )  # fmt: skip
            radar.show_hidden_data()
            radar.set_size({"width": 540, "height": 360})
            self._page.raw.insert_chart(3, self._chart, radar, {"description": words.RADAR_TITLE})
        bars = self._file.file.add_chart({"type": "bar"})
        bars.add_series(
            {
                "name": words.BARS_TITLE,
                "categories": names,
                "values": values,
                "fill": {"color": f"#{palette.SERIES1}"},
                "gap": 45,
                "data_labels": {"value": True, "num_format": "0.0%", "font": font},
            }
        )
        bars.set_title({"name": words.BARS_TITLE, "name_font": {**font, "size": 11, "bold": True}})
        bars.set_legend({"none": True})
        bars.set_y_axis({"reverse": True, "num_font": font, "line": {"color": f"#{palette.CONTROL}"}})
        bars.set_x_axis(
            {
                "min": 0, "max": 1, "num_format": "0%", "num_font": font, "label_position": "low",
                "major_gridlines": {"visible": True, "line": {"color": f"#{palette.GRID}"}},
            }
        )  # fmt: skip
        bars.set_size({"width": 540, "height": max(300, 90 + 26 * self._count)})
        self._page.raw.insert_chart(
            22 if self._count > 2 else 3, self._chart, bars, {"description": words.BARS_TITLE}
        )
