"""What is missing, unsupported, contradictory, stale or doubled in an assessment. Findings are values, never exceptions.

A finding never changes an answer and never accuses; `wajib` keeps the official package back, `saran` does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rbdesk.domain.assessment import Assessment
from rbdesk.domain.instrument import FALL, Instrument
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
    "survey_mismatch",
    "stale_evidence",
    "same_note",
    "followup_no_evidence",
)
# what blocks a package cannot be waived
WAIVABLE = frozenset(
    {
        *("edge_case", "jump", "contradiction", "survey_mismatch", "stale_evidence", "same_note"),
        "followup_no_evidence",
    }
)
FOLLOWUP = "followup_no_evidence"  # the one kind whose place is a recommendation
SHORTEST_REASON = 10  # characters
_SAME_NOTE_AT_LEAST = 20  # characters: shorter notes ("ada", "lihat SK") may well be equal
_MONTHS_IN_YEAR = 12
# the questions of "survei kepuasan" in the sheets of PermenPANRB 26/2020; the first asks whether there is a survey
_OF_SURVEYS = re.compile(r"P\.8\.iv\.[a-z]", re.ASCII)
_HAS_SURVEY = "P.8.iv.a"
# complaints are counted in one question and told in words in another, of the same sheets
_COUNTED, _TOLD = "R.7.ii.a", "P.7.iii.b"
ALL_OF_THEM, NONE_OF_THEM = "A", "D"
LAST_YEAR, COMPLAINTS = "last_year", "complaints"  # what a number contradicts but the same one elsewhere


@dataclass(frozen=True, slots=True)
class Waiver:
    """Dikesampingkan: an office's word that a finding is no fault, and why; not `on` once it stands again."""

    reason: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Temuan: `kind` one of KINDS, `level` wajib or saran, `where` a question code or "profil".

    A follow-up's place is the id of its recommendation. `facts` fill the sentence; `waived` is the office's reason
    for setting it aside, empty if it stands.
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
class Finished:
    """A follow-up that the office calls done without any evidence: `id`, number and text of its recommendation."""

    id: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks know besides the assessment.

    `last_year` is the assessment of the year before on the same instrument; `lost` are digests whose file
    is gone; `dated` gives the date of content of a digest where the office typed one; `waivers` are reasons
    by finding id. `respondents` are those of the year's survey, None where surveys are not this sheet's matter;
    `finished` are follow-ups that are done without evidence.
    """

    profile: Profile = field(default_factory=Profile)
    last_year: Assessment | None = None
    lost: Set[str] = frozenset()
    dated: Mapping[str, date] = field(default_factory=dict)
    waivers: Mapping[str, str] = field(default_factory=dict)
    respondents: int | None = None
    finished: tuple[Finished, ...] = ()


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
        *_contradictions(instrument, assessment, context),
        *_survey_mismatches(instrument, assessment, sheet, context),
        *_stale_evidence(instrument, assessment, context),
        *_same_notes(instrument, assessment),
        *_finished_without_evidence(context),
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


def _contradictions(instrument: Instrument, assessment: Assessment, context: Context) -> Iterator[Finding]:
    """Numbers that contradict each other, at most one finding a question.

    A number that two questions of one subcomponent share and that differs; the number of last year that is another
    now; complaints that are counted otherwise than they are told.
    """
    told = _told_complaints(instrument, assessment)
    for place in instrument.question_places:
        code = instrument.nodes[place].code
        facts = _differing_shared(instrument, assessment, place) or _differing_last_year(
            instrument, assessment, context, code
        )
        if facts is None and told is not None and told[0] == code:
            facts = told[1]
        if facts is not None:
            yield Finding("contradiction", ADVISED, code, facts)


def _differing_shared(
    instrument: Instrument, assessment: Assessment, place: int
) -> tuple[tuple[str, str], ...] | None:
    node = instrument.nodes[place]
    shared = node.question.shared_inputs if node.question else ()
    mine = _numbers(assessment, node.code)
    for sibling in instrument.children[node.parent] if shared else ():
        other = instrument.nodes[sibling].code
        theirs = _numbers(assessment, other)
        for name in shared if sibling != place else ():
            here, there = mine.get(name), theirs.get(name)
            if here is not None and there is not None and here != there:
                return (("here", str(here)), ("there", str(there)), ("other", other))
    return None


def _differing_last_year(
    instrument: Instrument, assessment: Assessment, context: Context, code: str
) -> tuple[tuple[str, str], ...] | None:
    """The number before a fall beside what last year's answer said of it."""
    formula = instrument.question(code).scale.formula
    if formula is None or formula.kind != FALL or context.last_year is None:
        return None
    before = _numbers(context.last_year, code).get(formula.numerator)
    here = _numbers(assessment, code).get(formula.denominator[0])
    if before is None or here is None or before == here:
        return None
    year = str(context.last_year.key.year)
    return (("which", LAST_YEAR), ("here", str(here)), ("there", str(before)), ("year", year))


def _told_complaints(
    instrument: Instrument, assessment: Assessment
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The question that tells what became of complaints, where the counts of another question exclude it."""
    codes = {instrument.display(instrument.nodes[place].code): place for place in instrument.question_places}
    if not {_COUNTED, _TOLD} <= codes.keys():
        return None
    told, counted = (instrument.nodes[codes[name]].code for name in (_TOLD, _COUNTED))
    said, numbers = assessment.answer(told).value, _numbers(assessment, counted)
    due, handled, done = (
        numbers.get("n_due"),
        numbers.get("n_open", Decimal(0)) + numbers.get("n_done", Decimal(0)),
        numbers.get("n_done", Decimal(0)),
    )
    if due is None or not isinstance(said, str):
        return None
    nothing_done = said == NONE_OF_THEM and done > 0
    not_all = said == ALL_OF_THEM and handled < due
    if not nothing_done and not not_all:
        return None
    there = done if nothing_done else handled
    facts = (
        ("which", COMPLAINTS),
        ("here", said),
        ("there", str(there)),
        ("due", str(due)),
        ("other", counted),
    )
    return told, facts


def _numbers(assessment: Assessment, code: str) -> dict[str, Decimal]:
    """The numbers of an answer; none of one that is an option or open."""
    value = assessment.answer(code).value
    return {} if value is None or isinstance(value, str) else dict(value)


def _survey_mismatches(
    instrument: Instrument, assessment: Assessment, sheet: ScoreSheet, context: Context
) -> Iterator[Finding]:
    """Full marks for the survey without a single respondent this year; "never" in spite of some.

    Who says that a survey was held once may mean an earlier year, so nothing is said of its results either.
    """
    if context.respondents is None:
        return
    shares = {
        instrument.display(instrument.nodes[place].code): sheet.shares[place]
        for place in instrument.question_places
    }
    held = shares.get(_HAS_SURVEY)
    was_held_once = held is not None and 0 < held.value < 1
    for place in instrument.question_places:
        code, worth = instrument.nodes[place].code, sheet.shares[place]
        shown = instrument.display(code)
        if worth is None or assessment.answer(code).value is None or _OF_SURVEYS.fullmatch(shown) is None:
            continue
        is_praised = context.respondents == 0 and worth.value == 1 and not was_held_once
        is_denied = context.respondents > 0 and worth.value == 0 and shown == _HAS_SURVEY
        if is_praised or is_denied:
            facts = (
                ("answer", str(assessment.answer(code).value)),
                ("respondents", str(context.respondents)),
            )
            yield Finding("survey_mismatch", ADVISED, code, facts)


def _finished_without_evidence(context: Context) -> Iterator[Finding]:
    for item in context.finished:
        yield Finding(FOLLOWUP, ADVISED, item.id, (("number", item.number), ("text", item.text)))


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
        note = plain_words(assessment.answer(code).note)
        if len(note) >= _SAME_NOTE_AT_LEAST:
            places[note].append(code)
    for codes in places.values():
        if len(codes) >= 3:
            yield Finding("same_note", ADVISED, codes[0], (("codes", ",".join(codes)),))


def plain_words(note: str) -> str:
    """A note as its words alone: capitals, punctuation and spaces do not make two of one."""
    return " ".join(re.findall(r"\w+", note.casefold()))
