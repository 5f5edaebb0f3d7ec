"""The tables of the regency's workbook that compare no areas: status and devices, follow-ups, survey, strategy."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from rbdesk import wording
from rbdesk.domain.followup import Status
from rbdesk.domain.survey import Result
from rbdesk.report import palette
from rbdesk.report import regency_book_contents as words
from rbdesk.report.sheets import cell_name
from rbdesk.report.workbook_layout import quoted
from rbdesk.report.workbook_paint import Book, Page
from rbdesk.report.year import OfficeYear, RegencyYear

HEAD, FIRST = 3, 4
_LATE, _STATUS, _OF_OFFICE = 9, 10, 1  # columns of the follow-ups that are counted elsewhere
_WESTERN_INDONESIA = timezone(timedelta(hours=7))


def write_titles(page: Page, year: RegencyYear, base: str) -> None:
    """The three lines above every table: what, whose, and on what its numbers stand."""
    page.text(0, 0, words.title(year), "title")
    page.raw.set_row(0, 26)
    page.text(1, 0, words.subtitle(year), "subtitle")
    page.text(2, 0, base, "small")


def dress(chart: Any, title: str, *, legend: bool = False) -> None:
    """The look of a chart: its title, quiet lines, per cents from 0 to 100."""
    font = {"name": "Calibri", "size": 9, "color": f"#{palette.TEXT2}"}
    chart.set_title({"name": title, "name_font": {**font, "size": 11, "bold": True}})
    chart.set_legend({"position": "bottom", "font": font} if legend else {"none": True})
    chart.set_x_axis({"num_font": font, "line": {"color": f"#{palette.CONTROL}"}})
    chart.set_y_axis(
        {
            "min": 0, "max": 1, "num_format": "0%", "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": f"#{palette.GRID}"}},
        }
    )  # fmt: skip


def write_status(year: RegencyYear, file: Book) -> None:
    """How each office stands, its follow-ups counted from their sheet."""
    page = file.sheet(words.STATUS, colour=palette.ACCENT)
    write_titles(page, year, words.base(year))
    for column, width in enumerate((5, 22, 10, 16, 12, 8, 18, 10, 8, 13, 9, 13, 40)):
        page.raw.set_column(column, column, width)
    page.heading(HEAD, words.STATUS_HEADINGS)
    page.raw.set_row(HEAD, 32)
    for place, office in enumerate(year.offices):
        _status_line(page, FIRST + place, place, office, year)
    last = FIRST + len(year.offices) - 1
    page.raw.autofilter(HEAD, 0, last, len(words.STATUS_HEADINGS) - 1)
    page.raw.freeze_panes(FIRST, 2)
    file.set_up_print(page, last, 12, repeat=(HEAD, HEAD))


def write_devices(year: RegencyYear, file: Book) -> None:
    """The computers that may send for an office, and when each last did."""
    page = file.sheet(words.DEVICES, colour=palette.SERIES2)
    write_titles(page, year, "")
    for column, width in enumerate((22, 10, 34, 44, 12, 20, 20)):
        page.raw.set_column(column, column, width)
    page.heading(HEAD, words.DEVICE_HEADINGS)
    names = {office.code: office.name for office in year.offices}
    for row, device in enumerate(year.devices, start=FIRST):
        page.text(row, 0, names.get(device.office, device.office))
        page.text(row, 1, device.office, "center")
        page.text(row, 2, device.label)
        page.text(row, 3, device.fingerprint, "center")
        page.text(row, 4, device.status, "center")
        page.date(row, 5, _local(device.since))
        page.date(row, 6, _local(device.last))
    last = FIRST + max(0, len(year.devices) - 1)
    if not year.devices:
        page.text(FIRST, 0, words.NOTHING_HERE, "small")
    page.raw.freeze_panes(FIRST, 1)
    file.set_up_print(page, last, 6, repeat=(HEAD, HEAD))


def _status_line(page: Page, row: int, place: int, office: OfficeYear, year: RegencyYear) -> None:
    page.number(row, 0, place + 1, "center")
    page.text(row, 1, office.name)
    page.text(row, 2, office.code, "center")
    page.text(row, 3, words.state(office))
    page.text(row, 4, words.package(office))
    page.number(row, 5, office.revision or None, "center")
    page.date(row, 6, _local(office.received))
    sheet = office.sheet
    page.number(row, 7, sheet.answered[0] if sheet else None, "center")
    page.number(row, 8, len(year.instrument.question_places), "center")
    rows = office.followups
    done = sum(one.status is Status.DONE for one in rows)
    late = sum(one.days_late > 0 for one in rows)
    here = cell_name(row + 1, 2)
    of_office = f"{_whole_column(_OF_OFFICE)},{here}"
    finished = f'{_whole_column(_STATUS)},"{wording.STATUSES[Status.DONE.value]}"'
    page.formula(row, 9, f"=COUNTIF({of_office})", len(rows), "center")
    page.formula(row, 10, f"=COUNTIFS({of_office},{finished})", done, "center")
    page.formula(row, 11, f'=COUNTIFS({of_office},{_whole_column(_LATE)},">0")', late, "center")
    page.text(row, 12, words.remark(office))


def _whole_column(column: int) -> str:
    letters = cell_name(1, column).rstrip("0123456789")
    return f"{quoted(words.FOLLOWUPS)}!${letters}:${letters}"


def write_followups(year: RegencyYear, file: Book) -> None:
    """The follow-up matrix of all offices, with filters and marks for what is late."""
    page = file.sheet(words.FOLLOWUPS, colour=palette.ACCENT)
    write_titles(page, year, words.base(year))
    widths = (18, 10, 14, 22, 9, 44, 20, 20, 13, 10, 14, 10, 40, 8, 24)
    for column, width in enumerate(widths):
        page.raw.set_column(column, column, width)
    page.heading(HEAD, words.FOLLOWUP_HEADINGS)
    page.raw.set_row(HEAD, 32)
    names = {office.code: office.name for office in year.offices}
    areas = {group.code: group.short for group in year.instrument.areas}
    rows = year.followups
    for line, row in enumerate(rows, start=FIRST):
        given, done = row.recommendation, row.followup
        note = "\n".join(part for part in ((done.plan, done.note) if done else ()) if part)
        page.text(line, 0, names.get(row.office, row.office))
        page.text(line, 1, row.office, "center")
        page.text(line, 2, wording.SOURCES[given.source.value])
        page.text(line, 3, given.letter)
        page.text(line, 4, given.number, "center")
        page.text(line, 5, given.text)
        page.text(line, 6, areas.get(given.area, given.area))
        page.text(line, 7, done.post if done else "")
        page.date(line, 8, row.due)
        page.number(line, _LATE, max(0, row.days_late), "count")
        page.text(line, _STATUS, wording.STATUSES[row.status.value], "center")
        page.number(line, 11, row.progress, "count")
        page.text(line, 12, note)
        page.number(line, 13, len(row.evidence), "count")
        page.text(line, 14, words.advice_word(row))
        page.fit_row(line, {3: given.letter, 5: given.text, 12: note}, widths)
    last = FIRST + len(rows) - 1
    if not rows:
        page.text(FIRST, 0, words.NOTHING_HERE, "small")
        last = FIRST
    else:
        page.raw.autofilter(HEAD, 0, last, len(words.FOLLOWUP_HEADINGS) - 1)
        late = {"type": "cell", "criteria": ">", "value": 0, "format": file.style("wrong")}
        page.raw.conditional_format(FIRST, _LATE, last, _LATE, late)
        bar = {"type": "data_bar", "bar_color": "#A9C4EA", "bar_solid": True, "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 100}  # fmt: skip
        page.raw.conditional_format(FIRST, 11, last, 11, bar)
    page.raw.freeze_panes(FIRST, 1)
    file.set_up_print(page, last, 14, repeat=(HEAD, HEAD))


def write_survey(year: RegencyYear, file: Book) -> None:
    """NRR of the elements, IKM and its letter, by office and over all respondents."""
    page = file.sheet(words.SURVEY, colour=palette.OK)
    write_titles(page, year, words.survey_base(year))
    if year.survey is None:
        page.text(HEAD, 0, words.NOTHING_HERE, "small")
        file.set_up_print(page, HEAD, 6)
        return
    elements = year.survey.survey.elements
    first, index = len(words.SURVEY_HEADINGS), len(words.SURVEY_HEADINGS) + len(elements)
    page.raw.set_column(0, 0, 5)
    page.raw.set_column(1, 1, 20)
    page.raw.set_column(2, index, 12)
    page.raw.set_column(index + 1, index + 1, 18)
    page.heading(HEAD, [*words.SURVEY_HEADINGS, *(one.title for one in elements), words.INDEX, words.QUALITY])
    page.raw.set_row(HEAD, 58)
    for place, office in enumerate(year.offices):
        row = FIRST + place
        page.number(row, 0, place + 1, "center")
        page.text(row, 1, office.name)
        page.text(row, 2, office.code, "center")
        _survey_line(page, row, office.survey.result if office.survey else None, first, index, "")
    last = FIRST + len(year.offices)
    page.blank(last, 0, 2, "total")
    page.text(last, 1, words.ALL_RESPONDENTS, "total")
    _survey_line(page, last, year.survey.result, first, index, "total_")
    chart = file.file.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": words.INDEX,
            "categories": [words.SURVEY, FIRST, 1, last - 1, 1],
            "values": [words.SURVEY, FIRST, index, last - 1, index],
            "fill": {"color": f"#{palette.SERIES1}"},
            "gap": 45,
        }
    )
    dress(chart, words.SURVEY_TITLE)
    chart.set_y_axis(
        {
            "min": 25, "max": 100, "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": f"#{palette.GRID}"}},
        }
    )  # fmt: skip
    chart.set_size({"width": 1240, "height": 300})
    page.raw.insert_chart(last + 2, 0, chart, {"description": words.SURVEY_TITLE})
    page.raw.freeze_panes(FIRST, 2)
    file.set_up_print(page, last + 18, index + 1, repeat=(HEAD, HEAD))


def _survey_line(page: Page, row: int, result: Result | None, first: int, index: int, kind: str) -> None:
    if result is None or not result.respondents:
        page.gap(row, 3, index + 1)
        return
    page.number(row, 3, result.respondents, f"{kind}count")
    page.number(row, 4, result.population, f"{kind}count")
    page.number(row, 5, result.sample_needed, f"{kind}count")
    for place, one in enumerate(result.elements):
        page.number(row, first + place, one.nrr, f"{kind}number")
    if result.index is None:
        page.gap(row, index, index)
    else:
        span = f"{cell_name(row + 1, first)}:{cell_name(row + 1, index - 1)}"
        page.formula(row, index, f"=AVERAGE({span})*25", result.index, f"{kind}number")
    quality = result.quality
    page.text(
        row,
        index + 1,
        f"{quality.letter} ({quality.words})" if quality else "",
        "center" if not kind else "total",
    )


def write_strategy(year: RegencyYear, file: Book) -> None:
    """The profile of the checklist by office, and its means over those that answered."""
    if year.checklist is None or not year.checklist.points:
        return
    page = file.sheet(words.STRATEGY, colour=palette.SERIES2)
    write_titles(page, year, words.strategy_base(year))
    points = year.checklist.points
    page.raw.set_column(0, 0, 5)
    page.raw.set_column(1, 1, 22)
    page.raw.set_column(2, 2, 10)
    page.raw.set_column(3, 2 + len(points), 16)
    page.heading(HEAD, [words.NUMBER, words.OFFICE, words.CODE, *(point.name for point in points)])
    page.raw.set_row(HEAD, 32)
    for place, office in enumerate(year.offices):
        row = FIRST + place
        page.number(row, 0, place + 1, "center")
        page.text(row, 1, office.name)
        page.text(row, 2, office.code, "center")
        results = office.strategy.points if office.strategy else ()
        if not results:
            page.gap(row, 3, 2 + len(points))
        for column, result in enumerate(results, start=3):
            if result.percent is None:
                page.gap(row, column, column)
            else:
                page.number(row, column, result.percent / 100, "heat")
    last = FIRST + len(year.offices)
    page.blank(last, 0, 2 + len(points), "total")
    page.text(last, 1, words.MEAN, "total")
    for column, mean in enumerate(year.strategy_means, start=3):
        if mean is not None:
            span = f"{cell_name(FIRST + 1, column)}:{cell_name(last, column)}"
            page.formula(last, column, f"=AVERAGE({span})", mean / 100, "total_heat")
    _scale(page, file, FIRST, last, 3, 2 + len(points))
    page.raw.freeze_panes(FIRST, 2)
    file.set_up_print(page, last, 2 + len(points), repeat=(HEAD, HEAD))


def _scale(page: Page, file: Book, first: int, last: int, left: int, right: int) -> None:
    """From pale to full colour, 0 to 100 per cent."""
    rule = {
        "type": "2_color_scale",
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
        "min_color": f"#{palette.BANDS['CC'].tint}",
        "max_color": f"#{palette.BANDS['BB'].fill}",
    }
    page.raw.conditional_format(first, left, last, right, rule)


def _local(at: datetime | date | None) -> datetime | date | None:
    """A moment as the regency's clock shows it, without its zone; a spreadsheet knows none."""
    if isinstance(at, datetime):
        return at.astimezone(_WESTERN_INDONESIA).replace(tzinfo=None)
    return at
