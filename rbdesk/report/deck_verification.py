"""The slide about verification: what offices say beside what was ruled, in Indonesian."""

from __future__ import annotations

from fractions import Fraction

from rbdesk import text, wording
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.report import deck_words, year_figures
from rbdesk.report.deck_words import base_of, notes, sheet_source
from rbdesk.report.outline import NUMBER, WARNING, Block, Column, Facts, Note, Paragraph, Slide, Table
from rbdesk.report.year import OfficeYear, RegencyYear

VERIFICATION = "verification"
_MOST_ROWS = 9
_MOST_CITED = 14


def verification(year: RegencyYear) -> Slide:
    """Own scores beside verified ones, of the offices whose verification was begun; the largest differences first."""
    title = "Hasil verifikasi"
    found = [
        (one, one.sheet, one.verified)
        for one in year.offices
        if one.sheet is not None and one.verified is not None
    ]
    if not found:
        return Slide(VERIFICATION, title, (Note("Verifikasi belum dimulai.", WARNING),))
    whole = sum(one.is_verified for one, _, _ in found)
    own = _mean([sheet.percent() for _, sheet, _ in found])
    ruled = _mean([sheet.percent() for _, _, sheet in found])
    ordered = sorted(found, key=lambda entry: (-abs(_moved(entry[1], entry[2])), entry[0].code))
    rows = tuple(
        (
            one.name,
            sheet.percent(),
            verified.percent(),
            text.signed(_moved(sheet, verified)),
            year_figures.letters(year.instrument, verified.percent()),
            "lengkap" if one.is_verified else f"{len(one.open)} terbuka",
        )
        for one, sheet, verified in ordered[:_MOST_ROWS]
    )
    columns = (
        Column("Kecamatan", width=2.0),
        Column("Mandiri", NUMBER, 1.0),
        Column("Terverifikasi", NUMBER, 1.2),
        Column("Beda", NUMBER, 0.9),
        Column("Setara", width=0.8),
        Column("Pertanyaan", width=1.1),
    )
    blocks: list[Block] = [
        Facts(
            (
                ("Verifikasi dimulai", f"{len(found)} dari {len(year.offices)}"),
                ("Selesai", f"{whole} dari {len(year.offices)}"),
                ("Rata-rata mandiri", text.number(own)),
                ("Rata-rata terverifikasi", text.number(ruled)),
            )
        ),
        Table("Beda terbesar dahulu", columns, rows),
    ]
    if len(found) > len(rows):
        blocks.append(Paragraph(f"Dan {len(found) - len(rows)} kecamatan lain.", "small"))
    blocks.append(Note(f"Kedua rata-rata atas kecamatan yang sama. {wording.NOT_AN_INDEX}"))
    return Slide(
        VERIFICATION,
        f"{title}: {len(found)} dari {len(year.offices)} kecamatan sudah diperiksa",
        tuple(blocks),
        notes(
            f"Rata-rata {base_of(year, len(found))}. Jawaban yang belum diperiksa dihitung seperti jawaban kecamatan.",
            "Jawaban yang berubah:",
            _changed(year, [one for one, _, _ in ordered]),
        ),
        (sheet_source(year.instrument, year.year), base_of(year, len(found))),
    )


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _moved(own: ScoreSheet, verified: ScoreSheet) -> Fraction:
    return verified.percent() - own.percent()


def _changed(year: RegencyYear, offices: list[OfficeYear]) -> str:
    """The answers that a ruling changed, with its reason."""
    lines = []
    for one in offices:
        for code, rulings in one.rulings.items():
            if one.answers.get(code) != one.verified_answers.get(code):
                reason = deck_words.short(rulings[0].reason, 160) if rulings else ""
                told = f"- Kec. {one.name} {year.instrument.display(code)}"
                lines.append(f"{told}: {reason}" if reason else told)
    if len(lines) > _MOST_CITED:
        lines = [*lines[:_MOST_CITED], f"- dan {len(lines) - _MOST_CITED} jawaban lain di RBDesk."]
    return "\n".join(lines) or "- tidak ada."
