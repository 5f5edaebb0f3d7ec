"""The sentence for each error, finding, fault and number, the same in the window and on the command line.

Indonesian, polite, short: what happened, whether the data is safe, what to do. Words in brackets of a
template fall away when the error does not know their fact. Knows no store and no clock.
"""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rbdesk import text, wording
from rbdesk.domain.assessment import Inputs, Value
from rbdesk.domain.checks import Finding
from rbdesk.domain.instrument import (
    FALL,
    MOST_OF_A_COUNT,
    RATIO,
    Formula,
    Gate,
    Instrument,
    Question,
    Scale,
)
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.domain.scoring import ScoreSheet, percent_of
from rbdesk.domain.steps import HEAVY, Candidate
from rbdesk.domain.trace import Mean, Step, Trace
from rbdesk.errors import (
    BundleRefused,
    InstrumentFault,
    NotAllowed,
    NotAStore,
    RBDeskError,
    StoreTooNew,
    StoreTrouble,
)

Facts = Mapping[str, object] | Iterable[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What to tell: `what` happened, whether the data is `safe`, what `todo`, and a `code` to quote, "" if none."""

    what: str
    safe: str
    todo: str
    code: str = ""

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(part for part in (self.what, self.safe, self.todo) if part)


OUR_BUG = Sentence(
    "Terjadi kesalahan di aplikasi.",
    wording.SAVED_IS_SAFE,
    "Coba sekali lagi; bila berulang, kirim catatan galatnya kepada pengelola RBDesk.",
)
STOPPED = Sentence("Dihentikan atas permintaan Anda.", wording.SAVED_IS_SAFE, "")

# the codes that bundles are refused with when the machine will not take them
_MACHINE_CODES = {"locked": "RB-K02", "readonly": "RB-K02", "damaged": "RB-K03"}
_OS_TROUBLE = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
}


def sentence(error: RBDeskError | OSError) -> Sentence:
    """What to tell about an error that a person can act on."""
    if isinstance(error, BundleRefused):
        what, todo = bundle_sentence(error.code, error.facts)
        return Sentence(what, wording.DATA_UNCHANGED, todo, error.code)
    if isinstance(error, NotAllowed):
        what, todo = wording.NOT_ALLOWED.get(error.what, wording.NOT_ALLOWED_ELSE)
        return Sentence(_fill(what, error.facts), wording.UNCHANGED, _fill(todo, error.facts))
    if isinstance(error, StoreTrouble):
        facts = {"path": error.path, "holder": error.holder}
        what, safe, todo = wording.STORE_TROUBLE.get(error.kind, wording.STORE_TROUBLE["io"])
        return Sentence(_fill(what, facts), safe, todo, _MACHINE_CODES.get(error.kind, "RB-K01"))
    if isinstance(error, StoreTooNew):
        return Sentence(
            "Data ini dibuat dengan RBDesk yang lebih baru.",
            wording.DATA_UNCHANGED,
            wording.UPDATE,
        )
    if isinstance(error, NotAStore):
        return Sentence(
            f"Ini bukan data RBDesk: {error.path}",
            wording.UNCHANGED,
            "Pilih folder data yang benar, atau buat yang baru.",
        )
    if isinstance(error, InstrumentFault):
        count = len(error.faults)
        return Sentence(
            f"Berkas instrumen tidak dapat dipakai: {count} kesalahan, yang pertama "
            f"{instrument_fault(*error.faults[0])}"
            if count
            else "Berkas instrumen tidak dapat dipakai.",
            wording.UNCHANGED,
            "Perbaiki berkasnya, lalu periksa lagi.",
        )
    if isinstance(error, OSError):
        return _system_sentence(error)
    return OUR_BUG


def _system_sentence(error: OSError) -> Sentence:
    path = str(error.filename or "")
    if isinstance(error, FileNotFoundError):
        return Sentence(
            _fill("Berkas atau folder tidak ditemukan[: {path}].", {"path": path}),
            wording.SAVED_IS_SAFE,
            "Periksa letaknya, lalu coba lagi.",
        )
    kind = _OS_TROUBLE.get(error.errno or 0, "io")
    if kind == "readonly":
        return Sentence(
            _fill("Berkas atau folder tidak dapat ditulis atau dibuka[: {path}].", {"path": path}),
            wording.SAVED_IS_SAFE,
            "Tutup program lain yang memakainya, atau pilih tempat lain, lalu coba lagi.",
        )
    what, safe, todo = wording.STORE_TROUBLE[kind]
    return Sentence(_fill(what, {"path": path}), safe, todo)


_DIGITS_SHOWN = 8  # of a SHA-256
_SIZES = frozenset({"needed", "size"})
_LIMITS = frozenset({"least", "most"})  # bytes where they are large, else characters


def bundle_sentence(code: str, facts: Facts = ()) -> tuple[str, str]:
    """What a code of a bundle means and what to do about it, "" where nothing need be done.

    `facts` are those of a BundleRefused, a Refusal or a PlannedFile.
    """
    what, todo = wording.BUNDLE.get(code, wording.BUNDLE_ELSE)
    if code == "RB-F07":
        what, todo = wording.UNOPENED.get(str(dict(facts).get("why", "")), (what, todo))
    return _fill(what, facts), _fill(todo, facts)


def _fill(template: str, facts: Facts) -> str:
    """The template with its bracketed words filled in; brackets whose fact is unknown or empty fall away."""
    known = {name: _word(name, value) for name, value in dict(facts).items()}

    def bracket(match: re.Match[str]) -> str:
        inner = match.group(1)
        names = re.findall(r"\{(\w+)\}", inner)
        return inner.format_map(known) if all(known.get(name) for name in names) else ""

    return re.sub(r"\[([^\[\]]*)\]", bracket, template)


def _word(name: str, value: object) -> str:
    if name == "field":
        return wording.FIELDS.get(str(value), "")
    if name == "file":
        return wording.FILES.get(str(value), str(value))
    if name == "sha256":
        return str(value)[:_DIGITS_SHOWN]
    if name == "looks":
        return wording.LOOKS.get(str(value), "")
    amount = int(value) if isinstance(value, int | str) and str(value).isdecimal() else None
    if amount is not None and (name in _SIZES or (name in _LIMITS and amount >= text.KIBIBYTE**2)):
        return text.size(amount)
    return "" if value is None else str(value)


def finding_name(kind: str) -> str:
    """The name of a rule by the kind of its findings."""
    return wording.FINDINGS[kind][0]


def finding(found: Finding, instrument: Instrument) -> tuple[str, str]:
    """The name of the rule and where and why it struck, e.g. ("Angka saling bertentangan", "R.1.i.b …: 9 di sini …")."""
    title = finding_name(found.kind)
    facts = dict(found.facts)
    detail = _finding_fact(found.kind, facts, instrument)
    if found.where in instrument.place_of:
        place = f"{instrument.display(found.where)} {instrument.node(found.where).short}"
        detail = f"{place}: {detail}" if detail else place
    if found.waived:
        detail += f" (dikesampingkan: {found.waived})"
    return title, detail


def _finding_fact(kind: str, facts: Mapping[str, str], instrument: Instrument) -> str:
    match kind:
        case "evidence_lost":
            return f"“{facts['name']}” tidak ada di folder data"
        case "identity":
            missing = [wording.MISSING_WORDS.get(member, member) for member in facts["missing"].split(",")]
            return f"{text.listing(missing)} belum diisi"
        case "edge_case":
            return facts["rule"].rstrip(".")
        case "jump":
            return f"tahun lalu {facts['from']}, sekarang {facts['to']}"
        case "contradiction":
            here, there = (_figure(Decimal(facts[side])) for side in ("here", "there"))
            return f"{here} di sini, {there} di {instrument.display(facts['other'])}"
        case "stale_evidence":
            return f"isi “{facts['name']}” bertanggal {text.date_long(date.fromisoformat(facts['dated']))}"
        case "same_note":
            return "sama di " + text.listing([instrument.display(code) for code in facts["codes"].split(",")])
    return ""


def finding_group(kind: str, n: int) -> str:
    """All findings of one kind in one line: "16 pertanyaan belum dijawab"."""
    return wording.FINDINGS[kind][1].format(n=n)


def finding_help(kind: str) -> str:
    """Why findings of this kind are marked, and what helps."""
    return wording.FINDINGS[kind][2]


def value_fault(fault: str, question: Question, numbers: Mapping[str, Decimal] | None = None) -> str:
    """Why a value cannot be taken: "Tidak boleh lebih dari 86". `numbers` are what was typed, by input id.

    `fault` is one of `domain.assessment.value_fault`.
    """
    scale, typed = question.scale, numbers or {}
    labels = {item.id: item.label for item in scale.inputs}
    formula = scale.formula
    if fault == "option":
        return f"Pilih salah satu: {_alternatives([option.label for option in scale.options])}"
    if fault == "whole":
        names = [
            f"“{item.label}”"
            for item in scale.inputs
            if item.whole and typed.get(item.id, Decimal(0)) % 1 != 0
        ]
        return f"{text.listing(names) or 'Jumlah'} harus bilangan bulat, tanpa koma"
    if fault == "range":
        return _range_fault(scale, typed)
    if fault == "numerator" and formula is not None:
        whole = sum((typed[name] for name in formula.denominator if name in typed), Decimal(0))
        return f"Tidak boleh lebih dari {_figure(whole)}"
    if fault == "consistency" and formula is not None and formula.at_most is not None:
        parts, limit = formula.at_most
        words = text.listing([f"“{labels[name]}”" for name in parts])
        figure = f", yaitu {_figure(typed[limit])}" if limit in typed else ""
        return f"Jumlah {words} tidak boleh lebih dari “{labels[limit]}”{figure}"
    words = text.listing([f"“{label}”" for label in labels.values()])
    return f"Isi semua angkanya: {words}" if words else "Isian ini tidak dapat dipakai"


def _range_fault(scale: Scale, typed: Mapping[str, Decimal]) -> str:
    for item in scale.inputs:
        number = typed.get(item.id)
        if number is None or (number.is_finite() and item.minimum <= number <= item.maximum):
            continue
        if item.maximum >= MOST_OF_A_COUNT:
            if number.is_finite() and number > item.maximum:
                return f"“{item.label}” terlalu besar"
            return f"“{item.label}” tidak boleh kurang dari {_figure(item.minimum)}"
        return f"“{item.label}” harus antara {_figure(item.minimum)} dan {_figure(item.maximum)}"
    return "Angkanya di luar batas"


def value_text(value: Value | None, scale: Scale) -> str:
    """The answer as people read it: "B", "Ya", "72 dari 86", "3,62"; "belum dijawab" for None."""
    if value is None:
        return "belum dijawab"
    if isinstance(value, str):
        return value
    numbers = dict(value)
    formula = scale.formula
    if formula is not None and formula.kind == RATIO and len(formula.denominator) == 1:
        return f"{_figure(numbers[formula.numerator])} dari {_figure(numbers[formula.denominator[0]])}"
    if formula is not None and formula.kind in (RATIO, FALL):
        labels = {item.id: item.label for item in scale.inputs}
        return ", ".join(f"{labels.get(name, name)} {_figure(number)}" for name, number in value)
    return ", ".join(_figure(number) for number in numbers.values())


def step_words(step: Candidate) -> str:
    """What a step changes: "C → B", or percents where counts or scores answer: "40% → 80%"."""
    if isinstance(step.after, str):
        before = step.before if isinstance(step.before, str) else "belum"
        return f"{before} → {step.after}"
    before = "belum" if step.before is None else text.percent(step.share_before * 100, 0)
    return f"{before} → {text.percent(step.share_after * 100, 0)}"


def effort_word(effort: int) -> str:
    """The word of an effort: 1 easy, 2 middling, 3 and more heavy."""
    return wording.EFFORTS[min(effort, HEAVY)]


def gate_name(gate: Gate) -> str:
    """What a gate measures; the total has no name in its file."""
    return gate.name or wording.TOTAL_GATE


def gap_words(gap: Fraction | None) -> str:
    """Points above a gate's limit, with the sign; a dash while it is not judged."""
    if gap is None:
        return "–"
    return ("+" if gap >= 0 else "") + text.number(gap)


def _alternatives(items: Sequence[str]) -> str:
    return " atau ".join(items) if len(items) < 3 else ", ".join(items[:-1]) + ", atau " + items[-1]


def _figure(number: Decimal | Fraction) -> str:
    """A number without superfluous decimals: "86", "0,67", "3,62"."""
    for places in range(5):
        if Fraction(number) * 10**places % 1 == 0:
            return text.number(number, places)
    return text.number(number, 4)


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
        return f"{share} × {_figure(trace.weight)} = {_figure(trace.points)}"
    if all(step.share is not None for step in trace.steps):
        shares = [step.share.value for step in trace.steps if step.share is not None]
        mean = text.number(sum(shares, Fraction(0)) / len(shares))
        added = " + ".join(_figure_of_share(share) for share in shares)
        joined = f"({added}) ÷ {len(shares)} = {mean}" if len(shares) > 1 else f"{added} = {mean}"
        return f"{joined}; {mean} × {weight} = {points}"
    added = " + ".join(text.number(step.points) for step in trace.steps)
    foot = f"{points} ÷ {weight} × 100 = {text.number(trace.percent)}" if trace.node.level == "root" else ""
    line = f"{added} = {points}" if len(trace.steps) > 1 else f"{points} dari {weight}"
    return f"{line}; {foot}" if foot else line


def _figure_of_share(share: Fraction) -> str:
    exact = _figure(share)
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
    value = arithmetic(scale.formula, step.value) if scale.formula else value_text(step.value, scale)
    rule = f". {scale.formula.edge.text}" if step.share.edge and scale.formula and scale.formula.edge else ""
    return f"{name}: {value}, bernilai {text.number(step.share.value)}{rule}"


def arithmetic(formula: Formula, value: Value | None) -> str:
    """The computation of a ratio or score as it is made: "72 ÷ 86", "(5 − 3) ÷ 5", "3,62 dari 4"."""
    if value is None or isinstance(value, str):
        return wording.UNANSWERED_NOTE
    numbers: Inputs = value
    known = dict(numbers)
    top = _figure(known[formula.numerator])
    below = [_figure(known[name]) for name in formula.denominator]
    bottom = below[0] if len(below) == 1 else f"({' + '.join(below)})"
    if formula.kind == RATIO:
        return f"{top} ÷ {bottom}"
    if formula.kind == FALL:
        return f"({bottom} − {top}) ÷ {bottom}"
    return f"{top} dari {_figure(formula.scale_maximum)}"


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
    value = wording.CLEARED if source.value is None else value_text(source.value, scale)
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
    values = [value_text(answer.value, scale) for answer in found.verified] or [wording.NOT_COUNTED]
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


def cell_fault(cell: str, heading: str, kind: str, found: str = "") -> str:
    """Why a cell of a person's table cannot be read: "B7 (Nilai): bukan angka: “lima”"."""
    words = wording.CELL_FAULTS.get(kind, kind)
    shown = f": “{found[:40]}”" if found else ""
    return f"{cell} ({heading}): {words}{shown}"


def instrument_fault(place: str, kind: str, detail: str = "") -> str:
    """One fault of an instrument file with its place: "U.P.1: jumlah bobot … (2.10 ≠ 2.00)"."""
    words = wording.INSTRUMENT_FAULTS.get(kind, kind)
    return f"{place}: {words} ({detail})" if detail else f"{place}: {words}"
