"""Ringkasan: the secretariat's first page. How far the offices are, how they spread, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk.ui.charts.picture import picture_menu, put_first
from rbdesk.ui.models import inbox_letters, inbox_list
from rbdesk.ui.models.greeting import greeting
from rbdesk.ui.models.overview import Overview, load_overview
from rbdesk.ui.models.overview_steps import REMIND, overview_steps
from rbdesk.ui.pages.overview_parts.board import OverviewBoard
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.deadline_card import Deadline
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.scroll import ScrollColumn, centred
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.secretariat import NEEDS_ACTION

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_STALE_TOPICS = frozenset(
    {"inbox", "roster", "answers", "evidence", "settings", "review", "history", "profile", "followups"}
)
_DUTIES = ("kirim", "verifikasi")  # the words that tell the secretariat's own deadlines


class OverviewPage(Page):
    """The secretariat's first page."""

    key = "overview"
    title = "Ringkasan"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.shown: Overview | None = None
        self._is_stale = True
        self._link = Link("verification")
        self._has_way_on = False
        self.way_on = primary("Lanjutkan verifikasi", "scale")
        self.way_on.clicked.connect(lambda: self.wanted.emit(self._link))
        self.board = OverviewBoard()
        self.board.hide()  # until it is known what there is
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ScrollColumn(centred(self.board)))
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [self.way_on] if self._has_way_on else []

    def regions(self) -> list[QWidget]:
        return self.board.regions() if self.shown is not None else []

    def adapt(self, width: int) -> None:
        self.board.adapt(width)

    def refresh(self) -> None:
        self.context_changed.emit(greeting(self.desk.clock().astimezone(), self.desk.identity.operator))
        if self._is_stale:
            self._is_stale = False
            identity = self.desk.identity
            self.desk.read(load_overview, identity.year, identity.target, self._today(), then=self._on_read)

    def number_in_focus(self) -> TraceWanted | None:
        if self.board.dots.hasFocus() and (dot := self.board.dots.current()) is not None:
            return self._value_of(dot.code, self.board.dots.current_lane())
        code = self.board.means.current()
        return TraceWanted(code) if code else None

    # --- showing ------------------------------------------------------------------------------------------

    def _on_read(self, found: Overview) -> None:
        is_late = self.shown is None
        self.shown = found
        today = self._today()
        due = inbox_list.sending_day(self.desk.identity.deadlines)
        self.board.show_overview(found)
        self.board.set_steps(overview_steps(found.inbox, found.waiting, due, today, found.unsent))
        self.board.deadlines.set_deadlines(self._deadlines(found), today)
        self.board.show()
        self._choose_way_on(found)
        if is_late:
            focus.enter_late(self, self.regions())

    def _deadlines(self, found: Overview) -> list[Deadline]:
        """The days of the year; those that are the secretariat's own ask for attention until they are met."""
        counts, of = found.counts, len(found.inbox.offices)
        is_done = {"kirim": found.inbox.received == of, "verifikasi": counts["selesai"] == of}
        made = []
        for title, day in self.desk.identity.deadlines:
            duty = next((word for word in _DUTIES if word in title.casefold()), "")
            made.append(Deadline(title, day, bool(duty), is_done=is_done.get(duty, False)))
        return made

    def _choose_way_on(self, found: Overview) -> None:
        """The one filled button; before the first package the page has its own."""
        waiting = found.counts["diterima"] + found.counts["diverifikasi"]
        has = not found.is_empty
        if waiting:
            words, icon, self._link = "Lanjutkan verifikasi", "scale", Link("verification")
        elif found.counts[NEEDS_ACTION]:
            words, icon, self._link = "Buka Kotak Masuk", "inbox", Link("inbox", filter=NEEDS_ACTION)
        else:
            words, icon, self._link = "Bandingkan", "table", Link("comparison")
        self.way_on.setText(words)
        self.way_on.set_icon(icon)
        if has != self._has_way_on:
            self._has_way_on = has
            self.header_changed.emit()

    def _today(self) -> date:
        return self.desk.clock().astimezone().date()

    # --- acting -------------------------------------------------------------------------------------------

    def _on_step(self, page: str, focused: str, filtered: str) -> None:
        if page:
            self.wanted.emit(Link(page, focused, filtered))
        elif filtered == REMIND and self.shown is not None:
            self._copy_reminder(inbox_list.not_sent(self.shown.inbox))

    def _copy_reminder(self, offices: Sequence[str]) -> None:
        identity, today = self.desk.identity, self._today()
        due = inbox_list.sending_day(identity.deadlines)
        QGuiApplication.clipboard().setText(inbox_letters.reminder(offices, identity.year, due, today))
        self.told.emit("Pesan disalin. Tempel di WhatsApp.", None)

    def _value_of(self, office: str, lane: str) -> TraceWanted:
        return TraceWanted(office=office, side="verified" if lane == "verified" else "self")

    def _on_menu(self, office: str, lane: str, spot: QPoint) -> None:
        chart = self.board.dots
        menu = picture_menu(chart, "sebaran", chart.lines)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ways = (
            ("bulb", "Mengapa nilainya begini?", partial(self.traced.emit, self._value_of(office, lane))),
            ("table", "Buka di Perbandingan", partial(self.wanted.emit, Link("comparison", office))),
            ("inbox", "Buka di Kotak Masuk", partial(self.wanted.emit, Link("inbox", office))),
        )
        put_first(menu, ways)
        menu.popup(spot)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _connect(self) -> None:
        board = self.board
        self.desk.changed.connect(self._on_changed)
        board.state_chosen.connect(lambda key: self.wanted.emit(Link("inbox", filter=key)))
        board.wanted.connect(self.wanted)
        board.step_chosen.connect(self._on_step)
        board.dots.opened.connect(lambda code: self.wanted.emit(Link("comparison", code)))
        board.dots.asked.connect(lambda code, lane: self.traced.emit(self._value_of(code, lane)))
        board.dots.menu_asked.connect(self._on_menu)
        board.means.chosen.connect(lambda code: self.wanted.emit(Link("comparison", filter=code)))
        board.means.asked.connect(lambda code: self.traced.emit(TraceWanted(code)))
        table = QShortcut(QKeySequence("Ctrl+T"), self)
        table.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        table.activated.connect(board.toggle_table)
