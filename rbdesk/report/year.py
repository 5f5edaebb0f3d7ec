"""What documents are made from: a year of an office and of the regency as plain values. Knows no store and no format.

`workflow.reporting` gathers them; nothing here is computed a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from rbdesk.analysis.cases import Case
from rbdesk.domain.assessment import Answer, Evidence, Stage
from rbdesk.domain.checks import Finding
from rbdesk.domain.conditions import ConditionResult
from rbdesk.domain.followup import FollowUp, Recommendation, Status
from rbdesk.domain.gates import GateLevel, GateResult
from rbdesk.domain.history import Published
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Office, Register
from rbdesk.domain.outlines import Outlines
from rbdesk.domain.pathway import Path, RegencyPath
from rbdesk.domain.review import Ruling
from rbdesk.domain.scoring import ScoreSheet
from rbdesk.domain.strategy import PointResult
from rbdesk.domain.submission import Profile
from rbdesk.domain.survey import Batch, Result, Survey


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One line of the follow-up matrix. `due` is the office's date, else the recommendation's.

    `is_accepted` and `is_returned` are the secretariat's word on it, `reason` why it was sent back; `waived` the
    office's reason why it is done without evidence.
    """

    office: str
    given_year: int
    recommendation: Recommendation
    followup: FollowUp | None
    status: Status
    progress: int
    due: date | None
    days_late: int
    evidence: tuple[Evidence, ...]
    is_own: bool = False
    is_open: bool = False
    is_accepted: bool = False
    is_returned: bool = False
    reason: str = ""
    waived: str = ""


@dataclass(frozen=True, slots=True)
class SurveyYear:
    """The survey of a year; `periods` and `services` are (key, result), in order; `before` is the year before's result."""

    survey: Survey
    batches: tuple[Batch, ...]
    result: Result
    periods: tuple[tuple[str, Result], ...] = ()
    services: tuple[tuple[str, Result], ...] = ()
    before: Result | None = None


@dataclass(frozen=True, slots=True)
class StrategyYear:
    """Strategi 4+1: the checklist, what was answered, what its points are worth; () where nothing was answered."""

    checklist: Instrument
    answers: Mapping[str, Answer]
    points: tuple[PointResult, ...]


@dataclass(frozen=True, slots=True)
class ZoneYear:
    """Zona Integritas: the sheet, its score, and the gates of each level; no score where nothing was answered.

    `conditions` are those of a proposal for the first level as the secretariat ticked them, `basis` what they rest on.
    """

    sheet: ScoreSheet | None
    instrument: Instrument
    levels: tuple[tuple[GateLevel, tuple[GateResult, ...]], ...]
    conditions: tuple[ConditionResult, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class OfficeYear:
    """An office's year on its LKE.

    `sheet` is None where there is no one score: `missing` then says why ("not_sent", "refused", "quarantined",
    "conflict") and `reach` gives lowest and highest percent. `last` is last year on the same sheet. `answers` are by
    question code, of `answers` those that count. `verified` is None before the first ruling and while verifiers differ;
    `open` are questions no verifier has settled. `is_final`: locked, or sent in an official package. `status` is the
    inbox's word at the secretariat, "" at the office. `target` in percent, exclusive. `names` are other offices that
    findings speak of; `change` is in percent points since `last`. `digest` names the rows, `rulings_digest` the rulings, "" without any.
    """

    office: Office
    regency: str
    year: int
    edition: str
    instrument: Instrument
    target: Decimal
    target_band: str
    today: date
    digest: str
    stage: Stage = Stage.OPEN
    status: str = ""
    reason: str = ""
    missing: str = ""
    is_final: bool = False
    revision: int = 0
    received: datetime | None = None
    profile: Profile = field(default_factory=Profile)
    head_nip: str = ""
    operator: str = ""
    operator_post: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    sheet: ScoreSheet | None = None
    reach: tuple[Fraction, Fraction] | None = None
    conflicts: tuple[str, ...] = ()
    last: ScoreSheet | None = None
    verified: ScoreSheet | None = None
    verified_answers: Mapping[str, Answer] = field(default_factory=dict)
    rulings: Mapping[str, tuple[Ruling, ...]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    path: Path | None = None
    findings: tuple[Finding, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    followups: tuple[AdviceRow, ...] = ()
    survey: SurveyYear | None = None
    strategy: StrategyYear | None = None
    zone: ZoneYear | None = None
    history: tuple[Published, ...] = ()
    change: Fraction | None = None
    rulings_digest: str = ""

    @property
    def code(self) -> str:
        """The office's code."""
        return self.office.code

    @property
    def name(self) -> str:
        """The office's name without the word Kecamatan."""
        return self.office.name

    @property
    def is_verified(self) -> bool:
        """True if every question is settled and the verified score is one value."""
        return self.verified is not None and not self.open


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A computer on the secretariat's list; `last` is when its last package came."""

    office: str
    label: str
    fingerprint: str
    status: str
    since: datetime
    last: datetime | None


@dataclass(frozen=True, slots=True)
class RegencyYear:
    """The year of all offices, in the register's order, those without a score too.

    `average` are the areas' means in percent over the `counted` offices with a score, None while none has one;
    `average_total` that of the whole sheet: never the regency's index. `verified_counted` offices
    have a verified score, `whole_counted` of them with every question settled. `cases` are the rulings that stand. `own` is the regency's own sheet, `own_answers` what it answers there.
    `path` leads the offices' mean over the target. `survey` stands on all respondents; `strategy_means` and
    `strategy_counted` on the offices that answered. `refused` counts open refusals.
    """

    register: Register
    year: int
    edition: str
    instrument: Instrument
    target: Decimal
    target_band: str
    today: date
    digest: str
    offices: tuple[OfficeYear, ...]
    received: int
    counted: int
    average: tuple[Fraction, ...] | None
    average_total: Fraction | None
    outlines: Outlines
    rulings_digest: str = ""
    verified_counted: int = 0
    whole_counted: int = 0
    cases: tuple[Case, ...] = ()
    own: ScoreSheet | None = None
    own_instrument: Instrument | None = None
    own_answers: Mapping[str, Answer] = field(default_factory=dict)
    path: RegencyPath | None = None
    survey: SurveyYear | None = None
    checklist: Instrument | None = None
    strategy_means: tuple[Fraction | None, ...] = ()
    strategy_counted: int = 0
    zone: Instrument | None = None
    zone_counted: int = 0
    history: tuple[Published, ...] = ()
    devices: tuple[DeviceRow, ...] = ()
    refused: int = 0
    operator: str = ""
    operator_post: str = ""

    @property
    def followups(self) -> tuple[AdviceRow, ...]:
        """The follow-up matrix of all offices."""
        return tuple(row for office in self.offices for row in office.followups)

    @property
    def sheets(self) -> dict[str, ScoreSheet]:
        """The offices' own scores by code, of those that have one."""
        return {one.code: one.sheet for one in self.offices if one.sheet is not None}

    @property
    def verified_sheets(self) -> dict[str, ScoreSheet]:
        """The verified scores by code, of the offices whose verification was begun and that have one value."""
        return {
            one.code: one.verified
            for one in self.offices
            if one.verified is not None and one.sheet is not None
        }

    @property
    def unsettled(self) -> dict[str, frozenset[str]]:
        """The open questions by office, of the offices whose verification was begun."""
        return {one.code: one.open for one in self.offices if one.verified is not None}

    def of(self, office: str) -> OfficeYear:
        """An office. Raises KeyError: not in the register."""
        for one in self.offices:
            if one.code == office:
                return one
        raise KeyError(office)
