"""What a write touched, so that whoever shows it reads again and nobody else does."""

from __future__ import annotations

from dataclasses import dataclass

from rbdesk.domain.assessment import Key


@dataclass(frozen=True, slots=True)
class Changes:
    """The assessments and questions a write touched, and its topics; false if it changed nothing.

    Topics: answers, conditions, evidence, profile, settings, flags, waivers, packages, stage, inbox, roster, review,
    followups (`questions` are then ids of recommendations).
    """

    assessments: frozenset[Key] = frozenset()
    questions: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.assessments or self.questions or self.topics)

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.assessments | other.assessments,
            self.questions | other.questions,
            self.topics | other.topics,
        )
