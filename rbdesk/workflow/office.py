"""What an office does with its answers: read the year, answer, flag, set findings aside, look back.

Evidence has its own module, `evidence`; packages have `sending`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rbdesk.domain import checks, conversation, reference, review
from rbdesk.domain.assessment import (
    EMPTY,
    MOST_OF_A_NOTE,
    Answer,
    Assessment,
    Key,
    Stage,
    Value,
    value_fault,
)
from rbdesk.domain.checks import Waiver
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Cell, Snapshot
from rbdesk.domain.review import Judgement, Verdict
from rbdesk.domain.submission import Profile
from rbdesk.domain.typed import clean_text
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, journal, marks, packages, reviews
from rbdesk.store import evidence as files
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json, to_json
from rbdesk.workflow import check_facts
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.history import HistoryEntry as HistoryEntry
from rbdesk.workflow.history import list_history as list_history
from rbdesk.workflow.locks import must_be_asked, must_be_open, must_be_own, must_be_question

LONGEST_REASON = 500  # code points
MOST_DECIMALS = 6  # places that a bundle can carry


@dataclass(frozen=True, slots=True)
class Judged:
    """What the secretariat ruled on an answer: which answer holds, why, by whom and when.

    `is_outdated`: the answer has changed since; `is_replied`: the office has answered the ruling.
    """

    verdict: Verdict
    value: Value | None
    reason: str
    by: str
    at: datetime
    is_outdated: bool
    is_replied: bool


@dataclass(frozen=True, slots=True)
class OfficeYear:
    """All that the pages of an office show of one year and instrument.

    `last_year` is None where the year before is not at this desk; `revision` is that of the last package, 0
    before the first; `conflicts` are codes of questions where laptops differ, which count as unanswered;
    `edited_at` is the time of the newest edit; `judged` is what came back, by question.
    """

    key: Key
    assessment: Assessment
    last_year: Assessment | None
    profile: Profile
    flags: frozenset[str]
    context: checks.Context
    stage_since: datetime | None
    stage_by: str
    revision: int
    conflicts: tuple[str, ...]
    edited_at: datetime | None
    judged: Mapping[str, Judged] = field(default_factory=dict)


def load_year(db: Store, key: Key) -> OfficeYear:
    """An office's year as it stands on the disk."""
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    mark = marks.load_stage(db, key.office, key.year)
    assessment = assessments.to_assessment(snapshot, key, mark.stage)
    profile = assessments.to_profile(snapshot)
    last_year = _load_last_year(db, key)
    known = files.load_files(db)
    context = checks.Context(
        profile=profile,
        last_year=last_year,
        lost=frozenset(
            item.sha256
            for item in assessment.evidence
            if item.on and not files.has_file(db.folder, item.sha256, item.size)
        ),
        dated={sha256: file.content_date for sha256, file in known.items() if file.content_date},
        waivers=assessments.to_waivers(snapshot, key),
        respondents=check_facts.respondents_of(snapshot, key),
        finished=check_facts.load_finished(db, key, snapshot),
    )
    return OfficeYear(
        key=key,
        assessment=assessment,
        last_year=last_year,
        profile=profile,
        flags=marks.load_flags(db, key),
        context=context,
        stage_since=mark.at,
        stage_by=mark.by,
        revision=packages.load_last_revision(db, key.office, key.year),
        conflicts=_conflicts(snapshot, key),
        edited_at=_newest(snapshot, key),
        judged=_judged(db, key, snapshot),
    )


def record_answer(db: Store, key: Key, code: str, answer: Answer, *, who: str, now: datetime) -> Changes:
    """Keep one answer in place of all that stood there.

    Raises NotAllowed: "unknown_question", "too_long", or the fault of the value, with `code`; "locked"; "role".
    """
    kept = fit_answer(must_be_asked(key), code, answer)
    with db.atomic():
        must_be_open(db, key.office, key.year)
        return _keep_answer(db, key, code, kept, who=who, now=now)


def record_answers(db: Store, key: Key, answers: Mapping[str, Answer], *, who: str, now: datetime) -> Changes:
    """Keep several answers, all or nothing.

    Raises NotAllowed: "rows" with `faults` ((code, fault), …); "locked"; "role".
    """
    instrument = must_be_asked(key)
    kept: dict[str, Answer] = {}
    faults: list[tuple[str, str]] = []
    for code, answer in answers.items():
        try:
            kept[code] = fit_answer(instrument, code, answer)
        except NotAllowed as fault:
            faults.append((code, fault.what))
    if faults:
        raise NotAllowed("rows", faults=tuple(faults))
    changes = Changes()
    with db.atomic():
        must_be_open(db, key.office, key.year)
        for code, answer in kept.items():
            changes |= _keep_answer(db, key, code, answer, who=who, now=now)
    return changes


def set_flag(db: Store, key: Key, code: str, on: bool, *, who: str, now: datetime) -> Changes:
    """Flag a question for later, or take the flag away. Raises NotAllowed("unknown_question"), NotAllowed("role")."""
    must_be_question(must_be_asked(key), code)
    with db.atomic():
        must_be_own(db, key.office)
        before = code in marks.load_flags(db, key)
        if before == on:
            return Changes()
        journal.add(db, "flag", Subject(*key, code), (before,), on, who=who, now=now)
        if on:
            marks.keep_flag(db, key, code)
        else:
            marks.drop_flag(db, key, code)
    return _changes(key, code, "flags")


def waive(db: Store, key: Key, finding_id: str, reason: str, *, who: str, now: datetime) -> Changes:
    """Set a finding aside with a reason.

    Raises NotAllowed: "not_waivable" (what keeps the official package back), "too_short", "too_long", "locked",
    "role".
    """
    kind, _, where = finding_id.partition(":")
    if kind not in checks.WAIVABLE or not where:
        raise NotAllowed("not_waivable", finding=finding_id)
    kept = clean_text(reason).strip()
    if len(kept) < checks.SHORTEST_REASON:
        raise NotAllowed("too_short", field="reason", least=checks.SHORTEST_REASON)
    if len(kept) > LONGEST_REASON:
        raise NotAllowed("too_long", field="reason", most=LONGEST_REASON)
    with db.atomic():
        must_be_open(db, key.office, key.year)
        changed = _set_aside(db, key, finding_id, Waiver(kept), who=who, now=now)
    return _changes(key, where, "waivers") if changed else Changes()


def unwaive(db: Store, key: Key, finding_id: str, *, who: str, now: datetime) -> Changes:
    """Let a finding stand again. Raises NotAllowed: "locked", "role"."""
    with db.atomic():
        must_be_open(db, key.office, key.year)
        row = reference.waiver_row(key.instrument, finding_id)
        if not any(_is_on(cell) for cell in assessments.load_cells(db, key.office, key.year, row)):
            return Changes()
        _set_aside(db, key, finding_id, Waiver("", on=False), who=who, now=now)
    return _changes(key, finding_id.partition(":")[2], "waivers")


def _set_aside(db: Store, key: Key, finding_id: str, waiver: Waiver, *, who: str, now: datetime) -> bool:
    """Keep a waiver in place of all that stood; False where it stands already."""
    row = reference.waiver_row(key.instrument, finding_id)
    cells = assessments.load_cells(db, key.office, key.year, row)
    if [cell.value for cell in cells] == [waiver]:
        return False
    old: list[Json] = [
        cell.value.reason for cell in cells if isinstance(cell.value, Waiver) and cell.value.on
    ]
    new: Json = [finding_id, waiver.reason if waiver.on else None]
    entry = journal.add(db, "waive", Subject(*key), old, new, who=who, now=now)
    assessments.keep_cell(db, key.office, key.year, row, Cell(entry.edit, waiver))
    return True


def _is_on(cell: Cell) -> bool:
    return isinstance(cell.value, Waiver) and cell.value.on


def _judged(db: Store, key: Key, snapshot: Snapshot) -> dict[str, Judged]:
    """The rulings that stand on this sheet's answers; of several the first that does not simply agree."""
    found: dict[str, Judged] = {}
    rulings = reviews.list_rulings(db, key.year, key.office)
    for (_, row), standing in review.current(rulings).items():
        if row[:2] != (reference.ANSWERS, key.instrument):
            continue
        ruling = next((one for one in standing if one.verdict is not Verdict.AGREE), standing[0])
        cells = snapshot.rows.get(row, ())
        found[row[2]] = Judged(
            verdict=ruling.verdict,
            value=ruling.value,
            reason=ruling.reason,
            by=ruling.edit.by,
            at=ruling.edit.at,
            is_outdated=review.judgement(cells, [ruling]) is Judgement.LOOK_AGAIN,
            is_replied=bool(conversation.replies_to(ruling, snapshot)),
        )
    return found


def fit_answer(instrument: Instrument, code: str, answer: Answer) -> Answer:
    """An answer to a question in the form in which it is kept.

    Raises NotAllowed: "unknown_question", "too_long", or the fault of the value, with `code`.
    """
    scale = must_be_question(instrument, code)
    note = clean_text(answer.note)
    if len(note) > MOST_OF_A_NOTE:
        raise NotAllowed("too_long", code=code, field="note", most=MOST_OF_A_NOTE)
    value = answer.value
    fault = value_fault(scale, value)
    if fault is None and value is not None and not isinstance(value, str):
        value = tuple(sorted(value))
        if any(number != round(number, MOST_DECIMALS) for _, number in value):
            fault = "decimals"
    if fault is not None:
        raise NotAllowed(fault, code=code)
    return Answer(value, note)


def _load_last_year(db: Store, key: Key) -> Assessment | None:
    before = key._replace(year=key.year - 1)
    snapshot = assessments.load_snapshot(db, before.office, before.year)
    if not snapshot.rows:
        return None
    stage: Stage = marks.load_stage(db, before.office, before.year).stage
    return assessments.to_assessment(snapshot, before, stage)


def _keep_answer(db: Store, key: Key, code: str, answer: Answer, *, who: str, now: datetime) -> Changes:
    row = assessments.answer_row(key.instrument, code)
    before = [cell.value for cell in assessments.load_cells(db, key.office, key.year, row)]
    if before == [answer] or (not before and answer == EMPTY):
        return Changes()
    old = [to_json(value) for value in before]
    entry = journal.add(db, "answer", Subject(*key, code), old, to_json(answer), who=who, now=now)
    assessments.keep_cell(db, key.office, key.year, row, Cell(entry.edit, answer))
    return _changes(key, code, "answers")


def _changes(key: Key, code: str, topic: str) -> Changes:
    return Changes(frozenset({key}), frozenset({code}), frozenset({topic}))


def _conflicts(snapshot: Snapshot, key: Key) -> tuple[str, ...]:
    return tuple(row[2] for row in snapshot.conflicts() if row[:2] == (assessments.ANSWERS, key.instrument))


def _newest(snapshot: Snapshot, key: Key) -> datetime | None:
    edits = [
        cell.edit.at
        for row, cells in snapshot.rows.items()
        if len(row) > 1 and row[1] == key.instrument
        for cell in cells
    ]
    return max(edits, default=None)
