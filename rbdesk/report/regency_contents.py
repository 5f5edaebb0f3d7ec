"""Laporan konsolidasi of the regency: what it says of all offices, in which order. Each number names its base."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rbdesk import text, wording
from rbdesk.report import regency_chapters as chapters
from rbdesk.report import regency_findings as findings
from rbdesk.report import shared_contents as shared
from rbdesk.report import year_figures
from rbdesk.report.outline import (
    COUNT,
    LEAD,
    REGENCY,
    SMALL,
    Block,
    Cell,
    Column,
    Facts,
    Outline,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Table,
)
from rbdesk.report.year import OfficeYear, RegencyYear


def regency_outline(year: RegencyYear, made_at: datetime) -> Outline:
    """The report of a year at the secretariat; `made_at` is the reader's clock."""
    sections = [
        _summary(year),
        Section("riwayat", "Indeks RB kabupaten", _history(year)),
        Section("perbandingan", "Kecamatan dan area", _comparison(year)),
        *findings.findings(year),
        Section("status", "Kiriman dan perangkat", _status(year)),
        findings.verification(year),
        Section("tindaklanjut", "Tindak lanjut rekomendasi", chapters.followups(year)),
        Section("skm", "Survei Kepuasan Masyarakat", chapters.survey(year)),
        *chapters.strategy_and_zone(year),
        Section("jalan", f"Jalan ke kategori {year.target_band}", chapters.path(year)),
        Section(
            "metode",
            "Metode dan sumber",
            shared.method_blocks(year.instrument, year.digest, year.rulings_digest),
        ),
        Section("beritaacara", "Berita acara", _record(year)),
        *_profiles(year),
        *_own_sheet(year),
        *chapters.matrix(year),
    ]
    return Outline(
        kind=REGENCY,
        title=f"Laporan Konsolidasi Penilaian Mandiri Reformasi Birokrasi {year.year}",
        subtitle=f"{year.register.name}, {len(year.offices)} kecamatan",
        facts=_cover(year, made_at),
        sections=tuple(sections),
        digest=year.digest,
        made_at=made_at,
        is_draft=is_draft(year),
    )


def is_draft(year: RegencyYear) -> bool:
    """Whether a number over all offices may still change: one is missing, provisional, or not verified to the end."""
    return not all(one.is_final and one.is_verified for one in year.offices)


def base(year: RegencyYear) -> str:
    """On how many offices the means stand: "19 dari 23 kecamatan"."""
    return f"{year.counted} dari {len(year.offices)} kecamatan"


def _cover(year: RegencyYear, made_at: datetime) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Edisi", year.edition),
        ("Instrumen", year.instrument.title),
        ("Kiriman", f"{year.received} dari {len(year.offices)} kecamatan"),
        ("Punya nilai", base(year)),
        ("Selesai diverifikasi", f"{year.whole_counted} dari {len(year.offices)} kecamatan"),
    ]
    if year.average_total is not None:
        facts.append(("Rata-rata kecamatan", f"{text.number(year.average_total)} persen ({base(year)})"))
    facts.append(("Dibuat", f"{text.date_long(made_at)}, pukul {text.clock(made_at)}"))
    return tuple(facts)


def _summary(year: RegencyYear) -> Section:
    blocks: list[Block] = list(shared.draft_note(not is_draft(year)))
    if year.average_total is None or year.average is None:
        blocks.append(Paragraph("Belum ada kecamatan yang mempunyai nilai.", LEAD))
        return Section("ringkasan", "Ringkasan", tuple(blocks))
    percent = year.average_total
    blocks.append(
        Paragraph(
            f"Rata-rata nilai mandiri {base(year)} adalah {text.number(percent)} persen, setara "
            f"{shared.band_words(year.instrument, percent)}. {wording.NOT_AN_INDEX}",
            LEAD,
        )
    )
    ordered = sorted(
        zip(year.instrument.areas, year.average, strict=True), key=lambda pair: (pair[1], pair[0].code)
    )
    weakest = [f"{group.short} ({text.number(mean)})" for group, mean in ordered[:3]]
    best = [f"{group.short} ({text.number(mean)})" for group, mean in reversed(ordered[-2:])]
    blocks.append(
        Paragraph(
            f"Area terkuat: {text.listing(best)}. Area terlemah: {text.listing(weakest)}. "
            f"Persen dari bobot area, rata-rata {base(year)}."
        )
    )
    above = sum(sheet.percent() > year.target for sheet in year.sheets.values())
    blocks.append(
        Paragraph(
            f"{above} dari {year.counted} kecamatan yang punya nilai berada di atas batas kategori "
            f"{year.target_band} ({text.number(year.target, 0)})."
        )
    )
    silent = [one for one in year.offices if one.sheet is None]
    if silent:
        named = text.listing([f"{one.name} ({year_figures.missing_words(one)})" for one in silent])
        blocks.append(Paragraph(f"Belum dihitung: {named}."))
    blocks.append(Facts(_facts(year)))
    return Section("ringkasan", "Ringkasan", tuple(blocks))


def _facts(year: RegencyYear) -> tuple[tuple[str, str], ...]:
    evidence = sum(len(one.evidence) for one in year.offices)
    noted = sum(not found.waived for one in year.offices for found in one.findings)
    facts = [
        ("Bukti dukung", f"{text.number(evidence, 0)} berkas"),
        ("Catatan kelengkapan", f"{text.number(noted, 0)} catatan terbuka"),
        ("Tindak lanjut", shared.advice_counts(year.followups)),
    ]
    if year.survey is not None and year.survey.result.index is not None:
        result = year.survey.result
        mark = f", mutu {result.quality.letter}" if result.quality else ""
        facts.append(
            (
                "IKM kabupaten",
                f"{text.number(result.index or 0)}{mark} ({text.number(result.respondents, 0)} responden di "
                f"{chapters.surveyed(year)} dari {len(year.offices)} kecamatan)",
            )
        )
    return tuple(facts)


def _history(year: RegencyYear) -> tuple[Block, ...]:
    own = [one for one in year.history if one.owner == year.register.code]
    if not own:
        return (Paragraph("Belum ada indeks kabupaten yang dicatat."),)
    blocks: list[Block] = [
        Paragraph(
            "Indeks menurut hasil evaluasi yang dipublikasikan. Angka dari dua aturan yang berbeda tidak dibandingkan."
        ),
        shared.history_table(own, year.instrument),
    ]
    figure = year_figures.trend(
        own, f"Indeks {year.register.name}", target=year.target, target_band=year.target_band
    )
    if figure is not None:
        said = text.listing([f"{one.year} {text.number(one.index)}" for one in own])
        blocks.append(
            Picture("Perkembangan indeks", figure, "Sumber: lihat tabel di atas.", f"Garis: {said}.")
        )
    last = max(own, key=lambda one: one.year)
    gap = year.target - last.index
    if gap >= 0:
        blocks.append(
            Paragraph(
                f"Tahun {last.year} kurang {text.number(gap)} poin dari batas kategori {year.target_band} "
                f"(di atas {text.number(year.target, 0)})."
            )
        )
    blocks.append(Paragraph(wording.INDEX_BAND_NOTE))
    return tuple(blocks)


def _own_sheet(year: RegencyYear) -> list[Section]:
    """The regency's own sheet, where the secretariat fills it in."""
    sheet = year.own
    if sheet is None:
        return []
    answered, questions = sheet.answered[0], sheet.questions[0]
    words = (
        f"Lembar kabupaten terisi {answered} dari {questions} pertanyaan: {text.number(sheet.total)} dari "
        f"{text.number(sheet.instrument.weight)}. Pertanyaan yang belum dijawab dihitung 0, jadi nilai ini "
        "bukan perkiraan indeks."
    )
    table = shared.area_table(sheet, None, None, title="Nilai per area, lembar kabupaten", year=year.year)
    return [
        Section("kabupaten", "Lampiran: lembar kabupaten", (Paragraph(words), table)),
        *shared.answer_tables(sheet.instrument, year.own_answers, sheet, {}, key="kabupaten", title="{area}"),
    ]


def _status(year: RegencyYear) -> tuple[Block, ...]:
    columns = (
        Column("Kecamatan", width=2.1),
        Column("Kiriman", width=2.3),
        Column("Rev.", COUNT, 0.7),
        Column("Diterima", width=1.5),
        Column("Terjawab", width=1.3),
        Column("Bukti", COUNT, 0.9),
        Column("Verifikasi", width=2.2),
    )
    rows = tuple(_status_row(one) for one in year.offices)
    finals = sum(one.is_final for one in year.offices)
    blocks: list[Block] = [
        Paragraph(
            f"{year.received} dari {len(year.offices)} kecamatan sudah mengirim, {finals} di antaranya paket resmi. "
            f"{year.refused} berkas ditolak dan belum diselesaikan."
        ),
        Table("Status kecamatan", columns, rows, f"Per {text.date_long(year.today)}."),
    ]
    if year.devices:
        blocks.append(_devices(year))
    return tuple(blocks)


def _status_row(one: OfficeYear) -> tuple[Cell, ...]:
    if not one.revision:
        return (one.name, year_figures.missing_words(one) or "–", None, "–", "–", None, "–")
    kind = "paket resmi" if one.is_final else "paket sementara"
    trouble = year_figures.missing_words(one)
    total = len(one.instrument.question_places)
    answered = (
        one.sheet.answered[0]
        if one.sheet is not None
        else sum(answer.value is not None for answer in one.answers.values())
    )
    return (
        one.name,
        f"{kind}, {trouble}" if trouble else kind,
        one.revision,
        text.date_short(one.received.astimezone().date()) if one.received else "–",
        f"{answered} dari {total}",
        len(one.evidence),
        _verification_words(one),
    )


def _verification_words(one: OfficeYear) -> str:
    if one.verified is None:
        return "belum"
    if one.is_verified:
        return "selesai"
    return f"{len(one.open)} pertanyaan belum"


def _devices(year: RegencyYear) -> Table:
    names = {one.code: one.name for one in year.offices}
    columns = (
        Column("Kecamatan", width=1.8),
        Column("Perangkat", width=2.2),
        Column("Sidik jari", width=4.3),
        Column("Keadaan", width=1.1),
        Column("Paket terakhir", width=1.3),
    )
    rows = tuple(
        (
            names.get(one.office, one.office),
            one.label,
            one.fingerprint,
            one.status,
            text.date_short(one.last.astimezone().date()) if one.last else "–",
        )
        for one in year.devices
    )
    return Table("Daftar perangkat", columns, rows, "Hanya paket dari perangkat yang dikenal yang dihitung.")


def _comparison(year: RegencyYear) -> tuple[Block, ...]:
    if year.average is None:
        return (Paragraph("Belum ada nilai yang dapat dibandingkan."),)
    heat = year_figures.heat(year)
    if heat.average is not None:
        name = f"Rata-rata {year.counted} dari {len(year.offices)}"
        heat = replace(heat, average=replace(heat.average, name=name))
    tiles = year_figures.tiles(year)
    tiles = replace(
        tiles,
        tiles=tuple(
            replace(tile, status=year_figures.missing_words(year.of(tile.code))) for tile in tiles.tiles
        ),
    )
    source = f"Penilaian mandiri, persen dari bobot. Dasar: {base(year)}. Huruf: kategori setara."
    return (
        Picture(
            "Kecamatan × area perubahan", heat, source, "Tabel nilai setiap kecamatan pada delapan area."
        ),
        findings.comparison_table(year),
        Picture("Sebaran nilai", findings.dots(year), source, "Letak setiap kecamatan pada skala kategori."),
        Picture("Peta ubin", tiles, source, "Kecamatan menurut letaknya, dengan nilai dan kategori setara."),
        Picture(
            "Peta wilayah",
            findings.outline_map(year),
            source,
            "Batas kecamatan dengan nilai dan kategori setara.",
        ),
        Paragraph(f"{wording.NOT_AN_INDEX} {shared.NO_BAND_OF_UNITS}", SMALL),
    )


def _profiles(year: RegencyYear) -> list[Section]:
    """A short profile of each office that has a score."""
    held = [one for one in year.offices if one.sheet is not None]
    if not held:
        return []
    lead = f"Ringkasan setiap kecamatan yang punya nilai ({base(year)})."
    found = [Section("kecamatan", "Lampiran: profil kecamatan", (Paragraph(lead),))]
    for one in held:
        if one.sheet is None:
            continue
        table = shared.area_table(one.sheet, one.last, one.verified, title="", year=year.year, source="")
        found.append(
            Section(
                f"kecamatan.{one.code}",
                f"Kecamatan {one.name}",
                (Facts(chapters.profile_facts(one)), table),
                2,
            )
        )
    return found


def _record(year: RegencyYear) -> tuple[Block, ...]:
    words = (
        f"Pada hari ini, ........................, tanggal ........................, Tim Reformasi Birokrasi "
        f"{year.register.name} menerima hasil penilaian mandiri {base(year)} tahun {year.year} sebagaimana tercantum dalam "
        f"laporan ini (sidik data {year.digest[:16]})."
    )
    return (
        Paragraph(words),
        Signatures(
            (
                ("Penyusun\nBagian Organisasi", year.operator),
                ("Inspektur\nselaku koordinator PMPRB", ""),
                ("Sekretaris Daerah\nselaku Ketua Tim Reformasi Birokrasi", ""),
                ("Mengetahui,\nBupati", ""),
            )
        ),
        Paragraph(wording.ROUNDING_NOTE, SMALL),
    )
