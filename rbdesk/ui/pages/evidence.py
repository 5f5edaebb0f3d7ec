"""Semua bukti: every file of evidence of the office, where it is used and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rbdesk import messages, text
from rbdesk.domain.assessment import Evidence
from rbdesk.errors import NotAllowed
from rbdesk.paths import DeskFolder
from rbdesk.progress import Progress
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form import pickers, reading_order, viewer
from rbdesk.ui.answer_form.evidence_table import columns, make_table
from rbdesk.ui.answer_form.file_panel import WIDTH, FilePanel
from rbdesk.ui.answer_form.intake import FILE_FILTER, Intake
from rbdesk.ui.desk import Desk
from rbdesk.ui.models import evidence_list
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.models.evidence_list import Row
from rbdesk.ui.models.rows import RowsModel, RowsProxy
from rbdesk.ui.parts import pictures
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow import evidence
from rbdesk.workflow.evidence import EvidenceFile, Staged


@dataclass(frozen=True, slots=True)
class Smaller:
    """A large picture and what shrinking makes of it."""

    file: EvidenceFile
    data: bytes


class EvidencePage(Page):
    """Table and preview; opening and copying are all that a locked year allows."""

    key = "evidence"
    title = "Semua bukti"
    parent_key = "assessment"

    def __init__(self, desk: Desk, answers: AnswerModel) -> None:
        super().__init__(desk, answers)
        self.answers: AnswerModel = answers
        self._rows: tuple[Row, ...] = ()
        self._wanted = ""
        self._is_narrow = False
        self._intake = Intake(answers, self)
        self.add_button = Button("Tambah berkas", "plus", keys="Ctrl+B")
        self.add_button.clicked.connect(self.add)
        self.model = RowsModel(columns(), key=lambda row: row.key, parent=self)
        self.proxy = RowsProxy(self.model, self)
        self._lay_out()
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [self.add_button]

    def keys(self) -> list[tuple[str, str]]:
        shown = [
            ("↑ ↓", "pindah"),
            ("Space", "pratinjau"),
            ("Enter", "buka pertanyaan"),
            ("O", "buka berkas"),
        ]
        return shown if self.answers.is_locked else [*shown, ("Del", "lepas")]

    def show_link(self, link: Link) -> None:
        """Focus: a digest or a question's code; filter: a tab (old, lost, double, unused)."""
        if link.filter in dict(evidence_list.TABS):
            self.tabs.set_value(link.filter)
        self._wanted = link.focus
        self._filter()

    def place(self) -> Link:
        row = self.current()
        return Link(self.key, row.key if row else "", self.tabs.value())

    def refresh(self) -> None:
        self.desk.read(evidence.list_evidence, self.answers.key, then=self._on_read)

    def regions(self) -> list[QWidget]:
        regions = [self.tabs, self.table, self.panel]
        return [region for region in regions if region.isVisible()]

    def minimumSizeHint(self) -> QSize:
        """Small: the page scrolls and arranges itself anew, it never widens the window."""
        return QSize(320, 240)

    def adapt(self, width: int) -> None:
        is_narrow = width < 1000
        self.card.setFixedWidth(theme.px(WIDTH))
        self._body.setContentsMargins(*((20, 14, 20, 12) if width >= 1240 else (16, 12, 16, 8)))
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self.card.body.removeWidget(self.panel)
            self.drawer.set_content(self.panel)
        else:
            self.drawer.slide_out()
            self.drawer.take_content()
            self.card.body.addWidget(self.panel)
        self.panel.show()
        self._show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_top()

    def _arrange_top(self) -> None:
        """Tabs and tools on one line where both fit."""
        tools = self.areas.sizeHint().width()
        tools += 0 if self.shrink_button.isHidden() else self.shrink_button.sizeHint().width() + theme.SPACE_S
        fits = self.tabs.minimumSizeHint().width() + tools + 3 * theme.SPACE_XL <= self.width()
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_O and not event.modifiers():
            self.open_file()
            return
        super().keyPressEvent(event)

    # --- layout -------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._body = QVBoxLayout(self)
        self._body.setSpacing(theme.SPACE_M)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.SPACE_S)
        self.tabs = FilterTabs(evidence_list.TABS, name="Saring bukti")
        self._top.addWidget(self.tabs, 1)
        tools = QHBoxLayout()
        tools.setSpacing(theme.SPACE_S)
        tools.addStretch(1)
        self.areas = QComboBox()
        self.areas.setAccessibleName("Saring menurut area")
        self.areas.addItem("Semua area")
        self.areas.addItems([group.short for group in self.answers.instrument.areas])
        tools.addWidget(self.areas)
        self.shrink_button = Button("Kecilkan gambar", "photo-down")
        tools.addWidget(self.shrink_button)
        self._top.addLayout(tools)
        self._body.addLayout(self._top)
        self.notice = Banner("err", can_dismiss=True)
        self.notice.hide()
        self._body.addWidget(self.notice)
        self.empty = EmptyState(
            "Belum ada bukti",
            "Foto, SK, rekap, dan laporan yang Anda lampirkan terkumpul di sini.",
            [Way("add", "Tambah berkas", "plus", "primary")],
            icon="paperclip",
        )
        self.nothing = EmptyState(
            "Tidak ada berkas di sini", "", [Way("all", "Tampilkan semua")], icon="filter"
        )
        self.table = make_table(self.proxy)
        frame = Card(padding=0)
        frame.body.setSpacing(0)
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, theme.SPACE_S, 14, theme.SPACE_XS)
        self._sum = Label("", "caption", "text2")
        foot.addWidget(self._sum)
        foot.addStretch(1)
        foot.addWidget(Label(f"Lama = tanggal isi di luar {self.answers.key.year}", "caption", "text3"))
        frame.body.addLayout(foot)
        self._stack = QStackedWidget()
        for widget in (frame, self.empty, self.nothing):
            self._stack.addWidget(widget)
        self.card = Card()
        self.panel = FilePanel(self.answers)
        self.card.body.addWidget(self.panel)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self._stack, 1)
        row.addWidget(self.card)
        self._body.addLayout(row, 1)
        self.drawer = Drawer(self, "Pratinjau", width=WIDTH)

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _key: self._filter())
        self.areas.activated.connect(lambda _at: self._filter())
        self.shrink_button.clicked.connect(self.shrink)
        self.empty.acted.connect(lambda _key: self.add())
        self.nothing.acted.connect(self._show_all)
        self.table.picked.connect(lambda _index: self._show_current())
        self.table.opened.connect(lambda _index: self._open_question())
        self.table.spaced.connect(lambda _index: self._toggle_preview())
        self.table.removed.connect(lambda _index: self.remove())
        self.panel.open_wanted.connect(self.open_file)
        self.panel.replace_wanted.connect(self._replace)
        self.panel.use_wanted.connect(self._use)
        self.panel.search_wanted.connect(self._find_again)
        self.panel.dated.connect(self._date)
        self.panel.question_wanted.connect(lambda code: self.wanted.emit(Link("assessment", code)))
        self._intake.refused.connect(lambda _codes, words: self._complain(words))
        self.answers.stage_changed.connect(self._show_current)
        shortcut = QShortcut(QKeySequence("Ctrl+B"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add)

    # --- what is shown ------------------------------------------------------------------------------------

    def current(self) -> Row | None:
        """The row that is looked at."""
        row = self.model.row_at(self.table.current_row())
        return row if isinstance(row, Row) else None

    def selected(self) -> list[Row]:
        """The rows that are selected, from top to bottom."""
        indexes = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return [self.model.row_at(index) for index in indexes]

    def _on_read(self, files: tuple[EvidenceFile, ...]) -> None:
        before = self.current()
        at = self.table.current_row().row()
        self._rows = evidence_list.rows(files, self.answers.instrument, self.answers.key.year)
        self._wanted = self._wanted or (before.key if before else "")
        self.model.set_rows(self._rows)
        self.tabs.set_counts(evidence_list.counts(self._rows, self.answers.key.year))
        unused = sum(1 for row in self._rows if row.state)
        self.context_changed.emit(
            f"{len(self._rows)} berkas" + (f", {unused} perlu dilihat" if unused else "")
        )
        size = text.size(sum(row.file.size for row in self._rows))
        self._sum.setText(f"{len(self._rows)} berkas · {size} · isi yang sama disimpan satu kali")
        large = [row for row in self._rows if _is_large(row.file)]
        self.shrink_button.setVisible(bool(large) and not self.answers.is_locked)
        self.add_button.setVisible(not self.answers.is_locked)
        self._arrange_top()
        self._filter(at)

    def _filter(self, at: int = 0) -> None:
        """Let only some rows through; the row that is wanted, else the one at `at`, becomes current."""
        tab, area = self.tabs.value(), self.areas.currentIndex() - 1
        inside = set(reading_order.codes_of_area(self.answers.instrument, area)) if area >= 0 else set()
        year = self.answers.key.year
        self.proxy.set_filter(
            lambda row: (
                evidence_list.lets_through(row, tab, year)
                and (area < 0 or any(item.question in inside for item in row.file.uses))
            )
        )
        count = self.proxy.rowCount()
        self._stack.setCurrentIndex(0 if count else 2 if self._rows else 1)
        self.card.setVisible(bool(count) and not self._is_narrow)
        if count:
            self._select(self._place_of_wanted(min(max(at, 0), count - 1)))
        self._wanted = ""

    def _place_of_wanted(self, otherwise: int) -> int:
        for at in range(self.proxy.rowCount()):
            row = self.model.row_at(self.proxy.index(at, 0))
            if row.key == self._wanted or any(item.question == self._wanted for item in row.file.uses):
                return at
        return otherwise

    def _select(self, at: int) -> None:
        index = self.proxy.index(at, 0)
        flags = QItemSelectionModel.SelectionFlag
        keep = self.table.current_row().row() == at and self.table.selectionModel().isSelected(index)
        if not keep:
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)
        self._show_current()

    def _show_current(self) -> None:
        row = self.current()
        if row is not None:
            self.panel.show_file(row.file, self._folder.evidence_file(row.file.sha256))

    def _show_all(self) -> None:
        self.tabs.set_value(evidence_list.ALL)
        self.areas.setCurrentIndex(0)
        self._filter()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_preview(self) -> None:
        if self._is_narrow:
            self.drawer.slide_out() if self.drawer.is_open() else self.drawer.slide_in()
        else:
            self.card.setVisible(not self.card.isVisible())

    # --- what is done -------------------------------------------------------------------------------------

    @property
    def _folder(self) -> DeskFolder:
        return DeskFolder(self.desk.folder)

    def add(self) -> None:
        """Ask for files, then for the questions where they belong."""
        if self.answers.is_locked:
            return
        files = dialogs.pick_files(self, "Tambah bukti", FILE_FILTER)
        if not files:
            return
        names = (
            text.listing([f"“{path.name}”" for path in files[:2]])
            if len(files) < 3
            else f"{len(files)} berkas"
        )
        codes = pickers.pick_questions(
            self, self.answers.instrument, title=f"Pakai {names} di pertanyaan mana?"
        )
        if codes:
            self._intake.add_files(codes, files)

    def open_file(self) -> None:
        """Open the current file in the system's viewer."""
        row = self.current()
        if row is None or row.file.lost:
            return
        try:
            viewer.open_copy(self._folder, row.file.sha256, row.file.name)
        except NotAllowed as error:
            self._complain(messages.sentence(error).text)

    def remove(self) -> None:
        """Take the selected files away from all their questions."""
        if self.answers.is_locked:
            return
        uses = [item for row in self.selected() for item in row.file.uses]
        if not uses:
            is_elsewhere = any(row.file.elsewhere for row in self.selected())
            words = (
                "Berkas ini dipakai di Tindak Lanjut atau lembar lain. Lepas di sana"
                if is_elsewhere
                else "Berkas ini tidak dipakai di pertanyaan mana pun dan tidak ikut dikirim"
            )
            self.told.emit(words, None)
            return
        if self.answers.detach(uses):
            self.told.emit(self._removed_words(uses), self.answers.undo)

    def shrink(self) -> None:
        """Make smaller copies of the large pictures and ask which of them to use instead."""
        large = [row.file for row in self._rows if _is_large(row.file)]
        paths = [(file, self._folder.evidence_file(file.sha256)) for file in large]
        self.shrink_button.setEnabled(False)
        self.desk.run(
            _shrink_all, paths, done=self._on_shrunk, failed=lambda error: self._complain(str(error))
        )

    def _on_shrunk(self, smaller: list[Smaller]) -> None:
        self.shrink_button.setEnabled(True)
        if not smaller:
            self.told.emit("Tidak ada gambar yang dapat dikecilkan lagi", None)
            return
        rows = [
            (
                one.file.sha256,
                one.file.name,
                f"{text.size(one.file.size)} menjadi {text.size(len(one.data))}",
                "photo",
            )
            for one in smaller
        ]
        picked = set(pickers.pick(self, "Kecilkan gambar", rows, act="Kecilkan", is_ticked=True))
        for one in smaller:
            if one.file.sha256 in picked:
                self._intake.replace_bytes(one.file.sha256, one.data, f"{Path(one.file.name).stem}.jpg")

    def _open_question(self) -> None:
        row = self.current()
        links = self.panel.links()
        if row is not None and links:
            links[0].click()

    def _replace(self) -> None:
        row = self.current()
        if row is None or self.answers.is_locked:
            return
        files = dialogs.pick_files(self, f"Ganti “{row.file.name}” dengan", FILE_FILTER)
        if files:
            self._intake.replace_file(row.file.sha256, files[0])

    def _use(self) -> None:
        row = self.current()
        if row is None or self.answers.is_locked:
            return
        without = [item.question for item in row.file.uses]
        title = f"Pakai “{row.file.name}” di pertanyaan mana?"
        codes = pickers.pick_questions(self, self.answers.instrument, title=title, without=without)
        file = row.file
        self.answers.attach(codes, [Staged(file.sha256, file.size, file.mime, file.name)])

    def _find_again(self) -> None:
        row = self.current()
        if row is None or not row.file.uses:
            return
        found = dialogs.pick_files(self, f"Cari lagi “{row.file.name}”", FILE_FILTER)
        if found:
            self._intake.find_again(row.file.uses[0], found[0])

    def _date(self, day: object) -> None:
        row = self.current()
        if row is not None and not self.answers.is_locked:
            self.desk.do(evidence.date_evidence, row.file.sha256, day, then=lambda _: self.refresh())

    def _removed_words(self, uses: Sequence[Evidence]) -> str:
        names = list(dict.fromkeys(f"“{item.name}”" for item in uses))
        shown = list(dict.fromkeys(self.answers.instrument.display(item.question) for item in uses))
        places = text.listing(shown[:4]) + (f" dan {len(shown) - 4} lagi" if len(shown) > 4 else "")
        what = text.listing(names) if len(names) < 3 else f"{len(names)} berkas"
        return f"Bukti {what} dilepas dari {places}"

    def _complain(self, words: str) -> None:
        self.shrink_button.setEnabled(True)
        self.notice.set_banner("err", words)
        self.notice.show()


def _is_large(file: EvidenceFile) -> bool:
    return (
        pictures.is_picture(file.mime)
        and file.size > pictures.LARGE_BYTES
        and bool(file.uses)
        and not file.lost
    )


def _shrink_all(files: Sequence[tuple[EvidenceFile, Path]], progress: Progress) -> list[Smaller]:
    found = []
    for file, path in progress.each(files, "picture"):
        data = pictures.shrunk(path)
        if data is not None:
            found.append(Smaller(file, data))
    return found
