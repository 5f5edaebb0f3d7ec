"""How `rbdesk why` shows what the offices' answers say to a question of the regency's own sheet."""

from __future__ import annotations

from rbdesk import explanations
from rbdesk.cli import console
from rbdesk.cli.console import Json, exact
from rbdesk.domain.informing import Informing, Spread
from rbdesk.domain.instrument import Instrument
from rbdesk.workflow import catalog
from rbdesk.workflow.informing import Beside


def print_beside(found: Beside, regency: Instrument) -> None:
    """All that stands beside a question; nothing where nothing does."""
    for one in found.answers:
        _print_offices(one, regency)
    if found.survey is not None:
        console.tell()
        console.tell(explanations.survey_sentence(found.survey))


def beside_json(found: Beside) -> dict[str, Json]:
    """The same in JSON; shares are exact."""
    survey = found.survey
    return {
        "offices": [_offices_json(one) for one in found.answers],
        "survey": None
        if survey is None
        else {
            "index": None if survey.index is None else exact(survey.index),
            "respondents": survey.respondents,
            "counted": survey.counted,
            "offices": survey.offices,
            "confidence": survey.informant.confidence,
            "basis": survey.informant.basis,
        },
    }


def _print_offices(found: Informing, regency: Instrument) -> None:
    unit = catalog.instrument(catalog.UNIT_SHEET)
    console.tell()
    console.tell(f"Jawaban kecamatan, {unit.display(found.informant.source)} {found.text}")
    console.tell(explanations.informing_sentence(found))
    console.tell(explanations.verified_sentence(found))
    console.tell(explanations.bearing_sentence(found, regency))
    console.tell(explanations.INFORMING_LIMIT)


def _offices_json(found: Informing) -> Json:
    informant = found.informant
    return {
        "question": informant.source,
        "kind": informant.bearing.value,
        "confidence": informant.confidence,
        "basis": informant.basis,
        "offices": found.offices,
        "self": _spread_json(found.own),
        "verified": _spread_json(found.verified),
        "missing": list(found.missing),
        "differing": list(found.differing),
        "counted": found.counted,
        "sums": {name: str(number) for name, number in found.sums},
        "sum_share": None if found.sum_share is None else exact(found.sum_share),
    }


def _spread_json(found: Spread) -> Json:
    return {
        "answered": found.answered,
        "unanswered": found.unanswered,
        "counts": dict(found.counts),
        "middle": list(found.middle),
        "median": None if found.median is None else exact(found.median),
    }
