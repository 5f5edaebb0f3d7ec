"""What the kiosk of the survey asks before it opens: whether a form could be kept, and what was answered so far."""

from __future__ import annotations

from dataclasses import dataclass

from rbdesk.domain.survey import MOST_OF_A_SERVICE, PERIOD
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import surveys
from rbdesk.workflow.locks import must_be_open


@dataclass(frozen=True, slots=True)
class Readiness:
    """What this store collected for a service and period. `refusal` keeps further forms out, None if nothing does."""

    answered: int
    broken: int
    refusal: NotAllowed | None


def load_readiness(db: Store, office: str, year: int, service: str, period: str) -> Readiness:
    """Whether `surveys.add_form` would keep a form now; its refusals are given back and not raised."""
    batch, _ = surveys.load_own(db, office, year, service, period)
    stands = batch is not None and batch.on
    answered, broken = (batch.respondents, batch.broken) if batch is not None and stands else (0, 0)
    refusal = None
    try:
        must_be_open(db, office, year)
        name = clean_line(service)
        if not name or len(name) > MOST_OF_A_SERVICE:
            raise NotAllowed("survey_fault", fault="service")
        if PERIOD.fullmatch(period) is None:
            raise NotAllowed("survey_fault", fault="period")
        if batch is not None and batch.means is not None:
            raise NotAllowed("survey_means", service=batch.service)
    except NotAllowed as error:
        refusal = error
    return Readiness(answered, broken, refusal)
