"""Reading people's tables: a workbook's first filled sheet or a CSV file, as text by row and column.

Columns are known by their headings, in any order, never by their number. Nothing is computed: of a formula the value
that was saved with it counts. A fault names its cell as Excel does ("B7").
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from rbdesk import text
from rbdesk.errors import NotAllowed

MOST_BYTES = 20 * 2**20
MOST_BYTES_INSIDE = 200 * 2**20  # of all parts of a workbook, unpacked
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_OF_A_CELL = 5_000
_ROWS_BEFORE_HEADINGS = 30
_DELIMITERS = ";,\t|"
_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".txt", ".tsv")

Wanted = Mapping[str, Sequence[str]]  # key -> headings it may have


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number there, from 1, and its cells as text, without blanks at their ends."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in a column, from 0; empty beyond the end."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a file and the filled rows below them. `sheet` is the worksheet's name, empty for CSV."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell cannot be read: its name ("B7"), the heading above, a short kind, and what stands there."""

    cell: str
    heading: str
    kind: str
    found: str = ""


def read_table(path: Path, wanted: Wanted | None = None) -> Table:
    """The table in a file. Headings are the line among the first 30 that has most of the `wanted` ones, else the
    first line with two filled cells.

    Raises OSError; NotAllowed: "sheet_type" (neither a workbook nor CSV), "sheet_too_big", "sheet_broken",
    "sheet_empty" (no headings or nothing below them).
    """
    kind = path.suffix.lower()
    if path.stat().st_size > MOST_BYTES:
        raise NotAllowed("sheet_too_big", name=path.name, most=text.size(MOST_BYTES))
    if kind in _WORKBOOKS:
        sheet, lines = _read_workbook(path)
    elif kind in _TEXTS:
        sheet, lines = "", _read_text(path)
    else:
        raise NotAllowed("sheet_type", name=path.name)
    head = _find_headings(lines, wanted or {})
    if head is None:
        raise NotAllowed("sheet_empty", name=path.name)
    rows = tuple(row for row in lines[head + 1 :] if any(row.cells))
    if not rows:
        raise NotAllowed("sheet_empty", name=path.name)
    return Table(lines[head].cells, rows, sheet)


def map_columns(table: Table, wanted: Wanted) -> dict[str, int]:
    """The column of each wanted key whose heading stands in the table; of two alike the first counts.

    A heading is the same whatever its case, marks, blanks and brackets.
    """
    found: dict[str, int] = {}
    plain = [_plain(heading) for heading in table.headings]
    for key, names in wanted.items():
        for name in (_plain(name) for name in names):
            if name in plain and key not in found:
                found[key] = plain.index(name)
    return found


def must_have(columns: Mapping[str, int], wanted: Wanted, keys: Iterable[str]) -> None:
    """Raises NotAllowed("sheet_columns"): some of these columns are not there, named by their first heading."""
    missing = [wanted[key][0] for key in keys if key not in columns]
    if missing:
        raise NotAllowed("sheet_columns", missing=text.listing(missing))


def cell_name(row: int, column: int) -> str:
    """A cell's name as Excel says it: row from 1, column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _read_text(path: Path) -> list[Row]:
    content = _decode(path.read_bytes())
    first = next((line for line in content.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    found: list[Row] = []
    try:
        reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=False)
        for line in reader:
            found.append(_row(len(found) + 1, line, path))
            _must_be_few(len(found), path)
    except csv.Error as error:
        raise NotAllowed("sheet_broken", name=path.name) from error
    return found


def _decode(content: bytes) -> str:
    """The text of a CSV file as Excel and others write it. Raises nothing: Latin letters are the last resort."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_workbook(path: Path) -> tuple[str, list[Row]]:
    from openpyxl import load_workbook  # half a second to import; few need it

    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES_INSIDE:
                raise NotAllowed("sheet_too_big", name=path.name, most=text.size(MOST_BYTES))
        with closing(load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                lines = list(_lines(sheet.iter_rows(values_only=True), path))
                if any(any(row.cells) for row in lines):
                    return str(sheet.title), lines
    except (NotAllowed, OSError):
        raise
    except Exception as error:  # a stranger's workbook: openpyxl names no common error
        raise NotAllowed("sheet_broken", name=path.name) from error
    return "", []


def _lines(values: Iterable[Sequence[object]], path: Path) -> Iterator[Row]:
    empty = 0
    for number, line in enumerate(values, start=1):
        row = _row(number, [_text_of(value) for value in line[: MOST_COLUMNS + 1]], path)
        empty = 0 if any(row.cells) else empty + 1
        if empty > 1_000:  # a formatted column reaches to the last row of a sheet
            return
        _must_be_few(number - empty, path)
        yield row


def _row(number: int, cells: Sequence[str], path: Path) -> Row:
    kept = [unicodedata.normalize("NFC", cell[:MOST_OF_A_CELL]).strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    if len(kept) > MOST_COLUMNS:
        raise NotAllowed("sheet_too_big", name=path.name, most=f"{MOST_COLUMNS} kolom")
    return Row(number, tuple(kept))


def _must_be_few(rows: int, path: Path) -> None:
    if rows > MOST_ROWS:
        raise NotAllowed("sheet_too_big", name=path.name, most=f"{text.number(MOST_ROWS, 0)} baris")


def _text_of(value: object) -> str:
    """A cell's value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # what Excel shows of 0.1 + 0.2 is 0.3: fifteen digits are all a cell holds
        return format(Decimal(f"{value:.15g}"), "f").replace(".", ",")
    return str(value)


def _find_headings(lines: Sequence[Row], wanted: Wanted) -> int | None:
    names = {_plain(name) for several in wanted.values() for name in several}
    first = lines[:_ROWS_BEFORE_HEADINGS]
    hits = [sum(_plain(cell) in names for cell in row.cells) for row in first]
    if any(hits):
        return hits.index(max(hits))
    return next((place for place, row in enumerate(first) if sum(map(bool, row.cells)) >= 2), None)


def _plain(heading: str) -> str:
    heading = unicodedata.normalize("NFKD", heading.casefold())
    return re.sub(r"[^a-z0-9]+", "", "".join(sign for sign in heading if not unicodedata.combining(sign)))
