"""Jejak nilai: what a shown number is made of, with the answers behind it. Reads only; the same in both roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rbdesk.domain import conflict, review
from rbdesk.domain.assessment import Answer, Key, Stage
from rbdesk.domain.conflict import ScoreRange
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.office import Role
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.domain.review import Judgement
from rbdesk.domain.scoring import ScoreSheet, score
from rbdesk.domain.submission import package_code
from rbdesk.domain.survey import Result
from rbdesk.domain.trace import Mean, OfficeShare, Trace, explain
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import (
    catalog,
    comparing,
    devices,
    history,
    office,
    provenance,
    secretariat,
    setup,
    surveys,
)
from rbdesk.workflow.comparing import OfficeSides

Side = Literal["self", "verified"]
SELF: Side = "self"
VERIFIED: Side = "verified"


@dataclass(frozen=True, slots=True)
class Explained:
    """One assessment that can be explained: its answers and what they are worth.

    `scores` is a range where laptops, or verifiers, differ; `answers` are then the least favourable ones. `is_final`:
    locked at the office, or sent in an official package. `office` is the name, "" at the office itself. `rejected` are
    questions whose answer a verifier refused, so that they count as unanswered.
    """

    key: Key
    instrument: Instrument
    answers: Mapping[str, Answer]
    scores: ScoreRange
    side: Side
    is_final: bool
    office: str
    rejected: frozenset[str] = frozenset()

    @property
    def sheet(self) -> ScoreSheet:
        """The score sheet of `answers`."""
        return self.scores.low

    def trace(self, wanted: str = "") -> Trace:
        """The trace of a node, an area, or the whole sheet. Raises KeyError: no such thing."""
        return explain(self.instrument, self.answers, wanted, self.sheet)


def load_explained(db: Store, key: Key, side: Side = SELF) -> Explained:
    """An assessment with all that explains its numbers; `side` VERIFIED only at the secretariat.

    Raises NotAllowed: "unknown_instrument", "role" (the verified side at an office).
    """
    instrument = catalog.instrument(key.instrument)
    if _is_own(db, key):
        if side == VERIFIED:
            raise NotAllowed("role", needed="sekretariat")
        assessment = office.load_year(db, key).assessment
        sheet = score(instrument, assessment.answers)
        return Explained(
            key=key,
            instrument=instrument,
            answers=assessment.answers,
            scores=ScoreRange(sheet, sheet),
            side=side,
            is_final=assessment.stage is not Stage.OPEN,
            office="",
        )
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    own, _ = conflict.answer_range(instrument, snapshot)
    if side == VERIFIED:
        snapshot = review.settled(snapshot, key.office, reviews.list_rulings(db, key.year, key.office))
    low, _ = conflict.answer_range(instrument, snapshot)
    gone = {code for code, answer in own.items() if answer.value is not None and low[code].value is None}
    scores = conflict.score_range(instrument, snapshot)
    return Explained(
        key=key,
        instrument=instrument,
        answers=low,
        scores=scores,
        side=side,
        is_final=scores.is_certain and _is_official(db, key),
        office=catalog.register().name_of(key.office),
        rejected=frozenset(gone),
    )


def load_provenance(db: Store, key: Key, code: str) -> Provenance:
    """Where the values of a question came from. Raises NotAllowed("unknown_question")."""
    instrument = catalog.instrument(key.instrument)
    if code not in instrument.place_of or instrument.node(code).question is None:
        raise NotAllowed("unknown_question", code=code)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    evidence = len(assessments.to_assessment(snapshot, key).evidence_of(code))
    if _is_own(db, key):
        return Provenance(code, _own_sources(db, key, code), evidence)
    found = provenance.load_origin(db, key.office, key, code)
    sources = tuple(
        Source(
            value=origin.value,
            note=origin.note,
            at=origin.at,
            by=origin.by,
            device=origin.device_label,
            bundle_id=origin.bundle_id,
            package=origin.package_code,
            received=origin.received,
            stands=origin.stands,
        )
        for origin in found
    )
    return Provenance(code, sources, evidence, _verified(db, key, code, snapshot))


def load_mean(
    db: Store, year: int, instrument_id: str = catalog.UNIT_SHEET, area: str = "", side: Side = SELF
) -> Mean:
    """The mean of the offices of one area (its code or short name), of the whole sheet for "".

    The verified mean stands on the offices of which every question is settled, as everywhere. Raises NotAllowed: "role", "unknown_node" (no such area).
    """
    devices.must_be_secretariat(db)
    instrument = catalog.instrument(instrument_id)
    group = next((one for one in instrument.areas if area in (one.code, one.short)), None)
    if area not in ("", "total") and group is None:
        raise NotAllowed("unknown_node", code=area)
    offices: list[OfficeShare] = []
    missing: list[tuple[str, str]] = []
    for one in comparing.load_sides(db, year, instrument_id).offices:
        sheet, reason = one.own, one.row.missing
        if side == VERIFIED and sheet is not None:
            sheet, reason = (one.verified if one.is_whole else None), _why_not_verified(one)
        if sheet is None:
            missing.append((one.office.name, reason))
            continue
        percent = sheet.percent() if group is None else sheet.area_percent(group.places)
        offices.append(OfficeShare(one.office.code, one.office.name, percent))
    name = "" if group is None else group.short
    mean = conflict.middle([one.percent for one in offices])
    return Mean(name, tuple(offices), tuple(missing), mean)


def _why_not_verified(one: OfficeSides) -> str:
    """Why an office that has a score has no verified one in a mean."""
    if one.reach is not None:
        return secretariat.CONFLICT
    return "not_verified" if one.verified is None else "partly_verified"


def load_index(db: Store, office: str, year: int, service: str = "", period: str = "") -> Result:
    """The survey's index of an office with its elements; of a service and a period, "" for all.

    Raises NotAllowed: "unknown_year", "unknown_instrument".
    """
    return surveys.load_survey(db, office, year).result(service, period)


def _is_own(db: Store, key: Key) -> bool:
    """Whether the assessment is the desk's own: an office's, or the regency's at the secretariat."""
    identity = setup.load_identity(db)
    return identity.role is Role.OFFICE or identity.office == key.office


def _verified(db: Store, key: Key, code: str, snapshot: Snapshot) -> tuple[Answer, ...] | None:
    """The answers that rulings made of a question's; None where none has settled it."""
    row = assessments.answer_row(key.instrument, code)
    rulings = reviews.list_rulings(db, key.year, key.office)
    standing = review.current(rulings).get((key.office, row), ())
    judged = review.judgement(snapshot.rows.get(row, ()), standing)
    if judged not in (Judgement.DECIDED, Judgement.DIFFERENT):
        return None
    cells = review.settled(snapshot, key.office, rulings).rows.get(row, ())
    found = dict.fromkeys(cell.value for cell in cells if isinstance(cell.value, Answer))
    return tuple(answer for answer in found if answer.value is not None)


def _is_official(db: Store, key: Key) -> bool:
    """Whether each history of the office that stands came in an official package."""
    current = [one.record for one in secretariat.list_packages(db, key.year, key.office) if one.is_current]
    official: dict[tuple[tuple[str, int], ...], bool] = {}
    for record in current:
        history_of = tuple(sorted(record.vector.items()))
        official[history_of] = official.get(history_of, False) or record.revision.final
    return bool(official) and all(official.values())


def _own_sources(db: Store, key: Key, code: str) -> tuple[Source, ...]:
    entries = [entry for entry in history.list_history(db, key, code) if entry.act == "answer"]
    sources = [
        Source(
            value=entry.after.value if isinstance(entry.after, Answer) else None,
            note=entry.after.note if isinstance(entry.after, Answer) else "",
            at=entry.at,
            by=entry.by,
            device=entry.device,
            bundle_id=entry.bundle_id,
            package=package_code(entry.bundle_id) if entry.bundle_id else "",
            stands=entry.stands,
        )
        for entry in entries
    ]
    return tuple(sorted(sources, key=lambda source: not source.stands))
