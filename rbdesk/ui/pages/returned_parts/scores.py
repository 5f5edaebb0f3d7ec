"""Both scores of a balasan, whole and by area, as numbers and as dumbbells."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.domain import scoring
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.review import ReplyAct
from rbdesk.ui import theme
from rbdesk.ui.charts.dumbbell import Dumbbell, DumbbellMark, window_of
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.returning import Returned

_KEPT = "Jawaban asli Anda tetap tersimpan."
_NAME, _CHART, _OWN, _VERIFIED, _CHANGE = range(5)


def score_words(score: ScoreRange) -> str:
    """A score, or its range while laptops or verifiers differ."""
    low, high = text.number(score.low.percent()), text.number(score.high.percent())
    return low if low == high else f"{low}–{high}"


def change_words(change: text.Number, places: int = 2) -> str:
    """A difference in words: "−1,42", "sama"."""
    words = text.signed(change, places)
    return "sama" if set(words) <= set("0,+") else words


def changed_since(found: Returned) -> tuple[str, ...]:
    """The questions whose answer the office has changed since they were judged, so that nothing is verified there."""
    return tuple(
        row.code
        for row in found.rows
        if row.is_outdated and (row.reply is None or row.reply.act is not ReplyAct.ACCEPT)
    )


class ScoresCard(Card):
    """Mandiri → terverifikasi; below it the areas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Hasil verifikasi", padding=theme.SPACE_M, parent=parent)
        self.dumbbells: list[Dumbbell] = []
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self.own, self.verified = Label("", "title", "text2"), Label("", "title")
        self.own_band, self.verified_band = BandChip(""), BandChip("")
        self.change = Label("", "strong", "warn")
        row.addWidget(self.own)
        row.addWidget(self.own_band)
        row.addWidget(IconLabel("arrow-right", "text2", 18))
        row.addWidget(self.verified)
        row.addWidget(self.verified_band)
        row.addStretch(1)
        row.addWidget(self.change)
        self.body.addLayout(row)
        self._areas = QWidget()
        self._grid = QGridLayout(self._areas)
        self._grid.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self._grid.setColumnStretch(_NAME, 3)
        self._grid.setColumnStretch(_CHART, 2)
        self._scroll = ScrollColumn(self._areas)
        self.body.addWidget(self._scroll, 1)
        self._foot = WrapLabel(_KEPT, "caption", "text2")
        self.body.addWidget(self._foot)

    def set_compact(self, compact: bool) -> None:
        """Only the whole scores, where there is little room."""
        self._scroll.setVisible(not compact)
        self._foot.setVisible(not compact)
        high = QSizePolicy.Policy.Maximum if compact else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, high)

    def show_scores(self, found: Returned, instrument: Instrument, target: Fraction | None) -> None:
        """Show the scores of what came back, with a line at the target."""
        self.own.setText(score_words(found.own))
        self.verified.setText(score_words(found.verified))
        self.own.setAccessibleName(f"Nilai mandiri {self.own.text()}")
        self.verified.setAccessibleName(f"Terverifikasi {self.verified.text()}")
        for chip, score in ((self.own_band, found.own), (self.verified_band, found.verified)):
            band = scoring.band(instrument, score.low.percent()) if score.is_certain else None
            chip.set_band(band.code if band is not None else "")
            chip.setVisible(band is not None)
        is_certain = found.own.is_certain and found.verified.is_certain
        change = found.verified.low.percent() - found.own.low.percent()
        changed = changed_since(found)
        words = change_words(change)
        if words == "sama":
            words = "menunggu diperiksa lagi" if changed else words
        else:
            words = f"{words} poin persen"
        self.change.setText(words if is_certain else "belum pasti")
        self.change.set_ink("warn" if change < 0 else "ok" if change > 0 else "text2")
        waiting = (
            f" {len(changed)} jawaban yang Anda ubah belum diperiksa lagi; di sini dihitung menurut Anda."
        )
        self._foot.setText(_KEPT + (waiting if changed else ""))
        self._show_areas(found, instrument, target)

    def _show_areas(self, found: Returned, instrument: Instrument, target: Fraction | None) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.dumbbells = []
        changed = changed_since(found)
        pairs = [
            (found.own.low.area_percent(group.places), found.verified.low.area_percent(group.places))
            for group in instrument.areas
        ]
        window = window_of([percent for pair in pairs for percent in pair] + ([target] if target else []))
        self._grid.addWidget(_legend(window), 0, _NAME, 1, 2)
        for column, head in ((_OWN, "Anda"), (_VERIFIED, "Hasil"), (_CHANGE, "beda")):
            self._put(Label(head, "caption", "text2"), 0, column)
        for at, (group, (own, verified)) in enumerate(zip(instrument.areas, pairs, strict=True), 1):
            words = change_words(verified - own, 1)
            is_same = words == "sama"
            if is_same and any(instrument.area_of(code) == group for code in changed):
                words = "menunggu"
            name = WrapLabel(group.short, "body" if is_same else "strong")
            name.setContentsMargins(0, 3, 0, 0)  # level with the line of its dumbbell
            self._put(name, at, _NAME)
            dumbbell = Dumbbell(group.short)
            dumbbell.show_values(own, verified, window, target)
            self.dumbbells.append(dumbbell)
            self._grid.addWidget(dumbbell, at, _CHART)
            self._put(Label(text.number(own, 1), "body", "text2"), at, _OWN)
            self._put(Label(text.number(verified, 1), "strong"), at, _VERIFIED)
            ink = "text3" if is_same else "warn" if verified < own else "ok"
            self._put(Label(words, "caption" if is_same else "strong", ink), at, _CHANGE)
        self._grid.setRowStretch(len(instrument.areas) + 1, 1)

    def _put(self, label: Label, row: int, column: int) -> None:
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(label, row, column, side if column else Qt.AlignmentFlag(0))


def _legend(window: tuple[Fraction, Fraction]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE_XS)
    for words, is_filled in (("mandiri", False), ("terverifikasi", True)):
        row.addWidget(DumbbellMark(is_filled=is_filled))
        row.addWidget(Label(words, "caption", "text2"))
        row.addSpacing(theme.SPACE_XS)
    row.addStretch(1)
    low, high = (text.number(end, 0) for end in window)
    row.addWidget(Label(f"skala {low}–{high}", "caption", "text3"))
    return made
