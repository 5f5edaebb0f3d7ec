"""Chapters of the consolidated report about scores: offices beside each other, what stands out, verification."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rbdesk import text
from rbdesk.analysis import calibration, compare, overview
from rbdesk.analysis.calibration import AreaMovement, Severity
from rbdesk.analysis.compare import AreaSpread
from rbdesk.analysis.figures import Dots, Map, Shape, Strip, StripDot, Strips
from rbdesk.domain.instrument import AreaGroup
from rbdesk.report import shared_contents as shared
from rbdesk.report import year_figures
from rbdesk.report.outline import (
    COUNT,
    NUMBER,
    SMALL,
    Block,
    Cell,
    Column,
    Paragraph,
    Picture,
    Section,
    Table,
)
from rbdesk.report.year import RegencyYear

_WHOLE = "Nilai akhir"
_SEVERITY = {
    calibration.STRICTER: "lebih ketat dari yang lain",
    calibration.MILDER: "lebih longgar dari yang lain",
    calibration.ALIKE: "serupa",
    calibration.FEW: "belum cukup kasus",
}


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
