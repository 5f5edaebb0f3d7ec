"""Recommendations beside what became of them: an office's, all offices', and the history of one. Only reads.

What was open last year stands in this year by itself: an item is told from the rows of the years before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import partial

from rbdesk.domain import checks, review, scoring
from rbdesk.domain import followup as followups
from rbdesk.domain.assessment import EMPTY, Answer, Evidence, Key, value_fault
from rbdesk.domain.followup import FollowUp, Recommendation, Status
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.domain.lineage import Dot, RowKey, Snapshot
from rbdesk.domain.reference import ANSWERS, EVIDENCE, FOLLOWUPS, RECOMMENDATIONS
from rbdesk.domain.review import Judgement, Ruling, Verdict
from rbdesk.errors import NotAllowed
from rbdesk.store import advice as advices
from rbdesk.store import assessments, carriages, journal, replaced, reviews, submissions
from rbdesk.store.cells import parse_value_of
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.values import Json, to_evidence
from rbdesk.workflow import catalog
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.provenance import first_carrier

RECOMMEND, FOLLOW_UP, ADVISE = "recommend", "followup", "advise"  # acts of the journal
RULE, PROOF = "rule", "evidence"
_YEARS_BACK = 3
_NOTHING = Snapshot({}, {})
_AFTER_ALL = 2**62  # a place behind every package


@dataclass(frozen=True, slots=True)
class Lifted:
    """A question that a recommendation should lift: its answer last year and now, and what is in it.

    `before` is None where last year is not at this desk. `gained` is in points since last year, `possible` what the
    question could still give, in points of the office's sheet. `displayed` is the code as people read it.
    """

    instrument: str
    code: str
    displayed: str
    text: str
    before: Answer | None
    now: Answer
    gained: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation to an office beside what became of it.

    `given_year` is the year it was made for; `followup` is None before the first word of the office. `is_own`: the
    office wrote it down itself. `days_late` counts from its date to the day that was asked about. `rulings` are
    those of the secretariat that stand, `judgement` how they stand to what the office says now; `clashes` where the
    office's laptops differ and nothing was chosen. `waived` is the office's reason why it is done without evidence.
    """

    office: str
    given_year: int
    recommendation: Recommendation
    followup: FollowUp | None
    is_own: bool
    days_late: int
    evidence: tuple[Evidence, ...]
    questions: tuple[Lifted, ...]
    rulings: tuple[Ruling, ...]
    judgement: Judgement
    clashes: bool
    changed_at: datetime | None
    waived: str = ""

    @property
    def id(self) -> str:
        """The recommendation's id."""
        return self.recommendation.id

    @property
    def status(self) -> Status:
        """What the office says; not begun before its first word."""
        return self.followup.status if self.followup else Status.NOT_BEGUN

    @property
    def progress(self) -> int:
        """Percent, as the office says."""
        return self.followup.progress if self.followup else 0

    @property
    def due(self) -> date | None:
        """Tenggat: the office's own, else the recommendation's."""
        return followups.due_of(self.recommendation, self.followup)

    @property
    def is_late(self) -> bool:
        """Terlambat."""
        return self.days_late > 0

    @property
    def is_returned(self) -> bool:
        """True while the secretariat has sent back what the office says now."""
        return self.judgement is Judgement.DECIDED and self.rulings[0].verdict is Verdict.REJECT

    @property
    def is_accepted(self) -> bool:
        """True while the secretariat has accepted what the office says now."""
        return self.judgement is Judgement.DECIDED and self.rulings[0].verdict is Verdict.AGREE

    @property
    def is_open(self) -> bool:
        """True while something is still expected of the office."""
        return self.is_returned or not followups.is_finished(self.status)


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of an item's history, newest first in a list.

    `act` is "followup" (`followup` and what stood `before`), "evidence" (`file`; `on` false: taken away), "recommend"
    (it was written down or changed) or "rule" (`ruling`).
    """

    at: datetime
    by: str
    device: str
    act: str
    followup: FollowUp | None = None
    before: FollowUp | None = None
    file: Evidence | None = None
    ruling: Ruling | None = None


# --- reading ----------------------------------------------------------------------------------------------


def list_followups(db: Store, office: str, year: int, today: date) -> tuple[Item, ...]:
    """What an office was told for a year, and what was still open of the years before: late first, finished last."""
    found = load_items(db, office, year, today)
    return tuple(sorted(found.values(), key=need))


def list_all_followups(db: Store, year: int, today: date) -> tuple[Item, ...]:
    """The same of all offices, at the secretariat. Raises NotAllowed("role")."""
    must_be_secretariat(db)
    years = range(year - _YEARS_BACK - 1, year + 1)
    by_year = {
        of: assessments.load_snapshots(db, of) for of in years
    }  # not one by one: 23 offices, five years

    def held(office: str, of: int) -> Snapshot:
        return by_year[of].get(office, _NOTHING)

    found = [
        item
        for one in catalog.register().offices
        for item in load_items(db, one.code, year, today, held=held).values()
    ]
    return tuple(sorted(found, key=need))


def need(item: Item) -> tuple[object, ...]:
    """Order of work: late ones first, the longest late first; then the nearest date; finished last."""
    return (
        not item.is_open,
        -item.days_late,
        item.due or date.max,
        item.office,
        item.recommendation.number,
        item.id,
    )


def find_item(items: Sequence[Item], name: str) -> Item:
    """The item with this number (R-04), id, or beginning of an id.

    Raises NotAllowed: "unknown_recommendation", "ambiguous" (`count`).
    """
    wanted = name.strip().casefold()
    same = [item for item in items if wanted in (item.recommendation.number.casefold(), item.id)]
    found = same or [item for item in items if len(wanted) > 3 and item.id.startswith(wanted)]
    if not found:
        raise NotAllowed("unknown_recommendation", id=name)
    if len(found) > 1:
        raise NotAllowed("ambiguous", id=name, count=len(found))
    return found[0]


def list_moments(db: Store, office: str, year: int, recommendation: str) -> tuple[Moment, ...]:
    """What happened to an item here and on other laptops, this year and the years before, newest first."""
    found: list[tuple[int, int, int, Moment]] = []
    for of_year in range(year - _YEARS_BACK, year + 1):
        own = [
            entry
            for row in (FOLLOWUPS, RECOMMENDATIONS)
            for entry in journal.list_of_question(
                db,
                Subject(office, of_year, row, recommendation),
                (FOLLOW_UP, RECOMMEND, ADVISE, PROOF, RULE),
            )
        ]
        rulings = {
            ruling.dot: ruling
            for ruling in reviews.list_rulings(db, of_year, office)
            if ruling.row == (FOLLOWUPS, recommendation)
        }
        told = {entry.edit.dot for entry in own}
        found += [(of_year, entry.place, 0, _own_moment(entry, rulings)) for entry in own]
        found += [
            (of_year, 0, ruling.edit.n, Moment(ruling.edit.at, ruling.edit.by, "", "rule", ruling=ruling))
            for ruling in rulings.values()
            if ruling.dot not in told
        ]
        found += _foreign_moments(db, office, of_year, recommendation, told)
    return tuple(moment for *_, moment in sorted(found, key=lambda item: item[:3], reverse=True))


def _own_moment(entry: Entry, rulings: Mapping[Dot, Ruling]) -> Moment:
    moment = Moment(entry.edit.at, entry.edit.by, entry.device, entry.act)
    new = entry.new if isinstance(entry.new, Mapping) else {}
    if entry.act == FOLLOW_UP:
        before = [_followup_in(old, entry) for old in entry.old]
        return replace(moment, followup=_followup_in(new.get("value"), entry), before=(*before, None)[0])
    if entry.act == PROOF:
        return replace(moment, file=to_evidence(new))
    if entry.act == RULE:
        return replace(moment, ruling=rulings.get(entry.edit.dot))
    return replace(moment, act=RECOMMEND)


def _followup_in(text: Json, entry: Entry) -> FollowUp | None:
    found = parse_value_of((FOLLOWUPS, entry.subject.question), str(text))
    return found if isinstance(found, FollowUp) else None


def _foreign_moments(
    db: Store, office: str, year: int, recommendation: str, told: set[Dot]
) -> list[tuple[int, int, int, Moment]]:
    """What came from other laptops, where the package that brought it came in."""
    received = submissions.list_received(db, year, office)
    if not received:
        return []
    snapshot = assessments.load_snapshot(db, office, year)
    files = [row for row in snapshot.rows if row[:3] == (EVIDENCE, FOLLOWUPS, recommendation)]
    carried = carriages.load_carriages(db, office, year)
    labels = {record.replica: record.device.label for record in received}
    found = []
    for row in ((FOLLOWUPS, recommendation), *files):
        for cell in (*snapshot.rows.get(row, ()), *replaced.list_of_row(db, office, year, row)):
            edit, value = cell.edit, cell.value
            carrier = first_carrier(cell, received, carried)
            is_chosen = carrier is None and cell in snapshot.rows.get(row, ())  # here, between two laptops
            if edit.dot in told or (carrier is None and not is_chosen):
                continue
            device = labels.get(edit.replica, carrier.device.label if carrier else "")
            moment = Moment(
                edit.at,
                edit.by,
                device,
                FOLLOW_UP if isinstance(value, FollowUp) else PROOF,
                followup=value if isinstance(value, FollowUp) else None,
                file=value if isinstance(value, Evidence) else None,
            )
            found.append((year, carrier.place if carrier else _AFTER_ALL, edit.n, moment))
    return found


def load_items(
    db: Store,
    office: str,
    year: int,
    today: date,
    years_back: int = _YEARS_BACK,
    *,
    held: Callable[[str, int], Snapshot] | None = None,
) -> dict[str, Item]:
    """The items of a year by id, with what was open of the years before; `held` where snapshots are loaded already."""
    held = held or partial(assessments.load_snapshot, db)
    carried: dict[str, Item] = {}
    if years_back:
        carried = {
            name: item
            for name, item in load_items(db, office, year - 1, today, years_back - 1, held=held).items()
            if item.is_open
        }
    snapshot = held(office, year)
    given = {item.recommendation.id: item for item in advices.list_advice(db, office, year)}
    own = own_of(snapshot)
    known: dict[str, tuple[int, Recommendation, bool]] = {
        name: (item.given_year, item.recommendation, item.is_own) for name, item in carried.items()
    }
    for name, recommendation in own.items():
        known[name] = (known[name][0] if name in known else year, recommendation, True)
    for name, one in given.items():
        known[name] = (known[name][0] if name in known else year, one.recommendation, False)
    if not known:
        return {}
    rulings = reviews.list_rulings(db, year, office)
    proofs = _proofs(snapshot)
    waivers = assessments.to_waivers(snapshot, Key(office, year, catalog.UNIT_SHEET))
    lifting = _Lifting(held, office, year, snapshot)
    found = {}
    for name, (given_year, recommendation, is_own) in known.items():
        if not recommendation.on:
            continue
        before = carried.get(name)
        row = (FOLLOWUPS, name)
        cells = snapshot.rows.get(row, ())
        said = [cell.value for cell in cells if isinstance(cell.value, FollowUp)]
        last = said[0] if said else before.followup if before else None
        standing = standing_of(rulings, row)
        judged = review.judgement(cells, standing)
        item = Item(
            office=office,
            given_year=given_year,
            recommendation=recommendation,
            followup=last,
            is_own=is_own,
            days_late=0,
            evidence=proofs.get(name, ()) or (before.evidence if before else ()),
            questions=lifting.questions_of(recommendation),
            rulings=standing if standing or before is None or cells else before.rulings,
            judgement=judged if standing or before is None or cells else before.judgement,
            clashes=len(set(said)) > 1,
            changed_at=max((cell.edit.at for cell in cells), default=before.changed_at if before else None),
            waived=waivers.get(f"{checks.FOLLOWUP}:{name}", ""),
        )
        status = Status.UNDER_WAY if item.is_returned else item.status
        found[name] = replace(item, days_late=followups.days_late(item.due, status, today))
    return found


class _Lifting:
    """What the questions of an office's recommendations were worth last year and are worth now."""

    def __init__(
        self, held: Callable[[str, int], Snapshot], office: str, year: int, snapshot: Snapshot
    ) -> None:
        self._held, self._office, self._year, self._snapshot = held, office, year, snapshot
        self._last: Snapshot | None = None

    def questions_of(self, recommendation: Recommendation) -> tuple[Lifted, ...]:
        found = []
        for row in recommendation.rows:
            if row[0] != ANSWERS:
                continue
            try:
                sheet = catalog.instrument(row[1])
                question = sheet.question(row[2])
            except (NotAllowed, KeyError):  # of an instrument that this program does not have
                continue
            now = _fitting(question.scale, _answer(self._snapshot, row)) or EMPTY
            before = _fitting(question.scale, _answer(self._last_year(), row))
            weight = sheet.question_share_weight(sheet.place_of[row[2]])
            worth = _worth(sheet, row[2], now)
            found.append(
                Lifted(
                    instrument=row[1],
                    code=row[2],
                    displayed=sheet.display(row[2]),
                    text=question.text,
                    before=before,
                    now=now,
                    gained=(worth - _worth(sheet, row[2], before)) * weight if before else Fraction(0),
                    possible=(1 - worth) * weight,
                )
            )
        return tuple(found)

    def _last_year(self) -> Snapshot:
        if self._last is None:
            self._last = self._held(self._office, self._year - 1)
        return self._last


def _answer(snapshot: Snapshot, row: RowKey) -> Answer | None:
    said = {cell.value for cell in snapshot.rows.get(row, ()) if isinstance(cell.value, Answer)}
    return said.pop() if len(said) == 1 else None


def _fitting(scale: Scale, answer: Answer | None) -> Answer | None:
    """The answer where the question's scale allows it: a sheet may have changed since."""
    return answer if answer is None or value_fault(scale, answer.value) is None else None


def _worth(sheet: Instrument, code: str, answer: Answer) -> Fraction:
    return scoring.share(sheet.question(code).scale, answer.value).value


def own_of(snapshot: Snapshot) -> dict[str, Recommendation]:
    """An office's own recommendations; where its laptops differ the first by dot."""
    found = {}
    for row, cells in snapshot.rows.items():
        if row[0] == RECOMMENDATIONS and isinstance(cells[0].value, Recommendation):
            found[row[1]] = cells[0].value
    return found


def _proofs(snapshot: Snapshot) -> Mapping[str, tuple[Evidence, ...]]:
    """The files that stand at follow-ups, by recommendation."""
    found: dict[str, list[Evidence]] = {}
    for row, cells in snapshot.rows.items():
        if row[:2] == (EVIDENCE, FOLLOWUPS):
            value = cells[0].value
            if isinstance(value, Evidence) and value.on:
                found.setdefault(row[2], []).append(value)
    return {
        name: tuple(sorted(files, key=lambda item: (item.name.casefold(), item.sha256)))
        for name, files in found.items()
    }


def standing_of(rulings: Sequence[Ruling], row: RowKey) -> tuple[Ruling, ...]:
    """The rulings that stand at a row, sorted by dot."""
    of_row = [ruling for ruling in rulings if ruling.row == row]
    return next(iter(review.current(of_row).values()), ())
