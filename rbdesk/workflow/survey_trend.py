"""The survey over the years: of an office by period, of the regency by year. Only reads.

A desk may hold an earlier period among the rows of a later year, because it was typed or read in there; where the
year itself holds any, those count. Each result bears the id of the survey it was held with: editions are never mixed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rbdesk.domain.lineage import Cell, RowKey
from rbdesk.domain.reference import SURVEYS
from rbdesk.domain.survey import Batch, Result, result_of
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import catalog

YEARS_BACK = 4

Rows = Mapping[RowKey, Sequence[Cell]]
Edition = tuple[str, str]  # period, id of the survey


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """What a period gave, or a whole year where `period` is four digits; `offices` how many it stands on."""

    period: str
    edition: str
    result: Result
    offices: int = 1


def load_periods(db: Store, office: str, year: int, service: str = "") -> tuple[PeriodResult, ...]:
    """An office's results by period, oldest first, of a year and those before; of one service, "" for all."""
    held = {of: rows for (_, of), rows in _load(db, year, office).items()}
    found = {
        edition: [batch for batch in batches if service in ("", batch.service)]
        for edition, batches in _by_period(held, year).items()
    }
    return tuple(
        PeriodResult(*edition, result)
        for edition, batches in sorted(found.items(), key=lambda one: (_place(one[0][0]), one[0][1]))
        if (result := _result(edition[1], batches)) is not None
    )


def load_before(db: Store, office: str, year: int, service: str, period: str) -> PeriodResult | None:
    """What a service gave in the same part of the year before, else in the whole of it; None where nothing is held."""
    former = str(int(period[:4]) - 1)
    found: dict[Edition, list[Batch]] = {}
    for edition, batches in _by_period(
        {of: rows for (_, of), rows in _load(db, year, office).items()}, year
    ).items():
        if edition[0].startswith(former):
            found[edition] = [batch for batch in batches if batch.service == service]
    same = {
        edition: found[edition] for edition in found if edition[0] == former + period[4:] and found[edition]
    }
    named, chosen = (former + period[4:], same) if same else (former, found)
    for iid in sorted({iid for _, iid in chosen}, reverse=True):
        result = _result(iid, [one for edition, of in chosen.items() if edition[1] == iid for one in of])
        if result is not None:
            return PeriodResult(named, iid, result)
    return None


def load_years(db: Store, year: int) -> tuple[PeriodResult, ...]:
    """The regency's results by year, oldest first, over all respondents of all offices that hold any."""
    found: dict[Edition, dict[str, list[Batch]]] = {}
    for office, batches in _all_by_period(db, year).items():
        for (period, iid), of_period in batches.items():
            found.setdefault((period[:4], iid), {}).setdefault(office, []).extend(of_period)
    return tuple(
        PeriodResult(*edition, result, offices=len(by_office))
        for edition, by_office in sorted(found.items())
        if (result := _result(edition[1], [one for of_office in by_office.values() for one in of_office]))
        is not None
    )


def load_year_before(db: Store, year: int) -> dict[str, PeriodResult]:
    """What the year before gave at each office that holds any, by office code; of two editions the newer one's id."""
    found = {}
    for office, batches in _all_by_period(db, year).items():
        of_year: dict[str, list[Batch]] = {}
        for (period, iid), of_period in batches.items():
            if period.startswith(str(year - 1)):
                of_year.setdefault(iid, []).extend(of_period)
        for iid in sorted(of_year):
            result = _result(iid, of_year[iid])
            if result is not None:
                found[office] = PeriodResult(str(year - 1), iid, result)
    return found


def _all_by_period(db: Store, year: int) -> dict[str, dict[Edition, list[Batch]]]:
    held = _load(db, year)
    return {
        office.code: _by_period({of: rows for (code, of), rows in held.items() if code == office.code}, year)
        for office in catalog.register().offices
    }


def _by_period(held: Mapping[int, Rows], year: int) -> dict[Edition, list[Batch]]:
    """The batches that stand, by period and survey; `held` are an office's rows by the year of the desk."""
    by_year = {of: _standing(rows) for of, rows in held.items()}
    found: dict[Edition, list[Batch]] = {}
    for edition in sorted({edition for batches in by_year.values() for edition in batches}):
        own = int(edition[0][:4])
        if own > year:
            continue
        holders = [of for of in sorted(by_year) if of >= own and edition in by_year[of]]
        if holders:
            found[edition] = by_year[holders[0]][edition]
    return found


def _standing(rows: Rows) -> dict[Edition, list[Batch]]:
    """Where an office's laptops differ nothing counts."""
    found: dict[Edition, list[Batch]] = {}
    for row, cells in rows.items():
        value = cells[0].value if row[0] == SURVEYS and len(cells) == 1 else None
        if isinstance(value, Batch) and value.on:
            found.setdefault((value.period, value.instrument), []).append(value)
    return found


def _result(iid: str, batches: Sequence[Batch]) -> Result | None:
    """None where nothing was answered, or the survey is not one that this program has."""
    try:
        result = result_of(catalog.survey(iid), batches)
    except NotAllowed:
        return None
    return result if result.respondents else None


def _load(db: Store, year: int, office: str = "") -> Mapping[tuple[str, int], Rows]:
    return assessments.load_rows(db, SURVEYS, year - YEARS_BACK, year, office)


def _place(period: str) -> tuple[str, int]:
    """Order in time: a half ends with its second quarter, a year comes last."""
    part = period[5:]
    ends = {"T1": 3, "T2": 6, "S1": 7, "T3": 9, "T4": 12, "S2": 13, "Y": 14}
    return period[:4], ends.get(part, 0)
