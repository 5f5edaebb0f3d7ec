"""Score sheets of offices for the tests of analysis: real instrument, answers of their own."""

from __future__ import annotations

from rbdesk.domain.assessment import Answer
from rbdesk.domain.scoring import ScoreSheet, score
from rbdesk.workflow import catalog
from tests.build import answers_everywhere, extreme_value

SHEET = catalog.instrument(catalog.UNIT_SHEET)
AREAS = {
    group.code: [SHEET.nodes[leaf].code for place in group.places for leaf in SHEET.questions_under(place)]
    for group in SHEET.areas
}


def a_sheet(want: str = "second", **but: str) -> ScoreSheet:
    """Answers of one kind everywhere; `area_7="worst"` makes an area different."""
    answers = answers_everywhere(SHEET, want)
    for name, other in but.items():
        for code in AREAS[name.removeprefix("area_")]:
            answers[code] = Answer(extreme_value(SHEET.question(code).scale, other))
    return score(SHEET, answers)


def without(sheet_answers: dict[str, Answer], *codes: str) -> ScoreSheet:
    """The score without some answers."""
    return score(SHEET, {code: answer for code, answer in sheet_answers.items() if code not in codes})
