"""Kepuasan masyarakat: survey, strategi 4+1 and integrity zone of all offices. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.gates import GateState
from rbdesk.errors import RBDeskError
from rbdesk.explanations import period_words
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import SIDE, RowDelegate
from rbdesk.ui.desk import Desk
from rbdesk.ui.models import citizens as rows
from rbdesk.ui.models.gate_rows import STATE_WORDS
from rbdesk.ui.models.rows import Column, RowRole, RowsModel, RowsProxy
from rbdesk.ui.pages.citizens_parts.cells import GateDelegate, StepDelegate, SurveyDelegate
from rbdesk.ui.pages.citizens_parts.proposal import WIDTH, ProposalPanel
from rbdesk.ui.pages.survey_parts.side import TONES
from rbdesk.ui.pages.survey_parts.trend import PeriodLine
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.page import SIDE_BY_SIDE, Link, Page
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow import catalog, citizens, conditions
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.citizens import Gateways, Profiles, Satisfaction

SURVEY, STRATEGY, ZONE = "survey", "strategy", "zone"
_ROW_HEIGHT, _LEAST_WIDTH, _HEAD_PADDING = 24, 62, 18
_MOST_NAMES = 5
_TREND_WIDTH = 260
_BESIDE_FROM = 1000  # pixels of the window from which conditions and trend stand beside the rest
_STALE_TOPICS = frozenset({"inbox", "answers", "survey", "settings", "conditions"})
_STRATEGY_NOTE = (
    "Persen per pokok, lima tingkat warna. Alat bantu, bukan instrumen resmi; tidak masuk nilai LKE."
)
_ZONE_NOTE = "Angka: poin di atas (+) atau di bawah batas; – belum dinilai karena hasil survei belum ada."


@dataclass(frozen=True, slots=True)
class _View:
    """What a view says above its table and how its table is filled."""

    headline: str
    base: str
    note: str
    columns: list[Column]
    rows: Sequence[Any]
    delegate: Callable[[QWidget], RowDelegate]
    quality: tuple[str, str] = ("", "info")
    is_empty: bool = False


class _FirstStays(RowsProxy):
    """Sorts the offices; the row of all of them (`code` "") stays above."""

    def lessThan(self, source_left: Any, source_right: Any) -> bool:
        is_upward = self.sortOrder() == Qt.SortOrder.AscendingOrder
        for index, answer in ((source_left, is_upward), (source_right, not is_upward)):
            if not index.data(RowRole).code:
                return answer
        return super().lessThan(source_left, source_right)


class CitizensPage(Page):
    """Three views over the same offices: Survei, Strategi 4+1, Zona Integritas."""

    key = "citizens"
    title = "Kepuasan masyarakat"
    parent_key = "overview"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self._asked = 0
        self._shown = ""
        self._rows: Sequence[Any] = ()
        self._natural: tuple[int, int, list[int]] | None = None
        self._fitted: tuple[tuple[int, int, list[int]], bool] | None = None
        self._has_trend, self._is_wide = False, True
        self._ticks: list[tuple[str, str, GateState, str]] = []  # what each tick replaced, for undo
        self.model = RowsModel([], key=lambda row: row.code, parent=self)
        self.proxy = _FirstStays(self.model, self)
        self.table = RowTable(name="Kecamatan", row_height=_ROW_HEIGHT)
        self.copy = secondary("Salin tabel", "copy")
        self._lay_out()
        self.copy.clicked.connect(self._on_copy)
        self.view.chosen.connect(lambda _: self.refresh())
        self.view.chosen.connect(lambda _: self.header_changed.emit())
        self.period.activated.connect(lambda _: self.refresh())
        self.level.activated.connect(lambda _: self.refresh())
        self.table.opened.connect(self._on_opened)
        self.table.picked.connect(lambda _: self._show_proposal())
        self.proposal.ticked.connect(self._tick)
        desk.changed.connect(self._on_changed)

    def switch(self) -> tuple[Sequence[tuple[str, str]], str]:
        return SIDE_BY_SIDE, f"{self.key}/{self.view.value()}"

    def header_widgets(self) -> list[QWidget]:
        return [self.copy]

    def keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", "pindah"), ("Enter", "buka di Kotak Masuk"), ("Ctrl+C", "salin baris")]

    def regions(self) -> list[QWidget]:
        return [self._bar, self.table, *([self.proposal] if self.proposal.isVisible() else [])]

    def take_focus(self) -> bool:
        self.table.setFocus()
        return True

    def undo(self) -> bool:
        if not self._ticks:
            return False
        office, name, state, detail = self._ticks.pop()
        self._write(office, name, state, detail)
        self.told.emit("Tanda syarat pengusulan dikembalikan", None)
        return True

    def adapt(self, width: int) -> None:
        ways = QBoxLayout.Direction
        is_wide = width >= _BESIDE_FROM
        self._beside.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.proposal.setFixedWidth(theme.px(WIDTH) if is_wide else 16_777_215)
        self.proposal.setMinimumWidth(theme.px(WIDTH) if is_wide else 0)
        self.trend_card.setFixedWidth(theme.px(_TREND_WIDTH))
        self._is_wide = is_wide
        self._show_trend()

    def place(self) -> Link:
        return Link(self.key, filter=str(self.view.value()))

    def show_link(self, link: Link) -> None:
        if link.filter in (SURVEY, STRATEGY, ZONE):
            self.view.set_value(link.filter)
            self.header_changed.emit()
            self.refresh()

    def refresh(self) -> None:
        self._asked += 1
        asked, view = self._asked, str(self.view.value())
        self.period.setVisible(view == SURVEY)
        self.level.setVisible(view == ZONE)
        year = self.desk.identity.year
        if view == SURVEY:
            period = self.period.currentData() or ""
            self._read(citizens.load_satisfaction, year, period, then=self._on_survey, asked=asked)
        elif view == STRATEGY:
            self._read(citizens.load_profiles, year, then=self._on_profiles, asked=asked)
        else:
            level = self.level.currentData() or ""
            self._read(citizens.load_gates, year, level, then=self._on_gates, asked=asked)

    # --- showing ------------------------------------------------------------------------------------------

    def _read(self, fn: Callable[..., Any], *given: Any, then: Callable[[Any], None], asked: int) -> None:
        def arrived(found: Any) -> None:
            if asked == self._asked:
                self.trouble.hide()
                then(found)

        self.desk.read(fn, *given, then=arrived, failed=self._on_failed)

    def _on_survey(self, found: Satisfaction) -> None:
        words = [("Semua periode", ""), *((period_words(one), one) for one in found.periods)]
        _fill(self.period, words, found.period)
        total = found.total
        lowest = [
            f"{one.element.title} ({rows.index_words(None if one.nrr is None else one.nrr * 25)}, di {found.times_lowest(one)} kecamatan)"
            for one in total.lowest()
        ]
        quality = total.quality
        without = [catalog.register().name_of(one.office) for one in found.offices if one.result is None]
        missing = f" · tanpa survei: {text.listing(without)}" if 0 < len(without) <= _MOST_NAMES else ""
        few = [
            catalog.register().name_of(one.office)
            for one in found.offices
            if one.result is not None and one.result.is_enough is False
        ]
        if 0 < len(few) <= _MOST_NAMES:
            missing += f" · sampel kurang: {text.listing(few)}"
        self.trend.show_results(found.survey, found.years)
        self._has_trend = len(self.trend.results) > 1
        self._show(
            _View(
                headline=f"IKM kabupaten {rows.index_words(total.index)}",
                base=f"{found.counted} dari {len(found.offices)} kecamatan · {text.number(total.respondents, 0)}"
                f" responden, dihitung dari semua responden{missing}",
                note=f"Terendah: {text.listing(lowest)}." if lowest else "",
                columns=rows.survey_columns(found),
                rows=rows.survey_rows(found),
                delegate=lambda table: SurveyDelegate(table, height=_ROW_HEIGHT),
                quality=(f"Mutu {quality.letter} · {quality.words}", TONES.get(quality.letter, "info"))
                if quality
                else ("", "info"),
                is_empty=not found.counted,
            )
        )

    def _on_profiles(self, found: Profiles) -> None:
        known = [
            (mean, point.name)
            for mean, point in zip(found.means, found.checklist.points, strict=True)
            if mean is not None
        ]
        low = min(known, default=None, key=lambda one: one[0])
        self._show(
            _View(
                headline="Profil strategi 4+1"
                if low is None
                else f"Pokok terendah: {low[1]} ({text.percent(low[0])})",
                base=f"{found.counted} dari {len(found.offices)} kecamatan mengisi",
                note=_STRATEGY_NOTE,
                columns=rows.profile_columns(found),
                rows=rows.profile_rows(found),
                delegate=lambda table: StepDelegate(table, height=_ROW_HEIGHT),
                is_empty=not found.counted,
            )
        )

    def _on_gates(self, found: Gateways) -> None:
        _fill(self.level, [(one.title, one.id) for one in found.sheet.levels], found.level.id)
        passed = sum(bool(one.gates) and one.count(GateState.MET) == len(one.gates) for one in found.offices)
        self._show(
            _View(
                headline=f"{passed} dari {found.counted} kecamatan memenuhi semua syarat {found.level.id}",
                base=f"{found.counted} dari {len(found.offices)} kecamatan mengisi Zona Integritas",
                note=f"{_ZONE_NOTE} {rows.gate_legend(found)}.",
                columns=rows.gate_columns(found),
                rows=rows.gate_rows(found),
                delegate=lambda table: GateDelegate(table, height=_ROW_HEIGHT),
                is_empty=not found.counted,
            )
        )

    def _show_trend(self) -> None:
        """The regency's years beside the summary, where the window has room for them."""
        self.trend_card.setVisible(self._is_wide and self._has_trend and self.view.value() == SURVEY)

    def _show(self, view: _View) -> None:
        """Show a view; while it stays the same one, sorting, row and scroll position stay too."""
        kind = "/".join(column.title for column in view.columns)
        self.headline.setText(view.headline)
        self.base.setText(view.base)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        words, tone = view.quality
        self.quality.set_chip(words, tone)
        self.quality.setVisible(bool(words))
        is_same = kind == self._shown and view.rows == self._rows
        self._rows = view.rows
        if not is_same:
            self._natural = None
        if kind == self._shown:
            if not is_same:
                self.model.set_rows(view.rows)
        else:
            self._shown = kind
            self.model = RowsModel(view.columns, view.rows, key=lambda row: row.code, parent=self)
            self.proxy = _FirstStays(self.model, self)
            self.table.setSortingEnabled(False)
            self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.table.setModel(self.proxy)
            self._fitted = None
            self.table.setItemDelegate(view.delegate(self.table))
            self.table.setSortingEnabled(True)
            self._fit()
        self._show_trend()
        self.copy.setEnabled(not view.is_empty)
        self._show_proposal()
        self.context_changed.emit(view.base.partition(" · ")[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown:
            self._fit()

    def _fit(self) -> None:
        """Columns as wide as their words; where there is more room the rest shares it."""
        if self._natural is None or self._natural[0] != theme.generation():
            self._natural = (theme.generation(), *self._measure())
        _, first, widths = self._natural
        head = self.table.horizontalHeader()
        modes, has_room = QHeaderView.ResizeMode, sum(widths) <= self.table.viewport().width()
        if self._fitted == (self._natural, has_room):
            return  # the head shares out by itself; to say it again would paint every cell again
        self._fitted = (self._natural, has_room)
        head.setMinimumSectionSize(theme.px(_LEAST_WIDTH) // 2)
        for at, width in enumerate(widths):
            head.setSectionResizeMode(at, modes.Stretch if has_room and at >= first else modes.Fixed)
            head.resizeSection(at, width)

    def _measure(self) -> tuple[int, list[int]]:
        """The first column that shares what room is left, and how wide each wants to be."""
        lines = self.lines()
        is_asked = "Pengusulan" in lines[0]
        first = 6 if self.view.value() == SURVEY else 2 + is_asked if self.view.value() == ZONE else 1
        cell_font, head_font = theme.font("strong", tabular=True), theme.font("caption_strong")
        widths = []
        for at, title in enumerate(lines[0]):
            cells = [
                line[at] for line in lines[1:] if not at or any(line[2:])
            ]  # others say why over all cells
            wide = max((paint.width_of(cell, cell_font) for cell in cells), default=0)
            mark = theme.px(14) + 4 if at >= first and self.view.value() == ZONE else 0  # before the points
            wide += mark
            least = 0 if at < first else theme.px(_LEAST_WIDTH)
            widths.append(max(wide + 2 * SIDE, paint.width_of(title, head_font) + _HEAD_PADDING, least))
        return first, widths

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self._fit()  # what stands beside the table has come or gone
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        column.setSpacing(theme.SPACE_M)
        self.trouble = Banner("warn", can_dismiss=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme.SPACE_S)
        self.view = Segmented(
            [
                Choice(SURVEY, "Survei (SKM)"),
                Choice(STRATEGY, "Strategi 4+1"),
                Choice(ZONE, "Zona Integritas"),
            ],
            name="Yang dibandingkan",
        )
        self.view.set_value(SURVEY)
        self.period, self.level = ChoiceBox(), ChoiceBox()
        self.period.setAccessibleName("Periode")
        self.period.addItem("Semua periode", "")
        self.level.setAccessibleName("Predikat")
        self.period.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        # the names of former levels are long: they are read in the open list, and widen no page
        self.level.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.level.setMinimumContentsLength(21)
        bar.addWidget(self.view)
        bar.addWidget(self.period)
        bar.addWidget(self.level)
        bar.addStretch(1)
        column.addWidget(self._bar)
        summary = Card(padding=theme.SPACE_M)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        self.headline = WrapLabel("", "card")
        self.quality = Chip("", "info")
        head.addWidget(self.headline, 1)
        head.addWidget(self.quality, 0, Qt.AlignmentFlag.AlignTop)
        summary.body.addLayout(head)
        self.base = WrapLabel("", "caption", "text2")
        self.note = WrapLabel("", "caption", "text2")
        summary.body.addWidget(self.base)
        summary.body.addWidget(self.note)
        summary.body.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_M)
        top.addWidget(summary, 1)
        self.trend_card = Card(padding=theme.SPACE_S)
        self.trend = PeriodLine()
        self.trend_card.body.addWidget(self.trend)
        self.trend_card.hide()
        top.addWidget(self.trend_card)
        column.addLayout(top)
        frame = Card(padding=theme.SPACE_S)
        self.table.setMinimumHeight(theme.px(200))
        self.table.viewport().installEventFilter(self)
        frame.body.addWidget(self.table)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme.SPACE_M)
        self._beside.addWidget(frame, 1)
        self.proposal = ProposalPanel()  # of the office that is marked, in the view of the zone
        self.proposal.hide()
        self._beside.addWidget(self.proposal)
        column.addLayout(self._beside, 1)

    # --- acting -------------------------------------------------------------------------------------------

    def lines(self) -> list[list[str]]:
        """The table as it is sorted, with its headings."""
        across = range(self.proxy.columnCount())
        heads = [str(self.proxy.headerData(at, Qt.Orientation.Horizontal)) for at in across]
        lines = [heads]
        for at in range(self.proxy.rowCount()):
            cells = [str(self.proxy.index(at, column).data() or "") for column in across]
            missing = self.proxy.index(at, 0).data(RowRole).missing
            lines.append([cells[0], missing, *("" for _ in cells[2:])] if missing else cells)
        return lines

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(text.table(self.lines()))
        self.told.emit("Tabel tersalin", None)

    def _on_opened(self, index: QModelIndex) -> None:
        code = index.data(RowRole).code
        if code:
            self.wanted.emit(Link("inbox", code))

    def _show_proposal(self) -> None:
        """Read the conditions of the office that is marked; without one, of the first."""
        is_zone = self.view.value() == ZONE
        self.proposal.setVisible(is_zone)
        if not is_zone:
            return
        row = self.table.current_row()
        if not row.isValid():  # none is marked: the first that fills the sheet
            places = [self.proxy.index(at, 0) for at in range(self.proxy.rowCount())]
            row = next((one for one in places if one.data(RowRole).gates), places[0])
            self.table.setCurrentIndex(row)  # says so, and comes back here
            return
        level = self.level.currentData() or ""
        self.desk.read(
            conditions.load_proposal,
            row.data(RowRole).code,
            self.desk.identity.year,
            level,
            then=self.proposal.show_proposal,
            failed=lambda _: self.proposal.hide(),
        )

    def _tick(self, name: str, state: GateState, detail: str) -> None:
        found = self.proposal.shown
        assert found is not None
        before = next(one for one in found.results if one.condition.id == name)
        if (before.state, before.detail) == (state, detail):
            return
        self._ticks.append((found.office, name, before.state, before.detail))
        self._write(found.office, name, state, detail)
        self.told.emit(f"{before.condition.text}: {STATE_WORDS[state].lower()}", self.undo)

    def _write(self, office: str, name: str, state: GateState, detail: str) -> None:
        year = self.desk.identity.year
        self.desk.do(
            conditions.set_condition, office, year, name, state, detail, then=lambda _: self._show_proposal()
        )

    def _on_changed(self, changes: Changes, by: object) -> None:
        if self.isVisible() and changes.topics & _STALE_TOPICS:
            self.refresh()

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self.trouble.set_banner("info", told.what, told.todo)
        self.trouble.show()
        self.copy.setEnabled(False)


def _fill(box: ChoiceBox, items: list[tuple[str, str]], value: str) -> None:
    """Offer these; says nothing."""
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] != items:
        box.clear()
        for words, data in items:
            box.addItem(words, data)
    box.setCurrentIndex(max(box.findData(value), 0))
