"""Survei kepuasan masyarakat at an office's desk and at the secretariat's.

What one store collected for a service and period is one row, its batch: two laptops' counts add and never clash.
Answers of single respondents stay where they were typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rbdesk.domain import survey as surveys
from rbdesk.domain.lineage import Cell, Edit, RowKey
from rbdesk.domain.reference import SURVEYS
from rbdesk.domain.survey import Batch, Counts, Form, Means, Result, Survey
from rbdesk.domain.typed import clean_line, clean_text
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, forms, journal
from rbdesk.store.cells import value_text_of
from rbdesk.store.database import Store
from rbdesk.store.journal import Entry, Subject
from rbdesk.store.values import Json
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.locks import must_be_open

COLLECT = "survey"
TOPIC = "survey"


@dataclass(frozen=True, slots=True)
class Collected:
    """A batch as it stands: who wrote it last, and whether this store collected it. `others` are differing values."""

    batch: Batch
    edit: Edit
    is_own: bool
    others: tuple[Batch, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyYear:
    """The survey of an office in a year: what was collected, in order of period and service.

    A desk may hold periods of earlier years too, to compare with; they count only where they are asked for by name.
    """

    survey: Survey
    collected: tuple[Collected, ...]
    year: int

    def batches(self, service: str = "", period: str = "") -> tuple[Batch, ...]:
        """The batches that stand, of a service and a period, "" for all of the year.

        Where laptops differ none counts.
        """
        return tuple(
            batch
            for batch in self.every()
            if service in ("", batch.service)
            and (batch.period == period if period else batch.period.startswith(str(self.year)))
        )

    def every(self) -> tuple[Batch, ...]:
        """The batches that stand, also of periods of earlier years."""
        return tuple(one.batch for one in self.collected if not one.others and one.batch.on)

    def result(self, service: str = "", period: str = "") -> Result:
        """What they give together."""
        return surveys.result_of(self.survey, self.batches(service, period))

    def services(self) -> tuple[str, ...]:
        """The services of the year that something was collected for, in alphabetical order."""
        return tuple(sorted({batch.service for batch in self.batches()}, key=str.casefold))

    def periods(self) -> tuple[str, ...]:
        """The periods of the year that something was collected in, oldest first."""
        return tuple(sorted({batch.period for batch in self.batches()}))


@dataclass(frozen=True, slots=True)
class RegencySurvey:
    """The survey over all offices: each office's year, and the result over all respondents of all of them."""

    survey: Survey
    offices: tuple[tuple[str, SurveyYear], ...]
    result: Result


def load_survey(db: Store, office: str, year: int) -> SurveyYear:
    """The survey of an office in a year. Raises NotAllowed: "unknown_year", "unknown_instrument"."""
    rows = assessments.load_rows(db, SURVEYS, year, year, office).get((office, year), {})
    return _year(db, catalog.survey_of_year(year), year, rows.items())


def load_all_surveys(db: Store, year: int, period: str = "") -> RegencySurvey:
    """The survey of all offices that hold any, in the register's order; of one period, "" for all."""
    survey = catalog.survey_of_year(year)
    held = assessments.load_rows(db, SURVEYS, year, year)
    years = tuple(
        (office.code, _year(db, survey, year, held[office.code, year].items()))
        for office in catalog.register().offices
        if (office.code, year) in held
    )
    batches = [batch for _, of_office in years for batch in of_office.batches(period=period)]
    return RegencySurvey(survey, years, surveys.result_of(survey, batches))


def load_missing(db: Store, office: str, year: int) -> bool:
    """Whether the year's edition has a survey of which nothing counts at this desk."""
    try:
        return not load_survey(db, office, year).batches()
    except NotAllowed:
        return False


def load_own(
    db: Store, office: str, year: int, service: str, period: str
) -> tuple[Batch | None, tuple[Form, ...]]:
    """What this store collected for a service and period, and its forms if single ones were filled."""
    batch = _own(db, office, year, clean_line(service), period)
    return batch, forms.list_forms(db, office, year, batch) if batch is not None else ()


def keep_counts(
    db: Store,
    office: str,
    year: int,
    service: str,
    period: str,
    counts: Counts,
    respondents: int,
    *,
    population: int | None = None,
    profile: Sequence[tuple[str, str, int]] = (),
    note: str = "",
    who: str,
    now: datetime,
) -> Changes:
    """Keep counts per answer as what this store collected; single forms of before are gone.

    Raises NotAllowed: "locked", "role", "survey_fault" (`fault` as `domain.survey.fault_of`).
    """
    draft = _draft(db, office, year, service, period, counts=counts, means=None)
    draft = replace(draft, respondents=respondents, population=population, profile=tuple(profile), note=note)
    return keep_batch(db, office, year, draft, (), who=who, now=now)


def keep_means(
    db: Store,
    office: str,
    year: int,
    service: str,
    period: str,
    means: Means,
    respondents: int,
    *,
    population: int | None = None,
    profile: Sequence[tuple[str, str, int]] = (),
    note: str = "",
    who: str,
    now: datetime,
) -> Changes:
    """Keep nine averages as what this store collected. Raises as `keep_counts`."""
    draft = _draft(db, office, year, service, period, counts=None, means=means)
    draft = replace(draft, respondents=respondents, population=population, profile=tuple(profile), note=note)
    return keep_batch(db, office, year, draft, (), who=who, now=now)


def keep_forms(
    db: Store,
    office: str,
    year: int,
    service: str,
    period: str,
    filled: Sequence[Form],
    *,
    population: int | None = None,
    note: str = "",
    who: str,
    now: datetime,
) -> Changes:
    """Keep single forms as what this store collected; forms without an answer are left out. Raises as `keep_counts`."""
    kept = [form for form in filled if not form.is_empty]
    before = _own(db, office, year, clean_line(service), period)
    draft = _draft(db, office, year, service, period, counts=surveys.counts_of(kept), means=None)
    draft = replace(
        draft,
        respondents=len(kept),
        broken=before.broken if before is not None else 0,
        population=population,
        profile=surveys.profile_of(kept),
        note=note,
    )
    return keep_batch(db, office, year, draft, kept, who=who, now=now)


def add_form(
    db: Store, office: str, year: int, service: str, period: str, form: Form, *, who: str, now: datetime
) -> Changes:
    """Add one respondent's form, as the kiosk does when the last question has passed; an empty one changes nothing.

    Raises as `keep_counts`, and "survey_means": only averages are kept for this service and period.
    """
    if form.is_empty:
        return Changes()
    with db.atomic():
        before = _own(db, office, year, clean_line(service), period)
        draft = _added_to(db, before, office, year, service, period)
        counts = surveys.add_counts(draft.counts or (), surveys.counts_of([form]))
        profile = dict(((field, choice), count) for field, choice, count in draft.profile)
        for choice in form.profile:
            profile[choice] = profile.get(choice, 0) + 1
        kept = replace(
            draft,
            counts=counts,
            respondents=draft.respondents + 1,
            profile=tuple((field, choice, count) for (field, choice), count in sorted(profile.items())),
            on=True,
        )
        changes = _write(db, office, year, kept, who=who, now=now)
        had_forms = before is None or not before.respondents or forms.has_forms(db, office, year, kept)
        if had_forms:  # else counts were typed before: single forms could not explain them
            forms.add_form(db, office, year, kept, form)
    return changes


def add_broken(
    db: Store, office: str, year: int, service: str, period: str, *, who: str, now: datetime
) -> Changes:
    """Count a form that was begun at the kiosk and broken off. Raises as `add_form`."""
    with db.atomic():
        before = _own(db, office, year, clean_line(service), period)
        draft = _added_to(db, before, office, year, service, period)
        return _write(db, office, year, replace(draft, broken=draft.broken + 1), who=who, now=now)


def keep_batch(
    db: Store,
    office: str,
    year: int,
    batch: Batch,
    filled: Sequence[Form],
    *,
    who: str,
    now: datetime,
) -> Changes:
    """Let a batch stand as given, with its forms: also what undo does with the former one. Raises as `keep_counts`."""
    with db.atomic():
        changes = _write(db, office, year, batch, who=who, now=now)
        if changes or filled:
            forms.keep_forms(db, office, year, batch, filled)
        return changes


def set_standing(
    db: Store, office: str, year: int, batch: Batch, on: bool, *, who: str, now: datetime
) -> Changes:
    """Take a batch away, or let it count again; its forms stay. Raises NotAllowed: "locked", "role"."""
    with db.atomic():
        return _write(db, office, year, replace(batch, on=on), who=who, now=now)


def row_of(batch: Batch) -> RowKey:
    """The row that a batch stands in."""
    return (SURVEYS, batch.instrument, batch.service, batch.period, batch.batch)


def row_in(entry: Entry) -> RowKey:
    """The row that a journal row of the act `COLLECT` wrote. Raises ValueError: it is none."""
    match entry.new:
        case {"row": [*names]}:
            return tuple(map(str, names))
    raise ValueError("not what this act writes")


def _year(
    db: Store, survey: Survey, year: int, rows: Iterable[tuple[RowKey, tuple[Cell, ...]]]
) -> SurveyYear:
    own = journal.list_replicas(db)
    found = []
    for row, cells in rows:
        if row[0] != SURVEYS or row[1] != survey.id:
            continue
        batches = [cell.value for cell in cells if isinstance(cell.value, Batch)]
        found.append(Collected(batches[0], cells[0].edit, row[4] in own, tuple(batches[1:])))
    found.sort(key=lambda one: (one.batch.period, one.batch.service.casefold(), one.batch.batch))
    return SurveyYear(survey, tuple(found), year)


def _own(db: Store, office: str, year: int, service: str, period: str) -> Batch | None:
    """The batch that this store collected, in its present life or an earlier one; the one with most respondents."""
    instrument = catalog.survey_of_year(year).id
    found = []
    for replica in sorted(journal.list_replicas(db) | {db.replica}):
        cells = assessments.load_cells(db, office, year, (SURVEYS, instrument, service, period, replica))
        found += [cells[0].value] if len(cells) == 1 else []
    batches = [value for value in found if isinstance(value, Batch)]
    return max(batches, key=lambda batch: (batch.on, batch.respondents, batch.batch), default=None)


def _draft(
    db: Store,
    office: str,
    year: int,
    service: str,
    period: str,
    *,
    counts: Counts | None,
    means: Means | None,
) -> Batch:
    name = clean_line(service)
    before = _own(db, office, year, name, period)
    return Batch(
        instrument=catalog.survey_of_year(year).id,
        service=name,
        period=period,
        batch=before.batch if before is not None else db.replica,
        counts=counts,
        means=means,
        broken=before.broken if before is not None else 0,
    )


def _added_to(db: Store, before: Batch | None, office: str, year: int, service: str, period: str) -> Batch:
    """The batch that one more form goes into, with counts."""
    nothing: Counts = ((0, 0, 0, 0),) * surveys.ELEMENTS
    if before is None:
        return _draft(db, office, year, service, period, counts=nothing, means=None)
    if before.means is not None:
        raise NotAllowed("survey_means", service=before.service)
    return before if before.on else replace(before, counts=nothing, respondents=0, broken=0, profile=())


def _write(db: Store, office: str, year: int, batch: Batch, *, who: str, now: datetime) -> Changes:
    kept = replace(batch, service=clean_line(batch.service), note=clean_text(batch.note).strip())
    kept = replace(kept, profile=tuple(sorted(kept.profile)))
    fault = surveys.fault_of(kept)
    if fault is not None:
        raise NotAllowed("survey_fault", fault=fault)
    must_be_open(db, office, year)
    row = row_of(kept)
    before = [cell.value for cell in assessments.load_cells(db, office, year, row)]
    if before == [kept]:
        return Changes()
    old = [value_text_of(row, value) for value in before]
    new: Json = {"row": list(row), "value": value_text_of(row, kept)}
    subject = Subject(office, year, kept.instrument)
    entry = journal.add(db, COLLECT, subject, old, new, who=who, now=now)
    assessments.keep_cell(db, office, year, row, Cell(entry.edit, kept))
    return Changes(topics=frozenset({TOPIC}))
