"""Perbandingan: each office's own score beside the one under the rulings, and what stands behind the difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from rbdesk import paths
from rbdesk.analysis.cases import Case
from rbdesk.domain import conflict, review
from rbdesk.domain.assessment import Answer
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.office import Office
from rbdesk.domain.outlines import Outlines, parse_outlines
from rbdesk.domain.reference import ANSWERS
from rbdesk.domain.review import Judgement, Ruling, Verdict
from rbdesk.domain.scoring import ScoreSheet, share
from rbdesk.progress import SILENT, Progress
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, secretariat, verification
from rbdesk.workflow.former import comparable_sheet
from rbdesk.workflow.secretariat import Comparison, ComparisonRow, Inbox

if TYPE_CHECKING:
    from rbdesk.analysis.calibration import AreaMovement, Severity
    from rbdesk.analysis.compare import AreaSpread, MissedQuestion, Outlier


@dataclass(frozen=True, slots=True)
class OfficeSides:
    """An office on both sides: `row` holds its own score, `verified` the one under the rulings.

    `verified` is None before the first ruling, and while verifiers or laptops differ: then `reach` gives its lowest
    and highest percent. `open` are codes of questions that no verifier has settled, `open_areas` codes of the areas
    that have such a question. `change` is that of the verified score against last year's verified one, or the result
    that is known, in percent points; None where there is none of the same sheet. `own_percents` and `verified_percents` are by area code, ""
    the whole sheet, worked out once for all who show them.
    """

    row: ComparisonRow
    verified: ScoreSheet | None
    reach: tuple[Fraction, Fraction] | None
    open: frozenset[str]
    open_areas: frozenset[str]
    change: Fraction | None
    own_percents: Mapping[str, Fraction] = field(default_factory=dict)
    verified_percents: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        """Which office."""
        return self.row.office

    @property
    def own(self) -> ScoreSheet | None:
        """Its own score, None where it has no one value."""
        return self.row.sheet

    @property
    def is_whole(self) -> bool:
        """True if every question is settled and the verified score is one value."""
        return self.verified is not None and not self.open


@dataclass(frozen=True, slots=True)
class Sides:
    """A year on one instrument: every office in the register's order, and each ruling that stands as a case."""

    year: int
    inbox: Inbox
    comparison: Comparison
    offices: tuple[OfficeSides, ...]
    cases: tuple[Case, ...]

    @property
    def instrument(self) -> Instrument:
        """The sheet that all are measured with."""
        return self.comparison.instrument

    @property
    def own(self) -> dict[str, ScoreSheet]:
        """The offices' own scores by code, of those that have one."""
        return {one.office.code: one.own for one in self.offices if one.own is not None}

    @property
    def verified(self) -> dict[str, ScoreSheet]:
        """The verified scores by code, of the offices whose verification was begun and that have one value."""
        return {
            one.office.code: one.verified
            for one in self.offices
            if one.verified is not None and one.own is not None
        }

    @property
    def whole(self) -> dict[str, ScoreSheet]:
        """The verified scores by code, of the offices of which every question is settled."""
        return {code: sheet for code, sheet in self.verified.items() if self.of(code).is_whole}

    @property
    def unsettled(self) -> dict[str, frozenset[str]]:
        """The open questions by office, of the offices whose verification was begun."""
        return {one.office.code: one.open for one in self.offices if one.verified is not None}

    def of(self, office: str) -> OfficeSides:
        """An office. Raises KeyError: not in the register."""
        for one in self.offices:
            if one.office.code == office:
                return one
        raise KeyError(office)


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands out in a year. `outliers` is None where too few offices have a value to say anything.

    `spreads` are the areas in the sheet's order and the whole sheet last; `strongest` and `weakest` of them.
    """

    spreads: tuple[AreaSpread, ...]
    strongest: tuple[AreaSpread, ...]
    weakest: tuple[AreaSpread, ...]
    missed: tuple[MissedQuestion, ...]
    outliers: tuple[Outlier, ...] | None
    movements: tuple[AreaMovement, ...]
    severities: tuple[Severity, ...]


def find(sides: Sides, is_verified: bool, target: Fraction, progress: Progress = SILENT) -> Findings:
    """What stands out on one side of a year; a job, since the first one has to import pandas."""
    from rbdesk.analysis import calibration, compare

    sheets = sides.verified if is_verified else sides.own
    spreads = compare.spreads(sides.instrument, sheets, target)
    strongest, weakest = compare.strongest_and_weakest(spreads)
    progress.step(1, 2)
    found = Findings(
        spreads=spreads,
        strongest=strongest,
        weakest=weakest,
        missed=compare.most_missed(sides.instrument, sheets),
        outliers=compare.outliers(sides.instrument, sheets),
        movements=calibration.movements(sides.instrument, sides.own, sides.verified, sides.unsettled),
        severities=calibration.severities(sides.cases),
    )
    progress.step(2, 2)
    return found


def load_sides(db: Store, year: int, instrument_id: str = catalog.UNIT_SHEET) -> Sides:
    """The offices by themselves and under the rulings, in a year on one instrument."""
    inbox, comparison = secretariat.load_inbox_and_comparison(db, year, instrument_id)
    instrument = comparison.instrument
    rulings = _by_office(reviews.list_rulings(db, year))
    snapshots = assessments.load_snapshots(db, year) if rulings else {}
    under = _scores_under(instrument, snapshots, rulings)
    former_rulings = _by_office(reviews.list_rulings(db, year - 1))
    former_snapshots = assessments.load_snapshots(db, year - 1) if former_rulings else {}
    former = {
        code: comparable_sheet(instrument, review.settled(former_snapshots[code], code, found))
        for code, found in former_rulings.items()
        if code in former_snapshots
    }
    areas = {
        instrument.nodes[leaf].code: group.code
        for group in instrument.areas
        for place in group.places
        for leaf in instrument.questions_under(place)
    }
    sides: list[OfficeSides] = []
    cases: list[Case] = []
    for row in comparison.rows:
        code = row.office.code
        snapshot = snapshots.get(code)
        sides.append(
            _sides(instrument, areas, row, under.get(code), snapshot, rulings.get(code, ()), former.get(code))
        )
        if snapshot is not None:
            cases += _cases(instrument, areas, code, snapshot, rulings.get(code, ()))
    return Sides(year, inbox, comparison, tuple(sides), tuple(cases))


@cache
def outlines() -> Outlines:
    """The outlines of the 23 offices."""
    return parse_outlines(catalog.read_json(paths.resource("offices/bekasi-kecamatan.geojson")))


def _by_office(rulings: Iterable[Ruling]) -> dict[str, tuple[Ruling, ...]]:
    found: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in review.counting(rulings):
        found[ruling.office].append(ruling)
    return {code: tuple(of_it) for code, of_it in found.items()}


def _scores_under(
    instrument: Instrument, snapshots: Mapping[str, Snapshot], rulings: Mapping[str, tuple[Ruling, ...]]
) -> dict[str, ScoreRange]:
    return {
        code: conflict.score_range(instrument, review.settled(snapshots[code], code, found))
        for code, found in rulings.items()
        if code in snapshots
    }


def _sides(
    instrument: Instrument,
    areas: Mapping[str, str],
    row: ComparisonRow,
    under: ScoreRange | None,
    snapshot: Snapshot | None,
    rulings: tuple[Ruling, ...],
    former: ScoreSheet | None,
) -> OfficeSides:
    own = _percents(row.sheet)
    if under is None or snapshot is None:
        return OfficeSides(row, None, None, frozenset(areas), frozenset(areas.values()), None, own)
    left = frozenset(verification.open_rows(instrument, snapshot, row.office.code, rulings))
    open_areas = frozenset(areas[code] for code in left)
    if not under.is_certain:
        reach = (under.low.percent(), under.high.percent())
        return OfficeSides(row, None, reach, left, open_areas, None, own)
    last = former.percent() if former is not None else None
    if last is None and row.former is not None and row.former.is_entered and row.former.is_comparable:
        last = row.former.percent
    change = under.low.percent() - last if last is not None else None
    return OfficeSides(row, under.low, None, left, open_areas, change, own, _percents(under.low))


def _percents(sheet: ScoreSheet | None) -> Mapping[str, Fraction]:
    if sheet is None:
        return {}
    areas = {group.code: sheet.area_percent(group.places) for group in sheet.instrument.areas}
    return {**areas, "": sheet.percent()}


def _cases(
    instrument: Instrument,
    areas: Mapping[str, str],
    code: str,
    snapshot: Snapshot,
    rulings: tuple[Ruling, ...],
) -> Iterable[Case]:
    """The rulings on an office's answers that stand and decide, each with what it did."""
    for (_, row), standing in review.current(rulings).items():
        if row[0] != ANSWERS or row[1] != instrument.id or row[2] not in instrument.place_of:
            continue
        cells = snapshot.rows.get(row, ())
        judged = review.judgement(cells, standing)
        said = {cell.value for cell in cells if isinstance(cell.value, Answer)}
        if judged not in (Judgement.DECIDED, Judgement.DIFFERENT) or len(said) > 1:
            continue
        scale = instrument.question(row[2]).scale
        own = share(scale, next(iter(said)).value if said else None).value
        for ruling in standing:
            if ruling.verdict is not Verdict.ASK:
                verified = _share_under(ruling, own, instrument)
                yield Case(code, row[2], areas[row[2]], ruling.edit.by, own, verified)


def _share_under(ruling: Ruling, own: Fraction, instrument: Instrument) -> Fraction:
    if ruling.verdict is Verdict.AGREE:
        return own
    scale = instrument.question(ruling.row[2]).scale
    return share(scale, ruling.value if ruling.verdict is Verdict.CORRECT else None).value
