"""The sheets of the areas: questions with their answer cells, and the formulas from each answer up to the area."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rbdesk.domain.assessment import Evidence, Value
from rbdesk.domain.instrument import Node, Question
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.report import palette
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_formulas as formulas
from rbdesk.report import workbook_layout as layout
from rbdesk.report.sheets import cell_name
from rbdesk.report.workbook_layout import AreaSheet, Layout, Line
from rbdesk.report.workbook_material import OfficeBook, Worth
from rbdesk.report.workbook_paint import (
    MOST_OF_A_LIST,
    MOST_OF_A_MESSAGE,
    MOST_OF_A_TITLE,
    Book,
    Page,
)

FIRST_EVIDENCE_ROW = 3  # of the sheet of evidence, from 0
_FIRST_LIST = 5  # column of the hidden sheet
_WIDTHS = (10, 40, 44, 8, 11, 8, 8, 9, 11, 32, 26)
# Smaller letters need less room
_ROOMS = tuple(width * 1.18 if column == layout.CRITERIA else width for column, width in enumerate(_WIDTHS))


class AreaWriter:
    """Fills the sheets of areas, one after the other.

    `lists` are options too long for the list of a cell, by the column of the hidden sheet where they must stand.
    """

    def __init__(self, book: OfficeBook, plan: Layout, file: Book, sheet: ScoreSheet, worth: Worth) -> None:
        self._book, self._plan, self._file = book, plan, file
        self._instrument, self._sheet, self._worth = book.instrument, sheet, worth
        self._is_checklist = bool(book.instrument.points)
        self._evidence: dict[str, list[Evidence]] = {}
        self._first_evidence: dict[str, int] = {}
        for row, item in enumerate(book.evidence_rows(), start=FIRST_EVIDENCE_ROW):
            self._evidence.setdefault(item.question, []).append(item)
            self._first_evidence.setdefault(item.question, row)
        self.lists: list[tuple[int, Sequence[str]]] = []

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
            row, layout.PERCENT, formulas.ratio(here, weight),
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
            line.row, layout.PERCENT, formulas.ratio(points, weight),
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
        column = _FIRST_LIST + len(self.lists)
        self.lists.append((column, labels))
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
        """Answers and states of what cannot be used turn red: one rule for all rows, one for each group of numbers."""
        wrong = formulas.literal(words.WRONG)
        first, last = layout.HEAD_ROW + 1, sheet.last_row
        rule = {"type": "formula", "format": self._file.style("wrong")}
        state = f"=${cell_name(first + 1, layout.STATE)}={wrong}"
        for column in (layout.ANSWER, layout.STATE):
            page.raw.conditional_format(first, column, last, column, {**rule, "criteria": state})
        for place in dict.fromkeys(line.place for line in sheet.lines if line.kind == layout.NUMBER):
            rows = [line.row for line in sheet.lines if line.kind == layout.NUMBER and line.place == place]
            state = f"={layout.fixed(self._plan.row(place), layout.STATE)}={wrong}"
            page.raw.conditional_format(
                rows[0], layout.ANSWER, rows[-1], layout.ANSWER, {**rule, "criteria": state}
            )

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
        target = (
            f"internal:{layout.quoted(words.EVIDENCE_SHEET)}!{cell_name(self._first_evidence[code] + 1, 0)}"
        )
        page.link(row, layout.EVIDENCE, target, names)


def _number_of(value: Value | None, name: str) -> Decimal | None:
    """One number of a kept answer, None if there is none."""
    if value is None or isinstance(value, str):
        return None
    return dict(value).get(name)
