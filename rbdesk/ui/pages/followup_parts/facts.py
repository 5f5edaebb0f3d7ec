"""The facts of a recommendation: date, post, where it comes from, its plan, the questions it should lift."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import messages, text, wording
from rbdesk.ui import theme
from rbdesk.ui.models import followups
from rbdesk.ui.models.followups import Row
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import ElidedLabel, WrapLabel
from rbdesk.workflow import catalog
from rbdesk.workflow.followups import Lifted


class Facts(QWidget):
    """Signals: `question_wanted(code)`."""

    question_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        self.due, self._due_icon = self._line(column, "calendar")
        self.post, _ = self._line(column, "user")
        self.source = WrapLabel("", "caption", "text2", selectable=True)
        self.plan = WrapLabel("", "body", "text2", selectable=True)
        column.addWidget(self.source)
        column.addWidget(self.plan)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(0)
        column.addLayout(self._questions)

    def show_row(self, row: Row, today: date) -> None:
        """Show the facts of an item as seen from today."""
        item = row.item
        words, role = followups.distance(item, today)
        self.due.setText(words)
        self.due.set_ink(role)
        self._due_icon.set_icon("calendar", role)
        told = item.followup
        self.post.setText(told.post if told and told.post else "Penanggung jawab belum diisi")
        self.source.setText(source_words(row))
        plan = told.plan if told else ""
        self.plan.setText(f"Rencana: {plan}" if plan else "")
        self.plan.setVisible(bool(plan))
        while taken := self._questions.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for lifted in item.questions:
            button = link(f"Terkait pertanyaan {lifted.displayed}", "link")
            button.setToolTip(lifted.text)
            button.clicked.connect(lambda _=False, code=lifted.code: self.question_wanted.emit(code))
            self._questions.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._questions.addWidget(WrapLabel(lifted_words(lifted), "caption", "text2"))

    def _line(self, column: QVBoxLayout, icon: str) -> tuple[ElidedLabel, IconLabel]:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S - 2)
        mark = IconLabel(icon, "text2")
        words = ElidedLabel("", "caption_strong", "text2")
        line.addWidget(mark)
        line.addWidget(words, 1)
        column.addLayout(line)
        return words, mark


def source_words(row: Row) -> str:
    """Where a recommendation comes from, and since when it stands."""
    given = row.item.recommendation
    parts = [row.office, wording.SOURCES[given.source.value], given.letter, row.area]
    words = " · ".join(part for part in parts if part)
    return f"{words} · sejak {row.since}" if row.since else words


def lifted_words(lifted: Lifted) -> str:
    """What a question was answered, is answered now, what that brought, and what it could still give."""
    scale = catalog.instrument(lifted.instrument).question(lifted.code).scale
    now = messages.value_text(lifted.now.value, scale) if lifted.now.value is not None else ""
    left = f"masih bisa {text.signed(lifted.possible)} poin" if lifted.possible else "sudah penuh"
    if lifted.before is None or lifted.before.value is None:
        return f"Tahun ini {now or 'belum dijawab'}; {left}."
    before = messages.value_text(lifted.before.value, scale)
    if not now:
        return f"Tahun lalu {before}, tahun ini belum dijawab; {left}."
    if before == now:
        return f"Tetap {now} seperti tahun lalu; {left}."
    return f"{before} → {now}, {text.signed(lifted.gained)} poin sejak tahun lalu; {left}."
