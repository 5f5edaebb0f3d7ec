"""One rule of the checks: why it marks, the facts, its places; a finding can be set aside here with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import Button, link, quiet, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.reason_box import ReasonBox

_SHOWN_AT_ONCE = 15  # places; each costs a row of widgets
_PICTURES = {
    "missing": ("circle-x", "err", "err", "Wajib"),
    "advice": ("alert-triangle", "warn", "warn", "Saran"),
    "aside": ("eye-off", "text2", "neutral", "Dikesampingkan"),
}


@dataclass(frozen=True, slots=True)
class PlaceText:
    """A place: `key` (a question's code) comes back in the signal, `code` as people read it."""

    key: str
    code: str
    title: str
    meta: str


@dataclass(frozen=True, slots=True)
class CaseText:
    """A finding: its places; `quote` the words that are the same; `reason` why it was set aside, "" if it stands."""

    key: str
    places: tuple[PlaceText, ...]
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DetailText:
    """A rule with its findings. `can_waive`: they may be set aside, or taken back, now; `all_words` of the button
    that leads to all places at once, "" without one.
    """

    title: str
    caption: str
    state: str
    why: str
    cases: tuple[CaseText, ...]
    can_waive: bool
    all_words: str = ""


class RuleDetail(Card):
    """Signals: `opened(key)` a place is to be gone to · `all_wanted()` · `waiving(case, reason)` ·
    `unwaiving(case)`.
    """

    opened = Signal(str)
    all_wanted = Signal()
    waiving = Signal(str, str)
    unwaiving = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(theme.SPACE_S)
        self._text: DetailText | None = None
        self._limit = _SHOWN_AT_ONCE
        self._asking = ""
        self._rows: list[tuple[PlaceText, QWidget, Button]] = []
        self.box: ReasonBox | None = None

    def show_rule(self, text: DetailText) -> None:
        """Show a rule from its top; the same one again keeps what is being written."""
        if text == self._text:
            return
        is_other = self._text is None or (self._text.title, self._text.state) != (text.title, text.state)
        self._text = text
        if is_other:
            self._limit = _SHOWN_AT_ONCE
        if is_other or self._asking not in {case.key for case in text.cases if not case.reason}:
            self._asking = ""
        focused = self._focused_place()
        self._build()
        if focused is not None and not self._asking:
            self._focus_place(focused)

    def places(self) -> list[PlaceText]:
        """The places that are shown, in order."""
        return [place for place, _, _ in self._rows]

    def open_button(self, key: str) -> Button:
        """The button that leads to a place. Raises StopIteration: no such place is shown."""
        return next(button for place, _, button in self._rows if place.key == key)

    def ask(self, case: str = "") -> bool:
        """Ask in place why a finding is set aside, by default the one with the focus or the first; False if it cannot be."""
        if self._text is None or not self._text.can_waive or self._text.state != "advice":
            return False
        self._asking = case or self._case_with_focus() or self._text.cases[0].key
        self._build()
        if self.box is not None:
            self.box.begin()
        return True

    def stop_asking(self) -> None:
        """Close the reason; the focus goes to the first way on."""
        self._asking = ""
        self._build()
        if self._rows:
            self._rows[0][2].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        here = next((at for at, (_, _, button) in enumerate(self._rows) if button.hasFocus()), None)
        if here is None or Qt.Key(event.key()) not in steps:
            super().keyPressEvent(event)
            return
        there = min(max(here + steps[Qt.Key(event.key())], 0), len(self._rows) - 1)
        self._rows[there][2].setFocus(Qt.FocusReason.TabFocusReason)

    def _focused_place(self) -> PlaceText | None:
        """The place whose row has the focus; the first one while a reason is being written."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        rows = (place for place, row, _ in self._rows if row.isAncestorOf(focused))
        return next(rows, self._rows[0][0] if self._rows else None)

    def _focus_place(self, place: PlaceText) -> None:
        """Put the focus on the way to a place, or to the first one where it is gone."""
        buttons = {one.key: button for one, _, button in self._rows}
        button = buttons.get(place.key) or next(iter(buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _case_with_focus(self) -> str:
        place = self._focused_place()
        if self._text is None or place is None:
            return ""
        return next(case.key for case in self._text.cases if place in case.places)

    def _build(self) -> None:
        text = self._text
        self._clear()
        if text is None:
            return
        icon, ink, tone, group = _PICTURES[text.state]
        self._add_head(text, icon, ink, Chip(group, tone))
        if text.why:
            self.body.addWidget(_why(text.why))
        shown = 0
        for case in text.cases:
            if shown >= self._limit:
                break
            shown += self._add_case(text, case, self._limit - shown)
        hidden = sum(len(case.places) for case in text.cases) - shown
        if hidden > 0:
            more = quiet(f"Tampilkan {hidden} lainnya", "chevron-down")
            more.clicked.connect(self._on_more)
            self._add_left(more)
        if text.all_words:
            every = secondary(text.all_words, "external-link")
            every.clicked.connect(self.all_wanted)
            self._add_left(every)
        self.body.addStretch(1)

    def _add_head(self, text: DetailText, icon: str, ink: str, chip: Chip) -> None:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_M)
        row.addWidget(IconLabel(icon, ink, 22), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(text.title, "card"))
        words.addWidget(WrapLabel(text.caption, "caption", "text3"))
        row.addLayout(words, 1)
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(frame)

    def _add_case(self, text: DetailText, case: CaseText, room: int) -> int:
        """One finding with at most `room` places; the number of places shown."""
        if case.quote:
            self.body.addWidget(_quote(case.quote))
        for at, place in enumerate(case.places[:room]):
            can_waive = text.can_waive and text.state == "advice" and self._asking != case.key
            self._add_place(place, case if at == 0 and can_waive else None)
        if self._asking == case.key:
            self._add_box(case)
        if case.reason:
            self._add_reason(text, case)
        return len(case.places[:room])

    def _add_place(self, place: PlaceText, waivable: CaseText | None) -> None:
        """A place; at the first of a finding stands the button that sets it aside."""
        if self._rows:
            self.body.addWidget(Line())
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_M)
        code = Label(place.code, "caption_strong", "text2")
        code.setMinimumWidth(theme.px(62))
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(place.title, "strong"))
        words.addWidget(WrapLabel(place.meta, "caption", "text3"))
        row.addLayout(words, 1)
        if waivable is not None:
            aside = quiet("Kesampingkan…")
            aside.setAccessibleName(f"Kesampingkan temuan di {place.code}")
            aside.clicked.connect(lambda: self.ask(waivable.key))
            row.addWidget(aside)
        go = Button("Buka", "arrow-right", name=f"Buka {place.code} {place.title}", is_compact=True)
        go.clicked.connect(lambda: self.opened.emit(place.key))
        row.addWidget(go)
        self.body.addWidget(frame)
        frame.show()  # a layout shows what is new only later, and what is hidden takes no focus
        self._rows.append((place, frame, go))

    def _add_box(self, case: CaseText) -> None:
        codes = case.places[0].code if case.places else ""
        self.box = ReasonBox(
            f"Kesampingkan temuan di {codes}",
            "Kesampingkan",
            "Alasan ikut terkirim dan dapat dibaca verifikator.",
            icon="eye-off",
        )
        self.box.given.connect(lambda reason: self._on_given(case.key, reason))
        self.box.dismissed.connect(self.stop_asking)
        self.body.addWidget(self.box)
        self.box.show()  # so that it takes the focus before the layout has its turn

    def _add_reason(self, text: DetailText, case: CaseText) -> None:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(62) + theme.SPACE_M, 0, 0, 0)
        row.addWidget(WrapLabel(f"Alasan: {case.reason}", "caption", "text2"), 1)
        if text.can_waive:
            back = link("Periksa lagi")
            back.setAccessibleName(f"Periksa lagi temuan di {case.places[0].code}")
            back.clicked.connect(lambda: self.unwaiving.emit(case.key))
            row.addWidget(back)
        self.body.addWidget(frame)

    def _add_left(self, button: Button) -> None:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(frame)

    def _clear(self) -> None:
        self._rows = []
        self.box = None
        while item := self.body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _on_given(self, case: str, reason: str) -> None:
        self._asking = ""
        self.waiving.emit(case, reason)

    def _on_more(self) -> None:
        self._limit = 10_000
        self._build()


class _Panel(Card):
    """A tinted block of words inside the card."""

    def __init__(self, title: str, words: str, ground: str, ink: str, icon: str = "") -> None:
        super().__init__(padding=theme.SPACE_M, ground=ground)
        self.set_edge(ground)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        if icon:
            row.addWidget(IconLabel(icon, ink, 18), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(WrapLabel(title, "caption_strong", ink))
        column.addWidget(WrapLabel(words, "body", "text", selectable=True))
        row.addLayout(column, 1)
        self.body.addLayout(row)


def _why(words: str) -> QFrame:
    return _Panel("Mengapa ditandai", words, "warn_soft", "warn", "bulb")


def _quote(words: str) -> QFrame:
    return _Panel("Bunyi yang sama", f"“{words}”", "sunken", "text2")
