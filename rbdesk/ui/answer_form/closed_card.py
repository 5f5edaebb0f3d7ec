"""One question in a list, closed: drawn by itself but for its answer control, so that a list of 24 stays quick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk.domain.assessment import Value
from rbdesk.ui import paint, theme
from rbdesk.ui.answer_form import frame, words
from rbdesk.ui.answer_form.numbers import NumberFields
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.segmented import Segmented

_CODE_LEFT, _TEXT_LEFT = 33, 96  # pixels at 100 %
_BAR_WIDTH = 72
_PADDING = 10
_MOST_LINES = 2
_sizes: dict[tuple[object, ...], QSize] = {}  # of controls, by theme and labels
_LEAST_ROOM = 190  # pixels at 100 % for the words beside the control


def text_left(code: str) -> int:
    """Where the words of a card begin: right of its code, as shown, pixels from the card's edge."""
    width = paint.width_of(code, theme.font("caption_strong"))
    return max(theme.px(_TEXT_LEFT - _CODE_LEFT), width + 10) + _CODE_LEFT


class ClosedCard(frame.QuestionFrame):
    """Signals besides the frame's: `chosen(code, key)` an option · `committed(code, value)` numbers ·
    `pressed(code)` a click elsewhere on the card.
    """

    chosen = Signal(str, str)
    committed = Signal(str, object)
    pressed = Signal(str)

    def __init__(self, answers: AnswerModel, code: str, parent: QWidget | None = None) -> None:
        super().__init__(code, parent)
        self._answers = answers
        self._question = answers.instrument.question(code)
        self._lines: list[str] = []
        self._marks: tuple[words.Mark, ...] = ()
        self._mark_rows: list[list[words.Mark]] = []
        self._control: Segmented | NumberFields | Button | None = None
        if not self._question.scale.options:
            self._build()  # its width follows its numbers
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_state()
        self.follow_theme()

    @property
    def kind(self) -> tuple[str, ...]:
        """The labels of its options; cards of one kind can show each other's questions. Empty: numbers."""
        return tuple(option.label for option in self._question.scale.options)

    def show_question(self, code: str) -> None:
        """Show another question of the same kind."""
        self.code = code
        self._question = self._answers.instrument.question(code)
        self.show_state()

    @property
    def control(self) -> Segmented | NumberFields | Button:
        """What answers the question; built when it is first wanted."""
        return self._control or self._build()

    @property
    def is_built(self) -> bool:
        """Whether the control has been wanted already."""
        return self._control is not None

    def finish(self) -> None:
        """Tell numbers that are still being typed."""
        if isinstance(self._control, NumberFields):
            self._control.finish()

    def drafts(self) -> dict[str, str] | None:
        """What stands in its number fields, None if it has none."""
        return self._control.drafts() if isinstance(self._control, NumberFields) else None

    def show_state(self) -> None:
        """Show what the assessment says now."""
        answers, code = self._answers, self.code
        self._show_answer()
        self.takes_files = not answers.is_locked
        self._marks = words.marks(answers, code)
        self.setAccessibleName(words.spoken(answers, code))
        self.setAccessibleDescription(words.reached(answers, code))
        self._arrange()
        self.update()

    def is_whole(self) -> bool:
        """Whether all that is drawn fits into the card; a question of more than two lines is in the tooltip."""
        return (
            self._needed_height() <= self.height()
            and (self._is_stacked() or self._text_left() + self._text_room() <= self.control.x())
            and self.control.geometry().right() < self.width()
            and all(
                sum(self._mark_width(mark) for mark in row) <= self._text_room() + 14
                for row in self._mark_rows
            )
        )

    def dress(self) -> None:
        self._arrange()
        super().dress()

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        answers = self._answers
        self.paint_frame(painter, is_open=False, is_proposed=answers.proposal(self.code) is not None)
        top = _PADDING
        spacing = self._line_height()
        first = QRectF(0, top, self.width(), spacing)
        dot = QRectF(14, first.center().y() - frame.DOT / 2, frame.DOT, frame.DOT)
        frame.draw_dot(
            painter,
            dot,
            is_answered=answers.answer(self.code).value is not None,
            is_conflict=answers.has_conflict(self.code),
        )
        shown = answers.instrument.display(self.code)
        area = QRectF(_CODE_LEFT, top, self._text_left() - _CODE_LEFT - 4, spacing)
        paint.text(painter, area, shown, theme.font("caption_strong"), theme.color("text2"))
        for at, line in enumerate(self._lines):
            area = QRectF(self._text_left(), top + at * spacing, self._text_room() + 2, spacing)
            paint.text(painter, area, line, theme.font("body"), theme.color("text"))
        top += len(self._lines) * spacing + 2
        for row in self._mark_rows:
            self._paint_marks(painter, row, top)
            top += self._mark_height()
        self._paint_value(painter)

    def _build(self) -> Segmented | NumberFields | Button:
        control = self._make_control()
        self._control = control
        self._show_answer()
        self._arrange()
        control.show()
        return control

    def _show_answer(self) -> None:
        answers, control = self._answers, self._control
        value, proposal = answers.answer(self.code).value, answers.proposal(self.code)
        if isinstance(control, Segmented):
            control.set_value(value if isinstance(value, str) else None)
            control.set_proposed(proposal if isinstance(proposal, str) else None)
            control.set_locked(answers.is_locked)
        elif isinstance(control, NumberFields):
            control.set_value(value, answers.drafts.get(self.code))
            control.set_proposed(proposal)
            control.set_locked(answers.is_locked)
        elif control is not None:
            control.setText(self._summary(value))

    def _control_size(self) -> QSize:
        """The size of the control, known from one of the same kind before it is built."""
        if self._control is not None and not isinstance(self._control, Segmented):
            return self._control.sizeHint()
        kind = (theme.generation(), *self.kind)
        if kind not in _sizes:
            _sizes[kind] = self.control.sizeHint()
        return _sizes[kind]

    def _make_control(self) -> Segmented | NumberFields | Button:
        question = self._question
        if question.scale.options:
            control = Segmented(
                words.choices(question.scale),
                name="Jawaban",
                arrows_choose=False,
                takes_focus=False,
                parent=self,
            )
            control.chosen.connect(lambda key: self.chosen.emit(self.code, key))
            return control
        if NumberFields.fits_compact(question):
            fields = NumberFields(question, compact=True, parent=self)
            fields.committed.connect(lambda value: self.committed.emit(self.code, value))
            fields.typed.connect(lambda: self._answers.keep_draft(self.code, fields.drafts()))
            fields.escaped.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
            for field in fields.fields():
                field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            return fields
        button = Button("", "calculator", name="Isi angka", is_compact=True, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.acted.emit(self.code, frame.TYPE, ""))
        return button

    def _summary(self, value: Value | None) -> str:
        """What the button of a question with many numbers says."""
        if value is None:
            return f"Isi {len(self._question.scale.inputs)} angka"
        return words.short_value(self._question.scale, value)

    def _arrange(self) -> None:
        """Break the words for the width there is, and claim the height they need."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return
        room = self._text_room()
        font = theme.font("body")
        whole = self._answers.instrument.node(self.code).name
        self._lines = paint.wrapped(whole, font, room, _MOST_LINES)
        is_shortened = bool(self._lines) and self._lines[-1].endswith("…")
        rule = words.share_rule(self._answers, self.code)
        self.setToolTip(f"{whole}\n{rule}" if is_shortened else rule)
        self._mark_rows = self._flow(room)
        needed = self._needed_height()
        if needed != self.height() or needed != self.minimumHeight():
            self.setFixedHeight(needed)
        if self._control is None:
            return
        size = self._control_size()
        self._control.resize(size)
        if self._is_stacked():
            self._control.move(round(self._text_left()), self.height() - _PADDING - size.height())
        else:
            self._control.move(self._control_right() - size.width(), (self.height() - size.height()) // 2)

    def _needed_height(self) -> int:
        text_height = len(self._lines) * self._line_height() + 2 + len(self._mark_rows) * self._mark_height()
        if self._is_stacked():
            return text_height + 4 + self._control_size().height() + 2 * _PADDING
        return max(text_height, self._control_size().height()) + 2 * _PADDING

    def _flow(self, room: float) -> list[list[words.Mark]]:
        """The remarks in as many rows as they need."""
        rows: list[list[words.Mark]] = []
        used = 0.0
        for mark in self._marks:
            width = self._mark_width(mark)
            if not rows or used + width > room:
                rows.append([])
                used = 0
            rows[-1].append(mark)
            used += width
        return rows

    def _paint_marks(self, painter: QPainter, row: list[words.Mark], top: float) -> None:
        left = float(self._text_left())
        side = theme.px(14)
        for mark in row:
            ink = theme.color(mark.role)
            middle = top + self._mark_height() / 2
            theme.draw_icon(painter, mark.icon, QRectF(left, middle - side / 2, side, side), ink)
            font = theme.font("caption_strong" if mark.is_strong else "caption")
            most = self._text_left() + self._text_room() - left - side - 5
            area = QRectF(left + side + 5, top, most, self._mark_height())
            paint.text(painter, area, mark.words, font, ink)
            left += self._mark_width(mark)

    def _paint_value(self, painter: QPainter) -> None:
        right = self.width() - self._chevron_room()
        width = theme.px(_BAR_WIDTH)
        is_answered = self._answers.answer(self.code).value is not None
        line = paint.height_of(theme.font("caption_strong"))
        top = (self.height() - line - 8) / 2
        area = QRectF(right - width - 20, top, width + 20, line)
        font = theme.font("caption_strong", tabular=True)
        ink = theme.color("text2" if is_answered else "text3")
        paint.text(painter, area, words.reached(self._answers, self.code), font, ink, paint.RIGHT)
        bar = QRectF(right - width, top + line + 3, width, theme.px(4))
        paint.bar(painter, bar, words.reached_share(self._answers, self.code), "ok")
        side = theme.px(16)
        area = QRectF(self.width() - 14 - side, (self.height() - side) / 2, side, side)
        theme.draw_icon(painter, "chevron-down", area, theme.color("text2"))

    def _line_height(self) -> int:
        return round(paint.height_of(theme.font("body")) * 1.08)

    def _mark_height(self) -> int:
        return paint.height_of(theme.font("caption")) + 3

    def _mark_width(self, mark: words.Mark) -> float:
        font = theme.font("caption_strong" if mark.is_strong else "caption")
        return theme.px(14) + 5 + paint.width_of(mark.words, font) + 14

    def _text_left(self) -> int:
        return text_left(self._answers.instrument.display(self.code))

    def _chevron_room(self) -> int:
        return 14 + theme.px(16) + 10

    def _control_right(self) -> int:
        return self.width() - self._chevron_room() - theme.px(_BAR_WIDTH) - 12

    def _is_stacked(self) -> bool:
        """Whether control and words do not fit beside each other, so that the control stands below."""
        return self._room_beside() < theme.px(_LEAST_ROOM)

    def _room_beside(self) -> float:
        return self._control_right() - self._control_size().width() - 16 - self._text_left()

    def _text_room(self) -> float:
        """The width for the words."""
        return self._control_right() - self._text_left() if self._is_stacked() else self._room_beside()
