"""Tables on pages: the head is repeated, a row that no page holds goes on on the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rbdesk.report import palette, pdf_text
from rbdesk.report.outline import Table, cell_text, is_right
from rbdesk.report.pdf_pages import LEFT, SMALL, Pages
from rbdesk.report.pdf_structure import CAPTION, CELL, HEAD, PARAGRAPH, ROW, TABLE
from rbdesk.report.pdf_text import Style

TITLE = Style(10, 14, is_bold=True)
_PAD, _HEAD_PAD = 4.0, 4.0
_BESIDE = 4.5  # between columns, at each side
_MOST_HEAD_LINES = 6
_LEAST_LINES = 3  # of a row that is broken, on each page
_FACT_NAMES = 130.0
_LITTLE = 0.4  # of a page: with less left a table that fits on one begins there


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table measured: where columns begin and end, their side, the styles of its words."""

    edges: tuple[tuple[float, float], ...]
    rights: tuple[bool, ...]
    head: tuple[tuple[str, ...], ...]
    body: Style
    strong: Style

    @property
    def head_height(self) -> float:
        return _height(self.head, self.strong) + _HEAD_PAD

    def cells(self, words: Sequence[str], style: Style) -> tuple[tuple[str, ...], ...]:
        """Each cell's lines."""
        return tuple(
            pdf_text.lines_of(word, style, end - start - 2 * _BESIDE)
            for word, (start, end) in zip(words, self.edges, strict=True)
        )


def height_of(table: Table, room: float) -> float:
    """How high a table is on one page that is high enough, with its title and source."""
    grid = _measure(table, room)
    rows = sum(_height(cells, style) for cells, style in _cells(grid, table))
    return _lead(table, grid) + rows + _source_height(table, room) + 12


def start_height(table: Table, room: float) -> float:
    """How much room a table needs to begin: its title, head and first row."""
    grid = _measure(table, room)
    first = max((_height(cells, style) for cells, style in _cells(grid, table)[:1]), default=0)
    return _lead(table, grid) + first + 12


def draw_table(pages: Pages, table: Table) -> None:
    """A table with its title above and its source below."""
    grid = _measure(table, pages.room)
    rows = _cells(grid, table)
    first = _height(rows[0][0], rows[0][1]) if rows else 0
    whole = _lead(table, grid) + sum(_height(cells, style) for cells, style in rows)
    is_better_whole = whole <= pages.whole and pages.left < pages.whole * _LITTLE
    pages.need(whole if is_better_whole else _lead(table, grid) + min(first, pages.whole / 3) + 12)
    if table.title:
        pages.write(PARAGRAPH, table.title, TITLE)
        pages.y -= 4
    with pages.structure.inside(TABLE):
        _draw_head(pages, grid)
        for at, (cells, style) in enumerate(rows):
            is_total = table.total and at == len(rows) - 1
            if at and at == len(rows) - 2:  # the last row, often the sum, never stands alone, nor the source
                last = sum(_height(lines, look) for lines, look in rows[-2:]) + _source_height(
                    table, pages.room
                )
                if last > pages.left and last < pages.whole / 2:
                    pages.turn()
                    _draw_head(pages, grid)
            _draw_row(pages, grid, cells, style, is_total=is_total)
    if table.source:
        pages.y -= 3
        pages.write(CAPTION, table.source, SMALL)
    pages.y -= 12


def draw_facts(pages: Pages, pairs: Sequence[tuple[str, str]], style: Style) -> None:
    """Names and what they are, side by side."""
    strong = Style(style.size, style.leading, is_bold=True, colour=style.colour)
    names = min(_FACT_NAMES, pages.room * 0.36)
    with pages.structure.inside(TABLE):
        for name, words in pairs:
            cells = (
                pdf_text.lines_of(name, style, names - 8),
                pdf_text.lines_of(words, strong, pages.room - names),
            )
            while cells[0] or cells[1]:
                most = max(map(len, cells))
                pages.need(min(most, _LEAST_LINES) * style.leading + 3)
                fitting = max(1, min(most, int((pages.left - 3) / style.leading)))
                with pages.structure.inside(ROW):
                    with pages.structure.inside(HEAD, scope="Row"), pages.marked():
                        pages.lines(cells[0][:fitting], style, LEFT, pages.y)
                    with pages.structure.inside(CELL), pages.marked():
                        pages.lines(cells[1][:fitting], strong, LEFT + names, pages.y)
                pages.y -= fitting * style.leading + 3
                cells = (cells[0][fitting:], cells[1][fitting:])
    pages.y -= 8


def _measure(table: Table, room: float) -> _Grid:
    size = 8.5 if len(table.columns) <= 6 else 7.5
    body = Style(size, size * 1.36)
    strong = Style(size, size * 1.36, is_bold=True)
    rights = tuple(is_right(column.kind) for column in table.columns)
    whole = sum(column.width for column in table.columns)
    widths = [room * column.width / whole for column in table.columns]
    edges, at = [], LEFT
    for width in widths:
        edges.append((at, at + width))
        at += width
    grid = _Grid(tuple(edges), rights, (), body, strong)
    head = tuple(
        lines[:_MOST_HEAD_LINES] for lines in grid.cells([column.title for column in table.columns], strong)
    )
    return _Grid(grid.edges, rights, head, body, strong)


def _source_height(table: Table, room: float) -> float:
    """The height of what stands below the last row."""
    return len(pdf_text.lines_of(table.source, SMALL, room)) * SMALL.leading + 3 if table.source else 0


def _lead(table: Table, grid: _Grid) -> float:
    """The height of what stands above the first row."""
    return (TITLE.leading + 4 if table.title else 0) + grid.head_height


def _cells(grid: _Grid, table: Table) -> list[tuple[tuple[tuple[str, ...], ...], Style]]:
    """The rows in lines, each with its style."""
    found = []
    for at, row in enumerate(table.rows):
        style = grid.strong if table.total and at == len(table.rows) - 1 else grid.body
        words = [cell_text(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]
        found.append((grid.cells(words, style), style))
    return found


def _height(cells: Sequence[Sequence[str]], style: Style) -> float:
    return max((len(lines) for lines in cells), default=1) * style.leading + 2 * _PAD


def _draw_head(pages: Pages, grid: _Grid) -> None:
    height, canvas = grid.head_height, pages.canvas
    with pages.ornament():
        canvas.setFillColor(pdf_text.colour_of(palette.SUNKEN))
        canvas.rect(LEFT, pages.y - height, pages.room, height, stroke=0, fill=1)
        canvas.setStrokeColor(pdf_text.colour_of(palette.INK))
        canvas.setLineWidth(0.8)
        canvas.line(LEFT, pages.y - height, LEFT + pages.room, pages.y - height)
    with pages.structure.inside(ROW):
        for lines, edge, right in zip(grid.head, grid.edges, grid.rights, strict=True):
            with pages.structure.inside(HEAD, scope="Column"), pages.marked():
                _draw_cell(pages, lines, grid.strong, edge, right, pages.y - _HEAD_PAD / 2)
    pages.y -= height


def _draw_row(
    pages: Pages, grid: _Grid, cells: Sequence[Sequence[str]], style: Style, *, is_total: bool
) -> None:
    rest = [tuple(lines) for lines in cells]
    while any(rest):
        height = _height(rest, style)
        if height > pages.left:
            fitting = int((pages.left - 2 * _PAD) / style.leading)
            is_long = height > pages.whole - grid.head_height
            if not is_long or fitting < _LEAST_LINES:
                pages.turn()
                _draw_head(pages, grid)
                if not is_long:
                    continue
                fitting = int((pages.left - 2 * _PAD) / style.leading)
        else:
            fitting = max(map(len, rest))
        part = [lines[:fitting] for lines in rest]
        rest = [lines[fitting:] for lines in rest]
        _draw_part(pages, grid, part, style, is_total=is_total)


def _draw_part(
    pages: Pages, grid: _Grid, cells: Sequence[Sequence[str]], style: Style, *, is_total: bool
) -> None:
    height, canvas = _height(cells, style), pages.canvas
    with pages.structure.inside(ROW):
        for lines, edge, right in zip(cells, grid.edges, grid.rights, strict=True):
            with pages.structure.inside(CELL), pages.marked():
                _draw_cell(pages, lines, style, edge, right, pages.y)
    with pages.ornament():
        canvas.setStrokeColor(pdf_text.colour_of(palette.INK if is_total else palette.BORDER))
        canvas.setLineWidth(0.8 if is_total else 0.4)
        edge_y = pages.y if is_total else pages.y - height
        canvas.line(LEFT, edge_y, LEFT + pages.room, edge_y)
    pages.y -= height


def _draw_cell(
    pages: Pages, lines: Sequence[str], style: Style, edge: tuple[float, float], right: bool, top: float
) -> None:
    start, end = edge
    pages.lines(lines, style, start + _BESIDE, top - _PAD, right=end - _BESIDE if right else None)
