"""The rows in which laptops differ (picture 18): the list at the left, the versions of one row at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Dot, RowKey
from rbdesk.ui import theme
from rbdesk.ui.models.rows import RowsModel
from rbdesk.ui.pages.joining_parts.cards import VersionCards
from rbdesk.ui.pages.joining_parts.other import OtherAnswer
from rbdesk.ui.pages.joining_parts.progress import ClashTable, Panel, ProgressStrip, clash_columns
from rbdesk.ui.pages.joining_parts.wording import (
    ClashLine,
    clash_lines,
    heading,
    range_words,
    version_texts,
)
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.buttons import primary, quiet, secondary
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow.conflicts import Conflicts

OPEN, DONE, ALL = "open", "done", "all"
_TABS = ((OPEN, "Belum"), (DONE, "Sudah"), (ALL, "Semua"))
_LIST_WIDTH, _NARROW_LIST = 344, 276
_NARROW = 980  # of the page, under which the list is narrow and the strip says less
_OTHER = -1  # chosen: none of the versions, but another answer
_CAN_CHANGE_ELSEWHERE = "Sudah dipilih. Ubah lagi di tempatnya bila perlu."
_HINT = "Tidak ada yang dipilih menurut jam. Versi yang tidak dipakai tetap ada di Riwayat; bukti keduanya disimpan."


class ChoiceView(QWidget):
    """Signals: `resolving(row, Dot | Answer)` what stands in a row · `finished()` all are chosen and the person is
    done · `evidence_wanted(Evidence)`.
    """

    resolving = Signal(object, object)
    finished = Signal()
    evidence_wanted = Signal(object)

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument = instrument
        self._lines: tuple[ClashLine, ...] = ()
        self._chosen: dict[RowKey, int] = {}  # what is pointed at and not saved yet
        self._shown: ClashLine | None = None
        self._is_narrow = False
        self.strip = ProgressStrip()
        self.strip.done.clicked.connect(self.finished)
        self.tabs = FilterTabs(_TABS, name="Bentrok yang ditampilkan")
        self.tabs.chosen.connect(lambda _: self._fill())
        self.model = RowsModel(clash_columns(), key=lambda line: line.row, parent=self)
        self.table = ClashTable(self.model)
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(lambda _: self._enter_cards())
        self.code = Label("", "caption_strong", "text2")
        self.question = WrapLabel("", "question", selectable=True)
        self.cards = VersionCards()
        self.cards.chosen.connect(self._on_chosen)
        self.cards.evidence_wanted.connect(self.evidence_wanted)
        self.other = OtherAnswer()
        self.other.hide()
        self.other.edited.connect(self._judge)
        self.other.dismissed.connect(self._on_other_dismissed)
        self.write = secondary("Tulis jawaban lain", "edit")
        self.write.clicked.connect(self.write_other)
        self.skip = quiet("Lewati dulu")
        self.skip.clicked.connect(self._go_on)
        self.save = primary("Simpan pilihan, berikutnya", "arrow-right", keys="Ctrl+Enter")
        self.save.clicked.connect(self.keep)
        self.hint = WrapLabel(_HINT, "caption", "text3")
        self._lay_out()
        self._fit(
            is_narrow=True
        )  # until it is seen: a window grows to what a hidden view asks for, and stays so

    # --- what the page tells it ---------------------------------------------------------------------------

    def show_conflicts(self, found: Conflicts) -> None:
        """Show what is open and what was chosen; the row that was looked at stays, or the next open one comes."""
        former = self._shown.row if self._shown is not None else None
        had_focus = focus.is_in(QApplication.focusWidget(), self)
        self._lines = clash_lines(found, self._instrument)
        done = sum(line.open is None for line in self._lines)
        self._chosen = {line.row: self._chosen[line.row] for line in self._lines if line.row in self._chosen}
        self.strip.show_progress(range_words(found.range), found.agreed, done, len(self._lines))
        self.tabs.set_counts({OPEN: len(self._lines) - done, DONE: done, ALL: len(self._lines)})
        if self.tabs.value() == OPEN and self._lines and done == len(self._lines):
            self.tabs.set_value(ALL)
        elif self.tabs.value() == DONE and not done:
            self.tabs.set_value(OPEN)
        self._fill(former)
        if had_focus and (self._shown is None or self._shown.row != former or done == len(self._lines)):
            stop = self.strip.done if self._lines and done == len(self._lines) else self.table
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def point_at(self, question: str) -> None:
        """Show the row of a question, by its code."""
        line = next((one for one in self._lines if one.open and one.open.question == question), None)
        if line is not None:
            self.tabs.set_value(OPEN)
            self._fill(line.row)

    def shown(self) -> ClashLine | None:
        """The row whose versions stand at the right."""
        return self._shown

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.table, self.cards, self.save]

    # --- what the person does -----------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """Point at a version by its place, as its key does."""
        cards = self.cards.cards()
        if 0 <= place < len(cards) and self._shown is not None and self._shown.can_choose:
            self.cards.set_chosen(place)
            cards[place].choose.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._on_chosen(place)

    def write_other(self) -> None:
        """Ask for another answer than those of the laptops."""
        line = self._shown
        if line is None or not self.write.isVisible() or not self.write.isEnabled():
            return
        self._chosen[line.row] = _OTHER
        self.cards.set_chosen(None)
        one = line.open or line.settled
        code = one.question if one is not None else ""
        value = line.settled.value if line.settled is not None and line.chosen is None else None
        self.other.show_question(
            self._instrument.question(code), value if isinstance(value, Answer) else None
        )
        self.other.show()
        self._judge()
        self.other.take_focus()
        # Later: the layout has not made room for it yet
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.other, 0, 4))

    def keep(self) -> None:
        """Let what is chosen stand, and go on to the next open row."""
        choice = self._choice()
        if self._shown is None or choice is None:
            self._judge()
            self._enter_cards()
            return
        self._chosen.pop(self._shown.row, None)
        self.resolving.emit(self._shown.row, choice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isascii() and typed.isdecimal() and not event.modifiers():
            count = len(self.cards.cards())
            if 1 <= int(typed) <= count:
                self.choose(int(typed) - 1)
                return
            if int(typed) == count + 1:
                self.write_other()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(is_narrow=self.width() < theme.px(_NARROW))
        self.cards.fit(self.width() - self._left.width() - 2 * theme.SPACE_L)

    def _fit(self, *, is_narrow: bool) -> None:
        self._left.setFixedWidth(theme.px(_NARROW_LIST if is_narrow else _LIST_WIDTH))
        self.strip.set_narrow(is_narrow)
        self._is_narrow = is_narrow
        self._name_buttons()

    # --- showing ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._left = Panel()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, theme.SPACE_M, 0, 0)
        left.setSpacing(theme.SPACE_S)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(theme.SPACE_M, 0, theme.SPACE_M, 0)
        tabs.addWidget(self.tabs)
        left.addLayout(tabs)
        left.addWidget(self.table, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        self.code.setContentsMargins(0, 3, 0, 0)
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.question, 1)
        column.addLayout(head)
        column.addWidget(self.cards, 1)
        column.addWidget(self.other)
        told = QHBoxLayout()
        told.setSpacing(theme.SPACE_S)
        told.addWidget(IconLabel("info-circle", "text3", 16), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self.hint, 1)
        column.addLayout(told)
        self._scroll = ScrollColumn(content)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(theme.SPACE_L, theme.SPACE_XS, theme.SPACE_L, theme.SPACE_S)
        below.setSpacing(theme.SPACE_S)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.write)
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.save)
        below.addLayout(buttons)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._scroll, 1)
        right.addWidget(foot)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left)
        body.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.strip)
        outer.addLayout(body, 1)

    def _fill(self, former: RowKey | None = None) -> None:
        """The list of the tab; the former row if it is in it, else the one after it."""
        wanted = self.tabs.value()
        before = [line.row for line in self.model.rows()]
        lines = [line for line in self._lines if wanted == ALL or (line.open is not None) is (wanted == OPEN)]
        self.model.set_rows(lines)
        self.table.fit()
        rows = [line.row for line in lines]
        row = former if former in rows else _next(before, former, rows)
        if wanted == ALL and former in rows:
            line = lines[rows.index(former)]
            opened = [one.row for one in lines if one.open is not None]
            row = former if line.open is not None or not opened else opened[0]
        at = rows.index(row) if row in rows else -1
        if at >= 0:
            self.table.selectRow(at)
        self._show_line(lines[at] if at >= 0 else None)

    def _on_picked(self, index: QModelIndex) -> None:
        self._show_line(self.model.row_at(index))

    def _show_line(self, line: ClashLine | None) -> None:
        is_same = line is not None and self._shown is not None and line == self._shown
        self._shown = line
        if is_same:
            self._judge()
            return
        self.other.hide()
        for widget in (self.cards, self.write, self.skip, self.save):
            widget.setVisible(line is not None)
        if line is None:
            self.code.hide()
            self.question.setText("Semua bentrok sudah dipilih" if self._lines else "Tidak ada bentrok")
            return
        code, question = heading(line, self._instrument)
        self.code.setText(code)
        self.code.setVisible(bool(code))
        self.question.setText(question)
        chosen = self._chosen.get(line.row, line.chosen)
        texts = version_texts(line, self._instrument)
        self.cards.show_versions(texts, None if chosen == _OTHER else chosen, can_choose=line.can_choose)
        self.cards.fit(self.width() - self._left.width() - 2 * theme.SPACE_L)
        is_answer = line.row[0] == "answers"
        self.write.setVisible(is_answer)
        self._name_buttons()
        self.skip.setVisible(line.open is not None)
        self._scroll.verticalScrollBar().setValue(0)
        self._judge()

    def _on_chosen(self, place: int) -> None:
        if self._shown is not None:
            self._chosen[self._shown.row] = place
            self.other.hide()
            self._judge()

    def _on_other_dismissed(self) -> None:
        if self._shown is not None:
            self._chosen.pop(self._shown.row, None)
        self.other.hide()
        self.write.setFocus(Qt.FocusReason.OtherFocusReason)
        self._judge()

    def _choice(self) -> Dot | Answer | None:
        """What would stand now: a version by its dot, or an answer; None while nothing is chosen."""
        line = self._shown
        place = self._chosen.get(line.row) if line is not None else None
        if line is None or place is None:
            return None
        if place == _OTHER:
            return self.other.answer()
        if line.open is not None:
            return line.open.versions[place].dot
        value = line.settled.values[place] if line.settled is not None else None
        return value if isinstance(value, Answer) else None

    def _judge(self) -> None:
        """Say why nothing can be saved yet."""
        line = self._shown
        is_ready = self._choice() is not None
        can_choose = line is not None and line.can_choose
        self.save.setEnabled(is_ready)
        self._name_buttons()
        words = _HINT
        if line is not None and not can_choose:
            words = _CAN_CHANGE_ELSEWHERE
        elif line is not None and not is_ready and self._chosen.get(line.row) == _OTHER:
            words = "Isi jawabannya dahulu, atau pilih versi salah satu laptop."
        self.hint.setText(words)
        self.save.setAccessibleDescription("" if is_ready else "Pilih satu versi dahulu.")
        self.save.setToolTip("" if is_ready else "Pilih satu versi dahulu.")

    def _name_buttons(self) -> None:
        """Say less on the buttons of a narrow page."""
        is_open = self._shown is None or self._shown.open is not None
        write, save = "Tulis jawaban lain", "Simpan pilihan, berikutnya" if is_open else "Ganti pilihan"
        key = len(self.cards.cards()) + 1
        self.write.setText(f"{'Jawaban lain' if self._is_narrow else write}  {key}")
        self.write.setAccessibleName(write)
        self.skip.setText("Lewati" if self._is_narrow else "Lewati dulu")
        self.save.setText("Simpan" if self._is_narrow and is_open else save)
        self.save.setAccessibleName(save)

    def _enter_cards(self) -> None:
        cards = self.cards.cards()
        if cards:
            cards[0].choose.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_on(self) -> None:
        """To the next open row, round and round; nothing is chosen here."""
        rows = [index for index, line in enumerate(self.model.rows()) if line.open is not None]
        here = self.table.current_row().row()
        after = [at for at in rows if at > here] or rows
        if after:
            self.table.selectRow(after[0])
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _next(before: Sequence[RowKey], gone: RowKey | None, now: Sequence[RowKey]) -> RowKey | None:
    """The row after one that is settled, or the first."""
    at = list(before).index(gone) if gone is not None and gone in before else 0
    return next((row for row in before[at:] if row in now), next(iter(now), None))
