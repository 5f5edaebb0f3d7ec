"""What each laptop says of one row, side by side (picture 18): answer, note, evidence, who, when, what was there before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.domain.assessment import Evidence
from rbdesk.ui import paint, theme
from rbdesk.ui.pages.joining_parts.wording import ValueText, VersionText, marked
from rbdesk.ui.parts.buttons import icon_button
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.file_row import file_icon
from rbdesk.ui.parts.icon_tile import IconLabel, IconTile
from rbdesk.ui.parts.key_hint import KeyHint
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel

_MOST_SIDE_BY_SIDE = 3
_NARROWEST = 250  # of a card that stands beside others


class VersionCards(QWidget):
    """The versions of a row. Signals: `chosen(place)` one was chosen · `evidence_wanted(Evidence)` a file is to be opened."""

    chosen = Signal(int)
    evidence_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, is_read_only: bool = False) -> None:
        """`is_read_only`: nothing can be chosen, and nothing looks as if it could."""
        super().__init__(parent)
        self._is_read_only = is_read_only
        self._cards: list[VersionCard] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_M)

    def show_versions(self, versions: Sequence[VersionText], chosen: int | None, *, can_choose: bool) -> None:
        """Show other versions; none is chosen unless a place is given."""
        for card in self._cards:
            self._group.removeButton(card.choose)
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for at, version in enumerate(versions):
            others = [one.note for place, one in enumerate(versions) if place != at]
            card = VersionCard(version, at, other_note=others[0] if others else "", can_choose=can_choose)
            card.show_choice(not self._is_read_only)
            card.picked.connect(self._on_picked)
            card.evidence_wanted.connect(self.evidence_wanted)
            self._group.addButton(card.choose)
            self._row.addWidget(card, 1)
            card.show()
            self._cards.append(card)
        self.set_chosen(chosen)
        self._arrange()

    def set_chosen(self, chosen: int | None) -> None:
        """Let this version be the chosen one, or none."""
        self._group.setExclusive(False)
        for at, card in enumerate(self._cards):
            card.set_chosen(at == chosen)
        self._group.setExclusive(True)

    def cards(self) -> list[VersionCard]:
        """The cards in order, this laptop's first."""
        return list(self._cards)

    def fit(self, width: int) -> None:
        """Put the cards beside each other where `width` lets each be read, else under each other."""
        count = len(self._cards)
        needed = count * theme.px(_NARROWEST) + max(count - 1, 0) * theme.SPACE_M
        is_beside = count <= _MOST_SIDE_BY_SIDE and width >= needed
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)

    def _arrange(self) -> None:
        self.fit(self.width())

    def _on_picked(self, place: int) -> None:
        self.set_chosen(place)
        self.chosen.emit(place)


class VersionCard(Card):
    """One version. Signals: `picked(place)` · `evidence_wanted(Evidence)`."""

    picked = Signal(int)
    evidence_wanted = Signal(object)

    def __init__(
        self, version: VersionText, place: int, *, other_note: str = "", can_choose: bool = True
    ) -> None:
        super().__init__()
        self.version = version
        self._place = place
        self._can_choose = can_choose
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body.addLayout(_head(version))
        self.value = ValueBox(version.value)
        self.body.addWidget(self.value)
        for name, words in version.value.fields:
            self.body.addWidget(Label(name, "caption_strong", "text2"))
            self.body.addWidget(WrapLabel(words, "body", selectable=True))
        if version.note or other_note:
            self.body.addWidget(Label("Catatan", "caption_strong", "text2"))
            self.body.addWidget(NoteBox(version.note, other_note))
        if version.evidence:
            self.body.addWidget(Label("Bukti", "caption_strong", "text2"))
            for item in version.evidence:
                self.body.addWidget(self._evidence(item))
        if version.facts:
            self.body.addWidget(Line())
            for icon, words, role in version.facts:
                self.body.addLayout(_fact(icon, words, role))
        self.body.addStretch(1)
        self.choose = QRadioButton("Pakai versi ini")
        self.choose.setAccessibleName(f"Pakai versi {version.label}: {spoken(version)}")
        self.choose.setEnabled(can_choose)
        self.choose.setMinimumHeight(theme.px(28))
        self.choose.clicked.connect(lambda: self.picked.emit(self._place))
        self.choose.toggled.connect(self._show_edge)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.choose, 1)
        foot.addWidget(KeyHint(str(place + 1)))
        self.body.addWidget(self._foot)
        self._show_edge()

    def show_choice(self, is_shown: bool) -> None:
        """Show the button that chooses this version, or none."""
        self._foot.setVisible(is_shown)

    def set_chosen(self, chosen: bool) -> None:
        """Show whether this is the chosen one."""
        self.choose.setChecked(chosen)
        self.value.set_chosen(chosen)
        self._show_edge()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card chooses it."""
        super().mouseReleaseEvent(event)
        if self._can_choose and event.button() == Qt.MouseButton.LeftButton:
            self.choose.setFocus(Qt.FocusReason.MouseFocusReason)
            self.picked.emit(self._place)

    def _show_edge(self) -> None:
        chosen = self.choose.isChecked()
        self.choose.setFont(theme.font("strong"))
        self.set_edge("primary" if chosen else "border", 2 if chosen else 1)

    def _evidence(self, item: Evidence) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_S)
        line.addWidget(IconLabel(file_icon(item.mime), "text2", 16))
        line.addWidget(ElidedLabel(item.name, "body"), 1)
        line.addWidget(Label(text.size(item.size), "caption", "text3"))
        opening = icon_button("external-link", f"Buka {item.name}")
        opening.setProperty("compact", "true")
        opening.clicked.connect(lambda: self.evidence_wanted.emit(item))
        line.addWidget(opening)
        return row


class ValueBox(Dressed, QFrame):
    """The answer of a version: letter, words, worth; blue where it is the chosen one."""

    def __init__(self, value: ValueText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_chosen = False
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_S + 2, theme.SPACE_S, theme.SPACE_S + 2, theme.SPACE_S)
        row.setSpacing(theme.SPACE_S + 2)
        self._letter = Chip(value.letter, "plain")
        row.addWidget(self._letter, 0, Qt.AlignmentFlag.AlignTop)
        self._letter.setVisible(bool(value.letter))
        self._words = WrapLabel(value.words, "body")
        row.addWidget(self._words, 1)
        self._worth = Label(value.worth, "caption", "text3")
        row.addWidget(self._worth, 0, Qt.AlignmentFlag.AlignTop)
        self._worth.setVisible(bool(value.worth))
        self.follow_theme()

    def set_chosen(self, chosen: bool) -> None:
        """Show whether its version is the chosen one."""
        self._is_chosen = chosen
        self._letter.set_chip(self._letter.text(), "info" if chosen else "plain")
        self._words.set_kind("strong" if chosen else "body")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        role = ("selected", "primary", 2) if self._is_chosen else ("surface", "border", 1)
        look = paint.Look(
            theme.color(role[0]), theme.color("text"), theme.color(str(role[1])), edge_width=role[2]
        )
        paint.box(QPainter(self), QRectF(self.rect()), look)


class NoteBox(Dressed, QFrame):
    """A note, with the words underlined in which it differs from the other one."""

    def __init__(self, note: str, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S + 2, theme.SPACE_S, theme.SPACE_S + 2, theme.SPACE_S)
        self.words = WrapLabel("", "body", "text" if note else "text3", selectable=True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setText(marked(note, other) if note else "Tanpa catatan")
        self.words.setAccessibleName(note or "Tanpa catatan")
        column.addWidget(self.words)
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = paint.Look(theme.color("sunken"), theme.color("text"), theme.color("divider"))
        paint.box(QPainter(self), QRectF(self.rect()), look)


def spoken(version: VersionText) -> str:
    """A version in one breath."""
    value = version.value
    parts = [value.letter, value.words, value.worth, f"catatan: {version.note}" if version.note else ""]
    return ", ".join(part for part in parts if part)


def _head(version: VersionText) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S + 2)
    row.addWidget(IconTile("device-laptop"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(version.label, "strong"))
    if version.details:
        words.addWidget(ElidedLabel(version.details, "caption", "text3"))
    row.addLayout(words, 1)
    if version.is_own:
        row.addWidget(Chip("laptop ini", "neutral"), 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _fact(icon: str, words: str, role: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    row.addWidget(IconLabel(icon, role, 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(WrapLabel(words, "caption", role), 1)
    return row
