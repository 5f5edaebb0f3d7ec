"""The card in which a recommendation is written down or changed, with the office's plan for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text, wording
from rbdesk.domain import followup as limits
from rbdesk.domain.followup import FollowUp, Recommendation, Source
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.answer_form import pickers
from rbdesk.ui.parts.buttons import link, primary, quiet, secondary
from rbdesk.ui.parts.growing_text import GrowingText
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.workflow import catalog
from rbdesk.workflow.followups import Item

_WIDTH = 620


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the recommendation, what the office plans, and for which offices it is (the secretariat's)."""

    recommendation: Recommendation
    plan: str
    post: str
    due: date | None
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in other recommendations: letters, posts, and the one that was written last."""

    letters: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    last: Recommendation | None = None


class RecommendationDialog(Modal):
    """Signals, before it closes: `written(Written)` · `withdrawn()` the recommendation is to go."""

    written = Signal(object)
    withdrawn = Signal()

    def __init__(
        self,
        parent: QWidget,
        sheet: Instrument,
        *,
        given: Recommendation | None = None,
        followup: FollowUp | None = None,
        may_edit: bool = True,
        is_office: bool = True,
        ticked: Collection[str] = (),
        known: Known = Known(),  # frozen
    ) -> None:
        """`given` is changed, or a new one is written; without `may_edit` only the office's plan can be.

        `ticked` are the offices it is for at first, all if none is named; `known` is what was written before, offered
        so that nobody types it again.
        """
        title = "Rekomendasi baru" if given is None else f"Ubah {given.number}"
        super().__init__(parent, title, width=_WIDTH)
        self._sheet = sheet
        self._given = given
        self._may_edit = may_edit
        self._is_office = is_office
        self._ticked = ticked
        self._known = known
        self._codes = [row[2] for row in given.rows if len(row) > 2] if given else []
        self.body.addWidget(Label(title, "dialog"))
        if may_edit:
            self._add_recommendation()
        elif given is not None:
            self.body.addWidget(WrapLabel(given.text, "body", "text2"))
        if is_office and (given is not None or may_edit):
            self._add_plan(followup)
        if not is_office and given is None:
            self._add_offices()
        self.complaint = WrapLabel("", "caption_strong", "err")
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        self._add_foot(given is None)

    # --- layout -------------------------------------------------------------------------------------------

    def _add_recommendation(self) -> None:
        given = self._given
        like = given or self._known.last  # the next one is mostly of the same letter
        self.words = GrowingText("Rekomendasi", lines=(2, 6), limit=limits.MOST_OF_A_TEXT)
        self.words.setPlaceholderText("Tulis rekomendasinya seperti di suratnya")
        self.words.set_text(given.text if given else "")
        self.first = self.words
        _under(self.body, "Rekomendasi", self.words)
        self.source = QComboBox()
        self.source.setAccessibleName("Sumber")
        for source in Source:
            self.source.addItem(wording.SOURCES[source.value])
        self.source.setCurrentIndex(list(Source).index(like.source if like else Source.LHE))
        self.letter = _line("Nomor surat", like.letter if like else "", limits.MOST_OF_A_LETTER)
        _offer(self.letter, self._known.letters)
        self.number = _line("Nomor rekomendasi", given.number if given else "", limits.MOST_OF_A_NUMBER)
        self.number.setPlaceholderText("diberi nomor")
        self.area = QComboBox()
        self.area.setAccessibleName("Area")
        self.area.addItem("Menurut pertanyaan")
        self.area.addItems([group.short for group in self._sheet.areas])
        codes = [group.code for group in self._sheet.areas]
        if given is not None and given.area in codes:
            self.area.setCurrentIndex(codes.index(given.area) + 1)
        self.given_due = _line("Tenggat", text.date_short(like.due) if like and like.due else "", 20)
        self.given_due.setPlaceholderText("misalnya 30/9/2020")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_S)
        fields = (
            ("Sumber", self.source),
            ("Nomor surat", self.letter),
            ("No", self.number),
            ("Area", self.area),
            ("Tenggat", self.given_due),
        )
        for at, (name, field) in enumerate(fields):
            cell = QVBoxLayout()
            _under(cell, name, field)
            grid.addLayout(cell, at // 3, at % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        row = QHBoxLayout()
        self.questions = WrapLabel("", "caption", "text2")
        self.pick = link("Pilih pertanyaan terkait", "link")
        self.pick.clicked.connect(self._pick)
        row.addWidget(self.pick)
        row.addWidget(self.questions, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self._show_questions()

    def _add_plan(self, followup: FollowUp | None) -> None:
        self.plan = GrowingText("Rencana tindak lanjut", lines=(2, 5), limit=limits.MOST_OF_A_TEXT)
        self.plan.setPlaceholderText("Apa yang akan dikerjakan")
        self.plan.set_text(followup.plan if followup else "")
        _under(self.body, "Rencana tindak lanjut", self.plan)
        self.post = _line("Penanggung jawab", followup.post if followup else "", limits.MOST_OF_A_POST)
        self.post.setPlaceholderText("jabatan, bukan nama orang")
        _offer(self.post, self._known.posts)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        left = QVBoxLayout()
        _under(left, "Penanggung jawab", self.post)
        row.addLayout(left, 2)
        self.own_due = _line(
            "Tenggat sendiri", text.date_short(followup.due) if followup and followup.due else "", 20
        )
        self.own_due.setPlaceholderText("menurut surat")
        if self._given is not None:
            right = QVBoxLayout()
            _under(right, "Tenggat sendiri", self.own_due)
            row.addLayout(right, 1)
        else:
            self.own_due.setParent(self)
            self.own_due.hide()
        self.body.addLayout(row)
        if not self._may_edit:
            self.first = self.plan

    def _add_offices(self) -> None:
        self.offices = QListWidget()
        self.offices.setAccessibleName("Kecamatan yang diberi rekomendasi")
        self.offices.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.offices.setFixedHeight(theme.px(132))
        for one in catalog.register().offices:
            item = QListWidgetItem(one.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_ticked = not self._ticked or one.code in self._ticked
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, one.code)
            self.offices.addItem(item)
        row = QHBoxLayout()
        row.addWidget(Label("Untuk kecamatan", "caption_strong", "text2"))
        row.addStretch(1)
        every, none = link("Semua"), link("Tidak satu pun")
        every.clicked.connect(lambda: self._check_all(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._check_all(Qt.CheckState.Unchecked))
        row.addWidget(every)
        row.addWidget(none)
        self.body.addLayout(row)
        self.body.addWidget(self.offices)

    def _add_foot(self, is_new: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self.withdraw = quiet("Tarik rekomendasi", "trash")
        self.withdraw.clicked.connect(self._on_withdraw)
        self.withdraw.setVisible(self._may_edit and not is_new)
        row.addWidget(self.withdraw)
        row.addStretch(1)
        self.cancel = secondary("Batal")
        self.act = primary("Catat rekomendasi" if is_new else "Simpan perubahan", "check")
        self.cancel.clicked.connect(self.reject)
        self.act.clicked.connect(self.finish)
        row.addWidget(self.cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)

    # --- what is done -------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Give what was written and close; what is missing is named instead."""
        given = self._given
        if self._may_edit:
            words, typed = self.words.text().strip(), self.given_due.text().strip()
            due = text.parse_day(typed) if typed else None
            if not words:
                self._complain("Rekomendasinya belum ditulis.", self.words)
                return
            if typed and due is None:
                self._complain("Tenggatnya bukan tanggal. Tulis seperti 30/9/2020.", self.given_due)
                return
            area = self.area.currentIndex()
            given = Recommendation(
                id=given.id if given else "",
                source=list(Source)[self.source.currentIndex()],
                letter=self.letter.text(),
                number=self.number.text(),
                area=self._sheet.areas[area - 1].code if area else "",
                rows=tuple(("answers", self._sheet.id, code) for code in self._codes),
                text=words,
                due=due,
            )
        offices = self._chosen_offices()
        if not self._is_office and self._given is None and not offices:
            self._complain("Pilih paling sedikit satu kecamatan.", self.offices)
            return
        plan, post, own = "", "", None
        if self._is_office:
            plan, post, typed = self.plan.text().strip(), self.post.text(), self.own_due.text().strip()
            own = text.parse_day(typed) if typed else None
            if typed and own is None:
                self._complain("Tenggatnya bukan tanggal. Tulis seperti 30/9/2020.", self.own_due)
                return
        assert given is not None
        self.written.emit(Written(given, plan, post, own, offices))
        self.accept()

    def _on_withdraw(self) -> None:
        self.withdrawn.emit()
        self.accept()

    def _complain(self, words: str, field: QWidget) -> None:
        self.complaint.setText(words)
        self.complaint.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self) -> None:
        codes = pickers.pick_questions(self, self._sheet, title="Pertanyaan mana yang terkait?")
        if codes:
            self._codes = list(dict.fromkeys(codes))[: limits.MOST_ROWS]
            self._show_questions()

    def _show_questions(self) -> None:
        self.questions.setText(text.listing([self._sheet.display(code) for code in self._codes]))

    def _check_all(self, state: Qt.CheckState) -> None:
        for at in range(self.offices.count()):
            self.offices.item(at).setCheckState(state)

    def _chosen_offices(self) -> tuple[str, ...]:
        if self._is_office or self._given is not None:
            return ()
        items = [self.offices.item(at) for at in range(self.offices.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )


def known_of(items: Iterable[Item], last: Recommendation | None) -> Known:
    """What stands in these recommendations, for the fields of the next one."""
    listed = tuple(items)
    letters = {item.recommendation.letter for item in listed} - {""}
    posts = {item.followup.post for item in listed if item.followup} - {""}
    return Known(tuple(sorted(letters)), tuple(sorted(posts)), last)


def _line(name: str, words: str, longest: int) -> QLineEdit:
    field = QLineEdit(words)
    field.setMaxLength(longest)
    field.setAccessibleName(name)
    return field


def _offer(field: QLineEdit, words: Collection[str]) -> None:
    """Complete what is typed from what was written before."""
    completer = QCompleter([*words], field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)


def _under(column: QVBoxLayout, name: str, field: QWidget) -> None:
    label = Label(name, "caption_strong", "text2")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
