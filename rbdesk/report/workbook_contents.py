"""What the workbooks say, in Indonesian, apart from where a cell stands and how it looks."""

from __future__ import annotations

from decimal import Decimal

from rbdesk import messages, text
from rbdesk.domain.instrument import (
    FALL,
    MOST_OF_A_COUNT,
    RATIO,
    AreaGroup,
    Gate,
    Input,
    Instrument,
    Question,
)

SUMMARY, EVIDENCE_SHEET, HIDDEN = "Rekap", "Bukti", "_rbdesk"

EMPTY = "belum diisi"
WRONG = "periksa"
NONE_DUE = "tidak dihitung"
MET, MISSED, NOT_JUDGED = "terpenuhi", "belum", "belum dinilai"

HEADINGS = (
    "Kode", "Penilaian", "Pilihan jawaban", "Bobot", "Jawaban", "Nilai", "Poin", "%",
    "Keadaan", "Catatan", "Bukti dukung",
)  # fmt: skip
ANSWER_HEADING, NOTE_HEADING = HEADINGS[4], HEADINGS[9]
EVIDENCE_HEADINGS = ("Kode", "Pertanyaan", "Nama berkas", "Halaman atau catatan", "Ukuran (KB)", "SHA-256")

WRONG_TITLE = "Isian tidak dapat dipakai"
TOTAL = "Jumlah"
SCORE, PERCENT, BAND, ANSWERED, TO_CHECK = "Nilai", "Persen", "Setara kategori", "Terjawab", "Perlu diperiksa"
AREAS, PARTS, GATES, BANDS = "Nilai per area", "Nilai per bagian", "Syarat", "Kategori"
AREA_HEADINGS = ("No", "Area", "Bobot", "Poin", "%", "Terjawab", "Pertanyaan")
PART_HEADINGS = ("No", "Bagian", "Bobot", "Poin", "%")
GATE_HEADINGS = ("No", "Syarat", "Batas", "Poin", "Selisih", "Keadaan")
BAND_HEADINGS = ("Huruf", "Predikat", "Di atas (%)")
RADAR_TITLE, BARS_TITLE = "Capaian per area", "Persen dari bobot area"
NO_LINK = "(tanpa berkas)"
LINKS_LEAD_HERE = (
    "Tautan membuka berkas di folder Bukti di samping buku kerja ini, bila folder itu sudah dibuat."
)

HOW_TITLE = "Cara memakai buku kerja ini"
HOW = (
    "Isi hanya sel kuning: Jawaban (pilih dari daftar atau ketik angka) dan Catatan. Nilai dihitung sendiri.",
    "Rumus dikunci tanpa kata sandi supaya tidak terhapus tanpa sengaja.",
    "“belum diisi” dihitung nol; “periksa” berarti isiannya tidak dapat dipakai dan juga dihitung nol.",
    "Selesai mengisi: simpan, lalu di RBDesk pilih Penilaian › Excel › Baca buku kerja yang sudah diisi.",
)
CHECKLIST_NOTE = (
    "Daftar periksa ini alat bantu: angkanya tidak masuk nilai LKE. Butir tanpa kewajiban tidak dihitung."
)


def subtitle(office: str, office_name: str, year: int) -> str:
    """Whose workbook it is: "Kecamatan Babelan (32.16.02) · tahun 2020"."""
    return f"{office_name} ({office}) · tahun {year}" if office else f"{office_name} · tahun {year}"


def area_title(group: AreaGroup) -> str:
    """The heading of an area's sheet."""
    return f"{group.code}. {group.name}"


def footer(title: str) -> str:
    """The foot of a printed sheet, in the codes of spreadsheets: name left, page of pages right."""
    return f"&L&8{title.replace('&', '&&')[:120]}&C&8&A&R&8Halaman &P dari &N"


def total_label(instrument: Instrument) -> str:
    """What stands above the total: "Nilai dari 36,30"."""
    return f"{SCORE} dari {text.number(instrument.weight)}"


def answered_label(questions: int) -> str:
    """What stands above the number of answers: "Terjawab dari 110"."""
    return f"{ANSWERED} dari {questions}"


def criteria(question: Question) -> str:
    """How a question is answered: its options line by line, or how its numbers count."""
    scale = question.scale
    if scale.options:
        return "\n".join(
            f"{option.label}. {option.text}" if option.text else option.label for option in scale.options
        )
    formula = scale.formula
    if formula is None:
        return ""
    labels = {item.id: item.label for item in scale.inputs}
    if formula.kind not in (RATIO, FALL):
        low, high = messages.figure(formula.scale_minimum), messages.figure(formula.scale_maximum)
        return f"{scale.inputs[0].label}\nSkala {low} sampai {high}"
    whole = " + ".join(labels[name] for name in formula.denominator)
    rule = (
        f"{labels[formula.numerator]} ÷ {whole}"
        if formula.kind == RATIO
        else f"({whole} − {labels[formula.numerator]}) ÷ {whole}"
    )
    return f"{rule}\n{formula.edge.text}" if formula.edge and formula.edge.text else rule


def input_label(item: Input) -> str:
    """The line of one number below its question."""
    return f"{item.label} ({item.unit})" if item.unit and item.unit not in item.label else item.label


def option_fault(question: Question) -> str:
    """What a spreadsheet says of an answer that is no option; at most 255 characters."""
    return messages.value_fault("option", question)[:255]


def number_fault(item: Input) -> str:
    """What a spreadsheet says of a number outside its limits; at most 255 characters."""
    kind = "Bilangan bulat" if item.whole else "Angka"
    if item.maximum >= MOST_OF_A_COUNT:
        return f"{kind} {messages.figure(item.minimum)} atau lebih."
    return f"{kind} {messages.figure(item.minimum)} sampai {messages.figure(item.maximum)}."


def gate_label(level: str, gate: Gate) -> str:
    """One minimum of a level: "WBK: Total"."""
    return f"{level}: {messages.gate_name(gate)}"


def kibibytes(size: int) -> Decimal:
    """A file's size in units of 1024 bytes, to one decimal."""
    return round(Decimal(size) / 1024, 1)
