"""What the tables of a dataset are called and what stands in their columns, in Indonesian."""

from __future__ import annotations

from rbdesk.report.dataset import Column

TITLE = "Penilaian mandiri Reformasi Birokrasi kecamatan, {regency}, {year}"
DESCRIPTION = (
    "Jawaban dan nilai semua kantor dalam satu tahun, satu baris per kantor dan pertanyaan. Angka ditulis dengan titik "
    "desimal. Catatan, nama berkas, dan nama orang tidak ikut."
)
OFFICES_TITLE = "Kantor dan keadaan kirimannya"
QUESTIONS_TITLE = "Pertanyaan lembar kerja dan andilnya"
ANSWERS_TITLE = "Jawaban, satu baris per kantor dan pertanyaan"
SCORES_TITLE = "Nilai per kantor, sisi, dan area"
SURVEY_TITLE = "Survei kepuasan per kantor dan unsur"

_YEAR = Column("year", "integer", "tahun penilaian")
_REGENCY = Column("regency", "string", "kode kabupaten atau kota menurut Kemendagri")
_OFFICE = Column("office", "string", "kode kecamatan menurut Kemendagri")
_SHEET = Column("instrument", "string", "lembar kerja yang dipakai")

OFFICES = (
    _YEAR,
    _REGENCY,
    _OFFICE,
    Column("name", "string", "nama kecamatan"),
    Column(
        "status",
        "string",
        "belum_kirim, diterima, perlu_tindakan, diverifikasi, atau selesai",
    ),
    Column("revision", "integer", "revisi paket terakhir; kosong bila belum mengirim"),
    Column("is_final", "boolean", "benar bila paket terakhir itu resmi"),
)
QUESTIONS = (
    _SHEET,
    Column("question", "string", "kode pertanyaan"),
    Column("area", "string", "kode area perubahan, 1 sampai 8"),
    Column("area_name", "string", "nama area perubahan"),
    Column("weight", "number", "andil pertanyaan dalam poin"),
    Column("kind", "string", "jenis jawaban"),
    Column("text", "string", "bunyi pertanyaan"),
)
ANSWERS = (
    _YEAR,
    _REGENCY,
    _OFFICE,
    _SHEET,
    Column("question", "string", "kode pertanyaan"),
    Column("answered", "boolean", "benar bila kantor menjawab"),
    Column("share", "number", "capaian menurut kantor, 0 sampai 1; tanpa jawaban 0"),
    Column("points", "number", "poin menurut kantor"),
    Column("is_settled", "boolean", "benar bila verifikator sudah memutus"),
    Column("verified_share", "number", "capaian menurut putusan; kosong sebelum verifikasi dimulai"),
    Column("verified_points", "number", "poin menurut putusan; kosong sebelum verifikasi dimulai"),
)
SCORES = (
    _YEAR,
    _REGENCY,
    _OFFICE,
    _SHEET,
    Column("side", "string", "self: menurut kantor; verified: menurut putusan verifikator"),
    Column("area", "string", "kode area perubahan, atau total"),
    Column("weight", "number", "bobot dalam poin"),
    Column("points", "number", "nilai dalam poin"),
    Column("percent", "number", "nilai dalam persen dari bobot"),
    Column("is_final", "boolean", "benar bila nilai tidak akan berubah lagi menurut yang diketahui"),
)
SURVEY = (
    _YEAR,
    _REGENCY,
    _OFFICE,
    Column("element", "string", "unsur pelayanan, atau ikm untuk indeks seluruhnya"),
    Column("respondents", "integer", "jumlah responden"),
    Column("value", "number", "nilai rata-rata 1 sampai 4; untuk ikm 25 sampai 100"),
)
