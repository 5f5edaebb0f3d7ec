"""One recommendation looked at closely: what is asked, how far it has come, its files, its history, the next word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from rbdesk import text, wording
from rbdesk.domain import followup as limits
from rbdesk.domain.followup import MOST_OF_A_TEXT, FollowUp, Status
from rbdesk.ui import theme
from rbdesk.ui.models import followups
from rbdesk.ui.models.followups import Row
from rbdesk.ui.pages.followup_parts.asking import AskBox
from rbdesk.ui.pages.followup_parts.facts import Facts
from rbdesk.ui.pages.followup_parts.story import Story
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import icon_button, link, primary, secondary
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.file_row import FileRow, FileText
from rbdesk.ui.parts.growing_text import GrowingText
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.reason_box import ReasonBox
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.followups import Moment

WIDTH = 304
_STEP = 5  # percent of the slider
_STATUSES = tuple(Status)


class FollowUpPanel(QWidget):
    """Signals, each for the item that is shown: `saved(FollowUp)` a new word of the office · `proof_wanted()` from
    the disk · `known_wanted()` from what the desk has · `file_opened(sha256)` · `file_removed(sha256)` · `question_wanted(code)` · `edit_wanted()` ·
    `accepted()` · `returned(reason)` · `taken_back()` · `closed()`.
    """

    saved = Signal(object)
    proof_wanted = Signal()
    known_wanted = Signal()
    file_opened = Signal(str)
    file_removed = Signal(str)
    question_wanted = Signal(str)
    edit_wanted = Signal()
    accepted = Signal()
    returned = Signal(str)
    taken_back = Signal()
    closed = Signal()

    def __init__(self, *, judges: bool, parent: QWidget | None = None) -> None:
        """`judges`: at the secretariat, which accepts and returns, and does not write for the office."""
        super().__init__(parent)
        self._judges = judges
        self._row: Row | None = None
        self._is_locked = False
        self._is_done_asked = False
        self._build()
        self._connect()

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def row(self) -> Row | None:
        """The row that is shown."""
        return self._row

    def show_row(self, row: Row, today: date, *, is_locked: bool, may_edit: bool) -> None:
        """Show an item. What is being written about it stays; about another it was kept or given up before."""
        is_other = self._row is None or self._row.key != row.key
        keeps_draft = not is_other and self.is_dirty()
        self._row = row
        self._is_locked = is_locked
        item = row.item
        self.number.setText(item.recommendation.number)
        chip = followups.status_chip(item)
        self.chip.set_chip(chip.words, chip.tone, chip.icon)
        self.words.setText(item.recommendation.text)
        self.facts.show_row(row, today)
        is_unproven = bool(item.waived) and item.status is Status.DONE and not item.evidence
        self.notice.setVisible(item.is_returned or item.clashes or is_unproven)
        if item.clashes:
            words = (
                "Minta kecamatan memilih; sampai itu tidak ada yang diputuskan."
                if self._judges
                else "Pilih yang berlaku di Satukan dua laptop (Ctrl+K)."
            )
            self.notice.set_banner("err", "Dua laptop mencatat berbeda", words)
        elif item.is_returned:
            self.notice.set_banner("warn", "Dikembalikan Sekretariat", item.rulings[0].reason)
        elif is_unproven:
            whose = " kecamatan" if self._judges else ""
            self.notice.set_banner("info", "Selesai tanpa bukti", f"Alasan{whose}: {item.waived}")
        self.edit.setVisible(not is_locked if not self._judges else may_edit)
        told = item.followup
        is_planned = told is not None and bool(told.plan or told.post)
        self.plan.setVisible(not (is_planned or is_locked or self._judges))
        if not keeps_draft:
            self._fill(item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0))
        self._show_files(row)
        if self.reason.isHidden():
            self._show_foot()
        if is_other:
            self.ask.hide()
            self._end_reason()
            self._scroll.verticalScrollBar().setValue(0)

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show the history of the item."""
        self.story.show_moments(moments)

    # --- what is written ----------------------------------------------------------------------------------

    def draft(self) -> FollowUp | None:
        """What the person has chosen and written, None where nothing is shown."""
        if self._row is None:
            return None
        item = self._row.item
        told = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
        note = self.note.text().strip()
        return replace(
            told,
            status=_STATUSES[self.status.currentIndex()],
            progress=self.slider.value() * _STEP,
            note=note or told.note,
        )

    def is_dirty(self) -> bool:
        """Whether something was chosen or written that is not kept."""
        if self._row is None or self._judges or self._is_locked:
            return False
        item = self._row.item
        told = item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0)
        moved = self.slider.value() != told.progress // _STEP
        return bool(self.note.text().strip()) or moved or _STATUSES[self.status.currentIndex()] != told.status

    def forget_draft(self) -> None:
        """What was being written is kept, or given up."""
        if self._row is not None:
            item = self._row.item
            self._fill(item.followup or FollowUp(item.id, Status.NOT_BEGUN, 0))

    def save(self, *, without_proof: bool = False) -> None:
        """Ask to keep the draft; what is done without a file is asked about first."""
        draft = self.draft()
        if draft is None or self._row is None or self._is_locked or self._judges:
            return
        is_given_up = draft.status is Status.IMPOSSIBLE and self._row.item.status is not Status.IMPOSSIBLE
        if is_given_up and not self.note.text().strip():
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say_ask(
                "Alasannya belum ditulis", "Tulis mengapa rekomendasi ini tidak dapat dilaksanakan.", []
            )
            return
        if draft.status is Status.DONE and not self._row.item.evidence and not without_proof:
            self.ask_about_proof()
            return
        self.ask.hide()
        self.saved.emit(draft)

    def ask_about_proof(self) -> None:
        """Ask whether it is done without any evidence."""
        with QSignalBlocker(self.status), QSignalBlocker(self.slider):
            self.status.setCurrentIndex(_STATUSES.index(Status.DONE))
            self.slider.setValue(100 // _STEP)
        self._show_progress()
        self._say_ask(
            "Selesai tanpa bukti?",
            "Tindak lanjut yang selesai sebaiknya disertai paling sedikit satu bukti.",
            [Way("proof", "Tambah bukti", "paperclip"), Way("save", "Simpan tanpa bukti")],
        )
        buttons = self.ask.buttons()
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside -------------------------------------------------------------------------------------------

    def _fill(self, told: FollowUp) -> None:
        with QSignalBlocker(self.status), QSignalBlocker(self.slider):
            self.status.setCurrentIndex(_STATUSES.index(told.status))
            self.slider.setValue(told.progress // _STEP)
        self.note.set_text("")
        self._show_progress()

    def _show_progress(self) -> None:
        exact = self._row.item.progress if self._row else 0
        value = self.slider.value() * _STEP
        shown = exact if exact // _STEP == self.slider.value() else value
        self.percent.setText(f"{shown}%")
        self.bar.set_share(shown / 100)
        self.slider.setAccessibleDescription(f"{shown} persen")

    def _on_slid(self) -> None:
        at, status = self.slider.value(), _STATUSES[self.status.currentIndex()]
        is_begun = bool(at) and status is Status.NOT_BEGUN
        is_undone = at < 100 // _STEP and status is Status.DONE
        if is_begun or is_undone:
            with QSignalBlocker(self.status):
                self.status.setCurrentIndex(_STATUSES.index(Status.UNDER_WAY))
        self._show_progress()

    def _on_status(self) -> None:
        chosen = _STATUSES[self.status.currentIndex()]
        with QSignalBlocker(self.slider):
            if chosen is Status.DONE:
                self.slider.setValue(100 // _STEP)
            elif chosen is Status.NOT_BEGUN:
                self.slider.setValue(0)
        self.ask.hide()
        self._show_progress()

    def _say_ask(self, title: str, details: str, ways: Sequence[Way]) -> None:
        self.ask.ask(title, details, ways)

    def _on_ask(self, way: str) -> None:
        self.ask.hide()
        if way == "proof":
            self.proof_wanted.emit()
        else:
            self.save(without_proof=True)

    def _show_files(self, row: Row) -> None:
        while taken := self._files.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        for item in row.item.evidence:
            file = FileText(item.sha256, item.name, item.mime, text.size(item.size), item.note)
            shown = FileRow(file, is_locked=True)
            if not (self._judges or self._is_locked):
                shown.remove.show()
            shown.opened.connect(self.file_opened)
            shown.removed.connect(self.file_removed)
            self._files.addWidget(shown)

    def _show_foot(self) -> None:
        item = self._row.item if self._row else None
        writes = not self._judges and not self._is_locked and item is not None and not item.clashes
        for widget in (self.note, self.proof, self.known, self.keep, self.slider, self.status):
            widget.setVisible(writes)
        self.bar.setVisible(not writes)
        said = item is not None and item.followup is not None
        judges = self._judges and said and item is not None and not item.clashes
        is_ruled = item is not None and bool(item.rulings)
        is_finished = item is not None and limits.is_finished(item.status)
        self.accept.setVisible(judges and is_finished and item is not None and not item.is_accepted)
        self.send_back.setVisible(judges and item is not None and not item.is_returned)
        self.take_back.setVisible(judges and is_ruled)
        self.silent.setVisible(self._judges and not said)
        self.foot.setVisible(writes or self._judges)

    def _ask_reason(self) -> None:
        for button in (self.accept, self.send_back, self.take_back):
            button.hide()
        self.reason.show()
        self.reason.begin()

    def _end_reason(self) -> None:
        self.reason.hide()
        self._show_foot()

    def _on_reason(self, words: str) -> None:
        self._end_reason()
        self.returned.emit(words)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE_S)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        column.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        self.number = Label("", "strong", "text2")
        self.chip = Chip()
        self.edit = icon_button("edit", "Ubah rekomendasi" if self._judges else "Ubah rencana dan tenggat")
        self.close_button = icon_button("x", "Tutup rincian")
        for widget in (self.number, self.chip):
            head.addWidget(widget)
        head.addStretch(1)
        for button in (self.edit, self.close_button):
            head.addWidget(button)
        column.addLayout(head)
        self.notice = Banner("warn")
        self.notice.hide()
        column.addWidget(self.notice)
        self.words = WrapLabel("", "question", selectable=True)
        column.addWidget(self.words)
        self.facts = Facts()
        column.addWidget(self.facts)
        self.plan = link("Isi rencana dan penanggung jawab", "edit")
        column.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(Label("Kemajuan", "caption_strong", "text2"))
        line.addStretch(1)
        self.status = QComboBox()
        self.status.setAccessibleName("Status tindak lanjut")
        self.status.addItems([wording.STATUSES[status.value] for status in _STATUSES])
        line.addWidget(self.status)
        self.percent = Label("", "strong")
        line.addWidget(self.percent)
        column.addLayout(line)
        self.bar = Bar(name="Kemajuan")
        column.addWidget(self.bar)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100 // _STEP)
        self.slider.setPageStep(2)
        self.slider.setMinimumHeight(theme.px(24))
        self.slider.setAccessibleName("Kemajuan, langkah 5 persen")
        column.addWidget(self.slider)
        self._files = QVBoxLayout()
        self._files.setSpacing(theme.SPACE_XS)
        column.addLayout(self._files)
        self.known = link("Pakai bukti yang sudah ada", "paperclip")
        column.addWidget(self.known, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Line())
        column.addWidget(Label("Riwayat", "caption_strong", "text2"))
        self.story = Story()
        column.addWidget(self.story)
        column.addStretch(1)
        self._scroll = ScrollColumn(content)
        outer.addWidget(self._scroll, 1)
        self.foot = self._make_foot()
        outer.addWidget(self.foot)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        self.ask = AskBox()
        self.ask.hide()
        column.addWidget(self.ask)
        self.note = GrowingText("Perkembangan terbaru", lines=(2, 5), limit=MOST_OF_A_TEXT)
        self.note.setPlaceholderText("Tulis perkembangan terbaru…")
        column.addWidget(self.note)
        self.silent = WrapLabel(
            "Kecamatan belum mengabarkan tindak lanjutnya. Rekomendasi ikut dalam berkas aktivasi atau balasan.",
            "caption",
            "text2",
        )
        column.addWidget(self.silent)
        self.reason = ReasonBox(
            "Kembalikan tindak lanjut", "Kembalikan", "Alasan ini dibaca kecamatan di balasan berikutnya."
        )
        self.reason.hide()
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self.proof = secondary("Bukti", "paperclip")
        self.keep = primary("Simpan perkembangan")
        self.take_back = secondary("Tarik putusan", "arrow-back-up")
        self.send_back = secondary("Kembalikan", "arrow-back-up")
        self.accept = primary("Terima", "check")
        for button in (self.proof, self.keep, self.take_back, self.send_back, self.accept):
            row.addWidget(button, int(button in (self.keep, self.accept)))
        column.addLayout(row)
        return foot

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.closed)
        self.edit.clicked.connect(self.edit_wanted)
        self.plan.clicked.connect(self.edit_wanted)
        self.facts.question_wanted.connect(self.question_wanted)
        self.slider.valueChanged.connect(self._on_slid)
        self.status.activated.connect(self._on_status)
        self.ask.acted.connect(self._on_ask)
        self.proof.clicked.connect(self.proof_wanted)
        self.known.clicked.connect(self.known_wanted)
        self.keep.clicked.connect(lambda: self.save())
        self.accept.clicked.connect(self.accepted)
        self.send_back.clicked.connect(self._ask_reason)
        self.take_back.clicked.connect(self.taken_back)
        self.reason.given.connect(self._on_reason)
        self.reason.dismissed.connect(self._end_reason)
