"""What the program's window holds: rail, header, bars, the pages, status bar, and the ways between them.

It is a widget, so that the top window can be painted before all this is imported. It knows the pages by key
only and imports each on its first visit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.domain.assessment import Stage
from rbdesk.domain.office import Role
from rbdesk.ui import theme
from rbdesk.ui.answer_form import finding
from rbdesk.ui.answer_form.instruments import Instruments
from rbdesk.ui.parts import findable, focus, key_overview, leaving, places
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.bars import Bars
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.header import Header
from rbdesk.ui.parts.inbox_counts import InboxCounts
from rbdesk.ui.parts.last_place import LastPlace
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.places import Place
from rbdesk.ui.parts.rail import Rail, RailItem
from rbdesk.ui.parts.saving import Saving
from rbdesk.ui.parts.search import SearchPanel
from rbdesk.ui.parts.status_bar import StatusBar
from rbdesk.ui.parts.toast import Toast
from rbdesk.ui.parts.tracing import Tracing
from rbdesk.ui.parts.trail import Trail

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.ui.models.answers import AnswerModel

_PLACE_KEPT_AFTER_MS = 500
PRACTICE = "practice"  # a link to the practice desk
WIDE, MIDDLE = 1240, 1000  # breakpoints in logical pixels at 100 % text size


class Window(QWidget):
    """Shows one desk. Nothing but the frame until `attach`.

    Signals: `retitled(str)` the words for the title bar ·
    `practice_wanted()`, `practice_left()` the person wants to practise, or back from it.
    """

    retitled = Signal(str)
    practice_wanted = Signal()
    practice_left = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.desk: Desk | None = None
        self.answers: AnswerModel | None = None  # of the office's main sheet
        self.instruments: Instruments | None = None
        self._places: dict[str, Place] = {}
        self._pages: dict[str, Page] = {}
        self._contexts: dict[str, str] = {}
        self._trail = Trail()
        self._undo_of_toast: Callable[[], object] | None = None

        self.rail = Rail()
        self.header = Header()
        self.unsaved = Banner("err")
        self.notice = Banner("err", can_dismiss=True)
        self.stack = QStackedWidget()
        self.status = StatusBar()
        self.status.hide()
        self.saving = Saving(self.status, self.unsaved, self.notice, self._focus_page)
        self._build()
        self.search = SearchPanel(self, self.header.search)
        self.toast = Toast(self.stack)
        self.stack.currentChanged.connect(self.toast.leave)
        self.keys = Drawer(self, "Tombol", width=380)
        self.tracing = Tracing(self)
        self.counts = InboxCounts(self.rail)
        self._last: LastPlace | None = None
        self._refresh = QTimer(self, singleShot=True, interval=0)
        self._refresh.timeout.connect(self._refresh_page)
        self._keep_place = QTimer(self, singleShot=True, interval=_PLACE_KEPT_AFTER_MS)
        self._keep_place.timeout.connect(self._store_place)

        self.rail.chosen.connect(lambda key: self.go(Link(key)))
        self.rail.person_chosen.connect(lambda: self.go(Link("settings", "identity")))
        self.header.back_wanted.connect(self.go_up)
        self.header.practice_chosen.connect(self._on_practice)
        self.header.instrument_chosen.connect(self._on_instrument)
        self.header.search_opened.connect(self._fill_search)
        self.header.search.textEdited.connect(lambda _: self._fill_search())
        self.search.chosen.connect(self._on_found)
        self.search.dismissed.connect(self._on_search_dismissed)
        self.toast.acted.connect(self._on_toast)
        self.tracing.wanted.connect(self.go)
        self.tracing.told.connect(self._say)
        self._make_actions()
        theme.notifier().changed.connect(self._on_theme)
        self._arrange()

    # --- one desk -------------------------------------------------------------------------------------------

    def attach(self, desk: Desk) -> None:
        """Show an open desk: its rail, then the page where the person left it."""
        identity = desk.identity
        self.desk = desk
        self._last = LastPlace(self.settings, desk.folder)
        desk.saved.connect(self._on_place_changed)
        desk.changed.connect(self._on_changed)
        self.saving.follow(desk)
        self.instruments = Instruments(desk, self)
        self.instruments.undone.connect(self._say)
        if identity.role is Role.OFFICE:
            self.answers = self.instruments.model()
            self.answers.loaded.connect(self._on_answers)
            self.answers.answer_changed.connect(self._on_answers)
        self.tracing.follow(desk, self.answers)
        self._places = {place.key: place for place in places.places_of(identity.role)}
        self._fill_rail()
        self._show_identity()
        self.counts.follow(desk)
        self._return()

    def available(self, key: str) -> bool:
        """Whether a page can be gone to."""
        return key in self._places

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, link: Link) -> None:
        """Go to a place; what was being typed is written first."""
        if link.page == PRACTICE:
            self.practice_wanted.emit()
        if link.page not in self._places:
            return
        self._leave()
        self._trail.visit(link)
        self._show(link)

    def go_back(self) -> None:
        """To the place before this one."""
        self._leave()
        if (link := self._trail.back()) is not None:
            self._show(link)

    def go_forward(self) -> None:
        """To the place that was left by going back."""
        self._leave()
        if (link := self._trail.forward()) is not None:
            self._show(link)

    def go_up(self) -> None:
        """From a sub-page back to where it was opened, else to the page it belongs to."""
        if self._trail.can_go_back:
            self.go_back()
        elif self._parent_key():
            self.go(Link(self._parent_key()))

    def keep_all(self) -> bool:
        """Write everything that is still being typed and wait for the disk; False if something stays unsaved."""
        if self.desk is None:
            return True
        self._leave()
        self._store_place()
        if self.desk.unsaved:
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            try:
                return self.desk.flush()
            finally:
                QApplication.restoreOverrideCursor()
        return self.desk.flush()

    def may_close(self) -> bool:
        """Whether the window may go: all is on the disk, or the person gives up what cannot be written."""
        return leaving.may_close(self, self.keep_all)

    # --- pages ----------------------------------------------------------------------------------------------

    def _show(self, link: Link) -> None:
        self.tracing.close()
        place = self._places[link.page]
        if place.switches and self.instruments is not None:
            self.instruments.show_code(link.focus)
        page = self._page_of(place)
        focused = QApplication.focusWidget()
        if focused is not None and page.focusWidget() is None and focus.is_in(focused, self.stack):
            focused.clearFocus()  # else the stack focuses whatever comes first on the page
        self.stack.setCurrentWidget(page)
        page.adapt(self._room())
        self.rail.set_current(self._parent_key() or link.page)
        title = place.title if place.parent else page.title or place.title
        self.header.set_page(title, page.header_widgets(), has_back=bool(self._parent_key()))
        self.header.set_context(self._contexts.get(self._name_of(place), ""))
        self._show_switch(place)
        self._show_keys()
        page.refresh()
        if link.focus or link.filter:
            page.show_link(link)
        if not focus.is_in(QApplication.focusWidget(), page):
            self._focus_page()
        self._on_place_changed()

    def _show_switch(self, place: Place) -> None:
        owner = self.instruments if self.instruments is not None and place.switches else self.page
        self.header.set_instruments(*(owner.switch() if owner is not None else ((), "")))

    def _focus_page(self) -> None:
        if self.page is not None and not self.page.take_focus():
            focus.focus_into(self.page.regions())

    def _name_of(self, place: Place) -> str:
        """What a page is kept under: one for each instrument where it shows one of several."""
        return f"{place.key}/{self.instruments.current}" if place.switches and self.instruments else place.key

    def _parent_key(self) -> str:
        """The page that the shown one stands inside, "" for one of the rail."""
        return (self._places[self.page.key].parent or self.page.parent_key) if self.page is not None else ""

    def _page_of(self, place: Place) -> Page:
        name = self._name_of(place)
        if name in self._pages or self.desk is None:
            return self._pages[name]
        answers = self.instruments.model() if place.switches and self.instruments else self.answers
        page = places.page_class(place.key, answers)(self.desk, answers)
        page.key = place.key  # a checklist's page stands in for others
        page.wanted.connect(self.go)
        page.context_changed.connect(lambda words: self._on_context(name, words))
        page.header_changed.connect(self._on_header)
        page.told.connect(self._on_told)
        page.traced.connect(self._on_traced)
        self._pages[name] = page
        self.stack.addWidget(page)
        return page

    def _on_instrument(self, iid: str) -> None:
        if self.page is not None and self.page.switch()[0]:
            self.go(Link.of(iid))
        elif self.page is not None and self.instruments is not None and iid != self.instruments.current:
            self._leave()
            self.instruments.show(iid)
            self._show(Link(self.page.key))

    def _leave(self) -> None:
        """Write what is being typed on the page, and note where on it the person was."""
        if self.page is None:
            return
        self.page.keep_typing()
        self._trail.remember(self.page.place())

    def _refresh_page(self) -> None:
        if self.page is not None:
            self.page.refresh()

    def _on_context(self, key: str, words: str) -> None:
        self._contexts[key] = words
        if self.page is self._pages.get(key):
            self.header.set_context(words)

    def _on_header(self) -> None:
        if self.page is not None and self.sender() is self.page:
            self.header.set_widgets(self.page.header_widgets())
            self._show_switch(self._places[self.page.key])
            self._show_keys()

    def _return(self) -> None:
        """Show the place where the person left this desk, or its first page."""
        last = self._last
        if last is None or (link := last.link()).page not in self._places:
            shown = [place.key for place in self._places.values() if place.where != places.INSIDE]
            self.go(Link(next(iter(shown), "")))
            return
        restore = partial(self._restore, link.page, last.state())
        self.go(link)
        model = self._model()
        if model is not None and not model.is_loaded:
            model.loaded.connect(restore, Qt.ConnectionType.SingleShotConnection)
        else:
            restore()

    def _restore(self, key: str, state: dict[str, Any]) -> None:
        """Let the page find its place again, once what it shows is there."""
        if self.page is not None and self.page.key == key and state:
            self.page.restore(state)

    def _on_place_changed(self) -> None:
        """A power cut tells nobody: the place is kept soon after each move and each saved answer."""
        if not self._keep_place.isActive() and (self.answers is None or self.answers.is_loaded):
            self._keep_place.start()  # before the answers are there no page knows its place

    def _store_place(self) -> None:
        if self._last is not None and self.page is not None:
            self._last.keep(self.page.place(), self.page.state())

    # --- rail -----------------------------------------------------------------------------------------------

    def _fill_rail(self) -> None:
        main = [place for place in self._places.values() if place.where == places.MAIN]
        items = [
            RailItem(place.key, place.title, place.icon, f"Ctrl+{at}") for at, place in enumerate(main, 1)
        ]
        bottom = [
            RailItem(place.key, place.title, place.icon, "F1" if place.key == "help" else "")
            for place in self._places.values()
            if place.where == places.BOTTOM
        ]
        self.rail.set_items(items, bottom)

    def _show_identity(self) -> None:
        if self.desk is None:
            return
        identity = self.desk.identity
        is_office = identity.role is Role.OFFICE
        self.rail.set_owner(f"Kec. {identity.office_name}" if is_office else "Sekretariat Kabupaten")
        self.rail.set_year(identity.year)
        self.rail.set_person(identity.operator, identity.operator_post)
        self.header.set_practice(identity.practice)
        owner = f"Kecamatan {identity.office_name}" if is_office else "Sekretariat Kabupaten"
        self.retitled.emit(f"RBDesk — {owner}{' (LATIHAN)' if identity.practice else ''}")

    def _on_answers(self) -> None:
        if self.answers is None or self.answers.year is None:
            return
        answered, asked = self.answers.sheet.answered[0], self.answers.sheet.questions[0]
        self.rail.set_count("assessment", asked - answered, is_urgent=answered > 0)
        year, locked = self.answers.year, ""
        if self.answers.assessment.stage is not Stage.OPEN:
            locked = f"Hanya baca · terkunci dalam paket revisi {year.revision}"
        self.saving.set_former(year.edited_at, locked)

    def _on_changed(self, changes: Any, by: object) -> None:
        if changes.topics & {"profile", "settings"}:
            self._show_identity()
        self._refresh.start()

    # --- telling --------------------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self.status.note(words)
        if self.status.isHidden():
            self._undo_of_toast = None
            self.toast.say(words)

    def _on_told(self, words: str, undo: Callable[[], object] | None) -> None:
        self.status.note(words)
        self._undo_of_toast = undo
        self.toast.say(words, "Urungkan" if undo else "")

    def _on_toast(self) -> None:
        if self._undo_of_toast is not None:
            self._undo_of_toast()

    def _on_practice(self) -> None:
        if leaving.may_leave_practice(self):
            self.practice_left.emit()

    # --- search ---------------------------------------------------------------------------------------------

    def _fill_search(self) -> None:
        if self.instruments is not None:
            offices = "inbox" if self.available("inbox") else ""
            entries = finding.everything(self.instruments, self._places.values(), offices)
            self.search.set_entries(entries + self.counts.found(), {findable.QUESTIONS: "assessment"})

    def _on_found(self, link: Link) -> None:
        self.header.close_search()
        self.go(link)
        if not focus.is_in(QApplication.focusWidget(), self.stack):
            self._focus_page()

    def _on_search_dismissed(self) -> None:
        had_focus = self.header.search.hasFocus()
        self.header.close_search()
        if had_focus:
            self._focus_page()

    # --- keys -----------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        acts: list[tuple[str, str, Callable[[], object]]] = [
            ("Cari", "Ctrl+K", self.header.open_search),
            ("Saring di halaman ini", "Ctrl+F", self._on_filter),
            ("Urungkan", "Ctrl+Z", self._on_undo),
            ("Ulangi", "Ctrl+Y", self._on_redo),
            ("Kembali", "Alt+Left", self.go_back),
            ("Maju", "Alt+Right", self.go_forward),
            ("Bagian layar berikutnya", "F6", lambda: self._walk(1)),
            ("Bagian layar sebelumnya", "Shift+F6", lambda: self._walk(-1)),
            ("Jejak nilai", "Ctrl+I", self._on_traced),
            ("Panduan", "F1", self._on_guidance),
            ("Daftar tombol", "Ctrl+/", self._on_keys),
        ]
        acts += [(f"Halaman {at}", f"Ctrl+{at}", partial(self._go_to, at)) for at in range(1, 7)]
        for words, keys, does in acts:
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, does=does: does())
            self.addAction(action)

    def _go_to(self, number: int) -> None:
        main = [place.key for place in self._places.values() if place.where == places.MAIN]
        if number <= len(main):
            self.go(Link(main[number - 1]))

    def _on_filter(self) -> None:
        if self.page is None or not self.page.start_filter():
            self.header.open_search()

    def _model(self) -> Any:
        """The assessment that the page works on, else the office's main one; None without any."""
        return getattr(self.page, "answers", None) or self.answers

    def _on_undo(self) -> None:
        is_of_page = self.page is not None and self.page.undo()
        if not is_of_page and not (self._model() and self._model().undo()):
            self._say("Tidak ada yang bisa diurungkan")

    def _on_redo(self) -> None:
        is_of_page = self.page is not None and self.page.redo()
        if not is_of_page and not (self._model() and self._model().redo()):
            self._say("Tidak ada yang bisa diulangi")

    def _on_guidance(self) -> None:
        if self.page is not None and not self.page.show_guidance():
            self.go(Link("help", self.page.key))

    def _on_keys(self) -> None:
        if self.desk is not None and self.page is not None:
            key_overview.toggle(self.keys, self.desk.identity.role, self.page.key)

    def _on_traced(self, wanted: TraceWanted | None = None) -> None:
        if self.page is not None and not self.tracing.is_open():
            self.page.keep_typing()
            self.tracing.ask(wanted or self.page.number_in_focus(), getattr(self.page, "answers", None))

    def _walk(self, by: int) -> None:
        """F6: the next region, its last focused widget or its first."""
        if self.page is None:
            return
        regions = [self.rail, self.header, self.unsaved, self.notice, *self.page.regions()]
        focus.walk([region for region in regions if region.isVisible()], by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._parent_key() and not focus.is_typing():
            self.go_up()
            return
        super().keyPressEvent(event)

    # --- shape ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(Bars(self.unsaved, self.notice))
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        row.addLayout(column, 1)

    def _room(self) -> int:
        """The width in pixels of the 100 % text size: larger text leaves less room."""
        return round(self.width() * 100 / theme.text_percent())

    def _arrange(self) -> None:
        room = self._room()
        self.rail.set_narrow(room < WIDE)
        self.header.set_narrow(room < MIDDLE)
        self._show_keys()
        if self.page is not None:
            self.page.adapt(room)

    def _show_keys(self) -> None:
        keys = self.page.keys() if self.page is not None else []
        self.status.set_keys(keys)
        self.status.setVisible(bool(keys) and self._room() >= MIDDLE)

    def _on_theme(self) -> None:
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("bg"))
