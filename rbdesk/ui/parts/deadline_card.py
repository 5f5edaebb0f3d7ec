"""The days that count, with their distance; the office's own duties ask for attention when they come near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.task_row import DateTile, TaskRow

_MOST = 3
_NEAR_DAYS = 14


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and what is due. `is_own`: a duty of this office; `is_done`: it has been met."""

    title: str
    day: date
    is_own: bool = False
    is_done: bool = False


class DeadlineCard(Card):
    """At most three days: what is still to come or overdue first, then what has just passed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tenggat", parent=parent)
        self._rows: list[QWidget] = []
        self._shown: tuple[date, list[Deadline]] | None = None
        self.body.setSpacing(theme.SPACE_XS)

    def set_deadlines(self, deadlines: Sequence[Deadline], today: date) -> None:
        """Show these days as seen from today."""
        if self._shown == (today, list(deadlines)):
            return
        self._shown = (today, list(deadlines))
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_row(one, today) for one in nearest(deadlines, today)]
        if not self._rows:
            self._rows = [WrapLabel("Belum ada tenggat. Tambahkan di Pengaturan.", "caption", "text3")]
        for at, row in enumerate(list(self._rows)):
            if at:
                line = Line()
                self._rows.append(line)
                self.body.addWidget(line)
            self.body.addWidget(row)


def nearest(deadlines: Sequence[Deadline], today: date) -> list[Deadline]:
    """The days that are shown, in the order of the calendar."""
    open_days = [one for one in deadlines if one.day >= today or (one.is_own and not one.is_done)]
    past = [one for one in deadlines if one not in open_days]
    shown = sorted(open_days, key=lambda one: one.day)[:_MOST]
    missing = _MOST - len(shown)
    if missing:
        shown += sorted(past, key=lambda one: one.day)[-missing:]
    return sorted(shown, key=lambda one: one.day)


def distance(deadline: Deadline, today: date) -> tuple[str, str, str]:
    """Words, tone and icon of a day's chip."""
    words = text.days_until(deadline.day, today)
    if deadline.is_done:
        return "selesai", "ok", "check"
    days = (deadline.day - today).days
    if not deadline.is_own:
        return words, "neutral", ""
    if days < 0:
        return words, "err", "clock-exclamation"
    return (words, "warn", "clock") if days <= _NEAR_DAYS else (words, "neutral", "")


def _row(deadline: Deadline, today: date) -> TaskRow:
    words, tone, icon = distance(deadline, today)
    day = f"{text.weekday(deadline.day)}, {text.date_long(deadline.day)}"
    return TaskRow(DateTile(deadline.day), deadline.title, day, end=Chip(words, tone, icon))
