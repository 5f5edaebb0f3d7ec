"""The slides of the regency's scores: history, areas, the weakest ones, offices by areas, the map, the path, in Indonesian."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from rbdesk import text, wording
from rbdesk.analysis.figures import Bar
from rbdesk.domain import history as results
from rbdesk.domain.followup import Status
from rbdesk.domain.history import Published
from rbdesk.domain.instrument import AreaGroup
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.report import deck_words, year_figures
from rbdesk.report.deck_words import base, notes, sheet_source
from rbdesk.report.outline import (
    COUNT,
    LEAD,
    PERCENT,
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
from rbdesk.report.year import AdviceRow, OfficeYear, RegencyYear

WEAK = 3  # areas that are looked at
_ENOUGH = Fraction(
    9, 10
)  # of the regency's sheet answered, before its estimate is worth a point in the chart
_WEAK_SHARE = Fraction(1, 2)
_MOST_STEPS = 7


def history(year: RegencyYear) -> Slide:
    """Nilai RB year by year, frames not joined, and this year's estimate from the regency's own sheet."""
    own = sorted((one for one in year.history if one.owner == year.register.code), key=lambda one: one.year)
    estimate = _estimate(year)
    is_drawn = estimate is not None and _answered(year) >= _ENOUGH
    figure = year_figures.trend(
        own,
        "Indeks RB",
        target=year.target,
        target_band=year.target_band,
        estimate=estimate if is_drawn else None,
    )
    if figure is None:
        return Slide(
            "history",
            "Perkembangan nilai RB",
            (Note("Belum ada hasil evaluasi yang tercatat. Isi lewat Ringkasan › Riwayat nilai.", WARNING),),
        )
    band_bounds = _bounds(year)
    blocks: list[Block] = [
        Paragraph(
            f"Kategori {year.target_band} dimulai di atas {text.number(year.target)}.{band_bounds}", LEAD
        ),
        Picture("Indeks Reformasi Birokrasi kabupaten", figure, alt=_history_words(own)),
    ]
    blocks += [Paragraph(line) for line in _changes(own)]
    if any(one.is_shipped for one in own):
        blocks.append(Note(wording.INDEX_BAND_NOTE))
    if estimate is not None:
        blocks.append(Note(_estimate_words(year, estimate[1], is_drawn=is_drawn), WARNING))
    told = [f"{one.year}: {text.number(one.index)}, PermenPANRB {one.frame}. {one.source}" for one in own]
    if estimate is not None:
        told.append(
            f"{year.year}: perkiraan {text.number(estimate[1])}, PermenPANRB {estimate[2]}, belum dievaluasi."
        )
    return Slide(
        "history",
        _history_title(year, own),
        tuple(blocks),
        notes("Angka di halaman ini:", "\n".join(told), _source_words(own)),
        tuple(dict.fromkeys(one.source for one in own if one.source)),
    )


def areas(year: RegencyYear) -> Slide:
    """Progress per area: the mean of the offices beside the target."""
    figure = year_figures.mean_bars(year)
    if figure is None:
        return _nothing_yet("areas", "Capaian per area")
    above = sum(Fraction(bar.value) > year.target for bar in figure.bars)
    ordered = sorted(figure.bars, key=lambda bar: Fraction(bar.value))
    told = [
        f"Tertinggi: {_bars_words(ordered[:-4:-1])}.",
        f"Terendah: {_bars_words(ordered[:WEAK])}.",
        f"{above} dari {len(figure.bars)} area di atas {text.number(year.target, 0)}.",
    ]
    rows = [f"- {bar.name}: {text.number(bar.value)}" for bar in figure.bars]
    return Slide(
        "areas",
        f"{above} dari {len(figure.bars)} area sudah di atas {text.number(year.target, 0)}",
        (
            Picture("Rata-rata kecamatan per area, persen", figure, alt=_bars_words(figure.bars)),
            *(Paragraph(line) for line in told),
            Note(f"Rata-rata {base(year)}. {wording.NOT_AN_INDEX}"),
            Note(deck_words.state(year), WARNING),
        ),
        notes(
            f"Rata-rata per area, {base(year)}:",
            "\n".join(rows),
            "Contoh jawaban terbaik dan buktinya:",
            deck_words.cite_all(_best_answers(year)),
        ),
        (sheet_source(year.instrument, year.year),),
    )


def weakest(year: RegencyYear) -> Slide:
    """The three areas with the lowest mean: what is missed there and what is being done."""
    if year.average is None:
        return _nothing_yet("weakest", "Tiga area terlemah")
    ordered = sorted(
        zip(year.instrument.areas, year.average, strict=True), key=lambda pair: (pair[1], pair[0].code)
    )
    rows, told, cited = [], [], []
    for group, percent in ordered[:WEAK]:
        code, missed = _most_missed(year, group)
        node = year.instrument.node(code)
        advice = _of_area(year.followups, group)
        done = sum(row.status is Status.DONE for row in advice)
        going = sum(row.status is Status.UNDER_WAY for row in advice)
        below = sum(sheet.area_percent(group.places) <= year.target for sheet in year.sheets.values())
        rows.append(
            (
                group.short,
                percent,
                f"{below} dari {year.counted}",
                f"{year.instrument.display(code)} {node.short or node.name}: {len(missed)} kecamatan",
                f"{len(advice)}: {done} selesai, {going} dalam proses" if advice else "belum ada",
            )
        )
        told += _what_is_done(group, advice)
        cited += [(one, code) for one in missed[:5]]
    names = text.listing([group.short for group, _ in ordered[:WEAK]])
    blocks: list[Block] = [
        Paragraph(f"Rata-rata {base(year)}.", LEAD),
        Table(
            "",
            (
                Column("Area", width=1.5),
                Column("Rata-rata", PERCENT, 0.9),
                Column(f"≤ {text.number(year.target, 0)}", width=1.0),
                Column("Paling sering kurang", width=2.6),
                Column("Rekomendasi", width=1.8),
            ),
            tuple(rows),
        ),
    ]
    if told:
        blocks.append(
            Table(
                "Yang sedang dikerjakan",
                (
                    Column("Area", width=1.3),
                    Column("Rekomendasi", width=4.4),
                    Column("Kecamatan", COUNT, 0.9),
                    Column("Kemajuan", PERCENT, 0.9),
                ),
                tuple(told),
            )
        )
    return Slide(
        "weakest",
        f"Area terlemah: {names}",
        tuple(blocks),
        notes(
            f"“Kurang” berarti bernilai di bawah setengah atau belum dijawab. {base(year)}.",
            "Jawaban yang dihitung kurang, dengan buktinya:",
            deck_words.cite_all(cited),
        ),
        (sheet_source(year.instrument, year.year), "matriks tindak lanjut RBDesk"),
    )


def matrix(year: RegencyYear) -> Slide:
    """Offices by areas."""
    figure = year_figures.heat(year)
    silent = [one for one in year.offices if one.sheet is None]
    lead = f"Persen, nilai mandiri {base(year)}."
    return Slide(
        "matrix",
        "Capaian kecamatan per area",
        (
            Paragraph(lead, LEAD),
            Picture(
                "", figure, alt=f"Capaian {year.counted} kecamatan pada {len(figure.columns)} area, persen."
            ),
        ),
        notes(
            deck_words.state(year),
            f"Tanpa nilai: {_silent_words(silent)}." if silent else "",
            "Selisih kecil bukan peringkat. Nilai setiap sel dapat ditelusuri di RBDesk (klik angka › Jejak nilai).",
            f"Sidik data: {year.digest}",
        ),
        (
            sheet_source(year.instrument, year.year),
            f"bergaris bawah: {text.number(year.target, 0)} atau kurang",
        ),
    )


def tile_map(year: RegencyYear) -> Slide:
    """The map of the offices."""
    found = sorted(sheet.percent() for sheet in year.sheets.values())
    silent = [one for one in year.offices if one.sheet is None]
    if not found or year.average_total is None:
        return _nothing_yet("map", "Sebaran nilai kecamatan")
    above = sum(percent > year.target for percent in found)
    blocks: list[Block] = [
        Picture(
            "Nilai mandiri, persen dari nilai penuh lembar kecamatan",
            year_figures.tiles(year),
            alt=f"Peta ubin {len(year.offices)} kecamatan: {above} di atas {text.number(year.target, 0)}, "
            f"{len(silent)} belum ada data.",
        ),
        Facts(
            (
                ("Rata-rata", text.number(year.average_total)),
                (f"Di atas {text.number(year.target, 0)}", f"{above} dari {year.counted}"),
                ("Terendah", text.number(found[0])),
                ("Tertinggi", text.number(found[-1])),
            )
        ),
        Note(f"{base(year)}. {wording.NOT_AN_INDEX}"),
    ]
    if silent:
        blocks.append(Note(f"Belum ada nilai: {_silent_words(silent)}.", WARNING))
    rows = [
        f"- {one.name}: {deck_words.percent_words(year.instrument, one.sheet.percent())}, "
        f"{one.sheet.answered[0]} dari {one.sheet.questions[0]} terjawab, {len(one.evidence)} bukti"
        for one in year.offices
        if one.sheet is not None
    ]
    return Slide(
        "map",
        f"{above} dari {year.counted} kecamatan bernilai di atas {text.number(year.target, 0)}",
        tuple(blocks),
        notes("Nilai mandiri per kecamatan:", "\n".join(rows), deck_words.state(year)),
        (sheet_source(year.instrument, year.year), "peta ubin, bukan batas hukum"),
    )


def path(year: RegencyYear) -> Slide:
    """The cheapest set of better answers that lifts the offices' mean over the target."""
    found = year.path
    if found is None:
        return _nothing_yet("path", f"Jalan ke {year.target_band}")
    goal = year.target_band or text.number(year.target, 0)
    if not found.steps:
        is_there = found.passes
        words = (
            f"Rata-rata kecamatan {text.number(found.start)} sudah di atas {text.number(year.target)}."
            if is_there
            else f"Dengan semua perbaikan pun rata-rata baru {text.number(found.most)}."
        )
        return Slide("path", f"Jalan ke {goal}", (Paragraph(words, LEAD),), notes(base(year)))
    offices = {step.office for step in found.steps}
    above = sum(one.reached > year.target for one in found.offices)
    rows = []
    for code, steps in found.lines[:_MOST_STEPS]:
        node = year.instrument.node(code)
        action = year.instrument.question(code).action or node.short or node.name
        share = (
            sum(step.points for step in steps) / Fraction(year.instrument.weight) * 100 / len(found.offices)
        )
        rows.append((year.instrument.display(code), deck_words.short(action, 110), len(steps), share))
    left = len(found.lines) - len(rows)
    blocks: list[Block] = [
        Facts(
            (
                ("Rata-rata sekarang", text.number(found.start)),
                ("Sesudah perbaikan", text.number(found.reached)),
                ("Perbaikan", str(len(found.steps))),
                ("Kecamatan yang berubah", f"{len(offices)} dari {len(found.offices)}"),
                (f"Di atas {text.number(year.target, 0)} sesudahnya", f"{above} dari {len(found.offices)}"),
            )
        ),
        Table(
            "Perbaikan yang paling murah",
            (
                Column("Kode", width=0.9),
                Column("Yang dikerjakan", width=5.0),
                Column("Kecamatan", COUNT, 0.9),
                Column("Menaikkan rata-rata", width=1.1, kind="number"),
            ),
            tuple(rows),
        ),
    ]
    if left:
        blocks.append(Paragraph(f"Dan {left} pertanyaan lain; rinciannya di Analisis.", "small"))
    blocks.append(Note(f"{wording.ESTIMATE} {wording.NOT_AN_INDEX} {base(year)}."))
    steps_told = [
        f"- Kec. {year.of(step.office).name} {year.instrument.display(step.code)} (area {step.area}), upaya {step.effort}"
        for step in found.steps[:24]
    ]
    return Slide(
        "path",
        f"Jalan ke {goal}: {len(found.steps)} perbaikan di {len(offices)} kecamatan",
        tuple(blocks),
        notes("Perbaikan satu per satu:", "\n".join(steps_told), wording.ESTIMATE),
        (sheet_source(year.instrument, year.year), "jalan termurah RBDesk"),
    )


# --- small parts ------------------------------------------------------------------------------------------


def _nothing_yet(key: str, title: str) -> Slide:
    return Slide(key, title, (Note("Belum ada kecamatan yang nilainya dapat dihitung.", WARNING),))


def _estimate(year: RegencyYear) -> tuple[int, Fraction, str, str] | None:
    sheet = year.own
    if sheet is None or not sheet.answered[0]:
        return None
    return year.year, sheet.percent(), year_figures.frame_of(sheet.instrument), "Perkiraan sendiri"


def _answered(year: RegencyYear) -> Fraction:
    """How much of the regency's own sheet is answered, 0..1."""
    sheet = year.own
    return Fraction(sheet.answered[0], sheet.questions[0]) if sheet is not None else Fraction(0)


def _estimate_words(year: RegencyYear, percent: Fraction, *, is_drawn: bool) -> str:
    """What this year's estimate is, and why it is no part of the line."""
    assert year.own is not None
    base = f"{year.own.answered[0]} dari {year.own.questions[0]} pertanyaan terjawab, yang belum dihitung 0"
    if is_drawn:
        return (
            f"Titik {year.year} adalah perkiraan dari lembar kabupaten sendiri ({base}). Lembarnya lain, jadi tidak "
            "disambung dengan tahun-tahun sebelumnya."
        )
    return (
        f"Penilaian kabupaten {year.year} sementara {text.number(percent)} ({base}). Belum digambar; lembarnya lain, "
        "jadi tidak disambung dengan tahun-tahun sebelumnya."
    )


def _bounds(year: RegencyYear) -> str:
    bands = sorted(year.instrument.bands, key=lambda one: one.above)
    for lower, upper in pairwise(bands):
        if upper.above == year.target:
            low, high = text.number(lower.above, 0), text.number(upper.above, 0)
            return f" Di atas {low} sampai {high} adalah {lower.code}."
    return ""


def _history_title(year: RegencyYear, own: Sequence[Published]) -> str:
    if not own:
        return f"Perkiraan nilai RB {year.year}"
    last = own[-1]
    gap = year.target - last.index
    first = own[0]
    start = (
        f"Nilai RB {first.year}–{last.year}: {text.number(first.index)} menjadi {text.number(last.index)}"
        if first.year != last.year and first.frame == last.frame
        else f"Nilai RB {last.year}: {text.number(last.index)}"
    )
    if gap < 0:
        return start
    return f"{start}, kurang {text.number(gap)} dari batas {year.target_band}"


def _history_words(own: Sequence[Published]) -> str:
    return "Nilai per tahun: " + ", ".join(f"{one.year} {text.number(one.index)}" for one in own) + "."


def _changes(own: Sequence[Published]) -> list[str]:
    found = []
    for one in own:
        change = results.change(own, one)
        if change is not None:
            found.append(f"{one.year - 1} ke {one.year}: {text.signed(change)} poin.")
    return found


def _source_words(own: Sequence[Published]) -> str:
    if not any(one.is_shipped for one in own):
        return ""
    return "Angka dari berita; cocokkan dengan Laporan Hasil Evaluasi sebelum dipaparkan."


def _bars_words(bars: Sequence[Bar]) -> str:
    return text.listing([f"{bar.name} {text.number(bar.value, 1)}" for bar in bars])


def _silent_words(silent: Sequence[OfficeYear]) -> str:
    return text.listing([f"{one.name} ({year_figures.missing_words(one)})" for one in silent])


def _most_missed(year: RegencyYear, group: AreaGroup) -> tuple[str, list[OfficeYear]]:
    """The question of an area that most offices miss, and those offices; the first of equal ones."""
    places = [leaf for place in group.places for leaf in year.instrument.questions_under(place)]
    found: list[tuple[str, list[OfficeYear]]] = []
    for place in places:
        missed = [one for one in year.offices if one.sheet is not None and _is_weak(one.sheet, place)]
        found.append((year.instrument.nodes[place].code, missed))
    return max(found, key=lambda pair: len(pair[1]))


def _is_weak(sheet: ScoreSheet, place: int) -> bool:
    worth = sheet.shares[place]
    return worth is None or not worth.answered or worth.value < _WEAK_SHARE


def _best_answers(year: RegencyYear) -> list[tuple[OfficeYear, str]]:
    """For each area one answer of full worth that has evidence, from the first office that has one."""
    found = []
    for group in year.instrument.areas:
        places = [leaf for place in group.places for leaf in year.instrument.questions_under(place)]
        pair = next(
            (
                (one, year.instrument.nodes[place].code)
                for place in places
                for one in year.offices
                if _is_full(one, place)
            ),
            None,
        )
        if pair is not None:
            found.append(pair)
    return found


def _is_full(one: OfficeYear, place: int) -> bool:
    if one.sheet is None:
        return False
    worth = one.sheet.shares[place]
    code = one.instrument.nodes[place].code
    return worth is not None and worth.value == 1 and any(item.question == code for item in one.evidence)


def _of_area(rows: Sequence[AdviceRow], group: AreaGroup) -> list[AdviceRow]:
    return [row for row in rows if row.recommendation.area == group.code]


def _what_is_done(group: AreaGroup, advice: Sequence[AdviceRow]) -> list[tuple[str, str, int, Fraction]]:
    """The recommendation of an area that most offices work on: words, offices, their mean progress."""
    going: dict[str, list[AdviceRow]] = {}
    for row in advice:
        if row.status is Status.UNDER_WAY:
            going.setdefault(row.recommendation.text, []).append(row)
    if not going:
        return []
    words, rows = max(going.items(), key=lambda pair: len(pair[1]))
    mean = Fraction(sum(row.progress for row in rows), len(rows))
    return [(group.short, deck_words.short(words, 140), len(rows), mean)]
