"""Survei (SKM): what citizens answered, by service and period; counts, single forms or averages; and what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.assessment import Stage
from rbdesk.domain.survey import MOST_OF_A_SERVICE, Batch, Form, counts_of
from rbdesk.errors import RBDeskError
from rbdesk.report.survey_form import survey_form
from rbdesk.ui import dialogs, theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.survey_parts.entry import COUNTS, FORMS, MEANS, EntryCard
from rbdesk.ui.pages.survey_parts.importing import TableIntake
from rbdesk.ui.pages.survey_parts.side import (
    IndexCard,
    PlacesCard,
    PriorityCard,
    ProfileCard,
    choices_of,
    period_words,
)
from rbdesk.ui.pages.survey_parts.trend import TrendCard
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import link, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.import_card import ImportCard
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow import catalog, followups, survey_trend, surveys
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.survey_import import ANY_SERVICE, Former, SurveyTable
from rbdesk.workflow.survey_trend import PeriodResult
from rbdesk.workflow.surveys import SurveyYear

_SIDE_BY_SIDE = 1000
_USED_AT, _FOLLOWED_UP_AT = "U.P.8.iv.a", "U.P.8.iv.c"
Own = tuple[Batch | None, tuple[Form, ...]]


class SurveyPage(Page):
    """A grid and what it comes to. Each change is kept at once and can be undone."""

    key = "survey"
    title = "Survei Kepuasan Masyarakat"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        identity = desk.identity
        self._office, self._year_no = identity.office, identity.year
        self.survey = catalog.survey_of_year(self._year_no)
        self._year: SurveyYear | None = None
        self._own: Own = (None, ())
        self._before: PeriodResult | None = None  # of the same service and part of the year before
        self._acts: list[Callable[[], None]] = []
        self._pending = 0  # writes that the store has not answered
        self.entry = EntryCard(self.survey)
        self._lay_out()
        self.intake = TableIntake(desk, self.importing, self)
        self._connect()
        self._shown_place = self._place()

    def header_widgets(self) -> list[QWidget]:
        return [self.form_button, self.kiosk]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Tab", "sel berikutnya"),
            ("Enter", "ke bawah"),
            ("Ctrl+V", "tempel"),
            ("Ctrl+Z", "urungkan"),
        ]

    def refresh(self) -> None:
        self.context_changed.emit(f"Rekap jawaban 9 unsur pelayanan · {self.survey.legal_basis}")
        self.desk.read(surveys.load_survey, self._office, self._year_no, then=self._on_year)
        service, period = self._place()
        self.desk.read(
            survey_trend.load_before, self._office, self._year_no, service, period,
            then=lambda before: self._on_before(service, period, before),
        )  # fmt: skip
        self.desk.read(
            survey_trend.load_periods, self._office, self._year_no,
            then=lambda results: self.trend.show_results(self.survey, results),
        )  # fmt: skip
        self.desk.read(
            surveys.load_own, self._office, self._year_no, service, period,
            then=lambda own: self._on_own(service, period, own),
        )  # fmt: skip

    def show_link(self, wanted: Link) -> None:
        if wanted.focus in choices_of(self._year_no):
            self.show_place(wanted.filter or ANY_SERVICE, wanted.focus)

    def place(self) -> Link:
        service, period = self._place()
        return Link(self.key, period, service)

    def take_focus(self) -> bool:
        self.entry.begin()
        return True

    def regions(self) -> list[QWidget]:
        return [self._bar, self.entry.grid, self._side]

    def undo(self) -> bool:
        if not self._acts:
            return False
        self._acts.pop()()
        return True

    def adapt(self, width: int) -> None:
        is_wide = width >= _SIDE_BY_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        self._side.setMaximumWidth(theme.px(320) if is_wide else 16_777_215)
        self._side.setMinimumWidth(theme.px(270) if is_wide else 0)
        self._bar_row.setDirection(
            QBoxLayout.Direction.LeftToRight if width >= 1100 else QBoxLayout.Direction.TopToBottom
        )

    def number_in_focus(self) -> TraceWanted:
        service, period = self._place()
        return TraceWanted(f"{period}|{service}", instrument=self.survey.id)

    def show_place(self, service: str, period: str) -> None:
        """Show what this store collected for a service and period."""
        self.period.setCurrentIndex(max(self.period.findData(period), 0))
        self.service.setCurrentText(service)
        edit = self.service.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)
        self._on_place()

    def take_file(self, path: Path) -> None:
        """Read a table on the job thread and show what it would bring."""
        service, period = self._place()
        self.trouble.hide()
        self.intake.read(path, period, service)

    # --- layout -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        column.setSpacing(theme.SPACE_M)
        self.trouble = Banner("err", can_dismiss=True)
        self.trouble.hide()
        self.strip = Banner("info")
        self.strip.hide()
        column.addWidget(self.trouble)
        column.addWidget(self._make_bar())
        column.addWidget(self.strip)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        column.addLayout(self._row, 1)
        self._row.addWidget(self.entry, 1, Qt.AlignmentFlag.AlignTop)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.SPACE_M)
        self.importing = ImportCard("Simpan")
        self.importing.hide()
        self.index, self.priority, self.places = IndexCard(), PriorityCard(), PlacesCard()
        self.trend, self.profile = TrendCard(), ProfileCard()
        used = Card("Dipakai di Penilaian", "link")
        used.body.addWidget(
            WrapLabel(
                "Laporan SKM dapat menjadi bukti P.8.iv. Jawaban tetap Anda yang memilih.", "caption", "text2"
            )
        )
        self.use = link("Buka P.8.iv", "arrow-right")
        used.body.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.importing, self.index, self.priority, self.trend, used, self.profile, self.places):
            side.addWidget(card)
        side.addStretch(1)
        self._row.addWidget(self._side)
        self.form_button = secondary("Formulir kosong", "printer")
        self.kiosk = secondary("Mode kios", "device-desktop")

    def _make_bar(self) -> QWidget:
        self._bar = QWidget()
        self._bar_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._bar_row.setContentsMargins(0, 0, 0, 0)
        self._bar_row.setSpacing(theme.SPACE_S)
        self.period = ChoiceBox()
        self.period.setAccessibleName("Periode")
        for period in choices_of(self._year_no):
            self.period.addItem(period_words(period), period)
        self.period.insertSeparator(len(choices_of(self._year_no)) // 2)
        self.service = ChoiceBox()
        self.service.setAccessibleName("Layanan")
        self.service.setEditable(True)
        self.service.setMinimumWidth(theme.px(150))
        edit = self.service.lineEdit()
        if edit is not None:
            edit.setMaxLength(MOST_OF_A_SERVICE)
        self.service.addItem(ANY_SERVICE)
        self.mode = Segmented(
            [Choice(COUNTS, "Rekap"), Choice(FORMS, "Per responden"), Choice(MEANS, "Rata-rata")],
            name="Cara mengisi",
        )
        self.mode.set_value(COUNTS)
        self.paste = secondary("Tempel dari Excel", "clipboard-text")
        self.pick = secondary("Impor berkas", "file-spreadsheet")
        left, right = QHBoxLayout(), QHBoxLayout()
        for widget in (self.period, self.service, self.mode):
            left.addWidget(widget)
        left.addStretch(1)
        right.addStretch(1)
        right.addWidget(self.paste)
        right.addWidget(self.pick)
        self._bar_row.addLayout(left, 1)
        self._bar_row.addLayout(right)
        return self._bar

    def _connect(self) -> None:
        self.entry.counts_given.connect(lambda counts, n: self._do(surveys.keep_counts, counts, n))
        self.entry.means_given.connect(lambda means, n: self._do(surveys.keep_means, means, n))
        self.entry.forms_given.connect(lambda filled: self._do(surveys.keep_forms, filled))
        self.entry.removing.connect(self._on_take_away)
        self.period.activated.connect(lambda _: self._on_place())
        self.service.activated.connect(lambda _: self._on_place())
        edit = self.service.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(self._on_place)
        self.mode.chosen.connect(self._on_mode)
        self.paste.clicked.connect(self.entry.paste)
        self.pick.clicked.connect(self._on_pick)
        self.form_button.clicked.connect(self._on_form)
        self.kiosk.clicked.connect(self._on_kiosk)
        self.priority.wanted.connect(self._on_recommend)
        self.priority.way_wanted.connect(lambda: self.wanted.emit(Link("followup")))
        self.index.asked.connect(lambda: self.traced.emit(self.number_in_focus()))
        self.places.chosen.connect(self.show_place)
        self.use.clicked.connect(lambda: self.wanted.emit(Link("assessment", _USED_AT)))
        self.intake.kept.connect(self._on_imported)
        self.intake.taken_back.connect(self._on_taken_back)
        self.intake.failed.connect(self._on_failed)
        self.intake.ended.connect(self.entry.begin)
        self.strip.acted.connect(lambda _: self._replace_by_forms())

    # --- reading ------------------------------------------------------------------------------------------

    def _on_year(self, year: SurveyYear) -> None:
        self._year = year
        services = {batch.service for batch in year.every()} - {ANY_SERVICE}
        known = [ANY_SERVICE, *sorted(services, key=str.casefold)]
        if [self.service.itemText(at) for at in range(self.service.count())] != known:
            typed = self.service.currentText()
            self.service.clear()
            self.service.addItems(known)
            self.service.setCurrentText(typed)
        self._show_results()

    def _on_before(self, service: str, period: str, before: PeriodResult | None) -> None:
        if (service, period) == self._place() and before != self._before:
            self._before = before
            self._show_results()

    def _on_own(self, service: str, period: str, own: Own) -> None:
        if (service, period) != self._place():
            return
        self._own = own
        if self._pending:  # more was typed meanwhile: what is on its way will be read again
            return
        batch = own[0]
        if batch is not None and batch.on:
            mode = MEANS if batch.means is not None else FORMS if own[1] else COUNTS
            self.mode.set_value(mode)
        self._show_own()

    def _show_own(self) -> None:
        batch, filled = self._own
        self.entry.mode = self.mode.value() or COUNTS
        stands = batch if batch is not None and batch.on else None
        self.entry.show_batch(stands, filled, is_locked=self._is_locked())
        may_ask = not self._is_locked() and self.entry.mode != MEANS and self._is_of_year()
        self.kiosk.setEnabled(may_ask)
        self._show_strip()
        self._show_results()

    def _show_strip(self) -> None:
        asks = self.entry.mode == FORMS and self.entry.has_typed_counts
        if self._is_locked():
            self.strip.set_banner(
                "info", "Terkunci dalam paket resmi", "Buka kuncinya di Kirim bila survei perlu diubah."
            )
        elif asks:
            self.strip.set_banner(
                "info",
                "Untuk periode ini sudah ada rekap",
                "Isian per responden akan menggantikan rekapnya. Bisa diurungkan.",
                [Way("replace", "Ganti dengan isian per responden")],
            )
        elif not self._is_of_year():
            self.strip.set_banner(
                "info",
                "Periode tahun sebelumnya, untuk perbandingan",
                f"Tampil di tren dan di Sekretariat; tidak dihitung dalam hasil {self._year_no}.",
            )
        self.strip.setVisible(self._is_locked() or asks or not self._is_of_year())

    def _show_results(self) -> None:
        if self._year is None:
            return
        service, period = self._place()
        result = self._year.result(service, period)
        self.index.show_result(self.survey, result, self._before)
        self.priority.show_result(result)
        self.profile.show_result(self.survey, result)
        places = sorted({(b.service, b.period) for b in self._year.every()}, key=lambda one: (one[1], one[0]))
        shown = [(s, p, self._year.result(s, p)) for s, p in places]
        whole = self._year.result()
        self.places.show_places(shown, self._year_no, whole if len(shown) > 1 else None)
        own = self._own[0]
        others = [b for b in self._year.batches(service, period) if own is None or b.batch != own.batch]
        self.entry.show_sample(result, sum(batch.respondents for batch in others))

    def _place(self) -> tuple[str, str]:
        return self.service.currentText().strip() or ANY_SERVICE, str(self.period.currentData())

    def _is_of_year(self) -> bool:
        return self._place()[1].startswith(str(self._year_no))

    def _is_locked(self) -> bool:
        return self.answers is not None and self.answers.assessment.stage is not Stage.OPEN

    # --- writing ------------------------------------------------------------------------------------------

    def _do(self, act: Callable[..., Any], *values: Any) -> None:
        try:
            population = self.entry.population()
        except ValueError as fault:
            self.entry.say(f"“{fault}” bukan jumlah penerima layanan.")
            return
        service, period = self._place()
        self._write(act, self._office, self._year_no, service, period, *values, population=population)

    def _write(self, act: Callable[..., Any], *values: Any, **named: Any) -> None:
        """Write, and keep what stood before for Ctrl+Z."""
        former, place = self._own, self._place()
        self._pending += 1

        def kept(changes: Any) -> None:
            self._pending -= 1
            if changes:
                self._acts = [*self._acts[-199:], lambda: self._put_back(place, former)]
            self.refresh()

        def refused(error: RBDeskError) -> None:
            self._pending -= 1
            self._on_refused(error)

        self.desk.do(act, *values, by=self, then=kept, failed=refused, **named)

    def _put_back(self, place: tuple[str, str], former: Own) -> None:
        batch, filled = former
        if batch is not None:
            self.desk.do(
                surveys.keep_batch, self._office, self._year_no, batch, filled, by=self,
                then=lambda _: self.refresh(),
            )  # fmt: skip
        elif self._own[0] is not None:
            self.desk.do(
                surveys.set_standing, self._office, self._year_no, self._own[0], False, by=self,
                then=lambda _: self.refresh(),
            )  # fmt: skip
        self.told.emit("Diurungkan", None)

    def _replace_by_forms(self) -> None:
        batch = self._own[0]
        if batch is not None:
            empty = replace(batch, counts=counts_of([]), means=None, respondents=0, profile=())
            self._write(surveys.keep_batch, self._office, self._year_no, empty, ())
            QTimer.singleShot(0, self, lambda: self.mode.set_value(FORMS))

    def _on_take_away(self) -> None:
        batch = self._own[0]
        if batch is None:
            return
        self._write(surveys.set_standing, self._office, self._year_no, batch, False)
        self.told.emit("Rekap dihapus", self.undo)

    # --- acts ---------------------------------------------------------------------------------------------

    def _on_place(self) -> None:
        """Another service or period: nothing of the former one stays to be written to it."""
        if self._place() == self._shown_place:  # only left, not changed: undo stays
            return
        self._shown_place = self._place()
        self._before = None
        self._acts.clear()
        self._own = (None, ())
        self._show_own()
        self.refresh()

    def _on_mode(self, mode: str) -> None:
        self._show_own()
        self.entry.grid.setFocus()

    def _on_pick(self) -> None:
        for path in dialogs.pick_files(self, "Impor survei", "Tabel (*.xlsx *.csv)")[:1]:
            self.take_file(path)

    def _on_imported(self, table: SurveyTable, former: tuple[Former, ...]) -> None:
        if table.batches:
            self.show_place(table.batches[0].service, table.batches[0].period)
        self._acts = [lambda: self.intake.take_back(former)]  # several places, one step
        self.refresh()
        count = sum(one.respondents for one in table.batches)
        self.told.emit(f"{count} responden tersimpan", self.undo)

    def _on_taken_back(self) -> None:
        self.refresh()
        self.told.emit("Impor diurungkan", None)

    def _on_form(self) -> None:
        name = Path(f"Formulir SKM {self.desk.identity.office_name}.pdf")
        path = dialogs.pick_target(self, "Simpan formulir kosong", name, "PDF (*.pdf)")
        if path is not None:
            page = survey_form(
                self.survey, catalog.survey_wording(self.survey.id), office=self.desk.identity.office_name
            )
            try:
                path.write_bytes(page)
            except OSError as error:
                self._on_failed(error)
                return
            self.told.emit(f"Formulir tersimpan di {path.name}", None)

    def _on_kiosk(self) -> None:
        service, period = self._place()
        self.wanted.emit(Link("kiosk", period, service))

    def _on_recommend(self) -> None:
        service, period = self._place()
        if self._year is None:
            return
        result = self._year.result(service, period)
        names = [one.element.title for one in result.lowest()]
        words = f"Perbaiki {text.listing(names)} pada {service} (SKM {period_words(period)})."
        self.desk.do(
            followups.recommend_from_survey, self._office, self._year_no, words, _FOLLOWED_UP_AT, by=self,
            then=self._on_recommended, failed=self._on_failed,
        )  # fmt: skip

    def _on_recommended(self, changes: Changes) -> None:
        """Say where it stands now, and lead there."""
        self.priority.show_way(True)
        if not changes:
            self.told.emit("Rekomendasi itu sudah ada di Tindak Lanjut", None)
            return
        names = tuple(changes.questions)

        def withdraw() -> None:
            self.priority.show_way(False)
            self.desk.do(followups.set_standing, self._office, self._year_no, names, False, by=self)

        self.told.emit("Rekomendasi dibuat di Tindak Lanjut", withdraw)

    def _on_refused(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self._show_own()
        self.entry.say(f"{told.what} {told.todo}".strip())

    def _on_failed(self, error: RBDeskError | OSError) -> None:
        told = messages.sentence(error)
        self.trouble.set_banner("err", told.what, f"{told.safe} {told.todo}".strip())
        self.trouble.show()
