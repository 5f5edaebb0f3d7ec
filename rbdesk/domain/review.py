"""What the secretariat judged about an office's rows, what the office replied, and what its answers are worth then.

A ruling is an event known by its dot and never changed; another one that names it in `over` takes its place. So
sets of rulings join by union, and no import ever alters what a verifier did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rbdesk.domain.assessment import EMPTY, Answer, Value, value_fault
from rbdesk.domain.instrument import Scale
from rbdesk.domain.lineage import Cell, Dot, Edit, RowKey, Snapshot
from rbdesk.domain.reference import ANSWERS, FOLLOWUPS, REPLIES, dot_text

MOST_OF_A_REASON = 2000  # code points, as the bundle carries it


class Verdict(Enum):
    """Hasil verifikasi of one row; REJECT: no answer counts, ASK: the office's answer stays open."""

    AGREE = "setuju"
    CORRECT = "koreksi"
    REJECT = "tolak"
    ASK = "klarifikasi"


class ReplyAct(Enum):
    """What an office does about a ruling."""

    ACCEPT = "terima"
    CHANGE = "ubah"
    RESPOND = "tanggapi"


class Judgement(Enum):
    """How a row stands at the secretariat."""

    NONE = "belum_diperiksa"
    DECIDED = "diputus"
    ASKED = "diminta"
    LOOK_AGAIN = "perlu_dilihat_lagi"
    DIFFERENT = "berbeda"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Hasil verifikasi of one row of an office.

    `row` is ("answers", instrument, question) or ("followups", recommendation); `seen` are the dots the row had
    when it was judged, `over` those of the rulings that this one replaces, both sorted. `value` is the corrected
    answer of a CORRECT, None otherwise.
    """

    office: str
    row: RowKey
    seen: tuple[Dot, ...]
    over: tuple[Dot, ...]
    verdict: Verdict
    value: Value | None
    reason: str
    edit: Edit

    @property
    def dot(self) -> Dot:
        """What identifies the ruling everywhere."""
        return self.edit.dot


@dataclass(frozen=True, slots=True)
class Reply:
    """Tanggapan of an office to the ruling with the dot `to`."""

    to: Dot
    act: ReplyAct
    text: str = ""


def reply_row(to: Dot) -> RowKey:
    """The key of the reply to a ruling in a snapshot."""
    return (REPLIES, dot_text(to))


def ruling_fault(ruling: Ruling, scale: Scale | None) -> str | None:
    """Why a ruling cannot be; None if it can. `scale` is that of the question, None for a follow-up.

    "value": a correction without a value, a value without a correction, or a corrected follow-up ·
    else `assessment.value_fault` of the corrected value.
    """
    if (ruling.verdict is Verdict.CORRECT) != (ruling.value is not None):
        return "value"
    if ruling.value is None:
        return None
    return "value" if scale is None else value_fault(scale, ruling.value)


def needs_reason(ruling: Ruling) -> bool:
    """True where the office must be told why: everything but agreement."""
    return ruling.verdict is not Verdict.AGREE


def takes_back(ruling: Ruling) -> bool:
    """True for the event that takes rulings back: what it looked at is what it replaces, not the row."""
    return ruling.verdict is Verdict.AGREE and bool(ruling.over) and ruling.seen == ruling.over


def counting(rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The rulings that nobody took back, sorted by dot: as if the others had never been made."""
    known = {ruling.dot: ruling for ruling in rulings}
    gone = {
        (ruling.office, ruling.row, dot)
        for ruling in known.values()
        if takes_back(ruling)
        for dot in ruling.over
    }
    return tuple(
        known[dot]
        for dot in sorted(known)
        if not takes_back(known[dot]) and (known[dot].office, known[dot].row, dot) not in gone
    )


def current(rulings: Iterable[Ruling]) -> dict[tuple[str, RowKey], tuple[Ruling, ...]]:
    """The rulings that stand, by office and row, sorted by dot: those that no other of the row names in `over`.

    Several of one row: the verifiers differ, and all are shown until one person decides. One that was taken back
    neither stands nor replaces. Rulings that replace each other in a circle, which no desk makes, all stand: a
    verifier's work is never hidden.
    """
    by_row: dict[tuple[str, RowKey], dict[Dot, Ruling]] = defaultdict(dict)
    for ruling in counting(rulings):
        by_row[ruling.office, ruling.row][ruling.dot] = ruling
    found: dict[tuple[str, RowKey], tuple[Ruling, ...]] = {}
    for key, of_row in by_row.items():
        replaced = {dot for ruling in of_row.values() for dot in ruling.over}
        standing = sorted(set(of_row) - replaced) or sorted(of_row)
        found[key] = tuple(of_row[dot] for dot in standing)
    return found


def unite(left: Iterable[Ruling], right: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """The rulings of both sides, each once, sorted by dot."""
    known = {ruling.dot: ruling for ruling in (*left, *right)}
    return tuple(known[dot] for dot in sorted(known))


def rulings_fault(incoming: Iterable[Ruling], held: Iterable[Ruling]) -> tuple[str, Dot] | None:
    """Why incoming rulings cannot be united with the held ones, as (code, dot); None if they can.

    RB-M02: one dot with two contents, a cloned desk.
    """
    known = {ruling.dot: ruling for ruling in held}
    for ruling in incoming:
        if known.setdefault(ruling.dot, ruling) != ruling:
            return ("RB-M02", ruling.dot)
    return None


def is_outdated(ruling: Ruling, cells: Sequence[Cell]) -> bool:
    """True if the row changed since it was judged: the ruling's dots are not the row's. No clock has a say."""
    return set(ruling.seen) != {cell.edit.dot for cell in cells}


def judgement(cells: Sequence[Cell], standing: Sequence[Ruling]) -> Judgement:
    """How a row with these cells stands under its current rulings.

    Rulings that say the same agree. One of them about an older state of the row is enough to look again.
    """
    if not standing:
        return Judgement.NONE
    if any(is_outdated(ruling, cells) for ruling in standing):
        return Judgement.LOOK_AGAIN
    if len({(ruling.verdict, ruling.value) for ruling in standing}) > 1:
        return Judgement.DIFFERENT
    return Judgement.ASKED if standing[0].verdict is Verdict.ASK else Judgement.DECIDED


def judgements(snapshot: Snapshot, office: str, rulings: Iterable[Ruling]) -> dict[RowKey, Judgement]:
    """How each answer and follow-up of an office stands: every row it has, and every row that was judged."""
    standing = _of_office(rulings, office)
    rows = {row for row in snapshot.rows if row[0] in (ANSWERS, FOLLOWUPS)} | set(standing)
    return {row: judgement(snapshot.rows.get(row, ()), standing.get(row, ())) for row in sorted(rows)}


def settled(snapshot: Snapshot, office: str, rulings: Iterable[Ruling]) -> Snapshot:
    """The office's rows under the rulings: a snapshot that is scored like any other.

    Agreed: the office's answer. Corrected: the ruling's. Rejected: unanswered. Asked, or changed since it was
    judged: the office's answer, which stays open. Where verifiers differ the row has a cell for each of their
    answers, so that the total is a range. Where the office's laptops differ, no ruling chooses between them.
    """
    rows = dict(snapshot.rows)
    for row, standing in _of_office(rulings, office).items():
        cells = snapshot.rows.get(row, ())
        is_open = judgement(cells, standing) in (Judgement.LOOK_AGAIN, Judgement.ASKED)
        if row[0] != ANSWERS or is_open or len({cell.value for cell in cells}) > 1:
            continue
        answers = {_answer_under(ruling, cells): ruling for ruling in reversed(standing)}
        found = [
            cells[0] if cells and answer == cells[0].value else Cell(ruling.edit, answer)
            for answer, ruling in answers.items()
        ]
        rows[row] = tuple(sorted(found, key=lambda cell: cell.edit.dot))
    return Snapshot(snapshot.vector, rows)


def _of_office(rulings: Iterable[Ruling], office: str) -> Mapping[RowKey, tuple[Ruling, ...]]:
    of_it = (ruling for ruling in rulings if ruling.office == office)
    return {row: standing for (_, row), standing in current(of_it).items()}


def _answer_under(ruling: Ruling, cells: Sequence[Cell]) -> Answer:
    office_answer = next((cell.value for cell in cells if isinstance(cell.value, Answer)), EMPTY)
    match ruling.verdict:
        case Verdict.CORRECT:
            return Answer(ruling.value)
        case Verdict.REJECT:
            return EMPTY
    return office_answer
