"""Tindak Lanjut: what an office was told to do better and what became of it; at the secretariat, of all offices."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import messages, paths, wording
from rbdesk.domain import followup as statuses
from rbdesk.domain.assessment import Key
from rbdesk.domain.followup import FollowUp, Recommendation, Status
from rbdesk.domain.office import Role
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import dialogs
from rbdesk.ui.answer_form import viewer
from rbdesk.ui.answer_form.intake import FILE_FILTER
from rbdesk.ui.models import followups as rows_of
from rbdesk.ui.models.followups import Row
from rbdesk.ui.models.overview_steps import unsent_step
from rbdesk.ui.pages.followup_parts.acts import FollowUpActs
from rbdesk.ui.pages.followup_parts.board import FollowUpBoard
from rbdesk.ui.pages.followup_parts.editing import Known, RecommendationDialog, Written, known_of
from rbdesk.ui.pages.followup_parts.exchange import TablesAndDates
from rbdesk.ui.pages.followup_parts.known_files import pick_known
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.letter_writer import LetterWriter
from rbdesk.ui.parts.page import Link, Page
from rbdesk.workflow import catalog, dispatch, evidence, followup_rulings, followups
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidence import EvidenceFile
from rbdesk.workflow.followup_rulings import Unsent
from rbdesk.workflow.followups import Item, Moment

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_STALE_TOPICS = frozenset({"followups", "answers", "evidence", "review", "inbox", "stage", "settings"})

RETURNED = "returned"  # filter of a link: what was sent back


class FollowUpPage(Page):
    """Table and detail; every write can be taken back."""

    key = "followup"
    title = "Tindak Lanjut"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self._is_office = desk.identity.role is Role.OFFICE
        self._sheet = catalog.instrument(catalog.UNIT_SHEET)
        offices = () if self._is_office else catalog.register().offices
        self._names = {one.code: one.name for one in offices}
        self._is_stale = True
        self._is_read = False
        self._last: Recommendation | None = None  # what was written down last
        self._unsent: tuple[Unsent, ...] = ()
        self._letters_in = Path()
        self._wants_returned = False
        self.letters = LetterWriter(desk, dispatch.gather_return, self)
        self.acts = FollowUpActs(desk, self)
        self.files = TablesAndDates(desk, self, with_office=not self._is_office)
        self.add_button = primary("Tambah rekomendasi", "plus")
        self.board = FollowUpBoard(self._sheet, is_office=self._is_office, offices=offices)
        self.panel, self.table = self.board.panel, self.board.table
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.board)
        self.setAcceptDrops(True)
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [self.add_button]

    def keys(self) -> list[tuple[str, str]]:
        shown = [("↑ ↓", "pindah"), ("Enter", "buka rincian"), ("Ctrl+C", "salin baris")]
        return [*shown[:2], ("Space", "ganti status"), shown[2]] if self._is_office else shown

    def refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._read()

    def show_link(self, link: Link) -> None:
        """Focus: a recommendation's id (or an office's code); filter: a tab, an office's code, or `returned`."""
        self._wants_returned = link.filter == RETURNED
        self._seek_returned()
        if link.filter in dict(self.board.choices):
            self.board.set_tab(link.filter)
        office = next((one for one in (link.filter, link.focus) if one in self._names), "")
        if office:
            self.board.set_office(office)
        if link.focus and link.focus not in self._names:
            self.board.seek(link.focus)
        self.board.filter()

    def _seek_returned(self) -> None:
        """Go to the first that was sent back, once the rows have come."""
        name = next((row.item.id for row in self.board.rows if row.item.is_returned), "")
        if self._wants_returned and name:
            self._wants_returned = False
            self.board.set_tab(rows_of.ALL)
            self.board.seek(name)
            self.board.filter()

    def place(self) -> Link:
        row = self.current()
        return Link(self.key, row.item.id if row else "", self.board.tabs.value())

    def take_focus(self) -> bool:
        if self._is_read and self.board.has_table():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def regions(self) -> list[QWidget]:
        return self.board.regions()

    def undo(self) -> bool:
        return self.acts.undo()

    def redo(self) -> bool:
        return self.acts.redo()

    def keep_typing(self) -> None:
        """A word that is being written is kept; what would be finished without a file stays as it was."""
        row, draft = self.panel.row, self.panel.draft()
        if row is None or draft is None or not self.panel.is_dirty():
            return
        item = row.item
        told = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
        is_unproven = draft.status is Status.DONE and not item.evidence
        is_unexplained = draft.status is Status.IMPOSSIBLE and not draft.note
        if is_unproven or is_unexplained:
            draft = FollowUp(item.id, told.status, told.progress, told.plan, draft.note, told.post, told.due)
        self.panel.forget_draft()
        if draft != told:
            self.acts.record(item, draft, f"Perkembangan {rows_of.called(item)} tersimpan.")

    def minimumSizeHint(self) -> QSize:
        """Small: the page arranges itself anew, it never widens the window."""
        return QSize(320, 240)

    def adapt(self, width: int) -> None:
        self.board.adapt(width)
        self._show_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.panel.save()
        elif event.key() == Qt.Key.Key_Escape and focus.is_in(self.focusWidget(), self.panel):
            self.board.leave_panel()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._is_office and not self._is_locked() and self.current():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.current()
        if row is not None:
            self.acts.attach_content(row.item, event.mimeData())

    def _connect(self) -> None:
        board = self.board
        self.desk.changed.connect(self._on_changed)
        self.add_button.clicked.connect(self.add)
        board.shown.connect(self._show_current)
        board.calendar_button.clicked.connect(lambda: self.files.show_calendar(board.rows, self._today()))
        board.import_button.clicked.connect(self._import)
        board.copy_button.clicked.connect(self.copy_all)
        board.empty.acted.connect(lambda key: self.add() if key == "add" else self._import())
        board.unsent.acted.connect(lambda _key: self.write_letters())
        board.notice.acted.connect(lambda _key: self._open_letters())
        self.letters.ended.connect(self._on_letters)
        self.letters.failed.connect(self._on_letter_refused)
        board.locked.acted.connect(lambda _key: self.wanted.emit(Link("send")))
        self.table.picked.connect(lambda _index: self._on_picked())
        self.table.opened.connect(lambda _index: self.open_panel())
        self.table.spaced.connect(lambda _index: self.cycle())
        self.files.imported.connect(lambda drafts: self.acts.take_in(drafts, self._own()))
        self.files.chosen.connect(self._on_day)
        self.files.told.connect(lambda words: self.told.emit(words, None))
        self.files.refused.connect(self._complain)
        self.acts.told.connect(self._on_told)
        self.acts.refused.connect(self._complain)
        panel = self.panel
        panel.saved.connect(self._on_saved)
        panel.proof_wanted.connect(self.add_proof)
        panel.known_wanted.connect(self.use_known)
        panel.note.pasted.connect(self._on_pasted)
        panel.note.escaped.connect(self.board.leave_panel)
        panel.file_opened.connect(self._open_file)
        panel.file_removed.connect(self._remove_file)
        panel.question_wanted.connect(self._on_question)
        panel.edit_wanted.connect(self.edit)
        panel.accepted.connect(lambda: self._judge(Verdict.AGREE, ""))
        panel.returned.connect(lambda reason: self._judge(Verdict.REJECT, reason))
        panel.taken_back.connect(self._take_back)
        panel.closed.connect(self.close_panel)
        if self.answers is not None:
            self.answers.stage_changed.connect(self._show_current)
        shortcut = QShortcut(QKeySequence("Ctrl+B"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add_proof)

    # --- what is shown ------------------------------------------------------------------------------------

    def current(self) -> Row | None:
        """The row that is looked at."""
        return self.board.current()

    def _year(self) -> int:
        return self.desk.identity.year

    def _today(self) -> date:
        return self.desk.clock().astimezone().date()

    def _own(self) -> str:
        return self.desk.identity.office if self._is_office else ""

    def _is_locked(self) -> bool:
        return bool(self._is_office and self.answers is not None and self.answers.is_locked)

    def _read(self) -> None:
        year, today = self._year(), self._today()
        if self._is_office:
            self.desk.read(followups.list_followups, self._own(), year, today, then=self._on_read)
        else:
            self.desk.read(followups.list_all_followups, year, today, then=self._on_read)
            self.desk.read(followup_rulings.list_unsent, year, then=self._on_unsent)

    def _on_read(self, items: tuple[Item, ...]) -> None:
        is_first, self._is_read = not self._is_read, True
        self.context_changed.emit(rows_of.summary(items, self._today()))
        self.board.set_rows(rows_of.rows(items, self._sheet, self._names, self._year()))
        self._seek_returned()
        if is_first:
            focus.enter_late(self, [self.table, *self.regions()])

    def _on_unsent(self, unsent: tuple[Unsent, ...]) -> None:
        self._unsent, step = unsent, unsent_step(unsent)
        if step is None:
            self.board.show_unsent("", "", Way("", ""))
        else:
            self.board.show_unsent(step.title, step.details, Way("letter", step.words, step.icon))

    def write_letters(self) -> None:
        """Write a balasan to each office whose follow-ups were judged; recommendations alone go with the activation."""
        judged = [one.office for one in self._unsent if one.verdicts]
        if not judged:
            self.wanted.emit(Link("settings", "activations"))
            return
        folder = dialogs.pick_folder(self, "Pilih folder untuk balasan", paths.outgoing())
        if folder is not None:
            self._letters_in = folder
            self.letters.write(judged, folder)

    def _on_letters(self, made: int) -> None:
        words = f"{made} balasan sudah dibuat"
        todo = f"Di {self._letters_in}. Kirim berkasnya lewat WhatsApp, surel, atau stik."
        self.board.notice.set_banner("ok", words, todo, [Way("folder", "Buka folder", "folder-open")])
        self.board.notice.show()

    def _open_letters(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._letters_in)))

    def _on_letter_refused(self, error: RBDeskError, made: int) -> None:
        before = f" {made} balasan lain sudah dibuat." if made else ""
        self._complain(f"{messages.sentence(error).text}{before}")

    def _show_current(self) -> None:
        is_locked = self._is_locked()
        self.board.locked.setVisible(is_locked and bool(self.board.rows))
        self.add_button.setEnabled(not is_locked)
        self.board.import_button.setEnabled(not is_locked)
        row = self.current()
        if row is None:
            return
        locked = self._is_locked() and not row.item.is_returned
        self.panel.show_row(row, self._today(), is_locked=locked, may_edit=self._may_edit(row.item))
        self.desk.read(
            followups.list_moments,
            row.item.office,
            self._year(),
            row.item.id,
            then=partial(self._on_moments, row.key),
        )

    def _on_moments(self, key: tuple[str, str], moments: tuple[Moment, ...]) -> None:
        if self.panel.row is not None and self.panel.row.key == key:
            self.panel.show_moments(moments)

    def _may_edit(self, item: Item) -> bool:
        """Whether this desk wrote the recommendation down itself, and this year."""
        return item.is_own == self._is_office and item.given_year == self._year()

    def _on_picked(self) -> None:
        row = self.current()
        if row is not None and self.panel.row is not None and row.key != self.panel.row.key:
            self.keep_typing()
        self._show_current()

    def open_panel(self) -> None:
        """Show the details of the current row and go there."""
        if self.current() is None:
            return
        self.board.reveal_panel()
        wanted = self.panel.note if self.panel.note.isVisible() else self.panel.edit
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Hide the details."""
        self.keep_typing()
        self.board.hide_panel()

    # --- what is done -------------------------------------------------------------------------------------

    def cycle(self) -> None:
        """The next status of the current row: not begun, under way, done."""
        row = self.current()
        if row is None or not self._is_office or row.item.clashes:
            return
        if self._is_locked() and not row.item.is_returned:
            return
        item = row.item
        told = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
        status = statuses.next_status(told.status)
        if status is Status.DONE and not item.evidence:
            self.board.reveal_panel()
            self.panel.ask_about_proof()
            return
        self.panel.forget_draft()
        changed = statuses.fit(
            FollowUp(item.id, status, told.progress, told.plan, told.note, told.post, told.due)
        )
        words = wording.STATUSES[status.value]
        self.acts.record(item, changed, f"{rows_of.called(item)}: {words}.")

    def _on_saved(self, followup: FollowUp) -> None:
        row = self.panel.row
        if row is not None:
            told = row.item.followup
            self.panel.forget_draft()
            if followup != told:
                self.acts.record(row.item, followup)

    def add_proof(self) -> None:
        """Ask for files and put them at the current row."""
        row = self.current()
        if row is None or not self._is_office or (self._is_locked() and not row.item.is_returned):
            return
        title = f"Tambah bukti untuk {rows_of.called(row.item)}"
        self.acts.attach(row.item, dialogs.pick_files(self, title, FILE_FILTER))

    def use_known(self) -> None:
        """Let the person tick files that the desk has already, those of the linked questions first."""
        row = self.current()
        if row is not None and self._is_office:
            key = Key(self._own(), self._year(), self._sheet.id)
            self.desk.read(evidence.list_evidence, key, then=partial(self._on_known_files, row.item))

    def _on_known_files(self, item: Item, files: tuple[EvidenceFile, ...]) -> None:
        for file in pick_known(self, item, files, self._sheet):
            self.acts.use(item, file)

    def _on_pasted(self, content: object) -> None:
        row = self.current()
        if row is not None:
            self.acts.attach_content(row.item, content)  # type: ignore[arg-type]  # QMimeData

    def _open_file(self, sha256: str) -> None:
        row = self.current()
        file = next((one for one in row.item.evidence if one.sha256 == sha256), None) if row else None
        if file is None:
            return
        try:
            viewer.open_copy(DeskFolder(self.desk.folder), sha256, file.name)
        except NotAllowed as error:
            self._complain(messages.sentence(error).text)

    def _remove_file(self, sha256: str) -> None:
        row = self.current()
        if row is not None:
            self.acts.detach(row.item, sha256)

    def _on_question(self, code: str) -> None:
        row = self.current()
        if self._is_office:
            self.wanted.emit(Link("assessment", code))
        elif row is not None:
            self.wanted.emit(Link("verification", row.item.office, code))

    def _judge(self, verdict: Verdict, reason: str) -> None:
        row = self.current()
        if row is not None:
            self.acts.judge(row.item, verdict, reason)

    def _take_back(self) -> None:
        row = self.current()
        if row is not None:
            self.acts.take_judgement_back(row.item)

    def add(self) -> None:
        """Write a new recommendation down."""
        if self._is_locked():
            return
        ticked = [self.board.office] if self.board.office else []
        dialog = RecommendationDialog(
            self, self._sheet, is_office=self._is_office, ticked=ticked, known=self._known()
        )
        dialog.written.connect(self._on_written)
        dialog.open()

    def _on_written(self, written: Written) -> None:
        self._last = written.recommendation
        self.acts.add(written, self._own())

    def _known(self) -> Known:
        """What was written before, so that nobody types it again."""
        return known_of([row.item for row in self.board.rows], self._last)

    def edit(self) -> None:
        """Change the plan of the current row, and the recommendation where it is this desk's own."""
        row = self.current()
        if row is None:
            return
        item, may_edit = row.item, self._may_edit(row.item)
        dialog = RecommendationDialog(
            self,
            self._sheet,
            given=item.recommendation,
            followup=item.followup,
            may_edit=may_edit,
            is_office=self._is_office,
            known=self._known(),
        )

        def on_written(written: Written) -> None:
            self.acts.change(item, written, may_edit=may_edit, writes=self._is_office)

        dialog.written.connect(on_written)
        dialog.withdrawn.connect(lambda: self.acts.withdraw(item))
        dialog.open()

    def copy_all(self) -> None:
        """Copy all rows that are shown as a table."""
        QGuiApplication.clipboard().setText(self.board.text_of_all())
        self.told.emit(f"{self.board.proxy.rowCount()} baris disalin. Tempel di Excel.", None)

    def _import(self) -> None:
        if not self._is_locked():
            self.files.pick_table()

    def _on_day(self, row: Row) -> None:
        self.show_link(Link(self.key, row.item.id, rows_of.ALL))
        self.board.reveal_panel()

    # --- small --------------------------------------------------------------------------------------------

    def _on_told(self, words: str, can_undo: bool) -> None:
        self.board.notice.hide()
        self.told.emit(words, self.acts.undo if can_undo else None)

    def _complain(self, words: str) -> None:
        self.board.notice.set_banner("err", words)
        self.board.notice.show()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
