"""What the secretariat says of a follow-up: accepted, or sent back with a reason. A ruling, like those on answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain import review
from rbdesk.domain.correspondence import ACTIVATION, RETURN
from rbdesk.domain.lineage import Dot, Edit, RowKey
from rbdesk.domain.reference import FOLLOWUPS, dot_text
from rbdesk.domain.review import Judgement, Ruling, Verdict
from rbdesk.domain.typed import clean_text
from rbdesk.errors import NotAllowed
from rbdesk.store import advice, assessments, journal, reviews
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.followup_items import RULE, standing_of

LETTER = "letter"  # the act of the journal that a letter was written


@dataclass(frozen=True, slots=True)
class Unsent:
    """What an office does not know yet: `verdicts` on its follow-ups, `given` recommendations, new or changed."""

    office: str
    verdicts: int
    given: int


def list_unsent(db: Store, year: int) -> tuple[Unsent, ...]:
    """The offices that no letter has told yet what this desk ruled or recommends, in the register's order.

    What another desk of the secretariat ruled counts by its time. Raises NotAllowed("role").
    """
    must_be_secretariat(db)
    letters = _last_letters(db, year)
    found = []
    for office in (one.code for one in catalog.register().offices):
        returned, any_letter = (
            letters.get((office, RETURN)),
            _newer(letters.get((office, RETURN)), letters.get((office, ACTIVATION))),
        )
        rulings = reviews.list_rulings(db, year, office)
        rows = {ruling.row for ruling in rulings if ruling.row[0] == FOLLOWUPS}
        verdicts = sum(
            any(_is_after(ruling.edit, returned) for ruling in standing_of(rulings, row)) for row in rows
        )
        given = sum(_is_after(one.edit, any_letter) for one in advice.list_advice(db, office, year))
        if verdicts or given:
            found.append(Unsent(office, verdicts, given))
    return tuple(found)


def judge(
    db: Store,
    office: str,
    year: int,
    recommendation: str,
    verdict: Verdict,
    reason: str = "",
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Accept what an office says about a recommendation (AGREE) or send it back (REJECT), which needs a reason.

    It travels in the next balasan. Raises NotAllowed: "role", "unknown_office", "not_sent" (the office has said
    nothing), "clash" (its laptops differ), "too_short", "too_long".
    """
    if verdict not in (Verdict.AGREE, Verdict.REJECT):
        raise ValueError(verdict)
    kept = clean_text(reason).strip()
    row = (FOLLOWUPS, recommendation)
    with db.atomic():
        must_be_secretariat(db)
        if catalog.register().office(office) is None:
            raise NotAllowed("unknown_office", office=office)
        cells = assessments.load_cells(db, office, year, row)
        if not cells:
            raise NotAllowed("not_sent", office=office)
        if len({cell.value for cell in cells}) > 1:
            raise NotAllowed("clash", code=recommendation)
        before = standing_of(reviews.list_rulings(db, year, office), row)
        differed = review.judgement(cells, before) is Judgement.DIFFERENT
        if not kept and (verdict is not Verdict.AGREE or differed):
            raise NotAllowed("too_short", field="reason", least=1)
        if len(kept) > review.MOST_OF_A_REASON:
            raise NotAllowed("too_long", field="reason", most=review.MOST_OF_A_REASON)
        seen = tuple(cell.edit.dot for cell in cells)
        if [(item.verdict, item.reason, item.seen) for item in before] == [(verdict, kept, seen)]:
            return Changes()
        over = tuple(ruling.dot for ruling in before)
        _add_ruling(db, office, year, row, verdict, kept, seen=seen, over=over, who=who, now=now)
    return _changes(recommendation)


def take_judgement_back(
    db: Store, office: str, year: int, recommendation: str, *, who: str, now: datetime
) -> Changes:
    """Take back what this desk ruled on a follow-up: what stood before stands again. Raises NotAllowed("role")."""
    row = (FOLLOWUPS, recommendation)
    with db.atomic():
        must_be_secretariat(db)
        standing = standing_of(reviews.list_rulings(db, year, office), row)
        own = tuple(ruling.dot for ruling in standing if ruling.edit.replica == db.replica)
        if not own:
            return Changes()
        _add_ruling(db, office, year, row, Verdict.AGREE, "", seen=own, over=own, who=who, now=now)
    return _changes(recommendation)


def _last_letters(db: Store, year: int) -> Mapping[tuple[str, str], Edit]:
    """The act that recorded the last letter of each kind to each office."""
    found: dict[tuple[str, str], Edit] = {}
    for entry in journal.list_of_act(db, LETTER):
        match entry.new:
            case {"kind": str(kind)} if entry.subject.year == year:
                found[entry.subject.office, kind] = entry.edit
    return found


def _newer(one: Edit | None, other: Edit | None) -> Edit | None:
    known = [edit for edit in (one, other) if edit is not None]
    return max(known, key=lambda edit: (edit.at, edit.n), default=None)


def _is_after(edit: Edit, letter: Edit | None) -> bool:
    if letter is None:
        return True
    return edit.n > letter.n if edit.replica == letter.replica else edit.at > letter.at


def _add_ruling(
    db: Store,
    office: str,
    year: int,
    row: RowKey,
    verdict: Verdict,
    reason: str,
    *,
    seen: tuple[Dot, ...],
    over: tuple[Dot, ...],
    who: str,
    now: datetime,
) -> None:
    new: dict[str, Json] = {
        "verdict": verdict.value,
        "reason": reason,
        "seen": [dot_text(dot) for dot in seen],
    }
    old = [dot_text(dot) for dot in over]
    entry = journal.add(db, RULE, Subject(office, year, *row), old, new, who=who, now=now)
    ruling = Ruling(office, row, seen, over, verdict, None, reason, entry.edit)
    reviews.add_rulings(db, year, [ruling])


def _changes(recommendation: str) -> Changes:
    return Changes(questions=frozenset({recommendation}), topics=frozenset({"followups", "review", "inbox"}))
