"""Why a number is what it is, in words: the same in the window, on the command line and in documents.

Takes what `domain.trace` and `domain.provenance` found; adds nothing up from rounded numbers. Knows no store.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from rbdesk import messages, text, wording
from rbdesk.domain.assessment import Inputs, Value
from rbdesk.domain.informing import Informing, Spread, SurveyBeside
from rbdesk.domain.instrument import FALL, RATIO, Formula, Instrument, Scale
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.domain.scoring import ScoreSheet, percent_of
from rbdesk.domain.survey import Result
from rbdesk.domain.survey import rounded as survey_rounded
from rbdesk.domain.trace import Mean, Step, Trace

_MOST_LOSSES = 3


def sheet_sentence(sheet: ScoreSheet, owner: str = wording.THIS_OFFICE) -> str:
    """What the whole sheet reached, of what, and the areas where most is missing. `owner` is who reached it."""
    losses = [
        (group.short, Fraction(group.weight) - sheet.area(group.places)) for group in sheet.instrument.areas
    ]
    return _with_losses(
        _reached(owner, sheet.total, Fraction(sheet.instrument.weight), is_whole=True), losses
    )


def trace_sentence(trace: Trace, owner: str = wording.THIS_OFFICE) -> str:
    """What a node reached, of what, how its questions are worth, and where most of it is missing.

    `owner` is who reached it: it opens the sentence about the whole sheet.
    """
    is_whole = trace.node.level == "root"
    opening = _reached(owner if is_whole else trace.node.short, trace.points, trace.weight, is_whole=is_whole)
    if trace.node.question is not None:
        return opening
    counts = trace_counts(trace) if trace.node.level == "subcomponent" else ""
    losses = [(step.node.short, step.weight - step.points) for step in trace.steps]
    return _with_losses(f"{opening} {counts}".strip(), losses)


def _reached(name: str, points: Fraction, weight: Fraction, *, is_whole: bool) -> str:
    of = "nilai penuh " if is_whole else ""
    percent = text.number(percent_of(points, weight))
    return f"{name} mendapat {text.number(points)} dari {of}{text.number(weight)}, yaitu {percent} persen."


def _with_losses(opening: str, losses: Sequence[tuple[str, Fraction]]) -> str:
    worst = sorted((item for item in losses if item[1] > 0), key=lambda item: -item[1])[:_MOST_LOSSES]
    if not worst:
        return f"{opening} Semua nilai penuh."
    return f"{opening} Nilai paling banyak hilang di {text.listing([f'{name} ({text.number(loss)})' for name, loss in worst])}."


def trace_arithmetic(trace: Trace) -> str:
    """A node's arithmetic in one line: "(1 + 0,67 + 0) ÷ 3 = 0,56; 0,56 × 0,30 = 0,17"."""
    points, weight = text.number(trace.points), text.number(trace.weight)
    if not trace.steps:
        return f"{points} dari {weight}"
    if trace.node.question is not None:
        worth = trace.steps[0].share
        share = text.number(worth.value) if worth else "0"
        return f"{share} × {messages.figure(trace.weight)} = {messages.figure(trace.points)}"
    if all(step.share is not None for step in trace.steps):
        shares = [step.share.value for step in trace.steps if step.share is not None]
        mean = text.number(sum(shares, Fraction(0)) / len(shares))
        added = " + ".join(_figure_of_share(share) for share in shares)
        product = f"{mean} × {weight} = {points}"
        if len(shares) > 1:
            return f"({added}) ÷ {len(shares)} = {mean}; {product}"
        [step] = trace.steps
        formula = step.node.question.scale.formula if step.node.question is not None else None
        if formula is None or step.value is None:
            return product
        return f"{arithmetic(formula, step.value)} = {mean}; {product}"
    added = " + ".join(text.number(step.points) for step in trace.steps)
    foot = f"{points} ÷ {weight} × 100 = {text.number(trace.percent)}" if trace.node.level == "root" else ""
    line = f"{added} = {points}" if len(trace.steps) > 1 else f"{points} dari {weight}"
    return f"{line}; {foot}" if foot else line


def _figure_of_share(share: Fraction) -> str:
    exact = messages.figure(share)
    return exact if len(exact) <= len("0,67") else text.number(share)


def trace_counts(trace: Trace) -> str:
    """How many of a subcomponent's questions are worth what: "2 dari 4 pertanyaan bernilai 0,67, 1 belum dijawab"."""
    total = len(trace.steps)
    worth = Counter(
        text.number(step.share.value)
        for step in trace.steps
        if step.share is not None and step.share.answered
    )
    parts = [
        f"{count} bernilai {value}"
        for value, count in sorted(worth.items(), key=lambda item: -Decimal(item[0].replace(",", ".")))
    ]
    missing = sum(1 for step in trace.steps if step.share is not None and not step.share.answered)
    if missing:
        parts.append(f"{missing} {wording.UNANSWERED_NOTE}")
    if not parts:
        return ""
    first = re.sub(r"^(\d+)", rf"\1 dari {total} pertanyaan", parts[0])
    return text.listing([first, *parts[1:]]) + "."


def step_text(step: Step, instrument: Instrument) -> str:
    """One step in words: a question with answer and worth, a node with points of its weight."""
    name = f"{instrument.display(step.code)} {step.node.short}"
    if step.node.level == "part":
        name = step.node.short
    if step.share is None or step.node.question is None:
        return (
            f"{name}: {text.number(step.points)} dari {text.number(step.weight)}, "
            f"{step.answered} dari {step.questions} terjawab"
        )
    if not step.share.answered:
        return f"{name}: {wording.UNANSWERED_NOTE}"
    scale = step.node.question.scale
    value = arithmetic(scale.formula, step.value) if scale.formula else messages.value_text(step.value, scale)
    rule = f". {scale.formula.edge.text}" if step.share.edge and scale.formula and scale.formula.edge else ""
    return f"{name}: {value}, bernilai {text.number(step.share.value)}{rule}"


def arithmetic(formula: Formula, value: Value | None) -> str:
    """The computation of a ratio or score as it is made: "72 ÷ 86", "(5 − 3) ÷ 5", "3,62 dari 4"."""
    if value is None or isinstance(value, str):
        return wording.UNANSWERED_NOTE
    numbers: Inputs = value
    known = dict(numbers)
    top = messages.figure(known[formula.numerator])
    below = [messages.figure(known[name]) for name in formula.denominator]
    bottom = below[0] if len(below) == 1 else f"({' + '.join(below)})"
    if formula.kind == RATIO:
        return f"{top} ÷ {bottom}"
    if formula.kind == FALL:
        return f"({bottom} − {top}) ÷ {bottom}"
    return f"{top} dari {messages.figure(formula.scale_maximum)}"


def trace_text(
    trace: Trace,
    instrument: Instrument,
    labels: Mapping[str, str] | None = None,
    *,
    owner: str = wording.THIS_OFFICE,
) -> str:
    """The whole explanation of a number, several lines: the sentence, its steps, the arithmetic, the note.

    `labels` gives further words for a step by its code, e.g. who answered and when; `owner` is who reached it.
    """
    return f"{trace_lines(trace, instrument, labels, owner=owner)}\n{wording.ROUNDING_NOTE}"


def trace_lines(
    trace: Trace,
    instrument: Instrument,
    labels: Mapping[str, str] | None = None,
    *,
    owner: str = wording.THIS_OFFICE,
) -> str:
    """The explanation of a number without the note about rounding, to stand above others."""
    more = labels or {}
    lines = [trace_sentence(trace, owner)]
    lines += [
        f"  {step_text(step, instrument)}" + (f" ({more[step.code]})" if step.code in more else "")
        for step in trace.steps
    ]
    return "\n".join([*lines, trace_arithmetic(trace) + "."])


def rejected_labels(codes: Iterable[str]) -> dict[str, str]:
    """The words behind each step whose answer a verifier refused."""
    return dict.fromkeys(codes, wording.REJECTED)


def owner_name(instrument: Instrument, name: str = "") -> str:
    """Whose a value is in a sentence: an office's by its name at the secretariat, else the desk's own."""
    if name:
        return f"Kecamatan {name}"
    return wording.THIS_REGENCY if instrument.level.startswith("pemda") else wording.THIS_OFFICE


def range_sentence(low: str, high: str) -> str:
    """That a value is not settled, before the explanation of its lower end."""
    return f"Nilainya belum pasti, antara {low} dan {high}; yang diuraikan adalah yang paling rendah."


def source_line(source: Source, scale: Scale) -> str:
    """One value of a question in one line: what, the note, when, by whom, on which laptop, in which package."""
    value = wording.CLEARED if source.value is None else messages.value_text(source.value, scale)
    parts = (
        "" if source.stands else wording.EARLIER,
        value,
        f"“{source.note}”" if source.note else "",
        text.date_short(source.at.astimezone()),
        source.by,
        source.device,
        f"paket {source.package}" if source.package else "",
    )
    return " · ".join(part for part in parts if part)


def provenance_text(found: Provenance, instrument: Instrument) -> str:
    """Where the values of a question came from, several lines: its name, each value, its evidence, the ruling."""
    scale = instrument.question(found.code).scale
    lines = [f"{instrument.display(found.code)} {instrument.node(found.code).short}"]
    lines += [f"  {source_line(source, scale)}" for source in found.sources] or ["  belum dijawab"]
    if found.evidence:
        lines.append(f"  {found.evidence} bukti")
    if found.verified is not None:
        lines.append(f"  {verified_line(found, scale)}")
    return "\n".join(lines)


def verified_line(found: Provenance, scale: Scale) -> str:
    """The verified answer of a question in one line; "" where nobody has ruled."""
    if found.verified is None:
        return ""
    values = [messages.value_text(answer.value, scale) for answer in found.verified] or [wording.NOT_COUNTED]
    return f"hasil verifikasi: {' atau '.join(values)}"


def mean_sentence(mean: Mean) -> str:
    """What a mean of the offices is and on how many it stands."""
    count, of = len(mean.offices), len(mean.offices) + len(mean.missing)
    name = f" {mean.name}" if mean.name else ""
    if mean.percent is None:
        return f"Belum ada kecamatan yang punya nilai{name}; {of} belum dihitung."
    ordered = sorted(mean.offices, key=lambda office: office.percent)
    lowest, highest = ordered[0], ordered[-1]
    ends = ""
    if count > 1:
        ends = (
            f" Terendah {lowest.name} ({text.number(lowest.percent)}), "
            f"tertinggi {highest.name} ({text.number(highest.percent)})."
        )
    return (
        f"Rata-rata{name} {count} dari {of} kecamatan adalah {text.number(mean.percent)} persen."
        f"{ends} {wording.NOT_AN_INDEX}"
    )


def mean_arithmetic(mean: Mean) -> str:
    """The arithmetic of a mean in one line: "jumlah 19 nilai ÷ 19 = 58,31"."""
    count = len(mean.offices)
    if mean.percent is None:
        return "belum ada nilai"
    return f"jumlah {count} nilai ÷ {count} = {text.number(mean.percent)}"


def missing_reason(reason: str) -> str:
    """Why an office has no value in a comparison, in two or three words."""
    return wording.WITHOUT_VALUE.get(reason, wording.WITHOUT_VALUE["not_sent"])


def mean_text(mean: Mean) -> str:
    """The whole explanation of a mean of the offices: the sentence, each office, who is missing, the arithmetic."""
    lines = [mean_sentence(mean)]
    lines += [f"  {office.name}: {text.number(office.percent)}" for office in mean.offices]
    if mean.missing:
        names = [f"{name} ({missing_reason(reason)})" for name, reason in mean.missing]
        lines.append(f"Tidak dihitung: {text.listing(names)}.")
    return "\n".join([*lines, mean_arithmetic(mean) + ".", wording.ROUNDING_NOTE])


def period_words(period: str) -> str:
    """A period as people say it: "Semester I 2020"."""
    year, _, part = period.partition("-")
    numerals = {"1": "I", "2": "II", "3": "III", "4": "IV"}
    if part == "Y":
        return f"Tahun {year}"
    return f"{'Semester' if part[0] == 'S' else 'Triwulan'} {numerals[part[1]]} {year}"


def index_sentence(result: Result) -> str:
    """What an IKM is, of how many respondents, and which elements are the lowest."""
    if result.index is None:
        missing = [one.element.title for one in result.elements if one.nrr is None]
        return f"IKM belum dapat dihitung: {text.listing(missing[:_MOST_LOSSES])} belum ada jawabannya."
    quality = f", mutu {result.quality.letter} ({result.quality.words})" if result.quality else ""
    lowest = [f"{one.element.title} ({text.number(one.nrr or 0)})" for one in result.lowest(_MOST_LOSSES)]
    return (
        f"IKM {text.number(result.index)}{quality} dari {result.respondents} responden. "
        f"Unsur terendah: {text.listing(lowest)}."
    )


def index_arithmetic(result: Result) -> str:
    """An IKM in one line: the mean of the elements, each weighing exactly one ninth, times 25."""
    values = [one.nrr for one in result.elements if one.nrr is not None]
    if result.index is None:
        return f"{len(values)} dari {len(result.elements)} unsur terisi"
    added = " + ".join(text.number(value) for value in values)
    return f"({added}) ÷ {len(values)} × 25 = {text.number(result.index)}"


def index_text(result: Result) -> str:
    """The whole explanation of an IKM: the sentence, each element with its mean and how many answered it."""
    lines = [index_sentence(result)]
    for one in result.elements:
        value = text.number(one.nrr) if one.nrr is not None else wording.UNANSWERED
        lines.append(f"  {one.element.code} {one.element.title}: {value}, {one.filled} jawaban")
    return "\n".join([*lines, index_arithmetic(result) + ".", wording.ROUNDING_NOTE])


def spread_words(found: Spread) -> str:
    """The offices' answers in words: "3 A, 8 B, 8 C, 1 D", or how many gave numbers and between which shares."""
    if not found.answered:
        return "belum ada jawaban"
    if found.counts:
        return ", ".join(f"{count} {label}" for label, count in found.counts)
    low, high = (text.percent(one * 100) for one in (found.shares[0], found.shares[-1]))
    return f"{found.answered} menjawab, {low} sampai {high}"


def middle_words(found: Spread) -> str:
    """The median of the offices' answers: "tengah B", "tengah antara B dan C", "tengah 51,4%"; "" of nothing."""
    if found.median is None or len(found.counts) == 2:  # of yes and no the counts say it all
        return ""
    if found.middle:
        between = "antara " if len(found.middle) > 1 else ""
        return f"tengah {between}{text.listing(found.middle)}"
    return f"tengah {text.percent(found.median * 100)}"


def informing_sentence(found: Informing) -> str:
    """What all offices said, by themselves: "Dari 23 kecamatan: 3 A, 8 B, 8 C, 1 D, 3 belum kirim; tengah B."""
    others = [
        f"{count} {words}"
        for count, words in (
            (found.own.unanswered, "belum menjawab"),
            (len(found.differing), "dua laptop berbeda"),
            (len(found.missing), "belum kirim"),
        )
        if count
    ]
    answers = [spread_words(found.own)] if found.own.answered or not others else []
    said = ", ".join([*answers, *others])
    middle = middle_words(found.own)
    return f"Dari {found.offices} kecamatan: {said}" + (f"; {middle}." if middle else ".")


def verified_sentence(found: Informing) -> str:
    """What of it a verifier has settled, beside what the offices said by themselves."""
    if not found.verified.answered and not found.verified.unanswered:
        return "Terverifikasi: belum ada."
    settled = found.verified.answered + found.verified.unanswered
    base = f"{settled} dari {found.own.answered + found.own.unanswered}"
    middle = middle_words(found.verified)
    rejected = f", {found.verified.unanswered} tanpa jawaban" if found.verified.unanswered else ""
    return f"Terverifikasi {base}: {spread_words(found.verified)}{rejected}" + (
        f"; {middle}." if middle else "."
    )


def bearing_sentence(found: Informing, regency: Instrument) -> str:
    """What the answers add up to for the regency's question, and how sure the pair of questions is."""
    informant = found.informant
    parts = []
    if found.counted is not None and found.own.answered:
        part = percent_of(Fraction(found.counted), Fraction(found.own.answered))
        parts.append(f"{found.counted} dari {found.own.answered} kecamatan terhitung ({text.percent(part)}).")
    if found.sums:
        labels = {one.id: one.label for one in regency.question(informant.question).scale.inputs}
        added = text.listing([f"{labels[name]} {text.number(number, 0)}" for name, number in found.sums])
        worth = "" if found.sum_share is None else f"; {text.percent(found.sum_share * 100)} menurut rumusnya"
        parts.append(f"Jumlah {found.own.answered} kecamatan: {added}{worth}.")
    parts.append(f"Keyakinan kaitan {informant.confidence}: {informant.basis}.")
    return " ".join(parts)


def informing_quote(found: Informing, unit: Instrument) -> str:
    """What may be written into a note, with its source: what the offices say, and how many of them."""
    source = unit.display(found.informant.source)
    parts = [f"Menurut lembar kecamatan {source} (penilaian mandiri): {informing_sentence(found)}"]
    if found.verified.answered:
        parts.append(verified_sentence(found))
    return " ".join(parts)


def survey_sentence(found: SurveyBeside) -> str:
    """What the offices' own surveys say, on how many respondents, and how sure the pair is."""
    base = f"{found.counted} dari {found.offices} kecamatan"
    if found.index is None:
        said = f"Survei kepuasan kecamatan: belum ada ({base})."
    else:
        said = (
            f"IKM semua responden {text.number(survey_rounded(found.index))} ({base}, "
            f"{text.number(found.respondents, 0)} responden), yaitu {text.number(found.index / 25)} pada skala 1–4."
        )
    return f"{said} Keyakinan kaitan {found.informant.confidence}: {found.informant.basis}."


INFORMING_LIMIT = (
    "Kecamatan hanya sebagian dari perangkat daerah; jawaban kabupaten tetap Anda pilih sendiri."
)
