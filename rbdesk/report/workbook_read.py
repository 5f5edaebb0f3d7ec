"""Reading a filled workbook back: what was typed, cell by cell, and what stood there when the workbook was made.

Rows are known by the hidden column of keys, never by their number, and columns by their headings, so that a workbook
whose rows were moved or which another program saved again is read all the same. Nothing is computed here, and nothing
is compared with a desk: `workflow.workbook_import` does that.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from rbdesk import text
from rbdesk.domain.assessment import MOST_OF_A_NOTE, Answer, Value, value_fault
from rbdesk.domain.instrument import Input, Instrument, Question
from rbdesk.domain.typed import clean_text
from rbdesk.errors import NotAllowed
from rbdesk.progress import SILENT, Progress
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_layout, workbook_material
from rbdesk.report.sheets import MOST_BYTES, MOST_BYTES_INSIDE, cell_name
from rbdesk.report.workbook_formulas import MOST_DECIMALS

MOST_ROWS = 5_000  # of one sheet
MOST_COLUMNS = 60
MOST_SHEETS = 80
_EMPTY_ROWS = 500  # after so many a sheet is taken as ended


@dataclass(frozen=True, slots=True)
class Made:
    """What the hidden sheet says: of which office, year, instrument and data the workbook was made."""

    version: int
    instrument: str
    fingerprint: str
    office: str
    year: int
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken: `place` "3 Organisasi!E14", a kind, and what stands there.

    Kinds: those of `assessment.value_fault`, "number" (a text where a number is asked), "decimals", "error" (an
    error or a formula without a value), "too_long", "twice" (a row there twice), "gone" (a row that was deleted).
    """

    place: str
    code: str
    kind: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One question: `base` is the answer the workbook was made from, `now` the one in it, `place` its cell."""

    code: str
    place: str
    note_place: str
    base: Answer
    now: Answer

    @property
    def is_changed(self) -> bool:
        """Whether somebody typed something else than what stood there."""
        return self.base != self.now


@dataclass(frozen=True, slots=True)
class ReadBook:
    """A workbook read: what it was made of, every question that can be taken, and the cells that cannot."""

    made: Made
    lines: tuple[ReadLine, ...]
    faults: tuple[Fault, ...]


def read_made(path: Path) -> Made:
    """What a workbook was made of, so that the caller knows which instrument to read it with.

    Raises OSError; NotAllowed: "sheet_type", "sheet_too_big", "sheet_broken", "workbook_foreign" (not made by
    RBDesk, or its hidden sheet is gone or spoilt), "workbook_newer" (made by a later version).
    """
    with _opened(path) as book:
        return _hidden(book, path)[0]


def read_workbook(path: Path, instrument: Instrument, progress: Progress = SILENT) -> ReadBook:
    """All that a filled workbook says. Raises as `read_made`; NotAllowed("workbook_instrument"); Cancelled."""
    with _opened(path) as book:
        made, base = _hidden(book, path)
        if made.instrument != instrument.id:
            raise NotAllowed("workbook_instrument", made=made.instrument, wanted=instrument.id)
        reading = _Reading(instrument)
        for sheet in progress.each(list(book.worksheets), path.name):
            if sheet.title not in (words.SUMMARY, words.EVIDENCE_SHEET, words.HIDDEN):
                reading.take_sheet(sheet.title, _rows(sheet, path))
    return reading.finish(made, base)


class _opened:
    """A workbook open for reading, limited in size; what a stranger's file raises becomes one sentence."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        from openpyxl import load_workbook  # half a second to import; few need it

        path = self._path
        if path.suffix.lower() not in (".xlsx", ".xlsm"):
            raise NotAllowed("sheet_type", name=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise NotAllowed("sheet_too_big", name=path.name, most=text.size(MOST_BYTES))
        try:
            with zipfile.ZipFile(path) as parts:
                if sum(part.file_size for part in parts.infolist()) > MOST_BYTES_INSIDE:
                    raise NotAllowed("sheet_too_big", name=path.name, most=text.size(MOST_BYTES))
            self._book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except (NotAllowed, OSError):
            raise
        except Exception as error:  # a stranger's workbook: openpyxl names no common error
            raise NotAllowed("sheet_broken", name=path.name) from error
        if len(self._book.worksheets) > MOST_SHEETS:
            self._book.close()
            raise NotAllowed("sheet_too_big", name=path.name, most=f"{MOST_SHEETS} lembar")
        return self._book

    def __exit__(self, *_: object) -> None:
        self._book.close()


Cells = Sequence[object]


def _rows(sheet: Any, path: Path) -> Iterator[tuple[int, Cells]]:
    """The filled rows of a sheet with their numbers, from 1."""
    empty = 0
    try:
        for number, line in enumerate(
            sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS), start=1
        ):
            empty = 0 if any(value is not None for value in line) else empty + 1
            if empty > _EMPTY_ROWS:
                return
            yield number, line
    except (NotAllowed, OSError):
        raise
    except Exception as error:
        raise NotAllowed("sheet_broken", name=path.name) from error


def _hidden(book: Any, path: Path) -> tuple[Made, dict[str, Answer]]:
    if words.HIDDEN not in book.sheetnames:
        raise NotAllowed("workbook_foreign", name=path.name)
    rows = list(_rows(book[words.HIDDEN], path))
    head = {
        str(line[0]): "" if line[1] is None else str(line[1])
        for number, line in rows
        if number <= workbook_material.BASE_ROW and len(line) > 1 and line[0] is not None
    }
    if head.get("format") != workbook_material.FORMAT or not head.get("version", "").isdecimal():
        raise NotAllowed("workbook_foreign", name=path.name)
    if int(head["version"]) > workbook_material.VERSION:
        raise NotAllowed("workbook_newer", name=path.name)
    base = [
        tuple("" if value is None else str(value) for value in (*line[:3], None, None)[:3])
        for number, line in rows
        if number > workbook_material.BASE_ROW and line[0] is not None
    ]
    try:
        kept = {code: Answer(_value_of(value), _note(note)) for code, value, note in base}
        made = Made(
            int(head["version"]), head["instrument"], head.get("fingerprint", ""), head["office"],
            int(head["year"]), head.get("digest", ""),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise NotAllowed("workbook_foreign", name=path.name) from error
    return made, kept


def _value_of(written: str) -> Value | None:
    found = json.loads(written)
    if found is None or isinstance(found, str):
        return found
    return tuple(sorted((str(name), Decimal(str(number))) for name, number in found.items()))


def _note(written: str) -> str:
    """A note as it is kept; blanks at its ends do not count, since programs add and drop them."""
    return clean_text(written).strip()


@dataclass(slots=True)
class _Found:
    """The cells of one question as they were met."""

    place: str = ""
    note_place: str = ""
    answer: object = None
    note: object = None
    numbers: dict[str, tuple[str, object]] | None = None


class _Reading:
    """Collects the rows of all sheets by question."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._found: dict[str, _Found] = {}
        self._faults: list[Fault] = []
        self._keys = {
            workbook_layout.key_of(node.code, name): (node.code, name)
            for node in instrument.nodes
            if node.question is not None
            for name in ("", *(item.id for item in node.question.scale.inputs))
        }

    def take_sheet(self, title: str, rows: Iterator[tuple[int, Cells]]) -> None:
        """Read a sheet's rows below its headings; a sheet without the mark of an area's sheet brings nothing."""
        columns: tuple[int, int, int] | None = None
        for number, line in rows:
            if columns is None:
                columns = _columns(line)
                continue
            key, answer, note = columns
            known = self._keys.get(str(line[key])) if key < len(line) and line[key] is not None else None
            if known is not None:
                self._take(title, number, known, (answer, _at(line, answer)), (note, _at(line, note)))

    def _take(
        self,
        title: str,
        number: int,
        known: tuple[str, str],
        answer: tuple[int, object],
        note: tuple[int, object],
    ) -> None:
        code, name = known
        place = f"{title}!{cell_name(number, answer[0])}"
        found = self._found.setdefault(code, _Found())
        if name:
            found.numbers = found.numbers or {}
            if name in found.numbers:
                self._faults.append(Fault(place, code, "twice"))
                return
            found.numbers[name] = (place, answer[1])
            return
        if found.place:
            self._faults.append(Fault(place, code, "twice"))
            return
        found.place, found.answer = place, answer[1]
        found.note_place, found.note = f"{title}!{cell_name(number, note[0])}", note[1]

    def finish(self, made: Made, base: Mapping[str, Answer]) -> ReadBook:
        """The lines in the sheet's order, and all faults."""
        lines: list[ReadLine] = []
        for place in self._instrument.question_places:
            node = self._instrument.nodes[place]
            found = self._found.get(node.code)
            if found is None or not found.place or node.question is None:
                self._faults.append(Fault("", node.code, "gone"))
                continue
            line = self._line(node.code, node.question, found, base.get(node.code, Answer()))
            if line is not None:
                lines.append(line)
        return ReadBook(made, tuple(lines), tuple(self._faults))

    def _line(self, code: str, question: Question, found: _Found, base: Answer) -> ReadLine | None:
        before = len(self._faults)
        value = self._value(code, question, found)
        note = _note("" if found.note is None else _words(found.note))
        if len(note) > MOST_OF_A_NOTE:
            self._faults.append(Fault(found.note_place, code, "too_long", note[:40]))
        if len(self._faults) > before:
            return None
        return ReadLine(
            code, self._first_place(question, found), found.note_place, replace(base, note=base.note.strip()),
            Answer(value, note),
        )  # fmt: skip

    def _first_place(self, question: Question, found: _Found) -> str:
        """The cell of the answer: that of its first number where it has a row of its own."""
        numbers = found.numbers or {}
        for item in question.scale.inputs:
            if item.id in numbers:
                return numbers[item.id][0]
        return found.place

    def _value(self, code: str, question: Question, found: _Found) -> Value | None:
        scale = question.scale
        if scale.options:
            return self._option(code, question, found)
        given = (
            {scale.inputs[0].id: (found.place, found.answer)}
            if workbook_layout.is_inline(scale)
            else found.numbers or {}
        )
        if any(item.id not in given for item in scale.inputs):
            self._faults.append(Fault(found.place, code, "gone"))
            return None
        return self._numbers(code, question, given)

    def _option(self, code: str, question: Question, found: _Found) -> str | None:
        written = " ".join(_words(found.answer).split())
        if not written:
            return None
        labels = {option.label.casefold(): option.label for option in question.scale.options}
        label = labels.get(written.casefold())
        if label is None:
            kind = "error" if written.startswith("#") else "option"
            self._faults.append(Fault(found.place, code, kind, written))
        return label

    def _numbers(
        self, code: str, question: Question, given: Mapping[str, tuple[str, object]]
    ) -> Value | None:
        numbers: dict[str, Decimal] = {}
        empty: list[str] = []
        faults: list[Fault] = []
        for item in question.scale.inputs:
            place, cell = given[item.id]
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                empty.append(place)
                continue
            number = _number(cell, item)
            if number is None:
                shown = _words(cell)
                faults.append(Fault(place, code, "error" if shown.startswith("#") else "number", shown))
            elif number != round(number, MOST_DECIMALS):
                faults.append(Fault(place, code, "decimals", _words(cell)))
            else:
                numbers[item.id] = number
        if not numbers and not faults:
            return None
        faults += [Fault(place, code, "inputs") for place in empty]
        if not faults:
            value = tuple(sorted(numbers.items()))
            kind = value_fault(question.scale, value)
            if kind is None:
                return value
            faults.append(_place_fault(kind, code, question, numbers, given))
        self._faults += faults
        return None


def _place_fault(
    kind: str,
    code: str,
    question: Question,
    numbers: Mapping[str, Decimal],
    given: Mapping[str, tuple[str, object]],
) -> Fault:
    """The fault of numbers, at the cell that is wrong, else at the one that the rule limits."""
    scale = question.scale
    name = scale.inputs[0].id
    for item in scale.inputs:
        number = numbers[item.id]
        if (kind == "range" and not item.minimum <= number <= item.maximum) or (
            kind == "whole" and item.whole and number % 1
        ):
            name = item.id
            break
    else:
        if kind == "numerator" and scale.formula is not None:
            name = scale.formula.numerator
    place, cell = given[name]
    return Fault(place, code, kind, _words(cell))


def _columns(line: Cells) -> tuple[int, int, int] | None:
    """The columns of keys, answers and notes if this is the row of headings."""
    titles = [str(value).strip() if value is not None else "" for value in line]
    if workbook_layout.KEY_HEADING not in titles:
        return None
    try:
        return (
            titles.index(workbook_layout.KEY_HEADING),
            titles.index(words.ANSWER_HEADING),
            titles.index(words.NOTE_HEADING),
        )
    except ValueError:
        return None


def _at(line: Cells, column: int) -> object:
    return line[column] if column < len(line) else None


def _words(cell: object) -> str:
    """A cell as a person would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, float):
        return format(_exact(cell), "f").replace(".", ",") if cell == cell else "#"
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def _number(cell: object, item: Input) -> Decimal | None:
    """The number in a cell, as a number or typed as text; None if it is none."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return _exact(cell)
    if not isinstance(cell, str):
        return None
    if not item.whole:
        try:
            return Decimal(cell.strip().replace(",", "."))
        except InvalidOperation:
            return None
    return text.parse_number(cell)


def _exact(cell: float) -> Decimal:
    """What a spreadsheet shows of a binary number: of 0.1 + 0.2 it is 0.3, fifteen digits are all a cell holds."""
    number = Decimal(f"{cell:.15g}")
    return number.to_integral_value() if number == number.to_integral_value() else number
