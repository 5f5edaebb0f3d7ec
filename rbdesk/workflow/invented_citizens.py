"""What citizens of the invented year said at the counters, and the sheets that some offices fill beside the usual one.

The numbers are drawn; services and checklists exist, no result here does.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.gates import is_from_outside
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.survey import SCALE, Batch, Counts, Means, Survey
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, invented, office, setup, surveys
from rbdesk.workflow.invented import luck
from rbdesk.workflow.survey_import import ANY_SERVICE

PERIOD, FORMER_PERIOD = "2020-S1", "2019-Y"
ZI_SHEET, CHECKLIST = "lke-zi-10-2019", "strategi-4-1"

TWO_SERVICES = ("32.16.05", "32.16.11", "32.16.20")
AVERAGES = "32.16.13"  # knows nine averages only
SMALL_SAMPLE = "32.16.21"
NOT_ASKED_BEFORE = ("32.16.07", "32.16.21")  # held no survey the year before
ZI_OFFICES = ("32.16.03", "32.16.09", "32.16.10", "32.16.19", "32.16.22")
ZI_WITHOUT_SURVEY = ("32.16.10",)  # its survey of integrity has not come yet
STRATEGY_OFFICES = (
    "32.16.01", "32.16.03", "32.16.06", "32.16.07", "32.16.09", "32.16.13", "32.16.18", "32.16.20", "32.16.23",
)  # fmt: skip

_ASKED = (62, 148)  # respondents of a service
_ASKED_TOO_FEW = (9, 14)
_USUAL, _OFFICE_SPREAD, _ELEMENT_SPREAD = 3.12, 0.16, 0.11  # mean answers and standard deviations, of 1..4
_LEAST, _MOST = 2.45, 3.85
_FORMERLY_LOWER = 0.05  # the mean answer, a year before
_SKIPPED = 0.02  # of the answers
# By element: usually lower at a counter (time, complaints) or higher (fees, conduct)
_BY_ELEMENT = {"waktu": -0.17, "pengaduan": -0.14, "sarana": -0.09, "biaya": 0.36, "perilaku": 0.12}
_LIFT = (8.0, 26.0)  # percent points that an office which asks for the integrity zone stands higher
_REGENCY_ANSWERED = 0.7
_SEXES = ("L", "P")
_SCHOOLS = {"SD": 1, "SMP": 2, "SMA": 6, "D1-D3": 2, "D4/S1": 3, "S2 ke atas": 1}


@dataclass(frozen=True, slots=True)
class InventedSurvey:
    """What one counter collected: counts or averages, never both."""

    service: str
    respondents: int
    population: int
    counts: Counts | None
    means: Means | None
    profile: tuple[tuple[str, str, int], ...]


def collected_at(survey: Survey, seed: int, office: str, laptop: int = 1) -> tuple[InventedSurvey, ...]:
    """What a laptop of an office collected in the first half of the year, by service."""
    services = invented.words()["services"] if office in TWO_SERVICES else [ANY_SERVICE]
    level = _USUAL + luck(seed, office, "satisfaction").gauss(0, _OFFICE_SPREAD)
    return tuple(
        _collect(survey, office, service, level, luck(seed, office, "survey", service, laptop))
        for service in services
    )


def collected_before(survey: Survey, seed: int, office: str) -> InventedSurvey | None:
    """What an office has kept of the year before: nine averages, as its report had them; None where it held none."""
    if office in NOT_ASKED_BEFORE:
        return None
    chance = luck(seed, office, "survey before")
    level = _USUAL - _FORMERLY_LOWER + luck(seed, office, "satisfaction").gauss(0, _OFFICE_SPREAD)
    respondents = chance.randint(*_ASKED)
    means = tuple(Decimal(f"{mean:.2f}") for mean in _levels(survey, level, chance))
    return InventedSurvey(ANY_SERVICE, respondents, _served(survey, respondents), None, means, ())


def sheet_answers(sheet: Instrument, seed: int, office: str) -> dict[str, Answer]:
    """The answers of an office to another sheet than the usual one; empty where it fills none."""
    if sheet.id == CHECKLIST and office in STRATEGY_OFFICES:
        return invented.answers(sheet, seed, office)
    if sheet.id != ZI_SHEET or office not in ZI_OFFICES:
        return {}
    lift = luck(seed, office, "integrity").uniform(*_LIFT)
    given = invented.answers(sheet, seed, office, lift=lift)
    if office in ZI_WITHOUT_SURVEY:
        return {code: answer for code, answer in given.items() if not is_from_outside(sheet.question(code))}
    return given


def regency_answers(sheet: Instrument, seed: int, regency: str) -> dict[str, Answer]:
    """What the secretariat has answered of the regency's own sheet by September; the other questions are open."""
    chance = luck(seed, regency, "regency")
    given = invented.answers(sheet, seed, regency)
    return {
        code: replace(answer, note="")
        for code, answer in given.items()
        if chance.random() < _REGENCY_ANSWERED
    }


def fill_survey(db: Store, key: Key, seed: int, laptop: int = 1, *, who: str, now: datetime) -> None:
    """Write down what a laptop's counters collected, and at the first one what is known of the year before.

    What two laptops of an office collected adds up.
    """
    survey = catalog.survey_of_year(key.year)
    collected = [(PERIOD, one) for one in collected_at(survey, seed, key.office, laptop)]
    before = collected_before(survey, seed, key.office) if laptop == 1 else None
    collected += [(FORMER_PERIOD, before)] if before is not None else []
    for number, (period, one) in enumerate(collected):
        batch = Batch(
            instrument=survey.id,
            service=one.service,
            period=period,
            batch=db.replica,
            counts=one.counts,
            means=one.means,
            respondents=one.respondents,
            population=one.population,
            profile=one.profile,
        )
        when = now + timedelta(minutes=12 * number)
        surveys.keep_batch(db, key.office, key.year, batch, (), who=who, now=when)


def fill_other_sheets(db: Store, key: Key, seed: int, *, who: str, now: datetime) -> None:
    """Answer the integrity zone and the 4+1 checklist at the offices that do so."""
    for number, iid in enumerate((ZI_SHEET, CHECKLIST)):
        given = sheet_answers(catalog.instrument(iid), seed, key.office)
        when = now + timedelta(days=12, hours=number)
        office.record_answers(db, key._replace(instrument=iid), given, who=who, now=when)


def fill_regency_sheet(db: Store, year: int, seed: int, *, who: str, now: datetime) -> None:
    """Answer the regency's own sheet at the secretariat as far as it has come."""
    key = Key(setup.load_identity(db).office, year, catalog.REGENCY_SHEET)
    given = regency_answers(catalog.instrument(key.instrument), seed, key.office)
    office.record_answers(db, key, given, who=who, now=now)


def _collect(
    survey: Survey, office: str, service: str, level: float, chance: random.Random
) -> InventedSurvey:
    respondents = chance.randint(*(_ASKED_TOO_FEW if office == SMALL_SAMPLE else _ASKED))
    levels = _levels(survey, level, chance)
    profile = (*_shared("jenis_kelamin", dict.fromkeys(_SEXES, 1), respondents, chance),
               *_shared("pendidikan", _SCHOOLS, respondents, chance))  # fmt: skip
    # A sample of those who came, large enough everywhere but at one office
    population = chance.randint(340, 620) if office == SMALL_SAMPLE else _served(survey, respondents)
    if office == AVERAGES:
        means = tuple(Decimal(f"{mean:.2f}") for mean in levels)
        return InventedSurvey(service, respondents, population, None, means, profile)
    counts = tuple(_counts(mean, respondents, chance) for mean in levels)
    return InventedSurvey(service, respondents, population, counts, None, profile)


def _levels(survey: Survey, level: float, chance: random.Random) -> list[float]:
    """The mean answer by element."""
    return [
        min(_MOST, max(_LEAST, level + _BY_ELEMENT.get(one.key, 0.0) + chance.gauss(0, _ELEMENT_SPREAD)))
        for one in survey.elements
    ]


def _served(survey: Survey, respondents: int) -> int:
    """The largest population of the survey's table for which so many respondents are enough."""
    enough = [size for size, needed in survey.samples if needed <= respondents]
    return max(enough, default=respondents)


def _counts(mean: float, respondents: int, chance: random.Random) -> tuple[int, int, int, int]:
    """Answers 1..4 of so many respondents whose mean comes out near the given one."""
    found = [0] * len(SCALE)
    for _ in range(respondents):
        if chance.random() >= _SKIPPED:
            found[min(SCALE[-1], max(SCALE[0], round(chance.gauss(mean, 0.55)))) - 1] += 1
    return found[0], found[1], found[2], found[3]


def _shared(
    field: str, weights: Mapping[str, int], respondents: int, chance: random.Random
) -> list[tuple[str, str, int]]:
    drawn = chance.choices(list(weights), list(weights.values()), k=respondents)
    return [(field, choice, drawn.count(choice)) for choice in weights if choice in drawn]
