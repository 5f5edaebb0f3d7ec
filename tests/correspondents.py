"""An office and the secretariat that write to each other, for tests of verification and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rbdesk.domain.assessment import Answer
from rbdesk.domain.correspondence import Delivery
from rbdesk.domain.lineage import Snapshot
from rbdesk.domain.review import Verdict
from rbdesk.errors import BundleRefused
from rbdesk.exchange import signing
from rbdesk.store import assessments, settings
from rbdesk.store.database import Store
from rbdesk.workflow import dispatch, letters, office, returning, setup, verification
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW
from tests.year import BABELAN, YEAR

KEY = year.key_of(BABELAN)
VERIFIER = {"who": "Verifikator 1", "now": NOW + timedelta(days=1)}
OPERATOR = {"who": "Operator", "now": NOW + timedelta(days=2)}


def key_of_desk(db: Store) -> bytes:
    return bytes.fromhex(settings.load_fact(db, "device_key"))


def rule(db: Store, code: str, verdict: Verdict, value: Any = None, reason: str = "", **but: Any) -> Changes:
    return verification.rule(db, KEY, code, verdict, value, reason, **{**VERIFIER, **but})


def row_of(db: Store, code: str) -> verification.VerifiedRow:
    return next(row for row in verification.load_verification(db, KEY).rows if row.code == code)


def returned(db: Store) -> Mapping[str, returning.ReturnedRow]:
    return {row.code: row for row in returning.load_returned(db, KEY).rows}


def write_back(desk: Store, folder: Path, now: datetime = VERIFIER["now"]) -> Path:  # type: ignore[assignment]
    return dispatch.make_return(desk, BABELAN, folder, who="Sekretariat", now=now).path


def read(db: Store, path: Path, confirmed: bytes = b"") -> Delivery:
    return returning.read_letter(path, returning.load_letter_trust(db, confirmed))


def receive(db: Store, path: Path, confirmed: bytes = b"") -> Changes:
    return returning.receive(db, read(db, path, confirmed), confirmed, **OPERATOR)


def receive_first(db: Store, path: Path) -> Changes:
    """Take in a first letter as a person does: compare the last two groups of the key that it names."""
    try:
        read(db, path)
    except BundleRefused as refused:
        digits = " ".join(str(refused.facts["fingerprint"]).split()[-2:])
        return receive(db, path, returning.confirm(refused, digits))
    raise AssertionError("the office believed a key that nobody confirmed")


def receive_from(db: Store, desk: Store, path: Path) -> Changes:
    """Take in a letter as a person does who believes this desk and no other."""
    confirmed = key_of_desk(desk)
    return receive(db, path, b"" if confirmed in {one.key for one in letters.load_pinned(db)} else confirmed)


def snapshot(db: Store) -> Snapshot:
    return assessments.load_snapshot(db, BABELAN, YEAR)


def answer(db: Store, code: str) -> Answer:
    return office.load_year(db, KEY).assessment.answer(code)


def fingerprint(db: Store) -> str:
    return signing.fingerprint(setup.load_identity(db).device.key)
