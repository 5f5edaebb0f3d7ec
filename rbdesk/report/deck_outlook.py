"""The slides about what stands in the way and what comes until the end of the year, in Indonesian."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rbdesk import text, wording
from rbdesk.domain.followup import Status
from rbdesk.report import deck_words
from rbdesk.report.deck_words import notes
from rbdesk.report.outline import (
    COUNT,
    LEAD,
    PERCENT,
    SMALL,
    Block,
    Column,
    Facts,
    Note,
    Paragraph,
    Slide,
    Table,
)
from rbdesk.report.year import AdviceRow, RegencyYear

OBSTACLES, PLAN = "obstacles", "plan"
_MOST_ROWS, _MOST_A_MONTH = 7, 3
_LATE = (0, 0)
_MOST_TOLD = 16
_LONGEST = 130
_SOURCE = "Matriks tindak lanjut RBDesk"


def obstacles(year: RegencyYear) -> Slide:
    """What offices say cannot be done, and why; else an empty form."""
    stuck = [row for row in year.followups if row.status is Status.IMPOSSIBLE]
    title = "Kendala dan dukungan yang diperlukan"
    if not stuck:
        form = (
            "Kendala: apa yang menghambat, di berapa kecamatan?",
            "Dukungan: apa yang diperlukan, dari siapa, kapan?",
        )
        return Slide(
            OBSTACLES,
            title,
            (
                Paragraph(
                    "Tidak ada rekomendasi yang dinyatakan tidak dapat dikerjakan. Isi bila ada kendala lain:",
                    LEAD,
                ),
                *(Paragraph(line) for line in form),
            ),
        )
    groups = _together(stuck)
    rows = tuple(
        (deck_words.short(words, _LONGEST), len(found), deck_words.short(_reason(found), _LONGEST))
        for words, found in groups[:_MOST_ROWS]
    )
    columns = (
        Column("Rekomendasi yang tidak dapat dikerjakan", width=3.0),
        Column("Kecamatan", COUNT, 0.9),
        Column("Alasan (contoh)", width=3.6),
    )
    blocks: list[Block] = [Table("", columns, rows)]
    if len(groups) > len(rows):
        blocks.append(Paragraph(f"Dan {len(groups) - len(rows)} rekomendasi lain.", SMALL))
    blocks.append(
        Note("Dukungan yang diperlukan belum tercatat di RBDesk. Tambahkan di sini sebelum dipaparkan.")
    )
    told = [
        f"- Kec. {year.of(row.office).name}: {deck_words.short(_reason([row]), 200)}"
        for row in stuck[:_MOST_TOLD]
    ]
    return Slide(
        OBSTACLES,
        f"Kendala: {len(stuck)} rekomendasi belum dapat dikerjakan",
        tuple(blocks),
        notes("Alasan menurut kecamatan:", "\n".join(told)),
        (_SOURCE, f"per {text.date_long(year.today)}"),
    )


def plan(year: RegencyYear) -> Slide:
    """What is still to be done until the end of the year, by the month it is due; else an empty form."""
    last = date(year.year, 12, 31)
    left = [row for row in year.followups if row.is_open and row.due is not None and row.due <= last]
    title = f"Rencana sampai Desember {year.year}"
    if not left:
        return Slide(
            PLAN,
            title,
            (
                Paragraph(
                    "Tidak ada tindak lanjut terbuka yang bertenggat tahun ini. Isi rencana lain:", LEAD
                ),
                Paragraph("Kegiatan, penanggung jawab, dan bulan selesainya."),
            ),
        )
    late = [row for row in left if row.days_late > 0]
    this_month = [
        row for row in left if row.due is not None and row.days_late <= 0 and _month(row) == _now(year)
    ]
    columns = (
        Column("Tenggat", width=1.3),
        Column("Tindak lanjut", width=5.0),
        Column("Kecamatan", COUNT, 1.0),
        Column("Kemajuan", PERCENT, 1.0),
    )
    found = sorted(_by_month(left).items(), key=lambda pair: pair[0])
    rows = [line for month, of_month in found for line in _lines(month, of_month)]
    undated = sum(row.is_open and row.due is None for row in year.followups)
    blocks: list[Block] = [
        Facts(
            (
                ("Masih terbuka", text.number(len(left), 0)),
                ("Sudah lewat tenggat", text.number(len(late), 0)),
                (f"Tenggat {text.MONTHS[year.today.month - 1]}", text.number(len(this_month), 0)),
                ("Tanpa tenggat", text.number(undated, 0)),
            )
        ),
        Table("Yang terbanyak tiap bulan", columns, tuple(rows)),
    ]
    told = [
        f"- {text.date_short(row.due)} Kec. {year.of(row.office).name}: "
        f"{deck_words.short(row.recommendation.text, 100)} ({wording.STATUSES[row.status.value].lower()}, {row.progress}%)"
        for row in sorted(left, key=lambda row: (row.due or last, row.office))[:_MOST_TOLD]
        if row.due is not None
    ]
    return Slide(
        PLAN,
        f"{title}: {len(left)} tindak lanjut",
        tuple(blocks),
        notes("Tenggat terdekat:", "\n".join(told)),
        (_SOURCE, f"per {text.date_long(year.today)}"),
    )


def _together(rows: Sequence[AdviceRow]) -> list[tuple[str, list[AdviceRow]]]:
    """The rows by what was recommended, those of most offices first."""
    groups: dict[str, list[AdviceRow]] = {}
    for row in rows:
        groups.setdefault(row.recommendation.text, []).append(row)
    return sorted(groups.items(), key=lambda pair: -len(pair[1]))


def _by_month(rows: Sequence[AdviceRow]) -> dict[tuple[int, int], list[AdviceRow]]:
    """The rows by year and month of their date; the late ones together, before all others."""
    found: dict[tuple[int, int], list[AdviceRow]] = {}
    for row in rows:
        found.setdefault(_LATE if row.days_late > 0 else _month(row), []).append(row)
    return found


def _month(row: AdviceRow) -> tuple[int, int]:
    return (row.due.year, row.due.month) if row.due is not None else _LATE


def _now(year: RegencyYear) -> tuple[int, int]:
    return year.today.year, year.today.month


def _lines(month: tuple[int, int], rows: Sequence[AdviceRow]) -> list[tuple[str, str, int, Fraction]]:
    """The recommendations of a month that most offices still have, with their mean progress."""
    name = "Sudah lewat" if month == _LATE else f"{text.MONTHS[month[1] - 1]} {month[0]}"
    lines = []
    for words, found in _together(rows)[:_MOST_A_MONTH]:
        mean = Fraction(sum(row.progress for row in found), len(found))
        lines.append((name, deck_words.short(words, _LONGEST), len(found), mean))
        name = ""
    return lines


def _reason(rows: Sequence[AdviceRow]) -> str:
    """What the first of the offices that say anything says."""
    told = (row.followup.note or row.followup.plan for row in rows if row.followup is not None)
    return next((words for words in told if words), "alasan belum ditulis")
