"""The secretariat's look at an office's findings, with what several offices have alike.

What offices share is told to a verifier alone: an office hears of it by what the verifier writes to it. This desk may
set it aside with a reason, which stays here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from rbdesk.domain import checks, doubles, review
from rbdesk.domain.assessment import Key
from rbdesk.domain.checks import Finding
from rbdesk.domain.doubles import Narrative, Photo
from rbdesk.domain.typed import clean_line
from rbdesk.errors import NotAllowed
from rbdesk.store import alike, journal
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.values import Json
from rbdesk.workflow import catalog, office, photos
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.devices import must_be_secretariat
from rbdesk.workflow.locks import must_be_asked

SET_ASIDE = "set_aside"  # the act of the journal
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
    """What an office's year has word for word as other offices have it, or in pictures that are the same or look alike.

    What this desk has set aside bears its reason.
    """
    pairs = photos.load_pairs(db.folder)
    pictures = [
        Photo(code, question, sha256, name, mime)
        for code, question, sha256, name, mime in alike.list_pictures(
            db, key.year, key.instrument, {name for pair in pairs for name in pair}
        )
    ]
    notes = alike.list_notes(db, key.year, key.instrument, doubles.LEAST_OF_A_TEXT)
    narratives = [Narrative(code, question, note) for code, question, note in notes]
    found = doubles.doubles(pictures, narratives, pairs).get(key.office, ())
    reasons = _reasons(db, key) if found else {}
    return tuple(replace(one, waived=reasons.get(one.id, "")) for one in found)


def set_aside(db: Store, key: Key, finding_id: str, reason: str, *, who: str, now: datetime) -> Changes:
    """Say that what offices have alike is no fault at an office, and why; an empty reason lets it stand again.

    Raises NotAllowed: "role", "not_waivable" (found by other rules), "unknown_office", "too_short", "too_long".
    """
    kept = clean_line(reason)
    kind, _, where = finding_id.partition(":")
    with db.atomic():
        must_be_secretariat(db)
        if catalog.register().office(key.office) is None:
            raise NotAllowed("unknown_office", office=key.office)
        if kind not in doubles.KINDS or not where:
            raise NotAllowed("not_waivable", finding=finding_id)
        if kept and len(kept) < checks.SHORTEST_REASON:
            raise NotAllowed("too_short", field="reason", least=checks.SHORTEST_REASON)
        if len(kept) > review.MOST_OF_A_REASON:
            raise NotAllowed("too_long", field="reason", most=review.MOST_OF_A_REASON)
        before = _reasons(db, key).get(finding_id, "")
        if before == kept:
            return Changes()
        subject = Subject(key.office, key.year, key.instrument, where)
        new: Json = {"finding": finding_id, "reason": kept}
        journal.add(db, SET_ASIDE, subject, (before,), new, who=who, now=now)
    return Changes(questions=frozenset({where}), topics=frozenset({"review"}))


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


def aside_by_question(found: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """What this desk has set aside at each question, by code."""
    places: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.waived and finding.kind in doubles.KINDS:
            places[finding.where].append(finding)
    return {code: tuple(listed) for code, listed in places.items()}


def names_of(finding: Finding) -> dict[str, str]:
    """The names of the other offices that a finding is about, by code."""
    codes = dict(finding.facts).get("offices", "")
    return {code: catalog.register().name_of(code) for code in codes.split(",") if code}


def _reasons(db: Store, key: Key) -> Mapping[str, str]:
    """What this desk has set aside at an office, by finding id; an empty reason took it up again."""
    found = {}
    for entry in journal.list_of_act(db, SET_ASIDE):
        subject = entry.subject
        if (subject.office, subject.year, subject.instrument) == key:
            match entry.new:
                case {"finding": str(finding), "reason": str(reason)}:
                    found[finding] = reason
    return found
