"""The points of a desk to choose from, what the chosen one would bring, and the button that names it.

Needs no open desk: it stands on the page and on the screen of a desk that cannot be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rbdesk import messages, text, wording
from rbdesk.errors import RBDeskError
from rbdesk.progress import Progress
from rbdesk.ui import dialogs, jobs, theme
from rbdesk.ui.delegates import MarkDelegate, RowDelegate, TwoLineDelegate
from rbdesk.ui.models.rows import RIGHT, Column, RowsModel
from rbdesk.ui.pages.restore_parts import words
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import link, primary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.settings.backups import STEPS
from rbdesk.ui.parts.working import Working
from rbdesk.workflow import upkeep
from rbdesk.workflow.upkeep import Listed, Told

_SIDE_BY_SIDE = 1000
_TIME, _REASON, _ANSWERS, _EVIDENCE, _SIZE, _STATE = range(6)


class RestoreView(QWidget):
    """Signals: `chosen(Errand)` the person wants this restore."""

    chosen = Signal(object)

    def __init__(
        self,
        folder: Path,
        *,
        who: str,
        clock: Callable[[], datetime],
        is_damaged: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._source = folder, folder
        self._who, self._clock, self._is_damaged = who, clock, is_damaged
        self._now_counts: Mapping[str, int] | None = None
        self._told: Told | None = None
        self._job: jobs.Handle | None = None
        self._looking: jobs.Handle | None = None
        self.model = RowsModel(self._columns(), key=lambda one: one.point.number, parent=self)
        self.table = RowTable(name="Titik cadangan", row_height=46)
        self.count = Label("", "caption", "text2")
        self.take = link("Ambil dari stik…", "usb")
        self.empty = EmptyState(
            "Belum ada cadangan",
            "RBDesk membuatnya sendiri setiap setengah jam bekerja. Bila salinannya ada di stik, ambil dari sana.",
            (Way("stick", "Ambil dari stik…", "usb", "primary"),),
            icon="history",
        )
        self.working = Working()
        self.trouble = Banner("err", can_dismiss=True)
        self.later = QCheckBox("Jalankan ulang perubahan sesudah titik ini")
        self.later.setAccessibleName(self.later.text())
        self.later.setChecked(is_damaged)
        self.act = primary("Pulihkan", "history")
        self.act.setEnabled(False)
        self._numbers = QGridLayout()
        self._steps = WrapLabel("", "caption", "text2")
        self._note = WrapLabel("", "caption", "warn")
        self._lay_out()
        self.table.setModel(self.model)
        self._dress_table()
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(lambda _: self._on_act())
        self.take.clicked.connect(self._on_take)
        self.empty.acted.connect(lambda _: self._on_take())
        self.later.toggled.connect(lambda _: self._look_ahead())
        self.act.clicked.connect(self._on_act)
        self.working.cancelled.connect(self._on_stop)

    # --- what is shown --------------------------------------------------------------------------------------

    def read(self) -> None:
        """List the points again, each looked at."""
        if self._job is not None and self._job.is_running:
            return
        self.trouble.hide()
        self.working.begin("Memeriksa cadangan…")
        self.working.setVisible(not self.model.rows())
        source = self._source
        self._job = jobs.start(
            lambda progress: upkeep.list_backups(source, progress),
            done=self._on_listed,
            failed=self._on_failed,
            progressed=lambda done, total, label: self.working.show_step(
                STEPS.get(label, ""), done / total if total > 0 else 0.0
            ),
            cancelled=self.working.hide,
        )

    def show_now(self, counts: Mapping[str, int]) -> None:
        """What the desk holds now, for the third column."""
        self._now_counts = counts
        self._show_numbers()

    def chosen_point(self) -> Listed | None:
        """The point that is chosen, None where none can be."""
        row = self.model.row_at(self.table.current_row())
        return row if isinstance(row, Listed) and row.is_whole else None

    def regions(self) -> list[QWidget]:
        """What is shown: what runs, table and side, or the way to a stick where there is nothing."""
        shown: list[QWidget] = [self.working] if not self.working.isHidden() else []
        if not self.empty.isHidden():
            return [*shown, self.empty]
        return [*shown, self.table, self._side] if not self._body.isHidden() else shown

    def adapt(self, width: int) -> None:
        """Arrange for a window of this width."""
        is_wide = width >= _SIDE_BY_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        self._side.setMaximumWidth(theme.px(376) if is_wide else 16_777_215)
        self._side.setMinimumWidth(theme.px(330) if is_wide else 0)
        self.table.setMinimumHeight(theme.px(240 if is_wide else 200))
        self.table.setColumnHidden(_SIZE, width < 1240)

    def stop(self) -> None:
        """Stop what looks at points."""
        for job in (self._job, self._looking):
            if job is not None:
                job.cancel()

    # --- layout ---------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.trouble)
        self.working.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.working, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.empty, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        self._body = QWidget()
        self._body.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body, 1)
        frame = Card(padding=theme.SPACE_M)
        frame.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.take)
        frame.body.addLayout(foot)
        self._row.addWidget(frame, 1)
        self._side = Card("Setelah dipulihkan", padding=theme.SPACE_L)
        self._numbers.setHorizontalSpacing(theme.SPACE_M)
        self._numbers.setVerticalSpacing(6)
        self._numbers.setColumnStretch(0, 1)
        for part in (self._note, self.later):
            self._side.body.addWidget(part)
        self._side.body.insertLayout(0, self._numbers)
        self._side.body.addWidget(Line())
        self._side.body.addWidget(Label("Yang akan terjadi", "caption_strong", "text2"))
        self._side.body.addWidget(self._steps)
        self._side.body.addStretch(1)
        self._side.body.addWidget(self.act)
        self._row.addWidget(self._side)
        for hidden in (self.trouble, self.working, self.empty, self._body, self._note):
            hidden.hide()

    def _columns(self) -> list[Column]:
        def number(key: str) -> Callable[[Listed], int | None]:
            return lambda one: one.point.contents.counts.get(key, 0) if one.is_whole else None

        def show(value: int | None) -> str:
            return "–" if value is None else text.number(value, 0)

        return [
            Column("Waktu", lambda one: words.time_words(one, self._clock())),
            Column("Sebab dibuat", lambda one: wording.POINT_REASONS.get(one.point.reason, one.point.reason)),
            Column("Jawaban", number("answers"), show, align=RIGHT),
            Column("Bukti", number("evidence"), show, align=RIGHT),
            Column("Ukuran", lambda one: one.point.size, text.size, align=RIGHT),
            Column("Isi", lambda one: "utuh" if one.is_whole else "rusak"),
        ]

    def _dress_table(self) -> None:
        self.table.setItemDelegate(RowDelegate(self.table, height=46))
        self.table.setItemDelegateForColumn(
            _TIME,
            TwoLineDelegate(
                self.table, detail=self._detail, icon=self._radio, strong=lambda one: one.is_whole, height=46
            ),
        )
        self.table.setItemDelegateForColumn(
            _REASON,
            MarkDelegate(
                lambda one: (words.ICONS.get(one.point.reason, "clock"), "text2"), self.table, height=46
            ),
        )
        self.table.setItemDelegateForColumn(
            _STATE,
            MarkDelegate(
                lambda one: ("circle-check", "ok") if one.is_whole else ("circle-x", "err"),
                self.table,
                height=46,
            ),
        )
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)

    def _detail(self, one: Listed) -> str:
        newest = next((listed for listed in self.model.rows() if listed.is_whole), None)
        return "terbaru yang utuh · disarankan" if one is newest else text.weekday(one.point.at.astimezone())

    def _radio(self, one: Listed) -> tuple[str, str]:
        if not one.is_whole:
            return "", "text3"
        is_chosen = one is self.model.row_at(self.table.current_row())
        return ("circle-check", "primary") if is_chosen else ("circle", "text3")

    # --- what happens ---------------------------------------------------------------------------------------

    def _on_listed(self, listed: tuple[Listed, ...]) -> None:
        self.working.hide()
        self.model.set_rows(listed)
        is_empty = not listed
        self.empty.setVisible(is_empty)
        self._body.setVisible(not is_empty)
        self.count.setText(f"{len(listed)} titik" + ("" if self._source == self._folder else " di stik"))
        newest = next((at for at, one in enumerate(listed) if one.is_whole), None)
        if newest is not None:
            if self.chosen_point() is None:
                self.table.setCurrentIndex(self.model.index(newest, 0))
            self._look_ahead()
        else:
            self._show_numbers()
        if not focus.is_in(QApplication.focusWidget(), self):
            focus.enter_late(self, self.regions())

    def _on_picked(self, index: QModelIndex) -> None:
        self.table.viewport().update()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Find out what the chosen point would bring, by doing all of it but the switch."""
        self._told = None
        if self._looking is not None:
            self._looking.cancel()
        listed = self.chosen_point()
        self._show_numbers()
        if listed is None:
            return
        folder, with_later, now = self._folder, self.later.isChecked(), self._clock()
        self._looking = jobs.start(
            lambda progress: _preview(folder, listed, with_later, now, progress),
            done=self._on_told,
            failed=self._on_failed,
        )

    def _on_told(self, told: Told) -> None:
        self._told = told
        self._show_numbers()

    def _show_numbers(self) -> None:
        while item := self._numbers.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        listed, told = self.chosen_point(), self._told
        self.act.setEnabled(listed is not None and told is not None)
        self.later.setEnabled(listed is not None)
        self._note.hide()
        if listed is None:
            self.act.setText("Pulihkan")
            said = "Titik ini rusak. Pilih titik lain." if self.model.rows() else ""
            self._steps.setText(said)
            return
        self.act.setText(f"Pulihkan ke {words.moment(listed.point.at)}")
        before = listed.point.contents.counts
        after = told.after.counts if told is not None else {}
        columns: list[tuple[str, Mapping[str, int]]] = [("Titik", before), ("Setelah pulih", after)]
        if self._now_counts is not None:
            columns.append(("Sekarang", self._now_counts))
        for at, (title, _) in enumerate(columns, 1):
            head = Label(title, "caption_strong", "text2")
            self._numbers.addWidget(head, 0, at, Qt.AlignmentFlag.AlignRight)
        rows = words.counts_rows(*(numbers for _, numbers in columns))
        for line, (name, numbers) in enumerate(rows, 1):
            self._numbers.addWidget(Label(name, "body", "text2"), line, 0)
            for at, number in enumerate(numbers, 1):
                is_less = at == 2 and len(numbers) > 2 and number < numbers[2] and told is not None
                shown = "…" if at == 2 and told is None else text.number(number, 0)
                kind = "strong" if at == 2 else "body"
                cell = Label(shown, kind, "warn" if is_less else "text" if at == 2 else "text2")
                self._numbers.addWidget(cell, line, at, Qt.AlignmentFlag.AlignRight)
        if told is not None:
            steps = words.steps_of(
                listed,
                told.acts,
                told.missing,
                with_later=self.later.isChecked(),
                is_damaged=self._is_damaged,
            )
            self._steps.setText("\n".join(f"{at}. {line}" for at, line in enumerate(steps, 1)))
            self._note.setText(self._less_words(told))
            self._note.setVisible(bool(self._less_words(told)))

    def _less_words(self, told: Told) -> str:
        """What there would be less of than now, "" for nothing."""
        if self._now_counts is None:
            return ""
        fewer = [
            f"{now - told.after.counts.get(key, 0)} {wording.POINT_COUNTS[key]}"
            for key, now in self._now_counts.items()
            if key in wording.POINT_COUNTS and told.after.counts.get(key, 0) < now
        ]
        return f"Lebih sedikit daripada sekarang: {text.listing(fewer)}." if fewer else ""

    def _on_act(self) -> None:
        listed, told = self.chosen_point(), self._told
        if listed is None or told is None:
            return
        fewer = self._less_words(told)
        if fewer:
            act = dialogs.Act("restore", self.act.text(), "history", "danger")
            details = f"{fewer} Data sekarang tetap disimpan sebagai titik cadangan."
            if not dialogs.ask(
                self, f"{self.act.text()}?", details, act, keep_words="Tetap pakai data sekarang"
            ):
                return
        self.stop()
        errand = words.errand(listed, with_later=self.later.isChecked(), who=self._who, now=self._clock())
        self.chosen.emit(errand)

    def _on_take(self) -> None:
        folder = dialogs.pick_folder(self, "Pilih stik atau folder salinan cadangan")
        if folder is not None:
            self._source = folder
            self.model.set_rows(())
            self.read()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_failed(self, error: RBDeskError) -> None:
        self.working.hide()
        said = messages.sentence(error)
        self.trouble.set_banner("err", said.what, said.todo)
        self.trouble.show()


def _preview(folder: Path, listed: Listed, with_later: bool, now: datetime, progress: Progress) -> Told:
    return upkeep.preview(folder, listed.point, with_later=with_later, now=now, progress=progress)
