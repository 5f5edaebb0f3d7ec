"""Verifikasi: an office's answers beside the evidence, what the verifier rules on each, and the balasan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui.answer_form import viewer
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.alike import Alikes
from rbdesk.ui.pages.verification_parts.balasan import ReturnWriter
from rbdesk.ui.pages.verification_parts.bar import VerificationBar
from rbdesk.ui.pages.verification_parts.board import QuestionBoard
from rbdesk.ui.pages.verification_parts.desks import RulingsWriter
from rbdesk.ui.pages.verification_parts.lines import Draft
from rbdesk.ui.pages.verification_parts.panel import QuestionPanel
from rbdesk.ui.pages.verification_parts.sampling import SampleDialog
from rbdesk.ui.pages.verification_parts.sending import ReturnDialog
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Line as Rule
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.workflow import catalog, secretariat, verification
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.secretariat import Inbox
from rbdesk.workflow.verification import Verification, VerifiedRow

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_SIDE_BY_SIDE_FROM, _WIDE_FROM = 1060, 1240
_STALE_TOPICS = frozenset({"review", "inbox", "answers", "evidence"})
_MOST_UNDONE = 200


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was ruled, to be undone and done again; `codes` are its questions, `words` what it was."""

    key: Key
    codes: tuple[str, ...]
    words: str
    again: Callable[[], None]


class VerificationPage(Page):
    """List, statement and verdict; the balasan once nothing is open."""

    key = "verification"
    title = "Verifikasi"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.found: Verification | None = None
        self._instrument = catalog.instrument(catalog.UNIT_SHEET)
        self._inbox: Inbox | None = None
        self._office = self._code = ""
        self._wanted = ""  # the question to show once its office is there
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._pending: set[str] = set()  # ruled, and not read back yet
        self._undone: list[Act] = []
        self._done: list[Act] = []
        self._is_stale = self._is_late = True
        self._build()
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [self.exchange]

    def regions(self) -> list[QWidget]:
        if self.views.currentWidget() is not self.content:
            return [self.empty]
        return [self.bar, self.board, self.statement, self.verdict]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", "pindah"),
            ("S", "setuju"),
            ("A–E", "tetapkan"),
            ("O", "buka bukti"),
            ("Ctrl+Enter", "simpan, berikutnya"),
        ]

    def refresh(self) -> None:
        self.context_changed.emit("Bandingkan jawaban kecamatan dengan bukti, lalu tetapkan nilai")
        if self._is_stale:
            self._is_stale = False
            self.desk.read(secretariat.load_inbox, self.desk.identity.year, then=self._on_inbox)
            self.alikes.look()

    def show_link(self, link: Link) -> None:
        """The focus is an office's code, the filter a question's."""
        if catalog.register().office(link.focus) is None:
            return
        self._wanted = link.filter
        if self._inbox is not None and link.focus != self._office:
            self.open_office(link.focus)
        elif self._inbox is None:
            self._office = link.focus
        elif link.filter:
            self.board.select(link.filter)

    def number_in_focus(self) -> TraceWanted:
        is_whole = self.bar.isAncestorOf(self.focusWidget()) if self.focusWidget() else not self._code
        is_verified = self.bar.verified.hasFocus()
        return TraceWanted(
            "" if is_whole else self._code, self._office, side="verified" if is_verified else "self"
        )

    def place(self) -> Link:
        return Link(self.key, self._office, self._code)

    def take_focus(self) -> bool:
        if self.views.currentWidget() is self.content and not self.views.isHidden():
            self.board.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def undo(self) -> bool:
        """Take the last ruling back."""
        if not self._done:
            return False
        act = self._done.pop()
        self._undone.append(act)
        self._go_to(act)
        take_back = partial(self._on_taken_back, act)
        self.desk.do(verification.take_back, act.key, act.codes, by=self, then=take_back)
        return True

    def redo(self) -> bool:
        """Rule again what was taken back last."""
        if not self._undone:
            return False
        act = self._undone.pop()
        self._go_to(act)
        act.again()
        return True

    def adapt(self, width: int) -> None:
        self.bar.adapt(width)
        self.board.set_narrow(width < _WIDE_FROM)
        self.panel.set_side_by_side(width >= _SIDE_BY_SIDE_FROM)

    # --- one office ---------------------------------------------------------------------------------------

    def open_office(self, office: str) -> None:
        """Show another office; what was begun on this one is remembered."""
        self._keep_draft()
        self._pending.clear()
        self._office, self._code = office, ""
        if self.bar.choose(office):
            self._load()

    def _load(self) -> None:
        if self._office:
            key = self._key()
            then = partial(self._on_loaded, key.office)
            self.desk.read(verification.load_verification, key, then=then)

    def _on_inbox(self, inbox: Inbox) -> None:
        self._inbox = inbox
        came = [one for one in inbox.offices if one.revision is not None]
        self.bar.set_offices([(one.office.code, one.office.name, one.status) for one in came])
        self.views.show()
        if not came:
            self.views.setCurrentWidget(self.empty)
            focus.enter_late(self, [self.empty])
            return
        if self._office not in {one.office.code for one in came}:
            unfinished = [one for one in came if one.status != "selesai"]
            self._office = (unfinished or came)[0].office.code
        self.bar.choose(self._office)
        self._load()

    def _on_loaded(self, office: str, found: Verification) -> None:
        if office != self._office:
            return  # another office was chosen meanwhile
        is_first = not self._code
        self.found = found
        self._pending -= {row.code for row in found.rows if not row.is_open}
        self.bar.show_verification(found)
        self.views.setCurrentWidget(self.content)
        self.board.set_verification(found)
        if self._wanted:
            self.board.select(self._wanted)
            self._wanted = ""
        elif is_first:
            self.board.select(found.open[0] if found.open else found.rows[0].code)
        self._show_row(self.board.current() or self._code)
        if self._is_late:
            self._is_late = False
            focus.enter_late(self, [self.board])

    def _on_picked(self, code: str) -> None:
        if code != self._code:
            self._keep_draft()
            self._show_row(code)

    def _show_row(self, code: str) -> None:
        row = self._row(code)
        if row is None:
            return
        is_same = code == self._code
        self._code = code
        self.panel.show_question(row, self.desk.folder)
        draft = self._drafts.get((self._office, code))
        if draft is None:
            draft = lines.draft_of(row)
        if is_same and self.verdict.reason.hasFocus():
            return  # being typed in
        self.panel.show_verdict(row, draft)

    # --- ruling -------------------------------------------------------------------------------------------

    def agree(self) -> None:
        """Agree with what the office says and go on."""
        row = self._row(self._code)
        if row is None:
            return
        if verification.CLASH in row.marks:
            self.verdict.say("Dua laptop kecamatan berbeda. Pilih “Minta bukti” dan tulis alasannya.", "err")
            return
        reason = self.verdict.draft().reason if not row.rulings or self._is_begun(row) else ""
        value = row.answers[0].value if row.answers else None
        self._rule(Draft(Verdict.AGREE, value, reason))

    def save(self) -> None:
        """Keep what is chosen and go on."""
        self.verdict.finish()
        self._rule(self.verdict.draft())

    def agree_many(self) -> None:
        """Agree with all that nobody needs to look at."""
        codes = lines.agreeable(self.board.lines())
        if codes:
            self._agree_all(self._key(), codes)

    def _is_begun(self, row: VerifiedRow) -> bool:
        return self.verdict.draft() != lines.draft_of(row)

    def _rule(self, draft: Draft) -> None:
        row = self._row(self._code)
        if row is None:
            return
        fault = self.verdict.fault(draft)
        if fault:
            self.verdict.point_at(fault)
            return
        code, key = self._code, self._key()
        following = lines.next_open(self.board.lines(), code, frozenset(self._pending))
        self._pending.add(code)
        self._drafts.pop((key.office, code), None)
        self._send_ruling(key, code, draft)
        if following:
            self._code = ""  # nothing to be kept of this one
            self.board.select(following)
            self._show_row(following)
        if focus.is_typing():  # the letters of the next question are not words of its reason
            self.board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send_ruling(self, key: Key, code: str, draft: Draft) -> None:
        assert draft.verdict is not None
        value = draft.value if draft.verdict is Verdict.CORRECT else None
        shown = self._instrument.display(code)
        act = Act(key, (code,), f"Hasil verifikasi {shown}", partial(self._send_ruling, key, code, draft))
        self.desk.do(
            verification.rule,
            key,
            code,
            draft.verdict,
            value,
            draft.reason,
            by=self,
            then=partial(self._on_ruled, act),
            failed=partial(self._on_not_ruled, code, draft),
        )

    def _agree_all(self, key: Key, codes: tuple[str, ...]) -> None:
        act = Act(key, codes, f"Persetujuan {len(codes)} jawaban", partial(self._agree_all, key, codes))
        self.desk.do(verification.agree_all, key, codes, by=self, then=partial(self._on_agreed, act))

    def _on_ruled(self, act: Act, changes: Changes) -> None:
        if changes:
            self._done = [*self._done, act][-_MOST_UNDONE:]
        else:
            self._pending -= set(act.codes)

    def _on_agreed(self, act: Act, changes: Changes) -> None:
        self._on_ruled(act, changes)
        if changes:
            self.told.emit(f"{len(act.codes)} jawaban disetujui.", self.undo)

    def _on_taken_back(self, act: Act, _: Changes) -> None:
        self._pending -= set(act.codes)
        self.told.emit(f"{act.words} diurungkan.", None)

    def _on_not_ruled(self, code: str, draft: Draft, error: RBDeskError) -> None:
        """Back to the question that could not be kept, as it was."""
        self._pending.discard(code)
        self._drafts[self._office, code] = draft
        self._code = ""
        self.board.select(code)
        self._show_row(code)
        self.verdict.say(messages.sentence(error).text, "err")

    def _go_to(self, act: Act) -> None:
        """Show where something is undone."""
        self._drafts.pop((act.key.office, act.codes[0]), None)
        if act.key.office != self._office:
            self._wanted = act.codes[0]
            self.open_office(act.key.office)
        elif len(act.codes) == 1:
            self._code = ""
            self.board.select(act.codes[0])
            self._show_row(act.codes[0])

    def _keep_draft(self) -> None:
        """Remember what was begun on the question that is left."""
        row = self._row(self._code)
        if row is None:
            return
        self.verdict.finish()
        if self._is_begun(row):
            self._drafts[self._office, self._code] = self.verdict.draft()
        else:
            self._drafts.pop((self._office, self._code), None)

    # --- sample and balasan -------------------------------------------------------------------------------

    def ask_for_sample(self) -> None:
        """Ask how many and from which seed."""
        if self.found is None:
            return
        held = self.found.sample
        today = self.desk.clock().astimezone().date()
        seed = held.seed if held is not None else f"{text.date_long(today)} {self._name()}"
        dialog = SampleDialog(
            self,
            office=self._name(),
            questions=len(self.found.rows),
            seed=seed[: verification.LONGEST_SEED],
            size=len(held.rows) if held is not None else 20,
        )
        dialog.drawn.connect(self._take_sample)
        dialog.open()

    def _take_sample(self, size: int, seed: str) -> None:
        told = partial(self._on_sampled, size)
        self.desk.do(verification.take_sample, self._key(), size, seed, by=self, then=told)

    def _on_sampled(self, size: int, _: Changes) -> None:
        self.told.emit(f"Sampel {size} pertanyaan diambil. Benihnya tercatat.", None)

    def ask_to_return(self) -> None:
        """Show what the balasan would say."""
        if self.found is None or self.found.open:
            return
        dialog = ReturnDialog(
            self,
            office=self._name(),
            scores=(self.bar.own.value, self.bar.verified.value),
            summary=lines.summary(self.found, self._instrument),
            folder=self.writer.target,
        )
        dialog.wanted.connect(self._begin_return)
        dialog.open()

    def _begin_return(self, folder: Path) -> None:
        self.bar.send.setEnabled(False)
        self.writer.write(self._office, folder)

    def _on_return_ended(self) -> None:
        self.bar.send.setEnabled(self.found is not None and not self.found.open)

    # --- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        letter = event.text() if is_plain and not focus.is_typing() else ""
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif is_enter and is_plain and not focus.is_typing():
            self.verdict.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter.upper() == "S":
            self.agree()
        elif letter.upper() == "O":
            self.statement.evidence.ask_to_open()
        elif letter.isdigit() and self.verdict.start_number(letter):
            pass
        elif not (letter.isalpha() and self.verdict.choose_letter(letter)):
            super().keyPressEvent(event)

    def _open_evidence(self, item: Evidence) -> None:
        try:
            viewer.open_copy(DeskFolder(self.desk.folder), item.sha256, item.name)
        except NotAllowed as error:
            self.notice.set_banner("err", messages.sentence(error).what, messages.sentence(error).todo)
            self.notice.show()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if not changes.topics & _STALE_TOPICS:
            return
        if by is self and self.isVisible():
            self._load()  # the inbox is 23 offices: what it says of this one is in what is loaded
            return
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    # --- small --------------------------------------------------------------------------------------------

    def _key(self) -> Key:
        return Key(self._office, self.desk.identity.year, self._instrument.id)

    def _name(self) -> str:
        return catalog.register().name_of(self._office)

    def _row(self, code: str) -> VerifiedRow | None:
        if self.found is None or self.found.key.office != self._office:
            return None
        return next((row for row in self.found.rows if row.code == code), None)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar = VerificationBar()
        self.board = QuestionBoard(self._instrument)
        self.panel = QuestionPanel(self._instrument, self.desk.identity.year)
        self.notice, self.statement = self.panel.notice, self.panel.statement
        self.verdict = self.panel.verdict
        self.alikes = Alikes(self.desk, self.statement.found, self._key, self)
        self.writer = ReturnWriter(self.desk, self.notice, self)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.board)
        row.addWidget(Rule("border", is_upright=True))
        row.addWidget(self.panel, 1)
        column.addLayout(row, 1)
        self.empty = EmptyState(
            "Belum ada yang diverifikasi",
            "Kecamatan muncul di sini setelah paketnya digabung di Kotak Masuk.",
            [Way("inbox", "Buka Kotak Masuk", "inbox", "primary")],
            icon="scale",
        )
        self.exchange = secondary("Berkas putusan", "gavel")
        self.exchange.setToolTip("Putusan meja ini untuk meja Sekretariat yang lain")
        self.desks_notice = Banner("info", can_dismiss=True)
        self.desks_notice.hide()
        self.desks_writer = RulingsWriter(self.desk, self.desks_notice, self)
        self.views = QStackedWidget()
        self.views.addWidget(self.content)
        self.views.addWidget(self.empty)
        self.views.hide()  # until it is known what there is
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.desks_notice)
        outer.addWidget(self.views, 1)
        self.adapt(0)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.bar.office_chosen.connect(self.open_office)
        self.bar.return_wanted.connect(self.ask_to_return)
        self.bar.asked.connect(lambda side: self.traced.emit(TraceWanted("", self._office, side=side)))
        self.board.picked.connect(self._on_picked)
        self.board.agreeing.connect(self.agree_many)
        self.board.sampling.connect(self.ask_for_sample)
        self.statement.open_wanted.connect(self._open_evidence)
        self.alikes.found.connect(self._load)
        self.alikes.told.connect(self.told)
        self.verdict.agreed.connect(self.agree)
        self.verdict.saved.connect(self.save)
        self.writer.ended.connect(self._on_return_ended)
        self.writer.told.connect(lambda words: self.told.emit(words, None))
        self.writer.again_wanted.connect(self.ask_to_return)
        self.exchange.clicked.connect(self.desks_writer.ask)
        self.desks_writer.told.connect(lambda words: self.told.emit(words, None))
        self.empty.acted.connect(lambda _: self.wanted.emit(Link("inbox")))
