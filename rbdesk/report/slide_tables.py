"""Tables of a slide as they are drawn: cells in words, their colours, how high the rows come out, where a page ends.

Lengths in points. Knows no file format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rbdesk import text
from rbdesk.analysis.figures import Heat, HeatCell, HeatRow
from rbdesk.report import figure_words, palette, slide_text
from rbdesk.report.outline import Kind, Table, cell_text, is_right

PAD_X, PAD_Y = 8.0, 3.0  # inside a cell, at each side
DENSE_PAD_X, DENSE_PAD_Y = 3.0, 0.5
_NAME_WIDTH, _NAME_SIZE = 150.0, 10.0  # of an office in the table of all: one line
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell in words; "" for a fill is none. `alignment` is "left", "right" or "center"."""

    text: str
    is_bold: bool = False
    fill: str = ""
    ink: str = palette.INK
    alignment: str = "left"
    span: int = 1
    is_underlined: bool = False


GridRow = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: relative widths, a head that is repeated on each page (() for none), rows. `is_dense`: many small cells."""

    widths: tuple[float, ...]
    head: GridRow
    rows: tuple[GridRow, ...]
    alt: str = ""
    is_dense: bool = False

    def columns(self, room: float) -> tuple[float, ...]:
        """Widths of the columns in so much room."""
        whole = sum(self.widths)
        return tuple(room * one / whole for one in self.widths)

    @property
    def pads(self) -> tuple[float, float]:
        """Room inside a cell, left or right and above or below."""
        return (DENSE_PAD_X, DENSE_PAD_Y) if self.is_dense else (PAD_X, PAD_Y)


def grid_of(table: Table) -> Grid:
    """A table of a document as words in cells."""
    head = tuple(
        GridCell(slide_text.clean(column.title), True, palette.SUNKEN, alignment=_alignment(column.kind))
        for column in table.columns
    )
    last = len(table.rows) - 1
    rows = tuple(
        tuple(
            GridCell(
                slide_text.clean(cell_text(value, column.kind)),
                table.total and at == last,
                alignment=_alignment(column.kind),
            )
            for value, column in zip(row, table.columns, strict=True)
        )
        for at, row in enumerate(table.rows)
    )
    return Grid(tuple(column.width for column in table.columns), head, rows, slide_text.clean(table.title))


def facts_grid(pairs: Sequence[tuple[str, str]]) -> Grid:
    """Names and what is said of them, one under the other."""
    rows = tuple(
        (GridCell(slide_text.clean(name), ink=palette.TEXT2), GridCell(slide_text.clean(words), is_bold=True))
        for name, words in pairs
    )
    return Grid((2.0, 3.0), (), rows)


def heat_grid(heat: Heat, alt: str) -> Grid:
    """Offices by areas on the colours of their categories, the total last.

    A category is told by its letters in the last column and by the number in each cell, not by the colour alone.
    """
    columns = [column.short or column.name for column in heat.columns]
    head = (
        GridCell(figure_words.OFFICE, True, palette.SUNKEN),
        *(GridCell(name, True, palette.SUNKEN, alignment="center") for name in columns),
        GridCell(figure_words.TOTAL, True, palette.SUNKEN, alignment="center"),
    )
    rows = [_heat_row(row, len(columns)) for row in heat.rows]
    if heat.average is not None:
        mean = _heat_row(heat.average, len(columns))
        rows.append(tuple(replace(cell, is_bold=True) for cell in mean))
    return Grid((2.3, *(1.0 for _ in columns), 1.1), head, tuple(rows), alt, is_dense=True)


def row_heights(grid: Grid, room: float, size: float) -> tuple[float, ...]:
    """How high each row comes out, the head first if there is one."""
    columns = grid.columns(room)
    rows = ([grid.head] if grid.head else []) + list(grid.rows)
    return tuple(_row_height(grid, row, columns, size) for row in rows)


def fit_grid(grid: Grid, room: float, most: float, sizes: Sequence[float]) -> float | None:
    """The first of the sizes in which the whole table is at most so high and breaks no word; None if none is.

    Where every size breaks one, the first that is not too high.
    """
    high_enough = [size for size in sizes if sum(row_heights(grid, room, size)) <= most]
    whole = (size for size in high_enough if not _breaks_a_word(grid, room, size))
    return next(whole, high_enough[0] if high_enough else None)


def cut_grid(grid: Grid, room: float, size: float, most: float) -> tuple[Grid | None, Grid | None]:
    """The rows that fit in `most` and the rest, each with the head. A row that fits no page is continued.

    None for an empty part; the first is None where not even one line of the first row fits.
    """
    heights = list(row_heights(grid, room, size))
    used = heights.pop(0) if grid.head else 0.0
    for at, high in enumerate(heights):
        if used + high <= most:
            used += high
            continue
        if at:
            return replace(grid, rows=grid.rows[:at]), replace(grid, rows=grid.rows[at:])
        return _cut_row(grid, room, size, most - used)
    return grid, None


def cell_words(cell: GridCell, size: float) -> slide_text.Words:
    """The words of a cell in a size."""
    return slide_text.Words(
        cell.text,
        size,
        cell.is_bold,
        cell.ink,
        alignment=cell.alignment,
        is_underlined=cell.is_underlined,
    )


def cell_room(grid: Grid, row: GridRow, at: int, columns: Sequence[float]) -> float:
    """How wide the words of the cell at a place may be."""
    return sum(columns[at : at + row[at].span]) - 2 * grid.pads[0]


def _breaks_a_word(grid: Grid, room: float, size: float) -> bool:
    columns = grid.columns(room)
    return any(
        slide_text.width(word, size, cell.is_bold) > cell_room(grid, row, at, columns) * slide_text.SLACK
        for row in (grid.head, *grid.rows)
        for at, cell in enumerate(row)
        for word in cell.text.split()
    )


def _row_height(grid: Grid, row: GridRow, columns: Sequence[float], size: float) -> float:
    most = 0.0
    for at, cell in enumerate(row):
        if at and any(row[before].span > at - before for before in range(at)):
            continue  # lies under a wider cell
        words = cell_words(cell, size)
        most = max(most, slide_text.height([words], cell_room(grid, row, at, columns)))
    return most + 2 * grid.pads[1]


def _cut_row(grid: Grid, room: float, size: float, most: float) -> tuple[Grid | None, Grid | None]:
    columns = grid.columns(room)
    first, rest = [], []
    for at, cell in enumerate(grid.rows[0]):
        inside = cell_room(grid, grid.rows[0], at, columns)
        kept, left = slide_text.split(cell_words(cell, size), inside, most - 2 * grid.pads[1])
        if kept is None:
            return None, grid
        first.append(replace(cell, text=kept.text))
        rest.append(replace(cell, text=left.text if left is not None else ""))
    return (
        replace(grid, rows=(tuple(first),)),
        replace(grid, rows=(tuple(rest), *grid.rows[1:])),
    )


def _heat_row(row: HeatRow, areas: int) -> GridRow:
    name = GridCell(slide_text.shorten(slide_text.clean(row.name), _NAME_WIDTH, 1, _NAME_SIZE))
    if row.total is None:
        gone = GridCell(slide_text.clean(row.missing) or _NOTHING, ink=palette.TEXT3, span=areas + 1)
        return (name, gone, *(GridCell("") for _ in range(areas)))
    return (name, *(_heat_cell(cell) for cell in row.cells), _heat_cell(row.total, with_letters=True))


def _heat_cell(cell: HeatCell, *, with_letters: bool = False) -> GridCell:
    colours = palette.BANDS.get(cell.band)
    words = f"{text.number(cell.value)} {cell.band}".strip() if with_letters else text.number(cell.value, 1)
    if colours is None:
        return GridCell(words, with_letters, alignment="center")
    is_warm = not with_letters and cell.band in palette.WARM
    return GridCell(
        words, with_letters or is_warm, colours.fill, colours.on_fill, "center", is_underlined=is_warm
    )


def _alignment(kind: Kind) -> str:
    return "right" if is_right(kind) else "left"
