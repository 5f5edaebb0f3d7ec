"""The short guide of each page, and what RBDesk is made of: the texts of Bantuan."""

from __future__ import annotations

from rbdesk.domain.office import Role
from rbdesk.ui.parts import guide_office, guide_secretariat
from rbdesk.ui.parts.guide_chapter import BOTH, Chapter

_SHARED = (
    Chapter(
        "reports",
        "Laporan",
        "presentation",
        "Dokumen dibuat dari data yang ada di komputer ini. Data tidak berubah karenanya.",
        (
            (
                "Pilih keluaran",
                "Excel, PDF, atau PowerPoint. Halamannya langsung terlihat; klik satu halaman untuk melihatnya besar.",
            ),
            (
                "Pilih isi",
                "Lepas centang bab atau salindia yang tidak dipakai. Salindia dipindahkan dengan Alt+panah atau diseret.",
            ),
            (
                "Buat",
                "Ctrl+P. Sesudah jadi: Buka, Buka folder, atau Salin jalur untuk dikirim lewat WhatsApp.",
            ),
            (
                "Berkas sedang terbuka",
                "Excel dan PowerPoint mengunci berkas yang terbuka. Tutup dulu, lalu Coba lagi, atau simpan dengan nama lain.",
            ),
            (
                "Sementara",
                "Selama masih ada yang belum dikirim atau diverifikasi, setiap angka gabungan menyebut dasarnya, misalnya “19 dari 23”.",
            ),
            (
                "Data sudah berubah",
                "Dokumen terakhir menyebut apakah datanya masih sama. Bila sudah berubah, buat lagi; nama yang sama menggantikan.",
            ),
        ),
        BOTH,
    ),
    Chapter(
        "settings",
        "Pengaturan",
        "settings",
        "Pengaturan berlaku seketika. Ukuran teks dan tema langsung terlihat.",
        (
            ("Bobot dan sumber", "Menunjukkan asal setiap bobot dan seberapa pasti bobot itu."),
            (
                "Kunci",
                "30 angka mengenalkan komputer ini kepada Sekretariat. Bacakan lewat telepon bila diminta.",
            ),
            (
                "Ganti kunci",
                "Bila laptop pernah hilang atau berpindah tangan. Kunci lama Sekretariat mengumumkan yang baru; bila "
                "kunci lamanya hilang, kirim berkas aktivasi baru dan minta kecamatan mencocokkan angkanya lagi.",
            ),
            (
                "Segel paket",
                "Di Sekretariat, mati bila tidak diminta. Cetak kuncinya untuk brankas, buktikan dengan 8 huruf terakhir di "
                "kertas, lalu kirim berkas aktivasi baru. Tanpa kunci itu paket tersegel tidak dapat dibuka siapa pun.",
            ),
            (
                "Cadangan",
                "Dibuat sendiri tiap setengah jam, saat ditutup, dan sebelum impor. Seminggu sekali program memulihkannya di tempat "
                "sementara dan membandingkan isinya. Salin ke stik seminggu sekali; stik itu juga memuat kunci perangkat.",
            ),
            (
                "Pulihkan",
                "Pilih titik waktu. Sebelum diganti semuanya diperiksa, dan data sekarang disimpan sebagai titik, jadi dapat diurungkan.",
            ),
            (
                "Folder data",
                "Semua isian dan bukti ada di folder ini. Jangan mengubah isinya dengan program lain.",
            ),
        ),
        BOTH,
    ),
)
CHAPTERS = (*guide_office.CHAPTERS, *guide_secretariat.CHAPTERS, *_SHARED)
_PARENTS = {
    "instrument": "settings",
    "history": "settings",
    "restore": "settings",
    "joint": "overview",
    "citizens": "overview",
}


def chapters_of(role: Role) -> list[Chapter]:
    """The chapters that a role needs, in the order of its pages."""
    return [chapter for chapter in CHAPTERS if role in chapter.roles]


def chapter_of(page: str, role: Role) -> Chapter | None:
    """The chapter of a page for a role, None if it has none."""
    wanted = _PARENTS.get(page, page)
    return next((chapter for chapter in chapters_of(role) if chapter.page == wanted), None)


# distribution, name to show, licence
LIBRARIES = (
    ("PySide6_Essentials", "Qt dan PySide6", "LGPL-3.0"),
    ("sqlite-utils", "sqlite-utils (SQLite: domain publik)", "Apache-2.0"),
    ("pandas", "pandas", "BSD-3-Clause"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("PyNaCl", "PyNaCl (libsodium)", "Apache-2.0, ISC"),
    ("pyrage", "pyrage (age)", "MIT"),
    ("segno", "segno", "BSD-3-Clause"),
    ("zxing-cpp", "zxing-cpp", "Apache-2.0"),
    ("openpyxl", "openpyxl", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
    ("python-pptx", "python-pptx", "MIT"),
    ("reportlab", "ReportLab", "BSD-3-Clause"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("lxml", "lxml", "BSD-3-Clause"),
    ("click", "click", "BSD-3-Clause"),
)
WORKS = (
    ("Ikon", "Tabler Icons", "MIT, © 2020-2026 Paweł Kuna"),
    ("Batas wilayah", "data batas wilayah Indonesia", "MIT, © 2024-2025 Cahya DSN"),
    ("RBDesk", "program ini", "MIT"),
)
