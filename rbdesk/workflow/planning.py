"""Planning: the path to a target from what the disk holds, and how much effort a question takes at this desk.

Nothing here changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from rbdesk.domain import conflict, pathway
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.pathway import Limits, Path, RegencyPath, Target
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, journal, settings
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.workflow import catalog, secretariat
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.locks import must_be_asked, must_be_own, must_be_question

EFFORTS = (1, 2, 3)


def load_path(db: Store, key: Key, target: str | None = None, limits: Limits = pathway.NO_LIMITS) -> Path:
    """The cheapest path of one assessment; without a target to the sheet's first level of gates, else the year's target.

    Raises NotAllowed: "unknown_target", "unknown_question", "unknown_node" (an area), "unknown_instrument".
    """
    instrument = catalog.instrument(key.instrument)
    aim = _target(db, instrument, target)
    _must_be_known(instrument, limits)
    snapshot = assessments.load_snapshot(db, key.office, key.year)
    answers = assessments.to_assessment(snapshot, key).answers
    return pathway.shortest(instrument, answers, aim, limits, load_efforts(db, key), key.office)


def load_regency_path(
    db: Store,
    year: int,
    target: str | None = None,
    limits: Limits = pathway.NO_LIMITS,
    *,
    each: bool = False,
    instrument_id: str = catalog.UNIT_SHEET,
) -> RegencyPath:
    """The cheapest path of all offices that have one score: their mean passes, or with `each` every one by itself.

    Raises NotAllowed: as `load_path`; "role"; "not_sent" (no office has a score yet).
    """
    must_be_secretariat(db)
    instrument = catalog.instrument(instrument_id)
    aim = _target(db, instrument, target)
    _must_be_known(instrument, limits)
    rows = secretariat.load_comparison(db, year, instrument_id).rows
    counted = [row.office.code for row in rows if row.sheet is not None]
    if not counted:
        raise NotAllowed("not_sent")
    answers = _answers_of(db, instrument, year, counted)
    efforts = load_efforts(db, Key(catalog.register().code, year, instrument_id))
    found = pathway.shortest_together(instrument, answers, aim, limits, efforts, each=each)
    return replace(found, missing=tuple(row.office.code for row in rows if row.sheet is None))


def load_efforts(db: Store, key: Key) -> dict[str, int]:
    """The efforts (1 easy, 2 middling, 3 heavy) that were set at this desk, by question code; others are the sheet's."""
    start = _name(key.instrument, "")
    return {
        name.removeprefix(start): int(value)
        for name, value in settings.load_facts(db).items()
        if name.startswith(start) and value
    }


def set_effort(db: Store, key: Key, code: str, effort: int | None, *, who: str, now: datetime) -> Changes:
    """Set how much effort a question takes here, in every year; None goes back to the sheet's own.

    Raises NotAllowed: "unknown_question", "unknown_instrument", "option" (none of 1, 2, 3), "role".
    """
    must_be_question(must_be_asked(key), code)
    if effort is not None and effort not in EFFORTS:
        raise NotAllowed("option", field="effort", value=effort)
    with db.atomic():
        must_be_own(db, key.office)
        before = load_efforts(db, key).get(code)
        if before == effort:
            return Changes()
        journal.add(db, "effort", Subject(*key, code), (before,), effort, who=who, now=now)
        settings.keep_facts(db, {_name(key.instrument, code): "" if effort is None else str(effort)})
    return Changes(frozenset({key}), frozenset({code}), frozenset({"efforts"}))


def _name(instrument: str, code: str) -> str:
    return f"effort:{instrument}:{code}"


def _target(db: Store, instrument: Instrument, wanted: str | None) -> Target:
    if wanted is not None:
        try:
            return pathway.target_of(instrument, wanted)
        except KeyError:
            raise NotAllowed("unknown_target", target=wanted) from None
    if instrument.levels:
        return pathway.target_of(instrument, instrument.levels[0].id)
    above = Fraction(settings.load_fact(db, "target"))
    band = next((band for band in instrument.bands if band.above == above), None)
    return Target(band.code if band is not None else "", above)


def _must_be_known(instrument: Instrument, limits: Limits) -> None:
    for code in sorted(limits.without):
        must_be_question(instrument, code)
    areas = {group.code for group in instrument.areas}
    for code in sorted({*limits.areas, *(area for area, _ in limits.floors)} - areas):
        raise NotAllowed("unknown_node", code=code)


def _answers_of(
    db: Store, instrument: Instrument, year: int, offices: Iterable[str]
) -> dict[str, Mapping[str, Answer]]:
    """The answers of offices of which the score is certain: where laptops differ, either is worth the same."""
    snapshots = assessments.load_snapshots(db, year)
    return {code: conflict.answer_range(instrument, snapshots[code])[0] for code in offices}
