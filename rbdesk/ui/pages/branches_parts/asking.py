"""Minta kecamatan memilih: which packages are put into which folder, so that the office can join its own laptops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.submission import package_code
from rbdesk.ui import theme
from rbdesk.ui.parts.folder_dialog import FolderDialog
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.labels import ElidedLabel, WrapLabel
from rbdesk.workflow.secretariat import Received


class AskDialog(FolderDialog):
    """Signals: `wanted(Path)` put copies of the packages into this folder."""

    def __init__(self, parent: QWidget, *, office: str, packages: Sequence[Received], folder: Path) -> None:
        super().__init__(
            parent,
            f"Minta Kecamatan {office} memilih",
            act=f"Salin {len(packages)} berkas",
            icon="copy",
            picking="Pilih folder untuk salinan paket",
            folder=folder,
        )
        self.body.addWidget(WrapLabel(f"Minta Kecamatan {office} memilih", "dialog"))
        told = (
            "Salinan paket kedua laptop ditaruh di satu folder. Kirimkan bersama pesannya; kecamatan membukanya di "
            "Satukan dua laptop dan memilih satu per satu. Sekretariat tidak memilihkan."
        )
        self.body.addWidget(WrapLabel(told, "body", "text2"))
        for record in packages:
            self.body.addWidget(_package(record))


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
