"""The offices' answers beside a question of the regency's own sheet, as the secretariat holds them. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from rbdesk import paths
from rbdesk.domain import review
from rbdesk.domain.assessment import Answer, Value
from rbdesk.domain.informing import (
    Bearing,
    Informant,
    Informing,
    SurveyBeside,
    SurveyInformant,
    parse_informants,
    parse_survey_informants,
    spread,
    sums_of,
)
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.lineage import Cell, Snapshot
from rbdesk.domain.review import Judgement, Ruling
from rbdesk.domain.scoring import share
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, citizens
from rbdesk.workflow.devices import must_be_secretariat


@cache
def informants() -> tuple[Informant, ...]:
    """Which questions of the offices' sheet inform which of the regency's."""
    regency, unit = catalog.instrument(catalog.REGENCY_SHEET), catalog.instrument(catalog.UNIT_SHEET)
    return parse_informants(_data(), regency, unit)


@cache
def survey_informants() -> tuple[SurveyInformant, ...]:
    """Which questions of the regency the offices' surveys inform."""
    return parse_survey_informants(_data(), catalog.instrument(catalog.REGENCY_SHEET))


@dataclass(frozen=True, slots=True)
class Beside:
    """All that stands beside one question of the regency's sheet."""

    answers: tuple[Informing, ...] = ()
    survey: SurveyBeside | None = None


def load_beside(db: Store, year: int, code: str) -> Beside:
    """What the offices said and collected that informs a question. Raises NotAllowed: as `load_informing`."""
    answers = load_informing(db, year, code)
    asked = next((one for one in survey_informants() if one.question == code), None)
    if asked is None or not catalog.survey_ids(year):
        return Beside(answers)
    found = citizens.load_satisfaction(db, year)
    total = found.total
    return Beside(
        answers,
        SurveyBeside(asked, total.index, total.respondents, found.counted, len(found.offices)),
    )


def load_informing(db: Store, year: int, code: str) -> tuple[Informing, ...]:
    """What the offices said that informs a question of the regency's sheet; () where nothing does.

    An office whose laptops differ has no one answer and is named. Raises NotAllowed: "role", "unknown_question".
    """
    must_be_secretariat(db)
    regency = catalog.instrument(catalog.REGENCY_SHEET)
    if code not in regency.place_of or regency.node(code).question is None:
        raise NotAllowed("unknown_question", code=code)
    return tuple(_load(db, year, one) for one in informants() if one.question == code)


def load_all_informing(db: Store, year: int) -> dict[str, tuple[Informing, ...]]:
    """The same for every question that is informed, in the sheet's order. Raises NotAllowed("role")."""
    codes = dict.fromkeys(one.question for one in informants())
    return {code: load_informing(db, year, code) for code in codes}


def _data() -> Any:
    return catalog.read_json(paths.resource(f"informing/{catalog.REGENCY_SHEET}.json"))


def _load(db: Store, year: int, informant: Informant) -> Informing:
    unit = catalog.instrument(catalog.UNIT_SHEET)
    question, scale = unit.question(informant.source), unit.question(informant.source).scale
    row = assessments.answer_row(unit.id, informant.source)
    heard = assessments.list_heard(db, year)
    cells = assessments.load_row(db, year, row)
    rulings = reviews.list_rulings_on(db, year, row)
    own: list[Value | None] = []
    verified: list[Value | None] = []
    missing, differing = [], []
    offices = [office.code for office in catalog.register().offices]
    for office in offices:
        held = cells.get(office, ())
        if office not in heard:
            missing.append(office)
        elif len({cell.value for cell in held}) > 1:
            differing.append(office)
        else:
            own.append(_value(held))
            of_office = tuple(one for one in rulings if one.office == office)
            verified += _settled(office, row, held, of_office)
    sums = sums_of(scale, own) if informant.bearing is Bearing.SUM else ()
    return Informing(
        informant=informant,
        scale=scale,
        text=question.text,
        area=unit.area_of(informant.source).code,
        own=spread(scale, own),
        verified=spread(scale, verified),
        missing=tuple(missing),
        differing=tuple(differing),
        offices=len(offices),
        sums=sums,
        sum_share=_share_of_sums(informant.question, sums),
    )


def _settled(
    office: str, row: tuple[str, ...], cells: tuple[Cell, ...], rulings: tuple[Ruling, ...]
) -> list[Value | None]:
    """The answer under the rulings where they decide it, in a list; nothing where it is still open."""
    standing = review.current(rulings).get((office, row), ())
    if review.judgement(cells, standing) is not Judgement.DECIDED:
        return []
    under = review.settled(Snapshot({}, {row: cells}), office, rulings)
    return [_value(under.rows.get(row, ()))]


def _value(cells: tuple[Cell, ...]) -> Value | None:
    found = cells[0].value if cells else None
    return found.value if isinstance(found, Answer) else None


def _share_of_sums(question: str, sums: tuple[tuple[str, Decimal], ...]) -> Fraction | None:
    """What the regency's own formula makes of the sums, 0..1; None where there are none."""
    regency: Instrument = catalog.instrument(catalog.REGENCY_SHEET)
    return share(regency.question(question).scale, tuple(sorted(sums))).value if sums else None
