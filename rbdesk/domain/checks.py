"""What is missing, unsupported, contradictory, stale or doubled in an assessment. Findings are values, never exceptions.

A finding never changes an answer and never accuses; `wajib` keeps the official package back, `saran` does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from rbdesk.domain.assessment import Assessment
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import ScoreSheet, score
from rbdesk.domain.submission import Profile

REQUIRED, ADVISED = "wajib", "saran"
KINDS = (
    "unanswered",
    "no_evidence",
    "evidence_lost",
    "identity",
    "edge_case",
    "jump",
    "contradiction",
    "stale_evidence",
    "same_note",
)
# what blocks a package cannot be waived
WAIVABLE = frozenset({"edge_case", "jump", "contradiction", "stale_evidence", "same_note"})
SHORTEST_REASON = 10  # characters
_SAME_NOTE_AT_LEAST = 20  # characters: shorter notes ("ada", "lihat SK") may well be equal
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Waiver:
    """Dikesampingkan: an office's word that a finding is no fault, and why; not `on` once it stands again."""

    reason: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Temuan: `kind` one of KINDS, `level` wajib or saran, `where` a question code or "profil".

    `facts` fill the sentence; `waived` is the office's reason for setting it aside, empty if it stands.
    """

    kind: str
    level: str
    where: str
    facts: tuple[tuple[str, str], ...] = ()
    waived: str = ""

    @property
    def id(self) -> str:
        """What a waiver refers to: kind and place."""
        return f"{self.kind}:{self.where}"

    @property
    def blocks(self) -> bool:
        """True if no official package can be made while it stands."""
        return self.level == REQUIRED and not self.waived


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks know besides the assessment.

    `last_year` is the assessment of the year before on the same instrument; `lost` are digests whose file
    is gone; `dated` gives the date of content of a digest where the office typed one; `waivers` are reasons
    by finding id.
    """

    profile: Profile = field(default_factory=Profile)
    last_year: Assessment | None = None
    lost: Set[str] = frozenset()
    dated: Mapping[str, date] = field(default_factory=dict)
    waivers: Mapping[str, str] = field(default_factory=dict)


def findings(instrument: Instrument, assessment: Assessment, context: Context) -> tuple[Finding, ...]:
    """All findings, in the order of KINDS and of the sheet; waived ones carry their reason."""
    sheet = score(instrument, assessment.answers)
    found = [
        *_unanswered(instrument, sheet),
        *_no_evidence(instrument, assessment, sheet),
        *_evidence_lost(assessment, context),
        *_identity(context),
        *_edge_cases(instrument, assessment, sheet),
        *_jumps(instrument, assessment, sheet, context),
        *_contradictions(instrument, assessment),
        *_stale_evidence(instrument, assessment, context),
        *_same_notes(instrument, assessment),
    ]
    return tuple(
        Finding(item.kind, item.level, item.where, item.facts, context.waivers[item.id])
        if item.kind in WAIVABLE and item.id in context.waivers
        else item
        for item in found
    )


def _unanswered(instrument: Instrument, sheet: ScoreSheet) -> Iterator[Finding]:
    for place in instrument.question_places:
        if not sheet.answered[place]:
            yield Finding("unanswered", REQUIRED, instrument.nodes[place].code)


def _no_evidence(instrument: Instrument, assessment: Assessment, sheet: ScoreSheet) -> Iterator[Finding]:
    if instrument.evidence_rule is None:
        return
    for code in needing_evidence(instrument, assessment, sheet):
        yield Finding("no_evidence", instrument.evidence_rule.level, code)


def needing_evidence(instrument: Instrument, assessment: Assessment, sheet: ScoreSheet) -> tuple[str, ...]:
    """Codes of the questions worth more than zero without evidence, in the sheet's order."""
    with_evidence = {item.question for item in assessment.evidence if item.on}
    return tuple(
        instrument.nodes[place].code
        for place in instrument.question_places
        if sheet.points[place] > 0 and instrument.nodes[place].code not in with_evidence
    )


def _evidence_lost(assessment: Assessment, context: Context) -> Iterator[Finding]:
    for item in assessment.evidence:
        if item.on and item.sha256 in context.lost:
            facts = (("name", item.name), ("sha256", item.sha256))
            yield Finding("evidence_lost", REQUIRED, item.question, facts)


def _identity(context: Context) -> Iterator[Finding]:
    missing = [
        member
        for member, value in (("head", context.profile.head), ("contact", context.profile.contact))
        if not value.strip()
    ]
    if missing:
        yield Finding("identity", REQUIRED, "profil", (("missing", ",".join(missing)),))


def _edge_cases(instrument: Instrument, assessment: Assessment, sheet: ScoreSheet) -> Iterator[Finding]:
    for place in instrument.question_places:
        worth, node = sheet.shares[place], instrument.nodes[place]
        if worth is None or not worth.edge or assessment.answer(node.code).note.strip():
            continue
        formula = node.question.scale.formula if node.question else None
        if formula is not None and formula.edge is not None:
            yield Finding("edge_case", ADVISED, node.code, (("rule", formula.edge.text),))


def _jumps(
    instrument: Instrument, assessment: Assessment, sheet: ScoreSheet, context: Context
) -> Iterator[Finding]:
    """Answers that rose by more than one option since last year without a word."""
    if context.last_year is None:
        return
    for place in instrument.question_places:
        node = instrument.nodes[place]
        if node.question is None or not node.question.scale.options:
            continue
        labels = [option.label for option in node.question.scale.options]
        now, before = assessment.answer(node.code), context.last_year.answer(node.code)
        if now.note.strip() or now.value not in labels or before.value not in labels:
            continue
        if labels.index(str(before.value)) - labels.index(str(now.value)) > 1:
            yield Finding("jump", ADVISED, node.code, (("from", str(before.value)), ("to", str(now.value))))


def _contradictions(instrument: Instrument, assessment: Assessment) -> Iterator[Finding]:
    """Numbers that two questions of one subcomponent share and that differ."""
    for place in instrument.question_places:
        node = instrument.nodes[place]
        if node.question is None or not node.question.shared_inputs:
            continue
        mine = assessment.answer(node.code).value
        if mine is None or isinstance(mine, str):
            continue
        for sibling in instrument.children[node.parent]:
            other = instrument.nodes[sibling]
            theirs = assessment.answer(other.code).value
            if sibling == place or theirs is None or isinstance(theirs, str):
                continue
            for name in node.question.shared_inputs:
                here, there = dict(mine).get(name), dict(theirs).get(name)
                if here is not None and there is not None and here != there:
                    facts = (("here", str(here)), ("there", str(there)), ("other", other.code))
                    yield Finding("contradiction", ADVISED, node.code, facts)


def _stale_evidence(instrument: Instrument, assessment: Assessment, context: Context) -> Iterator[Finding]:
    """Evidence whose content is older than the question's period, counted back from the end of the year."""
    for item in assessment.evidence:
        dated = context.dated.get(item.sha256)
        if not item.on or dated is None or item.question not in instrument.place_of:
            continue
        period = instrument.question(item.question).period_months
        if period is None:
            continue
        age_months = (assessment.key.year - dated.year) * _MONTHS_IN_YEAR + _MONTHS_IN_YEAR - dated.month
        if age_months >= period or dated.year > assessment.key.year:
            facts = (("name", item.name), ("dated", dated.isoformat()), ("sha256", item.sha256))
            yield Finding("stale_evidence", ADVISED, item.question, facts)


def _same_notes(instrument: Instrument, assessment: Assessment) -> Iterator[Finding]:
    """Notes that stand word for word at three questions or more; told at the first of them."""
    places: dict[str, list[str]] = defaultdict(list)
    for place in instrument.question_places:
        code = instrument.nodes[place].code
        note = " ".join(assessment.answer(code).note.split()).casefold()
        if len(note) >= _SAME_NOTE_AT_LEAST:
            places[note].append(code)
    for codes in places.values():
        if len(codes) >= 3:
            yield Finding("same_note", ADVISED, codes[0], (("codes", ",".join(codes)),))
