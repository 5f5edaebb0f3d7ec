"""Laporan Penilaian Mandiri of an office: what it says, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from rbdesk import explanations, messages, text, wording
from rbdesk.analysis import profile
from rbdesk.analysis.office_report import PartLine, office_report
from rbdesk.domain.assessment import Stage
from rbdesk.domain.scoring import ROOT, ScoreSheet
from rbdesk.domain.trace import area_trace
from rbdesk.report import shared_contents as shared
from rbdesk.report.outline import (
    LEAD,
    NUMBER,
    OFFICE,
    SMALL,
    Block,
    Cell,
    Column,
    Facts,
    Note,
    Outline,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Table,
)
from rbdesk.report.year import OfficeYear

_MOST_OF_A_DIGEST = 16
_STAGES = {
    Stage.OPEN: "masih dapat diubah",
    Stage.LOCKED: "terkunci, paket resmi sudah dibuat",
}


def office_outline(year: OfficeYear, made_at: datetime) -> Outline:
    """The report of an office's year; `made_at` is the reader's clock."""
    parts: list[Section] = [_summary(year)]
    if year.sheet is not None:
        parts += [_scores(year, year.sheet), *_areas(year, year.sheet), *_answers(year, year.sheet)]
    parts += [
        _evidence(year),
        _findings(year),
        Section("tindaklanjut", "Matriks tindak lanjut", _followups(year)),
        Section("skm", "Survei Kepuasan Masyarakat", shared.survey_blocks(year.survey)),
    ]
    parts += _beside(year)
    if year.path is not None:
        parts.append(Section("jalan", f"Jalan ke kategori {year.target_band}", _path(year)))
    parts.append(
        Section(
            "metode",
            "Metode dan sumber",
            shared.method_blocks(year.instrument, year.digest, year.rulings_digest),
        )
    )
    parts.append(Section("beritaacara", "Berita acara", _record(year)))
    return Outline(
        kind=OFFICE,
        title=f"Laporan Penilaian Mandiri Reformasi Birokrasi {year.year}",
        subtitle=f"Kecamatan {year.name}, {year.regency}",
        facts=_cover(year, made_at),
        sections=tuple(parts),
        digest=year.digest,
        made_at=made_at,
        is_draft=not year.is_final,
    )


def _cover(year: OfficeYear, made_at: datetime) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Edisi", year.edition),
        ("Instrumen", year.instrument.title),
        ("Nilai mandiri", score_words(year)),
    ]
    if year.verified is not None:
        facts.append(("Hasil verifikasi", _verified_words(year)))
    facts.append(("Keadaan", state_words(year)))
    if year.profile.head:
        facts.append(("Camat", year.profile.head))
    if year.profile.contact:
        facts.append(("Penanggung jawab", year.profile.contact))
    facts.append(("Dibuat", f"{text.date_long(made_at)}, pukul {text.clock(made_at)}"))
    return tuple(facts)


def score_words(year: OfficeYear) -> str:
    """The office's own score in words: points, percent, what category that equals; or why there is none."""
    if year.sheet is not None:
        percent = year.sheet.percent()
        return (
            f"{text.number(year.sheet.total)} dari {text.number(year.instrument.weight)}, yaitu "
            f"{text.number(percent)} persen, setara {shared.band_words(year.instrument, percent)}"
        )
    if year.reach is not None:
        low, high = (text.number(one) for one in year.reach)
        return f"antara {low} dan {high} persen: dua laptop memberi jawaban berbeda"
    return f"belum ada ({explanations.missing_reason(year.missing)})"


def _verified_words(year: OfficeYear) -> str:
    if year.verified is None:
        return "belum ada"
    percent = year.verified.percent()
    whole = "" if year.is_verified else f"; {len(year.open)} pertanyaan belum diperiksa"
    return f"{text.number(percent)} persen, setara {shared.band_words(year.instrument, percent)}{whole}"


def state_words(year: OfficeYear) -> str:
    """How final the numbers are."""
    if year.received is not None:
        kind = "paket resmi" if year.is_final else "paket sementara"
        return f"{kind} revisi {year.revision}, diterima {text.date_short(year.received.astimezone())}"
    if year.missing:
        return explanations.missing_reason(year.missing)
    if year.is_final:
        return _STAGES.get(year.stage, _STAGES[Stage.LOCKED])
    return _STAGES[Stage.OPEN]


def _summary(year: OfficeYear) -> Section:
    name = f"Kecamatan {year.name}"
    blocks: list[Block] = list(shared.draft_note(year.is_final))
    if year.sheet is None:
        blocks.append(Paragraph(f"{name} belum mempunyai satu nilai: {score_words(year)}.", LEAD))
        if year.conflicts:
            codes = text.listing([year.instrument.display(code) for code in year.conflicts])
            blocks.append(Paragraph(f"Jawaban yang berbeda di kedua laptop: {codes}."))
        return Section("ringkasan", "Ringkasan", tuple(blocks))
    sheet, percent = year.sheet, year.sheet.percent()
    blocks.append(Paragraph(explanations.sheet_sentence(sheet, name), LEAD))
    blocks.append(Paragraph(_standing(year, percent)))
    report = office_report(sheet)
    best = sorted(report.parts, key=lambda part: -part.percent)[:2]
    weakest = sorted(report.parts, key=lambda part: part.percent)[:3]
    blocks.append(
        Paragraph(f"Area terkuat: {_named(best)}. Area yang paling perlu perhatian: {_named(weakest)}.")
    )
    facts = [
        ("Pertanyaan terjawab", f"{sheet.answered[ROOT]} dari {sheet.questions[ROOT]}"),
        ("Bukti dukung", f"{len(year.evidence)} berkas pada {len(_evidence_counts(year))} pertanyaan"),
        ("Catatan kelengkapan", _finding_counts(year)),
        (
            "Tindak lanjut",
            f"{sum(row.is_open for row in year.followups)} dari {len(year.followups)} masih terbuka",
        ),
    ]
    if year.verified is not None:
        facts.insert(0, ("Hasil verifikasi", _verified_words(year)))
    if year.survey is not None and year.survey.result.index is not None:
        result = year.survey.result
        mark = f", mutu {result.quality.letter}" if result.quality else ""
        facts.append(("IKM", f"{text.number(result.index or 0)}{mark} ({result.respondents} responden)"))
    blocks.append(Facts(tuple(facts)))
    return Section("ringkasan", "Ringkasan", tuple(blocks))


def _standing(year: OfficeYear, percent: Fraction) -> str:
    """Where the percent lies against the target and last year."""
    gap = Fraction(year.target) - percent
    aim = f"batas kategori {year.target_band} (di atas {text.number(year.target, 0)})"
    told = (
        f"Nilai ini setara {shared.band_words(year.instrument, percent)}; kurang {text.number(gap)} poin persen dari {aim}."
        if gap >= 0
        else f"Nilai ini setara {shared.band_words(year.instrument, percent)}; {text.number(-gap)} poin persen melewati {aim}."
    )
    if year.last is not None:
        before = year.last.percent()
        told += (
            f" Tahun {year.year - 1} dengan lembar yang sama: {text.number(before)} persen "
            f"(beda {text.signed(percent - before)})."
        )
    elif year.change is not None:
        told += f" Dibanding hasil tahun {year.year - 1}: beda {text.signed(year.change)} poin persen."
    return told


def _named(parts: Sequence[PartLine]) -> str:
    return text.listing([f"{part.name} ({text.number(part.percent)})" for part in parts])


def _scores(year: OfficeYear, sheet: ScoreSheet) -> Section:
    blocks: list[Block] = [
        Paragraph(f"Nilai mandiri: {score_words(year)}."),
        shared.area_table(sheet, year.last, year.verified, title="Nilai per area perubahan", year=year.year),
        Picture(
            "Profil area",
            profile.radar(sheet, year.last, year.year, target=year.target),
            "Persen dari bobot area; 100 di tepi luar.",
            "Jaring delapan area: " + _said(sheet),
        ),
        Picture(
            "Jarak ke batas",
            profile.gap_bars(sheet, target=year.target),
            "Persen dari bobot area, yang paling menambah nilai total di atas.",
            "Batang delapan area: " + _said(sheet),
        ),
        Paragraph(shared.NO_BAND_OF_UNITS, SMALL),
    ]
    if year.history:
        blocks.append(Paragraph("Hasil evaluasi kecamatan ini pada tahun-tahun sebelumnya:"))
        blocks.append(shared.history_table(year.history, year.instrument))
    return Section("nilai", "Nilai dan kategori setara", tuple(blocks))


def _said(sheet: ScoreSheet) -> str:
    """A figure of areas in words."""
    return text.listing(
        [
            f"{group.short} {text.number(sheet.area_percent(group.places), 1)}"
            for group in sheet.instrument.areas
        ]
    )


def _areas(year: OfficeYear, sheet: ScoreSheet) -> list[Section]:
    instrument = sheet.instrument
    found = [
        Section(
            "area",
            "Capaian per area",
            (Paragraph("Setiap area: dari mana nilainya datang, dan di mana nilai paling banyak hilang."),),
        )
    ]
    for group in instrument.areas:
        trace = area_trace(instrument, year.answers, group.short, sheet)
        report = office_report(sheet, group.code)
        rows: list[tuple[Cell, ...]] = []
        for part in report.parts:
            place = next(
                at for at, node in enumerate(instrument.nodes) if instrument.display(node.code) == part.code
            )
            weight = instrument.nodes[place].weight
            rows.append(
                (
                    part.code,
                    part.name,
                    weight,
                    sheet.points[place],
                    part.percent,
                    f"{part.answered} dari {part.questions}",
                )
            )
        columns = (
            Column("Kode", width=0.9),
            Column("Subkomponen", width=3.6),
            Column("Bobot", NUMBER),
            Column("Nilai", NUMBER),
            Column("Persen", NUMBER),
            Column("Terjawab", width=1.2),
        )
        blocks: list[Block] = [Paragraph(explanations.trace_sentence(trace)), Table("", columns, tuple(rows))]
        if report.weak:
            lost = [f"{one.code} {one.name} ({text.number(one.points)})" for one in report.weak[:3]]
            blocks.append(Paragraph(f"Nilai paling banyak hilang pada {text.listing(lost)}."))
        found.append(Section(f"area.{group.code}", shared.area_name(group), tuple(blocks), 2))
    return found


def _answers(year: OfficeYear, sheet: ScoreSheet) -> list[Section]:
    verified = year.verified_answers if year.verified_answers else None
    lead = "Jawaban, nilai yang diperoleh dari bobotnya, jumlah berkas bukti, dan catatan."
    if verified is not None:
        lead += " Kolom Verifikasi: jawaban yang berlaku menurut Sekretariat; – belum diperiksa."
    return [
        Section("jawaban", "Jawaban dan catatan", (Paragraph(lead),)),
        *shared.answer_tables(
            sheet.instrument, year.answers, sheet, _evidence_counts(year), verified, year.open
        ),
    ]


def _evidence_counts(year: OfficeYear) -> dict[str, int]:
    return dict(Counter(item.question for item in year.evidence))


def _evidence(year: OfficeYear) -> Section:
    if not year.evidence:
        return Section("bukti", "Daftar bukti dukung", (Paragraph("Belum ada bukti dukung."),))
    instrument = year.instrument
    order = {instrument.nodes[place].code: at for at, place in enumerate(instrument.question_places)}
    columns = (
        Column("Kode", width=1.0),
        Column("Berkas", width=4.4),
        Column("Ukuran", width=0.9),
        Column("Sidik (SHA-256)", width=2.1),
    )
    rows = tuple(
        (
            instrument.display(item.question),
            "\n".join(part for part in (item.name, item.note) if part),
            text.size(item.size),
            item.sha256[:_MOST_OF_A_DIGEST],
        )
        for item in sorted(
            year.evidence, key=lambda item: (order.get(item.question, 0), item.name.casefold())
        )
    )
    source = (
        f"{len(rows)} berkas, {text.size(sum(item.size for item in year.evidence))}. Sidik: 16 huruf pertama."
    )
    return Section("bukti", "Daftar bukti dukung", (Table("", columns, rows, source),))


def _findings(year: OfficeYear) -> Section:
    if not year.answers:
        words = "Belum dapat diperiksa karena jawabannya belum ada."
        return Section("catatan", "Catatan kelengkapan", (Paragraph(words),))
    if not year.findings:
        words = "Tidak ada catatan: semua pertanyaan terjawab dan didukung bukti."
        return Section("catatan", "Catatan kelengkapan", (Paragraph(words),))
    rows = tuple(
        messages.finding(found, year.instrument, year.names)
        for found in sorted(year.findings, key=lambda one: (bool(one.waived), one.level != "wajib"))
    )
    columns = (Column("Catatan", width=2), Column("Di mana dan mengapa", width=5))
    return Section(
        "catatan",
        "Catatan kelengkapan",
        (Paragraph(f"{_finding_counts(year)}."), Table("", columns, rows)),
    )


def _finding_counts(year: OfficeYear) -> str:
    waived = sum(bool(found.waived) for found in year.findings)
    told = f"{len(year.findings) - waived} catatan terbuka"
    return f"{told}, {waived} dikesampingkan dengan alasan" if waived else told


def _followups(year: OfficeYear) -> tuple[Block, ...]:
    if not year.followups:
        return (Paragraph("Belum ada rekomendasi yang dicatat untuk kecamatan ini."),)
    return (Paragraph(shared.advice_counts(year.followups)), shared.advice_table(year.followups))


def _beside(year: OfficeYear) -> list[Section]:
    """Strategi 4+1 and Zona Integritas, where the office filled them in."""
    found = []
    if year.strategy is not None and year.strategy.points:
        found.append(Section("strategi", "Strategi 4+1", (shared.strategy_table(year.strategy.points),)))
    if year.zone is not None and year.zone.sheet is not None:
        percent = year.zone.sheet.percent()
        words = f"Nilai lembar Zona Integritas: {text.number(year.zone.sheet.total)} ({text.number(percent)} persen)."
        tables = tuple(
            shared.gate_table(level, gates) for level, gates in shared.current_levels(year.zone.levels)
        )
        proposed = (shared.condition_table(year.zone),) if year.zone.conditions and year.zone.levels else ()
        found.append(Section("zi", "Zona Integritas", (Paragraph(words), *tables, *proposed)))
    return found


def _path(year: OfficeYear) -> tuple[Block, ...]:
    path = year.path
    if path is None:
        return ()
    aim = f"di atas {text.number(year.target, 0)} persen"
    if path.passes and not path.steps:
        return (Paragraph(f"Nilai sudah {aim}; tidak ada perbaikan yang diperlukan untuk batas ini."),)
    if not path.is_possible:
        words = f"Batas {aim} tidak tercapai: semua perbaikan yang mungkin membawa ke {text.number(path.most)} persen."
        return (Note(words, "warning"),)
    words = (
        f"Perbaikan dengan upaya paling kecil yang membawa nilai dari {text.number(path.start)} ke "
        f"{text.number(path.reached)} persen ({aim}): {len(path.steps)} pertanyaan, "
        f"{text.number(path.points)} tambahan nilai."
    )
    return (Paragraph(words), shared.step_table(year.instrument, path.steps, ""))


def _record(year: OfficeYear) -> tuple[Block, ...]:
    """Berita Acara: what is signed, by whom by post. Names only where the office gave them."""
    percent = f"{text.number(year.sheet.percent())} persen" if year.sheet is not None else "belum ada nilai"
    words = (
        f"Pada hari ini, ........................, tanggal ........................, Tim Reformasi Birokrasi Kecamatan "
        f"{year.name} menetapkan hasil penilaian mandiri tahun {year.year} sebagaimana tercantum dalam laporan ini "
        f"({percent}, sidik data {year.digest[:_MOST_OF_A_DIGEST]})."
    )
    head = year.profile.head + (f"\nNIP {year.head_nip}" if year.head_nip else "")
    return (
        Paragraph(words),
        Signatures(
            (
                ("Penyusun", year.operator),
                ("Sekretaris Camat\nselaku koordinator penilaian mandiri", year.profile.contact),
                (f"Camat {year.name}", head.strip()),
                ("Mengetahui, Inspektorat\n(bila diperiksa)", ""),
            )
        ),
        Paragraph(wording.ROUNDING_NOTE, SMALL),
    )
