"""What the verifier rules about one question: an answer, refusal or question, and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain import review
from rbdesk.domain.assessment import Value
from rbdesk.domain.instrument import Question
from rbdesk.domain.review import Judgement, Verdict
from rbdesk.ui import theme
from rbdesk.ui.answer_form.numbers import NumberFields
from rbdesk.ui.answer_form.words import letter_of, option_value
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.differing import DifferingRulings
from rbdesk.ui.pages.verification_parts.lines import Draft
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import Button, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.growing_text import GrowingText
from rbdesk.ui.parts.key_hint import KeyHint
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.option_row import OptionRows, OptionText
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import verification
from rbdesk.workflow.verification import VerifiedRow

QWIDGETSIZE_MAX = 2**24 - 1
PICK, REASON, NUMBERS = "pick", "reason", "numbers"
_FAULTS = {
    PICK: "Pilih hasilnya dulu, atau tekan S untuk setuju.",
    REASON: "Tulis alasannya dulu, agar kecamatan tahu sebabnya.",
    NUMBERS: "Lengkapi angkanya dulu.",
}
_TWO_VERSIONS = "Dua laptop kecamatan berisi jawaban yang berbeda. Minta kecamatan memilih salah satunya."


class VerdictForm(Card):
    """Signals: `agreed()` S or its button · `saved()` keep what is chosen and go on · `edited()` the draft changed."""

    agreed = Signal()
    saved = Signal()
    edited = Signal()

    def __init__(self, year: int, parent: QWidget | None = None) -> None:
        super().__init__("Hasil verifikasi", padding=theme.SPACE_M, parent=parent)
        self.set_edge("primary", 1.5)
        self._row: VerifiedRow | None = None
        self._question: Question | None = None
        self._draft = Draft()
        self._across = 0  # phrases beside each other
        self.title.set_ink("primary")
        self.head.addWidget(KeyHint("S"))
        self.head.addWidget(Label("setuju", "caption", "text2"))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._column.setSpacing(theme.SPACE_S)
        self.standing = Banner("warn")
        self._column.addWidget(self.standing)
        self.differing = DifferingRulings()
        self.differing.taken.connect(self._on_taken)
        self.differing.hide()
        self._column.addWidget(self.differing)
        self.decided = WrapLabel("", "caption", "text2")
        self._column.addWidget(self.decided)
        self.options = OptionRows(name="Hasil verifikasi")
        self.options.chosen.connect(self._on_value)
        self._column.addWidget(self.options)
        self._numbers_place = QVBoxLayout()
        self._column.addLayout(self._numbers_place)
        self.numbers: NumberFields | None = None
        acts = QHBoxLayout()
        acts.setSpacing(theme.SPACE_S)
        self.reject = Button("Tolak", "circle-x", "tab", is_compact=True)
        self.reject.setToolTip("Tidak ada jawaban yang dihitung")
        self.ask = Button("Minta bukti", "message-2", "tab", is_compact=True)
        self.ask.setToolTip("Jawaban kecamatan tetap berlaku sampai kecamatan menanggapi")
        for button, verdict in ((self.reject, Verdict.REJECT), (self.ask, Verdict.ASK)):
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, one=verdict: self._on_verdict(one))
            acts.addWidget(button)
        acts.addStretch(1)
        self._column.addLayout(acts)
        named = QHBoxLayout()
        named.setSpacing(theme.SPACE_S)
        self._reason_name = Label("Alasan", "strong")
        self._must = Label("", "caption_strong", "err")
        named.addWidget(self._reason_name)
        named.addWidget(self._must)
        named.addStretch(1)
        named.addWidget(KeyHint("Enter"))
        self._column.addLayout(named)
        self.reason = GrowingText("Alasan", lines=(2, 6), limit=review.MOST_OF_A_REASON)
        self.reason.setPlaceholderText("Satu atau dua kalimat untuk kecamatan")
        self.reason.textChanged.connect(self._on_reason)
        self.reason.counted.connect(self._on_counted)
        self._reason_name.setBuddy(self.reason)
        self._column.addWidget(self.reason)
        self.said = WrapLabel("", "caption", "text2")
        self.said.hide()
        self._column.addWidget(self.said)
        self._column.addLayout(self._make_phrases(year))
        self._column.addStretch(1)
        self.body.addWidget(ScrollColumn(content), 1)
        self.body.addWidget(Line())
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        self.agree = secondary("Setuju", "check")
        self.agree.clicked.connect(self.agreed)
        self.save = _SaveButton("Simpan, berikutnya", "arrow-right", "primary", keys="Ctrl+Enter")
        self.save.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.save.clicked.connect(self.saved)
        foot.addWidget(self.agree)
        foot.addStretch(1)
        foot.addWidget(self.save)
        self.body.addLayout(foot)

    def draft(self) -> Draft:
        """What is chosen and written now."""
        return self._draft

    def show_row(self, row: VerifiedRow, question: Question, draft: Draft) -> None:
        """Show a question with what was begun on it."""
        is_other = self._row is None or self._row.code != row.code
        self._row, self._draft = row, draft
        if is_other or self._question is not question:
            self._question = question
            self._fill_answers(row, question)
        self.reason.set_text(draft.reason)
        self.say("")
        self._show_standing(row, question)
        self._show()

    def fault(self, draft: Draft) -> str:
        """What is missing before it can be kept: "pick", "numbers", "reason"; "" if nothing is."""
        if self.numbers is not None and self.numbers.fault():
            return NUMBERS
        if self._row is None or draft.verdict is None:
            return PICK
        return REASON if lines.needs_reason(self._row, draft) and not draft.reason.strip() else ""

    def point_at(self, fault: str) -> None:
        """Say what is missing and go there."""
        self.say(_FAULTS[fault], "err")
        if fault == REASON:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif fault == NUMBERS and self.numbers is not None:
            self.numbers.fields()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str, ink: str = "text2") -> None:
        """Say something under the reason."""
        self.said.setText(words)
        self.said.set_ink(ink)
        self.said.setVisible(bool(words))

    def choose_letter(self, letter: str) -> bool:
        """Choose the answer with this letter; False if there is none."""
        for row in self.options.rows():
            if row.option.letter.upper() == letter.upper() and self.options.isEnabled():
                self.options.choose(row.option.key)
                return True
        return False

    def start_number(self, digit: str) -> bool:
        """Begin to type a number; False at a question without any."""
        if self.numbers is None or not self.numbers.isEnabled():
            return False
        self.numbers.start_typing(digit)
        return True

    def finish(self) -> None:
        """Take what is still being typed into the draft."""
        if self.numbers is not None:
            self.numbers.finish()

    def _fill_answers(self, row: VerifiedRow, question: Question) -> None:
        own = row.answers[0].value if len(row.answers) == 1 else None
        self.options.set_options(
            [
                OptionText(
                    option.label,
                    letter_of(option),
                    option.text,
                    option_value(option) + (" · kecamatan" if option.label == own else ""),
                )
                for option in question.scale.options
            ]
        )
        self.options.setVisible(bool(question.scale.options))
        if self.numbers is not None:
            self._numbers_place.removeWidget(self.numbers)
            self.numbers.hide()
            self.numbers.deleteLater()
            self.numbers = None
        if question.scale.inputs:
            self.numbers = StackedNumbers(question)
            self.numbers.committed.connect(self._on_value)
            self._numbers_place.addWidget(self.numbers)

    def _show_standing(self, row: VerifiedRow, question: Question) -> None:
        """What was ruled before, wherever that is more than the chosen option shows."""
        told = "\n".join(_told(ruling, question) for ruling in row.rulings)
        title = {
            Judgement.DIFFERENT: "Verifikator berbeda. Putuskan dengan alasan.",
            Judgement.LOOK_AGAIN: "Jawaban berubah setelah diputuskan. Lihat lagi.",
        }.get(row.judgement, "")
        if verification.REPLIED in row.marks:
            title = "Kecamatan menanggapi. Putuskan lagi, atau simpan hasil yang sama."
        if verification.CLASH in row.marks:
            title = _TWO_VERSIONS
        is_disputed = row.judgement is Judgement.DIFFERENT
        self.differing.setVisible(is_disputed)
        if is_disputed:
            self.differing.show_rulings(row.rulings, question.scale)
        self.standing.set_banner("warn", title, "" if is_disputed else told)
        self.standing.setVisible(bool(title))
        self.decided.setText(told)
        self.decided.setVisible(bool(told) and not title)

    def _show(self) -> None:
        if self._row is None:
            return
        draft = self._draft
        has_two = verification.CLASH in self._row.marks
        is_answer = draft.verdict in (Verdict.AGREE, Verdict.CORRECT)
        self.options.setEnabled(not has_two)
        self.options.set_value(draft.value if is_answer and isinstance(draft.value, str) else None)
        if self.numbers is not None:
            self.numbers.setEnabled(not has_two)
            self.numbers.set_value(draft.value if is_answer else None)
        self.reject.setEnabled(not has_two)
        self.reject.setChecked(draft.verdict is Verdict.REJECT)
        self.ask.setChecked(draft.verdict is Verdict.ASK)
        self.agree.setEnabled(not has_two)
        must = lines.needs_reason(self._row, draft)
        self._must.setText("wajib" if must else "")
        self._reason_name.setText("Alasan perubahan" if draft.verdict is Verdict.CORRECT else "Alasan")

    def _on_value(self, value: Value | None) -> None:
        if self._row is not None:
            self._take(lines.chosen_value(self._row, self._draft, value))

    def _on_taken(self, ruling: review.Ruling) -> None:
        """Make another verifier's ruling the draft; why it is to stand is still to be written."""
        if self._row is None:
            return
        value = ruling.value
        if ruling.verdict is Verdict.AGREE:
            value = self._row.answers[0].value if len(self._row.answers) == 1 else None
        self._take(Draft(ruling.verdict, value, self._draft.reason))
        if not self._draft.reason.strip():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_verdict(self, verdict: Verdict) -> None:
        """Choose, or let go of, what is no answer."""
        held = self._draft.verdict is verdict
        self._take(Draft(None if held else verdict, None, self._draft.reason))

    def _on_reason(self) -> None:
        self._draft = Draft(self._draft.verdict, self._draft.value, self.reason.text())
        if self.reason.text().strip():
            self.say("")
        self.edited.emit()

    def _on_counted(self, words: str, is_full: bool) -> None:
        self.say(words, "err" if is_full else "text2")

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        self.say("")
        self._show()
        self.edited.emit()

    def _make_phrases(self, year: int) -> QGridLayout:
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_S - 2)
        self.phrases = [Button(words.format(year=year), "", is_compact=True) for words in lines.PHRASES]
        for button in self.phrases:
            button.setAccessibleName(f"Tambah alasan: {button.text()}")
            button.clicked.connect(lambda _=False, one=button: self._add_phrase(one.text()))
        self._lay_out_phrases(2)
        return self._grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(button.sizeHint().width() for button in self.phrases)
        self._lay_out_phrases(2 if self.width() > 2 * widest + theme.px(56) else 1)

    def _lay_out_phrases(self, across: int) -> None:
        if self._across == across:
            return
        self._across = across
        for at, button in enumerate(self.phrases):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, at // across, at % across, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(across, 1)

    def _add_phrase(self, words: str) -> None:
        held = self.reason.text().strip()
        self.reason.setPlainText(f"{held.rstrip('.')}. {words}." if held else f"{words}.")
        self.reason.moveCursor(self.reason.textCursor().MoveOperation.End)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class _SaveButton(Button):
    """Where there is little room it leaves its keys out."""

    def minimumSizeHint(self) -> QSize:
        size = self.sizeHint()
        return QSize(size.width() - self._tail_width(True), size.height())


class StackedNumbers(NumberFields):
    """Each number under its name, for a narrow card."""

    def dress(self) -> None:
        super().dress()
        for label in self._labels:
            label.setMinimumWidth(0)
            label.setMaximumWidth(QWIDGETSIZE_MAX)

    def _lay_out_whole(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        for item in self._shown:
            label = WrapLabel(item.label, "body")
            label.setBuddy(self._fields[item.id])
            self._labels.append(label)
            column.addWidget(label)
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_S)
            row.addWidget(self._fields[item.id])
            row.addWidget(Label(item.unit, "caption", "text3"))
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self._result, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fault)
        column.addWidget(self._rule)


def _told(ruling: review.Ruling, question: Question) -> str:
    when = text.date_short(ruling.edit.at.astimezone())
    words = f"{ruling.edit.by}, {when}: {lines.ruling_words(ruling, question.scale)}."
    return f"{words} {ruling.reason}".strip()
