"""Tulis jawaban lain: a third answer where neither laptop's is right, with the options or numbers of the question."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from rbdesk.domain import assessment
from rbdesk.domain.assessment import Answer, Value
from rbdesk.domain.instrument import Question
from rbdesk.domain.typed import clean_text
from rbdesk.ui.answer_form.numbers import NumberFields, read
from rbdesk.ui.answer_form.words import option_texts
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.growing_text import GrowingText
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.option_row import OptionRows


class OtherAnswer(Card):
    """Signals: `edited()` something was written · `dismissed()` it is not wanted after all."""

    edited = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Jawaban lain", parent=parent)
        self.set_edge("primary", 2)
        away = link("Batalkan jawaban lain", "x")
        away.clicked.connect(self.dismissed)
        self.head.addWidget(away)
        self.options = OptionRows(name="Jawaban lain")
        self.options.chosen.connect(lambda _: self.edited.emit())
        self.fields: NumberFields | None = None
        self.note = GrowingText("Catatan jawaban lain", lines=(2, 6), limit=assessment.MOST_OF_A_NOTE)
        self.note.edited.connect(self.edited)
        self.body.addWidget(self.options)
        self.body.addWidget(Label("Catatan", "caption_strong", "text2"))
        self.body.addWidget(self.note)
        self._question: Question | None = None

    def show_question(self, question: Question, answer: Answer | None = None) -> None:
        """Ask for a question's answer, empty or with one that stands."""
        answer = answer or Answer(None)
        self._question = question
        if self.fields is not None:
            self.body.removeWidget(self.fields)
            self.fields.hide()
            self.fields.deleteLater()
            self.fields = None
        self.options.setVisible(bool(question.scale.options))
        if question.scale.options:
            self.options.set_options(option_texts(question.scale))
            self.options.set_value(answer.value if isinstance(answer.value, str) else None)
        else:
            self.fields = NumberFields(question)
            self.fields.set_value(answer.value)
            self.fields.committed.connect(lambda *_: self.edited.emit())
            self.fields.typed.connect(self.edited)
            self.body.insertWidget(0, self.fields)
            self.fields.show()
        self.note.set_text(answer.note)

    def answer(self) -> Answer | None:
        """What is written, None while it is no answer yet."""
        value: Value | None = self.options.value()
        if self.fields is not None and self._question is not None:
            value = read(self._question, self.fields.drafts()).value
        if value is None:
            return None
        return replace(Answer(value), note=clean_text(self.note.text()))

    def take_focus(self) -> None:
        """Give the focus to the first thing to fill."""
        if self.fields is not None:
            self.fields.start_typing()
            return
        rows = self.options.rows()
        if rows:
            rows[0].setFocus(Qt.FocusReason.TabFocusReason)
