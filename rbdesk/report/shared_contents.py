"""What the office's and the regency's report say alike: scores by area, answers, follow-ups, the survey, the method.

Sentences only here and in the other contents; numbers come exact from the year and are rounded by the painter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from rbdesk import explanations, messages, text, wording
from rbdesk.domain.assessment import Answer
from rbdesk.domain.gates import GateLevel, GateResult
from rbdesk.domain.history import Published
from rbdesk.domain.instrument import AreaGroup, Instrument
from rbdesk.domain.scoring import ScoreSheet, band
from rbdesk.domain.steps import Candidate
from rbdesk.domain.strategy import PointResult
from rbdesk.domain.survey import Result
from rbdesk.report.outline import (
    COUNT,
    DATE,
    NUMBER,
    PERCENT,
    SMALL,
    Block,
    Cell,
    Column,
    Facts,
    Note,
    Paragraph,
    Section,
    Table,
)
from rbdesk.report.year import AdviceRow, SurveyYear, ZoneYear

_SCOPES = {"kabupaten": "kabupaten", "unit": "kecamatan"}
NOT_FINAL = "Nilai di dokumen ini belum final dan masih dapat berubah."
NO_BAND_OF_UNITS = (
    "Kategori berlaku untuk indeks RB kabupaten (0–100). Untuk kecamatan disebut setara: letak persentasenya "
    "pada skala yang sama."
)
NOT_OFFICIAL_WORDS = (
    "Pertanyaan dan pilihan jawaban disusun ulang dengan makna yang sama, bukan kalimat resmi. Bobot di bawah tingkat area "
    "belum dicocokkan dengan lampiran peraturannya; rinciannya ada di menu Instrumen."
)
_OF_THE_SHEET = "Nilai menurut penilaian mandiri; persen dari bobot area."


def letters(instrument: Instrument, percent: Fraction | Decimal) -> str:
    """The letters of the category a percent falls into."""
    found = band(instrument, percent)
    return found.code if found else ""


def band_words(instrument: Instrument, percent: Fraction | Decimal) -> str:
    """A category in words: "CC (Cukup)"."""
    found = band(instrument, percent)
    return f"{found.code} ({found.label})" if found else "–"


def area_name(group: AreaGroup) -> str:
    """An area as a line of a table: "1. Manajemen Perubahan"."""
    return f"{group.code}. {group.name}"


def area_table(
    sheet: ScoreSheet,
    last: ScoreSheet | None,
    verified: ScoreSheet | None,
    *,
    title: str,
    year: int,
    source: str = _OF_THE_SHEET,
) -> Table:
    """Points and percent of each area, beside last year and verification where there are such."""
    instrument = sheet.instrument
    columns = [
        Column("Area perubahan", width=3.4),
        Column("Bobot", NUMBER),
        Column("Nilai", NUMBER),
        Column("Persen", NUMBER),
        Column("Setara", width=0.9),
    ]
    if last is not None:
        columns.append(Column(f"Persen {year - 1}", NUMBER, 1.1))
    if verified is not None:
        columns += [Column("Verifikasi", NUMBER, 1.2), Column("Beda", NUMBER)]

    def row(
        name: str, weight: Decimal, points: Fraction, percents: Sequence[Fraction | None]
    ) -> tuple[Cell, ...]:
        own, before, under = percents
        cells: list[Cell] = [name, weight, points, own, letters(instrument, own or Fraction(0))]
        if last is not None:
            cells.append(before)
        if verified is not None:
            cells += [under, None if under is None or own is None else under - own]
        return tuple(cells)

    rows = [
        row(
            area_name(group),
            group.weight,
            sheet.area(group.places),
            [None if one is None else one.area_percent(group.places) for one in (sheet, last, verified)],
        )
        for group in instrument.areas
    ]
    rows.append(
        row(
            "Jumlah",
            instrument.weight,
            sheet.total,
            [None if one is None else one.percent() for one in (sheet, last, verified)],
        )
    )
    return Table(title, tuple(columns), tuple(rows), source, total=True)


def answer_tables(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    sheet: ScoreSheet,
    evidence: Mapping[str, int],
    verified: Mapping[str, Answer] | None = None,
    is_open: frozenset[str] = frozenset(),
    *,
    key: str = "jawaban",
    title: str = "Jawaban area {area}",
) -> tuple[Section, ...]:
    """The answers with their notes, a section for each area; evidence is how many files a question has."""
    columns = [
        Column("Kode", width=1.15),
        Column("Pertanyaan", width=3.4),
        Column("Jawaban", width=1.7),
        Column("Nilai", NUMBER, 0.85),
        Column("Bukti", COUNT, 0.85),
        Column("Catatan", width=3.2),
    ]
    if verified is not None:
        columns.insert(3, Column("Verifikasi", width=1.7))
    has_more = bool(evidence) or any(answer.note for answer in answers.values())
    if not has_more:
        columns = columns[:-2]
    sections = []
    for group in instrument.areas:
        rows: list[tuple[Cell, ...]] = []
        for place in (leaf for top in group.places for leaf in instrument.questions_under(top)):
            node = instrument.nodes[place]
            if node.question is None:
                continue
            answer = answers.get(node.code)
            scale = node.question.scale
            cells: list[Cell] = [
                instrument.display(node.code),
                node.name,
                messages.value_text(answer.value if answer else None, scale),
                sheet.points[place],
                evidence.get(node.code, 0),
                answer.note if answer else "",
            ]
            if verified is not None:
                under = verified.get(node.code)
                cells.insert(
                    3,
                    "–"
                    if node.code in is_open
                    else messages.value_text(under.value if under else None, scale),
                )
            rows.append(tuple(cells if has_more else cells[:-2]))
        block = Table("", tuple(columns), tuple(rows))
        sections.append(Section(f"{key}.{group.code}", title.format(area=area_name(group)), (block,), 2))
    return tuple(sections)


def advice_table(rows: Sequence[AdviceRow], names: Mapping[str, str] | None = None) -> Table:
    """Matriks tindak lanjut; with `names` of offices by code the first column says whose."""
    columns = [
        Column("Sumber", width=1.8),
        Column("Rekomendasi", width=2.8),
        Column("Rencana dan penanggung jawab", width=3.6),
        Column("Tenggat", DATE, 1.3),
        Column("Capaian", PERCENT, 1.35),
        Column("Status", width=1.6),
        Column("Bukti", COUNT, 0.9),
    ]
    if names is not None:
        columns.insert(0, Column("Kecamatan", width=1.6))
    told = []
    for row in rows:
        recommendation, done = row.recommendation, row.followup
        source = wording.SOURCES[recommendation.source.value]
        where = " ".join(part for part in (recommendation.letter, recommendation.number) if part)
        plan = ""
        if done is not None:
            post = f"Penanggung jawab: {done.post}" if done.post else ""
            plan = "\n".join(part for part in (done.plan, post, done.note) if part)
        cells: list[Cell] = [
            f"{source}\n{where} ({row.given_year})".strip(),
            recommendation.text,
            plan or "–",
            text.date_short(row.due) if row.due else "–",
            row.progress,
            status_words(row),
            len(row.evidence),
        ]
        if names is not None:
            cells.insert(0, names.get(row.office, row.office))
        told.append(tuple(cells))
    return Table("", tuple(columns), tuple(told))


def status_words(row: AdviceRow) -> str:
    """How a follow-up stands, with what the secretariat said of it."""
    parts = [wording.STATUSES[row.status.value]]
    if row.days_late:
        parts.append(f"terlambat {row.days_late} hari")
    if row.is_accepted:
        parts.append("diterima Sekretariat")
    if row.is_returned:
        parts.append(f"dikembalikan: {row.reason}".rstrip(": "))
    return ", ".join(parts)


def advice_counts(rows: Sequence[AdviceRow]) -> str:
    """How many are done, under way, not begun, cannot be done, late: both counts behind the percent."""
    by_status = {status: sum(row.status.value == status for row in rows) for status in wording.STATUSES}
    can = len(rows) - by_status["tidak_dapat"]
    late = sum(row.days_late > 0 for row in rows)
    percent = text.percent(Fraction(100 * by_status["selesai"], can)) if can else "–"
    return (
        f"Dari {len(rows)} rekomendasi: {by_status['selesai']} selesai, {by_status['proses']} dalam proses, "
        f"{by_status['belum']} belum, {by_status['tidak_dapat']} tidak dapat ditindaklanjuti; {late} terlambat. "
        f"Selesai {by_status['selesai']} dari {can} yang dapat ditindaklanjuti ({percent})."
    )


def survey_blocks(year: SurveyYear | None, *, base: str = "") -> tuple[Block, ...]:
    """IKM with its elements, its sample and its periods; `base` is on how many offices it stands."""
    if year is None or not year.result.respondents:
        return (Paragraph("Belum ada hasil Survei Kepuasan Masyarakat tahun ini."),)
    result = year.result
    blocks: list[Block] = [Paragraph(explanations.index_sentence(result))]
    facts = [("Responden", text.number(result.respondents, 0))]
    if result.quality is not None:
        facts.append(("Mutu pelayanan", f"{result.quality.letter} ({result.quality.words})"))
    if result.population is not None and result.sample_needed is not None:
        enough = "terpenuhi" if result.is_enough else "belum terpenuhi"
        facts.append(
            (
                "Kecukupan sampel",
                f"perlu {text.number(result.sample_needed, 0)} dari {text.number(result.population, 0)} "
                f"penerima layanan: {enough}",
            )
        )
    if base:
        facts.append(("Dasar", base))
    blocks.append(Facts(tuple(facts)))
    blocks.append(
        Table(
            "Nilai per unsur",
            (
                Column("Unsur", width=0.7),
                Column("Nama", width=4),
                Column("Nilai rata-rata (1–4)", NUMBER, 1.6),
                Column("Jawaban", COUNT),
            ),
            tuple((one.element.code, one.element.title, one.nrr, one.filled) for one in result.elements),
            f"Dasar: {year.survey.legal_basis}. IKM = rata-rata sembilan unsur × 25, dihitung dari semua responden.",
        )
    )
    if len(year.periods) > 1 or len(year.services) > 1:
        lines = [("Periode", explanations.period_words(key), one) for key, one in year.periods]
        lines += [("Layanan", key, one) for key, one in year.services]
        blocks.append(_index_table("IKM per periode dan layanan", lines))
    if year.before is not None and year.before.index is not None:
        blocks.append(
            Paragraph(
                f"Tahun sebelumnya IKM {text.number(year.before.index)} dari "
                f"{text.number(year.before.respondents, 0)} responden."
            )
        )
    return tuple(blocks)


def _index_table(title: str, lines: Sequence[tuple[str, str, Result]]) -> Table:
    columns = (
        Column("Menurut"),
        Column("Nama", width=3),
        Column("IKM", NUMBER),
        Column("Mutu", width=0.8),
        Column("Responden", COUNT),
    )
    rows = tuple(
        (kind, name, one.index, one.quality.letter if one.quality else "–", one.respondents)
        for kind, name, one in lines
    )
    return Table(title, columns, rows)


def step_table(instrument: Instrument, steps: Sequence[Candidate], title: str) -> Table:
    """Perbaikan: each step with what it brings."""
    columns = (
        Column("Kode", width=1.1),
        Column("Pertanyaan", width=4.2),
        Column("Perubahan", width=1.3),
        Column("Upaya", width=0.9),
        Column("Tambahan nilai", NUMBER, 1.1),
    )
    rows = tuple(
        (
            instrument.display(step.code),
            instrument.node(step.code).name,
            messages.step_words(step),
            messages.effort_word(step.effort),
            step.points,
        )
        for step in steps
    )
    return Table(title, columns, rows, wording.ESTIMATE)


def strategy_table(points: Sequence[PointResult]) -> Table:
    """Strategi 4+1: each point with its mean."""
    columns = (Column("Pokok", width=3.5), Column("Terjawab", width=1), Column("Persen", NUMBER))
    rows = tuple((one.point.name, f"{one.answered} dari {one.items}", one.percent) for one in points)
    return Table("", columns, rows, "Daftar periksa sendiri; tidak menambah nilai LKE.")


def current_levels(
    levels: Sequence[tuple[GateLevel, tuple[GateResult, ...]]],
) -> tuple[tuple[GateLevel, tuple[GateResult, ...]], ...]:
    """The levels of the regulation in force, without those of an earlier one that the sheet also knows."""
    return tuple(one for one in levels if one[0].basis == levels[0][0].basis)


def gate_table(level: GateLevel, gates: Sequence[GateResult]) -> Table:
    """Zona Integritas: the minima of a level and how far the office is."""
    columns = (
        Column("Syarat", width=4),
        Column("Batas", NUMBER),
        Column("Nilai", NUMBER),
        Column("Selisih", NUMBER),
        Column("Keadaan", width=1.5),
    )
    rows = tuple(
        (
            messages.gate_name(one.gate),
            one.gate.limit,
            one.points,
            one.gap,
            wording.GATE_STATES[one.state.value],
        )
        for one in gates
    )
    return Table(f"Syarat {level.title} ({level.id})", columns, rows, f"Dasar: PermenPANRB {level.basis}.")


def condition_table(zone: ZoneYear) -> Table:
    """Syarat pengusulan: what must hold before the office may be proposed, as the secretariat ticked it."""
    level = zone.levels[0][0]
    columns = (
        Column("Syarat", width=4.6),
        Column("Berlaku untuk", width=1.3),
        Column("Keterangan", width=1.6),
        Column("Keadaan", width=1.3),
    )
    rows = tuple(
        (
            one.condition.text,
            _SCOPES.get(one.condition.scope, one.condition.scope),
            one.detail or "–",
            wording.GATE_STATES[one.state.value],
        )
        for one in zone.conditions
    )
    return Table(
        f"Syarat pengusulan {level.id}", columns, rows, f"Ditandai Sekretariat. Sumber: {zone.basis}."
    )


def history_table(history: Sequence[Published], instrument: Instrument) -> Table:
    """Published results with the frame that measured each; no difference across frames."""
    columns = (
        Column("Tahun", width=0.7),
        Column("Indeks", NUMBER),
        Column("Kategori", width=1.4),
        Column("Aturan", width=1.5),
        Column("Sumber", width=3),
    )
    rows = tuple(
        (
            str(one.year),
            one.index,
            band_words(instrument, one.index),
            f"PermenPANRB {one.frame}",
            one.source or "–",
        )
        for one in sorted(history, key=lambda one: one.year)
    )
    return Table("", columns, rows)


def method_blocks(instrument: Instrument, digest: str, rulings: str) -> tuple[Block, ...]:
    """How the numbers come about and from which data."""
    facts = [("Instrumen", instrument.title), ("Dasar", instrument.legal_basis)]
    if digest:
        facts.append(("Sidik data", digest))
    if rulings:
        facts.append(("Sidik putusan verifikasi", rulings))
    blocks: list[Block] = [
        Facts(tuple(facts)),
        Paragraph(
            "Nilai subkomponen adalah bobotnya dikali rata-rata nilai pertanyaannya; pertanyaan yang belum dijawab "
            "dihitung 0. Nilai area dan nilai total adalah jumlahnya. Persen adalah nilai dibagi bobot."
        ),
        Paragraph(wording.ROUNDING_NOTE),
        Paragraph(NO_BAND_OF_UNITS),
        Paragraph(
            "Batas kategori (di atas): "
            + "; ".join(f"{one.code} {text.number(one.above, 0)}" for one in instrument.bands)
            + ". Batas tidak termasuk: 60,00 masih CC."
        ),
    ]
    blocks.append(Paragraph(NOT_OFFICIAL_WORDS, SMALL))
    return tuple(blocks)


def draft_note(is_final: bool) -> tuple[Block, ...]:
    """That the numbers may still change, where they may."""
    return () if is_final else (Note(NOT_FINAL, "warning"),)
