"""Kotak Masuk: who has sent what, what needs a person, and taking packages in with a plan shown first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.domain.merge import MergePlan
from rbdesk.domain.roster import Enrolment
from rbdesk.ui import dialogs, theme
from rbdesk.ui.models import inbox_letters, inbox_list
from rbdesk.ui.models.inbox_list import Problem
from rbdesk.ui.models.plan_lines import PlanLine
from rbdesk.ui.pages.inbox_parts.board import STATES, InboxBoard
from rbdesk.ui.pages.inbox_parts.evidence import EvidenceCopier
from rbdesk.ui.pages.inbox_parts.lists import COMPARE, LETTER, READ_AGAIN, RECOGNISE
from rbdesk.ui.pages.inbox_parts.office import OfficeDrawer
from rbdesk.ui.pages.inbox_parts.plan import PlanView
from rbdesk.ui.pages.inbox_parts.receipts import ReceiptDialog, may_be_receipt, pasted_receipt
from rbdesk.ui.pages.inbox_parts.stories import story_of_line, story_of_problem
from rbdesk.ui.pages.inbox_parts.taking import TakingIn
from rbdesk.ui.pages.inbox_parts.undoing import PackageDrawer
from rbdesk.ui.parts import focus, office_details
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.drop_zone import dropped_paths
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.working import Working
from rbdesk.workflow import catalog, devices, quarantine, secretariat
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.secretariat import Inbox, OfficePackage

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

RELEASED = "released"  # a link's filter: read the packages that no longer wait for a device
PICK = "pick"  # a link's filter: ask for files at once
_QUARANTINE = "quarantine"  # a button of the notice
_STACKED_BELOW = 1000
_PATTERN = "Paket RBDesk (*.rbd.zip *.zip *.age *.bin);;Semua berkas (*)"
_SHOWN_AFTER_MS = 150  # shorter work shows no progress
_STALE_TOPICS = frozenset({"inbox", "roster", "answers", "evidence", "settings"})
_BOARD, _EMPTY, _PLAN, _WORKING = range(4)


class InboxPage(Page):
    """The board with counters, map and lists; the plan while files wait for a decision."""

    key = "inbox"
    title = "Kotak Masuk"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.inbox: Inbox | None = None
        self.problems: dict[str, Problem] = {}
        self.taking = TakingIn(desk, self)
        self._roster: tuple[Enrolment, ...] = ()
        self._register = catalog.register()
        self._is_stale = True
        self._senders: frozenset[str] = frozenset()  # offices of which a package was ever taken in
        self._build()
        self._connect()

    def header_widgets(self) -> list[QWidget]:
        is_asked = self.inbox is not None and bool(inbox_list.not_sent(self.inbox))
        return [self.receipt, self.remind] if is_asked else [self.receipt]

    def regions(self) -> list[QWidget]:
        shown = self.views.currentIndex()
        if shown == _BOARD:
            return self.board.regions()
        return self.plan.regions() if shown == _PLAN else [self.views.currentWidget()]

    def refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.desk.read(devices.load_trust, then=self._on_roster)
            self.desk.read(secretariat.list_packages, self.desk.identity.year, "", then=self._on_packages)
            self.desk.read(secretariat.load_inbox, self.desk.identity.year, then=self._on_inbox)
        else:
            self._show_context()

    def show_link(self, link: Link) -> None:
        """The focus is an office's code, the filter one of the five states, `released`, or `pick`: ask for files at once."""
        if link.filter == RELEASED:
            self.read_released()
            return
        if link.filter == PICK:
            QTimer.singleShot(0, self, self._pick_files)
        if link.filter in STATES:
            self.board.show_filter(link.filter)
        if self._register.office(link.focus) is not None:
            self.board.point_at(link.focus)

    def number_in_focus(self) -> TraceWanted | None:
        office = self.board.selected()
        return TraceWanted(office=office) if office else None

    def place(self) -> Link:
        return Link(self.key, self.board.selected(), self.board.counters.value())

    def adapt(self, width: int) -> None:
        self.board.set_stacked(width < _STACKED_BELOW)

    # --- files --------------------------------------------------------------------------------------------

    def read(self, paths: Sequence[Path]) -> None:
        """Judge files and folders and show what taking them in would do; writes nothing."""
        self.notice.hide()
        if len(paths) == 1 and may_be_receipt(paths[0]):
            self.judge_receipt().read_file(paths[0])
        else:
            self.taking.read(paths)

    def judge_receipt(self, text: str = "") -> ReceiptDialog:
        """Open the dialog that holds a receipt against what is here."""
        dialog = ReceiptDialog(self, self.desk, self._register)
        if text:
            dialog.show_text(text)
        dialog.open()
        return dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A receipt's text that is pasted on the page is judged."""
        if event.matches(QKeySequence.StandardKey.Paste) and (text := pasted_receipt()):
            self.judge_receipt(text)
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()) and not self.taking.is_busy:
            event.acceptProposedAction()
            self.board.zone.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.board.zone.set_hot(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.board.zone.set_hot(False)
        event.acceptProposedAction()
        self.read(dropped_paths(event.mimeData()))

    def _pick_files(self) -> None:
        self.read(dialogs.pick_files(self, "Pilih berkas paket", _PATTERN))

    def _pick_folder(self) -> None:
        found = dialogs.pick_folder(self, "Pilih folder yang berisi paket")
        self.read([found] if found is not None else [])

    def _on_began(self, title: str) -> None:
        self.working.begin(title)
        self._soon.start()

    def _on_planned(self, plan: MergePlan) -> None:
        self._soon.stop()
        self.plan.show_plan(plan, self._register)
        self._show(_PLAN)
        self.plan.take_focus()

    def _on_ended(self) -> None:
        self._soon.stop()
        self.plan.show_trouble("", "")
        self._show_board()

    # --- devices ------------------------------------------------------------------------------------------

    def recognise(self, problem: Problem) -> None:
        """Go where the digits of the device behind a file are compared."""
        device = inbox_list.device_of(problem)
        is_known = problem.office == self._register.code or self._register.office(problem.office) is not None
        if device and is_known:
            self.wanted.emit(Link("quarantine", device))
        else:
            self._say("warn", "Perangkat ini tidak dapat dikenali", "Minta kecamatan membuat paket baru.")

    def read_released(self) -> None:
        """Show the plan for the packages that no longer wait for a device."""
        self.desk.read(quarantine.list_released, then=self._on_released)

    def _on_released(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.read(paths)
        else:
            self._say(
                "info", "Paketnya tidak ada lagi di karantina", "Minta kecamatan mengirimnya sekali lagi."
            )

    # --- what waits for a person --------------------------------------------------------------------------

    def _on_acted(self, key: str, way: str) -> None:
        problem = self.problems.get(key)
        if problem is None:
            return
        if way == RECOGNISE:
            self.recognise(problem)
        elif way == LETTER:
            self._copy_letter(problem)
        elif way == COMPARE:
            self.wanted.emit(Link("branches", problem.office))
        elif way == READ_AGAIN:
            self.read_released()
        else:
            self._show_story(problem)

    def _copy_letter(self, problem: Problem) -> None:
        QGuiApplication.clipboard().setText(inbox_letters.request(problem, self.desk.identity.year))
        self.told.emit("Pesan disalin. Tempel di WhatsApp.", None)

    def _show_story(self, problem: Problem) -> None:
        acts = []
        if inbox_letters.request(problem, self.desk.identity.year):
            acts = [dialogs.Act(LETTER, "Salin pesan", "brand-whatsapp", "primary")]
        if dialogs.show_trouble(self, story_of_problem(problem), acts) == LETTER:
            self._copy_letter(problem)

    def _show_line(self, line: PlanLine) -> None:
        dialogs.show_trouble(self, story_of_line(line))

    def _on_dismissed(self, key: str) -> None:
        """Put a refused file away; what waits in quarantine is deleted with it, so that is asked for."""
        problem = self.problems.get(key)
        if problem is None or problem.refusal is None:
            return
        if problem.kind in (inbox_list.QUARANTINED, inbox_list.RECOGNISED):
            count = f"{len(problem.files)} paket" if problem.others else "paket"
            title = f"Hapus {count} {problem.title} dari karantina?"
            details = "Salinan paket di karantina dihapus. Kecamatan dapat mengirimnya lagi."
            act = dialogs.Act("drop", "Hapus dari karantina", "trash", "danger")
            if not dialogs.ask(self, title, details, act, keep_words="Biarkan menunggu", icon="shield-lock"):
                return
        number = problem.refusal.id
        for file in problem.files:
            self.desk.do(secretariat.dismiss_refusal, file.id, by=self)
        is_kept = problem.kind not in (inbox_list.QUARANTINED, inbox_list.RECOGNISED)
        undo = (lambda: self.desk.do(secretariat.recall_refusal, number, by=self)) if is_kept else None
        self.told.emit(f"{problem.title} disingkirkan dari Perlu tindakan.", undo)

    def _on_problem_menu(self, key: str, spot: QPoint) -> None:
        problem = self.problems.get(key)
        if problem is None:
            return
        menu = self._menu()
        menu.addAction(theme.icon("info-circle"), "Rincian…", partial(self._show_story, problem))
        if problem.kind in (inbox_list.BRANCHED, inbox_list.CLASHING):
            link = Link("branches", problem.office)
            menu.addAction(theme.icon("hierarchy"), "Bandingkan", lambda: self.wanted.emit(link))
        if inbox_letters.request(problem, self.desk.identity.year):
            menu.addAction(theme.icon("brand-whatsapp"), "Salin pesan", partial(self._copy_letter, problem))
        if problem.office:
            self._add_office_acts(menu, problem.office)
        if problem.refusal is not None:
            menu.addSeparator()
            menu.addAction(theme.icon("x"), "Singkirkan dari daftar", partial(self._on_dismissed, key))
        menu.popup(spot)

    def _on_remind(self) -> None:
        if self.inbox is not None:
            self._copy_reminder(inbox_list.not_sent(self.inbox))

    def _copy_reminder(self, offices: Sequence[str]) -> None:
        identity, today = self.desk.identity, self.desk.clock().astimezone().date()
        due = inbox_list.sending_day(identity.deadlines)
        QGuiApplication.clipboard().setText(inbox_letters.reminder(offices, identity.year, due, today))
        named = f"{len(offices)} kecamatan" if len(offices) > 1 else f"Kecamatan {offices[0]}"
        self.told.emit(f"Pesan pengingat untuk {named} disalin. Tempel di WhatsApp.", None)

    # --- one office ---------------------------------------------------------------------------------------

    def open_office(self, office: str) -> None:
        """Show an office's areas in the drawer."""
        self.board.select(office)
        self.office.open(office)

    def open_packages(self, office: str) -> None:
        """Show an office's packages in the drawer."""
        self.board.select(office)
        self.packages.open(office, self._register.name_of(office))

    def _on_office_menu(self, office: str, spot: QPoint) -> None:
        self.board.select(office)
        menu = self._menu()
        self._add_office_acts(menu, office)
        name = self._register.name_of(office)
        if self.inbox is not None and name in inbox_list.not_sent(self.inbox):
            copy = partial(self._copy_reminder, (name,))
            menu.addAction(theme.icon("brand-whatsapp"), "Salin pesan pengingat", copy)
        menu.popup(spot)

    def _add_office_acts(self, menu: QMenu, office: str) -> None:
        menu.addAction(theme.icon("list-details"), "Lihat rincian nilai", partial(self.open_office, office))
        if self.inbox is not None and any(
            one.office.code == office and one.revision is not None for one in self.inbox.offices
        ):
            judge = Link("verification", office)
            menu.addAction(theme.icon("scale"), "Verifikasi", lambda: self.wanted.emit(judge))
            name = self._register.name_of(office)
            copy = partial(self.evidence.copy, office, name)
            menu.addAction(theme.icon("folder-open"), "Salin bukti ke folder…", copy)
        if office in self._senders:
            menu.addAction(theme.icon("history"), "Riwayat paket", partial(self.open_packages, office))
        link = Link("comparison", office)
        menu.addAction(theme.icon("table"), "Lihat di Perbandingan", lambda: self.wanted.emit(link))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    # --- showing ------------------------------------------------------------------------------------------

    def _on_roster(self, roster: tuple[Enrolment, ...]) -> None:
        self._roster = roster

    def _on_packages(self, packages: tuple[OfficePackage, ...]) -> None:
        self._senders = frozenset(package.record.office for package in packages)

    def _on_inbox(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.office.set_inbox(inbox, self._senders)
        found = inbox_list.problems(inbox, self._register, self._roster)
        self.problems = {problem.key: problem for problem in found}
        self.board.set_inbox(inbox, found, self._register, self.desk.identity.year)
        self.remind.setText(f"Ingatkan {len(inbox_list.not_sent(inbox))} kecamatan")
        self.header_changed.emit()
        self._show_context()
        if not self.taking.is_busy and not self.taking.has_plan:
            self._show_board()

    def _show_context(self) -> None:
        if self.inbox is None:
            return
        due = inbox_list.sending_day(self.desk.identity.deadlines)
        today = self.desk.clock().astimezone().date()
        self.context_changed.emit(inbox_list.context_words(self.inbox, due, today))

    def _show_board(self) -> None:
        inbox = self.inbox
        if inbox is None:
            return
        # the board too where all packages were taken back, since they can be put in again
        self._show(_BOARD if inbox.received or inbox.refusals or self._senders else _EMPTY)

    def _show(self, view: int) -> None:
        """Show another view; the focus moves into it if it was on the page."""
        self.views.show()
        if self.views.currentIndex() == view:
            return
        had_focus = self.focusWidget() is not None and self.focusWidget().hasFocus()
        self.views.setCurrentIndex(view)
        if had_focus:
            focus.focus_into(self.regions())

    def _say(self, tone: str, title: str, details: str) -> None:
        self.notice.set_banner(tone, title, details)
        self.notice.show()

    def _on_waited(self, title: str, details: str) -> None:
        way = Way(_QUARANTINE, "Buka Karantina", "shield-lock")
        self.notice.set_banner("warn", title, details, [way], icon="shield-lock")
        self.notice.show()

    def _on_notice(self, way: str) -> None:
        if way == _QUARANTINE:
            self.wanted.emit(Link("quarantine"))

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _build(self) -> None:
        self.remind = secondary("Ingatkan kecamatan", "brand-whatsapp")
        self.receipt = secondary("Periksa tanda terima", "clipboard-text")
        self.board = InboxBoard()
        self.empty = EmptyState(
            "Belum ada paket",
            "Tarik berkas .rbd.zip dari kecamatan ke sini, atau pilih berkasnya. "
            "Rencananya ditampilkan dahulu, sebelum ada yang ditulis.",
            [Way("files", "Pilih berkas", "folder-open", "primary"), Way("folder", "Pilih folder", "folder")],
            icon="inbox",
        )
        self.plan = PlanView()
        self.working = Working()
        self.notice = Banner("info", can_dismiss=True)
        self.notice.hide()
        on_card = Card()
        on_card.body.addWidget(ScrollColumn(self.empty))
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        for view in (_inset(on_card), _inset(self.plan), _inset(self.working, is_whole=False)):
            self.views.addWidget(view)
        self.views.hide()  # until it is known what there is
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, theme.SPACE_XL, 0)
        above.addWidget(self.notice)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.SPACE_XL, theme.SPACE_M + 2, 0, 0)
        outer.setSpacing(theme.SPACE_M)
        outer.addLayout(above)
        outer.addWidget(self.views, 1)
        self.drawer = Drawer(self, "Kecamatan", width=office_details.WIDTH)
        self.packages = PackageDrawer(self.desk, self.drawer, self)
        self.evidence = EvidenceCopier(self.desk, self.notice, self)
        self.office = OfficeDrawer(self.desk, self.drawer, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SHOWN_AFTER_MS)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.remind.clicked.connect(self._on_remind)
        self.receipt.clicked.connect(lambda: self.judge_receipt())
        self.board.opened.connect(self.open_office)
        self.board.menu_asked.connect(self._on_office_menu)
        lists, zone = self.board.lists, self.board.zone
        lists.acted.connect(self._on_acted)
        lists.dismissed.connect(self._on_dismissed)
        lists.menu_asked.connect(self._on_problem_menu)
        zone.files_wanted.connect(self._pick_files)
        zone.folder_wanted.connect(self._pick_folder)
        self.empty.acted.connect(lambda way: self._pick_files() if way == "files" else self._pick_folder())
        self.plan.accepted.connect(lambda: self.taking.accept(self.plan.plan, self.plan.chosen()))
        self.plan.dismissed.connect(self.taking.dismiss)
        self.plan.opened.connect(self._show_line)
        self.office.packages_wanted.connect(self.open_packages)
        self.office.told.connect(lambda words: self.told.emit(words, None))
        self.office.shown.connect(self.packages.forget)
        self.office.asked.connect(lambda office, area: self.traced.emit(TraceWanted(area, office)))
        self.packages.told.connect(self.told)
        self.packages.said.connect(self._say)
        self.packages.details_wanted.connect(self.open_office)
        self.working.cancelled.connect(self.taking.stop)
        self._soon.timeout.connect(lambda: self._show(_WORKING))
        taking = self.taking
        taking.began.connect(self._on_began)
        taking.stepped.connect(self.working.show_step)
        taking.planned.connect(self._on_planned)
        taking.held.connect(self.plan.show_trouble)
        taking.said.connect(self._say)
        taking.waited.connect(self._on_waited)
        self.notice.acted.connect(self._on_notice)
        taking.told.connect(lambda words: self.told.emit(words, None))
        taking.ended.connect(self._on_ended)


def _inset(view: QWidget, *, is_whole: bool = True) -> QWidget:
    """A view with the page's edge at its right and below; not `is_whole`: only as high as it needs, in the middle."""
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, theme.SPACE_XL, theme.SPACE_M + 2)
    if is_whole:
        column.addWidget(view)
        return frame
    column.addStretch(1)
    column.addWidget(view)
    column.addStretch(2)
    return frame
