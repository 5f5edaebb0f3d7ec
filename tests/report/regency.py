"""A small year of a regency as documents take it, made without a desk: three offices, one of them missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rbdesk.domain import scoring, strategy, survey
from rbdesk.domain.assessment import Answer
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.office import Register
from rbdesk.domain.survey import Batch
from rbdesk.report.year import AdviceRow, DeviceRow, OfficeYear, RegencyYear, StrategyYear, SurveyYear
from rbdesk.workflow import catalog, comparing
from tests.build import answers_everywhere

TODAY = date(2020, 9, 5)
SHEET = catalog.instrument(catalog.UNIT_SHEET)
SURVEY = catalog.survey_of_year(2020)


def a_regency(**but: Any) -> RegencyYear:
    """Tarumajaya verified, Babelan not, Sukawangi with two versions."""
    offices = (
        an_office(0, "second", verified="worst"),
        an_office(1, "best", followups=(advice("32.16.02", Status.DONE, 0), advice("32.16.02", Status.UNDER_WAY, 9))),
        replace(
            an_office(2, None), missing="conflict", status="perlu_tindakan", reach=(Fraction(50), Fraction(60))
        ),
    )  # fmt: skip
    known = [one.sheet for one in offices if one.sheet is not None]
    batches = [batch for one in offices if one.survey for batch in one.survey.batches]
    whole = catalog.register()
    given: dict[str, Any] = {
        "register": Register(whole.code, whole.name, whole.offices[:3], whole.rows, whole.columns),
        "year": 2020,
        "edition": "RB-2020",
        "instrument": SHEET,
        "target": Decimal(60),
        "target_band": "B",
        "today": TODAY,
        "digest": "d" * 64,
        "offices": offices,
        "received": 3,
        "counted": len(known),
        "average": tuple(
            sum((sheet.area_percent(group.places) for sheet in known), Fraction(0)) / len(known)
            for group in SHEET.areas
        ),
        "average_total": sum((sheet.percent() for sheet in known), Fraction(0)) / len(known),
        "outlines": comparing.outlines(),
        "verified_counted": 1,
        "survey": SurveyYear(SURVEY, tuple(batches), survey.result_of(SURVEY, batches)),
        "checklist": catalog.instrument("strategi-4-1"),
        "strategy_means": offices[0].strategy and tuple(one.percent for one in offices[0].strategy.points),
        "strategy_counted": 1,
        "devices": (
            DeviceRow("32.16.01", "=1+1", "07818 51684", "terdaftar", datetime(2020, 9, 3, 23, tzinfo=UTC), None),
        ),
    }  # fmt: skip
    return RegencyYear(**{**given, **but})


def an_office(place: int, want: str | None, *, verified: str | None = None, **but: Any) -> OfficeYear:
    """An office whose answers are all `want`; a survey and a checklist at the first one."""
    office = catalog.register().offices[place]
    answers = answers_everywhere(SHEET, want) if want else {}
    sheet = scoring.score(SHEET, answers) if want else None
    ruled = answers_everywhere(SHEET, verified) if verified else {}
    given: dict[str, Any] = {
        "office": office,
        "regency": "Kabupaten Contoh",
        "year": 2020,
        "edition": "RB-2020",
        "instrument": SHEET,
        "target": Decimal(60),
        "target_band": "B",
        "today": TODAY,
        "digest": "d" * 64,
        "status": "diterima",
        "revision": 1,
        "received": datetime(2020, 9, 3, 23, tzinfo=UTC),
        "answers": answers,
        "sheet": sheet,
        "verified": scoring.score(SHEET, ruled) if verified else None,
        "open": frozenset() if verified else frozenset({"U.P.1.i.a"}),
        "survey": _a_survey() if place == 0 else None,
        "strategy": _a_strategy() if place == 0 else None,
    }
    return OfficeYear(**{**given, **but})


def advice(office: str, status: Status, days_late: int, text: str = "Tetapkan tim") -> AdviceRow:
    """One line of the follow-up matrix."""
    given = Recommendation("a" * 16 + "-1", Source.LHE, "B/1/2019", "R-01", "1", (), text, date(2020, 6, 30))
    done = FollowUp(given.id, status, 100 if status is Status.DONE else 40, "Rencana", "Catatan", "Sekcam")
    return AdviceRow(office, 2020, given, done, status, done.progress, given.due, days_late, ())


def _a_survey() -> SurveyYear:
    counts = tuple((0, 1, 5, 4) for _ in SURVEY.elements)
    batch = Batch(SURVEY.id, "KTP", "2020-S1", "b" * 16, counts=counts, respondents=10)
    return SurveyYear(SURVEY, (batch,), survey.result_of(SURVEY, [batch]))


def _a_strategy() -> StrategyYear:
    checklist = catalog.instrument("strategi-4-1")
    answers: dict[str, Answer] = answers_everywhere(checklist, "second")
    return StrategyYear(checklist, answers, strategy.profile(checklist, answers))
