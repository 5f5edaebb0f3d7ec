"""Rulings on the invented year, for tests of both sides: some offices wholly verified, one begun, the others not."""

from __future__ import annotations

from datetime import UTC, datetime

from rbdesk.domain.assessment import Key
from rbdesk.domain.review import Verdict
from rbdesk.store import assessments
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, verification
from tests.year import YEAR

WHOLE = ("32.16.01", "32.16.02", "32.16.05", "32.16.07", "32.16.08", "32.16.09")
BEGUN, BEGUN_AREAS = "32.16.10", ("1", "2")
VERIFIERS = ("Verifikator Satu", "Verifikator Dua")
NOW = datetime(2020, 9, 4, 2, 0, tzinfo=UTC)
SHEET = catalog.instrument(catalog.UNIT_SHEET)
CODES = [SHEET.nodes[place].code for place in SHEET.question_places]


def verify_some(db: Store) -> None:
    """Judge at a secretariat's desk that holds the invented year; the first verifier lowers every fifth answer."""
    for office in WHOLE:
        _judge(db, office, CODES)
    _judge(db, BEGUN, [code for code in CODES if SHEET.area_of(code).code in BEGUN_AREAS])


def _judge(db: Store, office: str, codes: list[str]) -> None:
    key = Key(office, YEAR, SHEET.id)
    given = assessments.to_assessment(assessments.load_snapshot(db, office, YEAR), key)
    with db.atomic():
        for place, code in enumerate(codes):
            labels = [option.label for option in SHEET.question(code).scale.options]
            value = given.answer(code).value
            lower = labels.index(str(value)) + 1 if value in labels else len(labels)
            if place % 5 == 0 and place % 2 == 0 and lower < len(labels):
                who, reason = VERIFIERS[0], "Bukti belum cukup"
                verification.rule(db, key, code, Verdict.CORRECT, labels[lower], reason, who=who, now=NOW)
        for at, who in enumerate(VERIFIERS):
            rest = [code for place, code in enumerate(codes) if place % 2 == at]
            open_ones = {row.code for row in verification.load_verification(db, key).rows if row.is_open}
            verification.agree_all(db, key, [code for code in rest if code in open_ones], who=who, now=NOW)
