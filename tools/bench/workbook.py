"""Measures how long living workbooks take beside plain XlsxWriter writing the same cells, and how much memory.

    python tools/bench/workbook.py [--runs 5]

The regency's workbook of the invented year, and the workbooks of its 23 offices with 85 % of the questions answered. The
yardstick writes the same texts, numbers and formulas, with one plain format and nothing else: no widths, lists, colours,
locks or charts. Both in the same run, one after the other. The exit code says whether both stay within twice the
yardstick and the process within 250 MB.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from openpyxl import load_workbook  # noqa: E402
from xlsxwriter import Workbook  # noqa: E402

from rbdesk.report.regency_book import write_regency_workbook  # noqa: E402
from rbdesk.report.workbook import write_office_book  # noqa: E402
from rbdesk.report.workbook_material import OfficeBook  # noqa: E402
from rbdesk.workflow import catalog, demo, reporting, setup  # noqa: E402
from tools.judge_workbook import answers  # noqa: E402

LIMIT_TIMES, LIMIT_MEGABYTES = 2.0, 250
TODAY = date(2020, 9, 5)

Cell = tuple[int, int, object, object]  # row, column, what is typed, its saved value


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        year = _invented_year(folder)
        books = _office_books()
        found = [
            measure("regency", folder, lambda path: write_regency_workbook(year, path), 1, chosen.runs),
            measure(
                "23 offices", folder, lambda path: write_office_book(books[0], path), 0, chosen.runs, books
            ),
        ]
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    is_within = all(times <= LIMIT_TIMES for times in found)
    print(f"{megabytes:.0f} MB at most, the reader of the yardstick's cells included")
    print(f"{'within' if is_within else 'ABOVE'} {LIMIT_TIMES:.0f} times the yardstick")
    return int(not is_within or megabytes > LIMIT_MEGABYTES)


def measure(
    name: str,
    folder: Path,
    write: Callable[[Path], None],
    count: int,
    runs: int,
    books: Sequence[OfficeBook] = (),
) -> float:
    """How many times the yardstick's time the workbooks take, by the medians."""
    ours = folder / "ours.xlsx"
    write(ours)
    cells = _cells(ours)
    times: list[tuple[float, float]] = []
    for _ in range(runs):
        start = time.perf_counter()
        for book in books:
            write_office_book(book, ours)
        if count:
            write(ours)
        middle = time.perf_counter()
        for _ in range(max(count, len(books))):
            _plain(cells, folder / "plain.xlsx")
        times.append((middle - start, time.perf_counter() - middle))
    mine, plain = (statistics.median(side) for side in zip(*times, strict=True))
    number = sum(len(lines) for lines in cells.values()) * max(count, len(books))
    print(
        f"{name:12} {mine * 1000:7.0f} ms, plain {plain * 1000:7.0f} ms: {mine / plain:.2f} times, {number} cells"
    )
    return mine / plain


def _invented_year(folder: Path) -> reporting.RegencyYear:
    made = demo.make_demo(folder / "year")
    with closing(setup.open_desk(made.folder / "secretariat", now=datetime(2020, 9, 5).astimezone())) as db:
        return reporting.gather_regency(db, demo.YEAR, TODAY)


def _office_books() -> list[OfficeBook]:
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    chance = random.Random(2020)
    return [
        OfficeBook(sheet, office.code, f"Kecamatan {office.name}", 2020, answers(sheet, chance, 0.85))
        for office in catalog.register().offices
    ]


def _cells(path: Path) -> dict[str, list[Cell]]:
    """The filled cells of a workbook by sheet: what stands in them, and the value that was saved with a formula."""
    found: dict[str, list[Cell]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with closing(load_workbook(path)) as book, closing(load_workbook(path, data_only=True)) as values:
            for sheet in book.worksheets:
                saved = values[sheet.title]
                found[sheet.title] = [
                    (cell.row - 1, cell.column - 1, cell.value, saved.cell(cell.row, cell.column).value)
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None or cell.has_style
                ]
    return found


def _plain(cells: dict[str, list[Cell]], path: Path) -> None:
    """The same cells with as little as XlsxWriter can do."""
    book = Workbook(
        str(path),
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        },
    )
    plain = book.add_format({"border": 1})
    for name, lines in cells.items():
        sheet = book.add_worksheet(name)
        for row, column, typed, saved in lines:
            if typed is None:
                sheet.write_blank(row, column, None, plain)
            elif isinstance(typed, datetime):
                sheet.write_datetime(row, column, typed, plain)
            elif isinstance(typed, int | float):
                sheet.write_number(row, column, typed, plain)
            elif str(typed).startswith("="):
                sheet.write_formula(row, column, str(typed), plain, "" if saved is None else saved)
            else:
                sheet.write_string(row, column, str(typed), plain)
    book.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
