"""Bandingkan dua laptop: what an office's laptops say differently, to be read by the secretariat, which chooses nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import messages, paths
from rbdesk.domain.assessment import Evidence, Key
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import theme
from rbdesk.ui.answer_form import viewer
from rbdesk.ui.models.rows import RowsModel
from rbdesk.ui.pages.branches_parts.asking import AskDialog, ask_message
from rbdesk.ui.pages.joining_parts.cards import VersionCards
from rbdesk.ui.pages.joining_parts.progress import ClashTable, Panel, clash_columns
from rbdesk.ui.pages.joining_parts.wording import (
    ClashLine,
    clash_lines,
    heading,
    range_words,
    version_texts,
)
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, conflicts, forwarding
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.conflicts import Conflicts
from rbdesk.workflow.secretariat import Received

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_STALE_TOPICS = frozenset({"inbox", "answers", "packages"})
_LIST_WIDTH, _NARROW_LIST = 344, 276
_NARROW = 980  # of the page
_HINT = "Hanya baca: kecamatan yang memilih. Tidak ada yang dipilih menurut jam."


class BranchesPage(Page):
    """The rows that differ at the left, the laptops' versions of one at the right."""

    key = "branches"
    title = "Bandingkan dua laptop"
    parent_key = "inbox"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.found: Conflicts | None = None
        self.packages: tuple[Received, ...] = ()
        self.target: Path = paths.outgoing()
        self._instrument = catalog.instrument(catalog.UNIT_SHEET)
        self._office = ""
        self._copies: tuple[Path, ...] = ()
        self._shown: ClashLine | None = None
        self._build()
        self._connect()

    def header_widgets(self) -> list[QWidget]:
        return [self.ask]

    def regions(self) -> list[QWidget]:
        if self.views.currentWidget() is not self._content:
            return [self.empty]
        return [self.table, self.cards]

    def keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", "pindah")] if self.views.currentWidget() is self._content else []

    def place(self) -> Link:
        return Link(self.key, self._office)

    def show_link(self, link: Link) -> None:
        """The focus is an office's code."""
        if catalog.register().office(link.focus) is not None and link.focus != self._office:
            self._office = link.focus
            self.found = None
            self._copies = ()
            self.notice.hide()
            self.refresh()

    def refresh(self) -> None:
        if not self._office:
            self._show_empty()
            return
        key = Key(self._office, self.desk.identity.year, self._instrument.id)
        self.desk.read(forwarding.list_branches, key, then=partial(self._on_packages, self._office))
        self.desk.read(conflicts.load_conflicts, key, then=partial(self._on_found, self._office))

    # --- asking the office --------------------------------------------------------------------------------

    def ask_office(self) -> None:
        """Say what would be copied where."""
        dialog = AskDialog(self, office=self._name(), packages=self.packages, folder=self.target)
        dialog.wanted.connect(self._copy)
        dialog.open()

    def _copy(self, folder: Path) -> None:
        self.target = folder
        self.ask.setEnabled(False)
        self.desk.run(
            forwarding.copy_packages,
            DeskFolder(self.desk.folder),
            self.packages,
            folder,
            done=self._on_copied,
            failed=self._on_failed,
        )

    def _on_copied(self, copies: tuple[Path, ...]) -> None:
        self._copies = copies
        self.ask.setEnabled(True)
        ways = [
            Way("message", "Salin pesan", "brand-whatsapp", "primary"),
            Way("folder", "Buka folder", "folder-open"),
        ]
        names = " · ".join(copy.name for copy in copies)
        self.notice.set_banner("ok", f"{len(copies)} berkas disalin ke {self.target}", names, ways)
        self.notice.show()

    def _on_failed(self, error: RBDeskError) -> None:
        self.ask.setEnabled(True)
        told = messages.sentence(error)
        self.notice.set_banner("err", told.what, f"{told.safe} {told.todo}".strip())
        self.notice.show()

    def _on_notice(self, way: str) -> None:
        if way == "folder":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.target)))
            return
        count = len(self.found.open) if self.found is not None else 0
        names = [copy.name for copy in self._copies]
        words = ask_message(self._name(), self.desk.identity.year, names, count)
        QGuiApplication.clipboard().setText(words)
        self.told.emit("Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkasnya.", None)

    # --- showing ------------------------------------------------------------------------------------------

    def _on_packages(self, office: str, packages: tuple[Received, ...]) -> None:
        if office == self._office:
            self.packages = packages
            self.ask.setEnabled(len(packages) > 1)
            self.ask.setToolTip("" if len(packages) > 1 else "Kecamatan ini tidak punya dua versi")

    def _on_found(self, office: str, found: Conflicts) -> None:
        if office != self._office:
            return
        is_first = self.found is None
        self.found = found
        lines = clash_lines(found, self._instrument)
        opened = [line for line in lines if line.open is not None]
        self.context_changed.emit(self._context(len(opened)))
        if not opened:
            self._show_empty()
            return
        self.range.setText(range_words(found.range))
        self.alone.setText(f"{found.agreed} jawaban sama atau hanya diisi di satu laptop")
        self.views.show()
        self.views.setCurrentWidget(self._content)
        former = self._shown.row if self._shown is not None else None
        self.model.set_rows(opened)
        self.table.fit()
        rows = [line.row for line in opened]
        self.table.selectRow(rows.index(former) if former in rows else 0)
        self._show_line(self.model.row_at(self.table.current_row()))
        self.header_changed.emit()
        if is_first:
            focus.enter_late(self, self.regions())

    def _context(self, count: int) -> str:
        labels = [record.device.label for record in self.packages if record.device.label]
        names = " dan ".join(dict.fromkeys(labels))
        by = f" · {names}" if names else ""
        return f"Kecamatan {self._name()} · {count} hal berbeda{by}"

    def _show_empty(self) -> None:
        name = f"Isi kedua laptop {self._name()} tidak bertentangan" if self._office else "Tidak ada bentrok"
        details = (
            "Tetap mintalah kecamatan menyatukannya, agar paket berikutnya memuat keduanya."
            if len(self.packages) > 1
            else "Dua laptop satu kecamatan yang berbeda isinya dibandingkan di sini, dari Perlu tindakan."
        )
        self.empty.set_words(name, details)
        self.views.show()
        self.views.setCurrentWidget(self.empty)
        self.header_changed.emit()

    def _on_picked(self, index: QModelIndex) -> None:
        self._show_line(self.model.row_at(index))

    def _show_line(self, line: ClashLine | None) -> None:
        if line is None or line == self._shown:
            return
        self._shown = line
        code, question = heading(line, self._instrument)
        self.code.setText(code)
        self.code.setVisible(bool(code))
        self.question.setText(question)
        self.cards.show_versions(version_texts(line, self._instrument), None, can_choose=False)
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)

    def _open_evidence(self, item: Evidence) -> None:
        try:
            viewer.open_copy(DeskFolder(self.desk.folder), item.sha256, item.name)
        except RBDeskError as error:
            self._on_failed(error)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS and self.isVisible():
            self.refresh()

    def _name(self) -> str:
        return catalog.register().name_of(self._office)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < theme.px(_NARROW)
        self._left.setFixedWidth(theme.px(_NARROW_LIST if is_narrow else _LIST_WIDTH))
        self.alone.setVisible(not is_narrow)
        self.cards.fit(self.width() - self._left.width() - 2 * theme.SPACE_L)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.ask = primary("Minta kecamatan memilih", "mail-forward")
        self.ask.setEnabled(False)
        self.notice = Banner("ok", can_dismiss=True)
        self.notice.hide()
        self.range = Label("", "hero")
        self.alone = WrapLabel("", "body", "text2")
        self.model = RowsModel(clash_columns(), key=lambda line: line.row, parent=self)
        self.table = ClashTable(self.model)
        self.code = Label("", "caption_strong", "text2")
        self.question = WrapLabel("", "question", selectable=True)
        self.cards = VersionCards(is_read_only=True)
        self._left = Panel()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._make_value())
        left.addWidget(self.table, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.notice)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        self.code.setContentsMargins(0, 3, 0, 0)
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.question, 1)
        column.addLayout(head)
        column.addWidget(self.cards, 1)
        told = QHBoxLayout()
        told.setSpacing(theme.SPACE_S)
        told.addWidget(IconLabel("info-circle", "text3", 16), 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(WrapLabel(_HINT, "caption", "text3"), 1)
        column.addLayout(told)
        self._scroll = ScrollColumn(inside)
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self._scroll, 1)
        self.empty = EmptyState(
            "Tidak ada bentrok", "", [Way("inbox", "Ke Kotak Masuk", "inbox")], icon="device-laptop"
        )
        self.views = QStackedWidget()
        self.views.addWidget(self._content)
        self.views.addWidget(self.empty)
        self.views.hide()  # until it is known what there is
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.views)

    def _make_value(self) -> QWidget:
        """The value as a range, over the list."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_S)
        column.setSpacing(2)
        column.addWidget(Label("Nilai sementara", "caption", "text2"))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.range)
        row.addWidget(Chip("belum final", "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.alone)
        return made

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.ask.clicked.connect(self.ask_office)
        self.notice.acted.connect(self._on_notice)
        self.table.picked.connect(self._on_picked)
        self.cards.evidence_wanted.connect(self._open_evidence)
        self.empty.acted.connect(lambda page: self.wanted.emit(Link(page)))
