"""The charts beside the simulator: the profile of the areas, and how far each is from the target."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.analysis import profile
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.ui import theme
from rbdesk.ui.charts.bars import GapBars
from rbdesk.ui.charts.chart_card import ChartCard
from rbdesk.ui.charts.radar import RadarChart, RadarLegend
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.scroll import ScrollColumn

_MOST_AXES = 10  # of a profile whose names still stand apart; the bars show every area


class ChartsColumn(ScrollColumn):
    """Takes what height there is and never asks for more.

    Signals: `chosen(code)` an area is to be looked at, "" all again.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.radar = RadarChart(name="Profil area")
        self.radar_card = ChartCard("Profil area", self.radar)
        self.legend = RadarLegend()
        self.radar_card.add_legend(self.legend)
        self.bars = GapBars()
        self.bars_card = ChartCard("Jarak ke target per area", self.bars)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M + 2)
        column.addWidget(self.radar_card, 1)
        column.addWidget(self.bars_card)
        self.set_content(self._content)
        self.radar.chosen.connect(self.chosen)
        self.bars.chosen.connect(self.chosen)

    def set_sheet(self, sheet: ScoreSheet, before: ScoreSheet | None, year: int, target: Decimal) -> None:
        """Show a year's areas, and last year's on the same sheet; `target` in percent, exclusive."""
        radar = profile.radar(sheet, before, year, target=target)
        self.radar.set_figure(radar)
        self.legend.set_figure(radar)
        self.bars.set_figure(profile.gap_bars(sheet, target=target))
        self.radar_card.setVisible(len(radar.axes) <= _MOST_AXES)
        self.radar_card.title.setText(f"Profil {len(radar.axes)} area")
        self.bars_card.title.setText(f"Jarak ke target {text.number(target, 0)} per area")
        for card in (self.radar_card, self.bars_card):
            if card.shows_table():
                card.fill_table()

    def set_selected(self, code: str) -> None:
        """Mark an area in both charts, or none; says nothing."""
        self.radar.set_selected(code)
        self.bars.set_selected(code)

    def area_in_focus(self) -> str:
        """The code of the area that the keyboard is at, "" for none."""
        axes = zip(self.radar.figure().axes, self.radar.labels(), strict=True)
        bars = zip(self.bars.figure().bars, self.bars.rows(), strict=True)
        codes = [axis.code for axis, label in axes if label.hasFocus()]
        codes += [bar.code for bar, row in bars if row.hasFocus()]
        return codes[0] if codes else ""

    def toggle_tables(self) -> None:
        """The chart that has the focus as a table, or both."""
        cards = [self.radar_card, self.bars_card]
        wanted = [card for card in cards if focus.is_in(self.window().focusWidget(), card)] or cards
        show = not all(card.shows_table() for card in wanted)
        for card in wanted:
            if card.shows_table() != show:
                card.toggle_table()

    def whole_height(self) -> int:
        """The height at which nothing scrolls."""
        return self._content.sizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(self._least() + 60, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(), 100)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # what is inside does not tell by itself
        return super().eventFilter(watched, event)

    def _least(self) -> int:
        """So wide that nothing is cut, with the bar that scrolls."""
        return self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
