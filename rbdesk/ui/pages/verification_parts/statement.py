"""What the office says about one question, to be read: answer, note, evidence, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.assessment import Answer, Evidence
from rbdesk.domain.instrument import Instrument, Question
from rbdesk.domain.review import Reply
from rbdesk.paths import DeskFolder
from rbdesk.ui import paint, theme
from rbdesk.ui.answer_form.file_panel import Preview
from rbdesk.ui.answer_form.numbers import result_text
from rbdesk.ui.answer_form.words import letter_of, option_value
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.alike import FoundHere
from rbdesk.ui.parts.buttons import Button, icon_button
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.file_row import file_icon
from rbdesk.ui.parts.icon_tile import IconLabel, marked
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.evidence import EvidenceFile
from rbdesk.workflow.verification import VerifiedRow

_LEAST_PREVIEW = 150
_NEVER = datetime(1, 1, 1, tzinfo=UTC)  # when an office took a file in is not told


class Statement(Card):
    """Signals: `open_wanted(Evidence)` open a file in the system's viewer."""

    open_wanted = Signal(object)

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__("Jawaban kecamatan", padding=theme.SPACE_M, parent=parent)
        self.head.addWidget(Chip("hanya baca"))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._column.setSpacing(theme.SPACE_S)
        self._said = QVBoxLayout()
        self._said.setSpacing(theme.SPACE_S - 2)
        self._column.addLayout(self._said)
        self.found = FoundHere(instrument)
        self._column.addWidget(self.found)
        self.evidence = EvidenceView()
        self.evidence.open_wanted.connect(self.open_wanted)
        self._column.addWidget(self.evidence, 1)
        self._column.addStretch(0)
        self.body.addWidget(ScrollColumn(content), 1)

    def show_row(self, row: VerifiedRow, question: Question, folder: Path, shown: str, year: int) -> None:
        """Show a question; its files lie in a desk's folder."""
        while item := self._said.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if not row.answers:
            self._said.addWidget(WrapLabel("Belum dijawab.", "body", "text2"))
        for at, answer in enumerate(row.answers, 1):
            self._add_answer(answer, question, f"Versi {at}" if len(row.answers) > 1 else "")
        if row.last_year is not None and row.last_year.value is not None:
            last = messages.value_text(row.last_year.value, question.scale)
            self._said.addWidget(WrapLabel(f"Tahun {year - 1}: {last}", "caption", "text3"))
        self._add_remarks(row, question)
        for kind, reason in row.waived:
            words = f"Kecamatan mengesampingkan “{messages.finding_name(kind)}”: {reason}"
            self._said.addWidget(marked("eye-off", words, "text2"))
        self._add_turns(row, question)
        self.found.show_row(row)
        self.evidence.show_files(row.evidence, DeskFolder(folder))
        self.setAccessibleName(f"Jawaban kecamatan {shown}")

    def _add_answer(self, answer: Answer, question: Question, title: str) -> None:
        if title:
            self._said.addWidget(Label(title, "caption_strong", "warn"))
        self._said.addWidget(AnswerBox(answer, question))
        if answer.note:
            self._said.addWidget(WrapLabel(f"“{answer.note}”", "body", "text2", selectable=True))

    def _add_remarks(self, row: VerifiedRow, question: Question) -> None:
        shorter = [lines.finding_remark(finding) for finding in row.findings]
        for remark in lines.remarks(row, question.scale):
            if remark.role == "warn" and remark not in shorter:
                self._said.addWidget(marked(remark.icon, remark.words.capitalize(), remark.role))

    def _add_turns(self, row: VerifiedRow, question: Question) -> None:
        """What was said in earlier rounds; one ruling without a reply is told at the right already."""
        if len(row.turns) < 2 and not any(turn.replies for turn in row.turns):
            return
        for turn in row.turns:
            ruling = turn.ruling
            when = text.date_short(ruling.edit.at.astimezone())
            words = lines.ruling_words(ruling, question.scale)
            said = f"Putaran {turn.round} · {ruling.edit.by}, {when}: {words}"
            self._said.addWidget(marked("gavel", f"{said}. {ruling.reason}".rstrip(), "text2"))
            for cell in turn.replies:
                if isinstance(cell.value, Reply):
                    act = lines.REPLY_WORDS[cell.value.act]
                    self._said.addWidget(
                        marked("message-2", f"Kecamatan {act}. {cell.value.text}".rstrip(), "primary")
                    )


class AnswerBox(Dressed, QFrame):
    """One answer: letter, words, value; numbers with their names."""

    def __init__(self, answer: Answer, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_S + 2, theme.SPACE_S, theme.SPACE_S + 2, theme.SPACE_S)
        row.setSpacing(theme.SPACE_S + 2)
        scale, value = question.scale, answer.value
        option = scale.option(value) if isinstance(value, str) else None
        if option is not None:
            row.addWidget(Chip(letter_of(option), "plain"), 0, Qt.AlignmentFlag.AlignVCenter)
            words, worth = option.text, option_value(option)
        else:
            words, worth = messages.value_text(value, scale), result_text(question, value)
        self.words = WrapLabel(words, "strong", selectable=True)
        row.addWidget(self.words, 1)
        row.addWidget(Label(worth, "caption", "text3"))
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("border")
        paint.box(QPainter(self), self.rect(), paint.Look(theme.color("surface"), edge, edge))


class EvidenceView(QWidget):
    """The files of one question, one at a time. Signals: `open_wanted(Evidence)`."""

    open_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Evidence, ...] = ()
        self._at = 0
        self._folder: DeskFolder | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        head.addWidget(Label("Bukti", "strong", "text2"))
        head.addStretch(1)
        self.count = Label("", "caption", "text2")
        self.back = icon_button("chevron-left", "Bukti sebelumnya")
        self.forth = icon_button("chevron-right", "Bukti berikutnya")
        self.back.clicked.connect(lambda: self.step(-1))
        self.forth.clicked.connect(lambda: self.step(1))
        self.open = Button("Buka", "external-link", "link", keys="O")
        self.open.clicked.connect(self.ask_to_open)
        for widget in (self.count, self.back, self.forth, self.open):
            head.addWidget(widget)
        column.addLayout(head)
        named = QHBoxLayout()
        named.setSpacing(theme.SPACE_S)
        self._icon = IconLabel("file", "primary", 18)
        self.name = WrapLabel("", "strong", selectable=True)
        self._size = Label("", "caption", "text2")
        named.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        named.addWidget(self.name, 1)
        named.addWidget(self._size, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(named)
        self.note = WrapLabel("", "caption", "text2")
        column.addWidget(self.note)
        self.preview = _TallPreview()
        column.addWidget(self.preview, 1)

    def shown(self) -> Evidence | None:
        """The file that is shown."""
        return self._items[self._at] if self._items else None

    def show_files(self, items: Sequence[Evidence], folder: DeskFolder) -> None:
        """Show the files of a question; of the same ones the shown one stays."""
        held = self.shown()
        self._items, self._folder = tuple(items), folder
        self._at = self._items.index(held) if held in self._items else 0
        self._show()

    def step(self, by: int) -> None:
        """Show the next file, round the end."""
        if self._items:
            self._at = (self._at + by) % len(self._items)
            self._show()

    def ask_to_open(self) -> None:
        """Ask for the shown file to be opened, unless it is not here."""
        if self.open.isVisible() and self.open.isEnabled():
            self.open_wanted.emit(self.shown())

    def _show(self) -> None:
        item, count = self.shown(), len(self._items)
        self.count.setText(f"{self._at + 1} dari {count}" if count else "tidak ada")
        for button in (self.back, self.forth):
            button.setVisible(count > 1)
        for widget in (self._icon, self._size, self.preview, self.open):
            widget.setVisible(item is not None)
        self.name.setVisible(item is not None)
        self.note.setVisible(item is not None and bool(item.note))
        if item is None or self._folder is None:
            return
        path = self._folder.evidence_file(item.sha256)
        is_lost = not path.is_file()
        self._icon.set_icon(
            "file-broken" if is_lost else file_icon(item.mime), "err" if is_lost else "primary"
        )
        self.name.setText(item.name)
        self._size.setText(text.size(item.size))
        self.note.setText(item.note)
        self.open.setEnabled(not is_lost)
        self.preview.show_evidence(item, path, is_lost=is_lost)


class _TallPreview(Preview):
    """A preview that takes the room that there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_evidence(self, item: Evidence, path: Path, *, is_lost: bool) -> None:
        """Show a file that lies at `path`, or that it has not come."""
        self.show_file(_file_of(item, is_lost=is_lost), path)

    def dress(self) -> None:
        super().dress()
        self.setMinimumHeight(theme.px(_LEAST_PREVIEW))
        self.setMaximumHeight(theme.px(4 * _LEAST_PREVIEW))


def _file_of(item: Evidence, *, is_lost: bool) -> EvidenceFile:
    return EvidenceFile(
        sha256=item.sha256,
        size=item.size,
        mime=item.mime,
        name=item.name,
        added_at=_NEVER,
        added_by="",
        content_date=None,
        uses=(item,),
        lost=is_lost,
    )
