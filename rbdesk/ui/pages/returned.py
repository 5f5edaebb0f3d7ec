"""Balasan: open the secretariat's letter, see what it would do, take it in, and answer question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.domain.assessment import Answer
from rbdesk.domain.review import ReplyAct
from rbdesk.errors import RBDeskError
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form.intake import FILE_FILTER, Intake
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.returned_parts.decision import DecisionForm
from rbdesk.ui.pages.returned_parts.letter import LetterCard
from rbdesk.ui.pages.returned_parts.printing import ComparisonPrinter
from rbdesk.ui.pages.returned_parts.reading import LetterReader
from rbdesk.ui.pages.returned_parts.rows import ALL, DONE, OPEN, RowButton, belongs, next_undecided
from rbdesk.ui.pages.returned_parts.scores import ScoresCard
from rbdesk.ui.parts import focus, tab_order
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.step_header import StepHeader
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow import returning
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.returning import LetterPlan, Returned, ReturnedRow

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_PATTERN = "Berkas dari Sekretariat (*.rbd.zip *.zip *.bin);;Semua berkas (*)"
PICK, ACTIVATION = "pick", "activation"  # filters of a link that asks for a file at once
_SIDE_BY_SIDE_FROM, _STEPS_FROM = 1060, 1240
_STEPS = ("Periksa", "Buat paket", "Kirim ke Sekretariat", "Terima hasil verifikasi")
_STALE_TOPICS = frozenset({"review", "answers", "stage"})


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was decided, to be undone and done again; `codes` are its questions."""

    codes: tuple[str, ...]
    again: Callable[[], None]


class ReturnedPage(Page):
    """Nothing yet, a letter to be taken in, or what came back."""

    key = "returned"
    title = "Terima hasil verifikasi"
    parent_key = "send"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self.found: Returned | None = None
        self._code = ""
        self._rows: dict[str, RowButton] = {}
        self._listed: tuple[list[str], str] = ([], "")
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._intake = Intake(answers, self)
        self._is_stale = True
        self._build()
        self._connect()

    def header_widgets(self) -> list[QWidget]:
        has_rows = self.found is not None and bool(self.found.rows or self.found.judged)
        return [self.print, self.open_file] if has_rows else [self.open_file]

    def regions(self) -> list[QWidget]:
        shown = self.views.currentWidget()
        return [self._inside, self.list_card, self.scores] if shown is self.content else [shown]

    def keys(self) -> list[tuple[str, str]]:
        if self.views.currentWidget() is not self.content:
            return []
        return [
            ("1 2 3", "pilih tanggapan"),
            ("A – E", "jawaban baru"),
            ("Ctrl+B", "tambah bukti"),
            ("Ctrl+Enter", "simpan, berikutnya"),
        ]

    def refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.desk.read(returning.load_returned, self.answers.key, then=self._on_returned)
        self._show_context()

    def place(self) -> Link:
        return Link(self.key, self._code)

    def show_link(self, link: Link) -> None:
        """The focus is the code of a question that came back; the filter may ask for a file at once."""
        if link.focus in self._rows:
            self.open_question(link.focus)
        elif self.found is None and link.focus:
            self._code = link.focus  # opened once it is known what came back
        if what := {PICK: "balasan", ACTIVATION: "aktivasi"}.get(link.filter, ""):
            QTimer.singleShot(0, self, lambda: self.pick(what))

    def adapt(self, width: int) -> None:
        directions = QBoxLayout.Direction
        is_wide = width >= _SIDE_BY_SIDE_FROM
        self._cards.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self.scores.set_compact(not is_wide)
        self.steps.setVisible(width >= _STEPS_FROM)

    def undo(self) -> bool:
        """Take the last decision back."""
        if not self._done:
            return False
        act = self._done.pop()
        self._undone.append(act)
        then = partial(self._on_undone, act.codes)
        self.desk.do(returning.take_back, self.answers.key, act.codes, by=self, then=then)
        return True

    def redo(self) -> bool:
        """Decide again what was taken back last."""
        if not self._undone:
            return False
        act = self._undone.pop()
        self._code = act.codes[0]
        act.again()
        return True

    # --- a letter -----------------------------------------------------------------------------------------

    def pick(self, what: str = "balasan") -> None:
        """Ask for a file of the secretariat."""
        found = dialogs.pick_files(self, f"Buka berkas {what}", _PATTERN)
        if found:
            self.read_letter(found[0])

    def read_letter(self, path: Path) -> None:
        """Judge a letter and show what taking it in would do; writes nothing."""
        self.notice.hide()
        self.reader.read(path)

    def _on_planned(self, plan: LetterPlan) -> None:
        self.letter.show_plan(plan, self.answers.instrument)
        self.views.setCurrentWidget(self._letter_view)
        self.views.show()
        self.letter.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_applied(self, plan: LetterPlan) -> None:
        self._code = ""
        kind = "Berkas aktivasi" if plan.settings is not None else f"Balasan {plan.number}"
        self.told.emit(f"{kind} diterapkan. Jawaban Anda tetap tersimpan.", None)
        self._load()
        if (plan.followups or plan.advice) and not plan.rulings:  # nothing here asks for an answer
            self.wanted.emit(Link("followup", filter="returned"))

    def _on_dismissed(self) -> None:
        self.reader.forget()
        self._show()

    # --- what came back -----------------------------------------------------------------------------------

    def _load(self) -> None:
        self.desk.read(returning.load_returned, self.answers.key, then=self._on_returned)

    def _on_returned(self, found: Returned) -> None:
        is_late = self.found is None
        self.found = found
        self._show_context()
        self.header_changed.emit()
        if self.reader.plan is None:
            self._show()
        if is_late:
            focus.enter_late(self, self.regions())

    def open_question(self, code: str) -> None:
        """Open one question that came back, close the other."""
        self._code = code
        self._fill()

    def _show(self) -> None:
        found = self.found
        self.views.show()
        if found is None or (not found.rows and not found.judged):
            self._show_view(self._empty_view)
            return
        target = Fraction(self.desk.identity.target)
        self.scores.show_scores(found, self.answers.instrument, target)
        still = len(found.undecided)
        self.tabs.set_counts({OPEN: still, DONE: len(found.rows) - still, ALL: len(found.rows)})
        acceptable = self._acceptable()
        self.accept_rest.setText(f"Terima {len(acceptable)} sisanya")
        self.accept_rest.setVisible(bool(acceptable))
        self.count.setText(f"{len(found.rows) - still} dari {len(found.rows)} sudah ditanggapi")
        self.left.setText(f"{still} lagi" if still else "")
        self._show_changed_since(sum(row.is_outdated and row.reply is None for row in found.rows))
        self.make.setEnabled(not still and bool(found.rows))
        self.make.setToolTip(f"{still} jawaban belum ditanggapi" if still else "")
        if self._code not in {row.code for row in found.rows}:
            self._code = next_undecided(found, "") or (found.rows[0].code if found.rows else "")
        self._fill()
        self._show_view(self.content)

    def _show_changed_since(self, count: int) -> None:
        """Say that the balasan is about an earlier revision of some answers."""
        self.changed_since.setVisible(bool(count))
        self.changed_since.set_banner(
            "warn",
            f"{count} jawaban sudah Anda ubah sejak diperiksa",
            "Balasan ini menilai isinya yang dulu. Barisnya ditandai; Sekretariat melihat yang baru di paket berikutnya.",
            icon="history",
        )

    def _show_view(self, view: QWidget) -> None:
        """Show another view; the focus moves into it if it was on the page."""
        had_focus = focus.is_in(QApplication.focusWidget(), self)
        is_other = self.views.currentWidget() is not view
        self.views.setCurrentWidget(view)
        if had_focus and is_other:
            focus.focus_into(self.regions())

    def _fill(self) -> None:
        found = self.found
        if found is None:
            return
        shown = [row for row in found.rows if belongs(row, self.tabs.value()) or row.code == self._code]
        self.nothing.setVisible(not shown)
        self.nothing.setText(
            "Semua jawaban diterima. Tidak ada yang dikembalikan." if not found.rows else "Tidak ada di sini."
        )
        listed = ([row.code for row in shown], self._code)
        if listed != self._listed:
            self._listed = listed
            self._list_rows(shown)
        for row in shown:
            self._rows[row.code].show_row(row)
            self._rows[row.code].setChecked(row.code == self._code)
            if row.code == self._code:
                self.form.show_row(row, self.answers.instrument, self.answers.answer(row.code))
                self._show_evidence()

    def _list_rows(self, shown: Sequence[ReturnedRow]) -> None:
        """Make the rows anew, the form under the open one; the focus, if it was here, is at the open one then."""
        had_focus = focus.is_in(QApplication.focusWidget(), self._inside)
        self.form.hide()
        self._list.removeWidget(
            self.form
        )  # takeAt leaves its item alive, and the next one never hears of its height
        while item := self._list.takeAt(0):
            if (widget := item.widget()) is not None and widget is not self.form:
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for row in shown:
            button = RowButton(row, self.answers.instrument)
            button.clicked.connect(lambda _=False, code=row.code: self.open_question(code))
            self._rows[row.code] = button
            self._list.addWidget(button)
            if row.code == self._code:
                self._list.addWidget(self.form)
                self.form.show()
        self._list.addStretch(1)
        tab_order.in_reading_order(self._inside)
        if had_focus and self._code in self._rows:
            self._rows[self._code].setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Keep the decision on the open question and go on."""
        row = next((one for one in self.found.rows if one.code == self._code), None) if self.found else None
        if row is None or not self.form.is_complete():
            self.form.point_at_missing()
            return
        answer = Answer(self.form.value(), self.answers.answer(row.code).note)
        self._undone.clear()
        self._decide(row.code, self.form.act(), answer, self.form.words())

    def _decide(self, code: str, act: ReplyAct | None, answer: Answer, words: str) -> None:
        key = self.answers.key
        made = Act((code,), partial(self._decide, code, act, answer, words))
        heard: dict[str, Any] = {
            "by": self,
            "then": partial(self._on_decided, made),
            "failed": self._on_not_kept,
        }
        if act is ReplyAct.ACCEPT:
            self.desk.do(returning.accept, key, [code], **heard)
        elif act is ReplyAct.CHANGE:
            self.desk.do(returning.change, key, code, answer, words, **heard)
        else:
            self.desk.do(returning.respond, key, code, words, **heard)

    def accept_all(self) -> None:
        """Accept all that is still undecided and can be accepted."""
        codes = self._acceptable()
        if codes:
            self._undone.clear()
            self._accept_many(codes)

    def _accept_many(self, codes: tuple[str, ...]) -> None:
        made = Act(codes, partial(self._accept_many, codes))
        then = partial(self._on_many_decided, made)
        self.desk.do(returning.accept, self.answers.key, codes, by=self, then=then)

    # --- evidence -----------------------------------------------------------------------------------------

    def add_evidence(self, code: str) -> None:
        """Ask for files and put them at a question that came back; the year is opened for it."""
        title = f"Tambah bukti untuk {self.answers.instrument.display(code)}"
        paths = dialogs.pick_files(self, title, FILE_FILTER)
        if not paths:
            return
        if not self.answers.is_locked:
            self._intake.add_files([code], paths)
            return
        add = partial(self._intake.add_files, [code], paths)
        self.answers.loaded.connect(add, Qt.ConnectionType.SingleShotConnection)
        self.desk.do(
            returning.begin_answering,
            self.answers.key,
            by=self,
            then=lambda _: self.answers.load(),
            failed=self._on_not_kept,
        )

    def _on_taken(self, codes: Sequence[str], names: Sequence[str]) -> None:
        for code in codes:
            self.form.add_brought(code, names)
        self._show_evidence()

    def _show_evidence(self) -> None:
        if self._code:
            self.form.show_evidence([item.name for item in self.answers.evidence(self._code)])

    def _acceptable(self) -> tuple[str, ...]:
        rows = self.found.rows if self.found else ()
        return tuple(row.code for row in rows if row.reply is None and row.verified is not None)

    def _on_decided(self, made: Act, changes: Changes) -> None:
        if changes:
            self._done.append(made)
        if self.found is not None:
            self._code = next_undecided(self.found, made.codes[-1]) or made.codes[-1]
        self.answers.load()
        self._load()

    def _on_many_decided(self, made: Act, changes: Changes) -> None:
        self._on_decided(made, changes)
        self.told.emit(f"{len(made.codes)} hasil diterima.", self.undo)

    def _on_not_kept(self, error: RBDeskError) -> None:
        self.form.say(messages.sentence(error).text, "err")

    def _on_undone(self, codes: tuple[str, ...], _: Changes) -> None:
        self._code = codes[0]
        self.answers.load()
        self._load()
        self.told.emit("Tanggapan diurungkan.", None)

    # --- small --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() == Qt.Key.Key_B and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.form.ask_for_evidence()
        elif event.text() in ("1", "2", "3") and not focus.is_typing() and self.form.isVisible():
            self.form.choose(int(event.text()))
        elif self._is_letter(event) and self.form.press_letter(event.text()):
            pass
        else:
            super().keyPressEvent(event)

    def _is_letter(self, event: QKeyEvent) -> bool:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        return is_plain and event.text().isalpha() and not focus.is_typing() and self.form.isVisible()

    def _show_context(self) -> None:
        number = self.found.number if self.found is not None and self.found.judged else 0
        self.context_changed.emit(
            f"Balasan {number} dari Sekretariat" if number else "Belum ada balasan Sekretariat"
        )

    def _on_print(self) -> None:
        if self.found is not None:
            self.print.setEnabled(False)
            self.printer.write(self.found)

    def _say(self, tone: str, title: str, details: str) -> None:
        self.notice.set_banner(tone, title, details)
        self.notice.show()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS and by is not self:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _build(self) -> None:
        self.print = secondary("Cetak perbandingan", "printer")
        self.open_file = secondary("Buka berkas balasan", "mail-opened")
        self.notice = Banner("info", can_dismiss=True)
        self.notice.hide()
        self.reader = LetterReader(self.desk, self)
        self.printer = ComparisonPrinter(self.desk, self.notice, self)
        self.empty = EmptyState(
            "Belum ada berkas dari Sekretariat",
            "Setelah Sekretariat memverifikasi paket Anda, buka berkas balasannya di sini. "
            "Berkas aktivasi juga dibuka di sini. Isinya ditampilkan dahulu; jawaban Anda tidak ditimpa.",
            [
                Way("balasan", "Buka berkas balasan", "mail-opened", "primary"),
                Way("aktivasi", "Buka berkas aktivasi", "key"),
            ],
            icon="mail-opened",
        )
        self._empty_view = Card()
        self._empty_view.body.addWidget(ScrollColumn(self.empty))
        self.letter = LetterCard()
        self._letter_view = ScrollColumn(self.letter)
        self.scores = ScoresCard()
        self.list_card = Card(padding=theme.SPACE_M)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        self.tabs = FilterTabs([(OPEN, "Belum"), (DONE, "Sudah"), (ALL, "Semua")], name="Saring jawaban")
        self.accept_rest = secondary("Terima sisanya", "checks", is_compact=True)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.accept_rest)
        self.list_card.body.addLayout(head)
        self.changed_since = Banner("warn", icon="history")
        self.changed_since.hide()
        self.list_card.body.addWidget(self.changed_since)
        self.nothing = WrapLabel("", "body", "text2")
        self.list_card.body.addWidget(self.nothing)
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._list.setSpacing(theme.SPACE_XS)
        self.list_card.body.addWidget(ScrollColumn(self._inside), 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        self.count = Label("", "strong")
        self.left = Label("", "strong", "warn")
        self.make = primary("Buat paket tanggapan", "package-export")
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.left)
        foot.addWidget(self.make)
        self.list_card.body.addLayout(foot)
        self.form = DecisionForm()
        self.content = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.content)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.SPACE_M)
        self._cards.addWidget(self.scores, 2)
        self._cards.addWidget(self.list_card, 3)
        self.views = QStackedWidget()
        for view in (self._empty_view, self._letter_view, self.content):
            self.views.addWidget(view)
        self.views.hide()  # until it is known what there is
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        column.setSpacing(theme.SPACE_M - 2)
        self.steps = StepHeader(_STEPS, len(_STEPS) - 1)
        column.addWidget(self.steps)
        column.addWidget(self.notice)
        column.addWidget(self.views, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.open_file.clicked.connect(lambda: self.pick())
        self.empty.acted.connect(self.pick)
        self.print.clicked.connect(self._on_print)
        self.printer.ended.connect(lambda: self.print.setEnabled(True))
        self.reader.planned.connect(self._on_planned)
        self.reader.said.connect(self._say)
        self.reader.applied.connect(self._on_applied)
        self.letter.accepted.connect(self.reader.apply)
        self.letter.dismissed.connect(self._on_dismissed)
        self.tabs.chosen.connect(lambda _: self._fill())
        self.accept_rest.clicked.connect(self.accept_all)
        self.form.saved.connect(self.save)
        self.form.evidence_wanted.connect(self.add_evidence)
        self._intake.taken.connect(self._on_taken)
        self._intake.refused.connect(lambda _codes, words: self.form.say(words, "err"))
        self.answers.loaded.connect(self._show_evidence)
        self.make.clicked.connect(lambda: self.wanted.emit(Link("send")))
