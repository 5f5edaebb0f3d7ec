"""Kepuasan masyarakat, strategi 4+1 and integrity zone of all offices side by side at the secretariat. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rbdesk.domain import gates, strategy
from rbdesk.domain.assessment import Answer
from rbdesk.domain.gates import GateLevel, GateResult, GateState
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.reference import ANSWERS
from rbdesk.domain.scoring import score
from rbdesk.domain.strategy import PointResult
from rbdesk.domain.survey import ElementResult, Result, Survey, result_of
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, conditions, survey_trend, surveys
from rbdesk.workflow.conditions import Proposal
from rbdesk.workflow.survey_trend import PeriodResult


@dataclass(frozen=True, slots=True)
class OfficeSatisfaction:
    """An office's survey; `result` is None where nothing counts. `differs`: its laptops say two things of one batch.

    `before` is the year before's result, None where this desk holds none.
    """

    office: str
    result: Result | None
    differs: bool
    before: PeriodResult | None = None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """All offices in the register's order. `total` stands on all their respondents: it is no mean of means.

    `periods` are those of the year that anything was collected in, oldest first; `period` the chosen one, "" for all.
    `years` are the regency's results year by year, also over all respondents.
    """

    survey: Survey
    periods: tuple[str, ...]
    period: str
    offices: tuple[OfficeSatisfaction, ...]
    total: Result
    year: int
    years: tuple[PeriodResult, ...] = ()

    @property
    def before(self) -> PeriodResult | None:
        """The regency's result of the year before, None where no office holds any."""
        return next((one for one in reversed(self.years) if one.period == str(self.year - 1)), None)

    @property
    def counted(self) -> int:
        """How many offices the total stands on."""
        return sum(one.result is not None for one in self.offices)

    def times_lowest(self, element: ElementResult, count: int = 3) -> int:
        """At how many offices an element is among the lowest."""
        key = element.element.key
        return sum(
            key in {low.element.key for low in one.result.lowest(count)}
            for one in self.offices
            if one.result is not None
        )


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """An office's points of the checklist in its order; () where it answered nothing."""

    office: str
    points: tuple[PointResult, ...]


@dataclass(frozen=True, slots=True)
class Profiles:
    """Strategi 4+1: points by offices. `means` in per cent over the offices that answered, None where none did."""

    checklist: Instrument
    offices: tuple[OfficeProfile, ...]
    means: tuple[Fraction | None, ...]

    @property
    def counted(self) -> int:
        """How many offices answered."""
        return sum(bool(one.points) for one in self.offices)


@dataclass(frozen=True, slots=True)
class OfficeGates:
    """An office at the gates of a level; () where it answered nothing."""

    office: str
    gates: tuple[GateResult, ...]

    def count(self, state: GateState) -> int:
        """How many gates stand so."""
        return sum(one.state is state for one in self.gates)


@dataclass(frozen=True, slots=True)
class Gateways:
    """Zona Integritas: gates of a level by offices, and what a proposal needs besides, in the same order."""

    sheet: Instrument
    level: GateLevel
    offices: tuple[OfficeGates, ...]
    proposals: tuple[Proposal, ...] = ()

    @property
    def counted(self) -> int:
        """How many offices fill the sheet."""
        return sum(bool(one.gates) for one in self.offices)


def load_satisfaction(db: Store, year: int, period: str = "") -> Satisfaction:
    """The survey of a year at all offices; of one period, "" for all of that year.

    Raises NotAllowed: "unknown_year", "unknown_instrument" (the edition has no survey).
    """
    regency = surveys.load_all_surveys(db, year)
    held = dict(regency.offices)
    known = sorted(
        {one for of_office in held.values() for one in of_office.periods() if one.startswith(str(year))}
    )
    chosen = [period] if period else known
    before = survey_trend.load_year_before(db, year)
    rows, everything = [], []
    for office in catalog.register().offices:
        of_office = held.get(office.code)
        batches = [] if of_office is None else [
            batch for batch in of_office.every() if batch.period in chosen
        ]  # fmt: skip
        everything += batches
        result = result_of(regency.survey, batches)
        differs = of_office is not None and any(
            one.others and one.batch.period in (period, *known) for one in of_office.collected
        )
        known_result = result if result.respondents else None
        rows.append(OfficeSatisfaction(office.code, known_result, differs, before.get(office.code)))
    total = result_of(regency.survey, everything)
    years = survey_trend.load_years(db, year)
    return Satisfaction(regency.survey, tuple(known), period, tuple(rows), total, year, years)


def load_profiles(db: Store, year: int) -> Profiles:
    """The checklist of a year's edition at all offices. Raises NotAllowed: "unknown_year", "unknown_instrument"."""
    found = [sheet for sheet in catalog.edition_of_year(year).instruments if sheet.points]
    if not found:
        raise NotAllowed("unknown_instrument", id="strategi")
    checklist = found[0]
    rows = []
    for office, answers in _answers_by_office(db, year, checklist.id):
        rows.append(OfficeProfile(office, strategy.profile(checklist, answers) if answers else ()))
    means = tuple(
        _mean([one.points[at].percent for one in rows if one.points]) for at in range(len(checklist.points))
    )
    return Profiles(checklist, tuple(rows), means)


def load_gates(db: Store, year: int, level: str = "") -> Gateways:
    """The gates of a level ("" the first) at all offices.

    Raises NotAllowed: "unknown_year", "unknown_instrument" (the edition has no sheet with gates, or not this level).
    """
    found = [sheet for sheet in catalog.edition_of_year(year).instruments if sheet.levels]
    chosen = found[0].gate_level(level or found[0].levels[0].id) if found else None
    if chosen is None:
        raise NotAllowed("unknown_instrument", id=level or "zi")
    sheet = found[0]
    rows = []
    for office, answers in _answers_by_office(db, year, sheet.id):
        judged = gates.judge_gates(sheet, score(sheet, answers), chosen.id) if answers else ()
        rows.append(OfficeGates(office, judged))
    proposals = tuple(conditions.load_proposal(db, one.office, year, chosen.id) for one in rows)
    return Gateways(sheet, chosen, tuple(rows), proposals)


def _answers_by_office(db: Store, year: int, iid: str) -> list[tuple[str, dict[str, Answer]]]:
    """Each office of the register with its answers to a sheet; where its laptops differ a question has none."""
    held: Mapping[str, Snapshot] = assessments.load_snapshots(db, year)
    found = []
    for office in catalog.register().offices:
        rows = held[office.code].rows.items() if office.code in held else ()
        answers = {
            row[2]: cells[0].value
            for row, cells in rows
            if row[0] == ANSWERS and row[1] == iid and len(cells) == 1 and isinstance(cells[0].value, Answer)
        }
        found.append((office.code, {code: one for code, one in answers.items() if one.value is not None}))
    return found


def _mean(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
