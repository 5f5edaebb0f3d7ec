"""What Verifikasi lists: answers side by side, remarks, what comes next, and what a balasan would say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rbdesk import messages, text
from rbdesk.domain.assessment import Answer, Value
from rbdesk.domain.checks import Finding
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.domain.review import Judgement, ReplyAct, Ruling, Verdict
from rbdesk.ui.answer_form.words import short_value
from rbdesk.workflow import linting, verification
from rbdesk.workflow.verification import Verification, VerifiedRow

OPEN, DIFFERENT, ALL = "open", "different", "all"
SAME, CHANGED, REJECTED, ASKED, DISPUTED = "same", "changed", "rejected", "asked", "disputed"
VERDICT_WORDS = {
    Verdict.AGREE: "Setuju",
    Verdict.CORRECT: "Dikoreksi",
    Verdict.REJECT: "Ditolak",
    Verdict.ASK: "Diminta bukti",
}
REPLY_WORDS = {
    ReplyAct.ACCEPT: "menerima hasil",
    ReplyAct.CHANGE: "mengubah jawaban",
    ReplyAct.RESPOND: "menanggapi",
}
# kind of finding -> icon and words in the list
_FOUND = {
    "edge_case": ("calculator", "pembagi nol"),
    "contradiction": ("calculator", "angka bertentangan"),
    "survey_mismatch": ("mood-smile", "tidak cocok dengan survei"),
    "stale_evidence": ("calendar", "bukti di luar tahun"),
    "same_note": ("copy", "catatan berulang"),
    "same_photo": ("photo", "foto ada di kecamatan lain"),
    "like_photo": ("photo", "foto mirip di kecamatan lain"),
    "same_text": ("copy", "catatan ada di kecamatan lain"),
}
PHRASES = ("Bukti bukan tahun {year}", "Belum ditandatangani", "Tidak terbaca", "Minta bukti tambahan")


@dataclass(frozen=True, slots=True)
class Remark:
    """A small remark at a question: icon, words, colour role."""

    icon: str
    words: str
    role: str = "warn"


@dataclass(frozen=True, slots=True)
class Line:
    """One question in the list. `state` is "open", "same", "changed", "rejected", "asked" or "disputed"."""

    code: str
    shown: str
    title: str
    office: str
    verified: str
    state: str
    remarks: tuple[Remark, ...]
    is_open: bool
    is_sampled: bool = False

    @property
    def spoken(self) -> str:
        """The line in words."""
        result = {
            SAME: "disetujui",
            ASKED: "diminta bukti",
            REJECTED: "ditolak",
            DISPUTED: "verifikator berbeda",
        }
        done = result.get(self.state, f"hasil {self.verified}" if self.verified else "belum diputuskan")
        remarks = [remark.words for remark in self.remarks]
        sampled = ["sampel"] if self.is_sampled else []
        return ", ".join([self.shown, self.title, f"jawaban {self.office}", done, *remarks, *sampled])


@dataclass(frozen=True, slots=True)
class Head:
    """The name of an area over its questions."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a verifier is about to rule. `verdict` None: nothing is chosen yet."""

    verdict: Verdict | None = None
    value: Value | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many questions were ruled how, and the lines that go back to the office."""

    counts: dict[Verdict, int] = field(default_factory=dict)
    returned: tuple[tuple[Line, str], ...] = ()


def all_lines(found: Verification, instrument: Instrument) -> tuple[Line, ...]:
    """Every question, area by area."""
    by_code = {row.code: row for row in found.rows}
    sampled = {row[2] for row in found.sample.rows} if found.sample is not None else set()
    order = [
        instrument.nodes[leaf].code
        for group in instrument.areas
        for place in group.places
        for leaf in instrument.questions_under(place)
    ]
    return tuple(_line(by_code[code], instrument, is_sampled=code in sampled) for code in order)


def with_heads(lines: Sequence[Line], instrument: Instrument) -> tuple[Head | Line, ...]:
    """The lines under the names of their areas."""
    shown: list[Head | Line] = []
    for line in lines:
        group = instrument.area_of(line.code)
        if group.code not in {item.code for item in shown if isinstance(item, Head)}:
            shown.append(Head(group.code, group.name))
        shown.append(line)
    return tuple(shown)


def is_in(line: Line, chosen: str) -> bool:
    """Whether a line belongs under a tab."""
    if chosen == OPEN:
        return line.is_open
    return chosen == ALL or line.state in (CHANGED, REJECTED, ASKED, DISPUTED)


def next_open(lines: Sequence[Line], after: str, passed: frozenset[str] = frozenset()) -> str:
    """The next question that someone must look at, over the end of the list to its beginning; "" if none is left."""
    codes = [line.code for line in lines]
    at = codes.index(after) + 1 if after in codes else 0
    walk = [*lines[at:], *lines[:at]]
    return next((line.code for line in walk if line.is_open and line.code not in passed | {after}), "")


def agreeable(lines: Sequence[Line]) -> tuple[str, ...]:
    """Questions that may be agreed with in one go: untouched, without a remark, not drawn to be looked at."""
    return tuple(
        line.code
        for line in lines
        if line.is_open and line.state == OPEN and not line.is_sampled and not _warns(line)
    )


def draft_of(row: VerifiedRow) -> Draft:
    """The ruling that stands, to be changed; nothing where someone must choose again."""
    if len(row.rulings) != 1 or row.judgement in (Judgement.LOOK_AGAIN, Judgement.DIFFERENT):
        return Draft()
    ruling = row.rulings[0]
    value = ruling.value
    if ruling.verdict is Verdict.AGREE:
        value = row.answers[0].value if len(row.answers) == 1 else None
    return Draft(ruling.verdict, value, ruling.reason)


def needs_reason(row: VerifiedRow, draft: Draft) -> bool:
    """Whether the office, or the other verifier, must be told why."""
    if draft.verdict is None:
        return False
    return draft.verdict is not Verdict.AGREE or row.judgement is Judgement.DIFFERENT


def chosen_value(row: VerifiedRow, draft: Draft, value: Value | None) -> Draft:
    """The draft after an answer was chosen: the office's own is agreement."""
    if value is None:
        return Draft(None, None, draft.reason)
    is_same = len(row.answers) == 1 and row.answers[0].value == value
    return Draft(Verdict.AGREE if is_same else Verdict.CORRECT, value, draft.reason)


def ruling_words(ruling: Ruling, scale: Scale) -> str:
    """A ruling in a few words: "Dikoreksi menjadi C"."""
    if ruling.verdict is Verdict.CORRECT:
        return f"Dikoreksi menjadi {short_value(scale, ruling.value)}"
    return VERDICT_WORDS[ruling.verdict]


def summary(found: Verification, instrument: Instrument) -> Summary:
    """What a balasan would carry."""
    counts = dict.fromkeys(Verdict, 0)
    reasons: dict[str, str] = {}
    for row in found.rows:
        if row.rulings:
            counts[row.rulings[0].verdict] += 1
            reasons[row.code] = row.rulings[0].reason
    lines = [line for line in all_lines(found, instrument) if is_in(line, DIFFERENT)]
    return Summary(counts, tuple((line, reasons.get(line.code, "")) for line in lines))


def difference(found: Verification) -> Fraction | None:
    """How far the verified score is from the office's own, in points; None while either is a range."""
    if not (found.self_score.is_certain and found.verified_score.is_certain):
        return None
    return found.verified_score.low.percent() - found.self_score.low.percent()


def score_words(score: ScoreRange) -> str:
    """A score, or its range: "60,14", "57,90–58,42"."""
    low, high = text.number(score.low.percent()), text.number(score.high.percent())
    return low if low == high else f"{low}–{high}"


def return_message(name: str, *, year: int, seq: int, code: str) -> str:
    """The message that goes with a balasan."""
    return f"Yth. Kecamatan {name}, terlampir balasan {seq} atas paket RB {year}. Kode paket {code}."


def remarks(row: VerifiedRow, scale: Scale) -> tuple[Remark, ...]:
    """What is to be known about a question, what asks for attention first."""
    found = []
    if row.judgement is Judgement.LOOK_AGAIN:
        found.append(Remark("refresh", "perlu dilihat lagi"))
    if row.judgement is Judgement.DIFFERENT:
        found.append(Remark("users", "verifikator berbeda"))
    if verification.REPLIED in row.marks:
        found.append(Remark("message-2", "kecamatan menanggapi"))
    elif row.judgement is Judgement.ASKED:
        found.append(Remark("message-2", "diminta bukti", "text3"))
    if verification.CLASH in row.marks:
        found.append(Remark("alert-triangle", "dua laptop berbeda"))
    if verification.EVIDENCE_MISSING in row.marks:
        found.append(Remark("file-broken", "berkas bukti belum datang"))
    if verification.NO_EVIDENCE in row.marks:
        found.append(Remark("paperclip", "tanpa bukti"))
    if verification.JUMP in row.marks and row.last_year is not None:
        found.append(Remark("trending-up", f"naik dari {short_value(scale, row.last_year.value)}"))
    found += [finding_remark(finding) for finding in row.findings]
    if row.evidence and not found:
        found.append(Remark("paperclip", f"{len(row.evidence)} bukti", "text3"))
    return tuple(dict.fromkeys(found))


def finding_remark(finding: Finding) -> Remark:
    """What the checks found at a question, in the fewest words."""
    icon, words = _FOUND[finding.kind]
    return Remark(icon, words)


def finding_words(finding: Finding, instrument: Instrument) -> str:
    """What the checks found at a question, as a sentence."""
    fact = messages.finding_fact(finding, instrument, linting.names_of(finding))
    return f"{messages.finding_name(finding.kind)}: {fact}"


def _line(row: VerifiedRow, instrument: Instrument, *, is_sampled: bool) -> Line:
    scale = instrument.question(row.code).scale
    state, verified = _result(row, scale)
    office = "2 versi" if len(row.answers) > 1 else _short(scale, row.answers)
    return Line(
        code=row.code,
        shown=instrument.display(row.code),
        title=instrument.node(row.code).short,
        office=office,
        verified=verified,
        state=state,
        remarks=remarks(row, scale),
        is_open=row.is_open,
        is_sampled=is_sampled,
    )


def _result(row: VerifiedRow, scale: Scale) -> tuple[str, str]:
    if row.judgement is Judgement.DIFFERENT:
        return DISPUTED, "beda"
    if row.judgement in (Judgement.NONE, Judgement.LOOK_AGAIN):
        return OPEN, ""
    verdict = row.rulings[0].verdict
    if verdict is Verdict.ASK:
        return ASKED, "?"
    if verdict is Verdict.REJECT:
        return REJECTED, "tolak"
    return SAME if verdict is Verdict.AGREE else CHANGED, _short(scale, row.verified)


def _short(scale: Scale, answers: Sequence[Answer]) -> str:
    return short_value(scale, answers[0].value) or "–" if answers else "–"


def _warns(line: Line) -> bool:
    return any(remark.role == "warn" for remark in line.remarks)
