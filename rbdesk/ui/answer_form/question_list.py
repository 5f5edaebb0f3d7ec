"""The cards of one area or of a search: closed ones, and the open one that stands in for the card it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.assessment import Value
from rbdesk.ui import paint, theme
from rbdesk.ui.answer_form import frame, words
from rbdesk.ui.answer_form.closed_card import ClosedCard
from rbdesk.ui.answer_form.open_card import OpenCard
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.scroll import ScrollColumn

_AIR = 8  # pixels kept free above and below a card that is brought into view


class GroupHeading(Dressed, QWidget):
    """The subcomponent over its cards: part, number, name, how many are answered, weight. Drawn by itself."""

    def __init__(self, answers: AnswerModel, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self._answers = answers
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_progress()
        self.follow_theme()

    def show_progress(self) -> None:
        """Count again."""
        self.setAccessibleName(
            f"{group_title(self._answers, self.place)}, {group_progress(self._answers, self.place)}"
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, paint.height_of(theme.font("strong")) + theme.SPACE_S + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        title, font = group_title(self._answers, self.place), theme.font("strong")
        progress, small = group_progress(self._answers, self.place), theme.font("caption")
        count = paint.width_of(progress, small)
        area = QRectF(2, theme.SPACE_S, self.width() - 4, self.height() - theme.SPACE_S)
        width = min(paint.width_of(title, font) + 1, area.width() - count - theme.SPACE_S)
        spot = QRectF(area.left(), area.top(), width, area.height())
        paint.text(painter, spot, title, font, theme.color("primary"))
        spot = QRectF(spot.right() + theme.SPACE_S, area.top(), count + 1, area.height())
        paint.text(painter, spot, progress, small, theme.color("text2"))


def group_title(answers: AnswerModel, place: int) -> str:
    """The name of a subcomponent with its part: "Pemenuhan · iii Pengelolaan Pengaduan"."""
    nodes = answers.instrument.nodes
    part = nodes[nodes[nodes[place].parent].parent]
    return f"{part.short} · {nodes[place].number} {nodes[place].name}"


def group_progress(answers: AnswerModel, place: int) -> str:
    """How much of a subcomponent is answered, and its weight: "3 dari 4 · bobot 0,60"."""
    sheet = answers.sheet
    weight = text.number(answers.instrument.nodes[place].weight or 0)
    return f"{sheet.answered[place]} dari {sheet.questions[place]} · bobot {weight}"


class QuestionList(ScrollColumn):
    """Signals: `current_changed(code)` another card has the focus or is open · `group_changed(place)` the
    subcomponent at the top of what is seen · `given(code, QMimeData)` files for a question.
    """

    current_changed = Signal(str)
    group_changed = Signal(int)
    given = Signal(str, object)

    def __init__(self, answers: AnswerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._answers = answers
        self._cards: dict[str, ClosedCard] = {}
        self._spare: dict[tuple[str, ...], list[ClosedCard]] = {}
        self._headings: list[GroupHeading] = []
        self._current = ""
        self._group = -1
        # Once more into view when labels have claimed the heights of their new words
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._on_settled)
        self._rest = QTimer(self)  # builds the controls that are not seen yet, a few at a time
        self._rest.setInterval(15)
        self._rest.timeout.connect(self._build_rest)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, theme.SPACE_XS, theme.SPACE_M)
        self._column.setSpacing(9)
        self.open_card = OpenCard(answers, self._content)
        self.open_card.hide()
        self._column.addStretch(1)
        self.set_content(self._content)
        self.open_card.acted.connect(self._on_acted)
        self.open_card.given.connect(self.given)
        self.open_card.closed.connect(self.close_question)
        self.open_card.confirmed.connect(self._confirm)
        answers.answer_changed.connect(self._on_answer_changed)
        self.verticalScrollBar().valueChanged.connect(self._tell_group)
        self.verticalScrollBar().valueChanged.connect(self._build_seen)
        self.setAccessibleName("Daftar pertanyaan")

    @property
    def codes(self) -> tuple[str, ...]:
        """The questions in the list, in order."""
        return tuple(self._cards)

    @property
    def current(self) -> str:
        """The question that has the focus or had it last; "" before the first."""
        return self._current

    @property
    def opened(self) -> str:
        """The question that is open, "" if none is."""
        return self.open_card.code

    @property
    def group(self) -> int:
        """The place of the subcomponent at the top of what is seen, -1 if there is none."""
        return self._group

    def card(self, code: str) -> ClosedCard:
        """The closed card of a question in the list."""
        return self._cards[code]

    def show_codes(self, codes: Sequence[str], *, first_heading: bool = False) -> None:
        """Show other questions; none is open then. `first_heading`: the first group has no heading elsewhere."""
        self.open_card.show_question("")
        self.open_card.hide()
        self._content.hide()  # all new cards are shown at once, not one by one
        self._clear()
        instrument = self._answers.instrument
        group = -1
        for code in codes:
            parent = instrument.nodes[instrument.place_of[code]].parent
            if parent != group:
                group = parent
                if self._cards or first_heading:
                    self._add_heading(parent)
            card = self._cards[code] = self._card_for(code)
            self._column.insertWidget(self._column.count() - 1, card)
            card.show()
        self._content.show()
        self._current = ""
        self._group = -1
        self.verticalScrollBar().setValue(0)
        self._column.activate()
        self._chain_tabs()
        self._tell_group()
        self._build_seen()
        self._rest.start()

    def open_question(self, code: str, *, focus: bool = True) -> None:
        """Open a question of the list; the one that was open closes."""
        if code not in self._cards:
            return
        card, former = self._cards[code], self.opened
        if code != former:
            card_top = card.mapTo(self.viewport(), QPoint(0, 0)).y() if card.isVisible() else None
            self.setUpdatesEnabled(False)
            if former in self._cards:
                self._cards[former].show_state()
                self._cards[former].show()
            self._column.removeWidget(self.open_card)
            self._column.insertWidget(self._column.indexOf(card), self.open_card)
            self.open_card.show_question(code)
            had_focus = card.hasFocus() or card.isAncestorOf(self.window().focusWidget() or self.window())
            self.open_card.show()
            if focus or had_focus:
                self.open_card.setFocus(Qt.FocusReason.OtherFocusReason)
            card.hide()
            self._settle()
            self._keep_top(card_top)
            self.setUpdatesEnabled(True)
            self._chain_tabs()
        elif focus:
            self.open_card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._set_current(code)
        self.bring_into_view(code)
        self._again.start()

    def close_question(self, code: str = "") -> None:
        """Close the open question; its closed card takes the focus."""
        former = self.opened
        if not former:
            return
        had_focus = self.open_card.isAncestorOf(self.window().focusWidget() or self.window())
        had_focus = had_focus or self.open_card.hasFocus()
        self.open_card.show_question("")
        card = self._cards.get(former)
        if card is not None:
            card.show_state()
            card.show()
            if had_focus:
                card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open_card.hide()
        self._chain_tabs()

    def focus_question(self, code: str) -> None:
        """Put the focus on a card of the list, without opening it."""
        if code not in self._cards:
            return
        self._widget_of(code).setFocus(Qt.FocusReason.TabFocusReason)
        self._set_current(code)
        self.bring_into_view(code)

    def focus_current(self) -> None:
        """Put the focus where it was in the list, or on its first card."""
        self.focus_question(self._current or next(iter(self._cards), ""))

    def bring_into_view(self, code: str) -> None:
        """Scroll so that a card is seen whole, or from its top where it does not fit."""
        self._settle()
        widget = self._widget_of(code)
        top, height, room = widget.y(), widget.height(), self.viewport().height()
        bar = self.verticalScrollBar()
        if height + 2 * _AIR > room or top - _AIR < bar.value():
            bar.setValue(max(top - _AIR, 0))
        elif top + height + _AIR > bar.value() + room:
            bar.setValue(top + height + _AIR - room)
        self._tell_group()

    def scroll_to_top(self, code: str) -> None:
        """Scroll so that a card stands at the top, with its heading."""
        self._settle()
        heading = next((one for one in self._headings if one.place == self._parent_of(code)), None)
        top = heading.y() if heading is not None else self._widget_of(code).y()
        self.verticalScrollBar().setValue(max(top - _AIR, 0))
        self._tell_group()

    def show_all(self) -> None:
        """Show afresh what the assessment says, e.g. after it was locked."""
        for card in self._cards.values():
            card.show_state()
        self.open_card.show_state()
        if self.open_card.code:
            self.open_card.evidence.show_question(self.open_card.code)
        for heading in self._headings:
            heading.show_progress()

    def finish(self) -> None:
        """Write what is still being typed."""
        self.open_card.finish()
        for card in self._cards.values():
            card.finish()

    # --- what keys and clicks ask for ---------------------------------------------------------------------

    def _on_acted(self, code: str, act: str, detail: str) -> None:
        moves = {frame.NEXT: 1, frame.PREVIOUS: -1}
        if act in moves:
            self._move(code, moves[act])
        elif act in (frame.FIRST, frame.LAST):
            self.focus_question(self.codes[0 if act == frame.FIRST else -1])
        elif act in (frame.PAGE_DOWN, frame.PAGE_UP):
            self._move_page(code, 1 if act == frame.PAGE_DOWN else -1)
        elif act == frame.CHOOSE:
            self._choose(code, detail)
        elif act == frame.TYPE:
            self._type(code, detail)
        elif act == frame.CLEAR:
            self._answers.keep_draft(code, None)
            self._answers.set_value(code, None)
            self._cards[code].show_state()  # numbers half typed go too
            self.open_card.show_state()
        elif act == frame.FLAG:
            self._answers.set_flag(code, code not in self._answers.flagged)
        elif act == frame.HISTORY:
            self.open_question(code)
            self.open_card.toggle_history()
        elif act == frame.TOGGLE:
            self.close_question() if code == self.opened else self.open_question(code)
        elif act == frame.NOTE:
            self._note_or_confirm(code)

    def _choose(self, code: str, letter: str) -> None:
        scale = self._answers.instrument.question(code).scale
        option = next((one for one in scale.options if words.letter_of(one) == letter), None)
        if option is not None:
            self._answers.set_value(code, option.label)
            self.open_question(code)

    def _type(self, code: str, digit: str) -> None:
        if not self._answers.instrument.question(code).scale.inputs:
            return
        self.open_question(code)
        self.open_card.start_numbers(digit)

    def _note_or_confirm(self, code: str) -> None:
        if self._answers.proposal(code) is not None:
            self._confirm(code)
            return
        self.open_question(code)
        self.open_card.start_note()

    def _confirm(self, code: str) -> None:
        self._answers.confirm_proposal(code)
        codes = self.codes
        later = codes[codes.index(code) + 1 :] if code in codes else ()
        following = next((one for one in later if self._answers.proposal(one) is not None), None)
        if following is not None:
            self.focus_question(following) if code != self.opened else self.open_question(following)

    def _on_chosen(self, code: str, key: str) -> None:
        self._answers.set_value(code, key)
        self.open_question(code)

    def _on_committed(self, code: str, value: Value | None) -> None:
        self._answers.keep_draft(code, self._cards[code].drafts() if value is None else None)
        self._answers.set_value(code, value)

    def _on_pressed(self, code: str) -> None:
        self.open_question(code)

    def _on_answer_changed(self, code: str) -> None:
        if code in self._cards and code != self.opened:
            self._cards[code].show_state()
        if code in self._cards:
            group = self._parent_of(code)
            for heading in self._headings:
                if heading.place == group:
                    heading.show_progress()
            if group == self._group:
                self.group_changed.emit(group)

    def _move(self, code: str, by: int) -> None:
        codes = self.codes
        at = codes.index(code) + by
        if 0 <= at < len(codes):
            self.focus_question(codes[at])

    def _move_page(self, code: str, by: int) -> None:
        codes = self.codes
        room = self.viewport().height() - self._widget_of(code).height()
        at = codes.index(code)
        while 0 <= at + by < len(codes) and room > 0:
            at += by
            room -= self._widget_of(codes[at]).height()
        self.focus_question(codes[at])

    def _on_settled(self) -> None:
        if self.opened:
            self.bring_into_view(self.opened)

    # --- the column ---------------------------------------------------------------------------------------

    def _add_heading(self, place: int) -> None:
        heading = GroupHeading(self._answers, place, self._content)
        self._headings.append(heading)
        self._column.insertWidget(self._column.count() - 1, heading)
        heading.show()

    def _card_for(self, code: str) -> ClosedCard:
        """A card for a question: a spare one of its kind, else a new one."""
        labels = tuple(option.label for option in self._answers.instrument.question(code).scale.options)
        spare = self._spare.get(labels)
        if spare:
            card = spare.pop()
            card.show_question(code)
            return card
        card = ClosedCard(self._answers, code, self._content)
        card.acted.connect(self._on_acted)
        card.given.connect(self.given)
        card.chosen.connect(self._on_chosen)
        card.committed.connect(self._on_committed)
        card.pressed.connect(self._on_pressed)
        return card

    def _clear(self) -> None:
        """Take everything out; cards with options are kept to show other questions."""
        for widget in [*self._cards.values(), *self._headings, self.open_card]:
            self._column.removeWidget(widget)
            widget.hide()
        for card in self._cards.values():
            if card.kind:
                self._spare.setdefault(card.kind, []).append(card)
            else:
                card.deleteLater()
        for heading in self._headings:
            heading.deleteLater()
        self._cards, self._headings = {}, []

    def _widget_of(self, code: str) -> QWidget:
        return self.open_card if code == self.opened else self._cards[code]

    def _parent_of(self, code: str) -> int:
        return self._answers.instrument.nodes[self._answers.instrument.place_of[code]].parent

    def _set_current(self, code: str) -> None:
        if code != self._current:
            self._current = code
            self.current_changed.emit(code)

    def _build_seen(self) -> None:
        """Build the answer controls of the cards that are seen or nearly so."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height() + 40
        for card in self._cards.values():
            if card.y() < bottom and card.y() + card.height() > top - 40:
                card.control  # noqa: B018  # built when it is asked for

    def _build_rest(self) -> None:
        waiting = [card for card in self._cards.values() if not card.is_built]
        for card in waiting[:2]:
            card.control  # noqa: B018
        if len(waiting) <= 2:
            self._rest.stop()

    def _settle(self) -> None:
        """Lay out now: heights follow widths, so that takes a second round."""
        for _ in range(2):
            self._column.activate()
            self._content.resize(
                self.viewport().width(), max(self._column.sizeHint().height(), self.viewport().height())
            )

    def _keep_top(self, top: int | None) -> None:
        """Let what was pressed stay under the pointer although a card above it has closed."""
        if top is not None:
            now = self.open_card.mapTo(self.viewport(), QPoint(0, 0)).y()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + now - top)

    def _tell_group(self) -> None:
        """The subcomponent of the open card while it is seen, else of the topmost card."""
        seen = self.verticalScrollBar().value() + 2 * _AIR
        group, opened = -1, self.open_card
        if (
            self.opened in self._cards
            and seen < opened.y() + opened.height()
            and (opened.y() < seen + self.viewport().height() - 8 * _AIR)
        ):
            self._say_group(self._parent_of(self.opened))
            return
        for code in self._cards:
            widget = self._widget_of(code)
            group = self._parent_of(code)
            if widget.y() + widget.height() > seen:
                break
        self._say_group(group)

    def _say_group(self, group: int) -> None:
        if group != self._group:
            self._group = group
            self.group_changed.emit(group)

    def _chain_tabs(self) -> None:
        """Tab goes from card to card, and through the open one."""
        before: QWidget | None = None
        for code in self._cards:
            widget = self._widget_of(code)
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
            if widget is self.open_card:
                self.open_card.chain_tabs()
                before = self.open_card.stops()[-1]
