"""The simulator: what would raise the score, what a person ticks of it, and where that leads. Changes no answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rbdesk import text, wording
from rbdesk.domain.scoring import band
from rbdesk.ui import theme
from rbdesk.ui.models.simulation import Simulation, Step, aim
from rbdesk.ui.pages.analysis_parts.limits import effort_menu, limits_menu, limits_words
from rbdesk.ui.pages.analysis_parts.step_table import StepTable
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import icon_button, link, primary, secondary, soft
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.category_scale import CategoryScale, Marker, ScaleBand
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel

_REGENCY = "pemda"  # the level of the sheet whose index the bands were made for
_HINT = "Centang perbaikan yang realistis. Nilai dihitung ulang seketika."


class SimulatorCard(Card):
    """Shows a `Simulation`; decisions go to it at once, `show_choice` paints them.

    Signals: `decided()` the choice is another · `path_wanted()` the person wants steps to be chosen ·
    `plan_wanted()` the ticked steps shall become a plan · `question_wanted(code)` · `effort_kept(code, effort)` the
    effort of a question, None as the sheet proposes.
    """

    decided = Signal()
    path_wanted = Signal()
    plan_wanted = Signal()
    question_wanted = Signal(str)
    effort_kept = Signal(str, object)

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.simulation = simulation
        self.own_efforts: dict[str, int] = {}
        self._target = Decimal(60)
        self._is_narrow = False
        self._build()
        self._connect()

    # --- showing --------------------------------------------------------------------------------------------

    def show_choice(self, target: Decimal) -> None:
        """Show the rows, the plan on the scale and the sum; `target` in percent, exclusive."""
        self._target = target
        self.hint.setText(_HINT)
        self.table.set_steps(self.simulation.rows(), self.simulation.is_shown)
        self._show_words()
        self._show_scale()
        self._show_sum()

    def complain(self, words: str, *, can_lift: bool) -> None:
        """Say why no path was found; "" takes it away."""
        ways = [Way("lift", "Hapus batasan")] if can_lift else []
        self.trouble.set_banner("warn", words, "", ways)
        self.trouble.setVisible(bool(words))

    def explain(self, words: str) -> None:
        """Say why these steps are ticked, until the next decision, and show the first of them."""
        self.hint.setText(f"{words} Hasilnya boleh diubah.")
        chosen = next((step for step in self.table.shown_steps() if step.is_chosen), None)
        if chosen is not None:
            self.table.set_current(chosen.code)

    def set_narrow(self, is_narrow: bool) -> None:
        """Effort and category in fewer words where there is little room."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._show_sum()
        self.table.set_narrow(is_narrow)

    def preferred_stop(self) -> QWidget:
        """The list: there one begins."""
        if not self.table.current_row().isValid() and self.table.proxy.rowCount():
            self.table.setCurrentIndex(self.table.proxy.index(0, 0))
        return self.table

    def step_keys(self, event: QKeyEvent) -> bool:
        """What the letters do at the row that is looked at; False if the key is none of them."""
        step = self.table.current_step()
        if event.modifiers() or step is None:
            return False
        if event.key() == Qt.Key.Key_U:
            self._ask_effort(step.code)
        elif event.key() == Qt.Key.Key_X:
            self.simulation.leave_out(step.code, not step.is_left_out)
            self.decided.emit()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._widen(step, 1 if event.key() == Qt.Key.Key_Plus else -1)
        else:
            return False
        return True

    def _show_words(self) -> None:
        words, _ = aim(self.simulation.instrument, self._target)
        is_reached = self.simulation.sheet.percent() > self._target
        name = words if len(words) < 4 else f"nilai {words}"
        self.headline.setText(
            "Apa lagi yang menaikkan nilai kita?" if is_reached else f"Apa yang menaikkan kita ke {name}?"
        )
        limits = limits_words(self.simulation.instrument, self.simulation.choice)
        self.limits_line.setText(limits)
        self._limits_row.setVisible(bool(limits))
        self.limits.setAccessibleName(f"Batasan: {limits}" if limits else "Batasan")

    def _show_scale(self) -> None:
        instrument, sheet = self.simulation.instrument, self.simulation.sheet
        now, plan = sheet.percent(), self.simulation.percent()
        markers = [Marker(now, f"Sekarang {text.number(now)}")]
        if self.simulation.choice.steps:
            markers.append(Marker(plan, f"Rencana {text.number(plan)}", "plan"))
        bands = [ScaleBand(one.code, one.above) for one in instrument.bands]
        found = band(instrument, now)
        self.scale.set_scale(bands, markers, target=self._target, current=found.code if found else "")

    def _show_sum(self) -> None:
        instrument = self.simulation.instrument
        count, plan = len(self.simulation.choice.steps), self.simulation.percent()
        has_any = count > 0
        found = band(instrument, plan)
        self.count.setText(f"{count} dipilih" if has_any else "Belum ada yang dipilih")
        gain = plan - self.simulation.sheet.percent()
        self.gain.setText(f"· {text.signed(gain)} poin menjadi")
        self.reached.setText(text.number(plan))
        if found is not None:
            is_own_scale = instrument.level == _REGENCY
            words = found.code if is_own_scale else f"Setara {found.code}"
            self.equals.set_band(found.code, words if self._is_narrow else f"{words} · {found.label}")
        for widget in (self.gain, self.reached, self.equals):
            widget.setVisible(has_any)
        missing = Fraction(self._target) - plan
        is_short = has_any and missing >= 0
        rest = (
            f" Kurang {text.number(missing)} poin menuju {aim(instrument, self._target)[0]}."
            if missing
            else ""
        )
        if is_short and not missing:
            rest = f" Tepat {text.number(self._target, 0)} belum melewatinya."
        self.note.setText(wording.ESTIMATE + (rest if is_short else ""))
        self.clear.setVisible(has_any)
        self.plan.setEnabled(has_any)
        self.plan.setToolTip("" if has_any else "Centang dahulu perbaikan yang akan dikerjakan")

    # --- what the person does -------------------------------------------------------------------------------

    def _on_ticked(self, code: str, on: bool) -> None:
        self.simulation.choose(code, on)
        self.decided.emit()

    def _on_clear(self) -> None:
        self.simulation.choose_path(())
        self.decided.emit()
        self.table.setFocus()

    def _on_lift(self) -> None:
        self.simulation.lift_limits()
        self.decided.emit()

    def _widen(self, step: Step, by: int) -> None:
        """Tick the next wider or narrower step of the same question."""
        steps = self.simulation.steps_of(step.code)
        here = next(at for at, one in enumerate(steps) if one.candidate.after == step.candidate.after)
        there = min(max(here + by, 0), len(steps) - 1)
        if there != here and not step.is_left_out:
            self.simulation.choose_step(steps[there].candidate)
            self.decided.emit()

    def ask_limits(self) -> None:
        """Open the menu of the limits."""
        menu = limits_menu(self, self.simulation, self.decided.emit)
        _popup(menu, self.limits.mapToGlobal(QPoint(0, self.limits.height() + 2)))

    def _ask_effort(self, code: str) -> None:
        index = self.table.current_row()
        area = self.table.visualRect(index.siblingAtColumn(2))
        menu = self._effort_menu(code)
        _popup(menu, self.table.viewport().mapToGlobal(area.bottomLeft()))

    def _effort_menu(self, code: str) -> QMenu:
        proposed = self.simulation.instrument.question(code).effort
        current = self.own_efforts.get(code, proposed)
        return effort_menu(
            self,
            current,
            proposed,
            is_own=code in self.own_efforts,
            keep=lambda effort: self.effort_kept.emit(code, effort),
        )

    def row_menu(self, step: Step) -> QMenu:
        """What can be done with one row."""
        menu = QMenu(self)
        opening = menu.addAction(theme.icon("clipboard-list"), "Buka pertanyaan\tEnter")
        opening.triggered.connect(lambda: self.question_wanted.emit(step.code))
        steps = self.simulation.steps_of(step.code)
        if len(steps) > 1 and not step.is_left_out:
            further = menu.addMenu(theme.icon("arrow-up"), "Sampai jawaban")
            for one in steps:
                words = (
                    f"{one.after}  ({text.signed(one.points)} poin, {wording.EFFORTS[one.effort].lower()})"
                )
                action = further.addAction(words)
                action.setCheckable(True)
                action.setChecked(one.candidate.after == step.candidate.after)
                action.triggered.connect(lambda _=False, one=one: self._choose_step(one))
        effort = self._effort_menu(step.code)
        effort.setTitle("Upaya\tU")
        effort.setIcon(theme.icon("adjustments"))
        menu.addMenu(effort)
        words = "Usulkan lagi\tX" if step.is_left_out else "Jangan usulkan pertanyaan ini\tX"
        leaving = menu.addAction(theme.icon("plus" if step.is_left_out else "minus"), words)
        leaving.triggered.connect(lambda: self._leave_out(step))
        menu.addSeparator()
        copy = menu.addAction(theme.icon("clipboard-text"), "Salin daftar sebagai tabel\tCtrl+C")
        copy.triggered.connect(self.table.copy_rows)
        return menu

    def _choose_step(self, step: Step) -> None:
        self.simulation.choose_step(step.candidate)
        self.decided.emit()

    def _leave_out(self, step: Step) -> None:
        self.simulation.leave_out(step.code, not step.is_left_out)
        self.decided.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        step = self.table.current_step()
        if step is not None and self.table.underMouse() | self.table.hasFocus():
            _popup(self.row_menu(step), event.globalPos())

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.headline = WrapLabel("", "dialog")
        self.hint = WrapLabel(_HINT, "caption", "text2")
        self.limits = secondary("Batasan", "adjustments")
        self.suggest = soft("Pilihkan untuk saya", "bulb")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.limits)
        buttons.addWidget(self.suggest)
        buttons.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE_S)
        top.addWidget(self.headline, 1)
        top.addLayout(buttons)
        self.body.addLayout(top)
        self.body.addWidget(self.hint)
        self.trouble = Banner("warn")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.scale = CategoryScale(name="Nilai sekarang dan rencana pada skala 0 sampai 100")
        self.body.addWidget(self.scale)
        self._limits_row = QWidget()
        row = QHBoxLayout(self._limits_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.limits_line = ElidedLabel("", "caption_strong", "on_primary_soft")
        self.lift = link("Hapus batasan")
        row.addWidget(self.limits_line, 1)
        row.addWidget(self.lift)
        self._limits_row.hide()
        self.body.addWidget(self._limits_row)
        self.table = StepTable()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(Line())
        self.body.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.count = Label("", "strong")
        self.gain = Label("", "body", "text2")
        self.reached = Label("", "card")
        self.equals = BandChip("D")
        self.clear = icon_button("x", "Kosongkan pilihan")
        self.note = WrapLabel(wording.ESTIMATE, "caption", "text2")
        self.plan = primary("Jadikan rencana", "target-arrow")
        sums = QHBoxLayout()
        sums.setSpacing(6)
        for widget in (self.count, self.gain, self.reached, self.equals, self.clear):
            sums.addWidget(widget)
        sums.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addLayout(sums)
        left.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        foot.addLayout(left, 1)
        foot.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignVCenter)
        return foot

    def _connect(self) -> None:
        self.table.ticked.connect(self._on_ticked)
        self.table.opened.connect(lambda _: self._open_question())
        self.table.effort_asked.connect(self._ask_effort)
        self.suggest.clicked.connect(self.path_wanted)
        self.limits.clicked.connect(self.ask_limits)
        self.lift.clicked.connect(self._on_lift)
        self.trouble.acted.connect(lambda _: self._on_lift())
        self.clear.clicked.connect(self._on_clear)
        self.plan.clicked.connect(self.plan_wanted)

    def _open_question(self) -> None:
        step = self.table.current_step()
        if step is not None:
            self.question_wanted.emit(step.code)


def plan_steps(steps: Sequence[Step]) -> list[tuple[str, str]]:
    """The ticked steps as a plan: the question, and what is to be done in words."""
    return [(step.code, f"{step.words} ({step.before} → {step.after})") for step in steps if step.is_chosen]


def _popup(menu: QMenu, spot: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(spot)
