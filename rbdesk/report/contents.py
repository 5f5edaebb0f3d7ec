"""What documents say, in Indonesian, apart from how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from rbdesk import text, wording
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.followup import Recommendation
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.receipt import Receipt
from rbdesk.domain.review import ReplyAct, Verdict
from rbdesk.domain.survey import Survey, Wording
from rbdesk.report.calendar import Event


@dataclass(frozen=True, slots=True)
class ReceiptContents:
    """What a receipt's page says: `facts` and `areas` are rows, `qr` the signed text."""

    title: str
    office: str
    is_final: str
    code: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    area_heads: tuple[str, str, str]
    areas: tuple[tuple[str, str, str], ...]
    total: tuple[str, str, str]
    qr: str
    how: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]


def receipt_contents(
    receipt: Receipt, qr: str, *, office: str, instrument: Instrument, made_at: datetime
) -> ReceiptContents:
    """What the page of a receipt says; `made_at` is its time as the reader's clock shows it.

    Points are the receipt's own, so the page says nothing that is not signed.
    """
    rows = []
    for group, points in zip(instrument.areas, receipt.areas, strict=True):
        rows.append((f"{group.code}. {group.name}", text.number(group.weight), text.number(points)))
    total = Fraction(sum(receipt.areas))
    kind = "Paket resmi" if receipt.final else "Paket sementara"
    return ReceiptContents(
        title="Tanda Terima Penilaian Mandiri Reformasi Birokrasi",
        office=f"Kecamatan {office} ({receipt.office})",
        is_final=f"{kind}, revisi {receipt.revision}",
        code=("Kode paket", receipt.code),
        facts=(
            ("Edisi", receipt.edition),
            ("Dibuat", f"{text.date_long(made_at)}, pukul {text.clock(made_at)}"),
            ("Jawaban", f"{receipt.answered} dari {receipt.questions} pertanyaan"),
            ("Bukti", f"{receipt.evidence} berkas"),
            ("Perangkat", receipt.device),
        ),
        area_heads=("Area", "Bobot", "Nilai"),
        areas=tuple(rows),
        total=("Jumlah", text.number(instrument.weight), text.number(total)),
        qr=qr,
        how=(
            "Kode QR ini memuat isi halaman ini dan tanda tangan digital perangkat pengirim.",
            "Memeriksanya: Kotak Masuk › Periksa tanda terima, di komputer Sekretariat.",
            "Tanda terima ini membuktikan paket mana yang dibuat, bukan bahwa paketnya sudah sampai.",
        ),
        digests=(("Sidik paket", receipt.bundle_id), ("Sidik isi", receipt.state_id)),
    )


@dataclass(frozen=True, slots=True)
class SealContents:
    """What the page for the safe says; `key` is the secret key in groups, `qr` as one word."""

    title: str
    office: str
    facts: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    qr: str
    how: tuple[str, ...]


def seal_contents(identity: str, recipient: str, *, office: str, made_at: datetime | None) -> SealContents:
    """What the page of the key that opens sealed packages says; `made_at` as the reader's clock shows it."""
    groups = [identity[start : start + 8] for start in range(0, len(identity), 8)]
    made = f"{text.date_long(made_at)}, pukul {text.clock(made_at)}" if made_at else "tidak diketahui"
    return SealContents(
        title="Kunci Segel Paket Penilaian Mandiri",
        office=f"Sekretariat Kabupaten {office}",
        facts=(("Dibuat", made), ("Kunci publik", recipient)),
        key=tuple(" ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)),
        qr=identity,
        how=(
            "RAHASIA. Siapa pun yang memegang halaman ini dapat membuka semua paket yang disegel.",
            "Simpan di brankas, dalam amplop tertutup. Jangan difoto, jangan dikirim.",
            "Bila komputer Sekretariat rusak atau diganti: Pengaturan › Segel paket › Pasang dari salinan,",
            "lalu ketik atau pindai kunci di halaman ini. Tanpa kunci ini paket tersegel tidak dapat dibuka.",
            "Setelah dicetak, hapus berkas PDF ini dari komputer.",
        ),
    )


@dataclass(frozen=True, slots=True)
class KeyContents:
    """What the page of a computer's public key says; `digits` are lines of groups, `places` are signed."""

    title: str
    office: str
    facts: tuple[tuple[str, str], ...]
    digits_name: str
    digits: tuple[str, ...]
    qr: str
    how: tuple[str, ...]
    places: tuple[str, ...]


def key_contents(
    *, office: str, device: str, label: str, fingerprint: str, key_text: str, at: datetime
) -> KeyContents:
    """What the page of a computer's key says; `at` as the reader's clock shows it."""
    groups = fingerprint.split()
    half = len(groups) // 2
    return KeyContents(
        title="Berita Acara Pengenalan Perangkat",
        office=office,
        facts=(("Perangkat", label or "tanpa nama"), ("Nomor", device), ("Dicetak", text.date_long(at))),
        digits_name="30 angka perangkat ini",
        digits=("  ".join(groups[:half]), "  ".join(groups[half:])),
        qr=key_text,
        how=(
            "Angka dan kode QR ini bukan rahasia. Keduanya menyatakan komputer mana yang menandatangani paket.",
            "Di Sekretariat: Karantina, lalu centang tiap kelompok angka yang sama, atau tempel teks kode QR.",
            "Bila satu angka saja berbeda, perangkat itu tidak dikenali dan kantor ini ditelepon.",
        ),
        places=("Petugas yang mencocokkan", "Pimpinan kantor, tanda tangan dan cap"),
    )


@dataclass(frozen=True, slots=True)
class SurveyFormContents:
    """What the blank form of the survey says: `places` and `fields` are filled in by hand, `choices` are ticked."""

    title: str
    office: str
    intro: str
    places: tuple[str, ...]
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    remark: str
    basis: str


def survey_form_contents(survey: Survey, wording_of: Wording, *, office: str) -> SurveyFormContents:
    """What the blank form says; `office` is a name."""
    fields = tuple((field.title, field.choices) for field in survey.fields)
    return SurveyFormContents(
        title="Survei Kepuasan Masyarakat",
        office=f"Kecamatan {office.removeprefix('Kecamatan ')}",
        intro=wording_of.intro,
        places=("Layanan", "Tanggal"),
        fields=fields,
        questions=tuple(
            (f"{place}. {one.text}", one.answers) for place, one in enumerate(wording_of.questions, start=1)
        ),
        remark="Saran Anda",
        basis=f"Dasar: {survey.legal_basis}. Unsur dikenal dengan namanya: "
        + ", ".join(f"{place} {one.element.title}" for place, one in enumerate(wording_of.questions, start=1))
        + ".",
    )


RULED = {
    Verdict.AGREE: "setuju",
    Verdict.CORRECT: "dikoreksi",
    Verdict.REJECT: "ditolak",
    Verdict.ASK: "diminta bukti",
}
REPLIED = {
    ReplyAct.ACCEPT: "Kecamatan menerima hasil.",
    ReplyAct.CHANGE: "Kecamatan mengubah jawaban:",
    ReplyAct.RESPOND: "Kecamatan menanggapi:",
}


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One answer that came back, in words; `points` is what the ruling alone changes in percent of the whole sheet."""

    code: str
    question: str
    own: str
    verified: str
    points: Fraction | None
    reason: str
    by: str
    reply: str


@dataclass(frozen=True, slots=True)
class ComparisonContents:
    """What the printed comparison of an office's year with its verification says."""

    title: str
    office: str
    facts: tuple[tuple[str, str], ...]
    area_heads: tuple[str, ...]
    areas: tuple[tuple[str, ...], ...]
    answers_title: str
    answer_heads: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...]


def comparison_contents(
    own: ScoreRange,
    verified: ScoreRange,
    answers: Sequence[ComparedAnswer],
    *,
    office: str,
    year: int,
    seq: int,
    judged: int,
    printed_at: datetime,
) -> ComparisonContents:
    """What the comparison says of balasan `seq` with `judged` rulings; percents, differences in points of the scale."""
    instrument = own.low.instrument
    areas = []
    for group in instrument.areas:
        said, ruled = own.low.area_percent(group.places), verified.low.area_percent(group.places)
        areas.append((group.name, text.number(said), text.number(ruled), _difference(ruled - said)))
    is_certain = own.is_certain and verified.is_certain
    change = _difference(verified.low.percent() - own.low.percent()) if is_certain else "belum pasti"
    printed = f"{text.date_long(printed_at)}, pukul {text.clock(printed_at)}"
    return ComparisonContents(
        title=f"Perbandingan Nilai Mandiri dan Hasil Verifikasi RB {year}",
        office=f"Kecamatan {office}",
        facts=(
            ("Balasan", f"nomor {seq}, {judged} pertanyaan diperiksa"),
            ("Nilai mandiri", _range_words(own)),
            ("Hasil verifikasi", _range_words(verified)),
            ("Beda", change),
            ("Dicetak", printed),
        ),
        area_heads=("Area", "Mandiri", "Verifikasi", "Beda"),
        areas=tuple(areas),
        answers_title=f"{len(answers)} jawaban dikembalikan" if answers else "Semua jawaban diterima",
        answer_heads=("Pertanyaan", "Jawaban", "Hasil", "Poin", "Catatan verifikator dan tanggapan"),
        answers=tuple(
            (
                f"{one.code} {one.question}",
                one.own,
                one.verified,
                _difference(one.points) if one.points is not None else "–",
                "\n".join(part for part in (f"{one.reason} ({one.by})".strip(), one.reply) if part),
            )
            for one in answers
        ),
        foot=(
            "Nilai dalam persen dari nilai penuh lembar kecamatan. Beda dan poin dalam poin persen.",
            "Poin menunjukkan pengaruh satu putusan bila hanya putusan itu yang berlaku.",
        ),
    )


def _difference(change: Fraction) -> str:
    words = text.signed(change)
    return "sama" if set(words) <= set("0,+") else words


def _range_words(score: ScoreRange) -> str:
    low, high = text.number(score.low.percent()), text.number(score.high.percent())
    return low if low == high else f"{low}–{high}, belum final"


def followup_event(
    recommendation: Recommendation,
    *,
    office: str,
    number: str,
    due: date,
    post: str,
    area: str,
    is_done: bool,
) -> Event:
    """A recommendation's date in a calendar; `office` is a name, "" where all events are of one office."""
    first = recommendation.text.splitlines()[0]
    owner = f"Kec. {office}: " if office else ""
    facts = (
        ("Sumber", wording.SOURCES[recommendation.source.value]),
        ("Surat", recommendation.letter),
        ("Area", area),
        ("Penanggung jawab", post),
    )
    details = [recommendation.text, *(f"{name}: {words}" for name, words in facts if words)]
    return Event(
        recommendation.id,
        due,
        f"{'Selesai: ' if is_done else ''}{owner}{number} {first}".strip(),
        "\n".join(details),
        is_done,
    )
