"""The sentence for each error, finding, fault and number, the same in the window and on the command line.

Indonesian, polite, short: what happened, whether the data is safe, what to do. Words in brackets of a
template fall away when the error does not know their fact. Knows no store and no clock.
"""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rbdesk import text
from rbdesk.domain.assessment import Inputs, Value
from rbdesk.domain.checks import Finding
from rbdesk.domain.instrument import (
    FALL,
    MOST_OF_A_COUNT,
    RATIO,
    Formula,
    Instrument,
    Question,
    Scale,
)
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.domain.trace import Step, Trace
from rbdesk.errors import (
    BundleRefused,
    InstrumentFault,
    NotAllowed,
    NotAStore,
    RBDeskError,
    StoreTooNew,
    StoreTrouble,
)

Facts = Mapping[str, object] | Iterable[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What to tell: `what` happened, whether the data is `safe`, what `todo`, and a `code` to quote, "" if none."""

    what: str
    safe: str
    todo: str
    code: str = ""

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(part for part in (self.what, self.safe, self.todo) if part)


# --- errors ---------------------------------------------------------------------------------------------

UNCHANGED = "Tidak ada yang berubah."
DATA_UNCHANGED = "Data yang sudah ada di komputer ini tidak berubah."
SAVED_IS_SAFE = "Data yang sudah tersimpan tetap aman."

OUR_BUG = Sentence(
    "Terjadi kesalahan di aplikasi.",
    SAVED_IS_SAFE,
    "Coba sekali lagi; bila berulang, kirim catatan galatnya kepada pengelola RBDesk.",
)
STOPPED = Sentence("Dihentikan atas permintaan Anda.", SAVED_IS_SAFE, "")

_UPDATE = "Perbarui aplikasi, lalu coba lagi."
_CHECK_VALUE = "Perbaiki nilainya, lalu coba lagi."

# NotAllowed.what -> what happened, what to do
NOT_ALLOWED: Mapping[str, tuple[str, str]] = {
    "locked": (
        "Penilaian ini terkunci karena paket resminya sudah dibuat.",
        "Buka kuncinya dahulu bila ada yang perlu diperbaiki.",
    ),
    "role": (
        "Tindakan ini tidak tersedia untuk peran di folder data ini.",
        "Pakai folder data dengan peran yang sesuai[ ({needed})].",
    ),
    "range": ("Nilai[ untuk {code}] di luar batas yang diizinkan.", _CHECK_VALUE),
    "input": ("Isian[ untuk {code}] tidak dapat dibaca[: {value}].", _CHECK_VALUE),
    "inputs": ("Angka[ untuk {code}] belum lengkap atau namanya tidak dikenal.", "Isi semua angkanya."),
    "option": ("Pilihan[ {value}] tidak ada[ pada {code}].", "Pilih salah satu pilihan yang tersedia."),
    "whole": ("Jumlah[ pada {code}] harus bilangan bulat.", "Isi tanpa angka di belakang koma."),
    "numerator": ("Bagian[ pada {code}] lebih besar daripada keseluruhannya.", _CHECK_VALUE),
    "consistency": ("Jumlah bagian[ pada {code}] lebih besar daripada keseluruhannya.", _CHECK_VALUE),
    "rows": ("Ada baris yang tidak dapat diterima.", "Perbaiki baris yang disebut, lalu coba lagi."),
    "unknown_question": (
        "Pertanyaan[ {code}] tidak ada di lembar penilaian ini.",
        "Periksa kodenya, misalnya U.P.1.i.a.",
    ),
    "unknown_instrument": ("Lembar penilaian[ {id}] tidak dikenal.", "Lihat daftarnya, lalu pilih satu."),
    "unknown_edition": ("Edisi penilaian[ {id}] tidak dikenal.", _UPDATE),
    "unknown_year": ("Belum ada edisi penilaian untuk tahun[ {year}] itu.", "Pilih tahun lain."),
    "unknown_office": (
        "Kode kecamatan[ {code}][ {office}] tidak dikenal.",
        "Pakai kode seperti 32.16.09.",
    ),
    "unknown_node": ("Bagian[ {code}] tidak ada di lembar penilaian ini.", "Periksa kodenya."),
    "unknown_evidence": ("Bukti[ {sha256}] itu tidak ada[ pada {code}].", "Lihat daftar bukti, lalu pilih lagi."),
    "unknown_finding": ("Temuan[ {id}] itu tidak ada.", "Lihat daftar temuan, lalu pilih lagi."),
    "unknown_device": ("Perangkat[ {id}][ {device}] tidak ada di daftar.", "Lihat daftar perangkat."),
    "unknown_package": ("Paket[ {id}] itu tidak ada di riwayat.", "Lihat riwayat paket, lalu pilih lagi."),
    "unknown_refusal": ("Berkas yang ditolak itu sudah tidak ada di daftar.", "Muat ulang daftarnya."),
    "known_device": ("Kunci ini sudah terdaftar[ untuk {office}].", "Cabut dahulu bila kantornya salah."),
    "key": ("Kunci perangkat itu tidak dapat dibaca.", "Salin teks kuncinya sekali lagi, lengkap."),
    "too_long": ("Teks[ pada {code}] terlalu panjang[; paling banyak {limit} huruf].", "Ringkas teksnya."),
    "short_reason": ("Alasan belum cukup jelas.", "Tulis alasan paling sedikit[ {least}] huruf."),
    "not_waivable": ("Temuan wajib tidak dapat dikesampingkan.", "Selesaikan temuannya."),
    "evidence_type": (
        "Berkas[ “{name}”] bukan jenis bukti yang dapat dipakai, atau isinya tidak sesuai namanya.",
        "Pakai PDF, JPEG, PNG, DOCX, atau XLSX tanpa makro.",
    ),
    "evidence_empty": ("Berkas[ “{name}”] kosong.", "Periksa berkas aslinya, lalu tambahkan lagi."),
    "evidence_too_big": (
        "Berkas[ “{name}”] terlalu besar[; batasnya {limit}].",
        "Kecilkan atau bagi berkasnya, lalu tambahkan lagi.",
    ),
    "evidence_unreadable": ("Berkas[ “{name}”] tidak dapat dibaca.", "Periksa letak berkasnya, lalu coba lagi."),
    "disk_low": (
        "Ruang disk tinggal sedikit[: {free}].",
        "Kosongkan ruang disk dahulu, lalu coba lagi.",
    ),
    "incomplete": (
        "Paket resmi belum dapat dibuat karena isian belum lengkap.[ Masih ada {count} hal wajib.]",
        "Selesaikan hal yang wajib, atau buat paket sementara.",
    ),
    "conflict": (
        "Ada jawaban yang berbeda antara dua laptop.",
        "Pilih satu versi untuk tiap pertanyaan dahulu.",
    ),
    "desk_exists": ("Folder[ {path}] sudah berisi data RBDesk.", "Pilih folder lain, atau buka data itu."),
    "not_a_desk": ("Folder[ {path}] tidak berisi data RBDesk.", "Pilih folder data yang benar."),
    "not_empty": ("Folder[ {path}] tidak kosong.", "Pilih folder baru atau folder kosong."),
    "key_lost": (
        "Kunci perangkat[ {path}] tidak ada atau rusak, jadi paket tidak dapat ditandatangani.",
        "Kembalikan berkas kunci dari salinan folder data, atau minta bantuan Sekretariat.",
    ),
}  # fmt: skip
_NOT_ALLOWED_ELSE = ("Tindakan ini tidak dapat dilakukan sekarang.", "Periksa keadaannya, lalu coba lagi.")

# StoreTrouble.kind -> what happened, is the data safe, what to do
STORE_TROUBLE: Mapping[str, tuple[str, str, str]] = {
    "full": ("Belum tersimpan: disk penuh.", SAVED_IS_SAFE, "Kosongkan ruang disk, lalu coba lagi."),
    "io": (
        "Belum tersimpan: disk tidak dapat dibaca atau ditulis[ ({path})].",
        SAVED_IS_SAFE,
        "Periksa disk atau stiknya, lalu coba lagi.",
    ),
    "locked": (
        "Data ini sedang dibuka[ oleh {holder}].",
        DATA_UNCHANGED,
        "Tutup RBDesk yang sedang memakainya, lalu coba lagi.",
    ),
    "readonly": (
        "Folder data hanya dapat dibaca[: {path}].",
        DATA_UNCHANGED,
        "Buka kunci tulis folder atau stiknya, lalu coba lagi.",
    ),
    "damaged": (
        "Data di komputer ini rusak dan perlu dipulihkan[: {path}].",
        "Berkas yang rusak tidak diubah.",
        "Jangan hapus apa pun. Salin seluruh folder data ke tempat lain, lalu minta bantuan Sekretariat.",
    ),
    "network": (
        "Folder data ada di jaringan[: {path}].",
        DATA_UNCHANGED,
        "Pindahkan folder data ke disk komputer ini.",
    ),
}  # fmt: skip

_OS_TROUBLE = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
}


def sentence(error: RBDeskError | OSError) -> Sentence:
    """What to tell about an error that a person can act on."""
    if isinstance(error, BundleRefused):
        what, todo = bundle_sentence(error.code, error.facts)
        return Sentence(what, DATA_UNCHANGED, todo, error.code)
    if isinstance(error, NotAllowed):
        what, todo = NOT_ALLOWED.get(error.what, _NOT_ALLOWED_ELSE)
        return Sentence(_fill(what, error.facts), UNCHANGED, _fill(todo, error.facts))
    if isinstance(error, StoreTrouble):
        facts = {"path": error.path, "holder": error.holder}
        what, safe, todo = STORE_TROUBLE.get(error.kind, STORE_TROUBLE["io"])
        return Sentence(_fill(what, facts), safe, todo)
    if isinstance(error, StoreTooNew):
        return Sentence(
            "Data ini dibuat dengan RBDesk yang lebih baru.",
            DATA_UNCHANGED,
            _UPDATE,
        )
    if isinstance(error, NotAStore):
        return Sentence(
            f"Ini bukan data RBDesk: {error.path}",
            UNCHANGED,
            "Pilih folder data yang benar, atau buat yang baru.",
        )
    if isinstance(error, InstrumentFault):
        count = len(error.faults)
        return Sentence(
            f"Berkas instrumen tidak dapat dipakai: {count} kesalahan, yang pertama "
            f"{instrument_fault(*error.faults[0])}"
            if count
            else "Berkas instrumen tidak dapat dipakai.",
            UNCHANGED,
            "Perbaiki berkasnya, lalu periksa lagi.",
        )
    if isinstance(error, OSError):
        return _system_sentence(error)
    return OUR_BUG


def _system_sentence(error: OSError) -> Sentence:
    path = str(error.filename or "")
    if isinstance(error, FileNotFoundError):
        return Sentence(
            _fill("Berkas atau folder tidak ditemukan[: {path}].", {"path": path}),
            SAVED_IS_SAFE,
            "Periksa letaknya, lalu coba lagi.",
        )
    kind = _OS_TROUBLE.get(error.errno or 0, "io")
    if kind == "readonly":
        return Sentence(
            _fill("Berkas atau folder tidak dapat ditulis atau dibuka[: {path}].", {"path": path}),
            SAVED_IS_SAFE,
            "Tutup program lain yang memakainya, atau pilih tempat lain, lalu coba lagi.",
        )
    what, safe, todo = STORE_TROUBLE[kind]
    return Sentence(_fill(what, {"path": path}), safe, todo)


# --- bundles --------------------------------------------------------------------------------------------

_COPY_AGAIN = "Salin ulang berkasnya, atau minta pengirim mengirim ulang sebagai dokumen."
_ASK_ORIGINAL = "Minta pengirim mengirim berkas aslinya, tanpa dibuka atau dikemas ulang."
_ASK_NEW = "Minta pengirim membuat paket baru dengan RBDesk, lalu mengirimnya lagi."
_DO_NOT_USE = "Jangan pakai berkas ini. Tanyakan kepada pengirim lewat telepon yang Anda kenal."
_PICK_OTHER = "Pilih berkas yang berakhiran .rbd.zip."
_ASK_SUPPORT = "Minta pengirim memperbarui RBDesk-nya dan membuat paket baru."
_NOTHING_TO_DO = "Tidak ada yang perlu dilakukan."

# code -> what is the matter, what to do. Source of the codes and their conditions: docs/bundle-format.md
BUNDLE: Mapping[str, tuple[str, str]] = {
    "RB-F01": ("Berkas tidak dapat dibaca[ ({reason})].", "Periksa letak berkas atau stiknya, lalu coba lagi."),
    "RB-F02": ("Ini bukan berkas paket.", _PICK_OTHER),
    "RB-F03": ("Berkas kosong atau tidak selesai disalin.", _COPY_AGAIN),
    "RB-F04": ("Berkas terlalu besar[: {size}].", "Minta pengirim membagi paketnya."),
    "RB-F05": ("Ini bukan paket RBDesk[ (tampaknya {looks})].", _PICK_OTHER),
    "RB-F06": (
        "Paket dikemas dua kali.",
        "Keluarkan dahulu berkas .rbd.zip di dalamnya[ ({inside})], lalu pilih berkas itu.",
    ),
    "RB-F07": ("Paket terenkripsi untuk penerima lain, atau rusak.", _ASK_NEW),
    "RB-F08": ("Ruang disk kurang[: perlu {needed}].", "Kosongkan ruang disk, lalu coba lagi."),
    "RB-Z01": ("Berkas terpotong atau ada tambahan di akhir.", _COPY_AGAIN),
    "RB-Z02": ("Isi berkas berubah: ada data sisipan.", _ASK_ORIGINAL),
    "RB-Z03": ("Susunan berkas rusak.", _COPY_AGAIN),
    "RB-Z04": ("Paket dibuat atau dikemas ulang dengan program lain.", _ASK_ORIGINAL),
    "RB-Z05": ("Paket terkunci kata sandi atau memakai cara yang tidak didukung.", _ASK_ORIGINAL),
    "RB-Z06": ("Cara pemampatan[ {name}] tidak didukung.", _ASK_ORIGINAL),
    "RB-Z07": ("Susunan berkas tidak sesuai.", _ASK_ORIGINAL),
    "RB-Z08": ("Ada nama berkas berbahaya di dalam paket.", _DO_NOT_USE),
    "RB-Z09": ("Ada nama berkas ganda di dalam paket[: {name}].", _DO_NOT_USE),
    "RB-Z10": ("Ada jenis isi yang tidak diizinkan di dalam paket[: {name}].", _DO_NOT_USE),
    "RB-Z11": ("Terlalu banyak berkas di dalam paket.", _ASK_NEW),
    "RB-Z12": ("Isi paket terlalu besar; mungkin berkas jebakan.", _DO_NOT_USE),
    "RB-Z13": ("Isi berkas[ {name}] rusak.", _COPY_AGAIN),
    "RB-Z14": ("Susunan berkas berbahaya: ada isi yang bertumpuk.", _DO_NOT_USE),
    "RB-B01": ("Susunan paket salah.", _ASK_ORIGINAL),
    "RB-B02": ("Ini bukan paket RBDesk.", _PICK_OTHER),
    "RB-B03": ("Daftar isi paket rusak[: {name}].", _ASK_ORIGINAL),
    "RB-B04": ("Berkas[ {name}] hilang dari paket.", _ASK_ORIGINAL),
    "RB-B05": ("Ada berkas tak dikenal di dalam paket[: {name}].", _ASK_ORIGINAL),
    "RB-B06": ("Isi berkas[ {name}] berubah.", _COPY_AGAIN),
    "RB-B07": ("Jumlah isi paket tidak cocok.", _ASK_ORIGINAL),
    "RB-S01": ("Paket tidak ditandatangani.", _ASK_NEW),
    "RB-S02": ("Tanda tangan paket rusak.", _ASK_ORIGINAL),
    "RB-S03": ("Isi paket diubah setelah paket dibuat.", "Jangan pakai berkas ini. " + _ASK_NEW),
    "RB-S04": ("Identitas perangkat tidak cocok dengan tanda tangannya.", _DO_NOT_USE),
    "RB-S05": ("Identitas paket tidak cocok dengan tanda tangannya.", _DO_NOT_USE),
    "RB-S06": ("Paket mengaku dari[ {office},] kantor lain daripada pemilik kuncinya[, yaitu {owner}].", _DO_NOT_USE),
    "RB-S07": (
        "Perangkat pengirim[ {device}] belum dikenal. Paket disisihkan dan belum digabung.",
        "Cocokkan 30 angka kuncinya lewat telepon, lalu kenali perangkatnya.",
    ),
    "RB-S08": ("Perangkat pengirim[ {device}] sudah dicabut.", _DO_NOT_USE),
    "RB-S09": ("Paket ini bukan dari Sekretariat.", _DO_NOT_USE),
    "RB-S10": ("Token pendaftaran salah.", "Minta pengirim membuka berkas aktivasi kantornya."),
    "RB-V01": ("Paket ini dibuat dengan RBDesk yang lebih baru[ (format {major})].", _UPDATE),
    "RB-V02": ("Paket ini dibuat dengan RBDesk yang lebih baru[ (format {minor})].", _UPDATE),
    "RB-V03": ("Jenis paket ini[ ({kind})] tidak untuk aplikasi ini.", _PICK_OTHER),
    "RB-V04": (
        "Edisi penilaian[ {edition}] berbeda dengan yang dikenal di sini.",
        "Samakan versi RBDesk kedua pihak, lalu minta paket baru.",
    ),
    "RB-I01": ("Kode kantor[ {office}] tidak dikenal.", _ASK_NEW),
    "RB-I02": ("Paket ini milik kantor lain[: {office}].", "Pilih paket kantor Anda."),
    "RB-I03": ("Identitas perangkat rusak.", _ASK_NEW),
    "RB-J01": ("Teks di dalam paket rusak (pengodean)[: {file}].", _ASK_SUPPORT),
    "RB-J02": ("Data di dalam paket rusak[: {file}].", _ASK_SUPPORT),
    "RB-J03": ("Data di dalam paket terlalu bersarang[: {file}].", _ASK_SUPPORT),
    "RB-J04": ("Ada data ganda di dalam paket[: {file}].", _ASK_SUPPORT),
    "RB-J05": ("Ada angka yang tidak sah di dalam paket[: {file}].", _ASK_SUPPORT),
    "RB-J06": ("Teks di dalam paket memuat karakter terlarang[: {file}].", _ASK_SUPPORT),
    "RB-J07": ("Data tidak dalam bentuk baku[ ({file})]; mungkin disunting di luar aplikasi.", _ASK_NEW),
    "RB-J08": ("Data di dalam paket terlalu besar[: {file}].", _ASK_SUPPORT),
    "RB-D01": ("Kolom[ {member}] tidak ada[ di {file}].", _ASK_SUPPORT),
    "RB-D02": ("Kolom[ {member}] tidak dikenal[ di {file}].", _ASK_SUPPORT),
    "RB-D03": ("Isi kolom[ {member}] salah[ di {file}].", _ASK_SUPPORT),
    "RB-D04": ("Pertanyaan[ {question}] tidak ada di edisi ini.", _ASK_SUPPORT),
    "RB-D05": ("Nilai[ {question}] di luar rentang.", _ASK_SUPPORT),
    "RB-D06": ("Ada baris ganda atau tidak urut[ di {file}].", _ASK_SUPPORT),
    "RB-D07": ("Ada teks yang terlalu panjang atau baris yang terlalu banyak[ di {file}].", _ASK_SUPPORT),
    "RB-D08": ("Ada tanggal yang tidak sah[ di {file}].", _ASK_SUPPORT),
    "RB-D09": ("Ringkasan paket tidak cocok dengan isinya.", _ASK_NEW),
    "RB-D10": ("Ada rujukan yang tidak dikenal[ di {file}].", _ASK_SUPPORT),
    "RB-E01": ("Berkas bukti[ {name}] tidak cocok dengan daftarnya.", _ASK_NEW),
    "RB-E02": ("Ada berkas bukti tanpa rujukan[: {name}].", _ASK_NEW),
    "RB-E03": ("Jenis berkas bukti[ {name}] tidak diizinkan.", _ASK_NEW),
    "RB-E04": ("Berkas bukti di dalam paket tidak lengkap.", _ASK_NEW),
    "RB-M01": ("Riwayat suntingan di dalam paket tidak sah.", _DO_NOT_USE),
    "RB-M02": (
        "Laptop[ “{device}”] digandakan atau dipulihkan tanpa identitas baru.",
        "Hubungi kantornya: satu laptop saja yang boleh melanjutkan.",
    ),
    "RB-M03": ("Paket ini lebih lama dari yang sudah diterima.", _NOTHING_TO_DO),
    "RB-M04": ("Ada baris yang hilang tanpa jejak di dalam paket.", _DO_NOT_USE),
    "RB-K01": ("Gagal menyimpan, jadi tidak ada yang digabung.", "Periksa ruang disk, lalu coba lagi."),
    "RB-K02": (
        "Data sedang dipakai program lain atau hanya dapat dibaca.",
        "Tutup program lain itu, lalu coba lagi.",
    ),
    "RB-K03": ("Data di komputer ini perlu dipulihkan dahulu.", "Minta bantuan sebelum menggabung lagi."),
    "RB-W01": ("Jam komputer pengirim tidak tepat saat paket dibuat.", _NOTHING_TO_DO),
    "RB-W02": ("Nama kantor di dalam paket berbeda dengan daftar.", "Periksa apakah nama kantornya berubah."),
    "RB-W03": ("Sebagian berkas bukti belum diterima.", "Minta kecamatan mengirim berkas buktinya."),
    "RB-W04": ("Paket sementara, belum paket resmi.", "Tunggu paket resminya."),
    "RB-W05": ("Ada bagian paket yang belum diterima.", "Minta kecamatan mengirim bagian lainnya."),
    "RB-W06": ("Perangkat yang sudah dikenal memakai identitas data yang baru.", _NOTHING_TO_DO),
    "RB-W07": ("Paket memuat suntingan laptop lain yang belum dilihat sendiri.", "Minta paket dari laptop itu."),
    "RB-W08": ("Paket merujuk ke hasil verifikasi atau rekomendasi yang tidak ada di sini.", _NOTHING_TO_DO),
    "RB-OK1": ("Diterima.", ""),
    "RB-OK2": ("Sudah ada; isinya sama.", ""),
    "RB-OK3": ("Sudah ada yang lebih baru.", ""),
    "RB-OK4": (
        "Ada dua versi dari kantor ini.",
        "Minta kecamatan menyatukan kedua laptopnya, lalu mengirim paket baru.",
    ),
}  # fmt: skip
_BUNDLE_ELSE = ("Berkas ini tidak dapat diterima.", _ASK_NEW)

LOOKS: Mapping[str, str] = {
    "gzip": "berkas gzip",
    "7z": "arsip 7z",
    "rar": "arsip RAR",
    "bzip2": "berkas bzip2",
    "xz": "berkas xz",
    "zstd": "berkas zstd",
    "pdf": "dokumen PDF",
    "jpeg": "foto JPEG",
    "png": "gambar PNG",
    "office": "dokumen Office",
    "sqlite": "basis data",
    "program": "program",
    "html": "halaman web",
    "xml": "berkas XML",
    "base64": "salinan teks dari surel",
    "email": "surel",
    "json": "berkas JSON",
    "text": "teks biasa",
    "zip": "arsip zip biasa",
}

_MISSING_WORDS = {"head": "nama Camat", "contact": "nama penanggung jawab"}
_SIZES = frozenset({"needed", "size", "free", "limit_bytes"})


def bundle_sentence(code: str, facts: Facts = ()) -> tuple[str, str]:
    """What a code of a bundle means and what to do about it, "" where nothing need be done.

    `facts` are those of a BundleRefused, a Refusal or a PlannedFile.
    """
    what, todo = BUNDLE.get(code, _BUNDLE_ELSE)
    return _fill(what, facts), _fill(todo, facts)


def _fill(template: str, facts: Facts) -> str:
    """The template with its bracketed words filled in; brackets whose fact is unknown or empty fall away."""
    known = {name: _word(name, value) for name, value in dict(facts).items()}

    def bracket(match: re.Match[str]) -> str:
        inner = match.group(1)
        names = re.findall(r"\{(\w+)\}", inner)
        return inner.format_map(known) if all(known.get(name) for name in names) else ""

    return re.sub(r"\[([^\[\]]*)\]", bracket, template)


def _word(name: str, value: object) -> str:
    if name in _SIZES and isinstance(value, int):
        return text.size(value)
    if name in _SIZES and isinstance(value, str) and value.isdecimal():
        return text.size(int(value))
    if name == "limit" and isinstance(value, int) and value >= text.KIBIBYTE**2:
        return text.size(value)
    if name == "looks":
        return LOOKS.get(str(value), "")
    return "" if value is None else str(value)


# --- findings -------------------------------------------------------------------------------------------

# kind -> the rule's name, n of them, why it is marked and what helps
FINDINGS: Mapping[str, tuple[str, str, str]] = {
    "unanswered": (
        "Pertanyaan belum dijawab",
        "{n} pertanyaan belum dijawab",
        "Pertanyaan yang belum dijawab dihitung 0. Pilih jawaban yang sesuai keadaan, "
        "termasuk bila belum ada yang dikerjakan.",
    ),
    "no_evidence": (
        "Jawaban di atas nol tanpa bukti",
        "{n} jawaban di atas nol belum punya bukti",
        "Jawaban yang bernilai perlu didukung berkas. Lampirkan buktinya, atau pilih jawaban yang sesuai.",
    ),
    "evidence_lost": (
        "Berkas bukti hilang",
        "{n} berkas bukti hilang",
        "Berkasnya tercatat, tetapi tidak ada lagi di folder data. Cari lagi berkas aslinya "
        "dan lampirkan sekali lagi.",
    ),
    "identity": (
        "Identitas belum lengkap",
        "Identitas kecamatan dan penanggung jawab belum lengkap",
        "Paket resmi memuat nama Camat dan penanggung jawab. Lengkapi di Pengaturan.",
    ),
    "edge_case": (
        "Pembagi nol tanpa catatan",
        "{n} jawaban dengan pembagi nol belum punya catatan",
        "Nilainya ditentukan oleh aturan khusus. Tulis satu kalimat tentang keadaannya.",
    ),
    "jump": (
        "Naik lebih dari satu tingkat tanpa catatan",
        "{n} jawaban naik lebih dari satu tingkat tanpa catatan",
        "Verifikator biasanya menanyakan kenaikan sebesar ini. Tulis apa yang berubah sejak tahun lalu.",
    ),
    "contradiction": (
        "Angka saling bertentangan",
        "{n} angka saling bertentangan",
        "Dua pertanyaan memakai angka yang sama, tetapi isinya berbeda. Periksa mana yang benar.",
    ),
    "stale_evidence": (
        "Bukti di luar tahun penilaian",
        "{n} bukti di luar tahun penilaian",
        "Tanggal isi berkas di luar masa yang dinilai. Ganti dengan yang lebih baru, "
        "atau kesampingkan bila memang masih berlaku.",
    ),
    "same_note": (
        "Catatan sama kata demi kata",
        "{n} catatan dipakai kata demi kata di beberapa pertanyaan",
        "Verifikator biasanya menganggap catatan yang sama sebagai salinan. Tulis satu kalimat yang khas "
        "untuk tiap pertanyaan, atau kesampingkan bila memang sama.",
    ),
}


def finding(found: Finding, instrument: Instrument) -> tuple[str, str]:
    """The name of the rule and where and why it struck, e.g. ("Angka saling bertentangan", "R.1.i.b …: 9 di sini …")."""
    title = FINDINGS[found.kind][0]
    facts = dict(found.facts)
    detail = _finding_fact(found.kind, facts, instrument)
    if found.where in instrument.place_of:
        place = f"{instrument.display(found.where)} {instrument.node(found.where).short}"
        detail = f"{place}: {detail}" if detail else place
    if found.waived:
        detail += f" (dikesampingkan: {found.waived})"
    return title, detail


def _finding_fact(kind: str, facts: Mapping[str, str], instrument: Instrument) -> str:
    match kind:
        case "evidence_lost":
            return f"“{facts['name']}” tidak ada di folder data"
        case "identity":
            missing = [_MISSING_WORDS.get(member, member) for member in facts["missing"].split(",")]
            return f"{text.listing(missing)} belum diisi"
        case "edge_case":
            return facts["rule"].rstrip(".")
        case "jump":
            return f"tahun lalu {facts['from']}, sekarang {facts['to']}"
        case "contradiction":
            here, there = (_figure(Decimal(facts[side])) for side in ("here", "there"))
            return f"{here} di sini, {there} di {instrument.display(facts['other'])}"
        case "stale_evidence":
            return f"isi “{facts['name']}” bertanggal {text.date_long(date.fromisoformat(facts['dated']))}"
        case "same_note":
            return "sama di " + text.listing([instrument.display(code) for code in facts["codes"].split(",")])
    return ""


def finding_group(kind: str, n: int) -> str:
    """All findings of one kind in one line: "16 pertanyaan belum dijawab"."""
    return FINDINGS[kind][1].format(n=n)


def finding_help(kind: str) -> str:
    """Why findings of this kind are marked, and what helps."""
    return FINDINGS[kind][2]


# --- values typed by people -----------------------------------------------------------------------------


def value_fault(fault: str, question: Question, numbers: Mapping[str, Decimal] | None = None) -> str:
    """Why a value cannot be taken: "Tidak boleh lebih dari 86". `numbers` are what was typed, by input id.

    `fault` is one of `domain.assessment.value_fault`.
    """
    scale, typed = question.scale, numbers or {}
    labels = {item.id: item.label for item in scale.inputs}
    formula = scale.formula
    if fault == "option":
        return f"Pilih salah satu: {_alternatives([option.label for option in scale.options])}"
    if fault == "whole":
        names = [
            f"“{item.label}”"
            for item in scale.inputs
            if item.whole and typed.get(item.id, Decimal(0)) % 1 != 0
        ]
        return f"{text.listing(names) or 'Jumlah'} harus bilangan bulat, tanpa koma"
    if fault == "range":
        return _range_fault(scale, typed)
    if fault == "numerator" and formula is not None:
        whole = sum((typed[name] for name in formula.denominator if name in typed), Decimal(0))
        return f"Tidak boleh lebih dari {_figure(whole)}"
    if fault == "consistency" and formula is not None and formula.at_most is not None:
        parts, limit = formula.at_most
        words = text.listing([f"“{labels[name]}”" for name in parts])
        figure = f", yaitu {_figure(typed[limit])}" if limit in typed else ""
        return f"Jumlah {words} tidak boleh lebih dari “{labels[limit]}”{figure}"
    words = text.listing([f"“{label}”" for label in labels.values()])
    return f"Isi semua angkanya: {words}" if words else "Isian ini tidak dapat dipakai"


def _range_fault(scale: Scale, typed: Mapping[str, Decimal]) -> str:
    for item in scale.inputs:
        number = typed.get(item.id)
        if number is None or (number.is_finite() and item.minimum <= number <= item.maximum):
            continue
        if item.maximum >= MOST_OF_A_COUNT:
            if number.is_finite() and number > item.maximum:
                return f"“{item.label}” terlalu besar"
            return f"“{item.label}” tidak boleh kurang dari {_figure(item.minimum)}"
        return f"“{item.label}” harus antara {_figure(item.minimum)} dan {_figure(item.maximum)}"
    return "Angkanya di luar batas"


def value_text(value: Value | None, scale: Scale) -> str:
    """The answer as people read it: "B", "Ya", "72 dari 86", "3,62"; "belum dijawab" for None."""
    if value is None:
        return "belum dijawab"
    if isinstance(value, str):
        return value
    numbers = dict(value)
    formula = scale.formula
    if formula is not None and formula.kind == RATIO and len(formula.denominator) == 1:
        return f"{_figure(numbers[formula.numerator])} dari {_figure(numbers[formula.denominator[0]])}"
    if formula is not None and formula.kind in (RATIO, FALL):
        labels = {item.id: item.label for item in scale.inputs}
        return ", ".join(f"{labels.get(name, name)} {_figure(number)}" for name, number in value)
    return ", ".join(_figure(number) for number in numbers.values())


def _alternatives(items: Sequence[str]) -> str:
    return " atau ".join(items) if len(items) < 3 else ", ".join(items[:-1]) + ", atau " + items[-1]


def _figure(number: Decimal | Fraction) -> str:
    """A number without superfluous decimals: "86", "0,67", "3,62"."""
    for places in range(5):
        if Fraction(number) * 10**places % 1 == 0:
            return text.number(number, places)
    return text.number(number, 4)


# --- why a number is what it is --------------------------------------------------------------------------

ROUNDING_NOTE = "Dihitung tanpa pembulatan. Dua desimal hanya saat ditampilkan, jadi jumlah angka di layar bisa berbeda 0,01."
UNANSWERED_NOTE = "belum dijawab, dihitung 0"
_MOST_LOSSES = 3


def sheet_sentence(sheet: ScoreSheet) -> str:
    """What the whole sheet reached, of what, and the areas where most is missing."""
    weight = Fraction(sheet.instrument.weight)
    opening = (
        f"Kantor ini mendapat {text.number(sheet.total)} dari nilai penuh {text.number(weight)}, "
        f"yaitu {text.number(sheet.percent())} persen."
    )
    losses = [
        (group.short, Fraction(group.weight) - sheet.area(group.places)) for group in sheet.instrument.areas
    ]
    return _with_losses(opening, losses)


def trace_sentence(trace: Trace) -> str:
    """What a node reached, of what, and where most of it is missing; for one question how it is worth that."""
    name = "Lembar ini" if trace.node.level == "root" else trace.node.short
    opening = (
        f"{name} mendapat {text.number(trace.points)} dari {text.number(trace.weight)}, "
        f"yaitu {text.number(trace.percent)} persen."
    )
    if trace.node.question is not None:
        return opening
    return _with_losses(opening, [(step.node.short, step.weight - step.points) for step in trace.steps])


def _with_losses(opening: str, losses: Sequence[tuple[str, Fraction]]) -> str:
    worst = sorted((item for item in losses if item[1] > 0), key=lambda item: -item[1])[:_MOST_LOSSES]
    if not worst:
        return f"{opening} Semua nilai penuh."
    return f"{opening} Nilai paling banyak hilang di {text.listing([f'{name} ({text.number(loss)})' for name, loss in worst])}."


def trace_arithmetic(trace: Trace) -> str:
    """A node's arithmetic in one line: "(1 + 0,67 + 0) ÷ 3 = 0,56; 0,56 × 0,30 = 0,17"."""
    points, weight = text.number(trace.points), text.number(trace.weight)
    if not trace.steps:
        return f"{points} dari {weight}"
    if trace.node.question is not None:
        worth = trace.steps[0].share
        share = text.number(worth.value) if worth else "0"
        return f"{share} × {_figure(trace.weight)} = {_figure(trace.points)}"
    if all(step.share is not None for step in trace.steps):
        shares = [step.share.value for step in trace.steps if step.share is not None]
        mean = text.number(sum(shares, Fraction(0)) / len(shares))
        added = " + ".join(_figure_of_share(share) for share in shares)
        joined = f"({added}) ÷ {len(shares)} = {mean}" if len(shares) > 1 else f"{added} = {mean}"
        return f"{joined}; {mean} × {weight} = {points}"
    added = " + ".join(text.number(step.points) for step in trace.steps)
    foot = f"{points} ÷ {weight} × 100 = {text.number(trace.percent)}" if trace.node.level == "root" else ""
    line = f"{added} = {points}" if len(trace.steps) > 1 else f"{points} dari {weight}"
    return f"{line}; {foot}" if foot else line


def _figure_of_share(share: Fraction) -> str:
    exact = _figure(share)
    return exact if len(exact) <= len("0,67") else text.number(share)


def trace_counts(trace: Trace) -> str:
    """How many of a subcomponent's questions are worth what: "2 dari 4 pertanyaan bernilai 0,67, 1 belum dijawab"."""
    total = len(trace.steps)
    worth = Counter(
        text.number(step.share.value)
        for step in trace.steps
        if step.share is not None and step.share.answered
    )
    parts = [
        f"{count} bernilai {value}"
        for value, count in sorted(worth.items(), key=lambda item: -Decimal(item[0].replace(",", ".")))
    ]
    missing = sum(1 for step in trace.steps if step.share is not None and not step.share.answered)
    if missing:
        parts.append(f"{missing} {UNANSWERED_NOTE}")
    if not parts:
        return ""
    first = re.sub(r"^(\d+)", rf"\1 dari {total} pertanyaan", parts[0])
    return text.listing([first, *parts[1:]]) + "."


def step_text(step: Step, instrument: Instrument) -> str:
    """One step in words: a question with answer and worth, a node with points of its weight."""
    name = f"{instrument.display(step.code)} {step.node.short}"
    if step.node.level == "part":
        name = step.node.short
    if step.share is None or step.node.question is None:
        return (
            f"{name}: {text.number(step.points)} dari {text.number(step.weight)}, "
            f"{step.answered} dari {step.questions} terjawab"
        )
    if not step.share.answered:
        return f"{name}: {UNANSWERED_NOTE}"
    scale = step.node.question.scale
    value = arithmetic(scale.formula, step.value) if scale.formula else value_text(step.value, scale)
    rule = f". {scale.formula.edge.text}" if step.share.edge and scale.formula and scale.formula.edge else ""
    return f"{name}: {value}, bernilai {text.number(step.share.value)}{rule}"


def arithmetic(formula: Formula, value: Value | None) -> str:
    """The computation of a ratio or score as it is made: "72 ÷ 86", "(5 − 3) ÷ 5", "3,62 dari 4"."""
    if value is None or isinstance(value, str):
        return UNANSWERED_NOTE
    numbers: Inputs = value
    known = dict(numbers)
    top = _figure(known[formula.numerator])
    below = [_figure(known[name]) for name in formula.denominator]
    bottom = below[0] if len(below) == 1 else f"({' + '.join(below)})"
    if formula.kind == RATIO:
        return f"{top} ÷ {bottom}"
    if formula.kind == FALL:
        return f"({bottom} − {top}) ÷ {bottom}"
    return f"{top} dari {_figure(formula.scale_maximum)}"


def trace_text(trace: Trace, instrument: Instrument, labels: Mapping[str, str] | None = None) -> str:
    """The whole explanation of a number, several lines: the sentence, its steps, the arithmetic, the note.

    `labels` gives further words for a step by its code, e.g. who answered and when.
    """
    more = labels or {}
    lines = [trace_sentence(trace)]
    lines += [
        f"  {step_text(step, instrument)}" + (f" ({more[step.code]})" if step.code in more else "")
        for step in trace.steps
    ]
    if trace.node.level == "subcomponent":
        lines.append(trace_counts(trace))
    lines += [trace_arithmetic(trace) + ".", ROUNDING_NOTE]
    return "\n".join(line for line in lines if line)


# --- instrument files -----------------------------------------------------------------------------------

INSTRUMENT_FAULTS: Mapping[str, str] = {
    "json": "bukan JSON yang dapat dibaca",
    "object": "harus berupa satu objek JSON",
    "id": "id tidak sah",
    "year": "tahun tidak sah",
    "text": "teks wajib tidak ada atau kosong",
    "texts": "harus berupa daftar teks",
    "number": "harus berupa angka",
    "list": "harus berupa daftar",
    "weight_negative": "bobot tidak boleh negatif",
    "effort": "tingkat upaya harus 1, 2, atau 3",
    "period": "masa berlaku bukti harus bilangan bulat di atas nol",
    "answer_type": "jenis jawaban tidak dikenal",
    "option_labels": "label pilihan tidak sesuai jenis jawabannya",
    "option_values": "nilai pilihan tidak sesuai jenis jawabannya",
    "option_range": "nilai pilihan harus antara 0 dan 1",
    "option_length": "label pilihan paling panjang 8 huruf",
    "input_id": "id angka isian tidak sah",
    "input_range": "batas angka isian tidak sah",
    "input_twice": "id angka isian dipakai dua kali",
    "formula": "rumus tidak ada",
    "formula_input": "rumus menyebut angka isian yang tidak ada",
    "scale_range": "batas skala tidak sah",
    "score_input": "pertanyaan skor harus punya tepat satu isian bernama score",
    "edge": "aturan untuk pembagi nol tidak ada",
    "edge_range": "nilai untuk pembagi nol harus antara 0 dan 1",
    "bands_order": "batas kategori harus urut dari yang tertinggi",
    "evidence_rule": "aturan bukti tidak sah",
    "source": "sumber tidak ada di daftar sumber",
    "sum": "jumlah bobot di bawahnya tidak sama dengan bobotnya",
    "empty": "tidak punya isi",
    "twice": "kode dipakai dua kali",
}


def instrument_fault(place: str, kind: str, detail: str = "") -> str:
    """One fault of an instrument file with its place: "U.P.1: jumlah bobot … (2.10 ≠ 2.00)"."""
    words = INSTRUMENT_FAULTS.get(kind, kind)
    return f"{place}: {words} ({detail})" if detail else f"{place}: {words}"
