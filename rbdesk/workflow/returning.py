"""What the secretariat wrote, at an office: read a letter, see what it would do, take it in, answer row by row.

Taking a letter in changes no answer. What the office decides about a ruling is an edit of its own and travels in its
next package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rbdesk.domain import review
from rbdesk.domain.assessment import EMPTY, Answer, Key, Stage
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.correspondence import (
    RETURN,
    Activation,
    Delivery,
    ReturnPackage,
    YearSettings,
    freshness_fault,
)
from rbdesk.domain.lineage import Cell
from rbdesk.domain.office import Role
from rbdesk.domain.reference import ANSWERS, FOLLOWUPS, dot_text, parse_dot
from rbdesk.domain.review import Reply, ReplyAct, Verdict
from rbdesk.domain.typed import clean_text
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.exchange import bundle, signing, succession
from rbdesk.exchange.stages import Trust
from rbdesk.progress import SILENT, Progress
from rbdesk.store import advice as advices
from rbdesk.store import archive, assessments, journal, marks, reviews, settings
from rbdesk.store.cells import value_text_of
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.values import Json, to_answer, to_json
from rbdesk.workflow import catalog, conditions, followups, letters, office, returned_rows, sending, setup
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_asked, must_be_own, must_be_question
from rbdesk.workflow.points import point_before
from rbdesk.workflow.returned_rows import Returned as Returned
from rbdesk.workflow.returned_rows import ReturnedRow as ReturnedRow
from rbdesk.workflow.returned_rows import load_returned as load_returned

UNKNOWN_KEY, NOT_THE_SECRETARIAT = "RB-S07", "RB-S09"
NEW, SAME = "RB-OK1", "RB-OK2"
_REPLY = "reply"
_GROUPS_COMPARED = 2  # of the six groups of a fingerprint, as the circular letter prints them


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """What taking a letter in would do, before anything is written.

    `code` is RB-OK1, or RB-OK2 for the very letter that is held. `rulings` counts the new ones, `returned` are codes
    of questions on which the office must decide then. `advice` counts recommendations that are new or changed, `conditions` those for a proposal that stand otherwise, `followups` new
    verdicts on follow-ups. `own` and `verified` are the scores before and under the
    rulings, of a balasan. `settings` of an activation. `pins`: the secretariat's key is believed from now on.
    """

    delivery: Delivery
    seq: int
    code: str
    rulings: int
    returned: tuple[str, ...]
    own: ScoreRange | None
    verified: ScoreRange | None
    settings: YearSettings | None
    pins: bool
    advice: int = 0
    followups: int = 0
    conditions: int = 0

    @property
    def number(self) -> int:
        """The letter's number among those of its kind, as people call it."""
        return _package(self.delivery).header.revision.number


# --- letters ----------------------------------------------------------------------------------------------


def load_letter_trust(db: Store, confirmed: bytes = b"") -> Trust:
    """By whom this desk lets itself be written to; `confirmed` is a key whose digits a person has compared."""
    return letters.load_letter_trust(db, confirmed)


def read_letter(path: Path, trust: Trust, progress: Progress = SILENT) -> Delivery:
    """Judge a letter. Raises BundleRefused, Cancelled.

    RB-S07: no key is believed yet; RB-S09: another one is. Both name `key` and `fingerprint`, for a person to compare
    (`confirm`).
    """
    found = bundle.receive(path, trust, None, progress)
    if not isinstance(found, Delivery) or not isinstance(found.package, ReturnPackage | Activation):
        raise BundleRefused("RB-V03")
    return found


def confirm(refused: BundleRefused, digits: str) -> bytes:
    """The key of a refused letter, if a person has typed at least the last two groups of its fingerprint.

    Raises NotAllowed("digits"): they differ, or are too few.
    """
    fingerprint = str(refused.facts.get("fingerprint", "")).split()
    typed = "".join(digit for digit in digits if digit.isdecimal() and digit.isascii())
    least = len("".join(fingerprint[-_GROUPS_COMPARED:]))
    if not fingerprint or len(typed) < least or not "".join(fingerprint).endswith(typed):
        raise NotAllowed("digits")
    return signing.parse_public_base64(str(refused.facts["key"]))


def load_letter_plan(db: Store, delivery: Delivery, confirmed: bytes = b"") -> LetterPlan:
    """What taking a letter in would do. Writes nothing.

    Raises BundleRefused: RB-I02 (another office's), RB-S09 (not by the secretariat), RB-M03 (older than what is held),
    RB-M02 (one event with two contents), RB-V04 (an edition that this program does not know). NotAllowed("role").
    """
    package = _package(delivery)
    code = package.header.office
    if settings.load_fact(db, "role") != Role.OFFICE.value:
        raise NotAllowed("role", needed="kecamatan")
    if settings.load_fact(db, "office") != code:
        raise BundleRefused("RB-I02", office=code)
    believed = letters.believed(db, confirmed)
    if not succession.may_sign(
        believed, package.roster.secretariat, key=package.header.device.key, seq=package.seq
    ):
        raise BundleRefused(NOT_THE_SECRETARIAT)
    year = _year(package)
    pins = letters.load_pinned(db) != succession.pin(believed, package.roster.secretariat)
    fault = freshness_fault(delivery, letters.load_before(db, confirmed))
    if fault == SAME:
        return LetterPlan(delivery, package.seq, SAME, 0, (), None, None, None, pins=False)
    if fault is not None:
        raise BundleRefused(fault, seq=package.seq)
    advice = followups.list_new_advice(db, package.header, package.advice, year)
    ticked = conditions.count_changed(db, code, year, package.conditions)
    if isinstance(package, Activation):
        return LetterPlan(
            delivery,
            package.seq,
            NEW,
            0,
            (),
            None,
            None,
            package.settings,
            pins,
            advice=len(advice),
            conditions=ticked,
        )
    held = reviews.list_rulings(db, year, code)
    wrong = review.rulings_fault(package.rulings, held)
    if wrong is not None:
        raise BundleRefused(wrong[0], row=dot_text(wrong[1]), device=package.header.device.label)
    known = {ruling.dot for ruling in held}
    new = [ruling for ruling in package.rulings if ruling.dot not in known]
    after = returned_rows.returned_under(
        db, Key(code, year, catalog.UNIT_SHEET), review.unite(held, package.rulings)
    )
    return LetterPlan(
        delivery=delivery,
        seq=package.seq,
        code=NEW,
        rulings=sum(ruling.row[0] == ANSWERS for ruling in new),
        followups=sum(ruling.row[0] == FOLLOWUPS for ruling in new),
        returned=after.undecided,
        own=after.own,
        verified=after.verified,
        settings=None,
        pins=pins,
        advice=len(advice),
        conditions=ticked,
    )


@point_before("import")
def receive(db: Store, delivery: Delivery, confirmed: bytes = b"", *, who: str, now: datetime) -> Changes:
    """Take a letter in: rulings stand beside the answers, which stay as they are; keys, token and dates are kept.

    The very letter that is held changes nothing. Raises as `load_letter_plan`; StoreTrouble: nothing was taken in.
    """
    plan = load_letter_plan(db, delivery, confirmed)
    if plan.code == SAME:
        return Changes()
    package = _package(delivery)
    code, year = package.header.office, _year(package)
    pinned = succession.pin(letters.believed(db, confirmed), package.roster.secretariat)
    archive.keep_original(db.folder, delivery.bundle_id, delivery.path)
    changes = Changes(
        frozenset({Key(code, year, catalog.UNIT_SHEET)}),
        topics=frozenset({"review", "settings", "followups", "conditions"}),
    )
    with db.atomic():
        new: dict[str, Json] = {
            "bundle_id": delivery.bundle_id,
            "kind": delivery.kind,
            "seq": package.seq,
            "name": delivery.path.name,
            "keys": [signing.fingerprint(entry.key) for entry in pinned],
        }
        journal.add(db, "receive", Subject(code, year), (), new, who=who, now=now)
        letters.keep_letter(db, package, delivery.bundle_id, pinned)
        advices.keep_advice(db, code, year, package.advice)
        conditions.keep_marks(db, code, year, package.conditions)
        if isinstance(package, Activation):
            changes |= setup.keep_settings(
                db,
                target=package.settings.target,
                deadlines=package.settings.deadlines,
                evidence_limits=(package.settings.most_of_a_file, package.settings.most_of_all),
                who=who,
                now=now,
            )
        else:
            reviews.add_rulings(db, year, package.rulings)
    return changes


# --- answering it -----------------------------------------------------------------------------------------


def accept(db: Store, key: Key, codes: Sequence[str], *, who: str, now: datetime) -> Changes:
    """Accept the rulings on these questions, all or nothing: a corrected answer becomes the office's.

    A rejected answer stays in the office's sheet, where it counts for nothing. Raises NotAllowed: "not_returned",
    "not_acceptable" (a question was asked), "conflict" (laptops differ there), "unknown_question", "role".
    """

    def one(row: ReturnedRow) -> Changes:
        if row.verified is None:
            raise NotAllowed("not_acceptable", code=row.code)
        if row.clashes:
            raise NotAllowed("conflict", count=1, code=row.code)
        changes = Changes()
        if row.ruling.verdict is Verdict.CORRECT and row.answer.value != row.verified.value:
            wanted = Answer(row.verified.value, row.answer.note)
            changes = office.record_answer(db, key, row.code, wanted, who=who, now=now)
        before = row.answer if changes else None
        return changes | _reply(db, key, row, ReplyAct.ACCEPT, "", before, who=who, now=now)

    return _decide(db, key, codes, one, who=who, now=now)


def change(
    db: Store, key: Key, code: str, answer: Answer, reason: str, *, who: str, now: datetime
) -> Changes:
    """Give another answer than before, with a reason.

    Raises NotAllowed: "not_returned", "too_short" (no reason), "too_long", "same_answer", or as
    `office.record_answer`.
    """
    kept = _words(reason, code)

    def one(row: ReturnedRow) -> Changes:
        changes = office.record_answer(db, key, row.code, answer, who=who, now=now)
        if not changes:
            raise NotAllowed("same_answer", code=row.code)
        return changes | _reply(db, key, row, ReplyAct.CHANGE, kept, row.answer, who=who, now=now)

    return _decide(db, key, [code], one, who=who, now=now)


def respond(db: Store, key: Key, code: str, text: str, *, who: str, now: datetime) -> Changes:
    """Answer in words; the office's answer stays. Where files speak, their names are the words.

    Raises NotAllowed: "not_returned", "too_short" (no words), "too_long", "unknown_question", "role".
    """
    kept = _words(text, code)

    def one(row: ReturnedRow) -> Changes:
        return _reply(db, key, row, ReplyAct.RESPOND, kept, None, who=who, now=now)

    return _decide(db, key, [code], one, who=who, now=now)


def begin_answering(db: Store, key: Key, *, who: str, now: datetime) -> Changes:
    """Open the office's year to answer the balasan, e.g. with more evidence, before anything is decided.

    Raises NotAllowed: "not_returned" (nothing came back), "role".
    """
    must_be_asked(key)
    with db.atomic():
        must_be_own(db, key.office)
        if not load_returned(db, key).rows:
            raise NotAllowed("not_returned", code="")
        return _open_year(db, key, who=who, now=now)


def take_back(db: Store, key: Key, codes: Sequence[str], *, who: str, now: datetime) -> Changes:
    """Undo the last decision on these questions, then the one before: answer and reply stand as they stood.

    Raises NotAllowed("role").
    """
    instrument = must_be_asked(key)
    changes = Changes()
    with db.atomic():
        must_be_own(db, key.office)
        for code in dict.fromkeys(codes):
            must_be_question(instrument, code)
            changes |= _take_back(db, key, code, who=who, now=now)
    return changes


def _take_back(db: Store, key: Key, code: str, *, who: str, now: datetime) -> Changes:
    entry = _last_decision(db, key, code)
    if entry is None or not isinstance(entry.new, Mapping):
        return Changes()
    last = entry.new
    to = parse_dot(str(last["to"]))
    assert to is not None  # we wrote it
    _open_year(db, key, who=who, now=now)
    changes = _changes(key, code)
    before = last["before"]
    # an answer that was edited by hand since is left alone
    if isinstance(before, Mapping) and last["after"] == to_json(_answer(db, key, code)):
        changes |= office.record_answer(db, key, code, to_answer(before), who=who, now=now)
    old = entry.old[0] if entry.old else None
    words = Reply(to, ReplyAct.RESPOND)
    if isinstance(old, Mapping):
        words = Reply(to, ReplyAct(str(old["act"])), str(old["text"]))
    _keep_reply(db, key, code, words, (), {"act": None, "before": None}, who=who, now=now)
    return changes


def _answer(db: Store, key: Key, code: str) -> Answer:
    """The answer that stands at a question, empty where there is none or laptops differ."""
    row = assessments.answer_row(key.instrument, code)
    said = {cell.value for cell in assessments.load_cells(db, key.office, key.year, row)}
    found = said.pop() if len(said) == 1 else EMPTY
    return found if isinstance(found, Answer) else EMPTY


def _last_decision(db: Store, key: Key, code: str) -> Entry | None:
    """The newest decision on a question that was not taken back."""
    taken_back = 0
    for entry in journal.list_of_question(db, Subject(*key, code), (_REPLY,)):
        if isinstance(entry.new, Mapping) and entry.new["act"] is None:
            taken_back += 1
        elif taken_back:
            taken_back -= 1
        else:
            return entry
    return None


def _decide(
    db: Store,
    key: Key,
    codes: Sequence[str],
    one: Callable[[ReturnedRow], Changes],
    *,
    who: str,
    now: datetime,
) -> Changes:
    instrument = must_be_asked(key)
    changes = Changes()
    with db.atomic():
        must_be_own(db, key.office)
        rows = {row.code: row for row in load_returned(db, key).rows}
        for code in dict.fromkeys(codes):
            must_be_question(instrument, code)
            if code not in rows:
                raise NotAllowed("not_returned", code=code)
            changes |= _open_year(db, key, who=who, now=now)
            changes |= one(rows[code])
    return changes


def _open_year(db: Store, key: Key, *, who: str, now: datetime) -> Changes:
    """A balasan that is being answered opens the office's year: the next package is a new revision."""
    if marks.load_stage(db, key.office, key.year).stage is Stage.OPEN:
        return Changes()
    reason = f"{RETURN} {letters.load_return_number(db)}"
    return sending.unlock(db, key, reason, who=who, now=now)


def _reply(
    db: Store,
    key: Key,
    row: ReturnedRow,
    act: ReplyAct,
    text: str,
    before: Answer | None,
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Write a reply to a ruling; `before` is the answer that it changed, so that it can be taken back."""
    to = row.ruling.dot
    if row.reply == Reply(to, act, text):
        return Changes()
    old: list[Json] = [{"act": row.reply.act.value, "text": row.reply.text}] if row.reply else []
    new: dict[str, Json] = {"act": act.value, "before": None}
    if before is not None:
        new |= {"before": to_json(before), "after": to_json(_answer(db, key, row.code))}
    _keep_reply(db, key, row.code, Reply(to, act, text), old, new, who=who, now=now)
    return _changes(key, row.code)


def _keep_reply(
    db: Store,
    key: Key,
    code: str,
    reply: Reply,
    old: Sequence[Json],
    new: Mapping[str, Json],
    *,
    who: str,
    now: datetime,
) -> None:
    """Write a reply; the journal's row has all of it (`to`, `value`), besides what `new` says of the decision."""
    row = review.reply_row(reply.to)
    told = {**new, "to": dot_text(reply.to), "value": value_text_of(row, reply)}
    entry = journal.add(db, _REPLY, Subject(*key, code), old, told, who=who, now=now)
    assessments.keep_cell(db, key.office, key.year, row, Cell(entry.edit, reply))


def _words(text: str, code: str) -> str:
    kept = clean_text(text).strip()
    if not kept:
        raise NotAllowed("too_short", field="reason", code=code, least=1)
    if len(kept) > review.MOST_OF_A_REASON:
        raise NotAllowed("too_long", field="reason", code=code, most=review.MOST_OF_A_REASON)
    return kept


def _package(delivery: Delivery) -> ReturnPackage | Activation:
    if not isinstance(delivery.package, ReturnPackage | Activation):
        raise BundleRefused("RB-V03", kind=delivery.kind)
    return delivery.package


def _year(package: ReturnPackage | Activation) -> int:
    """The year of a letter's edition. Raises BundleRefused("RB-V04"): this program does not know the edition."""
    try:
        return catalog.edition(package.header.edition_id).year
    except NotAllowed as error:
        raise BundleRefused("RB-V04", edition=package.header.edition_id) from error


def _changes(key: Key, code: str) -> Changes:
    return Changes(frozenset({key}), frozenset({code}), frozenset({"review"}))
