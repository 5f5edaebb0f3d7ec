"""The office's living workbook: the LKE as people know it, which computes its score and can be read back.

Formulas, lists and limits come from the instrument; a new one needs no code. Whatever a person may type lies in an
unlocked cell; a hidden sheet says of which data the workbook was made, so that `workbook_read` can compare.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from rbdesk.domain import gates, scoring, strategy
from rbdesk.domain.assessment import EMPTY, Answer, Evidence, Value
from rbdesk.domain.gates import GateState
from rbdesk.domain.instrument import Instrument, Node, Question
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.progress import SILENT, Progress
from rbdesk.report import palette
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_formulas as formulas
from rbdesk.report import workbook_layout as layout
from rbdesk.report.sheets import cell_name
from rbdesk.report.whole import replacing
from rbdesk.report.workbook_layout import AreaSheet, Layout, Line
from rbdesk.report.workbook_paint import (
    A4,
    MOST_OF_A_LIST,
    MOST_OF_A_MESSAGE,
    MOST_OF_A_TITLE,
    Book,
    Page,
    cell_text,
)

FORMAT, VERSION = "rbdesk-workbook", 1
_FIRST_LIST = 5  # column of the hidden sheet
BASE_ROW = 12  # of the hidden sheet, from 0: where the answers begin that the workbook was made from
_WIDTHS = (10, 40, 44, 8, 11, 8, 8, 9, 11, 32, 26)
_ROOMS = tuple(width * 1.18 if column == layout.CRITERIA else width for column, width in enumerate(_WIDTHS))
_EVIDENCE_WIDTHS = (12, 34, 48, 34, 12, 68)
_STATE_WORDS = {
    GateState.MET: words.MET,
    GateState.MISSED: words.MISSED,
    GateState.UNKNOWN: words.NOT_JUDGED,
}

Place = Callable[[Evidence], str]


def _nowhere(_: Evidence) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """What an office's workbook is made of. `place` gives the file of a piece of evidence relative to the workbook.

    `digest` names the data of the desk, `print` the instrument's file (its SHA-256); both may be empty.
    """

    instrument: Instrument
    office: str
    office_name: str
    year: int
    answers: Mapping[str, Answer]
    evidence: tuple[Evidence, ...] = ()
    digest: str = ""
    print: str = ""
    place: Place = _nowhere

    def answer(self, code: str) -> Answer:
        """The answer to a question, empty if there is none."""
        return self.answers.get(code, EMPTY)


def write_office_book(book: OfficeBook, path: Path, progress: Progress = SILENT, *, paper: int = A4) -> None:
    """Write the workbook, whole or not at all. Raises StoreTrouble: as `whole.replacing`; Cancelled."""
    plan = layout.plan(book.instrument)
    total = len(plan.sheets) + 2
    with (
        replacing(path) as part,
        Book(part, title=f"{book.instrument.title}: {book.office_name} {book.year}", paper=paper) as file,
    ):
        writer = _Writer(book, plan, file)
        progress.step(0, total, words.SUMMARY)
        summary = file.sheet(words.SUMMARY, colour=palette.NAVY)
        for done, sheet in enumerate(plan.sheets, start=1):
            progress.step(done, total, sheet.name)
            writer.write_area(sheet)
        writer.write_evidence()
        writer.write_hidden()
        writer.write_summary(summary)
        progress.step(total - 1, total, path.name)
    progress.step(total, total, path.name)


def base_rows(book: OfficeBook) -> list[tuple[str, str, str]]:
    """The answers a workbook is made from: code, value as JSON, note; in the sheet's order."""
    nodes = book.instrument.nodes
    found = []
    for place in book.instrument.question_places:
        answer = book.answer(nodes[place].code)
        found.append((nodes[place].code, value_text(answer.value), cell_text(answer.note)))
    return found


def value_text(value: Value | None) -> str:
    """A value as one JSON text: `null`, `"B"`, `{"n_agent":"12"}`."""
    kept = value if value is None or isinstance(value, str) else {name: str(one) for name, one in value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def base_digest(rows: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256 over the rows of `base_rows`."""
    return hashlib.sha256("\x00".join("\x01".join(row) for row in rows).encode()).hexdigest()


class _Writer:
    """Fills the sheets of one workbook."""

    def __init__(self, book: OfficeBook, plan: Layout, file: Book) -> None:
        self._book, self._plan, self._file = book, plan, file
        self._instrument = book.instrument
        self._sheet: ScoreSheet = scoring.score(book.instrument, book.answers)
        self._is_checklist = bool(book.instrument.points)
        self._worth = _Worth(self._sheet, book.answers)
        self._evidence: dict[str, list[Evidence]] = {}
        for item in book.evidence:
            if item.on:
                self._evidence.setdefault(item.question, []).append(item)
        self._lists: list[tuple[int, Sequence[str]]] = []  # options too long for a cell's own list, by column

    # --- an area ------------------------------------------------------------------------------------------

    def write_area(self, sheet: AreaSheet) -> None:
        page = self._file.sheet(sheet.name, colour=palette.PRIMARY)
        for column, width in enumerate(_WIDTHS):
            page.raw.set_column(column, column, width)
        page.raw.set_column(layout.KEY, layout.KEY, None, None, {"hidden": True})
        page.text(0, 0, words.area_title(sheet.group), "title")
        page.raw.set_row(0, 24)
        subtitle = words.subtitle(self._book.office, self._book.office_name, self._book.year)
        page.text(1, 0, f"{self._instrument.title} · {subtitle}", "subtitle")
        self._write_area_head(page, sheet)
        page.heading(layout.HEAD_ROW, words.HEADINGS)
        page.text(layout.HEAD_ROW, layout.KEY, layout.KEY_HEADING, "small")
        page.raw.set_row(layout.HEAD_ROW, 30)
        for line in sheet.lines:
            self._write_line(page, line)
            page.fit_row(line.row, self._texts_of(line), _ROOMS)
        self._mark_faults(page, sheet)
        page.raw.freeze_panes(layout.HEAD_ROW + 1, layout.QUESTION + 1)
        page.protect()
        self._file.set_up_print(
            page, sheet.last_row, layout.EVIDENCE, repeat=(layout.HEAD_ROW, layout.HEAD_ROW)
        )

    def _write_area_head(self, page: Page, sheet: AreaSheet) -> None:
        """The area's own result in the line above the headings."""
        row, group = layout.HEAD_ROW - 1, sheet.group
        page.text(row, layout.CODE, words.TOTAL, "total")
        page.text(row, layout.QUESTION, words.area_title(group), "total")
        page.blank(row, layout.CRITERIA, layout.CRITERIA, "total")
        page.number(row, layout.WEIGHT, group.weight, "total_number")
        page.blank(row, layout.ANSWER, layout.SHARE, "total")
        cells = [self._plan.cell(place, layout.POINTS) for place in group.places]
        points, percent = self._worth.group(group.places)
        page.formula(
            row, layout.POINTS, self._sum(cells), words.NONE_DUE if points is None else points, "total_number"
        )
        here = cell_name(row + 1, layout.POINTS)
        weight = cell_name(row + 1, layout.WEIGHT)
        page.formula(
            row, layout.PERCENT, _ratio(here, weight),
            words.NONE_DUE if percent is None else percent / 100, "total_percent",
        )  # fmt: skip

    def _sum(self, cells: Sequence[str]) -> str:
        """The sum of cells; of a checklist a text where nothing in them counts."""
        total = f"SUM({','.join(cells)})"
        if self._is_checklist:
            return f"=IF(COUNT({','.join(cells)})=0,{formulas.literal(words.NONE_DUE)},{total})"
        return f"={total}"

    def _texts_of(self, line: Line) -> dict[int, str]:
        """The texts of a line that may need more than one row of letters, by column."""
        node = self._instrument.nodes[line.place]
        if line.item is not None:
            return {layout.QUESTION: "   " + words.input_label(line.item)}
        if node.question is None:
            return {layout.QUESTION: f"{node.number}. {node.name}"}
        return {
            layout.QUESTION: node.question.text or node.name,
            layout.CRITERIA: words.criteria(node.question),
            layout.NOTE: self._book.answer(node.code).note,
            layout.EVIDENCE: self._evidence_names(node.code),
        }

    def _write_line(self, page: Page, line: Line) -> None:
        node = self._instrument.nodes[line.place]
        if line.kind == layout.AREA:
            self._write_group_line(page, line, node, "area", self._instrument.children[line.place])
        elif line.kind == layout.SUBCOMPONENT:
            self._write_subcomponent(page, line, node)
        elif line.item is not None:
            self._write_number(page, line, node)
        else:
            self._write_question(page, line, node)

    def _write_group_line(
        self, page: Page, line: Line, node: Node, style: str, children: Sequence[int]
    ) -> None:
        """An area within its part: its weight, and the sum of its subcomponents."""
        part = self._instrument.nodes[node.parent]
        name = node.name if self._is_checklist else f"{part.number}. {part.name}: {node.name}"
        self._write_group_frame(page, line, node, style, self._instrument.display(node.code), name)
        cells = [self._plan.cell(child, layout.POINTS) for child in children]
        points = self._worth.points(line.place)
        page.formula(
            line.row, layout.POINTS, self._sum(cells) if cells else "=0",
            words.NONE_DUE if points is None else points, f"{style}_number",
        )  # fmt: skip
        self._write_percent(page, line, f"{style}_percent")

    def _write_subcomponent(self, page: Page, line: Line, node: Node) -> None:
        """Weight times the mean of its questions; unanswered ones count 0 in the mean."""
        numeral = self._instrument.display(node.code)
        self._write_group_frame(page, line, node, "group", numeral, f"{node.number}. {node.name}")
        leaves = self._instrument.questions_under(line.place)
        weight = self._plan.cell(line.place, layout.WEIGHT)
        formula = "=0"
        if leaves:
            last = max(
                [self._plan.row(leaves[-1])]
                + [int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1 for cell in self._plan.inputs(leaves[-1]).values()]
            )  # fmt: skip
            span = f"{self._plan.cell(leaves[0], layout.SHARE)}:{cell_name(last + 1, layout.SHARE)}"
            formula = f"={weight}*AVERAGE({span})"
            if self._is_checklist:
                formula = f"=IF(COUNT({span})=0,{formulas.literal(words.NONE_DUE)},{weight}*AVERAGE({span}))"
        points = self._worth.points(line.place)
        page.formula(
            line.row, layout.POINTS, formula, words.NONE_DUE if points is None else points, "group_number"
        )
        self._write_percent(page, line, "group_percent")
        area = self._instrument.nodes[node.parent]
        if self._is_checklist and area.name == node.name:
            page.hide_row(line.row)

    def _write_group_frame(
        self, page: Page, line: Line, node: Node, style: str, code: str, name: str
    ) -> None:
        page.text(line.row, layout.CODE, code, style)
        page.text(line.row, layout.QUESTION, name, style)
        page.text(line.row, layout.CRITERIA, "", style)
        page.number(line.row, layout.WEIGHT, node.weight or Decimal(0), f"{style}_number")
        page.blank(line.row, layout.ANSWER, layout.SHARE, style)
        page.blank(line.row, layout.STATE, layout.EVIDENCE, style)

    def _write_percent(self, page: Page, line: Line, style: str) -> None:
        points, weight = (self._plan.cell(line.place, column) for column in (layout.POINTS, layout.WEIGHT))
        percent = self._worth.percent(line.place)
        page.formula(
            line.row, layout.PERCENT, _ratio(points, weight),
            words.NONE_DUE if percent is None else percent / 100, style,
        )  # fmt: skip

    def _write_question(self, page: Page, line: Line, node: Node) -> None:
        question, place, row = node.question, line.place, line.row
        assert question is not None
        answer = self._book.answer(node.code)
        cells = self._plan.inputs(place)
        cell = {
            column: self._plan.cell(place, column) for column in (layout.ANSWER, layout.SHARE, layout.STATE)
        }
        page.text(row, layout.CODE, self._instrument.display(node.code), "cell")
        page.text(row, layout.QUESTION, question.text or node.name, "cell")
        page.text(row, layout.CRITERIA, words.criteria(question), "criteria")
        parent = self._instrument.nodes[place].parent
        page.formula(
            row, layout.WEIGHT,
            f"={self._plan.cell(parent, layout.WEIGHT)}/{len(self._instrument.children[parent])}",
            self._instrument.question_share_weight(place), "wide_number",
        )  # fmt: skip
        self._write_answer(page, line, node.code, question)
        none_due = self._is_checklist
        share = formulas.share(
            question.scale, cell[layout.ANSWER], cells, cell[layout.STATE], none_due=none_due
        )
        worth = self._worth.share(place)
        page.formula(row, layout.SHARE, share, words.NONE_DUE if worth is None else worth, "number")
        andil = self._plan.cell(place, layout.WEIGHT)
        points = f"{cell[layout.SHARE]}*{andil}"
        page.formula(
            row, layout.POINTS,
            f'=IF(ISNUMBER({cell[layout.SHARE]}),{points},"")' if none_due else f"={points}",
            "" if worth is None else worth * self._instrument.question_share_weight(place), "wide_number",
        )  # fmt: skip
        page.blank(row, layout.PERCENT, layout.PERCENT, "cell")
        state = formulas.state(question.scale, cell[layout.ANSWER], cells)
        page.formula(row, layout.STATE, state, formulas.state_value(question.scale, answer), "state")
        page.text(row, layout.NOTE, answer.note, "note")
        self._write_evidence_cell(page, row, node.code)
        page.text(row, layout.KEY, layout.key_of(node.code), "small")

    def _write_answer(self, page: Page, line: Line, code: str, question: Question) -> None:
        """The cell of the answer: a list of options, a number, or a computed percentage above its numbers."""
        scale, row = question.scale, line.row
        value = self._book.answer(code).value
        if scale.options:
            page.text(row, layout.ANSWER, value if isinstance(value, str) else "", "answer")
            self._validate_options(page, row, question)
        elif layout.is_inline(scale):
            item = scale.inputs[0]
            page.number(row, layout.ANSWER, _number_of(value, item.id), "answer_score")
            self._validate_number(page, line, question, item.id)
        else:
            place = line.place
            share, state = (self._plan.cell(place, column) for column in (layout.SHARE, layout.STATE))
            worth = self._sheet.shares[place]
            is_shown = worth is not None and worth.answered
            cached = self._worth.share(place)
            page.formula(
                row, layout.ANSWER, f'=IF({state}="",{share},"")',
                "" if not is_shown else words.NONE_DUE if cached is None else cached, "computed",
            )  # fmt: skip

    def _write_number(self, page: Page, line: Line, node: Node) -> None:
        item, question = line.item, node.question
        assert item is not None
        assert question is not None
        value = self._book.answer(node.code).value
        page.text(line.row, layout.CODE, "", "cell")
        page.text(line.row, layout.QUESTION, words.input_label(item), "input_label")
        page.blank(line.row, layout.CRITERIA, layout.WEIGHT, "cell")
        page.number(
            line.row, layout.ANSWER, _number_of(value, item.id),
            "answer_count" if item.whole else "answer_score",
        )  # fmt: skip
        page.blank(line.row, layout.SHARE, layout.EVIDENCE, "cell")
        page.text(line.row, layout.KEY, layout.key_of(node.code, item.id), "small")
        self._validate_number(page, line, question, item.id)

    def _validate_options(self, page: Page, row: int, question: Question) -> None:
        labels = [option.label for option in question.scale.options]
        source: list[str] | str = labels
        if len(",".join(labels)) > MOST_OF_A_LIST or any("," in label for label in labels):
            source = self._long_list(labels)
        page.raw.data_validation(
            row, layout.ANSWER, row, layout.ANSWER,
            {
                "validate": "list",
                "source": source,
                "error_title": words.WRONG_TITLE[:MOST_OF_A_TITLE],
                "error_message": words.option_fault(question)[:MOST_OF_A_MESSAGE],
            },
        )  # fmt: skip

    def _long_list(self, labels: Sequence[str]) -> str:
        """The place of options that are too long for a list in the cell itself: a column of the hidden sheet."""
        column = _FIRST_LIST + len(self._lists)
        self._lists.append((column, labels))
        return f"={layout.quoted(words.HIDDEN)}!{layout.fixed(0, column)}:{layout.fixed(len(labels) - 1, column)}"

    def _validate_number(self, page: Page, line: Line, question: Question, name: str) -> None:
        item = next(one for one in question.scale.inputs if one.id == name)
        page.raw.data_validation(
            line.row, layout.ANSWER, line.row, layout.ANSWER,
            {
                "validate": "integer" if item.whole else "decimal",
                "criteria": "between",
                "minimum": float(item.minimum),
                "maximum": float(item.maximum),
                "error_title": words.WRONG_TITLE[:MOST_OF_A_TITLE],
                "error_message": words.number_fault(item)[:MOST_OF_A_MESSAGE],
            },
        )  # fmt: skip

    def _mark_faults(self, page: Page, sheet: AreaSheet) -> None:
        """Answers and states of what cannot be used turn red."""
        wrong = self._file.style("wrong")
        for line in sheet.lines:
            if line.kind != layout.ASKED:
                continue
            state = layout.fixed(line.row, layout.STATE)
            rule = {
                "type": "formula",
                "criteria": f"={state}={formulas.literal(words.WRONG)}",
                "format": wrong,
            }
            last = line.row + sum(
                one.kind == layout.NUMBER and one.place == line.place for one in sheet.lines
            )
            page.raw.conditional_format(line.row, layout.ANSWER, last, layout.ANSWER, rule)
            page.raw.conditional_format(line.row, layout.STATE, line.row, layout.STATE, rule)

    # --- evidence -----------------------------------------------------------------------------------------

    def _evidence_rows(self) -> list[Evidence]:
        nodes = self._instrument.nodes
        return [
            item
            for place in self._instrument.question_places
            for item in self._evidence.get(nodes[place].code, [])
        ]

    def _evidence_names(self, code: str) -> str:
        return ";\n".join(
            f"{item.name} ({item.note})" if item.note else item.name for item in self._evidence.get(code, [])
        )

    def _write_evidence_cell(self, page: Page, row: int, code: str) -> None:
        items = self._evidence.get(code, [])
        if not items:
            page.text(row, layout.EVIDENCE, "", "cell")
            return
        names = self._evidence_names(code)
        first = next(place for place, item in enumerate(self._evidence_rows()) if item.question == code)
        target = f"internal:{layout.quoted(words.EVIDENCE_SHEET)}!{cell_name(first + 4, 0)}"
        page.link(row, layout.EVIDENCE, target, names)

    def write_evidence(self) -> None:
        """The list of all evidence, each with a link to its file in the folder beside the workbook."""
        page = self._file.sheet(words.EVIDENCE_SHEET, colour=palette.OK)
        for column, width in enumerate(_EVIDENCE_WIDTHS):
            page.raw.set_column(column, column, width)
        page.text(0, 0, words.HEADINGS[layout.EVIDENCE], "title")
        subtitle = words.subtitle(self._book.office, self._book.office_name, self._book.year)
        page.text(1, 0, f"{self._instrument.title} · {subtitle}", "subtitle")
        page.heading(2, words.EVIDENCE_HEADINGS)
        rows = self._evidence_rows()
        for row, item in enumerate(rows, start=3):
            page.text(row, 0, self._instrument.display(item.question))
            page.text(row, 1, self._instrument.node(item.question).short)
            target = self._book.place(item)
            page.link(row, 2, f"external:{_link_text(target)}" if target else "", item.name)
            page.text(row, 3, item.note)
            page.number(row, 4, words.kibibytes(item.size), "percent_number")
            page.text(row, 5, item.sha256, "hash")
            page.fit_row(
                row,
                {1: self._instrument.node(item.question).short, 2: item.name, 3: item.note},
                _EVIDENCE_WIDTHS,
            )
        if not rows:
            page.text(3, 0, words.NO_LINK, "small")
        page.raw.freeze_panes(3, 0)
        if rows:
            page.raw.autofilter(2, 0, 2 + len(rows), len(words.EVIDENCE_HEADINGS) - 1)
        page.protect()
        self._file.set_up_print(page, max(3, 2 + len(rows)), 5, repeat=(2, 2))

    # --- what the reader needs ----------------------------------------------------------------------------

    def write_hidden(self) -> None:
        """Of which data the workbook was made; read by `workbook_read`, shown to nobody."""
        page = self._file.sheet(words.HIDDEN)
        rows = base_rows(self._book)
        head = (
            ("format", FORMAT),
            ("version", str(VERSION)),
            ("instrument", self._instrument.id),
            ("print", self._book.print),
            ("office", self._book.office),
            ("year", str(self._book.year)),
            ("digest", self._book.digest),
            ("base", base_digest(rows)),
        )
        for row, (name, value) in enumerate(head):
            page.text(row, 0, name, "plain")
            page.text(row, 1, value, "plain")
        for row, line in enumerate(rows, start=BASE_ROW):
            for column, content in enumerate(line):
                page.text(row, column, content, "plain")
        for column, labels in self._lists:
            for row, label in enumerate(labels):
                page.text(row, column, label, "plain")
        page.protect()
        page.raw.very_hidden()

    # --- the summary --------------------------------------------------------------------------------------

    def write_summary(self, page: Page) -> None:
        """Total, band, areas, parts and minimums, each from the sheets of the areas; and two charts."""
        _Summary(self._book, self._plan, self._file, page, self._sheet, self._worth).write()


class _Worth:
    """The values of the engine: of a sheet those of its score, of a checklist those of its profile.

    None stands for "nothing was due here", which only a checklist knows.
    """

    def __init__(self, sheet: ScoreSheet, answers: Mapping[str, Answer]) -> None:
        self._sheet, self._answers = sheet, answers
        instrument = sheet.instrument
        self._points: dict[int, Fraction | None] = {}
        for result in strategy.profile(instrument, answers) if instrument.points else ():
            place = instrument.place_of[result.point.code]
            for node in (place, *instrument.children[place]):
                weight = Fraction(instrument.nodes[node].weight or 0)
                self._points[node] = None if result.percent is None else result.percent * weight / 100

    def points(self, place: int) -> Fraction | None:
        """Points of a node."""
        return self._points.get(place, self._sheet.points[place])

    def percent(self, place: int) -> Fraction | None:
        """Points as per cent of the weight of a node, 0..100."""
        points, weight = self.points(place), self._sheet.instrument.nodes[place].weight
        return None if points is None else scoring.percent_of(points, Fraction(weight or 0))

    def share(self, place: int) -> Fraction | None:
        """What a question is worth, 0..1."""
        instrument = self._sheet.instrument
        code = instrument.nodes[place].code
        if instrument.points and not strategy.is_counted(instrument, code, self._answers.get(code)):
            return None
        found = self._sheet.shares[place]
        return found.value if found is not None else Fraction(0)

    def group(self, places: Sequence[int]) -> tuple[Fraction | None, Fraction | None]:
        """Points and per cent of an area across parts."""
        known = [points for place in places if (points := self.points(place)) is not None]
        if not known:
            return None, None
        weight = sum(
            (Fraction(self._sheet.instrument.nodes[place].weight or 0) for place in places), Fraction(0)
        )
        total = sum(known, Fraction(0))
        return total, scoring.percent_of(total, weight)


class _Summary:
    """Fills the summary sheet."""

    _LAST = 9  # column of the tables' right end
    _SHORT = 10  # hidden column of short names, for the radar
    _CHART = 11  # column where charts begin

    def __init__(
        self, book: OfficeBook, plan: Layout, file: Book, page: Page, sheet: ScoreSheet, worth: _Worth
    ) -> None:
        self._book, self._plan, self._file, self._page = book, plan, file, page
        self._instrument, self._sheet, self._worth = book.instrument, sheet, worth
        self._is_checklist = bool(book.instrument.points)

    def write(self) -> None:
        page, instrument = self._page, self._instrument
        for column, width in enumerate((6, 40, 11, 11, 11, 11, 11, 11, 11, 11)):
            page.raw.set_column(column, column, width)
        page.raw.set_column(self._SHORT, self._SHORT, None, None, {"hidden": True})
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
        self._file.set_up_print(page, max(row, 41), self._CHART + 8)
        page.raw.fit_to_pages(1, 1)
        page.raw.activate()

    @property
    def _has_bands(self) -> bool:
        """A sheet with gates is judged by them, not by letters."""
        return bool(self._instrument.bands) and not self._instrument.levels

    def _write_areas(self, row: int) -> int:
        """The table of areas; the row after it."""
        page, instrument = self._page, self._instrument
        parts = instrument.children[scoring.ROOT] if len(instrument.children[scoring.ROOT]) > 1 else ()
        titles = [*words.AREA_HEADINGS[:3]]
        titles += [instrument.nodes[part].short for part in parts]
        titles += words.AREA_HEADINGS[3:]
        page.text(row, 0, words.AREAS, "section")
        page.blank(row, 1, len(titles) - 1, "section")
        page.heading(row + 1, titles)
        page.raw.set_row(row + 1, 30)
        first = row + 2
        self._parts, self._points_column = parts, 3 + len(parts)
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
        page.text(row, self._SHORT, group.short, "plain")
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
            row, here + 1, _ratio(cell_name(row + 1, here), cell_name(row + 1, 2)),
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
            row, here + 1, _ratio(cell_name(row + 1, here), cell_name(row + 1, 2)),
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
                line, 4, _ratio(cell_name(line + 1, 3), cell_name(line + 1, 2)),
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
        short_names = [words.SUMMARY, self._first, self._SHORT, last, self._SHORT]
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
            self._page.raw.insert_chart(3, self._CHART, radar, {"description": words.RADAR_TITLE})
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
            22 if self._count > 2 else 3, self._CHART, bars, {"description": words.BARS_TITLE}
        )


def _ratio(points: str, weight: str) -> str:
    """The formula of points as a share of a weight; a weight of 0 gives 0, a text stays what it is."""
    return f"=IF(ISNUMBER({points}),IF({weight}=0,0,{points}/{weight}),{points})"


def _number_of(value: Value | None, name: str) -> Decimal | None:
    """One number of a kept answer, None if there is none."""
    if value is None or isinstance(value, str):
        return None
    return dict(value).get(name)


def _link_text(target: str) -> str:
    """A relative path as a link holds it: with the marks that would end or change it as per cent signs and digits."""
    return "".join(
        f"%{ord(sign):02X}" if sign in ' %#"<>`^{|}' else sign for sign in target.replace("\\", "/")
    )
