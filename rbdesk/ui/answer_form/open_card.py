"""The open question: everything that can be said about it. There is one, which moves from place to place in a list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.assessment import MOST_OF_A_NOTE, Value
from rbdesk.ui import theme
from rbdesk.ui.answer_form import frame, words
from rbdesk.ui.answer_form.closed_card import text_left
from rbdesk.ui.answer_form.evidence_box import EvidenceBox
from rbdesk.ui.answer_form.guidance import GuidancePanel
from rbdesk.ui.answer_form.history import HistoryPanel
from rbdesk.ui.answer_form.numbers import NumberFields
from rbdesk.ui.answer_form.offices_box import OfficesBox
from rbdesk.ui.answer_form.ruling_note import RulingNote
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import Button, icon_button
from rbdesk.ui.parts.growing_text import GrowingText
from rbdesk.ui.parts.key_hint import KeyHint
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.option_row import OptionRows
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog, informing, office
from rbdesk.workflow.informing import Beside

_SIDE_BY_SIDE_FROM = 600  # width of the card from which note and evidence stand beside each other
_MARGIN = 14


class OpenCard(frame.QuestionFrame):
    """Writes what it is told to the model by itself. `show_question("")` empties it.

    Signals besides the frame's: `closed(code)` its head was pressed · `confirmed(code)` the proposal was taken ·
    `wanted(Link)` go elsewhere: to the offices side by side, to what came back.
    """

    closed = Signal(str)
    confirmed = Signal(str)
    wanted = Signal(object)

    def __init__(self, answers: AnswerModel, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._answers = answers
        self._note_session = object()
        self._fields: NumberFields | None = None
        self._shown_scale: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, theme.SPACE_M, _MARGIN, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addLayout(self._make_head())
        self._facts_row = QHBoxLayout()
        self._facts = WrapLabel("", "caption", "text2")
        self._facts_row.addWidget(self._facts)
        column.addLayout(self._facts_row)
        self.strip = Banner("info")
        self.strip.acted.connect(lambda _key: self.confirmed.emit(self.code))
        column.addWidget(self.strip)
        self.ruling = RulingNote()
        self.ruling.acted.connect(lambda _: self.wanted.emit(Link("returned", self.code)))
        column.addWidget(self.ruling)
        self.guidance = GuidancePanel()
        column.addWidget(self.guidance)
        self.options = OptionRows(name="Pilihan jawaban")
        self.options.chosen.connect(self._on_chosen)
        column.addWidget(self.options)
        self._numbers = QVBoxLayout()
        column.addLayout(self._numbers)
        self.offices: OfficesBox | None = None  # on the regency's own sheet only
        if answers.key.instrument == catalog.REGENCY_SHEET:
            self.offices = OfficesBox(answers.instrument)
            self.offices.hide()
            self.offices.compare_wanted.connect(self.wanted)
            self.offices.quote_wanted.connect(self._on_quoted)
            column.addWidget(self.offices)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(theme.SPACE_L)
        self._lower.addLayout(self._make_note(), 1)
        self.evidence = EvidenceBox(answers)
        self._lower.addWidget(self.evidence, 1)
        column.addLayout(self._lower)
        self.history = HistoryPanel()
        column.addWidget(self.history)
        self.guidance.hide()
        self.history.hide()
        answers.answer_changed.connect(self._on_answer_changed)
        self.follow_theme()

    def show_question(self, code: str) -> None:
        """Show another question; what was typed at the former one is written first."""
        self.finish()
        if code == self.code:
            self.show_state()
            return
        self.code = code
        self.history.hide()
        self._show_guidance(False)
        if not code:
            return
        answers = self._answers
        question = answers.instrument.question(code)
        self._code_label.setText(answers.instrument.display(code))
        self._align()
        self._text.setText(question.text)
        self._show_scale()
        self._note_session = object()
        self.evidence.show_question(code)
        self.note.set_text(answers.answer(code).note)
        if self.offices is not None:
            self.offices.show_beside(Beside())
        self.show_state()
        self.load_offices()

    def load_offices(self) -> None:
        """Read anew what the offices say to this question; other sheets than the regency's have nothing there."""
        box, code = self.offices, self.code
        if box is None or not code:
            return

        def show(found: Beside) -> None:
            if code == self.code:
                box.show_beside(found)
                self.chain_tabs()

        key = self._answers.key
        self._answers.desk.read(informing.load_beside, key.year, code, then=show)

    def show_state(self) -> None:
        """Show what the assessment says now; a field that is being typed in is left alone."""
        answers, code = self._answers, self.code
        if not code:
            return
        answer, proposal, is_locked = answers.answer(code), answers.proposal(code), answers.is_locked
        self._facts.setText(words.facts(answers, code))
        self._facts.setToolTip(words.share_rule(answers, code))
        self._show_value(answer.value, proposal, is_locked)
        if not self.note.is_typing() and self.note.text() != answer.note:
            self.note.set_text(answer.note)
        self.note.set_locked(is_locked)
        if self.offices is not None:
            self.offices.set_locked(is_locked)
        self.takes_files = not is_locked
        is_flagged = code in answers.flagged
        self.flag.set_icon("flag-2" if is_flagged else "flag")
        self.flag.set_kind("soft" if is_flagged else "quiet")
        self.flag.setChecked(is_flagged)
        self._show_strip(proposal)
        self._show_ruling()
        self.setAccessibleName(words.spoken(answers, code))
        self.update()

    def finish(self) -> None:
        """Write what is still being typed."""
        self.note.finish()
        if self._fields is not None:
            self._fields.finish()

    def start_note(self) -> None:
        """Put the cursor at the end of the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)

    def start_numbers(self, digit: str = "") -> bool:
        """Start typing in the number fields; False if the question has none."""
        if self._fields is None:
            return False
        self._fields.start_typing(digit)
        return True

    def toggle_guidance(self) -> None:
        """Show or hide guidance and origin."""
        self._show_guidance(not self.guidance.isVisibleTo(self))

    def toggle_history(self) -> None:
        """Show or hide what happened to this question; it is read from the store."""
        if self.history.isVisibleTo(self):
            self.history.hide()
            return
        self._load_history()

    @property
    def numbers(self) -> NumberFields | None:
        """The number fields of the question, None if it has options."""
        return self._fields

    def stops(self) -> list[QWidget]:
        """What takes the focus inside, in reading order."""
        found: list[QWidget] = [self.flag, self.history_button, self.guide, *self.strip.buttons()]
        if not self.ruling.isHidden():
            found += self.ruling.buttons()
        found += self.guidance.stops()
        found += self.options.rows() if self._fields is None else self._fields.fields()
        if self.offices is not None and not self.offices.isHidden():
            found += self.offices.stops()
        found += [self.note, self.evidence.pick, self.evidence.add]
        for row in self.evidence.rows():
            found += row.stops()
        return found

    def chain_tabs(self) -> None:
        """Let Tab walk through the card from top to bottom, right after the card itself."""
        before: QWidget = self
        for stop in self.stops():
            QWidget.setTabOrder(before, stop)
            before = stop

    def sizeHint(self) -> QSize:
        return QSize(640, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrower than note beside evidence: they go under each other before anything is cut."""
        return QSize(theme.px(300), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.window().focusWidget()
        is_own = focus is None or focus is self or self.options.isAncestorOf(focus)
        if is_own and not (event.key() == Qt.Key.Key_Escape and focus is not self):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            event.ignore()  # letters on a button inside are no answers

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = 2 * self.evidence.minimumSizeHint().width() + theme.SPACE_L + 2 * _MARGIN
        is_wide = self.width() >= max(beside, theme.px(_SIDE_BY_SIDE_FROM))
        self._note_head.setMinimumHeight(self.evidence.add.sizeHint().height() if is_wide else 0)
        self._lower.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_frame(painter, is_open=True)
        if not self.code:
            return
        middle = self._code_label.geometry().center().y() + 0.5
        dot = QRectF(_MARGIN + 1, middle - frame.DOT / 2, frame.DOT, frame.DOT)
        answers = self._answers
        frame.draw_dot(
            painter,
            dot,
            is_answered=answers.answer(self.code).value is not None,
            is_conflict=answers.has_conflict(self.code),
        )

    def dress(self) -> None:
        self._align()
        super().dress()

    def _align(self) -> None:
        """Let the words begin where those of the closed cards do."""
        if not self.code:
            return
        left = text_left(self._answers.instrument.display(self.code)) - _MARGIN
        self._code_label.setFixedWidth(left - 19 - theme.SPACE_S)
        self._facts_row.setContentsMargins(left, 0, 0, 0)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addSpacing(19)
        top = Qt.AlignmentFlag.AlignTop
        self._code_label = Label("", "caption_strong", "text2")
        self._code_label.setContentsMargins(0, 3, 0, 0)
        row.addWidget(self._code_label, 0, top)
        self._text = WrapLabel("", "question", selectable=True)
        self._text.setCursor(Qt.CursorShape.IBeamCursor)
        self._text.setContentsMargins(0, 2, 0, 0)
        row.addWidget(self._text, 1, top)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        self.flag = icon_button("flag", "Tandai untuk nanti (F)")
        self.flag.setCheckable(True)
        self.flag.clicked.connect(lambda: self.acted.emit(self.code, frame.FLAG, ""))
        self.history_button = icon_button("history", "Riwayat pertanyaan ini (H)")
        self.history_button.clicked.connect(lambda: self.acted.emit(self.code, frame.HISTORY, ""))
        self.guide = Button("Panduan", "info-circle", "link", keys="F1")
        self.guide.setCheckable(True)
        self.guide.clicked.connect(self.toggle_guidance)
        self.close_button = icon_button("chevron-up", "Tutup pertanyaan ini")
        self.close_button.clicked.connect(lambda: self.closed.emit(self.code))
        for button in (self.flag, self.history_button, self.close_button):
            button.setProperty("compact", "true")
        for button in (self.flag, self.history_button, self.guide, self.close_button):
            tools.addWidget(button)
        row.addLayout(tools)
        row.setAlignment(tools, top)
        return row

    def _make_note(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_XS + 2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        head.addWidget(Label("Catatan", "strong"))
        head.addWidget(Label("untuk verifikator", "caption", "text3"))
        head.addStretch(1)
        self._counter = Label("", "caption", "text3")
        head.addWidget(self._counter)
        head.addWidget(KeyHint("Enter"))
        self._note_head = QWidget()
        self._note_head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note_head)
        self.note = GrowingText("Catatan untuk verifikator", lines=(3, 8), limit=MOST_OF_A_NOTE)
        self.note.edited.connect(self._on_note_edited)
        self.note.left.connect(self._on_note_left)
        self.note.escaped.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.note.pasted.connect(lambda content: self.given.emit(self.code, content))
        self.note.counted.connect(self._on_counted)
        column.addWidget(self.note)
        column.addStretch(1)
        return column

    def _show_guidance(self, on: bool) -> None:
        if on:
            self.guidance.show_question(self._answers.instrument, self.code)
        self.guidance.setVisible(on)
        self.guide.setChecked(on)

    def _show_scale(self) -> None:
        question = self._answers.instrument.question(self.code)
        if self._fields is not None:
            self._numbers.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
            self._fields = None
        self.options.setVisible(bool(question.scale.options))
        if question.scale.options:
            if question.scale.options != self._shown_scale:
                self.options.set_options(words.option_texts(question.scale))
                self._shown_scale = question.scale.options
            return
        fields = NumberFields(question)
        fields.committed.connect(self._on_committed)
        fields.typed.connect(lambda: self._answers.keep_draft(self.code, fields.drafts()))
        fields.escaped.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._numbers.addWidget(fields)
        fields.show()  # now: a layout shows its new widgets only later, and the focus is wanted at once
        self._fields = fields

    def _show_value(self, value: Value | None, proposal: Value | None, is_locked: bool) -> None:
        if self._fields is not None:
            self._fields.set_value(value, self._answers.drafts.get(self.code))
            self._fields.set_proposed(proposal)
            self._fields.set_locked(is_locked)
            return
        self.options.set_value(value if isinstance(value, str) else None)
        self.options.set_proposed(proposal if isinstance(proposal, str) else None)
        self.options.set_locked(is_locked)

    def _show_strip(self, proposal: Value | None) -> None:
        answers = self._answers
        if answers.has_conflict(self.code):
            self.strip.set_banner(
                "warn",
                "Dua laptop menyimpan isian yang berbeda",
                "Belum dihitung. Jawab di sini untuk memilih; kedua isian tetap ada di Riwayat.",
            )
        elif proposal is not None:
            scale = answers.instrument.question(self.code).scale
            self.strip.set_banner(
                "info",
                f"Usulan dari {answers.key.year - 1}: {words.short_value(scale, proposal)}",
                "Belum dihitung sampai Anda memakainya. Baca pilihannya dulu.",
                [Way("confirm", "Pakai", "check", "soft")],
                icon="history",
            )
        else:
            self.strip.hide()
            return
        self.strip.show()

    def _show_ruling(self) -> None:
        answers = self._answers
        judged = answers.year.judged.get(self.code) if answers.year is not None else None
        self.ruling.show_ruling(judged, answers.instrument.question(self.code).scale)

    def _load_history(self) -> None:
        code = self.code

        def show(entries: tuple[office.HistoryEntry, ...]) -> None:
            if code == self.code:
                self.history.show_entries(entries, self._answers.instrument.question(code).scale)
                self.history.show()

        self._answers.desk.read(office.list_history, self._answers.key, code, then=show)

    def _on_chosen(self, key: str) -> None:
        self._answers.set_value(self.code, key)

    def _on_committed(self, value: Value | None) -> None:
        self._answers.keep_draft(self.code, self._fields.drafts() if self._fields and value is None else None)
        self._answers.set_value(self.code, value)

    def _on_note_edited(self) -> None:
        if self.code:
            self._answers.set_note(self.code, self.note.text(), session=self._note_session)

    def _on_quoted(self, words: str) -> None:
        """Add a sentence at the end of the note, as one step that can be undone."""
        self.note.finish()
        before = self._answers.answer(self.code).note.rstrip()
        whole = f"{before}\n{words}" if before else words
        if words not in before and len(whole) <= MOST_OF_A_NOTE:
            self._answers.set_note(self.code, whole, session=object())
            self.note.set_text(whole)
        self.start_note()

    def _on_note_left(self) -> None:
        self._note_session = object()

    def _on_counted(self, said: str, is_full: bool) -> None:
        self._counter.setText(said)
        self._counter.set_ink("err" if is_full else "text3")

    def _on_answer_changed(self, code: str) -> None:
        if code != self.code:
            return
        self.evidence.show_question(code)
        self.show_state()
        self.chain_tabs()
        if self.history.isVisibleTo(self):
            self._load_history()
