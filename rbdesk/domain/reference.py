"""How rows and dots are named in text: `answers/{instrument}/{question}`, `followups/{recommendation}`, `{replica}-{n}`.

One form for bundles, the journal and messages. Knows names, not what stands in the rows.
"""

from __future__ import annotations

import re

from rbdesk.domain.instrument import IID, QID
from rbdesk.domain.lineage import Dot, RowKey

ANSWERS, EVIDENCE, FOLLOWUPS, PROFILE, RECOMMENDATIONS, REPLIES, SURVEYS, WAIVERS = (
    *("answers", "evidence", "followups", "profile"),
    *("recommendations", "replies", "surveys", "waivers"),
)

DOT = re.compile(r"([0-9a-f]{16})-([1-9][0-9]{0,12})", re.ASCII)
_ANSWER = re.compile(rf"answers/({IID.pattern})/({QID.pattern})", re.ASCII)
_MOST_N = 2**40


def dot_text(dot: Dot) -> str:
    """The text of a dot, `c80d52a07be4d518-17`; also a recommendation's id, the dot at which it was made."""
    return f"{dot[0]}-{dot[1]}"


def parse_dot(text: str) -> Dot | None:
    """The dot that `dot_text` writes as exactly `text`, None for another text."""
    found = DOT.fullmatch(text)
    if found is None or int(found[2]) > _MOST_N:
        return None
    return (found[1], int(found[2]))


def row_text(row: RowKey) -> str:
    """The text of a row that evidence, rulings and recommendations refer to."""
    return "/".join(row)


def parse_row(text: str) -> RowKey | None:
    """The row that `row_text` writes as exactly `text`: an answer or a follow-up; None for another text."""
    answer = _ANSWER.fullmatch(text)
    if answer is not None:
        return (ANSWERS, answer[1], answer[2])
    head, _, recommendation = text.partition("/")
    if head == FOLLOWUPS and parse_dot(recommendation) is not None:
        return (FOLLOWUPS, recommendation)
    return None


def evidence_row(row: RowKey, sha256: str) -> RowKey:
    """The key of a file of evidence at a row: that of an answer, or `("evidence", "followups", id, sha256)`."""
    head, *rest = row
    return (EVIDENCE, *rest, sha256) if head == ANSWERS else (EVIDENCE, head, *rest, sha256)


def row_of_evidence(key: RowKey) -> RowKey:
    """The row at which the evidence of such a key stands."""
    _, place, name, _ = key
    return (FOLLOWUPS, name) if place == FOLLOWUPS else (ANSWERS, place, name)


def waiver_row(instrument: str, finding: str) -> RowKey:
    """The key of a waiver: of the finding `kind:question` on an instrument."""
    kind, _, question = finding.partition(":")
    return (WAIVERS, instrument, question, kind)


def finding_of(row: RowKey) -> str:
    """The id of the finding that the waiver in such a row is about."""
    _, _, question, kind = row
    return f"{kind}:{question}"
