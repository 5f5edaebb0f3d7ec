"""Chapters of the consolidated report beside the scores: follow-ups, the survey, the strategy, the path, profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.domain.gates import GateState
from rbdesk.domain.steps import Candidate
from rbdesk.report import shared_contents as shared
from rbdesk.report.outline import (
    COUNT,
    DATE,
    NUMBER,
    PERCENT,
    Block,
    Cell,
    Column,
    Note,
    Paragraph,
    Section,
    Table,
)
from rbdesk.report.year import AdviceRow, OfficeYear, RegencyYear

_MOST_PATH_LINES = 40
_MOST_LATE = 15


def followups(year: RegencyYear) -> tuple[Block, ...]:
    """How the recommendations of all offices stand: counts of each office, then what is late."""
    rows = year.followups
    if not rows:
        return (Paragraph("Belum ada rekomendasi yang dicatat."),)
    names = {one.code: one.name for one in year.offices}
    columns = (
        Column("Kecamatan", width=2.4),
        Column("Rekomendasi", COUNT, 1.4),
        Column("Selesai", COUNT),
        Column("Proses", COUNT),
        Column("Belum", COUNT),
        Column("Tidak dapat", COUNT, 1.3),
        Column("Terlambat", COUNT, 1.2),
    )
    counts: list[tuple[Cell, ...]] = []
    for one in year.offices:
        mine = one.followups
        if not mine:
            continue
        by_status = [
            sum(row.status.value == status for row in mine)
            for status in ("selesai", "proses", "belum", "tidak_dapat")
        ]
        counts.append((one.name, len(mine), *by_status, sum(row.days_late > 0 for row in mine)))
    sums = tuple(sum(int(str(row[at])) for row in counts) for at in range(1, len(columns)))
    counts.append(("Jumlah", *sums))
    late = sorted((row for row in rows if row.days_late), key=lambda row: (-row.days_late, row.office))
    blocks: list[Block] = [
        Paragraph(shared.advice_counts(rows)),
        Table("Per kecamatan", columns, tuple(counts), f"Per {text.date_long(year.today)}.", total=True),
    ]
    if late:
        blocks.append(_late_table(late[:_MOST_LATE], names, len(late)))
    return tuple(blocks)


def _late_table(late: Sequence[AdviceRow], names: Mapping[str, str], of: int) -> Table:
    columns = (
        Column("Kecamatan", width=1.8),
        Column("Rekomendasi", width=4.4),
        Column("Penanggung jawab", width=1.8),
        Column("Tenggat", DATE, 1.4),
        Column("Terlambat (hari)", COUNT, 1.3),
        Column("Capaian", PERCENT, 1.1),
    )
    rows = tuple(
        (
            names.get(row.office, row.office),
            row.recommendation.text,
            row.followup.post if row.followup is not None and row.followup.post else "–",
            text.date_short(row.due) if row.due else "–",
            row.days_late,
            row.progress,
        )
        for row in late
    )
    return Table(
        "Paling lama terlambat", columns, rows, f"{len(late)} dari {of} yang terlambat; semuanya di lampiran."
    )


def matrix(year: RegencyYear) -> list[Section]:
    """The follow-up matrix of all offices, line by line."""
    if not year.followups:
        return []
    names = {one.code: one.name for one in year.offices}
    table = shared.advice_table(year.followups, names)
    return [Section("matriks", "Lampiran: matriks tindak lanjut", (table,))]


def surveyed(year: RegencyYear) -> int:
    """How many offices have a survey that counts."""
    return sum(one.survey is not None and one.survey.result.respondents > 0 for one in year.offices)


def survey(year: RegencyYear) -> tuple[Block, ...]:
    """IKM over all respondents, then that of each office."""
    counted = surveyed(year)
    blocks = list(
        shared.survey_blocks(
            year.survey, base=f"{counted} dari {len(year.offices)} kecamatan, semua responden"
        )
    )
    rows = []
    for one in year.offices:
        if one.survey is None or not one.survey.result.respondents:
            continue
        result = one.survey.result
        lowest = text.listing([f"{low.element.code} {low.element.title}" for low in result.lowest(2)])
        rows.append(
            (
                one.name,
                result.index,
                result.quality.letter if result.quality else "–",
                result.respondents,
                lowest,
            )
        )
    if rows:
        columns = (
            Column("Kecamatan", width=2),
            Column("IKM", NUMBER),
            Column("Mutu", width=0.8),
            Column("Responden", COUNT, 1.2),
            Column("Unsur terendah", width=4),
        )
        source = "IKM kabupaten dihitung dari semua responden, bukan rata-rata IKM kecamatan."
        blocks.append(Table("IKM per kecamatan", columns, tuple(rows), source))
    return tuple(blocks)


def strategy_and_zone(year: RegencyYear) -> list[Section]:
    """Strategi 4+1 and Zona Integritas of all offices, where there are such."""
    found = []
    if year.checklist is not None and year.strategy_counted:
        points = year.checklist.points
        columns = (Column("Kecamatan", width=2.2), *(Column(point.name, NUMBER, 1.5) for point in points))
        rows: list[tuple[Cell, ...]] = [
            (one.name, *(point.percent for point in one.strategy.points))
            for one in year.offices
            if one.strategy is not None and one.strategy.points
        ]
        rows.append((f"Rata-rata {year.strategy_counted} dari {len(year.offices)}", *year.strategy_means))
        source = "Persen menurut daftar periksa sendiri; tidak menambah nilai LKE."
        found.append(
            Section("strategi", "Strategi 4+1", (Table("", columns, tuple(rows), source, total=True),))
        )
    if year.zone is not None and year.zone_counted:
        found.append(Section("zi", "Zona Integritas", (_zone_table(year),)))
    return found


def _zone_table(year: RegencyYear) -> Table:
    columns = [Column("Kecamatan", width=2.2), Column("Nilai", NUMBER)]
    rows: list[tuple[Cell, ...]] = []
    basis = ""
    for one in year.offices:
        if one.zone is None or one.zone.sheet is None:
            continue
        levels = shared.current_levels(one.zone.levels)
        if not rows:
            basis = levels[0][0].basis if levels else ""
            for level, _ in levels:
                columns += [
                    Column(f"Syarat {level.id} terpenuhi", width=1.5),
                    Column("Belum dinilai", COUNT, 1.1),
                ]
        cells: list[Cell] = [one.name, one.zone.sheet.total]
        for _, gates in levels:
            met = sum(gate.state is GateState.MET for gate in gates)
            cells += [f"{met} dari {len(gates)}", sum(gate.state is GateState.UNKNOWN for gate in gates)]
        rows.append(tuple(cells))
    source = f"{year.zone_counted} dari {len(year.offices)} kecamatan mengisi lembar Zona Integritas."
    told = f"{source} Dasar: PermenPANRB {basis}." if basis else source
    return Table("", tuple(columns), tuple(rows), told)


def path(year: RegencyYear) -> tuple[Block, ...]:
    """The cheapest set of better answers that lifts the offices' mean over the target."""
    found = year.path
    if found is None:
        return (Paragraph("Belum ada nilai untuk dihitung."),)
    aim = f"di atas {text.number(year.target, 0)} persen"
    if found.passes and not found.steps:
        return (Paragraph(f"Rata-rata {year.counted} kecamatan sudah {aim}."),)
    if not found.is_possible:
        return (Note(f"Rata-rata {aim} tidak tercapai dengan perbaikan yang mungkin.", "warning"),)
    words = (
        f"Perbaikan dengan upaya paling kecil yang membawa rata-rata {year.counted} kecamatan dari "
        f"{text.number(found.start)} ke {text.number(found.reached)} persen ({aim}): {len(found.steps)} perbaikan pada "
        f"{len(found.lines)} pertanyaan. {wording.NOT_AN_INDEX}"
    )
    names = {one.code: one.name for one in year.offices}
    columns = (
        Column("Kode", width=1.1),
        Column("Pertanyaan", width=3.6),
        Column("Kecamatan dan perubahan", width=4.2),
        Column("Tambahan nilai", NUMBER, 1.2),
    )
    rows = tuple(
        (
            year.instrument.display(code),
            year.instrument.node(code).name,
            "; ".join(_step(names, step) for step in steps),
            sum((step.points for step in steps), Fraction(0)),
        )
        for code, steps in found.lines[:_MOST_PATH_LINES]
    )
    more = len(found.lines) - len(rows)
    source = wording.ESTIMATE + (f" {more} pertanyaan lain tidak ditampilkan." if more else "")
    return (Paragraph(words), Table("", columns, rows, source))


def _step(names: dict[str, str], step: Candidate) -> str:
    return f"{names.get(step.office, step.office)} {messages.step_words(step)}"


def profile_facts(one: OfficeYear) -> tuple[tuple[str, str], ...]:
    """An office in a few lines."""
    sheet = one.sheet
    if sheet is None:
        return ()
    percent = sheet.percent()
    facts = [
        (
            "Nilai mandiri",
            f"{text.number(percent)} persen, setara {shared.band_words(one.instrument, percent)}"
            + ("" if one.is_final else ", paket sementara"),
        ),
        ("Terjawab", f"{sheet.answered[0]} dari {sheet.questions[0]}; {len(one.evidence)} berkas bukti"),
    ]
    if one.verified is not None:
        whole = "" if one.is_verified else f" ({len(one.open)} pertanyaan belum diperiksa)"
        facts.append(("Hasil verifikasi", f"{text.number(one.verified.percent())} persen{whole}"))
    if one.followups:
        still = sum(row.is_open for row in one.followups)
        facts.append(("Tindak lanjut", f"{still} dari {len(one.followups)} masih terbuka"))
    if one.survey is not None and one.survey.result.index is not None:
        facts.append(
            ("IKM", f"{text.number(one.survey.result.index)} ({one.survey.result.respondents} responden)")
        )
    return tuple(facts)
