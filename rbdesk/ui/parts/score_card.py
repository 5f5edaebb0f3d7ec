"""The score of a year in one card: the number, what it is equivalent to, how far it is, and the scale."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import ROOT, ScoreSheet, band
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.category_scale import CategoryScale, Marker, ScaleBand
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.why_number import WhyNumber

_BESIDE_FROM = 560


class ScoreCard(Card):
    """Filled by `set_score`; a narrow card puts the way to the target under the number.

    Signals: `asked()` why the number is what it is · `way_wanted()` how to get to the target, where `offer_way`.
    """

    asked = Signal()
    way_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Nilai penilaian mandiri (persen dari nilai penuh)", parent=parent)
        self.number = WhyNumber("–", "display", name="Nilai")
        self.number.clicked.connect(self.asked)
        self.equals = BandChip("D")
        self.base = WrapLabel("", "caption", "text2")
        self.missing = Label("", "dialog")
        self.goal = Label("", "caption", "text2")
        self.scale = CategoryScale()
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE_XS + 2)
        words.addStretch(1)
        words.addWidget(self.equals, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.base)
        words.addStretch(1)
        left = QHBoxLayout()
        left.setSpacing(theme.SPACE_M + 2)
        left.addWidget(self.number, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(words, 1)
        self._right = QVBoxLayout()
        self._right.setSpacing(2)
        self._right.addStretch(1)
        self._right.addWidget(self.missing)
        self._right.addWidget(self.goal)
        self.way = link("Lihat caranya", "chart-radar")
        self.way.clicked.connect(self.way_wanted)
        self.way.hide()
        self._right.addWidget(self.way)
        self._right.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_L)
        self._row.addLayout(left, 1)
        self._row.addLayout(self._right)
        self.body.addLayout(self._row)
        self.body.addWidget(self.scale)
        self._place_goal(is_beside=True)

    def set_score(
        self, sheet: ScoreSheet, *, target: Decimal, year: int, last: Fraction | None = None
    ) -> None:
        """Show the score of a year; `last` is last year's on the same sheet, in percent."""
        instrument, percent = sheet.instrument, sheet.percent()
        found = band(instrument, percent)
        shown = text.number(percent)
        self.title.setText(f"Nilai penilaian mandiri {year} (persen dari nilai penuh)")
        self.number.setText(shown)
        self.equals.set_band(
            found.code if found else "", f"Setara {found.code} · {found.label}" if found else ""
        )
        answered, asked = sheet.answered[ROOT], sheet.questions[ROOT]
        state = "sementara, " if answered < asked else ""
        self.base.setText(
            f"{text.number(sheet.total)} dari {text.number(instrument.weight)} · "
            f"{state}{answered} dari {asked} terjawab"
        )
        missing, goal = _way_to_target(instrument, percent, target)
        self.missing.setText(missing)
        self.goal.setText(goal)
        markers = [Marker(last, f"{year - 1}: {text.number(last)}", "last")] if last is not None else []
        self.scale.set_scale(
            [ScaleBand(one.code, one.above) for one in instrument.bands],
            [*markers, Marker(percent, f"Tahun ini {shown}", "now")],
            target=target,
            current=found.code if found else "",
        )

    def offer_way(self) -> None:
        """Show the button that leads to what would raise the score."""
        self.way.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_goal(is_beside=self.width() >= theme.px(_BESIDE_FROM))

    def _place_goal(self, *, is_beside: bool) -> None:
        """Beside the number it ends at the right edge, under it begins at the left."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)
        side = Qt.AlignmentFlag.AlignRight if is_beside else Qt.AlignmentFlag.AlignLeft
        for label in (self.missing, self.goal):
            label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._right.setAlignment(self.way, side)


def _way_to_target(instrument: Instrument, percent: Fraction, target: Decimal) -> tuple[str, str]:
    """How far the target is and what it is; it is passed only above it."""
    limit = text.number(target, 0 if target == target.to_integral_value() else 2)
    category = next((one.code for one in instrument.bands if one.above == target), "")
    name = f"batas kategori {category}" if category else "target tahun ini"
    missing = Fraction(target) - percent
    if missing < 0:
        return "Target tercapai", f"di atas {limit}, {name}"
    if text.number(missing) == "0,00":
        return "Tepat di batas", f"perlu melewati {limit}, {name}"
    return f"{text.number(missing)} poin lagi", f"untuk melewati {limit}, {name}"
