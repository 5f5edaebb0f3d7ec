"""Laporan: choose a document, see its pages, say where, and make it. Both roles; an office makes its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk import paths
from rbdesk.domain.office import Role
from rbdesk.ui import dialogs, jobs, theme
from rbdesk.ui.pages.reports_parts import previews
from rbdesk.ui.pages.reports_parts.chapters import Chapters, Paper
from rbdesk.ui.pages.reports_parts.made_list import ICONS, MadeList
from rbdesk.ui.pages.reports_parts.making import DocumentMaker, act_on, document_order
from rbdesk.ui.pages.reports_parts.others import OtherDocuments
from rbdesk.ui.pages.reports_parts.pages_view import PagesView
from rbdesk.ui.pages.reports_parts.previews import Preview
from rbdesk.ui.pages.reports_parts.slides import SlideChooser
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import primary, quiet, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_tile import ChoiceCard
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn, centred
from rbdesk.ui.parts.working import Working
from rbdesk.workflow import documents
from rbdesk.workflow.documents import DECK, KINDS, REPORT, WORKBOOK, Material, Wish

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.changes import Changes

_LEFT_WIDTHS = ((1240, 394), (1000, 320), (0, 300))  # from a window's width on
_HINT_FROM = 1000
_PREVIEW_AFTER_MS = 120
_FOLDER = "Laporan"
_NOT_STALE = frozenset({"documents", "settings"})
_WORDS = {
    Role.SECRETARIAT: {
        WORKBOOK: ("Rekap Excel", "Perbandingan 23 kecamatan, status, tindak lanjut (.xlsx)"),
        REPORT: ("Laporan PDF", "Ringkasan, tabel, grafik, rekomendasi (.pdf)"),
        DECK: ("Paparan PPTX", "Salindia untuk evaluasi September (.pptx)"),
    },
    Role.OFFICE: {
        WORKBOOK: ("Buku kerja LKE", "Lembar kerja Excel yang menghitung sendiri (.xlsx)"),
        REPORT: ("Laporan penilaian mandiri", "Nilai, jawaban, bukti, dan Berita Acara (.pdf)"),
        DECK: ("Paparan singkat", "Salindia tentang kantor ini (.pptx)"),
    },
}
_ACTS = {WORKBOOK: "Buat buku kerja", REPORT: "Buat laporan", DECK: "Buat paparan"}
_FILTERS = {WORKBOOK: "Excel (*.xlsx)", REPORT: "PDF (*.pdf)", DECK: "PowerPoint (*.pptx)"}
_OPTIONS = {WORKBOOK: "Isi buku kerja", REPORT: "Isi laporan", DECK: "Isi paparan"}


class ReportsPage(Page):
    """One document at a time: kinds and what is in them at the left, pages and the way to the file at the right."""

    key = "reports"
    title = "Laporan"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self.target: Path = paths.outgoing() / _FOLDER
        self.material: Material | None = None
        self.kind = DECK if desk.identity.role is Role.SECRETARIAT else REPORT
        self._names: dict[str, str] = {}  # a name that the person chose, by kind
        self._is_stale = True
        self._job: jobs.Handle | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER_MS)
        self._soon.timeout.connect(self._draw_preview)
        self._build()
        self._connect()
        self.choose(self.kind)

    # --- how it is built ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.kinds = {kind: ChoiceCard(*_WORDS[self.desk.identity.role][kind], ICONS[kind]) for kind in KINDS}
        self.chapters = Chapters()
        self.paper = Paper()
        self.slides = SlideChooser()
        self.book_words = WrapLabel("", "body", "text2")
        self.options = Card(_OPTIONS[self.kind])
        for widget in (self.chapters, self.slides, self.book_words, self.paper):
            self.options.body.addWidget(widget)
        self.others = OtherDocuments(self.desk, self.target)
        self.browser_page = quiet("Ringkasan (.html)", "file-text")
        self.browser_page.setToolTip(
            "Satu halaman untuk peramban: dapat dibaca tanpa RBDesk, misalnya bersama paket di stik"
        )
        more = Card("Lainnya")
        more.body.addWidget(self.browser_page)
        more.body.addWidget(self.others)
        self.made = MadeList()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(Label("Pilih keluaran", "strong", "text2"))
        for card in self.kinds.values():
            column.addWidget(card)
        column.addSpacing(theme.SPACE_XS)
        column.addWidget(self.options)
        column.addWidget(more)
        column.addWidget(self.made)
        column.addStretch(1)
        self.left = ScrollColumn(left)
        self.preview = Card()
        self._build_preview()
        inside = QWidget()
        sides = QHBoxLayout(inside)
        sides.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        sides.setSpacing(theme.SPACE_L)
        sides.addWidget(self.left)
        sides.addWidget(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(centred(inside))

    def _build_preview(self) -> None:
        self.head = Label("Pratinjau", "strong", "text2")
        self.hint = Label("contoh memakai data saat ini", "caption", "text3")
        row = QHBoxLayout()
        row.addWidget(self.head)
        row.addStretch(1)
        row.addWidget(self.hint)
        self.pages = PagesView()
        self.waiting = Label("Menyiapkan pratinjau…", "body", "text3")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views = QStackedWidget()
        self.views.addWidget(self.waiting)
        self.views.addWidget(self.pages)
        self.reach = Banner("warn")
        self.working = Working()
        self.notice = Banner("ok", can_dismiss=True)
        for widget in (self.reach, self.working, self.notice):
            widget.hide()
        self.name = ElidedLabel("", "strong")
        self.place_words = ElidedLabel("", "caption", "text3")
        self.place_button = secondary("Ubah tempat", "folder")
        self.act = primary(_ACTS[self.kind], "presentation", keys="Ctrl+P")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.name)
        names.addWidget(self.place_words)
        acts = QHBoxLayout()
        acts.setSpacing(theme.SPACE_S)
        acts.addWidget(self.place_button)
        acts.addWidget(self.act)
        foot = self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        foot.setSpacing(theme.SPACE_S)
        foot.addLayout(names, 1)
        foot.addLayout(acts)
        body = self.preview.body
        body.addLayout(row)
        body.addWidget(self.views, 1)
        for widget in (self.reach, self.working, self.notice):
            body.addWidget(widget)
        body.addLayout(foot)

    def _connect(self) -> None:
        self.maker = DocumentMaker(self.desk, self.working, self.notice, self)
        self.maker.begun.connect(self._on_begun)
        self.maker.ended.connect(self._on_ended)
        self.maker.place_wanted.connect(self.pick_place)
        for kind, card in self.kinds.items():
            card.clicked.connect(lambda _=False, kind=kind: self.choose(kind))
        for part in (self.chapters, self.slides):
            part.changed.connect(self._soon.start)
        self.place_button.clicked.connect(self.pick_place)
        self.act.clicked.connect(self.make)
        self.others.ordered.connect(self.maker.make)
        self.browser_page.clicked.connect(self.make_browser_page)
        self.reach.acted.connect(self._on_reach)
        self.notice.dismissed.connect(self._show_reach)
        self.pages.opened.connect(lambda _: self._show_reach())
        self.made.acted.connect(act_on)
        self.desk.changed.connect(self._on_changed)
        start = QAction("Buat dokumen", self)
        start.setShortcut(QKeySequence("Ctrl+P"))
        start.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        start.triggered.connect(self.make)
        self.addAction(start)

    # --- what the window asks -----------------------------------------------------------------------------

    def refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.desk.read(
                documents.load_material, self.desk.clock().astimezone().date(), then=self._on_material
            )
        self.context_changed.emit("Buku kerja, laporan, dan paparan dari data yang ada di sini")

    def place(self) -> Link:
        return Link(self.key, self.kind)

    def show_link(self, link: Link) -> None:
        """The focus is a kind of document."""
        if link.focus in self.kinds:
            self.choose(link.focus)

    def take_focus(self) -> bool:
        self.kinds[self.kind].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def regions(self) -> list[QWidget]:
        return [self.left, self.preview]

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+P", _ACTS[self.kind].lower())]

    def adapt(self, width: int) -> None:
        wanted = next(wide for least, wide in _LEFT_WIDTHS if width >= least)
        self.left.setFixedWidth(min(theme.px(wanted), round(width * 0.42)))
        is_wide = width >= _HINT_FROM
        self.hint.setVisible(is_wide)
        directions = QBoxLayout.Direction
        self._foot.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._show_reach()

    # --- choosing -----------------------------------------------------------------------------------------

    def choose(self, kind: str) -> None:
        """Show another kind of document."""
        self.kind = kind
        self.kinds[kind].setChecked(True)
        self.options.title.setText(_OPTIONS[kind])
        self.chapters.setVisible(kind == REPORT)
        self.slides.setVisible(kind == DECK)
        self.book_words.setVisible(kind == WORKBOOK)
        is_office = self.desk.identity.role is Role.OFFICE
        self.paper.setVisible(kind == REPORT or (kind == WORKBOOK and is_office))
        self.book_words.setText(
            "Satu lembar per area dengan pilihan jawaban dan rumus, rekap, grafik, serta daftar bukti. Yang diisi di "
            "Excel dapat dibaca kembali."
            if is_office
            else "Perbandingan mandiri dan terverifikasi, status kiriman, tindak lanjut, dan survei semua kecamatan."
        )
        self.act.setText(_ACTS[kind])
        self.act.set_icon(ICONS[kind])
        self._show_place()
        self.header_changed.emit()
        self._soon.start()

    def wish(self) -> Wish:
        """What is chosen now."""
        if self.kind == DECK:
            chosen = self.slides
            return Wish(DECK, chosen.chosen(), chosen.title(), chosen.subtitle(), chosen.logo())
        if self.kind == REPORT:
            return Wish(REPORT, self.chapters.chosen(), paper=self.paper.value())
        return Wish(WORKBOOK, paper=self.paper.value())

    def path(self) -> Path:
        """Where the document is going to be."""
        name = self._names.get(self.kind)
        if name is None:
            name = documents.name_of(self.material, self.kind) if self.material else ""
        return self.target / name

    def pick_place(self) -> None:
        """Ask for a folder and a name."""
        if self.material is None:
            return
        found = dialogs.pick_target(self, "Simpan dokumen", self.path(), _FILTERS[self.kind])
        if found is None:
            return
        ending = documents.ENDINGS[self.kind]
        if found.suffix.lower() != ending:
            found = found.with_name(found.name + ending)
        self.target, self._names[self.kind] = found.parent, found.name
        self._show_place()

    def make(self) -> None:
        """Write the document."""
        if self.material is not None and self.act.isEnabled():
            made_at = self.desk.clock().astimezone()
            self.maker.make(document_order(self.material, self.wish(), self.path(), made_at))

    def make_browser_page(self) -> None:
        """Write the report as one page for a browser, beside where documents go."""
        if self.material is not None:
            path = self.target / documents.name_of(self.material, documents.PAGE)
            made_at = self.desk.clock().astimezone()
            self.maker.make(document_order(self.material, Wish(documents.PAGE), path, made_at))

    # --- what comes back ----------------------------------------------------------------------------------

    def _on_material(self, material: Material) -> None:
        self.material = material
        self._show_place()
        self._show_reach()
        self._read_made()
        self._draw_preview()

    def _draw_preview(self) -> None:
        if self.material is None:
            return
        if self._job is not None:
            self._job.cancel()
        made_at = self.desk.clock().astimezone()
        self._job = self.desk.run(
            previews.preview_of,
            self.material,
            self.wish(),
            made_at,
            done=self._on_preview,
            cancelled=lambda: None,
        )

    def _on_preview(self, found: Preview) -> None:
        self._job = None
        if self.kind == DECK:
            self.slides.set_slides(found.parts, found.off)
        elif self.kind == REPORT:
            self.chapters.set_chapters(found.parts)
        self.pages.set_pages(found.pages)
        self.views.setCurrentWidget(self.pages)
        unit = {DECK: "salindia", REPORT: "bab", WORKBOOK: "lembar"}[self.kind]
        self.head.setText(f"Pratinjau {len(found.pages)} {unit}")
        self.act.setEnabled(bool(found.pages) and not self.maker.is_working)

    def _show_place(self) -> None:
        is_known = self.material is not None
        path = self.path()
        self.name.setText(path.name if is_known else "")
        self.place_words.setText(" › ".join(path.parent.parts[-3:]) if is_known else "")
        self.place_words.setToolTip(str(path.parent))
        self.place_button.setEnabled(is_known)
        self.act.setEnabled(is_known and not self.maker.is_working)

    def _show_reach(self) -> None:
        """The strip gives way to what is being made, and to what came of it."""
        reach = previews.reach_of(self.material) if self.material else previews.Reach()
        is_free = self.working.isHidden() and self.notice.isHidden() and not self.pages.is_large()
        self.reach.setVisible(bool(reach.title) and is_free)
        is_regency = self.material is not None and self.material.is_regency
        ways = [Way("missing", "Lihat yang belum" if is_regency else "Ke Kirim")]
        is_wide = not self.hint.isHidden()
        self.reach.set_banner("warn", reach.title, reach.details if is_wide else "", ways)

    def _on_reach(self, _way: str) -> None:
        is_regency = self.material is not None and self.material.is_regency
        self.wanted.emit(Link("verification" if is_regency else "send"))

    def _read_made(self) -> None:
        self.desk.read(documents.list_made, then=self._on_made)

    def _on_made(self, made: tuple[documents.Made, ...]) -> None:
        digest = self.material.digest if self.material else ""
        self.made.show_made(made, digest, self.desk.clock().astimezone())

    def _on_begun(self) -> None:
        self.act.setEnabled(False)
        self._show_reach()
        self.working.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ended(self, _is_there: bool) -> None:
        self.act.setEnabled(True)
        self._show_reach()
        buttons = self.notice.buttons()
        (buttons[0] if buttons else self.act).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if "documents" in changes.topics:
            self._read_made()
        if changes.topics - _NOT_STALE or changes.assessments:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
