"""Satukan dua laptop: another laptop's package comes in, and the rows that clash are settled one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.domain.assessment import Answer, Evidence
from rbdesk.domain.lineage import Dot, RowKey
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form import viewer
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.joining_parts.choices import ChoiceView
from rbdesk.ui.pages.joining_parts.plan import JoinView
from rbdesk.ui.pages.joining_parts.taking import Joining
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drop_zone import DropZone, dropped_paths
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.working import Working
from rbdesk.workflow import conflicts
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.conflicts import Conflicts
from rbdesk.workflow.joining import JoinPlan

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

FILES = "files"  # the filter of a link whose focus are paths, one a line
_PATTERN = "Paket RBDesk (*.rbd.zip *.zip *.bin);;Semua berkas (*)"
_SHOWN_AFTER_MS = 150  # shorter work shows no progress
_START, _WORKING, _PLAN, _CHOICE = range(4)
_HOW = (
    "Di laptop lain buka Kirim dan buat paket sementara. Bawa berkasnya ke sini, lalu buka. "
    "Yang hanya diisi di satu laptop masuk sendiri; yang berbeda Anda pilih satu per satu."
)


class JoiningPage(Page):
    """The way to begin, the plan while files wait, or the rows that clash."""

    key = "joining"
    title = "Satukan dua laptop"
    parent_key = "send"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self.conflicts: Conflicts | None = None
        self._is_choosing = False
        self._wanted_question = ""
        self.taking = Joining(desk, self)
        self.notice = Banner("info", can_dismiss=True)
        self.notice.hide()
        self.notice.acted.connect(lambda _: self.wanted.emit(Link("send")))
        self.zone = DropZone("Tarik paket dari laptop lain ke sini", "Boleh lebih dari satu")
        self.another = secondary("Buka paket lain", "file-import", is_compact=True)
        self.plan = JoinView()
        self.choices = ChoiceView(answers.instrument)
        self.working = Working()
        self.views = QStackedWidget()
        self._lay_out()
        self._connect()

    def header_widgets(self) -> list[QWidget]:
        return [self.another] if self.views.currentIndex() == _CHOICE else []

    def keys(self) -> list[tuple[str, str]]:
        if self.views.currentIndex() != _CHOICE:
            return []
        return [("↑ ↓", "pindah"), ("1 2", "pilih versi"), ("Ctrl+Enter", "simpan")]

    def regions(self) -> list[QWidget]:
        shown = self.views.currentIndex()
        if shown == _CHOICE:
            return self.choices.regions()
        return self.plan.regions() if shown == _PLAN else [self.views.currentWidget()]

    def refresh(self) -> None:
        self.desk.read(conflicts.load_conflicts, self.answers.key, then=self._on_conflicts)

    def show_link(self, link: Link) -> None:
        """The focus is a question's code; with the filter `files` paths that are to be read, one a line."""
        if link.filter == FILES:
            self.read([Path(line) for line in link.focus.splitlines() if line])
        elif self.conflicts is not None and link.focus in {one.question for one in self.conflicts.open}:
            self.choices.point_at(link.focus)
        else:
            self._wanted_question = link.focus

    def read(self, paths: Sequence[Path]) -> None:
        """Judge files and folders and show what joining them would do; writes nothing."""
        self.notice.hide()
        self.plan.show_trouble("")
        self.taking.read(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()) and not self.taking.is_busy:
            event.acceptProposedAction()
            self.zone.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.zone.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.zone.set_hot(False)
        event.acceptProposedAction()
        self.read(dropped_paths(event.mimeData()))

    # --- what the person does -----------------------------------------------------------------------------

    def _pick_files(self) -> None:
        self.read(dialogs.pick_files(self, "Pilih paket dari laptop lain", _PATTERN))

    def _pick_folder(self) -> None:
        found = dialogs.pick_folder(self, "Pilih folder yang berisi paket")
        self.read([found] if found is not None else [])

    def _on_enter(self) -> None:
        """Ctrl+Enter: carry out the plan, or keep what is chosen."""
        shown = self.views.currentIndex()
        if shown == _PLAN and self.plan.act.isEnabled():
            self._join()
        elif shown == _CHOICE:
            self.choices.keep()

    def _join(self) -> None:
        self.plan.show_trouble("")
        self.taking.join(self.plan.plan, self.plan.confirmed())

    def _resolve(self, row: RowKey, choice: Dot | Answer) -> None:
        self.desk.do(
            conflicts.resolve,
            self.answers.key,
            row,
            choice,
            by=self,
            then=lambda _: self.refresh(),
            failed=lambda _: self.refresh(),
        )

    def _on_finished(self) -> None:
        self._is_choosing = False
        self.told.emit("Dua laptop sudah disatukan. Semua bentrok sudah dipilih.", None)
        self._show(_START)
        self.wanted.emit(Link("send"))

    def _open_evidence(self, item: Evidence) -> None:
        try:
            viewer.open_copy(DeskFolder(self.desk.folder), item.sha256, item.name)
        except RBDeskError as error:
            told = messages.sentence(error)
            self._say("err", told.what, told.todo)

    # --- the way of the files -----------------------------------------------------------------------------

    def _on_began(self, title: str) -> None:
        self.working.begin(title)
        self._soon.start()

    def _on_planned(self, plan: JoinPlan) -> None:
        self._soon.stop()
        self.plan.show_plan(plan, is_locked=self.answers.is_locked)
        self._show(_PLAN)
        self.plan.take_focus()

    def _on_joined(self, plan: JoinPlan, changes: Changes) -> None:
        if plan.clash:
            self._is_choosing = True
            self.told.emit(f"Disatukan. {len(plan.clash)} isian berbeda, pilih satu per satu.", None)
            self.refresh()
            return
        if changes:
            title = f"{len(plan.change)} isian dari laptop lain sudah masuk, tidak ada yang bentrok"
        else:
            title = "Tidak ada yang berubah, paket itu sudah pernah disatukan"
        self._say("ok", title, "Paket berikutnya dari Kirim memuat isian kedua laptop.", has_way=True)

    def _on_said(self, tone: str, title: str, details: str) -> None:
        if self.taking.has_plan:
            self.plan.show_trouble(title, details)
        else:
            self._say(tone, title, details)

    def _on_ended(self) -> None:
        self._soon.stop()
        self._show_what_is_there()

    def _say(self, tone: str, title: str, details: str, *, has_way: bool = False) -> None:
        self.notice.set_banner(tone, title, details, [Way("send", "Ke Kirim", "send")] if has_way else [])
        self.notice.show()

    # --- showing ------------------------------------------------------------------------------------------

    def _on_conflicts(self, found: Conflicts) -> None:
        is_late = self.conflicts is None
        self.conflicts = found
        self._is_choosing = self._is_choosing or bool(found.open)
        self.choices.show_conflicts(found)
        if self._wanted_question:
            self.choices.point_at(self._wanted_question)
            self._wanted_question = ""
        if not self.taking.is_busy and not self.taking.has_plan:
            self._show_what_is_there()
        if is_late:
            focus.enter_late(self, self.regions())

    def _show_what_is_there(self) -> None:
        has_rows = self.conflicts is not None and bool(self.conflicts.open or self.conflicts.settled)
        self._show(_CHOICE if has_rows and self._is_choosing else _START)

    def _show(self, view: int) -> None:
        """Show another view; the focus moves into it if it was on the page."""
        self._tell_context(view)
        if self.views.currentIndex() == view:
            return
        had_focus = self.focusWidget() is not None and self.focusWidget().hasFocus()
        self.views.setCurrentIndex(view)
        margins = (0, 0) if view == _CHOICE else (theme.SPACE_XL, theme.SPACE_L)
        self._outer.setContentsMargins(
            margins[0], margins[1], margins[0], 0 if view == _CHOICE else margins[1]
        )
        self.header_changed.emit()
        if had_focus:
            focus.focus_into(self.regions())

    def _tell_context(self, view: int) -> None:
        words = "Isian dari dua laptop menjadi satu, tanpa ada yang hilang"
        if view == _CHOICE and self.conflicts is not None:
            labels = {version.device_label: None for one in self.conflicts.open for version in one.versions}
            count = len(self.conflicts.open)
            names = " dan ".join(label for label in labels if label)
            words = (
                f"Bercabang: {names} mengisi {count} hal secara berbeda"
                if count
                else "Semua bentrok sudah dipilih"
            )
        self.context_changed.emit(words)

    def _lay_out(self) -> None:
        start = Card()
        self.empty = EmptyState("Satukan isian dari laptop lain", _HOW, icon="device-laptop")
        start.body.addWidget(self.empty, 1)
        start.body.addWidget(self.zone)
        working = QWidget()
        column = QVBoxLayout(working)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.working, 2)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        for view in (start, working, self.plan, self.choices):
            self.views.addWidget(view)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        self._outer.setSpacing(theme.SPACE_M)
        self._outer.addWidget(self.notice)
        self._outer.addWidget(self.views, 1)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_AFTER_MS)
        self._soon.timeout.connect(lambda: self._show(_WORKING))
        self.zone.files_wanted.connect(self._pick_files)
        self.zone.folder_wanted.connect(self._pick_folder)
        self.another.clicked.connect(self._pick_files)
        self.working.cancelled.connect(self.taking.stop)
        self.taking.began.connect(self._on_began)
        self.taking.stepped.connect(self.working.show_step)
        self.taking.planned.connect(self._on_planned)
        self.taking.joined.connect(self._on_joined)
        self.taking.said.connect(self._on_said)
        self.taking.told.connect(lambda words: self.told.emit(words, None))
        self.taking.ended.connect(self._on_ended)
        self.plan.accepted.connect(self._join)
        self.plan.dismissed.connect(self.taking.dismiss)
        self.choices.resolving.connect(self._resolve)
        self.choices.finished.connect(self._on_finished)
        self.choices.evidence_wanted.connect(self._open_evidence)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_enter)
