"""The questions that came back to an office, as it sees them: its answer, the ruling, what both are worth, its reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rbdesk.domain import conflict, conversation, review, scoring
from rbdesk.domain.assessment import EMPTY, Answer, Key
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.conversation import Turn
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import RowKey, Snapshot
from rbdesk.domain.review import Judgement, Reply, Ruling, Verdict
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, letters
from rbdesk.workflow.locks import must_be_asked


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One question that came back: what the office says, what was ruled, what it is worth then, what was replied.

    `verified` is None where nothing else is ruled (a question was asked). `reply` is None while the office has not
    decided. `is_outdated`: the ruling is about an earlier answer. `clashes`: the office's laptops differ, and `answer`
    is empty until it has chosen. `points`: by how many percent points of the whole sheet this ruling alone changes
    what the office says, None where nothing else is ruled or laptops differ.
    """

    code: str
    answer: Answer
    ruling: Ruling
    verified: Answer | None
    reply: Reply | None
    is_outdated: bool
    clashes: bool
    turns: tuple[Turn, ...]
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """The balasan as the office sees it: rows in the sheet's order, both scores, the letter's number (0 before any)."""

    key: Key
    number: int
    rows: tuple[ReturnedRow, ...]
    own: ScoreRange
    verified: ScoreRange
    judged: int

    @property
    def undecided(self) -> tuple[str, ...]:
        """Codes of the questions on which the office has not decided."""
        return tuple(row.code for row in self.rows if row.reply is None)


def load_returned(db: Store, key: Key) -> Returned:
    """What came back of an office's year, and what the office has decided about it."""
    must_be_asked(key)
    return returned_under(db, key, reviews.list_rulings(db, key.year, key.office))


def returned_under(db: Store, key: Key, rulings: Sequence[Ruling]) -> Returned:
    """What would have come back of an office's year under these rulings."""
    instrument = catalog.instrument(key.instrument)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    under = review.settled(snapshot, key.office, rulings)
    standing = {row: found for (_, row), found in review.current(rulings).items()}
    turns = conversation.conversation(rulings, snapshot)
    says = assessments.to_assessment(snapshot, key).answers
    before = scoring.score(instrument, says).percent()
    rows = []
    judged = 0
    for code, row in _question_rows(instrument):
        found = standing.get(row, ())
        judged += bool(found)
        back = next((ruling for ruling in found if ruling.verdict is not Verdict.AGREE), None)
        if back is not None:
            made = _returned_row(code, row, back, snapshot, turns.get(row, ()))
            if made.verified is not None and not made.clashes:
                after = scoring.score(instrument, {**says, code: made.verified}).percent()
                made = replace(made, points=after - before)
            rows.append(made)
    return Returned(
        key=key,
        number=letters.load_return_number(db),
        rows=tuple(rows),
        own=conflict.score_range(instrument, snapshot),
        verified=conflict.score_range(instrument, under),
        judged=judged,
    )


def _returned_row(
    code: str, row: RowKey, ruling: Ruling, snapshot: Snapshot, turns: tuple[Turn, ...]
) -> ReturnedRow:
    cells = snapshot.rows.get(row, ())
    replies = conversation.replies_to(ruling, snapshot)
    said = [cell.value for cell in cells if isinstance(cell.value, Answer)]
    reply = replies[0].value if replies else None
    return ReturnedRow(
        code=code,
        answer=said[0] if len(set(said)) == 1 else EMPTY,
        ruling=ruling,
        verified=None if ruling.verdict is Verdict.ASK else Answer(ruling.value),
        reply=reply if isinstance(reply, Reply) else None,
        clashes=len(set(said)) > 1,
        is_outdated=review.judgement(cells, [ruling]) is Judgement.LOOK_AGAIN,
        turns=turns,
    )


def _question_rows(instrument: Instrument) -> list[tuple[str, RowKey]]:
    codes = [instrument.nodes[place].code for place in instrument.question_places]
    return [(code, assessments.answer_row(instrument.id, code)) for code in codes]
