"""Writing cells so that text stays text, formulas carry their value, and equal content gives equal bytes.

The only module that knows XlsxWriter. A `Book` is opened on a path and closed by leaving its block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

from rbdesk.report import palette
from rbdesk.report import workbook_contents as words
from rbdesk.report.sheets import cell_name

MOST_OF_A_CELL = 32_767  # units of UTF-16
MOST_OF_A_LINK = 2_079
MOST_OF_A_TITLE, MOST_OF_A_MESSAGE, MOST_OF_A_LIST = 32, 255, 255
A4, F4 = 9, 14  # paper numbers; folio, 215.9 x 330.2 mm, stands for F4
PRINTED_AT = datetime(2020, 1, 1)  # of every workbook: its day is that of the data, not of the writing

_LINE_HEIGHT, _HIGHEST_ROW = 12.75, 400  # points
_LETTERS_OF_A_WIDTH = 1.12  # of ten-point text, words broken at blanks

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BASE: Mapping[str, object] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_LINE = f"#{palette.BORDER}"

STYLES: Mapping[str, Mapping[str, object]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 15, "font_color": f"#{palette.NAVY}", "valign": "vcenter"},
    "subtitle": {"font_size": 11, "font_color": f"#{palette.TEXT2}", "valign": "vcenter"},
    "small": {"font_size": 9, "font_color": f"#{palette.TEXT3}"},
    "section": {"bold": True, "font_size": 11, "font_color": f"#{palette.NAVY}", "bottom": 2, "bottom_color": f"#{palette.NAVY}"},
    "label": {"font_size": 9, "font_color": f"#{palette.TEXT2}", "bg_color": f"#{palette.PRIMARY_SOFT}", "align": "center", "valign": "vcenter"},
    "figure_number": {"bold": True, "font_size": 18, "font_color": f"#{palette.ON_PRIMARY_SOFT}", "bg_color": f"#{palette.PRIMARY_SOFT}", "align": "center", "valign": "vcenter", "num_format": "0.00"},
    "figure_percent": {"bold": True, "font_size": 18, "font_color": f"#{palette.ON_PRIMARY_SOFT}", "bg_color": f"#{palette.PRIMARY_SOFT}", "align": "center", "valign": "vcenter", "num_format": "0.00%"},
    "figure_count": {"bold": True, "font_size": 18, "font_color": f"#{palette.ON_PRIMARY_SOFT}", "bg_color": f"#{palette.PRIMARY_SOFT}", "align": "center", "valign": "vcenter", "num_format": "#,##0"},
    "figure": {"bold": True, "font_size": 18, "font_color": f"#{palette.ON_PRIMARY_SOFT}", "bg_color": f"#{palette.PRIMARY_SOFT}", "align": "center", "valign": "vcenter"},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{palette.NAVY}", "border": 1, "border_color": _LINE, "align": "center", "valign": "vcenter", "text_wrap": True},
    "cell": {"border": 1, "border_color": _LINE, "text_wrap": True},
    "center": {"border": 1, "border_color": _LINE, "align": "center"},
    "number": {"border": 1, "border_color": _LINE, "num_format": "0.00"},
    "wide_number": {"border": 1, "border_color": _LINE, "num_format": "0.0000"},
    "count": {"border": 1, "border_color": _LINE, "num_format": "#,##0"},
    "percent": {"border": 1, "border_color": _LINE, "num_format": "0.00%"},
    "difference": {"border": 1, "border_color": _LINE, "num_format": "+0.00;-0.00;0.00"},
    "points_difference": {"border": 1, "border_color": _LINE, "num_format": '+0.0;-0.0;0.0', "align": "center"},
    "percent_number": {"border": 1, "border_color": _LINE, "num_format": "0.0", "align": "center"},
    "total": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "top": 2},
    "total_number": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "top": 2, "num_format": "0.00"},
    "total_count": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "top": 2, "num_format": "#,##0"},
    "total_percent": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "top": 2, "num_format": "0.00%"},
    "total_percent_number": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "top": 2, "num_format": "0.0", "align": "center"},
    "total_points_difference": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "top": 2, "num_format": '+0.0;-0.0;0.0', "align": "center"},
    "area": {"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{palette.PRIMARY}", "border": 1, "border_color": _LINE},
    "area_number": {"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{palette.PRIMARY}", "border": 1, "border_color": _LINE, "num_format": "0.00"},
    "area_percent": {"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{palette.PRIMARY}", "border": 1, "border_color": _LINE, "num_format": "0.00%"},
    "group": {"bold": True, "bg_color": f"#{palette.PRIMARY_SOFT}", "border": 1, "border_color": _LINE, "text_wrap": True},
    "group_number": {"bold": True, "bg_color": f"#{palette.PRIMARY_SOFT}", "border": 1, "border_color": _LINE, "num_format": "0.00"},
    "group_percent": {"bold": True, "bg_color": f"#{palette.PRIMARY_SOFT}", "border": 1, "border_color": _LINE, "num_format": "0.00%"},
    "criteria": {"font_size": 9, "font_color": f"#{palette.TEXT2}", "border": 1, "border_color": _LINE, "text_wrap": True},
    "input_label": {"border": 1, "border_color": _LINE, "indent": 2, "text_wrap": True, "font_color": f"#{palette.TEXT2}"},
    "answer": {"border": 1, "border_color": f"#{palette.CONTROL}", "bg_color": "#FFF9DB", "align": "center", "bold": True, "locked": False},
    "answer_count": {"border": 1, "border_color": f"#{palette.CONTROL}", "bg_color": "#FFF9DB", "align": "center", "num_format": "#,##0", "locked": False},
    "answer_score": {"border": 1, "border_color": f"#{palette.CONTROL}", "bg_color": "#FFF9DB", "align": "center", "locked": False},
    "computed": {"border": 1, "border_color": _LINE, "align": "center", "num_format": "0.00%", "font_color": f"#{palette.TEXT2}"},
    "note": {"border": 1, "border_color": f"#{palette.CONTROL}", "bg_color": "#FFF9DB", "text_wrap": True, "locked": False},
    "state": {"font_size": 9, "border": 1, "border_color": _LINE, "align": "center", "font_color": f"#{palette.TEXT3}"},
    "link": {"border": 1, "border_color": _LINE, "text_wrap": True, "font_color": f"#{palette.PRIMARY}", "underline": 1},
    "hash": {"font_size": 8, "font_name": "Consolas", "border": 1, "border_color": _LINE, "font_color": f"#{palette.TEXT3}"},
    "wrong": {"bg_color": f"#{palette.ERR_SOFT}", "font_color": f"#{palette.ERR}"},
    "total_center": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "num_format": "#,##0", "align": "center"},
    "heat": {"border": 1, "border_color": _LINE, "num_format": "0.0%", "align": "center"},
    "heat_total": {"border": 1, "border_color": _LINE, "num_format": "0.00%", "align": "center", "bold": True},
    "total_heat": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": f"#{palette.SUNKEN}", "num_format": "0.0%", "align": "center"},
    "date": {"border": 1, "border_color": _LINE, "num_format": "[$-421]d mmm yyyy", "align": "center"},
    "moment": {"border": 1, "border_color": _LINE, "num_format": "[$-421]d mmm yyyy hh.mm", "align": "center"},
    "missing": {"border": 1, "border_color": _LINE, "font_color": f"#{palette.TEXT3}", "align": "center", "bg_color": f"#{palette.SUNKEN}"},
}  # fmt: skip


def cell_text(words_of_a_cell: str) -> str:
    """The text as a cell can hold it: without characters that XML forbids, at most 32,767 units long."""
    clean = _FORBIDDEN.sub("", words_of_a_cell.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) <= MOST_OF_A_CELL // 2 or len(clean.encode("utf-16-le")) <= 2 * MOST_OF_A_CELL:
        return clean
    return clean.encode("utf-16-le")[: 2 * (MOST_OF_A_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def link_text(target: str) -> str:
    """A relative path as a link holds it: with the marks that would end or change it as per cent signs and digits."""
    return "".join(
        f"%{ord(sign):02X}" if sign in ' %#"<>`^{|}' else sign for sign in target.replace("\\", "/")
    )


class Book:
    """A workbook being written; `paper` is A4 or F4. Its formats are made once each, by the names of `STYLES`."""

    def __init__(self, path: Path, *, title: str, paper: int = A4) -> None:
        from xlsxwriter import Workbook  # only those who write a workbook wait for it

        self._title, self._paper = title, paper
        self._formats: dict[str, Any] = {}
        self._pages: list[Page] = []
        self.file = Workbook(
            str(path),
            {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True},
        )  # fmt: skip
        self.file.set_properties({"title": cell_text(title)[:255], "author": "RBDesk", "created": PRINTED_AT})
        self.file.set_calc_mode("auto")

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for page in self._pages:
                page.finish()
            self.file.close()

    def style(self, name: str) -> Any:
        """The format of that name."""
        if name not in self._formats:
            self._formats[name] = self.file.add_format({**_BASE, **STYLES[name]})
        return self._formats[name]

    def colours(self, fill: str, ink: str) -> Any:
        """A format for conditions: a fill and the text on it, as RRGGBB."""
        name = f"{fill}/{ink}"
        if name not in self._formats:
            self._formats[name] = self.file.add_format({"bg_color": f"#{fill}", "font_color": f"#{ink}"})
        return self._formats[name]

    def sheet(self, name: str, *, colour: str = "") -> Page:
        """A new sheet, the last one."""
        page = Page(self, self.file.add_worksheet(name))
        self._pages.append(page)
        page.raw.hide_gridlines(2)
        if colour:
            page.raw.set_tab_color(f"#{colour}")
        return page

    def set_up_print(
        self, page: Page, last_row: int, last_column: int, *, repeat: tuple[int, int] | None = None
    ) -> None:
        """Landscape, as wide as the paper, with its area, titles on each page and a foot."""
        raw = page.raw
        raw.set_landscape()
        raw.set_paper(self._paper)
        raw.fit_to_pages(1, 0)
        raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        raw.print_area(0, 0, last_row, last_column)
        raw.set_footer(words.footer(cell_text(self._title)))
        if repeat is not None:
            raw.repeat_rows(*repeat)


class Page:
    """A sheet being written; rows and columns from 0. `raw` is the library's own."""

    def __init__(self, book: Book, raw: Any) -> None:
        self._book = book
        self._hidden: set[int] = set()
        self._gaps: list[str] = []
        self.raw = raw

    def text(self, row: int, column: int, content: str, style: str = "cell") -> None:
        """Write a text; never a formula, a link or a number, whatever it looks like."""
        clean = cell_text(content)
        if clean:
            self.raw.write_string(row, column, clean, self._book.style(style))
        else:
            self.raw.write_blank(row, column, None, self._book.style(style))

    def number(
        self, row: int, column: int, value: Decimal | Fraction | int | None, style: str = "number"
    ) -> None:
        """Write a number; an empty cell for None."""
        if value is None:
            self.raw.write_blank(row, column, None, self._book.style(style))
        else:
            self.raw.write_number(row, column, float(value), self._book.style(style))

    def date(self, row: int, column: int, day: date | None) -> None:
        """Write a day, or a moment with its clock; an empty cell for None."""
        if day is None:
            self.raw.write_blank(row, column, None, self._book.style("date"))
        else:
            style = "moment" if isinstance(day, datetime) else "date"
            self.raw.write_datetime(row, column, day, self._book.style(style))

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: Fraction | Decimal | int | str,
        style: str = "number",
    ) -> None:
        """Write a formula with the value that it has now."""
        cached = value if isinstance(value, str) else float(value)
        self.raw.write_formula(row, column, formula, self._book.style(style), cached)

    def link(self, row: int, column: int, target: str, content: str, style: str = "link") -> None:
        """Write a text that leads to a file or a cell; only the text where the target is too long for a link."""
        clean = cell_text(content)
        if not target or not clean or len(target) > MOST_OF_A_LINK or len(clean) > MOST_OF_A_LINK:
            self.text(row, column, content, "cell")
            return
        self.raw.write_url(row, column, target, self._book.style(style), clean)

    def heading(self, row: int, titles: Sequence[str], column: int = 0) -> None:
        """Write a row of headings."""
        for place, title in enumerate(titles):
            self.text(row, column + place, title, "head")

    def fit_row(self, row: int, texts: Mapping[int, str], widths: Sequence[float]) -> None:
        """Make a row as high as its longest text needs; programs differ in whether they do it by themselves."""
        if row in self._hidden:
            return
        lines = 1
        for column, content in texts.items():
            room = max(1, int(widths[column] * _LETTERS_OF_A_WIDTH))
            lines = max(lines, sum(_lines(part, room) for part in content.split("\n")))
        self.raw.set_row(row, min(_HIGHEST_ROW, _LINE_HEIGHT * lines + 3))

    def hide_row(self, row: int) -> None:
        """Take a row out of sight."""
        self._hidden.add(row)
        self.raw.set_row(row, None, None, {"hidden": True})

    def blank(self, row: int, first: int, last: int, style: str) -> None:
        """Give a style to empty cells of a row."""
        for column in range(first, last + 1):
            self.raw.write_blank(row, column, None, self._book.style(style))

    def gap(self, row: int, first: int, last: int) -> None:
        """Mark cells as having no value. They stay unwritten: a chart would take a written empty cell for zero."""
        self._gaps.append(f"{cell_name(row + 1, first)}:{cell_name(row + 1, last)}")

    def finish(self) -> None:
        """Write what is written once for the whole sheet."""
        if self._gaps:
            grey = self._book.colours(palette.SUNKEN, palette.TEXT3)
            rule = {"type": "blanks", "format": grey, "multi_range": " ".join(self._gaps)}
            self.raw.conditional_format(self._gaps[0], rule)

    def protect(self) -> None:
        """Lock all but unlocked cells, without a password: a lock against accidents, not against people."""
        self.raw.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def _lines(words_of_a_line: str, room: int) -> int:
    """How many rows of letters a line takes where so many fit side by side, broken at blanks."""
    lines, used = 1, 0
    for word in words_of_a_line.split(" "):
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = lines + used // (room + 1), used if used <= room else used % room
    return lines
