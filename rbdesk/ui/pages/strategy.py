"""Strategi 4+1: five points as a profile, the items of one of them, and the areas of the LKE that it concerns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain import strategy
from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.domain.scoring import ROOT, band, score
from rbdesk.domain.strategy import PointResult
from rbdesk.ui import theme
from rbdesk.ui.answer_form.chords import add_chords
from rbdesk.ui.answer_form.evidence_acts import EvidenceActs
from rbdesk.ui.answer_form.question_list import QuestionList
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.answers import UNANSWERED, AnswerModel
from rbdesk.ui.pages.strategy_parts.points import AreaButton, PointTile
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, office
from rbdesk.workflow.office import OfficeYear

_SIDE_BY_SIDE = 1000
_NOTE = "Alat bantu, bukan instrumen resmi. Tidak masuk nilai LKE dan tidak punya bobot."


class StrategyPage(Page):
    """Writes only through the model, as Penilaian does. No score chip: nothing here is a score of the LKE."""

    key = "strategy"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self._at = 0
        self._results: tuple[PointResult, ...] = ()
        self._lke: OfficeYear | None = None
        self._awaited: Link | None = None
        self.next = primary("Butir berikutnya", "arrow-right", keys="Ctrl+Enter")
        self.next.clicked.connect(self.go_on)
        self.tiles = [PointTile(place) for place in range(len(answers.instrument.points))]
        self.list = QuestionList(answers)
        self.evidence = EvidenceActs(answers, self.list, self)
        self.areas: list[AreaButton] = []
        self._lay_out()
        self._connect()
        if answers.is_loaded:
            self._on_loaded()

    def header_widgets(self) -> list[QWidget]:
        return [] if self.answers.is_locked else [self.next]

    def keys(self) -> list[tuple[str, str]]:
        if self.answers.is_locked:
            return [("↑ ↓", "pindah"), ("Ctrl+PgDn", "pokok berikutnya")]
        return [
            ("↑ ↓", "pindah"),
            ("A–D", "jawab"),
            ("Ctrl+PgDn", "pokok berikutnya"),
            ("Ctrl+Z", "urungkan"),
        ]

    def refresh(self) -> None:
        if not self.answers.is_loaded:
            self.answers.load()
        if self.desk.identity.role is Role.OFFICE:
            key = Key(self.answers.key.office, self.answers.key.year, catalog.UNIT_SHEET)
            self.desk.read(office.load_year, key, then=self._on_lke)
        self._show_progress()

    def show_link(self, link: Link) -> None:
        if not self.answers.is_loaded:
            self._awaited = link
            return
        sheet = self.answers.instrument
        for at, point in enumerate(sheet.points):
            codes = self._codes(at)
            if link.focus in (point.code, *codes):
                self.show_point(at)
                if link.focus in codes:
                    self.list.open_question(link.focus)

    def number_in_focus(self) -> TraceWanted:
        return TraceWanted(self.list.current, instrument=self.answers.instrument.id)

    def place(self) -> Link:
        return Link(self.key, self.list.current or self.answers.instrument.points[self._at].code)

    def keep_typing(self) -> None:
        self.list.finish()

    def take_focus(self) -> bool:
        self.list.focus_current()
        return bool(self.list.codes)

    def regions(self) -> list[QWidget]:
        return [self._left, self.list, *([self._related] if self.areas else [])]

    def adapt(self, width: int) -> None:
        is_wide = width >= _SIDE_BY_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        self.pick.setVisible(not is_wide)
        for tile in self.tiles:
            tile.setVisible(is_wide)
        self._left.setMaximumWidth(
            theme.px(400) if width >= 1240 else theme.px(300) if is_wide else 16_777_215
        )
        self.list.setMinimumHeight(0 if is_wide else theme.px(300))

    def show_point(self, at: int) -> None:
        """Show the items of a point."""
        self._at = at
        self.tiles[at].setChecked(True)
        self.pick.setCurrentIndex(at)
        self.list.show_codes(self._codes(at))
        self.list.focus_current()
        self._show_progress()

    def go_on(self) -> None:
        """To the next item that is not answered, across points; says so when there is none."""
        self.keep_typing()
        open_codes = self.answers.matching(UNANSWERED)
        order = [code for at in range(len(self.tiles)) for code in self._codes(at)]
        here = order.index(self.list.current) if self.list.current in order else -1
        rest = [code for code in (*order[here + 1 :], *order[: here + 1]) if code in open_codes]
        if not rest:
            self.told.emit("Semua butir sudah dijawab", None)
            return
        at = next(at for at in range(len(self.tiles)) if rest[0] in self._codes(at))
        if at != self._at:
            self.show_point(at)
        self.list.open_question(rest[0])

    def _lay_out(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        self._row.setSpacing(theme.SPACE_M)
        self._left = Card("Profil strategi 4+1", "chart-radar")
        self._count = Label("", "caption_strong", "text2")
        self._left.head.addWidget(self._count)
        self._tiles_row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._tiles_row.setSpacing(theme.SPACE_S)
        group = QButtonGroup(self)
        for tile in self.tiles:
            group.addButton(tile, tile.place)
            self._tiles_row.addWidget(tile)
        group.idClicked.connect(self.show_point)
        self.pick = ChoiceBox()  # in a narrow window in place of the tiles
        self.pick.setAccessibleName("Pokok strategi")
        self.pick.addItems([point.name for point in self.answers.instrument.points])
        self.pick.activated.connect(self.show_point)
        self._left.body.addWidget(self.pick)
        self._left.body.addLayout(self._tiles_row)
        self._left.body.addStretch(1)
        note = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        note.setSpacing(theme.SPACE_S)
        note.addWidget(IconLabel("info-circle", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(WrapLabel(_NOTE, "caption", "text2"), 1)
        self._left.body.addLayout(note)
        self._row.addWidget(self._left, 2)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_M)
        card = Card(padding=theme.SPACE_M)
        self._title = WrapLabel("", "card")
        self._details = WrapLabel("", "caption", "text2")
        self._value = Label("", "card")
        self._base = Label("", "caption", "text2")
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words, value = QVBoxLayout(), QVBoxLayout()
        words.setSpacing(1)
        value.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._details)
        value.addWidget(self._value, 0, Qt.AlignmentFlag.AlignRight)
        value.addWidget(self._base, 0, Qt.AlignmentFlag.AlignRight)
        head.addLayout(words, 1)
        head.addLayout(value)
        card.body.addLayout(head)
        card.body.addWidget(self.list, 1)
        right.addWidget(card, 1)
        self._related = Card("Terkait area RB", "link")
        self._related.head.insertWidget(
            2, Label("klik untuk membuka pertanyaan yang lemah", "caption", "text3")
        )
        self._areas_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._areas_row.setSpacing(theme.SPACE_S)
        self._related.body.addLayout(self._areas_row)
        right.addWidget(self._related)
        self._related.hide()
        self._row.addLayout(right, 4)

    def _connect(self) -> None:
        self.answers.loaded.connect(self._on_loaded)
        self.answers.answer_changed.connect(lambda _: self._show_progress())
        self.answers.stage_changed.connect(self._on_stage_changed)
        self.answers.stepped.connect(self._on_stepped)
        self.evidence.told.connect(self.told)
        add_chords(self, go_on=self.go_on, add_file=self.evidence.add, step=self._step)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self.tiles):
            self.show_point(self._at + by)

    def _codes(self, at: int) -> list[str]:
        sheet = self.answers.instrument
        place = sheet.place_of[sheet.points[at].code]
        return [sheet.nodes[leaf].code for leaf in sheet.questions_under(place)]

    def _on_loaded(self) -> None:
        if not self.list.codes:
            self.show_point(self._at)
        if self._awaited is not None:
            link, self._awaited = self._awaited, None
            self.show_link(link)
        self._show_progress()

    def _on_stage_changed(self) -> None:
        self.list.show_all()
        self.header_changed.emit()

    def _on_stepped(self, code: str) -> None:
        if code and self.isVisible():
            self.show_link(Link(self.key, code))

    def _on_lke(self, year: OfficeYear) -> None:
        self._lke = year
        self._show_areas()

    def _show_progress(self) -> None:
        answers = self.answers
        self._results = strategy.profile(answers.instrument, answers.assessment.answers)
        for tile, result in zip(self.tiles, self._results, strict=True):
            tile.set_result(result)
            shown = "belum dijawab" if not result.answered else text.percent(result.percent or 0)
            self.pick.setItemText(tile.place, f"{tile.place + 1}  {result.point.name} · {shown}")
        answered, asked = answers.sheet.answered[ROOT], answers.sheet.questions[ROOT]
        self._count.setText(f"{answered} dari {asked} terjawab")
        self.context_changed.emit(f"Empat pokok strategi dan pengawasan · {asked} butir periksa")
        result = self._results[self._at]
        number = "+" if self._at == len(self.tiles) - 1 else str(self._at + 1)
        self._title.setText(f"{number}  {result.point.name}")
        self._details.setText(result.point.description)
        self._value.setText("–" if not result.answered else text.percent(result.percent or 0))
        self._value.set_ink("below" if result.is_weak and result.answered else "text")
        left_out = result.items - result.counted
        self._base.setText(
            f"rata-rata {result.counted} butir" + (f", {left_out} tidak dihitung" if left_out else "")
        )
        self._show_areas()

    def _show_areas(self) -> None:
        while item := self._areas_row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.areas = []
        self._related.setVisible(self._lke is not None)
        if self._lke is None:
            return
        sheet = score(catalog.instrument(catalog.UNIT_SHEET), self._lke.assessment.answers)
        for area in strategy.related_areas(self.answers.instrument.points[self._at], sheet):
            found = band(sheet.instrument, area.percent)
            button = AreaButton(area, found.code if found else "")
            focus = area.weak[0] if area.weak else sheet.instrument.nodes[area.area.places[0]].code
            button.clicked.connect(lambda _=False, focus=focus: self.wanted.emit(Link("assessment", focus)))
            self._areas_row.addWidget(button)
            self.areas.append(button)
