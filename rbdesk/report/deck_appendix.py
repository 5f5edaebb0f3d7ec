"""The annex of the regency's deck: every office in one line, in Indonesian."""

from __future__ import annotations

from rbdesk import wording
from rbdesk.domain.followup import Source, Status
from rbdesk.report import deck_words, year_figures
from rbdesk.report.deck_words import base, notes, sheet_source
from rbdesk.report.outline import COUNT, LEAD, NUMBER, Cell, Column, Paragraph, Slide, Table
from rbdesk.report.year import OfficeYear, RegencyYear

APPENDIX = "appendix"


def appendix(year: RegencyYear) -> Slide:
    """Score, answers, evidence, satisfaction, follow-up and package of each office; longer than one page."""
    columns = (
        Column("Kecamatan", width=1.9),
        Column("Nilai", NUMBER, 0.8),
        Column("Setara", width=0.8),
        Column("Terverifikasi", NUMBER, 1.3),
        Column("Terjawab", width=1.2),
        Column("Bukti", COUNT, 0.75),
        Column("IKM", NUMBER, 0.8),
        Column("Rekomendasi selesai", width=1.4),
        Column("Paket", width=1.6),
    )
    return Slide(
        APPENDIX,
        "Lampiran: data per kecamatan",
        (
            Paragraph(f"Nilai mandiri {base(year)}. Bukti: jumlah berkas yang berbeda.", LEAD),
            Table("", columns, tuple(_row(one) for one in year.offices)),
        ),
        notes(
            deck_words.state(year),
            "Berkas bukti ada di folder bukti, satu folder per pertanyaan.",
            f"Sidik data: {year.digest}",
        ),
        (sheet_source(year.instrument, year.year), base(year)),
    )


def _row(one: OfficeYear) -> tuple[Cell, ...]:
    advice = [row for row in one.followups if row.recommendation.source is not Source.PLAN]
    done = sum(row.status is Status.DONE for row in advice)
    sheet = one.sheet
    return (
        deck_words.short(one.name, 40),
        sheet.percent() if sheet is not None else None,
        year_figures.letters(one.instrument, sheet.percent()) if sheet is not None else None,
        one.verified.percent() if one.verified is not None and sheet is not None else None,
        f"{sheet.answered[0]} dari {sheet.questions[0]}" if sheet is not None else None,
        len({item.sha256 for item in one.evidence}),
        one.survey.result.index if one.survey is not None else None,
        f"{done} dari {len(advice)}" if advice else None,
        _package(one),
    )


def _package(one: OfficeYear) -> str:
    if one.sheet is None:
        return wording.WITHOUT_VALUE.get(one.missing, one.missing)
    return f"revisi {one.revision}, {'resmi' if one.is_final else 'sementara'}"
