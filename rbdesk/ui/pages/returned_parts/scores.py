"""Both scores of a balasan, whole and by area."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.returning import Returned


def score_words(score: ScoreRange) -> str:
    """A score, or its range while laptops or verifiers differ."""
    low, high = text.number(score.low.percent()), text.number(score.high.percent())
    return low if low == high else f"{low}–{high}"


def change_words(change: text.Number, places: int = 2) -> str:
    """A difference in words: "−1,42", "sama"."""
    words = text.signed(change, places)
    return "sama" if set(words) <= set("0,+") else words


class ScoresCard(Card):
    """Mandiri → terverifikasi; below it the areas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Hasil verifikasi", padding=theme.SPACE_M, parent=parent)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        self.own, self.verified = Label("", "title", "text2"), Label("", "title")
        self.change = Label("", "strong", "warn")
        row.addWidget(self.own)
        row.addWidget(IconLabel("arrow-right", "text2", 18))
        row.addWidget(self.verified)
        row.addStretch(1)
        row.addWidget(self.change)
        self.body.addLayout(row)
        self._areas = QWidget()
        self._grid = QGridLayout(self._areas)
        self._grid.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self._grid.setColumnStretch(0, 1)
        self._scroll = ScrollColumn(self._areas)
        self.body.addWidget(self._scroll, 1)
        self._foot = WrapLabel("Jawaban asli Anda tetap tersimpan.", "caption", "text2")
        self.body.addWidget(self._foot)

    def set_compact(self, compact: bool) -> None:
        """Only the whole scores, where there is little room."""
        self._scroll.setVisible(not compact)
        self._foot.setVisible(not compact)
        high = QSizePolicy.Policy.Maximum if compact else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)

    def show_scores(self, found: Returned, instrument: Instrument) -> None:
        """Show the scores of what came back."""
        self.own.setText(score_words(found.own))
        self.verified.setText(score_words(found.verified))
        self.own.setAccessibleName(f"Nilai mandiri {self.own.text()}")
        self.verified.setAccessibleName(f"Terverifikasi {self.verified.text()}")
        is_certain = found.own.is_certain and found.verified.is_certain
        change = found.verified.low.percent() - found.own.low.percent()
        words = change_words(change)
        self.change.setText((words if words == "sama" else f"{words} poin") if is_certain else "belum pasti")
        self.change.set_ink("warn" if change < 0 else "ok" if change > 0 else "text2")
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for column, head in enumerate(("", "Anda", "Hasil", "beda")):
            self._put(Label(head, "caption", "text2"), 0, column)
        for at, group in enumerate(instrument.areas, 1):
            own = found.own.low.area_percent(group.places)
            verified = found.verified.low.area_percent(group.places)
            words = change_words(verified - own, 1)
            self._put(WrapLabel(group.short, "body"), at, 0)
            self._put(Label(text.number(own, 1), "body", "text2"), at, 1)
            self._put(Label(text.number(verified, 1), "strong"), at, 2)
            ink = "text3" if words == "sama" else "warn" if verified < own else "ok"
            self._put(Label(words, "strong" if words != "sama" else "caption", ink), at, 3)
        self._grid.setRowStretch(len(instrument.areas) + 1, 1)

    def _put(self, label: Label, row: int, column: int) -> None:
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag(0)
        self._grid.addWidget(label, row, column, side)
