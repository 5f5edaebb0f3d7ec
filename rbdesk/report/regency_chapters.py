"""Chapters of the consolidated report: what stands out, verification, follow-ups, the survey, the strategy, the path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.analysis import calibration, compare, overview
from rbdesk.analysis.calibration import AreaMovement, Severity
from rbdesk.analysis.compare import AreaSpread
from rbdesk.analysis.figures import Dots, Map, Shape, Strip, StripDot, Strips
from rbdesk.domain.gates import GateState
from rbdesk.domain.instrument import AreaGroup
from rbdesk.domain.steps import Candidate
from rbdesk.report import shared_contents as shared
from rbdesk.report import year_figures
from rbdesk.report.outline import (
    COUNT,
    DATE,
    NUMBER,
    PERCENT,
    SMALL,
    Block,
    Cell,
    Column,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
)
from rbdesk.report.year import AdviceRow, OfficeYear, RegencyYear

_WHOLE = "Nilai akhir"
_SEVERITY = {
    calibration.STRICTER: "lebih ketat dari yang lain",
    calibration.MILDER: "lebih longgar dari yang lain",
    calibration.ALIKE: "serupa",
    calibration.FEW: "belum cukup kasus",
}
_MOST_PATH_LINES = 40
_MOST_LATE = 15


def comparison_table(year: RegencyYear) -> Table:
    """The same 23 x 8 table as numbers, to be copied."""
    areas = year.instrument.areas
    columns = (
        Column("Kecamatan", width=3.9),
        *(Column(group.code, NUMBER) for group in areas),
        Column("Nilai", NUMBER, 1.1),
        Column("Setara", width=1.0),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in year.offices:
        sheet = one.sheet
        if sheet is None:
            name = f"{one.name} ({year_figures.missing_words(one)})"
            rows.append((name, *(None for _ in areas), None, None))
            continue
        mark = "" if one.is_final else " *"
        percents = [sheet.area_percent(group.places) for group in areas]
        rows.append(
            (
                f"{one.name}{mark}",
                *percents,
                sheet.percent(),
                shared.letters(year.instrument, sheet.percent()),
            )
        )
    if year.average is not None and year.average_total is not None:
        band = shared.letters(year.instrument, year.average_total)
        rows.append(
            (f"Rata-rata {year.counted} dari {len(year.offices)}", *year.average, year.average_total, band)
        )
    names = "; ".join(f"{group.code} {group.short}" for group in areas)
    return Table("Angka lengkap", columns, tuple(rows), f"Area: {names}. * paket sementara.", total=True)


def dots(year: RegencyYear) -> Dots:
    """The offices on the category scale, by themselves and verified."""
    return overview.dots(
        year.instrument,
        {one.code: one.name for one in year.offices},
        year.sheets,
        year.verified_sheets,
        reaches={one.code: one.reach for one in year.offices if one.sheet is None and one.reach is not None},
        missing=[
            (one.name, year_figures.missing_words(one))
            for one in year.offices
            if one.sheet is None and one.reach is None
        ],
        target=year.target,
    )


def outline_map(year: RegencyYear) -> Map:
    """The offices where they lie with their own score."""
    shapes = []
    for one in year.offices:
        outline = year.outlines.outline(one.code)
        if outline is None:
            continue
        if one.sheet is None:
            shapes.append(Shape(outline, one.name, missing=year_figures.missing_words(one)))
        else:
            percent = one.sheet.percent()
            shapes.append(Shape(outline, one.name, percent, shared.letters(year.instrument, percent)))
    return Map("Nilai akhir", tuple(shapes), year.outlines)


def findings(year: RegencyYear) -> list[Section]:
    """Strongest and weakest areas, and the questions most offices miss."""
    sheets = year.sheets
    if not sheets:
        return []
    spreads = compare.spreads(year.instrument, sheets, Fraction(year.target))
    strongest, weakest = compare.strongest_and_weakest(spreads)
    missed = compare.most_missed(year.instrument, sheets)
    words = (
        f"Terkuat menurut nilai tengah: {_areas(strongest)}. Terlemah: {_areas(weakest)}. "
        f"Dasar: {year.counted} dari {len(year.offices)} kecamatan."
    )
    areas = Section(
        "area",
        "Area terkuat dan terlemah",
        (
            Paragraph(words),
            _spread_table(year, spreads),
            Picture(
                "Sebaran per area",
                _strips(year, spreads),
                f"Setiap bulatan satu kecamatan ({year.counted} dari {len(year.offices)}).",
                "Letak setiap kecamatan pada setiap area.",
            ),
        ),
    )
    columns = (
        Column("Kode", width=1.1),
        Column("Pertanyaan", width=4.6),
        Column("Kecamatan", width=1.5),
        Column("Belum dijawab", COUNT, 1.2),
        Column("Nilai yang hilang", NUMBER, 1.3),
    )
    rows = tuple(
        (
            one.shown,
            year.instrument.node(one.code).name,
            f"{one.missing} dari {one.counted}",
            one.unanswered,
            one.points,
        )
        for one in missed
    )
    source = "Bernilai di bawah setengah, atau belum dijawab. Nilai yang hilang: nilai tengah per kecamatan."
    questions = Section(
        "terlewat", "Pertanyaan yang paling sering terlewat", (Table("", columns, rows, source),)
    )
    return [areas, questions]


def _areas(found: Sequence[AreaSpread]) -> str:
    return text.listing([f"{one.name} ({text.number(one.middle)})" for one in found])


def _spread_table(year: RegencyYear, spreads: Sequence[AreaSpread]) -> Table:
    columns = (
        Column("Area", width=3),
        Column("Terendah", NUMBER),
        Column("Nilai tengah", NUMBER, 1.2),
        Column("Tertinggi", NUMBER),
        Column(f"Di atas {text.number(year.target, 0)}", width=1.4),
    )
    rows = tuple(
        (one.name or _WHOLE, one.reach[0], one.middle, one.reach[1], f"{one.above} dari {one.counted}")
        for one in spreads
    )
    return Table("Sebaran persen per area", columns, rows, total=True)


def _strips(year: RegencyYear, spreads: Sequence[AreaSpread]) -> Strips:
    groups: list[AreaGroup | None] = [*year.instrument.areas, None]
    strips = []
    for spread, group in zip(spreads, groups, strict=True):
        found = [
            StripDot(
                one.code, one.name, sheet.percent() if group is None else sheet.area_percent(group.places)
            )
            for one in year.offices
            if (sheet := one.sheet) is not None
        ]
        found.sort(key=lambda dot: (Fraction(dot.value), dot.name))
        strips.append(Strip(spread.code, spread.name or _WHOLE, tuple(found), spread.middle))
    return Strips(tuple(strips), target=year.target)


def verification(year: RegencyYear) -> Section:
    """How far verification is, what it moved, how strict it was."""
    begun = year.verified_counted
    blocks: list[Block] = [
        Paragraph(
            f"Verifikasi dimulai di {begun} dan selesai di {year.whole_counted} dari {len(year.offices)} kecamatan; "
            f"{len(year.cases)} putusan berlaku."
        )
    ]
    if not year.cases:
        return Section("verifikasi", "Verifikasi", tuple(blocks))
    moved = calibration.movements(year.instrument, year.sheets, year.verified_sheets, year.unsettled)
    severities = calibration.severities(year.cases)
    blocks += [_verified_table(year), _movement_table(moved), _severity_table(severities)]
    blocks.append(
        Paragraph(
            "Nama verifikator tidak disebut; hurufnya menurut urutan nama. Selisih bukan penilaian orang.",
            SMALL,
        )
    )
    return Section("verifikasi", "Verifikasi", tuple(blocks))


def _verified_table(year: RegencyYear) -> Table:
    """Each office whose verification was begun: what it says, what stands now, what is still open."""
    columns = (
        Column("Kecamatan", width=2.4),
        Column("Mandiri", NUMBER),
        Column("Verifikasi", NUMBER, 1.1),
        Column("Beda", NUMBER),
        Column("Setara", width=0.9),
        Column("Belum diperiksa", COUNT, 1.3),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in year.offices:
        if one.sheet is None or one.verified is None:
            continue
        own, verified = one.sheet.percent(), one.verified.percent()
        band = shared.letters(year.instrument, verified)
        rows.append((one.name, own, verified, verified - own, band, len(one.open)))
    source = f"Dasar: {year.verified_counted} dari {len(year.offices)} kecamatan. Pertanyaan yang belum diperiksa dihitung menurut kecamatan."
    return Table("Nilai mandiri dan hasil verifikasi per kecamatan", columns, tuple(rows), source)


def _movement_table(moved: Sequence[AreaMovement]) -> Table:
    columns = (
        Column("Area", width=3),
        Column("Kecamatan", COUNT, 1.1),
        Column("Turun", COUNT),
        Column("Naik", COUNT),
        Column("Perubahan tengah", NUMBER, 1.4),
    )
    rows = tuple((one.name or _WHOLE, len(one.moves), one.lowered, one.raised, one.middle) for one in moved)
    source = (
        "Hanya kecamatan yang semua pertanyaannya di area itu sudah diperiksa. Perubahan dalam poin persen."
    )
    return Table("Perubahan per area", columns, rows, source, total=True)


def _severity_table(found: Sequence[Severity]) -> Table:
    columns = (
        Column("Verifikator", width=2),
        Column("Putusan", COUNT),
        Column("Menurunkan", COUNT, 1.2),
        Column("Menaikkan", COUNT, 1.2),
        Column("Dibanding verifikator lain", width=2.6),
    )
    rows = tuple(
        (
            f"Verifikator {chr(ord('A') + at)}",
            one.cases,
            one.lowered,
            one.raised,
            _SEVERITY.get(one.verdict, one.verdict),
        )
        for at, one in enumerate(found)
    )
    return Table("Ketat dan longgar", columns, rows)


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
