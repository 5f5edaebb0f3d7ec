"""What was checked before a package is made, in two groups: what must be done, what may be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Card, GroupHead, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.task_row import TaskRow

_PICTURES = {
    "missing": ("circle-x", "err"),
    "advice": ("alert-triangle", "warn"),
    "done": ("circle-check", "ok"),
}


@dataclass(frozen=True, slots=True)
class CheckText:
    """One line; `key` comes back in the signal, `words` are those of its button, `state` one of missing,
    advice, done.
    """

    key: str
    title: str
    details: str
    state: str
    words: str = ""


class CheckList(Card):
    """Signals: `acted(key)` a line's button was pressed · `all_wanted()` every single finding is to be seen ·
    `refilled()` there are new lines.
    """

    acted = Signal(str)
    all_wanted = Signal()
    refilled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.body.setSpacing(0)
        self._rows: dict[str, TaskRow] = {}
        self._shown: object = None
        head = GroupHead("Wajib sebelum dikirim", is_top=True)
        self._required_chip = Chip("", "ok")
        head.add(self._required_chip)
        self._required = _group()
        advice = GroupHead("Saran, boleh dilewati")
        self._advised_chip = Chip("", "neutral")
        advice.add(self._advised_chip)
        self.every = link("Lihat semua")
        self.every.setAccessibleName("Lihat semua temuan")
        self.every.clicked.connect(self.all_wanted)
        advice.row.addWidget(self.every)
        self._advised = _group()
        for part in (head, self._required, advice, self._advised):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def set_lines(
        self, required: Sequence[CheckText], advised: Sequence[CheckText], *, advice: int, waived: int
    ) -> None:
        """Show these lines; `advice` counts the findings behind the advised ones, `waived` those set aside."""
        state = (tuple(required), tuple(advised), advice, waived)
        if state == self._shown:
            return
        self._shown = state
        focused = next((key for key, row in self._rows.items() if row.button and row.button.hasFocus()), None)
        self._rows = {}
        done = sum(1 for line in required if line.state == "done")
        words, tone = f"{done} dari {len(required)} beres", "ok" if done == len(required) else "err"
        self._required_chip.set_chip(words, tone)
        self._fill(self._required, required)
        aside = f" · {waived} dikesampingkan" if waived else ""
        self._advised_chip.set_chip(
            f"{advice} perlu dilihat{aside}" if advice else f"tidak ada{aside}",
            "warn" if advice else "neutral",
        )
        self._fill(self._advised, advised)
        self.every.setVisible(bool(advice or waived or done < len(required)))
        self.refilled.emit()
        if focused is not None:
            self._focus_near(focused)

    def row(self, key: str) -> TaskRow:
        """The line of a check. Raises KeyError."""
        return self._rows[key]

    def keys(self) -> list[str]:
        """The lines that are shown, in order."""
        return list(self._rows)

    def _focus_near(self, key: str) -> None:
        """Put the focus on a line's button, or on the first one where the line is done."""
        with_button = {key: row.button for key, row in self._rows.items() if row.button is not None}
        button = with_button.get(key) or next(iter(with_button.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, group: QWidget, lines: Sequence[CheckText]) -> None:
        column = group.layout()
        assert isinstance(column, QVBoxLayout)
        while item := column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, line in enumerate(lines):
            if at:
                column.addWidget(Line())
            picture = IconLabel(*_PICTURES[line.state], 20)
            row = TaskRow(picture, line.title, line.details, words=line.words, is_quiet=line.state == "done")
            row.acted.connect(lambda key=line.key: self.acted.emit(key))
            frame = QWidget()
            inset = QHBoxLayout(frame)
            inset.setContentsMargins(theme.SPACE_M + 2, theme.SPACE_XS, theme.SPACE_M, theme.SPACE_XS)
            inset.addWidget(row)
            column.addWidget(frame)
            frame.show()  # a layout shows what is new only later, and what is hidden takes no focus
            self._rows[line.key] = row


def _group() -> QWidget:
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return group
