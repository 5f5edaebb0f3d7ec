"""Where the values of one question came from, as everybody who shows it needs it. Knows no store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rbdesk.domain.assessment import Answer, Value


@dataclass(frozen=True, slots=True)
class Source:
    """One value: who wrote it, when, on which device. `value` None: it was cleared.

    `bundle_id` and `package` name what brought it to this desk and `received` when, "" and None for the desk's own
    edits. `stands` is false for a value that a later one has replaced.
    """

    value: Value | None
    note: str
    at: datetime
    by: str
    device: str
    bundle_id: str = ""
    package: str = ""
    received: datetime | None = None
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Provenance:
    """Asal jawaban of the question `code`: its values, those that stand first, and how many files support it.

    `verified` are the answers under the rulings, several where verifiers differ; None where nobody has ruled, and at
    an office.
    """

    code: str
    sources: tuple[Source, ...]
    evidence: int = 0
    verified: tuple[Answer, ...] | None = None

    @property
    def standing(self) -> tuple[Source, ...]:
        """The values that nothing has replaced; several where laptops differ."""
        return tuple(source for source in self.sources if source.stands)

    @property
    def earlier(self) -> tuple[Source, ...]:
        """The values that stand no longer, newest first."""
        return tuple(source for source in self.sources if not source.stands)
