"""What the office decides about one question that came back: accept, change, or answer in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain import review
from rbdesk.domain.assessment import Answer, Value
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.review import Reply, ReplyAct
from rbdesk.ui import theme
from rbdesk.ui.answer_form.numbers import NumberFields
from rbdesk.ui.answer_form.words import option_texts, short_value
from rbdesk.ui.pages.returned_parts.rows import REPLIES
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import Button, link, primary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.growing_text import GrowingText
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.option_row import OptionRows
from rbdesk.workflow.returning import ReturnedRow

_ACTS = (ReplyAct.ACCEPT, ReplyAct.CHANGE, ReplyAct.RESPOND)
_WORDS = {ReplyAct.ACCEPT: "Terima hasil", ReplyAct.CHANGE: "Ubah jawaban", ReplyAct.RESPOND: "Tanggapi"}


class DecisionForm(Card):
    """Nothing is preselected. Signals: `saved()` · `evidence_wanted(code)` add evidence at the question."""

    saved = Signal()
    evidence_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_M, parent=parent)
        self.set_edge("primary", 1.5)
        self._row: ReturnedRow | None = None
        self._act: ReplyAct | None = None
        self._value: Value | None = None
        self._brought: dict[str, list[str]] = {}  # names of files that were added here, by question
        self.question = WrapLabel("", "question")
        self.note = Banner("info", icon="message-2")
        self.conversation = WrapLabel("", "caption", "text2", selectable=True)
        for widget in (self.question, self.note, self.conversation):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.acts: dict[ReplyAct, Button] = {}
        for number, act in enumerate(_ACTS, 1):
            button = Button(_WORDS[act], "", "tab", keys=str(number))
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, one=act: self._take(one))
            self._group.addButton(button)
            self.acts[act] = button
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.options = OptionRows(name="Jawaban baru")
        self.options.chosen.connect(self._on_value)
        self.body.addWidget(self.options)
        self._numbers_place = QVBoxLayout()
        self.body.addLayout(self._numbers_place)
        self.numbers: NumberFields | None = None
        self.reason_name = Label("Alasan", "strong")
        self.reason = GrowingText("Alasan atau tanggapan", lines=(2, 5), limit=review.MOST_OF_A_REASON)
        self.body.addWidget(self.reason_name)
        self.body.addWidget(self.reason)
        self.said = WrapLabel("", "caption", "text2")
        self.said.hide()
        self.body.addWidget(self.said)
        self.files = WrapLabel("", "caption", "text2")
        self.body.addWidget(self.files)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        self.evidence = link("Tambah bukti", "plus", keys="Ctrl+B")
        self.evidence.clicked.connect(self.ask_for_evidence)
        self.save = primary("Simpan, berikutnya", "arrow-right", keys="Ctrl+Enter")
        self.save.clicked.connect(self.saved)
        foot.addWidget(self.evidence)
        foot.addStretch(1)
        foot.addWidget(self.save)
        self.body.addLayout(foot)

    def act(self) -> ReplyAct | None:
        """What is chosen, None before."""
        return self._act

    def value(self) -> Value | None:
        """The other answer."""
        return self._value

    def words(self) -> str:
        """What is written; where only files speak, their names."""
        written = self.reason.text()
        if not written.strip() and self._act is ReplyAct.RESPOND and self._row is not None:
            return ", ".join(self._brought.get(self._row.code, ()))[: review.MOST_OF_A_REASON]
        return written

    def ask_for_evidence(self) -> None:
        """Ask for files to be added to the open question."""
        if self._row is not None and self._act is not ReplyAct.ACCEPT:
            self.evidence_wanted.emit(self._row.code)

    def show_evidence(self, names: Sequence[str]) -> None:
        """Show the files that stand at the question."""
        count = len(names)
        self.files.setText(f"Bukti ({count}): {' · '.join(names)}" if count else "Belum ada bukti.")

    def add_brought(self, code: str, names: Sequence[str]) -> None:
        """Remember files that were added here; the person has answered with them if nothing is chosen yet."""
        self._brought.setdefault(code, []).extend(names)
        if self._row is None or self._row.code != code:
            return
        if self._act is None:
            self.choose(_ACTS.index(ReplyAct.RESPOND) + 1)
        self.say(f"{', '.join(names)} ditambahkan.", "ok")

    def is_complete(self) -> bool:
        """Whether it can be kept."""
        if self.numbers is not None and self._act is ReplyAct.CHANGE:
            self.numbers.finish()
            if self.numbers.fault():
                return False
        if self._act is None or self._act is ReplyAct.ACCEPT:
            return self._act is not None
        return bool(self.words().strip()) and (self._act is not ReplyAct.CHANGE or self._value is not None)

    def point_at_missing(self) -> None:
        """Say what is missing."""
        if self._act is None:
            self.say("Pilih dulu: tekan 1, 2, atau 3.", "err")
        elif self._act is ReplyAct.CHANGE and self._value is None:
            self.say("Pilih jawaban barunya dulu.", "err")
        else:
            is_change = self._act is ReplyAct.CHANGE
            self.say(
                "Tulis alasannya dulu." if is_change else "Tulis tanggapannya, atau tambah bukti.", "err"
            )
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str, ink: str = "text2") -> None:
        """Say something under the words."""
        self.said.setText(words)
        self.said.set_ink(ink)
        self.said.setVisible(bool(words))

    def choose(self, number: int) -> None:
        """Choose by its number, if it is offered."""
        button = self.acts[_ACTS[number - 1]]
        if button.isEnabled():
            button.setChecked(True)
            self._take(_ACTS[number - 1])

    def press_letter(self, letter: str) -> bool:
        """Choose another answer by its letter; False where none is offered or no option has it."""
        options = self.options.rows() if self._act is ReplyAct.CHANGE else []
        for option in options:
            if option.option.letter[:1].upper() == letter.upper():
                self.options.choose(option.option.key)
                return True
        return False

    def show_row(self, row: ReturnedRow, instrument: Instrument, answer: Answer) -> None:
        """Show a question; what is being written on it stays."""
        if self._row == row:
            return
        is_same = self._row is not None and self._row.code == row.code and self._row.reply == row.reply
        self._row = row
        question = instrument.question(row.code)
        self.question.setText(instrument.node(row.code).name)
        ruling = row.ruling
        when = text.date_short(ruling.edit.at.astimezone())
        is_outdated = row.is_outdated and row.reply is None  # what was accepted has changed too
        outdated = "Jawaban Anda sudah berubah sejak diperiksa. " if is_outdated else ""
        self.note.set_banner(
            "warn" if is_outdated else "info",
            ruling.reason or "Tanpa catatan",
            f"{outdated}{ruling.edit.by}, {when}",
            icon="message-2",
        )
        self.conversation.setText("\n".join(_turns(row)))
        self.conversation.setVisible(bool(self.conversation.text()))
        self.acts[ReplyAct.ACCEPT].setEnabled(row.verified is not None)
        self.acts[ReplyAct.ACCEPT].setToolTip("" if row.verified is not None else "Sekretariat meminta bukti")
        if is_same:
            return
        self._fill_answers(question.scale.inputs != (), instrument, row, answer)
        self.say("")
        self._value = None
        act = row.reply.act if row.reply is not None else None
        self.reason.set_text(row.reply.text if row.reply is not None else "")
        self._group.setExclusive(False)
        for one, button in self.acts.items():
            button.setChecked(one is act)
        self._group.setExclusive(True)
        self._show_act(act)

    def _fill_answers(
        self, has_inputs: bool, instrument: Instrument, row: ReturnedRow, answer: Answer
    ) -> None:
        question = instrument.question(row.code)
        self.options.set_options(option_texts(question.scale))
        if self.numbers is not None:
            self._numbers_place.removeWidget(self.numbers)
            self.numbers.hide()
            self.numbers.deleteLater()
            self.numbers = None
        if has_inputs:
            self.numbers = NumberFields(question, compact=len(question.scale.inputs) <= 2)
            self.numbers.set_value(answer.value)
            self.numbers.committed.connect(self._on_value)
            self._numbers_place.addWidget(self.numbers)
        verified = row.verified.value if row.verified is not None else None
        self.acts[ReplyAct.ACCEPT].setAccessibleDescription(
            f"jawaban menjadi {short_value(question.scale, verified) or 'kosong'}"
        )

    def _on_value(self, value: Value | None) -> None:
        self._value = value

    def _take(self, act: ReplyAct) -> None:
        self.say("")
        self._show_act(act)
        if act is ReplyAct.RESPOND:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_act(self, act: ReplyAct | None) -> None:
        self._act = act
        changes, speaks = act is ReplyAct.CHANGE, act in (ReplyAct.CHANGE, ReplyAct.RESPOND)
        self.options.setVisible(changes and bool(self.options.rows()))
        if self.numbers is not None:
            self.numbers.setVisible(changes)
        self.reason_name.setText("Alasan perubahan" if changes else "Tanggapan")
        for widget in (self.reason_name, self.reason):
            widget.setVisible(speaks)
        for part in (self.evidence, self.files):
            part.setVisible(act is not ReplyAct.ACCEPT)


def _turns(row: ReturnedRow) -> list[str]:
    """What was said before, newest last."""
    if len(row.turns) < 2:
        return []
    found = []
    for turn in row.turns:
        found.append(f"Putaran {turn.round} · {turn.ruling.edit.by}: {turn.ruling.reason}".rstrip(": "))
        for cell in turn.replies:
            if isinstance(cell.value, Reply):
                found.append(
                    f"Putaran {turn.round} · Anda, {REPLIES[cell.value.act]}: {cell.value.text}".rstrip(": ")
                )
    return found
