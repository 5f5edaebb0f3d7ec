"""Tindak lanjut: what an office was told to do better, what it does about it, and what the secretariat says of that.

An office's own recommendations and all follow-ups are rows of its state and travel in its packages. Those of the
secretariat travel in its letters (`store.advice`); its verdict on a follow-up is a ruling like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rbdesk.domain import followup as followups
from rbdesk.domain import review
from rbdesk.domain.assessment import Key, Stage
from rbdesk.domain.correspondence import Advice, Header
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.lineage import Cell, RowKey
from rbdesk.domain.office import Role
from rbdesk.domain.reference import ANSWERS, FOLLOWUPS, RECOMMENDATIONS, dot_text
from rbdesk.domain.review import Judgement, Verdict
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.store import advice as advices
from rbdesk.store import assessments, journal, marks, reviews, settings
from rbdesk.store.cells import value_text_of
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, evidence, sending
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.evidence import Staged
from rbdesk.workflow.followup_items import ADVISE, FOLLOW_UP, RECOMMEND, load_items, own_of, standing_of
from rbdesk.workflow.followup_items import Item as Item
from rbdesk.workflow.followup_items import Lifted as Lifted
from rbdesk.workflow.followup_items import Moment as Moment
from rbdesk.workflow.followup_items import find_item as find_item
from rbdesk.workflow.followup_items import list_all_followups as list_all_followups
from rbdesk.workflow.followup_items import list_followups as list_followups
from rbdesk.workflow.followup_items import list_moments as list_moments
from rbdesk.workflow.followup_rulings import judge as judge
from rbdesk.workflow.followup_rulings import take_judgement_back as take_judgement_back
from rbdesk.workflow.locks import must_be_open, must_be_own

_OWN_NUMBER, _GIVEN_NUMBER = "K", "R"


# --- recommendations --------------------------------------------------------------------------------------


def add_recommendation(
    db: Store,
    office: str,
    year: int,
    source: Source,
    text: str,
    *,
    letter: str = "",
    number: str = "",
    area: str = "",
    rows: Sequence[RowKey] = (),
    due: date | None = None,
    who: str,
    now: datetime,
) -> Changes:
    """Write down a recommendation: an office its own, the secretariat one to an office. Without a number it gets one.

    The new id is the one of `Changes.questions`. Raises NotAllowed: "too_short" (no text), "too_long", "too_many"
    (rows), "unknown_question", "unknown_area", "unknown_office", "locked", "role".
    """
    draft = Recommendation("", source, letter, number, area, tuple(rows), text, due)
    return add_recommendations(db, [(office, draft)], year, who=who, now=now)


def add_recommendations(
    db: Store,
    drafts: Sequence[tuple[str, Recommendation]],
    year: int,
    *,
    first: int = 0,
    who: str,
    now: datetime,
) -> Changes:
    """Write down several, each for an office, all or nothing; ids of drafts are not used.

    Raises as `add_recommendation`, with the `place` of the draft, counted from `first`.
    """
    changes = Changes()
    with db.atomic():
        for place, (office, draft) in enumerate(drafts, first):
            try:
                changes |= _add(db, office, year, draft, who=who, now=now)
            except NotAllowed as error:
                raise NotAllowed(error.what, **{"place": place, **error.facts}) from error
    return changes


def recommend_from_survey(
    db: Store, office: str, year: int, text: str, question: str, *, who: str, now: datetime
) -> Changes:
    """Let what a survey showed become an office's own recommendation, linked to the question about its follow-up.

    The id is the one of `Changes.questions`. What stands already in the same words is not written again: no change.
    Raises as `add_recommendation`.
    """
    with db.atomic():
        must_be_own(db, office)
        kept = clean_text(text).strip()
        own = own_of(assessments.load_snapshot(db, office, year)).values()
        if any(item.on and item.source is Source.SURVEY and item.text == kept for item in own):
            return Changes()
        rows = (assessments.answer_row(catalog.UNIT_SHEET, question),)
        draft = Recommendation("", Source.SURVEY, "", "", "", rows, text)
        return _add(db, office, year, draft, who=who, now=now)


def add_plan(
    db: Store,
    key: Key,
    steps: Sequence[tuple[str, str]],
    due: date | None,
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Make a plan of (question, what is to be done) an office's own recommendations, in one write.

    A step that stands as a plan already, with the same words, is not written again. `set_standing` with the ids in
    `Changes.questions` takes it back. Raises as `add_recommendation`.
    """
    sheet = catalog.instrument(key.instrument)
    changes = Changes()
    with db.atomic():
        must_be_own(db, key.office)
        standing = {
            (item.rows, item.text)
            for item in own_of(assessments.load_snapshot(db, key.office, key.year)).values()
            if item.on and item.source is Source.PLAN
        }
        for code, words in steps:
            if code not in sheet.place_of:
                raise NotAllowed("unknown_question", code=code)
            row = assessments.answer_row(key.instrument, code)
            # areas are those of the office's main sheet; another sheet counts its own otherwise
            area = sheet.area_of(code).code if key.instrument == catalog.UNIT_SHEET else ""
            draft = Recommendation("", Source.PLAN, "", "", area, (row,), words, due)
            if ((row,), clean_text(words).strip()) not in standing:
                changes |= _add(db, key.office, key.year, draft, who=who, now=now)
    return changes


def change_recommendation(
    db: Store, office: str, year: int, recommendation: Recommendation, *, who: str, now: datetime
) -> Changes:
    """Let a recommendation say this from now on; only whoever wrote it down may.

    Raises as `add_recommendation`, "unknown_recommendation".
    """
    with db.atomic():
        return _change(db, office, year, recommendation, who=who, now=now)


def set_standing(
    db: Store, office: str, year: int, ids: Sequence[str], on: bool, *, who: str, now: datetime
) -> Changes:
    """Withdraw recommendations, or let them stand again; what was said about them stays. Raises as above."""
    changes = Changes()
    with db.atomic():
        for name in ids:
            found = _editable(db, office, year, name)
            changes |= _change(db, office, year, replace(found, on=on), who=who, now=now)
    return changes


def set_known_standing(
    db: Store, office: str, year: int, ids: Sequence[str], on: bool, *, who: str, now: datetime
) -> Changes:
    """As `set_standing`, of those ids that this desk wrote down for this office; the others are another's."""
    own = [name for name in ids if _find_editable(db, office, year, name) is not None]
    return set_standing(db, office, year, own, on, who=who, now=now) if own else Changes()


# --- following up -----------------------------------------------------------------------------------------


def record_followup(
    db: Store, office: str, year: int, followup: FollowUp, *, who: str, now: datetime
) -> Changes:
    """Keep what an office does about a recommendation in place of what stood there.

    A locked year is opened by an answer to what the secretariat sent back. Raises NotAllowed:
    "unknown_recommendation", "too_short" (a reason is missing for what cannot be done), "too_long", "range", "locked",
    "role".
    """
    kept = _fit_followup(followup)
    name = kept.recommendation
    row = (FOLLOWUPS, name)
    with db.atomic():
        must_be_own(db, office)
        item = _must_be_listed(db, office, year, name)
        before = [cell.value for cell in assessments.load_cells(db, office, year, row)]
        if before == [kept] or (not before and item.before == kept):
            return Changes()
        changes = _open_for(db, office, year, item, who=who, now=now)
        _carry_over(db, office, year, item, who=who, now=now)
        old = [value_text_of(row, value) for value in before]
        subject = Subject(office, year, FOLLOWUPS, name)
        new: Json = {"value": value_text_of(row, kept)}
        entry = journal.add(db, FOLLOW_UP, subject, old, new, who=who, now=now)
        assessments.keep_cell(db, office, year, row, Cell(entry.edit, kept))
    return changes | _changes([name])


def attach_proof(
    db: Store,
    office: str,
    year: int,
    recommendation: str,
    staged: Staged,
    note: str = "",
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Put a staged file at a follow-up. Raises NotAllowed: "unknown_recommendation", "too_long", "locked", "role"."""
    with db.atomic():
        must_be_own(db, office)
        item = _must_be_listed(db, office, year, recommendation)
        changes = _open_for(db, office, year, item, who=who, now=now)
        _carry_over(db, office, year, item, who=who, now=now)
        found = evidence.keep_proof(db, office, year, recommendation, staged, note, who=who, now=now)
    return changes | _changes([recommendation], "evidence") if found else changes


def detach_proof(
    db: Store, office: str, year: int, recommendation: str, sha256: str, *, who: str, now: datetime
) -> Changes:
    """Take a file away from a follow-up; its bytes stay. Raises as `attach_proof`."""
    with db.atomic():
        must_be_own(db, office)
        item = _must_be_listed(db, office, year, recommendation)
        changes = _open_for(db, office, year, item, who=who, now=now)
        found = evidence.drop_proof(db, office, year, recommendation, sha256, who=who, now=now)
    return changes | _changes([recommendation], "evidence") if found else changes


# --- letters ---------------------------------------------------------------------------------------------


def gather_advice(db: Store, office: str, year: int, today: date) -> tuple[Advice, ...]:
    """What a letter to an office carries: all it was given this year, and what is open of the years before."""
    found = {item.recommendation.id: item for item in advices.list_advice(db, office, year)}
    for item in load_items(db, office, year, today).values():
        if item.is_own or item.id in found or not item.is_open:
            continue
        older = advices.list_advice(db, office, item.given_year)
        found |= {one.recommendation.id: one for one in older if one.recommendation.id == item.id}
    return tuple(found[name] for name in sorted(found))


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a follow-up is about; `before` is what was said of it in the years before, None where this year knows it."""

    recommendation: Recommendation
    is_own: bool
    is_returned: bool
    before: FollowUp | None


def list_new_advice(db: Store, header: Header, advice: Sequence[Advice], year: int) -> tuple[Advice, ...]:
    """The recommendations of a letter that the office does not hold as they stand there.

    Raises BundleRefused("RB-M02"): one edit with two contents, a cloned desk.
    """
    held = {item.edit.dot: item for item in advices.list_advice(db, header.office, year)}
    for item in advice:
        if held.get(item.edit.dot, item) != item:
            raise BundleRefused("RB-M02", row=item.recommendation.id, device=header.device.label)
    return tuple(item for item in advice if item.edit.dot not in held)


def _add(db: Store, office: str, year: int, draft: Recommendation, *, who: str, now: datetime) -> Changes:
    """Write down one recommendation under the number of the journal's row that tells it."""
    kept = _fit(db, office, year, draft)
    name = dot_text((db.replica, journal.load_last_number(db, db.replica) + 1))
    _write(db, office, year, replace(kept, id=name, on=True), (), who=who, now=now)
    return _changes([name])


def _change(
    db: Store, office: str, year: int, recommendation: Recommendation, *, who: str, now: datetime
) -> Changes:
    before = _editable(db, office, year, recommendation.id)
    kept = replace(_fit(db, office, year, recommendation), id=before.id, on=recommendation.on)
    if kept == before:
        return Changes()
    _write(db, office, year, kept, (before,), who=who, now=now)
    return _changes([kept.id])


def _write(
    db: Store,
    office: str,
    year: int,
    kept: Recommendation,
    before: Sequence[Recommendation],
    *,
    who: str,
    now: datetime,
) -> None:
    is_given = _is_secretariat(db)
    if is_given:
        _must_be_office(office)
    else:
        must_be_open(db, office, year)
    row = (RECOMMENDATIONS, kept.id)
    old = [value_text_of(row, value) for value in before]
    new: Json = {"value": value_text_of(row, kept)}
    act = ADVISE if is_given else RECOMMEND
    entry = journal.add(db, act, Subject(office, year, *row), old, new, who=who, now=now)
    if is_given:
        advices.keep_advice(db, office, year, [Advice(kept, entry.edit)])
    else:
        assessments.keep_cell(db, office, year, row, Cell(entry.edit, kept))


def _editable(db: Store, office: str, year: int, name: str) -> Recommendation:
    """The recommendation that this desk wrote down itself, withdrawn or not. Raises NotAllowed."""
    found = _find_editable(db, office, year, name)
    if found is None:
        raise NotAllowed("unknown_recommendation", id=name)
    return found


def _find_editable(db: Store, office: str, year: int, name: str) -> Recommendation | None:
    if _is_secretariat(db):
        given = advices.list_advice(db, office, year)
        return next((item.recommendation for item in given if item.recommendation.id == name), None)
    must_be_own(db, office)
    cells = assessments.load_cells(db, office, year, (RECOMMENDATIONS, name))
    value = cells[0].value if cells else None
    return value if isinstance(value, Recommendation) else None


def _carry_over(db: Store, office: str, year: int, item: _Listed, *, who: str, now: datetime) -> None:
    """Let an own recommendation of an earlier year stand in this year's state, since its follow-up refers to it."""
    row = (RECOMMENDATIONS, item.recommendation.id)
    if item.is_own and not assessments.load_cells(db, office, year, row):
        _write(db, office, year, item.recommendation, (), who=who, now=now)


def _open_for(db: Store, office: str, year: int, item: _Listed, *, who: str, now: datetime) -> Changes:
    """Make sure that the year is open: what was sent back opens it, as an answered balasan does."""
    key = Key(office, year, catalog.UNIT_SHEET)
    if item.is_returned and marks.load_stage(db, office, year).stage is not Stage.OPEN:
        return sending.unlock(db, key, item.recommendation.number or item.recommendation.id, who=who, now=now)
    must_be_open(db, office, year)
    return Changes()


def _must_be_listed(db: Store, office: str, year: int, name: str) -> _Listed:
    """The recommendation that a follow-up is about. Raises NotAllowed("unknown_recommendation")."""
    row = (FOLLOWUPS, name)
    own = assessments.load_cells(db, office, year, (RECOMMENDATIONS, name))
    given = [item for item in advices.list_advice(db, office, year) if item.recommendation.id == name]
    if own or given:
        known = given[0].recommendation if given else own[0].value
        cells = assessments.load_cells(db, office, year, row)
        standing = standing_of(reviews.list_rulings(db, year, office), row)
        is_decided = review.judgement(cells, standing) is Judgement.DECIDED
        if isinstance(known, Recommendation) and known.on:
            is_returned = is_decided and standing[0].verdict is Verdict.REJECT
            return _Listed(known, not given, is_returned, None)
    item = load_items(db, office, year, date.min).get(name)
    if item is None:
        raise NotAllowed("unknown_recommendation", id=name)
    return _Listed(item.recommendation, item.is_own, item.is_returned, item.followup)


def _fit(db: Store, office: str, year: int, draft: Recommendation) -> Recommendation:
    """A recommendation in kept form. Raises NotAllowed."""
    text = clean_text(draft.text).strip()
    if not text:
        raise NotAllowed("too_short", field="text", least=1)
    _must_fit("text", text, followups.MOST_OF_A_TEXT)
    letter, number = clean_line(draft.letter), clean_line(draft.number)
    _must_fit("letter", letter, followups.MOST_OF_A_LETTER)
    _must_fit("number", number, followups.MOST_OF_A_NUMBER)
    if len(draft.rows) > followups.MOST_ROWS:
        raise NotAllowed("too_many", most=followups.MOST_ROWS)
    area = draft.area
    for row in draft.rows:
        if row[0] != ANSWERS:
            continue
        sheet = catalog.instrument(row[1])
        if row[2] not in sheet.place_of or sheet.nodes[sheet.place_of[row[2]]].question is None:
            raise NotAllowed("unknown_question", code=row[2])
        area = area or (sheet.area_of(row[2]).code if row[1] == catalog.UNIT_SHEET else "")
    if area and area not in {group.code for group in catalog.instrument(catalog.UNIT_SHEET).areas}:
        raise NotAllowed("unknown_area", area=area)
    rows = tuple(dict.fromkeys(draft.rows))
    number = number or _next_number(db, office, year)
    return replace(draft, text=text, letter=letter, number=number, area=area, rows=rows)


def _next_number(db: Store, office: str, year: int) -> str:
    """The first free number of this desk's own kind: R-01 is the secretariat's, K-01 the office's."""
    kind = _GIVEN_NUMBER if _is_secretariat(db) else _OWN_NUMBER
    own = own_of(assessments.load_snapshot(db, office, year)).values()
    given = (item.recommendation for item in advices.list_advice(db, office, year))
    taken = {item.number.casefold() for item in (*own, *given)}
    place = 1
    while f"{kind}-{place:02}".casefold() in taken:
        place += 1
    return f"{kind}-{place:02}"


def _fit_followup(followup: FollowUp) -> FollowUp:
    """A follow-up in kept form. Raises NotAllowed."""
    if not 0 <= followup.progress <= 100:
        raise NotAllowed("range", field="progress", least=0, most=100)
    plan, note = clean_text(followup.plan).strip(), clean_text(followup.note).strip()
    post = clean_line(followup.post)
    _must_fit("plan", plan, followups.MOST_OF_A_TEXT)
    _must_fit("note", note, followups.MOST_OF_A_TEXT)
    _must_fit("post", post, followups.MOST_OF_A_POST)
    if followup.status is Status.IMPOSSIBLE and not note:
        raise NotAllowed("too_short", field="reason", least=1)
    return followups.fit(replace(followup, plan=plan, note=note, post=post))


def _must_fit(field: str, text: str, most: int) -> None:
    if len(text) > most:
        raise NotAllowed("too_long", field=field, most=most)


def _is_secretariat(db: Store) -> bool:
    return settings.load_fact(db, "role") == Role.SECRETARIAT.value


def _must_be_office(office: str) -> None:
    if catalog.register().office(office) is None:
        raise NotAllowed("unknown_office", office=office)


def _changes(ids: Sequence[str], *topics: str) -> Changes:
    return Changes(questions=frozenset(ids), topics=frozenset({"followups", *topics}))
