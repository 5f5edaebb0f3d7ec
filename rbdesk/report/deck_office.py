"""The slides of one office's short deck: score, areas, weakest points, satisfaction, follow-up, path, sources, in Indonesian."""

from __future__ import annotations

from fractions import Fraction

from rbdesk import explanations, messages, text, wording
from rbdesk.analysis import profile
from rbdesk.analysis.figures import Bar, Bars
from rbdesk.domain.pathway import Candidate
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.report import deck_advice, deck_words, year_figures
from rbdesk.report.deck_words import notes, sheet_source
from rbdesk.report.outline import (
    INFO,
    LEAD,
    NUMBER,
    PERCENT,
    SMALL,
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
from rbdesk.report.year import OfficeYear

_MOST_MISSED = 7
_MOST_STEPS = 7
_FULL = 4  # the best mean answer of an element


def slides(year: OfficeYear, title: str, subtitle: str) -> tuple[Slide, ...]:
    """All slides of an office in the usual order, under its own title."""
    cover = Slide(
        "title",
        title,
        (
            Paragraph(subtitle),
            Paragraph(f"Data per {text.date_long(year.today)}. {_state(year)}", SMALL),
        ),
        notes("Setiap angka dapat ditelusuri di RBDesk.", f"Sidik data: {year.digest}"),
    )
    if year.sheet is None:
        return (cover, Slide("score", "Nilai mandiri", (Note(_state(year), WARNING),)))
    made = [cover, _score(year, year.sheet), _areas(year, year.sheet), _weakest(year, year.sheet)]
    made += [_service(year), deck_advice.office_followup(year), _path(year), _sources(year, year.sheet)]
    return tuple(made)


def _score(year: OfficeYear, sheet: ScoreSheet) -> Slide:
    """Nilai: percent, points, what it is like, how much is answered; verified beside it."""
    percent = sheet.percent()
    files = len({item.sha256 for item in year.evidence})
    pairs = [
        ("Nilai mandiri", text.number(percent)),
        ("Setara kategori", year_figures.letters(year.instrument, percent) or "–"),
        ("Poin", f"{text.number(sheet.total)} dari {text.number(year.instrument.weight)}"),
        ("Terjawab", f"{sheet.answered[0]} dari {sheet.questions[0]}"),
        ("Berkas bukti", text.number(files, 0)),
    ]
    gap = Fraction(year.target) - percent
    goal = year.target_band or text.number(year.target, 0)
    said = (
        f"{text.number(gap)} poin lagi untuk sampai {text.number(year.target)}; setara {goal} di atasnya."
        if gap >= 0
        else f"{text.number(-gap)} poin di atas batas setara {goal} ({text.number(year.target)})."
    )
    blocks: list[Block] = [Paragraph(said, LEAD), Facts(tuple(pairs)), _area_table(year, sheet)]
    if year.change is not None:
        told = (
            f"Dibanding {year.year - 1} dengan peraturan yang sama: {text.signed(year.change)} poin persen."
        )
        blocks.append(Paragraph(told, SMALL))
    if year.verified is not None:
        words = deck_words.percent_words(year.instrument, year.verified.percent())
        left = f"; {len(year.open)} pertanyaan belum diputuskan" if year.open else ""
        blocks.append(Paragraph(f"Hasil verifikasi: {words}{left}.", SMALL))
    blocks.append(Note(_state(year), INFO if year.is_verified else WARNING))
    return Slide(
        "score",
        f"Nilai mandiri {text.number(percent)}, setara {year_figures.letters(year.instrument, percent) or '–'}",
        tuple(blocks),
        notes(
            "Kategori berlaku untuk indeks kabupaten; nilai kecamatan hanya setara.",
            f"Rekomendasi yang masih terbuka: {sum(row.is_open for row in year.followups)}.",
            f"Sidik data: {year.digest}",
        ),
        (sheet_source(year.instrument, year.year), f"per {text.date_long(year.today)}"),
    )


def _area_table(year: OfficeYear, sheet: ScoreSheet) -> Table:
    rows = [
        (
            group.short,
            group.weight,
            sheet.area(group.places),
            sheet.area_percent(group.places),
            year_figures.letters(year.instrument, sheet.area_percent(group.places)),
        )
        for group in year.instrument.areas
    ]
    whole = (
        "Jumlah",
        year.instrument.weight,
        sheet.total,
        sheet.percent(),
        year_figures.letters(year.instrument, sheet.percent()),
    )
    columns = (
        Column("Area", width=3.0),
        Column("Bobot", NUMBER, 1.0),
        Column("Poin", NUMBER, 1.0),
        Column("Capaian", PERCENT, 1.0),
        Column("Setara", width=0.8),
    )
    return Table("", columns, (*rows, whole), total=True)


def _areas(year: OfficeYear, sheet: ScoreSheet) -> Slide:
    """The areas beside last year and beside the target."""
    figure = profile.radar(sheet, year.last, year.year, target=year.target)
    bars = Bars(
        tuple(
            Bar(axis.code, axis.name, axis.value, Fraction(1) if axis.is_below else None)
            for axis in figure.axes
        ),
        year.target,
    )
    above = sum(not axis.is_below for axis in figure.axes)
    told = text.listing([f"{axis.name} {text.number(axis.value, 1)}" for axis in figure.axes])
    codes = dict.fromkeys(
        item.question for item in year.evidence if item.question in year.instrument.place_of
    )
    files = [(year, code) for code in codes]
    return Slide(
        "areas",
        f"{above} dari {len(figure.axes)} area di atas {text.number(year.target, 0)}",
        (
            Picture("Capaian per area, persen", bars, alt=f"{told}."),
            Picture(
                f"Dibanding {year.year - 1}" if figure.last_year else "Profil area", figure, alt=f"{told}."
            ),
            Paragraph(
                f"{_state(year)} {sheet.answered[0]} dari {sheet.questions[0]} pertanyaan terjawab.", SMALL
            ),
        ),
        notes(
            "Jawaban yang berbukti:",
            deck_words.cite_all(files),
        ),
        (sheet_source(year.instrument, year.year), f"per {text.date_long(year.today)}"),
    )


def _weakest(year: OfficeYear, sheet: ScoreSheet) -> Slide:
    """The questions where most points are missing."""
    instrument = year.instrument
    lacking = sorted(
        (
            (instrument.question_share_weight(place) - sheet.points[place], place)
            for place in instrument.question_places
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    rows, cited = [], []
    for missing, place in lacking[:_MOST_MISSED]:
        if not missing:
            break
        node = instrument.nodes[place]
        answer = year.answers.get(node.code)
        value = messages.value_text(answer.value if answer else None, instrument.question(node.code).scale)
        share = missing / Fraction(instrument.weight) * 100
        action = instrument.question(node.code).action or node.short or node.name
        rows.append(
            (
                instrument.display(node.code),
                node.short or node.name,
                value,
                share,
                deck_words.short(action, 110),
            )
        )
        cited.append((year, node.code))
    if not rows:
        return Slide(
            "weakest", "Yang paling perlu diperbaiki", (Paragraph("Semua pertanyaan bernilai penuh.", LEAD),)
        )
    columns = (
        Column("Kode", width=0.9),
        Column("Pertanyaan", width=2.2),
        Column("Jawaban", width=1.1),
        Column("Poin kurang", NUMBER, 0.9),
        Column("Yang dapat dikerjakan", width=3.6),
    )
    return Slide(
        "weakest",
        "Yang paling perlu diperbaiki",
        (
            Table("", columns, tuple(rows)),
            Paragraph("Poin kurang: poin persen dari nilai penuh lembar.", SMALL),
        ),
        notes("Jawaban sekarang dan buktinya:", deck_words.cite_all(cited)),
        (sheet_source(instrument, year.year), f"per {text.date_long(year.today)}"),
    )


def _service(year: OfficeYear) -> Slide:
    """Satisfaction: IKM, its elements, how many were asked."""
    found = year.survey
    title = "Kepuasan masyarakat"
    if found is None or found.result.index is None or found.result.quality is None:
        return Slide("service", title, (Note("Belum ada hasil survei kepuasan (SKM).", WARNING),))
    result = found.result
    assert result.index is not None
    assert result.quality is not None
    bars = tuple(
        Bar(one.element.key, one.element.title, one.nrr / _FULL * 100)
        for one in result.elements
        if one.nrr is not None
    )
    period = text.listing([explanations.period_words(key) for key, _ in found.periods])
    lows = [one.element.title for one in result.lowest()]
    facts = [
        ("IKM", text.number(result.index)),
        (f"Mutu: {result.quality.words}", result.quality.letter),
        ("Responden", text.number(result.respondents, 0)),
        ("Paling sedikit", text.number(result.sample_needed, 0) if result.sample_needed is not None else "–"),
    ]
    blocks: list[Block] = [
        Picture(
            "Unsur pelayanan, persen dari nilai terbaik",
            Bars(bars, None),
            alt=text.listing([f"{bar.name} {text.number(bar.value, 1)}" for bar in bars]) + ".",
        ),
        Facts(tuple(facts)),
        Paragraph(f"Prioritas perbaikan: {text.listing(lows)}."),
    ]
    if result.is_enough is False:
        blocks.append(Note("Responden belum cukup untuk jumlah pengguna layanan.", WARNING))
    rows = [
        f"- {one.element.title}: NRR {text.number(one.nrr)} (n={one.filled})"
        for one in result.elements
        if one.nrr is not None
    ]
    return Slide(
        "service",
        f"{title}: IKM {text.number(result.index)}, mutu {result.quality.letter}",
        tuple(blocks),
        notes("NRR 1–4 per unsur:", "\n".join(rows)),
        (f"SKM {period}, {found.survey.legal_basis}", f"{text.number(result.respondents, 0)} responden"),
    )


def _path(year: OfficeYear) -> Slide:
    """The cheapest steps to the target."""
    goal = year.target_band or text.number(year.target, 0)
    found = year.path
    if found is None or not found.steps:
        words = "Belum ada jalan yang dapat dihitung."
        if found is not None and found.passes:
            words = f"Nilai {text.number(found.start)} sudah di atas batas {text.number(year.target)}."
        elif found is not None:
            words = f"Dengan semua perbaikan pun nilainya baru {text.number(found.most)}."
        return Slide("path", f"Jalan ke setara {goal}", (Paragraph(words, LEAD),))
    instrument = year.instrument
    steps = sorted(found.steps, key=lambda step: (-step.points, step.place))
    rows = tuple(
        (
            instrument.display(step.code),
            deck_words.short(instrument.question(step.code).action or instrument.node(step.code).short, 120),
            _change(year, step),
            wording.EFFORTS[min(step.effort, 3)],
            step.points / Fraction(instrument.weight) * 100,
        )
        for step in steps[:_MOST_STEPS]
    )
    columns = (
        Column("Kode", width=0.9),
        Column("Yang dikerjakan", width=4.2),
        Column("Jawaban", width=1.6),
        Column("Upaya", width=0.9),
        Column("Poin", NUMBER, 0.7),
    )
    blocks: list[Block] = [
        Facts(
            (
                ("Sekarang", text.number(found.start)),
                ("Sesudah perbaikan", text.number(found.reached)),
                ("Perbaikan", str(len(found.steps))),
            )
        ),
        Table("", columns, rows),
    ]
    if len(steps) > len(rows):
        blocks.append(Paragraph(f"Dan {len(steps) - len(rows)} perbaikan lain; lihat Analisis.", SMALL))
    blocks.append(Note(wording.ESTIMATE))
    return Slide(
        "path",
        f"Jalan ke setara {goal}: {len(found.steps)} perbaikan",
        tuple(blocks),
        notes("Jawaban yang akan berubah:", deck_words.cite_all([(year, step.code) for step in steps])),
        (sheet_source(instrument, year.year), "jalan termurah RBDesk"),
    )


def _change(year: OfficeYear, step: Candidate) -> str:
    scale = year.instrument.question(step.code).scale
    return f"{messages.value_text(step.before, scale)} → {messages.value_text(step.after, scale)}"


def _sources(year: OfficeYear, sheet: ScoreSheet) -> Slide:
    instrument = year.instrument
    points = (
        f"Lembar: LKE unit kerja PermenPANRB {year_figures.frame_of(instrument)}, bobot penuh {text.number(instrument.weight)}.",
        f"Terjawab {sheet.answered[0]} dari {sheet.questions[0]}; yang belum dijawab dihitung 0.",
        "Nilai dihitung tepat dan dibulatkan sekali saat ditampilkan.",
        _state(year),
    )
    return Slide(
        "sources",
        "Dasar angka dan sumber",
        (*(Paragraph(one) for one in points), Paragraph(f"Sidik data: {year.digest}", SMALL)),
        notes("Terima kasih. Bukti setiap jawaban ada di folder bukti."),
        (instrument.legal_basis, f"per {text.date_long(year.today)}"),
    )


def _state(year: OfficeYear) -> str:
    """Whether the score may still change, as a sentence."""
    if year.sheet is None:
        return f"Belum ada satu nilai: {_reason(year)}."
    if year.is_verified:
        return "Nilai mandiri; hasil verifikasi sudah lengkap."
    if year.is_final:
        return "SEMENTARA: paket resmi, belum selesai diverifikasi."
    return "SEMENTARA: penilaian belum dikunci."


def _reason(year: OfficeYear) -> str:
    return year_figures.missing_words(year) or "belum ada jawaban"
