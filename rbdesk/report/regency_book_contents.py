"""What the regency's workbook says, in Indonesian, apart from where a cell stands and how it looks."""

from __future__ import annotations

from collections.abc import Mapping

from rbdesk import text, wording
from rbdesk.report.year import AdviceRow, OfficeYear, RegencyYear

SUMMARY, COMPARISON, POINTS, VERIFIED = "Ringkasan", "Perbandingan", "Poin", "Verifikasi"
STATUS, FOLLOWUPS, SURVEY, STRATEGY = "Status", "Tindak lanjut", "SKM", "Strategi 4+1"

NUMBER, OFFICE, CODE = "No", "Kecamatan", "Kode"
TOTAL, BAND, RANK, REMARK, WEIGHT = "Nilai (%)", "Setara", "Peringkat", "Catatan", "Bobot"
MEAN, LOWEST, HIGHEST, COUNTED, TARGET = "Rata-rata", "Terendah", "Tertinggi", "Dihitung", "Target"
OWN, RULED, CHANGE, STATE = "Mandiri (%)", "Verifikasi (%)", "Beda (poin persen)", "Keadaan"
RULED_BLOCK, CHANGE_BLOCK = "Hasil verifikasi (%)", "Beda dari nilai mandiri (poin persen)"

SUMMARY_HEADINGS = ("No", "Area", "Bobot", "Rata-rata", "Terendah", "Tertinggi", "Dihitung")
STATUS_HEADINGS = (
    "No", "Kecamatan", "Kode", "Keadaan", "Paket", "Revisi", "Diterima (WIB)", "Terjawab", "dari",
    "Rekomendasi", "Selesai", "Lewat tenggat", "Catatan",
)  # fmt: skip
DEVICES = "Perangkat"
DEVICE_HEADINGS = ("Kecamatan", "Kode", "Perangkat", "Sidik kunci", "Status", "Sejak", "Paket terakhir")
FOLLOWUP_HEADINGS = (
    "Kecamatan", "Kode", "Sumber", "Surat", "Nomor", "Rekomendasi", "Area", "Penanggung jawab", "Tenggat",
    "Lewat (hari)", "Status", "Progres (%)", "Uraian", "Bukti", "Putusan Sekretariat",
)  # fmt: skip
SURVEY_HEADINGS = ("No", "Kecamatan", "Kode", "Responden", "Populasi", "Sampel perlu")
INDEX, QUALITY = "IKM", "Mutu"
ALL_RESPONDENTS = "Semua responden"
BARS_TITLE, RADAR_TITLE = "Nilai mandiri per kecamatan (%)", "Rata-rata capaian per area"
VERIFIED_TITLE, SURVEY_TITLE = "Mandiri dan verifikasi (%)", "IKM per kecamatan"
NOTHING_HERE = "Belum ada isinya."
INK_OF_GAPS = "Sel kosong berarti belum ada nilai, bukan nol."

_STATES: Mapping[str, str] = {
    "belum_kirim": "belum mengirim",
    "diterima": "diterima",
    "perlu_tindakan": "perlu tindakan",
    "diverifikasi": "diverifikasi",
    "selesai": "selesai",
}


def title(year: RegencyYear) -> str:
    """The heading of the workbook."""
    return f"Penilaian Mandiri Reformasi Birokrasi {year.year}"


def subtitle(year: RegencyYear) -> str:
    """Whose workbook it is, and whether it is the last word."""
    count = len(year.offices)
    is_final = year.counted == count and all(one.is_verified for one in year.offices)
    told = f"{year.register.name} · {year.instrument.title}"
    return told if is_final else f"{told} · SEMENTARA"


def base(year: RegencyYear) -> str:
    """What every mean stands on."""
    return f"Dihitung: {counted(year)}. {wording.NOT_AN_INDEX} {INK_OF_GAPS}"


def counted(year: RegencyYear) -> str:
    """How many offices are in the means: "19 dari 23 kecamatan"."""
    return f"{year.counted} dari {len(year.offices)} kecamatan"


def verified_base(year: RegencyYear) -> str:
    """What the means of verified scores stand on."""
    count = len(year.offices)
    done = sum(one.is_verified for one in year.offices)
    return f"Verifikasi: {year.verified_counted} dari {count} kecamatan sudah dimulai, {done} selesai. {INK_OF_GAPS}"


def remark(office: OfficeYear) -> str:
    """Why an office has no value, or how far it can still be: "dua versi: 56,50–59,02"."""
    if not office.missing:
        return ""
    told = wording.WITHOUT_VALUE.get(office.missing, office.missing)
    if office.reach is None:
        return told
    low, high = office.reach
    return f"{told}: {text.number(low)}–{text.number(high)}"


def state(office: OfficeYear) -> str:
    """How an office's package stands."""
    return _STATES.get(office.status, office.status)


def package(office: OfficeYear) -> str:
    """Whether the package is the official one; nothing before the first."""
    if not office.revision:
        return ""
    return "resmi" if office.is_final else "sementara"


def verification(office: OfficeYear) -> str:
    """How far the verification of an office is: "selesai", "90 dari 110 belum diputus"."""
    if office.sheet is None:
        return remark(office)
    if office.verified is None:
        return wording.WITHOUT_VALUE["not_verified"]
    asked = office.sheet.questions[0]
    return f"{len(office.open)} dari {asked} belum diputus" if office.open else "selesai"


def advice_word(row: AdviceRow) -> str:
    """The secretariat's word on a follow-up."""
    if row.is_accepted:
        return "diterima"
    if row.is_returned:
        return f"dikembalikan: {row.reason}" if row.reason else "dikembalikan"
    return ""


def survey_base(year: RegencyYear) -> str:
    """What the survey's numbers stand on."""
    respondents = year.survey.result.respondents if year.survey else 0
    offices = sum(1 for one in year.offices if one.survey and one.survey.result.respondents)
    return (
        f"{text.number(respondents, 0)} responden di {offices} dari {len(year.offices)} kecamatan. IKM semua responden "
        "dihitung dari jawaban, bukan rata-rata IKM kecamatan."
    )


def strategy_base(year: RegencyYear) -> str:
    """What the means of the checklist stand on."""
    return f"Diisi {year.strategy_counted} dari {len(year.offices)} kecamatan. Alat bantu; tidak masuk nilai LKE."
