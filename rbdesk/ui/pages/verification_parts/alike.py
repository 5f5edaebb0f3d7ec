"""What several offices have alike, beside a question: set aside with a reason, taken up again; photographs looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.domain import doubles
from rbdesk.domain.assessment import Key
from rbdesk.domain.checks import SHORTEST_REASON, Finding
from rbdesk.domain.instrument import Instrument
from rbdesk.paths import DeskFolder
from rbdesk.ui import theme
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.icon_tile import marked
from rbdesk.ui.parts.reason_box import ReasonBox
from rbdesk.workflow import linting, photos
from rbdesk.workflow.photos import Looked
from rbdesk.workflow.verification import VerifiedRow

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_LOOK_AFTER_MS = 1500


class FoundHere(QWidget):
    """The findings at one question. Signals: `aside(finding id, reason)`, an empty reason takes one up again."""

    aside = Signal(str, str)

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument = instrument
        self._wanted = ""  # the finding whose reason is asked for
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.SPACE_XS)
        column.addLayout(self._rows)
        self.reason = ReasonBox(
            "Kesampingkan temuan ini",
            "Kesampingkan",
            "Alasannya tersimpan di meja ini; kecamatan tidak membacanya.",
            least=SHORTEST_REASON,
        )
        self.reason.hide()
        self.reason.given.connect(self._on_reason)
        self.reason.dismissed.connect(self.reason.hide)
        column.addWidget(self.reason)

    def show_row(self, row: VerifiedRow) -> None:
        """Show what was found at a question; a reason that is being written for it stays."""
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for finding in row.findings:
            words = lines.finding_words(finding, self._instrument)
            self._rows.addWidget(marked(lines.finding_remark(finding).icon, words, "warn"))
            if finding.kind in doubles.KINDS:
                self._add("Kesampingkan…", partial(self._ask, finding))
        for finding in row.aside:
            words = f"{messages.finding_name(finding.kind)}, dikesampingkan: {finding.waived}"
            self._rows.addWidget(marked("eye-off", words, "text2"))
            self._add("Periksa lagi", partial(self.aside.emit, finding.id, ""))
        if self._wanted not in {finding.id for finding in row.findings}:
            self.reason.hide()
        self.setVisible(bool(row.findings or row.aside))

    def _add(self, words: str, act: Callable[[], None]) -> None:
        button = link(words)
        button.clicked.connect(lambda: act())
        self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self, finding: Finding) -> None:
        self._wanted = finding.id
        self.reason.show()
        self.reason.begin()

    def _on_reason(self, words: str) -> None:
        self.reason.hide()
        self.aside.emit(self._wanted, words)


class Alikes(QObject):
    """Sets findings aside, and has the photographs of a year looked at, a few at a time.

    Signals: `found()` other pictures look alike than before · `told(words, undo)`.
    """

    found = Signal()
    told = Signal(str, object)

    def __init__(self, desk: Desk, found: FoundHere, key: Callable[[], Key], parent: QObject) -> None:
        """`found` shows the findings at a question; `key` tells of which office and sheet they are."""
        super().__init__(parent)
        self._desk = desk
        self._is_looking = False
        self._soon = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._soon.timeout.connect(self._begin)
        found.aside.connect(lambda finding, reason: self.set_aside(key(), finding, reason))

    def look(self) -> None:
        """Look at the pictures that nobody has looked at yet, once the page has come to rest."""
        self._soon.start()

    def _begin(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self._next()

    def set_aside(self, key: Key, finding: str, reason: str) -> None:
        """Set a finding aside, or take it up again for an empty reason."""
        undo = partial(self.set_aside, key, finding, "") if reason else None
        words = "Temuan dikesampingkan" if reason else "Temuan diperiksa lagi"
        self._desk.do(
            linting.set_aside, key, finding, reason, by=self,
            then=lambda changes: self.told.emit(words, undo) if changes else None,
        )  # fmt: skip

    def _next(self) -> None:
        if self._desk.is_open:
            self._desk.read(photos.list_unseen, self._desk.identity.year, then=self._on_unseen)

    def _on_unseen(self, names: Sequence[str]) -> None:
        if not names:
            self._is_looking = False
            return
        folder = DeskFolder(self._desk.folder)
        self._desk.run(
            photos.look, folder, tuple(names[: photos.AT_ONCE]),
            done=self._on_looked, failed=self._on_ended, cancelled=self._on_ended,
        )  # fmt: skip

    def _on_looked(self, looked: Looked) -> None:
        if looked.is_news:
            self.found.emit()
        self._next()

    def _on_ended(self, _: Exception | None = None) -> None:
        self._is_looking = False  # the findings that need no look stand; the next visit tries again
