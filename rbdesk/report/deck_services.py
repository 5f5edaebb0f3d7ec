"""The slides about citizens and ideas: satisfaction, innovations, the 4+1 strategy, in Indonesian."""

from __future__ import annotations

from fractions import Fraction

from rbdesk import explanations, text
from rbdesk.analysis.figures import Bar, Bars
from rbdesk.domain.strategy import WEAK_POINT
from rbdesk.domain.survey import Result
from rbdesk.report import deck_words, year_figures
from rbdesk.report.deck_words import base_of, notes
from rbdesk.report.outline import (
    COUNT,
    LEAD,
    WARNING,
    Block,
    Column,
    Facts,
    Note,
    Paragraph,
    Picture,
    Slide,
    Table,
)
from rbdesk.report.year import OfficeYear, RegencyYear

NO_IDEAS = "innovation"
_IDEA = "inovasi"
_MOST_IDEAS = 6
_SHOWN_BARS = 23


def service(year: RegencyYear) -> Slide:
    """Public-service focus: IKM over all respondents, by office, and the elements to improve."""
    found = year.survey
    title = "Fokus pelayanan publik: kepuasan masyarakat"
    if found is None or found.result.index is None or found.result.quality is None:
        return Slide("service", title, (Note("Belum ada hasil survei kepuasan (SKM) yang masuk.", WARNING),))
    result = found.result
    assert result.index is not None
    assert result.quality is not None
    figure = year_figures.survey_bars(year)
    counted = len(figure.bars)
    period = text.listing([explanations.period_words(key) for key, _ in found.periods])
    lows = [f"{one.element.title} ({text.number(one.nrr or 0)})" for one in result.lowest()]
    blocks: list[Block] = [
        Picture(
            "IKM per kecamatan (25–100)",
            Bars(figure.bars[:_SHOWN_BARS], None),
            alt=f"IKM {counted} kecamatan, dari {_index(figure.bars[0])} sampai {_index(figure.bars[-1])}.",
        ),
        Facts(
            (
                ("IKM semua responden", text.number(result.index)),
                (f"Mutu pelayanan: {result.quality.words}", result.quality.letter),
                ("Responden", text.number(result.respondents, 0)),
                ("Kecamatan", f"{counted} dari {len(year.offices)}"),
            )
        ),
        Paragraph(f"Unsur terendah: {text.listing(lows)}."),
        Note(f"{period}. {_sample_words(result)}".strip()),
    ]
    short = [one for one in year.offices if one.survey is not None and one.survey.result.is_enough is False]
    if short:
        blocks.append(Note(f"Responden belum cukup: {deck_words.names(short)}.", WARNING))
    rows = [
        f"- Kec. {one.name}: IKM {text.number(one.survey.result.index)}, {one.survey.result.respondents} responden"
        for one in year.offices
        if one.survey is not None and one.survey.result.index is not None
    ]
    elements = [
        f"- {one.element.title}: {text.number(one.nrr)} (n={one.filled})"
        for one in result.elements
        if one.nrr is not None
    ]
    return Slide(
        "service",
        f"Pelayanan publik: IKM {text.number(result.index)}, mutu {result.quality.letter}",
        tuple(blocks),
        notes(
            "IKM dihitung atas semua responden, bukan rata-rata kecamatan. " + base_of(year, counted) + ".",
            "NRR per unsur (1–4):\n" + "\n".join(elements),
            "Per kecamatan:\n" + "\n".join(rows),
        ),
        (f"SKM {period}, {found.survey.legal_basis}", base_of(year, counted)),
    )


def innovations(year: RegencyYear) -> Slide:
    """Innovations that offices wrote down at the questions about them; else an empty slide that says what belongs there."""
    codes = [
        year.instrument.nodes[place].code
        for place in year.instrument.question_places
        if _is_about_ideas(year, year.instrument.nodes[place].code)
    ]
    found = [(one, code) for code in codes for one in year.offices if _has_idea(one, code)]
    found.sort(key=lambda pair: not _names(*pair))  # those with evidence first
    asked = text.listing([year.instrument.display(code) for code in codes])
    if not found:
        return Slide(
            NO_IDEAS,
            "Inovasi dan praktik baik",
            (
                Paragraph("Belum ada catatan inovasi di data. Isi paling banyak tiga:", LEAD),
                Paragraph("Masalah: apa yang dialami warga?"),
                Paragraph("Gagasan: apa yang diubah, sejak kapan, di kecamatan mana?"),
                Paragraph("Hasil: angka sebelum dan sesudah."),
                Paragraph("Bukti: SK, foto, tangkapan layar, atau laporan."),
            ),
            notes(f"Pertanyaan tentang inovasi: {asked}." if codes else ""),
        )
    rows = tuple(
        (
            deck_words.short(one.name, 40),
            year.instrument.display(code),
            deck_words.short(one.answers[code].note, 170),
            _files(one, code),
        )
        for one, code in found[:_MOST_IDEAS]
    )
    more = len(found) - len(rows)
    blocks: list[Block] = [
        Table(
            "",
            (
                Column("Kecamatan", width=1.2),
                Column("Kode", width=0.8),
                Column("Catatan kecamatan", width=4.2),
                Column("Bukti", width=1.6),
            ),
            rows,
        )
    ]
    if more > 0:
        blocks.append(Paragraph(f"Dan {more} kecamatan lain; lihat catatan pembicara.", "small"))
    blocks.append(
        Note("Catatan kecamatan sendiri. Pilih paling banyak tiga untuk dipaparkan; hapus yang lain.")
    )
    return Slide(
        NO_IDEAS,
        f"Inovasi: {len(found)} catatan dari {len({one.code for one, _ in found})} kecamatan",
        tuple(blocks),
        notes(f"Pertanyaan tentang inovasi: {asked}.", deck_words.cite_all(found)),
        (deck_words.sheet_source(year.instrument, year.year), deck_words.base(year)),
    )


def strategy(year: RegencyYear) -> Slide:
    """The five points of the 4+1 strategy over the offices that answered."""
    title = "Strategi 4+1"
    if year.checklist is None or not year.strategy_counted:
        return Slide("strategy", title, (Note("Belum ada kecamatan yang mengisi Strategi 4+1.", WARNING),))
    bars = tuple(
        Bar(point.code, point.name, mean, Fraction(0) if mean <= WEAK_POINT else None)
        for point, mean in zip(year.checklist.points, year.strategy_means, strict=True)
        if mean is not None
    )
    if not bars:
        return Slide("strategy", title, (Note("Belum ada butir Strategi 4+1 yang dapat dihitung.", WARNING),))
    weak = min(bars, key=lambda bar: Fraction(bar.value))
    answered = [one for one in year.offices if one.strategy is not None and one.strategy.points]
    rows = []
    for one in answered:
        assert one.strategy is not None
        told = [
            f"{result.point.name} {text.number(result.percent, 0)}"
            for result in one.strategy.points
            if result.percent is not None
        ]
        rows.append(f"- Kec. {one.name}: {', '.join(told)}")
    return Slide(
        "strategy",
        f"Strategi 4+1: pokok terlemah {weak.name}",
        (
            Picture("Rata-rata tiap pokok, persen", Bars(bars, WEAK_POINT), alt=_points(bars)),
            Paragraph(f"Diisi {year.strategy_counted} dari {len(year.offices)} kecamatan."),
            _below(year, answered),
            Note("Alat bantu, bukan instrumen resmi. Tidak masuk nilai LKE dan tidak punya bobot."),
        ),
        notes(f"Per kecamatan, {base_of(year, year.strategy_counted)}:", "\n".join(rows)),
        ("Daftar periksa Strategi 4+1", base_of(year, year.strategy_counted)),
    )


def _below(year: RegencyYear, answered: list[OfficeYear]) -> Table:
    """How many offices are weak in each point."""
    assert year.checklist is not None
    rows = []
    for at, point in enumerate(year.checklist.points):
        found = [one.strategy.points[at] for one in answered if one.strategy is not None]
        rows.append((point.name, sum(result.is_weak for result in found)))
    columns = (Column("Pokok", width=1.6), Column(f"Kecamatan < {WEAK_POINT}", COUNT, 1.3))
    return Table("", columns, tuple(rows))


def _points(bars: tuple[Bar, ...]) -> str:
    return text.listing([f"{bar.name} {text.number(bar.value, 1)}" for bar in bars]) + "."


def _index(bar: Bar) -> str:
    return f"{bar.name} {text.number(bar.value)}"


def _sample_words(result: Result) -> str:
    if result.sample_needed is None:
        return ""
    enough = "cukup" if result.is_enough else "kurang"
    needed = text.number(result.sample_needed, 0)
    return f"Paling sedikit {needed} responden untuk pengguna sebanyak itu: {enough}."


def _is_about_ideas(year: RegencyYear, code: str) -> bool:
    node = year.instrument.node(code)
    asked = node.question.text if node.question is not None else ""
    return _IDEA in f"{node.name} {node.short} {asked}".lower()


def _has_idea(one: OfficeYear, code: str) -> bool:
    """Whether an office answered a question with more than nothing and said something about it."""
    answer = one.answers.get(code)
    if one.sheet is None or answer is None or not answer.note:
        return False
    worth = one.sheet.shares[one.instrument.place_of[code]]
    return worth is not None and worth.value > 0


def _files(one: OfficeYear, code: str) -> str:
    names = _names(one, code)
    if not names:
        return "belum ada"
    return deck_words.short(names[0], 40) + (f" (+{len(names) - 1})" if len(names) > 1 else "")


def _names(one: OfficeYear, code: str) -> list[str]:
    return [item.name for item in one.evidence if item.question == code]
