"""Mode kios: a PIN for the way out, and the whole screen is the citizens' until it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.domain.survey import MOST_OF_A_SERVICE
from rbdesk.errors import RBDeskError
from rbdesk.ui import theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.kiosk_parts import pin
from rbdesk.ui.pages.kiosk_parts.screen import Counter, Kiosk, Pace, Tally
from rbdesk.ui.pages.survey_parts.side import period_words, periods_of
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, kiosk, surveys
from rbdesk.workflow.kiosk import Readiness
from rbdesk.workflow.survey_import import ANY_SERVICE
from rbdesk.workflow.surveys import SurveyYear

_WIDEST = 620


class KioskPage(Page):
    """What the kiosk collects for, its PIN, and the start. While it is open this window is hidden."""

    key = "kiosk"
    title = "Mode kios"
    parent_key = "survey"
    pace = Pace()

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self._office, self._year = desk.identity.office, desk.identity.year
        self._ready: Readiness | None = None
        self.screen_now: Kiosk | None = None
        self._lay_out()
        self.period.activated.connect(lambda _: self._on_place())
        self.service.activated.connect(lambda _: self._on_place())
        edit = self.service.lineEdit()
        if edit is not None:
            edit.editingFinished.connect(self._on_place)
        self.pin.textEdited.connect(lambda _: self._show_ready())
        self.pin.returnPressed.connect(self._on_start)
        self.begin.clicked.connect(self._on_start)

    def refresh(self) -> None:
        self.context_changed.emit("Survei oleh warga di loket, layar penuh, tanpa nama")
        self.desk.read(surveys.load_survey, self._office, self._year, then=self._on_survey)
        self._on_place()

    def show_link(self, wanted: Link) -> None:
        if (at := self.period.findData(wanted.focus)) >= 0:
            self.period.setCurrentIndex(at)
        self.service.setCurrentText(wanted.filter or ANY_SERVICE)
        self.trouble.hide()
        self._on_place()

    def place(self) -> Link:
        service, period = self._place()
        return Link(self.key, period, service)

    def take_focus(self) -> bool:
        (self.pin if self.pin.isEnabled() else self.period).setFocus()
        return True

    def regions(self) -> list[QWidget]:
        return [self._card]

    # --- layout -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        row = QHBoxLayout(inside)
        row.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE_M)
        row.addStretch(1)
        row.addLayout(column, 1000)
        row.addStretch(1)
        self.trouble = Banner("err", can_dismiss=True)
        self.trouble.hide()
        self.refused = Banner("warn")
        self.refused.hide()
        for banner in (self.trouble, self.refused):
            banner.setMaximumWidth(theme.px(_WIDEST))
            column.addWidget(banner)
        self._card = self._make_card()
        column.addWidget(self._card)
        column.addStretch(1)

    def _make_card(self) -> Card:
        card = Card("Untuk loket pelayanan", "device-desktop")
        card.setMaximumWidth(theme.px(_WIDEST))
        card.body.setSpacing(theme.SPACE_M)
        card.body.addWidget(
            WrapLabel(
                "Layar ini diserahkan kepada warga: sembilan pertanyaan, satu per satu, dengan sentuhan, tetikus, atau "
                "tombol 1–4. Setiap isian yang selesai langsung tersimpan."
            )
        )
        self.period = QComboBox()
        self.period.setAccessibleName("Periode")
        for period in periods_of(self._year):
            self.period.addItem(period_words(period), period)
        self.service = QComboBox()
        self.service.setAccessibleName("Layanan")
        self.service.setEditable(True)
        edit = self.service.lineEdit()
        if edit is not None:
            edit.setMaxLength(MOST_OF_A_SERVICE)
        self.service.addItem(ANY_SERVICE)
        places = QHBoxLayout()
        places.setSpacing(theme.SPACE_M)
        for name, box in (("Periode", self.period), ("Layanan", self.service)):
            side = QVBoxLayout()
            side.setSpacing(theme.SPACE_XS)
            label = Label(name, "strong")
            label.setBuddy(box)
            side.addWidget(label)
            side.addWidget(box)
            places.addLayout(side, 1)
        card.body.addLayout(places)
        self.facts = FactList()
        card.body.addWidget(self.facts)
        field = Field(
            "PIN untuk keluar",
            "4–6 angka, ditentukan sekarang dan hanya berlaku sampai kios ditutup. PIN tidak disimpan di mana pun.",
            pin.LONGEST,
        )
        self.pin: QLineEdit = field.edit
        self.pin.setValidator(
            QRegularExpressionValidator(QRegularExpression(f"[0-9]{{0,{pin.LONGEST}}}"), self)
        )
        card.body.addWidget(field)
        self.begin = primary("Mulai kios", "device-desktop")
        start = QHBoxLayout()
        start.addWidget(self.begin)
        self.why = WrapLabel("", "caption", "text2")
        start.addWidget(self.why, 1, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(start)
        card.body.addWidget(
            WrapLabel(
                "Keluar: tekan Ctrl+Shift+Q, atau tahan lambang kantor di kiri atas selama tiga detik, lalu ketik PIN. "
                "Kios menutup RBDesk, bukan Windows: di loket pakailah akun Windows tersendiri.",
                "caption",
                "text2",
            )
        )
        return card

    # --- reading ------------------------------------------------------------------------------------------

    def _on_survey(self, year: SurveyYear) -> None:
        known = [ANY_SERVICE, *(service for service in year.services() if service != ANY_SERVICE)]
        if [self.service.itemText(at) for at in range(self.service.count())] != known:
            typed = self.service.currentText()
            self.service.clear()
            self.service.addItems(known)
            self.service.setCurrentText(typed)

    def _on_place(self) -> None:
        service, period = self._place()
        self.desk.read(
            kiosk.load_readiness, self._office, self._year, service, period,
            then=lambda ready: self._on_ready(service, period, ready),
        )  # fmt: skip

    def _on_ready(self, service: str, period: str, ready: Readiness) -> None:
        if (service, period) == self._place():
            self._ready = ready
            self._show_ready()

    def _show_ready(self) -> None:
        ready, identity = self._ready, self.desk.identity
        if ready is None:
            self.begin.setEnabled(False)
            return
        self.facts.set_facts(
            [("Sudah menjawab", f"{ready.answered} orang"), ("Berhenti di tengah", f"{ready.broken} orang")]
        )
        self._show_refusal(ready)
        is_typed = pin.PIN.fullmatch(self.pin.text()) is not None
        is_refused = ready.refusal is not None or identity.is_read_only
        self.begin.setEnabled(is_typed and not is_refused)
        self.why.setText("" if is_typed or is_refused else "Isi PIN dahulu, 4 sampai 6 angka.")
        if is_refused and self.pin.hasFocus():
            self.period.setFocus()
        self.pin.setEnabled(not is_refused)

    def _show_refusal(self, ready: Readiness) -> None:
        if self.desk.identity.is_read_only:
            self.refused.set_banner(
                "warn",
                "Kios tidak dapat dimulai",
                "Folder data ini tidak dapat ditulis, jadi jawaban tidak tersimpan.",
            )
        elif ready.refusal is not None:
            told = messages.sentence(ready.refusal)
            self.refused.set_banner("warn", "Kios tidak dapat dimulai", f"{told.what} {told.todo}".strip())
        self.refused.setVisible(ready.refusal is not None or self.desk.identity.is_read_only)

    def _place(self) -> tuple[str, str]:
        return self.service.currentText().strip() or ANY_SERVICE, str(self.period.currentData())

    # --- the kiosk ----------------------------------------------------------------------------------------

    def _on_start(self) -> None:
        if not self.begin.isEnabled() or self.screen_now is not None:
            return
        service, period = self._place()
        survey = catalog.survey_of_year(self._year)
        counter = Counter(self._office, self.desk.identity.office_name, self._year, service, period)
        shown = Kiosk(
            self.desk, counter, catalog.survey_wording(survey.id), self.pin.text(), pace=self.pace
        )  # fmt: skip
        self.pin.clear()
        self.trouble.hide()
        self.screen_now = shown
        self.destroyed.connect(shown.deleteLater)
        shown.left.connect(self._on_left)
        shown.setGeometry(self.screen().geometry())
        shown.showFullScreen()
        shown.activateWindow()
        shown.setFocus()
        self.window().hide()  # a second start of the program could raise it, and Alt+Tab lead there

    def _on_left(self, tally: Tally, error: RBDeskError | None) -> None:
        self.window().show()  # before the kiosk closes: without any window the program would end
        self.window().activateWindow()
        if self.screen_now is not None:
            self.screen_now.deleteLater()
            self.screen_now = None
        self.refresh()
        self.pin.setFocus()
        if error is not None:
            told = messages.sentence(error)
            self.trouble.set_banner("err", "Survei berhenti", f"{told.what} {told.safe} {told.todo}".strip())
            self.trouble.show()
        words = f"Kios ditutup · {tally.answered} orang menjawab"
        self.told.emit(words + (f", {tally.broken} berhenti di tengah" if tally.broken else ""), None)
