"""What the secretariat says of a follow-up: accepted, or sent back with a reason. A ruling, like those on answers."""

from __future__ import annotations

from datetime import datetime

from rbdesk.domain import review
from rbdesk.domain.lineage import Dot, RowKey
from rbdesk.domain.reference import FOLLOWUPS, dot_text
from rbdesk.domain.review import Judgement, Ruling, Verdict
from rbdesk.domain.typed import clean_text
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, journal, reviews
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.followup_items import RULE, standing_of


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
