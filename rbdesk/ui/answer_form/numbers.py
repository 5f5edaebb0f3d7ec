"""The fields of a question that is answered by numbers: "72 dari 86", before and now, a score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain import scoring
from rbdesk.domain.assessment import Inputs, Value, value_fault
from rbdesk.domain.instrument import FALL, MOST_OF_A_COUNT, RATIO, Input, Question
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel

_MOST_PLACES = 6  # behind the point; a bundle carries no more
_FIELD_WIDTH, _LABEL_WIDTH = 58, 400  # pixels at 100 %


def ordered_inputs(question: Question) -> tuple[Input, ...]:
    """The inputs as they are read aloud: part, whole, then what is only told; before and now; a score."""
    scale = question.scale
    if scale.formula is None:
        return scale.inputs
    by_id = {item.id: item for item in scale.inputs}
    first = (
        [*scale.formula.denominator, scale.formula.numerator]
        if scale.formula.kind == FALL
        else [scale.formula.numerator, *scale.formula.denominator]
    )
    return tuple(by_id[name] for name in dict.fromkeys([*first, *by_id]))


def plain_number(number: Decimal) -> str:
    """A number as it stands in a field: decimal comma, points between thousands, no zeros at the end."""
    places = len(f"{number:f}".partition(".")[2].rstrip("0"))
    return text.number(number, places)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the fields say: a value, or a fault in words, or neither while numbers are missing."""

    value: Inputs | None = None
    fault: str = ""
    at_fault: tuple[str, ...] = ()


def read(question: Question, typed: dict[str, str]) -> Reading:
    """The value in what was typed, by input id; empty fields mean that it is not answered yet."""
    numbers: dict[str, Decimal] = {}
    for item in ordered_inputs(question):
        written = typed.get(item.id, "").strip()
        if not written:
            continue
        number = text.parse_number(written)
        if number is None:
            return Reading(fault=f"“{written}” bukan angka", at_fault=(item.id,))
        numbers[item.id] = number
        fault = _fault_of(item, number)
        if fault:
            worded = messages.value_fault(fault, question, {item.id: number})
            return Reading(fault=worded, at_fault=(item.id,))
        if not item.whole and -int(number.normalize().as_tuple().exponent) > _MOST_PLACES:
            return Reading(fault=f"Paling banyak {_MOST_PLACES} angka di belakang koma", at_fault=(item.id,))
    if len(numbers) < len(question.scale.inputs):
        return Reading()
    value: Inputs = tuple(sorted(numbers.items()))
    wrong = value_fault(question.scale, value)
    if wrong is not None:
        formula = question.scale.formula
        at = (formula.numerator,) if formula is not None and wrong == "numerator" else tuple(numbers)
        return Reading(fault=messages.value_fault(wrong, question, numbers), at_fault=at)
    return Reading(value)


def _fault_of(item: Input, number: Decimal) -> str:
    if not item.minimum <= number <= item.maximum:
        return "range"
    return "whole" if item.whole and number != number.to_integral_value() else ""


def result_text(question: Question, value: Value | None) -> str:
    """What the numbers come to: "83,7%", or the share where the instrument's rule for zero decides."""
    if value is None or isinstance(value, str) or question.scale.formula is None:
        return ""
    worth = scoring.share(question.scale, value)
    if worth.edge:
        return f"nilai {plain_number(scoring.to_decimal(worth.value))}"
    if question.scale.formula.kind in (RATIO, FALL):
        return text.percent(worth.value * 100)
    return f"nilai {text.number(worth.value)}"


def rule_text(question: Question, value: Value | None) -> str:
    """The instrument's rule where a zero denominator decided, else nothing."""
    formula = question.scale.formula
    if value is None or isinstance(value, str) or formula is None or formula.edge is None:
        return ""
    return formula.edge.text if scoring.share(question.scale, value).edge else ""


class NumberFields(Dressed, QWidget):
    """The number fields of one question, on one line (`compact`) or with their labels.

    What was typed and cannot be taken stays in the field, in red, and is not told. Signals, by the person only:
    `committed(value)` Enter, Tab or leaving: the numbers, or None when a field was emptied · `escaped()` Esc ·
    `typed()` with each letter.
    """

    committed = Signal(object)
    escaped = Signal()
    typed = Signal()

    def __init__(self, question: Question, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._compact = compact
        self._value: Value | None = None
        self._inputs = ordered_inputs(question)
        self._shown = self._inputs[:2] if compact else self._inputs
        self._hidden: dict[str, str] = {}
        self._fields: dict[str, QLineEdit] = {}
        for item in self._shown:
            self._fields[item.id] = self._make_field(item)
        self._labels: list[WrapLabel] = []
        self._result = Label("", "strong")
        self._fault = WrapLabel("", "caption", "err")
        self._rule = WrapLabel("", "caption", "text2")
        if compact:
            self._lay_out_compact()
        else:
            self._lay_out_whole()
        self.follow_theme()

    @staticmethod
    def fits_compact(question: Question) -> bool:
        """Whether the question can be answered on one line: at most two numbers."""
        return len(question.scale.inputs) <= 2

    def fields(self) -> list[QLineEdit]:
        """The fields in reading order."""
        return list(self._fields.values())

    def field(self, input_id: str) -> QLineEdit:
        """The field of one input."""
        return self._fields[input_id]

    def drafts(self) -> dict[str, str]:
        """What stands in the fields, by input id."""
        return {**self._hidden, **{name: field.text() for name, field in self._fields.items()}}

    def value(self) -> Value | None:
        """The value that holds, not what is being typed."""
        return self._value

    def set_value(self, value: Value | None, drafts: dict[str, str] | None = None) -> None:
        """Show a value, or what was typed and not taken; a field that is being typed in is left alone."""
        self._value = value
        numbers = {} if value is None or isinstance(value, str) else dict(value)
        known = {name: plain_number(number) for name, number in numbers.items()}
        shown = drafts if drafts is not None else known
        self._hidden = {
            item.id: shown.get(item.id, "") for item in self._inputs if item.id not in self._fields
        }
        for name, field in self._fields.items():
            if not (field.hasFocus() and field.isModified()):
                field.setText(shown.get(name, ""))
                field.setModified(False)
        self._show_state()

    def set_proposed(self, value: Value | None) -> None:
        """Show a proposed value as a pale hint in the empty fields."""
        numbers = {} if value is None or isinstance(value, str) else dict(value)
        for name, field in self._fields.items():
            field.setPlaceholderText(plain_number(numbers[name]) if name in numbers else "")
            field.setProperty("proposed", "true" if name in numbers else "false")

    def set_locked(self, locked: bool) -> None:
        """Make the fields readable but not changeable; their text can still be selected."""
        for field in self._fields.values():
            field.setReadOnly(locked)

    def fault(self) -> str:
        """Why what stands in the fields cannot be taken, in words; "" if it can or something is missing."""
        return self._reading().fault

    def start_typing(self, character: str = "") -> None:
        """Put the cursor into the first empty field, or the first; a first digit replaces what stands there."""
        fields = self.fields()
        target = next((field for field in fields if not field.text()), fields[0])
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        target.selectAll()
        if character and not target.isReadOnly():
            target.insert(character)
            target.setModified(True)
            self._on_edited()

    def finish(self) -> None:
        """Tell what was typed, as leaving the field does."""
        for field in self._fields.values():
            if field.isModified():
                self._on_finished()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
            self.escaped.emit()
            return
        if event.text() and event.text().isprintable() and not event.modifiers():
            return  # a letter that the field did not take is no answer to the card
        event.ignore()

    def dress(self) -> None:
        for item in self._shown:
            self._fit(self._fields[item.id], item)
        widest = max((paint.width_of(label.text(), label.font()) for label in self._labels), default=0)
        for label in self._labels:
            label.setFixedWidth(min(widest + 2, theme.px(_LABEL_WIDTH)))
        super().dress()

    def _make_field(self, item: Input) -> QLineEdit:
        field = QLineEdit(self)
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setAccessibleName(item.label)
        field.setToolTip(item.label if self._compact else "")
        field.setMaxLength(30)
        field.textEdited.connect(self._on_edited)
        field.editingFinished.connect(self._on_finished)
        return field

    def _lay_out_compact(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S - 2)
        formula = self._question.scale.formula
        word = "menjadi" if formula is not None and formula.kind == FALL else "dari"
        for at, item in enumerate(self._shown):
            if at:
                row.addWidget(Label(word, "body", "text2"))
            row.addWidget(self._fields[item.id])
        if len(self._shown) == 1 and self._shown[0].unit:
            row.addWidget(Label(self._shown[0].unit, "caption", "text3"))
        row.addWidget(self._result)
        for label in (self._fault, self._rule):
            label.setParent(self)
            label.hide()

    def _lay_out_whole(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_S - 2)
        grid.setColumnStretch(3, 1)
        for at, item in enumerate(self._shown):
            label = WrapLabel(item.label, "body")
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            label.setBuddy(self._fields[item.id])
            self._labels.append(label)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._fields[item.id], at, 1)
            hint = Label(_hint(item), "caption", "text3")
            grid.addWidget(hint, at, 2)
        grid.addWidget(self._result, 0, 3, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(grid)
        column.addWidget(self._fault)
        column.addWidget(self._rule)

    def _on_edited(self) -> None:
        self._show_state()
        self.typed.emit()

    def _on_finished(self) -> None:
        if not any(field.isModified() for field in self._fields.values()):
            return
        reading = self._reading()
        if reading.fault:
            return  # stays in the field, in red, and is not stored
        for field in self._fields.values():
            field.setModified(False)
        if reading.value is None and self._value is None:
            return  # numbers are still missing
        if reading.value == self._value:
            self.set_value(self._value)  # the same number, written properly
            return
        self.committed.emit(reading.value)

    def _reading(self) -> Reading:
        return read(self._question, self.drafts())

    def _show_state(self) -> None:
        reading = self._reading()
        self._result.setText(result_text(self._question, reading.value))
        self._result.setToolTip(rule_text(self._question, reading.value))
        for item in self._shown:
            field = self._fields[item.id]
            is_bad = item.id in reading.at_fault
            if field.property("fault") != ("true" if is_bad else "false"):
                field.setProperty("fault", "true" if is_bad else "false")
                field.style().unpolish(field)
                field.style().polish(field)
            if self._compact:
                field.setToolTip(f"{item.label}. {reading.fault}" if is_bad else item.label)
            self._fit(field, item)
        kept = (
            f" Yang tersimpan: {messages.value_text(self._value, self._question.scale)}."
            if self._value
            else ""
        )
        self._fault.setText(f"{reading.fault}.{kept}" if reading.fault else self._missing())
        self._fault.set_ink("err" if reading.fault else "text3")
        self._fault.setVisible(bool(self._fault.text()) and not self._compact)
        self._rule.setText(rule_text(self._question, reading.value))
        self._rule.setVisible(bool(self._rule.text()) and not self._compact)

    def _missing(self) -> str:
        """What a half-filled question says: it is not answered yet."""
        empty = [item.label for item in self._inputs if not self.drafts().get(item.id, "").strip()]
        if not empty or len(empty) == len(self._inputs):
            return ""
        return f"Belum dijawab: isi juga {text.listing([f'“{label}”' for label in empty])}."

    def _fit(self, field: QLineEdit, item: Input) -> None:
        """A field is as wide as its number, so that amounts in rupiah are read whole."""
        needed = paint.width_of(field.text() or field.placeholderText(), theme.font("body")) + 24
        least = _FIELD_WIDTH if self._compact else 96
        field.setFixedWidth(max(theme.px(least), min(needed, theme.px(190))))


def _hint(item: Input) -> str:
    """The unit and the allowed range of a field, where the instrument has one."""
    if item.maximum >= MOST_OF_A_COUNT:
        return item.unit
    return " ".join(
        part for part in (item.unit, f"{plain_number(item.minimum)}–{plain_number(item.maximum)}") if part
    )
