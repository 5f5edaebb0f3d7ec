"""Pengaturan: everything that a person may set, on one page of cards; applied at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import messages, paths
from rbdesk.domain.assessment import Stage
from rbdesk.domain.office import Role
from rbdesk.errors import RBDeskError
from rbdesk.exchange import keytext
from rbdesk.progress import Progress
from rbdesk.ui import dialogs, theme
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.settings_parts.activations import ActivationWriter
from rbdesk.ui.pages.settings_parts.backups import BackupActs
from rbdesk.ui.parts import data_place, focus
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.settings.activations import ActivationCard
from rbdesk.ui.parts.settings.backups import BackupsCard
from rbdesk.ui.parts.settings.data_folder import Contents, DataCard
from rbdesk.ui.parts.settings.erase import EraseCard
from rbdesk.ui.parts.settings.identity import IdentityCard, Persons
from rbdesk.ui.parts.settings.limit import LimitCard
from rbdesk.ui.parts.settings.look import LookCard
from rbdesk.ui.parts.settings.own_key import OwnKeyCard
from rbdesk.ui.parts.settings.roster import RosterLinkCard
from rbdesk.ui.parts.settings.seal import SealCard
from rbdesk.ui.parts.settings.secretariat import SecretariatCard
from rbdesk.ui.parts.settings.year import YearCard
from rbdesk.workflow import catalog, evidence, letters, ownkeys, roster, seals, secretariat, setup

_TWO_COLUMNS = 1000
_REPLACING = {
    Role.OFFICE: (
        "Bila laptop ini pernah hilang atau dipakai orang lain. Sekretariat mengenali kunci barunya dari berkas aktivasi"
        " atau dari 30 angkanya; minta kunci yang lama dicabut."
    ),
    Role.SECRETARIAT: (
        "Kunci lama mengumumkan yang baru, dan kecamatan mengikutinya dari balasan atau berkas aktivasi berikutnya."
        " Meja verifikator perlu mengenali kunci baru ini. Bila kunci lama hilang atau dicuri, kecamatan perlu berkas"
        " aktivasi baru dan mencocokkan angkanya lagi."
    ),
}


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
        self.backups = BackupsCard()
        self.eraser = EraseCard()
        self.backup_acts = BackupActs(desk, self.backups, self.eraser, self)
        self.own_key = OwnKeyCard()
        self.roster = RosterLinkCard()
        self.seal = SealCard()
        self.secretariat = SecretariatCard()
        offices = catalog.register().offices
        self.activations = ActivationCard([(office.code, office.name) for office in offices])
        self.activation_writer = ActivationWriter(desk, self)
        self._activation_folder = paths.outgoing()
        self.about = secondary("Tentang RBDesk", "info-circle")
        self._used: int | None = None
        self._free: int | None = None
        self._is_measuring = False
        self._is_sealing = False
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
        self.backups.restore_wanted.connect(lambda: self.wanted.emit(Link("restore")))
        self.own_key.named.connect(lambda name: self._keep(device_label=name))
        self.own_key.copied.connect(lambda: self.told.emit("Teks kunci tersalin", None))
        self.own_key.printing.connect(self._on_printing)
        self.own_key.replacing.connect(self._on_replacing)
        self.seal.print_wanted.connect(self._on_print_wanted)
        self.seal.on_wanted.connect(lambda copy: self._switch(seals.switch_on, copy))
        self.seal.off_wanted.connect(lambda: self._switch(seals.switch_off))
        self.seal.put_back_wanted.connect(lambda copy: self._switch(seals.put_back, copy))
        self.secretariat.activation_wanted.connect(
            lambda: self.wanted.emit(Link("returned", "", "activation"))
        )
        self.activations.wanted.connect(self._on_activations_wanted)
        self.activations.cancelled.connect(self.activation_writer.stop)
        self.activations.acted.connect(
            lambda _: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._activation_folder)))
        )
        self.activation_writer.stepped.connect(self._on_activation_step)
        self.activation_writer.ended.connect(self._on_activations_made)
        self.activation_writer.failed.connect(self._on_activations_failed)
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
        elif link.focus == "backups":
            self._bring_into_view(self.backups)
        elif link.focus == "activations" and not self._is_office:
            self._bring_into_view(self.activations)
            focus.focus_into([self.activations])

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
        last_left = [self.limit, self.eraser] if self._is_office else []
        self._left = _column([self.look, self.identity, *last_left])
        right: list[QWidget] = [self.data, self.backups, self.year, self.secretariat, self.own_key]
        self._right = _column(right if self._is_office else [self.data, self.backups, self.year])
        if self._is_office:
            for card in (self.roster, self.seal, self.activations):
                card.setParent(self)
                card.hide()
        else:
            for unused in (self.limit, self.secretariat):
                unused.setParent(self)
                unused.hide()
            self._add(self._left, self.own_key)
            self._add(self._left, self.eraser)
            self._add(self._right, self.activations)
            self._add(self._right, self.roster)
            self._add(self._right, self.seal)
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
            "Tanpa berkas aktivasi, Sekretariat mencocokkan 30 angka ini lewat telepon sebelum paket pertama digabung."
            if self._is_office
            else "Dengan angka ini kecamatan mengenali Sekretariat."
        )
        if self._is_sealing:
            words += " Paket dari sini disegel: hanya Sekretariat yang dapat membukanya."
        self.own_key.show_key(
            identity.device.label,
            identity.fingerprint,
            keytext.key_text(identity.office, identity.device.key),
            words,
        )
        self.activations.show_key(identity.fingerprint)

    def _read(self) -> None:
        self.backup_acts.read()
        if self._is_office and self.answers is not None:
            self.desk.read(evidence.list_evidence, self.answers.key, then=self._on_evidence)
            self.desk.read(letters.load_pinned, then=self.secretariat.show_keys)
            self.desk.read(letters.load_recipient, then=self._on_recipient)
        else:
            self.desk.read(secretariat.load_inbox, self.desk.identity.year, then=self._on_inbox)
            self.desk.read(roster.load_roster, then=self.roster.show_roster)
            self.desk.read(seals.load_seal, then=self.seal.show_seal)
        if not self._is_measuring:
            self._is_measuring = True
            folder = self.desk.identity.folder
            self.desk.run(_measure, folder, done=self._on_measured, ended=self._on_measuring_ended)

    def _on_printing(self) -> None:
        """Keep the page with this computer's digits."""
        device = self.desk.identity.device
        wished = paths.outgoing() / f"Berita acara perangkat {device.id}.pdf"
        chosen = dialogs.pick_target(self, "Simpan halaman kunci", wished, "PDF (*.pdf)")
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(".pdf")
        at = self.desk.clock().astimezone()
        told = f"Halaman kunci disimpan: {path.name}"
        done: Callable[[object], None] = lambda _: self.told.emit(told, None)  # noqa: E731
        self.desk.run(ownkeys.write_key_page, path, self.desk.identity.office, device, at, done=done)

    def _on_recipient(self, recipient: str) -> None:
        self._is_sealing = bool(recipient)
        self._show_key()

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

    # --- activation files ---------------------------------------------------------------------------------

    def _on_activations_wanted(self, office: str) -> None:
        folder = dialogs.pick_folder(
            self, "Pilih folder untuk berkas aktivasi", self._activation_folder.parent
        )
        if folder is not None:
            self._activation_folder = folder
            every = [one.code for one in catalog.register().offices]
            self.activation_writer.write([office] if office else every, folder)

    def _on_activation_step(self, done: int, total: int, office: str) -> None:
        self.activations.show_step(done, total, catalog.register().name_of(office))

    def _on_activations_made(self, made: int) -> None:
        ways = [Way("folder", "Buka folder", "folder-open")] if made else []
        title = f"{made} berkas aktivasi sudah dibuat" if made else "Tidak ada berkas yang dibuat"
        self.activations.end("ok" if made else "info", title, str(self._activation_folder), ways)

    def _on_activations_failed(self, error: RBDeskError, made: int) -> None:
        said = messages.sentence(error)
        written = f"{made} berkas sudah jadi dan dapat dipakai. " if made else ""
        self.activations.end("err", said.what, f"{written}{said.todo}".strip())

    # --- keys ---------------------------------------------------------------------------------------------

    def _on_replacing(self) -> None:
        """Ask first; a lost key announces nothing, so that is a way of its own at the secretariat."""
        words = _REPLACING[self.desk.identity.role]
        question = dialogs.Trouble("Ganti kunci komputer ini?", words, icon="alert-triangle", tone="warn")
        acts = [dialogs.Act("replace", "Ganti kunci", "key")]
        if not self._is_office:
            acts.insert(0, dialogs.Act("lost", "Kunci lama hilang atau dicuri"))
        chosen = dialogs.show_trouble(self, question, acts, close_words="Tetap pakai yang lama")
        if chosen in ("replace", "lost"):
            is_lost = chosen == "lost"
            self.desk.do(ownkeys.replace_key, is_lost=is_lost, by=self, then=lambda _: self._on_replaced())

    def _on_replaced(self) -> None:
        self._show_key()
        self.told.emit("Kunci komputer ini sudah diganti", None)

    def _on_print_wanted(self) -> None:
        """Make the key where there is none, then write its page where the person wants it."""
        name = paths.outgoing().parent / "kunci-segel.pdf"
        target = dialogs.pick_target(self, "Simpan halaman untuk brankas", name, "PDF (*.pdf)")
        if target is None:
            return
        if target.suffix.casefold() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        self.desk.do(
            seals.make_key_once, by=self, then=lambda _: self._print(target), failed=self._on_seal_failed
        )

    def _print(self, target: Path) -> None:
        self.desk.read(
            seals.load_copy, then=lambda copy: self._write(copy, target), failed=self._on_seal_failed
        )

    def _write(self, copy: seals.SafeCopy, target: Path) -> None:
        self.desk.run(
            lambda progress: seals.write_copy(copy, target),
            done=lambda _: self._on_printed(target),
            failed=self._on_seal_failed,
        )

    def _on_printed(self, target: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
        self.told.emit("Cetak halaman itu, simpan di brankas, lalu hapus berkasnya", None)
        self._read()

    def _switch(self, act: Callable[..., Any], *copy: str) -> None:
        self.desk.do(act, *copy, by=self, then=lambda _: self._read(), failed=self._on_seal_failed)

    def _on_seal_failed(self, error: RBDeskError) -> None:
        said = messages.sentence(error)
        self.seal.say_fault(f"{said.what} {said.todo}".strip())

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
