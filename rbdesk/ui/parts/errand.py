"""Something long that needs the desk closed: said what, how far, and what came of it; then the desk opens again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.errors import RBDeskError
from rbdesk.progress import Progress
from rbdesk.ui import jobs, theme
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import Button, primary, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.working import Working

_WIDTH = 620


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an errand; `again` is another one that is offered, under `again_words`."""

    title: str
    details: str = ""
    tone: str = "ok"
    facts: tuple[tuple[str, str], ...] = ()
    go_on: str = "Buka RBDesk"
    again: Errand | None = None
    again_words: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """`act(folder, progress)` is done on the job thread while nobody has the desk open; `tell` puts its value in words.

    `steps` are words for its labels. `ends_desk`: afterwards there is no desk any more.
    """

    title: str
    act: Callable[[Path, Progress], Any]
    tell: Callable[[Any], Report]
    steps: dict[str, str] = field(default_factory=dict)
    can_stop: bool = True
    ends_desk: bool = False


class ErrandScreen(QWidget):
    """Signals: `ended(bool)` the person goes on; True if there is a desk to open."""

    ended = Signal(bool)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._errand: Errand | None = None
        self._report: Report | None = None
        self._is_done = False
        self._job: jobs.Handle | None = None
        self.working = Working()
        self.working.cancelled.connect(self.stop)
        self.result = Card(padding=theme.SPACE_XL)
        self.banner = Banner("ok")
        self.facts = FactList()
        self.note = WrapLabel("", "caption", "text2")
        self.go_on = primary("Buka RBDesk")
        self.again = secondary("")
        self.go_on.clicked.connect(self._on_go_on)
        self.again.clicked.connect(self._on_again)
        self.result.body.addWidget(self.banner)
        self.result.body.addWidget(self.facts)
        self.result.body.addWidget(self.note)
        self.result.body.addLayout(_row([self.go_on, self.again]))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL, theme.SPACE_XL)
        column.addStretch(1)
        for card in (self.working, self.result):
            card.setMaximumWidth(theme.px(_WIDTH))
            frame = QHBoxLayout()
            frame.addStretch(1)
            frame.addWidget(card, 1000)
            frame.addStretch(1)
            column.addLayout(frame)
        column.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        self.result.hide()

    def start(self, errand: Errand) -> None:
        """Do this now."""
        self._errand, self._is_done = errand, False
        self.result.hide()
        self.working.begin(errand.title)
        self.working.cancel.setVisible(errand.can_stop)
        self.working.show()
        if errand.can_stop:
            self.working.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        act, folder = errand.act, self._folder
        self._job = jobs.start(
            lambda progress: act(folder, progress),
            done=self._on_done,
            failed=self._on_failed,
            progressed=self._on_step,
            cancelled=lambda: self.ended.emit(True),
        )

    def stop(self) -> None:
        """Stop at the next step: nothing was changed then."""
        if self._job is not None:
            self._job.cancel()

    def may_close(self) -> bool:
        """Whether the program may end now; what runs is asked to stop first."""
        if self._job is None or not self._job.is_running:
            return True
        if self._errand is not None and self._errand.can_stop:
            self.stop()
        return False

    def _on_step(self, done: int, total: int, label: str) -> None:
        steps = self._errand.steps if self._errand is not None else {}
        self.working.show_step(steps.get(label, ""), done / total if total > 0 else 0.0)

    def _on_done(self, value: object) -> None:
        if self._errand is not None:
            self._is_done = True
            self._show(self._errand.tell(value))

    def _on_failed(self, error: RBDeskError) -> None:
        said = messages.sentence(error)
        title = self._errand.title.rstrip("….") if self._errand is not None else ""
        details = f"{said.what} {said.safe} {said.todo}".strip()
        self._show(Report(f"{title}: tidak jadi", details, "err", go_on="Kembali ke RBDesk"))

    def _show(self, report: Report) -> None:
        self._report = report
        self.working.hide()
        self.banner.set_banner(report.tone, report.title, report.details)
        self.facts.set_facts(report.facts)
        self.facts.setVisible(bool(report.facts))
        self.note.hide()
        self.go_on.setText(report.go_on)
        self.again.setVisible(report.again is not None)
        self.again.setText(report.again_words)
        self.result.show()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go_on(self) -> None:
        is_gone = self._is_done and self._errand is not None and self._errand.ends_desk
        self.ended.emit(not is_gone)

    def _on_again(self) -> None:
        if self._report is not None and self._report.again is not None:
            self.start(self._report.again)


def _row(buttons: list[Button]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_S)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
