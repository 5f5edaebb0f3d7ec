"""Choosing from what is there already: files of evidence for a question, questions for a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.reference import FOLLOWUPS
from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.file_row import file_icon
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.search_field import SearchField
from rbdesk.workflow.evidence import EvidenceFile


class Picker(QDialog):
    """A list with a search field; several rows can be ticked. `picked()` gives their keys."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        rows: Sequence[tuple[str, str, str, str]],
        *,
        act: str,
        empty: str = "",
        is_ticked: bool = False,
    ) -> None:
        """`rows`: key, words, second line, icon; `act` the words of the button; `empty` what an empty list says;
        `is_ticked`: all rows at first.
        """
        super().__init__(parent)
        self._act = act
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_L, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(Label(title, "dialog"))
        self.search = SearchField("Cari nama atau kode…", name="Cari dalam daftar")
        self.search.searched.connect(self._on_searched)
        self.search.installEventFilter(self)
        column.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setUniformItemSizes(False)
        self.list.setWordWrap(True)
        for key, words, more, icon in rows:
            item = QListWidgetItem(f"{words}\n{more}" if more else words)
            if icon:
                item.setIcon(theme.icon(icon, "primary", 18))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemChanged.connect(self._count)
        column.addWidget(self.list, 1)
        self._note = Label("" if rows else empty, "caption", "text2")
        column.addWidget(self._note)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.cancel = secondary("Batal")
        self.cancel.clicked.connect(self.reject)
        foot.addWidget(self.cancel)
        self.take = primary(act)
        self.take.clicked.connect(self.accept)
        self.take.setDefault(True)
        foot.addWidget(self.take)
        column.addLayout(foot)
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(theme.px(560), room.width() - 40), min(theme.px(480), room.height() - 40))
        self._count()

    def picked(self) -> tuple[str, ...]:
        """The keys of the ticked rows, in the list's order."""
        return tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items() if _is_ticked(item))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.search and is_down and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _on_searched(self, words: str) -> None:
        wanted = words.casefold().split()
        for item in self._items():
            said = item.text().casefold()
            item.setHidden(not all(word in said for word in wanted))

    def _on_activated(self, item: QListWidgetItem) -> None:
        """Enter takes the row with what is ticked already."""
        item.setCheckState(Qt.CheckState.Checked)
        self.accept()

    def _count(self) -> None:
        count = len(self.picked())
        self.take.setEnabled(count > 0)
        self.take.setText(f"{self._act} ({count})" if count > 1 else self._act)


def pick(
    parent: QWidget,
    title: str,
    rows: Sequence[tuple[str, str, str, str]],
    *,
    act: str,
    is_ticked: bool = False,
) -> tuple[str, ...]:
    """The keys of the rows that the person ticks; none if they change their mind."""
    return _run(Picker(parent, title, rows, act=act, is_ticked=is_ticked))


def pick_evidence(
    parent: QWidget, files: Sequence[EvidenceFile], instrument: Instrument, code: str
) -> tuple[EvidenceFile, ...]:
    """The files that the person ticks for a question; those that stand there already or are lost are left out."""
    offered = [file for file in files if not file.lost and all(item.question != code for item in file.uses)]
    rows = [(file.sha256, file.name, _said_of(file, instrument), file_icon(file.mime)) for file in offered]
    dialog = Picker(
        parent,
        f"Pilih bukti untuk {instrument.display(code)}",
        rows,
        act="Pakai",
        empty="Belum ada bukti lain. Tambahkan dari komputer dengan Tambah.",
    )
    chosen = set(_run(dialog))
    return tuple(file for file in offered if file.sha256 in chosen)


def pick_questions(
    parent: QWidget, instrument: Instrument, *, title: str, without: Sequence[str] = ()
) -> tuple[str, ...]:
    """The questions that the person ticks for a file."""
    nodes = [instrument.nodes[place] for place in instrument.question_places]
    rows = [
        (node.code, f"{instrument.display(node.code)}  {node.short}", node.name, "")
        for node in nodes
        if node.code not in without
    ]
    return _run(Picker(parent, title, rows, act="Pakai di sini", empty="Sudah dipakai di semua pertanyaan."))


def _said_of(file: EvidenceFile, instrument: Instrument) -> str:
    places = [instrument.display(item.question) for item in file.uses]
    places += ["Tindak Lanjut"] if FOLLOWUPS in file.elsewhere else []
    used = f"dipakai di {text.listing(places[:3])}" if places else "belum dipakai"
    more = f" dan {len(places) - 3} lagi" if len(places) > 3 else ""
    return f"{text.size(file.size)} · {used}{more}"


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _run(dialog: Picker) -> tuple[str, ...]:
    parent = dialog.parentWidget()
    caller = parent.window().focusWidget() if parent is not None else None
    try:
        is_taken = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.picked() if is_taken else ()
    finally:
        dialogs.give_focus_back(caller)
        dialog.deleteLater()
