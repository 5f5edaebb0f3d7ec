"""Verifikasi at the secretariat: an office's rows beside the rulings on them; judge, agree with many, take back, sample.

A ruling is an event that is only added. The office's answers are never edited here, and no import changes a ruling.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain import checks, conflict, conversation, review, sampling, scoring
from rbdesk.domain.assessment import Answer, Assessment, Evidence, Key, Value
from rbdesk.domain.checks import Finding
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.conversation import Turn
from rbdesk.domain.correspondence import RETURN
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Cell, Dot, RowKey, Snapshot
from rbdesk.domain.reference import ANSWERS, dot_text
from rbdesk.domain.review import Judgement, ReplyAct, Ruling, Verdict
from rbdesk.domain.sampling import Sample
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, journal, reviews
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json, to_json
from rbdesk.workflow import catalog, check_facts, letters, linting, office
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.locks import must_be_asked, must_be_question

NO_EVIDENCE, EVIDENCE_MISSING, JUMP, REPLIED, CLASH = (
    *("no_evidence", "evidence_missing", "jump"),
    *("replied", "clash"),
)
BEGUN, DONE = "diverifikasi", "selesai"
LONGEST_SEED = 60  # code points
_OPEN = frozenset({Judgement.NONE, Judgement.LOOK_AGAIN, Judgement.DIFFERENT})
_RULE, _SAMPLE = "rule", "sample"


@dataclass(frozen=True, slots=True)
class VerifiedRow:
    """One question: what the office says, what stands of the rulings, what it is worth then.

    `answers` are the office's, several where its laptops differ; `verified` those under the rulings, several where
    verifiers differ. `marks`: "no_evidence" (worth something without any), "evidence_missing" (a file has not come),
    "jump" (more than one option up since last year without a word), "replied" (the office answered the ruling),
    "clash" (its laptops differ). `is_open`: someone must look at it before the return is whole. `waived` are findings
    that the office has set aside there, as (kind, its reason); `findings` what else the checks say there, with what
    stands alike in other offices; `aside` what of that this desk has set aside.
    """

    code: str
    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    last_year: Answer | None
    rulings: tuple[Ruling, ...]
    judgement: Judgement
    verified: tuple[Answer, ...]
    marks: frozenset[str]
    turns: tuple[Turn, ...]
    is_open: bool
    waived: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    aside: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """An office under verification; rows in the sheet's order, scores of both sides, the last sample that was drawn.

    `status` is "" before the first ruling, "diverifikasi", or "selesai" once a balasan carried all of them.
    `returned` numbers the last balasan, 0 before the first.
    """

    key: Key
    rows: tuple[VerifiedRow, ...]
    self_score: ScoreRange
    verified_score: ScoreRange
    sample: Sample | None
    status: str
    returned: int

    @property
    def open(self) -> tuple[str, ...]:
        """Codes of the questions that someone must look at."""
        return tuple(row.code for row in self.rows if row.is_open)


def load_verification(db: Store, key: Key) -> Verification:
    """An office's rows beside the rulings on them. Raises NotAllowed: "role", "unknown_office", "unknown_instrument"."""
    must_be_secretariat(db)
    instrument = _must_be_verifiable(key)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    rulings = reviews.list_rulings(db, key.year, key.office)
    under = review.settled(snapshot, key.office, rulings)
    assessment = assessments.to_assessment(snapshot, key)
    last_year = _load_last_year(db, key)
    waivers = assessments.to_waivers(snapshot, key)
    known = checks.Context(
        last_year=last_year,
        dated={name: file.content_date for name, file in files.load_files(db).items() if file.content_date},
        waivers=waivers,
        respondents=check_facts.respondents_of(snapshot, key),
    )
    found = checks.findings(instrument, assessment, known)
    shared = linting.load_shared(db, key)
    context = _Context(
        instrument=instrument,
        snapshot=snapshot,
        under=under,
        standing=_standing(rulings),
        turns=conversation.conversation(rulings, snapshot),
        assessment=assessment,
        last_year=last_year,
        marks=_marks(db, instrument, assessment, found),
        waivers=waivers,
        findings=linting.by_question((*found, *shared)),
        aside=linting.aside_by_question(shared),
    )
    rows = tuple(_row(instrument.nodes[place].code, context) for place in instrument.question_places)
    last = letters.load_last(db, key.office, RETURN)
    return Verification(
        key=key,
        rows=rows,
        self_score=conflict.score_range(instrument, snapshot),
        verified_score=conflict.score_range(instrument, under),
        sample=load_sample(db, key),
        status=_status(db, key.office, snapshot, rulings),
        returned=last.number if last else 0,
    )


def rule(
    db: Store,
    key: Key,
    code: str,
    verdict: Verdict,
    value: Value | None = None,
    reason: str = "",
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Judge one question; it takes the place of all rulings that stand there. The same ruling again changes nothing.

    A correction to what the office says is agreement. Raises NotAllowed: "role", "unknown_question", "not_sent" (the
    office has sent nothing), "clash" (its laptops differ: only a question may be asked), "value" or the fault of the
    value, "too_short" (a reason is missing: for all but agreement, and wherever verifiers differed), "too_long".
    """
    with db.atomic():
        return _judge(db, key, [_Wish(code, verdict, value, reason)], who=who, now=now)


def agree_all(db: Store, key: Key, codes: Sequence[str], *, who: str, now: datetime) -> Changes:
    """Agree with what the office says to all these questions, or to none. `take_back` undoes it.

    Raises as `rule`.
    """
    wishes = [_Wish(code, Verdict.AGREE, None, "") for code in dict.fromkeys(codes)]
    with db.atomic():
        return _judge(db, key, wishes, who=who, now=now)


def take_back(db: Store, key: Key, codes: Sequence[str], *, who: str, now: datetime) -> Changes:
    """Take back the rulings of this desk that stand at these questions: what stood before stands again.

    Raises NotAllowed: "role", "unknown_question".
    """
    instrument = _must_be_verifiable(key)
    changes = Changes()
    with db.atomic():
        must_be_secretariat(db)
        standing = _standing(reviews.list_rulings(db, key.year, key.office))
        for code in dict.fromkeys(codes):
            must_be_question(instrument, code)
            row = assessments.answer_row(key.instrument, code)
            own = tuple(item.dot for item in standing.get(row, ()) if item.edit.replica == db.replica)
            if own:
                wish = _Wish(code, Verdict.AGREE, None, "")
                _add(db, key, row, wish, seen=own, over=own, who=who, now=now)
                changes |= _changes(key, code)
    return changes


def draw_sample(db: Store, key: Key, size: int, seed: str) -> Sample:
    """The questions to look at, drawn from the printed seed; each area gives its share. Writes nothing.

    All questions of the sheet can be drawn, whatever the office says, so that anyone can draw them again.
    Raises NotAllowed: "too_short" (no seed), "too_long", "range" (a size below 1).
    """
    instrument = _must_be_verifiable(key)
    kept = _clean_seed(seed)
    if size < 1:
        raise NotAllowed("range", field="size")
    codes = [instrument.nodes[place].code for place in instrument.question_places]
    candidates = [
        (assessments.answer_row(key.instrument, code), instrument.area_of(code).code) for code in codes
    ]
    return sampling.draw(candidates, office=key.office, seed=kept, size=size)


def take_sample(db: Store, key: Key, size: int, seed: str, *, who: str, now: datetime) -> Changes:
    """Draw a sample and remember that it was drawn. Raises as `draw_sample`, "role"."""
    sample = draw_sample(db, key, size, seed)
    with db.atomic():
        must_be_secretariat(db)
        new: dict[str, Json] = {"seed": sample.seed, "size": size, "rows": [list(row) for row in sample.rows]}
        journal.add(db, _SAMPLE, Subject(*key), (), new, who=who, now=now)
    return Changes(frozenset({key}), topics=frozenset({"review"}))


def load_sample(db: Store, key: Key) -> Sample | None:
    """The last sample that was drawn of an office, None before the first."""
    for entry in reversed(journal.list_of_act(db, _SAMPLE)):
        if entry.subject == Subject(*key) and isinstance(entry.new, Mapping):
            return draw_sample(db, key, int(str(entry.new["size"])), str(entry.new["seed"]))
    return None


def load_statuses(db: Store, year: int, snapshots: Mapping[str, Snapshot]) -> dict[str, str]:
    """Of the offices on which rulings stand: "diverifikasi", or "selesai" once a balasan carried all of them."""
    by_office: dict[str, list[Ruling]] = {}
    for ruling in reviews.list_rulings(db, year):
        by_office.setdefault(ruling.office, []).append(ruling)
    found = {
        code: _status(db, code, snapshots[code], rulings)
        for code, rulings in by_office.items()
        if code in snapshots
    }
    return {code: status for code, status in found.items() if status}


def load_verified_scores(
    db: Store, year: int, instrument_id: str = catalog.UNIT_SHEET
) -> dict[str, ScoreRange]:
    """What each office on which rulings stand is worth under them, by code; a range where something is not settled."""
    instrument = catalog.instrument(instrument_id)
    by_office: dict[str, list[Ruling]] = {}
    for ruling in review.counting(_on_answers(reviews.list_rulings(db, year))):
        by_office.setdefault(ruling.office, []).append(ruling)
    snapshots = assessments.load_snapshots(db, year)
    return {
        code: conflict.score_range(instrument, review.settled(snapshots[code], code, by_office[code]))
        for code in sorted(by_office)
        if code in snapshots
    }


def list_differing(snapshot: Snapshot, code: str, rulings: Iterable[Ruling]) -> tuple[RowKey, ...]:
    """Rows of an office where verifiers differ."""
    found = review.judgements(snapshot, code, rulings)
    return tuple(row for row, judged in found.items() if judged is Judgement.DIFFERENT)


def rulings_digest(rulings: Iterable[Ruling]) -> str:
    """What names a set of rulings."""
    dots = "\n".join(dot_text(dot) for dot in sorted(ruling.dot for ruling in rulings))
    return hashlib.sha256(dots.encode()).hexdigest()


def open_rows(
    instrument: Instrument, snapshot: Snapshot, code: str, rulings: Iterable[Ruling]
) -> tuple[str, ...]:
    """Codes of the questions of a sheet that someone must look at before a return to this office is whole."""
    standing = _standing(ruling for ruling in rulings if ruling.office == code)
    codes = (instrument.nodes[place].code for place in instrument.question_places)
    rows = ((question, assessments.answer_row(instrument.id, question)) for question in codes)
    return tuple(question for question, row in rows if _is_open(snapshot, row, standing.get(row, ())))


@dataclass(frozen=True, slots=True)
class _Context:
    instrument: Instrument
    snapshot: Snapshot
    under: Snapshot
    standing: Mapping[RowKey, tuple[Ruling, ...]]
    turns: Mapping[RowKey, tuple[Turn, ...]]
    assessment: Assessment
    last_year: Assessment | None
    marks: Mapping[str, frozenset[str]]
    waivers: Mapping[str, str]
    findings: Mapping[str, tuple[Finding, ...]]
    aside: Mapping[str, tuple[Finding, ...]]


def _row(code: str, context: _Context) -> VerifiedRow:
    row = assessments.answer_row(context.instrument.id, code)
    cells = context.snapshot.rows.get(row, ())
    rulings = context.standing.get(row, ())
    marks = set(context.marks.get(code, frozenset()))
    if _awaits_an_answer(context.snapshot, rulings):
        marks.add(REPLIED)
    if len({cell.value for cell in cells}) > 1:
        marks.add(CLASH)
    return VerifiedRow(
        code=code,
        answers=_answers(cells),
        evidence=context.assessment.evidence_of(code),
        last_year=context.last_year.answer(code) if context.last_year else None,
        rulings=rulings,
        judgement=review.judgement(cells, rulings),
        verified=_answers(context.under.rows.get(row, ())),
        marks=frozenset(marks),
        turns=context.turns.get(row, ()),
        is_open=_is_open(context.snapshot, row, rulings),
        waived=tuple(
            (kind, context.waivers[finding])
            for kind in checks.KINDS
            if (finding := f"{kind}:{code}") in context.waivers
        ),
        findings=context.findings.get(code, ()),
        aside=context.aside.get(code, ()),
    )


def _is_open(snapshot: Snapshot, row: RowKey, standing: Sequence[Ruling]) -> bool:
    judged = review.judgement(snapshot.rows.get(row, ()), standing)
    return judged in _OPEN or _awaits_an_answer(snapshot, standing)


def _awaits_an_answer(snapshot: Snapshot, standing: Sequence[Ruling]) -> bool:
    """True where the office has replied to a ruling that stands and wants more than to accept it."""
    return any(
        getattr(cell.value, "act", None) is not ReplyAct.ACCEPT
        for ruling in standing
        for cell in conversation.replies_to(ruling, snapshot)
    )


def _status(db: Store, code: str, snapshot: Snapshot, rulings: Sequence[Ruling]) -> str:
    if not review.counting(_on_answers(rulings)):
        return ""
    last = letters.load_last(db, code, RETURN)
    is_sent = last is not None and last.rulings == rulings_digest(rulings)
    sheet = catalog.instrument(catalog.UNIT_SHEET)
    return DONE if is_sent and not open_rows(sheet, snapshot, code, rulings) else BEGUN


def _on_answers(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Those that verify answers: a verdict on a follow-up is no verification."""
    return [ruling for ruling in rulings if ruling.row[0] == ANSWERS]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A ruling that someone wants to make."""

    code: str
    verdict: Verdict
    value: Value | None
    reason: str


def _judge(db: Store, key: Key, wishes: Sequence[_Wish], *, who: str, now: datetime) -> Changes:
    must_be_secretariat(db)
    instrument = _must_be_verifiable(key)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    if not snapshot.vector:
        raise NotAllowed("not_sent", office=key.office)
    standing = _standing(reviews.list_rulings(db, key.year, key.office))
    changes = Changes()
    for wish in wishes:
        must_be_question(instrument, wish.code)
        row = assessments.answer_row(key.instrument, wish.code)
        cells, before = snapshot.rows.get(row, ()), standing.get(row, ())
        fit = _fit(instrument, wish, cells, before)
        seen = tuple(cell.edit.dot for cell in cells)
        stands = [(item.verdict, item.value, item.reason, item.seen) for item in before]
        is_same = stands == [(fit.verdict, fit.value, fit.reason, seen)]
        if is_same and not _awaits_an_answer(snapshot, before):
            continue
        over = tuple(ruling.dot for ruling in before)
        _add(db, key, row, fit, seen=seen, over=over, who=who, now=now)
        changes |= _changes(key, wish.code)
    return changes


def _fit(instrument: Instrument, wish: _Wish, cells: Sequence[Cell], before: Sequence[Ruling]) -> _Wish:
    """The ruling in kept form. Raises NotAllowed."""
    code, verdict, value = wish.code, wish.verdict, wish.value
    said = _answers(cells)
    if len(said) > 1 and verdict is not Verdict.ASK:
        raise NotAllowed("clash", code=code)
    if (verdict is Verdict.CORRECT) != (value is not None):
        raise NotAllowed("value", code=code)
    if value is not None:
        value = office.fit_answer(instrument, code, Answer(value)).value
        if said and said[0].value == value:
            verdict, value = Verdict.AGREE, None
    reason = clean_text(wish.reason).strip()
    differed = review.judgement(cells, before) is Judgement.DIFFERENT
    if not reason and (verdict is not Verdict.AGREE or differed):
        raise NotAllowed("too_short", field="reason", code=code, least=1)
    if len(reason) > review.MOST_OF_A_REASON:
        raise NotAllowed("too_long", field="reason", code=code, most=review.MOST_OF_A_REASON)
    return _Wish(code, verdict, value, reason)


def _add(
    db: Store,
    key: Key,
    row: RowKey,
    wish: _Wish,
    *,
    seen: tuple[Dot, ...],
    over: tuple[Dot, ...],
    who: str,
    now: datetime,
) -> None:
    new: dict[str, Json] = {
        "verdict": wish.verdict.value,
        "answer": to_json(Answer(wish.value)),
        "reason": wish.reason,
        "seen": [dot_text(dot) for dot in seen],
    }
    old = [dot_text(dot) for dot in over]
    entry = journal.add(db, _RULE, Subject(*key, wish.code), old, new, who=who, now=now)
    ruling = Ruling(key.office, row, seen, over, wish.verdict, wish.value, wish.reason, entry.edit)
    reviews.add_rulings(db, key.year, [ruling])


def _answers(cells: Sequence[Cell]) -> tuple[Answer, ...]:
    """The different answers in a row's cells, in the order of the cells."""
    return tuple(dict.fromkeys(cell.value for cell in cells if isinstance(cell.value, Answer)))


def _standing(rulings: Iterable[Ruling]) -> dict[RowKey, tuple[Ruling, ...]]:
    """The rulings that stand of one office's, by row."""
    return {row: found for (_, row), found in review.current(rulings).items()}


def _marks(
    db: Store, instrument: Instrument, assessment: Assessment, findings: Sequence[Finding]
) -> dict[str, frozenset[str]]:
    sheet = scoring.score(instrument, assessment.answers)
    found: dict[str, set[str]] = {}
    for code in checks.needing_evidence(instrument, assessment, sheet):
        found.setdefault(code, set()).add(NO_EVIDENCE)
    for item in assessment.evidence:
        if item.on and not files.has_file(db.folder, item.sha256, item.size):
            found.setdefault(item.question, set()).add(EVIDENCE_MISSING)
    for finding in findings:
        if finding.kind == "jump" and not finding.waived:
            found.setdefault(finding.where, set()).add(JUMP)
    return {code: frozenset(marks) for code, marks in found.items()}


def _load_last_year(db: Store, key: Key) -> Assessment | None:
    before = key._replace(year=key.year - 1)
    snapshot = assessments.load_snapshot(db, before.office, before.year)
    return assessments.to_assessment(snapshot, before) if snapshot.rows else None


def _must_be_verifiable(key: Key) -> Instrument:
    """The sheet of an office. Raises NotAllowed: "unknown_office", "unknown_instrument"."""
    if catalog.register().office(key.office) is None:
        raise NotAllowed("unknown_office", office=key.office)
    return must_be_asked(key)


def _clean_seed(seed: str) -> str:
    kept = clean_line(seed)
    if not kept:
        raise NotAllowed("too_short", field="seed", least=1)
    if len(kept) > LONGEST_SEED:
        raise NotAllowed("too_long", field="seed", most=LONGEST_SEED)
    return kept


def _changes(key: Key, code: str) -> Changes:
    return Changes(frozenset({key}), frozenset({code}), frozenset({"review", "inbox"}))
