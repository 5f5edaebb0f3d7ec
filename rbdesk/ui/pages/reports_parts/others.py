"""What is made without a preview: an office's evidence as a folder or zip, the secretariat's tables for analysts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.paths import DeskFolder
from rbdesk.progress import Progress
from rbdesk.report.dataset import Dataset
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.reports_parts.making import Order
from rbdesk.ui.parts.buttons import Button, quiet
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.workflow import catalog, datasets, documents, evidence, evidencefolder
from rbdesk.workflow.evidence import EvidenceFile

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_EVIDENCE, _TABLES = "Bukti-RB-{year}-{office}", "Data-RB-{year}-{office}"


class OtherDocuments(QWidget):
    """Buttons for the role. Signals: `ordered(Order)` what was asked for and where."""

    ordered = Signal(object)

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = folder
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        if desk.identity.role is Role.OFFICE:
            column.addWidget(
                WrapLabel("Semua bukti, satu folder per pertanyaan, dengan daftarnya.", "caption", "text3")
            )
            self._add(column, "Bukti (zip)…", "file-zip", self.ask_zip)
            self._add(column, "Bukti (folder)…", "folder", self.ask_folder)
        else:
            column.addWidget(
                WrapLabel("Tabel untuk analis, tanpa catatan dan nama orang.", "caption", "text3")
            )
            self._add(column, "Data (CSV)…", "table", self.ask_tables)

    def _add(self, column: QVBoxLayout, words: str, icon: str, act: object) -> None:
        button = quiet(words, icon)
        button.clicked.connect(act)
        self.buttons.append(button)
        column.addWidget(button)

    def ask_zip(self) -> None:
        """Ask for a name and order the zip."""
        target = dialogs.pick_target(
            self, "Simpan bukti", self._folder / f"{self._name(_EVIDENCE)}.zip", "Zip (*.zip)"
        )
        if target is not None:
            target = target if target.suffix.lower() == ".zip" else target.with_name(f"{target.name}.zip")
            self._read_evidence(target)

    def ask_folder(self) -> None:
        """Ask for a folder and order a new one in it."""
        chosen = dialogs.pick_folder(self, "Folder untuk bukti", self._folder)
        if chosen is not None:
            self._read_evidence(_free(chosen / self._name(_EVIDENCE)))

    def ask_tables(self) -> None:
        """Ask for a folder and order the tables in a new one."""
        chosen = dialogs.pick_folder(self, "Folder untuk tabel data", self._folder)
        if chosen is None:
            return
        target = _free(chosen / self._name(_TABLES))
        year, now = self._desk.identity.year, self._desk.clock()

        def order(found: Dataset) -> None:
            def write(progress: Progress) -> None:
                datasets.write_dataset(found, target, progress=progress)

            self.ordered.emit(Order(documents.DATASET, target, found.digest, write))

        self._desk.read(datasets.load_dataset, year, made_at=now, then=order)

    def _read_evidence(self, target: Path) -> None:
        identity = self._desk.identity
        key = Key(identity.office, identity.year, catalog.UNIT_SHEET)
        sheet = catalog.instrument(key.instrument)
        folder = DeskFolder(self._desk.folder)

        def order(files: tuple[EvidenceFile, ...]) -> None:
            def write(progress: Progress) -> None:
                is_zip = target.suffix.lower() == ".zip"
                copy = evidencefolder.zip_by_question if is_zip else evidencefolder.copy_by_question
                copy(folder, sheet, files, target, progress, title=target.stem)

            self.ordered.emit(Order(documents.EVIDENCE, target, "", write))

        self._desk.read(evidence.list_evidence, key, then=order)

    def _name(self, pattern: str) -> str:
        identity = self._desk.identity
        register = catalog.register()
        name = register.name_of(identity.office) if identity.office else register.name
        return pattern.format(year=identity.year, office="-".join(name.split()))


def _free(place: Path) -> Path:
    """The place, or the first with a number behind it where nothing is yet."""
    found, number = place, 2
    while found.exists():
        found, number = place.with_name(f"{place.name} ({number})"), number + 1
    return found
