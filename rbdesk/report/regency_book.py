"""The regency's workbook: all offices beside each other, with formulas for every mean, rank and share, and charts.

Numbers of offices come from the score sheets; an office without one score stays in its row with the reason, never as
zero. Nothing is read back from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from rbdesk.domain import scoring
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.progress import SILENT, Progress
from rbdesk.report import palette, regency_tables
from rbdesk.report import regency_book_contents as words
from rbdesk.report import workbook_contents as office_words
from rbdesk.report import workbook_formulas as formulas
from rbdesk.report.sheets import cell_name
from rbdesk.report.whole import replacing
from rbdesk.report.workbook_layout import fixed, quoted
from rbdesk.report.workbook_paint import A4, Book, Page
from rbdesk.report.year import OfficeYear, RegencyYear

HEAD = 3  # the row of headings, from 0
FIRST = HEAD + 1  # the first office
_AREA = 3  # the first column of areas
_BANDS_ROW = 13  # below the areas of the summary, counted from their number


def write_regency_workbook(
    year: RegencyYear, path: Path, progress: Progress = SILENT, *, paper: int = A4
) -> None:
    """Write the workbook, whole or not at all. Raises StoreTrouble: as `whole.replacing`; Cancelled."""
    with replacing(path) as part, Book(part, title=words.title(year), paper=paper) as file:
        book = _Writer(year, file)
        steps = (
            (words.SUMMARY, book.make_summary),
            (words.COMPARISON, book.write_comparison),
            (words.POINTS, book.write_points),
            (words.VERIFIED, book.write_verified),
            (words.STATUS, lambda: regency_tables.write_status(year, file)),
            (words.DEVICES, lambda: regency_tables.write_devices(year, file)),
            (words.FOLLOWUPS, lambda: regency_tables.write_followups(year, file)),
            (words.SURVEY, lambda: regency_tables.write_survey(year, file)),
            (words.STRATEGY, lambda: regency_tables.write_strategy(year, file)),
        )
        for done, (name, write) in enumerate(steps):
            progress.step(done, len(steps) + 1, name)
            write()
        book.write_summary()
        progress.step(len(steps), len(steps) + 1, path.name)
    progress.step(len(steps) + 1, len(steps) + 1, path.name)


class _Writer:
    """Fills the sheets that compare offices."""

    def __init__(self, year: RegencyYear, file: Book) -> None:
        self._year, self._file = year, file
        self._groups = year.instrument.areas
        self._total = _AREA + len(self._groups)
        self._last = FIRST + len(year.offices) - 1
        self._summary: Page | None = None
        self._percents = {code: self._percents_of(sheet) for code, sheet in year.sheets.items()}
        # By column: the areas, then the whole sheet
        self._columns = list(zip(*self._percents.values(), strict=True))

    # --- points, and what share of the weight they are ----------------------------------------------------

    def write_points(self) -> None:
        """The points of every office and area; one row below the headings the weights."""
        page = self._open(
            words.POINTS, words.base(self._year), [office_words.TOTAL, words.REMARK], palette.SERIES2
        )
        for column, group in enumerate(self._groups, start=_AREA):
            page.number(FIRST, column, group.weight, "total_number")
        page.blank(FIRST, 0, 2, "total")
        page.text(FIRST, 1, words.WEIGHT, "total")
        self._sum_row(page, FIRST, self._year.instrument.weight, "total_number")
        page.blank(FIRST, self._total + 1, self._total + 1, "total")
        for place, office in enumerate(self._year.offices):
            row = FIRST + 1 + place
            self._name(page, row, place, office)
            page.text(row, self._total + 1, words.remark(office))
            if office.sheet is None:
                page.gap(row, _AREA, self._total)
                continue
            for column, group in enumerate(self._groups, start=_AREA):
                page.number(row, column, office.sheet.area(group.places))
            self._sum_row(page, row, office.sheet.total, "number")
        self._finish(page, FIRST + len(self._year.offices) + 0, self._total + 1)

    def _sum_row(self, page: Page, row: int, value: Any, style: str) -> None:
        span = f"{cell_name(row + 1, _AREA)}:{cell_name(row + 1, self._total - 1)}"
        page.formula(row, self._total, f"=SUM({span})", value, style)

    def write_comparison(self) -> None:
        """Per cent of each area's weight, total, letters and rank; below them means over those that count."""
        titles = [words.TOTAL, words.BAND, words.RANK, words.REMARK, words.TARGET]
        page = self._open(words.COMPARISON, words.base(self._year), titles, palette.PRIMARY)
        for place, office in enumerate(self._year.offices):
            row = FIRST + place
            self._name(page, row, place, office)
            page.text(row, self._total + 3, words.remark(office))
            page.number(row, self._total + 4, self._year.target / 100, "percent")
            if office.sheet is None:
                page.gap(row, _AREA, self._total + 2)
                continue
            for column, value in enumerate(self._percents[office.code], start=_AREA):
                style = "heat_total" if column == self._total else "heat"
                page.formula(row, column, self._share(row + 1, column), value / 100, style)
            self._letters(page, row, office.sheet)
            mine = self._percents[office.code][-1]
            rank = 1 + sum(other > mine for other in self._columns[-1])
            page.formula(row, self._total + 2, f"={self._rank(row)}", rank, "center")
        self._means(page)
        self._colour(page, FIRST, self._last + 3, _AREA, self._total)
        page.raw.set_column(self._total + 4, self._total + 4, None, None, {"hidden": True})
        self._finish(page, self._last + 4, self._total + 3)
        page.raw.autofilter(HEAD, 0, self._last, self._total + 3)

    def _share(self, row: int, column: int) -> str:
        """Points by weight; `row` is the office's row on the sheet of points."""
        sheet = quoted(words.POINTS)
        weight = cell_name(FIRST + 1, column)
        letters = weight.rstrip("0123456789")
        return f"={sheet}!{cell_name(row + 1, column)}/{sheet}!{letters}${FIRST + 1}"

    def _percents_of(self, sheet: ScoreSheet) -> list[Fraction]:
        return [*(sheet.area_percent(group.places) for group in self._groups), sheet.percent()]

    def _letters(self, page: Page, row: int, sheet: ScoreSheet) -> None:
        bands = self._year.instrument.bands
        first = self._bands_row()
        codes = [f"{quoted(words.SUMMARY)}!{fixed(first + place, 0)}" for place in range(len(bands))]
        limits = [f"{quoted(words.SUMMARY)}!{fixed(first + place, 2)}" for place in range(len(bands))]
        found = scoring.band(bands, sheet.percent())
        formula = formulas.band(cell_name(row + 1, self._total), bands, codes, limits) if bands else '=""'
        page.formula(row, self._total + 1, formula, found.code if found else "", "center")

    def _rank(self, row: int) -> str:
        """One more than the offices with more points; equal to nine decimals is equal."""
        column = self._total
        span = f"{fixed(FIRST, column)}:{fixed(self._last, column)}"
        here = f"ROUND({cell_name(row + 1, column)},{formulas.BAND_PLACES})"
        return f"1+SUMPRODUCT(--(ROUND({span},{formulas.BAND_PLACES})>{here}))"

    def _means(self, page: Page) -> None:
        """Mean, lowest, highest and the number of offices, by column; nothing while no office counts."""
        names = (
            (words.MEAN, "AVERAGE"),
            (words.LOWEST, "MIN"),
            (words.HIGHEST, "MAX"),
            (words.COUNTED, "COUNT"),
        )
        for offset, (name, function) in enumerate(names, start=1):
            row = self._last + offset
            page.blank(row, 0, self._total + 3, "total")
            page.text(row, 1, name, "total")
            for column in range(_AREA, self._total + 1):
                span = f"{cell_name(FIRST + 1, column)}:{cell_name(self._last + 1, column)}"
                if function == "COUNT":
                    page.formula(row, column, f"=COUNT({span})", self._year.counted, "total_center")
                elif self._columns:
                    value = _summary_of(self._columns[column - _AREA])[offset - 1]
                    page.formula(row, column, f"={function}({span})", value / 100, "total_heat")
        page.text(self._last + 4, self._total + 3, words.counted(self._year), "total")

    # --- the verified side --------------------------------------------------------------------------------

    def write_verified(self) -> None:
        """Own and verified per cent, their difference, and both by area, of offices whose verification was begun."""
        year, page = self._year, self._file.sheet(words.VERIFIED, colour=palette.OK)
        count = len(self._groups)
        first_ruled, first_change = _AREA + 4, _AREA + 4 + count
        self._titles(page, words.verified_base(year))
        page.raw.set_column(0, 0, 5)
        page.raw.set_column(1, 1, 20)
        page.raw.set_column(2, 2, 10)
        page.raw.set_column(_AREA, first_change + count - 1, 11)
        page.raw.set_column(_AREA + 3, _AREA + 3, 24)
        for first, name in ((first_ruled, words.RULED_BLOCK), (first_change, words.CHANGE_BLOCK)):
            page.raw.merge_range(HEAD - 1, first, HEAD - 1, first + count - 1, "", self._file.style("label"))
            page.text(HEAD - 1, first, name, "label")
        shorts = [group.short for group in self._groups]
        heads = [words.NUMBER, words.OFFICE, words.CODE, words.OWN, words.RULED, words.CHANGE, words.STATE]
        page.heading(HEAD, [*heads, *shorts, *shorts])
        page.raw.set_row(HEAD, 44)
        for place, office in enumerate(year.offices):
            row = FIRST + place
            self._name(page, row, place, office)
            page.text(row, _AREA + 3, words.verification(office))
            self._verified_row(page, row, office, first_ruled, first_change)
        rule = {"type": "cell", "criteria": "<", "value": -0.05, "format": self._file.style("wrong")}
        better = {
            "type": "cell",
            "criteria": ">",
            "value": 0.05,
            "format": self._file.colours(palette.OK_SOFT, palette.OK),
        }
        for first, last in ((_AREA + 2, _AREA + 2), (first_change, first_change + count - 1)):
            page.raw.conditional_format(FIRST, first, self._last, last, rule)
            page.raw.conditional_format(FIRST, first, self._last, last, better)
        self._colour(page, FIRST, self._last, first_ruled, first_ruled + count - 1)
        self._finish(page, self._last + 19, first_change + count - 1)
        self._verified_chart(page)

    def _verified_row(
        self, page: Page, row: int, office: OfficeYear, first_ruled: int, first_change: int
    ) -> None:
        count = len(self._groups)
        own = f"{quoted(words.COMPARISON)}!{cell_name(row + 1, self._total)}"
        if office.sheet is None:
            page.gap(row, _AREA, _AREA + 2)
            page.gap(row, first_ruled, first_change + count - 1)
            return
        page.formula(row, _AREA, f"={own}", office.sheet.percent() / 100, "heat")
        if office.verified is None:
            page.gap(row, _AREA + 1, _AREA + 2)
            page.gap(row, first_ruled, first_change + count - 1)
            return
        verified = office.verified
        page.number(row, _AREA + 1, verified.percent() / 100, "heat")
        one, other = cell_name(row + 1, _AREA + 1), cell_name(row + 1, _AREA)
        page.formula(
            row, _AREA + 2, f"=({one}-{other})*100", verified.percent() - office.sheet.percent(),
            "points_difference",
        )  # fmt: skip
        for place, group in enumerate(self._groups):
            percent = verified.area_percent(group.places)
            page.number(row, first_ruled + place, percent / 100, "heat")
            here = cell_name(row + 1, first_ruled + place)
            there = f"{quoted(words.COMPARISON)}!{cell_name(row + 1, _AREA + place)}"
            page.formula(
                row, first_change + place, f"=({here}-{there})*100",
                percent - office.sheet.area_percent(group.places), "points_difference",
            )  # fmt: skip

    def _verified_chart(self, page: Page) -> None:
        chart = self._file.file.add_chart({"type": "column"})
        names = [words.VERIFIED, FIRST, 1, self._last, 1]
        for column, name, colour in (
            (_AREA, words.OWN, palette.SERIES2),
            (_AREA + 1, words.RULED, palette.SERIES1),
        ):
            chart.add_series(
                {
                    "name": name,
                    "categories": names,
                    "values": [words.VERIFIED, FIRST, column, self._last, column],
                    "fill": {"color": f"#{colour}"},
                    "gap": 60,
                }
            )
        regency_tables.dress(chart, words.VERIFIED_TITLE, legend=True)
        chart.set_size({"width": 1100, "height": 320})
        page.raw.insert_chart(self._last + 2, 1, chart, {"description": words.VERIFIED_TITLE})

    # --- the summary --------------------------------------------------------------------------------------

    def make_summary(self) -> None:
        """Put the summary first; it is filled when the sheets that it reads are there."""
        self._summary = self._file.sheet(words.SUMMARY, colour=palette.NAVY)

    def _bands_row(self) -> int:
        """The first row of the table of bands on the summary."""
        return len(self._groups) + _BANDS_ROW

    def write_summary(self) -> None:
        """Means by area with their base, the bands, and two charts."""
        year, page = self._year, self._summary
        assert page is not None
        for column, width in enumerate((7, 40, 11, 11, 11, 11, 11)):
            page.raw.set_column(column, column, width)
        page.raw.set_column(7, 7, 2)
        self._titles(page, words.base(year))
        self._figures(page, 4)
        row = 8
        page.heading(row, words.SUMMARY_HEADINGS)
        page.raw.set_row(row, 22)
        groups = [(group.code, group.name, group.weight) for group in self._groups]
        for place, (code, name, weight) in enumerate(
            [*groups, ("", office_words.TOTAL, year.instrument.weight)]
        ):
            line, kind = row + 1 + place, "" if code else "total_"
            page.text(line, 0, code, "center" if code else "total")
            page.text(line, 1, name, "cell" if code else "total")
            page.number(line, 2, weight, f"{kind}number")
            self._summary_line(page, line, _AREA + place, kind)
        self._colour(page, row + 1, row + 1 + len(groups), 3, 5)
        self._bands(page)
        self._summary_charts(page, row + 1)
        self._file.set_up_print(page, self._bands_row() + 27, 18)
        page.raw.fit_to_pages(1, 1)
        page.raw.activate()

    def _summary_line(self, page: Page, line: int, column: int, kind: str) -> None:
        values = self._columns[column - _AREA] if self._columns else ()
        shown = (sum(values, Fraction(0)) / len(values), min(values), max(values)) if values else (None,) * 3
        for offset, value in enumerate(shown):
            cell = f"{quoted(words.COMPARISON)}!{cell_name(self._last + 2 + offset, column)}"
            if value is None:
                page.gap(line, 3 + offset, 3 + offset)
            else:
                page.formula(line, 3 + offset, f"={cell}", value / 100, f"{kind}heat")
        count = f"{quoted(words.COMPARISON)}!{cell_name(self._last + 5, column)}"
        page.formula(line, 6, f"={count}", len(values), f"{kind}count")

    def _figures(self, page: Page, row: int) -> None:
        year = self._year
        offices = len(year.offices)
        mean = f"{quoted(words.COMPARISON)}!{cell_name(self._last + 2, self._total)}"
        figures: list[tuple[str, int | Fraction | None, str, str]] = [
            (f"Paket diterima dari {offices}", year.received, "", "figure_count"),
            (f"Dihitung dari {offices}", year.counted, "", "figure_count"),
            (
                "Rata-rata nilai mandiri",
                None if year.average_total is None else year.average_total / 100,
                f"={mean}",
                "figure_percent",
            ),
            (
                f"Verifikasi selesai dari {offices}",
                sum(one.is_verified for one in year.offices),
                "",
                "figure_count",
            ),
        ]
        columns = ((0, 1), (2, 3), (4, 5), (6, 9))
        for (first, last), (label, value, formula, style) in zip(columns, figures, strict=True):
            page.raw.merge_range(row, first, row, last, "", self._file.style("label"))
            page.text(row, first, label, "label")
            page.raw.merge_range(row + 1, first, row + 1, last, "", self._file.style(style))
            if formula and value is not None:
                page.formula(row + 1, first, formula, value, style)
            else:
                page.number(row + 1, first, value, style)
        page.raw.set_row(row + 1, 32)

    def _bands(self, page: Page) -> None:
        row = self._bands_row()
        page.heading(row - 1, office_words.BAND_HEADINGS)
        for place, found in enumerate(self._year.instrument.bands):
            page.text(row + place, 0, found.code, "center")
            page.text(row + place, 1, found.label)
            page.number(row + place, 2, found.above)
            colours = palette.BANDS.get(found.code)
            if colours is not None:
                rule = {"type": "no_errors", "format": self._file.colours(colours.fill, colours.on_fill)}
                page.raw.conditional_format(row + place, 0, row + place, 0, rule)

    def _summary_charts(self, page: Page, row: int) -> None:
        last = row + len(self._groups) - 1
        if self._year.counted:
            radar = self._file.file.add_chart({"type": "radar", "subtype": "filled"})
            radar.add_series(
                {
                    "name": words.RADAR_TITLE,
                    "categories": [words.COMPARISON, HEAD, _AREA, HEAD, self._total - 1],
                    "values": [words.SUMMARY, row, 3, last, 3],
                    "fill": {"color": f"#{palette.SERIES1}", "transparency": 65},
                    "border": {"color": f"#{palette.SERIES1}", "width": 2},
                }
            )
            regency_tables.dress(radar, words.RADAR_TITLE)
            radar.set_size({"width": 520, "height": 340})
            page.raw.insert_chart(3, 10, radar, {"description": words.RADAR_TITLE})
        bars = self._file.file.add_chart({"type": "column"})
        names = [words.COMPARISON, FIRST, 1, self._last, 1]
        bars.add_series(
            {
                "name": words.TOTAL,
                "categories": names,
                "values": [words.COMPARISON, FIRST, self._total, self._last, self._total],
                "fill": {"color": f"#{palette.SERIES1}"},
                "gap": 45,
            }
        )
        line = self._file.file.add_chart({"type": "line"})
        line.add_series(
            {
                "name": words.TARGET,
                "categories": names,
                "values": [words.COMPARISON, FIRST, self._total + 4, self._last, self._total + 4],
                "line": {"color": f"#{palette.TARGET}", "width": 1.5, "dash_type": "dash"},
            }
        )
        bars.combine(line)
        bars.show_hidden_data()
        regency_tables.dress(bars, words.BARS_TITLE, legend=True)
        bars.set_size({"width": 1240, "height": 330})
        page.raw.insert_chart(
            self._bands_row() + len(self._year.instrument.bands) + 1,
            0,
            bars,
            {"description": words.BARS_TITLE},
        )

    # --- what they share ----------------------------------------------------------------------------------

    def _open(self, name: str, base: str, titles: Sequence[str], colour: str) -> Page:
        page = self._file.sheet(name, colour=colour)
        self._titles(page, base)
        page.raw.set_column(0, 0, 5)
        page.raw.set_column(1, 1, 20)
        page.raw.set_column(2, 2, 10)
        page.raw.set_column(_AREA, self._total + 2, 12)
        remark = self._total + (list(titles).index(words.REMARK))
        page.raw.set_column(remark, remark, 30)
        heads = [words.NUMBER, words.OFFICE, words.CODE, *(group.short for group in self._groups), *titles]
        page.heading(HEAD, heads)
        page.raw.set_row(HEAD, 32)
        return page

    def _titles(self, page: Page, base: str) -> None:
        regency_tables.write_titles(page, self._year, base)

    def _name(self, page: Page, row: int, place: int, office: OfficeYear) -> None:
        page.number(row, 0, place + 1, "center")
        page.text(row, 1, office.name)
        page.text(row, 2, office.code, "center")

    def _colour(self, page: Page, first: int, last: int, left: int, right: int) -> None:
        """Give cells the colour of their band; empty ones none."""
        here = cell_name(first + 1, left)
        for found in self._year.instrument.bands:
            colours = palette.BANDS.get(found.code)
            if colours is None:
                continue
            limit = f"ROUND({here}*100,{formulas.BAND_PLACES})>{formulas.number(found.above)}"
            rule = {
                "type": "formula",
                "criteria": f"=AND(ISNUMBER({here}),OR({limit},{'TRUE' if found.above == 0 else 'FALSE'}))",
                "format": self._file.colours(colours.tint, colours.on_tint),
                "stop_if_true": True,
            }
            page.raw.conditional_format(first, left, last, right, rule)

    def _finish(self, page: Page, last_row: int, last_column: int) -> None:
        page.raw.freeze_panes(FIRST, 2)
        self._file.set_up_print(page, last_row, last_column, repeat=(HEAD, HEAD))


def _summary_of(values: Sequence[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Mean, lowest and highest of at least one value."""
    return sum(values, Fraction(0)) / len(values), min(values), max(values)
