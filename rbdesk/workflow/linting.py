"""The secretariat's look at an office's findings, with what several offices have alike. Only reads.

What offices share is told to a verifier alone: an office hears of it by what the verifier writes to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rbdesk.domain import checks, doubles
from rbdesk.domain.assessment import Key
from rbdesk.domain.checks import Finding
from rbdesk.domain.doubles import Narrative, Photo
from rbdesk.errors import NotAllowed
from rbdesk.store import alike
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, office
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.locks import must_be_asked

# marks of the row itself, or nothing about a question
TOLD_OTHERWISE = frozenset(
    {"unanswered", "no_evidence", "evidence_lost", "identity", "jump", checks.FOLLOWUP}
)


def load_findings(db: Store, key: Key) -> tuple[Finding, ...]:
    """All findings of an office's year, then what it shares with other offices.

    Raises NotAllowed: "role", "unknown_office", "unknown_instrument", "not_sent".
    """
    must_be_secretariat(db)
    if catalog.register().office(key.office) is None:
        raise NotAllowed("unknown_office", office=key.office)
    instrument = must_be_asked(key)
    year = office.load_year(db, key)
    if year.edited_at is None:
        raise NotAllowed("not_sent", office=key.office)
    return (*checks.findings(instrument, year.assessment, year.context), *load_shared(db, key))


def load_shared(db: Store, key: Key) -> tuple[Finding, ...]:
    """What an office's year has word for word, or byte for byte, as other offices have it."""
    photos = [
        Photo(code, question, sha256, name, mime)
        for code, question, sha256, name, mime in alike.list_pictures(db, key.year, key.instrument)
    ]
    notes = alike.list_notes(db, key.year, key.instrument, doubles.LEAST_OF_A_TEXT)
    narratives = [Narrative(code, question, note) for code, question, note in notes]
    return doubles.doubles(photos, narratives).get(key.office, ())


def by_question(found: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """What a verifier should see at each question, by code: what stands and is not told there in another way."""
    places: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.kind in TOLD_OTHERWISE or finding.waived:
            continue
        codes = dict(finding.facts).get("codes", finding.where)
        for code in codes.split(","):
            places[code].append(finding)
    return {code: tuple(listed) for code, listed in places.items()}


def names_of(finding: Finding) -> dict[str, str]:
    """The names of the other offices that a finding is about, by code."""
    codes = dict(finding.facts).get("offices", "")
    return {code: catalog.register().name_of(code) for code in codes.split(",") if code}
