"""Where everything stands in a living workbook: sheets, rows and columns, from the instrument alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rbdesk.domain.instrument import SCORE, AreaGroup, Input, Instrument, Scale
from rbdesk.report import workbook_contents as words
from rbdesk.report.sheets import cell_name

CODE, QUESTION, CRITERIA, WEIGHT, ANSWER, SHARE, POINTS, PERCENT, STATE, NOTE, EVIDENCE, KEY = range(12)
HEAD_ROW = 4  # of the headings, from 0; lines follow
KEY_HEADING = "rbdesk"  # marks the row of headings and the hidden column of keys for whoever reads the book
_MOST_OF_A_NAME = 31
_FORBIDDEN_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

AREA, SUBCOMPONENT, ASKED, NUMBER = "area", "subcomponent", "question", "input"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an area's sheet: `row` from 0, the node's `place`; `item` for one number of a question."""

    row: int
    kind: str
    place: int
    item: Input | None = None


@dataclass(frozen=True, slots=True)
class AreaSheet:
    """The sheet of an area across parts: its `name` in the workbook and its lines."""

    name: str
    group: AreaGroup
    lines: tuple[Line, ...]

    @property
    def last_row(self) -> int:
        """The last row with a line, from 0; that of the headings where there is none."""
        return self.lines[-1].row if self.lines else HEAD_ROW


@dataclass(frozen=True)
class Layout:
    """All area sheets of an instrument, and where each node stands."""

    instrument: Instrument
    sheets: tuple[AreaSheet, ...]
    _rows: Mapping[int, tuple[str, int]] = field(repr=False)
    _input_rows: Mapping[tuple[int, str], int] = field(repr=False)

    def sheet_of(self, place: int) -> str:
        """The name of the sheet a node stands on."""
        return self._rows[place][0]

    def row(self, place: int) -> int:
        """The row of a node, from 0."""
        return self._rows[place][1]

    def cell(self, place: int, column: int) -> str:
        """The cell of a node on its own sheet: "G12"."""
        return cell_name(self.row(place) + 1, column)

    def reference(self, place: int, column: int) -> str:
        """The cell of a node as other sheets name it: `'1 Manajemen Perubahan'!$G$12`."""
        return f"{quoted(self.sheet_of(place))}!{fixed(self.row(place), column)}"

    def inputs(self, place: int) -> dict[str, str]:
        """The cells of a question's numbers by their ids, in their order; empty for one with options."""
        question = self.instrument.nodes[place].question
        if question is None or question.scale.options:
            return {}
        return {
            item.id: cell_name(self._input_rows[place, item.id] + 1, ANSWER) for item in question.scale.inputs
        }


def plan(instrument: Instrument) -> Layout:
    """The layout of an instrument's workbook: a sheet per area across parts, in the instrument's order."""
    taken = {words.SUMMARY.casefold(), words.EVIDENCE_SHEET.casefold(), words.HIDDEN.casefold(), "history"}
    rows: dict[int, tuple[str, int]] = {}
    input_rows: dict[tuple[int, str], int] = {}
    sheets = []
    for group in instrument.areas:
        name = _sheet_name(f"{group.code} {group.short}", taken)
        lines = _lines(instrument, group)
        for line in lines:
            if line.item is None:
                rows[line.place] = (name, line.row)
            else:
                input_rows[line.place, line.item.id] = line.row
        for line in lines:
            question = instrument.nodes[line.place].question
            if line.kind == ASKED and question is not None and is_inline(question.scale):
                input_rows[line.place, question.scale.inputs[0].id] = line.row
        sheets.append(AreaSheet(name, group, lines))
    return Layout(instrument, tuple(sheets), rows, input_rows)


def is_inline(scale: Scale) -> bool:
    """True if the question's one number stands in its own row, as an external score does in a worksheet."""
    return scale.formula is not None and scale.formula.kind == SCORE and len(scale.inputs) == 1


def key_of(code: str, item: str = "") -> str:
    """What the hidden column says of a row: the question, or one of its numbers."""
    return f"{code}#{item}" if item else code


def fixed(row: int, column: int) -> str:
    """A cell that stays where it is: "$G$12"; row and column from 0."""
    name = cell_name(row + 1, column)
    letters = name.rstrip("0123456789")
    return f"${letters}${name[len(letters) :]}"


def quoted(sheet: str) -> str:
    """A sheet's name inside a formula."""
    return "'" + sheet.replace("'", "''") + "'"


def _lines(instrument: Instrument, group: AreaGroup) -> tuple[Line, ...]:
    lines: list[Line] = []

    def add(kind: str, place: int, item: Input | None = None) -> None:
        lines.append(Line(HEAD_ROW + 1 + len(lines), kind, place, item))

    for area in group.places:
        add(AREA, area)
        for part in instrument.children[area]:
            add(SUBCOMPONENT, part)
            for place in instrument.children[part]:
                question = instrument.nodes[place].question
                if question is None:
                    continue
                add(ASKED, place)
                if not question.scale.options and not is_inline(question.scale):
                    for item in question.scale.inputs:
                        add(NUMBER, place, item)
    return tuple(lines)


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that a workbook may have, at most 31 characters and unlike all others, whatever their case."""
    plain = " ".join(_FORBIDDEN_IN_A_NAME.sub(" ", wanted).split()).strip("'") or words.AREAS
    name, number = plain[:_MOST_OF_A_NAME].strip(), 1
    while name.casefold() in taken:
        number += 1
        tail = f" ({number})"
        name = plain[: _MOST_OF_A_NAME - len(tail)].strip() + tail
    taken.add(name.casefold())
    return name
