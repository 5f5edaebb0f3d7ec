"""What the checks of an office's year must know beside its answers: its survey, and follow-ups without evidence."""

from __future__ import annotations

from rbdesk.domain.assessment import Evidence, Key
from rbdesk.domain.checks import Finished
from rbdesk.domain.followup import FollowUp, Recommendation, Status
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.reference import EVIDENCE, FOLLOWUPS, RECOMMENDATIONS, SURVEYS
from rbdesk.domain.survey import Batch
from rbdesk.store import advice, assessments
from rbdesk.store.database import Store
from rbdesk.workflow import catalog

_YEARS_BACK = 3  # as far as open recommendations are carried on


def respondents_of(snapshot: Snapshot, key: Key) -> int | None:
    """Respondents of the year's surveys, of laptops that differ the most; None for a sheet that is no office's own.

    Periods of earlier years, which a desk may hold to compare with, count nothing.
    """
    if key.instrument != catalog.UNIT_SHEET:
        return None
    return sum(
        max((_respondents(cell.value) for cell in cells), default=0)
        for row, cells in snapshot.rows.items()
        if row[0] == SURVEYS and row[3].startswith(str(key.year))
    )


def load_finished(db: Store, key: Key, snapshot: Snapshot) -> tuple[Finished, ...]:
    """Follow-ups that are called done and have no evidence, neither of this year nor of those before; by number.

    Only on the sheet of an office, since they belong to no sheet. Recommendations that were withdrawn want none, and
    where laptops differ whether it is done, nothing is said.
    """
    if key.instrument != catalog.UNIT_SHEET:
        return ()
    done = [
        row[1]
        for row, cells in snapshot.rows.items()
        if row[0] == FOLLOWUPS
        and all(_is_done(cell.value) for cell in cells)
        and not _has_proof(snapshot, row[1])
    ]
    if not done:
        return ()
    years = range(key.year - _YEARS_BACK, key.year)
    earlier = [assessments.load_snapshot(db, key.office, year) for year in years]
    known: dict[str, Recommendation] = {}
    for year, held in zip((*years, key.year), (*earlier, snapshot), strict=True):
        known |= _recommendations(held)
        known |= {
            one.recommendation.id: one.recommendation for one in advice.list_advice(db, key.office, year)
        }
    found = [
        Finished(name, known[name].number, known[name].text)
        for name in done
        if name in known and known[name].on and not any(_has_proof(held, name) for held in earlier)
    ]
    return tuple(sorted(found, key=lambda one: (one.number, one.id)))


def _respondents(value: object) -> int:
    return value.respondents if isinstance(value, Batch) and value.on else 0


def _is_done(value: object) -> bool:
    return isinstance(value, FollowUp) and value.status is Status.DONE


def _has_proof(snapshot: Snapshot, name: str) -> bool:
    return any(
        row[:3] == (EVIDENCE, FOLLOWUPS, name)
        and any(isinstance(cell.value, Evidence) and cell.value.on for cell in cells)
        for row, cells in snapshot.rows.items()
    )


def _recommendations(snapshot: Snapshot) -> dict[str, Recommendation]:
    return {
        row[1]: cells[0].value
        for row, cells in snapshot.rows.items()
        if row[0] == RECOMMENDATIONS and isinstance(cells[0].value, Recommendation)
    }
