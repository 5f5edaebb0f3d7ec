"""Pengaturan: everything that a person may set, on one page of cards; applied at once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.assessment import Stage
from rbdesk.domain.office import Role
from rbdesk.exchange import keytext
from rbdesk.progress import Progress
from rbdesk.ui import theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts import data_place
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.settings.data_folder import Contents, DataCard
from rbdesk.ui.parts.settings.identity import IdentityCard, Persons
from rbdesk.ui.parts.settings.limit import LimitCard
from rbdesk.ui.parts.settings.look import LookCard
from rbdesk.ui.parts.settings.own_key import OwnKeyCard
from rbdesk.ui.parts.settings.roster import RosterLinkCard
from rbdesk.ui.parts.settings.year import YearCard
from rbdesk.workflow import catalog, evidence, roster, secretariat, setup

_TWO_COLUMNS = 1000


class SettingsPage(Page):
    """Two columns of cards; one below 1000."""

    key = "settings"
    title = "Pengaturan"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self._is_office = desk.identity.role is Role.OFFICE
        self.look = LookCard()
        self.identity = IdentityCard()
        self.year = YearCard()
        self.limit = LimitCard()
        self.data = DataCard()
        self.own_key = OwnKeyCard()
        self.roster = RosterLinkCard()
        self.about = secondary("Tentang RBDesk", "info-circle")
        self._used: int | None = None
        self._free: int | None = None
        self._is_measuring = False
        self._counts: tuple[tuple[int, str], ...] = ()
        self._lay_out()
        self.about.clicked.connect(lambda: self.wanted.emit(Link("help", "about")))
        self.identity.kept.connect(self._on_persons)
        self.year.sources_wanted.connect(lambda: self.wanted.emit(Link("instrument")))
        self.year.history_wanted.connect(lambda: self.wanted.emit(Link("history")))
        self.year.target_kept.connect(lambda target: self._keep(target=target))
        self.year.deadlines_kept.connect(lambda deadlines: self._keep(deadlines=deadlines))
        self.limit.chosen.connect(lambda way: self._keep(package_limit=way))
        self.data.practice_wanted.connect(lambda: self.wanted.emit(Link("practice")))
        self.own_key.named.connect(lambda name: self._keep(device_label=name))
        self.own_key.copied.connect(lambda: self.told.emit("Teks kunci tersalin", None))
        self.roster.wanted.connect(lambda: self.wanted.emit(Link("roster")))
        self.year.show_instrument(catalog.instrument(catalog.UNIT_SHEET), desk.identity.edition)

    def header_widgets(self) -> list[QWidget]:
        return [self.about]

    def refresh(self) -> None:
        identity = self.desk.identity
        self.context_changed.emit("Berlaku seketika · tidak perlu disimpan")
        self.identity.show_identity(identity, is_locked=self._is_locked())
        self.year.show_settings(identity.target, identity.deadlines)
        self.limit.show_way(identity.package_limit)
        self.data.show_folder(identity.folder, is_practice=identity.practice)
        risks = data_place.risks(identity.folder)
        self.data.warn(" ".join(risk.words for risk in risks))
        self._show_key()
        self._read()

    def show_link(self, link: Link) -> None:
        if link.focus in ("identity", "operator"):
            is_operator = link.focus == "operator" or not self._is_office
            self.identity.open_form("operator" if is_operator else "identity")
            self._bring_into_view(self.identity)

    def _bring_into_view(self, widget: QWidget) -> None:
        """Scroll there once the form that has just opened has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(widget))

    def keep_typing(self) -> None:
        self.identity.keep_typing()
        self.year.keep_typing()
        self.own_key.keep_typing()

    def regions(self) -> list[QWidget]:
        return [self._left, self._right]

    def adapt(self, width: int) -> None:
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if width >= _TWO_COLUMNS else QBoxLayout.Direction.TopToBottom
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._row.setContentsMargins(theme.SPACE_XL, theme.SPACE_M + 2, theme.SPACE_XL, theme.SPACE_L)
        self._row.setSpacing(theme.SPACE_M)
        last_left = [self.limit] if self._is_office else []
        self._left = _column([self.look, self.identity, *last_left])
        right: list[QWidget] = [self.data, self.year, self.own_key]
        self._right = _column(right if self._is_office else [self.data, self.year])
        if self._is_office:
            self.roster.setParent(self)
            self.roster.hide()
        else:
            self.limit.setParent(self)
            self.limit.hide()
            self._add(self._left, self.own_key)
            self._add(self._right, self.roster)
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self._right, 1)
        self._scroll = ScrollColumn(inside)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _add(self, column: QWidget, card: QWidget) -> None:
        layout = column.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.count() - 1, card)

    def _is_locked(self) -> bool:
        return self.answers is not None and self.answers.assessment.stage is not Stage.OPEN

    def _show_key(self) -> None:
        identity = self.desk.identity
        words = (
            "Sekretariat mencocokkan 30 angka ini lewat telepon sebelum paket pertama dari komputer ini digabung."
            if self._is_office
            else "Dengan angka ini kecamatan mengenali Sekretariat."
        )
        self.own_key.show_key(
            identity.device.label,
            identity.fingerprint,
            keytext.key_text(identity.office, identity.device.key),
            words,
        )

    def _read(self) -> None:
        if self._is_office and self.answers is not None:
            self.desk.read(evidence.list_evidence, self.answers.key, then=self._on_evidence)
        else:
            self.desk.read(secretariat.load_inbox, self.desk.identity.year, then=self._on_inbox)
            self.desk.read(roster.load_roster, then=self.roster.show_roster)
        if not self._is_measuring:
            self._is_measuring = True
            folder = self.desk.identity.folder
            self.desk.run(_measure, folder, done=self._on_measured, ended=self._on_measuring_ended)

    def _on_evidence(self, files: Any) -> None:
        answered = self.answers.sheet.answered[0] if self.answers is not None else 0
        used = sum(1 for file in files if file.uses)
        self._counts = ((answered, "jawaban"), (used, "bukti"))
        self._show_contents()

    def _on_inbox(self, inbox: Any) -> None:
        self._counts = ((inbox.received, "kecamatan sudah mengirim"),)
        self._show_contents()

    def _on_measured(self, sizes: tuple[int, int]) -> None:
        self._used, self._free = sizes
        self._show_contents()

    def _on_measuring_ended(self) -> None:
        self._is_measuring = False

    def _show_contents(self) -> None:
        self.data.show_contents(Contents(self._counts, self._used, self._free))

    def _keep(self, **values: Any) -> None:
        self.desk.do(setup.keep_settings, by=self, **values)

    def _on_persons(self, persons: Persons) -> None:
        self.desk.do(
            setup.keep_profile,
            persons.profile,
            persons.head_nip,
            persons.operator,
            persons.operator_post,
            by=self,
            failed=lambda _: self.refresh(),
        )


def _column(cards: list[QWidget]) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE_M)
    for card in cards:
        layout.addWidget(card)
    layout.addStretch(1)
    return column


def _measure(folder: Path, progress: Progress) -> tuple[int, int]:
    """Bytes that a desk uses, and bytes free on its disk."""
    used = 0
    for place, _, names in os.walk(folder):
        progress.step(0, 1, "")
        for name in names:
            try:
                used += os.path.getsize(os.path.join(place, name))
            except OSError:  # gone while we counted
                continue
    return used, shutil.disk_usage(folder).free
