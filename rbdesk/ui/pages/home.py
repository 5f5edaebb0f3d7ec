"""Beranda: where the office stands, what to do next, which days are near, and how far each area is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rbdesk.analysis.figures import Trend
from rbdesk.domain import checks
from rbdesk.domain.assessment import Stage
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import ROOT, ScoreSheet, score
from rbdesk.ui import theme
from rbdesk.ui.charts.chart_card import ChartCard, table_key
from rbdesk.ui.charts.trend import TrendChart, TrendLegend
from rbdesk.ui.models.answers import UNANSWERED, AnswerModel
from rbdesk.ui.models.checklist import Checklist, checklist
from rbdesk.ui.models.greeting import greeting
from rbdesk.ui.models.next_steps import NextStep, lock_words, next_steps
from rbdesk.ui.pages.home_parts.figures import area_lines, trend
from rbdesk.ui.parts import focus, places
from rbdesk.ui.parts.area_rows import AreaRows
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import Button, primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.clash_strip import ClashStrip
from rbdesk.ui.parts.deadline_card import Deadline, DeadlineCard
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.score_card import ScoreCard
from rbdesk.ui.parts.scroll import ScrollColumn, centred
from rbdesk.ui.parts.tab_order import in_reading_order
from rbdesk.ui.parts.task_row import TaskRow
from rbdesk.workflow import conflicts, followups, sending, surveys
from rbdesk.workflow.sending import SentPackage

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.office import OfficeYear

_TWO_COLUMNS_FROM = 900
_THREE_CARDS_FROM = 760
_OWN_DUTY = "kirim"  # the word that tells the office's own duty among the deadlines


class HomePage(Page):
    """The office's first page."""

    key = "home"
    title = "Beranda"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self._packages: tuple[SentPackage, ...] = ()
        self._items: tuple[followups.Item, ...] = ()
        self._lacks_survey = False
        self._link = Link("assessment")
        self._has_way_on = False
        self.way_on = primary("Lanjutkan penilaian", "clipboard-list")
        self.way_on.clicked.connect(lambda: self.wanted.emit(self._link))
        self.full = FullHome()
        self.full.wanted.connect(self.wanted)
        if any(place.key == "analysis" for place in places.places_of(Role.OFFICE)):
            self.full.score.offer_way()
        self.full.asked.connect(lambda code: self.traced.emit(self._number_of(code)))
        self.empty = EmptyHome()
        self.empty.wanted.connect(self.wanted)
        self.empty.proposing.connect(self._on_proposing)
        self._stack = QStackedLayout(self)
        for page in (QWidget(), self.empty, self.full):
            self._stack.addWidget(page)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show)
        answers.loaded.connect(self._on_changed)
        answers.answer_changed.connect(self._on_changed)

    def header_widgets(self) -> list[QWidget]:
        return [self.way_on] if self._has_way_on else []

    def refresh(self) -> None:
        self.desk.read(sending.list_packages, self.answers.key, then=self._on_packages)
        self.desk.read(conflicts.load_conflicts, self.answers.key, then=self.full.clash.show_conflicts)
        today, key = self.desk.clock().astimezone().date(), self.answers.key
        self.desk.read(followups.list_followups, key.office, key.year, today, then=self._on_items)
        self.desk.read(surveys.load_missing, key.office, key.year, then=self._on_survey)
        self._show()

    def number_in_focus(self) -> TraceWanted | None:
        code = self.full.areas.current()
        return self._number_of(code) if code else None

    def _number_of(self, code: str) -> TraceWanted:
        """The number at an area's row, which counts both parts of the area; of "" the whole."""
        return TraceWanted(self.answers.instrument.area_of(code).code if code else "")

    def regions(self) -> list[QWidget]:
        if self._stack.currentWidget() is self.full:
            return self.full.regions()
        return [self.empty] if self._stack.currentWidget() is self.empty else []

    def _on_packages(self, packages: tuple[SentPackage, ...]) -> None:
        if packages != self._packages:
            self._packages = packages
            self._show()

    def _on_items(self, items: tuple[followups.Item, ...]) -> None:
        if items != self._items:
            self._items = items
            self._show()

    def _on_survey(self, lacks: bool) -> None:
        if lacks != self._lacks_survey:
            self._lacks_survey = lacks
            self._show()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _on_proposing(self) -> None:
        self.answers.propose_last_year()
        self.wanted.emit(Link("assessment", filter="proposed"))

    def _show(self) -> None:
        year = self.answers.year
        if year is None:
            return
        is_late = not self.regions()
        now = self.desk.clock().astimezone()
        self.context_changed.emit(greeting(now, self.desk.identity.operator))
        is_empty = self.answers.sheet.answered[ROOT] == 0 and self.answers.assessment.stage is Stage.OPEN
        if is_empty:
            last = year.key.year - 1 if year.last_year is not None else None
            self.empty.set_sheet(self.answers.sheet, year=year.key.year, last_year=last)
            self._stack.setCurrentWidget(self.empty)
        else:
            self._fill(year, now)
            self._stack.setCurrentWidget(self.full)
        # before the first answer the page has its own filled button, and once locked the strip has the way on
        self._set_way_on(has=not is_empty and self.answers.assessment.stage is Stage.OPEN)
        if is_late:
            focus.enter_late(self, self.regions())

    def _fill(self, year: OfficeYear, now: datetime) -> None:
        model, identity = self.answers, self.desk.identity
        before = None if year.last_year is None else score(model.instrument, year.last_year.answers)
        found = checks.findings(model.instrument, model.assessment, year.context)
        listed = checklist(
            model.instrument,
            model.assessment,
            found,
            profile=year.profile,
            conflicts=year.conflicts,
        )
        official = next((one for one in self._packages if one.final), None)
        is_sent = official is not None and official.state == sending.SENT
        is_locked = model.assessment.stage is not Stage.OPEN
        self.full.score.set_score(
            model.sheet,
            target=identity.target,
            year=year.key.year,
            last=None if before is None else before.percent(),
        )
        self.full.areas.set_lines(
            area_lines(model.sheet, before),
            last_year="" if before is None else f"vs {year.key.year - 1}",
        )
        own = [_OWN_DUTY in title.casefold() for title, _ in identity.deadlines]
        self.full.deadlines.set_deadlines(
            [
                Deadline(title, day, is_own, is_done=is_own and is_sent)
                for (title, day), is_own in zip(identity.deadlines, own, strict=True)
            ],
            now.date(),
        )
        self.full.set_steps(
            next_steps(
                model.instrument,
                model.sheet,
                listed,
                stage=model.assessment.stage,
                is_sent=is_sent,
                unanswered=model.matching(UNANSWERED),
                followups=self._items,
                lacks_survey=self._lacks_survey,
            )
        )
        self.full.set_trend(
            trend(
                model.sheet,
                before,
                year.key.year,
                target=identity.target,
                is_provisional=not is_locked,
            )
        )
        self.full.set_lock(lock_words(year, official) if is_locked else ("", ""))
        self._choose_way_on(listed)

    def _choose_way_on(self, listed: Checklist) -> None:
        """The one filled button: go on answering, or check and send."""
        unanswered = self.answers.matching(UNANSWERED)
        if not listed.missing:
            words, icon, self._link = "Periksa dan kirim", "send", Link("send")
        elif unanswered:
            words, icon = "Lanjutkan penilaian", "clipboard-list"
            self._link = Link("assessment", unanswered[0])
        else:
            words, icon, self._link = "Lengkapi penilaian", "clipboard-list", Link("send")
        self.way_on.setText(words)
        self.way_on.set_icon(icon)

    def _set_way_on(self, *, has: bool) -> None:
        if has != self._has_way_on:
            self._has_way_on = has
            self.header_changed.emit()


class FullHome(QWidget):
    """The page once something is answered. Signals: `wanted(Link)` · `asked(code)` why the number of an area, of
    "" the whole, is what it is.
    """

    wanted = Signal(object)
    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.score = ScoreCard()
        self.score.way_wanted.connect(lambda: self.wanted.emit(Link("analysis")))
        self.score.asked.connect(lambda: self.asked.emit(""))
        self.areas = AreaRows()
        self.areas.chosen.connect(lambda code: self.wanted.emit(Link("assessment", code)))
        self.areas.asked.connect(self.asked)
        self.deadlines = DeadlineCard()
        self.lock = Banner(icon="lock")
        self.lock.acted.connect(lambda _: self.wanted.emit(Link("send")))
        self.lock.hide()
        self.clash = ClashStrip()
        self.clash.acted.connect(lambda key: self.wanted.emit(Link(key)))
        self.trend = TrendChart(name="Tren nilai")
        self._progress = Card()
        self._progress.body.addWidget(self.areas)
        self._steps = Card("Langkah berikutnya")
        self._step_rows: list[QWidget] = []
        self._shown_steps: tuple[NextStep, ...] = ()
        self.trend_card = ChartCard("Tren", self.trend)
        self._legend = TrendLegend()
        self.trend_card.add_legend(self._legend)
        table_key(self, self.trend_card)
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        outer.setSpacing(theme.SPACE_M)
        outer.addWidget(self.lock)
        outer.addWidget(self.clash)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M + 2)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self.score, self._progress)),
            (right, (self.deadlines, self._steps, self.trend_card)),
        ):
            column.setSpacing(theme.SPACE_M + 2)
            for card in cards:
                column.addWidget(card, 1 if card in (self._progress, self.trend_card) else 0)
        self._left, self._right = left, right
        self._columns.addLayout(left, 64)
        self._columns.addLayout(right, 36)
        outer.addLayout(self._columns, 1)
        self._content = content
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(ScrollColumn(centred(content)))

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.areas, self._steps]

    def set_steps(self, steps: Sequence[NextStep]) -> None:
        """What to do next, at most three lines."""
        if tuple(steps) == self._shown_steps:
            return
        self._shown_steps = tuple(steps)
        for row in self._step_rows:
            self._steps.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._step_rows = []
        for step in steps:
            if self._step_rows:
                self._step_rows.append(Line())
            row = TaskRow(IconTile(step.icon, step.tone), step.title, step.details, words=step.words)
            link = Link(step.page, step.focus, step.filter)
            row.acted.connect(lambda link=link: self.wanted.emit(link))
            self._step_rows.append(row)
        for row in self._step_rows:
            self._steps.body.addWidget(row)
        in_reading_order(self)

    def step_rows(self) -> list[TaskRow]:
        """The lines of what to do next."""
        return [row for row in self._step_rows if isinstance(row, TaskRow)]

    def set_trend(self, figure: Trend) -> None:
        """The years as lines."""
        self.trend_card.title.setText(f"Tren {figure.first}–{figure.last}")
        self._legend.set_figure(figure)
        self.trend.set_figure(figure)
        self.trend_card.fill_table()

    def set_lock(self, words: tuple[str, str]) -> None:
        """The strip that says since when nothing can be changed; without words it is not there."""
        title, details = words
        ways = [Way("receipt", "Lihat tanda terima")]
        self.lock.set_banner("info", title, details, ways, icon="lock")
        self.lock.setVisible(bool(title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_TWO_COLUMNS_FROM)
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        # one column: what to do stands before the statistics
        (self._right if is_wide else self._left).insertWidget(1, self._steps)


class EmptyHome(QWidget):
    """The page before the first answer. Signals: `wanted(Link)`, `proposing()` start from last year's answers."""

    wanted = Signal(object)
    proposing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._card = Card()
        self.state: EmptyState | None = None
        self._shown: tuple[int, int | None] | None = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M + 2)
        column.addWidget(self._card, 1)
        self._hints = QGridLayout()
        self._hints.setSpacing(theme.SPACE_M + 2)
        self._cards = [
            self._hint(
                "clipboard-list",
                1,
                "Jawab pertanyaan",
                "Perkiraan 3–4 jam. Bisa dibagi per area ke beberapa petugas.",
                ("Lihat 8 area", Link("assessment")),
            ),
            self._hint(
                "paperclip",
                2,
                "Siapkan bukti",
                "SK, foto, rekap, atau tangkapan layar. Seret berkas ke pertanyaannya.",
                ("Lihat daftar bukti", Link("evidence")),
            ),
            self._hint(
                "send",
                3,
                "Periksa dan kirim",
                "Satu berkas paket untuk Sekretariat, lewat WhatsApp, surel, atau stik.",
                ("Lihat pemeriksaan", Link("send")),
            ),
        ]
        column.addLayout(self._hints)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(ScrollColumn(centred(content)))
        self._place_hints(columns=3)

    def set_sheet(self, sheet: ScoreSheet, *, year: int, last_year: int | None) -> None:
        """Say what waits; `last_year` where its answers can be taken as a start."""
        if self._shown == (year, last_year):
            return
        self._shown = (year, last_year)
        ways = [Way("start", "Mulai menjawab", "clipboard-list", "primary")]
        if last_year is not None:
            ways.append(Way("propose", f"Pakai jawaban {last_year} sebagai awal", "history"))
        areas = len(sheet.instrument.areas)
        state = EmptyState(
            f"Belum ada jawaban untuk tahun {year}",
            f"Ada {sheet.questions[ROOT]} pertanyaan di {areas} area. "
            "Kerjakan sedikit demi sedikit; semua tersimpan otomatis di komputer ini.",
            ways,
        )
        state.acted.connect(self._on_acted)
        if self.state is not None:
            self._card.body.removeWidget(self.state)
            self.state.hide()
            self.state.deleteLater()
        self.state = state
        self._card.body.addWidget(state, 1)
        in_reading_order(self)

    def buttons(self) -> list[Button]:
        """The buttons of the three hints."""
        return [button for card in self._cards for button in cast("list[Button]", card.findChildren(Button))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_hints(columns=3 if self.width() >= theme.px(_THREE_CARDS_FROM) else 1)

    def _on_acted(self, key: str) -> None:
        if key == "propose":
            self.proposing.emit()
        else:
            self.wanted.emit(Link("assessment"))

    def _hint(self, icon: str, at: int, title: str, details: str, way: tuple[str, Link]) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.addWidget(IconTile(icon, "info", 42))
        top.addStretch(1)
        top.addWidget(Label(f"Langkah {at}", "caption_strong", "text3"))
        card.body.addLayout(top)
        card.body.addWidget(WrapLabel(title, "card"))
        card.body.addWidget(WrapLabel(details, "body", "text2"))
        card.body.addStretch(1)
        words, link = way
        button = secondary(words)
        button.clicked.connect(lambda: self.wanted.emit(link))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _place_hints(self, *, columns: int) -> None:
        if self._hints.count() and self._hints.columnCount() == columns:
            return
        for at, card in enumerate(self._cards):
            self._hints.addWidget(card, at // columns, at % columns)
        for at in range(3):
            self._hints.setColumnStretch(at, 1 if at < columns else 0)
