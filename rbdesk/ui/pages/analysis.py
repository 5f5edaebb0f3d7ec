"""Analisis: strength and weakness by area, and what would raise the score. Plays it through, changes no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Role
from rbdesk.domain.pathway import Path
from rbdesk.domain.scoring import ROOT, ScoreSheet, score
from rbdesk.errors import NotAllowed
from rbdesk.ui import theme
from rbdesk.ui.answer_form.score import show_score
from rbdesk.ui.models.answers import UNANSWERED, AnswerModel
from rbdesk.ui.models.simulation import Simulation, aim
from rbdesk.ui.pages.analysis_parts.charts import ChartsColumn
from rbdesk.ui.pages.analysis_parts.simulator import SimulatorCard, plan_steps
from rbdesk.ui.parts import focus, places
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.score_chip import ScoreChip
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import conditions, followups, planning
from rbdesk.workflow.changes import Changes

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.ui.pages.analysis_parts.gates import GatesView

_WIDEST = 1440
# pixels of the page at 100 % text
_SIDE_BY_SIDE_FROM, _WORDS_FROM, _HINT_FROM = 900, 1060, 470
_LEAST_SIMULATOR = 360
_PATH_WIDTH = 640
_STALE_TOPICS = frozenset({"conditions", "efforts", "settings"})


class AnalysisPage(Page):
    """The simulator beside the profile of the areas and their distance to the target."""

    key = "analysis"
    title = "Analisis"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self.simulation = Simulation(answers.instrument)
        self._efforts: dict[str, int] = {}
        self._awaited: dict[str, Any] | None = None  # a choice to take again once the answers are there
        self._shown: object = None  # the answers that the figures show
        self.chip = ScoreChip()
        self.gates: GatesView | None = None  # of a sheet that has them
        self._build()
        self._connect()

    # --- what the window asks -------------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [] if self.answers.instrument.levels else [self.chip]

    def keys(self) -> list[tuple[str, str]]:
        if self.answers.instrument.levels:
            return [("↑ ↓", "pindah"), ("Enter", "buka pertanyaan"), ("Ctrl+C", "salin tabel")]
        return [
            ("Space", "centang"),
            ("Enter", "buka pertanyaan"),
            ("U", "upaya"),
            ("X", "jangan usulkan"),
            ("Ctrl+T", "tabel"),
        ]

    def refresh(self) -> None:
        self.desk.read(planning.load_efforts, self.answers.key, then=self._on_efforts)
        if not self.answers.is_loaded:
            self.answers.load()
        elif self._shown is None:
            self._soon.start()  # the first time the page appears before it is filled
        else:
            self._show()

    def show_link(self, link: Link) -> None:
        """The focus is a question's code, or the code of an area to look at; of a sheet with gates a node's."""
        if self.answers.instrument.levels:
            if self.gates is not None:
                self.gates.table.look_at(link.focus)
        elif any(group.code == link.focus for group in self.answers.instrument.areas):
            self.simulation.look_at((link.focus,))
            self._show_choice()
        elif link.focus:
            self.simulator.table.set_current(link.focus)

    def place(self) -> Link:
        step = self.simulator.table.current_step()
        return Link(self.key, step.code if step is not None else "")

    def state(self) -> dict[str, Any]:
        return self.simulation.state()

    def restore(self, state: dict[str, Any]) -> None:
        self._awaited = state
        if self._shown is not None:
            self._take_awaited()

    def take_focus(self) -> bool:
        if self._stack.currentWidget() is self._blank:
            self.setFocus()  # until there is something to go to
            return True
        if self._stack.currentWidget() is not self.full:
            return False
        self.simulator.preferred_stop().setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def regions(self) -> list[QWidget]:
        if self._stack.currentWidget() is self.full:
            cards = (self.charts.radar_card, self.charts.bars_card)
            return [self.simulator, *(card for card in cards if not card.isHidden())]
        if self.gates is not None and self._stack.currentWidget() is self.gates:
            return self.gates.regions()
        return [self.empty] if self._stack.currentWidget() is self.empty else []

    def start_filter(self) -> bool:
        if self._stack.currentWidget() is not self.full:
            return False
        self.simulator.ask_limits()
        return True

    def undo(self) -> bool:
        """Only what was decided here: answers are never changed from a page that plays them through."""
        self._step(self.simulation.undo(), "Tidak ada yang bisa diurungkan di Analisis")
        return True

    def redo(self) -> bool:
        self._step(self.simulation.redo(), "Tidak ada yang bisa diulangi di Analisis")
        return True

    def number_in_focus(self) -> TraceWanted | None:
        if self.gates is not None and self._stack.currentWidget() is self.gates:
            row = self.gates.table.current_gate()
            return (
                TraceWanted(self.gates.code_of(row), instrument=self.answers.key.instrument) if row else None
            )
        if code := self.charts.area_in_focus():
            return TraceWanted(code)
        if self.simulator.table.hasFocus() and (step := self.simulator.table.current_step()) is not None:
            return TraceWanted(step.code)
        return None

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)  # the page scrolls and arranges itself anew, it never widens the window

    def adapt(self, width: int) -> None:
        side = theme.SPACE_XL if width >= 1240 else theme.SPACE_L
        self._outer.setContentsMargins(side, theme.SPACE_M, side, theme.SPACE_M)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.simulator.table.hasFocus() and self.simulator.step_keys(event)):
            super().keyPressEvent(event)

    # --- showing --------------------------------------------------------------------------------------------

    def _on_efforts(self, efforts: dict[str, int]) -> None:
        if efforts != self._efforts:
            self._efforts = efforts
            self._shown = None
            self._show()

    def _on_answers(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS and self.isVisible():
            self._shown = None
            self.refresh()

    def _show(self) -> None:
        if not self.answers.is_loaded:
            return
        is_late = not self.regions()
        sheet, target = self.answers.sheet, self.desk.identity.target
        if sheet.instrument.levels:
            self._show_gates(sheet)
            return
        show_score(self.chip, sheet, target)
        words, _ = aim(sheet.instrument, target)
        self.context_changed.emit(f"Kekuatan, kelemahan, dan jalan tercepat menuju {words}")
        is_empty = not sheet.answered[ROOT]
        if not is_empty:
            self._fill(sheet)
        self._stack.setCurrentWidget(self.empty if is_empty else self.full)
        if is_late:
            focus.enter_late(self, self.regions())

    def _show_gates(self, sheet: ScoreSheet) -> None:
        """The sheet has gates instead of one target (Zona Integritas)."""
        instrument = sheet.instrument
        if self.gates is None or self.gates.instrument is not instrument:
            self.gates = self._make_gates(instrument)
        words = f"PermenPANRB {instrument.levels[0].basis} · lembar sendiri, tidak memengaruhi nilai RB"
        self.context_changed.emit(words)
        now = (instrument.id, self.answers.assessment.answers)
        if self._shown != now:
            self._shown = now
            self.gates.set_sheet(sheet)
        self._stack.setCurrentWidget(self.gates)

    def _fill(self, sheet: ScoreSheet) -> None:
        now = (self.answers.assessment.answers, self.answers.last_year, self.desk.identity.target)
        if self._shown == now:
            return
        self._shown = now
        self.simulator.own_efforts = self._efforts
        self.simulation.set_answers(self.answers.assessment.answers, sheet, self._efforts)
        self._take_awaited()
        self._show_strip(sheet)
        self._show_charts(sheet)
        self._show_choice()

    def _show_strip(self, sheet: ScoreSheet) -> None:
        answered, asked = sheet.answered[ROOT], sheet.questions[ROOT]
        is_early = 2 * answered < asked
        self.strip.setVisible(is_early)
        if is_early:
            share = text.percent(answered * 100 / asked, 0)
            self.strip.set_banner(
                "info",
                f"Baru {share} terjawab. Gambaran masih bisa banyak berubah.",
                ways=[Way("answer", "Lanjutkan penilaian", "clipboard-list")],
            )

    def _show_charts(self, sheet: ScoreSheet) -> None:
        last = self.answers.last_year
        before = score(sheet.instrument, last.answers) if last is not None else None
        self.charts.set_sheet(sheet, before, self.answers.key.year, self.desk.identity.target)

    def _show_choice(self) -> None:
        self.simulator.show_choice(self.desk.identity.target)
        areas = self.simulation.choice.areas
        self.charts.set_selected(next(iter(areas)) if len(areas) == 1 else "")

    def _take_awaited(self) -> None:
        if self._awaited is not None:
            self.simulation.restore(self._awaited)
            self._awaited = None
            self._show_choice()

    # --- what the person does -------------------------------------------------------------------------------

    def _on_decided(self) -> None:
        self.simulator.complain("", can_lift=False)
        self._show_choice()

    def _on_area(self, code: str) -> None:
        self.simulation.look_at((code,) if code else ())
        self._on_decided()
        self.simulator.table.scrollToTop()

    def _step(self, moved: bool, nothing: str) -> None:
        if moved:
            self._on_decided()
        else:
            self.told.emit(nothing, None)

    def _ask_path(self) -> None:
        """Let the shortest path be searched on the store thread, within the limits."""
        limits = self.simulation.limits()
        self.simulator.suggest.setEnabled(False)
        self.desk.read(
            planning.load_path, self.answers.key, None, limits, then=self._on_path, failed=self._on_no_path
        )

    def _on_no_path(self, error: Exception) -> None:
        self.simulator.suggest.setEnabled(True)

    def _on_path(self, path: Path) -> None:
        self.simulator.suggest.setEnabled(True)
        target = text.number(self.desk.identity.target, 0)
        if not path.passes:
            most = text.number(path.most)
            areas = [group.short for group in self.answers.instrument.areas if group.code in path.blocked]
            if areas:
                least = self.simulation.choice.least
                words = f"Belum dapat mencapai {least}% dengan batasan ini: {text.listing(areas)}."
            elif self.simulation.choice.is_limited:
                words = f"Dengan batasan ini nilai paling tinggi {most}, belum melewati {target}."
            else:
                words = f"Semua perbaikan bersama-sama mencapai {most}, belum melewati {target}."
            self.simulator.complain(words, can_lift=self.simulation.choice.is_limited)
            return
        if not path.steps:
            self.told.emit(f"Nilai sekarang sudah melewati {target}.", None)
            return
        self.simulation.choose_path(path.steps)
        self._on_decided()
        self.simulator.explain(f"Dipilihkan: upaya paling ringan untuk melewati {target}.")

    def _keep_effort(self, code: str, effort: int | None) -> None:
        self.desk.do(planning.set_effort, self.answers.key, code, effort, by=self)

    def _make_plan(self) -> None:
        self._add_plan(plan_steps(self.simulation.rows()))

    def _add_plan(self, steps: list[tuple[str, str]]) -> None:
        if not steps:
            return
        self.desk.do(
            followups.add_plan,
            self.answers.key,
            steps,
            None,
            by=self,
            then=self._on_planned,
            failed=self._on_not_planned,
        )

    def _on_planned(self, changes: Changes) -> None:
        if not changes:
            self.told.emit("Rencana ini sudah ada di Tindak Lanjut.", None)
            return
        ids = sorted(changes.questions)
        words = f"{len(ids)} rencana dicatat di Tindak Lanjut"
        self.told.emit(words, lambda: self._withdraw(ids))

    def _withdraw(self, ids: list[str]) -> None:
        key = self.answers.key
        self.desk.do(followups.set_standing, key.office, key.year, ids, False, by=self)

    def _on_not_planned(self, error: Exception) -> None:
        if isinstance(error, NotAllowed):
            self.simulator.complain("Rencana tidak dapat dicatat sekarang.", can_lift=False)

    # --- the gates ------------------------------------------------------------------------------------------

    def _make_gates(self, instrument: Instrument) -> GatesView:
        from rbdesk.ui.pages.analysis_parts.gates import GatesView  # most offices never open this sheet

        view = GatesView(instrument)
        view.node_wanted.connect(lambda code: self.wanted.emit(Link("assessment", code)))
        view.answering_wanted.connect(self._continue_answering)
        view.path_wanted.connect(self._ask_path_to)
        view.plan_wanted.connect(self._show_whole_path)
        view.proposal_wanted.connect(self._ask_proposal)
        self._stack.addWidget(view)
        return view

    def _ask_path_to(self, level: str) -> None:
        assert self.gates is not None
        self.desk.read(planning.load_path, self.answers.key, level, then=self.gates.set_path)

    def _ask_proposal(self, level: str) -> None:
        assert self.gates is not None
        key = self.answers.key
        self.desk.read(conditions.load_proposal, key.office, key.year, level, then=self.gates.set_proposal)

    def _show_whole_path(self, path: Path) -> None:
        """The steps to all gates in a drawer, to be ticked."""
        from rbdesk.ui.pages.analysis_parts.path_list import PathList

        simulation = Simulation(self.answers.instrument)
        simulation.set_answers(self.answers.assessment.answers, self.answers.sheet, self._efforts)
        content = PathList(simulation, path)
        content.question_wanted.connect(lambda code: self.wanted.emit(Link("assessment", code)))
        content.plan.setVisible(self._has_plans)
        content.plan_wanted.connect(lambda: self._add_plan(plan_steps(content.steps())))
        self.drawer.set_title(f"Jalan ke {path.target.name}")
        self.drawer.set_content(content)
        self.drawer.slide_in()

    def _continue_answering(self) -> None:
        unanswered = self.answers.matching(UNANSWERED)
        self.wanted.emit(Link("assessment", unanswered[0] if unanswered else ""))

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.strip = Banner("info")
        self.strip.hide()
        self.simulator = SimulatorCard(self.simulation)
        role = self.desk.identity.role  # what the regency plans for itself has no page of its own
        self._has_plans = role is Role.OFFICE and any(
            place.key == "followup" for place in places.places_of(role)
        )
        self.simulator.plan.setVisible(self._has_plans)
        self.charts = ChartsColumn()
        content = QWidget()
        self._outer = QVBoxLayout(content)
        self._outer.setSpacing(theme.SPACE_M)
        self._outer.addWidget(self.strip)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M + 2)
        self._columns.addWidget(self.simulator, 60)
        self._columns.addWidget(self.charts, 40)
        self._outer.addLayout(self._columns, 1)
        self.full = ScrollColumn(_centred(content))
        self.empty = EmptyState(
            "Belum ada yang dapat dianalisis",
            "Analisis terisi begitu pertanyaan pertama dijawab: kekuatan tiap area dan apa yang menaikkan nilai.",
            [Way("answer", "Mulai menjawab", "clipboard-list", "primary")],
        )
        self.empty.acted.connect(lambda _: self.wanted.emit(Link("assessment")))
        self._stack = QStackedLayout(self)
        self._blank = QWidget()
        for widget in (self._blank, self.empty, self.full):
            self._stack.addWidget(widget)
        self.drawer = Drawer(self, "Jalan", width=_PATH_WIDTH)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)

    def _connect(self) -> None:
        self.answers.loaded.connect(self._on_answers)
        self.answers.answer_changed.connect(lambda _: self._on_answers())
        self.desk.changed.connect(self._on_changed)
        self.chip.clicked.connect(lambda: self.traced.emit(TraceWanted()))
        self.strip.acted.connect(lambda _: self._continue_answering())
        self.simulator.decided.connect(self._on_decided)
        self.simulator.path_wanted.connect(self._ask_path)
        self.simulator.plan_wanted.connect(self._make_plan)
        self.simulator.effort_kept.connect(self._keep_effort)
        self.simulator.question_wanted.connect(lambda code: self.wanted.emit(Link("assessment", code)))
        self.charts.chosen.connect(self._on_area)
        table = QShortcut(QKeySequence("Ctrl+T"), self)
        table.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        table.activated.connect(self.charts.toggle_tables)

    def _arrange(self) -> None:
        """Side by side where there is room, the charts scrolling alone; else the simulator first, as high as is seen."""
        ways = QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_SIDE_BY_SIDE_FROM)
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.charts.setMinimumHeight(0 if is_wide else self.charts.whole_height())
        seen = self.height() - 2 * theme.SPACE_M
        self.simulator.setMinimumHeight(0 if is_wide else max(seen, theme.px(_LEAST_SIMULATOR)))
        self.simulator.set_narrow(self.width() < theme.px(_WORDS_FROM))
        self.simulator.hint.setVisible(self.height() >= theme.px(_HINT_FROM))


def _centred(content: QWidget) -> QWidget:
    """The content in the middle of a very wide window."""
    content.setMaximumWidth(_WIDEST)
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(content, 1000)
    row.addStretch(1)
    return frame
