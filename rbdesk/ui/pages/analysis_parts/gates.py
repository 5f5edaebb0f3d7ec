"""Zona Integritas: instead of one target its gates, how far the sheet is filled in, and the shortest way to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rbdesk import messages, text, wording
from rbdesk.domain import gates
from rbdesk.domain.gates import GateLevel, GateResult, GateState
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.pathway import Path
from rbdesk.domain.scoring import ROOT, ScoreSheet
from rbdesk.ui import theme
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.models import gate_rows
from rbdesk.ui.models.gate_rows import STATE_WORDS, GateRow
from rbdesk.ui.pages.analysis_parts.gate_table import GateTable
from rbdesk.ui.pages.analysis_parts.proposal import ProposalCard
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import primary, soft
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.counters import Counted, Counters
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow.conditions import Proposal

_SIDE_WIDTH, _BESIDE_FROM = 330, 960  # pixels at 100 %
_MOST_LINES = 3
_HELD = "wbk"  # the condition that the level below is held already
_STATES = (
    Counted(GateState.MET.value, "terpenuhi", "check", "ok"),
    Counted(GateState.MISSED.value, "belum", "alert-triangle", "warn"),
    Counted(GateState.UNKNOWN.value, "belum dinilai", "circle-dashed", "open"),
)


class GatesView(QWidget):
    """Shows one sheet that has gates.

    Signals: `node_wanted(code)` go to the questions of a gate or area · `answering_wanted()` go on with what is not
    answered · `path_wanted(level)` search the shortest path · `plan_wanted(Path)` show the whole path ·
    `proposal_wanted(level)` read the conditions for a proposal.
    """

    node_wanted = Signal(str)
    answering_wanted = Signal()
    path_wanted = Signal(str)
    plan_wanted = Signal(object)
    proposal_wanted = Signal(str)

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.instrument = instrument
        self.sheet: ScoreSheet | None = None
        self.results: tuple[GateResult, ...] = ()
        self._path: Path | None = None
        self._build()
        self._connect()

    # --- showing --------------------------------------------------------------------------------------------

    @property
    def level(self) -> GateLevel:
        """The level whose limits are shown."""
        found = self.instrument.gate_level(str(self.levels.value()))
        assert found is not None
        return found

    def set_sheet(self, sheet: ScoreSheet) -> None:
        """Show the gates of this score."""
        self.sheet = sheet
        self._path = None
        self._show()

    def set_path(self, path: Path) -> None:
        """Show the shortest path that was asked for; one to another level is too late."""
        if path.target.level == self.level.id:
            self._path = path
            self._show_path()

    def set_proposal(self, found: Proposal) -> None:
        """Show the conditions that were asked for; those of another level are too late."""
        if found.level == self.level.id:
            self.proposal.show_proposal(found)
            self.proposal.show()
            holds = {one.condition.id for one in found.results if one.state is GateState.MET}
            self.requires.setVisible(bool(self.level.requires) and _HELD not in holds)

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.levels, self.counters, self.table, self.side]

    def _show(self) -> None:
        if self.sheet is None:
            return
        level = self.level
        is_empty = not self.sheet.answered[ROOT]
        self.results = gates.judge_gates(self.instrument, self.sheet, level.id)
        if is_empty:  # nobody has begun: nothing is judged yet
            self.results = tuple(
                replace(result, state=GateState.UNKNOWN, gap=None) for result in self.results
            )
        self.counters.set_counts(gate_rows.counts(self.results))
        self.table.gates.set_title(f"Syarat menuju {level.id}")
        self.requires.setVisible(bool(level.requires))
        self.requires.set_banner("info", f"{level.id} hanya untuk unit yang sudah berpredikat WBK")
        not_found = any(not result.gate.is_found for result in self.results)
        said = [wording.LIMIT_NOT_SEEN] if not_found else []
        is_open = any(result.state is not GateState.MET for result in self.results)
        said += ["Nilai total tinggi tidak menutup satu syarat yang belum terpenuhi."] if is_open else []
        self.foot.setText(" ".join(said))
        self.foot.setVisible(bool(said))
        self._show_rows()
        self._show_progress()
        self._show_path()
        self.start.setVisible(is_empty)
        self.path_wanted.emit(level.id)
        self.proposal_wanted.emit(level.id)

    def _show_rows(self) -> None:
        wanted = self.counters.value()
        shown = [result for result in self.results if not wanted or result.state.value == wanted]
        self.table.set_gates(gate_rows.gate_rows(self.instrument, shown))
        self._stack.setCurrentIndex(0 if shown else 1)

    def _show_progress(self) -> None:
        assert self.sheet is not None
        answered, asked = self.sheet.answered[ROOT], self.sheet.questions[ROOT]
        self.filled.setText(f"{answered} dari {asked}")
        for (name, bar, count), (area, done, of) in zip(
            self._progress, gate_rows.area_progress(self.sheet), strict=True
        ):
            name.setText(area)
            bar.set_share(done / of if of else 0)
            bar.setAccessibleName(f"{area}: {done} dari {of} terjawab")
            count.setText(f"{done}/{of}")
            count.set_ink("text3" if done == of else "warn")
        left = self._left_to_answer()
        self.answer.setVisible(left > 0)
        self.answer.setText("Mulai isi lembar ZI" if not answered else f"Jawab {left} pertanyaan tersisa")

    def _left_to_answer(self) -> int:
        """Unanswered questions that the office can answer itself: results of outside surveys are not its own."""
        assert self.sheet is not None
        count = 0
        for place in self.instrument.question_places:
            question, share = self.instrument.nodes[place].question, self.sheet.shares[place]
            assert question is not None
            assert share is not None
            count += not share.answered and not gates.is_from_outside(question)
        return count

    def _show_path(self) -> None:
        self.path_title.setText(f"Jalan terdekat ke {self.level.id}")
        lines = gate_rows.path_lines(self.instrument, self._path.steps) if self._path is not None else ()
        for at, row in enumerate(self._path_rows):
            row.setVisible(at < len(lines))
            if at < len(lines):
                row.show_line(lines[at])
        self.path_note.setText(self._path_words())
        self.path_note.setVisible(bool(self.path_note.text()))
        self.plan.setVisible(bool(lines))

    def _path_words(self) -> str:
        path = self._path
        if path is None:
            return "Menghitung…"
        if path.blocked:
            names = [self._name_of(name) for name in path.blocked]
            return f"Dengan jawaban terbaik pun belum tercapai: {text.listing(names)}."
        if path.steps:
            return ""
        waiting = [row for row in path.gates if row.state is GateState.UNKNOWN]
        if waiting:
            return "Tinggal menunggu hasil dari luar."
        return "Semua syarat sudah terpenuhi."

    def _name_of(self, gate_id: str) -> str:
        found = next((gate for gate in self.level.gates if gate.id == gate_id), None)
        return messages.gate_name(found).lower() if found is not None else gate_id

    # --- what the person does -------------------------------------------------------------------------------

    def code_of(self, row: GateRow) -> str:
        """The code of what a gate measures, "" for the whole sheet."""
        place = row.result.gate.places[0]
        return "" if place == ROOT else self.instrument.nodes[place].code

    def open_gate(self, row: GateRow) -> None:
        """Go to the questions behind a gate."""
        place = row.result.gate.places[0]
        node = self.instrument.nodes[place]
        if node.level in ("root", "part"):
            node = self.instrument.nodes[self.instrument.questions_under(place)[0]]
        self.node_wanted.emit(node.code)

    def _on_opened(self) -> None:
        row = self.table.current_gate()
        if row is not None:
            self.open_gate(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self.table, "syarat", self.table.lines).exec(event.globalPos())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_BESIDE_FROM)
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.side.setMaximumWidth(theme.px(_SIDE_WIDTH) if is_wide else 16777215)
        self.side.setMinimumWidth(theme.px(_SIDE_WIDTH) if is_wide else 0)
        self._card.setMinimumHeight(0 if is_wide else max(self.height() - 130, theme.px(240)))
        self._top.setDirection(ways.LeftToRight if self.width() >= theme.px(620) else ways.TopToBottom)

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        levels = gate_rows.levels_of(self.instrument)
        choices = [Choice(level.id, level.id, level.title) for level in levels]
        self.levels = Segmented(choices, name="Predikat")
        self.levels.set_value(levels[0].id)
        self.counters = Counters(_STATES, name="Syarat menurut keadaan")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.SPACE_M)
        self._top.addWidget(self.levels)
        self._top.addWidget(self.counters, 1)
        self.requires = Banner("info")
        self.start = Banner("info", "Semua syarat belum dinilai: lembar ZI belum diisi")
        self.table = GateTable()
        self._card = Card(padding=theme.SPACE_S)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self.nothing = EmptyState(
            "Tidak ada syarat dalam keadaan ini", "", [Way("all", "Tampilkan semua")], icon="filter"
        )
        self._stack.addWidget(ScrollColumn(self.nothing))
        self._card.body.addLayout(self._stack, 1)
        self.foot = WrapLabel("", "caption", "text3")
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(self._top)
        left.addWidget(self.requires)
        left.addWidget(self.start)
        left.addWidget(self._card, 1)
        left.addWidget(self.foot)
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(theme.SPACE_M)
        right.addWidget(self._progress_card())
        right.addWidget(self._path_card())
        self.proposal = ProposalCard()
        self.proposal.hide()  # until it is read
        right.addWidget(self.proposal)
        right.addStretch(1)
        content = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._columns.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        self._columns.setSpacing(theme.SPACE_M)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self.side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(content))

    def _progress_card(self) -> Card:
        card = Card("Isi lembar ZI")
        self.filled = Label("", "strong")
        card.head.addWidget(self.filled)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setColumnStretch(0, 1)
        self._progress: list[tuple[ElidedLabel, Bar, Label]] = []
        for at, area in enumerate(self.instrument.areas):
            row = (ElidedLabel(area.short), Bar(), Label("", "caption", "text3"))
            self._progress.append(row)
            for column, widget in enumerate(row):
                grid.addWidget(widget, at, column)
        card.body.addLayout(grid)
        self.answer = primary("", "clipboard-list")
        card.body.addWidget(self.answer)
        return card

    def _path_card(self) -> Card:
        card = Card("Jalan terdekat")
        self.path_title = card.title
        self._path_rows = [_PathRow(number) for number in range(1, _MOST_LINES + 1)]
        for row in self._path_rows:
            card.body.addWidget(row)
        self.path_note = WrapLabel("", "caption", "text2")
        card.body.addWidget(self.path_note)
        self.plan = soft("Lihat jalan lengkap", "trending-up")
        line = QHBoxLayout()
        line.addWidget(self.plan)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def _connect(self) -> None:
        self.levels.chosen.connect(lambda _: self._on_level())
        self.counters.chosen.connect(lambda _: self._show_rows())
        self.nothing.acted.connect(lambda _: self._show_all())
        self.table.opened.connect(lambda _: self._on_opened())
        self.answer.clicked.connect(self.answering_wanted)
        self.plan.clicked.connect(lambda: self.plan_wanted.emit(self._path))

    def _on_level(self) -> None:
        self._path = None
        self._show()

    def _show_all(self) -> None:
        self.counters.set_value("")
        self._show_rows()


class _PathRow(QWidget):
    """One area of the path: number, name over what is to be done, points."""

    def __init__(self, number: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(theme.SPACE_M)
        row.addWidget(Label(str(number), "chip", "on_primary_soft"))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = ElidedLabel("", "strong")
        self._words = ElidedLabel("", "caption", "text2")
        words.addWidget(self._name)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        self._points = Label("", "strong", "ok")
        row.addWidget(self._points)

    def show_line(self, line: gate_rows.PathLine) -> None:
        """Show what one area asks for."""
        self._name.setText(line.area)
        self._words.setText(line.words)
        self._points.setText(f"{text.signed(line.points)} poin")


def summary(results: Sequence[GateResult]) -> str:
    """How the gates stand, in words: "5 terpenuhi, 3 belum, 4 belum dinilai"."""
    found = gate_rows.counts(results)
    return ", ".join(f"{found[state.value]} {words.lower()}" for state, words in STATE_WORDS.items())
