"""Penilaian: the questionnaire, one area at a time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.domain.office import Role
from rbdesk.domain.scoring import ROOT
from rbdesk.ui import theme
from rbdesk.ui.answer_form import reading_order, status_strip
from rbdesk.ui.answer_form.chords import add_chords
from rbdesk.ui.answer_form.evidence_acts import EvidenceActs
from rbdesk.ui.answer_form.filled_workbook import WorkbookActs
from rbdesk.ui.answer_form.list_header import ListHeader, filter_words
from rbdesk.ui.answer_form.navigator import WIDTH, AreasPopup, Navigator
from rbdesk.ui.answer_form.question_list import QuestionList, group_progress, group_title
from rbdesk.ui.answer_form.score import score_chip, show_score, ways_to_analysis
from rbdesk.ui.answer_form.status_strip import StatusStrip
from rbdesk.ui.desk import Desk
from rbdesk.ui.models import answers as filters
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.workflow import sending

MOST_FOUND = 30  # cards of a search; more would be neither quick nor read
_LOW = 440  # pixels of the page's height under which the strip says its title only
_SEARCH = "search:"  # a link's filter "search:pengaduan" shows what was found


class AssessmentPage(Page):
    """Navigator, list of one area, one open question. Writes only through the model."""

    key = "assessment"
    title = "Penilaian"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self._area = -1
        self._filter = filters.EVERYTHING
        self._search = ""
        self._places: dict[int, tuple[str, int]] = {}  # area: its current question, scroll position
        self._is_offer_hidden = False
        self._is_narrow = False
        self._percent: Fraction | None = None  # until the answers are read
        self._awaited: Link | None = None  # what to show then
        self.chip = score_chip(self)
        self.ways = ways_to_analysis(self)
        self._lay_out()
        self._connect()
        add_chords(self, go_on=self.go_on, add_file=self.evidence.add, step=self._step_area)
        if answers.is_loaded:
            self._on_loaded()

    # --- what the window asks -----------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [*self.ways, self.chip]

    def keys(self) -> list[tuple[str, str]]:
        if self.answers.is_locked:
            return [("↑ ↓", "pindah"), ("F1", "panduan"), ("H", "riwayat")]
        return [
            ("↑ ↓", "pindah"),
            ("A–E", "jawab"),
            ("Enter", "catatan"),
            ("Ctrl+B", "bukti"),
            ("Ctrl+Z", "urungkan"),
        ]

    def show_link(self, link: Link) -> None:
        """Focus: a node by code, or an area by short name; filter: one of the model's, or "search:" and words."""
        if not self.answers.is_loaded:
            self._awaited = link  # cards without their answers would look as if all were lost
            return
        if link.filter.startswith(_SEARCH):
            self._show_search(link.filter.removeprefix(_SEARCH))
            if link.focus in self.list.codes:
                self.list.open_question(link.focus)
            return
        if not link.filter and not link.focus:
            return
        wanted = link.filter if link.filter in filters.FILTERS else filters.EVERYTHING
        if reading_order.named(self.answers.instrument, link.focus)[0] < 0:
            self._set_filter(wanted)
            return
        self._filter = wanted
        self._go_to(link.focus)

    def number_in_focus(self) -> TraceWanted:
        return TraceWanted("" if self.chip.hasFocus() else self.navigator.focused() or self.list.current)

    def place(self) -> Link:
        shown = f"{_SEARCH}{self._search}" if self._search else self._filter
        return Link(self.key, self.list.current, shown)

    def state(self) -> dict[str, Any]:
        """Where the person is, to come back to after a restart: plain values only."""
        return {
            "area": self._area,
            "code": self.list.current,
            "opened": self.list.opened,
            "scroll": self.list.verticalScrollBar().value(),
            "filter": self._filter,
            "proposing": self.answers.is_proposing,
            "offer_hidden": self._is_offer_hidden,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to where `state` was taken; what no longer exists is left out."""
        self._is_offer_hidden = bool(state.get("offer_hidden", False))
        self.answers.propose_last_year(bool(state.get("proposing", False)))
        wanted = str(state.get("filter", ""))
        self._filter = wanted if wanted in filters.FILTERS else filters.EVERYTHING
        area = int(state.get("area", 0))
        self._show_area(area if 0 <= area < len(self.answers.instrument.areas) else 0)
        if state.get("opened") in self.list.codes:
            self.list.open_question(str(state["opened"]), focus=False)
        if state.get("code") in self.list.codes:
            self.list.focus_question(str(state["code"]))
        self.list.verticalScrollBar().setValue(int(state.get("scroll", 0)))

    def refresh(self) -> None:
        if not self.answers.is_loaded:
            self.answers.load()
            return
        self.list.open_card.load_offices()
        self._show_progress()
        self._show_strip()

    def keep_typing(self) -> None:
        self.list.finish()

    def start_filter(self) -> bool:
        self.header.set_search(True)
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_guidance(self) -> bool:
        code = self.list.opened or self.list.current
        if code not in self.list.codes:
            return False
        self.list.open_question(code, focus=not self.list.opened)
        self.list.open_card.toggle_guidance()
        self.list.bring_into_view(code)
        return True

    def take_focus(self) -> bool:
        self.list.focus_current()
        return bool(self.list.codes)

    def regions(self) -> list[QWidget]:
        first: QWidget = self.header if self._is_narrow else self.navigator
        return [region for region in (first, self.header, self.strip, self.list) if region.isVisible()]

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)  # the page scrolls and arranges itself anew, it never widens the window

    def adapt(self, width: int) -> None:
        self._is_narrow = width < 1000
        self.navigator.setVisible(not self._is_narrow)
        self._line.setVisible(not self._is_narrow)
        self.navigator.setFixedWidth(theme.px(WIDTH if width >= 1240 else 244))
        self.header.set_narrow(self._is_narrow)
        side = theme.SPACE_XL if width >= 1240 else theme.SPACE_L
        self._body.setContentsMargins(side - 1, theme.SPACE_M, theme.SPACE_M, 0)
        self._show_titles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.set_brief(self.height() < theme.px(_LOW))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.navigator = Navigator(self.answers)
        self.navigator.library.setVisible(self.desk.identity.role is Role.OFFICE)
        row.addWidget(self.navigator)
        self._line = Line("border", is_upright=True)
        row.addWidget(self._line)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(theme.SPACE_XL - 1, theme.SPACE_M, theme.SPACE_M, 0)
        self._body.setSpacing(theme.SPACE_M)
        row.addLayout(self._body, 1)
        self.header = ListHeader(self.answers.key.year - 1)
        self._body.addWidget(self.header)
        self.strip = StatusStrip()
        self._body.addWidget(self.strip)
        self.list = QuestionList(self.answers)
        self.evidence = EvidenceActs(self.answers, self.list, self)
        self.workbook = WorkbookActs(self.answers, self)
        self.empty = EmptyState("Tidak ada yang cocok", "", [Way("all", "Tampilkan semua")], icon="filter")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self._body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.answers.loaded.connect(self._on_loaded)
        self.answers.answer_changed.connect(self._on_answer_changed)
        self.answers.stage_changed.connect(self._on_stage_changed)
        self.answers.stepped.connect(self._on_stepped)
        self.navigator.area_chosen.connect(self._on_area_chosen)
        self.navigator.sub_chosen.connect(self._on_sub_chosen)
        self.navigator.library_wanted.connect(lambda: self.wanted.emit(Link("evidence")))
        self.navigator.workbook_wanted.connect(self.workbook.offer)
        self.header.areas_wanted.connect(self._open_areas)
        self.header.filtered.connect(self._set_filter)
        self.header.next_wanted.connect(self.go_on)
        self.header.searched.connect(self._show_search)
        self.header.search_left.connect(self._leave_search)
        self.strip.acted.connect(self._on_strip)
        self.strip.dismissed.connect(self._on_strip_dismissed)
        self.empty.acted.connect(self._on_empty)
        self.list.group_changed.connect(self._on_group_changed)
        self.list.open_card.wanted.connect(self.wanted)
        self.evidence.told.connect(self.told)
        self.workbook.told.connect(self.told)

    # --- areas, filter, search ----------------------------------------------------------------------------

    def _show_area(self, at: int, code: str = "") -> None:
        """Show an area; `code` gets the focus, else what had it there last."""
        self._remember_place()
        self._search = ""
        self.header.set_search(False)
        self._area = at
        inside = reading_order.codes_of_area(self.answers.instrument, at)
        let_through = set(self.answers.matching(self._filter)) | ({code} if code else set())
        self._show_codes([one for one in inside if one in let_through])
        current, scroll = self._places.get(at, ("", 0))
        if code:
            self.list.open_question(code)
        elif current in self.list.codes:
            self.list.focus_question(current)
            self.list.verticalScrollBar().setValue(scroll)
        else:
            self.list.focus_current()

    def _show_codes(self, codes: Sequence[str]) -> None:
        self.list.show_codes(codes, first_heading=bool(self._search))
        if codes:
            self._stack.setCurrentWidget(self.list)
        else:
            self._show_empty()
        self._show_titles()
        self._show_progress()

    def _remember_place(self) -> None:
        if self._area >= 0 and not self._search:
            self._places[self._area] = (self.list.current, self.list.verticalScrollBar().value())

    def _set_filter(self, key: str) -> None:
        """Let only some questions through; goes to the first area that has one."""
        self._filter = key
        area = max(self._area, 0)
        found = self.answers.matching(key)
        areas = [reading_order.area_of(self.answers.instrument, code) for code in found]
        if areas and area not in areas:
            area = next((one for one in areas if one > area), areas[0])
        self._show_area(area)

    def _show_search(self, words: str) -> None:
        """Show what was found in the whole sheet, as cards."""
        if not words.strip():
            if self._search:
                self._show_area(max(self._area, 0))
                self.start_filter()
            return
        self._remember_place()
        self._search = words
        self.header.set_search(True)
        if self.header.search.text() != words:
            self.header.search.setText(words)
        found = reading_order.found(self.answers, words)
        self._show_codes(found[:MOST_FOUND])
        if not found:
            self.empty.set_words(f"Tidak ada pertanyaan yang cocok dengan ‘{words}’.")

    def _leave_search(self) -> None:
        self._show_area(max(self._area, 0))

    def _go_to(self, focus: str) -> None:
        """Show what a link names: a question, a subcomponent, an area."""
        instrument = self.answers.instrument
        area, code = reading_order.named(instrument, focus)
        if code and instrument.node(code).question is not None:
            if self._search and code in self.list.codes:
                self.list.open_question(code)
            else:
                self._show_area(area, code)
        elif area >= 0:
            self._show_area(area)
            if code and instrument.node(code).level == "subcomponent":
                self._on_sub_chosen(instrument.place_of[code])

    def _step_area(self, by: int) -> None:
        at = self._area + by
        if 0 <= at < len(self.answers.instrument.areas):
            self._show_area(at)

    # --- the next question --------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Go to the next question that is unanswered, or that the filter lets through; across areas."""
        self.keep_typing()
        passing = self._filter in (filters.EVERYTHING, filters.UNANSWERED)
        wanted = self.answers.matching(filters.UNANSWERED if passing else self._filter)
        current = self.list.current
        is_waiting = current in wanted and current != self.list.opened
        code = (
            current
            if is_waiting
            else reading_order.following(self.answers.instrument, wanted, current, self._area)
        )
        if code is None:
            self._show_done(is_all=passing)
            return
        if code in self.list.codes:
            self.list.open_question(code)
        else:
            self._show_area(reading_order.area_of(self.answers.instrument, code), code)

    def _show_done(self, *, is_all: bool) -> None:
        self.strip.say(status_strip.all_done() if is_all else status_strip.filter_done())
        self.header.set_next(shown=not self.answers.is_locked, is_primary=not is_all)
        self.strip.take_focus()

    # --- what is shown around the cards -------------------------------------------------------------------

    def _on_loaded(self) -> None:
        if self._awaited is not None:
            link, self._awaited = self._awaited, None
            self.show_link(link)
        if self._area < 0:
            self._area = 0
            first = self.answers.matching(filters.UNANSWERED)
            self._show_area(reading_order.area_of(self.answers.instrument, first[0]) if first else 0)
        self._percent = self.answers.sheet.percent()
        self._show_progress()
        self._show_strip()

    def _on_answer_changed(self, code: str) -> None:
        percent = self.answers.sheet.percent()
        if self._percent is not None and percent != self._percent:
            self._show_score()
            self.chip.show_change(percent - self._percent)
            self._percent = percent
        self._show_progress()
        if self.strip.key != status_strip.LOCKED:
            self._show_strip()

    def _on_stage_changed(self) -> None:
        self.list.show_all()
        self._show_progress()
        self._show_strip()
        self.header_changed.emit()

    def _on_stepped(self, code: str) -> None:
        """Undo and redo are shown where they happened."""
        if not code or not self.isVisible():
            return
        if code in self.list.codes:
            self.list.focus_question(code)
        else:
            self._show_area(reading_order.area_of(self.answers.instrument, code), code)

    def _show_progress(self) -> None:
        answers = self.answers
        sheet = answers.sheet
        self._show_score()
        self.navigator.show_progress()
        counts = {key: len(answers.matching(key)) for key in filters.FILTERS}
        self.header.set_filter(self._filter, counts)
        locked = " · terkunci" if answers.is_loaded and answers.is_locked else ""
        done = f"{sheet.answered[ROOT]} dari {sheet.questions[ROOT]} terjawab"
        self.context_changed.emit(f"Tahun {answers.key.year} · {done}{locked}")

    def _show_score(self) -> None:
        show_score(self.chip, self.answers.sheet, self.desk.identity.target)

    def _show_titles(self) -> None:
        areas = self.answers.instrument.areas
        if self._area < 0:
            return
        self.header.set_area(self._area, len(areas))
        if self._search:
            count = len(reading_order.found(self.answers, self._search))
            more = f"· {count} pertanyaan" + (f", {MOST_FOUND} ditampilkan" if count > MOST_FOUND else "")
            self.header.set_titles("Hasil pencarian", f"“{self._search}”", more)
            self.navigator.open_area(self._area)
            return
        self._on_group_changed(self.list.group)

    def _on_group_changed(self, place: int) -> None:
        if self._search or self._area < 0:
            return
        answers = self.answers
        area = answers.instrument.areas[self._area]
        if place < 0:
            self.header.set_titles(area.name)
            self.navigator.open_area(self._area)
            return
        title, progress = group_title(answers, place), group_progress(answers, place)
        if self._is_narrow:
            part, _, name = title.partition(" · ")
            self.header.set_titles(name, "", f"{part} · {progress}")
        else:
            self.header.set_titles(area.name, title, f"· {progress}")
        self.navigator.open_area(self._area, place)

    def _show_empty(self) -> None:
        words = filter_words(self.answers.key.year - 1)[self._filter].lower()
        others = len(self.answers.matching(self._filter))
        if others:
            self.empty.set_words(
                "Tidak ada yang cocok di area ini", f"Saringan “{words}”: {others} pertanyaan di area lain."
            )
        else:
            self.empty.set_words("Tidak ada yang cocok", f"Tidak ada pertanyaan dengan saringan “{words}”.")
        self._stack.setCurrentWidget(self.empty)

    def _on_empty(self, key: str) -> None:
        if self._search:
            self._leave_search()
        else:
            self._set_filter(filters.EVERYTHING)

    # --- the strip over the list --------------------------------------------------------------------------

    def _show_strip(self) -> None:
        is_locked = self.answers.is_locked
        self.header.set_next(shown=not is_locked, is_primary=not is_locked)
        self.strip.say(status_strip.standing(self.answers, offer=not self._is_offer_hidden))

    def _on_strip(self, key: str) -> None:
        if key in status_strip.LINKS:
            self.wanted.emit(status_strip.LINKS[key])
        elif key == status_strip.UNLOCK:
            self._unlock()
        elif key == status_strip.PROPOSE:
            self.answers.propose_last_year()
            self._go_to(next(iter(self.answers.matching(filters.PROPOSED)), self.list.current))
        elif key == status_strip.HIDE_PROPOSALS:
            self.answers.propose_last_year(False)
            self._is_offer_hidden = True
            self.list.focus_current()  # the button that had the focus goes
        elif key == status_strip.SHOW_PROPOSED:
            self._set_filter(filters.PROPOSED)
        elif key == status_strip.SHOW_CONFLICTS:
            self._set_filter(filters.CONFLICT)
        elif key == status_strip.SHOW_ALL:
            self._set_filter(filters.EVERYTHING)
        self._show_strip()

    def _on_strip_dismissed(self, key: str) -> None:
        self._is_offer_hidden = self._is_offer_hidden or key == status_strip.OFFER
        self._show_strip()
        self.list.focus_current()

    def _unlock(self) -> None:
        if status_strip.wants_to_unlock(self, self.answers):
            self.list.focus_current()  # the button that had the focus goes
            self.desk.do(sending.unlock, self.answers.key, "Dibuka untuk revisi")

    def _open_areas(self, at: QPoint) -> None:
        popup = AreasPopup(self.answers, self)
        popup.navigator.open_area(self._area, self.list.group)
        popup.navigator.area_chosen.connect(self._on_area_chosen)
        popup.navigator.sub_chosen.connect(self._on_sub_chosen)
        popup.navigator.library_wanted.connect(lambda: self.wanted.emit(Link("evidence")))
        popup.navigator.workbook_wanted.connect(self.workbook.offer)
        popup.open_at(at, self.window().height())

    def _on_area_chosen(self, at: int) -> None:
        self._show_area(at)

    def _on_sub_chosen(self, place: int) -> None:
        codes = [self.answers.instrument.nodes[leaf].code for leaf in self.answers.instrument.children[place]]
        shown = [code for code in codes if code in self.list.codes]
        if not shown and self._filter:
            self._set_filter(filters.EVERYTHING)
            shown = [code for code in codes if code in self.list.codes]
        if shown:
            self.list.focus_question(
                next((c for c in shown if self.answers.answer(c).value is None), shown[0])
            )
            self.list.scroll_to_top(shown[0])
