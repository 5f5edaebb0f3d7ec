"""Minta kecamatan memilih: which packages are put into which folder, so that the office can join its own laptops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.submission import package_code
from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.buttons import link, primary, quiet
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.workflow.secretariat import Received


class AskDialog(Modal):
    """Signals: `wanted(Path)` put copies of the packages into this folder."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, *, office: str, packages: Sequence[Received], folder: Path) -> None:
        super().__init__(parent, f"Minta Kecamatan {office} memilih", width=560)
        self._folder = folder
        self.body.addWidget(WrapLabel(f"Minta Kecamatan {office} memilih", "dialog"))
        told = (
            "Salinan paket kedua laptop ditaruh di satu folder. Kirimkan bersama pesannya; kecamatan membukanya di "
            "Satukan dua laptop dan memilih satu per satu. Sekretariat tidak memilihkan."
        )
        self.body.addWidget(WrapLabel(told, "body", "text2"))
        for record in packages:
            self.body.addWidget(_package(record))
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE_S)
        place.addWidget(Label("Folder", "caption", "text2"))
        self.place = ElidedLabel(str(folder), "caption", "text")
        place.addWidget(self.place, 1)
        self.pick = link("Pilih folder lain", "folder-open")
        self.pick.clicked.connect(self._on_pick)
        place.addWidget(self.pick)
        self.foot.addLayout(place)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addStretch(1)
        cancel = quiet("Batal")
        cancel.clicked.connect(self.reject)
        self.act = primary(f"Salin {len(packages)} berkas", "copy")
        self.act.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.act
        self.accepted.connect(lambda: self.wanted.emit(self._folder))

    def _on_pick(self) -> None:
        chosen = dialogs.pick_folder(self, "Pilih folder untuk salinan paket", self._folder.parent)
        if chosen is not None:
            self._folder = chosen
            self.place.setText(str(chosen))


def ask_message(office: str, year: int, names: Sequence[str], count: int) -> str:
    """The message that goes with the files; `count` rows differ."""
    listed = "\n".join(f"{number}. {name}" for number, name in enumerate(names, 1))
    differ = f"{count} isian berbeda" if count else "isinya belum menjadi satu"
    return (
        f"Yth. Kecamatan {office}, paket RB {year} datang dari dua laptop dan {differ}. Terlampir paketnya:\n"
        f"{listed}\n"
        "Mohon buka berkas itu di RBDesk, halaman Satukan dua laptop, pilih jawabannya satu per satu, lalu kirim "
        "paket baru. Terima kasih."
    )


def _package(record: Received) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.SPACE_M)
    line.addWidget(IconTile("device-laptop", "info"))
    words = QVBoxLayout()
    words.setSpacing(0)
    kind = "resmi" if record.revision.final else "sementara"
    words.addWidget(ElidedLabel(record.device.label or "Laptop tanpa nama", "strong"))
    told = f"Revisi {record.revision.number} {kind} · kode {package_code(record.bundle_id)}"
    words.addWidget(
        WrapLabel(f"{told} · diterima {text.date_short(record.at.astimezone())}", "caption", "text2")
    )
    line.addLayout(words, 1)
    return row
