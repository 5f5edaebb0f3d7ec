"""The sheet as a workbook, out and back: what a filled one would change is shown first, then what was chosen is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QWidget

from rbdesk import messages, paths, text
from rbdesk.domain import scoring
from rbdesk.domain.assessment import Answer
from rbdesk.errors import RBDeskError, StoreTrouble
from rbdesk.report.workbook_material import OfficeBook
from rbdesk.ui import dialogs, jobs, theme
from rbdesk.ui.delegates import ChipDelegate, ChipText, MarkDelegate, RowDelegate, TwoLineDelegate
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import link, primary, secondary
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.workflow import workbooks
from rbdesk.workflow.evidencefolder import safe_name
from rbdesk.workflow.workbooks import Preview, Proposal

TITLE = "Baca buku kerja yang sudah diisi"
_FILTER, _SAVE_FILTER = "Buku kerja Excel (*.xlsx *.xlsm)", "Buku kerja Excel (*.xlsx)"
_WIDTH, _ROW = 940, 44
_FEWEST_ROWS, _MOST_ROWS = 3, 8
_MOST_FAULTS, _LOW = 5, 560  # lines of faults; pixels of the window below which two must do
_TICK, _QUESTION, _HERE, _THERE, _STATE = range(5)
_WIDTHS = {_TICK: 36, _HERE: 176, _THERE: 176, _STATE: 104}


class WorkbookActs(QObject):
    """Writes the workbook of an assessment, asks for a filled one, shows what it holds, and keeps what was chosen.

    Signals: `told(str, undo)` for a toast, `undo` a callable or None.
    """

    told = Signal(str, object)

    def __init__(self, answers: AnswerModel, window: QWidget) -> None:
        super().__init__(window)
        self._answers = answers
        self._window = window

    def menu(self) -> QMenu:
        """What can be done with workbooks here."""
        menu = QMenu(self._window)
        for words, act in (("Buat buku kerja lembar ini…", self.save), (f"{TITLE}…", self.pick)):
            action = QAction(words, menu)
            action.triggered.connect(lambda _=False, one=act: one())
            menu.addAction(action)
        return menu

    def offer(self, at: QPoint) -> None:
        """Open the menu with its foot at a point."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at - QPoint(0, menu.sizeHint().height()))

    def save(self) -> None:
        """Ask where, and write the workbook of this sheet with its answers as they are."""
        answers, key = self._answers, self._answers.key
        name = safe_name(f"{answers.instrument.title} {key.year} {key.office}.xlsx")
        found = dialogs.pick_target(self._window, "Buat buku kerja", paths.outgoing() / name, _SAVE_FILTER)
        if found is None:
            return
        target = found if found.suffix.lower() == ".xlsx" else found.with_name(f"{found.name}.xlsx")

        def write(book: OfficeBook) -> None:
            answers.desk.run(
                workbooks.write_book, book, target,
                done=lambda _: self.told.emit(f"Buku kerja ditulis: {target.name}", None),
                failed=lambda error: self.told.emit(_not_written(error, target), None),
            )  # fmt: skip

        answers.desk.read(workbooks.load_book, key, then=write)

    def pick(self) -> None:
        """Ask for a workbook and read it."""
        found = dialogs.pick_files(self._window, TITLE, _FILTER)
        if found:
            self.read(found[0])

    def read(self, path: Path) -> WorkbookDialog:
        """Read a workbook into a dialog; nothing is kept before the person says so."""
        answers, key = self._answers, self._answers.key
        dialog = WorkbookDialog(self._window, path, answers)
        dialog.confirmed.connect(self._keep)

        def show(book: Any) -> None:
            answers.desk.read(
                workbooks.load_preview, key, book, then=dialog.show_preview, failed=dialog.show_error
            )

        handle = answers.desk.run(
            workbooks.read_book, path, key.office, key.year,
            done=show, failed=dialog.show_error, progressed=dialog.show_step,
        )  # fmt: skip
        dialog.wait_for(handle)
        dialog.open()
        return dialog

    def _keep(self, chosen: dict[str, tuple[Answer, Answer]]) -> None:
        if self._answers.take_workbook(chosen):
            self.told.emit(f"{len(chosen)} jawaban diambil dari buku kerja", self._answers.undo)


class WorkbookDialog(Modal):
    """Signals: `confirmed(dict)` the rows that are to be kept: (before, after) by question."""

    confirmed = Signal(object)

    def __init__(self, parent: QWidget, path: Path, answers: AnswerModel) -> None:
        super().__init__(parent, TITLE, width=_WIDTH)
        self._answers = answers
        self._instrument = answers.instrument
        self._can_keep = not answers.is_locked
        self._handle: jobs.Handle | None = None
        self._ticked: set[str] = set()
        top = QHBoxLayout()
        top.addWidget(Label(TITLE, "dialog"))
        top.addWidget(ElidedLabel(path.name, "caption", "text2"), 1)
        self.body.addLayout(top)
        self._build_notices()
        self._build_table()
        self._build_foot()
        self.finished.connect(self._stop)

    def _build_notices(self) -> None:
        self.step = ElidedLabel("Membaca…", "body", "text2")
        self.bar = Bar(role="primary", name="Kemajuan membaca")
        self.faults = Banner("err")
        self.clashes = Banner("warn")
        self.locked = Banner(
            "info", "Isian ini terkunci", "Buka kunci dahulu di Penilaian, lalu baca lagi.", icon="lock"
        )
        for widget in (self.step, self.bar, self.faults, self.clashes, self.locked):
            self.body.addWidget(widget)
        for banner in (self.faults, self.clashes, self.locked):
            banner.hide()

    def _build_table(self) -> None:
        head = QHBoxLayout()
        self.count = Label("", "strong", "text2")
        self.every, self.none = link("Pilih semua"), link("Lepas semua")
        self.every.clicked.connect(lambda: self._tick_all(on=True))
        self.none.clicked.connect(lambda: self._tick_all(on=False))
        head.addWidget(self.count, 1)
        head.addWidget(self.every)
        head.addWidget(self.none)
        self.head = QWidget()
        head.setContentsMargins(0, 0, 0, 0)
        self.head.setLayout(head)
        self.model = RowsModel(self._columns(), key=lambda row: row.code, parent=self)
        self.table = RowTable(name="Yang akan berubah; Spasi memilih atau melepas baris", row_height=_ROW)
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowDelegate(self.table, height=_ROW))
        ticks = MarkDelegate(self._mark, self.table, height=_ROW)
        names = TwoLineDelegate(self.table, detail=lambda row: self._detail(row), height=_ROW)
        after = RowDelegate(self.table, strong=True, height=_ROW)
        states = ChipDelegate(self._chip, self.table, height=_ROW)
        for column, delegate in ((_TICK, ticks), (_QUESTION, names), (_THERE, after), (_STATE, states)):
            self.table.setItemDelegateForColumn(column, delegate)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, theme.px(width))
        self.table.horizontalHeader().setSectionResizeMode(_QUESTION, QHeaderView.ResizeMode.Stretch)
        self.table.spaced.connect(self._toggle)
        self.table.opened.connect(self._toggle)
        self.table.clicked.connect(lambda index: self._toggle(index) if index.column() == _TICK else None)
        self.body.addWidget(self.head)
        self.body.addWidget(self.table)
        for widget in (self.head, self.table):
            widget.hide()

    def _build_foot(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self.note = WrapLabel("Belum ada yang diubah.", "caption", "text3")
        row.addWidget(self.note, 1)
        self.cancel = secondary("Batal")
        self.act = primary("Simpan", "check")
        self.cancel.clicked.connect(self.reject)
        self.act.clicked.connect(self._on_act)
        self.act.setEnabled(False)
        row.addWidget(self.cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.cancel

    # --- what it is told ----------------------------------------------------------------------------------

    def wait_for(self, handle: jobs.Handle) -> None:
        """Stop this job when the dialog is closed."""
        self._handle = handle

    def show_step(self, done: int, total: int, label: str) -> None:
        """Say how far the reading is."""
        self.step.setText(f"Membaca {label}…" if label else "Membaca…")
        self.bar.set_share(done / total if total else 0.0)

    def show_error(self, error: RBDeskError) -> None:
        """Say why the file cannot be read; there is nothing to choose."""
        sentence = messages.sentence(error)
        self._end_reading()
        self.faults.set_banner("err", sentence.what, sentence.todo)
        self.faults.show()
        self.cancel.setText("Tutup")
        self.act.hide()

    def show_preview(self, found: Preview) -> None:
        """Show what the workbook would change; rows that the desk changed too are left out until they are chosen."""
        self._end_reading()
        self._show_faults(found)
        clashing = sum(one.clashes for one in found.proposals)
        self.clashes.setVisible(bool(clashing))
        if clashing:
            self.clashes.set_banner(
                "warn",
                f"{clashing} jawaban juga berubah di sini sejak buku kerja dibuat",
                "Baris itu belum dipilih. Pilih bila isi buku kerja yang benar.",
            )
        self.locked.setVisible(not self._can_keep)
        self._ticked = {one.code for one in found.proposals if not one.clashes}
        self.model.set_rows(sorted(found.proposals, key=lambda one: not one.clashes))
        has_rows = bool(found.proposals)
        for widget in (self.head, self.table):
            widget.setVisible(has_rows)
        self._give_room(len(found.proposals))
        if has_rows:
            self.table.setCurrentIndex(self.model.index(0, _TICK))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.act.hide()
            self.cancel.setText("Tutup")
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_kept(found)
        self._show_count()
        self.fit()

    def chosen(self) -> dict[str, tuple[Answer, Answer]]:
        """The ticked rows: (before, after) by question."""
        rows: tuple[Proposal, ...] = self.model.rows()
        return {one.code: (one.before, one.after) for one in rows if one.code in self._ticked}

    # --- how it shows them --------------------------------------------------------------------------------

    def _end_reading(self) -> None:
        for widget in (self.step, self.bar):
            widget.hide()

    def _give_room(self, rows: int) -> None:
        """As many rows as the window has room for, so that only one of table and card has to scroll."""
        window = self.parentWidget() or self
        taken = theme.px(236)  # title, the line over the table, its headings, the foot and the card's edges
        for banner in (self.faults, self.clashes, self.locked):
            if not banner.isHidden():
                taken += banner.sizeHint().height() + theme.SPACE_M
        room = (window.height() - taken) // theme.px(_ROW)
        shown = min(rows, max(_FEWEST_ROWS, min(_MOST_ROWS, room)))
        self.table.setFixedHeight(theme.px(34 + _ROW * shown) + 2)

    def _show_faults(self, found: Preview) -> None:
        lines = [
            messages.workbook_fault(one.place, one.code, one.kind, one.found, self._instrument)
            for one in found.faults
        ]
        window = self.parentWidget()
        most = 2 if window is not None and window.height() < theme.px(_LOW) else _MOST_FAULTS
        more = len(lines) - most
        shown = lines[:most] + ([f"dan {more} lagi"] if more > 0 else [])
        self.faults.setVisible(bool(lines))
        if lines:
            self.faults.set_banner(
                "err", f"{len(lines)} sel tidak dapat dipakai dan dilewati", "\n".join(shown)
            )

    def _say_kept(self, found: Preview) -> None:
        parts = []
        if not found.proposals:
            parts.append("Buku kerja ini tidak mengubah apa pun.")
        if found.moved:
            parts.append(f"{len(found.moved)} jawaban yang hanya berubah di sini tetap seperti sekarang.")
        self.note.setText(" ".join(parts) or "Belum ada yang diubah.")

    def _columns(self) -> list[Column]:
        return [
            Column("", lambda row: row.code in self._ticked, show=lambda _: "", describe=self._spoken),
            Column("Pertanyaan", lambda row: self._instrument.node(row.code).short),
            Column("Di sini", lambda row: self._side(row, row.before), tip=lambda row: row.before.note),
            Column("Buku kerja", lambda row: self._side(row, row.after), tip=lambda row: row.after.note),
            Column("", lambda row: row.clashes, show=lambda _: "", describe=_state_words),
        ]

    def _side(self, row: Proposal, answer: Answer) -> str:
        """The answer, or the note where only that changes."""
        if not row.changes_value:
            return f"“{' '.join(answer.note.split())}”" if answer.note else "tanpa catatan"
        return messages.value_text(answer.value, self._instrument.question(row.code).scale)

    def _detail(self, row: Proposal) -> str:
        cell = row.place if row.changes_value else row.note_place
        return f"{self._instrument.display(row.code)} · {cell}"

    def _mark(self, row: Proposal) -> tuple[str, str]:
        return ("circle-check", "primary") if row.code in self._ticked else ("circle", "text3")

    def _chip(self, row: Proposal) -> ChipText | None:
        if row.clashes:
            return ChipText("bentrok", "warn", "alert-triangle")
        if not row.changes_value:
            return ChipText("catatan", "neutral")
        return ChipText("+ catatan", "neutral") if row.before.note != row.after.note else None

    def _spoken(self, row: Proposal) -> str:
        return "dipilih" if row.code in self._ticked else "tidak dipilih"

    # --- what the person does -----------------------------------------------------------------------------

    def _toggle(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            return
        self._ticked ^= {row.code}
        self.model.set_rows(self.model.rows())
        self._show_count()

    def _tick_all(self, *, on: bool) -> None:
        self._ticked = {row.code for row in self.model.rows()} if on else set()
        self.model.set_rows(self.model.rows())
        self._show_count()

    def _show_count(self) -> None:
        rows, ticked = len(self.model.rows()), len(self.chosen())
        self.count.setText(f"{rows} berubah, {ticked} dipilih{self._score_words()}")
        self.act.setText(f"Simpan {ticked} jawaban" if ticked else "Simpan")
        self.act.setEnabled(bool(ticked) and self._can_keep)

    def _score_words(self) -> str:
        """What the chosen rows do to the score: " · nilai 45,70 → 48,10"; nothing where a sheet has no score."""
        if self._instrument.points or not self.model.rows():
            return ""
        after = dict(self._answers.assessment.answers)
        after.update({code: answer for code, (_, answer) in self.chosen().items()})
        score = scoring.score(self._instrument, after)
        before, now = text.number(self._answers.sheet.percent()), text.number(score.percent())
        return f" · nilai tetap {now}" if before == now else f" · nilai {before} → {now}"

    def _on_act(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.confirmed.emit(chosen)
            self.accept()

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()


def _not_written(error: RBDeskError, target: Path) -> str:
    """Why a workbook was not written; held open by another program is the usual reason."""
    if isinstance(error, StoreTrouble) and error.kind == "locked":
        return (
            f"{target.name} sedang dibuka program lain. Tutup dulu berkasnya, atau simpan dengan nama lain."
        )
    return messages.sentence(error).text


def _state_words(row: Proposal) -> str:
    return "berubah juga di sini" if row.clashes else ""
