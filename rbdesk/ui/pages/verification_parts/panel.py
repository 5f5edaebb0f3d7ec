"""One question at the right of Verifikasi: its words over what the office says and what is ruled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.pages.verification_parts.lines import Draft
from rbdesk.ui.pages.verification_parts.statement import Statement
from rbdesk.ui.pages.verification_parts.verdict import VerdictForm
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.verification import VerifiedRow

_STATEMENT_HIGH, _VERDICT_HIGH = 300, 420  # pixels at least, under each other


class QuestionPanel(QWidget):
    """`statement` and `verdict` side by side, or under each other; `notice` over them."""

    def __init__(self, instrument: Instrument, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument = instrument
        self._year = year
        self.notice = Banner("ok", can_dismiss=True)
        self.notice.hide()
        self._shown = Label("", "strong", "text3")
        self._words = WrapLabel("", "question")
        self.statement = Statement(instrument)
        self.verdict = VerdictForm(year)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_M)
        title.addWidget(self._shown, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self._words, 1)
        self._pair = QWidget()
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._pair)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.SPACE_M)
        self._cards.addWidget(self.statement, 1)
        self._cards.addWidget(self.verdict, 1)
        self._scroll = ScrollColumn(self._pair)  # what is narrow never makes the window grow
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_XL - 2, theme.SPACE_M)
        self._column.setSpacing(theme.SPACE_M - 2)
        self._column.addWidget(self.notice)
        self._column.addLayout(title)
        self._column.addWidget(self._scroll, 1)
        self.set_side_by_side(False)

    def show_question(self, row: VerifiedRow, folder: Path) -> None:
        """Show the words of a question and what the office says; its files lie in a desk's folder."""
        shown = self._instrument.display(row.code)
        self._shown.setText(shown)
        self._words.setText(self._instrument.node(row.code).name)
        self.statement.show_row(row, self._instrument.question(row.code), folder, shown, self._year)

    def show_verdict(self, row: VerifiedRow, draft: Draft) -> None:
        """Show what is ruled on it, or what was begun."""
        self.verdict.show_row(row, self._instrument.question(row.code), draft)

    def set_side_by_side(self, side_by_side: bool) -> None:
        """Side by side each card scrolls; under each other both do together."""
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.LeftToRight if side_by_side else directions.TopToBottom)
        self.statement.setMinimumHeight(0 if side_by_side else theme.px(_STATEMENT_HIGH))
        self.verdict.setMinimumHeight(0 if side_by_side else theme.px(_VERDICT_HIGH))
        if side_by_side != (self._scroll.widget() is not None):
            return
        if side_by_side:
            self._scroll.takeWidget()
            self._scroll.hide()
            self._column.addWidget(self._pair, 1)
        else:
            self._column.removeWidget(self._pair)
            self._scroll.set_content(self._pair)
            self._scroll.show()
        self._pair.show()
