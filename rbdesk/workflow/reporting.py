"""Laporan: gather what documents are made from, and write one. Only reads the store; nothing is computed a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from rbdesk.domain import checks, conflict, gates, review, strategy
from rbdesk.domain.assessment import Answer, Key, Stage
from rbdesk.domain.instrument import Edition, Instrument
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.office import Office, Role
from rbdesk.domain.pathway import RegencyPath
from rbdesk.domain.reference import ANSWERS
from rbdesk.domain.review import Ruling
from rbdesk.domain.scoring import band, score
from rbdesk.domain.survey import result_of
from rbdesk.errors import NotAllowed
from rbdesk.exchange import codec
from rbdesk.progress import SILENT, Progress
from rbdesk.report.year import (
    AdviceRow,
    DeviceRow,
    OfficeYear,
    RegencyYear,
    StrategyYear,
    SurveyYear,
    ZoneYear,
)
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import (
    catalog,
    citizens,
    comparing,
    conditions,
    devices,
    followup_items,
    histories,
    linting,
    office,
    planning,
    returned_rows,
    roster,
    secretariat,
    setup,
    survey_trend,
    surveys,
    tracing,
    verification,
)
from rbdesk.workflow.citizens import Profiles
from rbdesk.workflow.comparing import OfficeSides
from rbdesk.workflow.followup_items import Item
from rbdesk.workflow.secretariat import OfficeStatus
from rbdesk.workflow.setup import Identity
from rbdesk.workflow.survey_trend import PeriodResult

OFFICE, REGENCY = "office", "regency"
_JUST_ABOVE = Decimal("0.000001")  # a target is passed only above it


def gather_office(db: Store, key: Key, today: date) -> OfficeYear:
    """All that documents say of an office's year: its own, or at the secretariat that of any office.

    `today` tells what is late. Raises NotAllowed: "unknown_office", "unknown_instrument", "unknown_year", "role" (another
    office's year).
    """
    identity = setup.load_identity(db)
    found = catalog.register().office(key.office)
    if found is None:
        raise NotAllowed("unknown_office", office=key.office)
    if identity.role is Role.OFFICE:
        if identity.office != key.office:
            raise NotAllowed("role", needed="sekretariat")
        return _own_year(db, key, found, identity, today)
    sides = comparing.load_sides(db, key.year, key.instrument)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    status = next(one for one in sides.inbox.offices if one.office.code == key.office)
    before = survey_trend.load_year_before(db, key.year)
    return _sent_year(db, key, snapshot, sides.of(key.office), status, identity, today, before)


def gather_regency(db: Store, year: int, today: date, progress: Progress = SILENT) -> RegencyYear:
    """All that documents say of a year at the secretariat, every office of the register with it.

    Raises NotAllowed: "role", "unknown_year"; Cancelled.
    """
    devices.must_be_secretariat(db)
    identity = setup.load_identity(db)
    edition = catalog.edition_of_year(year)
    instrument = catalog.instrument(catalog.UNIT_SHEET)
    sides = comparing.load_sides(db, year)
    snapshots = assessments.load_snapshots(db, year)
    before = survey_trend.load_year_before(db, year)
    nothing = Snapshot({}, {})
    offices = []
    statuses = {one.office.code: one for one in sides.inbox.offices}
    for one in progress.each(sides.offices, "gather"):
        code = one.office.code
        key = Key(code, year, instrument.id)
        offices.append(
            _sent_year(db, key, snapshots.get(code, nothing), one, statuses[code], identity, today, before)
        )
    register = catalog.register()
    own_key = Key(register.code, year, catalog.REGENCY_SHEET)
    own = tracing.load_explained(db, own_key)
    answered = _given(own.answers)
    profiles = _profiles(db, year)
    return RegencyYear(
        register=register,
        year=year,
        edition=edition.id,
        instrument=instrument,
        target=identity.target,
        target_band=_target_band(instrument, identity.target),
        today=today,
        digest=sides.inbox.digest,
        rulings_digest=_rulings_digest(reviews.list_rulings(db, year)),
        offices=tuple(offices),
        received=sides.inbox.received,
        counted=sides.comparison.counted,
        average=sides.comparison.average,
        average_total=sides.comparison.average_total,
        outlines=comparing.outlines(),
        verified_counted=len(sides.verified),
        whole_counted=len(sides.whole),
        cases=sides.cases,
        own=own.sheet if answered else None,
        own_instrument=own.instrument,
        own_answers=answered,
        path=_regency_path(db, year),
        survey=_regency_survey(db, year),
        checklist=profiles.checklist if profiles is not None else None,
        strategy_means=profiles.means if profiles is not None else (),
        strategy_counted=profiles.counted if profiles is not None else 0,
        zone=_zone_sheet(edition),
        zone_counted=sum(one.zone is not None and one.zone.sheet is not None for one in offices),
        history=histories.load_history(db),
        devices=tuple(
            DeviceRow(
                one.entry.office,
                one.entry.label,
                one.fingerprint,
                one.entry.status,
                one.entry.since,
                one.last.at if one.last is not None else None,
            )
            for one in roster.load_roster(db)
        ),
        refused=len(sides.inbox.refusals),
        operator=identity.operator,
        operator_post=identity.operator_post,
    )


def _own_year(db: Store, key: Key, found: Office, identity: Identity, today: date) -> OfficeYear:
    """At the office itself: what it says, and what came back of it."""
    instrument = catalog.instrument(key.instrument)
    year = office.load_year(db, key)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    sheet = score(instrument, year.assessment.answers)
    returned = returned_rows.load_returned(db, key)
    rulings = reviews.list_rulings(db, key.year, key.office)
    is_judged = returned.judged > 0
    open_rows = verification.open_rows(instrument, snapshot, key.office, rulings) if is_judged else ()
    under = returned.verified if is_judged else None
    made = OfficeYear(
        office=found,
        regency=catalog.register().name,
        year=key.year,
        edition=catalog.edition_of_year(key.year).id,
        instrument=instrument,
        target=identity.target,
        target_band=_target_band(instrument, identity.target),
        today=today,
        digest=_digest(key, snapshot),
        rulings_digest=_rulings_digest(rulings),
        stage=year.assessment.stage,
        is_final=year.assessment.stage is not Stage.OPEN,
        revision=year.revision,
        profile=year.profile,
        head_nip=identity.head_nip,
        operator=identity.operator,
        operator_post=identity.operator_post,
        answers=_given(year.assessment.answers),
        evidence=tuple(item for item in year.assessment.evidence if item.on),
        sheet=sheet,
        conflicts=year.conflicts,
        verified=under.low if under is not None and under.is_certain else None,
        verified_answers=_settled(key, instrument, snapshot, rulings) if is_judged else {},
        rulings=_rulings(key, instrument, rulings),
        open=frozenset(open_rows) if is_judged else _all(instrument),
        path=planning.load_path(db, key),
        findings=checks.findings(instrument, year.assessment, year.context),
    )
    return _with_the_rest(db, made, snapshot, survey_trend.load_year_before(db, key.year))


def _sent_year(
    db: Store,
    key: Key,
    snapshot: Snapshot,
    sides: OfficeSides,
    status: OfficeStatus,
    identity: Identity,
    today: date,
    before: Mapping[str, PeriodResult],
) -> OfficeYear:
    """At the secretariat: what an office sent, and what was ruled on it."""
    instrument = catalog.instrument(key.instrument)
    has_sent = status.revision is not None
    rulings = reviews.list_rulings(db, key.year, key.office)
    answers = _given(tracing.load_explained(db, key).answers) if has_sent else {}
    assessment = assessments.to_assessment(snapshot, key)
    is_judged = has_sent and (sides.verified is not None or sides.reach is not None)
    findings = linting.load_findings(db, key) if has_sent else ()
    made = OfficeYear(
        office=sides.office,
        regency=catalog.register().name,
        year=key.year,
        edition=catalog.edition_of_year(key.year).id,
        instrument=instrument,
        target=identity.target,
        target_band=_target_band(instrument, identity.target),
        today=today,
        digest=_digest(key, snapshot),
        rulings_digest=_rulings_digest(rulings),
        status=status.status,
        reason=status.reason,
        missing=sides.row.missing,
        is_final=sides.row.final,
        revision=status.revision or 0,
        received=status.received,
        profile=assessments.to_profile(snapshot),
        answers=answers,
        evidence=tuple(item for item in assessment.evidence if item.on),
        sheet=sides.own,
        reach=status.range,
        conflicts=_clashing(key, snapshot),
        verified=sides.verified,
        verified_answers=_settled(key, instrument, snapshot, rulings) if is_judged else {},
        rulings=_rulings(key, instrument, rulings),
        open=sides.open,
        path=planning.load_path(db, key) if sides.own is not None else None,
        findings=findings,
        names={code: name for found in findings for code, name in linting.names_of(found).items()},
        change=sides.row.change,
    )
    return _with_the_rest(db, made, snapshot, before)


def _with_the_rest(
    db: Store, year: OfficeYear, snapshot: Snapshot, before: Mapping[str, PeriodResult]
) -> OfficeYear:
    """What stands beside the LKE in both roles: last year, follow-ups, survey, checklist, integrity zone, history."""
    code = year.code
    edition = catalog.edition_of_year(year.year)
    former = assessments.load_snapshot(db, code, year.year - 1)
    last = secretariat.comparable_sheet(year.instrument, former)
    change = year.change
    if change is None and last is not None and year.sheet is not None:
        change = year.sheet.percent() - last.percent()
    return replace(
        year,
        last=last,
        change=change,
        followups=tuple(
            _advice(item) for item in followup_items.list_followups(db, code, year.year, year.today)
        ),
        survey=_survey(db, code, year.year, before.get(code)),
        strategy=_strategy(edition, code, snapshot),
        zone=_zone(db, edition, code, snapshot),
        history=tuple(one for one in histories.load_history(db) if one.owner == code),
    )


def _advice(item: Item) -> AdviceRow:
    reason = item.rulings[0].reason if item.is_returned else ""
    return AdviceRow(
        office=item.office,
        given_year=item.given_year,
        recommendation=item.recommendation,
        followup=item.followup,
        status=item.status,
        progress=item.progress,
        due=item.due,
        days_late=item.days_late,
        evidence=item.evidence,
        is_own=item.is_own,
        is_open=item.is_open,
        is_accepted=item.is_accepted,
        is_returned=item.is_returned,
        reason=reason,
        waived=item.waived,
    )


def _survey(db: Store, code: str, year: int, before: PeriodResult | None) -> SurveyYear | None:
    """The survey of an office; None where the year's edition has none."""
    try:
        found = surveys.load_survey(db, code, year)
    except NotAllowed:
        return None
    return SurveyYear(
        survey=found.survey,
        batches=found.batches(),
        result=found.result(),
        periods=tuple((period, found.result(period=period)) for period in found.periods()),
        services=tuple((service, found.result(service)) for service in found.services()),
        before=before.result if before is not None and before.edition == found.survey.id else None,
    )


def _regency_survey(db: Store, year: int) -> SurveyYear | None:
    """The survey over all respondents of all offices; None where the year's edition has none."""
    try:
        found = surveys.load_all_surveys(db, year)
        years = survey_trend.load_years(db, year)
    except NotAllowed:
        return None
    periods = sorted({period for _, one in found.offices for period in one.periods()})
    before = [one.result for one in years if (one.period, one.edition) == (str(year - 1), found.survey.id)]
    return SurveyYear(
        survey=found.survey,
        batches=(),
        result=found.result,
        periods=tuple(
            (
                period,
                result_of(
                    found.survey, [one for _, of in found.offices for one in of.batches(period=period)]
                ),
            )
            for period in periods
        ),
        before=before[0] if before else None,
    )


def _profiles(db: Store, year: int) -> Profiles | None:
    try:
        return citizens.load_profiles(db, year)
    except NotAllowed:
        return None


def _strategy(edition: Edition, code: str, snapshot: Snapshot) -> StrategyYear | None:
    """The checklist of an office; None where the edition has none."""
    checklist = next((sheet for sheet in edition.instruments if sheet.points), None)
    if checklist is None:
        return None
    answers = _given(assessments.to_assessment(snapshot, Key(code, edition.year, checklist.id)).answers)
    return StrategyYear(checklist, answers, strategy.profile(checklist, answers) if answers else ())


def _zone(db: Store, edition: Edition, code: str, snapshot: Snapshot) -> ZoneYear | None:
    """Zona Integritas of an office; None where the edition has no sheet with gates."""
    sheet = _zone_sheet(edition)
    if sheet is None:
        return None
    answers = _given(assessments.to_assessment(snapshot, Key(code, edition.year, sheet.id)).answers)
    if not answers:
        return ZoneYear(None, sheet, ())
    scored = score(sheet, answers)
    levels = tuple((level, gates.judge_gates(sheet, scored, level.id)) for level in sheet.levels)
    proposal = (
        conditions.load_proposal(db, code, edition.year) if conditions.conditions_of(sheet.id) else None
    )
    if proposal is None:
        return ZoneYear(scored, sheet, levels)
    return ZoneYear(scored, sheet, levels, proposal.results, proposal.conditions.basis)


def _zone_sheet(edition: Edition) -> Instrument | None:
    return next((sheet for sheet in edition.instruments if sheet.levels), None)


def _regency_path(db: Store, year: int) -> RegencyPath | None:
    """The path of all offices' mean to the target; None while no office has a score."""
    try:
        return planning.load_regency_path(db, year)
    except NotAllowed:
        return None


def _rulings(key: Key, instrument: Instrument, rulings: Sequence[Ruling]) -> dict[str, tuple[Ruling, ...]]:
    """The rulings that stand, by question."""
    return {
        row[2]: standing
        for (code, row), standing in review.current(rulings).items()
        if code == key.office
        and row[0] == ANSWERS
        and row[1] == instrument.id
        and row[2] in instrument.place_of
    }


def _settled(
    key: Key, instrument: Instrument, snapshot: Snapshot, rulings: Sequence[Ruling]
) -> Mapping[str, Answer]:
    """The office's answers under the rulings."""
    return _given(conflict.answer_range(instrument, review.settled(snapshot, key.office, rulings))[0])


def _clashing(key: Key, snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(
        row[2] for row in conflict.clashes(snapshot) if row[0] == ANSWERS and row[1] == key.instrument
    )


def _given(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers that say something: a value or a note."""
    return {code: answer for code, answer in answers.items() if not answer.is_empty}


def _all(instrument: Instrument) -> frozenset[str]:
    return frozenset(instrument.nodes[place].code for place in instrument.question_places)


def _target_band(instrument: Instrument, target: Decimal) -> str:
    found = band(instrument, target + _JUST_ABOVE)
    return found.code if found is not None else ""


def _digest(key: Key, snapshot: Snapshot) -> str:
    return codec.view_digest({(key.office, catalog.edition_of_year(key.year).id): snapshot})


def _rulings_digest(rulings: Sequence[Ruling]) -> str:
    return verification.rulings_digest(rulings) if rulings else ""
