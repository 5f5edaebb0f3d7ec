"""All keys of the program by page: the one list that the overview (Ctrl+/) and the help page show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rbdesk.domain.office import Role
from rbdesk.ui import theme
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.key_hint import KeyHint
from rbdesk.ui.parts.labels import Label, WrapLabel

EVERYWHERE = "Di semua halaman"
Keys = tuple[tuple[str, str], ...]

GENERAL: Keys = (
    ("Ctrl+1 … 6", "halaman sesuai urutan di kiri"),
    ("Ctrl+K", "cari pertanyaan, bukti, dan halaman"),
    ("Ctrl+F", "saring di halaman ini"),
    ("Ctrl+Z", "urungkan"),
    ("Ctrl+Y", "ulangi"),
    ("Alt+←", "kembali"),
    ("Alt+→", "maju"),
    ("F6", "bagian layar berikutnya"),
    ("Shift+F6", "bagian layar sebelumnya"),
    ("Ctrl+I", "mengapa angka ini begitu: Jejak nilai"),
    ("F1", "panduan pertanyaan atau halaman ini"),
    ("Ctrl+/", "daftar tombol ini"),
)
_LISTS: Keys = (
    ("↑ ↓", "pindah baris"),
    ("Enter", "buka"),
    ("Ctrl+C", "salin baris sebagai tabel"),
    ("Shift+F10", "menu baris"),
)
# page: title, keys, role
BY_PAGE: dict[str, tuple[str, Keys, Role]] = {
    "home": (
        "Beranda",
        (
            ("↑ ↓", "pindah area"),
            ("Enter", "buka area"),
            ("← →", "tahun demi tahun di tren"),
            ("Ctrl+T", "tren sebagai tabel"),
        ),
        Role.OFFICE,
    ),
    "assessment": (
        "Penilaian",
        (
            ("↑ ↓", "pindah pertanyaan"),
            ("A – E", "pilih jawaban"),
            ("Y, T", "Ya, Tidak"),
            ("0 – 9", "mulai mengetik angka"),
            ("Del", "kosongkan jawaban"),
            ("Enter", "ke catatan"),
            ("Esc", "kembali ke pertanyaan"),
            ("Ctrl+B", "tambah bukti"),
            ("Ctrl+V", "tempel bukti"),
            ("Ctrl+Enter", "pertanyaan berikutnya yang belum dijawab"),
            ("Ctrl+PgUp, Ctrl+PgDn", "area sebelumnya, berikutnya"),
            ("F", "tandai untuk nanti"),
            ("H", "riwayat jawaban"),
        ),
        Role.OFFICE,
    ),
    "analysis": (
        "Analisis",
        (
            ("Space", "centang perbaikan"),
            ("Enter", "buka pertanyaan"),
            ("+, −", "langkah lebih jauh, lebih dekat"),
            ("U", "nilai upaya sendiri"),
            ("X", "jangan usulkan, usulkan lagi"),
            ("← ↑ ↓ →", "pindah area di grafik"),
            ("Ctrl+T", "grafik sebagai tabel"),
            ("Ctrl+C", "salin daftar sebagai tabel"),
        ),
        Role.OFFICE,
    ),
    "evidence": (
        "Semua bukti",
        (
            ("↑ ↓", "pindah berkas"),
            ("Space", "pratinjau"),
            ("O", "buka dengan program lain"),
            ("Del", "hapus"),
            ("Ctrl+B", "tambah berkas"),
        ),
        Role.OFFICE,
    ),
    "followup": (
        "Tindak Lanjut",
        (
            ("↑ ↓", "pindah rekomendasi"),
            ("Enter", "buka rincian"),
            ("Space", "ganti status"),
            ("Ctrl+B", "tambah bukti"),
            ("Ctrl+Enter", "simpan perkembangan"),
            ("Ctrl+C", "salin baris"),
        ),
        Role.OFFICE,
    ),
    "survey": (
        "Survei (SKM)",
        (
            ("← ↑ ↓ →", "pindah sel"),
            ("0 – 9", "mulai mengetik angka"),
            ("1 – 4", "jawaban satu responden, lalu sel berikutnya"),
            ("Enter", "ke bawah"),
            ("F2", "ubah isi sel"),
            ("Ctrl+V", "tempel blok dari Excel"),
        ),
        Role.OFFICE,
    ),
    "reports": (
        "Laporan",
        (
            ("Ctrl+P", "buat dokumen"),
            ("Space", "pakai atau lepas salindia"),
            ("Alt+↑ Alt+↓", "pindahkan salindia"),
            ("Enter", "lihat satu halaman besar"),
            ("← →", "halaman sebelum dan sesudah"),
            ("Esc", "semua halaman"),
        ),
        Role.SECRETARIAT,
    ),
    "kiosk": (
        "Kios survei",
        (
            ("1 – 4", "pilih jawaban"),
            ("Backspace", "pertanyaan sebelumnya"),
            ("Enter, →", "lewati, lanjut"),
            ("Ctrl+Shift+Q", "keluar dengan PIN"),
        ),
        Role.OFFICE,
    ),
    "send": ("Kirim", (("Ctrl+E", "buat paket"),), Role.OFFICE),
    "returned": (
        "Terima hasil verifikasi",
        (
            ("1", "terima hasil"),
            ("2", "ubah jawaban"),
            ("3", "tanggapi"),
            ("A – E", "pilih jawaban baru"),
            ("Ctrl+Enter", "simpan, lalu berikutnya"),
        ),
        Role.OFFICE,
    ),
    "checks": (
        "Pemeriksaan",
        (
            ("↑ ↓", "pindah temuan"),
            ("Enter", "buka tempatnya"),
            ("K", "kesampingkan dengan alasan"),
            ("F5", "periksa lagi"),
        ),
        Role.OFFICE,
    ),
    "overview": (
        "Ringkasan",
        (
            ("← →", "pindah kecamatan di sebaran"),
            ("↑ ↓", "nilai mandiri, terverifikasi; pindah area"),
            ("Enter", "buka di Perbandingan"),
            ("Ctrl+T", "grafik atau tabel"),
        ),
        Role.SECRETARIAT,
    ),
    "inbox": ("Kotak Masuk", (("← ↑ ↓ →", "pindah kecamatan di peta"), *_LISTS), Role.SECRETARIAT),
    "quarantine": (
        "Karantina",
        (
            ("↑ ↓", "pindah perangkat"),
            ("1 – 6", "centang kelompok angka"),
            ("Ctrl+Enter", "kenali perangkat"),
        ),
        Role.SECRETARIAT,
    ),
    "comparison": (
        "Perbandingan",
        (
            ("← ↑ ↓ →", "pindah sel, titik, atau kecamatan di peta"),
            ("Enter", "buka kecamatan dan area"),
            ("Ctrl+F", "saring kecamatan"),
            ("+ − 0", "perbesar, perkecil, seluruh sebaran"),
            ("Ctrl+T", "grafik atau tabel"),
            ("Ctrl+C", "salin sebagai tabel"),
            ("Shift+F10", "menu baris"),
        ),
        Role.SECRETARIAT,
    ),
    "verification": (
        "Verifikasi",
        (
            ("↑ ↓", "pindah pertanyaan"),
            ("S", "setuju, lalu berikutnya"),
            ("A – E", "tetapkan jawaban lain"),
            ("Y, T", "Ya, Tidak"),
            ("0 – 9", "mulai mengetik angka"),
            ("Enter", "ke alasan"),
            ("Ctrl+Enter", "simpan, lalu berikutnya"),
            ("O", "buka bukti"),
        ),
        Role.SECRETARIAT,
    ),
}


def keys_for(role: Role, first: str = "") -> list[tuple[str, Keys]]:
    """The groups of keys of a role by title: of page `first`, of all pages, of the others."""
    groups = {page: (title, keys) for page, (title, keys, of) in BY_PAGE.items() if of is role}
    head = [groups.pop(first)] if first in groups else []
    return [*head, (EVERYWHERE, GENERAL), *groups.values()]


def toggle(drawer: Drawer, role: Role, page: str) -> None:
    """Show the keys of a page, or take them away again."""
    if drawer.is_open():
        drawer.slide_out()
        return
    drawer.set_content(KeyOverview(keys_for(role, page)))
    drawer.slide_in()


class KeyOverview(QWidget):
    """The groups of keys under each other."""

    def __init__(self, groups: Sequence[tuple[str, Keys]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_S, theme.SPACE_S)
        column.setSpacing(theme.SPACE_S)
        for title, keys in groups:
            column.addWidget(Label(title, "strong"))
            column.addLayout(_table(keys))
            column.addSpacing(theme.SPACE_M)
        column.addStretch(1)


def _table(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE_M)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.px(110))
    top = Qt.AlignmentFlag.AlignTop
    for row, (chord, does) in enumerate(keys):
        grid.addWidget(KeyHint(chord), row, 0, Qt.AlignmentFlag.AlignLeft | top)
        grid.addWidget(WrapLabel(does, "body", "text2"), row, 1, top)
    return grid
