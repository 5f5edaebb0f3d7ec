"""What the quick card says: two pages beside the laptop, for each role. What is quoted stands on a button or page."""

from __future__ import annotations

from collections.abc import Sequence

from rbdesk.domain.office import Role
from rbdesk.report.quick_card import Block, Card

_ARROWS = {
    "← ↑ ↓ →": "panah",
    "←": "kiri",
    "→": "kanan",
    "↑": "atas",
    "↓": "bawah",
}  # the documents' font has none
_SHARED = (
    Block(
        "Bila ada yang tidak beres",
        (
            "Salah tekan: Ctrl+Z mengurungkan, Ctrl+Y mengulangi.",
            "Angka tidak seperti dugaan: klik angkanya, atau Ctrl+I.",
            "“Belum tersimpan”: jangan matikan komputer; periksa ruang disk. Isian dicoba lagi sendiri.",
            "Listrik padam: yang disebut “Tersimpan” ada di disk. Buka lagi dan lanjutkan.",
            "Data tidak terbuka: halaman “Pulihkan data” terbuka sendiri; titik yang utuh sudah terpilih.",
            "Seminggu sekali: Pengaturan, Cadangan, “Salin ke stik”. Simpan stiknya di tempat terkunci.",
            "Minta bantuan: Bantuan, Tentang, “Kirim laporan masalah”. Di dalamnya tidak ada jawaban atau nama.",
        ),
    ),
)
_STEPS = {
    Role.OFFICE: (
        Block(
            "1 · Menjawab (Penilaian)",
            (
                "Klik pilihannya, atau tekan hurufnya: A sampai E, Y, T. Angka: ketik, lalu Tab.",
                "Enter menulis catatan, Ctrl+B melampirkan bukti, F menandai untuk nanti.",
                "“Pertanyaan berikutnya” (Ctrl+Enter) melompat ke yang belum dijawab.",
                "Diisi bersama: buat buku kerja dengan “Excel” di kiri bawah, lalu baca lagi dari tempat yang sama.",
            ),
        ),
        Block(
            "2 · Menaikkan nilai (Analisis)",
            (
                "“Pilihkan untuk saya” mencari upaya paling ringan yang melewati target.",
                "“Jadikan rencana” mencatat yang dicentang di Tindak Lanjut.",
            ),
        ),
        Block(
            "3 · Survei",
            (
                "“Impor berkas” membaca Excel; “Mode kios” menyerahkan layar kepada warga (keluar: Ctrl+Shift+Q).",
            ),
        ),
        Block(
            "4 · Mengirim (Kirim)",
            (
                "Selesaikan yang Wajib, pilih cara kirimnya, lalu “Buat paket resmi” (Ctrl+E). Penilaian terkunci.",
                "RBDesk tidak mengirim sendiri: kirim berkas .rbd.zip sebagai dokumen, lalu “Tandai sudah dikirim”.",
                "Simpan tanda terimanya. Stik dicabut setelah tertulis “Aman dicabut”.",
            ),
        ),
        Block(
            "5 · Balasan",
            (
                "Tarik berkas balasan ke Kirim. Tiap jawaban: “Terima hasil”, “Ubah jawaban”, atau “Tanggapi”.",
                "“Buat paket tanggapan” menjadi revisi berikutnya.",
            ),
        ),
        Block(
            "Jangan",
            ("Jangan mengisi di dua komputer sekaligus. Jangan menyalin folder data ke komputer kedua.",),
        ),
    ),
    Role.SECRETARIAT: (
        Block(
            "1 · Sebelum mulai",
            (
                "Pengaturan, “Berkas aktivasi”: satu berkas tiap kecamatan, dari satu meja saja.",
                "Cantumkan dua kelompok angka yang tampil di sana di surat edaran.",
            ),
        ),
        Block(
            "2 · Menerima (Kotak Masuk)",
            (
                "Tarik berkas atau folder ke halaman. “Rencana gabung” tampil dahulu; lalu “Gabungkan”.",
                "Urutan bebas, berkas yang sama boleh lagi, satu berkas rusak tidak menghentikan yang lain.",
                "“Ingatkan” dan “Salin pesan” menyiapkan kalimat untuk kecamatan.",
            ),
        ),
        Block(
            "3 · Perangkat asing (Karantina)",
            (
                "Telepon kantornya dengan nomor yang sudah dikenal; cocokkan 30 angka, kelompok demi kelompok.",
                "Ada yang berbeda: tolak. Dua laptop berbeda isinya: “Minta kecamatan memilih”.",
            ),
        ),
        Block(
            "4 · Verifikasi",
            (
                "S setuju; atau pilih jawaban lain, “Tolak”, “Minta bukti” dengan alasan, lalu Ctrl+Enter.",
                "“Sampel” menarik pertanyaan dengan benih; cantumkan benihnya di berita acara.",
                "“Buat balasan” setelah semua diputuskan. “Berkas putusan” untuk verifikator lain.",
            ),
        ),
        Block(
            "5 · Membandingkan dan melapor",
            (
                "Perbandingan: 23 kecamatan; yang belum mengirim tidak pernah dihitung nol.",
                "“Jalan bersama”: di mana bantuan paling menaikkan rata-rata.",
                "Laporan: “Rekap Excel”, “Laporan PDF”, “Paparan PPTX”; “SEMENTARA” selama belum semua diverifikasi.",
            ),
        ),
    ),
}


def card(role: Role, office: str, keys: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Card:
    """The card of a role; `keys` are the keys by page, as the window's own overview lists them."""
    blocks = [
        Block(title, tuple(f"{_in_words(key)}: {what}" for key, what in rows)) for title, rows in keys if rows
    ]
    return Card("Kartu ringkas RBDesk", office, (_STEPS[role] + _SHARED, tuple(blocks)))


def _in_words(key: str) -> str:
    for sign, word in _ARROWS.items():
        key = key.replace(sign, word)
    return key
