"""The sentence for each error, finding, fault and number, the same in the window and on the command line.

Indonesian, polite, short: what happened, whether the data is safe, what to do. Words in brackets of a
template fall away when the error does not know their fact. Knows no store and no clock.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from rbdesk import text, wording
from rbdesk.domain import checks
from rbdesk.domain.assessment import Value
from rbdesk.domain.checks import Finding
from rbdesk.domain.instrument import (
    FALL,
    MOST_OF_A_COUNT,
    RATIO,
    Gate,
    Instrument,
    Question,
    Scale,
)
from rbdesk.domain.steps import HEAVY, Candidate
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


_MOST_OFFICES = 3  # named in a sentence
_DIGITS_SHOWN = 8  # of a SHA-256
_SIZES = frozenset({"needed", "size"})
_LIMITS = frozenset({"least", "most"})  # bytes where they are large, else characters


def bundle_sentence(code: str, facts: Facts = ()) -> tuple[str, str]:
    """What a code of a bundle means and what to do about it, "" where nothing need be done.

    `facts` are those of a BundleRefused, a Refusal or a PlannedFile.
    """
    what, todo = wording.BUNDLE.get(code, wording.BUNDLE_ELSE)
    if code == "RB-F05" and dict(facts).get("looks") in ("jpeg", "png"):
        todo = wording.PICTURE
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


def finding(
    found: Finding, instrument: Instrument, names: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """The name of the rule and where and why it struck, e.g. ("Angka saling bertentangan", "R.1.i.b …: 9 di sini …").

    `names` of other offices that it is about, by code.
    """
    title = finding_name(found.kind)
    detail = finding_fact(found, instrument, names)
    if found.where in instrument.place_of:
        place = f"{instrument.display(found.where)} {instrument.node(found.where).short}"
        detail = f"{place}: {detail}" if detail else place
    if found.waived:
        detail += f" (dikesampingkan: {found.waived})"
    return title, detail


def finding_fact(found: Finding, instrument: Instrument, names: Mapping[str, str] | None = None) -> str:
    """What was found, without its place: "9 di sini, 8 di R.1.i.a"."""
    facts = dict(found.facts)
    match found.kind:
        case "evidence_lost":
            return f"“{facts['name']}” tidak ada di folder data"
        case "identity":
            missing = [wording.MISSING_WORDS.get(member, member) for member in facts["missing"].split(",")]
            return f"{text.listing(missing)} belum diisi"
        case "edge_case":
            return facts["rule"].rstrip(".")
        case "jump":
            return f"tahun lalu {facts['from']}, sekarang {facts['to']}"
        case "contradiction" if facts.get("which") == checks.COMPLAINTS:
            there, due = (figure(Decimal(facts[side])) for side in ("there", "due"))
            told = "selesai" if facts["here"] == checks.NONE_OF_THEM else "selesai atau diproses"
            return f"jawaban {facts['here']}, sedangkan di {instrument.display(facts['other'])} {there} dari {due} {told}"
        case "contradiction" if facts.get("which") == checks.LAST_YEAR:
            here, there = (figure(Decimal(facts[side])) for side in ("here", "there"))
            return f"{here} untuk tahun lalu, sedangkan jawaban tahun {facts['year']} {there}"
        case "contradiction":
            here, there = (figure(Decimal(facts[side])) for side in ("here", "there"))
            return f"{here} di sini, {there} di {instrument.display(facts['other'])}"
        case "stale_evidence":
            return f"isi “{facts['name']}” bertanggal {text.date_long(date.fromisoformat(facts['dated']))}"
        case "survey_mismatch":
            count = int(facts["respondents"])
            said = f"punya {figure(Decimal(count))} responden" if count else "belum punya responden"
            return f"jawaban {facts['answer']}, sedangkan survei tahun ini {said}"
        case "followup_no_evidence":
            return f"{facts['number']} {facts['text']}".strip()
        case "same_photo":
            return f"“{facts['name']}” sama persis dengan berkas di {_office_names(facts, names)}"
        case "like_photo":
            return f"“{facts['name']}” mirip dengan foto di {_office_names(facts, names)}"
        case "same_text":
            return f"sama kata demi kata dengan catatan di {_office_names(facts, names)}"
        case "same_note":
            return "sama di " + text.listing([instrument.display(code) for code in facts["codes"].split(",")])
    return ""


def _office_names(facts: Mapping[str, str], names: Mapping[str, str] | None) -> str:
    codes = facts["offices"].split(",")
    shown = [(names or {}).get(code, code) for code in codes[:_MOST_OFFICES]]
    rest = len(codes) - len(shown)
    return text.listing([*shown, f"{rest} kecamatan lain"] if rest else shown)


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
        return f"Tidak boleh lebih dari {figure(whole)}"
    if fault == "consistency" and formula is not None and formula.at_most is not None:
        parts, limit = formula.at_most
        words = text.listing([f"“{labels[name]}”" for name in parts])
        most = f", yaitu {figure(typed[limit])}" if limit in typed else ""
        return f"Jumlah {words} tidak boleh lebih dari “{labels[limit]}”{most}"
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
            return f"“{item.label}” tidak boleh kurang dari {figure(item.minimum)}"
        return f"“{item.label}” harus antara {figure(item.minimum)} dan {figure(item.maximum)}"
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
        return f"{figure(numbers[formula.numerator])} dari {figure(numbers[formula.denominator[0]])}"
    if formula is not None and formula.kind in (RATIO, FALL):
        labels = {item.id: item.label for item in scale.inputs}
        return ", ".join(f"{labels.get(name, name)} {figure(number)}" for name, number in value)
    return ", ".join(figure(number) for number in numbers.values())


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


def figure(number: Decimal | Fraction) -> str:
    """A number without superfluous decimals: "86", "0,67", "3,62"."""
    for places in range(5):
        if Fraction(number) * 10**places % 1 == 0:
            return text.number(number, places)
    return text.number(number, 4)


def cell_fault(cell: str, heading: str, kind: str, found: str = "") -> str:
    """Why a cell of a person's table cannot be read: "B7 (Nilai): bukan angka: “lima”"."""
    words = wording.CELL_FAULTS.get(kind, kind)
    shown = f": “{found[:40]}”" if found else ""
    return f"{cell} ({heading}): {words}{shown}"


def workbook_fault(place: str, code: str, kind: str, found: str, instrument: Instrument) -> str:
    """Why a cell of a filled workbook cannot be taken: "3 Organisasi!E14: “F” bukan pilihan A–E"."""
    shown = f"“{found[:40]}” " if found else ""
    where = place or instrument.display(code)
    question = instrument.question(code)
    if kind == "option":
        return f"{where}: {shown}bukan pilihan {_labels(question.scale)}"
    words = wording.WORKBOOK_FAULTS.get(kind)
    if words is None:
        return (
            f"{where}: {shown.strip()}. {value_fault(kind, question)}"
            if shown
            else f"{where}: {value_fault(kind, question)}"
        )
    return f"{where}: {shown}{words}"


def _labels(scale: Scale) -> str:
    """The options in short: "A–E", "Ya atau Tidak"."""
    labels = [option.label for option in scale.options]
    codes = [ord(label) if len(label) == 1 else 0 for label in labels]
    if len(labels) > 2 and all(codes) and codes == list(range(codes[0], codes[0] + len(codes))):
        return f"{labels[0]}–{labels[-1]}"
    return _alternatives(labels)


def instrument_fault(place: str, kind: str, detail: str = "") -> str:
    """One fault of an instrument file with its place: "U.P.1: jumlah bobot … (2.10 ≠ 2.00)"."""
    words = wording.INSTRUMENT_FAULTS.get(kind, kind)
    return f"{place}: {words} ({detail})" if detail else f"{place}: {words}"
