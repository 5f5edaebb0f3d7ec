"""What stands on Ringkasan (picture 13): counters, spread, means, the index apart, steps and days; it knows no desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text, wording
from rbdesk.ui import theme
from rbdesk.ui.charts.chart_card import ChartCard
from rbdesk.ui.charts.dots import DotChart, DotLegend
from rbdesk.ui.charts.means import MeanBars
from rbdesk.ui.charts.tiles import STATUS_ICONS, STATUS_WORDS
from rbdesk.ui.charts.years import YearChart
from rbdesk.ui.models.next_steps import NextStep
from rbdesk.ui.models.overview import Overview
from rbdesk.ui.pages.overview_parts.followup_card import FollowupCard
from rbdesk.ui.pages.overview_parts.highlights import Highlights
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import Button, soft
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.counters import Counted, Counters
from rbdesk.ui.parts.deadline_card import DeadlineCard
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.icon_tile import IconLabel, IconTile
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link
from rbdesk.ui.parts.tab_order import in_reading_order
from rbdesk.ui.parts.task_row import TaskRow

_TWO_COLUMNS_FROM, _SIDE_BY_SIDE_FROM = 1000, 1160
_STACKED_BELOW = 820
_TONES = {
    "selesai": "done",
    "diverifikasi": "soft_done",
    "diterima": "received",
    "perlu_tindakan": "urgent",
    "belum_kirim": "open",
}
_WAYS = {"inbox": Link("inbox", filter="pick"), "activation": Link("settings", "activations")}


class OverviewBoard(QWidget):
    """Signals: `state_chosen(key)` a counter · `step_chosen(page, focus, filter)` · `wanted(Link)`."""

    state_chosen = Signal(str)
    step_chosen = Signal(str, str, str)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step_rows: list[QWidget] = []
        self._shown_steps: tuple[NextStep, ...] = ()
        states = [
            Counted(key, words[:1].upper() + words[1:], STATUS_ICONS[key], _TONES[key])
            for key, words in STATUS_WORDS.items()
        ]
        self.counters = Counters(states, name="Kecamatan menurut status")
        self.counters.chosen.connect(self._on_counter)
        self.dots = DotChart(name="Sebaran nilai kecamatan")
        self.means = MeanBars()
        self.years = YearChart()
        self.highlights = Highlights()
        self.highlights.wanted.connect(self.wanted)
        self.followups = FollowupCard()
        self.followups.wanted.connect(self.wanted)
        self.deadlines = DeadlineCard()
        self._build()

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        found: list[QWidget] = [self.steps, self.counters, self.spread, self.mean_card, self.index]
        return [self.empty if one is self.spread and not self.empty_card.isHidden() else one for one in found]

    def show_overview(self, found: Overview) -> None:
        """Show a year."""
        self.counters.set_counts(found.counts)
        self.dots.set_figure(found.dots)
        low, high = found.dots.window()
        self.window_words.setText(f"skala {low}–{high}")
        self.spread.title.setText(f"Sebaran nilai {len(found.inbox.offices)} kecamatan")
        missing = [name for name, _ in found.dots.missing]
        self.missing.setText(f"Belum ada nilai ({len(missing)}): {text.listing(missing)}" if missing else "")
        self.missing.setToolTip("\n".join(f"{name}: {reason}" for name, reason in found.dots.missing))
        self.missing_icon.setVisible(bool(missing))
        self.means.set_figure(found.means)
        self.base.setText(f"{found.means.counted} dari {found.means.of}")
        self.below.setText(self.means.below_words())
        self.years.set_figure(found.index)
        self.highlights.show_overview(found)
        self.followups.show_counts(found.followups)
        self._show_spread(is_empty=found.is_empty)
        for card in (self.spread, self.mean_card, self.index):
            if card.shows_table():
                card.fill_table()

    def set_steps(self, steps: Sequence[NextStep]) -> None:
        """What to do next, at most three lines."""
        if tuple(steps) == self._shown_steps:
            return
        self._shown_steps = tuple(steps)
        for row in self._step_rows:
            self.steps.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._step_rows = []
        for step in steps:
            if self._step_rows:
                self._step_rows.append(Line())
            row = TaskRow(IconTile(step.icon, step.tone), step.title, step.details, words=step.words)
            row.acted.connect(lambda step=step: self.step_chosen.emit(step.page, step.focus, step.filter))
            self._step_rows.append(row)
        for at, row in enumerate(self._step_rows):
            self.steps.body.insertWidget(at, row)
        in_reading_order(self)

    def step_rows(self) -> list[TaskRow]:
        """The lines of what to do next."""
        return [row for row in self._step_rows if isinstance(row, TaskRow)]

    def adapt(self, width: int) -> None:
        """Arrange for a window of this width in logical pixels."""
        ways = QBoxLayout.Direction
        is_wide = width >= _TWO_COLUMNS_FROM
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._below.setDirection(
            ways.LeftToRight if width >= _SIDE_BY_SIDE_FROM or not is_wide else ways.TopToBottom
        )
        self.highlights.set_stacked(width < _STACKED_BELOW)
        (self._right if is_wide else self._left).insertWidget(0, self.steps)  # before the statistics

    def toggle_table(self) -> None:
        """Show the chart that has the focus as a table, or back; without the focus in one, the first."""
        cards = (self.spread, self.mean_card, self.index)
        held = [card for card in cards if card.isAncestorOf(self.focusWidget())] if self.focusWidget() else []
        (held[0] if held else cards[0]).toggle_table()

    # --- inside -------------------------------------------------------------------------------------------

    def _on_counter(self, key: str) -> None:
        self.counters.set_value("")
        if key:
            self.state_chosen.emit(key)

    def _show_spread(self, *, is_empty: bool) -> None:
        """Before the first package the words that say so stand in place of the strip."""
        self.empty_card.setVisible(is_empty)
        for card in (self.spread, self.mean_card, self.highlights):
            card.setVisible(not is_empty)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        outer.setSpacing(theme.SPACE_M)
        outer.addWidget(self.counters)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(theme.SPACE_M)
        self.steps = Card("Langkah berikutnya")
        self.steps.body.addStretch(1)
        self._build_spread()
        self._left.addWidget(self.empty_card)
        self._left.addWidget(self.spread)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(theme.SPACE_M)
        self._below.addWidget(self._mean_card(), 64)
        self._below.addWidget(self._index_card(), 36)
        self._left.addLayout(self._below)
        self._left.addWidget(self.highlights)
        self._left.addStretch(1)
        self._right.addWidget(self.steps)
        self._right.addWidget(self.followups)
        self._right.addWidget(self.deadlines)
        self._right.addStretch(1)
        self._columns.addLayout(self._left, 65)
        self._columns.addLayout(self._right, 35)
        outer.addLayout(self._columns)
        outer.addStretch(1)

    def _build_spread(self) -> None:
        self.spread = ChartCard("Sebaran nilai", self.dots)
        self.window_words = Label("", "caption", "text2")
        self.window_words.setToolTip("Letak titik menunjukkan nilai; skala tidak dimulai dari nol")
        self.spread.head.insertWidget(1, self.window_words)
        self.spread.add_legend(DotLegend())
        lower = QHBoxLayout()
        lower.setSpacing(theme.SPACE_S)
        self.missing_icon = IconLabel("circle-dashed", "text2", 16)
        self.missing = WrapLabel("", "caption", "text2")
        lower.addWidget(self.missing_icon)
        lower.addWidget(self.missing, 1, Qt.AlignmentFlag.AlignVCenter)
        self.compare = Button("Perbandingan", "", "link", trailing="arrow-right")
        self.compare.clicked.connect(lambda: self.wanted.emit(Link("comparison")))
        lower.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignVCenter)
        self.spread.body.addLayout(lower)
        self.empty_card = Card()
        self.empty = EmptyState(
            "Belum ada paket",
            "Nilai kecamatan muncul di sini setelah paketnya digabung di Kotak Masuk.",
            [
                Way("activation", "Buat berkas aktivasi", "file-export"),
                Way("inbox", "Pilih berkas", "file-import", "primary"),
            ],
        )
        self.empty.acted.connect(lambda key: self.wanted.emit(_WAYS[key]))
        self.empty_card.body.addWidget(self.empty)
        self.empty_card.hide()

    def _mean_card(self) -> QWidget:
        self.mean_card = ChartCard("Rata-rata per area", self.means)
        self.base = Chip("")
        self.base.setToolTip("Rata-rata kecamatan yang sudah punya nilai; bukan indeks RB kabupaten")
        self.mean_card.head.insertWidget(1, self.base)
        self.below = Label("", "caption", "text2")
        self.mean_card.add_legend(self.below)
        return self.mean_card

    def _index_card(self) -> QWidget:
        self.index = ChartCard("Indeks RB kabupaten", self.years)
        self.index.body.insertWidget(0, WrapLabel("hasil evaluasi Kemenpan RB", "caption", "text2"))
        note = f"Ukuran lain. Tidak disambung dengan rata-rata kecamatan. {wording.INDEX_BAND_NOTE}"
        self.index.body.addWidget(WrapLabel(note, "caption", "text2"))
        own = soft("Penilaian Kabupaten", "building-community")
        own.clicked.connect(lambda: self.wanted.emit(Link("assessment")))
        history = Button("Hasil tahun-tahun lalu", "history", "link")
        history.clicked.connect(lambda: self.wanted.emit(Link("history")))
        citizens = Button("Kepuasan masyarakat", "mood-smile", "link")
        citizens.clicked.connect(lambda: self.wanted.emit(Link("citizens")))
        for way in (own, citizens, history):
            self.index.body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        return self.index
